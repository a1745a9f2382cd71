/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * URLs of companions: how they are recognised, which are allowed, and names for them.
 *
 * A URL may come from a configuration file in a pull request, so it is taken apart here before any
 * library sees it. Only known forms pass, and nothing that a shell, an ssh program or a file name
 * could take for something else.
 */
#include <stdint.h>
#include <string.h>

#include "base/ascii.h"
#include "base/path.h"
#include "git/fetch_internal.h"
#include "git/snapshot_internal.h"

enum { MAX_URL = 2048, MAX_NAME = 60 };

#define ALLOWED "allowed are https://HOST/PATH, ssh://HOST/PATH, USER@HOST:PATH and file:///PATH"

typedef enum Form {
    FORM_HTTPS,
    FORM_HTTP,
    FORM_SSH,
    FORM_FILE,
    FORM_SCP, /* USER@HOST:PATH */
} Form;

static const struct {
    Form form;
    Str scheme;
} schemes[] = {
    {FORM_HTTPS, STR_INIT("https://")},
    {FORM_HTTP, STR_INIT("http://")},
    {FORM_SSH, STR_INIT("ssh://")},
    {FORM_FILE, STR_INIT("file://")},
};

/* The parts of a URL, all of them slices of it. */
typedef struct Parts {
    Form form;
    Str user; /* without "@"; may hold a password */
    Str host; /* IPv6 addresses in brackets */
    Str port; /* without ":" */
    Str path; /* starts with "/", except for FORM_SCP */
} Parts;

static size_t find_or_end(Str text, Str what) {
    size_t at = str_find(text, what, 0);
    return at == SIZE_MAX ? text.len : at;
}

/* The text before any path. */
static Str before_slash(Str text) {
    return str_slice(text, 0, find_or_end(text, STR("/")));
}

bool fetch_is_url(Str text) {
    Str start = before_slash(text);
    size_t scheme = str_find(text, STR("://"), 0);
    if (scheme != SIZE_MAX && scheme < start.len)
        return true;
    if (str_find(start, STR("::"), 0) != SIZE_MAX)
        return true;
    size_t colon = str_find(start, STR(":"), 0);
    return colon != SIZE_MAX && str_find(str_slice(start, 0, colon), STR("@"), 0) != SIZE_MAX;
}

/* Where the rest of the URL after its user and host begins. */
static size_t path_offset(Str url) {
    size_t scheme = str_find(url, STR("://"), 0);
    if (scheme == SIZE_MAX)
        return find_or_end(url, STR(":"));
    size_t slash = str_find(url, STR("/"), scheme + 3);
    return slash == SIZE_MAX ? url.len : slash;
}

void fetch_split_revision(Str text, Str *url, Str *revision) {
    size_t start = path_offset(text);
    size_t at = str_find_last(str_slice(text, start, text.len), '@');
    *url = text;
    *revision = (Str){0};
    if (at == SIZE_MAX || start + at + 1 == text.len)
        return;
    *url = str_slice(text, 0, start + at);
    *revision = str_slice(text, start + at + 1, text.len);
}

static bool all_of(Str text, const char *others) {
    for (size_t i = 0; i < text.len; i++)
        if (!ascii_is_alphanumeric(text.ptr[i]) && (!text.ptr[i] || !strchr(others, text.ptr[i])))
            return false;
    return text.len > 0;
}

/* Splits "[USER@]HOST[:PORT]". */
static bool split_authority(Str text, Parts *out) {
    size_t at = str_find_last(text, '@');
    if (at != SIZE_MAX) {
        out->user = str_slice(text, 0, at);
        text = str_slice(text, at + 1, text.len);
    }
    size_t end = find_or_end(text, STR(":"));
    if (str_starts_with(text, STR("[")))
        end = find_or_end(text, STR("]")) + 1;
    out->host = str_slice(text, 0, end);
    out->port = str_slice(text, end + 1, text.len);
    bool has_port = end < text.len;
    return (at == SIZE_MAX || out->user.len > 0) &&
           (!has_port || (text.ptr[end] == ':' && out->port.len > 0));
}

static bool split(Str url, Parts *out) {
    *out = (Parts){.form = FORM_SCP};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        Str scheme = schemes[i].scheme;
        if (!str_equal_nocase(str_slice(url, 0, scheme.len), scheme))
            continue;
        Str rest = str_slice(url, scheme.len, url.len);
        Str authority = before_slash(rest);
        out->form = schemes[i].form;
        out->path = str_slice(rest, authority.len, rest.len);
        return split_authority(authority, out);
    }
    size_t colon = find_or_end(url, STR(":"));
    Str authority = str_slice(url, 0, colon);
    out->path = str_slice(url, colon + 1, url.len);
    return str_find(url, STR("://"), 0) == SIZE_MAX && split_authority(authority, out) &&
           out->user.len > 0 && out->port.len == 0;
}

static bool is_loopback(Str host) {
    static const Str hosts[] = {STR_INIT("localhost"), STR_INIT("127.0.0.1"), STR_INIT("[::1]")};
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
        if (str_equal_nocase(host, hosts[i]))
            return true;
    return false;
}

/* Whether it is a host name or address that no program could take for an option. */
static bool is_host(Str host) {
    if (str_starts_with(host, STR("[")))
        return host.len > 2 && str_ends_with(host, STR("]")) &&
               all_of(str_slice(host, 1, host.len - 1), ":.");
    return all_of(host, "-._") && ascii_is_alphanumeric(host.ptr[0]);
}

static bool is_port(Str port) {
    return port.len == 0 || (port.len <= 5 && str_is_number(port));
}

static bool is_control(unsigned value) {
    return value < 0x20 || value == 0x7f;
}

/* No control characters, not even as "%0a", no backslash, and no space except in a folder. */
static bool has_clean_bytes(Str url, bool is_folder) {
    for (size_t i = 0; i < url.len; i++) {
        unsigned char c = (unsigned char)url.ptr[i];
        if (is_control(c) || c == '\\' || (c == ' ' && !is_folder))
            return false;
        if (c != '%')
            continue;
        int high = i + 2 < url.len ? ascii_hex_value(url.ptr[i + 1]) : -1;
        int low = high >= 0 ? ascii_hex_value(url.ptr[i + 2]) : -1;
        if (low < 0 || is_control((unsigned)(high * 16 + low)))
            return false;
    }
    return true;
}

/* Why the URL is refused, or NULL. */
static const char *refusal(Str url, const Parts *parts) {
    bool is_folder = parts->form == FORM_FILE;
    bool is_web = parts->form == FORM_HTTPS || parts->form == FORM_HTTP;
    if (!has_clean_bytes(url, is_folder))
        return "holds characters that no URL may have";
    if (str_ends_with(url, STR("@")))
        return "ends with '@' and names no revision";
    if (is_folder) {
        bool is_here = parts->host.len == 0 || str_equal_nocase(parts->host, STR("localhost"));
        bool is_plain = is_here && parts->user.len == 0 && parts->port.len == 0;
        return is_plain && parts->path.len > 1 ? NULL : "is not file:// and an absolute path";
    }
    if (!is_host(parts->host) || !is_port(parts->port))
        return "names no host";
    if (parts->user.len > 0 && (parts->user.ptr[0] == '-' || parts->user.ptr[0] == ':'))
        return "names no user before the host";
    if (!is_web && parts->user.len > 0 && !all_of(parts->user, "-._+"))
        return "names no user before the host, or a password, which ssh does not take";
    if (parts->path.len == 0 || str_equal(parts->path, STR("/")) || parts->path.ptr[0] == '-')
        return "names no repository";
    if (str_find(parts->path, STR("?"), 0) != SIZE_MAX ||
        str_find(parts->path, STR("#"), 0) != SIZE_MAX)
        return "has more than a path after its host";
    if (parts->form == FORM_HTTP && !is_loopback(parts->host))
        return "is not encrypted: http is allowed only to this machine itself";
    return NULL;
}

bool fetch_check_url(Str url, Error *error) {
    Parts parts;
    const char *why = NULL;
    if (url.len == 0 || url.len > MAX_URL)
        return error_set(error, ERROR_USAGE, "a URL of %zu bytes is not fetched; " ALLOWED,
                         url.len);
    if (!split(url, &parts))
        why = "is not of a kind that is fetched";
    else
        why = refusal(url, &parts);
    if (!why)
        return true;
    Arena scratch;
    arena_init(&scratch);
    Str shown = remote_without_password(&scratch, url);
    error_set(error, ERROR_USAGE, "the URL '" STR_FMT "' %s; " ALLOWED, STR_ARG(shown), why);
    arena_free(&scratch);
    return false;
}

/* Whether the host ends in an internet domain. Addresses do not, and neither do the names that
   local networks use: https://www.rfc-editor.org/rfc/rfc6762#appendix-G and those of routers. */
static bool is_full_name(Str host) {
    static const Str own[] = {STR_INIT("localhost"), STR_INIT("local"),   STR_INIT("internal"),
                              STR_INIT("lan"),       STR_INIT("home"),    STR_INIT("corp"),
                              STR_INIT("intranet"),  STR_INIT("private"), STR_INIT("localdomain"),
                              STR_INIT("arpa")}; /* as in "home.arpa" */
    size_t dot = str_find_last(host, '.');
    Str domain = str_slice(host, dot == SIZE_MAX ? host.len : dot + 1, host.len);
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (str_equal_nocase(domain, own[i]))
            return false;
    return domain.len > 0 && !ascii_is_digit(domain.ptr[0]);
}

bool fetch_is_public(Str url) {
    Parts parts;
    return split(url, &parts) && parts.form == FORM_HTTPS && is_full_name(parts.host);
}

Str fetch_shown_url(Arena *arena, Str url) {
    return remote_without_password(arena, url);
}

bool fetch_url_is_plain_http(Str url) {
    Parts parts;
    return split(url, &parts) && parts.form == FORM_HTTP;
}

Str fetch_url_name(Arena *arena, Str url) {
    while (str_ends_with(url, STR("/")))
        url = str_slice(url, 0, url.len - 1);
    Str name = str_slice(url, path_offset(url), url.len);
    while (str_starts_with(name, STR(":")))
        name = str_slice(name, 1, name.len);
    name = path_name(name);
    if (str_ends_with(name, STR(".git")) && name.len > 4)
        name = str_slice(name, 0, name.len - 4);
    name = str_slice(name, 0, MAX_NAME);
    char *text = str_to_c(arena, name);
    for (size_t i = 0; i < name.len; i++)
        if (!ascii_is_alphanumeric(text[i]) && !strchr("-._", text[i]))
            text[i] = '_';
    return name.len > 0 ? (Str){text, name.len} : STR("repository");
}
