/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Layouts and includes: which templates a page is built with.
 * https://jekyllrb.com/docs/layouts/, https://jekyllrb.com/docs/includes/
 */
#include <stdint.h>

#include "base/ascii.h"
#include "base/path.h"
#include "table/jekyll_internal.h"

static Str folder_of(const JekyllSite *site, const char *key, Str usual) {
    Str folder = jekyll_text(site->config, key);
    return folder.len > 0 ? folder : usual;
}

static JekyllFile *find_layout(const JekyllSite *site, Str name) {
    static const char *const extensions[] = {".html", ".md", ".markdown", ".htm", ".xml", ".json"};
    Str folder = folder_of(site, "layouts_dir", STR("_layouts"));
    JekyllFile *found = NULL;
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions && !found; i++)
        found = map_get(&site->files, str_printf(site->arena, STR_FMT "/" STR_FMT "%s",
                                                 STR_ARG(folder), STR_ARG(name), extensions[i]));
    return found;
}

static void add_part(JekyllSite *site, JekyllFile *file, JekyllFile *part) {
    if (part)
        array_push(site->arena, &file->parts, part);
    else
        file->parts_missing = true;
}

/* Adds the layouts that jekyll-default-layout gives to Markdown without one. */
static void add_default_layouts(JekyllSite *site, JekyllFile *file) {
    static const Str names[] = {STR_INIT("home"), STR_INIT("page"), STR_INIT("post"),
                                STR_INIT("default")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        JekyllFile *layout = find_layout(site, names[i]);
        if (layout)
            add_part(site, file, layout);
    }
}

static void add_layout(JekyllSite *site, JekyllFile *file) {
    const YamlNode *node = jekyll_value(site, file, "layout");
    Str name = node && node->kind == YAML_KIND_SCALAR ? node->text : (Str){0};
    bool none = str_equal(name, STR("none")) || (node && yaml_is_null(node));
    if (name.len > 0 && !none)
        add_part(site, file, find_layout(site, name));
    else if (!node && jekyll_is_markdown(file->path) && file->role > JEKYLL_TEMPLATE)
        add_default_layouts(site, file);
}

/* {% include nav.html title="x" %}, {% include_relative x.md %} */
static void add_include(JekyllSite *site, JekyllFile *file, Str content, bool relative) {
    size_t end = 0;
    while (end < content.len && !ascii_is_space(content.ptr[end]))
        end++;
    Str name = str_slice(content, 0, end);
    bool variable = str_find(name, STR("{"), 0) != SIZE_MAX;
    Str folder =
        relative ? path_folder(file->path) : folder_of(site, "includes_dir", STR("_includes"));
    add_part(site, file,
             variable ? NULL : map_get(&site->files, path_join(site->arena, folder, name)));
}

static void find_parts(JekyllSite *site, JekyllFile *file) {
    if (file->parts_known)
        return;
    file->parts_known = true;
    const Document *document = jekyll_document(site, file->path);
    const FrontMatter *front = document_front_matter(document);
    bool has_front = front->closed && !front->yaml->failed;
    file->front = has_front ? yaml_first_mapping(front->yaml) : NULL;
    add_layout(site, file);
    file->parts_missing =
        file->parts_missing || jekyll_front_is_broken(document) || !document_is_parsable(document);
    file->has_base = document_has_base(document);
    const Liquid *liquid = document_liquid(document);
    for (size_t i = 0; i < liquid->count; i++) {
        const LiquidToken *token = &liquid->tokens[i];
        bool relative = str_equal(token->name, STR("include_relative"));
        if (relative || str_equal(token->name, STR("include")) ||
            str_equal(token->name, STR("include_cached")))
            add_include(site, file, source_slice(document->source, token->content), relative);
    }
}

static void reach(JekyllSite *site, JekyllFile *file) {
    if (file->visited == site->walks)
        return;
    file->visited = site->walks;
    array_push(site->arena, &site->walk, file);
}

static void walk(JekyllSite *site, JekyllFile *file) {
    site->walked = file;
    site->walk.len = 0;
    site->walk_complete = true;
    site->walks++;
    reach(site, file);
    for (size_t i = 0; i < site->walk.len; i++) {
        JekyllFile *part = site->walk.items[i];
        if (part->role == JEKYLL_STATIC)
            continue;
        find_parts(site, part);
        site->walk_complete = site->walk_complete && !part->parts_missing;
        for (size_t j = 0; j < part->parts.len; j++)
            reach(site, part->parts.items[j]);
    }
}

bool jekyll_parts(JekyllSite *site, JekyllFile *file, const JekyllFiles **out) {
    if (site->walked != file)
        walk(site, file);
    *out = &site->walk;
    return site->walk_complete;
}

bool jekyll_has_base(JekyllSite *site, JekyllFile *file) {
    const JekyllFiles *parts;
    bool complete = jekyll_parts(site, file, &parts);
    bool found = false;
    for (size_t i = 0; i < parts->len; i++)
        found = found || parts->items[i]->has_base;
    return found || (!complete && !site->published);
}

/* Marks the templates that pages are built with. An include that only Jekyll knows may be any. */
static void find_uses(JekyllSite *site) {
    JekyllFiles reached = {0};
    bool complete = true;
    for (size_t i = 0; i < site->all.len; i++)
        if (site->all.items[i]->role > JEKYLL_STATIC)
            array_push(site->arena, &reached, site->all.items[i]);
    for (size_t i = 0; i < reached.len; i++) {
        find_parts(site, reached.items[i]);
        complete = complete && !reached.items[i]->parts_missing;
        for (size_t j = 0; j < reached.items[i]->parts.len; j++) {
            JekyllFile *part = reached.items[i]->parts.items[j];
            if (!part->used)
                array_push(site->arena, &reached, part);
            part->used = true;
        }
    }
    for (size_t i = 0; i < site->all.len && !complete; i++)
        site->all.items[i]->used = true;
}

bool jekyll_is_used(JekyllSite *site, const JekyllFile *file) {
    if (!site->uses_known)
        find_uses(site);
    site->uses_known = true;
    return file->used;
}
