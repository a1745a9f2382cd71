/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * PCRE2 objects belong to the set and are freed with it; a Pattern itself is in the arena. All
 * patterns of a set share one match context (the limits, the JIT stack) and one match data.
 *
 * Patterns are compiled so that a subject that is not valid UTF-8 after all merely fails to match
 * at its bad bytes: a caller's mistake must not lead to a read out of bounds.
 */
#include "base/pattern.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/pattern_glob.h"
#include "base/pattern_internal.h"

#define DEPTH_LIMIT 250000
#define HEAP_LIMIT_KIB ((uint32_t)64 * 1024)
/* A longer pattern is refused: nobody writes one by hand. */
#define LONGEST_PATTERN ((size_t)64 * 1024)
/* So is a longer glob: "*" becomes five characters of a regular expression, and no other character
   becomes more. */
#define LONGEST_GLOB (LONGEST_PATTERN / 5)

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
    pcre2_set_match_limit(set->context, PATTERN_MATCH_LIMIT);
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

/* PCRE2 keeps names sorted alphabetically; here they are sorted by group. */
static void read_names(PatternCode *code, Arena *arena) {
    PatternCode before = *code;
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
 * PCRE2 knows much about what a match must contain. It checks that itself, but calling it costs as
 * much as looking through a hundred bytes here. It does not say whether a single byte is
 * case-sensitive.
 */
static void read_needs(PatternCode *code, Arena *arena) {
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

/* Takes what PCRE2 made of the pattern. False if it has too many groups. */
static bool take_code(const Pattern *pattern, pcre2_code *pcre) {
    PatternCode *code = pattern->code;
    code->pcre = pcre;
    code->group_count = count_groups(pcre);
    if (code->group_count > PATTERN_MAX_GROUPS)
        return false;
    pcre2_pattern_info(pcre, PCRE2_INFO_SIZE, &code->size);
    read_names(code, pattern->set->arena);
    read_needs(code, pattern->set->arena);
    return true;
}

static bool compile_code(const Pattern *pattern, size_t *error_offset, Error *error) {
    Str regex = pattern->regex;
    int number = 0;
    PCRE2_SIZE offset = 0;
    pcre2_code *pcre = pcre2_compile((PCRE2_SPTR)(regex.len ? regex.ptr : ""), regex.len,
                                     PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_UCP |
                                         PCRE2_NEVER_BACKSLASH_C | pattern->options,
                                     &number, &offset, pattern->set->compiling);
    if (pcre && take_code(pattern, pcre))
        return true;
    PCRE2_UCHAR message[256] = "pattern has too many groups";
    if (!pcre)
        pcre2_get_error_message(number, message, sizeof message);
    if (error_offset)
        *error_offset = offset;
    return error_set(error, ERROR_USAGE, "%s", (const char *)message);
}

/* The pattern's image; NULL if it has none. */
static const PatternImage *image_of(const Pattern *pattern) {
    return pattern->glob.ptr ? NULL : pattern_image_find(pattern->set->images, pattern->regex);
}

/* Built-in patterns were compiled by their tests, and most when the program was built. */
static void compile_trusted(const Pattern *pattern) {
    const PatternSet *set = pattern->set;
    const PatternImage *image = image_of(pattern);
    pcre2_code *pcre = image ? pattern_image_code(set->images, image, set->memory) : NULL;
    Error error = {0};
    if (!(pcre ? take_code(pattern, pcre) : compile_code(pattern, NULL, &error)))
        abort();
}

PatternCode *pattern_code(const Pattern *pattern) {
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
    pattern->code = arena_new(set->arena, PatternCode);
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

/* The map's slot for the pattern with this text. A new text is copied, unless pattern_set_trust
   promises that it lives long enough. */
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

/* The code with at least the names of its groups known: they are columns of a table, which must be
   known even if no row is ever read. */
static const PatternCode *named_code_of(const Pattern *pattern) {
    PatternCode *code = pattern->code;
    const PatternImage *image = code->named ? NULL : image_of(pattern);
    if (image) {
        code->named = true;
        code->name_count = image->name_count;
        code->names = arena_new_array(pattern->set->arena, image->name_count, Str);
        pattern_image_names(pattern->set->images, image, code->names);
    }
    return code->named ? code : pattern_code(pattern);
}

size_t pattern_name_count(const Pattern *pattern) {
    return named_code_of(pattern)->name_count;
}

Str pattern_name(const Pattern *pattern, size_t index) {
    return named_code_of(pattern)->names[index];
}

size_t pattern_name_group(const Pattern *pattern, size_t index) {
    return pattern_code(pattern)->name_groups[index];
}

size_t pattern_group_count(const Pattern *pattern) {
    return pattern_code(pattern)->group_count;
}
