/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Writes the C file of govlint_precompile while govlint is built: precompile OUTPUT. It holds the
 * regular expressions of the built-in packs, compiled. See src/cli/builtin_patterns.h.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/pattern_image.h"
#include "rule/pack.h"

static _Noreturn void fail(const char *what, const char *why) {
    fprintf(stderr, "precompile: %s: %s\n", what, why);
    exit(1);
}

/* All patterns of the built-in packs, in one set. Packs with their examples are not trusted, so a
   mistake in a pattern or a template is told with its place. */
static void load_packs(Arena *arena, PatternSet *patterns) {
    size_t count;
    const char *const *names = pack_builtin_names(&count);
    for (size_t i = 0; i < count; i++) {
        Pack *pack;
        Error error = {0};
        if (!pack_load_builtin(arena, patterns, str_from_c(names[i]), true, &pack, &error))
            fail(names[i], error.message);
    }
}

static void write_images(FILE *out, const PatternImages *images) {
    fprintf(out, "#include \"cli/builtin_patterns.h\"\n\nstatic const PatternImage items[] = {");
    for (size_t i = 0; i < images->count; i++) {
        const PatternImage *image = &images->items[i];
        fprintf(out, "%s{%" PRIu32 ",%" PRIu32 ",%" PRIu32 ",%" PRIu32 "},", i % 4 ? "" : "\n",
                image->length, image->text, image->name_count, image->code);
    }
    fprintf(out, "};\nstatic const unsigned char texts[] = {");
    for (size_t i = 0; i < images->text_count; i++)
        fprintf(out, "%s%u,", i % 24 ? "" : "\n", (unsigned)(unsigned char)images->texts[i]);
    fprintf(out, "};\nstatic const uint64_t codes[] = {");
    for (size_t i = 0; i < images->code_count; i++)
        fprintf(out, "%s0x%" PRIx64 ",", i % 6 ? "" : "\n", images->codes[i]);
    fprintf(out,
            "};\nconst PatternImages builtin_patterns = {items, %zu, (const char *)texts, %zu, "
            "codes, %zu};\n",
            images->count, images->text_count, images->code_count);
}

int main(int argc, char **argv) {
    if (argc != 2)
        fail("usage", "precompile OUTPUT");
    Arena arena;
    arena_init(&arena);
    PatternSet *patterns = pattern_set_new(&arena);
    load_packs(&arena, patterns);
    PatternImages images;
    pattern_images_make(patterns, &arena, &images);
    FILE *out = fopen(argv[1], "w");
    if (!out)
        fail(argv[1], "cannot be written");
    write_images(out, &images);
    if (fclose(out) != 0)
        fail(argv[1], "cannot be written");
    pattern_set_free(patterns);
    arena_free(&arena);
    return 0;
}
