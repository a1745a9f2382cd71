/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Every format of a report on an arbitrary set of files can be read by what reads it. */
#include "fuzz.h"

#include <jansson.h>
#include <string.h>

#include "base/unicode.h"
#include "report/report.h"

static void check_json(Str text) {
    json_error_t error;
    json_t *root = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, &error);
    HOLDS(root != NULL);
    json_decref(root);
}

/* No control characters but line ends and tabs: what a terminal or a log would obey. */
static void check_plain(Str text) {
    HOLDS(utf8_valid(text, NULL));
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        HOLDS((c >= 0x20 && c != 0x7f) || c == '\n' || c == '\t');
    }
}

/* Workflow commands: each line is one, and of the three kinds that annotate. */
static void check_github(Str text) {
    Str line;
    check_plain(text);
    while (str_split_next(&text, '\n', &line))
        HOLDS(line.len == 0 || str_starts_with(line, STR("::error ")) ||
              str_starts_with(line, STR("::warning ")) || str_starts_with(line, STR("::notice ")));
}

/* Well-formed as far as text can break it: "<" and "&" begin what is closed. */
static void check_xml(Str text) {
    bool inside = false;
    check_plain(text);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        HOLDS(!inside || c != '<');
        inside = c == '<' || (inside && c != '>');
        if (c == '&')
            HOLDS(str_find(str_slice(text, i, i + 10), STR(";"), 0) != SIZE_MAX);
    }
    HOLDS(!inside);
}

/* A workflow's log obeys commands at the beginning of any line. */
static void check_text(Str text) {
    Str line;
    check_plain(text);
    while (str_split_next(&text, '\n', &line))
        HOLDS(!str_starts_with(str_trim(line), STR("::")));
}

static const struct {
    const char *name;
    void (*check)(Str text);
} checks[] = {{"text", check_text},   {"concise", check_text},  {"json", check_json},
              {"sarif", check_json},  {"github", check_github}, {"markdown", check_plain},
              {"rdjson", check_json}, {"gitlab", check_json},   {"junit", check_xml}};

static void write_and_check(const Report *report, const ReportFormat *format) {
    char *bytes = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&bytes, &size);
    HOLDS(out != NULL);
    format->write(report, out);
    HOLDS(fclose(out) == 0);
    bool checked = false;
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        if (strcmp(checks[i].name, format->name) == 0) {
            checks[i].check((Str){bytes, size});
            checked = true;
        }
    HOLDS(checked);
    free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena;
    FuzzSet set;
    LintOptions options;
    LintResult result;
    arena_init(&arena);
    fuzz_split(&arena, fuzz_pack(), (Str){(const char *)data, size}, &set);
    if (fuzz_lint(&arena, fuzz_pack(), &set, &options, &result)) {
        Report report = {.result = &result,
                         .pack = fuzz_pack(),
                         .repositories = set.repositories,
                         .repository_count = set.count,
                         .options = {.width = 80}};
        for (const ReportFormat *format = report_formats; format->name; format++)
            write_and_check(&report, format);
    }
    arena_free(&arena);
    return 0;
}
