/* SPDX-License-Identifier: Apache-2.0 */
#include "conference/reader.h"

#include <inttypes.h>
#include <stdlib.h>

enum { LONGEST_GAP_DAYS = 1000000 }; /* as good as no most */

/* ---- dates ---- */

static bool read_dates(cvn_reader *reader, const cvn_spot *sessions, cvn_need need)
{
    cvn_conference *c = reader->conference;
    bool from = cvn_read_date(reader, sessions, "from", need, &c->from);
    bool to = cvn_read_date(reader, sessions, "to", need, &c->to);
    if (need == CVN_REQUIRED && !(from && to))
        return false;
    cvn_spot spot = cvn_spot_key(sessions, "to");
    char first[CVN_DATE_TEXT], last[CVN_DATE_TEXT];
    if (c->to.day < c->from.day)
        cvn_spot_fail(reader, &spot, "%s is before from, %s: expected the same day or a later one", cvn_date_text(c->to, last),
                      cvn_date_text(c->from, first));
    else if (c->to.day - c->from.day >= CVN_MAX_RANGE_DAYS)
        cvn_spot_fail(reader, &spot, "from %s to %s are more than %d days, the most that is read", cvn_date_text(c->from, first),
                      cvn_date_text(c->to, last), CVN_MAX_RANGE_DAYS);
    else
        return true;
    return false;
}

static void read_gap(cvn_reader *reader, const cvn_spot *sessions)
{
    static const char *const keys[] = {"min", "max", NULL};
    cvn_conference *c = reader->conference;
    c->gap_min_days = 1;
    c->gap_max_days = INT32_MAX;
    cvn_spot gap;
    if (!cvn_read_key(reader, sessions, "gap_days", CVN_OPTIONAL, &gap) || !cvn_read_object(reader, &gap, keys))
        return;
    int64_t least = 1, most = INT32_MAX;
    cvn_read_int(reader, &gap, "min", CVN_OPTIONAL, 0, CVN_MAX_RANGE_DAYS, &least);
    bool given = cvn_read_int(reader, &gap, "max", CVN_OPTIONAL, 0, LONGEST_GAP_DAYS, &most);
    cvn_spot spot = cvn_spot_key(&gap, "max");
    if (given && most < least)
        cvn_spot_fail(reader, &spot, "%" PRId64 " is less than min, %" PRId64 "%s", most, least,
                      cJSON_GetObjectItemCaseSensitive(gap.value, "min") ? "" : " where it is not given");
    c->gap_min_days = (int32_t)least;
    c->gap_max_days = (int32_t)most;
}

/* ---- the grid ---- */

static int64_t ceiling(int64_t value, int64_t step)
{
    int64_t rest = value % step;
    return rest > 0 ? value + step - rest : value - rest;
}

/** Every multiple of the grid from the first midnight to the last, on the conference's clock. */
static void lay_grid(cvn_reader *reader, const cvn_spot *sessions)
{
    cvn_conference *c = reader->conference;
    int64_t from = ceiling(cvn_zone_instant(c->zone, c->from, 0).min, c->grid_min), to = cvn_zone_instant(c->zone, c->to, 1440).min;
    int64_t count = from < to ? (to - from + c->grid_min - 1) / c->grid_min : 0;
    if (count > CVN_MAX_STARTS) {
        cvn_spot spot = cvn_spot_key(sessions, "grid_minutes");
        cvn_spot_fail(reader, &spot, "gives %" PRId64 " starts between from and to, more than %d: expected a coarser grid, such as 30", count,
                      CVN_MAX_STARTS);
        return;
    }
    cvn_instant *starts = CVN_ARENA_ARRAY(reader->arena, cvn_instant, (size_t)count);
    for (int64_t i = 0; i < count; i++)
        starts[i].min = from + i * c->grid_min;
    c->starts = starts;
    c->start_count = (uint32_t)count;
}

static void read_grid(cvn_reader *reader, const cvn_spot *sessions)
{
    cvn_conference *c = reader->conference;
    cvn_read_count(reader, sessions, "count", CVN_REQUIRED, 1, CVN_MAX_SESSIONS, &c->count);
    bool dated = read_dates(reader, sessions, CVN_REQUIRED);
    int64_t grid = 0;
    cvn_read_int(reader, sessions, "grid_minutes", CVN_REQUIRED, 1, CVN_MAX_SESSION_MIN, &grid);
    c->grid_min = (int32_t)grid;
    cvn_spot offered = cvn_spot_key(sessions, "offered");
    if (offered.value && !(cJSON_IsArray(offered.value) && !offered.value->child))
        cvn_spot_fail(reader, &offered, "is only read where pattern is \"offered\": set that, or leave the series out");
    if (dated && grid > 0 && c->zone)
        lay_grid(reader, sessions);
}

/* ---- offered series ---- */

static int by_instant(const void *a, const void *b)
{
    int64_t x = ((const cvn_instant *)a)->min, y = ((const cvn_instant *)b)->min;
    return (x > y) - (x < y);
}

static bool read_start(cvn_reader *reader, const cvn_spot *spot, cvn_instant *out)
{
    const char *text;
    cvn_date date;
    int32_t minute;
    if (!cvn_spot_string(reader, spot, NULL, &text))
        return false;
    if (!cvn_local_parse(text, &date, &minute)) {
        cvn_spot_fail(reader, spot, "%s is not a time on the conference's clock: expected one such as \"2027-08-18T13:30\"",
                      cvn_quoted(reader, text));
        return false;
    }
    if (reader->conference->zone)
        *out = cvn_zone_instant(reader->conference->zone, date, minute);
    return reader->conference->zone != NULL;
}

static void check_overlap(cvn_reader *reader, const cvn_spot *list, const cvn_instant *starts, uint32_t count)
{
    char a[CVN_INSTANT_TEXT], b[CVN_INSTANT_TEXT];
    int32_t minutes = reader->conference->duration_min;
    for (uint32_t i = 1; i < count; i++) {
        if (starts[i].min - starts[i - 1].min >= (minutes > 0 ? minutes : 1))
            continue;
        if (starts[i].min == starts[i - 1].min)
            cvn_spot_fail(reader, list, "the start at %s stands twice: keep one", cvn_instant_text(starts[i], a));
        else
            cvn_spot_fail(reader, list, "the sessions that start at %s and at %s overlap: each takes %d minutes",
                          cvn_instant_text(starts[i - 1], a), cvn_instant_text(starts[i], b), minutes);
    }
}

static void read_starts(cvn_reader *reader, const cvn_spot *series, cvn_series *out)
{
    cvn_spot list;
    if (!cvn_read_list(reader, series, "starts", CVN_REQUIRED, CVN_MAX_SESSIONS, &list))
        return;
    if (!list.value->child)
        cvn_spot_fail(reader, &list, "is empty: expected at least one start, such as \"2027-08-18T13:30\"");
    cvn_instant *starts = CVN_ARENA_ARRAY(reader->arena, cvn_instant, (size_t)cJSON_GetArraySize(list.value));
    CVN_EACH(item, &list)
    out->count += read_start(reader, &item, &starts[out->count]);
    qsort(starts, out->count, sizeof *starts, by_instant);
    check_overlap(reader, &list, starts, out->count);
    out->starts = starts;
}

/** All the starts of all series, each once; and the dates that they span where none are given. */
static void gather_starts(cvn_reader *reader)
{
    cvn_conference *c = reader->conference;
    size_t all = 0;
    for (uint32_t i = 0; i < c->series_count; i++) {
        all += c->series[i].count;
        c->count = c->series[i].count > c->count ? c->series[i].count : c->count;
    }
    if (all == 0)
        return;
    cvn_instant *starts = CVN_ARENA_ARRAY(reader->arena, cvn_instant, all);
    all = 0;
    for (uint32_t i = 0; i < c->series_count; i++)
        for (uint32_t k = 0; k < c->series[i].count; k++)
            starts[all++] = c->series[i].starts[k];
    qsort(starts, all, sizeof *starts, by_instant);
    for (size_t i = 0; i < all; i++)
        if (i == 0 || starts[i].min != starts[i - 1].min)
            starts[c->start_count++] = starts[i];
    c->starts = starts;
    c->from = cvn_zone_civil(c->zone, starts[0]).date;
    c->to = cvn_zone_civil(c->zone, starts[c->start_count - 1]).date;
}

static void read_series(cvn_reader *reader, const cvn_spot *list)
{
    static const char *const keys[] = {"id", "starts", NULL};
    cvn_conference *c = reader->conference;
    cvn_series *series = CVN_ARENA_ARRAY(reader->arena, cvn_series, (size_t)cJSON_GetArraySize(list->value));
    c->series = series;
    cvn_table *ids = cvn_table_new();
    CVN_EACH(item, list)
    {
        if (!cvn_read_object(reader, &item, keys))
            continue;
        cvn_series *out = &series[c->series_count++];
        out->id = "";
        uint32_t first = (uint32_t)item.index;
        if (cvn_keep_text(reader, &item, "id", CVN_REQUIRED, cvn_wrong_id, &out->id) && !cvn_table_put(ids, out->id, &first)) {
            cvn_spot spot = cvn_spot_key(&item, "id");
            cvn_spot_fail(reader, &spot, "%s is the id of series %" PRIu32 " too (counted from 0): expected another one",
                          cvn_quoted(reader, out->id), first);
        }
        read_starts(reader, &item, out);
    }
    cvn_table_free(ids);
}

/** A count beside series says nothing; where it says what is not so, somebody was mistaken. */
static void check_count(cvn_reader *reader, const cvn_spot *sessions)
{
    const cvn_conference *c = reader->conference;
    cvn_spot count = cvn_spot_key(sessions, "count");
    int64_t number;
    bool same = count.value && cvn_json_whole(count.value, &number);
    for (uint32_t i = 0; same && i < c->series_count; i++)
        same = number == c->series[i].count;
    if (count.value && !same)
        cvn_spot_fail(reader, &count, "does not go with pattern \"offered\": each series has its own number of starts, so leave it out");
}

static void read_offered(cvn_reader *reader, const cvn_spot *sessions)
{
    cvn_spot list;
    if (!cvn_read_list(reader, sessions, "offered", CVN_REQUIRED, CVN_MAX_SERIES, &list))
        return;
    if (!list.value->child)
        cvn_spot_fail(reader, &list, "is empty: expected at least one series of starts");
    int64_t ignored;
    cvn_read_int(reader, sessions, "grid_minutes", CVN_OPTIONAL, 1, CVN_MAX_SESSION_MIN, &ignored);
    read_series(reader, &list);
    check_count(reader, sessions);
    gather_starts(reader);
    if (reader->conference->start_count > 0)
        read_dates(reader, sessions, CVN_OPTIONAL);
}

/* ---- all of it ---- */

void cvn_read_sessions(cvn_reader *reader, const cvn_spot *sessions)
{
    static const char *const keys[] = {"count", "attend", "minutes", "from", "to", "grid_minutes", "pattern", "gap_days", "offered", NULL};
    static const char *const patterns[] = {
        [CVN_PATTERN_FREE] = "free", [CVN_PATTERN_WEEKLY] = "weekly", [CVN_PATTERN_OFFERED] = "offered", NULL};
    cvn_conference *c = reader->conference;
    if (!cvn_read_object(reader, sessions, keys))
        return;
    int64_t minutes = 0;
    cvn_read_int(reader, sessions, "minutes", CVN_REQUIRED, 1, CVN_MAX_SESSION_MIN, &minutes);
    c->duration_min = (int32_t)minutes;
    cvn_spot series = cvn_spot_key(sessions, "offered");
    int pattern = cJSON_IsArray(series.value) && series.value->child ? CVN_PATTERN_OFFERED : CVN_PATTERN_FREE; /* a guess, for a misspelt one */
    if (!cvn_read_choice(reader, sessions, "pattern", CVN_OPTIONAL, patterns, &pattern) && !cvn_spot_key(sessions, "pattern").value)
        pattern = CVN_PATTERN_FREE;
    c->pattern = (cvn_pattern)pattern;
    if (c->pattern == CVN_PATTERN_OFFERED)
        read_offered(reader, sessions);
    else
        read_grid(reader, sessions);
    read_gap(reader, sessions);
    c->attend = c->count;
    uint32_t most = c->pattern == CVN_PATTERN_OFFERED || c->count == 0 ? CVN_MAX_SESSIONS : c->count;
    cvn_read_count(reader, sessions, "attend", CVN_OPTIONAL, 0, most, &c->attend);
}
