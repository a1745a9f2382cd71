/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "document/yaml_template.h"

#include <stdint.h>

#include "base/ascii.h"
#include "base/path.h"

/* Whether a line begins with a statement, "{% if on %}"; with `any`, a line that begins with "{{"
   counts too, such as "{{- if .Values.on }}". A byte-order mark is part of no line. */
static bool has_line_of_engine(const Document *document, bool any) {
    const Source *source = document->source;
    Str rest = str_slice(source->bytes, source_line(source, 1).start, SIZE_MAX);
    for (Str line; rest.len > 0 && str_split_next(&rest, '\n', &line);) {
        line = str_trim(line);
        bool statement =
            str_starts_with(line, STR("{%")) && str_find(line, STR("%}"), 2) != SIZE_MAX;
        if (statement || (any && str_starts_with(line, STR("{{"))))
            return true;
    }
    return false;
}

/* "{{ name }}", "<%= name %>"; GitHub's "${{ name }}" is something else. */
static bool has_output(Str line, Str open, Str close) {
    size_t at = str_find(line, open, 0);
    bool dollar = at != SIZE_MAX && at > 0 && line.ptr[at - 1] == '$';
    return at != SIZE_MAX && !dollar && str_find(line, close, at) != SIZE_MAX;
}

/* "% if on:", as in Mako: https://docs.makotemplates.org/en/latest/syntax.html */
static bool is_statement_of_mako(Str line) {
    line = str_trim(line);
    bool opens = str_starts_with(line, STR("% if ")) || str_starts_with(line, STR("% for "));
    return opens && str_ends_with(line, STR(":"));
}

/* "@project.version@", a placeholder of Maven, CMake and Autoconf; "@ada@example.org" is a
   person. */
static bool is_placeholder(Str text) {
    if (!str_starts_with(text, STR("@")))
        return false;
    size_t at = 1;
    while (at < text.len && (ascii_is_name(text.ptr[at]) || text.ptr[at] == '.'))
        at++;
    return at > 1 && at < text.len && text.ptr[at] == '@' &&
           (at + 1 == text.len || !ascii_is_alphanumeric(text.ptr[at + 1]));
}

/* Whether the line with the problem belongs to a template engine, or contains something to fill
   in. */
static bool is_of_engine_at(const Document *document, Span problem) {
    size_t number = source_position(document->source, problem.start).line;
    Str line = source_slice(document->source, source_line(document->source, number));
    return has_output(line, STR("{{"), STR("}}")) || has_output(line, STR("<%"), STR("%>")) ||
           is_statement_of_mako(line) ||
           is_placeholder(str_slice(document->source->bytes, problem.start, SIZE_MAX));
}

bool yaml_is_template(Arena *arena, const Document *document) {
    const YamlStream *stream = document_yaml(document);
    if (!stream || !stream->failed)
        return false;
    Str path = document->source->path;
    Str folder = str_printf(arena, "/" STR_FMT "/", STR_ARG(path_folder(path)));
    if (str_find(folder, STR("/_data/"), 0) != SIZE_MAX)
        return false;
    bool of_templates = str_find(folder, STR("/templates/"), 0) != SIZE_MAX ||
                        str_find(folder, STR("/{{"), 0) != SIZE_MAX;
    bool fixed =
        str_starts_with(path_name(path), STR("_config.")) || str_starts_with(path, STR(".github/"));
    return has_line_of_engine(document, of_templates) ||
           (!fixed && is_of_engine_at(document, stream->problem_span));
}

bool front_matter_is_template(const Document *document) {
    static const Str names[] = {STR_INIT("template"), STR_INIT("Template"), STR_INIT("TEMPLATE")};
    const FrontMatter *front = document_front_matter(document);
    if (!front->closed || !front->yaml->failed)
        return false;
    Str text = source_slice(document->source, front->content);
    bool named = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        named = named || str_find(document->source->path, names[i], 0) != SIZE_MAX;
    return named &&
           (str_find(text, STR("{{"), 0) != SIZE_MAX || str_find(text, STR("{%"), 0) != SIZE_MAX ||
            str_find(text, STR("<%"), 0) != SIZE_MAX);
}
