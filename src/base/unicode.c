/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Names are nearly always ASCII, so folding has a path for it without utf8proc. Other text is
 * folded code point by code point: marks are dropped, so their order does not matter, and an
 * invalid UTF-8 byte affects nothing but itself.
 */
#include "base/unicode.h"

#include <utf8proc.h>

#include "base/array.h"
#include "base/ascii.h"

static bool alphanumeric_at(Str text, size_t at) {
    return at < text.len && ascii_is_alphanumeric(text.ptr[at]);
}

#define MOST_SIGNS 2 /* in a row: "C++" */

/* Signs at the end of a word are spelled out: "C#" is "csharp", "C++" is "cpp", "A+" is "aplus". */
static const char *spoken_sign(Str text, size_t at) {
    size_t first = at;
    size_t end = at + 1;
    while (first > 0 && text.ptr[first - 1] == text.ptr[at] && end - first <= MOST_SIGNS)
        first--;
    while (end < text.len && text.ptr[end] == text.ptr[at] && end - first <= MOST_SIGNS)
        end++;
    if (end - first > MOST_SIGNS || first == 0 || !alphanumeric_at(text, first - 1) ||
        alphanumeric_at(text, end))
        return "";
    if (text.ptr[at] == '#')
        return "sharp";
    return end - first == 1 ? "plus" : "p";
}

/* An ASCII sign that may be spelled out. */
#define SIGN 1

/* What ASCII characters fold to; those with 0 are dropped. */
static const char ascii_folds[0x80] = {
    ['#'] = SIGN, ['+'] = SIGN, ['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4',
    ['5'] = '5',  ['6'] = '6',  ['7'] = '7', ['8'] = '8', ['9'] = '9', ['A'] = 'a', ['B'] = 'b',
    ['C'] = 'c',  ['D'] = 'd',  ['E'] = 'e', ['F'] = 'f', ['G'] = 'g', ['H'] = 'h', ['I'] = 'i',
    ['J'] = 'j',  ['K'] = 'k',  ['L'] = 'l', ['M'] = 'm', ['N'] = 'n', ['O'] = 'o', ['P'] = 'p',
    ['Q'] = 'q',  ['R'] = 'r',  ['S'] = 's', ['T'] = 't', ['U'] = 'u', ['V'] = 'v', ['W'] = 'w',
    ['X'] = 'x',  ['Y'] = 'y',  ['Z'] = 'z', ['a'] = 'a', ['b'] = 'b', ['c'] = 'c', ['d'] = 'd',
    ['e'] = 'e',  ['f'] = 'f',  ['g'] = 'g', ['h'] = 'h', ['i'] = 'i', ['j'] = 'j', ['k'] = 'k',
    ['l'] = 'l',  ['m'] = 'm',  ['n'] = 'n', ['o'] = 'o', ['p'] = 'p', ['q'] = 'q', ['r'] = 'r',
    ['s'] = 's',  ['t'] = 't',  ['u'] = 'u', ['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y',
    ['z'] = 'z'};

/* Folds letters and digits up to a sign or a byte outside ASCII; returns where that is. Names are
   folded by the hundred thousand, so there is no branch for dropped characters. */
static size_t fold_ascii(StrBuf *out, Str text, size_t at) {
    size_t ascii_end = at + utf8_ascii_length(text, at);
    if (at == ascii_end)
        return at;
    strbuf_reserve(out, out->len + text.len - at);
    char *end = out->ptr + out->len;
    for (; at < ascii_end; at++) {
        char c = ascii_folds[(unsigned char)text.ptr[at]];
        if (c == SIGN)
            break;
        *end = c;
        end += c != 0;
    }
    out->len = (size_t)(end - out->ptr);
    return at;
}

/* Letters that Unicode does not decompose, with their usual ASCII spelling. */
typedef struct Spelling {
    int32_t code;
    const char *ascii;
} Spelling;

static const Spelling spellings[] = {
    {0x00E6, "ae"}, /* æ */
    {0x00F0, "d"},  /* ð */
    {0x00F8, "o"},  /* ø */
    {0x00FE, "th"}, /* þ */
    {0x0111, "d"},  /* đ */
    {0x0127, "h"},  /* ħ */
    {0x0131, "i"},  /* ı */
    {0x0142, "l"},  /* ł */
    {0x0153, "oe"}, /* œ */
    {0x0167, "t"},  /* ŧ */
    {0x01B6, "z"},  /* ƶ */
    {0x01E5, "g"},  /* ǥ */
};

static const char *spelling_of(int32_t code) {
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        if (spellings[i].code == code)
            return spellings[i].ascii;
    return NULL;
}

/* Unicode counts the apostrophes among the modifiers (U+02BB, U+02BC) as letters; in a name they
   are not. */
static bool is_letter_or_digit(int32_t code) {
    utf8proc_category_t category = utf8proc_category(code);
    bool letter = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
    bool digit = category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO;
    return digit || (letter && !(code >= 0x02B9 && code <= 0x02FF));
}

static void append_code(StrBuf *out, int32_t code) {
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t length = utf8proc_encode_char(code, bytes);
    strbuf_append(out, (Str){(const char *)bytes, (size_t)length});
}

/* The longest compatibility form, of U+FDFA, has 18 code points. */
#define MAX_FORM 32

/* Maps a code point; returns the number of code points it becomes. */
static size_t map_code(int32_t code, unsigned options, int32_t *form) {
    int boundary = 0;
    utf8proc_ssize_t count =
        utf8proc_decompose_char(code, form, MAX_FORM, (utf8proc_option_t)options, &boundary);
    return count < 0 ? 0 : count > MAX_FORM ? MAX_FORM : (size_t)count;
}

static void fold_code(StrBuf *out, int32_t code) {
    int32_t form[MAX_FORM];
    size_t count = map_code(
        code, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, form);
    for (size_t i = 0; i < count; i++) {
        const char *spelling = spelling_of(form[i]);
        if (spelling)
            strbuf_append_c(out, spelling);
        else if (is_letter_or_digit(form[i]))
            append_code(out, form[i]);
    }
}

Str unicode_fold(Arena *arena, Str text) {
    StrBuf out;
    strbuf_init(&out, arena);
    size_t length;
    for (size_t at = 0; (at = fold_ascii(&out, text, at)) < text.len; at += length) {
        int32_t code = utf8_at(text, at, &length);
        if (code >= 0x80)
            fold_code(&out, code);
        else
            strbuf_append_c(&out, spoken_sign(text, at));
    }
    return strbuf_str(&out);
}

/* A walk over the letters and digits of a name, with signs spelled out. */
typedef struct Letters {
    Str text;
    size_t at;
    const char *spoken; /* the rest of a spelled-out sign */
    bool capitals;      /* the current word contains capitals */
} Letters;

/* Whether there is a letter, digit or spelled-out sign at an offset; sets its length in any
   case. */
static bool is_in_word(Str text, size_t at, int32_t *code, size_t *length) {
    *code = utf8_at(text, at, length);
    return is_letter_or_digit(*code) ||
           ((*code == '#' || *code == '+') && *spoken_sign(text, at) != '\0');
}

static bool word_has_capitals(Str text, size_t at) {
    int32_t code;
    size_t length;
    for (; at < text.len && is_in_word(text, at, &code, &length); at += length)
        if (utf8proc_tolower(code) != code)
            return true;
    return false;
}

/* The next letter or digit, or letter of a spelled-out sign; -1 after the last. */
static int32_t next_letter(Letters *letters) {
    if (*letters->spoken)
        return *letters->spoken++;
    size_t length;
    int32_t code;
    bool between = letters->at == 0;
    for (; letters->at < letters->text.len; letters->at += length, between = true) {
        if (!is_in_word(letters->text, letters->at, &code, &length))
            continue;
        if (between)
            letters->capitals = word_has_capitals(letters->text, letters->at);
        letters->at += length;
        if (is_letter_or_digit(code))
            return code;
        letters->spoken = spoken_sign(letters->text, letters->at - length);
        letters->capitals = false;
        return *letters->spoken++;
    }
    return -1;
}

bool unicode_same_words(Str a, Str b) {
    Letters one = {.text = a, .spoken = ""};
    Letters other = {.text = b, .spoken = ""};
    for (;;) {
        int32_t mine = next_letter(&one);
        int32_t yours = next_letter(&other);
        bool counts = one.capitals && other.capitals;
        if (mine != yours && (counts || utf8proc_tolower(mine) != utf8proc_tolower(yours)))
            return false;
        if (mine < 0 || yours < 0)
            return mine == yours;
    }
}

typedef ARRAY_OF(size_t) Offsets;

/* The words of a text, folded and concatenated; `starts` are where each begins, and the end. */
static Str fold_together(Arena *arena, Str text, Offsets *starts) {
    StrBuf folded;
    strbuf_init(&folded, arena);
    size_t length;
    int32_t code;
    for (size_t at = 0; at < text.len; at += length) {
        size_t end = at;
        while (end < text.len && is_in_word(text, end, &code, &length))
            end += length;
        if (end > at) {
            array_push(arena, starts, folded.len);
            strbuf_append(&folded, unicode_fold(arena, str_slice(text, at, end)));
        }
        at = end;
        utf8_at(text, at, &length);
    }
    array_push(arena, starts, folded.len);
    return strbuf_str(&folded);
}

/* Whether the folded `part` consists of consecutive words of the text. */
static bool has_words(Arena *arena, Str text, Str part) {
    Offsets starts = {0};
    Str folded = fold_together(arena, text, &starts);
    size_t end = 0; /* index of the first start not before the end of the compared part */
    for (size_t i = 0; i < starts.len; i++) {
        size_t behind = starts.items[i] + part.len;
        while (end < starts.len && starts.items[end] < behind)
            end++;
        if (end < starts.len && starts.items[end] == behind &&
            str_equal(str_slice(folded, starts.items[i], behind), part))
            return true;
    }
    return false;
}

/* The capitals of a name, in lower case: "wamr" for "WebAssembly Micro Runtime". */
static Str fold_capitals(Arena *arena, Str text) {
    StrBuf out;
    strbuf_init(&out, arena);
    size_t length;
    for (size_t at = 0; at < text.len; at += length) {
        int32_t code = utf8_at(text, at, &length);
        int32_t small = utf8proc_tolower(code);
        if (small != code)
            append_code(&out, small);
    }
    return strbuf_str(&out);
}

/* Fewer letters are the initials of too many names. */
#define LEAST_OF_ACRONYM 3

static bool is_acronym(Arena *arena, Str folded, Str of) {
    return folded.len >= LEAST_OF_ACRONYM && str_equal(folded, fold_capitals(arena, of));
}

#define MOST_OF_NAME 256 /* bytes; a longer text is not a name */

bool unicode_part_of_words(Arena *arena, Str a, Str b) {
    Str one = unicode_fold(arena, a);
    Str other = unicode_fold(arena, b);
    if (one.len == 0 || other.len == 0 || one.len > MOST_OF_NAME || other.len > MOST_OF_NAME)
        return false;
    return has_words(arena, b, one) || has_words(arena, a, other) || is_acronym(arena, one, b) ||
           is_acronym(arena, other, a);
}

/* Appends an ASCII text in lower case; false if the text is not ASCII. */
static bool append_lower_ascii(StrBuf *out, Str text) {
    if (!utf8_is_ascii(text))
        return false;
    strbuf_append(out, text);
    for (size_t i = out->len - text.len; i < out->len; i++)
        out->ptr[i] = ascii_lower(out->ptr[i]);
    return true;
}

void unicode_fold_case_to(StrBuf *out, Str text) {
    if (append_lower_ascii(out, text))
        return;
    size_t length;
    for (size_t i = 0; i < text.len; i += length) {
        int32_t code = utf8_at(text, i, &length);
        int32_t form[MAX_FORM];
        if (code < 0x80) {
            strbuf_append_char(out, ascii_lower(text.ptr[i]));
        } else if (code == 0xFFFD) {
            strbuf_append(out, str_slice(text, i, i + length));
        } else {
            size_t count = map_code(code, UTF8PROC_CASEFOLD, form);
            for (size_t k = 0; k < count; k++)
                append_code(out, form[k]);
        }
    }
}

static bool is_lower_ascii(Str text) {
    size_t at = 0;
    while (at < text.len && (unsigned char)text.ptr[at] < 0x80 && !ascii_is_upper(text.ptr[at]))
        at++;
    return at == text.len;
}

Str unicode_fold_case(Arena *arena, Str text) {
    StrBuf out;
    if (is_lower_ascii(text))
        return text;
    strbuf_init(&out, arena);
    strbuf_reserve(&out, text.len);
    unicode_fold_case_to(&out, text);
    return strbuf_str(&out);
}

Str unicode_lower(Arena *arena, Str text) {
    StrBuf out;
    strbuf_init(&out, arena);
    strbuf_reserve(&out, text.len);
    size_t length;
    size_t start = append_lower_ascii(&out, text) ? text.len : 0;
    for (size_t i = start; i < text.len; i += length) {
        int32_t code = utf8_at(text, i, &length);
        if (code < 0x80)
            strbuf_append_char(&out, ascii_lower(text.ptr[i]));
        else if (code == 0x0130) /* the only letter whose lower case has two code points */
            strbuf_append_c(&out, "i\u0307");
        else if (code == 0xFFFD)
            strbuf_append(&out, str_slice(text, i, i + length));
        else
            append_code(&out, utf8proc_tolower(code));
    }
    return strbuf_str(&out);
}

/* Letters in circles and squares are symbols by category, yet alphabetic. */
static bool is_enclosed_letter(int32_t code) {
    return (code >= 0x24B6 && code <= 0x24E9) || (code >= 0x1F130 && code <= 0x1F149) ||
           (code >= 0x1F150 && code <= 0x1F169) || (code >= 0x1F170 && code <= 0x1F189);
}

bool unicode_is_word(int32_t code) {
    if (code < 0x80)
        return ascii_is_alphanumeric((char)code) || code == '_';
    utf8proc_category_t category = utf8proc_category(code);
    bool letter_or_mark =
        category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME; /* L*, then M* */
    return letter_or_mark || category == UTF8PROC_CATEGORY_ND || category == UTF8PROC_CATEGORY_NL ||
           category == UTF8PROC_CATEGORY_PC || is_enclosed_letter(code);
}
