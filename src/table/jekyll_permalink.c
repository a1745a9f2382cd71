/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The URLs that Jekyll gives to pages, posts and other documents, by their permalink or the
 * template of the site, and the files that it writes for them.
 * https://jekyllrb.com/docs/permalinks/
 * https://github.com/jekyll/jekyll/blob/v4.3.3/lib/jekyll/url.rb and drops/url_drop.rb
 */
#include <stdint.h>
#include <string.h>

#include "base/ascii.h"
#include "base/date.h"
#include "base/path.h"
#include "base/unicode.h"
#include "table/jekyll_internal.h"

typedef struct Day {
    bool known;
    bool has_time; /* so it may fall on another day in the time zone of the site */
    Date date;
} Day;

/* The values for the placeholders of a template. */
typedef struct Permalink {
    const JekyllSite *site;
    const JekyllFile *file;
    Arena *arena;
    Day day;
    Str name; /* of the file, without extension and date */
} Permalink;

bool jekyll_is_markdown(Str path) {
    static const Str extensions[] = {STR_INIT(".md"), STR_INIT(".markdown"), STR_INIT(".mkd"),
                                     STR_INIT(".mkdn"), STR_INIT(".mkdown")};
    Str extension = path_extension(path);
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
        if (str_equal_nocase(extension, extensions[i]))
            return true;
    return false;
}

/* names and days */

/* Takes a number of `least` to `most` digits, and a character of `behind` after it, off a text. */
static bool take_number(Str *text, size_t least, size_t most, const char *behind, int *out) {
    size_t length = 0;
    for (*out = 0; length < text->len && length < most && ascii_is_digit(text->ptr[length]);
         length++)
        *out = *out * 10 + (text->ptr[length] - '0');
    if (length < least || (length < text->len && !strchr(behind, text->ptr[length])))
        return false;
    *text = str_slice(*text, length + 1, text->len);
    return true;
}

/* Takes "2024-05-01" and a character of `behind` off a text; without a date, `out` is unchanged. */
static bool take_day(Str *text, const char *behind, Day *out) {
    Str rest = *text;
    Date date = {0};
    if (!take_number(&rest, 2, 4, "-", &date.year) || !take_number(&rest, 1, 2, "-", &date.month) ||
        !take_number(&rest, 1, 2, behind, &date.day))
        return false;
    *text = rest;
    *out = (Day){.known = true, .date = date};
    return true;
}

/* The date in the front matter, else the one in the name. */
static Day day_of(const JekyllSite *site, const JekyllFile *file, Day by_name) {
    const YamlNode *date = jekyll_value(site, file, "date");
    if (!date || date->kind != YAML_KIND_SCALAR)
        return by_name;
    Str text = date->text;
    Day day = {.known = false};
    if (take_day(&text, " Tt", &day))
        day.has_time = str_find(text, STR(":"), 0) != SIZE_MAX;
    return day;
}

/* slugs */

/*
 * Replaces each run of other characters than letters, digits and `others` (those that a title may
 * have in a URL) with a "-". lib/jekyll/utils.rb, slugify
 */
static Str slugify(Arena *arena, Str text, const char *others, bool cased) {
    StrBuf out;
    strbuf_init(&out, arena);
    size_t length;
    for (size_t i = 0; i < text.len; i += length) {
        int32_t code = utf8_at(text, i, &length);
        bool letter = code != '_' && unicode_is_word(code);
        if (letter || (code < 0x80 && memchr(others, code, strlen(others))))
            strbuf_append(&out, str_slice(text, i, i + length));
        else if (out.len > 0 && out.ptr[out.len - 1] != '-')
            strbuf_append_char(&out, '-');
    }
    Str slug = strbuf_str(&out);
    slug.len -= slug.len > 0 && slug.ptr[slug.len - 1] == '-';
    return cased ? slug : unicode_lower(arena, slug);
}

static const char *const PRETTY = "._~!$&'()+,;=@";

/* placeholders */

static Str slug_source(const Permalink *permalink) {
    Str slug = jekyll_text(permalink->file->front, "slug");
    return slug.len > 0 ? slug : permalink->name;
}

static bool put_title(const Permalink *permalink, Str *out) {
    *out = slugify(permalink->arena, slug_source(permalink), PRETTY, true);
    return true;
}

static bool put_slug(const Permalink *permalink, Str *out) {
    *out = slugify(permalink->arena, slug_source(permalink), "", false);
    return true;
}

static bool put_name(const Permalink *permalink, Str *out) {
    *out = slugify(permalink->arena, path_stem(permalink->file->path), "", false);
    return true;
}

static bool put_basename(const Permalink *permalink, Str *out) {
    *out = path_stem(permalink->file->path);
    return permalink->file->role == JEKYLL_PAGE;
}

/* For a page its folder; for a document its path in the collection, without extension. */
static bool put_path(const Permalink *permalink, Str *out) {
    const JekyllFile *file = permalink->file;
    *out = file->role == JEKYLL_PAGE
               ? path_folder(file->path)
               : str_slice(file->inside, 0, file->inside.len - path_extension(file->inside).len);
    return true;
}

static bool put_collection(const Permalink *permalink, Str *out) {
    const JekyllCollection *collection = permalink->file->collection;
    *out = collection ? collection->label : (Str){0};
    return collection != NULL;
}

static bool put_extension(const Permalink *permalink, Str *out) {
    *out = jekyll_output_extension(permalink->site, permalink->file);
    return true;
}

/* Adds a category, unless seen before, in lower case and followed by "/". */
static void add_category(const Permalink *permalink, StrBuf *out, Map *seen, Str name) {
    Str category = unicode_lower(permalink->arena, str_trim(name));
    if (category.len == 0 || map_get(seen, category))
        return;
    map_put(seen, category, out);
    strbuf_append(out, category);
    strbuf_append_char(out, '/');
}

/* Adds the categories of a list or of a text, which may hold several as words. */
static void add_categories(const Permalink *permalink, StrBuf *out, Map *seen,
                           const YamlNode *value, bool words) {
    for (size_t i = 0; value && value->kind == YAML_KIND_SEQUENCE && i < value->count; i++)
        if (yaml_resolve(value->as.items[i])->kind == YAML_KIND_SCALAR)
            add_category(permalink, out, seen, yaml_resolve(value->as.items[i])->text);
    Str text = value && value->kind == YAML_KIND_SCALAR ? value->text : (Str){0};
    Str word;
    while (words && str_split_next(&text, ' ', &word))
        add_category(permalink, out, seen, word);
    if (!words)
        add_category(permalink, out, seen, text);
}

/* The folders above _posts, then those of the defaults and of the front matter, all combined:
   lib/jekyll/document.rb, categories_from_path, merge_categories! and populate_categories */
static bool put_categories(const Permalink *permalink, Str *out) {
    const JekyllSite *site = permalink->site;
    const JekyllFile *file = permalink->file;
    StrBuf buf;
    Map seen;
    strbuf_init(&buf, permalink->arena);
    map_init(&seen, permalink->arena);
    Str path = jekyll_in_collections(site, file->path);
    size_t folder = str_find(path, STR("_posts/"), 0);
    Str above = str_slice(path, 0, folder == SIZE_MAX ? 0 : folder);
    Str name;
    while (above.len > 0 && str_split_next(&above, '/', &name))
        add_category(permalink, &buf, &seen, name);
    add_categories(permalink, &buf, &seen, jekyll_default(site, file, "categories"), true);
    add_categories(permalink, &buf, &seen, jekyll_lookup(file->front, "categories"), true);
    add_categories(permalink, &buf, &seen, jekyll_value(site, file, "category"), false);
    *out = strbuf_str(&buf);
    return true;
}

static bool put_number(const Permalink *permalink, int width, int number, Str *out) {
    *out = str_printf(permalink->arena, "%0*d", width, number);
    return permalink->day.known;
}

static bool put_year(const Permalink *permalink, Str *out) {
    return put_number(permalink, 4, permalink->day.date.year, out);
}

static bool put_short_year(const Permalink *permalink, Str *out) {
    return put_number(permalink, 2, permalink->day.date.year % 100, out);
}

static bool put_month(const Permalink *permalink, Str *out) {
    return put_number(permalink, 2, permalink->day.date.month, out);
}

static bool put_i_month(const Permalink *permalink, Str *out) {
    return put_number(permalink, 1, permalink->day.date.month, out);
}

static bool put_day(const Permalink *permalink, Str *out) {
    return put_number(permalink, 2, permalink->day.date.day, out);
}

static bool put_i_day(const Permalink *permalink, Str *out) {
    return put_number(permalink, 1, permalink->day.date.day, out);
}

/* Only Jekyll knows the values of placeholders that are not listed here. */
static const struct {
    Str name;
    bool (*put)(const Permalink *permalink, Str *out);
} PLACEHOLDERS[] = {
    {STR_INIT("title"), put_title},
    {STR_INIT("slug"), put_slug},
    {STR_INIT("name"), put_name},
    {STR_INIT("basename"), put_basename},
    {STR_INIT("path"), put_path},
    {STR_INIT("collection"), put_collection},
    {STR_INIT("output_ext"), put_extension},
    {STR_INIT("categories"), put_categories},
    {STR_INIT("year"), put_year},
    {STR_INIT("short_year"), put_short_year},
    {STR_INIT("month"), put_month},
    {STR_INIT("i_month"), put_i_month},
    {STR_INIT("day"), put_day},
    {STR_INIT("i_day"), put_i_day},
};

static bool put(const Permalink *permalink, Str name, Str *out) {
    for (size_t i = 0; i < sizeof PLACEHOLDERS / sizeof *PLACEHOLDERS; i++)
        if (str_equal(name, PLACEHOLDERS[i].name))
            return PLACEHOLDERS[i].put(permalink, out);
    return false;
}

/* Fills a template's placeholders, ":name". False if one is not known. */
static bool fill(const Permalink *permalink, Str template, Str *out) {
    StrBuf buf;
    strbuf_init(&buf, permalink->arena);
    for (size_t at = 0; at < template.len;) {
        size_t end = at + 1;
        while (template.ptr[at] == ':' && end < template.len &&
               (ascii_is_lower(template.ptr[end]) || template.ptr[end] == '_'))
            end++;
        Str value = str_slice(template, at, end);
        if (end > at + 1 && !put(permalink, str_slice(template, at + 1, end), &value))
            return false;
        strbuf_append(&buf, value);
        at = end;
    }
    *out = strbuf_str(&buf);
    return true;
}

/* The template of a style: https://jekyllrb.com/docs/permalinks/#built-in-formats */
static Str style_template(Str style) {
    static const Str styles[][2] = {
        {STR_INIT("pretty"), STR_INIT("/:categories/:year/:month/:day/:title/")},
        {STR_INIT("none"), STR_INIT("/:categories/:title:output_ext")},
        {STR_INIT("date"), STR_INIT("/:categories/:year/:month/:day/:title:output_ext")},
        {STR_INIT("ordinal"), STR_INIT("/:categories/:year/:y_day/:title:output_ext")},
        {STR_INIT("weekdate"), STR_INIT("/:categories/:year/W:week/:short_day/:title:output_ext")},
    };
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        if (str_equal(style, styles[i][0]))
            return styles[i][1];
    return style;
}

/* The suffix that the site's style adds to paths of pages and of documents other than posts. */
static const char *style_suffix(Str style) {
    bool extension = str_equal(style, STR("date")) || str_equal(style, STR("ordinal")) ||
                     str_equal(style, STR("none")) || str_ends_with(style, STR(":output_ext"));
    bool slash = str_equal(style, STR("pretty")) || str_ends_with(style, STR("/"));
    return extension ? ":output_ext" : slash ? "/" : "";
}

static Str template_of(const Permalink *permalink) {
    const JekyllFile *file = permalink->file;
    Str style = permalink->site->permalink;
    Str own = {0};
    const YamlNode *node = jekyll_value(permalink->site, file, "permalink");
    if (node && node->kind == YAML_KIND_SCALAR && !yaml_is_null(node))
        own = node->text;
    if (own.len > 0)
        return own;
    if (file->role == JEKYLL_ENTRY && file->collection->permalink.len > 0)
        return style_template(file->collection->permalink);
    if (file->role == JEKYLL_ENTRY && str_equal(file->collection->label, STR("posts")))
        return style_template(style);
    if (file->role == JEKYLL_ENTRY)
        return str_printf(permalink->arena, "/:collection/:path%s", style_suffix(style));
    if (!str_equal(jekyll_output_extension(permalink->site, file), STR(".html")))
        return STR("/:path/:basename:output_ext");
    if (str_equal(path_stem(file->path), STR("index")))
        return STR("/:path/");
    return str_printf(permalink->arena, "/:path/:basename%s", style_suffix(style));
}

/* Ensures a "/" at the start, no repeated "/" and no "..": lib/jekyll/url.rb, sanitize_url */
static Str sanitise(Arena *arena, Str url) {
    StrBuf out;
    strbuf_init(&out, arena);
    strbuf_append_char(&out, '/');
    for (size_t i = 0; i < url.len; i++) {
        Str rest = str_slice(url, i, url.len);
        bool up = str_starts_with(rest, STR(".."));
        bool here = str_starts_with(rest, STR("./"));
        char c = up ? '/' : url.ptr[i];
        i += up || here;
        if (!here && (c != '/' || out.ptr[out.len - 1] != '/'))
            strbuf_append_char(&out, c);
    }
    return strbuf_str(&out);
}

/* The URL if the date were `by` days later; empty if only Jekyll knows it. */
static Str url_of(const JekyllSite *site, const JekyllFile *file, int by, bool *has_time) {
    Permalink permalink = {.site = site, .file = file, .arena = site->arena};
    Str name = path_name(file->path);
    Day by_name = {.known = false};
    if (file->role == JEKYLL_ENTRY)
        take_day(&name, "-", &by_name);
    permalink.day = day_of(site, file, by_name);
    date_move_days(&permalink.day.date, by);
    permalink.name = path_stem(name);
    *has_time = permalink.day.has_time;
    Str url;
    return fill(&permalink, template_of(&permalink), &url)
               ? sanitise(site->arena, url_decode(site->arena, url))
               : (Str){0};
}

void jekyll_set_urls(const JekyllSite *site, JekyllFile *file) {
    bool has_time;
    file->urls[0] = url_of(site, file, 0, &has_time);
    for (int i = 1; has_time && i < JEKYLL_MOST_URLS; i++) {
        Str other = url_of(site, file, i == 1 ? -1 : 1, &has_time);
        file->urls[i] = str_equal(other, file->urls[0]) ? (Str){0} : other;
    }
}

/* The extension of the permalink takes precedence: lib/jekyll/renderer.rb, permalink_ext */
Str jekyll_output_extension(const JekyllSite *site, const JekyllFile *file) {
    static const Str converted[][2] = {{STR_INIT(".scss"), STR_INIT(".css")},
                                       {STR_INIT(".sass"), STR_INIT(".css")},
                                       {STR_INIT(".coffee"), STR_INIT(".js")}};
    const YamlNode *permalink = jekyll_value(site, file, "permalink");
    Str extension = permalink && permalink->kind == YAML_KIND_SCALAR
                        ? path_extension(permalink->text)
                        : (Str){0};
    if (extension.len > 1 && !str_ends_with(permalink->text, STR("/")))
        return extension;
    extension = path_extension(file->path);
    for (size_t i = 0; i < sizeof converted / sizeof *converted; i++)
        if (str_equal(extension, converted[i][0]))
            return converted[i][1];
    return jekyll_is_markdown(file->path) ? STR(".html") : extension;
}

Str jekyll_output_path(Arena *arena, Str url, Str extension) {
    Str path = str_slice(url, 1, url.len);
    if (str_ends_with(url, STR("/")))
        return str_printf(arena, STR_FMT "index.html", STR_ARG(path));
    if (str_ends_with(path, extension))
        return path;
    return str_printf(arena, STR_FMT STR_FMT, STR_ARG(path), STR_ARG(extension));
}
