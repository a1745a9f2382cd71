/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Ignores are collected after all rules have run, as only then is it known which files were read.
 * Those in comments are looked up by the place of a finding, those in a configuration by rule and
 * row.
 */
#include "rule/ignore.h"

#include "base/escape.h"
#include "document/suppression.h"

/* the check */

typedef struct IgnoresCheck {
    int are;
} IgnoresCheck;

static const char *const aspects[] = {"used", "in-force", "understood", NULL};

static const Field ignores_fields[] = {{"are", FIELD_CHOICE, offsetof(IgnoresCheck, are),
                                        .required = true, .choices = aspects,
                                        .doc = "what is asked of them"},
                                       {0}};

IgnoreAspect check_ignores_aspect(const Check *check) {
    const IgnoresCheck *params = check->params;
    return (IgnoreAspect)params->are;
}

/* The engine itself checks ignores, so this is never called with a row. */
static bool ignores_hold(const CheckRun *run, const Row *row, Failure *failure) {
    (void)run, (void)row, (void)failure;
    return true;
}

const CheckKind check_ignores = {
    .name = "ignores",
    .says = "{value} {detail}",
    .summary = "ignores hold something back, are in force, or can be understood",
    .fields = ignores_fields,
    .size = sizeof(IgnoresCheck),
    .short_key = "are",
    .scope = SCOPE_IGNORES,
    .holds = ignores_hold,
};

/* collecting */

size_t ignores_repository(const LintOptions *options, const Source *source) {
    size_t i = 0;
    while (i < options->repository_count &&
           !str_equal(options->repositories[i].name, source->repository))
        i++;
    return i;
}

typedef ARRAY_OF(IgnoreState *) IgnoreList;

static IgnoreState *add(IgnoreSet *set, size_t repository, const Ignore *ignore) {
    IgnoreState *state = arena_new(set->arena, IgnoreState);
    *state = (IgnoreState){.ignore = *ignore, .repository = repository};
    array_push(set->arena, &set->all, state);
    return state;
}

/* The key of an ignore in a configuration; without a row, only repository and rule. */
static Str configured_key(Arena *arena, size_t repository, Str rule, const Str *row) {
    StrBuf key;
    strbuf_init(&key, arena);
    strbuf_printf(&key, "%zu " STR_FMT, repository, STR_ARG(rule));
    if (row)
        strbuf_printf(&key, "\n" STR_FMT, STR_ARG(*row));
    return strbuf_str(&key);
}

static void add_in_force(IgnoreSet *set, IgnoreState *state) {
    const Ignore *ignore = &state->ignore;
    Str key = configured_key(set->arena, state->repository, ignore->rule,
                             ignore->has_row ? &ignore->row : NULL);
    IgnoreList *list = map_get_or_new(&set->configured, key, IgnoreList);
    array_push(set->arena, list, state);
    set->any_configured = true;
}

static void add_configured(IgnoreSet *set, size_t repository) {
    const Config *config = set->options->configs[repository];
    for (size_t i = 0; config && i < config->ignore_count; i++) {
        IgnoreState *state = add(set, repository, &config->ignores[i]);
        Str until = state->ignore.until;
        state->order = i;
        state->expired = until.len > 0 && str_compare(set->options->as_of, until) > 0;
        if (!state->expired)
            add_in_force(set, state);
    }
}

static Str rule_problem(const IgnoreSet *set, size_t repository, Str id) {
    const Pack *pack = set->options->pack;
    const Config *config = set->options->configs ? set->options->configs[repository] : NULL;
    const Rule *rule = pack_rule(pack, id);
    if (rule && rule_is_of_ignores(rule))
        return str_printf(set->arena, "'" STR_FMT "' cannot be ignored", STR_ARG(id));
    if (rule || config_knows_rule(pack, id) || config_has_other_pack(config, pack))
        return (Str){0};
    return str_printf(set->arena, "there is no rule '" STR_FMT "'", STR_ARG(id));
}

/* Adds one ignore for each rule that the comment names, until there are `most` in all. */
static void add_comment(IgnoreSet *set, size_t most, IgnoreList *comments, const Document *document,
                        const Suppression *comment) {
    const Source *source = document->source;
    size_t repository = ignores_repository(set->options, source);
    Ignore ignore = {.comment = true,
                     .line = comment->line,
                     .reason = source_slice(source, comment->reason),
                     .at = {source, comment->at}};
    if (comment->problem) {
        add(set, repository, &ignore)->problem = str_from_c(comment->problem);
        return;
    }
    Str rest = source_slice(source, comment->rules);
    Str word;
    while (set->all.len < most && str_split_next(&rest, ',', &word)) {
        ignore.rule = str_trim(word);
        size_t start = (size_t)(ignore.rule.ptr - source->bytes.ptr);
        ignore.at.span = span_between(start, start + ignore.rule.len);
        IgnoreState *state = add(set, repository, &ignore);
        state->problem = rule_problem(set, repository, ignore.rule);
        if (state->problem.len > 0)
            state->nearest = pack_nearest_rule(set->arena, set->options->pack, ignore.rule);
        else
            array_push(set->arena, comments, state);
    }
}

static void add_comments(IgnoreSet *set, const Document *document) {
    size_t count = 0;
    const Suppression *found = document_suppressions(set->arena, document, &count);
    if (count == 0)
        return;
    IgnoreList *comments = arena_new(set->arena, IgnoreList);
    size_t most = set->all.len + IGNORE_MAX_OF_FILE + 1;
    for (size_t i = 0; i < count && set->all.len < most; i++)
        add_comment(set, most, comments, document, &found[i]);
    if (set->all.len == most)
        document_give_up(document, str_printf(set->arena, "its comments ignore more than %d rules",
                                              IGNORE_MAX_OF_FILE));
    map_put(&set->comments, source_place(set->arena, document->source), comments);
}

void ignores_collect(IgnoreSet *set, Arena *arena, const Document *const *documents, size_t count,
                     const LintOptions *options) {
    *set = (IgnoreSet){.arena = arena, .options = options};
    map_init(&set->configured, arena);
    map_init(&set->comments, arena);
    for (size_t i = 0; options->configs && i < options->repository_count; i++)
        add_configured(set, i);
    for (size_t i = 0; i < count; i++)
        add_comments(set, documents[i]);
}

/* suppressing */

static IgnoreState *find_comment(const IgnoreList *comments, const Finding *finding) {
    size_t line = source_position(finding->at.source, finding->at.span.start).line;
    size_t low = 0;
    size_t high = comments->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (comments->items[middle]->ignore.line < line)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < comments->len && comments->items[low]->ignore.line == line; low++)
        if (str_equal(comments->items[low]->ignore.rule, finding->rule))
            return comments->items[low];
    return NULL;
}

/* Matches the escaped path: a configuration is UTF-8 and names other paths as reports show them. */
static bool is_in_path(IgnoreState *state, Arena *scratch, const Source *source) {
    if (!state->ignore.path)
        return true;
    if (state->last_source != source) {
        state->last_source = source;
        state->last_matched =
            pattern_matches(state->ignore.path, escape_utf8(scratch, source->path));
    }
    return state->last_matched;
}

/* The first ignore in the list that applies to the finding's file. */
static IgnoreState *find_in_list(IgnoreSet *set, Str key, const Source *source) {
    const IgnoreList *list = map_get(&set->configured, key);
    for (size_t i = 0; list && i < list->len; i++)
        if (is_in_path(list->items[i], set->arena, source))
            return list->items[i];
    return NULL;
}

/* The first ignore in the configuration that applies to the finding. */
static IgnoreState *find_configured(IgnoreSet *set, const Finding *finding) {
    const Source *source = finding->at.source;
    size_t repository = ignores_repository(set->options, source);
    if (!set->any_configured)
        return NULL;
    Str row = escape_utf8(set->arena, key_text(set->arena, finding->key));
    IgnoreState *by_row =
        find_in_list(set, configured_key(set->arena, repository, finding->rule, &row), source);
    IgnoreState *other =
        find_in_list(set, configured_key(set->arena, repository, finding->rule, NULL), source);
    return !by_row || (other && other->order < by_row->order) ? other : by_row;
}

const Ignore *ignores_find(IgnoreSet *set, const Finding *finding) {
    if (set->all.len == 0)
        return NULL;
    const IgnoreList *comments =
        map_get(&set->comments, source_place(set->arena, finding->at.source));
    IgnoreState *found = comments ? find_comment(comments, finding) : NULL;
    if (!found)
        found = find_configured(set, finding);
    if (!found)
        return NULL;
    found->used = true;
    return &found->ignore;
}
