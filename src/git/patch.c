/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Patches are made by libgit2 from two buffers. It knows neither the file's mode nor what a
 * terminal or a workflow log would act on, so the header is corrected afterwards, and a change that
 * cannot be shown as it is becomes a binary patch, with the text as comments above it.
 */
#include "git/patch.h"

#include <git2.h>

#include "base/array.h"
#include "base/escape.h"
#include "git/snapshot_internal.h"

/* Line endings, even a missing one at the end, are shown as they are, and nothing is taken for
   binary. */
enum { AS_TEXT = GIT_DIFF_FORCE_TEXT, AS_BINARY = GIT_DIFF_FORCE_BINARY | GIT_DIFF_SHOW_BINARY };

static void set_options(git_diff_options *options, uint32_t flags) {
    git_diff_options_init(options, GIT_DIFF_OPTIONS_VERSION);
    options->flags = flags;
    options->context_lines = 3;
    options->id_abbrev = GIT_OID_HEXSZ; /* `git apply --3way` needs it to find the blob */
    options->old_prefix = "a";
    options->new_prefix = "b";
}

static bool make(Arena *arena, const PatchFile *file, uint32_t flags, Str *out, Error *error) {
    git_patch *patch = NULL;
    git_buf text = {0};
    git_diff_options options;
    set_options(&options, flags);
    const char *path = str_to_c(arena, file->path);
    const char *before = file->before.len ? file->before.ptr : "";
    const char *after = file->after.len ? file->after.ptr : "";
    int code = git_patch_from_buffers(&patch, file->created ? NULL : before, file->before.len, path,
                                      after, file->after.len, path, &options);
    if (code == 0)
        code = git_patch_to_buf(&text, patch);
    if (code == 0)
        *out = str_copy(arena, (Str){text.ptr, text.size});
    else
        error_set(error, ERROR_RUN, "cannot make a patch of " STR_FMT ": " STR_FMT,
                  STR_ARG(file->path), STR_ARG(place_git_error(arena)));
    git_buf_dispose(&text);
    git_patch_free(patch);
    return code == 0;
}

static bool is_plain(Str text, size_t at) {
    unsigned char byte = (unsigned char)text.ptr[at];
    return byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\' &&
           !escape_is_command(text, at);
}

/* "a/PATH", quoted as in Git. */
static Str quoted_name(Arena *arena, char side, Str path) {
    Str name = str_printf(arena, "%c/" STR_FMT, side, STR_ARG(path));
    StrBuf buf;
    strbuf_init(&buf, arena);
    for (size_t i = 0; i < name.len; i++)
        if (is_plain(name, i))
            strbuf_append_char(&buf, name.ptr[i]);
        else
            strbuf_printf(&buf, "\\%03o", (unsigned)(unsigned char)name.ptr[i]);
    return buf.len == name.len ? name
                               : str_printf(arena, "\"" STR_FMT "\"", STR_ARG(strbuf_str(&buf)));
}

/* The lines before the change itself; `*rest` is what follows them. */
static void add_header(StrBuf *buf, const PatchFile *file, Str text, Str *rest) {
    Str old_name = quoted_name(buf->arena, 'a', file->path);
    Str new_name = quoted_name(buf->arena, 'b', file->path);
    Str line;
    for (*rest = text; rest->len > 0; text = *rest) {
        str_split_next(rest, '\n', &line);
        bool has_mode = str_starts_with(line, STR("index ")) && str_ends_with(line, STR(" 100644"));
        if (str_starts_with(line, STR("@@")) || str_starts_with(line, STR("GIT binary patch"))) {
            *rest = text;
            return;
        }
        if (str_starts_with(line, STR("diff --git ")))
            strbuf_printf(buf, "diff --git " STR_FMT " " STR_FMT, STR_ARG(old_name),
                          STR_ARG(new_name));
        else if (str_starts_with(line, STR("--- ")) && !file->created)
            strbuf_printf(buf, "--- " STR_FMT, STR_ARG(old_name));
        else if (str_starts_with(line, STR("+++ ")))
            strbuf_printf(buf, "+++ " STR_FMT, STR_ARG(new_name));
        else if (has_mode && file->executable)
            strbuf_printf(buf, STR_FMT "100755", STR_ARG(str_slice(line, 0, line.len - 6)));
        else
            strbuf_append(buf, line);
        strbuf_append_char(buf, '\n');
    }
}

/* Whether the line is shown as it is, and nothing acts on it. */
static bool is_harmless(Arena *scratch, Str line) {
    if (str_ends_with(line, STR("\r")))
        line.len--;
    if (escape_starts_command(line))
        return false;
    Str part;
    while (line.len > 0 && str_split_next(&line, '\t', &part))
        if (!str_equal(escape_terminal(scratch, part), part))
            return false;
    return true;
}

static bool all_harmless(Str lines) {
    Arena scratch;
    Str line;
    bool ok = true;
    arena_init(&scratch);
    while (ok && lines.len > 0 && str_split_next(&lines, '\n', &line))
        ok = is_harmless(&scratch, line);
    arena_free(&scratch);
    return ok;
}

/* Shows the change to people; `git apply` ignores these lines. */
static void add_comments(StrBuf *buf, Str lines) {
    Str line;
    strbuf_append_c(
        buf, "# some of this does not show; here it has its codes, and the patch is binary:\n");
    while (lines.len > 0 && str_split_next(&lines, '\n', &line))
        strbuf_printf(buf, "# " STR_FMT "\n", STR_ARG(escape_terminal(buf->arena, line)));
}

bool patch_make(Arena *arena, const PatchFile *file, Str *out, Error *error) {
    place_start_library();
    Str text;
    Str change;
    StrBuf buf;
    StrBuf header;
    *out = (Str){0};
    if (!file->created && str_equal(file->before, file->after))
        return true;
    if (!make(arena, file, AS_TEXT, &text, error))
        return false;
    strbuf_init(&buf, arena);
    strbuf_init(&header, arena);
    add_header(&header, file, text, &change);
    if (!all_harmless(change)) {
        add_comments(&buf, change);
        strbuf_init(&header, arena);
        if (!make(arena, file, AS_BINARY, &text, error))
            return false;
        add_header(&header, file, text, &change);
    }
    strbuf_append(&buf, strbuf_str(&header));
    strbuf_append(&buf, change);
    *out = strbuf_str(&buf);
    return true;
}

typedef struct AddedLines {
    Arena *arena;
    ARRAY_OF(PatchLines) lines;
} AddedLines;

static int add_lines(const git_diff_delta *delta, const git_diff_hunk *hunk, void *payload) {
    AddedLines *added = payload;
    (void)delta;
    if (hunk->new_lines > 0)
        array_push(added->arena, &added->lines,
                   (PatchLines){(size_t)hunk->new_start, (size_t)hunk->new_lines});
    return 0;
}

const PatchLines *patch_added_lines(Arena *arena, Str before, Str after, size_t *count) {
    AddedLines added = {.arena = arena};
    git_diff_options options;
    set_options(&options, AS_TEXT);
    options.context_lines = 0;
    if (git_diff_buffers(before.len ? before.ptr : "", before.len, NULL, after.len ? after.ptr : "",
                         after.len, NULL, &options, NULL, NULL, add_lines, NULL, &added) != 0)
        added.lines.len = 0;
    *count = added.lines.len;
    return added.lines.items;
}
