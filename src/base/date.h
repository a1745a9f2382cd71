/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Dates as people write them: "2023-01-05", "20230105", "January 5th, 2023", "5 Jan 2023".
 *
 * A wrong date is worse than none, so a text is read only where it leaves no doubt. It has no date
 * where it names several or a range of days, where the calendar has no such day, and where numbers
 * may be read in two ways ("05/07/2023"), unless the hints settle that.
 */
#ifndef GOVLINT_BASE_DATE_H
#define GOVLINT_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/pattern.h"
#include "base/str.h"

/* Which of two numbers that may both be a month is the month. */
typedef enum DateOrder { DATE_UNSETTLED, DATE_MONTH_FIRST, DATE_DAY_FIRST } DateOrder;

/* What is known from elsewhere. */
typedef struct DateHints {
    /* Of a date that does not name one; 0: such a date is none. With it, two numbers that are all
       of the text ("01-05") are a date too, the month first unless `order` says otherwise. */
    int year;
    DateOrder order;
} DateHints;

typedef struct Date {
    int year;
    int month;    /* 1 to 12 */
    int day;      /* 1 to 31 */
    size_t start; /* bytes [start, end) of the text */
    size_t end;
} Date;

/* The year that a text is, four digits from 1900 to 2199 and nothing else; 0 for any other text. */
int date_year(Str text);

/* How many days a month (1 to 12; another number has 31) has. The year 0, which stands for one that
   is not known, is a leap year. */
int date_days_in(int year, int month);

/* Moves the date ahead or back by fewer days than a month has. */
void date_move_days(Date *date, int days);

/* The patterns that look for dates, each compiled when it is first needed. */
typedef struct DateForms DateForms;

/* The patterns belong to the set. */
DateForms *date_forms_new(Arena *arena, PatternSet *set);

/* The one date of a text; it may be there several times, in several forms. False: it has none. */
bool date_find(DateForms *forms, Str text, DateHints hints, Date *out);

/*
 * Moves a date that was found in the text to the date of that moment where clocks are so many
 * minutes ahead of UTC. The time stands behind the date, as YAML has it: "23:30:00 -0800"; without
 * an offset it is UTC. A date without a time stays. https://yaml.org/type/timestamp.html
 */
void date_move(DateForms *forms, Str text, int minutes, Date *date);

/* Minutes ahead of UTC: "Z", "-8", "-08:00", "+0530". False for any other text. */
bool date_offset(Str text, int *minutes);

/* "2023-01-05" */
Str date_text(Arena *arena, const Date *date);

#endif
