/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What must hold for the spans of every YAML node, whatever it was parsed from. The texts are
 * decoded again from the bytes of their spans, by code that knows nothing of libyaml.
 *
 * `check_spans` returns NULL, or what is wrong at `*at`.
 */
#ifndef GOVLINT_TESTS_YAML_SPANS_H
#define GOVLINT_TESTS_YAML_SPANS_H

#include <stdint.h>
#include <string.h>

#include "base/array.h"
#include "document/yaml.h"

static inline bool ends_with_blank(Str text) {
    return text.len > 0 && strchr(" \t\r\n", text.ptr[text.len - 1]) != NULL;
}

/* The next line of `*rest`, without its end. */
static inline bool next_line(Str *rest, Str *line) {
    if (!rest->ptr)
        return false;
    size_t end = 0;
    while (end < rest->len && rest->ptr[end] != '\n' && rest->ptr[end] != '\r')
        end++;
    *line = str_slice(*rest, 0, end);
    bool pair = str_starts_with(str_slice(*rest, end, rest->len), STR("\r\n"));
    size_t next = end + (pair ? 2 : 1);
    *rest = end == rest->len ? (Str){0} : (Str){rest->ptr + next, rest->len - next};
    return true;
}

/* Lines of a plain or quoted scalar as one text: blanks around line ends go, one end is a space. */
static inline Str unfolded(Arena *arena, Str text) {
    StrBuf buf;
    strbuf_init(&buf, arena);
    Str rest = text;
    Str line;
    size_t ends = 0;
    for (size_t i = 0; next_line(&rest, &line); i++) {
        bool last = !rest.ptr;
        size_t from = 0;
        size_t to = line.len;
        while (i > 0 && from < to && (line.ptr[from] == ' ' || line.ptr[from] == '\t'))
            from++;
        while (!last && to > from && (line.ptr[to - 1] == ' ' || line.ptr[to - 1] == '\t'))
            to--;
        bool ended = i > 0;
        if (ended && from == to && !last) {
            ends++;
            continue;
        }
        for (size_t j = 0; ended && j < ends; j++)
            strbuf_append_char(&buf, '\n');
        if (ended && ends == 0)
            strbuf_append_char(&buf, ' ');
        strbuf_append(&buf, str_slice(line, from, to));
        ends = 0;
    }
    return strbuf_str(&buf);
}

static inline Str without_doubled_quotes(Arena *arena, Str text) {
    StrBuf buf;
    strbuf_init(&buf, arena);
    for (size_t i = 0; i < text.len; i++) {
        strbuf_append_char(&buf, text.ptr[i]);
        i += text.ptr[i] == '\'' ? 1 : 0;
    }
    return strbuf_str(&buf);
}

/* Each line of a literal's text is the end of its written line, only spaces in front. */
static inline bool literal_holds(Str written, Str text) {
    Str line;
    Str wanted;
    while (written.len > 0 && next_line(&written, &line)) {
        if (!next_line(&text, &wanted) || !str_ends_with(line, wanted))
            return false;
        for (size_t i = 0; i < line.len - wanted.len; i++)
            if (line.ptr[i] != ' ')
                return false;
    }
    return str_trim(text).len == 0;
}

static inline bool has_other_breaks(Str text) {
    return str_find(text, STR("\xc2\x85"), 0) != SIZE_MAX ||
           str_find(text, STR("\xe2\x80\xa8"), 0) != SIZE_MAX ||
           str_find(text, STR("\xe2\x80\xa9"), 0) != SIZE_MAX;
}

static inline const char *check_scalar(Arena *arena, const Source *source, const YamlNode *node) {
    Str span = source_slice(source, node->span);
    Str content = source_slice(source, node->content);
    bool quoted =
        node->style == YAML_STYLE_SINGLE_QUOTED || node->style == YAML_STYLE_DOUBLE_QUOTED;
    char quote = node->style == YAML_STYLE_SINGLE_QUOTED ? '\'' : '"';
    if (quoted && (span.len < 2 || span.ptr[0] != quote || span.ptr[span.len - 1] != quote ||
                   content.len != span.len - 2))
        return "a quoted scalar is not in its quotes";
    Str text = node->text;
    if (has_other_breaks(content) || has_other_breaks(text))
        return NULL;
    switch (node->style) {
    case YAML_STYLE_PLAIN:
        if (ends_with_blank(span) || (text.len == 0) != (span.len == 0))
            return "a plain scalar is too long or too short";
        return str_equal(unfolded(arena, content), text) ? NULL : "a plain scalar's text";
    case YAML_STYLE_SINGLE_QUOTED:
        content = without_doubled_quotes(arena, unfolded(arena, content));
        return str_equal(content, text) ? NULL : "a single-quoted scalar's text";
    case YAML_STYLE_DOUBLE_QUOTED:
        if (str_find(content, STR("\\"), 0) != SIZE_MAX)
            return NULL;
        return str_equal(unfolded(arena, content), text) ? NULL : "a double-quoted scalar's text";
    case YAML_STYLE_LITERAL:
        if (span.len == 0 || span.ptr[0] != '|')
            return "a literal does not begin with '|'";
        return literal_holds(content, text) ? NULL : "a literal's text";
    case YAML_STYLE_FOLDED:
        if (span.len == 0 || span.ptr[0] != '>')
            return "a folded scalar does not begin with '>'";
        return (str_trim(content).len > 0) == (str_trim(text).len > 0) ? NULL : "a folded text";
    case YAML_STYLE_BLOCK:
    case YAML_STYLE_FLOW: break;
    }
    return "a scalar's style";
}

static inline const char *check_collection(const Source *source, const YamlNode *node) {
    Str span = source_slice(source, node->span);
    bool sequence = node->kind == YAML_KIND_SEQUENCE;
    char open = span.len ? span.ptr[0] : '\0';
    char close = span.len ? span.ptr[span.len - 1] : '\0';
    if (node->style == YAML_STYLE_BLOCK && sequence && open != '-')
        return "a block sequence does not begin with '-'";
    if (node->style == YAML_STYLE_FLOW && sequence && (open != '[' || close != ']'))
        return "a flow sequence is not in its brackets";
    bool bare = !sequence && node->count == 1 &&
                node->span.end == node->as.pairs[0].value->span.end &&
                node->span.start <= node->as.pairs[0].key->span.start;
    if (node->style == YAML_STYLE_FLOW && !sequence && !bare && (open != '{' || close != '}'))
        return "a flow mapping is not in its brackets";
    if (node->style == YAML_STYLE_BLOCK && node->count == 0)
        return "an empty block collection";
    return NULL;
}

static inline const YamlNode *child_of(const YamlNode *node, size_t index) {
    if (node->kind == YAML_KIND_SEQUENCE)
        return node->as.items[index];
    const YamlPair *pair = &node->as.pairs[index / 2];
    return index % 2 ? pair->value : pair->key;
}

static inline size_t child_count(const YamlNode *node) {
    return node->kind == YAML_KIND_SEQUENCE  ? node->count
           : node->kind == YAML_KIND_MAPPING ? 2 * node->count
                                             : 0;
}

static inline const char *check_node(Arena *arena, const Source *source, const YamlNode *node) {
    if (!span_contains(span_between(0, source->bytes.len), node->span))
        return "a span is outside the file";
    if (node->span.start > node->span.end || !span_contains(node->span, node->content))
        return "the content is outside the span";
    size_t at = node->span.start;
    for (size_t i = 0; i < child_count(node); i++) {
        const YamlNode *child = child_of(node, i);
        if (child->span.start < at || child->span.end > node->span.end)
            return "a child is outside its parent or over its sibling";
        at = child->span.end;
    }
    if (node->style == YAML_STYLE_BLOCK && at != node->span.end)
        return "a block collection does not end with its last child";
    switch (node->kind) {
    case YAML_KIND_SCALAR: return check_scalar(arena, source, node);
    case YAML_KIND_ALIAS: {
        Str name = source_slice(source, node->span);
        bool holds = str_starts_with(name, STR("*")) &&
                     str_equal(str_slice(name, 1, name.len), node->text) && node->as.target;
        return holds ? NULL : "an alias is not at its name";
    }
    case YAML_KIND_SEQUENCE:
    case YAML_KIND_MAPPING: break;
    }
    return check_collection(source, node);
}

static inline const char *check_spans(Arena *arena, const Source *source, const YamlNode *root,
                                      const YamlNode **at) {
    ARRAY_OF(const YamlNode *) open = {0};
    array_push(arena, &open, root);
    while (open.len > 0) {
        const YamlNode *node = open.items[--open.len];
        const char *wrong = check_node(arena, source, node);
        *at = node;
        if (wrong)
            return wrong;
        for (size_t i = 0; i < child_count(node); i++)
            array_push(arena, &open, child_of(node, i));
    }
    return NULL;
}

#endif
