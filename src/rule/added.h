/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The lines that a change added to files. Each file is compared only once. Internal to rule/.
 */
#ifndef GOVLINT_RULE_ADDED_H
#define GOVLINT_RULE_ADDED_H

#include "document/source.h"

typedef struct AddedLines AddedLines;

AddedLines *added_lines_new(Arena *arena);

/* Whether a place is on a line that its file did not have when its content was `before`. */
bool added_lines_have(AddedLines *lines, Str before, Location at);

#endif
