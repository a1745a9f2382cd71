/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Readers: one for each kind of place that rows come from. Internal to table/.
 *
 * A reader finds the places of its table's rows and fills their built-in columns; entry patterns
 * and derived columns are the same for all and done by row_finish. Adding a reader is a row in the
 * table of readers in reader.c and a read function.
 */
#ifndef GOVLINT_TABLE_READER_H
#define GOVLINT_TABLE_READER_H

#include "base/array.h"
#include "table/selection.h"
#include "table/spread.h"
#include "table/table.h"

typedef struct Reading Reading;
typedef void (*DocumentVisitor)(Reading *reading, const Document *document);

/* What reading a table needs and makes. */
struct Reading {
    Arena *arena;
    Tables *tables;
    Documents *documents;
    const Repository *repositories;
    size_t repository_count;
    const TableDef *def;
    Table *table;
    Arena *listing; /* of `rows`, which has the finished ones so far */
    ARRAY_OF(Row *) rows;
    ARRAY_OF(TableProblem) problems;
    size_t places_read;   /* documents or trees that rows came from */
    size_t places_failed; /* … that could not be read, for `reason` */
    DocumentVisitor visit_document;
    void *state;          /* of the reader's own, over all documents */
    Row *spare;           /* one that was dropped */
    Cell *cells;          /* those of a row that is finished or was dropped, for the next one */
    const Source *source; /* that the last row is of */
    size_t source_rows;   /* of it */
    const Table *before;  /* what the table was before, or NULL … */
    size_t row_before;    /* … and its row that is expected next */
    Row *const *parents;  /* of the parent table, in order of their places: reading_take_parent */
    const size_t *around; /* of these: rows_around */
    Map parent_rows;      /* … and which of them are of a source */
};

struct Reader {
    const char *key;            /* the key under `read:` that chooses it */
    const char *const *keys;    /* the keys that go with it, itself included, ended by NULL */
    const char *const *columns; /* built in, ended by NULL; the first is what entries match */
    void (*read)(Reading *reading);
    unsigned parts; /* what it reads of documents, 0 where it reads none: DocumentPart, or-ed */
    bool by_file;   /* of each file by itself, whatever the others are */
};

/* All readers, ended by a row whose key is NULL. */
extern const Reader readers[];

void read_files(Reading *reading);
void read_folders(Reading *reading);
void read_paths(Reading *reading);
void read_list(Reading *reading);
void read_markdown_table(Reading *reading);
void read_yaml(Reading *reading);
void read_front_matter(Reading *reading);
void read_keys(Reading *reading);
void read_prose(Reading *reading);
void read_lines(Reading *reading);
void read_html(Reading *reading);
void read_printed(Reading *reading);
void read_endings(Reading *reading);
void read_links(Reading *reading);
void read_cells(Reading *reading);
void read_rows(Reading *reading);
void read_headings(Reading *reading);
void read_texts(Reading *reading);

/* A new row whose cells are all absent, looked for at its label. Counted once it is finished. */
Row *row_new(Reading *reading, Location at, Location label);

/* The part of a place that is in its first line: what to point at when all of it is meant. */
Location reading_first_line(Location at);

/* The label of a row that is a node of YAML: of a mapping its first pair, of anything else its
   first line. */
Location reading_label(const Source *source, const YamlNode *node);

/*
 * Whether a row whose built-in column has this text may be one, by the definition's `only`. Most
 * rows of some tables are none, and asking first is cheaper than making them.
 */
bool reading_wants(const Reading *reading, size_t column, Str text);

/* Whether any part of a text may be wanted there; where none is, none need be looked for. */
bool reading_wants_part(const Reading *reading, size_t column, Str text);

/* Tells that the row is none after all: it is not formed, and its memory is that of the next one.
 */
void row_drop(Reading *reading, Row *row);

/* Sets a cell of a row. An empty text is an absent cell. */
void row_set(Row *row, size_t column, Str text, Location at);

/* Sets a cell to what stands at a location. */
void row_set_verbatim(Row *row, size_t column, Location at);

/* Fills the columns named by a pattern's groups with what they matched in the subject; `verbatim`
   is what cell_is_verbatim says of it. */
void row_fill(Row *row, const Cell *subject, bool verbatim, const Pattern *pattern,
              const PatternGroup *groups);

/* The same with the first column as subject; false without a match. */
bool row_match(Row *row, const Pattern *pattern);

/*
 * Matches the entry patterns against the first column, fills the named and derived columns and
 * adds the row to the table, unless the definition's `except` or `only` leaves it out.
 */
void row_finish(Reading *reading, Row *row);

/* Takes what follows from the row's text over from a row that the table had before, where there is
   one of the same text, and packs it; in row_before.c. */
bool row_take_over(Reading *reading, Row *row);

/* Packs a finished row, where that can be done; its cells are those of the next one. In
   row_packed.c, as the next. */
void row_pack(Reading *reading, Row *row);

/* The same, where the row has the same text as one that is packed, and the reader put the same into
   both: all else is as there. False where that has cells of other places than its own. */
bool row_pack_as(Reading *reading, Row *row, const Row *before);

/* What the globs of definitions choose; in table.c. */
Selections *tables_selections(const Tables *tables);

/* What looks for dates in cells; in table.c. */
DateForms *tables_dates(const Tables *tables);

/* Whether more rows of the file would be added, so that none need be made. */
bool row_has_room(Reading *reading, const Source *source);
/* Of tables of a part of the files that part, else NULL. */
const TablesPart *tables_part(const Tables *tables);
const TablesKeeper *tables_keeper(const Tables *tables);
/* What was counted of a repository, by definition: all parts have the same. */
DefMap *tables_tallies(const Tables *tables, const Repository *repository);
/* Of the whole, whether the table is gathered from parts. */
bool tables_gathers(const Tables *tables, const TableDef *def);

/* Of kept tables, else NULL. */
struct Folds *tables_folds(const Tables *tables);

/* Another table that is read from. What is not known of it is not known here. */
const Table *reading_source(Reading *reading, const TableDef *def);

/* Tells that a place could not be read. `reason` is the table's, unless an earlier one is. */
void reading_failed(Reading *reading, Str reason);

/* The same of a file that is there, of which something is not read. */
void reading_give_up(Reading *reading, const Source *source, Str why);

/* The YAML of a file. One that does not parse is a place that could not be read, and NULL: the
   finding is another rule's. Where its name is not one of YAML, as that of JSON, no other rule
   looks at it. */
const YamlStream *reading_yaml(Reading *reading, const Document *document);

/* Tells that a place is not there; a finding unless the table is optional. */
void reading_missing(Reading *reading, Location at, Str message, Str help);

/* Tells that a place is there and cannot be read, which no other rule tells. */
void reading_broken(Reading *reading, Location at, Str message, Str help);

/*
 * Reads the table `parent`, where the definition names one. Where the rows around them are not
 * known, those inside are not either: no finding of its own.
 */
void reading_take_parent(Reading *reading);

/*
 * The innermost row of the table `parent` around a place, or also at it, NULL where there is none.
 */
const Row *reading_parent(Reading *reading, Location at, bool or_there);

/* The last row of the table `parent` that begins in the same file before a place, or at it. */
const Row *reading_above(Reading *reading, Location at);

/* Calls `visit` for each repository that the definition names; those not given are failed places.
 */
typedef void (*RepositoryVisitor)(Reading *reading, const Repository *repository);
void reading_each_repository(Reading *reading, RepositoryVisitor visit);

/* Of the paths that `file` names, the first that is there; empty where none is. */
Str reading_file(const TableDef *def, const Repository *repository);

/*
 * Calls `visit` for each document that `file` or `files` names. A file named without wildcards
 * that is not there is missing, where none of its alternatives is; one that cannot be read is a
 * failed place.
 */
void reading_each_document(Reading *reading, DocumentVisitor visit);

/*
 * Calls `visit` for each section of a Markdown document below one of the headings of `list-under`
 * or `table-under`; it tells whether what is looked for is there. In a table of one file, a heading
 * or `what` below it that is not there is missing.
 */
typedef bool (*SectionVisitor)(Reading *reading, const Document *document, Span section,
                               Str heading);
void reading_each_section(Reading *reading, const Document *document, SectionVisitor visit,
                          const char *what);

/* Calls `visit` for the entries of a snapshot that any of the globs matches, and none excludes. */
typedef void (*EntryVisitor)(Reading *reading, const Repository *repository, Str path);
void reading_each_file(Reading *reading, const Repository *repository, EntryVisitor visit);
/* … files, symbolic links and submodules. */
void reading_each_entry(Reading *reading, const Repository *repository, EntryVisitor visit);
void reading_each_folder(Reading *reading, const Repository *repository, EntryVisitor visit);

#endif
