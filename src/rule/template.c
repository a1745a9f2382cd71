/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Templates are parsed once into literal and placeholder parts, and rendered for each failure.
 */
#include "rule/template.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/character.h"
#include "base/nearest.h"
#include "base/path.h"
#include "base/url.h"

typedef enum Origin { FROM_ROW, FROM_PARENT, FROM_OTHER, FROM_CHECK, FROM_LITERAL } Origin;

typedef enum CheckWord { WORD_VALUE, WORD_NEAREST, WORD_COUNT, WORD_DETAIL, WORD_NONE } CheckWord;

static const char *const check_words[] = {"value", "nearest", "count", "detail"};

#define MAX_FILTERS 3

typedef Str (*FilterFn)(Arena *arena, Str text, const TemplateValues *values);

typedef struct Filter {
    const char *name;
    FilterFn apply;
} Filter;

/* One of the alternatives of a placeholder. */
typedef struct Choice {
    Origin origin;
    Str name; /* of the column, or the literal text */
    CheckWord word;
    const Filter *filters[MAX_FILTERS]; /* applied in order, up to the first NULL */
} Choice;

typedef struct TemplatePart {
    Str literal; /* if there are no choices */
    Choice *choices;
    size_t choice_count;
} TemplatePart;

typedef struct Parsing {
    const Decoder *decoder;
    const YamlNode *node;
    const TableDef *table;
    const TableDef *const *others;
    size_t other_count;
    const char *says;
} Parsing;

struct TemplateText {
    Parsing parsing;
    bool parsed;
    TemplatePart *parts;
    size_t count;
};

/* Makes a path of the same repository relative to the folder of the row's file. */
static Str filter_relative(Arena *arena, Str text, const TemplateValues *values) {
    return path_relative(arena, path_folder(values->row->at.source->path), text);
}

static Str filter_url(Arena *arena, Str text, const TemplateValues *values) {
    (void)values;
    return url_escape_path(arena, text);
}

static Str filter_trim(Arena *arena, Str text, const TemplateValues *values) {
    (void)arena, (void)values;
    return str_trim(text);
}

/* For folder names: replaces every run of blanks, and of characters that a path should not contain,
   with "-", except at the start and the end. */
static Str filter_hyphens(Arena *arena, Str text, const TemplateValues *values) {
    (void)values;
    StrBuf out;
    strbuf_init(&out, arena);
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        bool bad = c <= ' ' || c == 0x7f || c == '/' || c == '\\' || c == ':' || c == '*' ||
                   c == '?' || c == '"' || c == '<' || c == '>' || c == '|' || c == '-';
        if (!bad)
            strbuf_append_char(&out, (char)c);
        else if (out.len > 0 && out.ptr[out.len - 1] != '-')
            strbuf_append_char(&out, '-');
    }
    Str name = strbuf_str(&out);
    return str_slice(name, 0, name.len - str_ends_with(name, STR("-")));
}

static Str filter_lf(Arena *arena, Str text, const TemplateValues *values) {
    (void)values;
    return str_with_lf(arena, text);
}

static Str filter_names(Arena *arena, Str text, const TemplateValues *values) {
    (void)values;
    return character_names(arena, text);
}

static const Filter filters[] = {
    {"relative", filter_relative}, {"url", filter_url}, {"trim", filter_trim},
    {"hyphens", filter_hyphens},   {"lf", filter_lf},   {"names", filter_names}};

enum { FILTER_COUNT = sizeof filters / sizeof *filters };

static bool find_column(const Parsing *parsing, const TableDef *table, Str name, Error *error) {
    size_t column;
    return table_def_find_column(parsing->decoder, table, (Text){name, parsing->node}, &column,
                                 error);
}

static CheckWord check_word(Str name) {
    size_t word = 0;
    while (word < WORD_NONE && !str_equal_c(name, check_words[word]))
        word++;
    return (CheckWord)word;
}

static bool parse_filter(const Parsing *parsing, Str name, const Filter **out, Error *error) {
    Str names[FILTER_COUNT];
    for (size_t i = 0; i < FILTER_COUNT; i++) {
        names[i] = str_from_c(filters[i].name);
        if (str_equal(names[i], name))
            *out = &filters[i];
    }
    return *out || decode_unknown(parsing->decoder, parsing->node, "filter", name, "", names,
                                  FILTER_COUNT, error);
}

static bool parse_filters(const Parsing *parsing, Str names, Choice *out, Error *error) {
    Str name;
    for (size_t count = 0; str_split_next(&names, ':', &name); count++) {
        if (count == MAX_FILTERS)
            return decode_error(parsing->decoder, parsing->node, error,
                                "more than %d filters in one place", MAX_FILTERS);
        if (!parse_filter(parsing, name, &out->filters[count], error))
            return false;
    }
    return true;
}

/* The table that parent.NAME refers to. */
static const TableDef *parent_of(const TableDef *table) {
    if (table && table->parent)
        return table->parent;
    return table && table->cell_count ? table->cells[0].table : NULL;
}

/* Checks for a column of another row, for which `parent.` is not available. */
static bool find_there(const Parsing *parsing, const TableDef *table, Str name, Error *error) {
    if (!str_starts_with(name, STR("parent.")))
        return find_column(parsing, table, name, error);
    return decode_error(parsing->decoder, parsing->node, error,
                        "a template knows no parent of another row: give the table '" STR_FMT
                        "' a column {of: " STR_FMT "}",
                        STR_ARG(table->name.str), STR_ARG(name));
}

/* What the check never says would be absent from every message, and keep a fix from being made. */
static bool check_says(const Parsing *parsing, Str name, Error *error) {
    Arena *arena = parsing->decoder->arena;
    Str word = str_printf(arena, "{" STR_FMT "}", STR_ARG(name));
    if (str_find(str_from_c(parsing->says), word, 0) != SIZE_MAX)
        return true;
    if (!parsing->says[0])
        return decode_error(parsing->decoder, parsing->node, error, "there is no " STR_FMT " here",
                            STR_ARG(word));
    bool column = parsing->table && table_def_column(parsing->table, name) != COLUMN_NONE;
    return decode_error(parsing->decoder, parsing->node, error,
                        "the check gives no " STR_FMT ", only %s%s", STR_ARG(word), parsing->says,
                        column ? "; the column of this name needs another one" : "");
}

static bool parse_column(const Parsing *parsing, Str name, Choice *out, Error *error) {
    out->name = name;
    out->word = check_word(name);
    if (out->word != WORD_NONE) {
        out->origin = FROM_CHECK;
        return check_says(parsing, name, error);
    }
    if (str_starts_with(name, STR("parent."))) {
        out->origin = FROM_PARENT;
        out->name = str_slice(name, 7, name.len);
        const TableDef *parent = parent_of(parsing->table);
        return parent ? find_there(parsing, parent, out->name, error)
                      : decode_error(parsing->decoder, parsing->node, error,
                                     "rows of this table have no parent");
    }
    if (str_starts_with(name, STR("other."))) {
        out->origin = FROM_OTHER;
        out->name = str_slice(name, 6, name.len);
        for (size_t i = 0; i < parsing->other_count; i++)
            if (!find_there(parsing, parsing->others[i], out->name, error))
                return false;
        return parsing->other_count > 0 ||
               decode_error(parsing->decoder, parsing->node, error,
                            "neither the check nor a condition finds a row that 'other' could be");
    }
    out->origin = FROM_ROW;
    if (!parsing->table)
        return decode_error(parsing->decoder, parsing->node, error,
                            "there is no column '" STR_FMT "' here", STR_ARG(name));
    Str word = nearest_of(parsing->decoder->arena, name, check_words, WORD_NONE);
    if (word.len > 0 && table_def_column(parsing->table, name) == COLUMN_NONE)
        return decode_unknown(parsing->decoder, parsing->node, "part", name, " of a template",
                              &word, 1, error);
    return find_column(parsing, parsing->table, name, error);
}

/* Parses NAME, NAME:FILTER… or 'LITERAL'. */
static bool parse_choice(const Parsing *parsing, Str text, Choice *out, Error *error) {
    text = str_trim(text);
    if (text.len >= 2 && text.ptr[0] == '\'' && text.ptr[text.len - 1] == '\'') {
        *out = (Choice){.origin = FROM_LITERAL, .name = str_slice(text, 1, text.len - 1)};
        return true;
    }
    if (text.len == 0)
        return decode_error(parsing->decoder, parsing->node, error,
                            "a part of a template is empty: name a column, or put a text in single "
                            "quotes, as in {name|'nobody'}");
    size_t colon = str_find(text, STR(":"), 0);
    if (colon != SIZE_MAX &&
        !parse_filters(parsing, str_slice(text, colon + 1, text.len), out, error))
        return false;
    return parse_column(parsing, str_slice(text, 0, colon), out, error);
}

static bool parse_placeholder(const Parsing *parsing, Str inside, TemplatePart *out, Error *error) {
    size_t count = 1;
    for (size_t i = 0; i < inside.len; i++)
        count += inside.ptr[i] == '|';
    out->choices = arena_new_array(parsing->decoder->arena, count, Choice);
    Str choice;
    while (str_split_next(&inside, '|', &choice))
        if (!parse_choice(parsing, choice, &out->choices[out->choice_count++], error))
            return false;
    return true;
}

typedef ARRAY_OF(TemplatePart) Parts;

/* Parses the brace at `*at`: doubled it is text, else a placeholder. Moves `*at` past it. */
static bool parse_brace(const Parsing *parsing, Str text, size_t *at, Parts *parts, Error *error) {
    Arena *arena = parsing->decoder->arena;
    char brace = text.ptr[*at];
    if (*at + 1 < text.len && text.ptr[*at + 1] == brace) {
        array_push(arena, parts, (TemplatePart){.literal = str_slice(text, *at, *at + 1)});
        *at += 2;
        return true;
    }
    size_t end = brace == '{' ? str_find(text, STR("}"), *at) : SIZE_MAX;
    if (end == SIZE_MAX)
        return decode_error(parsing->decoder, parsing->node, error,
                            "a single '%c' in a template; write it twice for itself", brace);
    TemplatePart part = {0};
    if (!parse_placeholder(parsing, str_slice(text, *at + 1, end), &part, error))
        return false;
    array_push(arena, parts, part);
    *at = end + 1;
    return true;
}

static bool parse(TemplateText *out, Error *error) {
    const Parsing *parsing = &out->parsing;
    const Decoder *decoder = parsing->decoder;
    Parts parts = {0};
    Str text = yaml_resolve(parsing->node)->text;
    size_t at = 0;
    while (at < text.len) {
        size_t start = at;
        while (at < text.len && text.ptr[at] != '{' && text.ptr[at] != '}')
            at++;
        if (at > start)
            array_push(decoder->arena, &parts,
                       (TemplatePart){.literal = str_slice(text, start, at)});
        if (at < text.len && !parse_brace(parsing, text, &at, &parts, error))
            return false;
    }
    out->parts = parts.items;
    out->count = parts.len;
    out->parsed = true;
    return true;
}

bool template_decode(const Decoder *decoder, const YamlNode *node, const TableDef *table,
                     const TableDef *const *others, size_t other_count, const char *says,
                     Template *out, Error *error) {
    if (yaml_resolve(node)->kind != YAML_KIND_SCALAR)
        return decode_error(decoder, node, error, "a template must be a string");
    TemplateText *text = arena_new(decoder->arena, TemplateText);
    text->parsing = (Parsing){decoder, node, table, others, other_count, says};
    *out = (Template){text};
    return pattern_set_is_trusted(decoder->patterns) || parse(text, error);
}

/* A trusted template is parsed here; errors are impossible, as its tests have parsed it. */
static const TemplateText *text_of(const Template *template) {
    static const TemplateText none = {.parsed = true};
    Error error = {0};
    if (!template->text)
        return &none;
    if (!template->text->parsed && !parse(template->text, &error))
        abort();
    return template->text;
}

static Str column_text(const Row *row, Str name) {
    size_t column = row ? table_def_column(row->table->def, name) : COLUMN_NONE;
    const Cell cell = column != COLUMN_NONE ? row_cell(row, column) : (Cell){0};
    return cell.present ? cell.text : (Str){0};
}

static Str choice_text(const Choice *choice, const TemplateValues *values) {
    const Str words[] = {[WORD_VALUE] = values->value,
                         [WORD_NEAREST] = values->nearest,
                         [WORD_COUNT] = values->count,
                         [WORD_DETAIL] = values->detail,
                         [WORD_NONE] = {0}};
    switch (choice->origin) {
    case FROM_ROW: return column_text(values->row, choice->name);
    case FROM_PARENT: return column_text(values->row->parent, choice->name);
    case FROM_OTHER: return column_text(values->other, choice->name);
    case FROM_CHECK: return words[choice->word];
    case FROM_LITERAL: return choice->name;
    }
    return (Str){0};
}

/* A literal as the last choice, `{a|''}`, counts as present even if it is empty. */
static bool may_be_empty(const TemplatePart *part) {
    return part->choice_count == 0 || part->choices[part->choice_count - 1].origin == FROM_LITERAL;
}

/* Appends the text, but no more than makes `out` one byte longer than `most`. */
static void append_up_to(StrBuf *out, Str text, size_t most) {
    size_t room = most + 1 - (out->len <= most ? out->len : most + 1);
    strbuf_append(out, str_slice(text, 0, room < text.len ? room : text.len));
}

bool template_render(Arena *arena, const Template *template, const TemplateValues *values,
                     size_t most, Str *out) {
    const TemplateText *source = text_of(template);
    StrBuf text;
    strbuf_init(&text, arena);
    bool complete = true;
    for (size_t i = 0; i < source->count && text.len <= most; i++) {
        const TemplatePart *part = &source->parts[i];
        append_up_to(&text, part->literal, most);
        Str filled = {0};
        for (size_t j = 0; j < part->choice_count && filled.len == 0; j++) {
            const Choice *choice = &part->choices[j];
            filled = choice_text(choice, values);
            for (size_t k = 0; k < MAX_FILTERS && choice->filters[k] && filled.len > 0; k++)
                filled = choice->filters[k]->apply(arena, filled, values);
        }
        append_up_to(&text, filled, most);
        complete = complete && (filled.len > 0 || may_be_empty(part));
    }
    *out = strbuf_str(&text);
    return complete;
}

bool template_other(const Template *template, const TemplateValues *values, Location *out) {
    const Row *other = values->other;
    const TemplateText *source = text_of(template);
    for (size_t i = 0; other && i < source->count; i++)
        for (size_t j = 0; j < source->parts[i].choice_count; j++) {
            const Choice *choice = &source->parts[i].choices[j];
            if (choice->origin != FROM_OTHER || column_text(other, choice->name).len == 0)
                continue;
            *out = row_cell(other, table_def_column(other->table->def, choice->name)).at;
            return true;
        }
    return false;
}
