/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Decoding a rule file. A rule has either one check or a list of `checks`. Each becomes a clause
 * for each of its tables, and inherits from the rule what it does not set itself.
 */
#include "rule/rule.h"

#include "rule/check.h"
#include "rule/rule_example.h"

static const Shape templates_shape = {SHAPE_MAP, .items = &text_shape};

typedef struct FixParams {
    const YamlNode *title;
    bool safe;
    bool reorder;
    bool exact;
    Text replace;
    const YamlNode *with;
    const YamlNode *create;
    const YamlNode *from;
    const YamlNode *put;
} FixParams;

static const Field fix_fields[] = {
    {"title", FIELD_NODE, offsetof(FixParams, title), .required = true, .doc = "a template",
     .of = &text_shape},
    {"safe", FIELD_BOOL, offsetof(FixParams, safe), .required = true,
     .doc = "whether the text says the same afterwards"},
    {"replace", FIELD_TEXT, offsetof(FixParams, replace),
     .doc = "the column whose text is replaced"},
    {"with", FIELD_NODE, offsetof(FixParams, with), .doc = "a template: by what",
     .of = &text_shape},
    {"exact", FIELD_BOOL, offsetof(FixParams, exact),
     .doc = "whether the text keeps its own line endings, else it gets the file's"},
    {"reorder", FIELD_BOOL, offsetof(FixParams, reorder), .doc = "the rows, as 'sorted' says"},
    {"create", FIELD_NODE, offsetof(FixParams, create), .doc = "a template: path of a new file",
     .of = &text_shape},
    {"from", FIELD_NODE, offsetof(FixParams, from), .doc = "a template: path of the file copied",
     .of = &text_shape},
    {"put", FIELD_NODE, offsetof(FixParams, put), .doc = "texts in it: templates for them",
     .of = &templates_shape},
    {0}};

static const Shape fix_shape = {SHAPE_MAPPING, "fix", .fields = fix_fields};
static const Shape fixes_shape = {SHAPE_SOME, .items = &fix_shape};
static const Shape checks_shape = {SHAPE_SOME, .items = &check_shape};

enum { NOT_SAID = -1 };

/* The keys of a clause, or of a rule for all of its clauses. */
typedef struct ClauseParams {
    TextList tables;
    const YamlNode *when;
    const YamlNode *check;
    Text at;
    int severity; /* in own_severities, or NOT_SAID */
    const YamlNode *message;
    const YamlNode *help;
    const YamlNode *fix;
} ClauseParams;

typedef struct RuleParams {
    ClauseParams clause;
    Text summary;
    Text why;
    TextList covers, yields_to;
    const YamlNode *checks;
    const YamlNode *examples;
} RuleParams;

/* In the order of Severity. Rules are only switched off by their users, never by themselves. */
static const char *const own_severities[] = {"note", "warning", "error", NULL};
const char *const severity_choices[] = {"off", "note", "warning", "error", NULL};

#define CLAUSE_FIELDS(offset_of)                                                                   \
    {"for", FIELD_TEXTS, offset_of(tables), .doc = "tables, every-table or every-ignore"},         \
        {"when", FIELD_NODE, offset_of(when), .doc = "checks that must hold for this one",         \
         .of = &checks_shape},                                                                     \
        {"check", FIELD_NODE, offset_of(check), .doc = "what must hold", .of = &check_shape},      \
        {"at", FIELD_TEXT, offset_of(at), .doc = "the column to point at"},                        \
        {"severity", FIELD_CHOICE, offset_of(severity), .choices = own_severities,                 \
         .doc = "note, warning or error"},                                                         \
        {"message", FIELD_NODE, offset_of(message), .doc = "a template: what is wrong",            \
         .of = &text_shape},                                                                       \
        {"help", FIELD_NODE, offset_of(help), .doc = "a template: what to do", .of = &text_shape}, \
    {                                                                                              \
        "fix", FIELD_NODE, offset_of(fix), .doc = "a fix, or several: the first that can be",      \
                                           .of = &fixes_shape                                      \
    }

#define OFFSET_IN_CLAUSE(member) offsetof(ClauseParams, member)
#define OFFSET_IN_RULE(member) offsetof(RuleParams, clause.member)

static const Field clause_fields[] = {CLAUSE_FIELDS(OFFSET_IN_CLAUSE), {0}};

static const Shape clause_shape = {SHAPE_MAPPING, .fields = clause_fields};
static const Shape clauses_shape = {SHAPE_SOME, .items = &clause_shape};

static const Field rule_fields[] = {
    {"summary", FIELD_FILLED, offsetof(RuleParams, summary), .required = true,
     .doc = "the problem in one line"},
    {"why", FIELD_FILLED, offsetof(RuleParams, why), .required = true, .doc = "why it matters"},
    CLAUSE_FIELDS(OFFSET_IN_RULE),
    {"checks", FIELD_NODE, offsetof(RuleParams, checks),
     .doc = "several checks: the first that a row fails speaks", .of = &clauses_shape},
    {"covers", FIELD_TEXTS, offsetof(RuleParams, covers),
     .doc = "rules whose findings inside of a row with one of this rule are the same mistake"},
    {"yields-to", FIELD_TEXTS, offsetof(RuleParams, yields_to),
     .doc = "rules whose findings inside of a row are told instead of this rule's"},
    {"examples", FIELD_NODE, offsetof(RuleParams, examples), .required = true,
     .doc = "small repositories, bad and good", .of = &examples_shape},
    {0}};

const Shape rule_shape = {SHAPE_MAPPING, .fields = rule_fields};

typedef struct Context {
    const Decoder *decoder;
    const TableDefs *tables;
} Context;

/* The check that finds what a message calls {other.…}: the clause's own if it fails because of that
   row, else the last condition that holds because of one, else NULL. */
static const Check *finds_other(const Clause *clause) {
    const Check *found = clause->check.found_fails ? &clause->check : NULL;
    for (size_t i = 0; i < clause->when_count && !clause->check.found_fails; i++)
        if (clause->when[i].table_count > 0 && !clause->when[i].found_fails &&
            clause->when[i].kind != &check_count && clause->when[i].kind != &check_has_each)
            found = &clause->when[i];
    return found;
}

static bool clause_template(const Context *context, const Clause *clause, const YamlNode *node,
                            Template *out, Error *error) {
    const Check *finds = finds_other(clause);
    const TableDef *const *others = finds ? finds->tables : NULL;
    size_t count = finds ? finds->table_count : 0;
    if (finds && count == 0) { /* the row is one of the clause's own table */
        others = &clause->table;
        count = 1;
    }
    return !node || template_decode(context->decoder, node, clause->table, others, count,
                                    clause->check.kind->says, out, error);
}

static bool decode_put(const Context *context, const Clause *clause, const YamlNode *node,
                       FixDef *out, Error *error) {
    const YamlNode *mapping = yaml_resolve(node);
    if (mapping->kind != YAML_KIND_MAPPING)
        return decode_error(context->decoder, node, error,
                            "'put' must be a mapping of texts to templates");
    out->put = arena_new_array(context->decoder->arena, mapping->count, Placeholder);
    for (; out->put_count < mapping->count; out->put_count++) {
        const YamlPair *pair = &mapping->as.pairs[out->put_count];
        out->put[out->put_count].text = pair->key->text;
        if (!clause_template(context, clause, pair->value, &out->put[out->put_count].with, error))
            return false;
    }
    return true;
}

/* Checks that the keys of a fix fit together: half of a pair would do something else. */
static bool check_fix(const Context *context, const Clause *clause, const YamlNode *node,
                      const FixParams *params, Error *error) {
    bool replaces = params->replace.node && params->with;
    bool creates = params->create && params->from;
    bool half = (params->replace.node || params->with) != replaces ||
                (params->create || params->from) != creates;
    if (half || params->reorder == (replaces || creates))
        return decode_error(context->decoder, node, error,
                            "a fix needs 'replace' and 'with', or 'create' and 'from', or both, or "
                            "'reorder: true'");
    if (params->put && !creates)
        return decode_error(context->decoder, params->put, error, "'put' goes with 'create'");
    if (params->exact && !replaces)
        return decode_error(context->decoder, node, error, "'exact' goes with 'replace'");
    if (str_equal(params->replace.str, STR("path")))
        return decode_error(context->decoder, params->replace.node, error,
                            "'path' is no text in the file: a fix cannot rename it");
    return !params->reorder || clause->check.kind == &check_sorted ||
           decode_error(context->decoder, node, error,
                        "'reorder' goes with the check 'sorted', not with '%s'",
                        clause->check.kind->name);
}

static bool decode_fix(const Context *context, const Clause *clause, const YamlNode *node,
                       FixDef *out, Error *error) {
    FixParams params = {0};
    if (!decode_mapping(context->decoder, node, fix_fields, "a fix", &params, error) ||
        !check_fix(context, clause, node, &params, error))
        return false;
    out->safe = params.safe;
    out->reorder = params.reorder;
    out->exact = params.exact;
    out->replace = COLUMN_NONE;
    return (!params.replace.node || table_def_find_column(context->decoder, clause->table,
                                                          params.replace, &out->replace, error)) &&
           clause_template(context, clause, params.title, &out->title, error) &&
           clause_template(context, clause, params.with, &out->with, error) &&
           clause_template(context, clause, params.create, &out->create, error) &&
           clause_template(context, clause, params.from, &out->from, error) &&
           (!params.put || decode_put(context, clause, params.put, out, error));
}

static bool decode_fixes(const Context *context, Clause *clause, const YamlNode *node,
                         Error *error) {
    size_t count = yaml_some_count(node);
    if (count > 0 && !clause->table)
        return decode_error(context->decoder, node, error,
                            "there is nothing to fix in a table or an ignore");
    clause->fixes = arena_new_array(context->decoder->arena, count, FixDef);
    for (; clause->fix_count < count; clause->fix_count++)
        if (!decode_fix(context, clause, yaml_some_item(node, clause->fix_count),
                        &clause->fixes[clause->fix_count], error))
            return false;
    return true;
}

/* Makes the tables that a check refers to available to the checks after it. */
static void add_others(const Context *context, Binding *binding, const Check *check) {
    size_t count = binding->other_count + check->table_count;
    const TableDef **others = arena_new_array(context->decoder->arena, count, const TableDef *);
    for (size_t i = 0; i < count; i++)
        others[i] =
            i < binding->other_count ? binding->others[i] : check->tables[i - binding->other_count];
    binding->others = others;
    binding->other_count = count;
}

static bool decode_when(const Context *context, Binding *binding, Clause *clause,
                        const YamlNode *node, Error *error) {
    size_t count = yaml_some_count(node);
    clause->when = arena_new_array(context->decoder->arena, count, Check);
    for (; clause->when_count < count; clause->when_count++) {
        Check *check = &clause->when[clause->when_count];
        if (!check_decode(binding, yaml_some_item(node, clause->when_count), check, error))
            return false;
        add_others(context, binding, check);
    }
    return true;
}

static Severity own_severity(const ClauseParams *params) {
    return params->severity == NOT_SAID ? SEVERITY_OFF
                                        : (Severity)(SEVERITY_NOTE + params->severity);
}

static bool decode_clause(const Context *context, const ClauseParams *params, const TableDef *table,
                          CheckScope scope, Clause *out, Error *error) {
    Binding binding = {context->decoder, context->tables, table, scope, NULL, 0};
    out->table = table;
    out->at = COLUMN_NONE;
    out->severity = own_severity(params);
    return decode_when(context, &binding, out, params->when, error) &&
           check_decode(&binding, params->check, &out->check, error) &&
           (!params->at.node || binding_column(&binding, params->at, &out->at, error)) &&
           clause_template(context, out, params->message, &out->message, error) &&
           clause_template(context, out, params->help, &out->help, error) &&
           decode_fixes(context, out, params->fix, error);
}

/* Takes what the clause does not set itself from the rule. */
static void inherit(ClauseParams *params, const ClauseParams *rule) {
    if (params->tables.count == 0)
        params->tables = rule->tables;
    if (!params->when)
        params->when = rule->when;
    if (!params->at.node)
        params->at = rule->at;
    if (!params->message)
        params->message = rule->message;
    if (!params->help)
        params->help = rule->help;
    if (!params->fix)
        params->fix = rule->fix;
}

static bool add_clauses(const Context *context, const YamlNode *node, const ClauseParams *params,
                        Rule *rule, Error *error) {
    if (params->tables.count == 0 || !params->check || !params->message)
        return decode_error(context->decoder, node, error, "a check of a rule needs '%s'",
                            !params->check    ? "check"
                            : params->message ? "for"
                                              : "message");
    const YamlNode *message = yaml_resolve(params->message);
    if (message->kind == YAML_KIND_SCALAR && str_trim(message->text).len == 0)
        return decode_error(context->decoder, params->message, error,
                            "'message' must not be empty");
    size_t total = rule->clause_count + params->tables.count;
    Clause *clauses = arena_new_array(context->decoder->arena, total, Clause);
    for (size_t i = 0; i < rule->clause_count; i++)
        clauses[i] = rule->clauses[i];
    rule->clauses = clauses;
    for (size_t i = 0; i < params->tables.count; i++) {
        const TableDef *table = NULL;
        Text name = params->tables.items[i];
        CheckScope scope = check_scope_of(name.str);
        if (scope == SCOPE_ROWS &&
            !table_defs_find(context->decoder, context->tables, name, &table, error))
            return false;
        if (!decode_clause(context, params, table, scope, &clauses[rule->clause_count], error))
            return false;
        rule->clause_count++;
    }
    return true;
}

static bool decode_clauses(const Context *context, const YamlNode *root, const RuleParams *params,
                           Rule *rule, Error *error) {
    if (!params->checks)
        return add_clauses(context, root, &params->clause, rule, error);
    if (params->clause.check)
        return decode_error(context->decoder, params->clause.check, error,
                            "a rule has either 'check' or 'checks'");
    for (size_t i = 0; i < yaml_some_count(params->checks); i++) {
        const YamlNode *node = yaml_some_item(params->checks, i);
        ClauseParams clause = {.severity = NOT_SAID};
        if (!decode_mapping(context->decoder, node, clause_fields, "a check of a rule", &clause,
                            error))
            return false;
        inherit(&clause, &params->clause);
        if (!add_clauses(context, node, &clause, rule, error))
            return false;
    }
    return true;
}

static void note_fixes(Rule *rule) {
    for (size_t i = 0; i < rule->clause_count; i++)
        for (size_t j = 0; j < rule->clauses[i].fix_count; j++) {
            rule->has_fix = true;
            rule->safe_fix = rule->safe_fix || rule->clauses[i].fixes[j].safe;
        }
}

const TableDef *clause_reference(const Clause *clause, size_t index) {
    const Check *check = &clause->check;
    for (size_t i = 0; index >= check->table_count; i++) {
        if (i == clause->when_count)
            return NULL;
        index -= check->table_count;
        check = &clause->when[i];
    }
    return check->tables[index];
}

static bool clause_is_of_day(const Clause *clause) {
    bool of_day = clause->check.of_day;
    for (size_t i = 0; i < clause->when_count; i++)
        of_day = of_day || clause->when[i].of_day;
    return of_day;
}

bool rule_is_of_day(const Rule *rule) {
    bool of_day = false;
    for (size_t i = 0; i < rule->clause_count; i++)
        of_day = of_day || clause_is_of_day(&rule->clauses[i]);
    return of_day;
}

bool rule_is_of_ignores(const Rule *rule) {
    return rule->clause_count > 0 && rule->clauses[0].check.kind->scope == SCOPE_IGNORES;
}

bool rule_decode(const Decoder *decoder, Str id, const YamlNode *root, const TableDefs *tables,
                 Rule **out, Error *error) {
    RuleParams params = {.clause = {.severity = NOT_SAID}};
    if (!decode_mapping(decoder, root, rule_fields, "a rule", &params, error))
        return false;
    Rule *rule = arena_new(decoder->arena, Rule);
    rule->id = id;
    rule->source = decoder->source;
    rule->summary = params.summary.str;
    rule->why = str_trim(params.why.str);
    rule->covers = params.covers;
    rule->yields_to = params.yields_to;
    rule->severity = own_severity(&params.clause);
    if (rule->severity == SEVERITY_OFF)
        return decode_error(decoder, root, error, "a rule needs the key 'severity'");
    params.clause.severity = NOT_SAID;
    rule->severity_span = yaml_lookup(root, STR("severity"))->value->span;
    Context context = {decoder, tables};
    if (!decode_clauses(&context, root, &params, rule, error) ||
        !examples_decode(decoder, params.examples, rule, error))
        return false;
    note_fixes(rule);
    *out = rule;
    return true;
}
