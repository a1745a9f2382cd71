/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * .gitattributes: each line about line endings is kept as a pattern and what it sets.
 */
#include "table/attributes.h"

#include "base/array.h"
#include "base/map.h"
#include "base/path.h"

#define FILE_NAME STR(".gitattributes")

/* What is said about one file, or by one line. Either value may be left unsaid. */
typedef struct Said {
    bool says_binary;
    bool binary; /* text is unset */
    bool says_eol;
    EndingsWanted eol;
} Said;

typedef struct Line {
    const Pattern *glob;
    bool by_name; /* the pattern has no slash, so it matches names in any folder */
    Said said;
} Line;

typedef ARRAY_OF(Line) LineList;

struct Attributes {
    Arena *arena;
    Documents *documents;
    PatternSet *patterns;
    Map files; /* LineList by repository and path */
    size_t lines_left;
};

Attributes *attributes_new(Arena *arena, Documents *documents, PatternSet *patterns) {
    Attributes *attributes = arena_new(arena, Attributes);
    *attributes = (Attributes){
        .arena = arena,
        .documents = documents,
        .patterns = patterns,
        .lines_left = ATTRIBUTES_MAX_LINES,
    };
    map_init(&attributes->files, arena);
    return attributes;
}

static bool next_word(Str *line, Str *out) {
    *line = str_trim(*line);
    size_t end = 0;
    while (end < line->len && line->ptr[end] != ' ' && line->ptr[end] != '\t')
        end++;
    *out = str_slice(*line, 0, end);
    *line = str_slice(*line, end, line->len);
    return out->len > 0;
}

/* Takes the pattern, which may be quoted, off a line; C escapes in it are not decoded. */
static bool next_pattern(Str *line, Str *out) {
    *line = str_trim(*line);
    if (!str_starts_with(*line, STR("\"")))
        return next_word(line, out);
    size_t end = str_find(*line, STR("\""), 1);
    if (end == SIZE_MAX)
        return false;
    *out = str_slice(*line, 1, end);
    *line = str_slice(*line, end + 1, line->len);
    return out->len > 0;
}

/* Later words, lines and files override earlier ones. */
static void say(Said *said, const Said *more) {
    if (more->says_binary) {
        said->says_binary = true;
        said->binary = more->binary;
    }
    if (more->says_eol) {
        said->says_eol = true;
        said->eol = more->eol;
    }
}

static Said read_words(Str words) {
    static const struct {
        Str word;
        Said says;
    } known[] = {
        {STR_INIT("-text"), {.says_binary = true, .binary = true}},
        {STR_INIT("binary"), {.says_binary = true, .binary = true}},
        {STR_INIT("text"), {.says_binary = true}},
        {STR_INIT("!text"), {.says_binary = true}},
        {STR_INIT("text=auto"), {.says_binary = true}},
        {STR_INIT("eol=lf"), {.says_eol = true, .eol = ENDINGS_LF}},
        {STR_INIT("eol=crlf"), {.says_eol = true, .eol = ENDINGS_CRLF}},
        {STR_INIT("-eol"), {.says_eol = true}},
        {STR_INIT("!eol"), {.says_eol = true}},
        /* The names used before Git 1.7.2. */
        {STR_INIT("-crlf"), {.says_binary = true, .binary = true}},
        {STR_INIT("crlf"), {.says_binary = true}},
        {STR_INIT("crlf=input"), {.says_eol = true, .eol = ENDINGS_LF}},
    };
    Said said = {0};
    Str word;
    while (next_word(&words, &word))
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            if (str_equal(word, known[i].word))
                say(&said, &known[i].says);
    return said;
}

/* As in .gitignore, a pattern with a slash matches paths relative to the .gitattributes' folder. */
static void add_line(Attributes *attributes, Str pattern, Str words, LineList *out) {
    Error error = {0};
    Line line = {.by_name = str_find(pattern, STR("/"), 0) == SIZE_MAX, .said = read_words(words)};
    if (!line.said.says_binary && !line.said.says_eol)
        return;
    if (pattern.ptr[0] == '/')
        pattern = str_slice(pattern, 1, pattern.len);
    line.glob = pattern_compile_glob(attributes->patterns, pattern, &error);
    if (line.glob)
        array_push(attributes->arena, out, line);
}

static LineList *read_file(Attributes *attributes, const Document *document) {
    LineList *lines = arena_new(attributes->arena, LineList);
    Str rest = document->state == DOCUMENT_OK ? document->source->bytes : (Str){0};
    Str line;
    Str pattern;
    while (attributes->lines_left > 0 && rest.len > 0 && str_split_next(&rest, '\n', &line)) {
        attributes->lines_left--;
        if (next_pattern(&line, &pattern) && pattern.ptr[0] != '#' && pattern.ptr[0] != '!')
            add_line(attributes, pattern, line, lines);
    }
    return lines;
}

/* The lines of the .gitattributes in a folder; NULL if it has none. */
static const LineList *lines_in(Attributes *attributes, const Repository *repository, Str folder) {
    Str path = path_join(attributes->arena, folder, FILE_NAME);
    if (!snapshot_find(repository->snapshot, path))
        return NULL;
    Str key = str_printf(attributes->arena, STR_FMT "/" STR_FMT, STR_ARG(repository->name),
                         STR_ARG(path));
    LineList *lines = map_get(&attributes->files, key);
    if (!lines) {
        lines = read_file(attributes, documents_get(attributes->documents, repository, path));
        map_put(&attributes->files, key, lines);
    }
    return lines;
}

EndingsWanted attributes_endings(Attributes *attributes, const Repository *repository, Str path) {
    Said said = {0};
    for (size_t end = 0; end < path.len; end++) {
        if (end > 0 && path.ptr[end] != '/')
            continue;
        const LineList *lines = lines_in(attributes, repository, str_slice(path, 0, end));
        Str below = str_slice(path, end > 0 ? end + 1 : 0, path.len);
        for (size_t i = 0; lines && i < lines->len; i++)
            if (pattern_matches(lines->items[i].glob,
                                lines->items[i].by_name ? path_name(path) : below))
                say(&said, &lines->items[i].said);
    }
    return said.binary ? ENDINGS_KEPT : said.eol;
}
