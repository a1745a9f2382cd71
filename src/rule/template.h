/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Templates of messages and fixes: text with placeholders such as `{column}`.
 *
 *     '{name}' names no chair             a column of the row
 *     {parent.name}                       a column of the parent row
 *     {other.path}                        a column of the row that the check found
 *     {github|name|'this entry'}          the first that is present and not empty
 *     {slug:relative}                     run through a filter
 *     {value} {nearest} {count} {detail}  values from the check for this failure
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
    TemplateText *text; /* NULL if none was written; it is then rendered as "" */
} Template;

/* The values for a failing row: the row itself, and what the check adds. */
typedef struct TemplateValues {
    const Row *row;
    const Row *other; /* or NULL */
    Str value;        /* the offending text */
    Str nearest;      /* the nearest candidate, or empty */
    Str count;        /* a number */
    Str detail;       /* further text from the check */
} TemplateValues;

/*
 * Parses a template for rows of `table`; an unknown column or filter is an error at its place.
 * `others` are the tables in which the other row may be found: a column of `other` must be in each
 * of them, and without any, `other` must not be used. `says` are the words that the check gives
 * values to, "{value} {detail}"; others are an error. A trusted template (pattern_set_trust) is
 * parsed only when it is first rendered, as most never are; all arguments must live as long as it
 * does.
 */
bool template_decode(const Decoder *decoder, const YamlNode *node, const TableDef *table,
                     const TableDef *const *others, size_t other_count, const char *says,
                     Template *out, Error *error);

/* The place of the cell of the other row that the template uses; false if it uses none. */
bool template_other(const Template *template, const TemplateValues *values, Location *out);

/* Fills the template. False if a part has no text (absent column, no other row); `*out` then has ""
   in its place, which is good enough for a message but not for a fix. A text that gets longer than
   `most` bytes, however long its parts are, is cut off after one byte more. */
bool template_render(Arena *arena, const Template *template, const TemplateValues *values,
                     size_t most, Str *out);

#endif
