/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The meaning of a Liquid output or tag in a link. */
#ifndef GOVLINT_TABLE_JEKYLL_VALUE_H
#define GOVLINT_TABLE_JEKYLL_VALUE_H

#include "base/str.h"
#include "document/liquid.h"

typedef enum JekyllMeaning {
    JEKYLL_VALUE_UNKNOWN,
    JEKYLL_VALUE_PLAIN,  /* just the literal */
    JEKYLL_VALUE_ROOTED, /* the site's URL or baseurl, followed by the literal */
    JEKYLL_VALUE_SELF,   /* the page's own URL */
    JEKYLL_VALUE_FILE,   /* the page of the file that the literal names */
    JEKYLL_VALUE_POST,
} JekyllMeaning;

typedef struct JekyllValue {
    JekyllMeaning meaning;
    Str literal;
    bool host; /* rooted by site.url only: what follows includes the baseurl */
} JekyllValue;

/* The value of a token of the link; its `literal` is a slice of the link. */
JekyllValue jekyll_value_of(Str link, const LiquidToken *token);

#endif
