/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Which of its data a website's pages print: in `{% for member in site.data.board %}`, every
 * `{{ member.title }}` is a field of the entries of _data/board.yml.
 * https://jekyllrb.com/docs/datafiles/
 *
 * Only fields that are certain to be printed count. One that a condition tests is not certain. A
 * condition on another field (`{% if member.active %}`) and the filter `where` narrow down the
 * entries. An output that depends on anything else (other conditions, nested loops, variables that
 * are reassigned) is left out, and so is one with the filter `default` or in an HTML comment.
 */
#ifndef GOVLINT_TABLE_PRINTED_H
#define GOVLINT_TABLE_PRINTED_H

#include "base/array.h"
#include "document/document.h"

typedef struct PrintedField {
    Location at; /* "member.title" */
    Str field;
    const Document *data;
    const YamlNode **entries; /* the mappings whose field is printed */
    size_t count;
    size_t lacking; /* how many of them do not have the field */
} PrintedField;

typedef struct PrintedFields {
    ARRAY_OF(PrintedField) items; /* in the order of their places */
    Str problem;                  /* why some are missing; empty if all are here */
} PrintedFields;

/* Finds the fields that one page prints. At most `*budget` entries are looked at, which is reduced;
   outputs that would take more are left out. */
void printed_fields(Arena *arena, Documents *documents, const Document *page, size_t *budget,
                    PrintedFields *out);

/* The value of a field in an entry, or NULL if it is absent or prints nothing. */
const YamlNode *printed_value(const YamlNode *entry, Str field);

#endif
