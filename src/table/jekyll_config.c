/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What a site's configuration says that matters for its URLs.
 * https://jekyllrb.com/docs/configuration/options/
 */
#include "base/path.h"
#include "table/jekyll_internal.h"

/* More of them are not looked at: no honest site has as many. */
enum { MOST_ENTRIES = 200 };

Str jekyll_text(const YamlNode *mapping, const char *key) {
    const YamlPair *pair = mapping ? yaml_lookup(mapping, str_from_c(key)) : NULL;
    const YamlNode *value = pair ? yaml_resolve(pair->value) : NULL;
    bool scalar = value && value->kind == YAML_KIND_SCALAR && !yaml_is_null(value);
    return scalar ? value->text : (Str){0};
}

const Document *jekyll_document(const JekyllSite *site, Str path) {
    return documents_get(site->documents, site->repository,
                         path_join(site->arena, site->root, path));
}

static const YamlNode *value_of(const YamlNode *mapping, const char *key) {
    const YamlPair *pair = mapping ? yaml_lookup(mapping, str_from_c(key)) : NULL;
    return pair ? yaml_resolve(pair->value) : NULL;
}

static Str without_slashes(Str path) {
    while (path.len > 0 && path.ptr[path.len - 1] == '/')
        path.len--;
    while (path.len > 0 && path.ptr[0] == '/')
        path = str_slice(path, 1, path.len);
    return path;
}

static bool has_wildcard(Str glob) {
    for (size_t i = 0; i < glob.len; i++)
        if (glob.ptr[i] == '*' || glob.ptr[i] == '?' || glob.ptr[i] == '[')
            return true;
    return false;
}

/* Calls `add` for the items of a list, or the one value that stands instead. */
static void each_item(JekyllSite *site, const char *key,
                      void (*add)(JekyllSite *site, const YamlNode *item)) {
    const YamlNode *list = value_of(site->config, key);
    bool many = list && list->kind == YAML_KIND_SEQUENCE;
    size_t count = !list || yaml_is_null(list) ? 0 : many ? list->count : 1;
    site->incomplete = site->incomplete || count > MOST_ENTRIES;
    for (size_t i = 0; i < count && i < MOST_ENTRIES; i++)
        add(site, yaml_resolve(many ? list->as.items[i] : list));
}

/* A list of paths. What a pattern would leave out is taken as if it were there. */
static void add_include(JekyllSite *site, const YamlNode *item) {
    if (item->kind != YAML_KIND_SCALAR)
        return;
    site->incomplete = site->incomplete || has_wildcard(item->text);
    array_push(site->arena, &site->include, without_slashes(item->text));
}

static void add_exclude(JekyllSite *site, const YamlNode *item) {
    if (item->kind == YAML_KIND_SCALAR && !has_wildcard(item->text))
        array_push(site->arena, &site->exclude, without_slashes(item->text));
}

/* https://jekyllrb.com/docs/configuration/front-matter-defaults/ */
static void add_defaults(JekyllSite *site, const YamlNode *item) {
    const YamlNode *scope = value_of(item, "scope");
    JekyllDefaults defaults = {.path = without_slashes(jekyll_text(scope, "path")),
                               .type = jekyll_text(scope, "type"),
                               .values = value_of(item, "values")};
    if (has_wildcard(defaults.path) && value_of(defaults.values, "permalink"))
        site->incomplete = true;
    else if (defaults.values)
        array_push(site->arena, &site->defaults, defaults);
}

static void add_collection(JekyllSite *site, Str label, const YamlNode *metadata) {
    JekyllCollection *collection = arena_new(site->arena, JekyllCollection);
    bool posts = str_equal(label, STR("posts"));
    collection->label = label;
    collection->output = posts || str_equal(jekyll_text(metadata, "output"), STR("true"));
    collection->permalink = jekyll_text(metadata, "permalink");
    map_put(&site->collections, label, collection);
}

/* A list of labels, or a mapping of them to what is special about each. */
static void read_collections(JekyllSite *site) {
    add_collection(site, STR("posts"), NULL);
    const YamlNode *node = value_of(site->config, "collections");
    for (size_t i = 0; node && node->kind == YAML_KIND_SEQUENCE && i < node->count; i++)
        if (yaml_resolve(node->as.items[i])->kind == YAML_KIND_SCALAR)
            add_collection(site, yaml_resolve(node->as.items[i])->text, NULL);
    for (size_t i = 0; node && node->kind == YAML_KIND_MAPPING && i < node->count; i++)
        add_collection(site, node->as.pairs[i].key->text, yaml_resolve(node->as.pairs[i].value));
    site->collections_dir = without_slashes(jekyll_text(site->config, "collections_dir"));
}

/*
 * Plugins that make no pages that links are likely to lead to, but for a few files. What another
 * one does nobody knows. https://pages.github.com/versions/
 */
static bool is_known_plugin(Str name) {
    static const Str known[] = {
        STR_INIT("jekyll-avatar"),
        STR_INIT("jekyll-coffeescript"),
        STR_INIT("jekyll-commonmark-ghpages"),
        STR_INIT("jekyll-default-layout"),
        STR_INIT("jekyll-feed"),
        STR_INIT("jekyll-gist"),
        STR_INIT("jekyll-github-metadata"),
        STR_INIT("jekyll-include-cache"),
        STR_INIT("jekyll-last-modified-at"),
        STR_INIT("jekyll-mentions"),
        STR_INIT("jekyll-optional-front-matter"),
        STR_INIT("jekyll-readme-index"),
        STR_INIT("jekyll-redirect-from"),
        STR_INIT("jekyll-relative-links"),
        STR_INIT("jekyll-remote-theme"),
        STR_INIT("jekyll-sass-converter"),
        STR_INIT("jekyll-seo-tag"),
        STR_INIT("jekyll-sitemap"),
        STR_INIT("jekyll-titles-from-headings"),
        STR_INIT("jekyll-toc"),
        STR_INIT("jemoji"),
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_equal(name, known[i]))
            return true;
    return false;
}

static void add_plugin(JekyllSite *site, const YamlNode *item) {
    site->incomplete =
        site->incomplete || item->kind != YAML_KIND_SCALAR || !is_known_plugin(item->text);
}

/* Plugins may be named in the Gemfile alone: gem "jekyll-archives", group: :jekyll_plugins */
static void read_gemfile(JekyllSite *site) {
    static const Str begin = STR_INIT("jekyll-");
    static const Str theme = STR_INIT("jekyll-theme-");
    const Document *document = jekyll_document(site, STR("Gemfile"));
    Str rest = document->source->bytes;
    Str line;
    while (rest.len > 0 && str_split_next(&rest, '\n', &line)) {
        line = str_trim(line);
        Str name = str_trim(str_slice(line, 4, line.len));
        if (!str_starts_with(line, STR("gem ")) || name.len < 2)
            continue;
        name = str_slice(name, 1, str_find(name, (Str){name.ptr, 1}, 1));
        bool plugin = str_starts_with(name, begin) && !str_starts_with(name, theme);
        site->incomplete = site->incomplete || (plugin && !is_known_plugin(name));
    }
}

/* Settings and files by which pages come into being, or links are led elsewhere. */
static bool is_beyond_us(const JekyllSite *site) {
    static const char *const keys[] = {"source",      "paginate",  "pagination", "jekyll-archives",
                                       "plugins_dir", "languages", "show_drafts"};
    static const char *const files[] = {"_redirects",  "netlify.toml",
                                        "vercel.json", "firebase.json",
                                        ".htaccess",   "staticwebapp.config.json"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (value_of(site->config, keys[i]) && !yaml_is_null(value_of(site->config, keys[i])))
            return true;
    const Snapshot *snapshot = site->repository->snapshot;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (snapshot_find(snapshot, str_from_c(files[i])) ||
            snapshot_find(snapshot, path_join(site->arena, site->root, str_from_c(files[i]))))
            return true;
    return snapshot_has_folder(snapshot, path_join(site->arena, site->root, STR("_plugins")));
}

static Str first_line(Str text) {
    Str line;
    return str_split_next(&text, '\n', &line) ? str_trim(line) : (Str){0};
}

static bool is_shared_host(Str host) {
    static const Str suffixes[] = {STR_INIT("github.io"), STR_INIT("githubusercontent.com")};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (str_ends_with(host, suffixes[i]))
            return true;
    return false;
}

/*
 * The hosts of `url` and of CNAME. The site of an account, OWNER.github.io, has those of its other
 * repositories below it; and a site without a host of its own is one of those.
 * https://docs.github.com/en/pages/getting-started-with-github-pages/about-github-pages#types-of-github-pages-sites
 */
static void read_hosts(JekyllSite *site) {
    Url url;
    url_split(jekyll_text(site->config, "url"), &url);
    const Document *cname = jekyll_document(site, STR("CNAME"));
    bool has_cname = cname->state == DOCUMENT_OK && cname->source->bytes.len > 0;
    site->hosts[0] = is_shared_host(url.host) ? (Str){0} : url.host;
    site->hosts[1] = has_cname ? first_line(cname->source->bytes) : (Str){0};
    bool own = site->hosts[0].len > 0 || site->hosts[1].len > 0;
    site->shared_host = !own || is_shared_host(site->repository->github);
}

void jekyll_read_config(JekyllSite *site) {
    const Document *document = jekyll_document(site, JEKYLL_CONFIG);
    const YamlStream *stream = document_yaml(document);
    const YamlNode *root = stream->count > 0 ? yaml_resolve(stream->documents[0]) : NULL;
    site->config = root && root->kind == YAML_KIND_MAPPING ? root : NULL;
    site->incomplete = document->state != DOCUMENT_OK || stream->failed || is_beyond_us(site);
    site->themed = value_of(site->config, "theme") || value_of(site->config, "remote_theme");
    site->permalink = jekyll_text(site->config, "permalink");
    if (site->permalink.len == 0)
        site->permalink = STR("date");
    Str baseurl = without_slashes(jekyll_text(site->config, "baseurl"));
    if (baseurl.len > 0)
        site->baseurl = str_printf(site->arena, "/" STR_FMT, STR_ARG(baseurl));
    read_hosts(site);
    read_collections(site);
    each_item(site, "include", add_include);
    each_item(site, "exclude", add_exclude);
    each_item(site, "defaults", add_defaults);
    each_item(site, "plugins", add_plugin);
    each_item(site, "gems", add_plugin);
    read_gemfile(site);
}

static bool applies(const JekyllDefaults *defaults, const JekyllFile *file) {
    Str type = file->role == JEKYLL_ENTRY ? file->collection->label : STR("pages");
    bool below =
        defaults->path.len == 0 ||
        (str_starts_with(file->path, defaults->path) &&
         (file->path.len == defaults->path.len || file->path.ptr[defaults->path.len] == '/'));
    return below && (defaults->type.len == 0 || str_equal(defaults->type, type));
}

/* Whether `next`, which comes later, counts more: a longer path, or a type where the other has
   none. https://github.com/jekyll/jekyll/blob/v4.3.3/lib/jekyll/frontmatter_defaults.rb#L163 */
static bool counts_more(const JekyllDefaults *before, const JekyllDefaults *next) {
    if (next->path.len != before->path.len)
        return next->path.len > before->path.len;
    return next->type.len > 0 || before->type.len == 0;
}

const YamlNode *jekyll_value(const JekyllSite *site, const JekyllFile *file, const char *key) {
    const YamlNode *value = value_of(file->front, key);
    const JekyllDefaults *best = NULL;
    for (size_t i = 0; !value && i < site->defaults.len; i++) {
        const JekyllDefaults *defaults = &site->defaults.items[i];
        if (applies(defaults, file) && value_of(defaults->values, key) &&
            (!best || counts_more(best, defaults)))
            best = defaults;
    }
    return best ? value_of(best->values, key) : value;
}
