/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Finds suppression comments. Hardly any file has one, so the bytes are searched for the word
 * first, and only a file that contains it is read line by line.
 */
#include "document/suppression.h"

#include <stdint.h>
#include <string.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/nearest.h"
#include "document/language.h"

#define TOOL STR("govlint")
#define WORD STR("govlint-ignore")

typedef ARRAY_OF(Span) Spans;

typedef struct Scan {
    Arena *arena;
    const Document *document;
    Str bytes;
    bool markup;   /* comments are <!-- -->, except in the front matter */
    bool markdown; /* … and there may be fenced code */
    Fence fence;
    Spans texts; /* YAML scalars that may seem to contain a comment, in order */
    size_t next_text;
    ARRAY_OF(Suppression) found;
} Scan;

/* Collects scalars of several lines, and those that mention this program. */
static void collect_texts(Scan *scan, const YamlStream *stream) {
    YamlWalk walk = yaml_walk(scan->arena, stream);
    for (const YamlNode *node; (node = yaml_walk_next(&walk));) {
        Str text = str_slice(scan->bytes, node->span.start, node->span.end);
        if (node->kind == YAML_KIND_SCALAR && text.len > 0 &&
            (memchr(text.ptr, '\n', text.len) || str_find(text, TOOL, 0) != SIZE_MAX))
            array_push(scan->arena, &scan->texts, node->span);
    }
}

/* Must be called for places in ascending order. */
static bool inside_text(Scan *scan, size_t at) {
    while (scan->next_text < scan->texts.len && scan->texts.items[scan->next_text].end <= at)
        scan->next_text++;
    return scan->next_text < scan->texts.len && scan->texts.items[scan->next_text].start < at;
}

static Span span_of(const Scan *scan, Str text) {
    size_t start = (size_t)(text.ptr - scan->bytes.ptr);
    return span_between(start, start + text.len);
}

/* "RULE: reason" */
static void read_body(const Scan *scan, Str body, Suppression *out) {
    size_t colon = str_find(body, STR(":"), 0);
    Str rules = str_trim(str_slice(body, 0, colon));
    Str reason = str_slice(body, colon < body.len ? colon + 1 : body.len, body.len);
    reason = str_trim(reason);
    out->rules = span_of(scan, rules);
    out->reason = span_of(scan, reason);
    if (rules.len == 0)
        out->problem = "it names no rule";
    else if (reason.len == 0)
        out->problem = "it gives no reason";
}

/* Whether the text begins with "RULE:", "RULE, …" or just "RULE". Words of ordinary prose have no
   hyphen. */
static bool begins_with_rule(Str text) {
    size_t length = 0;
    while (length < text.len &&
           (ascii_is_alphanumeric(text.ptr[length]) || text.ptr[length] == '-'))
        length++;
    bool ends = length == text.len || strchr(":, \t", text.ptr[length]);
    return ends && str_find(str_slice(text, 0, length), STR("-"), 0) != SIZE_MAX;
}

/* Whether a comment that begins with the program's name was meant to silence a rule: with a word
   that other linters use, or a misspelling of ours. */
static bool is_meant(const Scan *scan, Str comment) {
    static const char *const words[] = {"ignore",   "ignore-line",  "ignore-next-line",
                                        "disable",  "disable-line", "disable-next-line",
                                        "suppress", "skip",         "allow"};
    Str rest = str_slice(comment, TOOL.len, comment.len);
    size_t start = 0;
    while (start < rest.len && strchr("-_: \t", rest.ptr[start]))
        start++;
    size_t end = start;
    while (end < rest.len && ascii_is_name(rest.ptr[end]))
        end++;
    Str word = str_slice(rest, start, end);
    if (start == 0 || nearest_of(scan->arena, word, words, sizeof words / sizeof *words).len == 0)
        return false;
    while (end < rest.len && strchr(": \t", rest.ptr[end]))
        end++;
    return begins_with_rule(str_slice(rest, end, rest.len));
}

/* Where the comment on a trimmed line begins, or SIZE_MAX. It may follow something else. */
static size_t find_comment(Str line, Str open) {
    size_t named = str_find(line, TOOL, 0);
    Str before = named == SIZE_MAX ? (Str){0} : str_trim(str_slice(line, 0, named));
    if (!str_ends_with(before, open))
        return SIZE_MAX;
    size_t at = before.len - open.len;
    return at == 0 || ascii_is_space(line.ptr[at - 1]) ? at : SIZE_MAX;
}

static bool is_known(Str comment) {
    return str_starts_with(comment, WORD) &&
           (comment.len == WORD.len || strchr(" \t:", comment.ptr[WORD.len]));
}

/* What is wrong with a comment that begins at `at` and ends before `end`, or NULL. */
static const char *what_is_wrong(Str line, size_t at, size_t end, bool known) {
    if (!known)
        return "it does not begin with 'govlint-ignore'";
    if (at > 0)
        return "it is not on a line of its own";
    if (end == SIZE_MAX)
        return "the comment does not end on its line";
    return end < line.len ? "something follows it on its line" : NULL;
}

/* Whether what looks like a comment is inside a YAML scalar, or code in a line of Markdown. */
static bool is_text(Scan *scan, Str line, size_t at, bool markup) {
    return markup ? at > 0 && memchr(line.ptr, '`', at)
                  : inside_text(scan, span_of(scan, line).start + at);
}

static void read_line(Scan *scan, size_t number, Str line, bool markup) {
    Str open = markup ? STR("<!--") : STR("#");
    size_t at = find_comment(line, open);
    if (at == SIZE_MAX || is_text(scan, line, at, markup))
        return;
    size_t close = markup ? str_find(line, STR("-->"), at) : line.len;
    Str comment = str_trim(str_slice(line, at + open.len, close));
    bool known = is_known(comment);
    if (!known && !is_meant(scan, comment))
        return;
    Suppression found = {.at = span_of(scan, str_slice(line, at, line.len)),
                         .line = at > 0 ? number : number + 1};
    read_body(scan, str_slice(comment, WORD.len, comment.len), &found);
    size_t end = markup && close != SIZE_MAX ? close + 3 : close;
    const char *wrong = what_is_wrong(line, at, end, known);
    if (wrong)
        found.problem = wrong;
    array_push(scan->arena, &scan->found, found);
}

static void scan_line(Scan *scan, const FrontMatter *front, size_t number) {
    Span span = source_line(scan->document->source, number);
    Str line = str_trim(str_slice(scan->bytes, span.start, span.end));
    if (scan->markdown && fence_holds(&scan->fence, line))
        return;
    bool in_front = front->yaml && span_contains(front->content, span);
    if (line.len > 0)
        read_line(scan, number, line, scan->markup && !in_front);
}

/* A comment above another one applies to the same line. */
static void stack(Scan *scan) {
    for (size_t i = scan->found.len; i > 1; i--) {
        Suppression *upper = &scan->found.items[i - 2];
        const Suppression *lower = &scan->found.items[i - 1];
        if (source_position(scan->document->source, lower->at.start).line == upper->line)
            upper->line = lower->line;
    }
}

const Suppression *document_suppressions(Arena *arena, const Document *document, size_t *count) {
    const Source *source = document->source;
    *count = 0;
    if ((document->state != DOCUMENT_OK && document->state != DOCUMENT_UNMERGED) ||
        str_find(source->bytes, TOOL, 0) == SIZE_MAX)
        return NULL;
    Scan scan = {.arena = arena, .document = document, .bytes = source->bytes};
    scan.markup = language_is_markup(source->path);
    scan.markdown = language_is_markdown(source->path);
    const FrontMatter *front = document_front_matter(document);
    if (language_is_yaml(source->path))
        collect_texts(&scan, document_yaml(document));
    else if (scan.markup && front->yaml)
        collect_texts(&scan, front->yaml);
    size_t lines = source_line_count(source);
    for (size_t i = 1; i <= lines; i++)
        scan_line(&scan, front, i);
    stack(&scan);
    *count = scan.found.len;
    return scan.found.items;
}
