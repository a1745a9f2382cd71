/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * URLs and references to them, taken apart as RFC 3986 has it (section 4.1, appendix B), without
 * judging whether they are well-formed.
 * https://www.rfc-editor.org/rfc/rfc3986
 */
#ifndef GOVLINT_BASE_URL_H
#define GOVLINT_BASE_URL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* All parts are slices of the text; one that is not there is empty with a NULL pointer. */
typedef struct Url {
    Str scheme;   /* without ":" */
    Str host;     /* the authority behind "//": with a port, where there is one */
    Str path;     /* up to "?" or "#"; of "mailto:x", "x" */
    Str query;    /* without "?" */
    Str fragment; /* without "#" */
} Url;

void url_split(Str text, Url *out);

/* Whether it has a scheme or a host: it is no path relative to where it stands. */
bool url_is_absolute(const Url *url);

/* Escapes (section 2.1) resolved; a "%" that begins none stays. */
Str url_decode(Arena *arena, Str text);

/*
 * A path as the destination of a Markdown link: what would end it, or be taken for markup or for
 * another part of the URL, is escaped. CommonMark 0.29, 6.6 (links); RFC 3986, section 2.1.
 */
Str url_escape_path(Arena *arena, Str path);

#endif
