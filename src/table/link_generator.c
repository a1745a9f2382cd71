/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Pages of sites that programs other than Jekyll build. Where links on them lead, which fragments
 * their headings have and what is copied next to them is up to these programs. They are recognised
 * only by which files exist, so such links are not judged. A relative link to a Markdown file,
 * however, is one between source files for all of them, and on GitHub.
 */
#include <stdint.h>
#include <string.h>

#include "base/ascii.h"
#include "base/path.h"
#include "document/language.h"
#include "table/link_internal.h"

/* A file or folder, in the folder of a site, by which the site is recognised. */
typedef struct Generator {
    const char *name;
    const char *with;  /* another one that must be next to it; or NULL */
    bool beside;       /* pages are in the folder of the site itself, not only below it */
    const char *pages; /* the folder below it that they are in, if that exists; or NULL. HTML
                          elsewhere is what pages are built from: layouts, themes */
} Generator;

static const Generator generators[] = {
    /* Hugo and Zola: https://gohugo.io/configuration/introduction/ */
    {"hugo.toml", NULL, false, "content"},
    {"hugo.yaml", NULL, false, "content"},
    {"hugo.yml", NULL, false, "content"},
    {"hugo.json", NULL, false, "content"},
    {"config/_default", NULL, false, "content"},
    {"zola.toml", NULL, false, "content"},
    {"config.toml", "content", false, "content"},
    {"config.yaml", "content", false, "content"},
    {"config.yml", "content", false, "content"},
    {"config.toml", "themes", false, "content"},
    {"config.toml", "layouts", false, "content"},
    {"_index.md", NULL, true, NULL}, /* only content, which another repository includes */
    /* mdBook: https://rust-lang.github.io/mdBook/format/configuration/ */
    {"book.toml", NULL, false, "src"},
    /* Documenter: https://documenter.juliadocs.org/stable/man/guide/ */
    {"make.jl", "src", false, "src"},
    /* MkDocs: https://www.mkdocs.org/user-guide/configuration/ */
    {"mkdocs.yml", NULL, false, "docs"},
    {"mkdocs.yaml", NULL, false, "docs"},
    {"zensical.toml", NULL, false, "docs"},
    /* Programs that are configured in JavaScript */
    {"docusaurus.config.js", NULL, false, NULL},
    {"docusaurus.config.ts", NULL, false, NULL},
    {"docusaurus.config.mjs", NULL, false, NULL},
    {".eleventy.js", NULL, false, NULL},
    {"eleventy.config.js", NULL, false, NULL},
    {"eleventy.config.mjs", NULL, false, NULL},
    {"eleventy.config.cjs", NULL, false, NULL},
    {"eleventy.config.ts", NULL, false, NULL},
    {"astro.config.js", NULL, false, NULL},
    {"astro.config.mjs", NULL, false, NULL},
    {"astro.config.ts", NULL, false, NULL},
    {"next.config.js", NULL, false, NULL},
    {"next.config.mjs", NULL, false, NULL},
    {"next.config.ts", NULL, false, NULL},
    {"nuxt.config.js", NULL, false, NULL},
    {"nuxt.config.ts", NULL, false, NULL},
    {"svelte.config.js", NULL, false, NULL},
    {"rspress.config.ts", NULL, false, NULL},
    {"gatsby-config.js", NULL, false, NULL},
    {"gatsby-config.ts", NULL, false, NULL},
    {"quartz.config.ts", NULL, false, NULL},
    {"vocs.config.ts", NULL, false, NULL},
    {"vocs.config.tsx", NULL, false, NULL},
    {".vitepress", NULL, true, NULL},
    {".vuepress", NULL, true, NULL},
    /* Sphinx, Jupyter Book, MyST, Quarto */
    {"conf.py", "index.rst", true, NULL},
    {"conf.py", "index.md", true, NULL},
    {"conf.py", "posts", false, NULL}, /* Nikola */
    {"_toc.yml", NULL, true, NULL},
    {"myst.yml", NULL, true, NULL},
    {"_quarto.yml", NULL, true, NULL},
    /* Others */
    {".gitbook.yaml", NULL, true, NULL},
    {"book.json", "SUMMARY.md", true, NULL},
    {"antora.yml", NULL, false, NULL},
    {"docfx.json", NULL, true, NULL},
    {"mint.json", NULL, true, NULL}, /* Mintlify, like the next */
    {"docs.json", NULL, true, NULL},
    {"pelicanconf.py", NULL, false, "content"},
    {"pelicanconf.yaml", NULL, false, "content"},
    {"site.xml", "markdown", false, "markdown"}, /* Maven */
    {"config.yaml", "episodes", true, NULL},     /* The Carpentries Workbench */
    {"_bookdown.yml", NULL, true, NULL},
    {"_Sidebar.md", NULL, true, NULL}, /* a wiki, like the next */
    {"Home.md", NULL, true, NULL},
    {"_sidebar.md", NULL, true, NULL},             /* Docsify */
    {"_config.yml", "scaffolds", false, "source"}, /* Hexo */
    {"_config.ts", NULL, true, NULL},              /* Lume */
    {"config.ld", NULL, true, NULL},               /* LDoc */
    {"retype.yml", NULL, true, NULL},
};

static bool is_there(const Snapshot *snapshot, Arena *arena, Str folder, const char *name) {
    Str path = path_join(arena, folder, str_from_c(name));
    return snapshot_find(snapshot, path) || snapshot_has_folder(snapshot, path);
}

static bool is_site_of(const Snapshot *snapshot, Arena *arena, Str folder,
                       const Generator *generator) {
    return is_there(snapshot, arena, folder, generator->name) &&
           (!generator->with || is_there(snapshot, arena, folder, generator->with));
}

bool link_has_generator(Links *links, const Repository *repository) {
    const Snapshot *snapshot = repository->snapshot;
    for (size_t i = 0; snapshot && i < sizeof generators / sizeof *generators; i++)
        if (is_site_of(snapshot, links->arena, STR(""), &generators[i]) ||
            is_site_of(snapshot, links->arena, STR("docs"), &generators[i]))
            return true;
    return false;
}

/* Whether the page at `below`, relative to the folder, belongs to a site in that folder. */
static bool is_page_of(const Snapshot *snapshot, Arena *arena, Str folder, Str below,
                       const Generator *generator) {
    bool beside = path_folder(below).len == 0;
    if ((beside && !generator->beside) || !is_site_of(snapshot, arena, folder, generator))
        return false;
    Str first = str_slice(below, 0, str_find(below, STR("/"), 0));
    return !generator->pages || str_equal(first, str_from_c(generator->pages)) ||
           language_is_html(below) || !is_there(snapshot, arena, folder, generator->pages);
}

static bool is_page_below(const Snapshot *snapshot, Arena *arena, Str folder, Str below) {
    for (size_t i = 0; i < sizeof generators / sizeof *generators; i++)
        if (is_page_of(snapshot, arena, folder, below, &generators[i]))
            return true;
    return false;
}

/* Whether the server of a folder of HTML may redirect missing paths, or has more files than the
   folder, such as the output of a bundler. */
static bool is_served_below(const Snapshot *snapshot, Arena *arena, Str folder, Str path) {
    static const char *const files[] = {
        ".htaccess",         "_redirects",      "netlify.toml",
        "vercel.json",       "firebase.json",   "staticwebapp.config.json",
        "vite.config.js",    "vite.config.mjs", "vite.config.ts",
        "webpack.config.js", "angular.json",    "vue.config.js"};
    for (size_t i = 0; language_is_html(path) && i < sizeof files / sizeof *files; i++)
        if (is_there(snapshot, arena, folder, files[i]))
            return true;
    return false;
}

static size_t count_folders(Str folder) {
    size_t count = folder.len > 0;
    for (size_t i = 0; i < folder.len; i++)
        count += folder.ptr[i] == '/';
    return count;
}

/* DocC pages refer to images without folder and extension, and to pages of other modules:
   https://www.swift.org/documentation/docc/ */
static bool is_catalog(Str folder) {
    return str_ends_with(folder, STR(".docc"));
}

/* The pages of a wiki are in a repository of their own. */
static bool is_wiki(const Repository *repository) {
    return str_ends_with(repository->github, STR(".wiki"));
}

/* The search for sites is limited to a certain depth of folders. */
bool link_is_generated(Links *links, const Repository *repository, Str path) {
    enum { DEEPEST = 6 };
    Str folder = path;
    do {
        folder = path_folder(folder);
        Str below = str_slice(path, folder.len + (folder.len > 0), path.len);
        if (is_catalog(folder) ||
            (count_folders(folder) <= DEEPEST &&
             (is_page_below(repository->snapshot, links->arena, folder, below) ||
              is_served_below(repository->snapshot, links->arena, folder, path))))
            return true;
    } while (folder.len > 0);
    return is_wiki(repository);
}

static bool is_between_sources(Str path) {
    bool markdown =
        language_is_markdown(path) || str_equal_nocase(path_extension(path), STR(".mdx"));
    return markdown && !str_starts_with(path, STR("/")) && !str_starts_with(path, STR("@"));
}

/* In place of an untranslated page, Docusaurus uses the original one:
   https://docusaurus.io/docs/i18n/tutorial#translate-your-site */
static bool is_translation(Str path) {
    return str_find(path, STR("i18n/"), 0) != SIZE_MAX;
}

static bool has_base(Links *links, const LinkTarget *target) {
    return language_is_html(target->from_path) &&
           document_has_base(documents_get(links->documents, target->from, target->from_path));
}

/* Whether the file is Markdown with front matter, so a page for a site, whatever builds that. */
static bool has_front_matter(Links *links, const LinkTarget *target) {
    return language_is_markdown(target->from_path) &&
           document_front_matter(documents_get(links->documents, target->from, target->from_path))
               ->closed;
}

/* Whether there is Markdown that the HTML page may be built from. */
static bool is_made_of_markdown(Links *links, const LinkTarget *target) {
    Str extension = path_extension(target->path);
    Str without = str_slice(target->path, 0, target->path.len - extension.len);
    return language_is_html(target->path) &&
           snapshot_find(target->repository->snapshot,
                         str_printf(links->arena, STR_FMT ".md", STR_ARG(without)));
}

/* Whether the link is from a page of a site that is built by an unknown program, and its path is
   from the root of the site, lacks the page's extension, which servers allow, or is that of a page
   built from another file. */
static bool is_between_pages(Links *links, const LinkTarget *target) {
    if (target->site)
        return false;
    if (language_is_html(target->from_path))
        return target->path.len > 0 &&
               snapshot_find(target->repository->snapshot,
                             str_printf(links->arena, STR_FMT ".html", STR_ARG(target->path)));
    bool rooted = str_starts_with(target->url.path, STR("/"));
    return (rooted || path_extension(target->path).len == 0 ||
            is_made_of_markdown(links, target)) &&
           !language_is_markdown(target->path) && has_front_matter(links, target);
}

/* Whether Markdown leads to an HTML page where there are none, so that some program must generate
   them or put them next to its own. If an existing file is near, that was meant instead. */
static bool is_to_made_page(Links *links, const LinkTarget *target) {
    if (target->site || !language_is_html(target->path) ||
        !language_is_markdown(target->from_path) || is_made_of_markdown(links, target))
        return false;
    Str index = path_join(links->arena, path_folder(target->path), STR("index.html"));
    Str nearest;
    return !snapshot_find(target->repository->snapshot, index) &&
           !link_suggest(links, target, LINK_NEAREST, &nearest);
}

/* Whether the style sheet or script of a page is built from a file next to it. */
static bool is_built(Links *links, const LinkTarget *target) {
    static const char *const sources[][2] = {{".css", ".scss"}, {".css", ".sass"},
                                             {".css", ".less"}, {".js", ".ts"},
                                             {".js", ".tsx"},   {".js", ".jsx"}};
    if (target->site || !language_is_html(target->from_path))
        return false;
    Str extension = path_extension(target->path);
    Str without = str_slice(target->path, 0, target->path.len - extension.len);
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        if (str_equal_c(extension, sources[i][0]) &&
            snapshot_find(target->repository->snapshot,
                          str_printf(links->arena, STR_FMT "%s", STR_ARG(without), sources[i][1])))
            return true;
    return false;
}

/* "www.example.org", "github.com/x", "https//example.org", "ada@example.org": all programs treat
   these as paths. */
static bool lacks_scheme(Str path) {
    Str first = str_slice(path, 0, str_find(path, STR("/"), 0));
    size_t dot = str_find(first, STR("."), 1);
    return str_starts_with(first, STR("www.")) || str_find(path, STR("//"), 1) != SIZE_MAX ||
           str_find(path, STR("@"), 1) != SIZE_MAX ||
           (first.len < path.len && dot != SIZE_MAX && first.ptr[0] != '.');
}

/* "!123", "@ada", "&3", which GitLab also accepts as the address of a link:
   https://docs.gitlab.com/user/markdown/#gitlab-specific-references */
static bool is_reference(const LinkTarget *target) {
    Str path = target->url.path;
    return path.len > 1 && strchr("!@&~%$", path.ptr[0]) && ascii_is_alphanumeric(path.ptr[1]) &&
           str_find(path, STR("."), 0) == SIZE_MAX && link_is_on_other_forge(target->from);
}

bool link_is_made_elsewhere(Links *links, const LinkTarget *target) {
    return !url_is_absolute(&target->url) &&
           (!is_between_sources(target->url.path) || is_translation(target->from_path)) &&
           !lacks_scheme(target->url.path) &&
           (is_reference(target) || has_base(links, target) || is_between_pages(links, target) ||
            is_to_made_page(links, target) || is_built(links, target) ||
            link_is_generated(links, target->from, target->from_path));
}
