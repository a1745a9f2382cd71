/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Checks of whole files and tables: that they can be read at all.
 */

#include "base/unicode.h"
#include "document/yaml_template.h"
#include "rule/check.h"

/* parses */

enum { AS_UTF8, AS_MERGED, AS_YAML, AS_FRONT_MATTER };

static const char *const languages[] = {"utf-8", "merged", "yaml", "front-matter", NULL};

typedef struct Parses {
    int as;
} Parses;

static const Field parses_fields[] = {{"as", FIELD_CHOICE, offsetof(Parses, as), .required = true,
                                       .choices = languages, .doc = "what the file is read as"},
                                      {0}};

static bool fail_at(const Document *document, Span span, Str why, Failure *failure) {
    failure->at = (Location){document->source, span};
    failure->values.detail = why;
    return false;
}

static bool stream_holds(const Document *document, const YamlStream *stream, Failure *failure) {
    return !stream || !stream->failed ||
           fail_at(document, stream->problem_span, stream->problem, failure);
}

static bool yaml_holds(Arena *arena, const Document *document, Failure *failure) {
    return yaml_is_template(arena, document) ||
           stream_holds(document, document_yaml(document), failure);
}

static bool front_matter_holds(const Document *document, Failure *failure) {
    const FrontMatter *front = document_front_matter(document);
    if (front_matter_is_template(document))
        return true;
    if (front->present && !front->closed)
        return fail_at(document, front->span, STR("it is not closed by a line '---'"), failure);
    return stream_holds(document, front->present ? front->yaml : NULL, failure);
}

/* {value} is the first marker, {detail} how many more conflicts there are, or nothing. */
static bool merged_holds(const CheckRun *run, const Document *document, Failure *failure) {
    enum { MOST_SHOWN = 3 };
    if (document->state != DOCUMENT_UNMERGED)
        return true;
    const Conflict *conflicts = document->conflicts;
    size_t more = document->conflict_count - 1;
    Str detail = more ? str_printf(run->arena, ", and %zu more", more) : (Str){0};
    fail_at(document, conflicts[0].begin, detail, failure);
    failure->values.value = source_slice(document->source, conflicts[0].begin);
    if (conflicts[0].end.start != conflicts[0].begin.start)
        failure_relate(run, failure, (Location){document->source, conflicts[0].end},
                       "it ends here");
    for (size_t i = 1; i <= more && i <= MOST_SHOWN; i++)
        failure_relate(run, failure, (Location){document->source, conflicts[i].begin},
                       "another one begins here");
    return false;
}

/* Checks the text, else the path: Git accepts any bytes in one, but most programs and systems do
 * not. */
static bool utf8_holds(const Document *document, const Row *row, Failure *failure) {
    if (document->state == DOCUMENT_NOT_UTF8)
        return fail_at(document, document->problem_span, document->problem, failure);
    if (utf8_valid(row->at.source->path, NULL))
        return true;
    failure->at = row->at;
    failure->help = STR("rename the file or its folder");
    failure->values.detail = STR("the path of the file");
    return false;
}

/* Rows are files. One that cannot be read at all is reported elsewhere; one that is not UTF-8 or
   has merge conflicts is only reported by that check. */
static bool parses_holds(const CheckRun *run, const Row *row, Failure *failure) {
    const Parses *params = run->check->params;
    const Document *document = tables_document(run->tables, row->at.source);
    if (params->as == AS_UTF8)
        return utf8_holds(document, row, failure);
    if (params->as == AS_MERGED)
        return merged_holds(run, document, failure);
    if (document->state != DOCUMENT_OK)
        return true;
    if (params->as == AS_FRONT_MATTER)
        return front_matter_holds(document, failure);
    return yaml_holds(run->arena, document, failure);
}

const CheckKind check_parses = {
    .name = "parses",
    .says = "{value} {detail}",
    .summary = "the file can be read as a language",
    .fields = parses_fields,
    .size = sizeof(Parses),
    .short_key = "as",
    .holds = parses_holds,
    .keeps_to_file = check_keeps_to_row,
};

/* read: the engine itself handles the problems of tables, so this is never called with a row */

static bool read_holds(const CheckRun *run, const Row *row, Failure *failure) {
    (void)run, (void)row, (void)failure;
    return true;
}

const CheckKind check_read = {
    .name = "read",
    .says = "{value} {detail}",
    .summary = "the places that tables are read from are there",
    .scope = SCOPE_TABLES,
    .holds = read_holds,
};
