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

#include <assert.h>
#include <pcre2.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/map.h"
#include "base/memory.h"
#include "base/pattern_glob.h"
#include "base/pattern_names.h"
#include "base/pattern_needs.h"
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
/* So is a longer glob: of "*" its regular expression has five characters, of no other more. */
#define LONGEST_GLOB (LONGEST_PATTERN / 5)

/* What a pattern is compiled to, and what became of it. */
typedef struct Code {
    pcre2_code *pcre;    /* NULL before it is compiled */
    PatternNeeds *needs; /* what a subject must have, as PCRE2 tells */
    size_t size;         /* bytes that it was compiled to */
    size_t looked_at;    /* bytes of subjects, and some for each */
    bool tried;          /* to make machine code of it, */
    bool machine;        /* and whether there is */
    bool reached;        /* whether it ever reached a limit */
    size_t group_count;
    bool named; /* the names are known, but for their groups also before it is compiled */
    Str *names;
    size_t *name_groups;
    size_t name_count;
} Code;

struct Pattern {
    PatternSet *set;
    Pattern *next; /* of the set */
    Str regex;
    Str glob; /* NULL of what is none */
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

static uint32_t info(const pcre2_code *code, uint32_t what) {
    uint32_t value = 0;
    pcre2_pattern_info(code, what, &value);
    return value;
}

/* PCRE2 keeps names sorted by their text; here they are in order of their groups. */
static void read_names(Code *code, Arena *arena) {
    Code before = *code;
    code->name_count = 0;
    code->named = true;
    uint32_t count = info(code->pcre, PCRE2_INFO_NAMECOUNT);
    uint32_t entry_size = info(code->pcre, PCRE2_INFO_NAMEENTRYSIZE);
    PCRE2_SPTR table = NULL;
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
    for (size_t i = 0; before.named && i < before.name_count; i++)
        assert(before.name_count == count && str_equal(before.names[i], code->names[i]));
}

static size_t count_groups(const pcre2_code *code) {
    return (size_t)info(code, PCRE2_INFO_CAPTURECOUNT) + 1;
}

/*
 * PCRE2 knows much of what a match must have. It looks for that itself, but each call costs as much
 * as a hundred bytes of looking. Of a single byte it does not tell whether letter case counts.
 */
static void read_needs(Code *code, Arena *arena) {
    PatternNeeds *needs = arena_new(arena, PatternNeeds);
    const uint8_t *bitmap = NULL;
    pcre2_pattern_info(code->pcre, PCRE2_INFO_FIRSTBITMAP, &bitmap);
    uint32_t first = info(code->pcre, PCRE2_INFO_FIRSTCODEUNIT);
    uint32_t last = info(code->pcre, PCRE2_INFO_LASTCODEUNIT);
    needs->anchored = info(code->pcre, PCRE2_INFO_ALLOPTIONS) & PCRE2_ANCHORED;
    needs->length = info(code->pcre, PCRE2_INFO_MINLENGTH);
    if (info(code->pcre, PCRE2_INFO_FIRSTCODETYPE) == 1 && first < 0x80)
        pattern_needs_first(needs, (char)first);
    else if (bitmap)
        pattern_needs_first_of(needs, bitmap);
    if (info(code->pcre, PCRE2_INFO_LASTCODETYPE) == 1 && last < 0x80)
        pattern_needs_byte(needs, (char)last);
    code->needs = needs;
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
        pcre2_pattern_info(code->pcre, PCRE2_INFO_SIZE, &code->size);
        read_names(code, set->arena);
        read_needs(code, set->arena);
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

static Pattern *refuse_length(Error *error) {
    error_set(error, ERROR_USAGE, "pattern is too long");
    return NULL;
}

static Pattern *add_pattern(PatternSet *set, Str regex, uint32_t options, size_t *error_offset,
                            Error *error) {
    if (regex.len > LONGEST_PATTERN) {
        if (error_offset)
            *error_offset = LONGEST_PATTERN;
        return refuse_length(error);
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

bool pattern_set_is_trusted(const PatternSet *set) {
    return set->trusted;
}

/* Where the pattern of a text is. The text is kept, as pattern_set_trust says, unless it is known:
   some is asked for with each file. */
static void **place_of(const PatternSet *set, Map *patterns, Str *text) {
    if (!set->trusted && !map_get(patterns, *text))
        *text = str_copy(set->arena, *text);
    return map_place(patterns, *text);
}

const Pattern *pattern_compile(PatternSet *set, Str source, size_t *error_offset, Error *error) {
    void **place = place_of(set, &set->by_source, &source);
    if (!*place)
        *place = add_pattern(set, source, 0, error_offset, error);
    return *place;
}

const Pattern *pattern_compile_glob(PatternSet *set, Str glob, Error *error) {
    if (glob.len > LONGEST_GLOB)
        return refuse_length(error);
    void **place = place_of(set, &set->by_glob, &glob);
    Pattern *pattern = *place;
    if (pattern)
        return pattern;
    pattern = add_pattern(set, pattern_glob_regex(set->arena, glob),
                          PCRE2_ANCHORED | PCRE2_ENDANCHORED | PCRE2_DOTALL, NULL, error);
    if (pattern)
        pattern->glob = glob;
    *place = pattern;
    return pattern;
}

/* With its names: what reads entries needs these to know its columns, whether or not any comes. */
static const Code *named_code_of(const Pattern *pattern) {
    Code *code = pattern->code;
    if (!code->named)
        code->named = !code->pcre && pattern_names_scan(pattern->set->arena, pattern->regex,
                                                        &code->names, &code->name_count);
    return code->named ? code : code_of(pattern);
}

size_t pattern_name_count(const Pattern *pattern) {
    return named_code_of(pattern)->name_count;
}

Str pattern_name(const Pattern *pattern, size_t index) {
    return named_code_of(pattern)->names[index];
}

size_t pattern_name_group(const Pattern *pattern, size_t index) {
    return code_of(pattern)->name_groups[index];
}

size_t pattern_group_count(const Pattern *pattern) {
    return code_of(pattern)->group_count;
}

/* Most patterns meet few subjects in a run, or none. Making machine code takes about as long as
   looking without it at a subject of the size that the pattern was compiled to; so nothing is lost
   by doing that first, but for the same time again. */
#define BYTES_OF_A_USE 15

/* Where machine code cannot be made, or a pattern asks for none ("(*NO_JIT)", which is no error of
   pcre2_jit_compile), it is interpreted, under the same limits. */
static void compile_to_machine_code(const Pattern *pattern) {
    PatternSet *set = pattern->set;
    Code *code = pattern->code;
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

/* What pcre2_match does before it runs machine code is for subjects that are not there, and for
   patterns that do not provide for subjects that are not UTF-8; it takes as long as many matches.
 */
static int match(const Pattern *pattern, Str subject, size_t from) {
    PatternSet *set = pattern->set;
    Code *code = pattern->code;
    code->looked_at += subject.len - from + BYTES_OF_A_USE;
    if (!code->tried && code->looked_at > code->size)
        compile_to_machine_code(pattern);
    make_room(set, code->group_count);
    return (code->machine ? pcre2_jit_match
                          : pcre2_match)(code->pcre, (PCRE2_SPTR)(subject.len ? subject.ptr : ""),
                                         subject.len, from, 0, set->data, set->context);
}

static void reach_limit(const Pattern *pattern, size_t length) {
    PatternSet *set = pattern->set;
    pattern->code->reached = true;
    set->limit_hits++;
    set->spent += length > LEAST_SPENT ? length : LEAST_SPENT;
}

static bool find_glob(const Pattern *pattern, Str path) {
    size_t steps = MATCH_LIMIT;
    bool matches = utf8_valid(path, NULL) && pattern_glob_matches(pattern->glob, path, &steps);
    if (steps == 0)
        reach_limit(pattern, path.len);
    return matches;
}

/* The ends of the groups that took part, so many as PCRE2 says. */
static bool find_regex(const Pattern *pattern, Str subject, size_t from, const size_t **ends,
                       size_t *count) {
    int found = match(pattern, subject, from);
    if (found < 0 && found != PCRE2_ERROR_NOMATCH)
        reach_limit(pattern, subject.len);
    *ends = pcre2_get_ovector_pointer(pattern->set->data);
    *count = found < 0 ? 0 : (size_t)found;
    return found >= 0;
}

bool pattern_find(const Pattern *pattern, Str subject, size_t from, PatternGroup *groups,
                  size_t capacity) {
    PatternSet *set = pattern->set;
    bool glob = pattern->glob.ptr != NULL;
    if (from > subject.len)
        return false;
    Str rest = str_slice(subject, from, subject.len);
    if (!glob && !pattern_needs_met(code_of(pattern)->needs, rest, false))
        return false;
    if (rest.len > PATTERN_MAX_SUBJECT || (pattern->code->reached && set->spent > MOST_SPENT)) {
        set->limit_hits++;
        return false;
    }
    const size_t whole[] = {from, subject.len};
    const size_t *ends = whole;
    size_t count = 1;
    if (!(glob ? find_glob(pattern, rest) : find_regex(pattern, subject, from, &ends, &count)))
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

bool pattern_matches(const Pattern *pattern, Str subject) {
    return pattern_find(pattern, subject, 0, NULL, 0);
}

bool pattern_may_match_within(const Pattern *pattern, Str text) {
    return pattern->glob.ptr || pattern_needs_met(code_of(pattern)->needs, text, true);
}

size_t pattern_limit_hits(const PatternSet *set) {
    return set->limit_hits;
}
