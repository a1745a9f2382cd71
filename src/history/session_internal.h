/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What session*.c share.
 *
 *     session.c         what a change makes stale
 *     session_file.c    rules that keep to one file, over that
 *     session_whole.c   the other rules, and the tables that they ask for
 *     session_segment.c such tables, where they come file by file
 *     session_tied.c    rules that run over the rows that changed, and what is tied to them
 *     session_skips.c   which of the former could not look at everything
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

/* Kinds of dependencies: those of a snapshot have its repository's number and a path. */
enum {
    DEP_ALL = 'a',
    DEP_ENTRY = 'e',
    DEP_FOLDER = 'f',
    DEP_CONTENT = 'c',
    DEP_ENDINGS = 'n', /* what the lines of most files end in, of a repository and a table */
};

/* A table that is read from files, and whose rows come file by file. */
typedef struct SpreadTable {
    const TableDef *def;
    size_t chooser;        /* which of the session's */
    size_t read;           /* how many files were read */
    EndingsTally *tallies; /* of each repository, of a table of line endings; else NULL */
} SpreadTable;

/* What became of a file for a spread table. */
typedef struct FileOutcome {
    SpreadTable *table;
    bool read;
    Str failed; /* why it could not be; empty where it could */
} FileOutcome;

typedef struct Segment Segment;
typedef struct WholeTable WholeTable;

/* A file, and what is found in it by itself. */
typedef struct FileNode {
    TraceNode node; /* first: a pointer to it is one to this */
    Str path;
    size_t repository;
    bool present;
    bool listed;  /* among those to be linted */
    bool *chosen; /* by which of the choosers */
    Arena memory; /* of the next four */
    Finding *findings;
    size_t finding_count;
    FileOutcome *outcomes;
    size_t outcome_count;
    EndingsKind *endings; /* for each spread table of endings; kept over changes */
    Arena segment_memory; /* of the next … */
    Tables *tables;       /* of this file, for whole tables; NULL before one is read … */
    bool tables_stale;    /* … or where they must be read anew */
    ARRAY_OF(Segment *) segments;
} FileNode;

/* The rows that a whole table has from one file. */
struct Segment {
    TraceNode node; /* first */
    WholeTable *whole;
    FileNode *file;
    bool listed; /* among the whole's stale ones */
    const Table *table;
    bool read;
    Str failed;
    RowPrints prints; /* of the rows … */
    uint64_t print;   /* … and of them all */
};

/*
 * A table that rules ask for as a whole. Where its rows come file by file in the order of files, it
 * is put together of segments, and only those of files that changed are read.
 */
struct WholeTable {
    TraceNode node; /* first */
    const TableDef *def;
    const TableDef *leaf; /* from which files its segments come; NULL: it has none */
    Table *table;         /* NULL before it is read */
    bool hollow;          /* it says what it said, but its rows are gone */
    uint64_t print;       /* of what it says, wherever that stands … */
    uint64_t next_print;  /* … and what was just read */
    RowPrints prints;     /* of each row */
    size_t said;          /* the step in which it said something else last … */
    size_t said_before;   /* … and that of the time before … */
    RowChanges changes;   /* … since which this changed … */
    RowChanges next_changes;
    size_t known;         /* … and that in which more or less of it was known */
    uint64_t known_print; /* … of its state and the reason for it */
    bool flat;            /* the rows of its segments are listed … */
    bool numbered;        /* … and know where */
    Arena memory;
    Arena memory_before;          /* what the table was before, where it is read as a whole */
    ARRAY_OF(Segment *) segments; /* in the order of files */
    ARRAY_OF(Segment *) stale;
    ARRAY_OF(Row *) rows;
    size_t laid_out; /* the step in which the segments were listed */
};

/* A table that those of a rule are made of row by row. */
typedef struct SessionRoot {
    WholeTable *whole;
    bool must_stay; /* a check looks at it in a way that no ties tell */
} SessionRoot;

/* A rule of the pack. */
typedef struct SessionRule {
    TraceNode node; /* of a rule that runs as a whole */
    const Rule *rule;
    bool on;
    Severity severity;
    bool any_spread;    /* some of its clauses keep to one file … */
    bool *choosers;     /* … chosen by one of these */
    bool any_whole;     /* some do not */
    bool looks_at_rows; /* not only at how much is known of tables */
    bool *spread;       /* which of them, and … */
    bool *whole;        /* … which not: each leaves out the others */
    bool by_ties;       /* those that do not may run over rows that changed */
    bool looks_further; /* what they tell of a row that fails depends on rows without ties to it */
    ARRAY_OF(SessionRoot) roots;
    bool ran;   /* before */
    Ties *ties; /* once it ran again */
    Arena ties_memory;
    RowPrints found;    /* roots of rows with findings */
    size_t clauses_run; /* of those that run as a whole */
    bool must_run;      /* with other configurations */
    Arena memory;       /* of a whole rule's */
    Finding *findings;
    size_t finding_count;
    Skipped *skipped;
    size_t skipped_count;
} SessionRule;

/* Those that a repository has, as of a step. */
typedef struct OrderedFiles {
    ARRAY_OF(FileNode *) files;
    size_t step;
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
    TraceDep links_known; /* what links remember of all repositories */
    SessionRule *rules;
    Chooser **choosers;
    unsigned *chooser_parts; /* what tables read of the files that it chooses */
    size_t chooser_count;
    SpreadTable *spread;
    size_t spread_count;
    DefMap spread_of; /* SpreadTable */
    DefMap whole;     /* WholeTable */
    ARRAY_OF(WholeTable *) all_whole;
    Map *files; /* FileNode by path, of each repository */
    ARRAY_OF(FileNode *) all_files;
    OrderedFiles *ordered; /* of each repository, by path */
    ARRAY_OF(FileNode *) stale_files;
    ARRAY_OF(FileNode *) finders;       /* files with findings */
    ARRAY_OF(FileNode *) failed;        /* files with an outcome that is a failure */
    ARRAY_OF(const Document *) special; /* with ignores in them, or unreadable */
    bool linted;                        /* before */
    const Config **configs;             /* of each repository, as it was linted last */
    bool day_matters;                   /* an ignore ends */
    bool rules_of_day;                  /* a rule asks for the day */
    bool site;                          /* the walked repository is a site that Jekyll makes */
    bool any_site;                      /* any is */
    bool changed;                       /* in this step, what the result is made from */
    RowPrints prints;                   /* spare */
    Arena scratch;
    Arena running; /* of a rule that runs as a whole */
    Arena current; /* of the last result */
    LintResult result;
};

/* The spread table that is read from files by this definition; NULL where there is none. */
SpreadTable *session_spread(const Session *session, const TableDef *def);

/* Notes that the running result came from this. */
void session_note(Session *session, char kind, size_t repository, Str text);

/* session_file.c */
void session_file_set(Session *session, size_t repository, Str path, bool present);
/* What rules that keep to one file need of it: DocumentPart, or-ed. */
unsigned session_file_parts(Session *session, size_t repository, Str path);
void session_run_files(Session *session);
void session_find_rules(Session *session);

/* session_segment.c */
void session_read_segments(Session *session, WholeTable *whole);
/* Lists the rows of all segments; and tells each where it is among them. */
void session_flatten(Session *session, WholeTable *whole);
void session_number_rows(WholeTable *whole);
/* The files' tables are of no use any more. */
void session_drop_segments(Session *session, FileNode *file);

/* session_whole.c: the keeper's functions, and the rules. */
const Table *session_get_table(void *context, const TableDef *def);
WholeTable *session_whole(Session *session, const TableDef *def);
/* Finds out whether the table says something else than before, and reads it only if it must. */
void session_settle(Session *session, WholeTable *whole);
/* The same, and its rows are there, but do not know where they are in it. */
void session_refresh(Session *session, WholeTable *whole);
/* Sets the prints of rows that the table has, or a segment of it, and adds to its next changes how
   they differ from what these were; returns one of them all. */
uint64_t session_print(Session *session, WholeTable *whole, const Table *table, RowPrints *prints);
/* Whether all that was found is still there, if the tables say what they said. */
bool session_findings_stay(Session *session, const SessionRule *rule);
/* Takes over what a run found. */
void session_take_run(Session *session, SessionRule *rule, const Engine *engine);
/* Whether the run skipped something else than the rule did before. */
bool session_skips_others(const SessionRule *rule, const Engine *engine);
void session_run_whole_rules(Session *session);
void session_free_whole(Session *session);

/* session_tied.c */
bool session_clause_has_ties(const Clause *clause);
/* Notes that the running result comes from the rule's roots. A table that is read from these may be
   out of date for long, and who depends on that alone is not told again. */
void session_note_roots(Session *session, SessionRule *rule);
/* Learns from a run over all rows what the next one may leave out. */
void session_learn(Session *session, SessionRule *rule, const Engine *engine);
/* Runs a rule again, over some rows. False: it has to run over all of them. */
bool session_run_tied(Session *session, SessionRule *rule);

/* session_skips.c: adds why a rule could not look at all of its tables. */
void session_skips(Session *session, Engine *engine, const SessionRule *rule);

#endif
