/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The text of a block, as cmark-gfm's inline parser sees it, located in the source.
 *
 * Each line of that text is the end of one source line: what was removed comes before it (the
 * prefixes of lists and quotations, indentation). So the lines are matched with the source lines
 * from their ends, and every byte is compared; only what agrees counts as found. The place of the
 * first line must be worked out: link definitions at the start of a paragraph are missing from its
 * text but included in its position, and a paragraph whose last line became part of a table has no
 * position at all.
 */
#include <string.h>

#include "base/ascii.h"
#include "document/markdown_internal.h"

static const char *const UNDERLINE = "=-";

static Str rtrim(Str text) {
    while (text.len > 0 && ascii_is_space(text.ptr[text.len - 1]))
        text.len--;
    return text;
}

/*
 * Where `text` begins if `written` ends with it, otherwise SIZE_MAX. With `pipes`, a `|` of the
 * text may be written `\|`.
 */
static size_t find_suffix(Str written, Str text, bool pipes) {
    if (!pipes) {
        bool ends = str_ends_with(written, text);
        return ends ? written.len - text.len : SIZE_MAX;
    }
    size_t at = written.len;
    for (size_t i = text.len; i > 0; i--) {
        if (at == 0 || written.ptr[at - 1] != text.ptr[i - 1])
            return SIZE_MAX;
        at--;
        if (text.ptr[i - 1] == '|' && at > 0 && written.ptr[at - 1] == '\\')
            at--;
    }
    return at;
}

/* Matches `text`, which is at `at` of the content, with the source; every byte must agree. */
static bool add_pieces(MarkdownReader *reader, MarkdownPieces *pieces, Str text, size_t at,
                       Span place) {
    const char *bytes = reader->bytes.ptr;
    size_t source = place.start;
    array_push(reader->scratch, pieces, (MarkdownPiece){at, source});
    if (str_starts_with(str_slice(reader->bytes, place.start, place.end), text))
        return true;
    for (size_t i = 0; i < text.len; i++) {
        bool pipe = text.ptr[i] == '|' && source + 1 < place.end && bytes[source] == '\\' &&
                    bytes[source + 1] == '|';
        if (pipe) {
            array_push(reader->scratch, pieces, (MarkdownPiece){at + i, source});
            source += 2;
            array_push(reader->scratch, pieces, (MarkdownPiece){at + i + 1, source});
        } else if (source < place.end && bytes[source] == text.ptr[i]) {
            source++;
        } else {
            return false;
        }
    }
    return true;
}

/* Only indentation and quotation marks (">") may precede a line other than the first. */
static bool is_prefix(Str text) {
    for (size_t i = 0; i < text.len; i++)
        if (!strchr(" \t>", text.ptr[i]))
            return false;
    return true;
}

/* Matches the lines of the content with the source's lines from `first` on. */
static bool lay_lines(MarkdownReader *reader, MarkdownContent *content, size_t first, bool pipes) {
    content->pieces.len = 0;
    size_t line = first;
    for (size_t at = 0; at < content->bytes.len; line++) {
        if (line == 0 || line > reader->line_count)
            return false;
        size_t end = str_find(content->bytes, STR("\n"), at);
        end = end == SIZE_MAX ? content->bytes.len : end;
        Span place = reader->lines[line - 1];
        /* Leading spaces may be the rest of a tab. */
        while (at < end && (content->bytes.ptr[at] == ' ' || content->bytes.ptr[at] == '\t'))
            at++;
        Str text = rtrim(str_slice(content->bytes, at, end));
        Str written = rtrim(str_slice(reader->bytes, place.start, place.end));
        size_t start = find_suffix(written, text, pipes);
        if (start == SIZE_MAX || (line > first && !is_prefix(str_slice(written, 0, start))))
            return false;
        if (!add_pieces(reader, &content->pieces, text, at,
                        span_between(place.start + start, place.end)))
            return false;
        at = end + 1;
    }
    return content->bytes.len > 0;
}

/* The index of the piece that contains the offset. */
static size_t piece_at(const MarkdownPiece *pieces, size_t count, size_t at) {
    size_t low = 0;
    size_t high = count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (pieces[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

size_t markdown_pieces_place(const MarkdownPiece *pieces, size_t count, size_t at) {
    size_t index = piece_at(pieces, count, at);
    return pieces[index].source + (at - pieces[index].at);
}

Span markdown_pieces_span(const MarkdownPiece *pieces, size_t count, size_t start, size_t end) {
    size_t first = markdown_pieces_place(pieces, count, start);
    size_t last = end > start ? markdown_pieces_place(pieces, count, end - 1) + 1 : first;
    return span_between(first, last);
}

size_t markdown_place(const MarkdownContent *content, size_t at) {
    return markdown_pieces_place(content->pieces.items, content->pieces.len, at);
}

/* Sets the span of the content: where it was found, or all of `block` if it was not. */
static void settle(MarkdownReader *reader, MarkdownContent *content, bool found, Span block) {
    if (found) {
        content->span =
            span_between(markdown_place(content, 0), markdown_place(content, content->bytes.len));
    } else {
        content->pieces.len = 0;
        content->span = markdown_trim(reader, block);
    }
}

MarkdownContent markdown_literal(MarkdownReader *reader, cmark_node *node) {
    MarkdownContent content = {.bytes = rtrim(str_from_c(cmark_node_get_literal(node)))};
    int line = cmark_node_get_start_line(node);
    bool found = line > 0 && lay_lines(reader, &content, (size_t)line, false);
    settle(reader, &content, found, markdown_line(reader, line > 0 ? (size_t)line : 1));
    return content;
}

Str markdown_node_text(cmark_node *node) {
    return cmark_node_first_child(node) ? str_from_c(cmark_node_get_string_content(node))
                                        : (Str){0};
}

static size_t positive(int line) {
    return line > 0 ? (size_t)line : 0;
}

MarkdownContent markdown_paragraph(MarkdownReader *reader, cmark_node *node) {
    MarkdownContent content = {.bytes = rtrim(markdown_node_text(node))};
    cmark_node *table = cmark_node_get_start_line(node) == 0 ? cmark_node_next(node) : NULL;
    cmark_node *placed = table ? table : node;
    size_t start = positive(cmark_node_get_start_line(placed));
    size_t end = positive(cmark_node_get_end_line(placed));
    size_t count = markdown_count_lines(content.bytes);

    size_t first = table || end + 1 < start + count ? start : end + 1 - count;
    bool found = lay_lines(reader, &content, first, table != NULL);
    if (!found && first != start) {
        first = start;
        found = lay_lines(reader, &content, first, false);
    }
    markdown_mark_text(reader, first, first + count - 1);
    Span block =
        span_between(markdown_offset(reader, (int)start, cmark_node_get_start_column(placed)),
                     markdown_line(reader, table ? start + count - 1 : end).end);
    if (block.end < block.start)
        block.end = block.start;
    settle(reader, &content, found, block);
    return content;
}

static bool is_underline(const MarkdownReader *reader, size_t line) {
    if (line == 0 || line > reader->line_count)
        return false;
    Span span = markdown_trim(reader, markdown_unquoted(reader, line));
    for (size_t i = span.start; i < span.end; i++)
        if (!strchr(UNDERLINE, reader->bytes.ptr[i]))
            return false;
    return span.end > span.start;
}

/* The last line of a setext heading, according to cmark-gfm, is that of its underline or, if more
   follows, the next one. */
static MarkdownContent setext_heading(MarkdownReader *reader, cmark_node *node, Span *span) {
    MarkdownContent content = {.bytes = rtrim(markdown_node_text(node))};
    size_t start = positive(cmark_node_get_start_line(node));
    size_t end = positive(cmark_node_get_end_line(node));
    size_t count = markdown_count_lines(content.bytes);
    size_t candidates[] = {start + count, end > 0 ? end - 1 : 0, end};

    bool found = false;
    size_t underline = end;
    for (size_t i = span->start < reader->bytes.len && reader->bytes.ptr[span->start] == '[';
         i < sizeof candidates / sizeof *candidates && !found; i++) {
        underline = candidates[i];
        found = underline >= start + count && is_underline(reader, underline) &&
                lay_lines(reader, &content, underline - count, false);
    }
    markdown_mark_text(reader, found ? underline - count : start, underline);
    span->end = markdown_line(reader, underline).end;
    settle(reader, &content, found, *span);
    if (found && underline - count > start)
        span->start = content.span.start;
    return content;
}

static MarkdownContent atx_heading(MarkdownReader *reader, cmark_node *node, Span *span) {
    MarkdownContent content = {.bytes = str_trim(markdown_node_text(node))};
    size_t line = positive(cmark_node_get_start_line(node));
    Span place = {span->start, markdown_line(reader, line).end};
    markdown_mark_text(reader, line, line);
    span->end = place.end;

    while (place.start < place.end && reader->bytes.ptr[place.start] == '#')
        place.start++;
    Span rest = markdown_trim(reader, place);
    if (content.bytes.len > 0)
        place.start = rest.start;
    bool found = add_pieces(reader, &content.pieces, content.bytes, 0, place);
    settle(reader, &content, found, rest);
    return content;
}

/* Whether the heading at this offset begins with as many `#` as its level. */
static bool is_atx(const MarkdownReader *reader, cmark_node *node, size_t offset) {
    size_t level = (size_t)cmark_node_get_heading_level(node);
    Str written = str_slice(reader->bytes, offset, reader->part.end);
    return str_starts_with(written, str_slice(STR("######"), 0, level)) &&
           (written.len == level || strchr(" \t\r\n", written.ptr[level]));
}

MarkdownContent markdown_heading(MarkdownReader *reader, cmark_node *node, Span *span) {
    int line = cmark_node_get_start_line(node);
    size_t start = markdown_offset(reader, line, cmark_node_get_start_column(node));
    *span = span_between(start, start);
    Span before = {markdown_line(reader, positive(line)).start, span->start};
    Span visible = markdown_trim(reader, before);
    MarkdownContent content = is_atx(reader, node, span->start)
                                  ? atx_heading(reader, node, span)
                                  : setext_heading(reader, node, span);
    if (visible.start == visible.end && span->start == before.end)
        span->start = before.start;
    return content;
}

void markdown_add_html(MarkdownReader *reader, const MarkdownContent *content, size_t start,
                       size_t end) {
    if (content->pieces.len == 0 || start >= end)
        return;
    MarkdownPieces pieces = {0};
    size_t next = 0; /* the source offset that would continue the last piece */
    const MarkdownPieces *all = &content->pieces;
    size_t index = piece_at(all->items, all->len, start);
    for (size_t at = start; at < end; index++) {
        size_t stop =
            index + 1 < all->len && all->items[index + 1].at < end ? all->items[index + 1].at : end;
        size_t source = all->items[index].source + (at - all->items[index].at);
        if (at == start || source != next)
            array_push(reader->scratch, &pieces, (MarkdownPiece){at - start, source});
        next = source + (stop - at);
        at = stop;
    }
    Str text = str_slice(content->bytes, start, end);
    MarkdownHtml html = {span_between(pieces.items[0].source, next),
                         markdown_keep(reader, text, pieces.items[0].source),
                         array_copy(reader->arena, &pieces), pieces.len};
    array_push(reader->scratch, &reader->html, html);
}

void markdown_add_prose(MarkdownReader *reader, const MarkdownContent *content,
                        const MarkdownMasks *masks) {
    MarkdownProse prose = {content->span,
                           markdown_keep(reader, content->bytes, content->span.start),
                           array_copy(reader->arena, masks),
                           masks->len,
                           array_copy(reader->arena, &content->pieces),
                           content->pieces.len};
    array_push(reader->scratch, &reader->prose, prose);
}

Str markdown_prose_text(Arena *arena, const MarkdownProse *prose) {
    if (prose->mask_count == 0)
        return prose->written;
    char *text = arena_alloc_bytes(arena, prose->written.len);
    memcpy(text, prose->written.ptr, prose->written.len);
    for (size_t i = 0; i < prose->mask_count; i++)
        memset(text + prose->masks[i].start, MARKDOWN_MASK,
               prose->masks[i].end - prose->masks[i].start);
    return (Str){text, prose->written.len};
}

MarkdownContent markdown_cell(MarkdownReader *reader, Str text, Span span, Span row) {
    MarkdownContent content = {.bytes = text};
    bool found = add_pieces(reader, &content.pieces, text, 0, span) &&
                 markdown_place(&content, text.len) == span.end;
    settle(reader, &content, found, row);
    return content;
}
