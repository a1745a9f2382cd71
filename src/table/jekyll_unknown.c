/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Signs that a site has pages or files that cannot be known without running whatever builds it:
 * other plugins, other programs, redirects of a server, or another generator with the same
 * configuration file. On such a site nothing is reported as missing.
 */
#include <stdint.h>

#include "base/path.h"
#include "table/jekyll_internal.h"

/*
 * Plugins that, except for a few files, generate no pages that links are likely to lead to.
 * https://pages.github.com/versions/
 */
static bool is_known_plugin(Str name) {
    static const char *const known[] = {"jekyll-avatar",
                                        "jekyll-coffeescript",
                                        "jekyll-commonmark-ghpages",
                                        "jekyll-default-layout",
                                        "jekyll-feed",
                                        "jekyll-gist",
                                        "jekyll-github-metadata",
                                        "jekyll-include-cache",
                                        "jekyll-last-modified-at",
                                        "jekyll-mentions",
                                        "jekyll-optional-front-matter",
                                        "jekyll-readme-index",
                                        "jekyll-redirect-from",
                                        "jekyll-relative-links",
                                        "jekyll-remote-theme",
                                        "jekyll-sass-converter",
                                        "jekyll-seo-tag",
                                        "jekyll-sitemap",
                                        "jekyll-titles-from-headings",
                                        "jekyll-toc",
                                        "jemoji",
                                        NULL};
    return str_is_one_of(name, known);
}

static bool has_unknown_plugin(const YamlNode *node) {
    for (size_t i = 0; !yaml_is_null(node) && i < yaml_some_count(node); i++) {
        const YamlNode *item = yaml_resolve(yaml_some_item(node, i));
        if (item->kind != YAML_KIND_SCALAR || !is_known_plugin(item->text))
            return true;
    }
    return false;
}

/* Plugins may be named only in the Gemfile: gem "jekyll-archives", group: :jekyll_plugins */
static bool has_unknown_gem(const JekyllSite *site) {
    static const Str begin = STR_INIT("jekyll-");
    static const Str theme = STR_INIT("jekyll-theme-");
    const Document *document = jekyll_optional(site, STR("Gemfile"));
    Str rest = document ? document->source->bytes : (Str){0};
    for (Str line; rest.len > 0 && str_split_next(&rest, '\n', &line);) {
        line = str_trim(line);
        Str name = str_trim(str_slice(line, 4, line.len));
        if (!str_starts_with(line, STR("gem ")) || name.len < 2)
            continue;
        name = str_slice(name, 1, str_find(name, (Str){name.ptr, 1}, 1));
        if (str_starts_with(name, begin) && !str_starts_with(name, theme) && !is_known_plugin(name))
            return true;
    }
    return false;
}

/* Whether there are settings that generate pages, or those of Hexo and Jupyter Book, which also use
   a _config.yml. */
static bool has_unknown_setting(const YamlNode *config) {
    static const char *const keys[] = {
        "source",      "paginate",   "pagination", "jekyll-archives", "plugins_dir", "languages",
        "show_drafts", "keep_files", "source_dir", "public_dir",      "sphinx",      "execute"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const YamlNode *value = jekyll_lookup(config, keys[i]);
        if (value && !yaml_is_null(value))
            return true;
    }
    return false;
}

/* Whether a path exists in the root of the repository or of the site. */
static bool has(const JekyllSite *site, const char *path) {
    const Snapshot *snapshot = site->repository->snapshot;
    return snapshot_find(snapshot, str_from_c(path)) ||
           snapshot_find(snapshot, path_join(site->arena, site->root, str_from_c(path)));
}

/* Whether there are files of other generators, or of servers that redirect. */
static bool has_unknown_file(const JekyllSite *site) {
    static const char *const files[] = {
        "_redirects", "netlify.toml", "vercel.json", "firebase.json", "staticwebapp.config.json",
        ".htaccess",  ".nojekyll",    "_toc.yml"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (has(site, files[i]))
            return true;
    return snapshot_has_folder(site->repository->snapshot,
                               path_join(site->arena, site->root, STR("_plugins")));
}

/* Whether a workflow adds files to the site's output, "cp -r docs _site/api", or may make a site
   that has no configuration with another program. */
static bool has_workflow(const JekyllSite *site) {
    static const Str folder = STR_INIT(".github/workflows/");
    Str output = site->configured ? STR("_site/") : STR("pages");
    size_t count = 0;
    const SnapshotEntry *entries = snapshot_entries(site->repository->snapshot, &count);
    for (size_t i = 0; i < count; i++) {
        if (!str_starts_with(entries[i].path, folder))
            continue;
        const Document *document =
            documents_get(site->documents, site->repository, entries[i].path);
        if (str_find(document->source->bytes, output, 0) != SIZE_MAX)
            return true;
    }
    return false;
}

bool jekyll_front_is_broken(const Document *document) {
    const FrontMatter *front = document_front_matter(document);
    return document->state != DOCUMENT_OK || (front->present && !front->closed) ||
           (front->closed && front->yaml->failed);
}

/* Searches for the keys as text, as the YAML does not parse. The URLs of pages that are in no
   collection have no placeholders for the last ones: https://jekyllrb.com/docs/permalinks/ */
bool jekyll_front_may_tell_url(const Document *document, bool entry) {
    static const Str keys[] = {STR_INIT("permalink"), STR_INIT("published"), STR_INIT("redirect_"),
                               STR_INIT("<<"),        STR_INIT("slug"),      STR_INIT("categor")};
    size_t count = sizeof keys / sizeof *keys - (entry ? 0 : 2);
    const FrontMatter *front = document_front_matter(document);
    if (document->state != DOCUMENT_OK)
        return true;
    Str text =
        front->closed ? source_slice(document->source, front->content) : document->source->bytes;
    for (size_t i = 0; i < count; i++)
        if (str_find(text, keys[i], 0) != SIZE_MAX)
            return true;
    return false;
}

void jekyll_find_unknown(JekyllSite *site) {
    site->incomplete = site->incomplete || has_unknown_setting(site->config) ||
                       has_unknown_plugin(jekyll_lookup(site->config, "plugins")) ||
                       has_unknown_plugin(jekyll_lookup(site->config, "gems")) ||
                       has_unknown_gem(site) || has_unknown_file(site) || has_workflow(site);
}
