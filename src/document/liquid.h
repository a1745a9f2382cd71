/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Liquid, the language of Jekyll's templates: the tags and outputs of a text, each with its bytes.
 * https://jekyllrb.com/docs/liquid/, https://shopify.github.io/liquid/
 *
 * The text between `{% raw %}` and `{% endraw %}`, and in comments, contains none. A tag that is
 * not closed is text.
 */
#ifndef GOVLINT_DOCUMENT_LIQUID_H
#define GOVLINT_DOCUMENT_LIQUID_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "document/source.h"

#define LIQUID_NONE ((size_t)-1)

typedef struct LiquidToken {
    Span span;     /* with its braces */
    Str name;      /* of a tag: "for"; empty for an output */
    Span content;  /* what is inside, trimmed; for a tag, what follows its name */
    size_t branch; /* the branch it is in; for `if`, `else` and `endif` the one around all three */
    size_t next;   /* the branch of the text after it */
} LiquidToken;

/*
 * A part of a text that is output as a whole or not at all: the text after an `if` up to its
 * `else`, the body of a loop. Branch 0 is the text itself.
 */
typedef struct LiquidBranch {
    size_t parent; /* the enclosing branch, or LIQUID_NONE */
    size_t block;  /* the token that begins the block, `if`; or LIQUID_NONE */
    size_t token;  /* the token that begins the branch, `else`; or LIQUID_NONE */
    size_t before; /* the previous branch of the same block, or LIQUID_NONE */
} LiquidBranch;

typedef struct Liquid {
    LiquidToken *tokens; /* in document order */
    size_t count;
    const LiquidBranch *branches; /* at least the first */
    size_t branch_count;
} Liquid;

/*
 * The tokens in `part`, with places relative to all of `bytes`. Linear in the part's length.
 * Outputs that only other template languages understand (`{{#if a}}`, `{{ end }}`) begin a branch,
 * since it is unknown which text is output together after them.
 */
Liquid liquid_scan(Arena *arena, Str bytes, Span part);

/* The branch that contains a place outside all tokens. */
size_t liquid_branch_at(const Liquid *liquid, size_t offset);

/* Removes the text up to the next unquoted `|`, trimmed, from an expression with filters. */
bool liquid_next_part(Str *rest, Str *part);

/* The text of a literal, "x" or 'x'; false for anything else. */
bool liquid_unquote(Str literal, Str *text);

/*
 * A copy of `bytes`, of the same length, in which Liquid cannot be taken for Markdown or HTML.
 * Whatever becomes text (outputs, links, code to highlight) is replaced by letters. Whatever
 * becomes nothing (other tags, comments with all their content) is replaced by form feeds, which
 * are white space in HTML but not indentation in Markdown. `bytes` itself if `part` has no Liquid.
 */
Str liquid_mask(Arena *arena, Str bytes, Span part);

#endif
