/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Checks: the primitives that rules name. For rule/ and history/ alone.
 *
 * A check is a predicate over the rows of one table. It is bound once, when the pack is loaded
 * (its parameters become columns and tables), prepared once for each table that it runs over
 * (indexes are built), and then asked for each row. A new check is a row in the list of kinds in
 * check.c and its functions; it needs at least two rules that want it.
 */
#ifndef GOVLINT_RULE_CHECK_H
#define GOVLINT_RULE_CHECK_H

#include "rule/rule.h"
#include "rule/ties.h"
#include "table/table.h"

/* What a check is asked about. */
typedef enum CheckScope {
    SCOPE_ROWS,
    SCOPE_TABLES,  /* `for: every-table`: a row stands for a problem of a table */
    SCOPE_IGNORES, /* `for: every-ignore`: a row stands for an ignore */
} CheckScope;

/* SCOPE_ROWS for the name of a table. */
CheckScope check_scope_of(Str name);

/* What a check's parameters are bound against. */
typedef struct Binding {
    const Decoder *decoder;
    const TableDefs *tables;
    const TableDef *table; /* the clause's; NULL unless its scope is SCOPE_ROWS */
    CheckScope scope;
    const TableDef *const *others; /* tables that the conditions before refer to */
    size_t other_count;
} Binding;

/* The edits that put rows in order: one fix for all rows that are out of it. */
typedef struct Reorder {
    Edit *edits;
    size_t edit_count;
    size_t moved;
    const char *unfixed; /* why a person has to, else NULL */
    const Fix *fix;      /* made with the first finding, then shared */
} Reorder;

/* What a check says about a row that fails it. */
typedef struct Failure {
    Location at; /* no source: the row's label */
    TemplateValues values;
    Str help; /* the check's own, instead of the clause's; usually empty */
    Related *related;
    size_t related_count;
    Reorder *reorder; /* of a row that is out of order, else NULL */
} Failure;

#define TIES_HERE SIZE_MAX

/* One check over one table. */
typedef struct CheckRun {
    Arena *arena;
    Tables *tables;
    const Check *check;
    const Table *table;
    Str day;        /* of the run: LintOptions.as_of */
    bool condition; /* it is one of the clause's `when`, not what it checks */
    void *state;    /* what `prepare` made … */
    bool prepared;  /* … once this is true */
} CheckRun;

struct CheckKind {
    const char *name;
    const char *summary;
    const Field *fields;   /* of its parameters; NULL: it takes none, only `true` */
    size_t size;           /* of its parameters */
    const char *short_key; /* the field that a plain value sets, or NULL */
    bool unformed;         /* rows that fit no entry pattern are its business */
    CheckScope scope;
    bool (*bind)(const Binding *binding, Check *check, const YamlNode *node, Error *error);
    void (*prepare)(CheckRun *run);
    bool (*holds)(const CheckRun *run, const Row *row, Failure *failure);
    /* Whether what it says of a row of a spread table depends on the rows of other files; NULL: it
       does. What it looks up by tables_links and tables_documents is no matter. */
    bool (*keeps_to_file)(const Check *check, const TableDef *table);
    /* The ties of a row of the table that the check is over (`there`: TIES_HERE), or of one that it
       refers to (its number): by which texts what it says of the former depends on other rows.
       NULL: there is no telling, or on none. */
    void (*ties)(const CheckRun *run, const Row *row, size_t there, RowTies *out);
    bool looks_further; /* what it tells of a row that fails depends on more than its ties */
    /* What it says of a row depends on that and the tables that it refers to, on nothing else. */
    bool by_row;
    /* Nearly every row passes it, and to know that costs less than conditions do: it is asked
       first, unless it is `of_other`. */
    bool at_hand;
};

extern const CheckKind check_well_formed, check_present, check_absent, check_sorted, check_matches,
    check_one_of, check_same, check_in_order, check_canonical, check_unique, check_refers_to,
    check_count, check_parses, check_read, check_ignores, check_finds_path, check_named_by,
    check_agrees, check_spelled_like, check_resolves;

/* For `keeps_to_file`: it looks at its row alone. */
bool check_keeps_to_row(const Check *check, const TableDef *table);

/* What a check looks like, for the schema. */
extern const Shape check_shape;

/* Decodes `{KIND: PARAMETERS}` and binds it. */
bool check_decode(const Binding *binding, const YamlNode *node, Check *out, Error *error);

/* A column of the binding's table. */
bool binding_column(const Binding *binding, Text name, size_t *out, Error *error);
bool binding_columns(const Binding *binding, const TextList *names, size_t **out, Error *error);

/* A column of the row, or as other.COLUMN of the row that a condition before found. */
bool binding_side(const Binding *binding, Text name, Error *error);
/* Its cell; absent where there is no such row, or no such column in its table. */
Cell row_side(const Row *row, const Row *other, Str name);
bool side_is_other(Str name);

/* Adds a place to the failure's related ones. */
void failure_relate(const CheckRun *run, Failure *failure, Location at, const char *message);

/* Bytes of texts that a check may look through for its failing rows: each of these is compared with
   all rows over there, and there may be a hundred thousand of both. */
#define CHECK_BUDGET ((size_t)16 * 1024 * 1024)
#define SEARCH_COST 16 /* of a text, besides its bytes */

/* The text by which values are compared: as it is, or with letter case folded. */
typedef enum Fold { FOLD_NONE, FOLD_CASE } Fold;
extern const char *const fold_names[];
Str fold_text(Arena *arena, Str text, Fold fold);

/* The text of several cells as one key; false where one of them is absent. */
bool row_join(Arena *arena, const Row *row, const size_t *columns, size_t count, Fold fold,
              Str *out);

/* For each row of the run's table the number of its list, below the number of rows. A list is what
   one table has of one file: the run's table, or the one that its rows come from. */
const size_t *row_lists(const CheckRun *run);

#endif
