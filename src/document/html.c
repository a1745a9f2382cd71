/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * An HTML tokenizer that keeps attributes.
 *
 * It makes one pass over a text in which Liquid is masked, and reports what it finds with the bytes
 * as written. In Markdown the text comes in pieces, each a block or a tag: what one leaves open,
 * such as a comment or the text of a script, continues in the next.
 */
#include "document/html.h"

#include <stdint.h>
#include <string.h>

#include "base/array.h"
#include "base/ascii.h"
#include "document/entity.h"

const Str html_names[] = {STR_INIT("href"), STR_INIT("src"), STR_INIT("id"), STR_INIT("name")};

/*
 * Elements whose content is text (13.2.6.2, and 13.2.6.4 with scripting enabled); and templates,
 * which are not part of the page until a script inserts them.
 */
static const Str TEXT_ELEMENTS[] = {
    STR_INIT("script"),   STR_INIT("style"),    STR_INIT("textarea"), STR_INIT("title"),
    STR_INIT("xmp"),      STR_INIT("iframe"),   STR_INIT("noembed"),  STR_INIT("noframes"),
    STR_INIT("noscript"), STR_INIT("template"), STR_INIT("plaintext")};

typedef struct Reader {
    Arena *arena;
    const Source *source;
    Entities entities;
    ARRAY_OF(HtmlAttribute) attributes;
    ARRAY_OF(HtmlHeading) headings;
    bool in_comment; /* an earlier text left it open */
    Str in_element;  /* likewise, an element of TEXT_ELEMENTS */

    Str text;
    const MarkdownPiece *pieces;
    size_t piece_count;
    size_t at; /* in the text: everything before has been read */

    bool in_heading;
    size_t heading_start; /* in the text: after the start tag */
    StrBuf heading_text;
} Reader;

/* The tag being read. */
typedef struct Tag {
    Str name;                  /* in lower case */
    size_t first;              /* index of its first attribute */
    bool has[HTML_NAME_COUNT]; /* it has an attribute of this name */
    size_t looked;             /* the tag has been checked for Liquid up to here */
    bool liquid;
} Tag;

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

/* Whether there is a byte at `at` and it is one of these. */
static bool is_one_of(const Reader *reader, size_t at, const char *bytes) {
    return at < reader->text.len && memchr(bytes, reader->text.ptr[at], strlen(bytes));
}

static size_t place(const Reader *reader, size_t at) {
    return markdown_pieces_place(reader->pieces, reader->piece_count, at);
}

static Span place_span(const Reader *reader, size_t start, size_t end) {
    return markdown_pieces_span(reader->pieces, reader->piece_count, start, end);
}

/* The bytes [start, end) of the text as written. */
static Str written(const Reader *reader, size_t start, size_t end) {
    Span span = place_span(reader, start, end);
    if (span.end - span.start == end - start)
        return source_slice(reader->source, span);
    char *bytes = arena_alloc_bytes(reader->arena, end - start);
    for (size_t at = start; at < end; at++) {
        char byte = reader->source->bytes.ptr[place(reader, at)];
        bool bar = reader->text.ptr[at] == '|'; /* in a table, "\|" */
        bytes[at - start] = bar && byte == '\\' ? '|' : byte;
    }
    return (Str){bytes, end - start};
}

static bool has_liquid(const Reader *reader, size_t start, size_t end) {
    return !str_equal(written(reader, start, end), str_slice(reader->text, start, end));
}

static Str lower(Arena *arena, Str text) {
    char *bytes = arena_alloc_bytes(arena, text.len);
    for (size_t i = 0; i < text.len; i++)
        bytes[i] = ascii_lower(text.ptr[i]);
    return (Str){bytes, text.len};
}

static void skip_spaces(Reader *reader, const char *others) {
    while (reader->at < reader->text.len &&
           (is_space(reader->text.ptr[reader->at]) || is_one_of(reader, reader->at, others)))
        reader->at++;
}

/* Moves past the next `what`, or to the end; false if there is none. */
static bool skip_behind(Reader *reader, Str what) {
    size_t found = str_find(reader->text, what, reader->at);
    reader->at = found == SIZE_MAX ? reader->text.len : found + what.len;
    return found != SIZE_MAX;
}

/* Moves past the end of a comment, "-->" or "--!>". */
static void skip_comment(Reader *reader) {
    for (reader->in_comment = true; reader->in_comment;) {
        if (!skip_behind(reader, STR("--")))
            return;
        size_t end = reader->at;
        reader->at -= 1; /* the second "-" may begin the end */
        end += is_one_of(reader, end, "!");
        if (is_one_of(reader, end, ">")) {
            reader->at = end + 1;
            reader->in_comment = false;
        }
    }
}

/* Moves to the end tag of an element that contains text. */
static void skip_text(Reader *reader) {
    while (skip_behind(reader, STR("</"))) {
        size_t end = reader->at + reader->in_element.len;
        bool same = str_equal_nocase(str_slice(reader->text, reader->at, end), reader->in_element);
        if (same && (end == reader->text.len || is_one_of(reader, end, " \t\n\f\r/>"))) {
            reader->in_element = (Str){0};
            reader->at -= 2;
            return;
        }
    }
}

/* Reads a value; the cursor is after its "=". */
static Span read_value(Reader *reader) {
    skip_spaces(reader, "");
    if (is_one_of(reader, reader->at, "\"'")) {
        Str quote = str_slice(reader->text, reader->at, reader->at + 1);
        size_t start = ++reader->at;
        bool closed = skip_behind(reader, quote);
        return span_between(start, reader->at - closed);
    }
    size_t start = reader->at;
    while (reader->at < reader->text.len && !is_one_of(reader, reader->at, " \t\n\f\r>"))
        reader->at++;
    return span_between(start, reader->at);
}

static void add_attribute(Reader *reader, Tag *tag, size_t name, size_t start, Span value) {
    tag->liquid = tag->liquid || has_liquid(reader, tag->looked, start);
    tag->looked = start;
    bool again = tag->has[name] && !tag->liquid;
    tag->has[name] = true;
    if (again || value.start == value.end)
        return;
    HtmlAttribute attribute = {
        .element = tag->name,
        .name = html_names[name],
        .text = entities_decode(&reader->entities, written(reader, value.start, value.end)),
        .span = place_span(reader, start, reader->at),
        .value = place_span(reader, value.start, value.end),
        .liquid = has_liquid(reader, value.start, value.end),
    };
    array_push(reader->arena, &reader->attributes, attribute);
}

/* Reads an attribute: its name begins at the cursor, and may begin with "=". */
static void read_attribute(Reader *reader, Tag *tag) {
    size_t start = reader->at++;
    while (reader->at < reader->text.len && !is_one_of(reader, reader->at, " \t\n\f\r/>="))
        reader->at++;
    Str name = str_slice(reader->text, start, reader->at);
    size_t behind = reader->at;
    Span value = span_between(behind, behind);
    skip_spaces(reader, "");
    if (is_one_of(reader, reader->at, "=")) {
        reader->at++;
        value = read_value(reader);
    } else {
        reader->at = behind;
    }
    for (size_t i = 0; i < HTML_NAME_COUNT; i++)
        if (str_equal_nocase(name, html_names[i]))
            add_attribute(reader, tag, i, start, value);
}

static bool is_heading(Str name) {
    return name.len == 2 && name.ptr[0] == 'h' && name.ptr[1] >= '1' && name.ptr[1] <= '6';
}

/* Begins a heading after its start tag, or ends it at the end tag that begins at `start`. */
static void read_heading(Reader *reader, size_t start, bool is_start) {
    if (!is_start && reader->in_heading) {
        HtmlHeading heading = {
            entities_decode(&reader->entities, strbuf_str(&reader->heading_text)),
            place_span(reader, reader->heading_start, start)};
        array_push(reader->arena, &reader->headings, heading);
    }
    reader->in_heading = is_start;
    reader->heading_start = reader->at;
    strbuf_init(&reader->heading_text, reader->arena);
}

/* Reads a start or an end tag; `name` is where its name begins. */
static void read_tag(Reader *reader, size_t start, size_t name) {
    reader->at = name;
    while (reader->at < reader->text.len && !is_one_of(reader, reader->at, " \t\n\f\r/>"))
        reader->at++;
    Tag tag = {.first = reader->attributes.len, .looked = start};
    tag.name = lower(reader->arena, str_slice(reader->text, name, reader->at));
    for (skip_spaces(reader, "/"); reader->at < reader->text.len; skip_spaces(reader, "/")) {
        if (is_one_of(reader, reader->at, ">"))
            break;
        read_attribute(reader, &tag);
    }
    bool is_start = name == start + 1;
    bool ends = reader->at < reader->text.len; /* an unclosed tag does not count */
    reader->at += ends;
    if (ends && is_heading(tag.name))
        read_heading(reader, start, is_start);
    if (!is_start || !ends) {
        reader->attributes.len = tag.first;
        return;
    }
    for (size_t i = tag.first; i < reader->attributes.len; i++)
        reader->attributes.items[i].tag = place_span(reader, start, reader->at);
    for (size_t i = 0; i < sizeof TEXT_ELEMENTS / sizeof *TEXT_ELEMENTS; i++)
        if (str_equal(tag.name, TEXT_ELEMENTS[i]))
            reader->in_element = TEXT_ELEMENTS[i];
}

/* Reads whatever begins with the "<" at the cursor. */
static void read_markup(Reader *reader) {
    size_t start = reader->at;
    Str rest = str_slice(reader->text, start, reader->text.len);
    bool closes = str_starts_with(rest, STR("</"));
    size_t name = start + (closes ? 2 : 1);
    if (str_starts_with(rest, STR("<!--"))) {
        reader->at += 2; /* "<!-->" is a complete comment */
        skip_comment(reader);
    } else if (str_starts_with(rest, STR("<![CDATA["))) {
        skip_behind(reader, STR("]]>"));
    } else if (name < reader->text.len && ascii_is_letter(reader->text.ptr[name])) {
        read_tag(reader, start, name);
    } else if (closes || is_one_of(reader, name, "!?")) {
        skip_behind(reader, STR(">"));
    } else {
        reader->at++;
    }
}

static void read_text(Reader *reader, Str text, const MarkdownPiece *pieces, size_t piece_count) {
    reader->text = text;
    reader->pieces = pieces;
    reader->piece_count = piece_count;
    reader->at = 0;
    reader->in_heading = false;
    if (reader->in_comment)
        skip_comment(reader);
    while (reader->at < text.len) {
        if (reader->in_element.len > 0)
            skip_text(reader);
        size_t open = str_find(text, STR("<"), reader->at);
        if (open == SIZE_MAX)
            return;
        if (reader->in_heading)
            strbuf_append(&reader->heading_text, str_slice(text, reader->at, open));
        reader->at = open;
        read_markup(reader);
    }
}

static const Html *finish(Reader *reader) {
    Html *html = arena_new(reader->arena, Html);
    html->attributes = reader->attributes.items;
    html->count = reader->attributes.len;
    html->headings = reader->headings.items;
    html->heading_count = reader->headings.len;
    return html;
}

const Html *html_parse(Arena *arena, const Source *source, Str masked, Span part) {
    Reader reader = {.arena = arena, .source = source};
    entities_init(&reader.entities, arena);
    MarkdownPiece piece = {0, part.start};
    read_text(&reader, str_slice(masked, part.start, part.end), &piece, 1);
    return finish(&reader);
}

const Html *html_of_markdown(Arena *arena, const Source *source, const Markdown *markdown) {
    Reader reader = {.arena = arena, .source = source};
    entities_init(&reader.entities, arena);
    for (size_t i = 0; i < markdown->html_count; i++) {
        const MarkdownHtml *html = &markdown->html[i];
        read_text(&reader, html->text, html->pieces, html->piece_count);
    }
    return finish(&reader);
}

bool html_in_comment(HtmlComments *comments, size_t at) {
    while (comments->start != SIZE_MAX && comments->end <= at) {
        comments->start = str_find(comments->text, STR("<!--"), comments->end);
        if (comments->start == SIZE_MAX)
            break;
        size_t close = str_find(comments->text, STR("-->"), comments->start);
        comments->end = close == SIZE_MAX ? comments->text.len : close + strlen("-->");
    }
    return comments->start != SIZE_MAX && comments->start < at && at < comments->end;
}
