/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Decoding the examples of a rule file. example.h runs them. */
#ifndef GOVLINT_RULE_RULE_EXAMPLE_H
#define GOVLINT_RULE_RULE_EXAMPLE_H

#include "rule/rule.h"

/* The shape of examples, for the schema. */
extern const Shape examples_shape;

/* Adds the examples in the sequence at `node` to the rule; false and an error if one is invalid. */
bool examples_decode(const Decoder *decoder, const YamlNode *node, Rule *rule, Error *error);

#endif
