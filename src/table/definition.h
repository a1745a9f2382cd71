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

/* A column of another table, as `sigs.chairs` in a pack. */
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
    COLUMN_FOLDED,      /* unicode_fold: letters and digits alone */
    COLUMN_CASE_FOLDED, /* letter case alone */
    COLUMN_WORDS,       /* unicode_fold_words: "Doe, Jané" is "jane doe" */
    COLUMN_PERSON,      /* person_fold: the same without initials and "Jr" */
    COLUMN_DATE,        /* date_find: "January 5th, 2023" is "2023-01-05" */
} ColumnForm;

/* A column: built in, a field or a named group (of is COLUMN_NONE), or derived from another. */
typedef struct Column {
    Str name;
    size_t of;            /* the column it is derived from */
    Str of_parent;        /* … of the parent row: its name, as parents may be of several tables */
    const Pattern *match; /* the first group, or the whole match; absent where it does not match */
    const Pattern *drop;  /* every match is dropped */
    ColumnForm form;
    size_t *years; /* COLUMN_DATE: the first of these that is a year is that of dates without one */
    size_t year_count;
    DateOrder order; /* COLUMN_DATE */
    bool zoned;      /* COLUMN_DATE: the date in a time zone … */
    int zone;        /* … so many minutes ahead of UTC */
} Column;

struct TableDef {
    Text name;
    size_t number; /* among the definitions of the pack */
    Str summary;
    const Reader *reader;
    TextList repositories; /* roles, or "any" */
    TextList files;        /* file: paths, the first that exists; files, folders: globs */
    bool one_file;         /* `file` was given */
    TextList exclude;      /* globs */
    TextList under;        /* list-under: headings */
    int depth;             /* of list items; 0 for any */
    bool paragraphs;       /* lines of paragraphs are rows as items are */
    Text yaml;             /* path of the rows: $[*] */
    const Pattern *prose;  /* of what is a row in the text of Markdown */
    const Pattern *lines;  /* of the lines that are rows */
    bool outside_scalars;  /* … not inside YAML block scalars */
    bool first_heading;    /* headings: the first alone */
    TextList attributes;   /* html: their names */
    bool printed_entries;  /* printed: entries, not the outputs that print them */
    TextList fields;
    TextList as_written;    /* … whose quotes are part of the text */
    bool misspelt;          /* … that may be read from a key that is misspelt */
    bool keyed;             /* behind them there is the column `under` */
    const ColumnRef *cells; /* of a table of cells */
    size_t cell_count;
    const Pattern *split;     /* of cells: what is between rows */
    const Pattern *each;      /* of cells: what is a row */
    const TableDef **sources; /* of rows: the tables that have them */
    size_t source_count;
    TextList by;            /* of cells: what they have in common with a row of `parent` */
    const TableDef *parent; /* the table of the rows around, or that cells are read for each of */
    const Pattern *except;  /* rows whose text matches are none */
    ColumnPattern *only;    /* … and those that have any column that does not match */
    size_t only_count;
    const Pattern **entries; /* patterns of a row's text, tried in order */
    size_t entry_count;
    Column *columns;
    size_t column_count;
    size_t read_columns; /* the first ones, which the reader itself fills */
    size_t *key;         /* columns of the row's key */
    size_t key_count;
    bool optional;          /* may be absent or empty without a finding */
    PatternSet *patterns;   /* of the pack's patterns and globs */
    const YamlNode *node;   /* its place in the pack */
    const Decoder *decoder; /* … and the file that it stands in */
    int progress;           /* of decoding: a table that is read from itself is an error */
    size_t height;          /* 0 of what is read from files, else 1 above what it is read from */
    size_t below;           /* tables on all ways down from it, each as often as it is met */
};

/* Tables are decoded and read within those that are read from them: no pack that people write has
   as many. */
#define TABLE_MAX_HEIGHT 100

/* A run is planned by following all ways down from a table. Where each is read from the next one
   twice, there could be 2^100. */
#define TABLE_MAX_BELOW 1000

/* A column is looked for among all that there are. */
#define TABLE_MAX_COLUMNS 1000

typedef struct TableDefs {
    TableDef **items;
    size_t count;
    Map by_name;
    GlobLists globs; /* that the packs give names */
} TableDefs;

/* What tables look like, under `tables:` and in a file of the folder tables/, for the schema. */
extern const Shape tables_shape;

/*
 * Enters the names of a mapping of tables into `defs`, which may hold those of other files and of
 * another pack. The tables refer to each other in any order, so they are decoded when all names are
 * known.
 */
bool table_defs_declare(const Decoder *decoder, const YamlNode *tables, TableDefs *defs,
                        Error *error);

/* Decodes the tables that were declared and not decoded yet. */
bool table_defs_define(const TextList *repositories, TableDefs *defs, Error *error);

void table_defs_init(TableDefs *defs, Arena *arena);

/* The definition of this name; an error at the text's place, with the nearest name, else. */
bool table_defs_find(const Decoder *decoder, const TableDefs *defs, Text name, const TableDef **out,
                     Error *error);

/* The index of a column; COLUMN_NONE where there is none. */
size_t table_def_column(const TableDef *def, Str name);

/* The same, an error with the nearest name where there is none. */
bool table_def_find_column(const Decoder *decoder, const TableDef *def, Text name, size_t *out,
                           Error *error);

/* Takes the first step of what is left of a path into YAML, as "$", ".key" or "[*]"; false at its
   end. */
bool table_path_next(Str *rest, Str *step);

/* `table.column`. */
bool column_ref_decode(const Decoder *decoder, const TableDefs *defs, Text text, ColumnRef *out,
                       Error *error);

#endif
