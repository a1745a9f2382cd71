/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The check of links: does a link lead to something that exists?
 */
#include "rule/check.h"
#include "table/link.h"
#include "table/spread.h"

typedef enum Aspect { ASPECT_PATH, ASPECT_ANCHOR } Aspect;

static const char *const aspects[] = {"path", "anchor", NULL};

typedef struct Resolves {
    int aspect;
    int fold;
    size_t file; /* columns of the table of links */
    size_t fragment;
} Resolves;

static const Field resolves_fields[] = {{"what", FIELD_CHOICE, offsetof(Resolves, aspect),
                                         .required = true, .choices = aspects,
                                         .doc = "the path, or the heading or element in it"},
                                        {"fold", FIELD_CHOICE, offsetof(Resolves, fold),
                                         .choices = fold_names, .doc = "what is ignored in a path"},
                                        {0}};

static bool resolves_bind(const Binding *binding, Check *check, const YamlNode *node,
                          Error *error) {
    Resolves *params = check->params;
    const TableDef *table = binding->table;
    if (!table_def_is_of_links(table))
        return decode_error(binding->decoder, node, error,
                            "'resolves' needs a table of links, which '" STR_FMT "' is not",
                            STR_ARG(table->name.str));
    params->file = table_def_column(table, STR("file"));
    params->fragment = table_def_column(table, STR("fragment"));
    return true;
}

static bool path_holds(const CheckRun *run, const Row *row, Failure *failure) {
    const Resolves *params = run->check->params;
    const LinkTarget *target = row->link;
    if (target->state != LINK_MISSING)
        return true;
    Links *links = tables_links(run->tables);
    Str file;
    if (params->fold == FOLD_CASE && link_suggest(links, target, LINK_OTHER_CASE, &file))
        return true;
    failure->at = row_cell(row, params->file).at;
    failure->values.value = target->path;
    if (link_suggest(links, target, LINK_NEAREST, &file))
        failure->values.nearest = file;
    return false;
}

static bool anchor_holds(const CheckRun *run, const Row *row, Failure *failure) {
    const Resolves *params = run->check->params;
    const LinkTarget *target = row->link;
    Links *links = tables_links(run->tables);
    if (link_has_anchor(links, target))
        return true;
    Location at = {0};
    failure->at = row_cell(row, params->fragment).at;
    failure->values.value = target->fragment;
    failure->values.detail = link_shown_path(links, target);
    if (link_suggest_anchor(links, target, &failure->values.nearest, &at))
        failure_relate(run, failure, at, "the nearest is here");
    return false;
}

static bool resolves_holds(const CheckRun *run, const Row *row, Failure *failure) {
    const Resolves *params = run->check->params;
    return params->aspect == ASPECT_PATH ? path_holds(run, row, failure)
                                         : anchor_holds(run, row, failure);
}

const CheckKind check_resolves = {
    .name = "resolves",
    .says = "{value} {nearest} {detail}",
    .summary = "what a link leads to is there, or cannot be known",
    .fields = resolves_fields,
    .size = sizeof(Resolves),
    .short_key = "what",
    .bind = resolves_bind,
    .holds = resolves_holds,
    .keeps_to_file = check_keeps_to_row,
};
