/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Liquid, token by token, split as by its own tokenizer: `{%` up to the next `%}`, `{{` up to the
 * next `}}`, regardless of line endings and quotes in between.
 * https://github.com/Shopify/liquid/blob/v4.0.4/lib/liquid.rb#L43
 */
#include "document/liquid.h"

#include <stdint.h>
#include <string.h>

#include "base/array.h"
#include "base/ascii.h"

enum { TEXT_MASK = 'x', NOTHING_MASK = '\f' };

/* A text that is scanned from start to end; it remembers what does not occur any more, so as to
   search for that only once. */
typedef struct Scan {
    Str bytes; /* up to the end of the part */
    size_t at;
    size_t brace;    /* the last "}" that was found; SIZE_MAX if there is none ahead */
    size_t tag_end;  /* the same for "%}" */
    bool no_raw_end; /* there is no "{% endraw %}" ahead */
    ARRAY_OF(LiquidToken) tokens;
} Scan;

static bool is_word(char c) {
    return ascii_is_alphanumeric(c) || c == '_';
}

static Span trim(Str bytes, Span span) {
    while (span.start < span.end && ascii_is_space(bytes.ptr[span.start]))
        span.start++;
    while (span.end > span.start && ascii_is_space(bytes.ptr[span.end - 1]))
        span.end--;
    return span;
}

/* Where a token that begins at `open` ends, or SIZE_MAX. An output whose first "}" is not followed
   by another is not a token. */
static size_t token_end(Scan *scan, size_t open) {
    bool tag = scan->bytes.ptr[open + 1] == '%';
    size_t *close = tag ? &scan->tag_end : &scan->brace;
    if (*close < open + 2)
        *close = str_find(scan->bytes, tag ? STR("%}") : STR("}"), open + 2);
    bool ends = *close != SIZE_MAX &&
                (tag || str_starts_with(str_slice(scan->bytes, *close + 1, *close + 2), STR("}")));
    return ends ? *close + 2 : SIZE_MAX;
}

static LiquidToken token_at(Str bytes, Span span) {
    LiquidToken token = {.span = span, .content = {span.start + 2, span.end - 2}};
    /* "{%-" and "-%}" strip the white space around the tag. */
    if (token.content.start < token.content.end && bytes.ptr[token.content.start] == '-')
        token.content.start++;
    if (token.content.start < token.content.end && bytes.ptr[token.content.end - 1] == '-')
        token.content.end--;
    token.content = trim(bytes, token.content);
    if (bytes.ptr[span.start + 1] == '{')
        return token;
    size_t end = token.content.start;
    while (end < token.content.end && is_word(bytes.ptr[end]))
        end++;
    token.name = str_slice(bytes, token.content.start, end);
    token.content = trim(bytes, span_between(end, token.content.end));
    return token;
}

/* The next token; false if there is none. */
static bool next_token(Scan *scan, LiquidToken *out) {
    while (scan->at < scan->bytes.len) {
        size_t open = str_find(scan->bytes, STR("{"), scan->at);
        if (open == SIZE_MAX || open + 1 >= scan->bytes.len)
            return false;
        char second = scan->bytes.ptr[open + 1];
        scan->at = open + 1;
        size_t end = second == '{' || second == '%' ? token_end(scan, open) : SIZE_MAX;
        if (end == SIZE_MAX)
            continue;
        scan->at = end;
        *out = token_at(scan->bytes, span_between(open, end));
        return true;
    }
    return false;
}

/* Whether there is `{% endraw` at `open`. */
static bool is_end_of_raw(Str bytes, size_t open) {
    Span inside = span_between(open + 2, bytes.len);
    inside.start += inside.start < bytes.len && bytes.ptr[inside.start] == '-';
    while (inside.start < inside.end && ascii_is_space(bytes.ptr[inside.start]))
        inside.start++;
    return str_starts_with(str_slice(bytes, inside.start, inside.end), STR("endraw"));
}

/* Skips a raw text, in which only its end is a tag. */
static bool skip_raw(Scan *scan, LiquidToken *out) {
    if (scan->no_raw_end)
        return false;
    size_t open = str_find(scan->bytes, STR("{%"), scan->at);
    while (open != SIZE_MAX && !is_end_of_raw(scan->bytes, open))
        open = str_find(scan->bytes, STR("{%"), open + 2);
    size_t end = open == SIZE_MAX ? SIZE_MAX : token_end(scan, open);
    scan->no_raw_end = end == SIZE_MAX;
    if (scan->no_raw_end)
        return false;
    *out = token_at(scan->bytes, span_between(open, end));
    scan->at = end;
    return true;
}

/* Skips a comment; comments nest. */
static bool skip_comment(Scan *scan, LiquidToken *out) {
    size_t depth = 1;
    while (next_token(scan, out)) {
        depth += str_equal(out->name, STR("comment"));
        depth -= str_equal(out->name, STR("endcomment"));
        if (depth == 0)
            return true;
    }
    return false;
}

static bool begins_block(Str name) {
    static const char *const blocks[] = {"if",      "unless",    "case",     "for",
                                         "capture", "ifchanged", "tablerow", NULL};
    return str_is_one_of(name, blocks);
}

/* Whether it is `else` or the like, or an output that may be one in Mustache or Go. */
static bool begins_branch(Str bytes, const LiquidToken *token) {
    static const char *const tags[] = {"else", "elsif", "elif", "when", NULL};
    static const char *const words[] = {"if",    "else", "end",    "range", "with",
                                        "block", "each", "define", NULL};
    if (token->name.len > 0)
        return str_is_one_of(token->name, tags);
    Str content = str_slice(bytes, token->content.start, token->content.end);
    size_t end = 0;
    while (end < content.len && is_word(content.ptr[end]))
        end++;
    bool mustache = content.len > 0 && strchr("#/^", content.ptr[0]);
    return mustache || str_is_one_of(str_slice(content, 0, end), words);
}

static const LiquidBranch whole_text = {LIQUID_NONE, LIQUID_NONE, LIQUID_NONE, LIQUID_NONE};

/* Sets the branches of the tokens. An end tag that does not match the innermost block is
   ignored. */
static void find_branches(Arena *arena, Str bytes, Liquid *liquid) {
    ARRAY_OF(LiquidBranch) branches = {0};
    size_t at = 0;
    array_push(arena, &branches, whole_text);
    for (size_t i = 0; i < liquid->count; i++) {
        LiquidToken *token = &liquid->tokens[i];
        LiquidBranch around = branches.items[at];
        Str block = around.block == LIQUID_NONE ? (Str){0} : liquid->tokens[around.block].name;
        bool ends = block.len > 0 && str_starts_with(token->name, STR("end")) &&
                    str_equal(str_slice(token->name, 3, token->name.len), block);
        bool branches_off = begins_branch(bytes, token);
        token->branch = at;
        if (begins_block(token->name)) {
            array_push(arena, &branches, (LiquidBranch){at, i, i, LIQUID_NONE});
            at = branches.len - 1;
        } else if (branches_off || ends) {
            token->branch = around.parent == LIQUID_NONE ? at : around.parent;
            if (branches_off)
                array_push(arena, &branches, (LiquidBranch){around.parent, around.block, i, at});
            at = ends ? around.parent : branches.len - 1;
        }
        token->next = at;
    }
    liquid->branches = branches.items;
    liquid->branch_count = branches.len;
}

Liquid liquid_scan(Arena *arena, Str bytes, Span part) {
    Scan scan = {.bytes = str_slice(bytes, 0, part.end), .at = part.start};
    LiquidToken token;
    while (next_token(&scan, &token)) {
        array_push(arena, &scan.tokens, token);
        bool raw = str_equal(token.name, STR("raw"));
        bool comment = str_equal(token.name, STR("comment"));
        if ((raw && skip_raw(&scan, &token)) || (comment && skip_comment(&scan, &token)))
            array_push(arena, &scan.tokens, token);
    }
    Liquid liquid = {scan.tokens.items, scan.tokens.len, &whole_text, 1};
    if (liquid.count > 0)
        find_branches(arena, bytes, &liquid);
    return liquid;
}

size_t liquid_branch_at(const Liquid *liquid, size_t offset) {
    size_t low = 0; /* all tokens before this one end at or before the offset */
    size_t high = liquid->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (liquid->tokens[middle].span.end <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? liquid->tokens[low - 1].next : 0;
}

bool liquid_next_part(Str *rest, Str *part) {
    if (rest->len == 0)
        return false;
    char quote = '\0';
    size_t end = 0;
    for (; end < rest->len && (quote || rest->ptr[end] != '|'); end++) {
        char c = rest->ptr[end];
        if (quote && c == quote)
            quote = '\0';
        else if (!quote && (c == '"' || c == '\''))
            quote = c;
    }
    *part = str_trim(str_slice(*rest, 0, end));
    *rest = str_slice(*rest, end + 1, rest->len);
    return true;
}

bool liquid_unquote(Str literal, Str *text) {
    bool quoted = literal.len >= 2 && (literal.ptr[0] == '"' || literal.ptr[0] == '\'') &&
                  literal.ptr[literal.len - 1] == literal.ptr[0];
    *text = quoted ? str_slice(literal, 1, literal.len - 1) : (Str){0};
    return quoted && (text->len == 0 || memchr(text->ptr, literal.ptr[0], text->len) == NULL);
}

/* Whether a tag is replaced by text. */
static bool writes_text(Str name) {
    return name.len == 0 || str_equal(name, STR("link")) || str_equal(name, STR("post_url"));
}

/* The index of the tag that ends a block, or that of its start if there is none. */
static size_t block_end(const Liquid *liquid, size_t start, Str end) {
    for (size_t i = start + 1; i < liquid->count; i++)
        if (str_equal(liquid->tokens[i].name, end))
            return i;
    return start;
}

Str liquid_mask(Arena *arena, Str bytes, Span part) {
    Liquid liquid = liquid_scan(arena, bytes, part);
    if (liquid.count == 0)
        return bytes;
    char *masked = arena_alloc_bytes(arena, bytes.len);
    memcpy(masked, bytes.ptr, bytes.len);
    bool open_code = false; /* a highlight block was not closed, so no later one is either */
    for (size_t i = 0; i < liquid.count; i++) {
        const LiquidToken *first = &liquid.tokens[i];
        bool code = str_equal(first->name, STR("highlight")) && !open_code;
        if (str_equal(first->name, STR("comment")) && i + 1 < liquid.count)
            i++;
        else if (code)
            i = block_end(&liquid, i, STR("endhighlight"));
        open_code = open_code || (code && first == &liquid.tokens[i]);
        memset(masked + first->span.start,
               code || writes_text(first->name) ? TEXT_MASK : NOTHING_MASK,
               liquid.tokens[i].span.end - first->span.start);
    }
    return (Str){masked, bytes.len};
}
