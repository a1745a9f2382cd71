/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * An example is fixed in memory, and the result is compared with what must be true of it.
 */
#include "fix/prove.h"

#include <stdint.h>

#include "base/array.h"
#include "document/language.h"
#include "fix/plan.h"

typedef struct Proof {
    Arena *arena;
    const Pack *pack;
    const Rule *rule;
    const Example *example;
    StrBuf *difference;
} Proof;

typedef ARRAY_OF(ExampleFile) Files;

static void fix_files(const Proof *proof, const ExampleFile *files, size_t count, FixResult *out) {
    ExampleBench *bench = arena_new(proof->arena, ExampleBench);
    example_set_up(proof->arena, proof->pack, proof->rule, proof->example, files, count, bench);
    FixOptions options = {.lint = bench->options, .unsafe = true};
    fix_run(proof->arena, &options, out);
}

static const ExampleFile *find_file(const ExampleFile *files, size_t count, Str repository,
                                    Str path) {
    for (size_t i = 0; i < count; i++)
        if (str_equal(files[i].repository, repository) && str_equal(files[i].path, path))
            return &files[i];
    return NULL;
}

/* The example's files with the changes of the result. */
static Files files_after(const Proof *proof, const ExampleFile *files, size_t count,
                         const FixResult *result) {
    Files after = {0};
    for (size_t i = 0; i < count; i++)
        array_push(proof->arena, &after, files[i]);
    for (size_t i = 0; i < result->file_count; i++) {
        const FixedFile *file = &result->files[i];
        ExampleFile changed = {file->repository->name, file->path, file->after};
        const ExampleFile *old = find_file(files, count, changed.repository, changed.path);
        if (old)
            after.items[old - files] = changed;
        else
            array_push(proof->arena, &after, changed);
    }
    return after;
}

static void append_lines(StrBuf *out, Str text) {
    bool ends = text.len == 0 || text.ptr[text.len - 1] == '\n';
    Str line;
    while (text.len > 0 && str_split_next(&text, '\n', &line))
        strbuf_printf(out, "    " STR_FMT "\n", STR_ARG(line));
    if (!ends)
        strbuf_append_c(out, "    (without a line ending)\n");
}

static void compare_texts(const Proof *proof, Str name, Str expected, Str found) {
    if (str_equal(expected, found))
        return;
    strbuf_printf(proof->difference, "  " STR_FMT " should be fixed to\n", STR_ARG(name));
    append_lines(proof->difference, expected);
    strbuf_append_c(proof->difference, "  and is\n");
    append_lines(proof->difference, found);
}

static void prove_result(const Proof *proof, const FixResult *result) {
    const Example *example = proof->example;
    for (size_t i = 0; i < result->file_count; i++) {
        const FixedFile *file = &result->files[i];
        const ExampleFile *expected =
            find_file(example->fixed, example->fixed_count, file->repository->name, file->path);
        if (expected)
            compare_texts(proof, file->path, expected->bytes, file->after);
        else
            strbuf_printf(proof->difference, "  " STR_FMT " is changed, and not under 'fixed'\n",
                          STR_ARG(file->path));
    }
    if (result->file_count >= example->fixed_count)
        return;
    strbuf_printf(proof->difference, "  %zu files are fixed, not the %zu under 'fixed'\n",
                  result->file_count, example->fixed_count);
    if (!proof->rule->has_fix)
        strbuf_append_c(proof->difference, "  the rule has no 'fix'\n");
    for (size_t i = 0; i < result->after.finding_count; i++)
        if (result->after.findings[i].unfixed)
            strbuf_printf(proof->difference, "  no fix of \"" STR_FMT "\": %s\n",
                          STR_ARG(result->after.findings[i].message),
                          result->after.findings[i].unfixed);
}

static void prove_settled(const Proof *proof, const FixResult *result) {
    for (size_t i = 0; i < result->refused_count; i++)
        strbuf_printf(proof->difference, "  the fix '" STR_FMT "' was taken back: " STR_FMT "\n",
                      STR_ARG(result->refused[i].title), STR_ARG(result->refused[i].reason));
    for (size_t i = 0; i < result->after.finding_count; i++)
        if (result->after.findings[i].fix)
            strbuf_printf(proof->difference, "  still to be fixed: " STR_FMT "\n",
                          STR_ARG(result->after.findings[i].message));
    if (!result->stable)
        strbuf_append_c(proof->difference, "  fixing comes to no end\n");
}

static void prove_idempotent(const Proof *proof, const FixResult *result) {
    Files after = files_after(proof, proof->example->files, proof->example->file_count, result);
    FixResult again;
    fix_files(proof, after.items, after.len, &again);
    for (size_t i = 0; i < again.file_count; i++)
        strbuf_printf(proof->difference, "  fixing again changes " STR_FMT "\n",
                      STR_ARG(again.files[i].path));
}

typedef ARRAY_OF(Str) Scalars;

/* The texts of all scalars, sorted; false if the text is not YAML. */
static bool scalars_of(Arena *arena, Str bytes, Scalars *out) {
    const Source *source = source_new(arena, (Str){0}, (Str){0}, (Str){0}, bytes);
    const YamlStream *stream = yaml_parse(arena, source, span_between(0, bytes.len));
    YamlWalk walk = yaml_walk(arena, stream);
    for (const YamlNode *node; (node = yaml_walk_next(&walk));)
        if (node->kind == YAML_KIND_SCALAR)
            array_push(arena, out, node->text);
    str_sort(out->items, out->len);
    return !stream->failed;
}

/* How many of the sorted texts are not among the others. */
static size_t count_missing(const Scalars *texts, const Scalars *others) {
    size_t missing = 0;
    for (size_t i = 0, j = 0; i < texts->len; i++) {
        while (j < others->len && str_compare(others->items[j], texts->items[i]) < 0)
            j++;
        if (j < others->len && str_equal(others->items[j], texts->items[i]))
            j++;
        else
            missing++;
    }
    return missing;
}

/* How many cells of a file the fixes were to change: one for each fix that replaces a text. */
static size_t count_meant(const FixResult *result, const FixedFile *file) {
    size_t meant = 0;
    for (size_t i = 0; i < result->fixed_count; i++) {
        const Fix *fix = result->fixed[i].finding.fix;
        const Location at = fix->edits[0].at;
        meant += fix->edit_count == 1 && str_equal(at.source->path, file->path) &&
                 str_trim(location_text(at)).len > 0;
    }
    return meant;
}

static void prove_yaml(const Proof *proof, const FixResult *result) {
    for (size_t i = 0; i < result->file_count; i++) {
        const FixedFile *file = &result->files[i];
        Scalars before = {0};
        Scalars after = {0};
        if (!language_is_yaml(file->path) || !scalars_of(proof->arena, file->before, &before))
            continue;
        if (!scalars_of(proof->arena, file->after, &after))
            strbuf_printf(proof->difference, "  " STR_FMT " is no YAML any more\n",
                          STR_ARG(file->path));
        else if (count_missing(&before, &after) > count_meant(result, file) ||
                 count_missing(&after, &before) > count_meant(result, file))
            strbuf_printf(proof->difference, "  " STR_FMT " has other data than was meant\n",
                          STR_ARG(file->path));
    }
}

static void prove_crlf(const Proof *proof, const FixResult *result) {
    const Example *example = proof->example;
    Files files = {0};
    for (size_t i = 0; i < example->file_count; i++) {
        ExampleFile file = example->files[i];
        if (str_find(file.bytes, STR("\r"), 0) != SIZE_MAX)
            return;
        file.bytes = plan_crlf(proof->arena, file.bytes);
        array_push(proof->arena, &files, file);
    }
    FixResult crlf;
    fix_files(proof, files.items, files.len, &crlf);
    for (size_t i = 0; i < result->file_count && i < crlf.file_count; i++)
        compare_texts(proof, STR("the copy with CRLF line endings"),
                      plan_crlf(proof->arena, result->files[i].after), crlf.files[i].after);
    if (crlf.file_count != result->file_count)
        strbuf_append_c(proof->difference,
                        "  with CRLF line endings other files are fixed than without\n");
}

void fix_prove(Arena *arena, const Pack *pack, const Rule *rule, size_t index, StrBuf *difference) {
    const Example *example = &rule->examples[index];
    Proof proof = {arena, pack, rule, example, difference};
    FixResult result;
    fix_files(&proof, example->files, example->file_count, &result);
    prove_result(&proof, &result);
    prove_settled(&proof, &result);
    prove_idempotent(&proof, &result);
    prove_yaml(&proof, &result);
    prove_crlf(&proof, &result);
}
