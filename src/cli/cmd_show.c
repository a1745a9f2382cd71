/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * govlint show: prints the rows of a table, as the rules see them, or lists the tables.
 */
#include "base/nearest.h"
#include "cli/bind.h"
#include "cli/lint.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "table/table.h"

static bool find_table(Cli *cli, const Pack *pack, Str name, const TableDef **out, Error *error) {
    Nearest nearest;
    nearest_init(&nearest, cli->arena, name);
    for (size_t i = 0; i < pack->tables.count; i++) {
        *out = pack->tables.items[i];
        if (str_equal((*out)->name.str, name))
            return true;
        nearest_offer(&nearest, (*out)->name.str);
    }
    Str hint = did_you_mean(cli->arena, nearest.text);
    if (str_equal(name, STR(".")) || str_equal(name, STR("..")) ||
        str_find(name, STR("/"), 0) != SIZE_MAX)
        hint = STR(": the TABLE comes before the PATHs");
    return error_set(error, ERROR_USAGE,
                     "the pack '" STR_FMT "' has no table '" STR_FMT "'" STR_FMT,
                     STR_ARG(pack->name), STR_ARG(name), STR_ARG(hint));
}

/* Says why a table is empty: whether the globs of the files it is read from match any file. */
static void tell_empty(Cli *cli, Tables *tables, const TableDef *def) {
    if (def->one_file || def->files.count == 0)
        return;
    size_t documents = tables_count_documents(tables, def);
    Str files = documents == 0 ? STR("nothing")
                               : str_printf(cli->arena, "%zu file%s without such a row", documents,
                                            documents == 1 ? "" : "s");
    cli_note(cli, "the table '" STR_FMT "' is empty: its globs match " STR_FMT,
             STR_ARG(def->name.str), STR_ARG(files));
}

static void tell_state(Cli *cli, const Table *table) {
    if (table->state == TABLE_PARTIAL)
        cli_note(cli, "the table '" STR_FMT "' is not whole: " STR_FMT,
                 STR_ARG(table->def->name.str), STR_ARG(table->reason));
    for (size_t i = 0; i < table->problem_count; i++) {
        const Source *source = table->problems[i].at.source;
        cli_note(cli, STR_FMT STR_FMT ": " STR_FMT, STR_ARG(source->label), STR_ARG(source->path),
                 STR_ARG(table->problems[i].message));
    }
}

/* Tells what could not be read: rows that are missing for it must not go unnoticed. */
static ExitStatus tell_unread(Cli *cli, const Binding *binding, Documents *documents) {
    LintResult read = {.repositories = binding->repositories,
                       .repository_count = binding->repository_count};
    size_t count;
    const Document *const *all = documents_all(documents, &count);
    lint_collect_unread(cli->arena, all, count, &read);
    lint_complain_unread(cli, &read);
    return read.unread_count > 0 ? EXIT_STATUS_NOT_RUN : EXIT_STATUS_CLEAN;
}

static bool write_table(Cli *cli, const Binding *binding, ExitStatus *status, Error *error) {
    const TableDef *def = NULL;
    if (!find_table(cli, binding->pack, cli->operands.items[0], &def, error))
        return false;
    Documents *documents = documents_new(cli->arena);
    Tables *tables = tables_new(cli->arena, documents, binding->repositories,
                                binding->repository_count, binding->pack->patterns);
    const Table *table = tables_get(tables, def);
    if (table->state == TABLE_UNKNOWN)
        return error_set(error, ERROR_RUN, "the table '" STR_FMT "' could not be read: " STR_FMT,
                         STR_ARG(def->name.str), STR_ARG(table->reason));
    Output output;
    if (!output_open(cli, &output, error))
        return false;
    const TableFormat *format = table_format(cli->options.format);
    if (!format)
        format = &table_formats[0];
    ReportOptions options = terminal_options(cli, output.stream);
    format->write(table, &options, output.stream);
    if (!output_close(&output, error))
        return false;
    tell_state(cli, table);
    if (table->state == TABLE_KNOWN && table->row_count == 0)
        tell_empty(cli, tables, def);
    *status = tell_unread(cli, binding, documents);
    return true;
}

static bool has_table(const Pack *pack, Str name) {
    return map_get(&pack->tables.by_name, name) != NULL;
}

/* Lists each table once, under the last pack that has it: a pack also has the tables of those that
   it extends. */
static bool list_tables(Cli *cli, Error *error) {
    Pack **packs = NULL;
    size_t count = 0;
    Output output;
    Str format = cli->options.format;
    if (format.len > 0 && !str_equal(format, STR("text")))
        return error_set(error, ERROR_USAGE,
                         "'--format " STR_FMT "' is for the rows of a table: name a TABLE",
                         STR_ARG(format));
    if (!load_used_packs(cli, &packs, &count, error) || !output_open(cli, &output, error))
        return false;
    for (size_t i = 0; i < count; i++) {
        fprintf(output.stream, "%s" STR_FMT ":\n", i == 0 ? "" : "\n", STR_ARG(packs[i]->name));
        for (size_t k = 0; k < packs[i]->tables.count; k++) {
            const TableDef *def = packs[i]->tables.items[k];
            bool later = false;
            for (size_t next = i + 1; next < count; next++)
                later = later || has_table(packs[next], def->name.str);
            if (!later)
                fprintf(output.stream, "  %-24.*s  " STR_FMT "\n", STR_ARG(def->name.str),
                        STR_ARG(def->summary));
        }
    }
    return output_close(&output, error);
}

bool cmd_show(Cli *cli, ExitStatus *status, Error *error) {
    *status = EXIT_STATUS_CLEAN;
    if (cli->operands.len == 0)
        return list_tables(cli, error);
    Binding binding;
    bool ok =
        bind_repositories(cli, cli->operands.items + 1, cli->operands.len - 1, &binding, error) &&
        write_table(cli, &binding, status, error);
    bind_close(&binding);
    return ok;
}
