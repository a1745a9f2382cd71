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

/* The properties of a workflow command: "file=…,line=…", none of them twice, "%" only in escapes.
 */
static void check_properties(Str properties) {
    static const char *const names[] = {"file",  "line",      "endLine", "col",
                                        "title", "endColumn", NULL};
    bool seen[sizeof names / sizeof *names] = {false};
    Str property;
    while (str_split_next(&properties, ',', &property)) {
        size_t equals = str_find(property, STR("="), 0);
        size_t i = 0;
        HOLDS(equals != SIZE_MAX);
        while (names[i] && !str_equal(str_slice(property, 0, equals), str_from_c(names[i])))
            i++;
        HOLDS(names[i] && !seen[i]);
        seen[i] = true;
        Str value = str_slice(property, equals + 1, property.len);
        HOLDS(value.len > 0 && str_find(value, STR(":"), 0) == SIZE_MAX);
    }
}

/* Workflow commands: each line is one, of the three kinds that annotate, as GitHub takes it apart.
 */
static void check_github(Str text) {
    static const char *const kinds[] = {"::error ", "::warning ", "::notice "};
    Str line;
    check_plain(text);
    while (str_split_next(&text, '\n', &line)) {
        size_t start = 0;
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
            if (str_starts_with(line, str_from_c(kinds[i])))
                start = strlen(kinds[i]);
        HOLDS(line.len == 0 || start > 0);
        if (line.len == 0)
            continue;
        size_t end = str_find(line, STR("::"), start);
        HOLDS(end != SIZE_MAX && end + 2 < line.len);
        check_properties(str_slice(line, start, end));
    }
}

static bool is_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

/* Text up to one of two characters: references are of the five entities or of a number. */
static Str xml_text(Str *text, char until, char forbidden) {
    size_t end = 0;
    for (; end < text->len && text->ptr[end] != until; end++) {
        HOLDS(text->ptr[end] != forbidden);
        if (text->ptr[end] != '&')
            continue;
        static const char *const entities[] = {"&amp;",  "&lt;",  "&gt;",  "&quot;",
                                               "&apos;", "&#39;", "&#10;", NULL};
        size_t i = 0;
        while (entities[i] &&
               !str_starts_with(str_slice(*text, end, text->len), str_from_c(entities[i])))
            i++;
        HOLDS(entities[i] != NULL);
    }
    Str result = str_slice(*text, 0, end);
    HOLDS(str_find(result, STR("\xef\xbf\xbe"), 0) == SIZE_MAX &&
          str_find(result, STR("\xef\xbf\xbf"), 0) == SIZE_MAX);
    *text = str_slice(*text, end, text->len);
    return result;
}

static Str xml_name(Str *text) {
    size_t end = 0;
    while (end < text->len && is_name(text->ptr[end]))
        end++;
    HOLDS(end > 0);
    Str name = str_slice(*text, 0, end);
    *text = str_slice(*text, end, text->len);
    return name;
}

static bool xml_take(Str *text, const char *what) {
    bool there = str_starts_with(*text, str_from_c(what));
    if (there)
        *text = str_slice(*text, strlen(what), text->len);
    return there;
}

/* Attributes behind an element's name; true where the element ends at once. */
static bool xml_attributes(Str *text) {
    Str names[16];
    size_t count = 0;
    while (xml_take(text, " ")) {
        HOLDS(count < 16);
        names[count] = xml_name(text);
        for (size_t i = 0; i < count; i++)
            HOLDS(!str_equal(names[i], names[count]));
        count++;
        HOLDS(xml_take(text, "=\""));
        xml_text(text, '"', '<');
        HOLDS(xml_take(text, "\""));
    }
    bool ends = xml_take(text, "/>");
    HOLDS(ends || xml_take(text, ">"));
    return ends;
}

/* XML 1.0 as far as the report goes: elements nested, one of them around all, attributes. */
static void check_xml(Str text) {
    Str open[16];
    size_t depth = 0;
    size_t roots = 0;
    check_plain(text);
    HOLDS(xml_take(&text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
    while (text.len > 0) {
        Str between = xml_text(&text, '<', '\0');
        HOLDS(depth > 0 || str_trim(between).len == 0);
        if (xml_take(&text, "</")) {
            HOLDS(depth > 0 && str_equal(open[depth - 1], xml_name(&text)) && xml_take(&text, ">"));
            depth--;
        } else if (xml_take(&text, "<")) {
            HOLDS(depth < 16 && (depth > 0 || roots++ == 0));
            open[depth] = xml_name(&text);
            depth += !xml_attributes(&text);
        }
    }
    HOLDS(depth == 0 && roots == 1);
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
