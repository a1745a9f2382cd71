/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The links of a block, and its rendered text.
 *
 * cmark-gfm reports the order of inlines, but not reliably where they are. So its nodes are walked
 * in step with the bytes they were made from: each node consumes what it must have been written as,
 * a text its literal with escapes and entities, emphasis its marks, a link its brackets and
 * destination. If something does not fit, the walk is lost: from there to the end of the block
 * links are still reported, but with the whole block as their place, never with a wrong one.
 */
#include <string.h>

#include "document/markdown_walk.h"

static bool in_autolink(const Walk *walk) {
    return walk->open.len > 0 && walk->open.items[walk->open.len - 1].autolink;
}

static void enter_text(Walk *walk, cmark_node *node) {
    Str literal = str_from_c(cmark_node_get_literal(node));
    if (in_autolink(walk))
        strbuf_append(&walk->text, literal);
    else
        walk_eat_text(walk, literal, &walk->text);
}

static void enter_code(Walk *walk, cmark_node *node) {
    strbuf_append_c(&walk->text, cmark_node_get_literal(node));
    size_t start = walk->at;
    size_t marks = walk_run_length(walk, '`');
    walk->lost = walk->lost || marks == 0;
    walk->at += marks;
    while (!walk->lost) {
        const char *next = walk->at < walk->in.len
                               ? memchr(walk->in.ptr + walk->at, '`', walk->in.len - walk->at)
                               : NULL;
        walk->lost = next == NULL;
        if (!next)
            return;
        walk->at = (size_t)(next - walk->in.ptr);
        size_t length = walk_run_length(walk, '`');
        walk->at += length;
        if (length == marks)
            break;
    }
    walk_mask(walk, start);
}

static void enter_html(Walk *walk, cmark_node *node) {
    Str literal = str_from_c(cmark_node_get_literal(node));
    Str rest = str_slice(walk->in, walk->at, walk->in.len);
    if (walk->lost || !str_starts_with(rest, literal)) {
        walk->lost = true;
        return;
    }
    markdown_add_html(walk->reader, walk->content, walk->at, walk->at + literal.len);
    walk->at += literal.len;
    walk_mask(walk, walk->at - literal.len);
}

static void eat_blanks(Walk *walk, const char *blanks) {
    while (walk->at < walk->in.len && strchr(blanks, walk->in.ptr[walk->at]))
        walk->at++;
}

/* A line break with the white space that belongs to it; a break written with a `\` has none. */
static void enter_break(Walk *walk, cmark_node *node) {
    (void)node;
    strbuf_append_char(&walk->text, ' ');
    bool escaped = walk_peek(walk, 0) == '\\';
    walk->at += escaped;
    if (!escaped)
        eat_blanks(walk, " \t\v\f");
    walk_eat(walk, '\n'); /* however the source's line ends */
    if (!escaped)
        eat_blanks(walk, " \t");
}

static void enter_footnote(Walk *walk, cmark_node *node) {
    (void)node;
    size_t start = walk->at;
    if (!walk_eat(walk, '[') || !walk_eat(walk, '^'))
        return;
    while (walk_peek(walk, 0) != ']' && walk->at < walk->in.len)
        walk->at += walk_peek(walk, 0) == '\\' ? 2 : 1;
    walk_eat(walk, ']');
    walk_mask(walk, start);
}

static void eat_emphasis(Walk *walk, cmark_node *node) {
    (void)node;
    walk_eat(walk, walk_peek(walk, 0) == '_' ? '_' : '*');
}

static void eat_strong(Walk *walk, cmark_node *node) {
    eat_emphasis(walk, node);
    eat_emphasis(walk, node);
}

static void eat_strikethrough(Walk *walk, cmark_node *node) {
    (void)node;
    size_t length = walk_run_length(walk, '~');
    walk->at += length;
    walk->lost = walk->lost || length == 0 || length > 2;
}

/* `<url>`; the url may contain entities but no escapes. */
static bool eat_pointed(Walk *walk, MarkdownLink *link) {
    const char *close = memchr(walk->in.ptr + walk->at, '>', walk->in.len - walk->at);
    if (!close)
        return false;
    size_t end = (size_t)(close - walk->in.ptr);
    Str written = entities_decode(&walk->reader->entities, str_slice(walk->in, walk->at + 1, end));
    if (!str_ends_with(link->target, written))
        return false;
    link->span = walk_place(walk, walk->at, end + 1);
    link->url = walk_place(walk, walk->at + 1, end);
    link->target = markdown_unmask_url(walk->reader, link->url, link->target);
    size_t start = walk->at;
    walk->at = end + 1;
    walk_mask(walk, start);
    return true;
}

/* A bare url or e-mail address, which cmark-gfm takes either as written or as text. */
static bool eat_bare(Walk *walk, cmark_node *node, MarkdownLink *link) {
    cmark_node *child = cmark_node_first_child(node);
    Str literal = child ? str_from_c(cmark_node_get_literal(child)) : (Str){0};
    size_t start = walk->at;
    if (str_starts_with(str_slice(walk->in, start, walk->in.len), literal))
        walk->at += literal.len;
    else
        walk_eat_text(walk, literal, NULL);
    if (walk->lost || literal.len == 0 || !str_ends_with(link->target, literal))
        return false;
    link->span = walk_place(walk, start, walk->at);
    link->url = link->span;
    link->target = markdown_unmask_url(walk->reader, link->url, link->target);
    return true;
}

static void eat_autolink(Walk *walk, cmark_node *node, MarkdownLink *link) {
    bool found = walk_peek(walk, 0) == '<' ? eat_pointed(walk, link) : eat_bare(walk, node, link);
    walk->lost = !found;
    link->kind = MARKDOWN_LINK_AUTOLINK;
    link->content = link->span;
}

static void open_link(Walk *walk, cmark_node *node, bool image) {
    Span all = walk->content->span;
    MarkdownLink link = {.image = image, .span = all, .content = all, .url = all};
    link.target = str_from_c(cmark_node_get_url(node)); /* copied once its place is known */
    link.item = walk->item;
    OpenLink open = {walk->reader->links.len, walk->at, 0, walk->text.len, false};
    open.autolink = !image && !walk->lost && walk_peek(walk, 0) != '[';
    if (open.autolink) {
        eat_autolink(walk, node, &link);
    } else {
        if (image)
            walk_eat(walk, '!');
        walk_eat(walk, '[');
    }
    open.inner = walk->at;
    array_push(walk->reader->scratch, &walk->reader->links, link);
    array_push(walk->reader->scratch, &walk->open, open);
}

static void enter_link(Walk *walk, cmark_node *node) {
    open_link(walk, node, false);
}

static void enter_image(Walk *walk, cmark_node *node) {
    open_link(walk, node, true);
}

/* Consumes what follows a link's text: a destination, a label or nothing. */
static bool eat_tail(Walk *walk, const OpenLink *open, MarkdownLink *link) {
    size_t inner_end = walk->at;
    if (!walk_eat(walk, ']'))
        return false;
    Span part;
    size_t end;
    if (markdown_link_tail(walk->in, walk->at, &part, &end)) {
        Str written = str_slice(walk->in, part.start, part.end);
        if (!str_equal(markdown_decode_url(walk->reader, written), link->target))
            return false;
        /* A Liquid tag at the start of the url is masked by form feeds, which cmark-gfm skips as
           blanks. */
        while (walk->masked && walk->in.ptr[part.start - 1] == '\f')
            part.start--;
        link->url = walk_place(walk, part.start, part.end);
        link->target = markdown_unmask_url(walk->reader, link->url, link->target);
    } else {
        Span label = span_between(open->inner, inner_end);
        link->kind = MARKDOWN_LINK_REFERENCE;
        if (markdown_link_label(walk->in, walk->at, &part, &end))
            label = part.start < part.end ? part : label;
        else
            end = walk->at;
        Str name = markdown_normalise_label(walk->reader->scratch,
                                            str_slice(walk->in, label.start, label.end));
        array_push(walk->reader->scratch, &walk->reader->references,
                   (MarkdownReference){open->link, name});
    }
    walk->at = end;
    link->span = walk_place(walk, open->start, end);
    link->content = walk_place(walk, open->inner, inner_end);
    return true;
}

static void leave_link(Walk *walk, cmark_node *node) {
    (void)node;
    OpenLink open = walk->open.items[--walk->open.len];
    LinkText text = {open.link, span_between(open.text, walk->text.len)};
    array_push(walk->reader->scratch, &walk->texts, text);
    if (!open.autolink && !walk->lost)
        walk->lost = !eat_tail(walk, &open, &walk->reader->links.items[open.link]);
    if (!open.autolink)
        walk_mask(walk, open.start);
}

typedef void Step(Walk *walk, cmark_node *node);

static const struct {
    cmark_node_type type;
    Step *enter;
    Step *leave;
} STEPS[] = {
    {CMARK_NODE_TEXT, enter_text, NULL},
    {CMARK_NODE_SOFTBREAK, enter_break, NULL},
    {CMARK_NODE_LINEBREAK, enter_break, NULL},
    {CMARK_NODE_CODE, enter_code, NULL},
    {CMARK_NODE_HTML_INLINE, enter_html, NULL},
    {CMARK_NODE_FOOTNOTE_REFERENCE, enter_footnote, NULL},
    {CMARK_NODE_EMPH, eat_emphasis, eat_emphasis},
    {CMARK_NODE_STRONG, eat_strong, eat_strong},
    {CMARK_NODE_LINK, enter_link, leave_link},
    {CMARK_NODE_IMAGE, enter_image, leave_link},
};

static void step(Walk *walk, cmark_node *node, bool enter) {
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++) {
        if (STEPS[i].type != cmark_node_get_type(node))
            continue;
        Step *run = enter ? STEPS[i].enter : STEPS[i].leave;
        if (run)
            run(walk, node);
        return;
    }
    if (strcmp(cmark_node_get_type_string(node), "strikethrough") == 0)
        eat_strikethrough(walk, node);
    else
        walk->lost = true;
}

bool markdown_is_text(cmark_node *block) {
    cmark_node *only = cmark_node_first_child(block);
    return only && !cmark_node_next(only) && cmark_node_get_type(only) == CMARK_NODE_TEXT;
}

static void walk_nodes(Walk *walk, cmark_node *block) {
    if (markdown_is_text(block)) {
        enter_text(walk, cmark_node_first_child(block));
        return;
    }
    cmark_iter *iter = cmark_iter_new(block);
    cmark_event_type event;
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (node != block)
            step(walk, node, event == CMARK_EVENT_ENTER);
    }
    cmark_iter_free(iter);
}

static Str slice_of(Str bytes, Span span) {
    return str_slice(bytes, span.start, span.end);
}

/* If the walk was lost, it is unknown which part of a destination is masked. */
static void hide_masked(const Walk *walk, size_t first) {
    Span all = walk->content->span;
    MarkdownReader *reader = walk->reader;
    for (size_t i = first; i < reader->links.len; i++) {
        Span url = reader->links.items[i].url;
        if (url.start == all.start && url.end == all.end)
            reader->links.items[i].target = MARKDOWN_UNKNOWN_TARGET;
    }
}

Str markdown_inlines(MarkdownReader *reader, cmark_node *block, const MarkdownContent *content,
                     size_t item) {
    Walk walk = {.reader = reader, .content = content, .in = content->bytes, .item = item};
    walk.lost = content->pieces.len == 0;
    walk.masked = !str_equal(slice_of(reader->bytes, content->span),
                             slice_of(reader->written, content->span));
    size_t first = reader->links.len;
    strbuf_init(&walk.text, reader->scratch);
    walk_nodes(&walk, block);
    if (walk.lost && markdown_is_masked(reader))
        hide_masked(&walk, first);
    if (!walk.lost && walk.in.len > 0)
        markdown_add_prose(reader, content, &walk.masks);

    Str text = markdown_keep(reader, strbuf_str(&walk.text), content->span.start);
    for (size_t i = 0; i < walk.texts.len; i++) {
        LinkText link = walk.texts.items[i];
        reader->links.items[link.link].text = str_slice(text, link.text.start, link.text.end);
    }
    return text;
}
