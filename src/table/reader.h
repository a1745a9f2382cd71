/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Readers: one for each kind of place that rows come from. Internal to table/.
 *
 * A reader finds the places of its table's rows and fills their built-in columns. Entry patterns
 * and derived columns work the same for all readers and are handled by row_finish. To add a reader,
 * add a row to the table of readers in reader.c and write a read function.
 */
#ifndef GOVLINT_TABLE_READER_H
#define GOVLINT_TABLE_READER_H

#include "base/array.h"
#include "table/selection.h"
#include "table/spread.h"
#include "table/table.h"

typedef struct Reading Reading;
typedef void (*DocumentVisitor)(Reading *reading, const Document *document);

/* The context and the results of reading a table. */
struct Reading {
    Arena *arena;
    Tables *tables;
    Documents *documents;
    const Repository *repositories;
    size_t repository_count;
    const TableDef *def;
    Table *table;
    Arena *listing;       /* memory of the list `rows` */
    ARRAY_OF(Row *) rows; /* the rows finished so far */
    ARRAY_OF(TableProblem) problems;
    size_t places_read;   /* documents or trees that rows came from */
    size_t places_failed; /* … and those that could not be read; Table.reason says why */
    DocumentVisitor visit_document;
    void *state;          /* the reader's own, kept over all documents */
    Row *spare;           /* a dropped row, to be reused */
    Cell *cells;          /* those of a finished or dropped row, to be reused by the next one */
    const Source *source; /* of the last row */
    size_t source_rows;   /* how many rows that source has so far */
    size_t source_text;   /* … and how many bytes of text these were read with */
    const Table *before;  /* the table as it was before, or NULL … */
    size_t row_before;    /* … and which of its rows is expected next */
    Row *const *parents;  /* rows of the parent table, sorted by place: reading_take_parent */
    const size_t *around; /* … what rows_around returns for them */
    Map parent_rows;      /* … and their range for each source */
};

struct Reader {
    const char *key;            /* the key under `read:` that chooses it */
    const char *const *keys;    /* the keys allowed with it, `key` included; ends with NULL */
    const char *const *columns; /* built-in ones, ending with NULL; entries match the first one */
    void (*read)(Reading *reading);
    unsigned parts; /* which parts of documents it reads, as DocumentPart flags; 0: none */
    bool by_file;   /* reads each file independently of all others */
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

/* A new row, whose cells are all absent and placed at its label. It is counted by row_finish. */
Row *row_new(Reading *reading, Location at, Location label);

/* The part of a place that is on its first line: what to point at when the whole place is meant. */
Location reading_first_line(Location at);

/* The label of a row that is a YAML node: the first pair of a mapping, the first line of anything
   else. */
Location reading_label(const Source *source, const YamlNode *node);

/*
 * Whether the definition's `only` admits a row with this text in a built-in column. In some tables
 * it rejects most rows, so asking first is cheaper than making them.
 */
bool reading_wants(const Reading *reading, size_t column, Str text);

/* Whether `only` may admit any part of a text in that column; if not, the text can be skipped. */
bool reading_wants_part(const Reading *reading, size_t column, Str text);

/* Sets a cell of a row. An empty text is an absent cell. */
void row_set(Row *row, size_t column, Str text, Location at);

/* Sets a cell to the text at a location. */
void row_set_verbatim(Row *row, size_t column, Location at);

/* Fills the columns named by a pattern's groups with what they matched in the subject; `verbatim`
   is what cell_is_verbatim returns for the subject. */
void row_fill(Row *row, const Cell *subject, bool verbatim, const Pattern *pattern,
              const PatternGroup *groups);

/*
 * Matches the entry patterns against the first column, fills the named and derived columns and
 * adds the row to the table, unless the definition's `except` or `only` leaves it out.
 */
void row_finish(Reading *reading, Row *row);

/* If the table had a row with the same text before, takes over from it what follows from the text,
   and packs the row. False if there is none. In row_before.c. */
bool row_take_over(Reading *reading, Row *row);

/* Packs a finished row, if possible; the next row reuses its cells. In row_packed.c, like the next
   function. */
void row_pack(Reading *reading, Row *row);

/* The same for a row that has the same text, and the same cells from the reader, as the packed row
   `before`: all other cells are taken from that. False if it has cells placed outside itself. */
bool row_pack_as(Reading *reading, Row *row, const Row *before);

/* The paths that the globs of definitions select; in table.c. */
Selections *tables_selections(const Tables *tables);

/* The finder of dates in cells; in table.c. */
DateForms *tables_dates(const Tables *tables);

/* Whether the table has room for more rows of the file; if not, none need be made. */
bool row_has_room(Reading *reading, const Source *source);
/* The part of the files that the tables cover, or NULL if they cover all. */
const TablesPart *tables_part(const Tables *tables);
const TablesKeeper *tables_keeper(const Tables *tables);
/* The tallies of a repository, by definition; all parts share them. */
DefMap *tables_tallies(const Tables *tables, const Repository *repository);
/* For the tables of all files: whether this one is gathered from parts. */
bool tables_gathers(const Tables *tables, const TableDef *def);

/* The folded texts of kept tables, else NULL. */
struct Folds *tables_folds(const Tables *tables);

/* Another table that this one is read from. If that is not fully known, neither is this one. */
const Table *reading_source(Reading *reading, const TableDef *def);

/* Reports that a place could not be read. `reason` becomes the table's unless it has one. */
void reading_failed(Reading *reading, Str reason);

/* The same for a file that exists but was not read completely. */
void reading_give_up(Reading *reading, const Source *source, Str why);

/* The YAML of a file. A file that does not parse counts as a place that could not be read and gives
   NULL; finding that is another rule's task. Only if its name is not that of YAML, but of JSON for
   example, is it reported here, as no other rule looks at it. */
const YamlStream *reading_yaml(Reading *reading, const Document *document);

/* Reports that a place is missing, which is a finding unless the table is optional. */
void reading_missing(Reading *reading, Location at, Str message, Str help);

/*
 * Reads the table `parent`, if the definition names one. If its rows are not known, neither are the
 * rows inside them, which is not a finding of its own.
 */
void reading_take_parent(Reading *reading);

/*
 * The innermost row of the table `parent` around a place, or NULL. With `or_there`, a row that
 * begins at the same offset counts too.
 */
const Row *reading_parent(Reading *reading, Location at, bool or_there);

/* The last row of the table `parent` that begins at or before a place in the same file. */
const Row *reading_above(Reading *reading, Location at);

/* Calls `visit` for each repository that the definition names. One that was not given counts as a
   place that could not be read. */
typedef void (*RepositoryVisitor)(Reading *reading, const Repository *repository);
void reading_each_repository(Reading *reading, RepositoryVisitor visit);

/* The first path named by `file` that exists, or empty. */
Str reading_file(const TableDef *def, const Repository *repository);

/*
 * Calls `visit` for each document that `file` or `files` names. A file named without wildcards is
 * reported as missing if neither it nor any of its alternatives exists. One that cannot be read
 * counts as a failed place.
 */
void reading_each_document(Reading *reading, DocumentVisitor visit);

/*
 * Calls `visit` for each section of a Markdown document below one of the headings of `list-under`
 * or `table-under`; it returns whether the section has what is looked for. In a table of one file,
 * a heading without a match, or without `what` below it, is reported as missing.
 */
typedef bool (*SectionVisitor)(Reading *reading, const Document *document, Span section,
                               Str heading);
void reading_each_section(Reading *reading, const Document *document, SectionVisitor visit,
                          const char *what);

/* The last heading that begins at or before an offset; NULL if there is none. */
const MarkdownHeading *reading_section(const Document *document, size_t offset);

/* Calls `visit` for the entries of a snapshot that any of the globs matches and none excludes. */
typedef void (*EntryVisitor)(Reading *reading, const Repository *repository, Str path);
void reading_each_file(Reading *reading, const Repository *repository, EntryVisitor visit);
/* The same for files, symbolic links and submodules. */
void reading_each_entry(Reading *reading, const Repository *repository, EntryVisitor visit);
void reading_each_folder(Reading *reading, const Repository *repository, EntryVisitor visit);

#endif
