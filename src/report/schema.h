/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * JSON Schemas of the shapes that are decoded by tables of fields.
 */
#ifndef GOVLINT_REPORT_SCHEMA_H
#define GOVLINT_REPORT_SCHEMA_H

#include <stdio.h>

#include "table/decode.h"

/* Writes a schema of the shape, in draft 7, which editors support best. */
void schema_write(const Shape *shape, const char *title, FILE *out);

#endif
