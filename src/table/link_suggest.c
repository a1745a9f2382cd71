/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Finding what was meant by a path that does not exist.
 */
#include "base/path.h"
#include "table/link_internal.h"

/* A path in the form that the link uses: relative, from the root, or after the branch. */
static Str spell(Links *links, const LinkTarget *target, Str path) {
    Arena *arena = links->arena;
    Str written = target->file;
    bool slash = str_ends_with(written, STR("/"));
    bool dot = str_starts_with(written, STR("./"));
    StrBuf out;
    strbuf_init(&out, arena);
    if (str_starts_with(written, STR("/"))) {
        strbuf_append_char(&out, '/');
        strbuf_append(&out, url_escape_path(arena, path));
    } else if (url_is_absolute(&target->url)) {
        strbuf_append(&out, url_escape_path(arena, path));
    } else {
        Str relative = path_relative(arena, path_folder(target->from_path), path);
        if (dot && !str_starts_with(relative, STR(".")))
            strbuf_append_c(&out, "./");
        strbuf_append(&out, url_escape_path(arena, relative));
    }
    if (slash && snapshot_has_folder(target->repository->snapshot, path))
        strbuf_append_char(&out, '/');
    return strbuf_str(&out);
}

PathIndex *links_paths(Links *links, const Repository *repository) {
    PathIndex **index = &links->indexes[repository - links->repositories];
    snapshot_tell(repository->snapshot, ASPECT_ALL, (Str){0});
    if (!*index)
        *index = path_index_new(links->own, repository->snapshot);
    return *index;
}

/* The path without the "../" that lead above the root. */
static Str without_climbing(Str path) {
    while (str_starts_with(path, STR("../")))
        path = str_slice(path, 3, path.len);
    return path;
}

/* A page that loads a script does not mean an image, or the source that a script is built from. */
static bool is_other_kind(Str written, Str path) {
    Str extension = path_extension(written);
    return (str_equal_c(extension, ".js") || str_equal_c(extension, ".css")) &&
           !str_equal(path_extension(path), extension);
}

bool link_suggest(Links *links, const LinkTarget *target, LinkNearness nearness, Str *file) {
    if (target->site)
        return jekyll_suggest(target->site, &target->page, nearness == LINK_OTHER_CASE, file);
    PathIndex *index = links_paths(links, target->repository);
    Str path = without_climbing(target->path);
    bool climbs = path.len < target->path.len;
    bool same = !climbs && path_index_find_case(index, target->path, &path);
    if (!same && (nearness != LINK_NEAREST ||
                  (!climbs && !path_index_find_near(index, target->path, &path))))
        return false;
    if (!same && is_other_kind(target->path, path))
        return false;
    /* A link to its own page is only meant if it has a fragment. */
    bool itself = target->repository == target->from && str_equal(path, target->from_path);
    if (itself && !same && target->fragment.len == 0)
        return false;
    *file = spell(links, target, path);
    return true;
}
