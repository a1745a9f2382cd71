/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Liquid, the language of Jekyll's templates: the tags and outputs of a text, each with its bytes.
 * https://jekyllrb.com/docs/liquid/, https://shopify.github.io/liquid/
 *
 * What stands between `{% raw %}` and `{% endraw %}`, and in a comment, has none. A tag that is not
 * closed is text.
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
    Span content;  /* what is inside, trimmed; of a tag what follows its name */
    size_t branch; /* that it stands in: of `if`, `else` and `endif` the one around all three */
    size_t next;   /* the branch of what follows it */
} LiquidToken;

/*
 * A part of a text that is written together or not at all: what stands behind an `if` up to its
 * `else`, the body of a loop. Branch 0 is the text itself.
 */
typedef struct LiquidBranch {
    size_t parent; /* the branch around, or LIQUID_NONE */
    size_t block;  /* the token that begins the block, `if`; or LIQUID_NONE */
    size_t token;  /* the token that begins the branch, `else`; or LIQUID_NONE */
    size_t before; /* the branch of the same block before this, or LIQUID_NONE */
} LiquidBranch;

typedef struct Liquid {
    LiquidToken *tokens; /* in order of their places */
    size_t count;
    const LiquidBranch *branches; /* at least the first */
    size_t branch_count;
} Liquid;

/*
 * The tokens of the bytes of `part`, with places in all of `bytes`. Linear in the part's length.
 * Outputs that only mean something to other languages of templates (`{{#if a}}`, `{{ end }}`) begin
 * a branch, as nobody knows what is written together then.
 */
Liquid liquid_scan(Arena *arena, Str bytes, Span part);

/* The branch that a place, outside of all tokens, lies in. */
size_t liquid_branch_at(const Liquid *liquid, size_t offset);

/* Takes the text up to the next `|` that is not quoted, trimmed, off an expression with filters. */
bool liquid_next_part(Str *rest, Str *part);

/* The text of a literal, "x" or 'x'; false for anything else. */
bool liquid_unquote(Str literal, Str *text);

/*
 * A copy of `bytes`, of the same length, in which nothing of Liquid can be taken for Markdown or
 * HTML: what becomes text (outputs, links, code to highlight) is letters, and what becomes nothing
 * (other tags, comments with all that is in them) is form feeds, which are white space in HTML but
 * no indentation in Markdown. `bytes` itself where `part` has no Liquid.
 */
Str liquid_mask(Arena *arena, Str bytes, Span part);

#endif
