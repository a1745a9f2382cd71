/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The YAML test suite: nothing crashes, and every node of what parses has the right span. It is
 * read from the folder that the environment variable GOVLINT_SHARED names, and skipped without.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/map.h"
#include "yaml_spans.h"

enum { TAR_BLOCK = 512 };

typedef struct Suite {
    Arena arena;
    Map errors; /* cases that must not parse, by name */
    ARRAY_OF(Source *) sources;
    size_t parsed, failed;
    size_t lenient; /* parsed, though they must not */
    size_t strict;  /* the other way round */
    size_t wrong;
} Suite;

static Str read_all(Arena *arena, FILE *file) {
    StrBuf buf;
    strbuf_init(&buf, arena);
    char part[4096];
    for (size_t got; (got = fread(part, 1, sizeof part, file)) > 0;)
        strbuf_append(&buf, (Str){part, got});
    return strbuf_str(&buf);
}

/* The case's name and the file's: "229Q", "in.yaml". */
static void add_file(Suite *suite, Str path, Str bytes) {
    size_t slash = str_find_last(path, '/');
    if (slash == SIZE_MAX)
        return;
    Str name = str_slice(path, 0, slash);
    Str file = str_slice(path, slash + 1, path.len);
    if (str_equal(file, STR("error")))
        map_put(&suite->errors, name, suite);
    if (str_equal(file, STR("in.yaml")))
        array_push(&suite->arena, &suite->sources,
                   source_new(&suite->arena, STR("suite"), STR(""), name, bytes));
}

static void read_tar(Suite *suite, Str tar) {
    for (size_t at = 0; at + TAR_BLOCK <= tar.len && tar.ptr[at];) {
        const char *header = tar.ptr + at;
        size_t size = (size_t)strtoul(header + 124, NULL, 8);
        Str path = {header, strnlen(header, 100)};
        at += TAR_BLOCK;
        add_file(suite, path, str_slice(tar, at, at + size));
        at += (size + TAR_BLOCK - 1) / TAR_BLOCK * TAR_BLOCK;
    }
}

static void check_documents(Suite *suite, const Source *source, const YamlStream *stream) {
    for (size_t i = 0; i < stream->count; i++) {
        const YamlNode *at = NULL;
        const char *wrong = check_spans(&suite->arena, source, stream->documents[i], &at);
        if (!wrong)
            continue;
        suite->wrong++;
        print_message(STR_FMT ": %s: [" STR_FMT "] as [" STR_FMT "]\n", STR_ARG(source->path),
                      wrong, STR_ARG(source_slice(source, at->content)), STR_ARG(at->text));
    }
}

static void check_case(Suite *suite, const Source *source) {
    Span all = span_between(0, source->bytes.len);
    const YamlStream *stream = yaml_parse(&suite->arena, source, all);
    bool must_fail = map_get(&suite->errors, source->path) != NULL;
    suite->parsed += stream->failed ? 0 : 1;
    suite->failed += stream->failed ? 1 : 0;
    suite->lenient += must_fail && !stream->failed ? 1 : 0;
    suite->strict += !must_fail && stream->failed ? 1 : 0;
    if (stream->failed)
        assert_true(span_contains(all, stream->problem_span) && stream->problem.len > 0);
    check_documents(suite, source, stream);

    /* After other bytes, or with other line ends, the result is the same but shifted. */
    StrBuf moved;
    strbuf_init(&moved, &suite->arena);
    strbuf_append_c(&moved, "\xc3\xa9 # [\r\n");
    size_t shift = moved.len;
    strbuf_append(&moved, source->bytes);
    Source *other = source_new(&suite->arena, STR(""), STR(""), source->path, strbuf_str(&moved));
    const YamlStream *again = yaml_parse(&suite->arena, other, span_between(shift, moved.len));
    assert_int_equal(again->failed, stream->failed);
    assert_int_equal(again->count, stream->count);
    assert_int_equal(again->problem_span.end,
                     stream->failed ? stream->problem_span.end + shift : 0);
    check_documents(suite, other, again);

    StrBuf ends;
    strbuf_init(&ends, &suite->arena);
    for (size_t i = 0; i < source->bytes.len; i++) {
        if (source->bytes.ptr[i] == '\n')
            strbuf_append_char(&ends, '\r');
        strbuf_append_char(&ends, source->bytes.ptr[i]);
    }
    other = source_new(&suite->arena, STR(""), STR(""), source->path, strbuf_str(&ends));
    check_documents(suite, other, yaml_parse(&suite->arena, other, span_between(0, ends.len)));
}

static void suite_has_right_spans(void **state) {
    (void)state;
    const char *shared = getenv("GOVLINT_SHARED");
    char command[1024];
    if (!shared || strchr(shared, '\''))
        skip();
    snprintf(command, sizeof command, "gzip -dc '%s/data/yaml-test-suite.tar.gz' 2>/dev/null",
             shared);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    Suite suite = {.parsed = 0};
    arena_init(&suite.arena);
    map_init(&suite.errors, &suite.arena);
    Str tar = read_all(&suite.arena, pipe);
    pclose(pipe);
    read_tar(&suite, tar);
    if (suite.sources.len == 0) {
        arena_free(&suite.arena);
        skip();
    }
    for (size_t i = 0; i < suite.sources.len; i++)
        check_case(&suite, suite.sources.items[i]);
    print_message("%zu parsed, %zu failed; libyaml was lenient with %zu, too strict with %zu\n",
                  suite.parsed, suite.failed, suite.lenient, suite.strict);
    size_t wrong = suite.wrong;
    arena_free(&suite.arena);
    assert_int_equal(wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(suite_has_right_spans)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
