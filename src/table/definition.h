/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What a pack says about a table: where its rows come from and which columns they have.
 * Decoded strictly from pack.yml; docs/pack-reference.md describes the language.
 */
#ifndef GOVLINT_TABLE_DEFINITION_H
#define GOVLINT_TABLE_DEFINITION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/map.h"
#include "base/pattern.h"
#include "table/decode.h"
#include "table/glob_lists.h"

typedef struct TableDef TableDef;
typedef struct Reader Reader;

#define COLUMN_NONE ((size_t)-1)

/* A column of another table, written `sigs.chairs` in a pack. */
typedef struct ColumnRef {
    const TableDef *table;
    size_t column;
} ColumnRef;

/* A column and what its text must match. */
typedef struct ColumnPattern {
    size_t column;
    const Pattern *pattern;
} ColumnPattern;

typedef enum ColumnForm {
    COLUMN_AS_IS,
    COLUMN_FOLDED,      /* unicode_fold: only letters and digits remain */
    COLUMN_CASE_FOLDED, /* only letter case is folded */
    COLUMN_WORDS,       /* unicode_fold_words: "Doe, Jané" becomes "jane doe" */
    COLUMN_PERSON,      /* person_fold: the same without initials and "Jr" */
    COLUMN_DATE,        /* date_find: "January 5th, 2023" becomes "2023-01-05" */
    COLUMN_NUMBER,      /* the only whole number: "pep-0008" becomes "8" */
} ColumnForm;

/* A column: built in, a field or a named group (`of` is COLUMN_NONE), or derived from another. */
typedef struct Column {
    Str name;
    size_t of;            /* the column it is derived from */
    Str of_parent;        /* … or its name in the parent row: parents may be of several tables */
    const Pattern *match; /* keeps the first group, or the whole match; no match: cell is absent */
    const Pattern *drop;  /* every match is dropped */
    ColumnForm form;
    size_t *years; /* COLUMN_DATE: columns; the first one with a year gives it to a date without */
    size_t year_count;
    DateOrder order; /* COLUMN_DATE */
    bool zoned;      /* COLUMN_DATE: the date is wanted in the time zone … */
    int zone;        /* … that is this many minutes ahead of UTC */
} Column;

struct TableDef {
    Text name;
    size_t number; /* its index among the definitions of the pack */
    Str summary;
    const Reader *reader;
    TextList repositories; /* roles, or "any" */
    TextList files;        /* `file`: paths, the first that exists is read; else globs */
    bool one_file;         /* `file` was given */
    TextList exclude;      /* globs */
    TextList under;        /* list-under, table-under: headings */
    int depth;             /* of list items; 0 for any */
    bool paragraphs;       /* lines of paragraphs are rows, like list items */
    Text yaml;             /* path of the rows: $[*] */
    const Pattern *prose;  /* each match in the text of Markdown is a row */
    const Pattern *lines;  /* each matching line is a row … */
    bool outside_scalars;  /* … unless it is inside a YAML block scalar */
    bool first_heading;    /* headings: only the first one */
    TextList attributes;   /* html: names of the attributes */
    bool printed_entries;  /* printed: rows are entries, not the outputs that print them */
    TextList fields;
    TextList as_written;    /* fields whose quotes are part of the text */
    bool misspelt;          /* a field may be read from a misspelt key */
    bool keyed;             /* the column `under` follows the fields */
    const ColumnRef *cells; /* cells: the columns to read */
    size_t cell_count;
    const Pattern *split;     /* cells: matches what separates rows */
    const Pattern *each;      /* cells: matches a row */
    const TableDef **sources; /* rows: the tables that they come from */
    size_t source_count;
    TextList by;            /* cells: columns in which a cell's row and its parent agree */
    const TableDef *parent; /* the table of the enclosing rows, or `for-each` of cells */
    const Pattern *except;  /* a row whose text matches is left out … */
    ColumnPattern *only;    /* … and so is one with a column that does not match here */
    size_t only_count;
    const Pattern **entries; /* patterns for a row's text, tried in order */
    size_t entry_count;
    Column *columns;
    size_t column_count;
    size_t read_columns; /* how many of the first columns the reader itself fills */
    size_t *key;         /* columns of the row's key */
    size_t key_count;
    bool optional;          /* may be absent or empty without a finding */
    PatternSet *patterns;   /* the set of the pack's patterns and globs */
    const YamlNode *node;   /* its place in the pack … */
    const Decoder *decoder; /* … and the decoder of the file that it is in */
    int progress;           /* of decoding: a table that is read from itself is an error */
    size_t height;          /* 0 if read from files, else 1 more than the tables it is read from */
    size_t below;           /* tables on all paths down from it, counted each time they are met */
};

/* Decoding and reading a table recurses into the tables that it is read from. No pack written by
   hand nests this deep. */
#define TABLE_MAX_HEIGHT 100

/* A run is planned by following all paths down from a table. If each table were read from the next
   one twice, there could be 2^100 of them. */
#define TABLE_MAX_BELOW 1000

/* Columns are looked up by a linear search. */
#define TABLE_MAX_COLUMNS 1000

typedef struct TableDefs {
    TableDef **items;
    size_t count;
    Map by_name;
    GlobLists globs; /* the lists of globs that the packs name */
} TableDefs;

/* The shape of tables, under `tables:` and in a file of the folder tables/, for the schema. */
extern const Shape tables_shape;

/*
 * Enters the names in a mapping of tables into `defs`, which may already hold those of other files
 * and of another pack. Tables may refer to each other in any order, so they are decoded only when
 * all names are known.
 */
bool table_defs_declare(const Decoder *decoder, const YamlNode *tables, TableDefs *defs,
                        Error *error);

/* Decodes the tables that have been declared but not decoded yet. */
bool table_defs_define(const TextList *repositories, TableDefs *defs, Error *error);

void table_defs_init(TableDefs *defs, Arena *arena);

/* Finds the definition of this name; if there is none, it is an error at the text's place, with the
   nearest name. */
bool table_defs_find(const Decoder *decoder, const TableDefs *defs, Text name, const TableDef **out,
                     Error *error);

/* The index of a column, or COLUMN_NONE. */
size_t table_def_column(const TableDef *def, Str name);

/* The same, but a missing column is an error, with the nearest name. */
bool table_def_find_column(const Decoder *decoder, const TableDef *def, Text name, size_t *out,
                           Error *error);

/* Takes the next step ("$", ".key" or "[*]") off the rest of a path into YAML; false at its end. */
bool table_path_next(Str *rest, Str *step);

/* Decodes `table.column`. */
bool column_ref_decode(const Decoder *decoder, const TableDefs *defs, Text text, ColumnRef *out,
                       Error *error);

#endif
