/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * YAML (libyaml's event interface inside): trees of nodes, each with its exact bytes.
 *
 * Aliases are nodes of their own that point to their target: nothing is ever copied. All spans are
 * byte offsets into the whole Source, whatever part of it was parsed, and are exact even after a
 * byte-order mark, CRLF line endings or text outside ASCII.
 */
#ifndef GOVLINT_DOCUMENT_YAML_H
#define GOVLINT_DOCUMENT_YAML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "base/str.h"
#include "document/source.h"

typedef enum YamlKind {
    YAML_KIND_SCALAR,
    YAML_KIND_SEQUENCE,
    YAML_KIND_MAPPING,
    YAML_KIND_ALIAS,
} YamlKind;

typedef enum YamlStyle {
    YAML_STYLE_PLAIN,
    YAML_STYLE_SINGLE_QUOTED,
    YAML_STYLE_DOUBLE_QUOTED,
    YAML_STYLE_LITERAL, /* block scalar | */
    YAML_STYLE_FOLDED,  /* block scalar > */
    YAML_STYLE_BLOCK,   /* block collection */
    YAML_STYLE_FLOW,    /* flow collection */
} YamlStyle;

typedef struct YamlNode YamlNode;

typedef struct YamlPair {
    const YamlNode *key;
    const YamlNode *value;
} YamlPair;

/* What only few nodes have. Either is empty if not written. */
typedef struct YamlProperties {
    Str tag; /* as resolved by libyaml */
    Str anchor;
    /* Of a large mapping with an anchor, its pairs with scalars as keys, by these: as many aliases
       may lead to it as there are lines, and each would be a walk through all of it. */
    const YamlPair **sorted;
    size_t sorted_count;
} YamlProperties;

/* Kept small, as there is one for each key and value of a file. */
struct YamlNode {
    YamlKind kind : 8;
    YamlStyle style : 8;
    uint32_t count; /* number of items of a sequence, or pairs of a mapping */
    /*
     * The node as written, without tag and anchor. A quoted scalar includes its quotes; a block
     * scalar extends from its indicator to the end of its last line's text; a block collection from
     * its first key (with that key's tag and anchor), "?" or "-" to the end of its last child; a
     * flow collection includes its brackets, but `[a: b]` contains a mapping without any. An empty
     * plain scalar (`key:`) is an empty span right after the indicator, tag or anchor that it
     * follows.
     */
    Span span;
    /*
     * Only a scalar's text: inside the quotes; for a block scalar its lines with their indentation,
     * up to the last that is not blank. For any other node the same as `span`.
     */
    Span content;
    Str text;                         /* a scalar's decoded value; an alias's name */
    const YamlProperties *properties; /* NULL if it has neither */
    union {
        const YamlNode **items; /* of a sequence, `count` */
        YamlPair *pairs;        /* of a mapping, `count`, in order, duplicates included */
        const YamlNode *target; /* of an alias */
    } as;
};

typedef struct YamlStream {
    /* Root nodes; the root of an empty document is an empty scalar. An empty stream has none. */
    const YamlNode **documents;
    size_t count;
    bool failed; /* only documents that ended before the problem are in `documents` */
    /* One character or alias, or empty; a problem at the end is after the last text of the part. */
    Span problem_span;
    Str problem; /* one line, lower case: "a value that begins with '@' must be in quotes" */
} YamlStream;

/* Deeper nesting is a problem of the stream. */
#define YAML_MAX_DEPTH 200

/* So are more nodes; with the rows made from them each takes about a third of a KiB. */
#define YAML_MAX_NODES 500000

/* The node's tag, as resolved by libyaml, and its anchor; empty if not written. */
Str yaml_tag(const YamlNode *node);
Str yaml_anchor(const YamlNode *node);

/* Parses the bytes of `part`, a range of the source that holds UTF-8. Never NULL. */
YamlStream *yaml_parse(Arena *arena, const Source *source, Span part);

/* The node itself, or for an alias its target (never an alias again); NULL gives NULL. */
const YamlNode *yaml_resolve(const YamlNode *node);

/* The first document if it is a mapping, otherwise NULL. */
const YamlNode *yaml_first_mapping(const YamlStream *stream);

/* Access to a value that may be a sequence or stand for a sequence of one: the number of items, 0
   for NULL … */
size_t yaml_some_count(const YamlNode *node);

/* … and each item. */
const YamlNode *yaml_some_item(const YamlNode *node, size_t index);

/* A lookup follows at most this many merged mappings (besides the first), so cycles end. */
#define YAML_MAX_MERGES 64

/*
 * The pair with this key (a scalar's decoded text) of a mapping or an alias of one. `<<` merges are
 * followed if the mapping itself has no such key. Of duplicates, the first. NULL if there is none
 * or the node is not a mapping.
 */
const YamlPair *yaml_lookup(const YamlNode *mapping, Str key);

/* For who parses a mapping: makes lookups in it fast, where it is large and has an anchor. */
void yaml_sort_keys(Arena *arena, YamlNode *mapping);

/*
 * Visits all nodes of a stream in document order, including keys. Aliases are not followed, as
 * their targets are visited anyway. The file determines the depth of nesting, so pending nodes are
 * kept in the arena.
 *
 *     YamlWalk walk = yaml_walk(arena, stream);
 *     for (const YamlNode *node; (node = yaml_walk_next(&walk));)
 */
typedef struct YamlWalk {
    Arena *arena;
    ARRAY_OF(const YamlNode *) pending; /* a stack */
} YamlWalk;

YamlWalk yaml_walk(Arena *arena, const YamlStream *stream);
/* NULL at the end. */
const YamlNode *yaml_walk_next(YamlWalk *walk);

/*
 * Whether it is null: a plain scalar that is empty, `~` or null in any of YAML 1.1's spellings,
 * without a tag or with `!!null`; or an alias of one.
 */
bool yaml_is_null(const YamlNode *node);

/*
 * Whether every reader takes the scalar for text: it is quoted, a block, has the tag `!!str`, or is
 * plain and does not look like a number, date, truth value or null of YAML 1.1 or 1.2.
 */
bool yaml_is_text(const YamlNode *node);

#endif
