/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Finding front matter; for document_parts.c only.
 */
#ifndef GOVLINT_DOCUMENT_FRONT_MATTER_H
#define GOVLINT_DOCUMENT_FRONT_MATTER_H

#include "document/document.h"

/* The front matter of a source in UTF-8. `*behind` is where the text after it begins. */
FrontMatter *front_matter_read(Arena *arena, const Source *source, size_t *behind);

#endif
