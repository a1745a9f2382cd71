/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What govlint reads in a text, in a form that other programs' readings can be brought to:
 *
 *     dump yaml|markdown|slugs <FILE
 *
 * yaml: events as the YAML test suite writes them, without marks of flow; a last line "ERROR" where
 * there is a problem. markdown: "ITEM DEPTH TEXT", "ROW TABLE" and "CELL TEXT", in order. slugs:
 * the id of each line, as if it were a heading of one document. Texts have \ escapes for what would
 * end a line.
 */
#include <stdio.h>
#include <string.h>

#include "document/markdown.h"
#include "document/slug.h"
#include "document/yaml.h"

static void print_text(Str text) {
    static const char escaped[] = "\\\n\t\r\b";
    static const char letters[] = "\\ntrb";
    for (size_t i = 0; i < text.len; i++) {
        const char *found = text.ptr[i] ? strchr(escaped, text.ptr[i]) : NULL;
        if (found)
            putchar('\\');
        putchar(found ? letters[found - escaped] : text.ptr[i]);
    }
}

static void print_properties(const YamlNode *node) {
    if (yaml_anchor(node).len > 0)
        printf(" &" STR_FMT, STR_ARG(yaml_anchor(node)));
    if (yaml_tag(node).len > 0)
        printf(" <" STR_FMT ">", STR_ARG(yaml_tag(node)));
}

/* Depth is limited by the parser. */
static void print_node(const YamlNode *node) {
    static const char marks[] = {[YAML_STYLE_PLAIN] = ':',
                                 [YAML_STYLE_SINGLE_QUOTED] = '\'',
                                 [YAML_STYLE_DOUBLE_QUOTED] = '"',
                                 [YAML_STYLE_LITERAL] = '|',
                                 [YAML_STYLE_FOLDED] = '>'};
    if (node->kind == YAML_KIND_ALIAS) {
        printf("=ALI *" STR_FMT "\n", STR_ARG(node->text));
        return;
    }
    if (node->kind == YAML_KIND_SCALAR) {
        fputs("=VAL", stdout);
        print_properties(node);
        printf(" %c", marks[node->style]);
        print_text(node->text);
        putchar('\n');
        return;
    }
    const char *name = node->kind == YAML_KIND_SEQUENCE ? "SEQ" : "MAP";
    printf("+%s", name);
    print_properties(node);
    putchar('\n');
    for (size_t i = 0; i < node->count; i++) {
        bool sequence = node->kind == YAML_KIND_SEQUENCE;
        print_node(sequence ? node->as.items[i] : node->as.pairs[i].key);
        if (!sequence)
            print_node(node->as.pairs[i].value);
    }
    printf("-%s\n", name);
}

static void dump_yaml(Arena *arena, const Source *source) {
    const YamlStream *stream = yaml_parse(arena, source, span_between(0, source->bytes.len));
    for (size_t i = 0; i < stream->count; i++) {
        puts("+DOC");
        print_node(stream->documents[i]);
        puts("-DOC");
    }
    if (stream->failed)
        puts("ERROR");
}

static void dump_markdown(Arena *arena, const Source *source) {
    const Markdown *markdown =
        markdown_parse(arena, source, source->bytes, span_between(0, source->bytes.len));
    for (size_t i = 0; i < markdown->item_count; i++) {
        printf("ITEM %d ", markdown->items[i].depth);
        for (size_t j = 0; j < markdown->paragraph_count; j++)
            if (markdown->paragraphs[j].item == i)
                print_text(markdown->paragraphs[j].text);
        putchar('\n');
    }
    for (size_t i = 0; i < markdown->row_count; i++) {
        puts(markdown->rows[i].header ? "HEADER" : "ROW");
        for (size_t j = 0; j < markdown->rows[i].count; j++) {
            fputs("CELL ", stdout);
            print_text(markdown->rows[i].cells[j].text);
            putchar('\n');
        }
    }
}

static void dump_slugs(Arena *arena, const Source *source) {
    Slugs slugs;
    slugs_init(&slugs, arena);
    for (size_t i = 1; i <= source_line_count(source); i++) {
        print_text(slugs_next(&slugs, source_slice(source, source_line(source, i))));
        putchar('\n');
    }
}

static Str read_input(Arena *arena) {
    StrBuf buf;
    strbuf_init(&buf, arena);
    char part[4096];
    for (size_t got; (got = fread(part, 1, sizeof part, stdin)) > 0;)
        strbuf_append(&buf, (Str){part, got});
    return strbuf_str(&buf);
}

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        void (*dump)(Arena *arena, const Source *source);
    } kinds[] = {{"yaml", dump_yaml}, {"markdown", dump_markdown}, {"slugs", dump_slugs}};
    Arena arena;
    arena_init(&arena);
    const Source *source =
        source_new(&arena, STR("site"), STR(""), STR("input"), read_input(&arena));
    int status = 2;
    for (size_t i = 0; argc == 2 && i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(argv[1], kinds[i].name) != 0)
            continue;
        kinds[i].dump(&arena, source);
        status = 0;
    }
    arena_free(&arena);
    return status;
}
