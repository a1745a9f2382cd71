/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * .gitattributes: lines of a pattern and attributes. Files are asked about rarely (those with
 * CRLF), so the lines are read anew for each.
 */
#include "table/attributes.h"

#include "base/path.h"

#define MOST_LINES 1000
#define FILE_NAME STR(".gitattributes")

/* What is said so far of the one file asked about. */
typedef struct Said {
    bool binary; /* text is unset */
    EndingsWanted eol;
} Said;

static bool next_word(Str *line, Str *out) {
    *line = str_trim(*line);
    size_t end = 0;
    while (end < line->len && line->ptr[end] != ' ' && line->ptr[end] != '\t')
        end++;
    *out = str_slice(*line, 0, end);
    *line = str_slice(*line, end, line->len);
    return out->len > 0;
}

/* The pattern, which may be quoted; what C escapes it has are not resolved. */
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

/* As in .gitignore: without a slash it is for names in any folder, else for paths from this one. */
static bool matches(Arena *arena, PatternSet *patterns, Str pattern, Str path) {
    Error error = {0};
    if (str_find(pattern, STR("/"), 0) == SIZE_MAX)
        path = path_name(path);
    else if (pattern.ptr[0] == '/')
        pattern = str_slice(pattern, 1, pattern.len);
    const Pattern *glob = pattern_compile_glob(patterns, str_copy(arena, pattern), &error);
    return glob && pattern_matches(glob, path);
}

static void take_attributes(Str words, Said *said) {
    Str word;
    while (next_word(&words, &word)) {
        if (str_equal(word, STR("-text")) || str_equal(word, STR("binary")))
            said->binary = true;
        else if (str_equal(word, STR("text")) || str_equal(word, STR("!text")) ||
                 str_starts_with(word, STR("text=")))
            said->binary = false;
        else if (str_equal(word, STR("eol=crlf")))
            said->eol = ENDINGS_CRLF;
        else if (str_equal(word, STR("eol=lf")))
            said->eol = ENDINGS_LF;
        else if (str_equal(word, STR("-eol")) || str_equal(word, STR("!eol")))
            said->eol = ENDINGS_UNSAID;
    }
}

/* The lines of one file; `path` is that of the file asked about, from its folder. */
static void read_file(Arena *arena, PatternSet *patterns, Str bytes, Str path, Said *said) {
    Str line;
    Str pattern;
    for (size_t i = 0; i < MOST_LINES && str_split_next(&bytes, '\n', &line); i++)
        if (next_pattern(&line, &pattern) && pattern.ptr[0] != '#' && pattern.ptr[0] != '!' &&
            matches(arena, patterns, pattern, path))
            take_attributes(line, said);
}

EndingsWanted attributes_endings(Arena *arena, Documents *documents, PatternSet *patterns,
                                 const Repository *repository, Str path) {
    Said said = {0};
    for (size_t end = 0; end < path.len; end++) {
        if (end > 0 && path.ptr[end] != '/')
            continue;
        Str folder = str_slice(path, 0, end);
        Str name = path_join(arena, folder, FILE_NAME);
        if (!snapshot_find(repository->snapshot, name))
            continue;
        const Document *document = documents_get(documents, repository, name);
        if (document->state == DOCUMENT_OK)
            read_file(arena, patterns, document->source->bytes,
                      str_slice(path, end > 0 ? end + 1 : 0, path.len), &said);
    }
    return said.binary ? ENDINGS_KEPT : said.eol;
}
