/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Fixes of an arbitrary set of files (see fuzz_split), safe ones and all: bytes outside edits stay,
 * fixing again changes nothing, and no file grows without bound. Edits made of the same input are
 * applied to it too.
 */
#include "fuzz.h"

#include <string.h>

#include "base/unicode.h"
#include "fix/fix.h"

#define MAX_EDITS 64

/* What fixes may add to a file: links and handles, written once more for each of its bytes. */
static size_t most(size_t before) {
    return 64 * before + 65536;
}

static int compare_edits(const void *a, const void *b) {
    const Edit *one = *(const Edit *const *)a;
    const Edit *other = *(const Edit *const *)b;
    if (one->at.span.start != other->at.span.start)
        return one->at.span.start < other->at.span.start ? -1 : 1;
    return (one->at.span.end > other->at.span.end) - (one->at.span.end < other->at.span.end);
}

/* Whether `after` is the source with something else in the place of each edit and nowhere else: the
   bytes between the edits stand there in their order, those before and behind all of them too. */
static bool is_kept(const Source *source, const Edit **edits, size_t count, Str after) {
    Str bytes = source->bytes;
    size_t from = 0; /* in the source, behind the last edit */
    size_t at = 0;   /* in `after` */
    for (size_t i = 0; i <= count; i++) {
        size_t to = i < count ? edits[i]->at.span.start : bytes.len;
        Str kept = str_slice(bytes, from, to < from ? from : to);
        size_t found = i == 0                       ? (str_starts_with(after, kept) ? 0 : SIZE_MAX)
                       : i < count                  ? str_find(after, kept, at)
                       : str_ends_with(after, kept) ? after.len - kept.len
                                                    : SIZE_MAX;
        if (found == SIZE_MAX || found < at)
            return false;
        at = found + kept.len;
        from = i < count ? edits[i]->at.span.end : from;
    }
    return true;
}

/* The applied edits of one source, each once, in order. */
static size_t edits_of(Arena *arena, const FixResult *result, const Source *source,
                       const Edit ***out) {
    size_t count = 0;
    for (size_t i = 0; i < result->fixed_count; i++)
        count += result->fixed[i].finding.fix->edit_count;
    const Edit **edits = arena_new_array(arena, count + 1, const Edit *);
    count = 0;
    for (size_t i = 0; i < result->fixed_count; i++) {
        const Fix *fix = result->fixed[i].finding.fix;
        bool again = false;
        for (size_t j = 0; j < i; j++)
            again = again || result->fixed[j].finding.fix == fix;
        for (size_t j = 0; !again && j < fix->edit_count; j++)
            if (fix->edits[j].at.source == source)
                edits[count++] = &fix->edits[j];
    }
    qsort(edits, count, sizeof *edits, compare_edits);
    *out = edits;
    return count;
}

static bool is_of(const FixedFile *file, const Source *source) {
    return str_equal(source->path, file->path) &&
           str_equal(source->repository, file->repository->name);
}

/* The source after `source` that edits of this file are of, in the order of the rounds, or NULL. */
static const Source *next_state(const FixResult *result, const FixedFile *file,
                                const Source *source) {
    bool passed = source == NULL;
    for (size_t i = 0; i < result->fixed_count; i++) {
        const Fix *fix = result->fixed[i].finding.fix;
        for (size_t j = 0; j < fix->edit_count; j++) {
            const Source *other = fix->edits[j].at.source;
            if (passed && other != source && is_of(file, other))
                return other;
            passed = passed || other == source;
        }
    }
    return NULL;
}

/* Each round of a file's edits leads to the bytes of its next round, the last to those after it. */
static void check_kept(Arena *arena, const FixResult *result, const FixedFile *file) {
    const Source *state = next_state(result, file, NULL);
    HOLDS(state && str_equal(state->bytes, file->before));
    while (state) {
        const Edit **edits;
        const Source *next = next_state(result, file, state);
        size_t count = edits_of(arena, result, state, &edits);
        HOLDS(is_kept(state, edits, count, next ? next->bytes : file->after));
        state = next;
    }
}

static void check_files(Arena *arena, const FixResult *result) {
    for (size_t i = 0; i < result->file_count; i++) {
        const FixedFile *file = &result->files[i];
        HOLDS(file->created || !str_equal(file->before, file->after));
        HOLDS(file->created || file->after.len <= most(file->before.len));
        HOLDS(!utf8_valid(file->before, NULL) || utf8_valid(file->after, NULL));
        if (!file->created)
            check_kept(arena, result, file);
    }
}

/* Fixing what is already fixed changes nothing. */
static void check_idempotent(Arena *arena, const FixOptions *options, const FixResult *first) {
    FixOptions again = *options;
    FixResult second;
    if (!first->stable || first->refused_count > 0)
        return;
    again.lint.repositories = first->repositories;
    fix_run(arena, &again, &second);
    HOLDS(second.file_count == 0);
}

/* Edits at ascending places that the input's bytes choose, compared with a manual splice. */
static void check_apply(Arena *arena, Str bytes) {
    const Source *source = source_new(arena, STR("site"), (Str){0}, STR("x.md"), bytes);
    Edit edits[MAX_EDITS];
    size_t count = 0;
    size_t at = 0;
    StrBuf expected;
    strbuf_init(&expected, arena);
    for (size_t i = 0; i + 2 < bytes.len && count < MAX_EDITS; i += 3) {
        size_t start = at + (unsigned char)bytes.ptr[i];
        size_t end = start + (unsigned char)bytes.ptr[i + 1] % 16;
        if (end > bytes.len)
            break;
        Str text = str_slice(bytes, i, i + (unsigned char)bytes.ptr[i + 2] % 32);
        edits[count++] = (Edit){.at = {source, span_between(start, end)}, .text = text};
        strbuf_append(&expected, str_slice(bytes, at, start));
        strbuf_append(&expected, text);
        at = end;
    }
    strbuf_append(&expected, str_slice(bytes, at, bytes.len));
    HOLDS(str_equal(fix_apply(arena, bytes, edits, count), strbuf_str(&expected)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena;
    FuzzSet set;
    FixOptions options = {0};
    FixResult fixed;
    LintResult result;
    Str text = {(const char *)data, size};
    arena_init(&arena);
    check_apply(&arena, text);
    fuzz_split(&arena, fuzz_pack(), text, &set);
    if (fuzz_lint(&arena, fuzz_pack(), &set, &options.lint, &result) &&
        result.fixable + result.fixable_unsafe > 0)
        for (int i = 0; i < 2; i++) {
            options.unsafe = i == 1;
            fix_run(&arena, &options, &fixed);
            check_files(&arena, &fixed);
            check_idempotent(&arena, &options, &fixed);
        }
    arena_free(&arena);
    return 0;
}
