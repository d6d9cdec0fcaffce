/* SPDX-License-Identifier: Apache-2.0 */
/** One page that stands alone: no script, nothing fetched; readable on a telephone and on paper. */
#include "report/report.h"

#include <string.h>

static const char style[] =
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1b1b1b;background:#fff}"
    "h1{font-size:1.6rem}h2{font-size:1.2rem;margin:2.5rem 0 .3rem}p{margin:.2rem 0}.quiet{color:#555}"
    ".wide{overflow-x:auto}table{border-collapse:collapse;margin:.8rem 0;font-variant-numeric:tabular-nums}"
    "th,td{border:1px solid #c8c8c8;padding:.25rem .6rem;text-align:left;white-space:nowrap}thead th{background:#f2f2f2}"
    ".needed{background:#fff3cd}.cannot{background:#f8d7da}.held{color:#777}"
    "@media print{body{margin:0;max-width:none}h2{break-after:avoid}table{break-inside:avoid}}"
    "@media (prefers-color-scheme:dark){body{background:#161616;color:#e8e8e8}.quiet{color:#aaa}th,td{border-color:#444}"
    "thead th{background:#262626}.needed{background:#4a3f10}.cannot{background:#4c1d22}}";

static void put(cvn_buffer *out, const char *text)
{
    for (const char *c = text; *c; c++)
        switch (*c) {
        case '&': cvn_buffer_text(out, "&amp;"); break;
        case '<': cvn_buffer_text(out, "&lt;"); break;
        case '>': cvn_buffer_text(out, "&gt;"); break;
        case '"': cvn_buffer_text(out, "&quot;"); break;
        default: cvn_buffer_char(out, *c);
        }
}

static void put_name(cvn_buffer *out, const cvn_conference *conference, uint32_t person)
{
    char *name = cvn_report_public_name(&conference->people[person]);
    put(out, name);
    cvn_free(name);
}

/** "Mon 6 July 2026" and so on would need a language: the page is the organiser's, and its dates are ISO's. */
static void put_clock(cvn_buffer *out, const cvn_zone *zone, cvn_instant start, bool with_date)
{
    cvn_civil civil = cvn_zone_civil(zone, start);
    char date[CVN_DATE_TEXT], offset[CVN_LOCAL_TEXT];
    cvn_buffer_printf(out, "%s ", cvn_report_weekday(civil.weekday));
    if (with_date)
        cvn_buffer_printf(out, "%s ", cvn_date_text(civil.date, date));
    cvn_buffer_printf(out, "%02d:%02d <span class=\"quiet\">%s</span>", civil.minute / 60, civil.minute % 60,
                      cvn_report_offset(civil.offset_s, offset));
}

/** The session as it is for one person; an empty cell where they are a guest elsewhere. */
static void put_cell(cvn_buffer *out, const cvn_view *view, uint32_t person, uint32_t group, uint32_t session)
{
    const cvn_conference *conference = view->conference;
    uint32_t count;
    const cvn_visit *visits = cvn_visits_of(view->visits, person, &count);

    for (uint32_t i = 0; i < count; i++) {
        if (visits[i].group != group || visits[i].session != session)
            continue;
        cvn_can can = cvn_can_attend(conference, person, visits[i].start);
        cvn_buffer_printf(out, "<td%s>",
                          cvn_is_held(conference, visits[i].start) ? " class=\"held\""
                          : can == CVN_CAN_IF_NEEDED               ? " class=\"needed\" title=\"only if needed\""
                          : can == CVN_CANNOT                      ? " class=\"cannot\" title=\"cannot attend\""
                                                                   : "");
        put_clock(out, conference->people[person].zone, visits[i].start, false);
        cvn_buffer_text(out, cvn_visit_is_turn(conference, view->allocation, person, &visits[i]) ? " ★</td>" : "</td>");
        return;
    }
    cvn_buffer_text(out, "<td></td>");
}

static void put_row(cvn_buffer *out, const cvn_view *view, const char *id, const char *role, uint32_t group)
{
    uint32_t person = cvn_conference_person(view->conference, id);
    if (person == CVN_NO_LIMIT)
        return;
    cvn_buffer_text(out, "<tr><th scope=\"row\">");
    put_name(out, view->conference, person);
    cvn_buffer_printf(out, "</th><td>%s</td><td>", role);
    put(out, cvn_zone_name(view->conference->people[person].zone));
    cvn_buffer_text(out, "</td>");
    for (uint32_t s = 0; s < view->allocation->groups[group].session_count; s++)
        put_cell(out, view, person, group, s);
    cvn_buffer_text(out, "</tr>\n");
}

/** Does an earlier line name the same guest, for another session? */
static bool was_guest(const cvn_group *group, uint32_t guest)
{
    for (uint32_t i = 0; i < guest; i++)
        if (strcmp(group->guests[i].who, group->guests[guest].who) == 0)
            return true;
    return false;
}

static void put_link(cvn_buffer *out, const char *link)
{
    cvn_buffer_text(out, "<p>");
    if (cvn_text_starts(link, "https://") || cvn_text_starts(link, "http://")) { /* any other scheme stays text */
        cvn_buffer_text(out, "<a href=\"");
        put(out, link);
        cvn_buffer_text(out, "\">");
        put(out, link);
        cvn_buffer_text(out, "</a>");
    } else {
        put(out, link);
    }
    cvn_buffer_text(out, "</p>\n");
}

static void put_group(cvn_buffer *out, const cvn_view *view, uint32_t g)
{
    const cvn_conference *conference = view->conference;
    const cvn_group *group = &view->allocation->groups[g];

    cvn_buffer_text(out, "<section><h2>");
    put(out, group->id);
    cvn_buffer_text(out, " · ");
    put(out, cvn_report_type_title(conference, group->type));
    cvn_buffer_text(out, "</h2>\n");
    if (group->link)
        put_link(out, group->link);
    cvn_buffer_text(out, "<div class=\"wide\"><table><thead><tr><th>Name</th><th>Role</th><th>Clock</th>");
    for (uint32_t s = 0; s < group->session_count; s++) {
        cvn_buffer_printf(out, "<th>%u · ", s + 1);
        put_clock(out, conference->zone, group->sessions[s], true);
        cvn_buffer_text(out, "</th>");
    }
    cvn_buffer_text(out, "</tr></thead><tbody>\n");
    for (uint32_t i = 0; i < group->leader_count; i++)
        put_row(out, view, group->leaders[i], "leader", g);
    for (uint32_t i = 0; i < group->member_count; i++)
        put_row(out, view, group->members[i], "member", g);
    for (uint32_t i = 0; i < group->guest_count; i++)
        if (!was_guest(group, i))
            put_row(out, view, group->guests[i].who, "guest", g);
    cvn_buffer_text(out, "</tbody></table></div></section>\n");
}

static void put_plenaries(cvn_buffer *out, const cvn_view *view)
{
    const cvn_conference *conference = view->conference;
    bool any = false;

    for (uint32_t i = 0; i < conference->plenary_count; i++) {
        const cvn_plenary *plenary = &conference->plenaries[i];
        char date[CVN_DATE_TEXT];
        if (view->person != CVN_NO_LIMIT && !cvn_report_invited(view, plenary, view->person))
            continue;
        cvn_buffer_text(out, any ? "<li>" : "<section><h2>Plenaries</h2>\n<ul><li>");
        any = true;
        if (plenary->kind == CVN_PLENARY_TIMED)
            put_clock(out, view->person == CVN_NO_LIMIT ? conference->zone : conference->people[view->person].zone, plenary->start, true);
        else if (plenary->kind == CVN_PLENARY_DAYS)
            cvn_buffer_printf(out, "%s, %d day%s", cvn_date_text(plenary->date, date), plenary->days, cvn_plural(plenary->days));
        else
            cvn_buffer_printf(out, "%.7s, date open", cvn_date_text(plenary->date, date));
        cvn_buffer_text(out, " · ");
        put(out, plenary->title);
        cvn_buffer_text(out, plenary->tentative ? " (tentative)</li>\n" : "</li>\n");
    }
    if (any)
        cvn_buffer_text(out, "</ul></section>\n");
}

static void put_unplaced(cvn_buffer *out, const cvn_view *view)
{
    const cvn_allocation *allocation = view->allocation;

    if (!allocation->unplaced_count)
        return;
    cvn_buffer_text(out, "<section><h2>Unplaced</h2>\n<ul>");
    for (uint32_t i = 0; i < allocation->unplaced_count; i++) {
        uint32_t person = cvn_conference_person(view->conference, allocation->unplaced[i]);
        if (person == CVN_NO_LIMIT)
            continue;
        cvn_buffer_text(out, "<li>");
        put_name(out, view->conference, person);
        cvn_buffer_text(out, "</li>");
    }
    cvn_buffer_text(out, "</ul></section>\n");
}

/** Does the person stand in the group, or visit it? */
static bool concerns(const cvn_view *view, uint32_t group)
{
    uint32_t count;
    if (view->person == CVN_NO_LIMIT)
        return cvn_view_has(view, group);
    const cvn_visit *visits = cvn_visits_of(view->visits, view->person, &count);
    for (uint32_t i = 0; i < count; i++)
        if (visits[i].group == group)
            return true;
    return false;
}

char *cvn_show_html(const cvn_view *view)
{
    const cvn_conference *conference = view->conference;
    cvn_buffer out = {0};

    cvn_buffer_text(&out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                          "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>");
    put(&out, conference->title);
    cvn_buffer_printf(&out, "</title><style>%s</style></head>\n<body><h1>", style);
    put(&out, conference->title);
    cvn_buffer_text(&out, "</h1>\n<p class=\"quiet\">Each session on the clock of ");
    put(&out, cvn_zone_name(conference->zone));
    cvn_buffer_text(&out, ", and below on each person's own. ★: their turn.</p>\n");
    for (uint32_t g = 0; g < view->allocation->group_count; g++)
        if (concerns(view, g))
            put_group(&out, view, g);
    if (view->person == CVN_NO_LIMIT && view->group == CVN_NO_LIMIT)
        put_unplaced(&out, view);
    if (view->group == CVN_NO_LIMIT)
        put_plenaries(&out, view);
    cvn_buffer_text(&out, "</body></html>\n");
    return cvn_buffer_take(&out);
}
