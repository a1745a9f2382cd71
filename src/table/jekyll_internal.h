/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What jekyll*.c share. Paths are relative to the site's root. URLs begin with "/", are decoded and
 * do not include the `baseurl`.
 */
#ifndef GOVLINT_TABLE_JEKYLL_INTERNAL_H
#define GOVLINT_TABLE_JEKYLL_INTERNAL_H

#include "base/array.h"
#include "base/map.h"
#include "base/url.h"
#include "table/jekyll.h"

typedef enum JekyllRole {
    JEKYLL_OUTSIDE,  /* not part of the site */
    JEKYLL_TEMPLATE, /* layouts, includes and the like: part of every page that uses them */
    JEKYLL_STATIC,   /* copied unchanged */
    JEKYLL_PAGE,     /* built from a file with front matter */
    JEKYLL_ENTRY,    /* of a collection, such as the posts */
} JekyllRole;

typedef struct JekyllCollection {
    Str label;
    bool output;
    Str permalink; /* the template, or empty */
} JekyllCollection;

/* A page with a time of day may be at the URLs of three days: the site's time zone is unknown. */
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
    Str urls[JEKYLL_MOST_URLS];         /* those it may have; the first is empty if only Jekyll
                                           knows */
    /* Of a page or template, set when first needed: */
    bool parts_known;
    bool parts_missing; /* some do not exist here, or only Jekyll knows which they are */
    JekyllFiles parts;  /* its layout and what it includes */
    bool used;          /* of a template: some page is built with it */
    bool has_base;      /* <base href> may change where relative links of its page start */
    size_t visited;     /* number of the last walk that reached it */
    const JekyllAnchors *anchors;
};

/* Default values that the configuration gives to the files below a path. */
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
    Str hosts[2];           /* the site's own hosts; either may be empty */
    bool shared_host;       /* other sites may have the same host */
    bool published;         /* certainly a website: it has its own host, or is an account's site */
    bool on_github;         /* certainly served by GitHub Pages */
    Str permalink;          /* the style, or a template */
    Map collections;        /* label → JekyllCollection */
    Str collections_dir;
    ARRAY_OF(JekyllDefaults) defaults;
    ARRAY_OF(Str) include; /* names or paths */
    ARRAY_OF(Str) exclude;

    JekyllFiles all;
    Map files;            /* path → JekyllFile */
    Map outputs;          /* path of an output file → the JekyllFile that it is built from */
    Map posts;            /* name without extension → JekyllFile */
    ARRAY_OF(Str) urls;   /* for suggestions */
    bool configured;      /* by a _config.yml */
    bool incomplete;      /* there may be pages that cannot be known here */
    bool themed;          /* its assets may include files of a theme */
    bool own_ids;         /* the configuration changes the ids of headings */
    size_t budget;        /* bytes that all searches for the nearest URL may still compare */
    size_t anchor_budget; /* parts of pages, and ids with Liquid, that may still be searched for
                             fragments */
    size_t walks;
    const JekyllFile *walked; /* where the last walk started … */
    JekyllFiles walk;         /* … and what it found */
    bool walk_complete;
    bool uses_known;
};

/* ---- jekyll_config.c ---- */

#define JEKYLL_CONFIG STR("_config.yml")
#define JEKYLL_DOMAIN STR("CNAME")

/* Reads the configuration and CNAME. */
void jekyll_read_config(JekyllSite *site);

/* The text of a scalar in a mapping (or NULL), or empty if there is none. */
Str jekyll_text(const YamlNode *mapping, const char *key);

/* The path, without the folder of the collections if it is in that. */
Str jekyll_in_collections(const JekyllSite *site, Str path);

/* The value that the defaults give the file, or NULL. */
const YamlNode *jekyll_default(const JekyllSite *site, const JekyllFile *file, const char *key);

/* The value from the file's front matter, else from its defaults, else NULL. */
const YamlNode *jekyll_value(const JekyllSite *site, const JekyllFile *file, const char *key);

/* The document of a file of the site. The optional one is NULL if it is missing or unreadable. */
const Document *jekyll_document(const JekyllSite *site, Str path);
const Document *jekyll_optional(const JekyllSite *site, Str path);

/* The value of a key in a mapping (or NULL), or NULL if there is none. */
const YamlNode *jekyll_lookup(const YamlNode *mapping, const char *key);

/* ---- jekyll_unknown.c ---- */

/* Finds out what cannot be known about the site. */
void jekyll_find_unknown(JekyllSite *site);

/* Whether the file has unreadable front matter, or is itself unreadable and so may have some. */
bool jekyll_front_is_broken(const Document *document);

/* Whether such front matter, of an entry of a collection or another page, may set the URL of its
   page, or say that there is no page. */
bool jekyll_front_may_tell_url(const Document *document, bool entry);

/* ---- jekyll_permalink.c ---- */

/* Sets the URLs of a page or entry. */
void jekyll_set_urls(const JekyllSite *site, JekyllFile *file);

/* The path of the file that is written for a URL; `extension` is that of its page's output. */
Str jekyll_output_path(Arena *arena, Str url, Str extension);

/* The extension of the file's output: ".html" for Markdown. */
Str jekyll_output_extension(const JekyllSite *site, const JekyllFile *file);

bool jekyll_is_markdown(Str path);

/* ---- jekyll_part.c ---- */

/*
 * All files that a page is built with: itself first, its layout, the layout's own layout, and all
 * that they include. False if some of them are not known. `*out` is valid until another page is
 * asked for; it is cached because a page may have many links and many parts.
 */
bool jekyll_parts(JekyllSite *site, JekyllFile *file, const JekyllFiles **out);

/* Whether a <base> element may say where relative links of the page start. */
bool jekyll_has_base(JekyllSite *site, JekyllFile *file);

/* Whether some page is built with the template. */
bool jekyll_is_used(JekyllSite *site, const JekyllFile *file);

#endif
