/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Traces: what each result was made from, so that it is made again only when that changes.
 *
 *     trace_begin(tracer, &node);
 *     …                                call trace_note(tracer, dep) for whatever is looked at
 *     trace_end(tracer);
 *     trace_changed(tracer, dep);      every node whose result came from it is stale from now on
 *
 * Traces nest: while a rule runs it asks for a table, which is read then. Internal to history/.
 */
#ifndef GOVLINT_HISTORY_TRACE_H
#define GOVLINT_HISTORY_TRACE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "base/map.h"

typedef struct TraceNode TraceNode;

/* A node that used a dependency when it was of this generation. */
typedef struct TraceUse {
    TraceNode *node;
    size_t generation;
} TraceUse;

/* Something that results are made from. */
typedef struct TraceDep {
    ARRAY_OF(TraceUse) uses; /* may include some that are out of date */
    size_t mark;             /* serial of the trace that last noted it */
    size_t changed;          /* the step in which it last changed */
    TraceNode *of;           /* if it is itself a result, that result; else NULL */
} TraceDep;

/* A result. */
struct TraceNode {
    bool stale;                /* something that it was made from may have changed */
    size_t made;               /* the step in which it was made, or last found still right */
    size_t generation;         /* 0: not made yet */
    ARRAY_OF(TraceDep *) deps; /* in the order in which they were noted */
    TraceDep self;             /* noted by results that are made from this one */
    void (*on_stale)(void *context, TraceNode *node); /* or NULL */
};

typedef struct TraceFrame {
    TraceNode *node;
    size_t start; /* its first dependency in `noted` */
    size_t serial;
} TraceFrame;

typedef struct Tracer {
    Arena *arena;
    Map deps;
    void *context; /* passed to on_stale */
    ARRAY_OF(TraceFrame) frames;
    ARRAY_OF(TraceDep *) noted;
    size_t serial;
    size_t step;
} Tracer;

void tracer_init(Tracer *tracer, Arena *arena, void *context);

/* The dependency with this name: a letter for its kind, a number and a text. Never NULL. */
TraceDep *trace_dep(Tracer *tracer, char kind, size_t number, Str text);

void trace_begin(Tracer *tracer, TraceNode *node);
void trace_note(Tracer *tracer, TraceDep *dep);
/* Ends the innermost trace; its node is no longer stale. */
void trace_end(Tracer *tracer);

void trace_changed(Tracer *tracer, TraceDep *dep);
void trace_set_stale(Tracer *tracer, TraceNode *node);

/* Whether a dependency of the node that is not itself a result has changed since it was made. */
bool trace_has_changed(const TraceNode *node);

/* Makes the node depend on nothing, as what it stood for is gone. */
void trace_drop(TraceNode *node);

/* Whether any current result was made from it. */
bool trace_is_used(const TraceDep *dep);

#endif
