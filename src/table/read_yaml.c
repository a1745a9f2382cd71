/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Readers of YAML, in whole files and in front matter: the nodes at a path as rows of fields, and
 * the keys of mappings.
 */
#include "base/array.h"
#include "base/nearest.h"
#include "document/yaml_template.h"
#include "table/reader.h"

enum { COLUMN_TEXT, COLUMN_PATH, COLUMN_FIRST_FIELD };
enum { COLUMN_MAPPING = COLUMN_FIRST_FIELD, COLUMN_KIND, COLUMN_ENTRY, COLUMN_OPENING };

/* A node that a path leads to. */
typedef struct Reached {
    const YamlNode *node;
    const YamlNode *key; /* the key matched by the last ".*" in the path; or NULL */
    Span place; /* the node's, or that of the alias or merge through which it was reached */
} Reached;

typedef ARRAY_OF(Reached) ReachedNodes;

static const YamlStream no_yaml = {0};

static void reach(Arena *arena, Reached from, const YamlNode *node, const YamlNode *key,
                  ReachedNodes *out) {
    Span place = span_contains(from.place, node->span) ? node->span : from.place;
    array_push(arena, out, (Reached){node, key, place});
}

/* The nodes that one step leads to: ".key", "[*]" or ".*". */
static void take_step(Arena *arena, Reached from, Str step, ReachedNodes *out) {
    const YamlNode *node = yaml_resolve(from.node);
    if (str_equal(step, STR("[*]"))) {
        for (size_t i = 0; node->kind == YAML_KIND_SEQUENCE && i < node->count; i++)
            reach(arena, from, node->as.items[i], from.key, out);
    } else if (str_equal(step, STR(".*"))) {
        for (size_t i = 0; node->kind == YAML_KIND_MAPPING && i < node->count; i++)
            reach(arena, from, node->as.pairs[i].value, node->as.pairs[i].key, out);
    } else {
        const YamlPair *pair = yaml_lookup(node, str_slice(step, 1, step.len));
        if (pair)
            reach(arena, from, pair->value, from.key, out);
    }
}

/* Whether the step is to all entries of a node that has none: `[]`, or nothing at all. */
static bool ends_empty(Reached from, Str step) {
    const YamlNode *node = yaml_resolve(from.node);
    YamlKind kind = str_equal(step, STR("[*]")) ? YAML_KIND_SEQUENCE : YAML_KIND_MAPPING;
    bool to_all = kind == YAML_KIND_SEQUENCE || str_equal(step, STR(".*"));
    return to_all && (yaml_is_null(node) || (node->kind == kind && node->count == 0));
}

/*
 * Finds the nodes that the definition's path leads to in all documents of the stream, and whether
 * it ends in an existing but empty node. False if there are more nodes than a file can have, as
 * aliases may refer to lists that contain further aliases.
 */
static bool nodes_at(Reading *reading, const Document *document, const YamlStream *stream,
                     ReachedNodes *out, bool *empty) {
    Str path = str_slice(reading->def->yaml.str, 1, SIZE_MAX); /* after the "$" */
    Str step;
    for (size_t i = 0; i < stream->count; i++)
        array_push(reading->arena, out,
                   (Reached){stream->documents[i], NULL, stream->documents[i]->span});
    while (out->len <= YAML_MAX_NODES && table_path_next(&path, &step)) {
        ReachedNodes next = {0};
        *empty = false;
        for (size_t i = 0; i < out->len && next.len <= YAML_MAX_NODES; i++) {
            take_step(reading->arena, out->items[i], step, &next);
            *empty = *empty || ends_empty(out->items[i], step);
        }
        *out = next;
    }
    if (out->len <= YAML_MAX_NODES)
        return true;
    reading_give_up(
        reading, document->source,
        str_printf(reading->arena, "its aliases stand for more than %d nodes", YAML_MAX_NODES));
    return false;
}

Location reading_label(const Source *source, const YamlNode *node) {
    Span span = node->span;
    if (node->kind == YAML_KIND_MAPPING && node->count > 0) {
        span = node->as.pairs[0].key->span;
        uint32_t end = node->as.pairs[0].value->span.end;
        span.end = end > span.end ? end : span.end;
    }
    return reading_first_line((Location){source, span});
}

/* The first key that is one typo away from the field's name and is not a field itself. */
static const YamlPair *find_misspelt(Arena *scratch, const Row *row, Str name) {
    const TextList *fields = &row->table->def->fields;
    for (size_t i = 0; i < row->mapping->count; i++) {
        const YamlPair *pair = &row->mapping->as.pairs[i];
        Nearest nearest;
        nearest_init(&nearest, scratch, yaml_resolve(pair->key)->text);
        for (size_t k = 0; k < fields->count; k++)
            nearest_offer(&nearest, fields->items[k].str);
        bool is_typo = nearest.found && nearest.distance <= 1 && nearest.case_distance > 0;
        if (is_typo && str_equal(nearest.text, name))
            return pair;
    }
    return NULL;
}

/* What find_misspelt found in a large mapping, to which as many aliases may lead as there are
   lines. */
typedef struct Misspelt {
    bool known;
    const YamlPair *pair;
} Misspelt;

#define LARGE_MAPPING 64

static const YamlPair *find_misspelt_once(Reading *reading, const Row *row, Str name) {
    const void *place[] = {row->mapping, name.ptr};
    Str key = {(const char *)place, sizeof place};
    Map *all = reading->state;
    if (row->mapping->count < LARGE_MAPPING)
        return find_misspelt(reading->arena, row, name);
    Misspelt *misspelt = map_get(all, key);
    if (!misspelt)
        misspelt = map_get_or_new(all, str_copy(reading->arena, key), Misspelt);
    if (!misspelt->known)
        *misspelt = (Misspelt){true, find_misspelt(reading->arena, row, name)};
    return misspelt->pair;
}

static const YamlPair *find_field(Reading *reading, const Row *row, Str name) {
    const YamlPair *pair = yaml_lookup(row->mapping, name);
    return pair || !reading->def->misspelt ? pair : find_misspelt_once(reading, row, name);
}

/* The place of an empty field is its key, that of a missing one is the row's label. */
static void set_field(Reading *reading, Row *row, size_t column, Str name, const Source *source) {
    const YamlPair *pair = find_field(reading, row, name);
    if (!pair)
        return;
    const YamlNode *value = yaml_resolve(pair->value);
    row->cells[column].at = (Location){source, pair->key->span};
    if (value->kind != YAML_KIND_SCALAR || yaml_is_null(value))
        return;
    if (text_list_has(&row->table->def->as_written, name))
        row_set_verbatim(row, column, (Location){source, value->span});
    else
        row_set(row, column, value->text, (Location){source, value->content});
}

static void add_node(Reading *reading, const Document *document, Reached reached) {
    const Source *source = document->source;
    const YamlNode *node = reached.node;
    const YamlNode *value = yaml_resolve(node);
    Row *row = row_new(reading, (Location){source, node->span}, reading_label(source, value));
    row_set(row, COLUMN_PATH, source->path, row_label(row));
    if (value->kind == YAML_KIND_SCALAR)
        row_set(row, COLUMN_TEXT, value->text, (Location){source, value->content});
    else
        row_set_verbatim(row, COLUMN_TEXT, row_label(row));
    row->parent = reading_parent(reading, (Location){source, reached.place},
                                 !span_equal(reached.place, node->span));
    row->mapping = value->kind == YAML_KIND_MAPPING ? value : NULL;
    const TextList *fields = &reading->def->fields;
    for (size_t i = 0; row->mapping && i < fields->count; i++)
        set_field(reading, row, COLUMN_FIRST_FIELD + i, fields->items[i].str, source);
    if (reading->def->keyed && reached.key->kind == YAML_KIND_SCALAR)
        row_set(row, COLUMN_FIRST_FIELD + fields->count, reached.key->text,
                (Location){source, reached.key->content});
    row_finish(reading, row);
    row->formed = row->formed && (row->mapping || fields->count == 0);
}

static void add_nodes(Reading *reading, const Document *document, const YamlStream *stream) {
    ReachedNodes nodes = {0};
    bool empty = false;
    if (!nodes_at(reading, document, stream, &nodes, &empty))
        return;
    /* The enclosing rows exist and are explicitly empty. */
    bool none_inside = empty && reading->def->parent;
    Location start = {document->source, {0, 0}};
    if (!reading->table->at.source)
        reading->table->at = start;
    if (nodes.len == 0 && reading->def->one_file && !none_inside) {
        Str path = reading->def->yaml.str;
        if (str_equal(path, STR("$[*]"))) /* the file is a list, which needs no path */
            path = (Str){0};
        reading_missing(reading, start,
                        str_printf(reading->arena, "there are no entries%s" STR_FMT " in " STR_FMT,
                                   path.len > 0 ? " at " : "", STR_ARG(path),
                                   STR_ARG(document->source->path)),
                        (Str){0});
        return;
    }
    reading->places_read++;
    for (size_t i = 0; i < nodes.len; i++)
        add_node(reading, document, nodes.items[i]);
}

static void read_yaml_of(Reading *reading, const Document *document) {
    const YamlStream *stream = reading_yaml(reading, document);
    if (stream)
        add_nodes(reading, document, stream);
}

/* Reads the documents, with what the reader of mappings remembers of them. */
static void read_mappings(Reading *reading, DocumentVisitor visit) {
    Map misspelt;
    map_init(&misspelt, reading->arena);
    reading->state = &misspelt;
    reading_take_parent(reading);
    reading_each_document(reading, visit);
    reading->state = NULL;
}

void read_yaml(Reading *reading) {
    read_mappings(reading, read_yaml_of);
}

/* Neither a page without front matter nor a template of one has anything to read; this is no
 * failure. */
static const YamlStream *front_matter_of(Reading *reading, const Document *document) {
    const FrontMatter *front = document_front_matter(document);
    if (!front->present || front_matter_is_template(document))
        return &no_yaml;
    if (front->closed && !front->yaml->failed)
        return front->yaml;
    reading_failed(reading,
                   str_printf(reading->arena, "the front matter of " STR_FMT " does not parse",
                              STR_ARG(document->source->path)));
    return NULL;
}

static void read_front_matter_of(Reading *reading, const Document *document) {
    const YamlStream *stream = front_matter_of(reading, document);
    if (stream)
        add_nodes(reading, document, stream);
}

void read_front_matter(Reading *reading) {
    read_mappings(reading, read_front_matter_of);
}

/* `1` and `"1"` are two keys, `a` and `"a"` are one. */
static Str kind_of(const YamlNode *key) {
    return yaml_is_text(key) ? STR("text") : yaml_tag(key).len > 0 ? yaml_tag(key) : STR("value");
}

/* Whether the mapping begins after the "-" of a list entry. */
static bool is_entry(const Source *source, const YamlNode *mapping) {
    size_t at = mapping->span.start;
    while (at > 0 && source->bytes.ptr[at - 1] == ' ')
        at--;
    return mapping->style == YAML_STYLE_BLOCK && at > 0 && at < mapping->span.start &&
           source->bytes.ptr[at - 1] == '-';
}

/* Whether the key repeats the first one, so that another entry may begin there. */
static bool is_opening(const YamlNode *mapping, size_t index) {
    const YamlNode *first = mapping->as.pairs[0].key;
    return index > 0 && first->kind == YAML_KIND_SCALAR &&
           str_equal(first->text, mapping->as.pairs[index].key->text);
}

/* Adds one row for each key. `mapping` distinguishes mappings; `entry` does so for list entries
   that may be several entries run together. */
static void add_keys(Reading *reading, const Document *document, const YamlNode *mapping) {
    const Source *source = document->source;
    Str name = str_printf(reading->arena, STR_FMT "/" STR_FMT ":%zu", STR_ARG(source->repository),
                          STR_ARG(source->path), (size_t)mapping->span.start);
    bool entry = false;
    for (size_t i = 1; i < mapping->count && !entry; i++)
        entry = is_opening(mapping, i) && is_entry(source, mapping);
    for (size_t i = 0; i < mapping->count; i++) {
        const YamlNode *key = mapping->as.pairs[i].key;
        if (key->kind != YAML_KIND_SCALAR || str_equal(key->text, STR("<<")))
            continue;
        Location at = reading_first_line((Location){source, key->span});
        Row *row = row_new(reading, at, at);
        row_set(row, COLUMN_TEXT, key->text, (Location){source, key->content});
        row_set(row, COLUMN_PATH, source->path, at);
        row_set(row, COLUMN_MAPPING, name, at);
        row_set(row, COLUMN_KIND, kind_of(key), at);
        if (entry)
            row_set(row, COLUMN_ENTRY, name, at);
        if (entry && is_opening(mapping, i))
            row_set(row, COLUMN_OPENING, key->text, at);
        row_finish(reading, row);
    }
}

/* Adds the keys of the mappings at the path of the definition. */
static void add_keys_at(Reading *reading, const Document *document, const YamlStream *stream) {
    ReachedNodes nodes = {0};
    bool empty = false;
    if (!nodes_at(reading, document, stream, &nodes, &empty))
        return;
    for (size_t i = 0; i < nodes.len; i++)
        if (nodes.items[i].node->kind == YAML_KIND_MAPPING)
            add_keys(reading, document, nodes.items[i].node);
}

static void add_all_keys(Reading *reading, const Document *document, const YamlStream *stream) {
    YamlWalk walk = yaml_walk(reading->arena, stream);
    for (const YamlNode *node; (node = yaml_walk_next(&walk));)
        if (node->kind == YAML_KIND_MAPPING)
            add_keys(reading, document, node);
}

/* All keys are read to check their form, which does not apply to templates that generate YAML. */
static const YamlStream *stream_of_keys(Reading *reading, const Document *document, bool all) {
    if (reading->def->reader->parts & DOCUMENT_FRONT_MATTER)
        return front_matter_of(reading, document);
    return all && yaml_is_template(reading->arena, document) ? &no_yaml
                                                             : reading_yaml(reading, document);
}

static void read_keys_of(Reading *reading, const Document *document) {
    bool all = str_equal(reading->def->yaml.str, STR("all"));
    const YamlStream *stream = stream_of_keys(reading, document, all);
    if (!stream)
        return;
    reading->places_read++;
    if (all)
        add_all_keys(reading, document, stream);
    else
        add_keys_at(reading, document, stream);
}

void read_keys(Reading *reading) {
    reading_each_document(reading, read_keys_of);
}
