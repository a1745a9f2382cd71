/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Outputs in loops over data files. For each output, the enclosing loop is searched for from the
 * inside out; the blocks between the two decide whether it is known when the output is printed.
 */
#include "table/printed.h"

#include <stdint.h>
#include <string.h>

#include "base/ascii.h"
#include "base/budget.h"
#include "base/map.h"
#include "base/path.h"
#include "document/html.h"

enum {
    MOST_NESTING = 32, /* an output inside more blocks is left out */
    MOST_TEXT = 1000,  /* bytes of a tag; a longer one is not parsed */
    MOST_NAMES = 6     /* of a variable: site.data.a.b */
};

/* A variable with its fields, "member.title" or site.data["board"]. */
typedef struct Variable {
    Str names[MOST_NAMES];
    size_t count;
} Variable;

/* A condition that an entry must meet to be printed. */
typedef struct Condition {
    Str field;
    bool is_text; /* the field must equal `text`; else be true or false as `truthy` says */
    bool truthy;
    Str text;
} Condition;

typedef struct Scan {
    Arena *arena;
    Documents *documents;
    const Document *page;
    const Liquid *liquid;
    Map assigned; /* variable → its token, or `several` */
    const LiquidToken *several;
    size_t jump; /* the last `break` or `continue`, or LIQUID_NONE */
} Scan;

/* An output, and the loop around it. */
typedef struct Output {
    Str variable;
    Str field;
    Variable data; /* what the loop iterates over: site.data.board */
    ARRAY_OF(Condition) conditions;
} Output;

/* expressions */

/* Takes "name", ".name" or ["name"] off a variable. */
static bool take_name(Str *text, bool first, Str *out) {
    size_t start = 0;
    if (!first && str_starts_with(*text, STR("["))) {
        size_t end = str_find(*text, STR("]"), 0);
        bool literal = liquid_unquote(str_trim(str_slice(*text, 1, end)), out);
        *text = str_slice(*text, end == SIZE_MAX ? end : end + 1, text->len);
        return literal && end != SIZE_MAX;
    }
    if (!first && text->ptr[start++] != '.')
        return false;
    size_t end = start;
    while (end < text->len && ascii_is_name(text->ptr[end]))
        end++;
    *out = str_slice(*text, start, end);
    *text = str_slice(*text, end, text->len);
    return end > start && !ascii_is_digit(out->ptr[0]);
}

/* Parses a variable; false for anything else. */
static bool read_variable(Str text, Variable *out) {
    out->count = 0;
    while (text.len > 0) {
        if (out->count == MOST_NAMES || !take_name(&text, out->count == 0, &out->names[out->count]))
            return false;
        out->count++;
    }
    return out->count > 0;
}

static bool is_data(const Variable *variable) {
    return variable->count > 2 && str_equal(variable->names[0], STR("site")) &&
           str_equal(variable->names[1], STR("data"));
}

/* Takes the next word off a text. A word may contain quoted text and "[…]". */
static bool next_word(Str *rest, Str *out) {
    *rest = str_trim(*rest);
    size_t end = 0;
    char quote = '\0';
    for (; end < rest->len && (quote || !strchr(" \t\r\n", rest->ptr[end])); end++) {
        char c = rest->ptr[end];
        if (quote && c == quote)
            quote = '\0';
        else if (!quote && (c == '"' || c == '\''))
            quote = c;
    }
    *out = str_slice(*rest, 0, end);
    *rest = str_slice(*rest, end, rest->len);
    return out->len > 0;
}

/* Whether a word of a condition is the same for all entries: an operator, a literal, a number, or a
   variable of the site or the page. */
static bool is_constant(Str word) {
    static const char *const words[] = {
        "==", "!=",   "<>",       "<",     ">",     "<=",  ">=",    "and",
        "or", "true", "contains", "false", "empty", "nil", "blank", NULL};
    static const char *const roots[] = {"site", "page", "layout", "jekyll", "include", NULL};
    Variable variable;
    Str text;
    bool number = word.len > 0 && ascii_is_digit(word.ptr[0]);
    return number || str_is_one_of(word, words) || liquid_unquote(word, &text) ||
           (read_variable(word, &variable) && str_is_one_of(variable.names[0], roots));
}

/*
 * Adds what a condition requires of the entries. False if it tests the field itself or is not
 * understood.
 */
static bool add_condition(Scan *scan, Output *output, Str text, bool truthy) {
    Variable variable;
    if (read_variable(text, &variable) && variable.count == 2 &&
        str_equal(variable.names[0], output->variable)) {
        Condition condition = {.field = variable.names[1], .truthy = truthy};
        array_push(scan->arena, &output->conditions, condition);
        return !str_equal(variable.names[1], output->field);
    }
    for (Str word; next_word(&text, &word);)
        if (!is_constant(word))
            return false;
    return true;
}

/* The collection of a loop */

static Str content(const Scan *scan, const LiquidToken *token) {
    Str text = source_slice(scan->page->source, token->content);
    return text.len <= MOST_TEXT ? text : (Str){0};
}

/* Adds a filter: one that keeps all entries, or `where: "field", "text"`. */
static bool add_filter(Scan *scan, Output *output, Str filter) {
    static const char *const orders[] = {"sort", "sort_natural", "reverse", "shuffle", NULL};
    size_t colon = str_find(filter, STR(":"), 0);
    Str name = str_trim(str_slice(filter, 0, colon));
    if (str_is_one_of(name, orders))
        return true;
    Str argument = colon == SIZE_MAX ? (Str){0} : str_slice(filter, colon + 1, filter.len);
    size_t comma = str_find(argument, STR(","), 0);
    Condition condition = {.is_text = true};
    if (!str_equal(name, STR("where")) || comma == SIZE_MAX ||
        !liquid_unquote(str_trim(str_slice(argument, 0, comma)), &condition.field))
        return false;
    Str value = str_trim(str_slice(argument, comma + 1, argument.len));
    bool flag = str_equal(value, STR("true")) || str_equal(value, STR("false"));
    if (flag)
        condition.text = value;
    else if (!liquid_unquote(value, &condition.text))
        return false;
    array_push(scan->arena, &output->conditions, condition);
    return true;
}

/* Parses "name = site.data.board | where: …"; false if anything else sets the name. */
static bool read_assigned(Scan *scan, Output *output, Str name) {
    const LiquidToken *token = map_get(&scan->assigned, name);
    if (!token || token == scan->several || token->branch != 0)
        return false;
    Str rest = content(scan, token);
    size_t equals = str_find(rest, STR("="), 0);
    rest = str_slice(rest, equals == SIZE_MAX ? equals : equals + 1, rest.len);
    Str part;
    if (!liquid_next_part(&rest, &part) || !read_variable(part, &output->data))
        return false;
    while (liquid_next_part(&rest, &part))
        if (!add_filter(scan, output, part))
            return false;
    return is_data(&output->data);
}

/* Parses "member in site.data.board reversed"; false if the loop is not over all of the data. */
static bool read_loop(Scan *scan, Output *output, Str rest) {
    Str variable, in, collection, parameter;
    if (!next_word(&rest, &variable) || !next_word(&rest, &in) || !next_word(&rest, &collection))
        return false;
    while (next_word(&rest, &parameter))
        if (!str_equal(parameter, STR("reversed")))
            return false;
    if (!read_variable(collection, &output->data))
        return false;
    return is_data(&output->data) ||
           (output->data.count == 1 && read_assigned(scan, output, collection));
}

static bool is_loop_of(const Scan *scan, const LiquidToken *token, Str variable) {
    Str rest = content(scan, token);
    Str word;
    return str_equal(token->name, STR("for")) && next_word(&rest, &word) &&
           str_equal(word, variable);
}

/* The blocks around an output */

/* Adds the condition for a branch of an `if` or `unless`; false for other blocks. */
static bool add_branch(Scan *scan, Output *output, const LiquidBranch *branch) {
    const LiquidToken *block = &scan->liquid->tokens[branch->block];
    const LiquidToken *token = &scan->liquid->tokens[branch->token];
    bool unless = str_equal(block->name, STR("unless"));
    if (!unless && !str_equal(block->name, STR("if")))
        return false;
    bool first = branch->token == branch->block;
    bool second = str_equal(token->name, STR("else")) && branch->before != LIQUID_NONE &&
                  scan->liquid->branches[branch->before].token == branch->block;
    return (first || second) && add_condition(scan, output, content(scan, block), first != unless);
}

/* Finds the loop over data that sets the output's variable; false if that is not certain. */
static bool find_loop(Scan *scan, Output *output, size_t branch) {
    for (int depth = 0; depth < MOST_NESTING; depth++) {
        const LiquidBranch *around = &scan->liquid->branches[branch];
        if (around->block == LIQUID_NONE || around->parent == LIQUID_NONE)
            return false;
        const LiquidToken *block = &scan->liquid->tokens[around->block];
        if (is_loop_of(scan, block, output->variable)) {
            bool jumps = scan->jump != LIQUID_NONE && scan->jump > around->block;
            return !jumps && around->token == around->block &&
                   read_loop(scan, output, content(scan, block));
        }
        if (!add_branch(scan, output, around))
            return false;
        branch = around->parent;
    }
    return false;
}

/* Parses "{{ member.title | escape }}". */
static bool read_output(const Scan *scan, const LiquidToken *token, Output *out, Span *at) {
    Str rest = content(scan, token);
    Str part;
    Variable variable;
    if (token->name.len > 0 || !liquid_next_part(&rest, &part) || !read_variable(part, &variable) ||
        variable.count != 2)
        return false;
    *at = span_part(token->content, 0, part.len);
    *out = (Output){.variable = variable.names[0], .field = variable.names[1]};
    while (liquid_next_part(&rest, &part))
        if (str_starts_with(part, STR("default")))
            return false;
    return !map_get(&scan->assigned, out->variable);
}

/* Finds the variables that are set by anything other than a loop. */
static void find_assigned(Scan *scan) {
    static const char *const tags[] = {"assign", "capture", "increment", "decrement", NULL};
    for (size_t i = 0; i < scan->liquid->count; i++) {
        const LiquidToken *token = &scan->liquid->tokens[i];
        Str text = content(scan, token);
        size_t end = 0;
        while (end < text.len && ascii_is_name(text.ptr[end]))
            end++;
        Str name = str_slice(text, 0, end);
        if (!str_is_one_of(token->name, tags))
            continue;
        bool once = !map_get(&scan->assigned, name) && str_equal_c(token->name, tags[0]);
        map_put(&scan->assigned, name, once ? (void *)token : (void *)scan->several);
    }
}

/* data */

/* The file of site.data.a.b: _data/a/b.yml, or _data/a.yml with `*rest` names to follow in it. */
static const Document *find_data(const Scan *scan, const Variable *data, size_t *rest) {
    static const char *const extensions[] = {".yml", ".yaml", ".json"};
    const Snapshot *snapshot = scan->page->repository->snapshot;
    for (size_t count = data->count; count > 2; count--) {
        Str path = STR("_data");
        for (size_t i = 2; i < count; i++)
            path = path_join(scan->arena, path, data->names[i]);
        for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
            Str file = str_printf(scan->arena, STR_FMT "%s", STR_ARG(path), extensions[i]);
            *rest = data->count - count;
            if (snapshot_find(snapshot, file))
                return documents_get(scan->documents, scan->page->repository, file);
        }
    }
    return NULL;
}

/* The list that the loop iterates over; NULL if the data is not a list. */
static const YamlNode *find_list(const Variable *data, size_t rest, const YamlStream *stream) {
    const YamlNode *node = stream->count == 1 ? yaml_resolve(stream->documents[0]) : NULL;
    for (size_t i = data->count - rest; node && i < data->count; i++) {
        const YamlPair *pair = yaml_lookup(node, data->names[i]);
        node = pair ? yaml_resolve(pair->value) : NULL;
    }
    return node && node->kind == YAML_KIND_SEQUENCE ? node : NULL;
}

/* Psych reads YAML 1.1: https://yaml.org/type/bool.html. Returns -1 if it is not a boolean. */
static int truth_of(const YamlNode *value) {
    static const Str yes[] = {STR_INIT("true"), STR_INIT("yes"), STR_INIT("on")};
    static const Str no[] = {STR_INIT("false"), STR_INIT("no"), STR_INIT("off")};
    if (value->kind != YAML_KIND_SCALAR || value->style != YAML_STYLE_PLAIN)
        return -1;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (str_equal_nocase(value->text, yes[i]) || str_equal_nocase(value->text, no[i]))
            return str_equal_nocase(value->text, yes[i]);
    return -1;
}

static const YamlNode *value_of(const YamlNode *entry, Str field) {
    const YamlPair *pair = yaml_lookup(entry, field);
    return pair && !yaml_is_null(pair->value) ? yaml_resolve(pair->value) : NULL;
}

const YamlNode *printed_value(const YamlNode *entry, Str field) {
    const YamlNode *value = value_of(entry, field);
    bool empty = value && value->kind == YAML_KIND_SCALAR && str_trim(value->text).len == 0;
    return empty ? NULL : value;
}

/* In Liquid everything except nil and false is true, even an empty text. */
static bool holds(const Condition *condition, const YamlNode *entry) {
    const YamlNode *value = value_of(entry, condition->field);
    int truth = value ? truth_of(value) : 0;
    if (!condition->is_text)
        return (truth != 0) == condition->truthy;
    Str text = !value || value->kind != YAML_KIND_SCALAR ? (Str){0}
               : truth < 0                               ? value->text
               : truth                                   ? STR("true")
                                                         : STR("false");
    return str_equal(text, condition->text);
}

static bool is_printed(const Output *output, const YamlNode *entry) {
    for (size_t i = 0; i < output->conditions.len; i++)
        if (!holds(&output->conditions.items[i], entry))
            return false;
    return entry->kind == YAML_KIND_MAPPING;
}

static void add_field(Scan *scan, const Output *output, Span at, size_t *budget,
                      PrintedFields *out) {
    size_t rest = 0;
    const Document *data = find_data(scan, &output->data, &rest);
    if (!data || data->state == DOCUMENT_MISSING)
        return;
    const YamlStream *stream = document_yaml(data);
    if (data->state != DOCUMENT_OK || stream->failed) {
        out->problem =
            str_printf(scan->arena, STR_FMT " does not parse as YAML", STR_ARG(data->source->path));
        return;
    }
    const YamlNode *list = find_list(&output->data, rest, stream);
    if (!list || !budget_spend(budget, list->count))
        return;
    PrintedField field = {.at = {scan->page->source, at}, .field = output->field, .data = data};
    field.entries = arena_new_array(scan->arena, list->count, const YamlNode *);
    for (size_t i = 0; i < list->count; i++) {
        const YamlNode *entry = yaml_resolve(list->as.items[i]);
        if (!is_printed(output, entry))
            continue;
        field.entries[field.count++] = entry;
        field.lacking += printed_value(entry, output->field) == NULL;
    }
    array_push(scan->arena, &out->items, field);
}

void printed_fields(Arena *arena, Documents *documents, const Document *page, size_t *budget,
                    PrintedFields *out) {
    static const LiquidToken several = {0};
    Scan scan = {.arena = arena,
                 .documents = documents,
                 .page = page,
                 .several = &several,
                 .jump = LIQUID_NONE};
    HtmlComments comments = {.text = page->source->bytes};
    *out = (PrintedFields){0};
    scan.liquid = document_liquid(page);
    map_init(&scan.assigned, arena);
    find_assigned(&scan);
    for (size_t i = 0; i < scan.liquid->count; i++) {
        Output output;
        Span at;
        const LiquidToken *token = &scan.liquid->tokens[i];
        if (str_equal(token->name, STR("break")) || str_equal(token->name, STR("continue")))
            scan.jump = i;
        if (read_output(&scan, token, &output, &at) && !html_in_comment(&comments, at.start) &&
            find_loop(&scan, &output, token->branch))
            add_field(&scan, &output, at, budget, out);
    }
}
