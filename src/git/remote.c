/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Remotes: the URL that a repository was cloned from, and its name on GitHub.
 *
 * A URL may contain a password or token. It is removed here, where URLs come in, so that no message
 * or report can show it.
 */
#include <string.h>

#include <git2.h>

#include "base/ascii.h"
#include "git/snapshot.h"
#include "git/snapshot_internal.h"

/* The parts of a URL, all of them slices of it. */
typedef struct Url {
    Str scheme; /* "https://", or empty for "HOST:PATH" */
    Str user;   /* "user:password@", or empty */
    Str host;   /* without a port */
    Str path;   /* without a leading "/" or ":" */
} Url;

static size_t find_any(Str text, const char *set) {
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] && strchr(set, text.ptr[i]))
            return i;
    }
    return text.len;
}

/* Splits off "SCHEME://", if any, and the user's name; returns the rest, which begins with the
   host. */
static Str split_user(Str text, Url *out) {
    size_t scheme = str_find(text, STR("://"), 0);
    size_t first_slash = find_any(text, "/");
    bool has_scheme = scheme != SIZE_MAX && scheme < first_slash;
    out->scheme = str_slice(text, 0, has_scheme ? scheme + 3 : 0);
    text = str_slice(text, out->scheme.len, text.len);
    size_t at = str_find_last(str_slice(text, 0, find_any(text, "/?#")), '@');
    out->user = str_slice(text, 0, at == SIZE_MAX ? 0 : at + 1);
    return str_slice(text, out->user.len, text.len);
}

static bool url_parse(Str text, Url *out) {
    Str rest = split_user(text, out);
    size_t end = find_any(rest, ":/?#");
    if (end == 0 || end == rest.len)
        return false;
    out->host = str_slice(rest, 0, end);
    char mark = rest.ptr[end];
    if (out->scheme.len > 0 && mark == ':') {
        end += find_any(str_slice(rest, end, rest.len), "/?#");
        if (end == rest.len)
            return false;
        mark = rest.ptr[end];
    }
    out->path = str_slice(rest, end + 1, rest.len);
    return mark == (out->scheme.len > 0 ? '/' : ':');
}

static bool is_one_of(Str text, const Str *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (str_equal_nocase(text, names[i]))
            return true;
    }
    return false;
}

static bool is_github_word(Str text) {
    if (text.len == 0 || str_equal(text, STR(".")) || str_equal(text, STR("..")))
        return false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool ok = ascii_is_alphanumeric(c) || c == '-' || c == '_' || c == '.';
        if (!ok)
            return false;
    }
    return true;
}

bool snapshot_github_name(Str url, Str *out) {
    static const Str schemes[] = {
        STR_INIT(""),       STR_INIT("https://"),   STR_INIT("http://"),   STR_INIT("git://"),
        STR_INIT("ssh://"), STR_INIT("git+ssh://"), STR_INIT("ssh+git://")};
    static const Str hosts[] = {STR_INIT("github.com"), STR_INIT("www.github.com"),
                                STR_INIT("ssh.github.com")};
    Url parts;
    if (!url_parse(str_trim(url), &parts))
        return false;
    if (!is_one_of(parts.scheme, schemes, sizeof schemes / sizeof *schemes))
        return false;
    if (!is_one_of(parts.host, hosts, sizeof hosts / sizeof *hosts))
        return false;

    Str name = parts.path;
    while (str_starts_with(name, STR("/")))
        name = str_slice(name, 1, name.len);
    while (str_ends_with(name, STR("/")))
        name = str_slice(name, 0, name.len - 1);
    if (str_ends_with(name, STR(".git")))
        name = str_slice(name, 0, name.len - 4);
    size_t slash = find_any(name, "/");
    if (!is_github_word(str_slice(name, 0, slash)))
        return false;
    if (!is_github_word(str_slice(name, slash + 1, name.len)))
        return false;
    *out = name;
    return true;
}

/* Drops "user:password@" from a web URL; the user of an ssh URL is part of the address. */
Str remote_without_password(Arena *arena, Str url) {
    static const Str web[] = {STR_INIT("https://"), STR_INIT("http://"), STR_INIT("ftp://"),
                              STR_INIT("ftps://")};
    Url parts;
    Str rest = split_user(url, &parts);
    if (parts.user.len == 0)
        return str_copy(arena, url);
    bool is_web = is_one_of(parts.scheme, web, sizeof web / sizeof *web);
    size_t colon = str_find(parts.user, STR(":"), 0);
    if (!is_web && (parts.scheme.len == 0 || colon == SIZE_MAX))
        return str_copy(arena, url);
    Str user = str_slice(parts.user, 0, is_web ? 0 : colon);
    return str_printf(arena, STR_FMT STR_FMT "%s" STR_FMT, STR_ARG(parts.scheme), STR_ARG(user),
                      user.len > 0 ? "@" : "", STR_ARG(rest));
}

/* What the configuration says about remotes. */
typedef struct Remotes {
    Arena *arena;
    Str origin;
    Str last;     /* URL of the remote read last */
    size_t count; /* number of remotes with a URL; repeated names in a row count once */
    Str last_name;
    Str upstream; /* on GitHub */
} Remotes;

/* The "NAME" in a key "SECTION.NAME.KEY"; false for any other key. */
static bool key_name(Str key, Str section, Str end, Str *out) {
    if (!str_starts_with(key, section) || !str_ends_with(key, end))
        return false;
    if (key.len <= section.len + end.len)
        return false;
    *out = str_slice(key, section.len, key.len - end.len);
    return true;
}

static void add_remote(Remotes *remotes, const git_config_entry *entry) {
    Str name, url = str_from_c(entry->value);
    if (!key_name(str_from_c(entry->name), STR("remote."), STR(".url"), &name))
        return;
    if (url.len == 0)
        return;
    if (!str_equal(name, remotes->last_name))
        remotes->count++;
    remotes->last_name = str_copy(remotes->arena, name);
    remotes->last = str_copy(remotes->arena, url);
    if (str_equal(name, STR("origin")))
        remotes->origin = remotes->last;
    if (str_equal(name, STR("upstream")))
        (void)snapshot_github_name(remotes->last, &remotes->upstream);
}

/* Keeps the longest "url.BASE.insteadOf" that is a prefix of the URL. */
static void add_alias(Arena *arena, const git_config_entry *entry, Str url, Str *alias, Str *base) {
    Str name, value = str_from_c(entry->value);
    if (!key_name(str_from_c(entry->name), STR("url."), STR(".insteadof"), &name))
        return;
    if (value.len <= alias->len || !str_starts_with(url, value))
        return;
    *alias = str_copy(arena, value);
    *base = str_copy(arena, name);
}

/* The URL that Git would use instead of `url`. */
static Str resolve_alias(Arena *arena, const git_config *config, Str url) {
    git_config_iterator *iterator = NULL;
    git_config_entry *entry;
    Str alias = {0}, base = {0};
    if (git_config_iterator_new(&iterator, config) != 0)
        return url;
    while (git_config_next(&entry, iterator) == 0)
        add_alias(arena, entry, url, &alias, &base);
    git_config_iterator_free(iterator);
    if (alias.len == 0)
        return url;
    return str_printf(arena, STR_FMT STR_FMT, STR_ARG(base),
                      STR_ARG(str_slice(url, alias.len, url.len)));
}

Str remote_rewrite_url(Arena *arena, struct git_repository *repository, Str url) {
    git_config *config = NULL;
    if (git_repository_config_snapshot(&config, repository) == 0)
        url = resolve_alias(arena, config, url);
    git_config_free(config);
    return url;
}

/* The target of a symbolic reference, without the prefix; empty if it is not symbolic. */
static Str follow(Arena *arena, git_repository *repository, const char *name, const char *prefix) {
    git_reference *reference = NULL;
    Str branch = {0};
    if (git_reference_lookup(&reference, repository, name) == 0) {
        const char *target = git_reference_symbolic_target(reference);
        Str whole = str_from_c(target ? target : "");
        if (str_starts_with(whole, str_from_c(prefix)))
            branch = str_copy(arena, str_slice(whole, strlen(prefix), whole.len));
    }
    git_reference_free(reference);
    return branch;
}

static Str find_branch(Arena *arena, struct git_repository *repository) {
    return follow(arena, repository, "refs/remotes/origin/HEAD", "refs/remotes/origin/");
}

static bool has_reference(git_repository *repository, const char *name) {
    git_oid ignored;
    return git_reference_name_to_id(&ignored, repository, name) == 0;
}

/*
 * Reads the configuration directly: git_remote_lookup and git_remote_list match each entry with a
 * regular expression, and libgit2 1.5 leaks 20 KiB each time that does not match.
 */
RemoteInfo remote_read(Arena *arena, struct git_repository *repository) {
    git_config *config = NULL;
    git_config_iterator *iterator = NULL;
    git_config_entry *entry;
    Remotes remotes = {.arena = arena};
    RemoteInfo info = {.branch = find_branch(arena, repository)};
    bool known = info.branch.len > 0;
    info.main = known && has_reference(repository, "refs/remotes/origin/main");
    info.master = known && has_reference(repository, "refs/remotes/origin/master");
    if (git_repository_config_snapshot(&config, repository) != 0)
        goto out;
    if (git_config_iterator_new(&iterator, config) != 0)
        goto out;
    while (git_config_next(&entry, iterator) == 0)
        add_remote(&remotes, entry);
    info.url = remotes.origin.len > 0 || remotes.count != 1 ? remotes.origin : remotes.last;
    if (info.url.len > 0)
        info.url = remote_without_password(arena, resolve_alias(arena, config, info.url));
    info.upstream = remotes.upstream;

out:
    git_config_iterator_free(iterator);
    git_config_free(config);
    return info;
}

static bool has_branch(git_repository *repository, const char *name) {
    git_reference *branch = NULL;
    bool has = git_branch_lookup(&branch, repository, name, GIT_BRANCH_LOCAL) == 0;
    git_reference_free(branch);
    return has;
}

static bool is_plain_branch(Str name) {
    Str word;
    while (str_split_next(&name, '/', &word))
        if (!is_github_word(word))
            return false;
    return true;
}

Str snapshot_default_branch(Arena *arena, Str path) {
    static const char *const usual[] = {"main", "master"};
    Place place;
    Error ignored = {0};
    if (!place_open(arena, path, &place, &ignored) || !place.repository)
        return STR("main");
    git_repository *repository = place.repository;
    Str name = find_branch(arena, repository);
    for (size_t i = 0; name.len == 0 && i < sizeof usual / sizeof *usual; i++)
        if (has_branch(repository, usual[i]))
            name = str_from_c(usual[i]);
    if (name.len == 0)
        name = follow(arena, repository, "HEAD", "refs/heads/");
    git_repository_free(repository);
    return name.len > 0 && is_plain_branch(name) ? name : STR("main");
}
