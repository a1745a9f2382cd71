/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * PCRE2 objects live in the set and are freed with it; a Pattern itself is in the arena. All
 * patterns of a set share one match context (the limits, the JIT stack) and one match data.
 *
 * Patterns are compiled so that a subject which is not UTF-8 after all only fails to match at its
 * bad bytes: a mistake of a caller must not become a read out of bounds.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "base/pattern.h"

#include <pcre2.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/memory.h"
#include "base/unicode.h"

/* A match that needs more is given up: one long line and a bad pattern must not hang a lint. */
#define MATCH_LIMIT 200000
#define DEPTH_LIMIT 250000
#define HEAP_LIMIT_KIB ((uint32_t)64 * 1024)
#define JIT_STACK_START ((size_t)32 * 1024)
#define JIT_STACK_MOST ((size_t)4 * 1024 * 1024)

/* What reaches a limit has cost milliseconds. After so many bytes of such subjects, each at least a
   KiB, a pattern that reached one matches nothing more. */
#define MOST_SPENT ((size_t)1024 * 1024)
#define LEAST_SPENT ((size_t)1024)

/* A longer pattern is refused: nobody writes one by hand. */
#define LONGEST_PATTERN ((size_t)64 * 1024)

#define FEW_BYTES 3

/* The bytes that a match can begin with. */
typedef struct First {
    bool is[UINT8_MAX + 1];
    char few[FEW_BYTES]; /* all of them, where they are few enough for memchr */
    size_t few_count;    /* 0 where they are not */
    bool high;           /* none of them is ASCII */
} First;

/* What a pattern is compiled to, and what became of it. */
typedef struct Code {
    pcre2_code *pcre;   /* NULL before it is compiled */
    const First *first; /* NULL where a match can begin with any byte */
    size_t uses;        /* how often it was matched */
    bool reached;       /* whether it ever reached a limit */
    size_t group_count;
    Str *names;
    size_t *name_groups;
    size_t name_count;
} Code;

struct Pattern {
    PatternSet *set;
    Pattern *next; /* of the set */
    Str regex;
    uint32_t options;
    Code *code; /* use code_of */
};

struct PatternSet {
    Arena *arena;
    Pattern *patterns;
    Map by_source;
    Map by_glob;
    pcre2_general_context *memory;
    pcre2_compile_context *compiling;
    pcre2_match_context *context;
    pcre2_jit_stack *stack; /* NULL where PCRE2 was built without JIT */
    pcre2_match_data *data; /* with room for the groups of any pattern of the set */
    size_t data_groups;
    size_t limit_hits;
    size_t spent; /* on matches that reached a limit */
    bool trusted; /* as pattern_set_trust */
};

static void *take(PCRE2_SIZE size, void *unused) {
    (void)unused;
    return memory_take(size);
}

static void give_back(void *taken, void *unused) {
    (void)unused;
    free(taken);
}

PatternSet *pattern_set_new(Arena *arena) {
    PatternSet *set = arena_new(arena, PatternSet);
    set->arena = arena;
    set->memory = pcre2_general_context_create(take, give_back, NULL);
    map_init(&set->by_source, arena);
    map_init(&set->by_glob, arena);
    set->compiling = pcre2_compile_context_create(set->memory);
    set->context = pcre2_match_context_create(set->memory);
    pcre2_set_match_limit(set->context, MATCH_LIMIT);
    pcre2_set_depth_limit(set->context, DEPTH_LIMIT);
    pcre2_set_heap_limit(set->context, HEAP_LIMIT_KIB);
    return set;
}

void pattern_set_free(PatternSet *set) {
    if (!set)
        return;
    for (Pattern *pattern = set->patterns; pattern; pattern = pattern->next)
        pcre2_code_free(pattern->code->pcre);
    pcre2_match_data_free(set->data);
    pcre2_match_context_free(set->context);
    pcre2_compile_context_free(set->compiling);
    pcre2_jit_stack_free(set->stack);
    pcre2_general_context_free(set->memory);
    *set = (PatternSet){.arena = set->arena};
}

/* PCRE2 keeps names sorted by their text; here they are in order of their groups. */
static void read_names(Code *code, Arena *arena) {
    uint32_t count = 0;
    uint32_t entry_size = 0;
    PCRE2_SPTR table = NULL;
    pcre2_pattern_info(code->pcre, PCRE2_INFO_NAMECOUNT, &count);
    pcre2_pattern_info(code->pcre, PCRE2_INFO_NAMEENTRYSIZE, &entry_size);
    pcre2_pattern_info(code->pcre, PCRE2_INFO_NAMETABLE, &table);
    code->names = arena_new_array(arena, count, Str);
    code->name_groups = arena_new_array(arena, count, size_t);
    for (uint32_t i = 0; i < count; i++) {
        PCRE2_SPTR entry = table + (size_t)i * entry_size;
        size_t group = (size_t)entry[0] << 8 | entry[1];
        size_t at = code->name_count++;
        while (at > 0 && code->name_groups[at - 1] > group) {
            code->names[at] = code->names[at - 1];
            code->name_groups[at] = code->name_groups[at - 1];
            at--;
        }
        code->names[at] = str_copy(arena, str_from_c((const char *)entry + 2));
        code->name_groups[at] = group;
    }
}

static size_t count_groups(const pcre2_code *code) {
    uint32_t groups = 0;
    pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &groups);
    return (size_t)groups + 1;
}

static char other_case(char c) {
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter ? (char)(c ^ ('a' ^ 'A')) : c;
}

/*
 * PCRE2 knows for many patterns which bytes a match can begin with. It looks for them itself, but
 * each call costs as much as a hundred bytes of that. Of a single byte it does not tell whether
 * letter case counts.
 */
static void read_first(Code *code, Arena *arena) {
    uint32_t type = 0;
    uint32_t unit = 0;
    const uint8_t *bitmap = NULL;
    pcre2_pattern_info(code->pcre, PCRE2_INFO_FIRSTCODETYPE, &type);
    pcre2_pattern_info(code->pcre, PCRE2_INFO_FIRSTCODEUNIT, &unit);
    pcre2_pattern_info(code->pcre, PCRE2_INFO_FIRSTBITMAP, &bitmap);
    bool single = type == 1 && unit < 0x80;
    if (!single && !bitmap)
        return;
    First *first = arena_new(arena, First);
    size_t count = 0;
    first->high = true;
    for (size_t byte = 0; byte <= UINT8_MAX; byte++) {
        char c = (char)(unsigned char)byte;
        first->is[byte] = single ? (char)unit == c || (char)unit == other_case(c)
                                 : bitmap[byte / 8] >> byte % 8 & 1;
        first->high = first->high && (byte >= 0x80 || !first->is[byte]);
        if (first->is[byte] && count++ < FEW_BYTES)
            first->few[count - 1] = c;
    }
    first->few_count = count <= FEW_BYTES ? count : 0;
    code->first = first;
}

static bool compile_code(const Pattern *pattern, size_t *error_offset, Error *error) {
    PatternSet *set = pattern->set;
    Code *code = pattern->code;
    Str regex = pattern->regex;
    int number = 0;
    PCRE2_SIZE offset = 0;
    code->pcre = pcre2_compile((PCRE2_SPTR)(regex.len ? regex.ptr : ""), regex.len,
                               PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_UCP |
                                   PCRE2_NEVER_BACKSLASH_C | pattern->options,
                               &number, &offset, set->compiling);
    if (code->pcre && (code->group_count = count_groups(code->pcre)) <= PATTERN_MAX_GROUPS) {
        read_names(code, set->arena);
        read_first(code, set->arena);
        return true;
    }
    PCRE2_UCHAR message[256] = "pattern has too many groups";
    if (!code->pcre)
        pcre2_get_error_message(number, message, sizeof message);
    if (error_offset)
        *error_offset = offset;
    return error_set(error, ERROR_USAGE, "%s", (const char *)message);
}

/* What is built in was compiled by its tests. */
static void compile_trusted(const Pattern *pattern) {
    Error error = {0};
    if (!compile_code(pattern, NULL, &error))
        abort();
}

static Code *code_of(const Pattern *pattern) {
    if (!pattern->code->pcre)
        compile_trusted(pattern);
    return pattern->code;
}

static Pattern *add_pattern(PatternSet *set, Str regex, uint32_t options, size_t *error_offset,
                            Error *error) {
    if (regex.len > LONGEST_PATTERN) {
        if (error_offset)
            *error_offset = LONGEST_PATTERN;
        error_set(error, ERROR_USAGE, "pattern is too long");
        return NULL;
    }
    Pattern *pattern = arena_new(set->arena, Pattern);
    *pattern = (Pattern){.set = set, .regex = regex, .options = options, .next = set->patterns};
    pattern->code = arena_new(set->arena, Code);
    set->patterns = pattern;
    return set->trusted || compile_code(pattern, error_offset, error) ? pattern : NULL;
}

bool pattern_set_trust(PatternSet *set, bool trusted) {
    bool before = set->trusted;
    set->trusted = trusted;
    return before;
}

const Pattern *pattern_compile(PatternSet *set, Str source, size_t *error_offset, Error *error) {
    Pattern *pattern = map_get(&set->by_source, source);
    if (pattern)
        return pattern;
    pattern = add_pattern(set, str_copy(set->arena, source), 0, error_offset, error);
    if (pattern)
        map_put(&set->by_source, pattern->regex, pattern);
    return pattern;
}

/* Characters that mean themselves in a regular expression, bytes outside ASCII among them. */
static bool is_plain(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (unsigned char)c >= 0x80;
}

static void append_literal(StrBuf *out, char c) {
    if (!is_plain(c))
        strbuf_append_char(out, '\\');
    strbuf_append_char(out, c);
}

/*
 * A class, from its `[` on; returns where it ends. `!` or `^` in front negates it, a `]` in front
 * is one of its members, and `/` is never matched. An unclosed one is left for PCRE2 to refuse.
 */
static size_t append_class(StrBuf *out, Str glob, size_t at) {
    strbuf_append_c(out, "(?!/)[");
    at++;
    if (at < glob.len && (glob.ptr[at] == '!' || glob.ptr[at] == '^')) {
        strbuf_append_char(out, '^');
        at++;
    }
    for (size_t first = at; at < glob.len && (glob.ptr[at] != ']' || at == first); at++) {
        if (glob.ptr[at] == '-')
            strbuf_append_char(out, '-');
        else
            append_literal(out, glob.ptr[at]);
    }
    if (at < glob.len)
        strbuf_append_char(out, ']');
    return at + 1;
}

/* `*`s, from the first on; returns where they end. */
static size_t append_stars(StrBuf *out, Str glob, size_t at) {
    bool name_starts = at == 0 || glob.ptr[at - 1] == '/';
    size_t end = at;
    while (end < glob.len && glob.ptr[end] == '*')
        end++;
    if (end - at == 1) {
        strbuf_append_c(out, "[^/]*");
    } else if (name_starts && end < glob.len && glob.ptr[end] == '/') {
        strbuf_append_c(out, "(?:.*/)?");
        end++;
    } else {
        strbuf_append_c(out, ".*");
    }
    return end;
}

/* The regular expression of a glob, without anchors. */
static Str glob_to_regex(Arena *arena, Str glob) {
    StrBuf out;
    strbuf_init(&out, arena);
    for (size_t at = 0; at < glob.len;) {
        char c = glob.ptr[at];
        if (c == '*') {
            at = append_stars(&out, glob, at);
        } else if (c == '[') {
            at = append_class(&out, glob, at);
        } else if (c == '?') {
            strbuf_append_c(&out, "[^/]");
            at++;
        } else {
            append_literal(&out, c);
            at++;
        }
    }
    return strbuf_str(&out);
}

const Pattern *pattern_compile_glob(PatternSet *set, Str glob, Error *error) {
    Pattern *pattern = map_get(&set->by_glob, glob);
    if (pattern)
        return pattern;
    pattern = add_pattern(set, glob_to_regex(set->arena, glob),
                          PCRE2_ANCHORED | PCRE2_ENDANCHORED | PCRE2_DOTALL, NULL, error);
    if (pattern)
        map_put(&set->by_glob, str_copy(set->arena, glob), pattern);
    return pattern;
}

size_t pattern_name_count(const Pattern *pattern) {
    return code_of(pattern)->name_count;
}

Str pattern_name(const Pattern *pattern, size_t index) {
    return code_of(pattern)->names[index];
}

size_t pattern_name_group(const Pattern *pattern, size_t index) {
    return code_of(pattern)->name_groups[index];
}

size_t pattern_group_count(const Pattern *pattern) {
    return code_of(pattern)->group_count;
}

/* Most patterns meet few subjects in a run. Machine code costs as much as about so many matches. */
#define USES_BEFORE_JIT 12

/* Where machine code cannot be made the pattern is interpreted, under the same limits. */
static void compile_to_machine_code(const Pattern *pattern) {
    PatternSet *set = pattern->set;
    pcre2_jit_compile(pattern->code->pcre, PCRE2_JIT_COMPLETE);
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

/* Whether a byte from `from` on is one that a match can begin with. */
static bool can_begin(const Pattern *pattern, Str subject, size_t from) {
    const First *first = code_of(pattern)->first;
    if (!first)
        return true;
    for (size_t i = 0; i < first->few_count; i++)
        if (from < subject.len && memchr(subject.ptr + from, first->few[i], subject.len - from))
            return true;
    if (first->few_count > 0)
        return false;
    if (first->high)
        from += utf8_ascii_length(subject, from);
    while (from < subject.len && !first->is[(unsigned char)subject.ptr[from]])
        from++;
    return from < subject.len;
}

static int match(const Pattern *pattern, Str subject, size_t from) {
    PatternSet *set = pattern->set;
    if (pattern->code->uses++ == USES_BEFORE_JIT)
        compile_to_machine_code(pattern);
    make_room(set, pattern->code->group_count);
    return pcre2_match(pattern->code->pcre, (PCRE2_SPTR)(subject.len ? subject.ptr : ""),
                       subject.len, from, 0, set->data, set->context);
}

static void reach_limit(const Pattern *pattern, size_t length) {
    PatternSet *set = pattern->set;
    pattern->code->reached = true;
    set->limit_hits++;
    set->spent += length > LEAST_SPENT ? length : LEAST_SPENT;
}

bool pattern_find(const Pattern *pattern, Str subject, size_t from, PatternGroup *groups,
                  size_t capacity) {
    PatternSet *set = pattern->set;
    if (from > subject.len || !can_begin(pattern, subject, from))
        return false;
    if (subject.len - from > PATTERN_MAX_SUBJECT ||
        (pattern->code->reached && set->spent > MOST_SPENT)) {
        set->limit_hits++;
        return false;
    }
    int found = match(pattern, subject, from);
    if (found < 0 && found != PCRE2_ERROR_NOMATCH)
        reach_limit(pattern, subject.len);
    if (found < 0)
        return false;
    const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(set->data);
    for (size_t i = 0; groups && i < capacity; i++) {
        bool took_part = i < (size_t)found && ends[2 * i] != PCRE2_UNSET;
        groups[i] = took_part ? (PatternGroup){ends[2 * i], ends[2 * i + 1]}
                              : (PatternGroup){SIZE_MAX, SIZE_MAX};
        if (groups[i].start > groups[i].end) /* \K in a lookahead, before PCRE2 10.38 */
            groups[i].start = groups[i].end;
    }
    return true;
}

bool pattern_matches(const Pattern *pattern, Str subject) {
    return pattern_find(pattern, subject, 0, NULL, 0);
}

size_t pattern_limit_hits(const PatternSet *set) {
    return set->limit_hits;
}
