/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Templates of messages and fixes: text with `{column}` in it.
 *
 *     '{name}' names no chair             a column of the row
 *     {parent.name}                       a column of the parent row
 *     {other.path}                        a column of the row that the check found
 *     {github|name|'this entry'}          the first that is present and not empty
 *     {slug:relative}                     run through a filter
 *     {value} {nearest} {count} {detail}  what the check says about this failure
 *     {{ and }}                           braces
 */
#ifndef GOVLINT_RULE_TEMPLATE_H
#define GOVLINT_RULE_TEMPLATE_H

#include <stdbool.h>

#include "table/decode.h"
#include "table/definition.h"
#include "table/table.h"

typedef struct TemplateText TemplateText;

typedef struct Template {
    TemplateText *text; /* NULL where none was written: it is rendered as "" then */
} Template;

/* What a check says about a failing row, besides the row itself. */
typedef struct TemplateValues {
    const Row *row;
    const Row *other; /* or NULL */
    Str value;        /* the offending text */
    Str nearest;      /* the nearest candidate, or empty */
    Str count;        /* a number */
    Str detail;       /* more of the check's own words */
} TemplateValues;

/*
 * Parses a template for rows of `table`; an unknown column or filter is an error at its place.
 * `others` are the tables that another row may be found in: a column must be in each, and `other`
 * stand nowhere if there are none. What is trusted (pattern_set_trust) is parsed when it is first
 * rendered, as most templates never are; all that is given must live as long as it does.
 */
bool template_decode(const Decoder *decoder, const YamlNode *node, const TableDef *table,
                     const TableDef *const *others, size_t other_count, Template *out,
                     Error *error);

/* The place of the cell of the other row that the template speaks of; false where it does not. */
bool template_other(const Template *template, const TemplateValues *values, Location *out);

/* Fills the template. False when a part has no text (absent column, no other row): `*out` then
   has "" in its place, good enough for a message and not for a fix. */
bool template_render(Arena *arena, const Template *template, const TemplateValues *values,
                     Str *out);

#endif
