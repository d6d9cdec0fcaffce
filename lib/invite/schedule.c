/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/view.h"

#include <stdlib.h>
#include <string.h>

static int by_start(const void *left, const void *right)
{
    const cvn_sitting *a = *(const cvn_sitting *const *)left, *b = *(const cvn_sitting *const *)right;
    if (a->session->start.min != b->session->start.min)
        return a->session->start.min < b->session->start.min ? -1 : 1;
    return (a->own > b->own) - (a->own < b->own);
}

/** One more remark behind those that there are; NULL: none. */
static void add_mark(const cvn_reader *reader, const char **note, const char *mark)
{
    if (mark)
        *note = **note ? CVN_TELL(reader, JOINED, cvn_arg("first", *note), cvn_arg("second", mark)) : mark;
}

static bool concerns(const cvn_view *view, const cvn_plenary *plenary)
{
    if (!view->conference->assigns)
        return true;
    return plenary->for_whom == CVN_AMONG_ALL ? view->placed : plenary->for_whom == CVN_AMONG_MEMBERS ? view->member : view->leader;
}

static const char *date_of(const cvn_reader *reader, cvn_civil civil)
{
    return cvn_language_date(reader->languages, reader->language, civil.date, true);
}

static const char *time_of(const cvn_reader *reader, cvn_civil civil)
{
    return cvn_language_time(reader->languages, reader->language, civil.minute);
}

static const char *offset_of(const cvn_reader *reader, cvn_civil civil)
{
    return cvn_language_offset(reader->languages, reader->language, civil.offset_s);
}

/** The offset that all of the person's timed lines have, from the first on; false where they do not have one. */
static bool one_offset(const cvn_view *view, int32_t *offset_s)
{
    uint32_t seen = 0;
    bool one = true;
    for (uint32_t i = 0; i < view->sitting_count; i++) {
        int32_t here = cvn_zone_civil(view->reader.zone, view->sittings[i].session->start).offset_s;
        one = one && (seen++ == 0 || here == *offset_s);
        *offset_s = here;
    }
    for (uint32_t i = 0; i < view->conference->plenary_count; i++) {
        const cvn_plenary *plenary = &view->conference->plenaries[i];
        if (plenary->kind != CVN_PLENARY_TIMED || !concerns(view, plenary))
            continue;
        int32_t here = cvn_zone_civil(view->reader.zone, plenary->start).offset_s;
        one = one && (seen++ == 0 || here == *offset_s);
        *offset_s = here;
    }
    return one && seen > 0;
}

/** The offset of a line where the lines do not all have the same; NULL where they do, or where the line says it already. */
static const char *own_offset(const cvn_view *view, cvn_instant start, int32_t duration_min, bool one)
{
    const cvn_zone *zone = view->reader.zone;
    if (one)
        return NULL;
    cvn_civil from = cvn_zone_civil(zone, start), to = cvn_zone_civil(zone, (cvn_instant){start.min + duration_min});
    return from.offset_s != to.offset_s ? NULL : offset_of(&view->reader, from);
}

/** "Session 3, week 28": with the heading, since a line of a small screen is full with the date and the time. */
static const char *with_week(const cvn_reader *reader, const char *label, cvn_date date)
{
    const char *week = cvn_reader_week(reader, date);
    return week ? CVN_TELL(reader, JOINED, cvn_arg("first", label), cvn_arg("second", week)) : label;
}

static cvn_schedule_line session_line(const cvn_view *view, const cvn_sitting *sitting, bool name_group, bool one)
{
    const cvn_reader *reader = &view->reader;
    const cvn_group *own = &view->input->allocation->groups[sitting->own], *at = &view->input->allocation->groups[sitting->group];
    cvn_word_arg number = cvn_arg("number", cvn_language_number(reader->languages, reader->language, sitting->number));
    cvn_schedule_line line = {.key = cvn_arena_printf(view->arena, "session/%s/%u", own->id, sitting->number)};
    line.label = name_group ? CVN_TELL(reader, SESSION_OF, number, cvn_arg("group", cvn_one_line(view->arena, own->id)))
                            : CVN_TELL(reader, SESSION, number);
    line.label = with_week(reader, line.label, cvn_zone_civil(reader->zone, sitting->session->start).date);
    line.when = cvn_reader_span(reader, sitting->session->start, view->conference->duration_min, true);
    line.note = "";
    add_mark(reader, &line.note, own_offset(view, sitting->session->start, view->conference->duration_min, one));
    if (sitting->held)
        add_mark(reader, &line.note, CVN_TELL_PLAIN(reader, MARK_HELD));
    if (at != own)
        add_mark(reader, &line.note, CVN_TELL(reader, MARK_GUEST, cvn_arg("group", cvn_one_line(view->arena, at->id))));
    if (sitting->turn)
        add_mark(reader, &line.note, CVN_TELL_PLAIN(reader, MARK_TURN));
    return line;
}

static cvn_schedule_line plenary_line(const cvn_view *view, const cvn_plenary *plenary, bool one)
{
    const cvn_reader *reader = &view->reader;
    cvn_schedule_line line = {.plenary = true};
    line.key = CVN_ARENA_JOIN(view->arena, "plenary/", plenary->id);
    line.label = cvn_one_line(view->arena, plenary->title);
    switch (plenary->kind) {
    case CVN_PLENARY_TIMED: line.when = cvn_reader_span(reader, plenary->start, plenary->duration_min, true); break;
    case CVN_PLENARY_DAYS: line.when = cvn_reader_days(reader, plenary->date, plenary->days, true); break;
    case CVN_PLENARY_MONTH: line.when = cvn_reader_month(reader, plenary->date); break;
    }
    if (plenary->kind != CVN_PLENARY_MONTH)
        line.label = with_week(reader, line.label,
                               plenary->kind == CVN_PLENARY_TIMED ? cvn_zone_civil(reader->zone, plenary->start).date : plenary->date);
    line.note = "";
    if (plenary->kind == CVN_PLENARY_TIMED)
        add_mark(reader, &line.note, own_offset(view, plenary->start, plenary->duration_min, one));
    if (plenary->tentative)
        add_mark(reader, &line.note, CVN_TELL_PLAIN(reader, MARK_PROVISIONAL));
    return line;
}

/** Says, for each pair of neighbours between which the reader's clock changes, what it reads before and after. */
static const char *clocks_change(const cvn_view *view, const cvn_sitting *const *sittings, uint32_t count)
{
    const cvn_reader *reader = &view->reader;
    cvn_buffer out = {0};
    for (uint32_t i = 1; i < count; i++) {
        cvn_civil first = cvn_zone_civil(reader->zone, sittings[i - 1]->session->start),
                  second = cvn_zone_civil(reader->zone, sittings[i]->session->start);
        if (sittings[i - 1]->held || first.offset_s == second.offset_s)
            continue;
        cvn_buffer_printf(&out, "%s%s", out.length ? " " : "",
                          CVN_TELL(reader, CLOCKS_CHANGE, cvn_arg("first", date_of(reader, first)), cvn_arg("before", offset_of(reader, first)),
                                   cvn_arg("second", date_of(reader, second)), cvn_arg("after", offset_of(reader, second))));
    }
    const char *text = out.length ? cvn_arena_strdup(view->arena, out.text) : NULL;
    cvn_buffer_free(&out);
    return text;
}

/**
 * A weekly group keeps to one time of the conference's clock. Whoever lives by another clock sees it move when either clock changes, though
 * their own may not change at all: "Tuesdays at 3:30, then 3 more times" would be an hour off.
 */
static const char *time_moves(const cvn_view *view)
{
    const cvn_reader *reader = &view->reader;
    cvn_buffer out = {0};
    for (uint32_t i = 1; i < view->sitting_count && view->conference->pattern == CVN_PATTERN_WEEKLY; i++) {
        const cvn_sitting *before = &view->sittings[i - 1], *after = &view->sittings[i];
        cvn_civil first = cvn_zone_civil(reader->zone, before->session->start), second = cvn_zone_civil(reader->zone, after->session->start);
        if (before->own != after->own || before->group != after->group || before->held || first.minute == second.minute)
            continue;
        cvn_buffer_printf(&out, "%s%s", out.length ? " " : "",
                          CVN_TELL(reader, TIME_MOVES, cvn_arg("first", date_of(reader, first)), cvn_arg("before", time_of(reader, first)),
                                   cvn_arg("second", date_of(reader, second)), cvn_arg("after", time_of(reader, second))));
    }
    const char *text = out.length ? cvn_arena_strdup(view->arena, out.text) : NULL;
    cvn_buffer_free(&out);
    return text;
}

const cvn_schedule *cvn_schedule_of(const cvn_view *view)
{
    assert(view && view->reader.language && view->reader.zone);
    const cvn_conference *conference = view->conference;
    cvn_schedule *out = CVN_ARENA_ARRAY(view->arena, cvn_schedule, 1);
    const cvn_sitting **sittings = CVN_ARENA_ARRAY(view->arena, const cvn_sitting *, view->sitting_count);
    cvn_schedule_line *lines = CVN_ARENA_ARRAY(view->arena, cvn_schedule_line, (size_t)view->sitting_count + conference->plenary_count);
    bool several = false;
    int32_t offset_s = 0;
    const bool one = one_offset(view, &offset_s);

    for (uint32_t i = 0; i < view->sitting_count; i++) {
        sittings[i] = &view->sittings[i];
        several = several || view->sittings[i].own != view->sittings[0].own;
    }
    if (view->sitting_count)
        qsort(sittings, view->sitting_count, sizeof *sittings, by_start);
    for (uint32_t i = 0; i < view->sitting_count; i++)
        lines[out->count++] = session_line(view, sittings[i], several, one);
    for (uint32_t i = 0; i < conference->plenary_count; i++)
        if (concerns(view, &conference->plenaries[i]))
            lines[out->count++] = plenary_line(view, &conference->plenaries[i], one);
    out->at = lines;
    out->clock = cvn_zone_name(view->reader.zone);
    if (one)
        out->clock = CVN_TELL(&view->reader, JOINED, cvn_arg("first", out->clock),
                              cvn_arg("second", cvn_language_offset(view->reader.languages, view->reader.language, offset_s)));
    out->clocks_change = clocks_change(view, sittings, view->sitting_count);
    out->time_moves = time_moves(view);
    return out;
}
