/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Pages of sites that other programs than Jekyll make. Where links on them lead, which fragments
 * their headings have, and what is copied beside them is theirs to say: it is told by no more than
 * which files there are, so nothing is said of it. A relative link to a Markdown file is one
 * between the sources for all of them, and on GitHub.
 */
#include <stdint.h>

#include "base/path.h"
#include "table/link_internal.h"

/* A file or folder by which a site is known, in the folder of the site. */
typedef struct Generator {
    const char *name;
    const char *with; /* another, which must be beside it; or NULL */
    bool beside;      /* pages are in the folder of the site itself, not only below it */
} Generator;

static const Generator generators[] = {
    /* Hugo and Zola: https://gohugo.io/configuration/introduction/ */
    {"hugo.toml", NULL, false},
    {"hugo.yaml", NULL, false},
    {"hugo.yml", NULL, false},
    {"hugo.json", NULL, false},
    {"config/_default", NULL, false},
    {"config.toml", "content", false},
    {"config.yaml", "content", false},
    {"config.yml", "content", false},
    /* mdBook: https://rust-lang.github.io/mdBook/format/configuration/ */
    {"book.toml", NULL, false},
    /* MkDocs: https://www.mkdocs.org/user-guide/configuration/ */
    {"mkdocs.yml", NULL, false},
    {"mkdocs.yaml", NULL, false},
    {"zensical.toml", NULL, false},
    /* Programs that are set up by JavaScript */
    {"docusaurus.config.js", NULL, false},
    {"docusaurus.config.ts", NULL, false},
    {"docusaurus.config.mjs", NULL, false},
    {".eleventy.js", NULL, false},
    {"eleventy.config.js", NULL, false},
    {"eleventy.config.mjs", NULL, false},
    {"eleventy.config.cjs", NULL, false},
    {"eleventy.config.ts", NULL, false},
    {"astro.config.js", NULL, false},
    {"astro.config.mjs", NULL, false},
    {"astro.config.ts", NULL, false},
    {"gatsby-config.js", NULL, false},
    {"gatsby-config.ts", NULL, false},
    {"next.config.js", NULL, false},
    {"next.config.mjs", NULL, false},
    {"next.config.ts", NULL, false},
    {"nuxt.config.js", NULL, false},
    {"nuxt.config.ts", NULL, false},
    {"quartz.config.ts", NULL, false},
    {".vitepress", NULL, true},
    {".vuepress", NULL, true},
    /* Sphinx, Jupyter Book, MyST, Quarto */
    {"conf.py", "index.rst", true},
    {"conf.py", "index.md", true},
    {"_toc.yml", NULL, true},
    {"myst.yml", NULL, true},
    {"_quarto.yml", NULL, true},
    /* Others */
    {".gitbook.yaml", NULL, true},
    {"book.json", "SUMMARY.md", true},
    {"antora.yml", NULL, false},
    {"docfx.json", NULL, true},
    {"mint.json", NULL, true},
    {"pelicanconf.py", NULL, false},
};

static bool is_there(const Snapshot *snapshot, Arena *arena, Str folder, const char *name) {
    Str path = path_join(arena, folder, str_from_c(name));
    return snapshot_find(snapshot, path) || snapshot_has_folder(snapshot, path);
}

static bool is_site(const Snapshot *snapshot, Arena *arena, Str folder, bool beside) {
    for (size_t i = 0; i < sizeof generators / sizeof *generators; i++) {
        const Generator *generator = &generators[i];
        if ((generator->beside || !beside) && is_there(snapshot, arena, folder, generator->name) &&
            (!generator->with || is_there(snapshot, arena, folder, generator->with)))
            return true;
    }
    return false;
}

/* The pages of a wiki are a repository of their own. */
static bool is_wiki(const Repository *repository) {
    return str_ends_with(repository->github, STR(".wiki"));
}

bool link_is_generated(Links *links, const Repository *repository, Str path) {
    if (!repository->snapshot)
        return false;
    bool beside = true;
    Str folder = path;
    do {
        folder = path_folder(folder);
        if (is_site(repository->snapshot, links->arena, folder, beside))
            return true;
        beside = false;
    } while (folder.len > 0);
    return is_wiki(repository);
}

static bool is_between_sources(Str path) {
    Str extension = path_extension(path);
    bool markdown = str_equal_nocase(extension, STR(".md")) ||
                    str_equal_nocase(extension, STR(".mdx")) ||
                    str_equal_nocase(extension, STR(".markdown"));
    return markdown && !str_starts_with(path, STR("/")) && !str_starts_with(path, STR("@"));
}

/* HTML may say itself where its relative links start: <base href>. */
static bool has_base(Links *links, const LinkTarget *target) {
    const Document *document = documents_get(links->documents, target->from, target->from_path);
    return str_starts_with(path_extension(target->from_path), STR(".htm")) &&
           str_find(document->source->bytes, STR("<base "), 0) != SIZE_MAX;
}

bool link_is_made_elsewhere(Links *links, const LinkTarget *target) {
    return !url_is_absolute(&target->url) && !is_between_sources(target->url.path) &&
           (has_base(links, target) || link_is_generated(links, target->from, target->from_path));
}
