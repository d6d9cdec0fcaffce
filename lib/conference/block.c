/* SPDX-License-Identifier: Apache-2.0 */
#include "conference/block.h"
#include "conference/edit.h"

#include <stdlib.h>
#include <string.h>

enum { DAY = 1440 };

/* ---- is it there already? -------------------------------------------------------------------------------------------------------------- */

static bool speaks_of(const cvn_hours *hours, cvn_date date)
{
    if (hours->kind == CVN_HOURS_WEEKLY)
        return hours->weekdays >> cvn_date_weekday(date) & 1;
    return date.day >= hours->first.day && date.day <= hours->last.day;
}

static bool covers(const cvn_zone *zone, const cvn_hours *hours, cvn_instant start, cvn_instant end)
{
    if (hours->whole_days)
        return cvn_zone_instant(zone, hours->first, 0).min <= start.min &&
               cvn_zone_instant(zone, (cvn_date){hours->last.day + 1}, 0).min >= end.min;
    int32_t today = cvn_zone_civil(zone, start).date.day;
    for (cvn_date date = {today - 2}; date.day <= today; date.day++)
        if (speaks_of(hours, date) && cvn_zone_instant(zone, date, hours->from_min).min <= start.min &&
            cvn_zone_instant(zone, date, hours->to_min).min >= end.min)
            return true;
    return false;
}

bool cvn_person_blocked(const cvn_participant *person, cvn_instant start, int32_t duration_min)
{
    for (uint32_t i = 0; i < person->unavailable_count; i++)
        if (covers(person->zone, &person->unavailable[i], start, (cvn_instant){start.min + duration_min}))
            return true;
    return false;
}

/* ---- on the person's clock -------------------------------------------------------------------------------------------------------------- */

/** Hours where hours can say it (an hour that a clock change repeats, or more than a day, cannot), else the whole days. */
static cvn_block_line line_of(const cvn_zone *zone, cvn_instant start, int32_t duration_min)
{
    cvn_instant end = {start.min + duration_min};
    cvn_civil from = cvn_zone_civil(zone, start), to = cvn_zone_civil(zone, end);
    int32_t days = to.date.day - from.date.day, until = days * DAY + to.minute;
    bool fits = (days == 0 && to.minute > from.minute) || (days == 1 && to.minute <= from.minute);
    fits = fits && cvn_zone_instant(zone, from.date, from.minute).min <= start.min && cvn_zone_instant(zone, from.date, until).min >= end.min;
    if (fits)
        return (cvn_block_line){.hours = true,
                                .first = from.date,
                                .last = from.date,
                                .from_min = from.minute,
                                .to_min = days == 1 && to.minute == 0 ? DAY : to.minute};
    return (cvn_block_line){.first = from.date, .last = to.minute == 0 && days > 0 ? (cvn_date){to.date.day - 1} : to.date};
}

static bool same_line(const cvn_block_line *a, const cvn_block_line *b)
{
    return a->hours == b->hours && a->first.day == b->first.day && a->last.day == b->last.day && a->from_min == b->from_min &&
           a->to_min == b->to_min;
}

/* ---- the edit --------------------------------------------------------------------------------------------------------------------------- */

typedef struct work {
    const cvn_absence *blocks;
    size_t count, people;
    cvn_block_lines *lines; /* by person */
} work;

static cvn_code plan(void *data, const cvn_conference *c, size_t *changes, cvn_error *error)
{
    work *w = data;
    w->people = c->people_count;
    w->lines = CVN_NEW_ARRAY(cvn_block_lines, c->people_count + 1);
    for (size_t i = 0; i < w->count; i++) {
        const cvn_absence *block = &w->blocks[i];
        uint32_t person = cvn_conference_person(c, block->person);
        if (person == CVN_NO_LIMIT)
            return cvn_fail(error, CVN_E_USAGE, "%s: nobody has the id \"%s\"", c->path, block->person);
        if (cvn_person_blocked(&c->people[person], block->start, block->duration_min))
            continue;
        cvn_block_line line = line_of(c->people[person].zone, block->start, block->duration_min);
        bool known = false;
        for (size_t k = 0; k < w->lines[person].list.count; k++)
            known = known || same_line(&w->lines[person].list.at[k], &line);
        if (known)
            continue;
        CVN_PUSH(&w->lines[person].list) = line;
        ++*changes;
    }
    return CVN_OK;
}

static void edit_json(void *data, cvn_buffer *out, const char *text, size_t length, const char *pointer)
{
    const work *w = data;
    cvn_block_json(out, text, length, pointer, w->lines, w->people);
}

static cvn_code edit_csv(void *data, cvn_buffer *out, const char *text, size_t length, const char *name, cvn_error *error)
{
    const work *w = data;
    return cvn_block_csv(out, text, length, name, w->lines, w->people, error);
}

/** Everybody is still there, with as many lines more as they were to get, and nobody is free at what they cannot. */
static bool is_as_meant(void *data, const cvn_conference *before, const cvn_conference *after)
{
    const work *w = data;
    if (before->people_count != after->people_count)
        return false;
    for (uint32_t i = 0; i < before->people_count; i++)
        if (strcmp(before->people[i].id, after->people[i].id) != 0 || before->people[i].status != after->people[i].status ||
            after->people[i].available_count != before->people[i].available_count ||
            after->people[i].unavailable_count != before->people[i].unavailable_count + w->lines[i].list.count)
            return false;
    for (size_t i = 0; i < w->count; i++)
        if (!cvn_person_blocked(&after->people[cvn_conference_person(after, w->blocks[i].person)], w->blocks[i].start,
                                w->blocks[i].duration_min))
            return false;
    return true;
}

cvn_code cvn_conference_block(const char *path, const cvn_absence *blocks, size_t count, size_t *changed, cvn_error *error)
{
    assert(path && (blocks || count == 0));
    work w = {.blocks = blocks, .count = count};
    const cvn_edit edit = {.plan = plan, .json = edit_json, .csv = edit_csv, .is_as_meant = is_as_meant, .data = &w};
    cvn_code code = cvn_edit_file(path, &edit, changed, error);
    for (size_t i = 0; i < w.people; i++)
        CVN_VEC_FREE(&w.lines[i].list);
    free(w.lines);
    return code;
}
