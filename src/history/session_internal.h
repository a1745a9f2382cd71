/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What session*.c share.
 *
 *     session.c         one step: marks what a change makes stale, and puts the result together
 *     session_file.c    runs the rules that keep to one file, file by file
 *     session_whole.c   the other rules, and the tables that they ask for
 *     session_segment.c tables among these whose rows come file by file
 *     session_tied.c    runs such rules only over rows that changed and rows tied to them
 *     session_skips.c   which rules that keep to one file could not look at everything
 *
 * Results are TraceNodes (trace.h), so a change marks as stale exactly what depends on it:
 *
 * A FileNode is made when its path is first seen and lives as long as the session. While the file
 * is there and stale, it is in `stale_files`, and session_run_files runs over it all clauses that
 * keep to one file. It owns their findings until it changes or goes.
 *
 * A WholeTable is made when a rule first asks for the table. When it becomes stale nothing is read:
 * session_settle first finds out whether it can say something else at all, and session_refresh
 * reads it when its rows are needed. `said` and `known` are the steps in which it last changed.
 *
 * A Segment is the part of a WholeTable that comes from one file, so that a change to a file costs
 * only its segments. All segments of a file share the file's `tables`, in which rows of one table
 * are parents of rows of another, so they become stale together; each then waits in its table's
 * `stale` list. When the file goes, its rows count as gone; when it comes back, the segment is used
 * again.
 *
 * A SessionRule runs its other clauses as a whole, and only if a table that it depends on says
 * something else or a file with one of its findings has changed. If all of these clauses have ties
 * (rule/ties.h), its second run over all rows learns them, and later runs look only at rows that
 * changed and rows tied to them, as long as what changed is known.
 */
#ifndef GOVLINT_HISTORY_SESSION_INTERNAL_H
#define GOVLINT_HISTORY_SESSION_INTERNAL_H

#include <stdint.h>

#include "history/row_changes.h"
#include "history/session.h"
#include "history/trace.h"
#include "rule/engine_internal.h"
#include "rule/ties.h"
#include "table/endings.h"
#include "table/selection.h"
#include "table/spread.h"

/* Kinds of dependencies. One on a snapshot is named by the repository's index and a path. */
enum {
    DEP_ALL = 'a',
    DEP_ENTRY = 'e',
    DEP_FOLDER = 'f',
    DEP_CONTENT = 'c',
    DEP_ENDINGS = 'n', /* the line endings of most files; by repository and name of the table */
};

/* A table that is read from files, and whose rows come file by file. */
typedef struct SpreadTable {
    const TableDef *def;
    size_t chooser;        /* index in the session's choosers */
    size_t read;           /* number of files that could be read */
    EndingsTally *tallies; /* for a table of line endings: one per repository; else NULL */
} SpreadTable;

/* Whether a spread table could be read from a file. */
typedef struct FileOutcome {
    SpreadTable *table;
    bool read;
    Str failed; /* why not; empty if it did not fail */
} FileOutcome;

typedef struct Segment Segment;
typedef struct WholeTable WholeTable;

/* A file, and what the clauses that keep to one file found in it. */
typedef struct FileNode {
    TraceNode node; /* must be first: pointers to it are cast to FileNode */
    Str path;
    size_t repository;
    bool present;
    bool listed;  /* in the session's stale_files */
    bool *chosen; /* for each chooser, whether it chooses this file */
    Arena memory; /* holds the findings and outcomes */
    Finding *findings;
    size_t finding_count;
    FileOutcome *outcomes;
    size_t outcome_count;
    EndingsKind *endings; /* for each spread table, how its tally counts this file now */
    Arena segment_memory; /* holds `tables` */
    Tables *tables;       /* of this file only, for its segments; NULL before one is read */
    bool tables_stale;    /* `tables` must be made anew */
    ARRAY_OF(Segment *) segments;
} FileNode;

/* The rows that a whole table has from one file. */
struct Segment {
    TraceNode node; /* must be first */
    WholeTable *whole;
    FileNode *file;
    bool listed;        /* in whole->stale */
    const Table *table; /* one of file->tables */
    bool read;          /* the file could be read */
    Str failed;         /* why it could not be; empty if it did not fail */
    RowPrints prints;   /* one per row */
    uint64_t print;     /* of all of its rows */
};

/*
 * A table that rules ask for as a whole. If its rows come file by file in the order of files, it is
 * put together from segments, and only segments of files that changed are read.
 */
struct WholeTable {
    TraceNode node; /* must be first */
    const TableDef *def;
    const TableDef *leaf;    /* the table of files that its segments come from; NULL: no segments */
    Table *table;            /* NULL before it is first read */
    bool hollow;             /* it says what it said before, but its rows are out of date */
    uint64_t print;          /* of what it says, whatever the places of its rows */
    uint64_t next_print;     /* the same for what was just read */
    RowPrints prints;        /* one per row */
    size_t said;             /* the step in which what it says last changed */
    size_t said_before;      /* the step of the change before that */
    RowChanges changes;      /* from `said_before` to `said` */
    RowChanges next_changes; /* collected while it is read */
    size_t known;            /* the step in which how much is known of it last changed */
    uint64_t known_print;    /* of how much is known, and why not more */
    bool flat;               /* `rows` and `prints` list the rows of its segments … */
    bool numbered;           /* … and Row.index is set in them */
    Arena memory;            /* of the table; with segments, only of its reasons */
    Arena memory_before;     /* of the previous table, while one is read as a whole */
    ARRAY_OF(Segment *) segments; /* in the order of files */
    ARRAY_OF(Segment *) stale;    /* segments to read, or to drop if their file is gone */
    ARRAY_OF(Row *) rows;
    size_t laid_out; /* the step in which `segments` was filled */
};

/* A table from whose rows those of a rule's tables are made, each row from one row. */
typedef struct SessionRoot {
    WholeTable *whole;
    bool must_stay; /* some check looks at rows of it without telling ties: it needs all of them */
} SessionRoot;

/* A rule of the pack. */
typedef struct SessionRule {
    TraceNode node; /* of the clauses that run as a whole */
    const Rule *rule;
    bool on;
    Severity severity;
    bool any_spread;    /* some of its clauses keep to one file … */
    bool *choosers;     /* … which one of these choosers must choose */
    bool any_whole;     /* some clauses run as a whole */
    bool looks_at_rows; /* false: only at how much is known of tables */
    bool *spread;       /* for each clause, whether it keeps to one file */
    bool *whole;        /* for each clause, the opposite */
    bool by_ties;       /* all clauses that run as a whole have ties */
    bool looks_further; /* what a check says of a failing row depends on rows not tied to it */
    ARRAY_OF(SessionRoot) roots;
    bool ran;   /* over all rows, at least once */
    Ties *ties; /* learnt from its second run over all rows; NULL before */
    Arena ties_memory;
    RowPrints found;    /* prints of the root rows of rows with findings */
    size_t clauses_run; /* number of clauses that ran as a whole */
    bool must_run;      /* the configurations or the day have changed since it ran */
    Arena memory;       /* of the findings and skips of clauses that run as a whole */
    Finding *findings;
    size_t finding_count;
    Skipped *skipped;
    size_t skipped_count;
} SessionRule;

/* The files of a repository, by path. */
typedef struct OrderedFiles {
    ARRAY_OF(FileNode *) files;
    size_t step; /* in which they were listed */
} OrderedFiles;

struct Session {
    Arena *arena;
    LintOptions options;
    size_t walked;
    const Repository *repositories;
    Documents *documents;
    Tables *tables;
    TablesKeeper keeper;
    Tracer tracer;
    TraceDep links_known; /* what resolving links remembers of all repositories */
    SessionRule *rules;
    Chooser **choosers;
    unsigned *chooser_parts; /* for each chooser: DocumentPart, or-ed, read of files it chooses */
    size_t chooser_count;
    SpreadTable *spread;
    size_t spread_count;
    DefMap spread_of; /* SpreadTable by definition */
    DefMap whole;     /* WholeTable by definition */
    ARRAY_OF(WholeTable *) all_whole;
    Map *files; /* for each repository, FileNode by path */
    ARRAY_OF(FileNode *) all_files;
    OrderedFiles *ordered; /* one per repository */
    ARRAY_OF(FileNode *) stale_files;
    ARRAY_OF(FileNode *) finders;       /* files with findings */
    ARRAY_OF(FileNode *) failed;        /* files that some table could not be read from */
    ARRAY_OF(const Document *) special; /* documents that have ignores or are unreadable */
    bool linted;                        /* at least once */
    const Config **configs;             /* of each repository, at the last lint */
    bool day_matters;                   /* some ignore has an end date */
    bool rules_of_day;                  /* some rule asks for the day */
    bool site;                          /* the walked repository is a Jekyll site */
    bool any_site;                      /* some repository is one */
    bool changed;                       /* in this step: the result must be put together anew */
    RowPrints prints;                   /* a spare array for session_print */
    Arena scratch;
    Arena running; /* of the rule that is run as a whole */
    Arena current; /* of the last result */
    LintResult result;
};

/* The spread table with this definition, if it is read from files; else NULL. */
SpreadTable *session_spread(const Session *session, const TableDef *def);

/* Notes that the result being made, if any, depends on this. */
void session_note(Session *session, char kind, size_t repository, Str text);

/* session_file.c */
void session_file_set(Session *session, size_t repository, Str path, bool present);
/* The parts of the file that spread tables read: DocumentPart, or-ed. */
unsigned session_file_parts(Session *session, size_t repository, Str path);
void session_run_files(Session *session);
void session_find_rules(Session *session);

/* session_segment.c */
void session_read_segments(Session *session, WholeTable *whole);
/* The first lists the rows of all segments, the second sets their Row.index. */
void session_flatten(Session *session, WholeTable *whole);
void session_number_rows(WholeTable *whole);
/* Makes the tables of the file stale, and with them its segments. */
void session_drop_segments(Session *session, FileNode *file);

/* session_whole.c: tables, for the keeper, and rules that run as a whole. */
const Table *session_get_table(void *context, const TableDef *def);
WholeTable *session_whole(Session *session, const TableDef *def);
/* Finds out whether the table says something else than before. Reads it only if it must, so that
   its rows may be out of date afterwards. */
void session_settle(Session *session, WholeTable *whole);
/* Brings the table and its rows up to date. Does not set Row.index in rows of segments. */
void session_refresh(Session *session, WholeTable *whole);
/* Sets `prints` to those of the rows of `table`, which is the whole table or one segment of it, and
   adds to whole->next_changes how they differ from the old ones. Returns a print of all rows. */
uint64_t session_print(Session *session, WholeTable *whole, const Table *table, RowPrints *prints);
/* Whether the files that the rule's findings point to are as they were when it ran. */
bool session_findings_stay(Session *session, const SessionRule *rule);
/* Replaces the findings and skips of the rule by those of a run. */
void session_take_run(Session *session, SessionRule *rule, const Engine *engine);
/* Whether the run skipped anything other than what the rule skipped before. */
bool session_skips_others(const SessionRule *rule, const Engine *engine);
void session_run_whole_rules(Session *session);
void session_free_whole(Session *session);

/* session_tied.c */
bool session_clause_has_ties(const Clause *clause);
/* Notes that the result being made depends on the rule's roots. A table made from them may stay
   stale for many steps, and a stale node does not make its users stale once more, so that a
   dependency on that table is not enough. */
void session_note_roots(Session *session, SessionRule *rule);
/* After a run over all rows: remembers which have findings, and learns the ties of all. */
void session_learn(Session *session, SessionRule *rule, const Engine *engine);
/* Runs a rule again over only some rows. Returns false if it must run over all of them. */
bool session_run_tied(Session *session, SessionRule *rule);

/* session_skips.c: adds to the engine why a rule could not look at all of its tables. */
void session_skips(Session *session, Engine *engine, const SessionRule *rule);

#endif
