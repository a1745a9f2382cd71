/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Rules as data: what a rule file says, decoded and bound to the tables and columns it names.
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

/* A check with its parameters: the kind decides what `params` points to. */
typedef struct Check {
    const CheckKind *kind;
    void *params;
    const TableDef **tables; /* that it refers to, besides the clause's own */
    size_t table_count;
    bool found_fails;     /* the row that it finds is why it fails, not why it holds */
    bool of_other;        /* it looks at the row that a condition found */
    bool of_day;          /* it looks at the day of the run */
    const YamlNode *node; /* what it was read from: an alias stands for the same */
} Check;

/* A text of a file template and what it is replaced by. */
typedef struct Placeholder {
    Str text;
    Template with;
} Placeholder;

/* How a failing row can be mended: the first of a clause's fixes whose templates can be filled. It
   moves rows, or else creates a file, replaces a column, or does both. */
typedef struct FixDef {
    Template title;
    bool safe;
    bool reorder;   /* moves the rows as the check says */
    bool exact;     /* the text keeps its own line endings */
    size_t replace; /* the column whose text is replaced, or COLUMN_NONE */
    Template with;
    Template create;  /* the path of a file to create, with … */
    Template from;    /* … the text of this file, in which … */
    Placeholder *put; /* … these are replaced */
    size_t put_count;
} FixDef;

/*
 * One clause of a rule, over one table: rows for which all of `when` hold and `check` does not
 * give a finding. The clauses of a rule are tried in order, and the first that a row fails speaks.
 */
typedef struct Clause {
    const TableDef *table; /* NULL: every table of the pack, or every ignore: see the check */
    Check *when;
    size_t when_count;
    Check check;
    size_t at;         /* the column to point at, or COLUMN_NONE for what the check says */
    Severity severity; /* SEVERITY_OFF: the rule's */
    Template message;
    Template help; /* empty: derived from the nearest candidate, where there is one */
    FixDef *fixes;
    size_t fix_count;
} Clause;

typedef struct ExampleFile {
    Str repository;
    Str path;
    Str bytes;
} ExampleFile;

/* A small set of repositories, what the rule says about it, and what its fix makes of it. */
typedef struct Example {
    bool good;
    ExampleFile *files;
    size_t file_count;
    TextList finds; /* of a bad one: "REPOSITORY/PATH:LINE:COLUMN: MESSAGE", in order */
    ExampleFile *fixed;
    size_t fixed_count;
    TableDefs tables; /* its own, instead of the pack's; usually none */
    const YamlNode *node;
} Example;

typedef struct Rule {
    Str id;
    Str pack;             /* the name of its pack … */
    Str pack_summary;     /* … and what that one is for */
    Str subject;          /* of its pack's subjects; empty where it is in none */
    size_t subject_order; /* the subject's place among them, behind all where it is in none */
    const Source *source; /* its file */
    Str summary;          /* the problem in one line, without a full stop */
    Str why;              /* why it matters, one paragraph or more */
    Severity severity;    /* the rule's default */
    Span severity_span;   /* where its file says so */
    TextList covers;      /* rules whose findings in a row are the same mistake as this one's … */
    TextList yields_to;   /* … and those that tell it better */
    Clause *clauses;
    size_t clause_count;
    Example *examples;
    size_t example_count;
    bool has_fix;
    bool safe_fix;
} Rule;

/* "off", "note", "warning", "error": the order is that of Severity. */
extern const char *const severity_choices[];

/* What the file of a rule looks like, for its schema. */
extern const Shape rule_shape;

/* The tables that a clause's check and its conditions refer to, besides the clause's own: each by
   its index, NULL behind the last. One may come again. */
const TableDef *clause_reference(const Clause *clause, size_t index);

/* Whether what the rule finds depends on the day of the run. */
bool rule_is_of_day(const Rule *rule);

/* Whether the rule is about ignores themselves. */
bool rule_is_of_ignores(const Rule *rule);

/* Decodes one rule file's root mapping and binds it to the pack's tables. */
bool rule_decode(const Decoder *decoder, Str id, const YamlNode *root, const TableDefs *tables,
                 Rule **out, Error *error);

#endif
