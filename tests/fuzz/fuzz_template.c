/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Templates of messages: the input is a YAML document that is one, for rows of a table of the
 * built-in pack that has parents. It is refused at its place, or filled for every row.
 */
#include "fuzz.h"

#include <string.h>

#include "base/unicode.h"
#include "rule/template.h"

static const char files[] =
    "=== governance/SIGs/README.md\n"
    "## Current SIGs\n\n"
    "* [SIG Seas](SIG-seas/charter.md) (Ada Example and Bea Example, Co-chairs)\n"
    "  * Tides Subgroup (Carl Éxample, Chair)\n"
    "* SIG Woods {x} \xf0\x9f\x8c\xb2 <b>`| (Dora ::error::, Chair)\n"
    "* not an entry\n"
    "=== governance/SIGs/SIG-seas/charter.md\n"
    "# Charter\n";

/* What templates are filled with; the same in each run. */
static const Table *table_of(Str name) {
    static Arena arena;
    static Tables *tables;
    if (!tables) {
        FuzzSet set;
        arena_init(&arena);
        fuzz_split(&arena, fuzz_pack(), str_from_c(files), &set);
        tables = tables_new(&arena, documents_new(&arena), set.repositories, set.count,
                            fuzz_pack()->patterns);
    }
    TableDef *def = map_get(&fuzz_pack()->tables.by_name, name);
    HOLDS(def != NULL);
    const Table *table = tables_get(tables, def);
    HOLDS(table->row_count > 0);
    return table;
}

static bool is_of(Location at, const Row *row) {
    for (size_t i = 0; i < row->table->def->column_count; i++) {
        Cell cell = row_cell(row, i);
        if (cell.present && cell.at.source == at.source && span_equal(cell.at.span, at.span))
            return true;
    }
    return false;
}

static void check_rendered(Arena *arena, const Template *template, const Table *table,
                           const Table *others, Str written) {
    for (size_t i = 0; i < table->row_count; i++)
        for (size_t j = 0; j <= others->row_count; j++) {
            const Row *other = j < others->row_count ? others->rows[j] : NULL;
            TemplateValues values = {table->rows[i], other,        STR("a 'value'"), {0},
                                     STR("2"),       STR("détail")};
            Str text;
            bool whole = template_render(arena, template, &values, SIZE_MAX / 2, &text);
            HOLDS(utf8_valid(text, NULL));
            Location at;
            HOLDS(!template_other(template, &values, &at) || (other && is_of(at, other)));
            if (!memchr(written.ptr, '{', written.len) && !memchr(written.ptr, '}', written.len))
                HOLDS(whole && str_equal(text, written));
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena;
    Error error = {0};
    Template template = {0};
    Str bytes = {(const char *)data, size};
    if (!utf8_valid(bytes, NULL))
        return 0;
    arena_init(&arena);
    const Table *table = table_of(STR("subgroups"));
    const Table *others = table_of(STR("sigs"));
    const Source *source = source_new(&arena, STR("pack"), (Str){0}, STR("rule.yml"), bytes);
    const YamlStream *stream = yaml_parse(&arena, source, span_between(0, size));
    Decoder decoder = {&arena, fuzz_pack()->patterns, source};
    static const char says[] = "{value} {nearest} {count} {detail}";
    if (!stream->failed && stream->count > 0) {
        const YamlNode *node = stream->documents[0];
        if (template_decode(&decoder, node, table->def, &others->def, 1, says, &template, &error))
            check_rendered(&arena, &template, table, others, node->text);
        else
            HOLDS(error.kind == ERROR_USAGE && strstr(error.message, "rule.yml:"));
    }
    arena_free(&arena);
    return 0;
}
