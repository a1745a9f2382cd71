/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * govlint schema: the JSON Schemas of the files that people write, made from the tables that these
 * are decoded by. The files in schema/ are its output.
 */
#include "base/nearest.h"
#include "cli/cli.h"
#include "cli/output.h"
#include "report/schema.h"

static const char *const names[] = {"govlint", "pack", "tables", "rule"};

enum { NAME_COUNT = sizeof names / sizeof *names };

static const char *const titles[NAME_COUNT] = {
    ".govlint.yml, the configuration of govlint in a repository",
    "pack.yml, the repositories and tables of a pack of govlint's rules",
    "A file of tables of a pack of govlint",
    "A rule of a pack of govlint",
};

static const Shape *const shapes[NAME_COUNT] = {&config_shape, &pack_shape, &tables_shape,
                                                &rule_shape};

bool cmd_schema(Cli *cli, ExitStatus *status, Error *error) {
    Str name = cli->operands.items[0];
    size_t i = 0;
    Output output;
    while (i < NAME_COUNT && !str_equal_c(name, names[i]))
        i++;
    if (i == NAME_COUNT)
        return error_set(
            error, ERROR_USAGE,
            "there is no schema '" STR_FMT "', only govlint, pack, rule and tables" STR_FMT,
            STR_ARG(name),
            STR_ARG(did_you_mean(cli->arena, nearest_of(cli->arena, name, names, NAME_COUNT))));
    if (!output_open(cli, &output, error))
        return false;
    schema_write(shapes[i], titles[i], output.stream);
    *status = EXIT_STATUS_CLEAN;
    return output_close(&output, error);
}
