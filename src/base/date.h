/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Dates as people write them: "2023-01-05", "20230105", "January 5th, 2023", "5 Jan 2023".
 *
 * A wrong date is worse than none, so only an unambiguous text yields a date. There is none if the
 * text names several dates or a range of days, if the calendar has no such day, or if the numbers
 * can be read in two ways ("05/07/2023") and the hints do not settle which is meant.
 */
#ifndef GOVLINT_BASE_DATE_H
#define GOVLINT_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/pattern.h"
#include "base/str.h"

/* Which of two numbers is the month when both could be. */
typedef enum DateOrder { DATE_UNSETTLED, DATE_MONTH_FIRST, DATE_DAY_FIRST } DateOrder;

/* Context known from elsewhere. */
typedef struct DateHints {
    /* Year for a date that does not name one; 0: such a date is ignored. With a year, a text that
       consists of just two numbers ("01-05") is a date too, month first unless `order` says
       otherwise. */
    int year;
    DateOrder order;
} DateHints;

typedef struct Date {
    int year;
    int month;    /* 1 to 12 */
    int day;      /* 1 to 31 */
    size_t start; /* byte range [start, end) of the text */
    size_t end;
} Date;

/* The year if the text is exactly four digits from 1900 to 2199; 0 for any other text. */
int date_year(Str text);

/* The number of days in a month (1 to 12; 31 for any other number). Year 0, which means unknown, is
   treated as a leap year. */
int date_days_in(int year, int month);

/* Moves the date forward or back by fewer days than a month has. */
void date_move_days(Date *date, int days);

/* The patterns that recognise dates, each compiled when first needed. */
typedef struct DateForms DateForms;

/* The patterns belong to the set. */
DateForms *date_forms_new(Arena *arena, PatternSet *set);

/* Finds the only date of a text, which may occur several times in different forms. False if there
   is none. */
bool date_find(DateForms *forms, Str text, DateHints hints, Date *out);

/*
 * Adjusts a date that was found in the text to what the calendar shows at that moment in a time
 * zone `minutes` ahead of UTC. The time follows the date, as in YAML: "23:30:00 -0800"; without an
 * offset it is UTC. A date without a time is left alone. https://yaml.org/type/timestamp.html
 */
void date_move(DateForms *forms, Str text, int minutes, Date *date);

/* Parses an offset into minutes ahead of UTC: "Z", "-8", "-08:00", "+0530". False for any other
   text. */
bool date_offset(Str text, int *minutes);

/* "2023-01-05" */
Str date_text(Arena *arena, const Date *date);

#endif
