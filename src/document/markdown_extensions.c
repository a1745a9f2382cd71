/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "document/markdown_extensions.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/memory.h"

/* An extension, with strings of which a document must contain at least one for it to find
   anything. */
typedef struct Extension {
    const char *name;
    Str signs[4];
} Extension;

enum { AUTOLINK, STRIKETHROUGH, TASKLIST, TABLE, COUNT };

static const Extension EXTENSIONS[COUNT] = {
    [AUTOLINK] = {"autolink", {STR_INIT("://"), STR_INIT("www."), STR_INIT("@")}},
    [STRIKETHROUGH] = {"strikethrough", {STR_INIT("~")}},
    [TASKLIST] = {"tasklist", {STR_INIT("[")}},
    [TABLE] = {"table", {STR_INIT("|"), STR_INIT(":-"), STR_INIT("-:")}},
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static cmark_syntax_extension *made[COUNT];
static bool noted; /* by note_characters */
static pthread_mutex_t alone = PTHREAD_MUTEX_INITIALIZER;

/* Keeps the memory that extensions allocate when they are created: it lasts as long as the
   process. */
static void *kept[64];
static size_t kept_count;

static void *keep_zeroed(size_t count, size_t size) {
    void *taken = memory_take_zeroed(count, size);
    if (kept_count < sizeof kept / sizeof *kept)
        kept[kept_count++] = taken;
    return taken;
}

static bool finds_links(void) {
    static const char text[] = "see https://example.org"; /* not at its start: found there anyway */
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
    cmark_parser_attach_syntax_extension(parser, made[AUTOLINK]);
    cmark_parser_feed(parser, text, sizeof text - 1);
    cmark_node *document = cmark_parser_finish(parser);
    cmark_node *paragraph = cmark_node_first_child(document);
    cmark_node *last = paragraph ? cmark_node_last_child(paragraph) : NULL;
    bool finds = last && cmark_node_get_type(last) == CMARK_NODE_LINK;
    cmark_node_free(document);
    cmark_parser_free(parser);
    return finds;
}

static cmark_llist *autolink_characters(void) {
    cmark_llist *characters = NULL;
    for (const char *at = ":w"; *at; at++)
        characters = cmark_llist_append(cmark_get_default_mem_allocator(), characters,
                                        (void *)(uintptr_t)(unsigned char)*at);
    return characters;
}

/*
 * Registers, once and for all, the characters at which cmark-gfm looks for autolinks. Otherwise
 * each parser would add them to a table of the whole process when it begins with inlines, and
 * remove them at the end. If the extension is not attached, its characters do no harm: the text is
 * merely in more pieces until cmark-gfm joins them. The tilde must remain the strikethrough
 * extension's own, as its delimiters are recognised by it.
 *
 * In versions that have a table for each parser, no links would be found then: there the extension
 * gets the characters back.
 */
static void note_characters(void) {
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
    cmark_parser_attach_syntax_extension(parser, made[AUTOLINK]);
    cmark_manage_extensions_special_characters(parser, 1);
    cmark_parser_free(parser);
    cmark_syntax_extension_set_special_inline_chars(made[AUTOLINK], NULL);
    noted = finds_links();
    if (!noted)
        cmark_syntax_extension_set_special_inline_chars(made[AUTOLINK], autolink_characters());
}

/* Memory that is not for a document is allocated through base/memory.h. */
static void make(void) {
    cmark_mem *memory = cmark_get_default_mem_allocator();
    *memory = (cmark_mem){keep_zeroed, memory_resize, free};
    cmark_gfm_core_extensions_ensure_registered();
    *memory = (cmark_mem){memory_take_zeroed, memory_resize, free};
    for (size_t i = 0; i < COUNT; i++)
        made[i] = cmark_find_syntax_extension(EXTENSIONS[i].name);
    note_characters();
}

void markdown_extensions_init(void) {
    pthread_once(&once, make);
}

static bool has_any(Str text, const Str *signs) {
    for (; signs->len > 0; signs++)
        if (str_find(text, *signs, 0) != SIZE_MAX)
            return true;
    return false;
}

/* Every extension that is attached costs time in each line, so only those needed are. */
void markdown_extensions_attach(cmark_parser *parser, Str text, bool tables) {
    for (size_t i = 0; i < COUNT; i++)
        if (has_any(text, EXTENSIONS[i].signs) && (tables || i != TABLE))
            cmark_parser_attach_syntax_extension(parser, made[i]);
}

/* Tildes are registered for each document, so no other document with tildes may be parsed at the
   same time. */
cmark_node *markdown_extensions_finish(cmark_parser *parser, Str text) {
    bool notes = !noted || has_any(text, EXTENSIONS[STRIKETHROUGH].signs);
    if (notes)
        pthread_mutex_lock(&alone);
    cmark_node *document = cmark_parser_finish(parser);
    if (notes)
        pthread_mutex_unlock(&alone);
    return document;
}
