/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The commits of a range: which, in which order, and what is known of them. */
#include "git_scratch.h"

#include "git/commits.h"

/* Tags of what follows: one - two - three on main, one - side - side2 on a line, merged into "m",
 * after which comes "last". Committed a day apart, the side before three. */
static void make_repository(void) {
    run("git init -q r && cd r && c() { GIT_COMMITTER_DATE=\"2024-01-0$2T00:00:00Z\" git commit "
        "-q --allow-empty -m $1 && git tag $1; } && c one 1 && c two 2 && git checkout -q -b line "
        "one && c side 3 && c side2 4 && git checkout -q main && c three 5 && "
        "GIT_COMMITTER_DATE=2024-01-06T00:00:00Z git merge -q --no-ff -m m line && git tag m && "
        "c last 7");
}

static CommitList list(Scratch *scratch, const char *path, const char *range, CommitChoice choice) {
    CommitList commits;
    Error error = {0};
    if (!commits_list(&scratch->arena, str_from_c(path), str_from_c(range), choice, &commits,
                      &error))
        fail_msg("%s: %s", range, error.message);
    return commits;
}

/* The subjects in their order: "(x)" a base; parents follow as "x<y" by their subjects. */
static void assert_commits(Scratch *scratch, CommitList commits, const char *expected) {
    StrBuf text;
    size_t in_range = 0;
    strbuf_init(&text, &scratch->arena);
    for (size_t i = 0; i < commits.count; i++) {
        const Commit *commit = &commits.items[i];
        strbuf_printf(&text, "%s%s" STR_FMT "%s", i > 0 ? " " : "", commit->base ? "(" : "",
                      STR_ARG(commit->subject), commit->base ? ")" : "");
        for (size_t k = 0; k < commit->parent_count; k++) {
            assert_true(commit->parents[k] < i);
            strbuf_printf(&text, "<" STR_FMT, STR_ARG(commits.items[commit->parents[k]].subject));
        }
        in_range += !commit->base;
    }
    assert_str(strbuf_str(&text), expected);
    assert_int_equal(commits.in_range, in_range);
}

static void first_parents_are_a_line(void **state) {
    Scratch *scratch = *state;
    make_repository();
    CommitChoice choice = {0};
    assert_commits(scratch, list(scratch, "r", "HEAD", choice),
                   "one two<one three<two m<three last<m");
    assert_commits(scratch, list(scratch, "r", "one..", choice),
                   "(one) two<one three<two m<three last<m");
    assert_commits(scratch, list(scratch, "r", "two..m", choice), "(two) three<two m<three");
    assert_commits(scratch, list(scratch, "r", "two..side2", choice), "(one) side<one side2<side");
    assert_commits(scratch, list(scratch, "r", "m..m", choice), "");
    assert_commits(scratch, list(scratch, "r", "last..one", choice), "");
    assert_commits(scratch, list(scratch, "r", "..last", choice), "");
}

static void all_parents_are_all_lines(void **state) {
    Scratch *scratch = *state;
    make_repository();
    CommitChoice choice = {.all_parents = true};
    assert_commits(scratch, list(scratch, "r", "m", choice),
                   "one two<one three<two side<one side2<side m<three<side2");
    assert_commits(scratch, list(scratch, "r", "three..last", choice),
                   "(one) (three) side<one side2<side m<three<side2 last<m");
    assert_commits(scratch, list(scratch, "r", "one..m", choice),
                   "(one) two<one three<two side<one side2<side m<three<side2");
    assert_commits(scratch, list(scratch, "r", "side..m", choice),
                   "(one) (side) two<one three<two side2<side m<three<side2");
}

static void the_newest_are_taken(void **state) {
    Scratch *scratch = *state;
    make_repository();
    assert_commits(scratch, list(scratch, "r", "", (CommitChoice){.most = 2}),
                   "(three) m<three last<m");
    assert_commits(scratch, list(scratch, "r", "one..two", (CommitChoice){.most = 5}),
                   "(one) two<one");
    assert_commits(scratch, list(scratch, "r", "m", (CommitChoice){.most = 1, .all_parents = true}),
                   "(three) (side2) m<three<side2");
}

/* The order is that of parents, whatever the clocks said. */
static void dates_do_not_matter(void **state) {
    Scratch *scratch = *state;
    run("git init -q r && cd r && c() { GIT_COMMITTER_DATE=\"$2-01-01T00:00:00Z\" git commit "
        "-q --allow-empty -m $1; } && c one 2024 && c two 1999 && c three 2010");
    assert_commits(scratch, list(scratch, "r", "HEAD", (CommitChoice){0}), "one two<one three<two");
    assert_commits(scratch, list(scratch, "r", "HEAD~2..", (CommitChoice){.all_parents = true}),
                   "(one) two<one three<two");
}

static void a_shallow_clone_ends_where_it_does(void **state) {
    Scratch *scratch = *state;
    make_repository();
    run("git clone -q --depth 3 \"file://$PWD/r\" s 2>err && git clone -q --depth 1 "
        "\"file://$PWD/r\" t 2>err");
    CommitList commits = list(scratch, "s", "HEAD", (CommitChoice){0});
    assert_commits(scratch, commits, "(three) m<three last<m");
    assert_true(commits.shallow);
    commits = list(scratch, "s", "HEAD~1..HEAD", (CommitChoice){0});
    assert_commits(scratch, commits, "(m) last<m");
    assert_false(commits.shallow);
    commits = list(scratch, "s", "HEAD", (CommitChoice){.all_parents = true});
    assert_commits(scratch, commits, "(three) (side2) m<three<side2 last<m");
    commits = list(scratch, "t", "HEAD", (CommitChoice){0});
    assert_commits(scratch, commits, "");
    assert_true(commits.shallow);
    commits = list(scratch, "r", "HEAD", (CommitChoice){0});
    assert_false(commits.shallow);
}

static void assert_no_list(Scratch *scratch, const char *path, const char *range, ErrorKind kind,
                           const char *text) {
    CommitList commits;
    Error error = {0};
    assert_false(commits_list(&scratch->arena, str_from_c(path), str_from_c(range),
                              (CommitChoice){0}, &commits, &error));
    assert_int_equal(error.kind, kind);
    if (!strstr(error.message, text))
        fail_msg("'%s' lacks '%s'", error.message, text);
    assert_int_equal(commits.count, 0);
}

static void what_is_no_range_is_told(void **state) {
    Scratch *scratch = *state;
    make_repository();
    run("mkdir plain && git init -q unborn");
    assert_no_list(scratch, "r", "one...two", ERROR_USAGE, "is written A..B");
    assert_no_list(scratch, "r", "nope", ERROR_RUN, "no such revision: nope");
    assert_no_list(scratch, "r", "nope..HEAD", ERROR_RUN, "no such revision: nope");
    assert_no_list(scratch, "r", "one..nope", ERROR_RUN, "no such revision: nope");
    assert_no_list(scratch, "plain", "HEAD", ERROR_RUN, "not in a Git repository");
    assert_no_list(scratch, "unborn", "HEAD", ERROR_RUN, "no commit yet");
}

static void a_commit_is_described(void **state) {
    Scratch *scratch = *state;
    run("git init -q r && cd r && GIT_AUTHOR_NAME='Ann Example' "
        "GIT_AUTHOR_DATE='2024-02-29T23:30:05-03:30' GIT_COMMITTER_DATE=2024-03-02T00:00:01Z "
        "git commit -q --allow-empty -m 'a subject\nof two lines\n\nand more' && "
        "git rev-parse HEAD | tr -d '\\n' >../id");
    CommitList commits = list(scratch, "r", "HEAD", (CommitChoice){0});
    assert_int_equal(commits.count, 1);
    const Commit *commit = &commits.items[0];
    char id[64] = "";
    FILE *file = fopen("id", "r");
    assert_non_null(file);
    assert_non_null(fgets(id, sizeof id, file));
    fclose(file);
    assert_str(commit->id, id);
    assert_str(commit->author, "Ann Example");
    assert_str(commit->subject, "a subject of two lines");
    assert_int_equal(commit->offset, -210);
    assert_str(commit_day(&scratch->arena, commit), "2024-02-29");
    assert_str(commit_time(&scratch->arena, commit), "2024-02-29T23:30:05-03:30");
    assert_str(commit_committed_day(&scratch->arena, commit), "2024-03-02");
}

static void any_moment_has_a_day(void **state) {
    Scratch *scratch = *state;
    Commit commit = {.authored = 0, .offset = 90, .committed = -1};
    assert_str(commit_time(&scratch->arena, &commit), "1970-01-01T01:30:00+01:30");
    assert_str(commit_committed_day(&scratch->arena, &commit), "1969-12-31");
    /* Commits can claim any time. */
    static const int64_t ends[] = {INT64_MIN, INT64_MAX};
    for (size_t i = 0; i < 2; i++) {
        commit = (Commit){.authored = ends[i], .offset = i == 0 ? -60 : 60, .committed = ends[i]};
        assert_str(commit_committed_day(&scratch->arena, &commit), "1970-01-01");
        assert_str(commit_day(&scratch->arena, &commit), "1970-01-01");
    }
    commit = (Commit){.committed = INT64_C(67768036191676799)}; /* the last that a calendar has */
    assert_str(commit_committed_day(&scratch->arena, &commit), "2147485547-12-31");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        scratch_test(first_parents_are_a_line),
        scratch_test(all_parents_are_all_lines),
        scratch_test(the_newest_are_taken),
        scratch_test(dates_do_not_matter),
        scratch_test(a_shallow_clone_ends_where_it_does),
        scratch_test(what_is_no_range_is_told),
        scratch_test(a_commit_is_described),
        scratch_test(any_moment_has_a_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
