/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * YAML (libyaml's event interface inside): trees of nodes, each with its exact bytes.
 *
 * Aliases are nodes of their own that point to their target: nothing is ever copied. All spans are
 * byte offsets into the whole Source, whatever part of it was parsed, also after a byte-order mark,
 * CRLF line endings and text outside ASCII.
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

/* What few nodes have. Each is empty where it is not written. */
typedef struct YamlProperties {
    Str tag; /* as resolved by libyaml */
    Str anchor;
} YamlProperties;

/* There are many: one for each key and value of a file. */
struct YamlNode {
    YamlKind kind : 8;
    YamlStyle style : 8;
    uint32_t count; /* of a sequence or mapping: what it holds */
    /*
     * The node as it is written, without tag and anchor. A quoted scalar with its quotes; a block
     * scalar from its indicator to the end of its last line's text; a block collection from its
     * first key (with that one's tag and anchor), "?" or "-" to the end of its last child; a flow
     * collection with its brackets, but `[a: b]` holds a mapping without any. An empty plain scalar
     * (`key:`) is empty, right behind the indicator, tag or anchor that it follows.
     */
    Span span;
    /*
     * A scalar's text alone: inside the quotes; a block scalar's lines with their indentation, up
     * to the last that is not blank. Of any other node the same as `span`.
     */
    Span content;
    Str text;                         /* a scalar's decoded value; an alias's name */
    const YamlProperties *properties; /* NULL: it has none */
    union {
        const YamlNode **items; /* of a sequence, `count` */
        YamlPair *pairs;        /* of a mapping, `count`, in order, duplicates included */
        const YamlNode *target; /* of an alias */
    } as;
};

typedef struct YamlStream {
    /* Root nodes; an empty document's root is an empty scalar. An empty stream has none. */
    const YamlNode **documents;
    size_t count;
    bool failed; /* the documents that ended before the problem are in `documents` */
    /* One character or alias, or none; a problem at the end is behind the last text of the part. */
    Span problem_span;
    Str problem; /* one line, lower case: "a value that begins with '@' must be in quotes" */
} YamlStream;

/* Deeper nesting is a problem of the stream. */
#define YAML_MAX_DEPTH 200

/* So are more nodes; with the rows made of them each takes about a third of a KiB. */
#define YAML_MAX_NODES 500000

/* The node's tag, as resolved by libyaml, and its anchor; empty where none is written. */
Str yaml_tag(const YamlNode *node);
Str yaml_anchor(const YamlNode *node);

/* Parses the bytes of `part`, a range of the source that holds UTF-8. Never NULL. */
YamlStream *yaml_parse(Arena *arena, const Source *source, Span part);

/* The node itself, or what an alias points to (never an alias again); NULL gives NULL. */
const YamlNode *yaml_resolve(const YamlNode *node);

/* The mapping that the first document is; NULL where it is none. */
const YamlNode *yaml_first_mapping(const YamlStream *stream);

/* How many there are where one value may stand for a sequence of one; none in NULL … */
size_t yaml_some_count(const YamlNode *node);

/* … and each of them. */
const YamlNode *yaml_some_item(const YamlNode *node, size_t index);

/* A lookup looks into no more mappings than these (and the first), so cycles come to an end. */
#define YAML_MAX_MERGES 64

/*
 * The pair with this key (a scalar's decoded text) of a mapping or an alias of one, following `<<`
 * merges where the mapping itself has no such key; the first of duplicates. NULL where there is
 * none or the node is no mapping.
 */
const YamlPair *yaml_lookup(const YamlNode *mapping, Str key);

/*
 * All nodes of a stream in order of their places, keys too. Aliases are not followed: their targets
 * stand somewhere themselves. Nesting is as deep as the file wants it, so what is still to come is
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
 * A plain scalar that is empty, `~` or null in any of YAML 1.1's spellings, without a tag or with
 * `!!null`; or an alias of one.
 */
bool yaml_is_null(const YamlNode *node);

/*
 * A scalar that is a text for everybody: in quotes, a block, with the tag `!!str`, or plain and by
 * its looks no number, date, truth value or null of YAML 1.1 or 1.2.
 */
bool yaml_is_text(const YamlNode *node);

#endif
