/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The settings in a site's configuration that affect its URLs.
 * https://jekyllrb.com/docs/configuration/options/
 */
#include "base/path.h"
#include "table/jekyll_internal.h"

/* Further entries are ignored; no genuine site has as many. */
enum { MOST_ENTRIES = 200 };

const YamlNode *jekyll_lookup(const YamlNode *mapping, const char *key) {
    const YamlPair *pair = yaml_lookup(mapping, str_from_c(key));
    return pair ? yaml_resolve(pair->value) : NULL;
}

Str jekyll_text(const YamlNode *mapping, const char *key) {
    const YamlNode *value = jekyll_lookup(mapping, key);
    bool scalar = value && value->kind == YAML_KIND_SCALAR && !yaml_is_null(value);
    return scalar ? value->text : (Str){0};
}

const Document *jekyll_document(const JekyllSite *site, Str path) {
    return documents_get(site->documents, site->repository,
                         path_join(site->arena, site->root, path));
}

static Str without_slashes(Str path) {
    while (path.len > 0 && path.ptr[path.len - 1] == '/')
        path.len--;
    while (path.len > 0 && path.ptr[0] == '/')
        path = str_slice(path, 1, path.len);
    return path;
}

const Document *jekyll_optional(const JekyllSite *site, Str path) {
    path = path_join(site->arena, site->root, path);
    if (!snapshot_find(site->repository->snapshot, path))
        return NULL;
    const Document *document = documents_get(site->documents, site->repository, path);
    return document->state == DOCUMENT_OK ? document : NULL;
}

static bool has_wildcard(Str glob) {
    for (size_t i = 0; i < glob.len; i++)
        if (glob.ptr[i] == '*' || glob.ptr[i] == '?' || glob.ptr[i] == '[')
            return true;
    return false;
}

/* Calls `add` for the items of a list, or for the single value given instead. */
static void each_item(JekyllSite *site, const char *key,
                      void (*add)(JekyllSite *site, const YamlNode *item)) {
    const YamlNode *list = jekyll_lookup(site->config, key);
    size_t count = yaml_is_null(list) ? 0 : yaml_some_count(list);
    site->incomplete = site->incomplete || count > MOST_ENTRIES;
    for (size_t i = 0; i < count && i < MOST_ENTRIES; i++)
        add(site, yaml_resolve(yaml_some_item(list, i)));
}

/* Adds a path. What a pattern would exclude is treated as part of the site. */
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

/* Types used to be in the singular, and may still be:
   lib/jekyll/frontmatter_defaults.rb, update_deprecated_types */
static Str type_of(const YamlNode *scope) {
    static const Str types[] = {STR_INIT("posts"), STR_INIT("pages"), STR_INIT("drafts")};
    Str type = jekyll_text(scope, "type");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_equal(type, str_slice(types[i], 0, types[i].len - 1)))
            return types[i];
    return type;
}

Str jekyll_in_collections(const JekyllSite *site, Str path) {
    path_take_folder(&path, site->collections_dir);
    return path;
}

/* https://jekyllrb.com/docs/configuration/front-matter-defaults/ */
static void add_defaults(JekyllSite *site, const YamlNode *item) {
    const YamlNode *scope = jekyll_lookup(item, "scope");
    Str path = without_slashes(jekyll_text(scope, "path"));
    JekyllDefaults defaults = {.path = jekyll_in_collections(site, path),
                               .type = type_of(scope),
                               .values = jekyll_lookup(item, "values")};
    if (has_wildcard(defaults.path) && jekyll_lookup(defaults.values, "permalink"))
        site->incomplete = true;
    else if (defaults.values)
        array_push(site->arena, &site->defaults, defaults);
}

/* Whether Ruby treats a YAML value as true. */
static bool is_on(const YamlNode *value) {
    static const char *const off[] = {"false", "False", "FALSE", "no",  "No",
                                      "NO",    "off",   "Off",   "OFF", NULL};
    return value && !yaml_is_null(value) && !str_is_one_of(value->text, off);
}

static void add_collection(JekyllSite *site, Str label, const YamlNode *metadata) {
    JekyllCollection *collection = arena_new(site->arena, JekyllCollection);
    bool posts = str_equal(label, STR("posts"));
    collection->label = label;
    collection->output = posts || is_on(jekyll_lookup(metadata, "output"));
    collection->permalink = jekyll_text(metadata, "permalink");
    map_put(&site->collections, label, collection);
}

/* Reads a list of labels, or a mapping of labels to their settings. */
static void read_collections(JekyllSite *site) {
    add_collection(site, STR("posts"), NULL);
    const YamlNode *node = jekyll_lookup(site->config, "collections");
    for (size_t i = 0; node && node->kind == YAML_KIND_SEQUENCE && i < node->count; i++)
        if (yaml_resolve(node->as.items[i])->kind == YAML_KIND_SCALAR)
            add_collection(site, yaml_resolve(node->as.items[i])->text, NULL);
    for (size_t i = 0; node && node->kind == YAML_KIND_MAPPING && i < node->count; i++)
        add_collection(site, node->as.pairs[i].key->text, yaml_resolve(node->as.pairs[i].value));
    site->collections_dir = without_slashes(jekyll_text(site->config, "collections_dir"));
}

static Str first_line(Str text) {
    Str line;
    return str_split_next(&text, '\n', &line) ? str_trim(line) : (Str){0};
}

static bool is_github_pages(Str host) {
    return str_ends_with(host, STR("github.io"));
}

/* Hosts of a newly created configuration, or for trying out the site. */
static bool is_placeholder(Str host) {
    static const Str hosts[] = {STR_INIT("example.com"), STR_INIT("yourdomain.com"),
                                STR_INIT("www.example.com"), STR_INIT("yoursite.com")};
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
        if (str_equal_nocase(host, hosts[i]))
            return true;
    return str_starts_with(host, STR("localhost")) || str_starts_with(host, STR("127.0.0.1"));
}

/*
 * Reads the hosts from `url` and CNAME. Below the site of an account, OWNER.github.io, are the
 * sites of its other repositories; a site without its own host is one of these.
 * https://docs.github.com/en/pages/getting-started-with-github-pages/about-github-pages#types-of-github-pages-sites
 */
static void read_hosts(JekyllSite *site) {
    Url url;
    url_split(jekyll_text(site->config, "url"), &url);
    const Document *cname = jekyll_optional(site, JEKYLL_DOMAIN);
    bool of_account = is_github_pages(site->repository->github);
    if (!is_github_pages(url.host) && !is_placeholder(url.host))
        site->hosts[0] = url.host;
    if (cname)
        site->hosts[1] = first_line(cname->source->bytes);
    bool own = site->hosts[0].len > 0 || site->hosts[1].len > 0;
    site->shared_host = !own || of_account;
    site->published = own || of_account;
    site->on_github = cname || of_account;
}

/* Whether kramdown is configured to make the ids of headings differently.
   https://kramdown.gettalong.org/options.html */
static bool has_own_ids(const YamlNode *config) {
    static const char *const keys[] = {"auto_id_prefix", "auto_id_stripping",
                                       "transliterated_header_ids"};
    const YamlNode *kramdown = jekyll_lookup(config, "kramdown");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (jekyll_lookup(kramdown, keys[i]))
            return true;
    return false;
}

void jekyll_read_config(JekyllSite *site) {
    const Document *document = jekyll_document(site, JEKYLL_CONFIG);
    site->configured = document->state != DOCUMENT_MISSING;
    if (site->configured) {
        const YamlStream *stream = document_yaml(document);
        site->config = yaml_first_mapping(stream);
        site->incomplete = document->state != DOCUMENT_OK || stream->failed;
    }
    site->themed =
        jekyll_lookup(site->config, "theme") || jekyll_lookup(site->config, "remote_theme");
    site->own_ids = has_own_ids(site->config);
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
    jekyll_find_unknown(site);
}

static bool applies(const JekyllSite *site, const JekyllDefaults *defaults,
                    const JekyllFile *file) {
    bool entry = file->role == JEKYLL_ENTRY;
    Str type = entry ? file->collection->label : STR("pages");
    Str path = entry ? jekyll_in_collections(site, file->path) : file->path;
    bool below = str_equal(path, defaults->path) || path_take_folder(&path, defaults->path);
    return below && (defaults->type.len == 0 || str_equal(defaults->type, type));
}

/* Whether `next`, which comes later, takes precedence: it has a longer path, or a type and the
   other has none.
   https://github.com/jekyll/jekyll/blob/v4.3.3/lib/jekyll/frontmatter_defaults.rb#L163 */
static bool counts_more(const JekyllDefaults *before, const JekyllDefaults *next) {
    if (next->path.len != before->path.len)
        return next->path.len > before->path.len;
    return next->type.len > 0 || before->type.len == 0;
}

const YamlNode *jekyll_default(const JekyllSite *site, const JekyllFile *file, const char *key) {
    const JekyllDefaults *best = NULL;
    for (size_t i = 0; i < site->defaults.len; i++) {
        const JekyllDefaults *defaults = &site->defaults.items[i];
        if (applies(site, defaults, file) && jekyll_lookup(defaults->values, key) &&
            (!best || counts_more(best, defaults)))
            best = defaults;
    }
    return best ? jekyll_lookup(best->values, key) : NULL;
}

const YamlNode *jekyll_value(const JekyllSite *site, const JekyllFile *file, const char *key) {
    const YamlNode *value = jekyll_lookup(file->front, key);
    return value ? value : jekyll_default(site, file, key);
}
