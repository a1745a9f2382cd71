/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The fragments of links, and what they name in a rendered file.
 */
#include <stdint.h>

#include "base/ascii.h"
#include "base/budget.h"
#include "base/nearest.h"
#include "base/path.h"
#include "base/unicode.h"
#include "document/language.h"
#include "table/link_internal.h"

/* The README that GitHub shows for a folder, or NULL. For the root it may be in other folders:
   https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-readmes
 */
static const SnapshotEntry *find_readme(Arena *arena, const Snapshot *snapshot, Str folder) {
    static const Str root_folders[] = {STR_INIT(".github"), STR_INIT(""), STR_INIT("docs")};
    static const Str names[] = {STR_INIT("README.md"), STR_INIT("readme.md"), STR_INIT("Readme.md"),
                                STR_INIT("README.markdown")};
    const Str *folders = folder.len > 0 ? &folder : root_folders;
    size_t count = folder.len > 0 ? 1 : sizeof root_folders / sizeof *root_folders;
    const SnapshotEntry *found = NULL;
    for (size_t i = 0; i < count && !found; i++)
        for (size_t j = 0; j < sizeof names / sizeof *names && !found; j++)
            found = snapshot_find(snapshot, path_join(arena, folders[i], names[j]));
    return found;
}

/* The Markdown that is shown for the target, or NULL if there is none or it cannot be read. */
static const Document *document_there(Links *links, const LinkTarget *target) {
    if (target->state != LINK_FOUND)
        return NULL;
    const Snapshot *snapshot = target->repository->snapshot;
    const SnapshotEntry *entry = snapshot_find(snapshot, target->path);
    if (!entry && snapshot_has_folder(snapshot, target->path))
        entry = find_readme(links->arena, snapshot, target->path);
    if (!entry || entry->kind != ENTRY_FILE || !language_is_markdown(entry->path))
        return NULL;
    const Document *document = documents_get(links->documents, target->repository, entry->path);
    return document_is_parsable(document) ? document : NULL;
}

/* "L10", "L10-L20" and "L10C5-L20C3" name lines of the source. */
static bool is_lines(Str fragment) {
    bool digit = false;
    for (size_t i = 0; i < fragment.len; i++) {
        char c = fragment.ptr[i];
        bool letter = c == 'L' || c == 'C' || c == '-';
        if (!letter && !ascii_is_digit(c))
            return false;
        digit = digit || !letter;
    }
    return digit && fragment.ptr[0] == 'L';
}

/*
 * Whether GitHub or the browser generates the anchor: the top (HTML, 7.4.6.3), lines, footnotes,
 * the README below the files of a folder, and the files shown in tabs next to it, such as
 * "MIT-1-ov-file".
 */
static bool is_made(Str fragment) {
    static const Str prefixes[] = {STR_INIT("fn-"), STR_INIT("fnref-"), STR_INIT("fn:"),
                                   STR_INIT("fnref:"), STR_INIT("user-content-fn")};
    bool made = fragment.len == 0 || str_equal_nocase(fragment, STR("top")) ||
                str_equal(fragment, STR("readme")) || str_ends_with(fragment, STR("-ov-file")) ||
                is_lines(fragment);
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        made = made || str_starts_with(fragment, prefixes[i]);
    return made;
}

/* The fragment without text to search for: https://wicg.github.io/scroll-to-text-fragment/ */
static Str element_of(Str fragment) {
    return str_slice(fragment, 0, str_find(fragment, STR(":~:"), 0));
}

/* "?tab=coc-ov-file": GitHub shows a file other than the README for a repository's root. */
static bool is_of_tab(const LinkTarget *target) {
    return target->path.len == 0 && str_find(target->url.query, STR("tab="), 0) != SIZE_MAX &&
           str_find(target->url.query, STR("tab=readme-ov-file"), 0) == SIZE_MAX;
}

bool link_is_on_other_forge(const Repository *repository) {
    static const Str files[] = {STR_INIT(".gitlab-ci.yml"), STR_INIT(".gitlab"),
                                STR_INIT(".forgejo"), STR_INIT(".gitea")};
    const Snapshot *snapshot = repository->snapshot;
    Str remote = snapshot_remote(snapshot);
    bool other = repository->github.len == 0 && str_find(remote, STR(":"), 0) != SIZE_MAX &&
                 !str_starts_with(remote, STR("file:"));
    for (size_t i = 0; i < sizeof files / sizeof *files && !other; i++)
        other = snapshot_find(snapshot, files[i]) || snapshot_has_folder(snapshot, files[i]);
    return other;
}

static Str without_hyphens(Arena *arena, Str text) {
    StrBuf out;
    strbuf_init(&out, arena);
    Str folded = unicode_fold_case(arena, text), part;
    while (str_split_next(&folded, '-', &part))
        strbuf_append(&out, part);
    return strbuf_str(&out);
}

/* Other forges treat punctuation, blanks and repeated hyphens differently from GitHub:
   https://docs.gitlab.com/user/markdown/#heading-ids-and-links */
static bool has_anchor_elsewhere(Links *links, const Anchors *anchors, Str fragment) {
    Str letters = without_hyphens(links->arena, fragment);
    for (size_t i = 0; i < anchors->count; i++) {
        Str name = anchors->items[i].name;
        if (!budget_spend(&links->anchor_budget, name.len) ||
            str_equal(without_hyphens(links->arena, name), letters))
            return true;
    }
    return false;
}

/* IETF drafts are converted to pages of their own, with ids from "{: #id}" on any line. */
static bool is_draft(const Document *document) {
    return document_front_matter(document)->of_draft;
}

/* On forges other than GitHub, "#45" is an issue, but not "notes.md#45"; see
   link_is_made_elsewhere. */
bool link_has_anchor(Links *links, const LinkTarget *target) {
    Str fragment = element_of(target->fragment);
    if (is_made(fragment))
        return true;
    if (target->site)
        return jekyll_has_anchor(target->site, &target->page, fragment);
    const Document *document = document_there(links, target);
    return !document || anchors_find(document_anchors(document), links->arena, fragment) ||
           is_of_tab(target) || is_draft(document) ||
           link_is_generated(links, target->repository, target->path) ||
           (link_is_on_other_forge(target->repository) &&
            ((target->url.path.len == 0 && str_is_number(fragment)) ||
             has_anchor_elsewhere(links, document_anchors(document), fragment)));
}

Str link_shown_path(Links *links, const LinkTarget *target) {
    const Document *document = target->site ? NULL : document_there(links, target);
    return document ? document->source->path : target->path;
}

/* "overview-1" probably means "overview" if only one such heading is left. */
static bool is_repeat_of(Str fragment, Str name) {
    size_t hyphen = str_find_last(fragment, '-');
    return hyphen != SIZE_MAX && str_equal(str_slice(fragment, 0, hyphen), name);
}

/* The only anchor that continues the fragment: for "scope", "scope-of-this-charter". */
static const Anchor *continued_anchor(const Anchors *anchors, Str fragment) {
    const Anchor *found = NULL;
    for (size_t i = 0; i < anchors->count; i++) {
        Str name = anchors->items[i].name;
        bool continues = name.len > fragment.len && name.ptr[fragment.len] == '-' &&
                         str_equal_nocase(str_slice(name, 0, fragment.len), fragment);
        if (continues && found)
            return NULL;
        found = continues ? &anchors->items[i] : found;
    }
    return found;
}

/* The anchor with the same letters and digits, else one that the fragment is a typo of. */
static const Anchor *nearest_anchor(Links *links, const Anchors *anchors, Str fragment) {
    Str folded = unicode_fold(links->arena, fragment);
    Nearest nearest;
    const Anchor *best = NULL;
    nearest_init(&nearest, links->arena, fragment);
    for (size_t i = 0; i < anchors->count; i++) {
        const Anchor *anchor = &anchors->items[i];
        if (!budget_spend(&links->anchor_budget, anchor->name.len + fragment.len))
            return NULL;
        if (folded.len > 0 && str_equal(unicode_fold(links->arena, anchor->name), folded))
            return anchor;
        if (is_repeat_of(fragment, anchor->name))
            best = anchor;
        if (!nearest_has_marks_of(fragment, anchor->name))
            continue;
        nearest_offer(&nearest, anchor->name);
        if (nearest.found && nearest.text.ptr == anchor->name.ptr)
            best = anchor;
    }
    return best ? best : continued_anchor(anchors, fragment);
}

/* Whether GitHub and the other forges write this anchor the same way. */
static bool is_written_alike(const Repository *repository, Str name) {
    return (!str_starts_with(name, STR("-")) && str_find(name, STR("--"), 0) == SIZE_MAX) ||
           !link_is_on_other_forge(repository);
}

bool link_suggest_anchor(Links *links, const LinkTarget *target, Str *anchor, Location *at) {
    const Document *document = document_there(links, target);
    if (!document)
        return false;
    const Anchor *nearest =
        nearest_anchor(links, document_anchors(document), element_of(target->fragment));
    if (!nearest || !is_written_alike(target->repository, nearest->name))
        return false;
    /* "## Board" has an id on GitHub and on a Jekyll page, "<h2>Board</h2>" only on GitHub. */
    if (target->site && !jekyll_has_anchor(target->site, &target->page, nearest->name))
        return false;
    *anchor = url_escape_path(links->arena, nearest->name);
    *at = (Location){document->source, nearest->at};
    return true;
}
