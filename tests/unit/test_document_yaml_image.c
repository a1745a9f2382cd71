/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Images of YAML documents: what is read from one is what was parsed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "document/yaml_image.h"

static void assert_same_text(Str a, Str b) {
    assert_true(str_equal(a, b));
}

static void assert_same(const YamlNode *a, const YamlNode *b) {
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->style, b->style);
    assert_memory_equal(&a->span, &b->span, sizeof a->span);
    assert_memory_equal(&a->content, &b->content, sizeof a->content);
    assert_same_text(a->text, b->text);
    assert_same_text(yaml_tag(a), yaml_tag(b));
    assert_same_text(yaml_anchor(a), yaml_anchor(b));
    if (a->kind == YAML_KIND_ALIAS) {
        assert_memory_equal(&a->as.target->span, &b->as.target->span, sizeof a->span);
        return;
    }
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        if (a->kind == YAML_KIND_SEQUENCE) {
            assert_same(a->as.items[i], b->as.items[i]);
        } else if (a->kind == YAML_KIND_MAPPING) {
            assert_same(a->as.pairs[i].key, b->as.pairs[i].key);
            assert_same(a->as.pairs[i].value, b->as.pairs[i].value);
        }
    }
}

static const char text[] = "# Kept away\n"
                           "name: &who \"Sa\\u00fal\"\n"
                           "again: *who\n"
                           "empty:\n"
                           "quoted: ''\n"
                           "list: &list [a, {b: c}, !!str 1]\n"
                           "loop: &loop {in: *loop}\n"
                           "block: |\n"
                           "  one\n"
                           "    two\n"
                           "folded: >-\n"
                           "  one\n"
                           "  two\n"
                           "examples:\n"
                           "  - bad: *list\n"
                           "    inside: &inside [x]\n"
                           "behind: [*inside, *list, {d: e}]\n";

static const YamlNode *parse(Arena *arena, Str bytes) {
    const Source *source = source_new(arena, (Str){0}, (Str){0}, STR("x.yml"), bytes);
    YamlStream *stream = yaml_parse(arena, source, span_between(0, bytes.len));
    assert_false(stream->failed);
    return stream->documents[0];
}

static void test_all(void **state) {
    Arena arena;
    YamlImage image;
    Str bytes = str_from_c(text);
    (void)state;
    arena_init(&arena);
    const YamlNode *parsed = parse(&arena, bytes);
    yaml_image_make(&arena, parsed, bytes, &image);
    assert_same(parsed, yaml_image_read(&arena, &image, bytes, (Str){0}));
    arena_free(&arena);
}

static void test_without(void **state) {
    Arena arena;
    YamlImage image;
    Str bytes = str_from_c(text);
    (void)state;
    arena_init(&arena);
    yaml_image_make(&arena, parse(&arena, bytes), bytes, &image);
    const YamlNode *read = yaml_image_read(&arena, &image, bytes, STR("examples"));
    const YamlPair *pair = yaml_lookup(read, STR("examples"));
    assert_int_equal(pair->value->kind, YAML_KIND_SEQUENCE);
    assert_int_equal(pair->value->count, 0);
    assert_same_text(yaml_lookup(read, STR("again"))->value->as.target->text, STR("Saúl"));
    const YamlNode *behind = yaml_lookup(read, STR("behind"))->value;
    const YamlNode *inside = yaml_resolve(behind->as.items[0]); /* which is left out */
    assert_int_equal(inside->kind, YAML_KIND_SEQUENCE);
    assert_int_equal(inside->count, 0);
    assert_int_equal(yaml_resolve(behind->as.items[1])->count, 3);
    assert_same_text(behind->as.items[2]->as.pairs[0].value->text, STR("e"));
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_all), cmocka_unit_test(test_without)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
