/* SPDX-License-Identifier: Apache-2.0 */
/** Dates of the proleptic Gregorian calendar, and what they look like in a file. */
#include "clock/clock.h"

#include <string.h>

/* Years are counted from March here, so that the leap day is the last of its year; 719468 days lie between 0000-03-01 and 1970-01-01. */
enum { CYCLE_DAYS = 146097, EPOCH_SHIFT = 719468 };

cvn_date cvn_date_of(int year, int month, int day)
{
    assert(month >= 1 && month <= 12 && day >= 1 && day <= 31);
    int64_t y = (int64_t)year - (month <= 2);
    int64_t cycle = (y >= 0 ? y : y - 399) / 400;
    int64_t of_cycle = y - cycle * 400;
    int64_t from_march = (month + 9) % 12;
    int64_t of_year = (153 * from_march + 2) / 5 + day - 1;
    int64_t days = cycle * CYCLE_DAYS + of_cycle * 365 + of_cycle / 4 - of_cycle / 100 + of_year;
    return (cvn_date){(int32_t)(days - EPOCH_SHIFT)};
}

void cvn_date_parts(cvn_date date, int *year, int *month, int *day)
{
    int64_t days = (int64_t)date.day + EPOCH_SHIFT;
    int64_t cycle = (days >= 0 ? days : days - (CYCLE_DAYS - 1)) / CYCLE_DAYS;
    int64_t left = days - cycle * CYCLE_DAYS;
    int64_t of_cycle = (left - left / 1460 + left / 36524 - left / 146096) / 365;
    int64_t of_year = left - (of_cycle * 365 + of_cycle / 4 - of_cycle / 100);
    int64_t from_march = (5 * of_year + 2) / 153;
    *day = (int)(of_year - (153 * from_march + 2) / 5 + 1);
    *month = (int)(from_march < 10 ? from_march + 3 : from_march - 9);
    *year = (int)(of_cycle + cycle * 400 + (*month <= 2));
}

int cvn_date_weekday(cvn_date date)
{
    int of_week = (int)(((int64_t)date.day + 3) % 7); /* 1970-01-01 was a Thursday */
    return of_week < 0 ? of_week + 7 : of_week;
}

int cvn_date_iso_week(cvn_date date, int *iso_year)
{
    /* A week belongs to the year of its Thursday. */
    cvn_date thursday = {date.day - cvn_date_weekday(date) + 3};
    int year, month, day;
    cvn_date_parts(thursday, &year, &month, &day);
    if (iso_year)
        *iso_year = year;
    return (thursday.day - cvn_date_of(year, 1, 1).day) / 7 + 1;
}

/* ---- reading --------------------------------------------------------------------------------------------------------------------------- */

/** Reads exactly count digits; moves past them. */
static bool digits(const char **text, int count, int *out)
{
    int value = 0;
    for (int i = 0; i < count; i++, (*text)++) {
        if (**text < '0' || **text > '9')
            return false;
        value = value * 10 + (**text - '0');
    }
    *out = value;
    return true;
}

static bool literal(const char **text, char c)
{
    if (**text != c)
        return false;
    (*text)++;
    return true;
}

static bool take_month(const char **text, int *year, int *month)
{
    return digits(text, 4, year) && literal(text, '-') && digits(text, 2, month) && *year >= CVN_MIN_YEAR && *year <= CVN_MAX_YEAR &&
           *month >= 1 && *month <= 12;
}

static bool take_date(const char **text, cvn_date *out)
{
    int year, month, day;
    if (!take_month(text, &year, &month) || !literal(text, '-') || !digits(text, 2, &day) || day < 1 || day > 31)
        return false;
    cvn_date date = cvn_date_of(year, month, day);
    int same_year, same_month, same_day;
    cvn_date_parts(date, &same_year, &same_month, &same_day); /* 30 February comes back as 2 March */
    if (same_month != month || same_day != day)
        return false;
    *out = date;
    return true;
}

static bool take_clock(const char **text, bool end, int32_t *minute)
{
    int hours, minutes;
    if (!digits(text, 2, &hours) || !literal(text, ':') || !digits(text, 2, &minutes) || minutes > 59)
        return false;
    int total = hours * 60 + minutes;
    if (total > (end ? 1440 : 1439))
        return false;
    *minute = total;
    return true;
}

bool cvn_date_parse(const char *text, cvn_date *out)
{
    cvn_date date;
    if (!take_date(&text, &date) || *text)
        return false;
    *out = date;
    return true;
}

bool cvn_month_parse(const char *text, int *year, int *month)
{
    int y, m;
    if (!take_month(&text, &y, &m) || *text)
        return false;
    *year = y;
    *month = m;
    return true;
}

bool cvn_clock_parse(const char *text, bool end, int32_t *minute)
{
    int32_t value;
    if (!take_clock(&text, end, &value) || *text)
        return false;
    *minute = value;
    return true;
}

/** "2027-03-28T18:30", and what stands behind it. */
static bool take_local(const char **text, cvn_date *date, int32_t *minute)
{
    return take_date(text, date) && literal(text, 'T') && take_clock(text, false, minute);
}

bool cvn_local_parse(const char *text, cvn_date *date, int32_t *minute)
{
    cvn_date day;
    int32_t value;
    if (!take_local(&text, &day, &value) || *text)
        return false;
    *date = day;
    *minute = value;
    return true;
}

bool cvn_instant_parse(const char *text, cvn_instant *out)
{
    cvn_date date;
    int32_t minute;
    if (!take_local(&text, &date, &minute) || strcmp(text, ":00Z") != 0)
        return false;
    *out = (cvn_instant){(int64_t)date.day * 1440 + minute};
    return true;
}

/* ---- writing --------------------------------------------------------------------------------------------------------------------------- */

/** Writes value with exactly count digits; returns what follows. */
static char *put(char *out, int value, int count)
{
    for (int i = count - 1; i >= 0; i--, value /= 10)
        out[i] = (char)('0' + value % 10);
    return out + count;
}

static char *put_date(char *out, cvn_date date)
{
    int year, month, day;
    cvn_date_parts(date, &year, &month, &day);
    assert(year >= 0 && year <= 9999);
    out = put(out, year, 4);
    *out++ = '-';
    out = put(out, month, 2);
    *out++ = '-';
    return put(out, day, 2);
}

char *cvn_date_text(cvn_date date, char out[CVN_DATE_TEXT])
{
    *put_date(out, date) = 0;
    return out;
}

char *cvn_instant_text(cvn_instant instant, char out[CVN_INSTANT_TEXT])
{
    int64_t day = instant.min / 1440 - (instant.min % 1440 < 0);
    int minute = (int)(instant.min - day * 1440);
    char *end = put_date(out, (cvn_date){(int32_t)day});
    *end++ = 'T';
    end = put(end, minute / 60, 2);
    *end++ = ':';
    end = put(end, minute % 60, 2);
    memcpy(end, ":00Z", sizeof ":00Z");
    return out;
}

char *cvn_offset_text(int32_t offset_s, char out[CVN_DATE_TEXT])
{
    int seconds = offset_s < 0 ? -offset_s : offset_s;
    assert(seconds < 100 * 3600);
    char *end = out;
    *end++ = offset_s < 0 ? '-' : '+';
    end = put(end, seconds / 3600, 2);
    *end++ = ':';
    end = put(end, seconds / 60 % 60, 2);
    if (seconds % 60) {
        *end++ = ':';
        end = put(end, seconds % 60, 2);
    }
    *end = 0;
    return out;
}
