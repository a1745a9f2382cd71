/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What is wrong with YAML that does not parse, explained to the person who edits the file; for
 * yaml*.c only.
 *
 * libyaml says what its grammar expected ("did not find expected key") and where it noticed, which
 * may be far below the mistake. For mistakes that people commonly make, this says what they did,
 * and points to where they did it.
 */
#ifndef GOVLINT_DOCUMENT_YAML_PROBLEM_H
#define GOVLINT_DOCUMENT_YAML_PROBLEM_H

#include "document/yaml_place.h"

/* libyaml's words, and places in bytes. */
typedef struct YamlComplaint {
    const char *problem; /* "did not find expected key" */
    const char *context; /* "while parsing a block mapping"; NULL if libyaml gives neither */
    size_t at;           /* where the problem is */
    size_t begin;        /* where the construct that contains it begins */
    Span quoted;         /* the scalar before it with its quotes; empty if there is none */
} YamlComplaint;

typedef struct YamlProblem {
    Span span;
    Str text; /* one line, lower case */
} YamlProblem;

/* Never fails: a problem without an explanation of our own keeps libyaml's words. */
YamlProblem yaml_problem(Arena *arena, const Source *source, const YamlPlaces *places,
                         const YamlComplaint *complaint);

#endif
