/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Finds where a link on a page of the site leads: first what Liquid turns it into, as far as that
 * is known, then the path on the site, then the file that is served there.
 */
#include <stdint.h>

#include "base/budget.h"
#include "base/nearest.h"
#include "base/path.h"
#include "document/liquid.h"
#include "table/jekyll_internal.h"
#include "table/jekyll_value.h"

/* A link that is being resolved. */
typedef struct Request {
    JekyllSite *site;
    JekyllFile *from; /* NULL if it is not in a file of the site's folder */
    Str link;
    JekyllTarget *out;
} Request;

/* what is served */

static JekyllFile *output(const JekyllSite *site, Str path) {
    return map_get(&site->outputs, path);
}

/* The file that GitHub Pages serves or redirects to for a path, which has no "/" at its start. */
static JekyllFile *serve(const JekyllSite *site, Str path) {
    Arena *arena = site->arena;
    bool folder = path.len == 0 || path.ptr[path.len - 1] == '/';
    JekyllFile *file = folder ? NULL : output(site, path);
    if (folder && path.len > 0 && !site->on_github) /* other servers are not as strict */
        file = output(
            site, str_printf(arena, STR_FMT ".html", STR_ARG(str_slice(path, 0, path.len - 1))));
    if (!file && !folder)
        file = output(site, str_printf(arena, STR_FMT ".html", STR_ARG(path)));
    if (!file)
        file = output(site,
                      str_printf(arena, STR_FMT "%sindex.html", STR_ARG(path), folder ? "" : "/"));
    return file;
}

/* Whether plugins or themes of GitHub Pages write this file. */
static bool is_made_elsewhere(const JekyllSite *site, Str path) {
    static const char *const files[] = {"feed.xml",       "sitemap.xml",          "robots.txt",
                                        "redirects.json", "assets/css/style.css", NULL};
    return str_is_one_of(path, files) || str_starts_with(path, STR("feed/")) ||
           (site->themed && str_starts_with(path, STR("assets/")));
}

static void found(const Request *request, JekyllFile *file) {
    request->out->answer = JEKYLL_FOUND;
    request->out->page = file;
    request->out->path = path_join(request->site->arena, request->site->root, file->path);
}

/* The path without "." and ".."; a "/" at its end is kept. As in browsers, ".." does not lead above
   the root: RFC 3986, section 5.2.4. */
static Str normalise(Arena *arena, Str path) {
    bool folder = path.len == 0 || path.ptr[path.len - 1] == '/' ||
                  str_ends_with(path, STR("/.")) || str_ends_with(path, STR("/.."));
    StrBuf out;
    strbuf_init(&out, arena);
    Str name;
    while (path.len > 0 && str_split_next(&path, '/', &name)) {
        if (str_equal(name, STR("..")))
            out.len = path_folder(strbuf_str(&out)).len;
        else if (name.len > 0 && !str_equal(name, STR(".")))
            strbuf_printf(&out, "%s" STR_FMT, out.len > 0 ? "/" : "", STR_ARG(name));
    }
    if (folder && out.len > 0)
        strbuf_append_char(&out, '/');
    return strbuf_str(&out);
}

/* Resolves a path from the site's root. */
static void settle(const Request *request, Str path) {
    JekyllSite *site = request->site;
    path = normalise(site->arena, url_decode(site->arena, path));
    JekyllFile *file = serve(site, path);
    JekyllFile *source = map_get(&site->files, path);
    if (!file && source && jekyll_is_markdown(path))
        file = source; /* jekyll-relative-links turns it into a link to the page */
    if (file) {
        found(request, file);
        return;
    }
    bool known = !site->incomplete && !is_made_elsewhere(site, path);
    request->out->answer = known ? JEKYLL_MISSING : JEKYLL_UNKNOWN;
    request->out->path = str_printf(site->arena, "/" STR_FMT, STR_ARG(path));
}

/* literal links */

/* Resolves a path from the root of the host; paths of the site itself begin with its baseurl. */
static void resolve_on_host(const Request *request, Str path) {
    const JekyllSite *site = request->site;
    Str base = site->baseurl;
    bool below = str_starts_with(path, base) &&
                 (path.len == base.len || path.ptr[base.len] == '/' || base.len == 0);
    request->out->answer = JEKYLL_UNKNOWN;
    if (!below)
        return;
    request->out->form = JEKYLL_ROOTED;
    request->out->base = base;
    settle(request, str_slice(path, base.len, path.len));
    if (site->shared_host && base.len == 0 && request->out->answer == JEKYLL_MISSING)
        request->out->answer = JEKYLL_UNKNOWN;
}

/* Whether all that Jekyll builds from the file is at one URL; a "not found" page is at any URL. */
static bool has_one_url(JekyllFile *file) {
    if (file->role == JEKYLL_STATIC)
        return true;
    return file->role > JEKYLL_STATIC && file->urls[0].len > 0 && file->urls[1].len == 0 &&
           file->urls[2].len == 0 && !str_equal(path_stem(file->path), STR("404"));
}

/*
 * A relative link that is wrong on the site may be right between the source files: if it leads to
 * Markdown, jekyll-relative-links corrects it, and if the repository is not certain to be a
 * website, it may be read on GitHub.
 */
static void try_source(const Request *request, Str path) {
    JekyllSite *site = request->site;
    Arena *arena = site->arena;
    Str place = path_join(arena, path_folder(request->from->path), url_decode(arena, path));
    JekyllFile *file = map_get(&site->files, normalise(arena, place));
    Str in_repository;
    bool there = path_normalise(arena, path_join(arena, site->root, place), &in_repository) &&
                 (snapshot_find(site->repository->snapshot, in_repository) ||
                  snapshot_has_folder(site->repository->snapshot, in_repository));
    if (file && jekyll_is_markdown(path))
        found(request, file);
    else if ((there && !site->published) || jekyll_has_base(site, request->from))
        request->out->answer = JEKYLL_UNKNOWN;
}

static void resolve_relative(const Request *request, Str path) {
    Arena *arena = request->site->arena;
    JekyllFile *from = request->from;
    request->out->answer = JEKYLL_UNKNOWN;
    if (!has_one_url(from))
        return;
    Str url =
        from->role == JEKYLL_STATIC ? from->path : str_slice(from->urls[0], 1, from->urls[0].len);
    size_t slash = str_find_last(url, '/');
    Str folder = str_slice(url, 0, slash == SIZE_MAX ? 0 : slash);
    request->out->form = JEKYLL_RELATIVE;
    request->out->base = folder;
    settle(request, path_join(arena, folder, path));
    if (request->out->answer == JEKYLL_MISSING)
        try_source(request, path);
}

static bool is_own_host(const JekyllSite *site, Str host) {
    static const Str www = STR_INIT("www.");
    if (str_equal_nocase(str_slice(host, 0, www.len), www))
        host = str_slice(host, www.len, host.len);
    for (size_t i = 0; i < sizeof site->hosts / sizeof *site->hosts; i++) {
        Str own = site->hosts[i];
        if (str_equal_nocase(str_slice(own, 0, www.len), www))
            own = str_slice(own, www.len, own.len);
        if (own.len > 0 && str_equal_nocase(own, host))
            return true;
    }
    return false;
}

static bool is_web(Str scheme) {
    return scheme.len == 0 || str_equal_nocase(scheme, STR("https")) ||
           str_equal_nocase(scheme, STR("http"));
}

static void resolve_self(const Request *request) {
    request->out->answer = JEKYLL_UNKNOWN;
    if (request->from->role > JEKYLL_TEMPLATE)
        found(request, request->from);
}

/* Resolves a link without Liquid, which is a slice of the given one. */
static void resolve_plain(const Request *request, Str link) {
    JekyllTarget *out = request->out;
    bool inside = request->from && request->from->role != JEKYLL_OUTSIDE;
    Url url;
    url_split(link, &url);
    out->file = url.path;
    out->fragment = url.fragment;
    if (url_is_absolute(&url)) {
        if (is_web(url.scheme) && is_own_host(request->site, url.host))
            resolve_on_host(request, url.path);
    } else if (inside && url.path.len == 0) {
        resolve_self(request);
    } else if (inside && url.path.ptr[0] == '/') {
        resolve_on_host(request, url.path);
    } else if (inside) {
        resolve_relative(request, url.path);
    }
}

/* Liquid */

/* {% link _posts/2024-05-01-hello.md %}: Jekyll refuses to build a site with a wrong one. Paths of
   entries are relative to the folder of the collections: lib/jekyll/document.rb, relative_path
   https://jekyllrb.com/docs/liquid/tags/#links */
static void resolve_file(const Request *request, Str path) {
    const JekyllSite *site = request->site;
    Str place = normalise(site->arena, path);
    JekyllFile *file = map_get(&site->files, place);
    if (!file)
        file = map_get(&site->files, path_join(site->arena, site->collections_dir, place));
    bool variable = str_find(path, STR("{"), 0) != SIZE_MAX;
    request->out->answer = variable ? JEKYLL_UNKNOWN : JEKYLL_MISSING;
    request->out->path = path;
    if (file && file->role > JEKYLL_TEMPLATE)
        found(request, file);
    else if (file)
        request->out->answer = JEKYLL_UNKNOWN;
}

static void resolve_post(const Request *request, Str name) {
    const JekyllSite *site = request->site;
    JekyllFile *file = map_get(&site->posts, path_name(name));
    bool variable = str_find(name, STR("{"), 0) != SIZE_MAX;
    request->out->answer = variable ? JEKYLL_UNKNOWN : JEKYLL_MISSING;
    request->out->path = str_printf(site->arena, "_posts/" STR_FMT, STR_ARG(name));
    if (file)
        found(request, file);
}

/* Resolves a path that follows the site's URL; Liquid's filters put a "/" before it if it has none.
   If it follows only the host, the path itself includes the site's baseurl. */
static void resolve_rooted(const Request *request, Str link, bool add_slash, bool host) {
    Url url;
    url_split(link, &url);
    bool slash = url.path.len == 0 || url.path.ptr[0] == '/';
    request->out->answer = JEKYLL_UNKNOWN;
    host = host && request->site->baseurl.len > 0;
    if (url_is_absolute(&url) || (!slash && (host || !add_slash)))
        return;
    request->out->file = url.path;
    request->out->fragment = url.fragment;
    request->out->form = JEKYLL_ROOTED;
    if (host)
        resolve_on_host(request, url.path);
    else
        settle(request, url.path);
}

/* Resolves the value of the only token left; only a fragment or a query may follow it. */
static void resolve_value(const Request *request, const JekyllValue *value, Str behind) {
    JekyllTarget *out = request->out;
    bool ends = behind.len == 0 || behind.ptr[0] == '#' || behind.ptr[0] == '?';
    out->answer = JEKYLL_UNKNOWN;
    if (!ends || value->meaning == JEKYLL_VALUE_UNKNOWN)
        return;
    if (value->meaning == JEKYLL_VALUE_PLAIN)
        resolve_plain(request, value->literal);
    else if (value->meaning == JEKYLL_VALUE_ROOTED)
        resolve_rooted(request, value->literal, true, value->host);
    else if (value->meaning == JEKYLL_VALUE_SELF)
        resolve_self(request);
    else if (value->meaning == JEKYLL_VALUE_FILE)
        resolve_file(request, value->literal);
    else
        resolve_post(request, value->literal);
    if (value->meaning == JEKYLL_VALUE_FILE || value->meaning == JEKYLL_VALUE_POST)
        out->file = value->literal;
    Url url;
    url_split(behind, &url);
    if (url.fragment.len > 0)
        out->fragment = url.fragment;
}

static void resolve_liquid(const Request *request) {
    Str link = request->link;
    Liquid liquid = liquid_scan(request->site->arena, link, span_between(0, link.len));
    size_t at = 0;
    size_t next = 0;
    JekyllValue value = {.meaning = JEKYLL_VALUE_PLAIN};
    bool host = true;
    while (next < liquid.count && liquid.tokens[next].span.start == at) {
        value = jekyll_value_of(link, &liquid.tokens[next]);
        value.host = host = host && value.host;
        at = liquid.tokens[next++].span.end;
        if (value.meaning != JEKYLL_VALUE_ROOTED || value.literal.len > 0)
            break;
    }
    Str behind = str_slice(link, at, link.len);
    request->out->answer = JEKYLL_UNKNOWN;
    if (next < liquid.count || next == 0)
        return;
    if (value.meaning == JEKYLL_VALUE_ROOTED && value.literal.len == 0)
        resolve_rooted(request, behind, false, host);
    else
        resolve_value(request, &value, behind);
}

static JekyllFile *file_of(const JekyllSite *site, Str path) {
    return path_take_folder(&path, site->root) ? map_get(&site->files, path) : NULL;
}

void jekyll_resolve(JekyllSite *site, Str from_path, Str link, JekyllTarget *out) {
    *out = (JekyllTarget){.answer = JEKYLL_ELSEWHERE};
    Request request = {.site = site, .link = link, .out = out};
    request.from = from_path.len > 0 ? file_of(site, from_path) : NULL;
    bool liquid =
        str_find(link, STR("{{"), 0) != SIZE_MAX || str_find(link, STR("{%"), 0) != SIZE_MAX;
    Url url;
    url_split(link, &url);
    if (!liquid)
        resolve_plain(&request, link);
    else if (url_is_absolute(&url) && !is_own_host(site, url.host))
        return;
    else if (request.from && request.from->role != JEKYLL_OUTSIDE)
        resolve_liquid(&request);
    /* Nobody sees the links of an unused template, so they are not reported. */
    if (out->answer == JEKYLL_MISSING && request.from && request.from->role == JEKYLL_TEMPLATE &&
        !jekyll_is_used(site, request.from))
        out->answer = JEKYLL_UNKNOWN;
}

bool jekyll_leads(JekyllSite *site, Str from_path, Str link) {
    const JekyllFile *file = file_of(site, from_path);
    if (!file || file->role != JEKYLL_OUTSIDE || map_get(&site->outputs, file->path) != file)
        return false;
    JekyllFile page = *file;
    page.role = JEKYLL_STATIC;
    JekyllTarget target = {.answer = JEKYLL_UNKNOWN};
    resolve_plain(&(Request){.site = site, .link = link, .from = &page, .out = &target}, link);
    return target.answer == JEKYLL_FOUND;
}

/* suggestions */

/* A URL in the form that the link uses: from the root of the host or the site, or from the page. */
static Str spell(Arena *arena, const JekyllTarget *target, Str url) {
    bool slash = target->file.len == 0 || target->file.ptr[0] == '/';
    Str path = str_slice(url, 1, url.len);
    if (target->form == JEKYLL_RELATIVE)
        return url_escape_path(arena, path_relative(arena, target->base, path));
    return str_printf(arena, STR_FMT "%s" STR_FMT, STR_ARG(target->base), slash ? "/" : "",
                      STR_ARG(url_escape_path(arena, path)));
}

bool jekyll_suggest(JekyllSite *site, const JekyllTarget *target, bool other_case, Str *file) {
    if (target->form == JEKYLL_NOT_A_PATH)
        return false;
    Nearest nearest;
    nearest_init(&nearest, site->arena, target->path);
    for (size_t i = 0; i < site->urls.len; i++) {
        Str url = site->urls.items[i];
        if (!budget_spend(&site->budget, url.len + target->path.len))
            return false;
        bool fits = other_case ? str_equal_nocase(url, target->path)
                               : nearest_has_marks_of(url, target->path);
        if (fits)
            nearest_offer(&nearest, url);
    }
    if (!nearest.found)
        return false;
    *file = spell(site->arena, target, nearest.text);
    return true;
}
