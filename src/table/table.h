/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Tables: what readers took out of documents, or out of the tree of files itself.
 *
 * A Table has rows, a Row has one Cell for each column of its definition, and every Cell has its
 * text and the exact place that it came from. All of it is built once and then only read.
 */
#ifndef GOVLINT_TABLE_TABLE_H
#define GOVLINT_TABLE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/pattern.h"
#include "document/document.h"
#include "table/def_map.h"
#include "table/definition.h"
#include "table/link.h"

typedef struct Table Table;
typedef struct Row Row;

typedef struct Cell {
    Str text;     /* decoded, and transformed where the column says so */
    Location at;  /* where it stands; of an absent cell, where one would look for it */
    bool present; /* false: the row has no such thing. An empty text can be present */
} Cell;

/*
 * There are millions of cells in a large lint, so a row keeps of each what does not follow from
 * something else: its place where that is not the row's label, and its text where that is not what
 * stands there. row_cell makes a Cell of it.
 */
struct Row {
    const Table *table;
    Location at; /* all of the row */
    Span label;  /* of its source, within one line: see row_label */
    union {
        Cell *cells; /* of all columns; of a row that is packed: */
        const Span
            *places; /* of the columns in `placed`; behind them the texts of those in `worded` */
    };
    uint32_t placed; /* a bit for each column */
    uint32_t worded;
    const Row *parent;       /* list items: the item around it; split cells: the row of the cell */
    const YamlNode *mapping; /* of a row that is a YAML mapping, else NULL */
    const LinkTarget *link;  /* of a row that is a link, else NULL */
    uint32_t index;          /* in the table's rows */
    uint8_t place_count;     /* of `places` */
    bool packed;
    bool formed; /* false: the text fits none of the table's entry patterns */
};

typedef enum TableState {
    TABLE_KNOWN,
    TABLE_PARTIAL, /* some of its places could not be read: rows are missing */
    TABLE_UNKNOWN, /* none could: "no rows" would be a lie */
} TableState;

/* A place that a table should be read from and is not there: each is a finding of its own. */
typedef struct TableProblem {
    Location at;
    Str message;
    Str help; /* may be empty */
} TableProblem;

struct Table {
    const TableDef *def;
    TableState state;
    Str missing; /* the repository that was not given, where that is why it is not TABLE_KNOWN */
    Str reason;  /* why it is not TABLE_KNOWN: "the repository 'website' was not given" */
    Row **rows;
    size_t row_count;
    Location at; /* where a new row would be looked for: the heading, the file or the folder */
    TableProblem *problems;
    size_t problem_count;
    size_t given_up; /* matches of patterns that reached a limit, and so are none */
    Arena *memory;   /* that it is in, where that is of this table alone; else NULL */
};

/* More rows of one file are left out of a table; the file is then one that was not read. A row
   takes some 200 bytes and more, however short its text is. */
#define TABLE_MAX_ROWS_OF_FILE 400000

/* Places where a table lacks what it is read from; each is compared with those of all tables. */
#define TABLE_MAX_PROBLEMS 1000

/* Bytes of a row's text; a longer one fits no entry pattern. Such patterns try many ways, and may
   take time with the square of the length. */
#define TABLE_MAX_ENTRY ((size_t)2048)

typedef struct Tables Tables;

/* How many files of a repository end their lines in which way; those that mix them in neither. */
typedef struct EndingsTally {
    size_t lf;
    size_t crlf;
} EndingsTally;

/*
 * Who keeps tables from one state of the repositories to the next. A spread table is read from each
 * file by itself (tables_new_of_part), any other as a whole.
 */
typedef struct TablesKeeper {
    void *context;
    /* The table of a definition, as it is kept or read now: see tables_read. */
    const Table *(*get)(void *context, const TableDef *def);
    /* Whether the globs of a definition choose a path. */
    bool (*chooses)(void *context, const TableDef *def, const Repository *repository, Str path);
    /* Of a table of line endings: the tally of all files. */
    EndingsTally (*tally)(void *context, const TableDef *def, const Repository *repository);
    void (*links_used)(void *context);
} TablesKeeper;

/* The tables of a pack over bound repositories; nothing is read before it is asked for. */
Tables *tables_new(Arena *arena, Documents *documents, const Repository *repositories,
                   size_t repository_count, PatternSet *patterns);

/* The same with a keeper, which is borrowed. Freed by tables_free_kept, whatever the arena. */
Tables *tables_new_kept(Arena *arena, Documents *documents, const Repository *repositories,
                        size_t repository_count, PatternSet *patterns, const TablesKeeper *keeper);

void tables_free_kept(Tables *tables);

/* Spread tables of some files alone: those of a repository from one path to another, in order of
   paths. Of kept tables, from one file. */
typedef struct TablesPart {
    const Repository *repository;
    Str first;
    Str last;
} TablesPart;
Tables *tables_new_of_part(Arena *arena, const Tables *whole, TablesPart part);

/* Tables of which some were put there, with rows of others, and the rest is read from these. */
Tables *tables_new_of_rows(Arena *arena, const Tables *whole);

/* Where what links are resolved to from now on lives. */
void tables_set_memory(const Tables *tables, Arena *arena);

/* Of kept tables, whether links know the repository as a site that Jekyll makes. */
bool tables_have_site(const Tables *tables, const Repository *repository);

/* Reads the table anew, in an arena of its own. `before`: what it was, whose files are still there,
   or NULL. */
Table *tables_read(Tables *tables, Arena *arena, const TableDef *def, const Table *before);

/* Of kept tables: lets go of what depends on which paths there are. */
void tables_forget_paths(Tables *tables);

/* Where a table that comes from parts is: the first place that a reader of one pointed at; else, as
   for any table of files, the root. */
void table_take_place(Table *table, const Table *part);

/*
 * Tells that these tables are gathered: copies of the rows that parts have of them make up the
 * table, which is put there when there are no more parts.
 */
void tables_gather(Tables *whole, const TableDef *const *defs, size_t count);
void tables_put(Tables *whole, Table *table);

/* Of a part, the tables that were read so far, and what was read for each; in that order. */
typedef struct TableOutcome {
    const Table *table;
    size_t places_read;
    size_t places_failed;
} TableOutcome;
const TableOutcome *tables_outcomes(const Tables *tables, size_t *count);

/* The table of a definition, read when first asked for. Never NULL. */
const Table *tables_get(Tables *tables, const TableDef *def);

/* From now on each table has memory of its own, so that its rows can be let go. */
void tables_read_apart(Tables *tables);

/*
 * Lets go of the rows of a table, where it was read so, as nobody will ask for them any more, nor
 * for those of a table that is read from it. What is known of the table as a whole stays.
 */
void tables_drop_rows(Tables *tables, const TableDef *def);

/*
 * Reads and parses the documents that these tables, and those that they are read from, need, on up
 * to so many threads. Of a part, in a pass that ends with documents_end_pass.
 */
void tables_prepare(Tables *tables, const TableDef *const *defs, size_t count, size_t jobs);

/* How many documents the table itself, and not one that it is read from, is read from. */
size_t tables_count_documents(Tables *tables, const TableDef *def);

Documents *tables_documents(const Tables *tables);

/* The bound repository of this name, which must be one. */
const Repository *tables_repository(const Tables *tables, Str name);
/* All of them. */
const Repository *tables_repositories(const Tables *tables, size_t *count);
/* The links of the repositories. */
Links *tables_links(const Tables *tables);

/* The document of the file that a source stands for, read when first asked for. */
const Document *tables_document(const Tables *tables, const Source *source);

/* The part to point at when the row as a whole is meant. */
Location row_label(const Row *row);

#define ROW_NONE SIZE_MAX

/* For each row the innermost of those before it that it is inside of, or ROW_NONE, where those of a
   file come in order of their places. */
size_t *rows_around(Arena *arena, Row *const *rows, size_t count);

/* The cell of a column of the row's table. */
Cell row_cell(const Row *row, size_t column);

/* What is known of a cell without making it. */
typedef enum CellForm {
    CELL_OTHER,
    CELL_ABSENT, /* and it would be looked for at the row's label */
    CELL_PART,   /* of the row's text: what stands there */
} CellForm;

/* Sets `part`, from the row's start, for a CELL_PART alone. */
CellForm row_form(const Row *row, size_t column, Span *part);

/* A copy that points into nothing but its files, YAML of them, and its parent. Of no link. */
Row *row_copy(Arena *arena, const Row *row);

/* Whether the cell's text is what stands at its place, byte for byte. */
bool cell_is_verbatim(const Cell *cell);

/* What makes the row the same row when it moves: the definition's key columns, or its text. */
Str row_key(Arena *arena, const Row *row);

/* Where the row itself stands: its text where that is a part of it, as of a list item with others
   nested in it, else all of it; of a mapping, whose text is but its first line, all of it. */
Location row_own_place(const Row *row);

#endif
