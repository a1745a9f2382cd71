/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Patches are made by libgit2 from two buffers. It knows nothing of the file's mode, so that of an
 * executable one is put right afterwards.
 */
#include "git/patch.h"

#include <git2.h>

#include "git/snapshot_internal.h"

/* Line ends, the missing one at the end too, are shown as they are: nothing is taken for binary. */
static void set_options(git_diff_options *options) {
    git_diff_options_init(options, GIT_DIFF_OPTIONS_VERSION);
    options->flags = GIT_DIFF_FORCE_TEXT;
    options->context_lines = 3;
    options->id_abbrev = GIT_OID_HEXSZ; /* `git apply --3way` finds the blob by it */
    options->old_prefix = "a";
    options->new_prefix = "b";
}

/* The first `old` in the patch's header becomes `text`; they are of one length. */
static void replace_in_header(char *bytes, size_t size, Str old, Str text) {
    Str all = {bytes, size};
    size_t end = str_find(all, STR("\n@@"), 0);
    size_t at = str_find(str_slice(all, 0, end), old, 0);
    for (size_t i = 0; at != SIZE_MAX && i < text.len; i++)
        bytes[at + i] = text.ptr[i];
}

static Str copy_patch(Arena *arena, const git_buf *text, const PatchFile *file) {
    char *bytes = str_to_c(arena, (Str){text->ptr, text->size});
    if (file->executable && !file->created)
        replace_in_header(bytes, text->size, STR(" 100644\n---"), STR(" 100755\n---"));
    return (Str){bytes, text->size};
}

bool patch_make(Arena *arena, const PatchFile *file, Str *out, Error *error) {
    place_start_library();
    git_patch *patch = NULL;
    git_buf text = {0};
    git_diff_options options;
    bool ok = false;
    set_options(&options);
    const char *path = str_to_c(arena, file->path);
    const char *before = file->before.len ? file->before.ptr : "";
    const char *after = file->after.len ? file->after.ptr : "";
    *out = (Str){0};
    if (!file->created && str_equal(file->before, file->after))
        return true;
    int code = git_patch_from_buffers(&patch, file->created ? NULL : before, file->before.len, path,
                                      after, file->after.len, path, &options);
    if (code == 0)
        code = git_patch_to_buf(&text, patch);
    if (code != 0) {
        error_set(error, ERROR_RUN, "cannot make a patch of " STR_FMT ": " STR_FMT,
                  STR_ARG(file->path), STR_ARG(place_git_error(arena)));
        goto out;
    }
    *out = copy_patch(arena, &text, file);
    ok = true;

out:
    git_buf_dispose(&text);
    git_patch_free(patch);
    return ok;
}
