/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Checks of single cells and rows: what they are, not how they relate to others.
 */
#include "base/nearest.h"
#include "base/unicode.h"
#include "rule/check.h"

/* well-formed */

static bool well_formed_holds(const CheckRun *run, const Row *row, Failure *failure) {
    (void)run;
    failure->values.value = location_text(row_label(row));
    return row->formed;
}

const CheckKind check_well_formed = {
    .name = "well-formed",
    .says = "{value}",
    .summary = "the row fits one of its table's entry patterns",
    .unformed = true,
    .holds = well_formed_holds,
    .keeps_to_file = check_keeps_to_row,
    .by_row = true,
};

/* present */

typedef struct Present {
    TextList names;
    size_t *columns;
} Present;

static const Field present_fields[] = {
    {"columns", FIELD_TEXTS, offsetof(Present, names), .required = true, .doc = "which"}, {0}};

static bool present_bind(const Binding *binding, Check *check, const YamlNode *node, Error *error) {
    (void)node;
    Present *params = check->params;
    return binding_columns(binding, &params->names, &params->columns, error);
}

static bool present_holds(const CheckRun *run, const Row *row, Failure *failure) {
    const Present *params = run->check->params;
    for (size_t i = 0; i < params->names.count; i++) {
        const Cell cell = row_cell(row, params->columns[i]);
        if (cell.present && str_trim(cell.text).len > 0)
            continue;
        failure->at = cell.at;
        failure->values.value = params->names.items[i].str;
        return false;
    }
    return true;
}

const CheckKind check_present = {
    .name = "present",
    .says = "{value}",
    .summary = "none of the columns is absent or empty",
    .fields = present_fields,
    .size = sizeof(Present),
    .short_key = "columns",
    .bind = present_bind,
    .holds = present_holds,
    .keeps_to_file = check_keeps_to_row,
    .by_row = true,
    .at_hand = true,
};

/* absent */

static bool absent_holds(const CheckRun *run, const Row *row, Failure *failure) {
    const Present *params = run->check->params;
    for (size_t i = 0; i < params->names.count; i++) {
        const Cell cell = row_cell(row, params->columns[i]);
        if (!cell.present)
            continue;
        failure->at = cell.at;
        failure->values.value = cell.text;
        return false;
    }
    return true;
}

const CheckKind check_absent = {
    .name = "absent",
    .says = "{value}",
    .summary = "the row has none of the columns",
    .fields = present_fields,
    .size = sizeof(Present),
    .short_key = "columns",
    .bind = present_bind,
    .holds = absent_holds,
    .keeps_to_file = check_keeps_to_row,
    .by_row = true,
    .at_hand = true,
};

/* matches */

typedef struct Matches {
    Text name;
    size_t column;
    const Pattern *pattern;
    int longest;
    bool negated;
} Matches;

static const Field matches_fields[] = {
    {"column", FIELD_TEXT, offsetof(Matches, name), .required = true, .doc = "whose text"},
    {"pattern", FIELD_PATTERN, offsetof(Matches, pattern), .required = true, .doc = "to match"},
    {"longest", FIELD_COUNT, offsetof(Matches, longest), .doc = "characters allowed at most"},
    {"not", FIELD_BOOL, offsetof(Matches, negated), .doc = "the text must not match"},
    {0}};

static bool matches_bind(const Binding *binding, Check *check, const YamlNode *node, Error *error) {
    (void)node;
    Matches *params = check->params;
    return binding_column(binding, params->name, &params->column, error);
}

static bool matches_holds(const CheckRun *run, const Row *row, Failure *failure) {
    const Matches *params = run->check->params;
    const Cell cell = row_cell(row, params->column);
    failure->at = cell.at;
    failure->values.value = cell.text;
    if (!cell.present)
        return true;
    if (params->longest && utf8_count(cell.text) > (size_t)params->longest)
        return false;
    return pattern_matches(params->pattern, cell.text) != params->negated;
}

const CheckKind check_matches = {
    .name = "matches",
    .says = "{value}",
    .summary = "the text of a column, where there is one, matches a pattern",
    .fields = matches_fields,
    .size = sizeof(Matches),
    .bind = matches_bind,
    .holds = matches_holds,
    .keeps_to_file = check_keeps_to_row,
    .by_row = true,
};

/* one-of */

typedef struct OneOf {
    Text name;
    size_t column;
    TextList values;
    int fold;
} OneOf;

static const Field one_of_fields[] = {
    {"column", FIELD_TEXT, offsetof(OneOf, name), .required = true, .doc = "whose text"},
    {"values", FIELD_TEXTS, offsetof(OneOf, values), .required = true, .doc = "allowed"},
    {"fold", FIELD_CHOICE, offsetof(OneOf, fold), .choices = fold_names, .doc = "what is ignored"},
    {0}};

static bool one_of_bind(const Binding *binding, Check *check, const YamlNode *node, Error *error) {
    (void)node;
    OneOf *params = check->params;
    return binding_column(binding, params->name, &params->column, error);
}

static bool one_of_holds(const CheckRun *run, const Row *row, Failure *failure) {
    const OneOf *params = run->check->params;
    const Cell cell = row_cell(row, params->column);
    if (!cell.present)
        return true;
    Fold fold = (Fold)params->fold;
    Str text = fold_text(run->arena, cell.text, fold);
    Nearest nearest;
    nearest_init(&nearest, run->arena, cell.text);
    for (size_t i = 0; i < params->values.count; i++) {
        Str value = params->values.items[i].str;
        if (str_equal(text, fold_text(run->arena, value, fold)))
            return true;
        nearest_offer(&nearest, value);
    }
    failure->at = cell.at;
    failure->values.value = cell.text;
    failure->values.nearest = nearest.text;
    return false;
}

const CheckKind check_one_of = {
    .name = "one-of",
    .says = "{value} {nearest}",
    .summary = "the text of a column, where there is one, is one of the values",
    .fields = one_of_fields,
    .size = sizeof(OneOf),
    .bind = one_of_bind,
    .holds = one_of_holds,
    .keeps_to_file = check_keeps_to_row,
    .by_row = true,
};

/* same */

/* The values for `fold` of `same`: those of all checks, and one that compares names. */
enum { SAME_WORDS = FOLD_CASE + 1 };

static const char *const same_folds[] = {"nothing", "case", "words", NULL};

typedef struct Same {
    TextList names;
    int fold;
    bool part;
    bool negated;
} Same;

static const Field same_fields[] = {
    {"columns", FIELD_TEXTS, offsetof(Same, names), .required = true,
     .doc = "two columns, also other.COLUMN of the row that a condition found"},
    {"fold", FIELD_CHOICE, offsetof(Same, fold), .choices = same_folds, .doc = "what is ignored"},
    {"part", FIELD_BOOL, offsetof(Same, part),
     .doc = "or one is made of words that the other has side by side"},
    {"not", FIELD_BOOL, offsetof(Same, negated), .doc = "the texts must differ"},
    {0}};

static bool same_bind(const Binding *binding, Check *check, const YamlNode *node, Error *error) {
    Same *params = check->params;
    if (params->names.count != 2)
        return decode_error(binding->decoder, node, error, "'same' compares two columns");
    for (size_t i = 0; i < params->names.count; i++) {
        if (!binding_side(binding, params->names.items[i], error))
            return false;
        check->of_other = check->of_other || side_is_other(params->names.items[i].str);
    }
    return true;
}

static bool same_holds(const CheckRun *run, const Row *row, Failure *failure) {
    const Same *params = run->check->params;
    const Row *other = failure->values.other;
    const Cell a = row_side(row, other, params->names.items[0].str);
    const Cell b = row_side(row, other, params->names.items[1].str);
    if (!a.present || !b.present)
        return true;
    failure->at = a.at;
    failure->values.value = a.text;
    Fold fold = params->fold == SAME_WORDS ? FOLD_NONE : (Fold)params->fold;
    bool equal = params->fold == SAME_WORDS ? unicode_same_words(a.text, b.text)
                                            : str_equal(fold_text(run->arena, a.text, fold),
                                                        fold_text(run->arena, b.text, fold));
    if (params->part)
        equal = equal || unicode_part_of_words(run->arena, a.text, b.text);
    return equal != params->negated;
}

const CheckKind check_same = {
    .name = "same",
    .says = "{value}",
    .summary = "two columns, where both are there, have the same text",
    .fields = same_fields,
    .size = sizeof(Same),
    .bind = same_bind,
    .holds = same_holds,
    .keeps_to_file = check_keeps_to_row,
    .by_row = true,
    .at_hand = true,
};

/* canonical */

typedef struct Canonical {
    Text name;
    size_t column;
    const YamlNode *as;
    Template *templates;
    size_t count;
} Canonical;

static const Field canonical_fields[] = {
    {"column", FIELD_TEXT, offsetof(Canonical, name), .required = true, .doc = "whose text"},
    {"as", FIELD_NODE, offsetof(Canonical, as), .required = true,
     .doc = "templates: the first whose columns are all there is how the text is written",
     .of = &texts_shape},
    {0}};

static bool canonical_bind(const Binding *binding, Check *check, const YamlNode *node,
                           Error *error) {
    (void)node;
    Canonical *params = check->params;
    params->count = yaml_some_count(params->as);
    params->templates = arena_new_array(binding->decoder->arena, params->count, Template);
    for (size_t i = 0; i < params->count; i++)
        if (!template_decode(binding->decoder, yaml_some_item(params->as, i), binding->table, NULL,
                             0, "", &params->templates[i], error))
            return false;
    return binding_column(binding, params->name, &params->column, error);
}

/* {detail} is the text as it should be, or empty if no template can be filled. */
static bool canonical_holds(const CheckRun *run, const Row *row, Failure *failure) {
    const Canonical *params = run->check->params;
    const Cell cell = row_cell(row, params->column);
    failure->at = cell.at;
    failure->values.value = cell.text;
    TemplateValues values = {.row = row};
    for (size_t i = 0; i < params->count; i++) {
        Str text;
        if (!template_render(run->arena, &params->templates[i], &values, SNAPSHOT_MAX_FILE_SIZE,
                             &text))
            continue;
        failure->values.detail = text;
        return str_equal(text, cell.text);
    }
    return false;
}

const CheckKind check_canonical = {
    .name = "canonical",
    .says = "{value} {detail}",
    .summary = "the text of a column is written as a template over the row says",
    .fields = canonical_fields,
    .size = sizeof(Canonical),
    .unformed = true,
    .bind = canonical_bind,
    .holds = canonical_holds,
    .keeps_to_file = check_keeps_to_row,
    .by_row = true,
};
