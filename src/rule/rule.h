/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Rules as data: the content of a rule file, decoded and bound to the tables and columns it names.
 */
#ifndef GOVLINT_RULE_RULE_H
#define GOVLINT_RULE_RULE_H

#include <stdbool.h>
#include <stddef.h>

#include "finding/finding.h"
#include "rule/template.h"
#include "table/decode.h"
#include "table/definition.h"

typedef struct CheckKind CheckKind;

/* A check with its parameters. The kind determines what `params` points to. */
typedef struct Check {
    const CheckKind *kind;
    void *params;
    const TableDef **tables; /* those that it refers to, besides the clause's own */
    size_t table_count;
    bool found_fails; /* it fails because of the row that it finds, else it holds because of it */
    bool of_other;    /* it depends on the row that a condition found */
    bool of_day;      /* it depends on the day of the run */
    const YamlNode *node; /* the node that it was read from, shared by aliases of it */
} Check;

/* A text in a file template, and its replacement. */
typedef struct Placeholder {
    Str text;
    Template with;
} Placeholder;

/* A way to correct a failing row; the first of a clause's fixes whose templates can be filled is
   used. It either moves rows, or it creates a file, replaces a column's text, or does both of
   these. */
typedef struct FixDef {
    Template title;
    bool safe;
    bool reorder;   /* moves the rows into the order of the check */
    bool exact;     /* the text keeps its own line endings */
    size_t replace; /* the column whose text is replaced, or COLUMN_NONE */
    Template with;
    Template create;  /* the path of a file to create … */
    Template from;    /* … with the text of this file … */
    Placeholder *put; /* … in which these are replaced */
    size_t put_count;
} FixDef;

/*
 * One clause of a rule, over one table. A row for which all of `when` hold and `check` does not
 * gives a finding. The clauses of a rule are tried in order, and only the first one that a row
 * fails reports it.
 */
typedef struct Clause {
    const TableDef *table; /* NULL: every table or every ignore, by the check's scope */
    Check *when;
    size_t when_count;
    Check check;
    size_t at;         /* the column to point at, or COLUMN_NONE for the check's own place */
    Severity severity; /* SEVERITY_OFF: the rule's */
    Template message;
    Template help; /* empty: derived from the nearest candidate, if there is one */
    FixDef *fixes;
    size_t fix_count;
} Clause;

typedef struct ExampleFile {
    Str repository;
    Str path;
    Str bytes;
} ExampleFile;

/* A small set of repositories, the rule's findings in it, and the files after its fix. */
typedef struct Example {
    bool good;
    ExampleFile *files;
    size_t file_count;
    TextList finds; /* if bad: "REPOSITORY/PATH:LINE:COLUMN: MESSAGE", in order */
    ExampleFile *fixed;
    size_t fixed_count;
    TableDefs tables; /* used instead of the pack's; usually empty */
    const YamlNode *node;
} Example;

typedef struct Rule {
    Str id;
    Str pack;             /* the name of its pack … */
    Str pack_summary;     /* … and the purpose of the pack */
    Str subject;          /* one of its pack's subjects, or empty */
    size_t subject_order; /* the subject's index, or their count if it has none */
    const Source *source; /* its file */
    Str summary;          /* the problem in one line, without a full stop */
    Str why;              /* why it matters, one paragraph or more */
    Severity severity;    /* the rule's default */
    Span severity_span;   /* where its file sets it */
    TextList covers;      /* rules whose findings in a row are the same mistake as this one's … */
    TextList yields_to;   /* … and rules that report the same mistake better */
    Clause *clauses;
    size_t clause_count;
    Example *examples;
    size_t example_count;
    bool has_fix;
    bool safe_fix;
} Rule;

/* "off", "note", "warning", "error", in the order of Severity. */
extern const char *const severity_choices[];

/* The shape of a rule file, for its schema. */
extern const Shape rule_shape;

/* The tables that a clause's check and its conditions refer to, besides the clause's own, by index;
   then NULL. A table may come up more than once. */
const TableDef *clause_reference(const Clause *clause, size_t index);

/* Whether the rule's findings depend on the day of the run. */
bool rule_is_of_day(const Rule *rule);

/* Whether the rule checks ignores. */
bool rule_is_of_ignores(const Rule *rule);

/* Decodes one rule file's root mapping and binds it to the pack's tables. */
bool rule_decode(const Decoder *decoder, Str id, const YamlNode *root, const TableDefs *tables,
                 Rule **out, Error *error);

#endif
