/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Names are compared word by word. When in doubt, two names belong to one person: callers want to
 * report that they do not.
 */
#include "base/person.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/unicode.h"

static const char *const suffixes[] = {"jr", "sr", "ii", "iii", "iv", NULL};

static bool is_letter(Str folded) {
    return folded.len == 1 && ascii_is_lower(folded.ptr[0]);
}

static bool is_spare(Str folded) {
    return is_letter(folded) || str_is_one_of(folded, suffixes);
}

PersonWords person_words(Arena *arena, Str name) {
    PersonWords words = {0};
    Str between;
    for (size_t at = 0; unicode_next_word(name, &at, &between);) {
        Str written; /* "J.R." is two words */
        while (str_split_next(&between, '.', &written) && words.count < PERSON_WORDS_MOST) {
            Str folded = unicode_fold(arena, written);
            if (folded.len)
                words.items[words.count++] = (PersonWord){written, folded, is_spare(folded)};
        }
    }
    return words;
}

/* The words without the spare ones, unless there are no others. */
static PersonWords needed_words(PersonWords words) {
    PersonWords needed = {0};
    for (size_t i = 0; i < words.count; i++)
        if (!words.items[i].spare)
            needed.items[needed.count++] = words.items[i];
    return needed.count ? needed : words;
}

static int compare_words(const void *a, const void *b) {
    return str_compare(((const PersonWord *)a)->folded, ((const PersonWord *)b)->folded);
}

static Str join(Arena *arena, const PersonWords *words, const char *between) {
    StrBuf out;
    strbuf_init(&out, arena);
    for (size_t i = 0; i < words->count; i++) {
        strbuf_append_c(&out, i ? between : "");
        strbuf_append(&out, words->items[i].folded);
    }
    return strbuf_str(&out);
}

Str person_fold(Arena *arena, Str name) {
    PersonWords words = needed_words(person_words(arena, name));
    qsort(words.items, words.count, sizeof *words.items, compare_words);
    return join(arena, &words, " ");
}

/* Short forms that do not begin like the name. */
static const struct ShortForm {
    const char *form;
    const char *name;
} short_forms[] = {
    {"bill", "william"},   {"billy", "william"},   {"bob", "robert"},      {"bobby", "robert"},
    {"chuck", "charles"},  {"dick", "richard"},    {"dima", "dmitry"},     {"dima", "dmitrii"},
    {"dima", "dmytro"},    {"hank", "henry"},      {"hans", "johannes"},   {"harry", "henry"},
    {"jack", "john"},      {"jim", "james"},       {"jimmy", "james"},     {"johnny", "jonathan"},
    {"kate", "catherine"}, {"larry", "lawrence"},  {"liz", "elizabeth"},   {"misha", "mikhail"},
    {"ned", "edward"},     {"paco", "francisco"},  {"peggy", "margaret"},  {"pepe", "jose"},
    {"polly", "mary"},     {"sasha", "alexander"}, {"sasha", "alexandra"}, {"ted", "edward"},
    {"ted", "theodore"},   {"teddy", "theodore"},  {"tom", "thomas"},      {"tommy", "thomas"},
    {"tony", "anthony"},   {"tony", "antonio"},    {"yosh", "joshua"},
};

/* Whether a letter is missing inside the name: "Gals" for "Gales". Shorter words are excluded
   because another spelling may lack a letter ("Nik" for "Nick"); so are doubled letters ("Alan"),
   and pet names, which have other endings ("Katie"). */
static bool is_typo_of(Str form, Str name, size_t common) {
    enum { NAME_LEAST = 5 };
    bool pet =
        common + 1 == form.len && (str_ends_with(name, STR("ie")) || str_ends_with(name, STR("y")));
    return name.len >= NAME_LEAST && form.len + 1 == name.len && common < form.len && !pet &&
           name.ptr[common] != name.ptr[common - 1] && name.ptr[common] != name.ptr[common + 1] &&
           str_ends_with(name, str_slice(form, common, form.len));
}

/* "Dan", "Danny" for "Daniel"; "Beth" for "Elizabeth"; and the short forms in the table, which need
   not be shorter ("Jack" for "John"). Latin letters only. */
static bool is_short_form(Str form, Str name) {
    enum { LONGEST = 5, OWN_ENDING = 2, ENDING_LEAST = 3 };
    for (size_t i = 0; i < sizeof short_forms / sizeof *short_forms; i++)
        if (str_equal_c(form, short_forms[i].form) && str_equal_c(name, short_forms[i].name))
            return true;
    if (form.len >= name.len || form.len > LONGEST || (unsigned char)form.ptr[0] >= 0x80)
        return false;
    size_t common = str_common(form, name);
    return (common >= 2 && common + OWN_ENDING >= form.len && !is_typo_of(form, name, common)) ||
           (form.len >= ENDING_LEAST && str_ends_with(name, form));
}

/* "mueller" as "muller": undoes how accented letters are written without accents. */
static Str without_digraphs(Arena *arena, Str word) {
    StrBuf out;
    strbuf_init(&out, arena);
    for (size_t i = 0; i < word.len; i++) {
        char before = i ? word.ptr[i - 1] : ' ';
        bool digraph = word.ptr[i] == 'e' && (before == 'a' || before == 'o' || before == 'u');
        if (!digraph)
            strbuf_append_char(&out, word.ptr[i]);
    }
    return strbuf_str(&out);
}

bool person_word_respelled(Arena *arena, Str a, Str b) {
    return str_equal(without_digraphs(arena, a), without_digraphs(arena, b));
}

static bool word_may_be(Arena *arena, Str a, Str b) {
    return is_short_form(a, b) || is_short_form(b, a) || person_word_respelled(arena, a, b);
}

/* Whether each word of `few` is, or may be, a different one of `many`: equal words are paired
   first. */
static bool all_found(Arena *arena, const PersonWords *few, const PersonWords *many) {
    bool found[PERSON_WORDS_MOST] = {false};
    bool taken[PERSON_WORDS_MOST] = {false};
    for (int equal = 1; equal >= 0; equal--)
        for (size_t i = 0; i < few->count; i++)
            for (size_t j = 0; j < many->count && !found[i]; j++) {
                Str a = few->items[i].folded;
                Str b = many->items[j].folded;
                if (!taken[j] && (equal ? str_equal(a, b) : word_may_be(arena, a, b)))
                    found[i] = taken[j] = true;
            }
    for (size_t i = 0; i < few->count; i++)
        if (!found[i])
            return false;
    return true;
}

/* Whether names differ only in blanks, hyphens and which of their parts comes first. */
static bool is_rotation(Arena *arena, const PersonWords *a, const PersonWords *b) {
    enum { LONGEST = 256 }; /* longer ones are not names, and the search is quadratic */
    Str once = join(arena, a, "");
    Str other = join(arena, b, "");
    if (once.len != other.len || once.len > LONGEST)
        return false;
    Str twice = str_printf(arena, STR_FMT STR_FMT, STR_ARG(once), STR_ARG(once));
    return str_find(twice, other, 0) != SIZE_MAX;
}

typedef enum Letters { LETTERS_LATIN, LETTERS_OTHER, LETTERS_MIXED } Letters;

static Letters letters_of(const PersonWords *words) {
    size_t latin = 0;
    size_t count = 0;
    for (size_t i = 0; i < words->count; i++)
        for (size_t j = 0; j < words->items[i].folded.len; j++, count++)
            latin += (unsigned char)words->items[i].folded.ptr[j] < 0x80;
    return latin == count ? LETTERS_LATIN : latin == 0 ? LETTERS_OTHER : LETTERS_MIXED;
}

bool person_may_be(Arena *arena, Str a, Str b) {
    PersonWords all_a = person_words(arena, a);
    PersonWords all_b = person_words(arena, b);
    PersonWords needed_a = needed_words(all_a);
    PersonWords needed_b = needed_words(all_b);
    if (letters_of(&all_a) != letters_of(&all_b) || is_rotation(arena, &all_a, &all_b))
        return true;
    if (needed_a.count > needed_b.count)
        return all_found(arena, &needed_b, &needed_a);
    return all_found(arena, &needed_a, &needed_b);
}
