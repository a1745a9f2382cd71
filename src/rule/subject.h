/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Subjects of a pack, which group its rules in the documentation. Internal to rule/.
 *
 *     subjects:
 *       Special interest groups: ['sig-*', 'subgroup-*']
 *       Meetings: [sig-without-codeowner, 'minutes-*']
 */
#ifndef GOVLINT_RULE_SUBJECT_H
#define GOVLINT_RULE_SUBJECT_H

#include "rule/rule.h"

typedef struct Subject {
    Str name;
    TextList rules;        /* ids, or globs that match them */
    const Pattern **globs; /* each of these, compiled */
} Subject;

typedef struct Subjects {
    Subject *items;
    size_t count;
} Subjects;

extern const Shape subjects_shape;

bool subjects_decode(const Decoder *decoder, const YamlNode *node, Subjects *out, Error *error);

/* Sets a rule's subject: the first that names its id, else the first with a glob matching it. */
void subjects_assign(const Subjects *subjects, Rule *rule);

#endif
