/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Comments that silence findings on the line below them:
 *
 *     <!-- govlint-ignore RULE, RULE: reason -->     Markdown, HTML
 *     # govlint-ignore RULE: reason                  YAML, front matter, CODEOWNERS and the like
 *
 * A comment must be alone on its line; several may follow each other on separate lines. Text inside
 * fenced code or a YAML scalar is not a comment. A comment after something else on its line, or
 * with a similar word ("govlint-disable RULE"), is reported as a problem: otherwise it would
 * suppress nothing without anybody noticing.
 */
#ifndef GOVLINT_DOCUMENT_SUPPRESSION_H
#define GOVLINT_DOCUMENT_SUPPRESSION_H

#include "document/document.h"

typedef struct Suppression {
    Span at;             /* the comment, without surrounding white space */
    size_t line;         /* the line that it applies to, from 1 */
    Span rules;          /* as written, including commas; trimmed */
    Span reason;         /* trimmed */
    const char *problem; /* why it is not understood, or NULL */
} Suppression;

/* The comments of a document in order; none unless its state is DOCUMENT_OK or
   DOCUMENT_UNMERGED. */
const Suppression *document_suppressions(Arena *arena, const Document *document, size_t *count);

#endif
