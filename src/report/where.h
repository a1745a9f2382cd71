/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Places as other programs name them: paths from the current folder, URIs, lines and columns.
 * Internal to report/.
 */
#ifndef GOVLINT_REPORT_WHERE_H
#define GOVLINT_REPORT_WHERE_H

#include "report/report.h"

/*
 * The path from the current folder, without "./", "//" and needless "..", and without the revision
 * that a label may name; "." for the current folder. Its bytes are those of the file system. For a
 * repository that is only known by name, it is not a path but "NAME@REVISION:PATH".
 */
Str where_path(Arena *arena, const ReportOptions *options, const Source *source);

/* Whether the source is outside the current folder. */
bool where_is_outside(Arena *arena, const ReportOptions *options, const Source *source);

/* The path as a relative reference (RFC 3986), or file:///… if it is absolute. */
Str where_uri(Arena *arena, Str path);

/* The lines and columns of a place; not `known` for a folder or a file without bytes. */
typedef struct Region {
    bool known;
    Position start;
    Position end; /* after the last code point */
} Region;

Region where_region(Location at);

/* "PATH:LINE:COLUMN" of where_path, escaped; only the path if there are no bytes. */
Str where_place(Arena *arena, const ReportOptions *options, Location at);

#endif
