/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Rules as a reference in Markdown, by pack and subject. Each has its reason and one of its bad
 * examples, which is linted to show the findings.
 */
#include <stdlib.h>

#include "base/ascii.h"
#include "base/escape.h"
#include "base/path.h"
#include "report/formats.h"
#include "rule/example.h"

enum {
    WIDTH = 100,       /* of the excerpts, whatever the terminal's */
    LONG_EXAMPLE = 30, /* lines: if an example has more, a shorter one is chosen */
    FEWEST_BACKTICKS = 3,
};

/* The reference of all built-in packs is in the same folder as the page about configuration; any
   other is in a repository that does not have that page. */
#define DOCS GOVLINT_HOMEPAGE "/blob/main/docs/"

static const char header[] =
    "# Rules\n"
    "\n"
    "<!-- Written by `govlint rules --format markdown`: do not edit. -->\n"
    "\n"
    "What govlint looks for, why, and what it then says. `govlint explain RULE` tells the same at "
    "the\n"
    "terminal, with more examples and with what your configuration says of the rule.\n"
    "[configuration.md](";

static const char header_rest[] =
    "configuration.md) tells how to switch a rule off, to give it another severity\n"
    "and to ignore what it finds.\n"
    "\n"
    "An *error* ends the run with exit status 1; a *warning* or a *note* does so only where "
    "`--fail-on`\n"
    "says it. A *safe* fix is made by `--fix`, as what the text says stays the same; an *unsafe* "
    "one by\n"
    "`--unsafe-fixes`, and a person must look.\n";

/* Where the reference is written. The scratch memory is for one rule at a time. */
typedef struct Writer {
    Arena *scratch;
    const RuleList *list;
    FILE *out;
} Writer;

static void put(const Writer *writer, Str text) {
    fwrite(text.len ? text.ptr : "", 1, text.len, writer->out);
}

static void put_c(const Writer *writer, const char *text) {
    fputs(text, writer->out);
}

/* Writes the lines of a text, escaped for terminals and each with a line end. */
static void put_lines(const Writer *writer, Str text) {
    if (str_ends_with(text, STR("\n")))
        text.len--;
    Str line;
    while (str_split_next(&text, '\n', &line)) {
        put(writer, escape_terminal(writer->scratch, line));
        put_c(writer, "\n");
    }
}

/* Writes a line of a rule's prose, which is Markdown, so that no cell of a table ends in it and,
   outside code, no HTML begins. */
static void put_prose_line(const Writer *writer, Str line, bool *code) {
    line = escape_terminal(writer->scratch, line);
    for (size_t i = 0; i < line.len; i++) {
        *code = *code != (line.ptr[i] == '`');
        if (line.ptr[i] == '<' && !*code)
            put_c(writer, "&lt;");
        else if (line.ptr[i] == '|')
            put_c(writer, "\\|");
        else
            fputc(line.ptr[i], writer->out);
    }
}

static void put_prose(const Writer *writer, Str text) {
    bool code = false;
    Str line;
    text = str_trim(text);
    while (str_split_next(&text, '\n', &line)) {
        put_prose_line(writer, line, &code);
        put_c(writer, "\n");
    }
}

/* Writes the fragment by which GitHub links to a heading; right for headings made of words. */
static void put_slug(const Writer *writer, Str heading) {
    for (size_t i = 0; i < heading.len; i++) {
        char c = heading.ptr[i];
        if (ascii_is_alphanumeric(c) || c == '-')
            fputc(ascii_lower(c), writer->out);
        else if (c == ' ')
            fputc('-', writer->out);
    }
}

static void put_link(const Writer *writer, Str heading) {
    bool code = false;
    put_c(writer, "[");
    put_prose_line(writer, heading, &code);
    put_c(writer, "](#");
    put_slug(writer, heading);
    put_c(writer, ")");
}

static const char *fix_word(const Rule *rule) {
    return !rule->has_fix ? "" : rule->safe_fix ? "safe" : "unsafe";
}

/* examples */

static size_t count_lines(const Example *example) {
    size_t lines = 0;
    for (size_t i = 0; i < example->file_count; i++)
        for (size_t k = 0; k < example->files[i].bytes.len; k++)
            lines += example->files[i].bytes.ptr[k] == '\n';
    return lines;
}

/* The first bad example or, if that is long, a shorter one; NULL if there is none. */
static const Example *choose_example(const Rule *rule) {
    const Example *chosen = NULL;
    for (size_t i = 0; i < rule->example_count; i++) {
        const Example *example = &rule->examples[i];
        if (!example->good && (!chosen || (count_lines(chosen) > LONG_EXAMPLE &&
                                           count_lines(example) < count_lines(chosen))))
            chosen = example;
    }
    return chosen;
}

static size_t longest_backticks(Str text) {
    size_t longest = 0;
    size_t run = 0;
    for (size_t i = 0; i < text.len; i++) {
        run = text.ptr[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

/* More backticks than any file of the example has in a row, as findings may show lines of it. */
static size_t fence_length(const Example *example) {
    size_t length = FEWEST_BACKTICKS;
    for (size_t i = 0; i < example->file_count; i++)
        if (longest_backticks(example->files[i].bytes) >= length)
            length = longest_backticks(example->files[i].bytes) + 1;
    return length;
}

static void put_fence(const Writer *writer, size_t length, const char *language) {
    for (size_t i = 0; i < length; i++)
        fputc('`', writer->out);
    put_c(writer, language);
    put_c(writer, "\n");
}

static const char *language_of(Str path) {
    static const struct {
        Str extension;
        const char *language;
    } languages[] = {
        {STR_INIT(".md"), "markdown"}, {STR_INIT(".yml"), "yaml"}, {STR_INIT(".html"), "html"}};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (str_equal(path_extension(path), languages[i].extension))
            return languages[i].language;
    return "";
}

static void put_file(const Writer *writer, const ExampleFile *file, size_t fence) {
    Str path = path_join(writer->scratch, file->repository, file->path);
    put_c(writer, "\n`");
    put(writer, escape_terminal(writer->scratch, path));
    put_c(writer, "`\n\n");
    put_fence(writer, fence, language_of(file->path));
    put_lines(writer, file->bytes);
    put_fence(writer, fence, "");
}

static const Pack *pack_of(const RuleList *list, const Rule *rule) {
    size_t i = 0;
    while (i + 1 < list->pack_count && !str_equal(list->packs[i]->name, rule->pack))
        i++;
    return list->packs[i];
}

/* Writes the findings as the terminal shows them. The pack in use may extend that of the rule. */
static void put_findings(const Writer *writer, const Rule *rule, const Example *example) {
    const Pack *pack = pack_of(writer->list, rule);
    ExampleBench bench;
    LintResult result;
    example_lint(writer->scratch, pack, pack_rule(pack, rule->id), example, &bench, &result);
    const Report report = {.result = &result,
                           .pack = &bench.pack,
                           .repositories = bench.repositories,
                           .repository_count = bench.repository_count,
                           .options = {.width = WIDTH, .quiet = true, .by_role = true}};
    text_write(&report, writer->out);
}

static void put_example(const Writer *writer, const Rule *rule) {
    const Example *example = choose_example(rule);
    if (!example)
        return;
    size_t fence = fence_length(example);
    put_c(writer, "\nNot fine:\n");
    for (size_t i = 0; i < example->file_count; i++)
        put_file(writer, &example->files[i], fence);
    put_c(writer, "\ngovlint says:\n\n");
    put_fence(writer, fence, "text");
    put_findings(writer, rule, example);
    put_fence(writer, fence, "");
}

/* rules and their groups */

static void put_rule(const Writer *writer, const Rule *rule) {
    put_c(writer, "\n#### ");
    put(writer, rule->id);
    put_c(writer, "\n\n");
    put_prose(writer, rule->summary);
    fprintf(writer->out, "\n*%s*", severity_name(rule->severity));
    if (rule->has_fix)
        fprintf(writer->out, ", *%s* fix", fix_word(rule));
    put_c(writer, "\n\n");
    put_prose(writer, rule->why);
    put_example(writer, rule);
}

static void put_row(const Writer *writer, const Rule *rule) {
    bool code = false;
    put_c(writer, "| ");
    put_link(writer, rule->id);
    fprintf(writer->out, " | %s | %s | ", severity_name(rule->severity), fix_word(rule));
    put_prose_line(writer, rule->summary, &code);
    put_c(writer, " |\n");
}

static Str heading_of(const Rule *rule) {
    return rule->subject.len > 0 ? rule->subject : STR("Other rules");
}

static bool same_pack(const Rule *a, const Rule *b) {
    return str_equal(a->pack, b->pack);
}

static bool same_subject(const Rule *a, const Rule *b) {
    return same_pack(a, b) && a->subject_order == b->subject_order;
}

static int compare_subjects(const void *left, const void *right) {
    const Rule *a = *(const Rule *const *)left;
    const Rule *b = *(const Rule *const *)right;
    int order = str_compare(a->pack, b->pack);
    if (order == 0)
        order = (a->subject_order > b->subject_order) - (a->subject_order < b->subject_order);
    return order ? order : str_compare(a->id, b->id);
}

static void put_contents(const Writer *writer, const Rule *const *rules, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !same_pack(rules[i - 1], rules[i])) {
            put_c(writer, "\n* ");
            put_link(writer, rules[i]->pack);
        }
        if (i == 0 || !same_subject(rules[i - 1], rules[i])) {
            put_c(writer, "\n  * ");
            put_link(writer, heading_of(rules[i]));
        }
    }
    put_c(writer, "\n");
}

/* Writes the rules of one subject: a table of them, then each in full. */
static void put_subject(Writer *writer, const Rule *const *rules, size_t count) {
    bool code = false;
    put_c(writer, "\n### ");
    put_prose_line(writer, heading_of(rules[0]), &code);
    put_c(writer, "\n\n| rule | severity | fix | finds |\n| --- | --- | --- | --- |\n");
    for (size_t i = 0; i < count; i++)
        put_row(writer, rules[i]);
    for (size_t i = 0; i < count; i++) {
        put_rule(writer, rules[i]);
        arena_free(writer->scratch);
    }
}

void rules_write_markdown(const RuleList *list, const ReportOptions *options, FILE *out) {
    (void)options;
    Arena arena;
    Arena scratch;
    arena_init(&arena);
    arena_init(&scratch);
    Writer writer = {&scratch, list, out};
    const Rule **rules = arena_alloc_array(&arena, list->count, sizeof(const Rule *));
    for (size_t i = 0; i < list->count; i++)
        rules[i] = list->rules[i];
    if (list->count > 0)
        qsort(rules, list->count, sizeof *rules, compare_subjects);
    put_c(&writer, header);
    put_c(&writer, list->pack_count > 1 ? "" : DOCS);
    put_c(&writer, header_rest);
    put_contents(&writer, rules, list->count);
    for (size_t i = 0, end; i < list->count; i = end) {
        for (end = i + 1; end < list->count && same_subject(rules[i], rules[end]);)
            end++;
        if (i == 0 || !same_pack(rules[i - 1], rules[i])) {
            put_c(&writer, "\n## ");
            put(&writer, rules[i]->pack);
            put_c(&writer, "\n\n");
            put_prose(&writer, rules[i]->pack_summary);
        }
        put_subject(&writer, rules + i, end - i);
    }
    arena_free(&scratch);
    arena_free(&arena);
}
