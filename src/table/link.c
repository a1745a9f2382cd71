/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Resolving links: first the URL's parts, then the path in its repository, then whether that
 * exists.
 */
#include "base/ascii.h"
#include "base/budget.h"
#include "base/path.h"
#include "document/language.h"
#include "table/link_internal.h"

/* Bytes of anchors that all searches for the nearest one may compare; after that, none is found. */
#define ANCHOR_BUDGET ((size_t)32 << 20)

/* How many .gitignore patterns are matched at most; after that, nothing counts as ignored. */
#define IGNORED_BUDGET ((size_t)1000000)

/* Bytes that are searched for the name of a repository's home; after that, any repository may be a
   fork. */
#define HOME_BUDGET ((size_t)1 << 30)

Links *links_new(Arena *arena, Documents *documents, const Repository *repositories,
                 size_t repository_count, PatternSet *patterns) {
    Links *links = arena_new(arena, Links);
    *links = (Links){.own = arena,
                     .arena = arena,
                     .documents = documents,
                     .repositories = repositories,
                     .repository_count = repository_count,
                     .anchor_budget = ANCHOR_BUDGET,
                     .home_budget = HOME_BUDGET,
                     .patterns = patterns,
                     .ignored_budget = IGNORED_BUDGET};
    map_init(&links->ignored, arena);
    links->indexes = arena_new_array(arena, repository_count, PathIndex *);
    links->sites = arena_new_array(arena, repository_count, JekyllSite *);
    return links;
}

Arena *links_set_arena(Links *links, Arena *arena) {
    Arena *before = links->arena;
    links->arena = arena;
    return before;
}

/* Whether GitHub shows files in this view: VIEW/BRANCH/PATH. */
static bool is_file_view(Str view) {
    static const char *const views[] = {"blob",   "tree",  "raw",     "edit",
                                        "delete", "blame", "commits", NULL};
    return str_is_one_of(view, views);
}

/*
 * Whether the snapshot represents this branch: the default one, by its name or as HEAD. If the
 * default branch was renamed from "master" to "main", GitHub redirects the old name to the new one
 * until there is a branch of the old name again:
 * https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-branches-in-your-repository/renaming-a-branch
 */
static bool is_present(const Repository *repository, Str branch) {
    static const char *const names[] = {"HEAD", "main", "master", NULL};
    if (repository->branch.len > 0 && str_equal(branch, repository->branch))
        return true;
    return str_is_one_of(branch, names) &&
           !(repository->snapshot && snapshot_has_other_branch(repository->snapshot, branch));
}

/* Splits BRANCH/PATH. A branch's name may contain "/", which shows only if the name is known. */
static void split_branch(const Repository *repository, Str behind, LinkTarget *out) {
    static const Str heads = STR_INIT("refs/heads/");
    if (str_starts_with(behind, heads))
        behind = str_slice(behind, heads.len, behind.len);
    size_t end = str_find(behind, STR("/"), 0);
    Str known = repository ? repository->branch : (Str){0};
    if (known.len > 0 && str_starts_with(behind, known) &&
        (behind.len == known.len || behind.ptr[known.len] == '/'))
        end = known.len;
    out->branch = str_slice(behind, 0, end);
    if (end < behind.len)
        out->file = str_slice(behind, end + 1, behind.len);
}

/* Whether the path is below something that is not a folder in the snapshot, or was not listed. */
static bool is_out_of_sight(const Snapshot *snapshot, Str path) {
    for (Str folder = path_folder(path); folder.len > 0; folder = path_folder(folder)) {
        const SnapshotEntry *entry = snapshot_find(snapshot, folder);
        if (entry && entry->kind != ENTRY_FILE)
            return true;
    }
    size_t count = 0;
    const SnapshotProblem *problems = snapshot_problems(snapshot, &count);
    for (size_t i = 0; i < count; i++)
        if (str_starts_with(path, problems[i].path))
            return true;
    return false;
}

static bool is_there(const Snapshot *snapshot, Str path) {
    return snapshot_find(snapshot, path) || snapshot_has_folder(snapshot, path);
}

/* Whether a path of the work tree is in the part of it that the snapshot has; `*out` is the path
   relative to that part. */
static bool is_inside(const Snapshot *snapshot, Str path, Str *out) {
    Str prefix = snapshot_prefix(snapshot); /* with a final "/" */
    bool root = prefix.len == path.len + 1 && str_starts_with(prefix, path);
    *out = str_slice(path, prefix.len, path.len);
    return root || str_starts_with(path, prefix);
}

/* Sets path and state for a path from the root of the work tree. */
static void settle(Links *links, LinkTarget *out, Str path) {
    const Snapshot *snapshot = out->repository->snapshot;
    out->state = LINK_UNKNOWN;
    if (!snapshot || !is_inside(snapshot, path, &out->path))
        return;
    if (is_there(snapshot, out->path))
        out->state = LINK_FOUND;
    else if (!is_out_of_sight(snapshot, out->path) &&
             !link_is_ignored(links, out->repository, out->path))
        out->state = LINK_MISSING;
}

/* The same for an encoded path. One that leads above the root is left unresolved. */
static void settle_decoded(Links *links, LinkTarget *out, Str path) {
    Str normalised;
    if (path_normalise(links->arena, url_decode(links->arena, path), &normalised))
        settle(links, out, normalised);
}

/* github.com */

static bool is_github(Str host) {
    return str_equal_nocase(host, STR("github.com")) ||
           str_equal_nocase(host, STR("www.github.com"));
}

static bool is_raw_github(Str host) {
    return str_equal_nocase(host, STR("raw.githubusercontent.com"));
}

/* OWNER/REPO without the ".git" that the URL of a clone may have. */
static Str without_git(Str github) {
    bool git = str_ends_with(github, STR(".git"));
    return str_slice(github, 0, github.len - (git ? 4 : 0));
}

static const Repository *find_github(const Links *links, Str github) {
    for (size_t i = 0; i < links->repository_count; i++)
        if (github.len > 0 && str_equal_nocase(links->repositories[i].github, without_git(github)))
            return &links->repositories[i];
    return NULL;
}

/* Takes OWNER/REPO off the path of a URL; `*behind` is what follows. */
static bool split_github(Str path, Str *github, Str *behind) {
    size_t owner = str_find(path, STR("/"), 1);
    if (owner == SIZE_MAX || owner == 1 || owner + 1 == path.len)
        return false;
    size_t end = str_find(path, STR("/"), owner + 1);
    *github = str_slice(path, 1, end);
    *behind = str_slice(path, end == SIZE_MAX ? path.len : end + 1, path.len);
    return github->len > owner;
}

/* https://github.com/OWNER/REPO[/VIEW/BRANCH/PATH]; without a view it leads to the root. */
static void resolve_github(Links *links, LinkTarget *out) {
    bool raw = is_raw_github(out->url.host);
    Str behind;
    if (!split_github(out->url.path, &out->github, &behind))
        return;
    out->repository = find_github(links, out->github);
    if (!raw && !str_split_next(&behind, '/', &out->view))
        behind = (Str){0};
    bool file = raw || is_file_view(out->view);
    if (file)
        split_branch(out->repository, behind, out);
    if (!out->repository)
        return;
    out->state = LINK_UNKNOWN;
    if ((file && is_present(out->repository, out->branch)) || (!raw && out->view.len == 0))
        settle_decoded(links, out, out->file);
}

/* A fork has the same branches as its original. Another organisation's repository may just have the
   same name, such as a common one, and then a different default branch. */
static bool is_branch_of_fork(const Repository *repository, Str branch) {
    static const Str main_branch = STR_INIT("main");
    static const Str master = STR_INIT("master");
    Str own = repository->branch;
    bool other = (str_equal(own, main_branch) && str_equal(branch, master)) ||
                 (str_equal(own, master) && str_equal(branch, main_branch));
    return is_present(repository, branch) && !other;
}

/* Whether the file contains the name of the repository's home. */
static bool names_home(Links *links, const Repository *repository, const Repository *in, Str path) {
    const Document *document = documents_get(links->documents, in, path);
    Str bytes = document->source->bytes;
    return budget_spend(&links->home_budget, bytes.len) &&
           str_find(bytes, repository->github, 0) != SIZE_MAX;
}

/* A clone of a fork that has no remote for the original does not show where its home is. Its texts
   do, as they mention the home and never the fork. */
static bool may_be_fork(Links *links, const Repository *repository, const LinkTarget *target) {
    return repository->guessed && !names_home(links, repository, repository, STR("README.md")) &&
           !names_home(links, repository, target->from, target->from_path);
}

const Repository *link_fork_of(Links *links, const LinkTarget *target) {
    Str name = path_name(without_git(target->github));
    if (target->repository || target->file.len == 0 || name.len == 0)
        return NULL;
    for (size_t i = 0; i < links->repository_count; i++) {
        const Repository *repository = &links->repositories[i];
        LinkTarget there = {.repository = repository};
        if (!repository->snapshot || !str_equal_nocase(path_name(repository->github), name) ||
            !is_branch_of_fork(repository, target->branch) ||
            str_equal_nocase(snapshot_upstream(repository->snapshot), without_git(target->github)))
            continue;
        settle_decoded(links, &there, target->file);
        if (there.state == LINK_FOUND && there.path.len > 0 &&
            !may_be_fork(links, repository, target))
            return repository;
    }
    return NULL;
}

/* Relative links */

/* Whether this is a page of the repository that a link two folders above the root may name, such as
   "../../issues" in its README. */
static bool is_page(Str name) {
    static const char *const pages[] = {
        "actions",      "activity",    "archive",     "branches",   "commit",  "compare",
        "contributors", "deployments", "discussions", "fork",       "forks",   "graphs",
        "issues",       "labels",      "milestone",   "milestones", "network", "new",
        "packages",     "projects",    "pull",        "pulls",      "pulse",   "releases",
        "search",       "security",    "settings",    "stargazers", "tags",    "watchers",
        "wiki",         NULL};
    return str_is_one_of(name, pages);
}

/*
 * Resolves a path that leads above the root, by one folder (to another branch) or by two (to a page
 * of the repository). It is missing if it would exist without leading that far.
 */
static void resolve_above(Links *links, LinkTarget *out, size_t above, Str path) {
    LinkTarget there = {.repository = out->repository, .state = LINK_UNKNOWN};
    Str behind = path;
    bool file =
        above == 1 || (str_split_next(&behind, '/', &there.view) && is_file_view(there.view));
    if (file)
        split_branch(there.repository, behind, &there);
    if (file && is_present(there.repository, there.branch))
        settle_decoded(links, &there, there.file);
    out->state = there.state;
    out->path = there.path;
    Str inside;
    const Snapshot *snapshot = out->repository->snapshot;
    if (out->state != LINK_UNKNOWN || (above == 2 && is_page(path)) ||
        !is_inside(snapshot, path, &inside) || inside.len == 0 || !is_there(snapshot, inside))
        return;
    out->state = LINK_MISSING;
    out->path =
        str_printf(links->arena, "%s" STR_FMT, above == 1 ? "../" : "../../", STR_ARG(inside));
}

/* Resolves "." and ".."; returns how many folders the path leads above the root, at most 3. */
static size_t climb(Arena *arena, Str path, Str *out) {
    size_t above = 0;
    while (above < 3 && !path_normalise(arena, path, out)) {
        above++;
        path = str_printf(arena, "x/" STR_FMT, STR_ARG(path));
    }
    return above;
}

static void resolve_relative(Links *links, LinkTarget *out) {
    Arena *arena = links->arena;
    Str prefix = snapshot_prefix(out->from->snapshot);
    Str file = prefix.len > 0
                   ? str_printf(arena, STR_FMT STR_FMT, STR_ARG(prefix), STR_ARG(out->from_path))
                   : out->from_path;
    Str path = url_decode(arena, out->url.path);
    out->repository = out->from;
    out->state = LINK_UNKNOWN;
    out->file = out->url.path;
    bool from_root = path.len > 0 && path.ptr[0] == '/';
    if (from_root && language_is_html(out->from_path))
        return; /* relative to the root of a website, which is unknown */
    if (path.len == 0)
        path = file;
    else if (from_root)
        path = str_slice(path, 1, path.len);
    else
        path = path_join(arena, path_folder(file), path);
    Str normalised;
    size_t above = climb(arena, path, &normalised);
    if (above == 0)
        settle(links, out, normalised);
    else if (above < 3)
        resolve_above(links, out, above, normalised);
}

/* "%PUBLIC_URL%/icon.png", "%app.assets%/icon.png": variables that are replaced when a page is
   built. An escape, as in "%EF%BC%88", has only two characters between the "%". */
static bool begins_with_variable(Str url) {
    size_t end = 1;
    while (end < url.len &&
           (ascii_is_letter(url.ptr[end]) || url.ptr[end] == '_' || url.ptr[end] == '.'))
        end++;
    return end > 3 && end < url.len && url.ptr[0] == '%' && url.ptr[end] == '%';
}

/* Whether a template engine generates the destination or a part of it. */
static bool is_template(Str url) {
    return begins_with_variable(url) || str_find(url, STR("{{"), 0) != SIZE_MAX ||
           str_find(url, STR("{%"), 0) != SIZE_MAX;
}

static void resolve(Links *links, Str url, LinkTarget *out) {
    if (link_resolve_on_site(links, url, out))
        return;
    if (is_template(url))
        out->state = LINK_UNKNOWN;
    else if (is_github(out->url.host) || is_raw_github(out->url.host))
        resolve_github(links, out);
    else if (!url_is_absolute(&out->url))
        resolve_relative(links, out);
}

/* "/docs/#scope" is a page on a website, whatever the repository has in a folder of that name. */
static bool may_be_page(const LinkTarget *target) {
    return target->state == LINK_FOUND && !target->site && target->fragment.len > 0 &&
           str_starts_with(target->url.path, STR("/")) &&
           snapshot_has_folder(target->repository->snapshot, target->path);
}

void link_resolve(Links *links, const Repository *from, Str from_path, Str url, LinkTarget *out) {
    *out = (LinkTarget){.from = from, .from_path = from_path};
    url_split(url, &out->url);
    out->fragment = url_decode(links->arena, out->url.fragment);
    resolve(links, url, out);
    if ((out->state == LINK_MISSING && link_leads_on_site(links, out, url)) ||
        ((out->state == LINK_MISSING || may_be_page(out)) && link_is_made_elsewhere(links, out)))
        out->state = LINK_UNKNOWN;
}
