/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What is wrong with YAML that does not parse, said to whoever edits the file; for yaml*.c only.
 *
 * libyaml says what its grammar lacked ("did not find expected key") and where it noticed, which
 * may be far below the mistake. What it says for mistakes that people make is put into their words,
 * and shown where they made it.
 */
#ifndef GOVLINT_DOCUMENT_YAML_PROBLEM_H
#define GOVLINT_DOCUMENT_YAML_PROBLEM_H

#include "document/yaml_place.h"

/* libyaml's words, and places in bytes. */
typedef struct YamlComplaint {
    const char *problem; /* "did not find expected key", */
    const char *context; /* "while parsing a block mapping"; NULL where it says neither */
    size_t at;           /* where the problem is, */
    size_t begin;        /* and where what it is in begins */
    Span quoted;         /* the scalar before it with its quotes; empty where it has none */
} YamlComplaint;

typedef struct YamlProblem {
    Span span;
    Str text; /* one line, lower case */
} YamlProblem;

/* Never fails: a problem for which there are no words of our own keeps libyaml's. */
YamlProblem yaml_problem(Arena *arena, const Source *source, const YamlPlaces *places,
                         const YamlComplaint *complaint);

#endif
