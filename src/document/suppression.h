/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Comments that silence findings on the line below them:
 *
 *     <!-- govlint-ignore RULE, RULE: reason -->     Markdown, HTML
 *     # govlint-ignore RULE: reason                  YAML, front matter, CODEOWNERS and the like
 *
 * A comment stands alone on its line; several may stand above each other. What is inside fenced
 * code or a text of YAML is no comment. One that follows something else on its line, or was meant
 * so in other words ("govlint-disable RULE"), has a problem: else it would hold back nothing, and
 * nobody would know.
 */
#ifndef GOVLINT_DOCUMENT_SUPPRESSION_H
#define GOVLINT_DOCUMENT_SUPPRESSION_H

#include "document/document.h"

typedef struct Suppression {
    Span at;             /* the comment, without white space around */
    size_t line;         /* the line that it is about, from 1 */
    Span rules;          /* as written, with their commas; trimmed */
    Span reason;         /* trimmed */
    const char *problem; /* why it is not understood, or NULL */
} Suppression;

/* The comments of a document in order; none unless its state is DOCUMENT_OK or DOCUMENT_UNMERGED.
 */
const Suppression *document_suppressions(Arena *arena, const Document *document, size_t *count);

#endif
