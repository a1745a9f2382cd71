/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What the pages of a website print of its data: in `{% for member in site.data.board %}` every
 * `{{ member.title }}` is a field of the entries of _data/board.yml.
 * https://jekyllrb.com/docs/datafiles/
 *
 * Only what is sure to be printed counts. A field that a condition asks for is not; a condition on
 * another field (`{% if member.active %}`) and the filter `where` narrow the entries; whatever else
 * decides on it (other conditions, loops inside of the loop, variables that are set anew) leaves it
 * out, and so do the filter `default` and a comment of HTML around it.
 */
#ifndef GOVLINT_TABLE_PRINTED_H
#define GOVLINT_TABLE_PRINTED_H

#include "base/array.h"
#include "document/document.h"

typedef struct PrintedField {
    Location at; /* "member.title" */
    Str field;
    const Document *data;
    const YamlNode **entries; /* mappings that it is printed of */
    size_t count;
    size_t lacking; /* how many of them have no such field */
} PrintedField;

typedef struct PrintedFields {
    ARRAY_OF(PrintedField) items; /* in order of their places */
    Str problem;                  /* why some are not here; empty where all are */
} PrintedFields;

/* Of one page. `*budget` entries may be looked at; what would take more is left out. */
void printed_fields(Arena *arena, Documents *documents, const Document *page, size_t *budget,
                    PrintedFields *out);

/* The value of a field in an entry; NULL where it is absent, or prints nothing. */
const YamlNode *printed_value(const YamlNode *entry, Str field);

#endif
