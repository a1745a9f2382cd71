/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Every form of date is searched for everywhere in the text, and all matches must agree. So forms
 * need not exclude each other: "5 January 6" is the 5th in one form and the 6th in another, and
 * thus not a date.
 */
#include "base/date.h"

#include <stdint.h>

#include "base/ascii.h"

#define WORD_BEGINS "(?<![\\p{L}\\p{N}])"
/* The start of a number that is not the end of a time, a version or another date. */
#define NUMBER_BEGINS "(?<![\\p{L}\\p{N}:.]|[0-9][-/._])"
#define YEAR "(?<year>(?:19|2[01])[0-9]{2})"
#define MONTH "(?<month>[0-9]{1,2})"
#define DAY "(?<day>[0-9]{1,2})"
#define SAME_SIGN "\\k<sign>"
#define SIGN "(?<sign>[-/._])"
/* A time may follow, but not another number that makes it a range or not a date at all. */
#define NOT_BEFORE "(?!(?!T[0-9])[\\p{L}\\p{N}]|[-–/][0-9]|" SAME_SIGN "[0-9])"
#define NAME                                                                                       \
    "(?<name>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"        \
    "Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
#define ORDINAL "(?:st|nd|rd|th)?"
#define GAP "(?:\\.|[\\s_-])[\\s_-]*"
#define BEFORE_DAY GAP "(?:the\\s+)?"
#define BEFORE_NAME ORDINAL "\\.?(?:\\s+of(?:\\s+the)?)?[\\s_-]+"
#define BEFORE_YEAR "(?:,?\\s+\\(?|,|[-_])"
#define WORD_ENDS "(?![\\p{L}\\p{N}])"
#define FURTHER "\\s*(?:[-–—/&+,]|(?:and|or|to|through|until)\\s)\\s*"
#define FURTHER_DAY FURTHER "[0-9]{1,2}" ORDINAL "(?![\\p{L}\\p{N}:]|\\s*[ap]\\.?m\\b)"

/* What a text must contain so that a form of date can match, and what a text does contain. */
typedef struct Marks {
    bool month;       /* a word begins like the name of a month */
    unsigned days;    /* numbers of one or two digits: at least this many */
    bool year;        /* a number of four digits … */
    bool year_before; /* … with two numbers that may be days anywhere after it */
    bool year_behind; /* … or before it */
    bool joined;      /* a number of eight digits */
} Marks;

/* The named groups are the parts of a date. A match without a day means several dates. */
static const struct Source {
    const char *pattern;
    Marks needs;
} sources[] = {
    {NUMBER_BEGINS YEAR SIGN MONTH SAME_SIGN DAY NOT_BEFORE, {.year_before = true}},
    {NUMBER_BEGINS "(?<first>[0-9]{1,2})" SIGN "(?<second>[0-9]{1,2})" SAME_SIGN YEAR NOT_BEFORE,
     {.year_behind = true}},
    {NUMBER_BEGINS YEAR "(?<month>[0-9]{2})(?<day>[0-9]{2})(?!(?!T[0-9])[\\p{L}\\p{N}]|[-–/][0-9])",
     {.joined = true}},
    {"^\\s*(?<first>[0-9]{1,2})[-/._](?<second>[0-9]{1,2})\\s*$", {.days = 2}},
    {"(?i)" WORD_BEGINS NAME BEFORE_DAY DAY ORDINAL WORD_ENDS "(?:" BEFORE_YEAR YEAR WORD_ENDS ")?",
     {.month = true, .days = 1}},
    {"(?i)" NUMBER_BEGINS DAY BEFORE_NAME NAME WORD_ENDS "(?:\\.?" BEFORE_YEAR YEAR WORD_ENDS ")?",
     {.month = true, .days = 1}},
    {"(?i)" NUMBER_BEGINS YEAR "(?:,?\\s+|[-_/])" NAME BEFORE_DAY DAY ORDINAL WORD_ENDS,
     {.month = true, .days = 1, .year = true}},
    {"(?i)" WORD_BEGINS NAME BEFORE_DAY "[0-9]{1,2}" ORDINAL FURTHER_DAY,
     {.month = true, .days = 2}},
    {"(?i)" NUMBER_BEGINS "[0-9]{1,2}" ORDINAL FURTHER "[0-9]{1,2}" BEFORE_NAME NAME WORD_ENDS,
     {.month = true, .days = 2}},
};

enum { FORM_COUNT = sizeof sources / sizeof *sources, MOST_GROUPS = 8 };

/* The time that may follow a date. */
static const char *const time_of_day = "^(?:[Tt]|[ \\t]+)([0-9]{1,2}):([0-9]{2})(?::[0-9.]+)?"
                                       "[ \\t]*(Z|[-+][0-9:]+)?(?![^\\s])";

struct DateForms {
    PatternSet *set;
    const Pattern *forms[FORM_COUNT];
    const Pattern *time_of_day;
};

DateForms *date_forms_new(Arena *arena, PatternSet *set) {
    DateForms *forms = arena_new(arena, DateForms);
    forms->set = set;
    return forms;
}

/* The sources are known to compile. */
static const Pattern *compiled(DateForms *forms, const Pattern **form, const char *source) {
    Error error = {0};
    if (!*form)
        *form = pattern_compile(forms->set, str_from_c(source), NULL, &error);
    return *form;
}

/* What a match says; 0 for what it does not say. */
typedef struct Parts {
    int year, month, day, name, first, second;
} Parts;

typedef struct Search {
    Str text;
    DateHints hints;
    Date date; /* what has been found so far; its year is 0 until it is known */
    bool found;
} Search;

/* At most four digits. */
static int number_of(Str digits) {
    int number = 0;
    for (size_t i = 0; i < digits.len; i++)
        number = number * 10 + (digits.ptr[i] - '0');
    return number;
}

static const char month_names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

/* The month whose first three letters, which are unique, begin the text; otherwise 0. */
static int month_at(Str text) {
    for (int month = 1; text.len >= 3 && month <= 12; month++)
        if (str_equal_nocase((Str){month_names + 3 * (size_t)(month - 1), 3},
                             str_slice(text, 0, 3)))
            return month;
    return 0;
}

/* Adds a number of `digits` digits, which follows those already in the marks. */
static void mark_number(Marks *marks, unsigned *days_behind, size_t digits) {
    marks->joined = marks->joined || digits == 8;
    if (digits == 4) {
        marks->year = true;
        marks->year_behind = marks->year_behind || marks->days >= 2;
    } else if (digits <= 2) {
        marks->days++;
        *days_behind += marks->year;
        marks->year_before = *days_behind >= 2;
    }
}

static Marks marks_of(Str text) {
    Marks marks = {0};
    unsigned days_behind = 0; /* after a year */
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        while (at < text.len && ascii_is_digit(text.ptr[at]))
            at++;
        if (at > start)
            mark_number(&marks, &days_behind, at - start);
        else if (!ascii_is_letter(text.ptr[at++]))
            continue;
        else if (!marks.month && (start == 0 || !ascii_is_letter(text.ptr[start - 1])))
            marks.month = month_at(str_slice(text, start, text.len)) > 0;
    }
    return marks;
}

static bool has_marks(const Marks *marks, const Marks *needs) {
    return marks->month >= needs->month && marks->days >= needs->days &&
           marks->year >= needs->year && marks->year_before >= needs->year_before &&
           marks->year_behind >= needs->year_behind && marks->joined >= needs->joined;
}

static Parts read_parts(const Pattern *form, Str text, const PatternGroup *groups) {
    Parts parts = {0};
    const struct {
        Str name;
        int *number;
    } numbers[] = {{STR("year"), &parts.year},
                   {STR("month"), &parts.month},
                   {STR("day"), &parts.day},
                   {STR("first"), &parts.first},
                   {STR("second"), &parts.second}};
    for (size_t i = 0; i < pattern_name_count(form); i++) {
        Str name = pattern_name(form, i);
        PatternGroup group = groups[pattern_name_group(form, i)];
        if (group.start == SIZE_MAX)
            continue;
        Str part = str_slice(text, group.start, group.end);
        if (str_equal(name, STR("name")))
            parts.month = month_at(part);
        for (size_t j = 0; j < sizeof numbers / sizeof *numbers; j++)
            if (str_equal(name, numbers[j].name))
                *numbers[j].number = number_of(part);
    }
    return parts;
}

int date_days_in(int year, int month) {
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year == 0 || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    return month < 1 || month > 12 ? 31 : month == 2 && !leap ? 28 : days[month - 1];
}

static bool in_calendar(int year, int month, int day) {
    return month >= 1 && month <= 12 && day >= 1 && day <= date_days_in(year, month);
}

/* Decides which of two numbers is the month; false if that is open. */
static bool settle_order(const Search *search, Parts *parts) {
    if (parts->first == 0)
        return true;
    bool month_first = in_calendar(parts->year, parts->first, parts->second);
    bool day_first = in_calendar(parts->year, parts->second, parts->first);
    DateOrder order = search->hints.order;
    if (order == DATE_UNSETTLED && parts->year == 0)
        order = DATE_MONTH_FIRST; /* after the known year, as in ISO 8601 */
    if (month_first && day_first && parts->first != parts->second && order == DATE_UNSETTLED)
        return false;
    bool swap = day_first && (!month_first || order == DATE_DAY_FIRST);
    parts->month = swap ? parts->second : parts->first;
    parts->day = swap ? parts->first : parts->second;
    return true;
}

/* Whether the date of the match, if it is valid, agrees with what was found before. False also for
   a match that is ambiguous or means several dates. */
static bool agrees(Search *search, Parts parts, PatternGroup match) {
    if (!settle_order(search, &parts) || parts.day == 0)
        return false;
    if (!in_calendar(parts.year, parts.month, parts.day))
        return true;
    Date *date = &search->date;
    bool same = date->month == parts.month && date->day == parts.day &&
                (date->year == parts.year || date->year == 0 || parts.year == 0);
    if (search->found && !same)
        return false;
    if (!search->found || match.end - match.start > date->end - date->start)
        *date = (Date){date->year, parts.month, parts.day, match.start, match.end};
    if (date->year == 0)
        date->year = parts.year;
    search->found = true;
    return true;
}

static bool search_form(Search *search, const Pattern *form) {
    PatternGroup groups[MOST_GROUPS];
    size_t from = 0;
    while (pattern_find(form, search->text, from, groups, MOST_GROUPS)) {
        if (!agrees(search, read_parts(form, search->text, groups), groups[0]))
            return false;
        from = groups[0].end;
    }
    return true;
}

int date_year(Str text) {
    int year = text.len == 4 && str_is_number(text) ? number_of(text) : 0;
    return year >= 1900 && year < 2200 ? year : 0;
}

bool date_find(DateForms *forms, Str text, DateHints hints, Date *out) {
    Search search = {.text = text, .hints = hints};
    Marks marks = marks_of(text);
    for (size_t i = 0; i < FORM_COUNT; i++)
        if (has_marks(&marks, &sources[i].needs) &&
            !search_form(&search, compiled(forms, &forms->forms[i], sources[i].pattern)))
            return false;
    *out = search.date;
    if (out->year == 0)
        out->year = hints.year;
    return search.found && out->year != 0 && in_calendar(out->year, out->month, out->day);
}

bool date_offset(Str text, int *minutes) {
    *minutes = 0;
    if (str_equal(text, STR("Z")))
        return true;
    int digits[4] = {0};
    size_t count = 0;
    bool valid = text.len > 1 && (text.ptr[0] == '+' || text.ptr[0] == '-');
    for (size_t i = 1; valid && i < text.len; i++) {
        bool digit = ascii_is_digit(text.ptr[i]);
        valid = (digit && count < 4) || (text.ptr[i] == ':' && count > 0 && i + 3 == text.len);
        if (digit && valid)
            digits[count++] = text.ptr[i] - '0';
    }
    if (!valid || count == 0)
        return false;
    size_t hours = count > 2 ? count - 2 : count;
    int sign = text.ptr[0] == '-' ? -1 : 1;
    int hour = hours == 1 ? digits[0] : digits[0] * 10 + digits[1];
    int minute = count > 2 ? digits[hours] * 10 + digits[hours + 1] : 0;
    *minutes = sign * (hour * 60 + minute);
    return hour < 24 && minute < 60;
}

void date_move_days(Date *date, int days) {
    date->day += days;
    if (date->day < 1) {
        bool january = date->month == 1;
        date->year -= january;
        date->month = january ? 12 : date->month - 1;
        date->day += date_days_in(date->year, date->month);
    } else if (date->day > date_days_in(date->year, date->month)) {
        date->day -= date_days_in(date->year, date->month);
        bool december = date->month == 12;
        date->year += december;
        date->month = december ? 1 : date->month + 1;
    }
}

void date_move(DateForms *forms, Str text, int minutes, Date *date) {
    enum { DAY_MINUTES = 24 * 60 };
    PatternGroup groups[4];
    Str rest = str_slice(text, date->end, text.len);
    if (!pattern_find(compiled(forms, &forms->time_of_day, time_of_day), rest, 0, groups, 4))
        return;
    int offset = 0;
    if (groups[3].start != SIZE_MAX &&
        !date_offset(str_slice(rest, groups[3].start, groups[3].end), &offset))
        return;
    int clock = number_of(str_slice(rest, groups[1].start, groups[1].end)) * 60 +
                number_of(str_slice(rest, groups[2].start, groups[2].end)) - offset + minutes;
    int days = clock / DAY_MINUTES - (clock % DAY_MINUTES < 0);
    date_move_days(date, days);
}

Str date_text(Arena *arena, const Date *date) {
    StrBuf out;
    strbuf_init(&out, arena);
    strbuf_append_number(&out, (size_t)date->year, 4);
    strbuf_append_char(&out, '-');
    strbuf_append_number(&out, (size_t)date->month, 2);
    strbuf_append_char(&out, '-');
    strbuf_append_number(&out, (size_t)date->day, 2);
    return strbuf_str(&out);
}
