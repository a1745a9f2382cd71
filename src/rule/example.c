/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Running examples: the example's files become snapshots in memory, the rule runs alone over them,
 * and what it found is compared line by line with what the example says.
 */
#include "rule/example.h"


/* The repositories of an example: the pack's roles, and those that the example alone has. */
typedef struct Bench {
    Arena *arena;
    const Pack *pack;
    const Example *example;
    Repository *repositories;
    size_t repository_count;
} Bench;

static Repository *find_repository(Bench *bench, Str name) {
    for (size_t i = 0; i < bench->repository_count; i++)
        if (str_equal(bench->repositories[i].name, name))
            return &bench->repositories[i];
    Repository *repository = &bench->repositories[bench->repository_count++];
    repository->name = name;
    return repository;
}

static void bind_files(Bench *bench, Repository *repository) {
    const Example *example = bench->example;
    SnapshotEntry *entries = arena_new_array(bench->arena, example->file_count, SnapshotEntry);
    size_t count = 0;
    for (size_t i = 0; i < example->file_count; i++)
        if (str_equal(example->files[i].repository, repository->name))
            entries[count++] =
                (SnapshotEntry){.path = example->files[i].path, .bytes = example->files[i].bytes};
    if (count > 0)
        repository->snapshot = snapshot_of_memory(bench->arena, entries, count);
}

static void set_up(Bench *bench) {
    const Pack *pack = bench->pack;
    bench->repositories = arena_new_array(
        bench->arena, pack->repository_count + bench->example->file_count, Repository);
    for (size_t i = 0; i < pack->repository_count; i++)
        find_repository(bench, pack->repositories[i].name.str)->github =
            pack->repositories[i].github.str;
    for (size_t i = 0; i < bench->example->file_count; i++)
        find_repository(bench, bench->example->files[i].repository);
    for (size_t i = 0; i < bench->repository_count; i++)
        bind_files(bench, &bench->repositories[i]);
}

static LintResult lint(Bench *bench, const Rule *rule) {
    Pack pack = *bench->pack;
    if (bench->example->tables.count > 0)
        pack.tables = bench->example->tables;
    Severity *severities = arena_new_array(bench->arena, pack.rule_count, Severity);
    for (size_t i = 0; i < pack.rule_count; i++)
        severities[i] = pack.rules[i] == rule ? rule->severity : SEVERITY_OFF;
    LintOptions options = {.pack = &pack,
                           .repositories = bench->repositories,
                           .repository_count = bench->repository_count,
                           .severities = severities};
    LintResult result;
    lint_run(bench->arena, documents_new(bench->arena), &options, &result);
    return result;
}

/* "REPOSITORY/PATH:LINE:COLUMN: MESSAGE", as an example writes it. */
static Str describe(Arena *arena, const Finding *finding) {
    const Source *source = finding->at.source;
    if (source->bytes.len == 0)
        return str_printf(arena, STR_FMT "/" STR_FMT ": " STR_FMT, STR_ARG(source->repository),
                          STR_ARG(source->path), STR_ARG(finding->message));
    Position at = source_position(source, finding->at.span.start);
    return str_printf(arena, STR_FMT "/" STR_FMT ":%zu:%zu: " STR_FMT,
                      STR_ARG(source->repository), STR_ARG(source->path), at.line, at.column,
                      STR_ARG(finding->message));
}

static void compare(Bench *bench, const LintResult *result, StrBuf *difference) {
    const TextList *expected = &bench->example->finds;
    size_t count = expected->count > result->finding_count ? expected->count
                                                           : result->finding_count;
    for (size_t i = 0; i < count; i++) {
        Str wanted = i < expected->count ? expected->items[i].str : (Str){0};
        Str found = i < result->finding_count ? describe(bench->arena, &result->findings[i])
                                              : (Str){0};
        if (str_equal(wanted, found))
            continue;
        if (wanted.len)
            strbuf_printf(difference, "  expected  " STR_FMT "\n", STR_ARG(wanted));
        if (found.len)
            strbuf_printf(difference, "  found     " STR_FMT "\n", STR_ARG(found));
    }
}

/* A rule that was skipped proves nothing, so an example must have all that its rule reads. */
static void refuse_skipped(const LintResult *result, StrBuf *difference) {
    for (size_t i = 0; i < result->skipped_count; i++)
        if (!result->skipped[i].partly)
            strbuf_printf(difference, "  skipped   " STR_FMT "\n",
                          STR_ARG(result->skipped[i].reason));
}

void example_run(Arena *arena, const Pack *pack, const Rule *rule, size_t index,
                 ExampleOutcome *out) {
    Bench bench = {.arena = arena, .pack = pack, .example = &rule->examples[index]};
    set_up(&bench);
    LintResult result = lint(&bench, rule);
    StrBuf difference;
    strbuf_init(&difference, arena);
    refuse_skipped(&result, &difference);
    compare(&bench, &result, &difference);
    *out = (ExampleOutcome){
        .rule = rule, .index = index, .passed = difference.len == 0,
        .message = strbuf_str(&difference)};
}
