/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The check that several lists agree about the same subject: rows with the same texts in some
 * columns must agree in another column. What most of them say is taken to be right.
 */
#include <stdint.h>

#include "base/array.h"
#include "base/person.h"
#include "base/unicode.h"
#include "rule/check.h"

typedef enum Likeness { AS_WRITTEN, AS_PERSON } Likeness;

static const char *const likenesses[] = {"written", "person", NULL};

typedef struct Agrees {
    TextList by_names;
    Text name;
    size_t *by;
    size_t column;
    int fold;
    int as;
    bool majority;
} Agrees;

static const Field agrees_fields[] = {
    {"by", FIELD_TEXTS, offsetof(Agrees, by_names), .required = true,
     .doc = "columns that tell what a row is about"},
    {"column", FIELD_TEXT, offsetof(Agrees, name), .required = true, .doc = "whose texts agree"},
    {"fold", FIELD_CHOICE, offsetof(Agrees, fold), .choices = fold_names, .doc = "what is ignored"},
    {"as", FIELD_CHOICE, offsetof(Agrees, as), .choices = likenesses,
     .doc = "person: names agree where they may be one person's"},
    {"majority", FIELD_BOOL, offsetof(Agrees, majority),
     .doc = "whether a row that as many speak for as against it is left alone"},
    {0}};

static bool agrees_bind(const Binding *binding, Check *check, const YamlNode *node, Error *error) {
    (void)node;
    Agrees *params = check->params;
    check->found_fails = true;
    return binding_columns(binding, &params->by_names, &params->by, error) &&
           binding_column(binding, params->name, &params->column, error);
}

/* One of the different texts that rows about one subject have. */
typedef struct Version {
    Str text;
    const Row *first;
    size_t rows;
} Version;

#define VERSIONS_MOST 16 /* a subject with more versions is not checked */

typedef struct Versions {
    Version items[VERSIONS_MOST];
    size_t count;
} Versions;

/* The rows about one subject, in the order of the table. */
typedef ARRAY_OF(const Row *) Subject;

/* The subject of a row; false if the row says nothing, or gives an account as the person's name. */
static bool subject_key(const CheckRun *run, const Row *row, Str *out) {
    const Agrees *params = run->check->params;
    const Cell cell = row_cell(row, params->column);
    if (!row->formed || !cell.present ||
        !row_join(run->arena, row, params->by, params->by_names.count, (Fold)params->fold, out))
        return false;
    return params->as != AS_PERSON ||
           !str_equal(unicode_fold(run->arena, cell.text), unicode_fold(run->arena, *out));
}

static bool versions_agree(const CheckRun *run, const Version *a, const Version *b) {
    const Agrees *params = run->check->params;
    return a == b || (params->as == AS_PERSON && person_may_be(run->arena, a->text, b->text));
}

/* The version that a row has; NULL if there are too many. */
static Version *version_of(const CheckRun *run, Versions *versions, const Row *row) {
    const Agrees *params = run->check->params;
    Str text = fold_text(run->arena, row_cell(row, params->column).text, (Fold)params->fold);
    for (size_t i = 0; i < versions->count; i++)
        if (str_equal(versions->items[i].text, text))
            return &versions->items[i];
    if (versions->count == VERSIONS_MOST)
        return NULL;
    Version *version = &versions->items[versions->count++];
    *version = (Version){text, row, 0};
    return version;
}

/* The lists of a table's rows, and the version that each list has of the current subject. */
typedef struct Lists {
    const size_t *of_row;
    const Version **versions;
} Lists;

/* Collects the versions. False if one list has two that disagree: then these are two subjects, or
   that list has a mistake of its own. */
static bool collect_versions(const CheckRun *run, const Subject *subject, const Lists *lists,
                             Versions *out) {
    for (size_t i = 0; i < subject->len; i++) {
        const Row *row = subject->items[i];
        Version *version = version_of(run, out, row);
        if (!version)
            return false;
        version->rows++;
        const Version **other = &lists->versions[lists->of_row[row->index]];
        if (*other && !versions_agree(run, *other, version))
            return false;
        *other = version;
    }
    return true;
}

static void forget_versions(const Subject *subject, const Lists *lists) {
    for (size_t i = 0; i < subject->len; i++)
        lists->versions[lists->of_row[subject->items[i]->index]] = NULL;
}

/* How many rows agree with a version. */
static size_t rows_for(const CheckRun *run, const Versions *versions, const Version *version) {
    size_t rows = 0;
    for (size_t i = 0; i < versions->count; i++)
        if (versions_agree(run, version, &versions->items[i]))
            rows += versions->items[i].rows;
    return rows;
}

/* The version that most rows agree with; in a tie, the first. */
static const Version *common_version(const CheckRun *run, const Versions *versions) {
    const Version *best = NULL;
    size_t most = 0;
    for (size_t i = 0; i < versions->count; i++) {
        size_t rows = rows_for(run, versions, &versions->items[i]);
        if (rows > most) {
            best = &versions->items[i];
            most = rows;
        }
    }
    return best;
}

/* Sets, for each row that disagrees with the common version, the row to compare it with. */
static void judge(const CheckRun *run, const Subject *subject, const Lists *lists,
                  const Row **others) {
    Versions versions = {.count = 0};
    if (subject->len < 2)
        return;
    bool collected = collect_versions(run, subject, lists, &versions);
    forget_versions(subject, lists);
    if (!collected || versions.count < 2)
        return;
    const Agrees *params = run->check->params;
    const Version *common = common_version(run, &versions);
    size_t most = params->majority ? rows_for(run, &versions, common) : SIZE_MAX;
    for (size_t i = 0; i < subject->len; i++) {
        const Row *row = subject->items[i];
        const Version *version = version_of(run, &versions, row);
        if (!versions_agree(run, version, common) && rows_for(run, &versions, version) < most)
            others[row->index] = common->first;
    }
}

/* The state is, for each row, the row that it disagrees with, or NULL. */
static void agrees_prepare(CheckRun *run) {
    Map by_key;
    map_init(&by_key, run->arena);
    ARRAY_OF(Subject *) subjects = {0};
    for (size_t i = 0; i < run->table->row_count; i++) {
        Str key;
        if (!subject_key(run, run->table->rows[i], &key))
            continue;
        Subject *subject = map_get(&by_key, key);
        if (!subject) {
            subject = arena_new(run->arena, Subject);
            map_put(&by_key, key, subject);
            array_push(run->arena, &subjects, subject);
        }
        array_push(run->arena, subject, run->table->rows[i]);
    }
    const Lists lists = {row_lists(run),
                         arena_new_array(run->arena, run->table->row_count, const Version *)};
    run->state = arena_new_array(run->arena, run->table->row_count, const Row *);
    for (size_t i = 0; i < subjects.len; i++)
        judge(run, subjects.items[i], &lists, run->state);
}

static bool agrees_holds(const CheckRun *run, const Row *row, Failure *failure) {
    const Agrees *params = run->check->params;
    const Row *other = ((const Row **)run->state)[row->index];
    if (!other)
        return true;
    failure->at = row_cell(row, params->column).at;
    failure->values.value = row_cell(row, params->column).text;
    failure->values.other = other;
    failure_relate(run, failure, row_cell(other, params->column).at, "it differs from this");
    return false;
}

static void agrees_ties(const CheckRun *run, const Row *row, size_t there, RowTies *out) {
    Str key;
    (void)there;
    if (subject_key(run, row, &key))
        row_ties_share(out, key);
}

const CheckKind check_agrees = {
    .name = "agrees",
    .says = "{value}",
    .summary = "the column is as in most lists that have a row about the same",
    .fields = agrees_fields,
    .size = sizeof(Agrees),
    .bind = agrees_bind,
    .prepare = agrees_prepare,
    .holds = agrees_holds,
    .ties = agrees_ties,
    .at_hand = true,
};
