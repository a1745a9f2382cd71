/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Help, printed from the tables of commands and options.
 */
#include <stdio.h>
#include <string.h>

#include "base/unicode.h"
#include "cli/cli.h"

#define OPTION_COLUMN 28

static void print_padded(FILE *out, Str text) {
    size_t width = utf8_width(text);
    fprintf(out, STR_FMT, STR_ARG(text));
    if (width + 1 > OPTION_COLUMN) {
        putc('\n', out);
        width = 0;
    }
    for (size_t i = width; i < OPTION_COLUMN; i++)
        putc(' ', out);
}

/* Appends the names of the command's formats: "text|concise|json". */
static void add_formats(StrBuf *buf, const Command *command) {
    for (size_t i = 0; command->format_name(i); i++)
        strbuf_printf(buf, "%s%s", i == 0 ? "" : "|", command->format_name(i));
}

static void print_option(FILE *out, Arena *arena, const Command *command, OptionId id) {
    const OptionDef *def = &option_defs[id];
    StrBuf buf;
    strbuf_init(&buf, arena);
    if (def->letter)
        strbuf_printf(&buf, "  -%c, --%s", def->letter, def->name);
    else
        strbuf_printf(&buf, "      --%s", def->name);
    if (def->argument)
        strbuf_append_c(&buf, " ");
    if (id == OPTION_FORMAT)
        add_formats(&buf, command);
    else if (def->choices)
        for (size_t i = 0; def->choices[i]; i++)
            strbuf_printf(&buf, "%s%s", i == 0 ? "" : "|", def->choices[i]);
    else if (def->argument)
        strbuf_append_c(&buf, def->argument);
    print_padded(out, strbuf_str(&buf));
    fprintf(out, "  %s\n", def->summary);
}

static void print_options(FILE *out, Arena *arena, const Command *command) {
    fputs("\nOptions:\n", out);
    for (unsigned id = 0; id < OPTION_COUNT; id++)
        if (command->options & OPTION_BIT(id))
            print_option(out, arena, command, (OptionId)id);
}

static void print_commands(FILE *out, Arena *arena) {
    fputs("\nCommands:\n", out);
    for (const Command *command = commands; command->name; command++) {
        Str usage = str_printf(arena, "  %s %s", command->name, command->operands);
        print_padded(out, usage);
        fprintf(out, "  %s\n", command->summary);
    }
    fputs("\"govlint COMMAND --help\" tells more about each.\n", out);
}

/* Prints a paragraph, wrapped at a width that fits any terminal. */
static void print_about(FILE *out, const char *about) {
    size_t column = 0;
    for (const char *word = about; *word;) {
        size_t length = strcspn(word, " ");
        if (column > 0 && column + 1 + length > 78) {
            putc('\n', out);
            column = 0;
        }
        column += (size_t)fprintf(out, "%s%.*s", column > 0 ? " " : "", (int)length, word);
        word += length + (word[length] == ' ');
    }
    putc('\n', out);
}

static void print_exit_status(FILE *out, const Command *command) {
    bool grades = command->options & OPTION_BIT(OPTION_FAIL_ON);
    fprintf(out, "\nExit status:\n  0  %s\n",
            grades ? "nothing at or above the failing severity" : "all went well");
    if (command->failure)
        fprintf(out, "  1  %s\n", command->failure);
    fputs("  2  bad usage, configuration or pack\n"
          "  3  could not run: no repository, something unreadable, a failed write\n",
          out);
}

void help_write(const Command *command, FILE *out) {
    Arena arena;
    arena_init(&arena);
    if (command) {
        fprintf(out, "govlint %s: %s\n\nUsage: govlint %s [OPTIONS]%s%s\n", command->name,
                command->summary, command->name, command->operands[0] ? " " : "",
                command->operands);
        if (command->about) {
            putc('\n', out);
            print_about(out, command->about);
        }
    } else {
        fputs("govlint: lint the repositories in which an organisation governs itself\n\n"
              "Usage: govlint [check] [OPTIONS] [PATH…]\n"
              "       govlint COMMAND [OPTIONS] …\n",
              out);
        print_commands(out, &arena);
    }
    const Command *described = command ? command : &commands[0];
    print_options(out, &arena, described);
    print_exit_status(out, described);
    arena_free(&arena);
}
