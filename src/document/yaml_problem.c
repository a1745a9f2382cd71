/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "document/yaml_problem.h"

#include <stdint.h>
#include <string.h>

#define TABS "a tab: YAML is indented with spaces only"
#define KEY_ALONE "a key must have ': ' after it"
#define KEY_GLUED "the ':' of a key must have a space after it"
#define DASH_GLUED "the '-' of a list entry must have a space after it"

typedef struct Asking {
    Arena *arena;
    const Source *source;
    const YamlPlaces *places;
    const YamlComplaint *complaint;
} Asking;

typedef YamlProblem (*ExplainFn)(const Asking *);

/* A message of libyaml and the text that replaces it, or a function if more must be examined. */
typedef struct Saying {
    const char *problem;
    const char *context; /* must be part of libyaml's context */
    const char *text;    /* if NULL, `explain` is called */
    ExplainFn explain;
    bool at_begin; /* show it where the context begins */
} Saying;

static YamlProblem problem_at(const Asking *asking, size_t at, Str text) {
    return (YamlProblem){yaml_problem_span(asking->places, at), text};
}

static YamlProblem here(const Asking *asking, Str text) {
    return problem_at(asking, asking->complaint->at, text);
}

/* The byte at a place; NUL after the end. */
static char byte_at(const Asking *asking, size_t at) {
    return at < asking->places->bytes.len ? asking->places->bytes.ptr[at] : '\0';
}

static size_t line_of(const Asking *asking, size_t at) {
    return source_position(asking->source, at).line;
}

/* The part of the line before a place. */
static Str line_before(const Asking *asking, size_t at) {
    Str bytes = asking->places->bytes;
    size_t start = at < bytes.len ? at : bytes.len;
    while (start > asking->places->start && bytes.ptr[start - 1] != '\n' &&
           bytes.ptr[start - 1] != '\r')
        start--;
    return str_slice(bytes, start, at);
}

static YamlProblem in_words_of_libyaml(const Asking *asking) {
    const YamlComplaint *complaint = asking->complaint;
    const char *problem = complaint->problem ? complaint->problem : "not well-formed";
    const char *context = complaint->context ? complaint->context : "";
    return here(asking, str_printf(asking->arena, "%s%s%s", problem, complaint->context ? " " : "",
                                   context));
}

/* Where the text of a line begins, after any '-' of list entries. */
static size_t indentation(Str line) {
    size_t count = 0;
    while (count < line.len &&
           (line.ptr[count] == ' ' ||
            (line.ptr[count] == '-' && count + 1 < line.len && line.ptr[count + 1] == ' ')))
        count++;
    return count;
}

/* The last line with text before that of a place; empty if there is none. */
static Str line_above(const Asking *asking, size_t at) {
    const YamlPlaces *places = asking->places;
    Str line = line_before(asking, at);
    Str text = {0};
    for (size_t start = at - line.len; text.len == 0 && start > places->start; start -= line.len) {
        start--;
        line = line_before(asking, start);
        Str trimmed = str_trim(line);
        if (trimmed.len > 0 && trimmed.ptr[0] != '#')
            text = line;
    }
    return text;
}

static bool has_colon_space(Str line) {
    return str_find(line, STR(": "), 0) != SIZE_MAX || str_find(line, STR(":\t"), 0) != SIZE_MAX;
}

/* Whether there is nothing but blanks between a quoted scalar and the problem. */
static bool is_behind_quote(const Asking *asking) {
    const YamlComplaint *complaint = asking->complaint;
    Span quoted = complaint->quoted;
    if (quoted.end <= quoted.start || quoted.end > complaint->at)
        return false;
    Str between = str_slice(asking->places->bytes, quoted.end, complaint->at);
    return str_trim(between).len == 0 && str_find_line_end(between, 0) == between.len;
}

/* Whether a line continues a text that began above it: a line of prose does not lack a key. A line
   that begins an entry continues nothing. */
static bool is_prose(const Asking *asking, Str line) {
    if (str_starts_with(str_trim(line), STR("- ")))
        return false;
    Str text = str_slice(line, indentation(line), line.len);
    size_t at = (size_t)(line.ptr - asking->places->bytes.ptr);
    return str_find(str_trim(text), STR(" "), 0) != SIZE_MAX && line_above(asking, at).len > 0;
}

/* There is a key in the text of a value, which continues in this line or is the whole line
   above. */
static YamlProblem explain_value(const Asking *asking) {
    static const Str quote = STR_INIT("a value with ': ' in it must be in quotes");
    size_t at = asking->complaint->at;
    Str line = line_before(asking, at);
    Str above = line_above(asking, at);
    if (is_behind_quote(asking))
        return here(asking, STR("a value has ended before this ':', and no line has two keys"));
    if (has_colon_space(line) || above.len == 0)
        return here(asking, quote);
    size_t colon = str_find(above, STR(":"), 0);
    bool address = str_starts_with(str_slice(above, colon, above.len), STR("://"));
    if (address || has_colon_space(above) || indentation(above) < indentation(line))
        return problem_at(asking, at - line.len + indentation(line),
                          STR("going by its indentation, this line belongs to the text above it"));
    if (is_prose(asking, above))
        return here(asking, quote);
    size_t start = (size_t)(above.ptr - asking->places->bytes.ptr);
    return colon == SIZE_MAX ? problem_at(asking, start + indentation(above), STR(KEY_ALONE))
                             : problem_at(asking, start + colon, STR(KEY_GLUED));
}

static YamlProblem explain_character(const Asking *asking) {
    char c = byte_at(asking, asking->complaint->at);
    if (c == '\t')
        return here(asking, STR(TABS));
    if (c <= ' ' || c > '~')
        return in_words_of_libyaml(asking);
    return here(asking,
                str_printf(asking->arena, "a value that begins with '%c' must be in quotes", c));
}

/* A quote ended a text too early: either the one that should have ended it is missing, or this one
   is part of the text. */
static YamlProblem explain_quote(const Asking *asking) {
    Span quoted = asking->complaint->quoted;
    size_t opened = line_of(asking, quoted.start);
    size_t closed = line_of(asking, asking->complaint->at);
    if (opened != closed)
        return problem_at(asking, quoted.start,
                          str_printf(asking->arena,
                                     "the quote that opens here is closed only on line %zu, before "
                                     "other text",
                                     closed));
    bool single = byte_at(asking, quoted.start) == '\'';
    return here(asking, single ? STR("the quote before this ends the text: inside '…' it is "
                                     "written ''")
                               : STR("the quote before this ends the text: inside \"…\" it is "
                                     "written \\\""));
}

/* Explains a line that cannot follow here. */
static Str why_no_entry(const Asking *asking) {
    Str rest = str_slice(asking->places->bytes, asking->complaint->at, SIZE_MAX);
    bool of_list = strstr(asking->complaint->context, "collection") != NULL;
    bool dash = rest.len > 1 && rest.ptr[0] == '-';
    if (dash && rest.ptr[1] != ' ')
        return STR(DASH_GLUED);
    if (of_list && dash)
        return STR("this list entry is not indented like those above it");
    if (of_list)
        return STR("this line is among the entries of a list and does not begin with '- ': it may "
                   "be indented wrongly");
    return dash ? STR("this is an entry of a list among the keys of a mapping: it may be indented "
                      "wrongly")
                : STR("this line has neither the indentation of the keys above it nor that of "
                      "those around them");
}

/* Explains text after a value: it may have been meant as one text, which begins with a bracket. */
static Str why_behind(const Asking *asking) {
    Str before = str_trim(line_before(asking, asking->complaint->at));
    char last = before.len > 0 ? before.ptr[before.len - 1] : ' ';
    char next = byte_at(asking, asking->complaint->at);
    bool bracket = (last == ']' || last == '}') && next != ']' && next != '}';
    return bracket ? STR("nothing may follow the value on its line: a value that begins with "
                         "'[' or '{' must be in quotes")
                   : STR("nothing may follow the value on its line");
}

static YamlProblem explain_entry(const Asking *asking) {
    if (is_behind_quote(asking))
        return explain_quote(asking);
    bool begins = str_trim(line_before(asking, asking->complaint->at)).len == 0;
    return here(asking, begins ? why_no_entry(asking) : why_behind(asking));
}

/* The document has ended with its value. */
static YamlProblem explain_document(const Asking *asking) {
    if (byte_at(asking, asking->complaint->at) == ':')
        return here(asking, STR(KEY_GLUED));
    if (is_behind_quote(asking))
        return explain_quote(asking);
    return here(asking,
                STR("this does not belong to what is above it: it may be indented wrongly"));
}

/* A line of a mapping or a list has neither ':' nor '-'. */
static YamlProblem explain_key(const Asking *asking) {
    size_t begin = asking->complaint->begin;
    bool dash = byte_at(asking, begin) == '-';
    return problem_at(asking, begin, dash ? STR(DASH_GLUED) : STR(KEY_ALONE));
}

/* Whether a quoted text ends right before the problem, or began on an earlier line, and so was
   meant to end elsewhere. */
static bool is_glued(const Asking *asking) {
    Span quoted = asking->complaint->quoted;
    return quoted.end == asking->complaint->at ||
           line_of(asking, quoted.start) != line_of(asking, quoted.end);
}

/* Whether a text that does not end with a bracket or quote continues with a bracket, and so was
   meant as one text. */
static bool is_in_text(const Asking *asking) {
    char bracket = byte_at(asking, asking->complaint->at);
    Str before = str_trim(str_slice(asking->places->bytes, 0, asking->complaint->at));
    char last = before.len > 0 ? before.ptr[before.len - 1] : 0;
    return (bracket == '{' || bracket == '[') && !strchr("}]\"'", last);
}

/* A bracket that is not closed is only noticed further below, at worst at the end. A list usually
   has no keys, so a key on a later line shows that the list was not closed. */
static YamlProblem explain_bracket(const Asking *asking) {
    const YamlComplaint *complaint = asking->complaint;
    Arena *arena = asking->arena;
    bool list = strstr(complaint->context, "sequence") != NULL;
    char open = list ? '[' : '{';
    char close = list ? ']' : '}';
    size_t first = line_of(asking, complaint->begin);
    size_t line = line_of(asking, complaint->at);
    if (complaint->at >= yaml_problem_span(asking->places, SIZE_MAX).start)
        return problem_at(asking, complaint->begin,
                          str_printf(arena, "the '%c' that opens here is never closed", open));
    if (is_behind_quote(asking) && is_glued(asking))
        return explain_quote(asking);
    if (line == first && is_in_text(asking))
        return here(asking, str_printf(arena, "a value with '%c' in it must be in quotes here",
                                       byte_at(asking, complaint->at)));
    if (line == first)
        return here(asking, str_printf(arena, "a ',' or a '%c' is missing before this", close));
    Str rest = str_slice(asking->places->bytes, complaint->at, SIZE_MAX);
    bool closed = str_find(rest, STR("]"), 0) < str_find(rest, STR("["), 0);
    if (list && !closed && byte_at(asking, complaint->at) == ':')
        return problem_at(
            asking, complaint->begin,
            str_printf(arena, "the '[' that opens here is not closed before line %zu", line));
    return here(asking,
                str_printf(arena,
                           "a ',' is missing before this, or a '%c' for the '%c' on line %zu",
                           close, open, first));
}

/* An entry is missing inside brackets; if the document ends here, they were not closed. */
static YamlProblem explain_node(const Asking *asking) {
    size_t at = asking->complaint->at;
    Str before = str_trim(str_slice(asking->places->bytes, asking->places->start, at));
    char last = before.len > 0 ? before.ptr[before.len - 1] : ' ';
    bool ended = at >= yaml_problem_span(asking->places, SIZE_MAX).start;
    if (!ended || (last != '[' && last != '{'))
        return here(asking, STR("an entry is missing before this"));
    size_t open = (size_t)(before.ptr - asking->places->bytes.ptr) + before.len - 1;
    return problem_at(asking, open,
                      str_printf(asking->arena, "the '%c' that opens here is never closed", last));
}

static const Saying sayings[] = {
    {"mapping values are not allowed in this context", "", NULL, explain_value, false},
    {"block sequence entries are not allowed in this context", "",
     "a list entry, which begins with '- ', must be on a line of its own", NULL, false},
    {"mapping keys are not allowed in this context", "",
     "a value that begins with '? ' must be in quotes", NULL, false},
    {"found character that cannot start any token", "", NULL, explain_character, false},
    {"could not find expected ':'", "", NULL, explain_key, false},
    {"did not find expected key", "block mapping", NULL, explain_entry, false},
    {"did not find expected '-' indicator", "block collection", NULL, explain_entry, false},
    {"did not find expected <document start>", "", NULL, explain_document, false},
    {"did not find expected ',' or ']'", "flow sequence", NULL, explain_bracket, false},
    {"did not find expected ',' or '}'", "flow mapping", NULL, explain_bracket, false},
    {"did not find expected node content", "flow node", NULL, explain_node, false},
    {"did not find expected node content", "block node", NULL, explain_character, false},
    {"found unexpected end of stream", "quoted scalar", "the quote that opens here is never closed",
     NULL, true},
    {"found unexpected document indicator", "quoted scalar",
     "the quote that opens here is not closed before the document ends", NULL, true},
    {"found unknown escape character", "quoted scalar",
     "in double quotes '\\' begins an escape, and this is none: write '\\\\', or use single quotes",
     NULL, false},
    {"found a tab character that violates indentation", "", TABS, NULL, false},
    {"found a tab character where an indentation space is expected", "", TABS, NULL, false},
    {"did not find expected alphabetic or numeric character", "an alias",
     "a value that begins with '*' must be in quotes", NULL, true},
    {"did not find expected alphabetic or numeric character", "an anchor",
     "a value that begins with '&' must be in quotes", NULL, true},
    {"did not find expected comment or line break", "block scalar",
     "the text of '|' or '>' begins on the next line; a value that begins with such a sign must be "
     "in quotes",
     NULL, false},
};

static bool is_said(const Saying *saying, const YamlComplaint *complaint) {
    return strcmp(saying->problem, complaint->problem) == 0 &&
           strstr(complaint->context ? complaint->context : "", saying->context);
}

static const Saying *find_saying(const YamlComplaint *complaint) {
    for (size_t i = 0; complaint->problem && i < sizeof sayings / sizeof *sayings; i++)
        if (is_said(&sayings[i], complaint))
            return &sayings[i];
    return NULL;
}

YamlProblem yaml_problem(Arena *arena, const Source *source, const YamlPlaces *places,
                         const YamlComplaint *complaint) {
    const Asking asking = {arena, source, places, complaint};
    const Saying *saying = find_saying(complaint);
    YamlProblem found;
    if (saying && saying->text)
        found = problem_at(&asking, saying->at_begin ? complaint->begin : complaint->at,
                           str_from_c(saying->text));
    else
        found = saying ? saying->explain(&asking) : in_words_of_libyaml(&asking);
    return found;
}
