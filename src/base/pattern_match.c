/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Matching: when a pattern need not run, when it becomes machine code, and its limits. */
#include <stdint.h>

#include "base/pattern_glob.h"
#include "base/pattern_internal.h"
#include "base/unicode.h"

#define JIT_STACK_START ((size_t)32 * 1024)
#define JIT_STACK_MOST ((size_t)4 * 1024 * 1024)

/* A match that reaches a limit has cost milliseconds. Once the subjects of such matches add up to
   this many bytes, each counting as at least a KiB, a pattern that has reached one matches nothing
   more. */
#define MOST_SPENT ((size_t)1024 * 1024)
#define LEAST_SPENT ((size_t)1024)

/* Most patterns meet few subjects in a run, or none. Making machine code takes about as long as
   interpreting the pattern over as many bytes as its compiled form has. So it is interpreted for
   that long first, which at worst doubles the time. */
#define BYTES_OF_A_USE 15

/* If machine code cannot be made, or a pattern forbids it ("(*NO_JIT)", for which pcre2_jit_compile
   returns no error), the pattern is interpreted, under the same limits. */
static void compile_to_machine_code(const Pattern *pattern) {
    PatternSet *set = pattern->set;
    PatternCode *code = pattern->code;
    size_t size = 0;
    code->tried = true;
    code->machine = pcre2_jit_compile(code->pcre, PCRE2_JIT_COMPLETE) == 0 &&
                    pcre2_pattern_info(code->pcre, PCRE2_INFO_JITSIZE, &size) == 0 && size > 0;
    if (!set->stack) {
        set->stack = pcre2_jit_stack_create(JIT_STACK_START, JIT_STACK_MOST, set->memory);
        pcre2_jit_stack_assign(set->context, NULL, set->stack);
    }
}

static void make_room(PatternSet *set, size_t groups) {
    if (groups <= set->data_groups)
        return;
    pcre2_match_data_free(set->data);
    set->data = pcre2_match_data_create((uint32_t)groups, set->memory);
    set->data_groups = groups;
}

/* pcre2_match would first check whether the subject is NULL or invalid UTF-8, which takes as long
   as many matches. Here subjects are never NULL, and patterns are compiled to cope with invalid
   UTF-8. */
static int match(const Pattern *pattern, Str subject, size_t from, uint32_t options) {
    PatternSet *set = pattern->set;
    PatternCode *code = pattern->code;
    code->looked_at += subject.len - from + BYTES_OF_A_USE;
    if (!code->tried && code->looked_at > code->size)
        compile_to_machine_code(pattern);
    make_room(set, code->group_count);
    return (code->machine ? pcre2_jit_match
                          : pcre2_match)(code->pcre, (PCRE2_SPTR)(subject.len ? subject.ptr : ""),
                                         subject.len, from, options, set->data, set->context);
}

static void reach_limit(const Pattern *pattern, size_t length) {
    PatternSet *set = pattern->set;
    pattern->code->reached = true;
    set->limit_hits++;
    set->spent += length > LEAST_SPENT ? length : LEAST_SPENT;
}

static bool find_glob(const Pattern *pattern, Str path) {
    size_t steps = PATTERN_MATCH_LIMIT;
    bool matches = utf8_valid(path, NULL) && pattern_glob_matches(pattern->glob, path, &steps);
    if (steps == 0)
        reach_limit(pattern, path.len);
    return matches;
}

/* `*ends` are the offsets of the groups that took part, as many as PCRE2 reports. */
static bool find_regex(const Pattern *pattern, Str subject, size_t from, uint32_t options,
                       const size_t **ends, size_t *count) {
    int found = match(pattern, subject, from, options);
    if (found < 0 && found != PCRE2_ERROR_NOMATCH)
        reach_limit(pattern, subject.len);
    *ends = pcre2_get_ovector_pointer(pattern->set->data);
    *count = found < 0 ? 0 : (size_t)found;
    return found >= 0;
}

static bool find(const Pattern *pattern, Str subject, size_t from, uint32_t options,
                 PatternGroup *groups, size_t capacity) {
    PatternSet *set = pattern->set;
    bool glob = pattern->glob.ptr != NULL;
    if (from > subject.len)
        return false;
    Str rest = str_slice(subject, from, subject.len);
    if (!glob && !pattern_needs_met(pattern_code(pattern)->needs, rest, false))
        return false;
    if (rest.len > PATTERN_MAX_SUBJECT || (pattern->code->reached && set->spent > MOST_SPENT)) {
        set->limit_hits++;
        return false;
    }
    const size_t whole[] = {from, subject.len};
    const size_t *ends = whole;
    size_t count = 1;
    if (!(glob ? find_glob(pattern, rest)
               : find_regex(pattern, subject, from, options, &ends, &count)))
        return false;
    for (size_t i = 0; groups && i < capacity; i++) {
        bool took_part = i < count && ends[2 * i] != PCRE2_UNSET;
        groups[i] = took_part ? (PatternGroup){ends[2 * i], ends[2 * i + 1]}
                              : (PatternGroup){SIZE_MAX, SIZE_MAX};
        if (groups[i].start > groups[i].end) /* \K in a lookahead, before PCRE2 10.38 */
            groups[i].start = groups[i].end;
    }
    return true;
}

bool pattern_find(const Pattern *pattern, Str subject, size_t from, PatternGroup *groups,
                  size_t capacity) {
    return find(pattern, subject, from, 0, groups, capacity);
}

bool pattern_find_some(const Pattern *pattern, Str subject, size_t from, PatternGroup *groups,
                       size_t capacity) {
    return find(pattern, subject, from, PCRE2_NOTEMPTY, groups, capacity) &&
           groups[0].end > groups[0].start;
}

bool pattern_matches(const Pattern *pattern, Str subject) {
    return pattern_find(pattern, subject, 0, NULL, 0);
}

bool pattern_may_match_within(const Pattern *pattern, Str text) {
    return pattern->glob.ptr || pattern_needs_met(pattern_code(pattern)->needs, text, true);
}

size_t pattern_limit_hits(const PatternSet *set) {
    return set->limit_hits;
}
