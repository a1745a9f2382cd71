/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * URLs of companions: what is one, how it is split, and which are allowed. What fetching does is
 * tested with the program, by tests/companions.sh.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "git/fetch.h"

static void test_is_url(void **state) {
    static const char *const urls[] = {"https://example.org/x", "git@example.org:x", "ext::sh -c x",
                                       "-o@example.org:x", "x://y"};
    static const char *const paths[] = {"",        ".",   "../x", "/a@b:c", "./git@host:x",
                                        "a/b://c", "a:b", "x@y",  "./a::b"};
    (void)state;
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++)
        assert_true(fetch_is_url(str_from_c(urls[i])));
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        assert_false(fetch_is_url(str_from_c(paths[i])));
}

static void test_split_revision(void **state) {
    static const char *const rows[][3] = {
        {"https://example.org/x", "https://example.org/x", ""},
        {"https://example.org/x@main", "https://example.org/x", "main"},
        {"https://a:b@example.org/x", "https://a:b@example.org/x", ""},
        {"https://a:b@example.org/x@topic/y", "https://a:b@example.org/x", "topic/y"},
        {"git@example.org:x/y.git", "git@example.org:x/y.git", ""},
        {"git@example.org:x/y.git@v1", "git@example.org:x/y.git", "v1"},
        {"https://example.org/a@b@HEAD", "https://example.org/a@b", "HEAD"},
        {"file:///a/b@main~2", "file:///a/b", "main~2"},
        {"https://example.org/x@", "https://example.org/x@", ""},
        {"https://a@b", "https://a@b", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str url, revision;
        fetch_split_revision(str_from_c(rows[i][0]), &url, &revision);
        assert_true(str_equal(url, str_from_c(rows[i][1])));
        assert_true(str_equal(revision, str_from_c(rows[i][2])));
    }
}

static void test_allowed(void **state) {
    static const char *const urls[] = {
        "https://example.org/x",
        "HTTPS://example.org:8443/x/y.git/",
        "https://user:token@example.org/x",
        "https://[2001:db8::1]/x",
        "http://localhost:80/x",
        "http://127.0.0.1/x",
        "http://[::1]:8080/x",
        "ssh://git@example.org/x",
        "ssh://example.org:22/x",
        "git@example.org:x",
        "git@example.org:~me/x",
        "file:///a",
        "file://localhost/a",
        "file:///a b/c%20d",
    };
    (void)state;
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        Error error = {0};
        if (!fetch_check_url(str_from_c(urls[i]), &error))
            fail_msg("%s: %s", urls[i], error.message);
    }
}

/* What a configuration may name. */
static void test_public(void **state) {
    static const struct {
        const char *url;
        bool is_public;
    } urls[] = {
        {"https://example.org/x", true},
        {"HTTPS://Git.Example.org:8443/x.git", true},
        {"https://user@example.org/x", true},
        {"https://localhost/x", false},
        {"https://127.0.0.1/x", false},
        {"https://[::1]/x", false},
        {"https://[::ffff:127.0.0.1]/x", false},
        {"https://0x7f.1/x", false},
        {"https://2130706433/x", false},
        {"https://intranet/x", false},
        {"https://a.localhost/x", false},
        {"https://printer.local/x", false},
        {"https://git.corp.INTERNAL/x", false},
        {"https://nas.home.arpa/x", false},
        {"https://nas.lan/x", false},
        {"https://wiki.intranet/x", false},
        {"https://git.private/x", false},
        {"https://nas.localdomain/x", false},
        {"https://example.org./x", false},
        {"http://localhost/x", false},
        {"ssh://example.org/x", false},
        {"git@example.org:x", false},
        {"file:///etc", false},
        {"ext::sh", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++)
        if (fetch_is_public(str_from_c(urls[i].url)) != urls[i].is_public)
            fail_msg("%s", urls[i].url);
}

static void test_refused(void **state) {
    static const char *const urls[] = {
        "",
        "x",
        "/a/b",
        "://x",
        "https://",
        "https:///x",
        "https://example.org/",
        "https://@example.org/x",
        "https://:x@example.org/x",
        "https://-example.org/x",
        "https://exa mple.org/x",
        "https://example.org:/x",
        "https://example.org:123456/x",
        "https://[::1/x",
        "https://[::1]x/x",
        "https://[]/x",
        "https://example.org/x%0",
        "https://example.org/x%7f",
        "https://example.org/\x1b[1m",
        "https://example.org/x#y",
        "http://example.org/x",
        "http://localhost@example.org/x",
        "http://127.0.0.1.example.org/x",
        "ssh://git:password@example.org/x",
        "ssh://-o@example.org/x",
        "git@example.org:",
        "git@example.org:-x",
        "git@:x",
        "@example.org:x",
        "example.org:x",
        "git+ssh://example.org/x",
        "git://example.org/x",
        "file://a/b",
        "file:///",
        "ext::sh -c x",
    };
    (void)state;
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        Error error = {0};
        if (fetch_check_url(str_from_c(urls[i]), &error))
            fail_msg("allowed: %s", urls[i]);
        assert_int_equal(error.kind, ERROR_USAGE);
        assert_null(strstr(error.message, "password@"));
    }
    Error error = {0};
    assert_false(fetch_check_url((Str){"https://example.org/a\0b", 23}, &error));
}

static void test_shown(void **state) {
    Arena arena;
    (void)state;
    arena_init(&arena);
    assert_true(str_equal(fetch_shown_url(&arena, STR("https://a:b@example.org/x")),
                          STR("https://example.org/x")));
    assert_true(
        str_equal(fetch_shown_url(&arena, STR("git@example.org:x")), STR("git@example.org:x")));
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_is_url),  cmocka_unit_test(test_split_revision),
        cmocka_unit_test(test_allowed), cmocka_unit_test(test_public),
        cmocka_unit_test(test_refused), cmocka_unit_test(test_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
