/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Traces: a result is stale when what it was made from changed, and not before. */
#include "base_scratch.h"

#include "history/trace.h"

/* How often nodes became stale; the context of every tracer here. */
static size_t told;

static void tell(void *context, TraceNode *node) {
    assert_ptr_equal(context, &told);
    assert_true(node->stale);
    told++;
}

static Tracer new_tracer(Arena *arena) {
    Tracer tracer;
    tracer_init(&tracer, arena, &told);
    tracer.step = 1;
    told = 0;
    return tracer;
}

static TraceDep *file(Tracer *tracer, const char *path) {
    return trace_dep(tracer, 'f', 0, str_from_c(path));
}

/* Makes a node from two files; the second may be NULL. */
static void make(Tracer *tracer, TraceNode *node, const char *one, const char *other) {
    trace_begin(tracer, node);
    trace_note(tracer, file(tracer, one));
    if (other)
        trace_note(tracer, file(tracer, other));
    trace_end(tracer);
}

static void a_name_is_one_dependency(void **state) {
    Tracer tracer = new_tracer(*state);
    TraceDep *dep = trace_dep(&tracer, 'f', 1, STR("a"));
    assert_ptr_equal(trace_dep(&tracer, 'f', 1, STR("a")), dep);
    assert_ptr_not_equal(trace_dep(&tracer, 'g', 1, STR("a")), dep);
    assert_ptr_not_equal(trace_dep(&tracer, 'f', 2, STR("a")), dep);
    assert_ptr_not_equal(trace_dep(&tracer, 'f', 1, STR("b")), dep);
    assert_ptr_not_equal(trace_dep(&tracer, 'f', 1, (Str){0}), dep);
    /* A name longer than any file's is cut, and not read beyond its end. */
    char *bytes = malloc(10000);
    assert_non_null(bytes);
    memset(bytes, 'x', 10000);
    dep = trace_dep(&tracer, 'f', 1, (Str){bytes, 10000});
    assert_ptr_equal(trace_dep(&tracer, 'f', 1, (Str){bytes, 9999}), dep);
    assert_ptr_not_equal(trace_dep(&tracer, 'f', 1, (Str){bytes, 4000}), dep);
    free(bytes);
}

static void what_it_was_made_from_makes_it_stale(void **state) {
    Tracer tracer = new_tracer(*state);
    TraceNode node = {.on_stale = tell};
    make(&tracer, &node, "a", "b");
    assert_false(node.stale);
    trace_changed(&tracer, file(&tracer, "c"));
    assert_false(node.stale);
    trace_changed(&tracer, file(&tracer, "b"));
    assert_true(node.stale);
    assert_int_equal(told, 1);
    /* This is reported once, however much changes. */
    trace_changed(&tracer, file(&tracer, "a"));
    assert_int_equal(told, 1);
    make(&tracer, &node, "a", "b");
    assert_false(node.stale);
    trace_changed(&tracer, file(&tracer, "a"));
    assert_int_equal(told, 2);
}

static void what_it_is_not_made_from_any_more_does_not(void **state) {
    Tracer tracer = new_tracer(*state);
    TraceNode node = {0};
    make(&tracer, &node, "a", "b");
    make(&tracer, &node, "b", "c");
    assert_false(trace_is_used(file(&tracer, "a")));
    assert_true(trace_is_used(file(&tracer, "b")));
    trace_changed(&tracer, file(&tracer, "a"));
    assert_false(node.stale);
    trace_changed(&tracer, file(&tracer, "c"));
    assert_true(node.stale);
    /* Nor if everything that it is now made from is unchanged. */
    make(&tracer, &node, "b", NULL);
    assert_false(trace_is_used(file(&tracer, "c")));
    trace_changed(&tracer, file(&tracer, "c"));
    assert_false(node.stale);
}

static void a_result_passes_it_on(void **state) {
    Tracer tracer = new_tracer(*state);
    TraceNode table = {0};
    TraceNode rule = {.on_stale = tell};
    table.self.of = &table;
    /* The rule asks for the table, which is made while the rule is. */
    trace_begin(&tracer, &rule);
    trace_note(&tracer, file(&tracer, "rule"));
    make(&tracer, &table, "a", NULL);
    trace_note(&tracer, &table.self);
    trace_end(&tracer);
    assert_int_equal(rule.deps.len, 2);
    assert_int_equal(table.deps.len, 1);
    trace_changed(&tracer, file(&tracer, "a"));
    assert_true(table.stale);
    assert_true(rule.stale);
    assert_int_equal(told, 1);
}

static void a_dependency_is_noted_once_a_node(void **state) {
    Tracer tracer = new_tracer(*state);
    TraceNode outer = {0};
    TraceNode inner = {0};
    trace_note(&tracer, file(&tracer, "nobody asks")); /* no node is being made */
    trace_begin(&tracer, &outer);
    trace_note(&tracer, file(&tracer, "a"));
    make(&tracer, &inner, "a", "a");
    trace_end(&tracer);
    assert_int_equal(inner.deps.len, 1);
    assert_int_equal(outer.deps.len, 1);
    assert_int_equal(tracer.noted.len, 0);
    trace_changed(&tracer, file(&tracer, "a"));
    assert_true(outer.stale && inner.stale);
    assert_false(trace_is_used(file(&tracer, "nobody asks")));
}

static void what_changed_since_is_known(void **state) {
    Tracer tracer = new_tracer(*state);
    TraceNode table = {0};
    TraceNode rule = {0};
    table.self.of = &table;
    make(&tracer, &table, "a", NULL);
    trace_begin(&tracer, &rule);
    trace_note(&tracer, &table.self);
    trace_note(&tracer, file(&tracer, "b"));
    trace_end(&tracer);
    tracer.step = 2;
    trace_changed(&tracer, file(&tracer, "a"));
    assert_true(trace_has_changed(&table));
    /* What it has of the table may be the same as ever. */
    assert_true(rule.stale);
    assert_false(trace_has_changed(&rule));
    trace_changed(&tracer, file(&tracer, "b"));
    assert_true(trace_has_changed(&rule));
    make(&tracer, &table, "a", NULL);
    assert_false(trace_has_changed(&table));
}

static void one_that_goes_uses_nothing(void **state) {
    Tracer tracer = new_tracer(*state);
    TraceNode one = {.on_stale = tell};
    TraceNode other = {0};
    make(&tracer, &one, "a", "b");
    make(&tracer, &other, "a", NULL);
    trace_drop(&one);
    assert_true(trace_is_used(file(&tracer, "a")));
    assert_false(trace_is_used(file(&tracer, "b")));
    trace_changed(&tracer, file(&tracer, "a"));
    assert_int_equal(told, 0);
    assert_true(other.stale);
    /* It may come again. */
    make(&tracer, &one, "b", NULL);
    trace_changed(&tracer, file(&tracer, "b"));
    assert_int_equal(told, 1);
}

/* However often nodes are remade from it, a dependency remembers only those that count. */
static void uses_do_not_pile_up(void **state) {
    Tracer tracer = new_tracer(*state);
    TraceNode node = {0};
    TraceNode steady = {0};
    TraceDep *shared = file(&tracer, "shared");
    make(&tracer, &steady, "shared", NULL);
    for (int i = 0; i < 1000; i++)
        make(&tracer, &node, "shared", i % 2 == 0 ? "a" : "b");
    assert_true(shared->uses.len < 50);
    make(&tracer, &node, "shared", "b"); /* of the same: nothing new is remembered */
    size_t uses = shared->uses.len;
    make(&tracer, &node, "shared", "b");
    assert_int_equal(shared->uses.len, uses);
    trace_changed(&tracer, shared);
    assert_true(node.stale && steady.stale);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_name_is_one_dependency),
        TEST(what_it_was_made_from_makes_it_stale),
        TEST(what_it_is_not_made_from_any_more_does_not),
        TEST(a_result_passes_it_on),
        TEST(a_dependency_is_noted_once_a_node),
        TEST(what_changed_since_is_known),
        TEST(one_that_goes_uses_nothing),
        TEST(uses_do_not_pile_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
