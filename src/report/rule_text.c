/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Rules for people: a list of them, or all about one. Everything comes from the rule's file.
 */
#include "report/formats.h"
#include "report/print.h"

static size_t longest_id(const Rule *const *rules, size_t count) {
    size_t longest = 0;
    for (size_t i = 0; i < count; i++)
        if (rules[i]->id.len > longest)
            longest = rules[i]->id.len;
    return longest;
}

static void print_rule_line(const Printer *printer, const Rule *rule, size_t id_width) {
    Str severity = str_from_c(severity_name(rule->severity));
    print_c(printer, "  ");
    print_styled(printer, STYLE_BOLD, rule->id);
    print_repeat(printer, ' ', id_width - rule->id.len + 2);
    print_styled(printer, print_severity_style(rule->severity), severity);
    print_repeat(printer, ' ', severity.len < 8 ? 9 - severity.len : 1);
    print_c(printer, !rule->has_fix ? "   " : rule->safe_fix ? "S  " : "U  ");
    print_text(printer, rule->summary);
    print_c(printer, "\n");
}

void rules_write_text(const RuleList *list, const ReportOptions *options, FILE *out) {
    const Rule *const *rules = list->rules;
    Arena scratch;
    arena_init(&scratch);
    Printer printer = {out, &scratch, options};
    size_t width = longest_id(rules, list->count);
    for (size_t i = 0; i < list->count; i++) {
        if (i == 0 || !str_equal(rules[i]->pack, rules[i - 1]->pack)) {
            print_c(&printer, i == 0 ? "" : "\n");
            print_text(&printer, rules[i]->pack);
            print_c(&printer, ":\n");
        }
        print_rule_line(&printer, rules[i], width);
    }
    if (!options->quiet)
        print_c(&printer, "\nS: --fix fixes it. U: --unsafe-fixes does, and a person must look.\n"
                          "\"govlint explain RULE\" tells more.\n");
    arena_free(&scratch);
}

static void print_file(const Printer *printer, const ExampleFile *file) {
    print_c(printer, "  ");
    print_style(printer, STYLE_BOLD);
    print_text(printer, file->repository);
    if (file->repository.len > 0)
        print_c(printer, "/");
    print_text(printer, file->path);
    print_style_end(printer, STYLE_BOLD);
    print_c(printer, "\n");
    Str rest = file->bytes;
    if (rest.len > 0 && rest.ptr[rest.len - 1] == '\n')
        rest.len--;
    Str line;
    while (rest.len > 0 && str_split_next(&rest, '\n', &line)) {
        print_style(printer, STYLE_GUTTER);
        print_c(printer, line.len > 0 ? "  | " : "  |");
        print_style_end(printer, STYLE_GUTTER);
        print_text(printer, line);
        print_c(printer, "\n");
    }
}

static void print_files(const Printer *printer, const char *heading, const ExampleFile *files,
                        size_t count) {
    print_c(printer, "\n");
    print_styled(printer, STYLE_BOLD, str_from_c(heading));
    print_c(printer, "\n");
    for (size_t i = 0; i < count; i++)
        print_file(printer, &files[i]);
}

static void print_example(const Printer *printer, const Example *example) {
    print_files(printer, example->good ? "Fine:" : "Not fine:", example->files,
                example->file_count);
    if (example->finds.count > 0)
        print_c(printer, "  govlint says:\n");
    for (size_t i = 0; i < example->finds.count; i++) {
        print_c(printer, "    ");
        print_text(printer, example->finds.items[i].str);
        print_c(printer, "\n");
    }
    if (example->fixed_count > 0)
        print_files(printer, "Fixed:", example->fixed, example->fixed_count);
}

static const char *fix_words(const Rule *rule) {
    if (!rule->has_fix)
        return "a person has to fix it";
    return rule->safe_fix ? "fixed by --fix" : "fixed by --unsafe-fixes, and a person must look";
}

/* "error by rules/common/yaml-syntax.yml:6" */
static void print_origins(const Printer *printer, const RuleOrigin *origins, size_t count) {
    for (size_t i = 0; i < count; i++) {
        print_text(printer, origins[i].what);
        print_c(printer, " by ");
        print_text(printer, origins[i].place);
        if (origins[i].why.len > 0) {
            print_c(printer, ": ");
            print_text(printer, origins[i].why);
        }
        print_c(printer, "\n");
    }
}

void rule_explain(const Rule *rule, const RuleOrigin *origins, size_t origin_count,
                  const ReportOptions *options, FILE *out) {
    Arena scratch;
    arena_init(&scratch);
    Printer printer = {out, &scratch, options};
    print_styled(&printer, STYLE_BOLD, rule->id);
    print_c(&printer, ": ");
    print_text(&printer, rule->summary);
    print_c(&printer, "\n");
    print_styled(&printer, print_severity_style(rule->severity),
                 str_from_c(severity_name(rule->severity)));
    print_c(&printer, ", of the pack ");
    print_text(&printer, rule->pack);
    print_c(&printer, ", ");
    print_c(&printer, fix_words(rule));
    print_c(&printer, "\n");
    print_origins(&printer, origins, origin_count);
    print_c(&printer, "\n");
    print_prose(&printer, rule->why);
    for (int good = 0; good <= 1; good++)
        for (size_t i = 0; i < rule->example_count; i++)
            if (rule->examples[i].good == (good == 1))
                print_example(&printer, &rule->examples[i]);
    arena_free(&scratch);
}
