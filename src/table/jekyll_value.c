/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "table/jekyll_value.h"

#include <stdint.h>

/* https://jekyllrb.com/docs/variables/#site-variables */
static bool is_host(Str variable) {
    return str_equal(variable, STR("site.url"));
}

static bool is_base(Str variable) {
    return str_equal(variable, STR("site.baseurl")) || is_host(variable) ||
           str_equal(variable, STR("site.github.url"));
}

static JekyllValue first_value(Str part) {
    JekyllValue value = {.meaning = JEKYLL_VALUE_UNKNOWN};
    if (liquid_unquote(part, &value.literal))
        value.meaning = JEKYLL_VALUE_PLAIN;
    else if (is_base(part))
        value = (JekyllValue){.meaning = JEKYLL_VALUE_ROOTED, .host = is_host(part)};
    else if (str_equal(part, STR("page.url")))
        value = (JekyllValue){.meaning = JEKYLL_VALUE_SELF};
    return value;
}

/* https://jekyllrb.com/docs/liquid/filters/ */
static void apply_filter(JekyllValue *value, Str filter) {
    static const char *const same[] = {"escape", "xml_escape", "uri_escape", "strip", NULL};
    size_t colon = str_find(filter, STR(":"), 0);
    Str name = str_trim(str_slice(filter, 0, colon));
    Str argument =
        colon == SIZE_MAX ? (Str){0} : str_trim(str_slice(filter, colon + 1, filter.len));
    bool root = str_equal(name, STR("relative_url")) || str_equal(name, STR("absolute_url")) ||
                (str_equal(name, STR("prepend")) && is_base(argument));
    bool empty = value->meaning == JEKYLL_VALUE_ROOTED && value->literal.len == 0;
    if (str_is_one_of(name, same))
        return;
    if (root || is_base(argument))
        value->host = is_host(argument) && (value->meaning == JEKYLL_VALUE_PLAIN || value->host);
    if (root && value->meaning != JEKYLL_VALUE_SELF && value->meaning != JEKYLL_VALUE_UNKNOWN)
        value->meaning = JEKYLL_VALUE_ROOTED;
    else if (str_equal(name, STR("append")) && empty && is_base(argument))
        return;
    else if (str_equal(name, STR("append")) && empty && liquid_unquote(argument, &value->literal))
        return;
    else if (!root || value->meaning != JEKYLL_VALUE_SELF)
        value->meaning = JEKYLL_VALUE_UNKNOWN;
}

JekyllValue jekyll_value_of(Str link, const LiquidToken *token) {
    Str content = str_slice(link, token->content.start, token->content.end);
    if (str_equal(token->name, STR("link")))
        return (JekyllValue){.meaning = JEKYLL_VALUE_FILE, .literal = content};
    if (str_equal(token->name, STR("post_url")))
        return (JekyllValue){.meaning = JEKYLL_VALUE_POST, .literal = content};
    JekyllValue value = {.meaning = JEKYLL_VALUE_UNKNOWN};
    Str part;
    if (token->name.len > 0 || !liquid_next_part(&content, &part))
        return value;
    value = first_value(part);
    while (liquid_next_part(&content, &part))
        apply_filter(&value, part);
    return value;
}
