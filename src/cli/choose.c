/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Choosing packs and rules: --rules, --select and --ignore.
 */
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "cli/bind.h"
#include "cli/lint.h"

static bool has_wildcard(Str word) {
    for (size_t i = 0; i < word.len; i++)
        if (strchr("*?[", word.ptr[i]) && word.ptr[i])
            return true;
    return false;
}

/* Whether a word, an id or a glob, means this id. A glob that does not compile means none. */
static bool word_means(const Cli *cli, Str word, Str id) {
    if (!has_wildcard(word))
        return str_equal(word, id);
    Error ignored = {0};
    const Pattern *pattern = pattern_compile_glob(cli->patterns, word, &ignored);
    return pattern && pattern_matches(pattern, id);
}

bool rule_is_named(const Cli *cli, const StrList *words, Str id) {
    for (size_t i = 0; i < words->len; i++)
        if (word_means(cli, words->items[i], id))
            return true;
    return false;
}

bool rule_is_chosen(const Cli *cli, Str id) {
    const Options *options = &cli->options;
    return (options->select.len == 0 || rule_is_named(cli, &options->select, id)) &&
           !rule_is_named(cli, &options->ignore, id);
}

static bool check_word(Cli *cli, Str word, Pack *const *packs, size_t count, Error *error) {
    Nearest nearest;
    nearest_init(&nearest, cli->arena, word);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < packs[i]->rule_count; k++) {
            if (word_means(cli, word, packs[i]->rules[k]->id))
                return true;
            nearest_offer(&nearest, packs[i]->rules[k]->id);
        }
    }
    if (has_wildcard(word))
        return error_set(error, ERROR_USAGE, "no rule's name matches '" STR_FMT "'", STR_ARG(word));
    Str hint = did_you_mean(cli->arena, nearest.text);
    return error_set(error, ERROR_USAGE, "there is no rule '" STR_FMT "'" STR_FMT, STR_ARG(word),
                     STR_ARG(hint));
}

bool check_chosen_rules(Cli *cli, Pack *const *packs, size_t count, Error *error) {
    const StrList *lists[] = {&cli->options.select, &cli->options.ignore, &cli->options.rule};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (size_t k = 0; k < lists[i]->len; k++)
            if (!check_word(cli, lists[i]->items[k], packs, count, error))
                return false;
    return true;
}

static int compare_rules(const void *a, const void *b) {
    const Rule *one = *(const Rule *const *)a;
    const Rule *other = *(const Rule *const *)b;
    int order = str_compare(one->pack, other->pack);
    return order ? order : str_compare(one->id, other->id);
}

const Rule **rules_of_packs(Arena *arena, Pack *const *packs, size_t pack_count, size_t *count) {
    size_t all = 0;
    for (size_t i = 0; i < pack_count; i++)
        all += packs[i]->rule_count;
    const Rule **rules = arena_alloc_array(arena, all, sizeof(const Rule *));
    all = 0;
    for (size_t i = 0; i < pack_count; i++)
        for (size_t k = 0; k < packs[i]->rule_count; k++)
            rules[all++] = packs[i]->rules[k];
    if (all > 0)
        qsort(rules, all, sizeof *rules, compare_rules);
    *count = 0;
    for (size_t i = 0; i < all; i++)
        if (*count == 0 || compare_rules(&rules[i], &rules[*count - 1]) != 0)
            rules[(*count)++] = rules[i];
    return rules;
}

bool load_used_packs(Cli *cli, Pack ***out, size_t *count, Error *error) {
    Pack *current = NULL;
    if (cli->options.rules.len == 0 && !current_pack(cli, &current, error))
        return false;
    if (!current)
        return load_packs(cli, out, count, error);
    *count = 1;
    *out = arena_alloc_array(cli->arena, 1, sizeof(Pack *));
    (*out)[0] = current;
    return true;
}

bool load_packs(Cli *cli, Pack ***out, size_t *count, Error *error) {
    if (cli->options.rules.len > 0) {
        *count = 1;
        *out = arena_alloc_array(cli->arena, 1, sizeof(Pack *));
        return pack_load_folder(cli->arena, cli->patterns, cli->options.rules, cli->examples,
                                &(*out)[0], error);
    }
    const char *const *names = pack_builtin_names(count);
    *out = arena_alloc_array(cli->arena, *count, sizeof(Pack *));
    for (size_t i = 0; i < *count; i++)
        if (!pack_load_builtin(cli->arena, cli->patterns, str_from_c(names[i]), cli->examples,
                               &(*out)[i], error))
            return false;
    return true;
}
