/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * URLs and relative references, split as in RFC 3986 (section 4.1, appendix B), without checking
 * whether they are well-formed.
 * https://www.rfc-editor.org/rfc/rfc3986
 */
#ifndef GOVLINT_BASE_URL_H
#define GOVLINT_BASE_URL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* All parts are slices of the text; a missing part is empty with a NULL pointer. */
typedef struct Url {
    Str scheme;   /* without ":" */
    Str host;     /* the authority after "//", including a port if there is one */
    Str path;     /* up to "?" or "#"; of "mailto:x", "x" */
    Str query;    /* without "?" */
    Str fragment; /* without "#" */
} Url;

void url_split(Str text, Url *out);

/* Whether it has a scheme or a host, and so is not a path relative to the document it is in. */
bool url_is_absolute(const Url *url);

/* Resolves percent-escapes (section 2.1); a "%" that does not begin one stays. */
Str url_decode(Arena *arena, Str text);

/*
 * A path escaped for use as a Markdown link destination: anything that would end it or be taken for
 * markup or another part of the URL. CommonMark 0.29, 6.6 (links); RFC 3986, section 2.1.
 */
Str url_escape_path(Arena *arena, Str path);

#endif
