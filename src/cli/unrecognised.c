/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * If no pack recognises a place, only the rules for any repository run. That must not look like a
 * clean lint, so the user is told. The note names the repositories inside the place, as it is easy
 * to give the folder in which they were cloned side by side.
 */
#include "base/escape.h"
#include "cli/bind.h"

/* The command line up to the first place: "govlint", "govlint show sigs". */
static void append_command(StrBuf *buf, const Cli *cli, Str first) {
    strbuf_append_c(buf, "govlint");
    if (cli->command != commands)
        strbuf_printf(buf, " %s", cli->command->name);
    for (size_t i = 0; i < cli->operands.len && !str_equal(cli->operands.items[i], first); i++)
        strbuf_printf(buf, " " STR_FMT, STR_ARG(escape_shell(buf->arena, cli->operands.items[i])));
}

/* "; did you mean: govlint governance website", or how to say that the place itself is meant. */
static Str suggestion(const Cli *cli, Str first, const StrList *inside) {
    Arena *arena = cli->arena;
    StrBuf buf;
    strbuf_init(&buf, arena);
    if (inside->len == 0)
        return STR(" ('pack: common' in .govlint.yml says that it is meant)");
    strbuf_append_c(&buf, "; did you mean: ");
    append_command(&buf, cli, first);
    for (size_t i = 0; i < inside->len; i++)
        strbuf_printf(&buf, " %s" STR_FMT, str_starts_with(inside->items[i], STR("-")) ? "./" : "",
                      STR_ARG(escape_shell(arena, inside->items[i])));
    return strbuf_str(&buf);
}

/* "the current folder is", "'a' and 'b' are" */
static Str subject(Arena *arena, const Site *sites, size_t count) {
    StrBuf buf;
    strbuf_init(&buf, arena);
    if (count == 1 && str_equal(sites[0].path, STR(".")))
        return STR("the current folder is");
    for (size_t i = 0; i < count; i++)
        strbuf_printf(&buf, "%s'" STR_FMT "'",
                      i == 0           ? ""
                      : i + 1 == count ? " and "
                                       : ", ",
                      STR_ARG(sites[i].path));
    strbuf_append_c(&buf, count == 1 ? " is" : " are");
    return strbuf_str(&buf);
}

void tell_unrecognised(Cli *cli, Binding *binding, Pack *const *packs, size_t pack_count,
                       const Site *sites, size_t site_count) {
    StrList inside = {0};
    binding->only_common = true;
    if (!cli->command->unrecognised)
        return;
    for (size_t i = 0; i < site_count; i++)
        for (size_t k = 0; k < pack_count && !sites[i].revision.len; k++)
            find_inside(cli, binding, packs[k], sites[i].path, &inside);
    for (size_t i = 0; i < site_count && inside.len == 0; i++)
        if (!sites[i].revision.len)
            find_clones(cli, sites[i].path, &inside);
    ReportNotice *notice =
        cli_notice(cli, "no-repository-recognised",
                   STR_FMT " not recognised as a repository of any pack: only %s" STR_FMT,
                   STR_ARG(subject(cli->arena, sites, site_count)), cli->command->unrecognised,
                   STR_ARG(suggestion(cli, sites[0].path, &inside)));
    notice->paths = inside.items;
    notice->path_count = inside.len;
}
