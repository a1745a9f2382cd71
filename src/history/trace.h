/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Traces: what a result was made from, so that it is made again when that changes and not before.
 *
 *     trace_begin(tracer, &node);
 *     …                                whatever is looked at calls trace_note(tracer, dep)
 *     trace_end(tracer);
 *     trace_changed(tracer, dep);      every node whose result came from it is stale from now on
 *
 * Nodes may be made while others are: a rule asks for a table, the table is read. Internal to
 * history/.
 */
#ifndef GOVLINT_HISTORY_TRACE_H
#define GOVLINT_HISTORY_TRACE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "base/map.h"

typedef struct TraceNode TraceNode;

/* A node that used a dependency, as it was made at that time. */
typedef struct TraceUse {
    TraceNode *node;
    size_t generation;
} TraceUse;

/* Something that results are made from. */
typedef struct TraceDep {
    ARRAY_OF(TraceUse) uses; /* also some that are out of date */
    size_t mark;             /* the trace that noted it last */
    size_t changed;          /* in which step it did last */
    TraceNode *of;           /* where it is a result, which; else NULL */
} TraceDep;

/* A result. */
struct TraceNode {
    bool stale;                /* something that it was made from may have changed */
    size_t made;               /* in which step, or known to be still right */
    size_t generation;         /* 0: not made yet */
    ARRAY_OF(TraceDep *) deps; /* in the order of noting */
    TraceDep self;             /* for results that are made from this one */
    void (*on_stale)(void *context, TraceNode *node); /* or NULL */
};

typedef struct TraceFrame {
    TraceNode *node;
    size_t start; /* in `noted` */
    size_t serial;
} TraceFrame;

typedef struct Tracer {
    Arena *arena;
    Map deps;
    void *context; /* of on_stale */
    ARRAY_OF(TraceFrame) frames;
    ARRAY_OF(TraceDep *) noted;
    size_t serial;
    size_t step;
} Tracer;

void tracer_init(Tracer *tracer, Arena *arena, void *context);

/* The dependency of this name: a letter for its kind, a number, a text. Never NULL. */
TraceDep *trace_dep(Tracer *tracer, char kind, size_t number, Str text);

void trace_begin(Tracer *tracer, TraceNode *node);
void trace_note(Tracer *tracer, TraceDep *dep);
/* The node is not stale any more. */
void trace_end(Tracer *tracer);

void trace_changed(Tracer *tracer, TraceDep *dep);
void trace_set_stale(Tracer *tracer, TraceNode *node);

/* Whether the node was made from anything but results that has changed since. */
bool trace_has_changed(const TraceNode *node);

/* The node goes: it uses nothing any more. */
void trace_drop(TraceNode *node);

/* Whether any present result came from it. */
bool trace_is_used(const TraceDep *dep);

#endif
