/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What jekyll*.c share. Paths are relative to the site's root; URLs begin with "/", are decoded,
 * and have no `baseurl` before them.
 */
#ifndef GOVLINT_TABLE_JEKYLL_INTERNAL_H
#define GOVLINT_TABLE_JEKYLL_INTERNAL_H

#include "base/array.h"
#include "base/map.h"
#include "base/url.h"
#include "table/jekyll.h"

typedef enum JekyllRole {
    JEKYLL_OUTSIDE,  /* no part of the site */
    JEKYLL_TEMPLATE, /* layouts, includes and the like: part of whatever page uses them */
    JEKYLL_STATIC,   /* copied as it is */
    JEKYLL_PAGE,     /* made of a file with front matter */
    JEKYLL_ENTRY,    /* of a collection; posts are one */
} JekyllRole;

typedef struct JekyllCollection {
    Str label;
    bool output;
    Str permalink; /* the template, or empty */
} JekyllCollection;

/* A page with a time of day may be at the URLs of three days: nobody here knows the time zone. */
enum { JEKYLL_MOST_URLS = 3 };

typedef struct JekyllFile JekyllFile;
typedef struct JekyllAnchors JekyllAnchors;

typedef ARRAY_OF(JekyllFile *) JekyllFiles;

struct JekyllFile {
    Str path;
    JekyllRole role;
    const JekyllCollection *collection; /* of an entry */
    Str inside;                         /* of an entry: its path in the collection's folder */
    const YamlNode *front;              /* the mapping of its front matter, or NULL */
    Str urls[JEKYLL_MOST_URLS];         /* that it may have; the first is empty where only Jekyll
                                           knows */
    /* Of a page or template, once they are asked for: */
    bool parts_known;
    bool parts_missing; /* some are not here, or only Jekyll knows which */
    JekyllFiles parts;  /* the layout that it stands in, and what it includes */
    bool used;          /* of a template: some page is made with it */
    bool has_base;      /* relative links of its page may start elsewhere: <base href> */
    size_t visited;     /* number of the last walk that came here */
    const JekyllAnchors *anchors;
};

/* Values that a configuration gives to the files below a path. */
typedef struct JekyllDefaults {
    Str path;
    Str type; /* empty for any */
    const YamlNode *values;
} JekyllDefaults;

struct JekyllSite {
    Arena *arena;
    Documents *documents;
    const Repository *repository;
    Str root; /* folder of the repository: "" or "docs" */

    const YamlNode *config; /* a mapping, or NULL */
    Str baseurl;            /* "" or "/path" */
    Str hosts[2];           /* by which the site is known; some may be empty */
    bool shared_host;       /* other sites may have the same host */
    bool published;         /* surely a website: it has a host of its own, or is an account's */
    bool on_github;         /* surely served by GitHub Pages */
    Str permalink;          /* the style, or a template */
    Map collections;        /* label → JekyllCollection */
    Str collections_dir;
    ARRAY_OF(JekyllDefaults) defaults;
    ARRAY_OF(Str) include; /* names or paths */
    ARRAY_OF(Str) exclude;

    JekyllFiles all;
    Map files;            /* path → JekyllFile */
    Map outputs;          /* path of what is written → the JekyllFile that it is made of */
    Map posts;            /* name without extension → JekyllFile */
    ARRAY_OF(Str) urls;   /* for suggestions */
    bool incomplete;      /* there may be pages that nobody here knows of */
    bool themed;          /* files of a theme may be among its assets */
    bool own_ids;         /* headings have ids that the configuration makes different */
    size_t budget;        /* bytes that all searches for the nearest URL may compare */
    size_t anchor_budget; /* parts of pages, and ids with Liquid, that fragments may be looked for
                             in */
    size_t walks;
    const JekyllFile *walked; /* by the last walk, which found … */
    JekyllFiles walk;
    bool walk_complete;
    bool uses_known;
};

/* ---- jekyll_config.c ---- */

#define JEKYLL_CONFIG STR("_config.yml")

/* Reads the configuration and CNAME. */
void jekyll_read_config(JekyllSite *site);

/* The text of a scalar in a mapping (or NULL); empty where there is none. */
Str jekyll_text(const YamlNode *mapping, const char *key);

/* A path without the folder of the collections, where it lies in that. */
Str jekyll_in_collections(const JekyllSite *site, Str path);

/* What the defaults for the file say, or NULL. */
const YamlNode *jekyll_default(const JekyllSite *site, const JekyllFile *file, const char *key);

/* What front matter, or the defaults for the file, say. NULL where neither does. */
const YamlNode *jekyll_value(const JekyllSite *site, const JekyllFile *file, const char *key);

/* The document of a file of the site; NULL for an optional one that is not there, or unreadable. */
const Document *jekyll_document(const JekyllSite *site, Str path);
const Document *jekyll_optional(const JekyllSite *site, Str path);

/* The value of a key in a mapping (or NULL); NULL where there is none. */
const YamlNode *jekyll_lookup(const YamlNode *mapping, const char *key);

/* ---- jekyll_unknown.c ---- */

/* Finds out what nobody can know of the site. */
void jekyll_find_unknown(JekyllSite *site);

/* Whether the file has front matter that cannot be read, or cannot be read and may have some. */
bool jekyll_front_is_broken(const Document *document);

/* … and whether it may say where its page is, or that it is none. */
bool jekyll_front_may_tell_url(const Document *document);

/* ---- jekyll_permalink.c ---- */

/* Sets the URLs of a page or entry. */
void jekyll_set_urls(const JekyllSite *site, JekyllFile *file);

/* The path of the file that is written for a URL; `extension` is what its page becomes. */
Str jekyll_output_path(Arena *arena, Str url, Str extension);

/* What the file's extension becomes: ".html" of Markdown. */
Str jekyll_output_extension(const JekyllSite *site, const JekyllFile *file);

bool jekyll_is_markdown(Str path);

/* ---- jekyll_part.c ---- */

/*
 * What a page is made with, itself first: its layout, that one's layout, and all that they include.
 * False where some of it is not known. `*out` lasts until another page is asked for: a page may
 * have many links, and be made with much.
 */
bool jekyll_parts(JekyllSite *site, JekyllFile *file, const JekyllFiles **out);

/* Whether a <base> element may say where relative links of the page start. */
bool jekyll_has_base(JekyllSite *site, JekyllFile *file);

/* Whether some page is made with the template. */
bool jekyll_is_used(JekyllSite *site, const JekyllFile *file);

#endif
