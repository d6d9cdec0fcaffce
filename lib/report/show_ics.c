/* SPDX-License-Identifier: Apache-2.0 */
/** An organiser's calendar: every session and plenary as a published event, with the names of those who come. Nobody is invited by it. */
#include "report/report.h"

#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct cvn_calendar {
    const cvn_view *view;
    icalcomponent *root;
    icaltimetype stamp;
} cvn_calendar;

static icaltimetype utc_time(cvn_instant instant)
{
    return icaltime_from_timet_with_zone((time_t)(instant.min * 60), 0, icaltimezone_get_utc_timezone());
}

static icaltimetype day_time(cvn_date date)
{
    icaltimetype out = icaltime_null_date();
    cvn_date_parts(date, &out.year, &out.month, &out.day);
    return out;
}

static icalcomponent *new_event(const cvn_calendar *calendar, const char *what, const char *item, const char *title)
{
    icalcomponent *event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
    cvn_buffer uid = {0};

    cvn_buffer_printf(&uid, "%s-%s-%s@convene", calendar->view->conference->id, what, item);
    icalcomponent_add_property(event, icalproperty_new_uid(uid.text));
    icalcomponent_add_property(event, icalproperty_new_dtstamp(calendar->stamp));
    icalcomponent_add_property(event, icalproperty_new_summary(title));
    cvn_buffer_free(&uid);
    return event;
}

static void put_names(cvn_buffer *out, const cvn_conference *conference, const char *label, const char *const *ids, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t person = cvn_conference_person(conference, ids[i]);
        cvn_buffer_text(out, i ? ", " : label);
        if (person == CVN_NO_LIMIT)
            continue;
        char *name = cvn_report_public_name(&conference->people[person]);
        cvn_buffer_text(out, name);
        free(name);
    }
    if (count)
        cvn_buffer_char(out, '\n');
}

static void add_session(const cvn_calendar *calendar, uint32_t g, uint32_t s)
{
    const cvn_conference *conference = calendar->view->conference;
    const cvn_group *group = &calendar->view->allocation->groups[g];
    cvn_buffer item = {0}, title = {0}, text = {0};

    cvn_buffer_printf(&item, "%s-%u", group->id, s + 1);
    cvn_buffer_printf(&title, "%s: %s %s (%u/%u)", conference->title, cvn_report_type_title(conference, group->type), group->id, s + 1,
                      group->session_count);
    put_names(&text, conference, "leaders: ", group->leaders, group->leader_count);
    put_names(&text, conference, "members: ", group->members, group->member_count);
    if (s < group->rota_count)
        put_names(&text, conference, "turn: ", group->rota[s].who, group->rota[s].count);
    icalcomponent *event = new_event(calendar, "group", item.text, title.text);
    icalcomponent_add_property(event, icalproperty_new_dtstart(utc_time(group->sessions[s])));
    icalcomponent_add_property(event, icalproperty_new_dtend(utc_time((cvn_instant){group->sessions[s].min + conference->duration_min})));
    if (text.length)
        icalcomponent_add_property(event, icalproperty_new_description(text.text));
    if (group->link)
        icalcomponent_add_property(event, icalproperty_new_location(group->link));
    icalcomponent_add_component(calendar->root, event);
    cvn_buffer_free(&item);
    cvn_buffer_free(&title);
    cvn_buffer_free(&text);
}

/** A plenary whose date is open stands in no calendar. */
static void add_plenary(const cvn_calendar *calendar, const cvn_plenary *plenary)
{
    cvn_buffer title = {0};

    if (plenary->kind == CVN_PLENARY_MONTH)
        return;
    cvn_buffer_printf(&title, "%s: %s", calendar->view->conference->title, plenary->title);
    icalcomponent *event = new_event(calendar, "plenary", plenary->id, title.text);
    bool timed = plenary->kind == CVN_PLENARY_TIMED;
    icalcomponent_add_property(event, icalproperty_new_dtstart(timed ? utc_time(plenary->start) : day_time(plenary->date)));
    icalcomponent_add_property(event, icalproperty_new_dtend(timed ? utc_time((cvn_instant){plenary->start.min + plenary->duration_min})
                                                                   : day_time((cvn_date){plenary->date.day + plenary->days})));
    icalcomponent_add_property(event, icalproperty_new_status(plenary->tentative ? ICAL_STATUS_TENTATIVE : ICAL_STATUS_CONFIRMED));
    if (!timed)
        icalcomponent_add_property(event, icalproperty_new_transp(ICAL_TRANSP_OPAQUE));
    icalcomponent_add_component(calendar->root, event);
    cvn_buffer_free(&title);
}

static void add_sessions(const cvn_calendar *calendar)
{
    const cvn_view *view = calendar->view;

    if (view->person != CVN_NO_LIMIT) {
        uint32_t count;
        const cvn_visit *visits = cvn_visits_of(view->visits, view->person, &count);
        for (uint32_t i = 0; i < count; i++)
            add_session(calendar, visits[i].group, visits[i].session);
        return;
    }
    for (uint32_t g = 0; g < view->allocation->group_count; g++)
        for (uint32_t s = 0; cvn_view_has(view, g) && s < view->allocation->groups[g].session_count; s++)
            add_session(calendar, g, s);
}

char *cvn_show_ics(const cvn_view *view)
{
    const cvn_conference *conference = view->conference;
    cvn_calendar calendar = {.view = view,
                             .root = icalcomponent_new(ICAL_VCALENDAR_COMPONENT),
                             .stamp = icaltime_from_timet_with_zone(time(NULL), 0, icaltimezone_get_utc_timezone())};

    icalcomponent_add_property(calendar.root, icalproperty_new_version("2.0"));
    icalcomponent_add_property(calendar.root, icalproperty_new_prodid("-//convene//convene " CONVENE_VERSION "//EN"));
    icalcomponent_add_property(calendar.root, icalproperty_new_method(ICAL_METHOD_PUBLISH));
    add_sessions(&calendar);
    for (uint32_t i = 0; i < conference->plenary_count && view->group == CVN_NO_LIMIT; i++)
        if (view->person == CVN_NO_LIMIT || cvn_report_invited(view, &conference->plenaries[i], view->person))
            add_plenary(&calendar, &conference->plenaries[i]);
    char *text = icalcomponent_as_ical_string_r(calendar.root), *out = cvn_strdup(text ? text : "");
    icalmemory_free_buffer(text);
    icalcomponent_free(calendar.root);
    return out;
}
