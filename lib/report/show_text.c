/* SPDX-License-Identifier: Apache-2.0 */
/** Groups as text: each session on the conference's clock, then on each clock of those who come. */
#include "report/report.h"

#include <stdlib.h>
#include <string.h>

/** Somebody who is awaited in one session. */
typedef struct cvn_awaited {
    uint32_t person;
    bool leads, guest, turn;
    cvn_can can;
    int64_t local_min; /* on their wall clock, since 1970 */
    int32_t offset_s;
} cvn_awaited;
typedef CVN_VEC(cvn_awaited) cvn_awaiteds;

static void await(cvn_awaiteds *out, const cvn_view *view, uint32_t group, uint32_t session, const char *id, bool leads, bool guest)
{
    const cvn_conference *conference = view->conference;
    uint32_t person = cvn_conference_person(conference, id);
    if (person == CVN_NO_LIMIT)
        return;
    cvn_instant start = view->allocation->groups[group].sessions[session];
    cvn_civil civil = cvn_zone_civil(conference->people[person].zone, start);
    cvn_visit visit = {.start = start, .group = group, .session = session};
    CVN_PUSH(out) = (cvn_awaited){.person = person,
                                  .leads = leads,
                                  .guest = guest,
                                  .turn = cvn_visit_is_turn(conference, view->allocation, person, &visit),
                                  .can = cvn_can_attend(conference, person, start),
                                  .local_min = (int64_t)civil.date.day * 1440 + civil.minute,
                                  .offset_s = civil.offset_s};
}

/** Is the person a guest elsewhere for that session? */
static bool is_away(const cvn_view *view, const char *id, uint32_t group, uint32_t session)
{
    uint32_t count, person = cvn_conference_person(view->conference, id);
    if (person == CVN_NO_LIMIT)
        return true;
    const cvn_visit *visits = cvn_visits_of(view->visits, person, &count);
    for (uint32_t i = 0; i < count; i++)
        if (visits[i].group == group && visits[i].session == session)
            return false;
    return true;
}

static void await_all(cvn_awaiteds *out, const cvn_view *view, uint32_t g, uint32_t session)
{
    const cvn_group *group = &view->allocation->groups[g];

    out->count = 0;
    for (uint32_t i = 0; i < group->leader_count; i++)
        await(out, view, g, session, group->leaders[i], true, false);
    for (uint32_t i = 0; i < group->member_count; i++)
        if (!is_away(view, group->members[i], g, session))
            await(out, view, g, session, group->members[i], false, false);
    for (uint32_t i = 0; i < group->guest_count; i++)
        if (group->guests[i].session == session + 1)
            await(out, view, g, session, group->guests[i].who, false, true);
}

static int by_clock(const void *a, const void *b)
{
    const cvn_awaited *x = a, *y = b;
    if (x->local_min != y->local_min)
        return x->local_min < y->local_min ? -1 : 1;
    if (x->leads != y->leads)
        return x->leads ? -1 : 1;
    return (x->person > y->person) - (x->person < y->person);
}

/** "Anna Berg (leads, turn)". */
static void put_awaited(cvn_buffer *out, const cvn_view *view, const cvn_awaited *who)
{
    const char *marks[] = {who->leads ? "leads" : NULL, who->guest ? "guest" : NULL, who->turn ? "turn" : NULL,
                           who->can == CVN_CAN_IF_NEEDED ? "if needed"
                           : who->can == CVN_CANNOT      ? "cannot"
                                                         : NULL};
    bool any = false;

    cvn_put_name(out, &view->conference->people[who->person]);
    for (size_t i = 0; i < CVN_COUNT(marks); i++)
        if (marks[i]) {
            cvn_buffer_printf(out, "%s%s", any ? ", " : " (", marks[i]);
            any = true;
        }
    if (any)
        cvn_buffer_char(out, ')');
}

/** A line for each wall clock: the weekday where it is another one than the conference's, the time, the offset, and who is there. */
static void put_clocks(cvn_buffer *out, const cvn_view *view, const cvn_awaiteds *awaited, int32_t weekday)
{
    enum { MARGIN = 27 };
    char offset[CVN_LOCAL_TEXT];
    size_t used = MARGIN;

    for (size_t i = 0; i < awaited->count; i++) {
        const cvn_awaited *who = &awaited->at[i];
        cvn_buffer piece = {0};
        bool last = i + 1 == awaited->count || who[1].local_min != who->local_min;
        if (!i || who->local_min != who[-1].local_min) {
            int32_t theirs = cvn_date_weekday((cvn_date){(int32_t)(who->local_min / 1440)});
            cvn_buffer_printf(out, "      %s %02d:%02d  %s", theirs == weekday ? "   " : cvn_report_weekday(theirs),
                              (int)(who->local_min % 1440 / 60), (int)(who->local_min % 60), cvn_report_offset(who->offset_s, offset));
            cvn_buffer_column(out, MARGIN);
            used = MARGIN;
        }
        put_awaited(&piece, view, who);
        cvn_buffer_text(&piece, last ? "" : ",");
        cvn_put_piece(out, MARGIN, &used, piece.text);
        if (last)
            cvn_buffer_char(out, '\n');
        cvn_buffer_free(&piece);
    }
}

static void put_people(cvn_buffer *out, const cvn_conference *conference, const char *label, const char *const *ids, uint32_t count)
{
    enum { MARGIN = 11 };
    size_t used = MARGIN;

    if (!count)
        return;
    cvn_buffer_printf(out, "  %-9s", label);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t person = cvn_conference_person(conference, ids[i]);
        cvn_buffer piece = {0};
        if (person == CVN_NO_LIMIT)
            cvn_buffer_text(&piece, ids[i]);
        else
            cvn_put_person(&piece, &conference->people[person]);
        cvn_buffer_text(&piece, i + 1 < count ? "," : "");
        cvn_put_piece(out, MARGIN, &used, piece.text);
        cvn_buffer_free(&piece);
    }
    cvn_buffer_char(out, '\n');
}

static void put_group(cvn_buffer *out, const cvn_view *view, uint32_t g)
{
    const cvn_conference *conference = view->conference;
    const cvn_group *group = &view->allocation->groups[g];
    cvn_awaiteds awaited = {0};

    cvn_buffer_printf(out, "%s  %s\n", group->id, cvn_report_type_title(conference, group->type));
    if (group->link)
        cvn_buffer_printf(out, "  link     %s\n", group->link);
    put_people(out, conference, group->leader_count == 1 ? "leader" : "leaders", group->leaders, group->leader_count);
    put_people(out, conference, "members", group->members, group->member_count);
    for (uint32_t s = 0; s < group->session_count; s++) {
        cvn_buffer_printf(out, "  %2u  ", s + 1);
        cvn_put_time(out, conference->zone, group->sessions[s]);
        cvn_buffer_text(out, cvn_is_held(conference, group->sessions[s]) ? "  held\n" : "\n");
        await_all(&awaited, view, g, s);
        if (!awaited.count)
            continue;
        qsort(awaited.at, awaited.count, sizeof *awaited.at, by_clock);
        put_clocks(out, view, &awaited, cvn_zone_civil(conference->zone, group->sessions[s]).weekday);
    }
    CVN_VEC_FREE(&awaited);
    cvn_buffer_char(out, '\n');
}

static void put_plenary(cvn_buffer *out, const cvn_conference *conference, const cvn_plenary *plenary)
{
    char date[CVN_DATE_TEXT];
    cvn_buffer_text(out, "  ");
    switch (plenary->kind) {
    case CVN_PLENARY_TIMED:
        cvn_put_time(out, conference->zone, plenary->start);
        cvn_buffer_printf(out, ", %d minutes", plenary->duration_min);
        break;
    case CVN_PLENARY_DAYS:
        cvn_buffer_printf(out, "%s %s", cvn_report_weekday(cvn_date_weekday(plenary->date)), cvn_date_text(plenary->date, date));
        if (plenary->days > 1)
            cvn_buffer_printf(out, ", %d days", plenary->days);
        break;
    case CVN_PLENARY_MONTH: cvn_buffer_printf(out, "%.7s, date open", cvn_date_text(plenary->date, date)); break;
    }
    cvn_buffer_printf(out, "  %s%s%s\n", plenary->title,
                      plenary->for_whom == CVN_AMONG_LEADERS   ? " (leaders)"
                      : plenary->for_whom == CVN_AMONG_MEMBERS ? " (members)"
                                                               : "",
                      plenary->tentative ? " (tentative)" : "");
}

char *cvn_show_text(const cvn_view *view)
{
    const cvn_conference *conference = view->conference;
    cvn_buffer out = {0};

    if (view->group == CVN_NO_LIMIT)
        cvn_buffer_printf(&out, "%s, on the clock of %s\n\n", conference->title, cvn_zone_name(conference->zone));
    for (uint32_t g = 0; g < view->allocation->group_count; g++)
        if (cvn_view_has(view, g))
            put_group(&out, view, g);
    if (view->group != CVN_NO_LIMIT)
        return cvn_buffer_take(&out);
    if (view->allocation->unplaced_count) {
        put_people(&out, conference, "unplaced", view->allocation->unplaced, view->allocation->unplaced_count);
        cvn_buffer_char(&out, '\n');
    }
    if (conference->plenary_count)
        cvn_buffer_text(&out, "plenaries\n");
    for (uint32_t i = 0; i < conference->plenary_count; i++)
        put_plenary(&out, conference, &conference->plenaries[i]);
    return cvn_buffer_take(&out);
}
