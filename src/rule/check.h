/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Checks: the primitives that rules name. Only for rule/ and history/.
 *
 * A check is a predicate over the rows of one table. It is bound once, when the pack is loaded
 * (its parameters become columns and tables), prepared once for each table that it runs over
 * (indexes are built), and then called for each row. To add a check, add a row to the list of kinds
 * in check.c and write its functions; at least two rules should need it.
 */
#ifndef GOVLINT_RULE_CHECK_H
#define GOVLINT_RULE_CHECK_H

#include "rule/rule.h"
#include "rule/ties.h"
#include "table/table.h"

/* What the rows of a check represent. */
typedef enum CheckScope {
    SCOPE_ROWS,
    SCOPE_TABLES,  /* `for: every-table`: a row represents a problem of a table */
    SCOPE_IGNORES, /* `for: every-ignore`: a row represents an ignore */
} CheckScope;

/* The scope that `name` stands for; SCOPE_ROWS for the name of a table. */
CheckScope check_scope_of(Str name);

/* What a check's parameters are bound against. */
typedef struct Binding {
    const Decoder *decoder;
    const TableDefs *tables;
    const TableDef *table; /* the clause's; NULL unless its scope is SCOPE_ROWS */
    CheckScope scope;
    const TableDef *const *others; /* tables that earlier conditions refer to */
    size_t other_count;
} Binding;

/* The edits that put rows in order: one fix for all rows that are out of order. */
typedef struct Reorder {
    Edit *edits;
    size_t edit_count;
    size_t moved;
    const char *unfixed; /* why a person has to reorder them, else NULL */
    const Fix *fix;      /* made with the first finding, then shared */
} Reorder;

/* What a check says about a row that fails it. */
typedef struct Failure {
    Location at; /* without a source: the row's label */
    TemplateValues values;
    Str help; /* the check's own, instead of the clause's; usually empty */
    Related *related;
    size_t related_count;
    Reorder *reorder; /* for a row that is out of order, else NULL */
} Failure;

#define TIES_HERE SIZE_MAX

/* One check over one table. */
typedef struct CheckRun {
    Arena *arena;
    Tables *tables;
    const Check *check;
    const Table *table;
    Str day;        /* of the run: LintOptions.as_of */
    bool condition; /* it is one of the clause's `when`, not its check */
    void *state;    /* set by `prepare`, … */
    bool prepared;  /* … which has been called if this is true */
} CheckRun;

struct CheckKind {
    const char *name;
    const char *summary;
    const char *says;      /* the words of templates that it gives values to: "{value} {detail}" */
    const Field *fields;   /* of its parameters; NULL: it has none and takes only `true` */
    size_t size;           /* of its parameters */
    const char *short_key; /* the field that a plain value sets, or NULL */
    bool unformed;         /* it also checks rows that match no entry pattern */
    CheckScope scope;
    bool (*bind)(const Binding *binding, Check *check, const YamlNode *node, Error *error);
    void (*prepare)(CheckRun *run);
    bool (*holds)(const CheckRun *run, const Row *row, Failure *failure);
    /* Whether its result for a row of a spread table is independent of the rows of other files;
       NULL: it is not. What it looks up with tables_links and tables_documents does not count. */
    bool (*keeps_to_file)(const Check *check, const TableDef *table);
    /* Collects the ties of a row: the texts through which the check's result for a row depends on
       other rows. The row is one of the table that the check runs over (`there` is TIES_HERE), or
       of a table that it refers to (`there` is its index). NULL: the result depends on no other
       row, or its ties are not known. */
    void (*ties)(const CheckRun *run, const Row *row, size_t there, RowTies *out);
    /* {value} is what is not there, and {nearest} what is there instead; else the other way round.
     */
    bool of_missing;
    bool looks_further; /* what it reports about a failing row depends on more than its ties */
    /* Its result for a row depends only on that row and on the tables that it refers to. */
    bool by_row;
    /* Nearly every row passes it, and finding that out is cheaper than testing conditions. So it is
       called before them, unless it is `of_other`. */
    bool at_hand;
};

extern const CheckKind check_well_formed, check_present, check_absent, check_sorted, check_matches,
    check_one_of, check_same, check_in_order, check_canonical, check_unique, check_refers_to,
    check_count, check_parses, check_read, check_ignores, check_finds_path, check_named_by,
    check_agrees, check_spelled_like, check_resolves, check_has_each;

/* For `keeps_to_file` of a check that looks only at its row. */
bool check_keeps_to_row(const Check *check, const TableDef *table);

/* The shape of a check, for the schema. */
extern const Shape check_shape;

/* Decodes `{KIND: PARAMETERS}` and binds it. */
bool check_decode(const Binding *binding, const YamlNode *node, Check *out, Error *error);

/* Finds a column of the binding's table, or several. */
bool binding_column(const Binding *binding, Text name, size_t *out, Error *error);
bool binding_columns(const Binding *binding, const TextList *names, size_t **out, Error *error);

/* For 'column' and 'by', which name columns here and there in pairs: where `column` names none, it
   becomes `by`. */
bool binding_pairs(const Binding *binding, const YamlNode *node, const TextList *by,
                   TextList *column, Error *error);

/* Finds the table that a check refers to; `there` becomes the binding for its columns. */
bool binding_there(const Binding *binding, Check *check, Text name, Binding *there, Error *error);

/* Checks that a name is a column of the row or, as other.COLUMN, of the row that an earlier
   condition found. */
bool binding_side(const Binding *binding, Text name, Error *error);
/* The cell of such a name; absent if there is no such row, or no such column in its table. */
Cell row_side(const Row *row, const Row *other, Str name);
bool side_is_other(Str name);

/* Adds a related place to a failure. */
void failure_relate(const CheckRun *run, Failure *failure, Location at, const char *message);

/* How many bytes of text a check may search for all of its failing rows. Each of these is compared
   with all rows of the other table, and there may be a hundred thousand of both. */
#define CHECK_BUDGET ((size_t)16 * 1024 * 1024)
#define SEARCH_COST 16 /* of each text, in addition to its bytes */

/* How values are compared: as they are, or with letter case folded. */
typedef enum Fold { FOLD_NONE, FOLD_CASE } Fold;
extern const char *const fold_names[];
Str fold_text(Arena *arena, Str text, Fold fold);

/* Joins the text of several cells into one key; false if any of them is absent. */
bool row_join(Arena *arena, const Row *row, const size_t *columns, size_t count, Fold fold,
              Str *out);

/* For each row of the run's table, the number of its list, which is less than the number of rows. A
   list is all rows that one table has from one file; the table is the run's, or the one that its
   rows come from. */
const size_t *row_lists(const CheckRun *run);

#endif
