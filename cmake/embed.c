/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Writes the C file of govlint_embed while govlint is built: embed ROOT LIST OUTPUT. LIST holds the
 * paths of the files, from ROOT, one a line. See src/rule/embedded.h.
 *
 * Bytes are written as arrays of numbers: a string literal may have no more than 4095 characters.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "document/yaml_image.h"

static _Noreturn void fail(const char *path, const char *why) {
    fprintf(stderr, "embed: %s: %s\n", path, why);
    exit(1);
}

static Str read_file(Arena *arena, const char *path) {
    FILE *file = fopen(path, "rb");
    char buffer[65536];
    StrBuf bytes;
    strbuf_init(&bytes, arena);
    if (!file)
        fail(path, "cannot be opened");
    for (size_t got; (got = fread(buffer, 1, sizeof buffer, file)) > 0;)
        strbuf_append(&bytes, (Str){buffer, got});
    if (ferror(file))
        fail(path, "cannot be read");
    fclose(file);
    return strbuf_str(&bytes);
}

static void write_bytes(FILE *out, const char *name, size_t index, Str bytes) {
    fprintf(out, "static const unsigned char %s_%zu[] = {", name, index);
    for (size_t i = 0; i < bytes.len; i++)
        fprintf(out, "%s%u,", i % 24 == 0 ? "\n" : "", (unsigned)(unsigned char)bytes.ptr[i]);
    fprintf(out, "0};\n");
}

/* One more than there are, as an array may not be empty. */
static void write_words(FILE *out, size_t index, const YamlImage *image) {
    fprintf(out, "static const uint32_t words_%zu[] = {", index);
    for (size_t i = 0; i < image->word_count; i++)
        fprintf(out, "%s%u,", i % 16 == 0 ? "\n" : "", (unsigned)image->words[i]);
    fprintf(out, "0};\n");
}

static void write_image(FILE *out, Arena *arena, const char *path, size_t index, Str bytes) {
    const Source *source = source_new(arena, (Str){0}, (Str){0}, str_from_c(path), bytes);
    const YamlStream *stream = yaml_parse(arena, source, span_between(0, bytes.len));
    YamlImage image;
    if (stream->failed || stream->count != 1) {
        Position at = source_position(source, stream->problem_span.start);
        Str why = str_printf(
            arena, "%zu:%zu: " STR_FMT, at.line, at.column,
            STR_ARG(stream->failed ? stream->problem : STR("must hold one YAML document")));
        fail(path, str_to_c(arena, why));
    }
    yaml_image_make(arena, stream->documents[0], bytes, &image);
    write_bytes(out, "texts", index, (Str){image.texts, image.text_count});
    write_words(out, index, &image);
    fprintf(out, "static const YamlImageNode nodes_%zu[] = {", index);
    for (size_t i = 0; i < image.node_count; i++) {
        const YamlImageNode *node = &image.nodes[i];
        fprintf(out, "%s{%u,%u,%u,%u,%u,%u,%u,%u},", i % 4 == 0 ? "\n" : "", (unsigned)node->head,
                (unsigned)node->span_start, (unsigned)node->span_end, (unsigned)node->content_start,
                (unsigned)node->content_end, (unsigned)node->count, (unsigned)node->length,
                (unsigned)node->words);
    }
    fprintf(out,
            "};\nstatic const YamlImage image_%zu = {nodes_%zu, %zu, words_%zu, %zu, "
            "(const char *)texts_%zu, %zu};\n",
            index, index, image.node_count, index, image.word_count, index, image.text_count);
}

/* Files of packs; those of the demo are linted like any other. */
static bool is_of_pack(Str path) {
    return str_starts_with(path, STR("rules/")) && str_ends_with(path, STR(".yml"));
}

static size_t write_files(FILE *out, Arena *arena, const char *root, Str list, StrBuf *rows) {
    Str path;
    size_t count = 0;
    while (str_split_next(&list, '\n', &path)) {
        if (path.len == 0)
            continue;
        char *full = str_to_c(arena, str_printf(arena, "%s/" STR_FMT, root, STR_ARG(path)));
        Str bytes = read_file(arena, full);
        write_bytes(out, "file", count, bytes);
        strbuf_printf(rows, "    {STR_INIT(\"" STR_FMT "\"), {(const char *)file_%zu, %zu}, ",
                      STR_ARG(path), count, bytes.len);
        if (is_of_pack(path)) {
            write_image(out, arena, full, count, bytes);
            strbuf_printf(rows, "&image_%zu},\n", count);
        } else {
            strbuf_append_c(rows, "NULL},\n");
        }
        count++;
    }
    return count;
}

int main(int argc, char **argv) {
    if (argc != 4)
        fail("usage", "embed ROOT LIST OUTPUT");
    Arena arena;
    StrBuf rows;
    arena_init(&arena);
    strbuf_init(&rows, &arena);
    FILE *out = fopen(argv[3], "w");
    if (!out)
        fail(argv[3], "cannot be opened");
    fprintf(out, "/* Made by cmake/embed.c: do not edit. */\n#include \"rule/embedded.h\"\n\n");
    size_t count = write_files(out, &arena, argv[1], read_file(&arena, argv[2]), &rows);
    fprintf(out, "\nconst EmbeddedFile embedded_files[] = {\n" STR_FMT "};\n",
            STR_ARG(strbuf_str(&rows)));
    fprintf(out, "const size_t embedded_file_count = %zu;\n", count);
    arena_free(&arena);
    if (fclose(out) != 0)
        fail(argv[3], "cannot be written");
    return 0;
}
