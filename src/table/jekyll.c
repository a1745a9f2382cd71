/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Building the model of a site: the role that each file of the repository has for Jekyll, and the
 * outputs that are written for it.
 * https://jekyllrb.com/docs/structure/, https://jekyllrb.com/docs/collections/
 */
#include "table/jekyll.h"

#include "base/ascii.h"
#include "base/path.h"
#include "table/jekyll_internal.h"

/* Bytes that all searches for the nearest URL may compare; after that they find none. */
#define BUDGET ((size_t)32 << 20)

/* Parts and ids that all searches for an anchor may look at; after that every anchor is found. */
#define ANCHOR_BUDGET ((size_t)64 << 20)

/* "_config.yml", ".github", "#draft#" and "draft~" are not part of the site:
   lib/jekyll/entry_filter.rb, special? and backup? */
static bool is_special(Str name) {
    static const char first[] = {'_', '.', '#'};
    for (size_t i = 0; i < sizeof first; i++)
        if (name.len > 0 && name.ptr[0] == first[i])
            return true;
    return str_ends_with(name, STR("~"));
}

static bool is_included(const JekyllSite *site, Str path) {
    for (size_t i = 0; i < site->include.len; i++)
        if (str_equal(site->include.items[i], path) ||
            str_equal(site->include.items[i], path_name(path)))
            return true;
    return false;
}

/* Whether the configuration excludes the path, or Jekyll always does.
   https://jekyllrb.com/docs/configuration/options/#global-configuration */
static bool is_excluded(const JekyllSite *site, Str path) {
    static const char *const always[] = {"Gemfile",      "Gemfile.lock",  "gemfiles",
                                         "node_modules", "vendor/bundle", "vendor/cache",
                                         "vendor/gems",  "vendor/ruby",   NULL};
    if (str_is_one_of(path, always))
        return true;
    for (size_t i = 0; i < site->exclude.len; i++)
        if (str_equal(path, site->exclude.items[i]))
            return true;
    return false;
}

/* The collection whose folder this is, or NULL. */
static const JekyllCollection *collection_of(const JekyllSite *site, Str path) {
    Str name = path_name(path);
    bool posts = str_equal(name, STR("_posts")); /* in any folder */
    bool below = str_equal(path_folder(path), site->collections_dir);
    return name.len > 1 && name.ptr[0] == '_' && (posts || below)
               ? map_get(&site->collections, str_slice(name, 1, name.len))
               : NULL;
}

/* Sets the role of a file judging only by its path; JEKYLL_STATIC may turn out to be a page. */
static void set_role(const JekyllSite *site, JekyllFile *file) {
    Str path = file->path;
    file->role = JEKYLL_STATIC;
    for (size_t end = 0; end <= path.len; end++) {
        Str part = str_slice(path, 0, end);
        if ((end < path.len && path.ptr[end] != '/') || end == 0)
            continue;
        file->collection = end < path.len ? collection_of(site, part) : NULL;
        if (file->collection) {
            file->inside = str_slice(path, end + 1, path.len);
            file->role = file->collection->output ? JEKYLL_ENTRY : JEKYLL_TEMPLATE;
            return;
        }
        bool special = is_special(path_name(part));
        if ((special || is_excluded(site, part)) && !is_included(site, part) &&
            !is_included(site, path)) {
            bool template = special && end < path.len && path_name(part).ptr[0] == '_';
            file->role = template ? JEKYLL_TEMPLATE : JEKYLL_OUTSIDE;
            return;
        }
    }
}

/* Whether a file may have front matter. Any text may; images and the like are not opened. */
static bool may_be_page(Str path) {
    static const Str extensions[] = {
        STR_INIT(".html"), STR_INIT(".htm"),  STR_INIT(".xhtml"),  STR_INIT(".xml"),
        STR_INIT(".txt"),  STR_INIT(".json"), STR_INIT(".css"),    STR_INIT(".scss"),
        STR_INIT(".sass"), STR_INIT(".js"),   STR_INIT(".coffee"), STR_INIT(".webmanifest"),
        STR_INIT(".ics"),  STR_INIT(".csv")};
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
        if (str_equal_nocase(path_extension(path), extensions[i]))
            return true;
    return jekyll_is_markdown(path);
}

/* Whether the file has front matter; sets it if it can be read. */
static bool read_front(JekyllSite *site, JekyllFile *file) {
    const Document *document = jekyll_document(site, file->path);
    const FrontMatter *front = document_front_matter(document);
    if (jekyll_front_is_broken(document)) {
        bool entry = file->role == JEKYLL_ENTRY;
        site->incomplete = site->incomplete || jekyll_front_may_tell_url(document, entry);
        return true;
    }
    if (!front->closed)
        return false;
    file->front = yaml_first_mapping(front->yaml);
    return true;
}

/* Records that a path of the site is built from this file; the first such file counts. */
static void add_output(JekyllSite *site, Str path, JekyllFile *file) {
    if (!map_get(&site->outputs, path))
        map_put(&site->outputs, path, file);
}

static void add_url(JekyllSite *site, Str url, JekyllFile *file) {
    if (url.len == 0)
        return;
    Str extension = jekyll_output_extension(site, file);
    add_output(site, jekyll_output_path(site->arena, url, extension), file);
    array_push(site->arena, &site->urls, url);
}

/* Adds a URL that redirects to the page, as jekyll-redirect-from does. */
static void add_redirect(JekyllSite *site, const YamlNode *node, JekyllFile *file) {
    Str url = node->kind == YAML_KIND_SCALAR ? node->text : (Str){0};
    if (url.len == 0)
        return;
    if (url.ptr[0] != '/')
        url = str_printf(site->arena, "/" STR_FMT, STR_ARG(url));
    Str extension = path_extension(url);
    if (extension.len == 0)
        extension = STR(".html");
    add_output(site, jekyll_output_path(site->arena, url_decode(site->arena, url), extension),
               file);
}

static void add_redirects(JekyllSite *site, JekyllFile *file) {
    const YamlNode *from = jekyll_value(site, file, "redirect_from");
    for (size_t i = 0; i < yaml_some_count(from); i++)
        add_redirect(site, yaml_resolve(yaml_some_item(from, i)), file);
}

static bool is_unpublished(const JekyllSite *site, const JekyllFile *file) {
    const YamlNode *published = jekyll_value(site, file, "published");
    return published && str_equal(published->text, STR("false"));
}

static void add_page(JekyllSite *site, JekyllFile *file) {
    if (is_unpublished(site, file)) {
        file->role = JEKYLL_TEMPLATE;
        return;
    }
    jekyll_set_urls(site, file);
    site->incomplete = site->incomplete || file->urls[0].len == 0;
    for (size_t i = 0; i < JEKYLL_MOST_URLS; i++)
        add_url(site, file->urls[i], file);
    add_redirects(site, file);
}

/* The path that a file of a collection is copied to, by the template of the collection:
   "/:collection/:path/" and its extension. lib/jekyll/static_file.rb, url */
static Str copied_path(const JekyllSite *site, const JekyllFile *file) {
    JekyllFile copied = *file;
    jekyll_set_urls(site, &copied);
    Str path = str_slice(copied.urls[0], 1, copied.urls[0].len);
    Str extension = path_extension(file->path);
    path.len -= str_ends_with(path, STR("/"));
    if (path.len == 0)
        return path_join(site->arena, file->collection->label, file->inside);
    return str_ends_with(path, extension)
               ? path
               : str_printf(site->arena, STR_FMT STR_FMT, STR_ARG(path), STR_ARG(extension));
}

/*
 * Adds a file that is copied unchanged. Markdown without front matter may still be a page if
 * GitHub's plugins run (jekyll-optional-front-matter); its links are then the same as on GitHub.
 */
static void add_static(JekyllSite *site, JekyllFile *file) {
    Str path = file->path;
    if (file->role == JEKYLL_ENTRY) {
        /* Names are not turned into slugs there, unlike in the URLs of pages. */
        add_output(site, path_join(site->arena, file->collection->label, file->inside), file);
        path = copied_path(site, file);
    }
    add_output(site, path, file);
    Str stem = str_slice(path, 0, path.len - path_extension(path).len);
    if (!str_equal(jekyll_output_extension(site, file), path_extension(path)))
        add_output(site,
                   str_printf(site->arena, STR_FMT STR_FMT, STR_ARG(stem),
                              STR_ARG(jekyll_output_extension(site, file))),
                   file);
    if (jekyll_is_markdown(path))
        file->role = JEKYLL_OUTSIDE;
    else
        array_push(site->arena, &site->urls, str_printf(site->arena, "/" STR_FMT, STR_ARG(path)));
}

static bool is_post(const JekyllFile *file) {
    return file->role == JEKYLL_ENTRY && str_equal(file->collection->label, STR("posts"));
}

/* A file without a date in its name is not a post. */
static bool has_day(const JekyllFile *file) {
    Str name = path_name(file->path);
    return name.len > 9 && ascii_is_digit(name.ptr[0]) && str_find(name, STR("-"), 0) <= 4;
}

static void add_file(JekyllSite *site, Str path, bool link) {
    JekyllFile *file = arena_new(site->arena, JekyllFile);
    file->path = path;
    set_role(site, file);
    map_put(&site->files, path, file);
    array_push(site->arena, &site->all, file);
    if (is_post(file) && !has_day(file))
        file->role = JEKYLL_TEMPLATE;
    if (file->role < JEKYLL_STATIC)
        return;
    bool page = !link && may_be_page(path) && read_front(site, file);
    if (page && file->role == JEKYLL_STATIC)
        file->role = JEKYLL_PAGE;
    if (is_post(file))
        map_put(&site->posts, path_stem(path), file);
    if (page || is_post(file))
        add_page(site, file);
    else
        add_static(site, file);
}

/* If a folder has no index, jekyll-readme-index makes one from its README. */
static void add_readmes(JekyllSite *site) {
    for (size_t i = 0; i < site->all.len; i++) {
        JekyllFile *file = site->all.items[i];
        Str index = path_join(site->arena, path_folder(file->path), STR("index.html"));
        if (str_equal_nocase(path_name(file->path), STR("readme.md")) &&
            map_get(&site->outputs, file->path))
            add_output(site, index, file);
    }
}

static void add_files(JekyllSite *site) {
    size_t count = 0;
    const SnapshotEntry *entries = snapshot_entries(site->repository->snapshot, &count);
    for (size_t i = 0; i < count; i++) {
        Str path = entries[i].path;
        if (!path_take_folder(&path, site->root))
            continue;
        site->incomplete = site->incomplete || entries[i].kind == ENTRY_SUBMODULE;
        add_file(site, path, entries[i].kind != ENTRY_FILE);
    }
    add_readmes(site);
    snapshot_problems(site->repository->snapshot, &count);
    site->incomplete = site->incomplete || count > 0;
}

/* NULL if there is no site. */
static const Str *find_root(Arena *arena, const Snapshot *snapshot, bool by_domain) {
    static const Str roots[] = {STR_INIT(""), STR_INIT("docs")};
    const Str marks[] = {JEKYLL_CONFIG, JEKYLL_DOMAIN};
    for (size_t i = 0; i < (by_domain ? 2 : 1); i++)
        for (size_t k = 0; snapshot && k < sizeof roots / sizeof *roots; k++)
            if (snapshot_find(snapshot, path_join(arena, roots[k], marks[i])))
                return &roots[k];
    return NULL;
}

JekyllSite *jekyll_open(Arena *arena, Documents *documents, const Repository *repository,
                        bool by_domain) {
    const Str *root = find_root(arena, repository->snapshot, by_domain);
    if (!root)
        return NULL;
    JekyllSite *site = arena_new(arena, JekyllSite);
    site->arena = arena;
    site->documents = documents;
    site->repository = repository;
    site->root = *root;
    site->budget = BUDGET;
    site->anchor_budget = ANCHOR_BUDGET;
    map_init(&site->collections, arena);
    map_init(&site->files, arena);
    map_init(&site->outputs, arena);
    map_init(&site->posts, arena);
    jekyll_read_config(site);
    if (!site->configured && site->incomplete)
        return NULL; /* another program may make it */
    add_files(site);
    return site;
}
