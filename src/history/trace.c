/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Uses are never removed one by one. A node that is made from other things than before gets a new
 * generation, so that its old uses no longer count; they are removed when their list would have to
 * grow.
 */
#include "history/trace.h"

#include <string.h>

/* Bytes of a name. Longer ones are cut: they name nothing that could exist. */
#define MOST_NAME 4352

void tracer_init(Tracer *tracer, Arena *arena, void *context) {
    *tracer = (Tracer){.arena = arena, .context = context};
    map_init(&tracer->deps, arena);
}

TraceDep *trace_dep(Tracer *tracer, char kind, size_t number, Str text) {
    char name[MOST_NAME];
    size_t length = 1 + sizeof number;
    name[0] = kind;
    memcpy(name + 1, &number, sizeof number);
    if (text.len > sizeof name - length)
        text.len = sizeof name - length;
    if (text.len > 0)
        memcpy(name + length, text.ptr, text.len);
    Str key = {name, length + text.len};
    TraceDep *dep = map_get(&tracer->deps, key);
    if (!dep) {
        dep = arena_new(tracer->arena, TraceDep);
        map_put(&tracer->deps, str_copy(tracer->arena, key), dep);
    }
    return dep;
}

static bool counts(const TraceUse *use) {
    return use->node->generation == use->generation;
}

static void add_use(Tracer *tracer, TraceDep *dep, TraceNode *node) {
    if (dep->uses.len > 0 && dep->uses.len == dep->uses.capacity) {
        size_t kept = 0;
        for (size_t i = 0; i < dep->uses.len; i++)
            if (counts(&dep->uses.items[i]))
                dep->uses.items[kept++] = dep->uses.items[i];
        dep->uses.len = kept;
    }
    array_push(tracer->arena, &dep->uses, (TraceUse){node, node->generation});
}

void trace_begin(Tracer *tracer, TraceNode *node) {
    array_push(tracer->arena, &tracer->frames,
               (TraceFrame){node, tracer->noted.len, ++tracer->serial});
}

void trace_note(Tracer *tracer, TraceDep *dep) {
    if (tracer->frames.len == 0)
        return;
    const TraceFrame *frame = &tracer->frames.items[tracer->frames.len - 1];
    if (dep->mark == frame->serial)
        return;
    dep->mark = frame->serial;
    array_push(tracer->arena, &tracer->noted, dep);
}

static bool is_as_before(const TraceNode *node, TraceDep *const *noted, size_t count) {
    if (node->generation == 0 || node->deps.len != count)
        return false;
    for (size_t i = 0; i < count; i++)
        if (node->deps.items[i] != noted[i])
            return false;
    return true;
}

void trace_end(Tracer *tracer) {
    TraceFrame frame = tracer->frames.items[--tracer->frames.len];
    TraceNode *node = frame.node;
    size_t count = tracer->noted.len - frame.start;
    if (!is_as_before(node, tracer->noted.items + frame.start, count)) {
        node->generation++;
        node->deps.len = 0;
        for (size_t i = 0; i < count; i++) {
            TraceDep *dep = tracer->noted.items[frame.start + i];
            array_push(tracer->arena, &node->deps, dep);
            add_use(tracer, dep, node);
        }
    }
    tracer->noted.len = frame.start;
    node->stale = false;
    node->made = tracer->step;
}

void trace_set_stale(Tracer *tracer, TraceNode *node) {
    if (node->stale)
        return;
    node->stale = true;
    if (node->on_stale)
        node->on_stale(tracer->context, node);
    trace_changed(tracer, &node->self);
}

void trace_changed(Tracer *tracer, TraceDep *dep) {
    dep->changed = tracer->step;
    for (size_t i = 0; i < dep->uses.len; i++)
        if (counts(&dep->uses.items[i]))
            trace_set_stale(tracer, dep->uses.items[i].node);
}

bool trace_has_changed(const TraceNode *node) {
    for (size_t i = 0; i < node->deps.len; i++)
        if (!node->deps.items[i]->of && node->deps.items[i]->changed > node->made)
            return true;
    return false;
}

void trace_drop(TraceNode *node) {
    node->generation++;
    node->deps.len = 0;
}

bool trace_is_used(const TraceDep *dep) {
    for (size_t i = 0; i < dep->uses.len; i++)
        if (counts(&dep->uses.items[i]))
            return true;
    return false;
}
