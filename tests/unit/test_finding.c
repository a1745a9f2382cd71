/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Findings: severities, order, repetitions, fingerprints. */
#include "base_scratch.h"

#include "finding/finding.h"

static Source sources[] = {
    {.repository = STR_INIT("governance"), .path = STR_INIT("a.md")},
    {.repository = STR_INIT("governance"), .path = STR_INIT("b.md")},
    {.repository = STR_INIT("website"), .path = STR_INIT("a.md")},
};

static Finding finding(size_t source, size_t start, const char *rule, const char *key) {
    return (Finding){.rule = str_from_c(rule),
                     .severity = SEVERITY_ERROR,
                     .at = {&sources[source], span_between(start, start + 1)},
                     .message = STR("is wrong"),
                     .key = str_from_c(key)};
}

static void severities_have_names(void **state) {
    (void)state;
    for (Severity severity = SEVERITY_OFF; severity <= SEVERITY_ERROR; severity++) {
        Severity back = SEVERITY_OFF;
        assert_true(severity_from_name(str_from_c(severity_name(severity)), &back));
        assert_int_equal(back, severity);
    }
    Severity untouched = SEVERITY_NOTE;
    assert_false(severity_from_name(STR("Error"), &untouched));
    assert_false(severity_from_name((Str){0}, &untouched));
    assert_int_equal(untouched, SEVERITY_NOTE);
}

static void findings_have_one_order(void **state) {
    Finding findings[] = {
        finding(2, 0, "r", "1"), finding(1, 0, "r", "2"), finding(0, 9, "a", "3"),
        finding(0, 1, "z", "4"), finding(0, 1, "b", "5"), finding(0, 1, "b", "6"),
    };
    findings[5].message = STR("is also wrong");
    assert_int_equal(findings_finish(*state, findings, 6), 6);
    const char *const keys[] = {"6", "5", "4", "3", "2", "1"};
    for (size_t i = 0; i < 6; i++)
        assert_str(findings[i].key, keys[i]);
    for (size_t i = 1; i < 6; i++) {
        assert_true(finding_compare(&findings[i - 1], &findings[i]) < 0);
        assert_true(finding_compare(&findings[i], &findings[i - 1]) > 0);
    }
    Finding longer = findings[0];
    longer.at.span.end++;
    assert_true(finding_compare(&findings[0], &longer) < 0);
    Finding inside = findings[0];
    inside.at.span.start++;
    assert_true(finding_compare(&longer, &inside) < 0);
}

/* Putting a list in order is one fix of several findings. */
static void copies_share_a_fix(void **state) {
    Fix order = {.title = STR("put it in order")};
    Fix other = {.title = STR("remove it")};
    Finding findings[] = {finding(0, 1, "r", "1"), finding(0, 2, "r", "2"), finding(0, 3, "r", "3"),
                          finding(0, 4, "r", "4")};
    findings[0].fix = findings[1].fix = &order;
    findings[2].fix = &other;
    const Finding *copies = findings_copy(*state, findings, 4);
    assert_ptr_not_equal(copies[0].fix, &order);
    assert_ptr_equal(copies[1].fix, copies[0].fix);
    assert_str(copies[1].fix->title, "put it in order");
    assert_str(copies[2].fix->title, "remove it");
    assert_null(copies[3].fix);
}

static void the_first_of_repetitions_stays(void **state) {
    enum { COUNT = 5000 };
    Finding *findings = arena_new_array(*state, COUNT, Finding);
    for (size_t i = 0; i < COUNT; i++) {
        findings[i] = finding(0, i % 10, "r", "k");
        findings[i].help = str_printf(*state, "%zu", i);
    }
    assert_int_equal(findings_finish(*state, findings, COUNT), 10);
    for (size_t i = 0; i < 10; i++) {
        assert_int_equal(findings[i].at.span.start, i);
        assert_int_equal(findings[i].help.len, 1);
        assert_int_equal(findings[i].help.ptr[0], '0' + (char)i);
    }
    assert_int_equal(findings_finish(*state, NULL, 0), 0);
}

static void a_fingerprint_outlives_a_move(void **state) {
    Finding before = finding(0, 10, "r", "k");
    Finding after = finding(0, 99, "r", "k");
    after.message = STR("is wrong still");
    findings_finish(*state, &before, 1);
    findings_finish(*state, &after, 1);
    assert_int_equal(before.fingerprint.len, 32);
    assert_true(str_equal(before.fingerprint, after.fingerprint));
    for (size_t i = 0; i < 32; i++)
        assert_non_null(strchr("0123456789abcdef", before.fingerprint.ptr[i]));
    /* Stored by users of earlier versions: SHA-1 of "blob 21\0r\0governance\0a.md\0k\0" "0". */
    assert_str(before.fingerprint, "71a99bc7f330d40297eb76328f6dc08b");
}

static void different_findings_have_different_fingerprints(void **state) {
    Finding findings[] = {
        finding(0, 1, "r", "k"), finding(0, 2, "r", "k"),  finding(0, 3, "r", "l"),
        finding(0, 4, "rk", ""), finding(0, 5, "s", "k"),  finding(1, 1, "r", "k"),
        finding(2, 1, "r", "k"), finding(2, 2, "r", "k0"),
    };
    size_t count = findings_finish(*state, findings, sizeof findings / sizeof *findings);
    assert_int_equal(count, sizeof findings / sizeof *findings);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < i; k++)
            assert_false(str_equal(findings[i].fingerprint, findings[k].fingerprint));
    Finding alone = finding(0, 7, "r", "k");
    findings_finish(*state, &alone, 1);
    assert_true(str_equal(alone.fingerprint, findings[0].fingerprint));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(severities_have_names),
        TEST(findings_have_one_order),
        TEST(copies_share_a_fix),
        TEST(the_first_of_repetitions_stays),
        TEST(a_fingerprint_outlives_a_move),
        TEST(different_findings_have_different_fingerprints),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
