/* SPDX-License-Identifier: Apache-2.0 */
/** A row for each person and session: for a spreadsheet, or for somebody else's program. RFC 4180. */
#include "report/report.h"

#include <csv.h>
#include <string.h>

static void put_field(cvn_buffer *out, const char *text, bool last)
{
    if (strpbrk(text, ",\"\r\n")) {
        size_t length = strlen(text), room = 2 * length + 2;
        char *quoted = cvn_alloc(room);
        cvn_buffer_add(out, quoted, csv_write(quoted, room, text, length));
        cvn_free(quoted);
    } else {
        cvn_buffer_text(out, text);
    }
    cvn_buffer_text(out, last ? "\r\n" : ",");
}

static void put_row(cvn_buffer *out, const char *const fields[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        put_field(out, fields[i], i + 1 == count);
}

static void put_visit(cvn_buffer *out, const cvn_view *view, uint32_t person, const cvn_visit *visit)
{
    const cvn_conference *conference = view->conference;
    const cvn_participant *who = &conference->people[person];
    const cvn_group *group = &view->allocation->groups[visit->group];
    char start[CVN_INSTANT_TEXT], end[CVN_INSTANT_TEXT], ours[CVN_LOCAL_TEXT], theirs[CVN_LOCAL_TEXT], offset[CVN_DATE_TEXT], number[16];

    snprintf(number, sizeof number, "%u", visit->session + 1);
    const char *const fields[] = {group->id,
                                  group->type,
                                  number,
                                  cvn_instant_text(visit->start, start),
                                  cvn_instant_text((cvn_instant){visit->start.min + conference->duration_min}, end),
                                  cvn_report_local(conference->zone, visit->start, ours),
                                  who->id,
                                  who->name,
                                  visit->leads   ? "leader"
                                  : visit->guest ? "guest"
                                                 : "member",
                                  cvn_zone_name(who->zone),
                                  cvn_report_local(who->zone, visit->start, theirs),
                                  cvn_offset_text(cvn_zone_civil(who->zone, visit->start).offset_s, offset),
                                  cvn_report_can(cvn_can_attend(conference, person, visit->start)),
                                  cvn_visit_is_turn(conference, view->allocation, person, visit) ? "yes" : "no",
                                  group->link ? group->link : ""};
    put_row(out, fields, CVN_COUNT(fields));
}

char *cvn_show_csv(const cvn_view *view)
{
    static const char *const columns[] = {"group",           "type",       "session", "start_utc", "end_utc",
                                          "conference_time", "person",     "name",    "role",      "timezone",
                                          "local_time",      "utc_offset", "attends", "turn",      "link"};
    cvn_buffer out = {0};

    put_row(&out, columns, CVN_COUNT(columns));
    for (uint32_t p = 0; p < view->conference->people_count; p++) {
        uint32_t count;
        const cvn_visit *visits = cvn_visits_of(view->visits, p, &count);
        for (uint32_t i = 0; i < count && (view->person == CVN_NO_LIMIT || view->person == p); i++)
            if (cvn_view_has(view, visits[i].group))
                put_visit(&out, view, p, &visits[i]);
    }
    return cvn_buffer_take(&out);
}
