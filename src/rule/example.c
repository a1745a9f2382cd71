/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Running examples: the example's files become snapshots in memory, only its rule runs over them,
 * and the findings are compared line by line with those that the example lists.
 */
#include "rule/example.h"

#define EXAMPLE_DAY "2026-01-01" /* the day of the run for examples */

static Repository *find_repository(ExampleBench *bench, Str name) {
    for (size_t i = 0; i < bench->repository_count; i++)
        if (str_equal(bench->repositories[i].name, name))
            return &bench->repositories[i];
    Repository *repository = &bench->repositories[bench->repository_count++];
    repository->name = name;
    return repository;
}

static void bind_files(Arena *arena, Repository *repository, const ExampleFile *files,
                       size_t file_count) {
    SnapshotEntry *entries = arena_new_array(arena, file_count, SnapshotEntry);
    size_t count = 0;
    for (size_t i = 0; i < file_count; i++)
        if (str_equal(files[i].repository, repository->name))
            entries[count++] = (SnapshotEntry){.path = files[i].path, .bytes = files[i].bytes};
    if (count > 0)
        repository->snapshot = snapshot_of_memory(arena, entries, count);
}

static void add_own_repository(Arena *arena, ExampleBench *bench, Str name) {
    Repository *repository = find_repository(bench, name);
    if (repository->github.len == 0) {
        repository->github = str_printf(arena, "example/" STR_FMT, STR_ARG(name));
        repository->branch = STR("main");
    }
}

/* Binds the pack's roles, and the example's own repositories: NAME is example/NAME on GitHub. */
static void bind_repositories(Arena *arena, const ExampleFile *files, size_t file_count,
                              ExampleBench *bench) {
    const Pack *pack = &bench->pack;
    bench->repository_count = 0;
    bench->repositories = arena_new_array(arena, pack->repository_count + file_count, Repository);
    for (size_t i = 0; i < pack->repository_count; i++) {
        const RepositoryDef *def = &pack->repositories[i];
        Repository *repository = find_repository(bench, def->name.str);
        repository->github = def->github.str;
        repository->branch = def->branch.str;
    }
    for (size_t i = 0; i < file_count; i++)
        add_own_repository(arena, bench, files[i].repository);
    for (size_t i = 0; i < bench->repository_count; i++)
        bind_files(arena, &bench->repositories[i], files, file_count);
}

/* Configurations are files of the example like any other. */
static void load_configs(Arena *arena, ExampleBench *bench) {
    Error error = {0};
    if (!configs_load(arena, bench->pack.patterns, &bench->pack, bench->repositories,
                      bench->repository_count, &bench->configs, &error))
        bench->problem = str_copy(arena, str_from_c(error.message));
}

void example_set_up(Arena *arena, const Pack *pack, const Rule *rule, const Example *example,
                    const ExampleFile *files, size_t file_count, ExampleBench *out) {
    *out = (ExampleBench){.pack = *pack};
    if (example->tables.count > 0)
        out->pack.tables = example->tables;
    bind_repositories(arena, files, file_count, out);
    bool alone = !rule_is_of_ignores(rule);
    Severity *severities = arena_new_array(arena, pack->rule_count, Severity);
    for (size_t i = 0; i < pack->rule_count; i++)
        severities[i] = !alone || pack->rules[i] == rule ? pack->rules[i]->severity : SEVERITY_OFF;
    load_configs(arena, out);
    out->options = (LintOptions){.pack = &out->pack,
                                 .repositories = out->repositories,
                                 .repository_count = out->repository_count,
                                 .severities = severities,
                                 .configs = out->configs,
                                 .part = 1, /* results must not depend on the size of parts */
                                 .as_of = STR(EXAMPLE_DAY)};
}

/* "REPOSITORY/PATH:LINE:COLUMN: MESSAGE", as an example writes it. */
static Str describe(Arena *arena, const Finding *finding) {
    const Source *source = finding->at.source;
    if (source->bytes.len == 0)
        return str_printf(arena, STR_FMT "/" STR_FMT ": " STR_FMT, STR_ARG(source->repository),
                          STR_ARG(source->path), STR_ARG(finding->message));
    Position at = source_position(source, finding->at.span.start);
    return str_printf(arena, STR_FMT "/" STR_FMT ":%zu:%zu: " STR_FMT, STR_ARG(source->repository),
                      STR_ARG(source->path), at.line, at.column, STR_ARG(finding->message));
}

/* Leaves out what both have in common at the beginning and at the end, so that only a missing
   finding is reported, without all those that come after it. */
static void compare(Arena *arena, const TextList *expected, const LintResult *result,
                    StrBuf *difference) {
    size_t wanted_end = expected->count;
    size_t found_end = result->finding_count;
    Str *found = arena_new_array(arena, found_end, Str);
    for (size_t i = 0; i < found_end; i++)
        found[i] = describe(arena, &result->findings[i]);
    size_t first = 0;
    while (first < wanted_end && first < found_end &&
           str_equal(expected->items[first].str, found[first]))
        first++;
    while (wanted_end > first && found_end > first &&
           str_equal(expected->items[wanted_end - 1].str, found[found_end - 1])) {
        wanted_end--;
        found_end--;
    }
    for (size_t i = first; i < wanted_end || i < found_end; i++) {
        if (i < wanted_end)
            strbuf_printf(difference, "  expected  " STR_FMT "\n", STR_ARG(expected->items[i].str));
        if (i < found_end)
            strbuf_printf(difference, "  found     " STR_FMT "\n", STR_ARG(found[i]));
    }
}

/* A skipped rule proves nothing, so an example must have everything that its rule reads. */
static void refuse_skipped(const Rule *rule, const LintResult *result, StrBuf *difference) {
    for (size_t i = 0; i < result->skipped_count; i++)
        if (!result->skipped[i].partly && str_equal(result->skipped[i].rule, rule->id))
            strbuf_printf(
                difference,
                "  skipped   " STR_FMT "\n"
                "  help      give the example all that its rule reads, or 'tables' of its "
                "own\n",
                STR_ARG(result->skipped[i].reason));
}

/* If an example fails, the reason may be what its rule did not look at. */
static void tell_partly(const Rule *rule, const LintResult *result, StrBuf *difference) {
    for (size_t i = 0; i < result->skipped_count; i++)
        if (result->skipped[i].partly && str_equal(result->skipped[i].rule, rule->id))
            strbuf_printf(difference, "  in part   " STR_FMT "\n",
                          STR_ARG(result->skipped[i].reason));
}

/* The example is not about findings of other rules. */
static void keep_own(const Rule *rule, LintResult *result) {
    size_t kept = 0;
    for (size_t i = 0; i < result->finding_count; i++)
        if (str_equal(result->findings[i].rule, rule->id))
            result->findings[kept++] = result->findings[i];
    result->finding_count = kept;
}

void example_lint(Arena *arena, const Pack *pack, const Rule *rule, const Example *example,
                  ExampleBench *bench, LintResult *out) {
    example_set_up(arena, pack, rule, example, example->files, example->file_count, bench);
    lint_run(arena, documents_new(arena), &bench->options, out);
    keep_own(rule, out);
}

void example_run(Arena *arena, const Pack *pack, const Rule *rule, size_t index,
                 ExampleOutcome *out) {
    const Example *example = &rule->examples[index];
    ExampleBench bench;
    LintResult result;
    StrBuf difference;
    strbuf_init(&difference, arena);
    example_lint(arena, pack, rule, example, &bench, &result);
    if (bench.problem.len > 0)
        strbuf_printf(&difference, "  " STR_FMT "\n", STR_ARG(bench.problem));
    refuse_skipped(rule, &result, &difference);
    compare(arena, &example->finds, &result, &difference);
    if (difference.len > 0)
        tell_partly(rule, &result, &difference);
    *out = (ExampleOutcome){.rule = rule,
                            .index = index,
                            .passed = difference.len == 0,
                            .message = strbuf_str(&difference)};
}
