/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hours as people type them into a cell:
 *
 *     entries  = entry *( (";" / newline) entry )
 *     entry    = ( days / dates ) [ hours ] [ "if needed" ]
 *     days     = "daily" / ( day [ "-" day ] *( "," day [ "-" day ] ) )     MO, Tue, friday: two letters or more of the English name
 *     dates    = date [ ".." date ]                                         2027-07-14
 *     hours    = time "-" time                                              9, 9:30, 09.30
 */
#include "conference/csv.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const DAYS[7] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
static const char *const CODES[7] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

static void skip(const char **at)
{
    while (**at == ' ' || **at == '\t')
        ++*at;
}

static bool take(const char **at, const char *word)
{
    size_t length = strlen(word);
    skip(at);
    if (strncasecmp(*at, word, length) != 0)
        return false;
    *at += length;
    return true;
}

/** Spreadsheets make one dash out of another, and spaces that do not break. */
static char *plain(const char *cell)
{
    static const struct {
        const char *from, *to;
    } fancy[] = {{"\u2010", "-"}, {"\u2011", "-"},  {"\u2012", "-"}, {"\u2013", "-"}, {"\u2014", "-"},
                 {"\u2212", "-"}, {"\u2026", ".."}, {"\u00a0", " "}, {"\u202f", " "}};
    cvn_buffer out = {0};
    while (*cell) {
        size_t i = 0;
        while (i < CVN_COUNT(fancy) && !cvn_text_starts(cell, fancy[i].from))
            i++;
        if (i < CVN_COUNT(fancy)) {
            cvn_buffer_text(&out, fancy[i].to);
            cell += strlen(fancy[i].from);
        } else {
            cvn_buffer_char(&out, *cell++);
        }
    }
    return cvn_buffer_take(&out);
}

/* ---- days ---- */

static bool take_day(const char **at, size_t *day)
{
    skip(at);
    size_t length = 0;
    while (isalpha((unsigned char)(*at)[length]))
        length++;
    for (*day = 0; *day < 7 && length >= 2; ++*day)
        if (length <= strlen(DAYS[*day]) && strncasecmp(*at, DAYS[*day], length) == 0) {
            *at += length;
            return true;
        }
    return false;
}

static bool take_days(const char **at, unsigned *days)
{
    size_t first, last;
    if (take(at, "daily")) {
        *days = 127;
        return true;
    }
    do {
        if (!take_day(at, &first))
            return false;
        last = first;
        if (take(at, "-") && !take_day(at, &last))
            return false;
        for (size_t day = first;; day = (day + 1) % 7) {
            *days |= 1U << day;
            if (day == last)
                break;
        }
    } while (take(at, ","));
    return true;
}

static cJSON *day_list(unsigned days)
{
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < 7; i++)
        if (days >> i & 1)
            cJSON_AddItemToArray(list, cJSON_CreateString(CODES[i]));
    return list;
}

/* ---- dates and hours: only their shape; whether they exist people.c says ---- */

static bool take_digits(const char **at, size_t least, size_t most, cvn_buffer *out)
{
    size_t count = 0;
    while (count < most && isdigit((unsigned char)(*at)[count]))
        count++;
    if (count < least)
        return false;
    for (size_t i = count; i < most; i++) /* 9:30 is 09:30 */
        cvn_buffer_char(out, '0');
    cvn_buffer_add(out, *at, count);
    *at += count;
    return true;
}

static bool take_date(const char **at, cJSON *line, const char *key)
{
    cvn_buffer date = {0};
    skip(at);
    bool ok = take_digits(at, 4, 4, &date);
    for (int i = 0; ok && i < 2; i++) {
        ok = **at == '-';
        if (ok) {
            ++*at;
            cvn_buffer_char(&date, '-');
            ok = take_digits(at, 2, 2, &date);
        }
    }
    if (ok)
        cJSON_AddStringToObject(line, key, date.text);
    cvn_buffer_free(&date);
    return ok;
}

static bool take_time(const char **at, cJSON *line, const char *key)
{
    cvn_buffer time = {0};
    skip(at);
    bool ok = take_digits(at, 1, 2, &time);
    if (ok && (**at == ':' || **at == '.')) {
        ++*at;
        cvn_buffer_char(&time, ':');
        ok = take_digits(at, 2, 2, &time);
    } else if (ok) {
        cvn_buffer_text(&time, ":00");
    }
    if (ok)
        cJSON_AddStringToObject(line, key, time.text);
    cvn_buffer_free(&time);
    return ok;
}

static bool take_dates(const char **at, cJSON *line)
{
    const char *from = *at;
    if (!take_date(at, line, "date"))
        return false;
    if (!take(at, ".."))
        return true;
    cJSON_DeleteItemFromObjectCaseSensitive(line, "date");
    return take_date(&from, line, "from_date") && take_date(at, line, "to_date");
}

/* ---- entries ---- */

static bool take_entry(const char *at, bool available, cJSON *line)
{
    skip(&at);
    unsigned days = 0;
    if (isdigit((unsigned char)*at)) {
        if (!take_dates(&at, line))
            return false;
    } else {
        if (!take_days(&at, &days))
            return false;
        cJSON_AddItemToObject(line, "weekly", day_list(days));
    }
    skip(&at);
    if (isdigit((unsigned char)*at) && !(take_time(&at, line, "from") && take(&at, "-") && take_time(&at, line, "to")))
        return false;
    if (available && (take(&at, "if needed") || take(&at, "if_needed")))
        cJSON_AddTrueToObject(line, "if_needed");
    skip(&at);
    return !*at;
}

cJSON *cvn_csv_hours(const char *cell, bool available, char **wrong)
{
    cJSON *list = cJSON_CreateArray();
    char *text = plain(cell);
    *wrong = NULL;
    for (char *entry = text, *next; entry && !*wrong; entry = next) {
        next = strpbrk(entry, ";\r\n");
        if (next)
            *next++ = '\0';
        if (!entry[strspn(entry, " \t")])
            continue;
        cJSON *line = cJSON_CreateObject();
        cJSON_AddItemToArray(list, line);
        if (!take_entry(entry, available, line))
            *wrong = cvn_strdup(entry + strspn(entry, " \t"));
    }
    free(text);
    if (*wrong) {
        cJSON_Delete(list);
        return NULL;
    }
    return list;
}
