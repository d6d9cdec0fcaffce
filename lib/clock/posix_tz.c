/* SPDX-License-Identifier: Apache-2.0 */
/** Reads the rule of a TZif footer and says when its clock changes. */
#include "clock/posix_tz.h"

#include <string.h>

enum { DAY_S = 86400, HOURS_OF_OFFSET = 24, HOURS_OF_CHANGE = 167 };

typedef struct cursor {
    const char *at, *end;
} cursor;

static bool more(const cursor *c)
{
    return c->at < c->end;
}

static bool literal(cursor *c, char wanted)
{
    if (!more(c) || *c->at != wanted)
        return false;
    c->at++;
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}
static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/** One to three digits, least to most. */
static bool number(cursor *c, int32_t least, int32_t most, int32_t *out)
{
    int32_t value = 0;
    int count = 0;
    for (; more(c) && is_digit(*c->at) && count < 4; c->at++, count++)
        value = value * 10 + (*c->at - '0');
    if (count == 0 || count > 3 || value < least || value > most)
        return false;
    *out = value;
    return true;
}

static bool name(cursor *c, char out[CVN_POSIX_NAME])
{
    bool quoted = literal(c, '<');
    const char *from = c->at;
    while (more(c) && (is_letter(*c->at) || (quoted && (is_digit(*c->at) || *c->at == '+' || *c->at == '-'))))
        c->at++;
    size_t length = (size_t)(c->at - from);
    if (length < 3 || length >= CVN_POSIX_NAME)
        return false;
    memcpy(out, from, length);
    out[length] = 0;
    return !quoted || literal(c, '>');
}

/** [+-]hh[:mm[:ss]], in seconds. */
static bool time_of(cursor *c, int32_t most_hours, int32_t *out)
{
    bool negative = literal(c, '-');
    if (!negative)
        literal(c, '+');
    int32_t hours, minutes = 0, seconds = 0;
    if (!number(c, 0, most_hours, &hours))
        return false;
    if (literal(c, ':') && (!number(c, 0, 59, &minutes) || (literal(c, ':') && !number(c, 0, 59, &seconds))))
        return false;
    int32_t value = hours * 3600 + minutes * 60 + seconds;
    *out = negative ? -value : value;
    return true;
}

static bool day_of(cursor *c, cvn_posix_day *out)
{
    if (literal(c, 'M')) {
        out->kind = 'M';
        if (!number(c, 1, 12, &out->month) || !literal(c, '.') || !number(c, 1, 5, &out->week) || !literal(c, '.') ||
            !number(c, 0, 6, &out->day))
            return false;
    } else {
        out->kind = literal(c, 'J') ? 'J' : 'N';
        if (!number(c, out->kind == 'J', 365, &out->day))
            return false;
    }
    out->time_s = 2 * 3600;
    return !literal(c, '/') || time_of(c, HOURS_OF_CHANGE, &out->time_s);
}

bool cvn_posix_tz_parse(cvn_posix_tz *out, const char *text, size_t length)
{
    cursor c = {text, text + length};
    *out = (cvn_posix_tz){0};
    int32_t west;
    if (!name(&c, out->standard) || !time_of(&c, HOURS_OF_OFFSET, &west))
        return false;
    out->standard_s = -west;
    if (!more(&c))
        return true;
    if (!name(&c, out->daylight))
        return false;
    out->changes = true;
    out->daylight_s = out->standard_s + 3600;
    if (more(&c) && *c.at != ',') {
        if (!time_of(&c, HOURS_OF_OFFSET, &west))
            return false;
        out->daylight_s = -west;
    }
    return literal(&c, ',') && day_of(&c, &out->start) && literal(&c, ',') && day_of(&c, &out->end) && !more(&c);
}

static int32_t day_in_year(const cvn_posix_day *rule, int year)
{
    int32_t first = cvn_date_of(year, 1, 1).day;
    if (rule->kind == 'N')
        return first + rule->day;
    if (rule->kind == 'J') {
        bool leap = cvn_date_of(year, 3, 1).day - first == 60;
        return first + rule->day - 1 + (leap && rule->day >= 60);
    }
    int32_t month = cvn_date_of(year, rule->month, 1).day;
    int32_t next = rule->month == 12 ? cvn_date_of(year + 1, 1, 1).day : cvn_date_of(year, rule->month + 1, 1).day;
    int32_t weekday = (cvn_date_weekday((cvn_date){month}) + 1) % 7; /* 0 Sunday */
    int32_t day = month + (rule->day - weekday + 7) % 7 + (rule->week - 1) * 7;
    return day < next ? day : day - 7;
}

void cvn_posix_tz_year(const cvn_posix_tz *tz, int year, cvn_posix_change out[2])
{
    assert(tz->changes);
    cvn_posix_change start = {(int64_t)day_in_year(&tz->start, year) * DAY_S + tz->start.time_s - tz->standard_s, true};
    cvn_posix_change end = {(int64_t)day_in_year(&tz->end, year) * DAY_S + tz->end.time_s - tz->daylight_s, false};
    bool start_first = start.at_s <= end.at_s;
    out[0] = start_first ? start : end;
    out[1] = start_first ? end : start;
}

int cvn_posix_year_of(int64_t at_s)
{
    int64_t days = at_s / DAY_S - (at_s % DAY_S < 0);
    if (days < cvn_date_of(1, 1, 1).day)
        return 1;
    if (days > cvn_date_of(9999, 12, 31).day)
        return 9999;
    int year, month, day;
    cvn_date_parts((cvn_date){(int32_t)days}, &year, &month, &day);
    return year;
}

bool cvn_posix_tz_dst(const cvn_posix_tz *tz, int64_t at_s)
{
    if (!tz->changes)
        return false;
    /* A change may stand a week outside its year. Where one year's end is the next one's start (daylight time for ever), the later wins. */
    int year = cvn_posix_year_of(at_s);
    bool dst = false;
    int64_t latest = INT64_MIN;
    for (int y = year - 2; y <= year + 1; y++) {
        cvn_posix_change changes[2];
        cvn_posix_tz_year(tz, y, changes);
        for (int i = 0; i < 2; i++) {
            if (changes[i].at_s <= at_s && changes[i].at_s >= latest) {
                latest = changes[i].at_s;
                dst = changes[i].dst;
            }
        }
    }
    return dst;
}
