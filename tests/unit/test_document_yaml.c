/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * YAML: the exact place of every kind of node, aliases and merges, problems, hostile input.
 *
 * Places are compared as a picture: the text of each node in order of the document, "~" for none,
 * with "OFFSET:" in front. What must hold for all of them is in yaml_spans.h.
 */
#include <stdio.h>

#include "base_scratch.h"
#include "yaml_spans.h"

#define BOM "\xef\xbb\xbf"

static Source *source_of(Arena *arena, Str bytes) {
    return source_new(arena, STR("role"), STR(""), STR("a.yml"), bytes);
}

static YamlStream *parse_str(Arena *arena, Str bytes) {
    return yaml_parse(arena, source_of(arena, bytes), span_between(0, bytes.len));
}

static YamlStream *parse(void **state, const char *bytes) {
    return parse_str(*state, str_from_c(bytes));
}

/* The root of the only document. */
static const YamlNode *root_of(void **state, const char *bytes) {
    const YamlStream *stream = parse(state, bytes);
    assert_false(stream->failed);
    assert_int_equal(stream->count, 1);
    return stream->documents[0];
}

static const YamlNode *value_of(const YamlNode *mapping, const char *key) {
    const YamlPair *pair = yaml_lookup(mapping, str_from_c(key));
    return pair ? pair->value : NULL;
}

/* All scalars and aliases, each as "OFFSET:text" followed by a space. */
static Str picture(Arena *arena, const Source *source, const YamlStream *stream) {
    StrBuf buf;
    strbuf_init(&buf, arena);
    ARRAY_OF(const YamlNode *) open = {0};
    for (size_t i = stream->count; i > 0; i--)
        array_push(arena, &open, stream->documents[i - 1]);
    while (open.len > 0) {
        const YamlNode *node = open.items[--open.len];
        for (size_t i = child_count(node); i > 0; i--)
            array_push(arena, &open, child_of(node, i - 1));
        if (node->kind == YAML_KIND_SEQUENCE || node->kind == YAML_KIND_MAPPING)
            continue;
        Str text = source_slice(source, node->span);
        strbuf_printf(&buf, "%zu:" STR_FMT " ", (size_t)node->span.start,
                      STR_ARG(text.len ? text : STR("~")));
    }
    return strbuf_str(&buf);
}

typedef struct Case {
    const char *bytes;
    const char *picture;
} Case;

static void assert_case(Arena *arena, const Case *test) {
    const Source *source = source_of(arena, str_from_c(test->bytes));
    const YamlStream *stream = yaml_parse(arena, source, span_between(0, source->bytes.len));
    if (stream->failed)
        fail_msg("[%s]: " STR_FMT, test->bytes, STR_ARG(stream->problem));
    Str seen = picture(arena, source, stream);
    if (!str_equal(seen, str_from_c(test->picture)))
        fail_msg("[%s]: [" STR_FMT "], not [%s]", test->bytes, STR_ARG(seen), test->picture);
    for (size_t i = 0; i < stream->count; i++) {
        const YamlNode *at = NULL;
        const char *wrong = check_spans(arena, source, stream->documents[i], &at);
        if (wrong)
            fail_msg("[%s]: %s", test->bytes, wrong);
    }
}

static void scalars_are_where_they_are_written(void **state) {
    static const Case cases[] = {
        {"plain", "0:plain "},
        {"a: b # c\n", "0:a 3:b "},
        {"  a:   b c  \n", "2:a 7:b c "},
        {"a: b\n  c\n\n  d # e\nf: g", "0:a 3:b\n  c\n\n  d 18:f 21:g "},
        {"'a': 'it''s' # c", "0:'a' 5:'it''s' "},
        {"\"a\": \"b\\n\\\"c\\\"\"", "0:\"a\" 5:\"b\\n\\\"c\\\"\" "},
        {"- \"a\n  b\"\n- 'c\n\n  d'\n", "2:\"a\n  b\" 12:'c\n\n  d' "},
        {"\xc3\xa9: \xf0\x9f\x98\x80 # \xc3\xa9\nb: '\xc3\xa9'\n",
         "0:\xc3\xa9 4:\xf0\x9f\x98\x80 14:b 17:'\xc3\xa9' "},
        {"a: b\r\nc: 'd\r\n  e'\r\nf: g\rh: i", "0:a 3:b 6:c 9:'d\r\n  e' 19:f 22:g 24:h 27:i "},
        {"a: b\xc2\x85"
         "c: d\xe2\x80\xa8"
         "e: f",
         "0:a 3:b 6:c 9:d 13:e 16:f "},
        {BOM "a: b\n", "3:a 6:b "},
        {BOM "# \xc3\xa9\n---\n- a\n", "14:a "},
        {"- - a\n  - b\n-\n  c: d\n", "4:a 10:b 16:c 19:d "},
        {"a:\n- b\n-  - c\n", "0:a 5:b 12:c "},
        {"a:\tb\n", "0:a 3:b "},
        {"- http://a:b#c\n- -d\n- ?e\n", "2:http://a:b#c 17:-d 22:?e "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_case(*state, &cases[i]);
}

static void properties_are_not_part_of_the_span(void **state) {
    static const Case cases[] = {
        {"&a b", "3:b "},
        {"!!str b", "6:b "},
        {"a: !!str &x 'b'\nc: &y !t \"d\"", "0:a 12:'b' 16:c 25:\"d\" "},
        {"a: !<tag:b> # c\n  # !\n\n  &x\n  d\n", "0:a 30:d "},
        {"&k a: &v b\n*k : *v", "3:a 9:b 11:*k 16:*v "},
        {"a: &x\n  b: c\nd: !t\n- e\n", "0:a 8:b 11:c 13:d 21:e "},
        {"a: &x |\n  b\nc: !t >-\n  d\n", "0:a 6:|\n  b 12:c 18:>-\n  d "},
        {"a: &x\nb: !!null # c\nc: ! d\n", "0:a 5:~ 6:b 15:~ 20:c 25:d "},
        {"[&a b, &c [d], !t {e: f}, &g ]", "4:b 11:d 19:e 22:f 28:~ "},
        {"--- &x\na: b\n", "7:a 10:b "},
        {"&x-1 &y", NULL},
    };
    for (size_t i = 0; cases[i].picture; i++)
        assert_case(*state, &cases[i]);
}

static void block_scalars_end_with_their_text(void **state) {
    static const Case cases[] = {
        {"a: |\n  b\n  c\nd: e", "0:a 3:|\n  b\n  c 13:d 16:e "},
        {"a: |+ # c\n  b  \n\n\n# d\ne: >2-\n\n   f\n \n",
         "0:a 3:|+ # c\n  b   22:e 25:>2-\n\n   f "},
        {"a: | # c\nb: >\n\n\nc: |", "0:a 3:| 9:b 12:> 16:c 19:| "},
        {"- |\n a", "2:|\n a "},
        {"- >\r\n a\r\n\r\n  b\r\n\r\n- c", "2:>\r\n a\r\n\r\n  b 20:c "},
        {"--- |\n # not a comment\n...\n", "4:|\n # not a comment "},
        {"- |\n \xc3\xa9\n\n- |\n \xe4\xb8\xad\n", "2:|\n \xc3\xa9 11:|\n \xe4\xb8\xad "},
        {"a:\n  - |\n    b\n\n  # c\n\nd: e\n", "0:a 7:|\n    b 23:d 26:e "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_case(*state, &cases[i]);
}

static void empty_scalars_stand_behind_their_indicator(void **state) {
    static const Case cases[] = {
        {"a:\nb:   \n\n# c\nc: # :\n", "0:a 2:~ 3:b 5:~ 14:c 16:~ "},
        {"-\n- \n  # a\n-", "1:~ 3:~ 12:~ "},
        {"a:\n-\n-\nb:", "0:a 4:~ 6:~ 7:b 9:~ "},
        {"? a\n? b\n", "2:a 3:~ 6:b 7:~ "},
        {"? a # :\n: # ?\n? \n: b\n", "2:a 9:~ 15:~ 19:b "},
        {"? - a\n# c\n? ? b\n", "4:a 5:~ 14:b 15:~ 15:~ "},
        {"{a: , b, ? , ? : c}", "1:a 3:~ 6:b 7:~ 10:~ 10:~ 14:~ 17:c "},
        {"{'a' : # :\n , \"b:\"  }", "1:'a' 6:~ 14:\"b:\" 18:~ "},
        {"[a: , ? b]", "1:a 3:~ 8:b 9:~ "},
        {"---\n# c\n--- # d\n...\n---\n", "3:~ 11:~ 23:~ "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_case(*state, &cases[i]);
}

static void assert_span(void **state, const char *bytes, const char *wanted) {
    const YamlNode *value = value_of(root_of(state, bytes), "a");
    Str text = str_slice(str_from_c(bytes), value->span.start, value->span.end);
    assert_str(text, wanted);
    assert_memory_equal(&value->span, &value->content, sizeof(Span));
}

static void collections_end_with_their_last_child(void **state) {
    assert_span(state, "a:\n  b: c # d\n  # e\n\nf: g", "b: c");
    assert_span(state, "a: &x !t\n  &y b:\n    - c\n\n\n", "&y b:\n    - c");
    assert_span(state, "a:\n- b\n- c: |\n    d\n\n\n# e\n", "- b\n- c: |\n    d");
    assert_span(state, "a:\n  - b\n  -\n\nf: g", "- b\n  -");
    assert_span(state, "a: &x\n  ? b\n  : c\n", "? b\n  : c");
    assert_span(state, "a: ! [b, c,\n  d ] # e\n", "[b, c,\n  d ]");
    assert_span(state, "a: &x {b: c, [d]: {}}\n", "{b: c, [d]: {}}");
    assert_span(state, "a: []", "[]");
    const YamlNode *pair = value_of(root_of(state, "a: [b: c , {d: e}: f]"), "a")->as.items[0];
    assert_int_equal(pair->span.start, 4);
    assert_int_equal(pair->span.end, 8);
    assert_int_equal(pair->style, YAML_STYLE_FLOW);
}

static void nodes_have_styles_texts_tags_and_anchors(void **state) {
    const YamlNode *root = root_of(state, "a: &x !!str 'b''c'\nd: |\n  e\n  f\ng: >-\n  h\n  i\n"
                                          "j: \"\\u00e9\\n\"\nk: !own {}\nl: [*x]\n");
    const YamlNode *quoted = value_of(root, "a");
    assert_int_equal(root->style, YAML_STYLE_BLOCK);
    assert_int_equal(quoted->style, YAML_STYLE_SINGLE_QUOTED);
    assert_str(quoted->text, "b'c");
    assert_str(yaml_tag(quoted), "tag:yaml.org,2002:str");
    assert_str(yaml_anchor(quoted), "x");
    assert_int_equal(quoted->content.start, 13);
    assert_int_equal(quoted->content.end, 17);
    assert_int_equal(value_of(root, "d")->style, YAML_STYLE_LITERAL);
    assert_str(value_of(root, "d")->text, "e\nf\n");
    assert_int_equal(value_of(root, "g")->style, YAML_STYLE_FOLDED);
    assert_str(value_of(root, "g")->text, "h i");
    assert_int_equal(value_of(root, "j")->style, YAML_STYLE_DOUBLE_QUOTED);
    assert_str(value_of(root, "j")->text, "\xc3\xa9\n");
    assert_str(yaml_tag(value_of(root, "k")), "!own");
    const YamlNode *list = value_of(root, "l");
    assert_int_equal(list->style, YAML_STYLE_FLOW);
    assert_int_equal(list->as.items[0]->kind, YAML_KIND_ALIAS);
    assert_ptr_equal(yaml_resolve(list->as.items[0]), quoted);
}

static void a_part_is_parsed_in_its_place(void **state) {
    Str bytes = STR("\xc3\xa9: [\n---\nk: \xc3\xa9\nl: 'm'\n---\n}{");
    const Source *source = source_of(*state, bytes);
    const YamlStream *stream = yaml_parse(*state, source, (Span){10, 23});
    assert_false(stream->failed);
    assert_str(picture(*state, source, stream), "10:k 13:\xc3\xa9 16:l 19:'m' ");
    stream = yaml_parse(*state, source, (Span){10, 21});
    assert_true(stream->failed);
    assert_int_equal(stream->problem_span.start, 19);
    assert_int_equal(stream->problem_span.end, 20);
}

static void streams_have_documents(void **state) {
    assert_int_equal(parse(state, "")->count, 0);
    assert_int_equal(parse(state, BOM "\n# only a comment\n")->count, 0);
    const YamlStream *stream = parse(state, "a\n---\nb\n...\n# c\n---\n- d\n--- {}\n");
    assert_false(stream->failed);
    assert_int_equal(stream->count, 4);
    assert_str(stream->documents[1]->text, "b");
    stream = parse(state, "a: b\n---\nc: [d\n");
    assert_true(stream->failed);
    assert_int_equal(stream->count, 1);
    assert_str(value_of(stream->documents[0], "a")->text, "b");
}

static void anchors_are_those_of_their_document(void **state) {
    const YamlNode *root = root_of(state, "- &a b\n- *a\n- &a c\n- *a\n");
    assert_str(yaml_resolve(root->as.items[1])->text, "b");
    assert_str(yaml_resolve(root->as.items[3])->text, "c");
    assert_null(yaml_resolve(NULL));
    const YamlStream *stream = parse(state, "- &a b\n---\n- *a\n");
    assert_true(stream->failed);
    assert_int_equal(stream->count, 1);
    assert_str(stream->problem,
               "there is no '&a' above; a value that begins with '*' must be in quotes");
    assert_int_equal(stream->problem_span.start, 13);
    assert_int_equal(stream->problem_span.end, 15);
}

static void lookups_follow_merges(void **state) {
    const YamlNode *root = root_of(state, "base: &b {x: 1, y: 2, <<: &d {z: 3, y: 4}}\n"
                                          "more: &m {x: 5, w: 6}\n"
                                          "one: {<<: *b, x: 7, x: 8}\n"
                                          "two: {<<: [*b, *m]}\n"
                                          "text: {'<<': *b}\n");
    const YamlNode *one = value_of(root, "one");
    assert_str(value_of(one, "x")->text, "7");
    assert_str(value_of(one, "y")->text, "2");
    assert_str(value_of(one, "z")->text, "3");
    assert_null(value_of(one, "w"));
    assert_int_equal(value_of(one, "<<")->kind, YAML_KIND_ALIAS);
    const YamlNode *two = value_of(root, "two");
    assert_str(value_of(two, "x")->text, "1");
    assert_str(value_of(two, "w")->text, "6");
    assert_str(value_of(two, "z")->text, "3");
    assert_null(value_of(value_of(root, "text"), "x"));
    assert_null(yaml_lookup(value_of(one, "x"), STR("x")));
    assert_null(yaml_lookup(NULL, STR("x")));
}

/* Those of large mappings with an anchor are by other means, to the same end. */
static void lookups_in_large_mappings(void **state) {
    StrBuf text;
    strbuf_init(&text, *state);
    strbuf_append_c(&text,
                    "a: &a {x: 1, '<<': {v: 0}, [b]: c, *no : d, <<: {w: 2}, x: 3, <<: {w: 4}");
    for (int i = 999; i >= 0; i--)
        strbuf_printf(&text, ", k%d: %d", i, i);
    strbuf_append_c(&text, "}\nb: {<<: *a, k7: 0}\n");
    const YamlNode *root = root_of(state, str_to_c(*state, str_printf(*state, "no: &no n\n" STR_FMT,
                                                                      STR_ARG(strbuf_str(&text)))));
    const YamlNode *large = value_of(root, "a");
    assert_int_equal(large->count, 1007);
    assert_str(value_of(large, "x")->text, "1");
    assert_str(value_of(large, "n")->text, "d");
    assert_str(value_of(large, "w")->text, "2");
    assert_str(value_of(large, "k0")->text, "0");
    assert_str(value_of(large, "k999")->text, "999");
    assert_null(value_of(large, "v"));
    assert_null(value_of(large, "k"));
    const YamlNode *small = value_of(root, "b");
    assert_str(value_of(small, "k7")->text, "0");
    assert_str(value_of(small, "k8")->text, "8");
    assert_str(value_of(small, "w")->text, "2");
}

static void cycles_come_to_an_end(void **state) {
    const YamlNode *root = root_of(state, "&a {<<: *a, b: &c {<<: [*a, *c, *a, *c]}, d: [*a]}");
    assert_ptr_equal(yaml_resolve(value_of(root, "<<")), root);
    assert_null(value_of(root, "nothing"));
    assert_non_null(value_of(value_of(root, "b"), "d"));
    assert_null(value_of(value_of(root, "b"), "nothing"));
    assert_ptr_equal(yaml_resolve(value_of(root, "d")->as.items[0]), root);
    root = root_of(state, "&a [*a]");
    assert_ptr_equal(yaml_resolve(root->as.items[0]), root);
}

static void nulls_are_plain(void **state) {
    const YamlNode *root = root_of(state, "[~, null, Null, NULL, !!null , &a , *a, "
                                          "nULL, '', 'null', !!str , [], {}, 0]");
    for (size_t i = 0; i < root->count; i++)
        assert_int_equal(yaml_is_null(root->as.items[i]), i < 7);
    assert_false(yaml_is_null(NULL));
}

static void what_is_quoted_or_looks_like_nothing_else_is_a_text(void **state) {
    const YamlNode *root = root_of(
        state, "[a, &b '1', *b, \"true\", !!str 1, tru, yess, e1, 1st, .gov, '', '~', Nil, -a, "
               "1, -0x1F, +.5, 1e6, 2025-01-01, 12:30, true, Yes, OFF, n, .NaN, -.Inf, ~, "
               "null, !!int '1', !b c, [], {}]");
    assert_int_equal(root->count, 32);
    for (size_t i = 0; i < root->count; i++)
        assert_int_equal(yaml_is_text(root->as.items[i]), i < 14);
    assert_false(yaml_is_text(NULL));
}

typedef struct Problem {
    const char *bytes;
    size_t start, end;
    const char *message; /* its begin */
} Problem;

static const Problem problems[] = {
    {"a: b\n c: d\n", 6, 7, "going by its indentation, this line belongs to the text above it"},
    {"- a: b\n # c\n\n   c: d", 16, 17, "this line has neither the indentation of"},
    {"- a: see\n   https://b.c/\n   d: e\n", 28, 29, "going by its indentation, this line"},
    {"- a: b: c\n", 6, 7, "a value with ': ' in it must be in quotes"},
    {"- a:b\n  c: d\n", 3, 4, "the ':' of a key must have a space after it"},
    {"a\r\nb: c\n", 0, 1, "a key must have ': ' after it"},
    {"- a\nb\n", 4, 5, "a key must have ': ' after it"},
    {"- a: b\n- a c\n  d: e\n", 9, 10, "a key must have ': ' after it"},
    {"- a\n-b\n", 4, 5, "the '-' of a list entry must have a space after it"},
    {"a: We are\n  all. It has\n  one: b\n", 29, 30, "a value with ': ' in it must be in"},
    {"a:\tb: c\n", 4, 5, "a value with ': ' in it must be in quotes"},
    {"a: \"b\": c\n", 6, 7, "a value has ended before this ':', and no line has two keys"},
    {"\"a\":\"b\"\n", 3, 4, "the ':' of a key must have a space after it"},
    {"- a: b\n - c: d\n", 8, 9, "this list entry is not indented like those above it"},
    {"a: [b]]\n", 6, 7, "nothing may follow the value on its line"},
    {"a: [\n  b\n  c: d\n]\n", 12, 13, "a ',' is missing before this, or a ']' for the '['"},
    {"a: ['b's, c]\n", 7, 8, "the quote before this ends the text"},
    {"{\"a\": \"b,\n \"c\": d}\n", 6, 7, "the quote that opens here is closed only on line 2"},
    {"a: - b\n", 3, 4, "a list entry, which begins with '- ', must be on a line of its own"},
    {"a: ? b\n", 3, 4, "a value that begins with '? ' must be in quotes"},
    {"a:\n\tb: c\n", 3, 4, "a tab: YAML is indented with spaces only"},
    {"a: b\n\tc: d\n", 5, 6, "a tab: YAML is indented with spaces only"},
    {BOM "\xc3\xa9: @\n", 7, 8, "a value that begins with '@' must be in quotes"},
    {"a: `b`\n", 3, 4, "a value that begins with '`' must be in quotes"},
    {"a: **b**\n", 3, 4, "a value that begins with '*' must be in quotes"},
    {"a: & b\n", 3, 4, "a value that begins with '&' must be in quotes"},
    {"a: >b\n", 4, 5, "the text of '|' or '>' begins on the next line"},
    {"\xc3\xa9: 'b\n\n  \n", 4, 5, "the quote that opens here is never closed"},
    {"# c\na: \"b\nc: d\n", 7, 8, "the quote that opens here is never closed"},
    {"a: \"b\n---\nc: d\n", 3, 4, "the quote that opens here is not closed before the"},
    {"- a: \"b\n  c: d\n- a: \"e\"\n", 5, 6,
     "the quote that opens here is closed only on line 3, before other text"},
    {"a: 'it's'\n", 7, 8, "the quote before this ends the text: inside '…' it is written ''"},
    {"a: \"b\" c\n", 7, 8, "the quote before this ends the text: inside \"…\" it is"},
    {"- 'a'\n- 'b'c\n", 11, 12, "the quote before this ends the text"},
    {"a: \"b\\q\"\n", 5, 6, "in double quotes '\\' begins an escape, and this is none"},
    {"- a\nb: c\n", 4, 5, "this line is among the entries of a list and does not begin with"},
    {"- a: b\n-c: d\n", 7, 8, "the '-' of a list entry must have a space after it"},
    {"a: b\n- c\n", 5, 6, "this is an entry of a list among the keys of a mapping"},
    {"a:\n  b: c\n d: e\n", 11, 12, "this line has neither the indentation of the keys above"},
    {"a: [b]c\n", 6, 7, "nothing may follow the value on its line"},
    {" - a\n- b\n", 5, 6, "this does not belong to what is above it"},
    {"a: [b\nc: d\n", 3, 4, "the '[' that opens here is not closed before line 2"},
    {"a: ['b'\n  'c']\n", 10, 11, "a ',' is missing before this, or a ']' for the '[' on line 1"},
    {"a: [\"b\" \"c\"]\n", 8, 9, "a ',' or a ']' is missing before this"},
    {"a: {b: c", 3, 4, "the '{' that opens here is never closed"},
    {"a: [b, c\n\n", 3, 4, "the '[' that opens here is never closed"},
    {"a: [\n\n", 3, 4, "the '[' that opens here is never closed"},
    {"- {", 2, 3, "the '{' that opens here is never closed"},
    {"a: [, b]\n", 4, 5, "an entry is missing before this"},
    {"\xc3\xa9: \x01\n", 4, 5, "control characters are not allowed"},
    {"\xc3\xa9: \xff", 4, 5, "invalid leading UTF-8 octet"},
    {"a: !<b c\n", 6, 7, "did not find the expected '>' while scanning a tag"},
    {"a: *b # c", 3, 5, "there is no '&b' above"},
    {"a: {b: to {c}, d: e}\n", 10, 11, "a value with '{' in it must be in quotes here"},
    {"a: [{b: c} {d: e}]\n", 11, 12, "a ',' or a ']' is missing before this"},
    {"a: [b,, c]\n", 6, 7, "an entry is missing before this"},
    {"a: , b\n", 3, 4, "a value that begins with ',' must be in quotes"},
    {"\xe4\xb8\xad\xe6\x96\x87: a\n  \xe4\xb8\xad: b", 12, 15, "going by its indentation"},
};

static void problems_are_told_where_they_were_made(void **state) {
    for (size_t i = 0; i < sizeof problems / sizeof *problems; i++) {
        const Problem *problem = &problems[i];
        const YamlStream *stream = parse(state, problem->bytes);
        assert_true(stream->failed);
        if (!str_starts_with(stream->problem, str_from_c(problem->message)) ||
            stream->problem_span.start != problem->start ||
            stream->problem_span.end != problem->end)
            fail_msg("[%s]: %zu-%zu " STR_FMT, problem->bytes, (size_t)stream->problem_span.start,
                     (size_t)stream->problem_span.end, STR_ARG(stream->problem));
    }
}

static Str repeated(Arena *arena, const char *before, const char *text, size_t count,
                    const char *behind) {
    StrBuf buf;
    strbuf_init(&buf, arena);
    strbuf_append_c(&buf, before);
    for (size_t i = 0; i < count; i++)
        strbuf_append_c(&buf, text);
    strbuf_append_c(&buf, behind);
    return strbuf_str(&buf);
}

static void depth_has_a_limit(void **state) {
    Arena *arena = *state;
    const YamlStream *stream = parse_str(arena, repeated(arena, "", "- ", YAML_MAX_DEPTH, "a"));
    assert_false(stream->failed);
    stream = parse_str(arena, repeated(arena, "", "- ", YAML_MAX_DEPTH + 1, "a"));
    assert_true(stream->failed);
    assert_str(stream->problem, "nested more than 200 levels deep");
    assert_int_equal(stream->problem_span.start, 2 * YAML_MAX_DEPTH);
    assert_true(parse_str(arena, repeated(arena, "", "[", 1000000, ""))->failed);
    assert_true(parse_str(arena, repeated(arena, "", "{a: ", 1000000, ""))->failed);
    assert_true(parse_str(arena, repeated(arena, "", "? ", 1000000, ""))->failed);
}

/* Each of these takes hours if a step of it does not take constant time. */
static void large_input_stays_linear(void **state) {
    static const char *const parts[][3] = {
        {"", "- a\n", ""},          {"[", "\xc3\xa9,", "]"},
        {"", "a:\n", ""},           {"{", "a,", "}"},
        {"- &a b\n", "- *a\n", ""}, {"", "? a\n", ""},
        {"", "---\n", ""},          {"", "- |\n \n", ""},
        {"a", "\n\n", "\n- b"},     {"? ? ? ? ? a\n", "# \xc3\xa9\n", ""},
        {"- |\n", " \n\n", "- b"},  {"'", "\xc3\xa9 \n", "'"},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        Arena arena;
        arena_init(&arena);
        Str bytes = repeated(&arena, parts[i][0], parts[i][1], 200000, parts[i][2]);
        assert_non_null(parse_str(&arena, bytes));
        arena_free(&arena);
    }
    Arena *arena = *state;
    const YamlStream *stream =
        parse_str(arena, repeated(arena, "", "%TAG !a! b\n", 1000000, "--- a\n"));
    assert_str(stream->problem, "more than 100 %TAG directives");
    assert_int_equal(stream->problem_span.start, 1100);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(scalars_are_where_they_are_written),
        TEST(properties_are_not_part_of_the_span),
        TEST(block_scalars_end_with_their_text),
        TEST(empty_scalars_stand_behind_their_indicator),
        TEST(collections_end_with_their_last_child),
        TEST(nodes_have_styles_texts_tags_and_anchors),
        TEST(a_part_is_parsed_in_its_place),
        TEST(streams_have_documents),
        TEST(anchors_are_those_of_their_document),
        TEST(lookups_follow_merges),
        TEST(lookups_in_large_mappings),
        TEST(cycles_come_to_an_end),
        TEST(nulls_are_plain),
        TEST(what_is_quoted_or_looks_like_nothing_else_is_a_text),
        TEST(problems_are_told_where_they_were_made),
        TEST(depth_has_a_limit),
        TEST(large_input_stays_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
