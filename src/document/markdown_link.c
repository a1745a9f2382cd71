/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The parts of links as in the CommonMark specification: destinations, titles, labels; and link
 * reference definitions, which leave no node in cmark-gfm's tree.
 *
 * A definition can only be on lines that belong to no block with text, so only those are read. A
 * url is only assigned if it is the one that cmark-gfm resolved the reference to.
 */
#include <string.h>

#include "base/ascii.h"
#include "base/unicode.h"
#include "document/markdown_internal.h"

enum { DEEPEST_PARENTHESES = 32, LONGEST_LABEL = 1000 };

/* May precede a definition on its line: quotations, indentation, marks of list items. */
static const char *const PREFIX_BYTES = " \t>";
static const char *const BULLETS = "-+*";

static size_t skip_spaces(Str text, size_t at) {
    while (at < text.len && ascii_is_space(text.ptr[at]))
        at++;
    return at;
}

static bool is_escape(Str text, size_t at) {
    return text.ptr[at] == '\\' && at + 1 < text.len && ascii_is_punctuation(text.ptr[at + 1]);
}

static bool pointed_destination(Str text, size_t at, Span *url, size_t *end) {
    for (size_t i = at + 1; i < text.len; i++) {
        if (text.ptr[i] == '>') {
            *url = span_between(at + 1, i);
            *end = i + 1;
            return true;
        }
        if (text.ptr[i] == '\n' || text.ptr[i] == '\r' || text.ptr[i] == '<')
            return false;
        i += text.ptr[i] == '\\';
    }
    return false;
}

static bool destination(Str text, size_t at, Span *url, size_t *end) {
    if (at < text.len && text.ptr[at] == '<')
        return pointed_destination(text, at, url, end);
    int depth = 0;
    size_t i = at;
    for (; i < text.len && !markdown_is_space(text.ptr[i]); i++) {
        if (text.ptr[i] == ')' && depth == 0)
            break;
        if (text.ptr[i] == '(' && ++depth > DEEPEST_PARENTHESES)
            return false;
        if (text.ptr[i] == ')')
            depth--;
        i += is_escape(text, i);
    }
    *url = span_between(at, i);
    *end = i;
    return i < text.len || i > at;
}

/* The end of the title at `at`, or `at` if there is none. */
static size_t title_end(Str text, size_t at) {
    char open = at < text.len ? text.ptr[at] : '\0';
    if (open != '"' && open != '\'' && open != '(')
        return at;
    char close = open == '(' ? ')' : open;
    size_t last = at; /* after an escaped quote, which ends the title if no other does */
    for (size_t i = at + 1; i < text.len; i++) {
        if (text.ptr[i] == close)
            return i + 1;
        if (text.ptr[i] == open)
            break;
        if (is_escape(text, i) && text.ptr[++i] == close)
            last = i + 1;
    }
    return last;
}

bool markdown_link_tail(Str text, size_t at, Span *url, size_t *end) {
    if (at >= text.len || text.ptr[at] != '(')
        return false;
    size_t behind = 0;
    if (!destination(text, skip_spaces(text, at + 1), url, &behind))
        return false;
    size_t title = skip_spaces(text, behind);
    if (title > behind)
        title = skip_spaces(text, title_end(text, title));
    *end = title + 1;
    return title < text.len && text.ptr[title] == ')';
}

bool markdown_link_label(Str text, size_t at, Span *label, size_t *end) {
    if (at >= text.len || text.ptr[at] != '[')
        return false;
    size_t i = at + 1;
    while (i < text.len && text.ptr[i] != ']') {
        if (text.ptr[i] == '[' || i - at > LONGEST_LABEL)
            return false;
        i += is_escape(text, i) ? 2 : 1;
    }
    if (i >= text.len)
        return false;
    *label = span_between(skip_spaces(text, at + 1), i);
    if (label->start > label->end)
        label->start = label->end;
    while (label->end > label->start && ascii_is_space(text.ptr[label->end - 1]))
        label->end--;
    *end = i + 1;
    return true;
}

Str markdown_normalise_label(Arena *arena, Str label) {
    StrBuf buf;
    strbuf_init(&buf, arena);
    label = str_trim(label);
    for (size_t i = 0; i < label.len; i++) {
        if (!ascii_is_space(label.ptr[i]))
            strbuf_append_char(&buf, label.ptr[i]);
        else if (!ascii_is_space(label.ptr[i - 1]))
            strbuf_append_char(&buf, ' ');
    }
    return unicode_fold_case(arena, strbuf_str(&buf));
}

/* The place after the prefixes of containers and the marks of list items that begin a line. */
static size_t skip_containers(Str line) {
    size_t at = 0;
    while (at < line.len) {
        size_t mark = at;
        if (strchr(PREFIX_BYTES, line.ptr[at])) {
            at++;
            continue;
        }
        if (strchr(BULLETS, line.ptr[at])) {
            mark++;
        } else {
            while (mark < line.len && ascii_is_digit(line.ptr[mark]))
                mark++;
            if (mark == at || mark == line.len || !strchr(".)", line.ptr[mark]))
                return at;
            mark++;
        }
        if (mark == line.len || !ascii_is_space(line.ptr[mark]))
            return at;
        at = mark;
    }
    return at;
}

/* A destination may be on the line below its label, after the prefixes of its containers. */
static size_t skip_to_destination(Str text, size_t at) {
    size_t start = skip_spaces(text, at);
    bool below = memchr(text.ptr + at, '\n', start - at) || memchr(text.ptr + at, '\r', start - at);
    while (below && start < text.len && strchr(PREFIX_BYTES, text.ptr[start]))
        start++;
    return start;
}

/* Reads the definition that a line begins with. */
static bool read_definition(MarkdownReader *reader, Span line, Str *label, Span *url) {
    size_t start = line.start + skip_containers(str_slice(reader->bytes, line.start, line.end));
    Str text = str_slice(reader->bytes, start, reader->part.end);
    Span name;
    size_t end;
    if (!markdown_link_label(text, 0, &name, &end) || name.start == name.end || end == text.len ||
        text.ptr[end] != ':')
        return false;
    end = skip_to_destination(text, end + 1);
    if (!destination(text, end, url, &end) || (end < text.len && !ascii_is_space(text.ptr[end])))
        return false;
    *label = markdown_normalise_label(reader->scratch, str_slice(text, name.start, name.end));
    *url = span_between(start + url->start, start + url->end);
    return true;
}

/* Definitions are indexed by label and url, as the one that cmark-gfm chose need not be the first
   here. */
static Str definition_key(Arena *arena, Str label, Str url) {
    StrBuf key;
    strbuf_init(&key, arena);
    strbuf_append(&key, label);
    strbuf_append_char(&key, ']');
    strbuf_append(&key, url);
    return strbuf_str(&key);
}

static void collect_definitions(MarkdownReader *reader, Map *definitions) {
    for (size_t i = 0; i < reader->line_count; i++) {
        Str label;
        Span url;
        if (reader->is_text[i] || !read_definition(reader, reader->lines[i], &label, &url))
            continue;
        Str written = str_slice(reader->bytes, url.start, url.end);
        Str key = definition_key(reader->scratch, label, markdown_decode_url(reader, written));
        if (map_get(definitions, key))
            continue;
        Span *kept = arena_new(reader->scratch, Span);
        *kept = url;
        map_put(definitions, key, kept);
    }
}

void markdown_resolve_references(MarkdownReader *reader) {
    if (reader->references.len == 0)
        return;
    Map definitions;
    map_init(&definitions, reader->scratch);
    collect_definitions(reader, &definitions);
    for (size_t i = 0; i < reader->references.len; i++) {
        MarkdownReference reference = reader->references.items[i];
        MarkdownLink *link = &reader->links.items[reference.link];
        const Span *url =
            map_get(&definitions, definition_key(reader->scratch, reference.label, link->target));
        if (url) {
            link->url = *url;
            link->target = markdown_unmask_url(reader, *url, link->target);
        } else if (markdown_is_masked(reader)) {
            link->target = MARKDOWN_UNKNOWN_TARGET;
        }
    }
}

/* copies */

/* Labels are identified by small numbers. If two share a number, more seems to be copied than
   is. */
enum { LABEL_NUMBERS = 4096 };

/* Labels that cmark-gfm considers equal have the same number. It does not see the prefixes of
   lines, so blanks and ">" do not count. */
static size_t label_number(Arena *arena, Str label) {
    Str name = markdown_normalise_label(arena, label);
    size_t number = 0;
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] != ' ' && name.ptr[i] != '>')
            number = number * 31 + (unsigned char)name.ptr[i];
    arena_reset(arena);
    return number % LABEL_NUMBERS;
}

/* Length in bytes of a destination with its title and anything in between. */
static size_t count_definition(Str text, size_t at) {
    Span url;
    size_t end;
    at = skip_to_destination(text, at);
    if (!destination(text, at, &url, &end))
        return 0;
    size_t title = skip_to_destination(text, end);
    size_t behind = title_end(text, title);
    return (behind > title ? behind : end) - at;
}

/* Finds the label of the definition that begins a line, possibly after that of a footnote, and
   returns the length of the definition. */
static size_t find_definition(Str text, Span line, Span *label) {
    size_t at = line.start;
    do {
        at += skip_containers(str_slice(text, at, line.end));
        if (!markdown_link_label(text, at, label, &at) || at == text.len || text.ptr[at] != ':')
            return 0;
        at++;
    } while (text.ptr[label->start] == '^');
    return count_definition(text, at);
}

size_t markdown_copied(Str text) {
    enum { LITTLE = 256 }; /* definitions up to this length may be referenced any number of times */
    size_t most[LABEL_NUMBERS] = {0};
    size_t copied = 0;
    bool any = false;
    Arena arena;
    Span label;
    arena_init(&arena);
    for (size_t start = 0, end; start < text.len; start = end + 1) {
        end = str_find_line_end(text, start);
        size_t bytes = find_definition(text, span_between(start, end), &label);
        if (bytes <= LITTLE)
            continue;
        size_t number = label_number(&arena, str_slice(text, label.start, label.end));
        most[number] = bytes > most[number] ? bytes : most[number];
        any = true;
    }
    for (size_t at = any ? 0 : text.len, end; (at = str_find(text, STR("["), at)) != SIZE_MAX; at++)
        if (markdown_link_label(text, at, &label, &end))
            copied += most[label_number(&arena, str_slice(text, label.start, label.end))];
    arena_free(&arena);
    return copied;
}
