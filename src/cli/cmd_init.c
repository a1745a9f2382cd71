/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * govlint init: writes a configuration into a repository and, if asked, a hook and a workflow.
 *
 * The texts are the files of init/, which are built into the program. Nothing is ever overwritten:
 * a file that exists is left alone, which is a failure only if it was asked for and differs. Each
 * file is written like a fix, wholly or not at all.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/path.h"
#include "cli/bind.h"
#include "fix/plan.h"
#include "git/hooks.h"
#include "rule/embedded.h"

#define CONFIGURATION ".govlint.yml"
#define WORKFLOW ".github/workflows/govlint.yml"
#define MAX_TEXT 65536 /* more than any of the templates */

/* A file to write. */
typedef struct InitFile {
    Str root;  /* an existing folder */
    Str path;  /* below it */
    Str shown; /* as it is shown to the user */
    Str text;
    bool executable;
    bool asked; /* asked for by an option, or the only file to write */
} InitFile;

static Str template_text(const char *name) {
    for (size_t i = 0; i < embedded_file_count; i++)
        if (str_equal_c(embedded_files[i].path, name))
            return embedded_files[i].bytes;
    return STR("");
}

static bool is_there(Cli *cli, Str path) {
    struct stat status;
    return lstat(str_to_c(cli->arena, path), &status) == 0;
}

/* Whether the file has exactly these bytes. */
static bool holds(Cli *cli, Str path, Str text) {
    char *name = str_to_c(cli->arena, path);
    char *bytes = arena_alloc(cli->arena, MAX_TEXT);
    struct stat status;
    if (lstat(name, &status) != 0 || !S_ISREG(status.st_mode))
        return false;
    FILE *file = fopen(name, "rb");
    if (!file)
        return false;
    size_t count = fread(bytes, 1, MAX_TEXT, file);
    bool whole = !ferror(file) && count < MAX_TEXT;
    fclose(file);
    return whole && str_equal((Str){bytes, count}, text);
}

/* Finds the name of the pack that the repository fits; false if that cannot be known. */
static bool pack_name(Cli *cli, Str root, Str *out, Error *error) {
    Binding binding;
    Error why = {0};
    bool quiet = cli->options.quiet;
    cli->options.quiet = true;
    bool ok = bind_repositories(cli, &root, 1, &binding, &why);
    *out = ok ? binding.pack->name : STR("common");
    if (!ok && why.kind == ERROR_RUN)
        *error = why;
    ok = error->kind == ERROR_NONE;
    for (size_t i = 0; ok && str_equal(*out, STR("common")) && i < binding.repository_count; i++)
        if (binding.repositories[i].snapshot)
            ok = check_listed(binding.repositories[i].snapshot, error);
    bind_close(&binding);
    cli->options.quiet = quiet;
    return ok;
}

/* The template with the name replaced by the text. */
static Str fill(Cli *cli, Str template, Str name, Str text) {
    size_t at = str_find(template, name, 0);
    if (at == SIZE_MAX)
        return template;
    Str before = str_slice(template, 0, at);
    Str after = str_slice(template, at + name.len, template.len);
    return str_printf(cli->arena, STR_FMT STR_FMT STR_FMT, STR_ARG(before), STR_ARG(text),
                      STR_ARG(after));
}

static Str configuration(Cli *cli, Str pack) {
    return fill(cli, template_text("init/govlint.yml"), STR("@PACK@"), pack);
}

/* The workflow, with the action of this program's version and the default branch, to which pushes
   are linted. */
static Str workflow(Cli *cli, Str root) {
    Str text = template_text("init/workflow.yml");
    text = fill(cli, text, STR("@VERSION@"), STR(GOVLINT_VERSION));
    return fill(cli, text, STR("@BRANCH@"), snapshot_default_branch(cli->arena, root));
}

/* The absolute path of the current folder. */
static bool current_folder(Cli *cli, Str *out, Error *error) {
    char *bytes = arena_alloc(cli->arena, PATH_MAX);
    if (!getcwd(bytes, PATH_MAX))
        return error_set(error, ERROR_RUN, "cannot tell which folder is the current one: " STR_FMT,
                         STR_ARG(error_of_system(cli->arena, errno)));
    *out = str_from_c(bytes);
    return true;
}

/* An absolute path, made relative if it leads into the folder `here`. */
static Str shown_path(Cli *cli, Str here, Str path) {
    Str inside = str_printf(cli->arena, STR_FMT "/", STR_ARG(here));
    return str_starts_with(path, inside) ? str_slice(path, inside.len, path.len) : path;
}

/* The program as the shell calls it from any folder; it was called from `here`. */
static Str program_word(Cli *cli, Str here) {
    Str name = cli->program;
    if (str_find(name, STR("/"), 0) == SIZE_MAX)
        return STR("govlint");
    if (!str_starts_with(name, STR("/")))
        name = path_join(cli->arena, here, name);
    return escape_shell(cli->arena, name);
}

static Str hook(Cli *cli, Str here) {
    return fill(cli, template_text("init/pre-commit"), STR("@PROGRAM@"), program_word(cli, here));
}

/*
 * The configuration to write to `path`. An existing one is not used to find the pack, as it may
 * name repositories far away. It counts as up to date if it is what would be written for any pack.
 */
static bool configuration_for(Cli *cli, Str root, Str path, Str *out, Error *error) {
    size_t count = 0;
    const char *const *names = pack_builtin_names(&count);
    Str name;
    if (!is_there(cli, path)) {
        if (!pack_name(cli, root, &name, error))
            return false;
        *out = configuration(cli, name);
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        *out = configuration(cli, str_from_c(names[i]));
        if (holds(cli, path, *out))
            break;
    }
    return true;
}

/* Reports a file that already exists; false if that is a failure. */
static bool keep(Cli *cli, const InitFile *file, Str path) {
    if (holds(cli, path, file->text)) {
        cli_note(cli, "'" STR_FMT "' already exists, with the same content", STR_ARG(file->shown));
        return true;
    }
    if (file->asked)
        cli_complain(cli, "'" STR_FMT "' already exists and was not overwritten",
                     STR_ARG(file->shown));
    else
        cli_note(cli, "'" STR_FMT "' already exists and is kept", STR_ARG(file->shown));
    return !file->asked;
}

/* Writes the file and says so. That it already exists is not an Error, as there may be others to
   write. */
static bool write_init_file(Cli *cli, const InitFile *file, ExitStatus *status, Error *error) {
    Str path = path_join(cli->arena, file->root, file->path);
    if (is_there(cli, path)) {
        if (!keep(cli, file, path))
            *status = EXIT_STATUS_NOT_RUN;
        return true;
    }
    int root = open(str_to_c(cli->arena, file->root), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root < 0)
        return error_set(error, ERROR_RUN, "cannot open '" STR_FMT "': " STR_FMT,
                         STR_ARG(file->root), STR_ARG(error_of_system(cli->arena, errno)));
    FixedFile new = {
        .path = file->path, .created = true, .executable = file->executable, .after = file->text};
    Str problem = write_file(cli->arena, root, &new);
    close(root);
    if (problem.len > 0)
        return error_set(error, ERROR_RUN, "cannot write '" STR_FMT "': " STR_FMT,
                         STR_ARG(file->shown), STR_ARG(problem));
    if (!cli->options.quiet) {
        Str shown = escape_terminal(cli->arena, file->shown);
        printf("wrote " STR_FMT "\n", STR_ARG(shown));
    }
    return true;
}

/* Finds the folder to write to: the root of the work tree that PATH is in, or PATH itself. */
static bool find_root(Cli *cli, Str path, Str *out, Error *error) {
    if (snapshot_find_work_tree(cli->arena, path, out))
        return true;
    Snapshot *snapshot = snapshot_open(cli->arena, path, error);
    if (!snapshot)
        return false;
    bool bare = snapshot_root(snapshot).len == 0;
    snapshot_close(snapshot);
    *out = path;
    return !bare || error_set(error, ERROR_RUN, "'" STR_FMT "' is a bare repository, without files",
                              STR_ARG(path));
}

static bool write_hook(Cli *cli, Str here, Str root, ExitStatus *status, Error *error) {
    HooksFolder hooks;
    if (!hooks_find(cli->arena, root, &hooks, error))
        return false;
    InitFile file = {.root = hooks.root,
                     .path = path_join(cli->arena, hooks.folder, STR("pre-commit")),
                     .text = hook(cli, here),
                     .executable = true,
                     .asked = true};
    file.shown = shown_path(cli, here, path_join(cli->arena, hooks.root, file.path));
    return write_init_file(cli, &file, status, error);
}

bool cmd_init(Cli *cli, ExitStatus *status, Error *error) {
    const Options *options = &cli->options;
    Str here = STR(""), root;
    if (options->hook && !current_folder(cli, &here, error))
        return false;
    if (!find_root(cli, cli->operands.len > 0 ? cli->operands.items[0] : STR("."), &root, error))
        return false;
    Str prefix = str_equal(root, STR(".")) ? STR("") : root;
    InitFile file = {.root = root,
                     .path = STR(CONFIGURATION),
                     .shown = path_join(cli->arena, prefix, STR(CONFIGURATION)),
                     .asked = !options->hook && !options->workflow};
    Str path = path_join(cli->arena, root, file.path);
    if (!configuration_for(cli, root, path, &file.text, error) ||
        !write_init_file(cli, &file, status, error))
        return false;
    if (options->hook && !write_hook(cli, here, root, status, error))
        return false;
    if (!options->workflow)
        return true;
    file = (InitFile){.root = root,
                      .path = STR(WORKFLOW),
                      .shown = path_join(cli->arena, prefix, STR(WORKFLOW)),
                      .text = workflow(cli, root),
                      .asked = true};
    return write_init_file(cli, &file, status, error);
}
