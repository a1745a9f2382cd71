/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Tables: what readers extracted from documents, or from the tree of files itself.
 *
 * A Table has rows, a Row has one Cell for each column of its definition, and every Cell has its
 * text and the exact place that it came from. All of it is built once and read-only afterwards.
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
    Str text;     /* decoded, and transformed if the column says so */
    Location at;  /* its place; for an absent cell, where one would look for it */
    bool present; /* false: the row has no such cell. An empty text can be present */
} Cell;

/*
 * There are millions of cells in a large lint, so a packed row stores only what cannot be derived:
 * a cell's place if that is not the row's label, and its text if that is not the text at its place.
 * row_cell makes a Cell from this.
 */
struct Row {
    const Table *table;
    Location at; /* the whole row */
    Span label;  /* in its source, within one line: see row_label */
    union {
        Cell *cells; /* unpacked: one for each column */
        const Span
            *places; /* packed: those of the columns in `placed`, then texts of those in `worded` */
    };
    uint32_t placed; /* a bit for each column */
    uint32_t worded;
    const Row *parent;       /* list items: the enclosing item; split cells: the row of the cell */
    const YamlNode *mapping; /* for a row that is a YAML mapping, else NULL */
    const LinkTarget *link;  /* for a row that is a link, else NULL */
    uint32_t index;          /* in the table's rows */
    uint8_t place_count;     /* length of `places` */
    bool packed;
    bool formed; /* false: the text matches none of the table's entry patterns */
};

typedef enum TableState {
    TABLE_KNOWN,
    TABLE_PARTIAL, /* some of its places could not be read, so rows may be missing */
    TABLE_UNKNOWN, /* none could be read, so it must not be taken to have no rows */
} TableState;

/* A missing or broken place that a table should be read from. Each is a finding of its own. */
typedef struct TableProblem {
    Location at;
    Str message;
    Str help; /* may be empty */
} TableProblem;

struct Table {
    const TableDef *def;
    TableState state;
    Str missing; /* the repository that was not given, if that is why it is not TABLE_KNOWN */
    Str reason;  /* why it is not TABLE_KNOWN: "the repository 'website' was not given" */
    Row **rows;
    size_t row_count;
    Location at; /* where a new row would be looked for: the heading, the file or the folder */
    TableProblem *problems;
    size_t problem_count;
    size_t given_up; /* how many pattern matches reached a limit, which counts as no match */
    Arena *memory;   /* the arena of only this table, if it has its own; else NULL */
};

/* Further rows of one file are left out of a table, and the file then counts as not read. A row
   takes 200 bytes or more, however short its text is. */
#define TABLE_MAX_ROWS_OF_FILE 400000

/* So are rows whose texts, as they are read and but for paths, have more bytes than these: aliases
   of YAML give many rows the same long text, which messages, keys and folded columns copy. */
#define TABLE_MAX_TEXT_OF_FILE ((size_t)128 * 1024 * 1024)

/* TableProblems that a table keeps; each is compared with those of all tables. */
#define TABLE_MAX_PROBLEMS 1000

/* Bytes of a row's text; a longer one matches no entry pattern. Such patterns backtrack and may
   take time quadratic in the length. */
#define TABLE_MAX_ENTRY ((size_t)2048)

typedef struct Tables Tables;

/* How many files of a repository have which line endings; files that mix them are not counted. */
typedef struct EndingsTally {
    size_t lf;
    size_t crlf;
} EndingsTally;

/*
 * The owner of tables that are kept from one state of the repositories to the next. Spread tables
 * are read from each file separately (tables_new_of_part), all others as a whole.
 */
typedef struct TablesKeeper {
    void *context;
    /* The table of a definition, either kept or read now: see tables_read. */
    const Table *(*get)(void *context, const TableDef *def);
    /* Whether the globs of a definition choose a path. */
    bool (*chooses)(void *context, const TableDef *def, const Repository *repository, Str path);
    /* For a table of line endings, the tally of all files. */
    EndingsTally (*tally)(void *context, const TableDef *def, const Repository *repository);
    void (*links_used)(void *context);
} TablesKeeper;

/* The tables of a pack over bound repositories. Nothing is read before it is needed. */
Tables *tables_new(Arena *arena, Documents *documents, const Repository *repositories,
                   size_t repository_count, PatternSet *patterns);

/* The same with a keeper, which is borrowed. Must be freed with tables_free_kept, in addition to
   the arena. */
Tables *tables_new_kept(Arena *arena, Documents *documents, const Repository *repositories,
                        size_t repository_count, PatternSet *patterns, const TablesKeeper *keeper);

void tables_free_kept(Tables *tables);

/* The files that spread tables are limited to: those of a repository from one path to another, in
   the order of paths. For kept tables, this is a single file. */
typedef struct TablesPart {
    const Repository *repository;
    Str first;
    Str last;
} TablesPart;
Tables *tables_new_of_part(Arena *arena, const Tables *whole, TablesPart part);

/* Tables some of which are supplied by tables_put, with rows from elsewhere; the others are read
   from these. */
Tables *tables_new_of_rows(Arena *arena, const Tables *whole);

/* Sets the arena for the targets of links that are resolved from now on. */
void tables_set_memory(const Tables *tables, Arena *arena);

/* For kept tables, whether Jekyll builds a site from the repository. */
bool tables_have_site(const Tables *tables, const Repository *repository);

/* Reads the table again, into an arena of its own. `before` is the previous table, whose files must
   still be in memory, or NULL. */
Table *tables_read(Tables *tables, Arena *arena, const TableDef *def, const Table *before);

/* For kept tables, frees everything that depends on which paths exist. */
void tables_forget_paths(Tables *tables);

/* Sets the place of a table that is put together from parts: the first place that the reader of a
   part set or, as for any table of files, the root. */
void table_take_place(Table *table, const Table *part);

/*
 * Declares that these tables are gathered: each is made up of copies of the rows that the parts
 * have of it, and is supplied with tables_put when all parts are done.
 */
void tables_gather(Tables *whole, const TableDef *const *defs, size_t count);
void tables_put(Tables *whole, Table *table);

/* For a part, the tables read so far, in that order, and how many places were read for each. */
typedef struct TableOutcome {
    const Table *table;
    size_t places_read;
    size_t places_failed;
} TableOutcome;
const TableOutcome *tables_outcomes(const Tables *tables, size_t *count);

/* The table of a definition, read when first needed. Never NULL. */
const Table *tables_get(Tables *tables, const TableDef *def);

/* From now on, each table is read into an arena of its own, so that its rows can be freed. */
void tables_read_apart(Tables *tables);

/*
 * Frees the rows of a table if it has its own arena. Neither they nor the rows of a table that is
 * read from it may be used any more. What is known of the table as a whole is kept.
 */
void tables_drop_rows(Tables *tables, const TableDef *def);

/*
 * Reads and parses the documents needed by these tables and by those that they are read from, on up
 * to `jobs` threads. For a part, this begins a pass that ends with documents_end_pass.
 */
void tables_prepare(Tables *tables, const TableDef *const *defs, size_t count, size_t jobs);

/* How many documents the table itself is read from, not counting those of its source tables. */
size_t tables_count_documents(Tables *tables, const TableDef *def);

Documents *tables_documents(const Tables *tables);

/* The bound repository of this name, which must exist. */
const Repository *tables_repository(const Tables *tables, Str name);
/* All of them. */
const Repository *tables_repositories(const Tables *tables, size_t *count);
/* The links of the repositories. */
Links *tables_links(const Tables *tables);

/* The document of a source's file, read when first needed. */
const Document *tables_document(const Tables *tables, const Source *source);

/* The part to point at when the row as a whole is meant. */
Location row_label(const Row *row);

#define ROW_NONE SIZE_MAX

/* For each row, the index of the innermost earlier row that it is inside of, or ROW_NONE. The rows
   of each file must be sorted by place. */
size_t *rows_around(Arena *arena, Row *const *rows, size_t count);

/* The cell of a column of the row's table. */
Cell row_cell(const Row *row, size_t column);

/* What is known about a cell without making it. */
typedef enum CellForm {
    CELL_OTHER,
    CELL_ABSENT, /* absent, with the row's label as its place */
    CELL_PART,   /* its text is a part of the row's text, verbatim */
} CellForm;

/* Sets `part`, relative to the row's start, only for CELL_PART. */
CellForm row_form(const Row *row, size_t column, Span *part);

/* A copy that points only into its file, into the file's YAML and to its parent. The row must not
   be a link. */
Row *row_copy(Arena *arena, const Row *row);

/* Whether the cell's text equals the text at its place, byte for byte. */
bool cell_is_verbatim(const Cell *cell);

/* What identifies the row when it moves: the definition's key columns, or else its text, whatever
   its file's lines end in. */
Str row_key(Arena *arena, const Row *row);

/* The row's own place: that of its text if the text is only a part of the row, as in a list item
   with nested items; otherwise the whole row. For a mapping, whose text is only its first line, it
   is the whole row as well. */
Location row_own_place(const Row *row);

#endif
