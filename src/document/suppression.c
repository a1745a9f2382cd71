/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Looking for suppression comments. Nearly no file has any, so the word is searched in the bytes
 * first, and only a file that has it is gone through line by line.
 */
#include "document/suppression.h"

#include <stdint.h>
#include <string.h>

#include "base/array.h"
#include "document/language.h"

#define WORD STR("govlint-ignore")

typedef ARRAY_OF(Span) Spans;

typedef struct Scan {
    Arena *arena;
    const Document *document;
    Str bytes;
    bool markup;   /* comments are <!-- -->, but for the front matter */
    bool markdown; /* … and there is fenced code */
    Fence fence;
    Spans texts; /* of YAML that go over several lines, in order */
    size_t next_text;
    ARRAY_OF(Suppression) found;
} Scan;

/* Scalars of several lines. */
static void collect_texts(Scan *scan, const YamlStream *stream) {
    YamlWalk walk = yaml_walk(scan->arena, stream);
    for (const YamlNode *node; (node = yaml_walk_next(&walk));) {
        Str text = str_slice(scan->bytes, node->span.start, node->span.end);
        if (node->kind == YAML_KIND_SCALAR && text.len > 0 && memchr(text.ptr, '\n', text.len))
            array_push(scan->arena, &scan->texts, node->span);
    }
}

/* Asked for lines in order. */
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

/* What stands behind the opening mark and the word, or false where this is no such comment. */
static bool behind_word(Str line, Str open, Str *out) {
    if (!str_starts_with(line, open))
        return false;
    Str rest = str_trim(str_slice(line, open.len, line.len));
    if (!str_starts_with(rest, WORD))
        return false;
    *out = str_slice(rest, WORD.len, rest.len);
    return out->len == 0 || strchr(" \t:", out->ptr[0]) || str_starts_with(*out, STR("-->"));
}

static void read_line(Scan *scan, size_t number, Str line, bool markup) {
    Str body;
    if (!behind_word(line, markup ? STR("<!--") : STR("#"), &body))
        return;
    Suppression found = {.at = span_of(scan, line), .line = number + 1};
    size_t end = markup ? str_find(body, STR("-->"), 0) : body.len;
    read_body(scan, str_slice(body, 0, end), &found);
    if (markup && end == SIZE_MAX)
        found.problem = "the comment does not end on its line";
    else if (markup && end + 3 < body.len)
        found.problem = "something stands behind it on its line";
    array_push(scan->arena, &scan->found, found);
}

static void scan_line(Scan *scan, const FrontMatter *front, size_t number) {
    Span span = source_line(scan->document->source, number);
    Str line = str_trim(str_slice(scan->bytes, span.start, span.end));
    if (scan->markdown && fence_holds(&scan->fence, line))
        return;
    bool in_front = front->yaml && span_contains(front->content, span);
    bool yaml = in_front || !scan->markup;
    if (line.len == 0 || (yaml && line.ptr[0] == '#' && inside_text(scan, span.start)))
        return;
    read_line(scan, number, line, !yaml);
}

/* A comment above another is about the same line. */
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
        str_find(source->bytes, WORD, 0) == SIZE_MAX)
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
