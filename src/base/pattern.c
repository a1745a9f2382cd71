/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * PCRE2 objects live in the set and are freed with it; a Pattern itself is in the arena. All
 * patterns of a set share one match context (the limits, the JIT stack); a Pattern has its own
 * match data, made at its first use.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "base/pattern.h"

#include <pcre2.h>
#include <stdint.h>

#include "base/map.h"

/* A match that needs more is given up: one long line and a bad pattern must not hang a lint. */
#define MATCH_LIMIT 1000000
#define DEPTH_LIMIT 10000
#define HEAP_LIMIT_KIB ((uint32_t)64 * 1024)
#define JIT_STACK_START ((size_t)32 * 1024)
#define JIT_STACK_MOST ((size_t)1024 * 1024)

struct Pattern {
    PatternSet *set;
    Pattern *next; /* of the set */
    pcre2_code *code;
    pcre2_match_data *data;
    size_t group_count;
    Str *names;
    size_t *name_groups;
    size_t name_count;
};

struct PatternSet {
    Arena *arena;
    Pattern *patterns;
    Map by_source;
    Map by_glob;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
    size_t limit_hits;
};

PatternSet *pattern_set_new(Arena *arena) {
    PatternSet *set = arena_new(arena, PatternSet);
    set->arena = arena;
    map_init(&set->by_source, arena);
    map_init(&set->by_glob, arena);
    set->context = pcre2_match_context_create(NULL);
    set->stack = pcre2_jit_stack_create(JIT_STACK_START, JIT_STACK_MOST, NULL);
    if (!set->context || !set->stack)
        arena_out_of_memory();
    pcre2_set_match_limit(set->context, MATCH_LIMIT);
    pcre2_set_depth_limit(set->context, DEPTH_LIMIT);
    pcre2_set_heap_limit(set->context, HEAP_LIMIT_KIB);
    pcre2_jit_stack_assign(set->context, NULL, set->stack);
    return set;
}

void pattern_set_free(PatternSet *set) {
    for (Pattern *pattern = set->patterns; pattern; pattern = pattern->next) {
        pcre2_match_data_free(pattern->data);
        pcre2_code_free(pattern->code);
    }
    pcre2_match_context_free(set->context);
    pcre2_jit_stack_free(set->stack);
}

/* PCRE2 keeps names sorted by their text; here they are in order of their groups, each once. */
static void read_names(Pattern *pattern, Arena *arena) {
    uint32_t count = 0;
    uint32_t entry_size = 0;
    PCRE2_SPTR table = NULL;
    pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMECOUNT, &count);
    pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMEENTRYSIZE, &entry_size);
    pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMETABLE, &table);
    pattern->names = arena_new_array(arena, count, Str);
    pattern->name_groups = arena_new_array(arena, count, size_t);
    for (uint32_t i = 0; i < count; i++) {
        PCRE2_SPTR entry = table + (size_t)i * entry_size;
        size_t group = (size_t)entry[0] << 8 | entry[1];
        size_t at = pattern->name_count++;
        while (at > 0 && pattern->name_groups[at - 1] > group) {
            pattern->names[at] = pattern->names[at - 1];
            pattern->name_groups[at] = pattern->name_groups[at - 1];
            at--;
        }
        pattern->names[at] = str_copy(arena, str_from_c((const char *)entry + 2));
        pattern->name_groups[at] = group;
    }
}

static Pattern *add_pattern(PatternSet *set, pcre2_code *code) {
    Pattern *pattern = arena_new(set->arena, Pattern);
    pattern->set = set;
    pattern->code = code;
    pattern->next = set->patterns;
    set->patterns = pattern;
    uint32_t groups = 0;
    pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &groups);
    pattern->group_count = (size_t)groups + 1;
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* without JIT it is matched by interpretation */
    pattern->data = pcre2_match_data_create_from_pattern(code, NULL);
    if (!pattern->data)
        arena_out_of_memory();
    read_names(pattern, set->arena);
    return pattern;
}

static Pattern *compile(PatternSet *set, Str source, uint32_t options, size_t *error_offset,
                        Error *error) {
    int number = 0;
    PCRE2_SIZE offset = 0;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)(source.len ? source.ptr : ""), source.len,
                                     PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | options,
                                     &number, &offset, NULL);
    if (code)
        return add_pattern(set, code);
    PCRE2_UCHAR message[256] = {0};
    pcre2_get_error_message(number, message, sizeof message);
    if (error_offset)
        *error_offset = offset;
    error_set(error, ERROR_USAGE, "%s", (const char *)message);
    return NULL;
}

const Pattern *pattern_compile(PatternSet *set, Str source, size_t *error_offset, Error *error) {
    Pattern *pattern = map_get(&set->by_source, source);
    if (pattern)
        return pattern;
    pattern = compile(set, source, 0, error_offset, error);
    if (pattern)
        map_put(&set->by_source, str_copy(set->arena, source), pattern);
    return pattern;
}

/* Characters that mean themselves in a regular expression, bytes outside ASCII among them. */
static bool is_plain(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (unsigned char)c >= 0x80;
}

/* The regular expression of a glob, without anchors. */
static Str glob_to_regex(Arena *arena, Str glob) {
    StrBuf out;
    strbuf_init(&out, arena);
    for (size_t i = 0; i < glob.len; i++) {
        Str rest = str_slice(glob, i, glob.len);
        bool name_starts = i == 0 || glob.ptr[i - 1] == '/';
        if (name_starts && str_starts_with(rest, STR("**/"))) {
            strbuf_append_c(&out, "(?:.*/)?");
            i += 2;
        } else if (str_starts_with(rest, STR("**"))) {
            strbuf_append_c(&out, ".*");
            i += 1;
        } else if (glob.ptr[i] == '*') {
            strbuf_append_c(&out, "[^/]*");
        } else if (glob.ptr[i] == '?') {
            strbuf_append_c(&out, "[^/]");
        } else if (glob.ptr[i] == '[') {
            size_t end = str_find(glob, STR("]"), i + 2);
            end = end == SIZE_MAX ? glob.len - 1 : end;
            strbuf_append(&out, str_slice(glob, i, end + 1));
            i = end;
        } else {
            if (!is_plain(glob.ptr[i]))
                strbuf_append_char(&out, '\\');
            strbuf_append_char(&out, glob.ptr[i]);
        }
    }
    return strbuf_str(&out);
}

const Pattern *pattern_compile_glob(PatternSet *set, Str glob, Error *error) {
    Pattern *pattern = map_get(&set->by_glob, glob);
    if (pattern)
        return pattern;
    pattern = compile(set, glob_to_regex(set->arena, glob),
                      PCRE2_ANCHORED | PCRE2_ENDANCHORED | PCRE2_DOTALL, NULL, error);
    if (pattern)
        map_put(&set->by_glob, str_copy(set->arena, glob), pattern);
    return pattern;
}

size_t pattern_name_count(const Pattern *pattern) {
    return pattern->name_count;
}

Str pattern_name(const Pattern *pattern, size_t index) {
    return pattern->names[index];
}

size_t pattern_name_group(const Pattern *pattern, size_t index) {
    return pattern->name_groups[index];
}

size_t pattern_group_count(const Pattern *pattern) {
    return pattern->group_count;
}

bool pattern_find(const Pattern *pattern, Str subject, size_t from, PatternGroup *groups,
                  size_t capacity) {
    int found = pcre2_match(pattern->code, (PCRE2_SPTR)(subject.len ? subject.ptr : ""),
                            subject.len, from, PCRE2_NO_UTF_CHECK, pattern->data,
                            pattern->set->context);
    if (found < 0) {
        pattern->set->limit_hits += found != PCRE2_ERROR_NOMATCH;
        return false;
    }
    const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(pattern->data);
    for (size_t i = 0; i < capacity; i++) {
        bool took_part = i < (size_t)found && ends[2 * i] != PCRE2_UNSET;
        groups[i] = took_part ? (PatternGroup){ends[2 * i], ends[2 * i + 1]}
                              : (PatternGroup){SIZE_MAX, SIZE_MAX};
    }
    return true;
}

bool pattern_matches(const Pattern *pattern, Str subject) {
    return pattern_find(pattern, subject, 0, NULL, 0);
}

size_t pattern_limit_hits(const PatternSet *set) {
    return set->limit_hits;
}
