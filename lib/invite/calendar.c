/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/calendar.h"

#include <stdlib.h>
#include <string.h>

#include "invite/ical.h"

static const char weekdays[] = "MOTUWETHFRSASU";

/** The two letters of a weekday, 0 Monday, in a "%.2s". */
static const char *weekday(int number)
{
    return weekdays + (ptrdiff_t)2 * number;
}

/* ---- the zone -------------------------------------------------------------------------------------------------------------------------- */

static void add_observance(cvn_ical *out, const char *kind, const cvn_observance *from)
{
    char text[CVN_ICAL_TIME];
    bool fixed = from->month == 0;
    cvn_ical_line(out, "BEGIN:%s", kind);
    cvn_ical_line(out, "DTSTART:%s", fixed ? "19700101T000000" : cvn_ical_local(from->onset, from->onset_s, text));
    cvn_ical_line(out, "TZOFFSETFROM:%s", cvn_ical_offset(from->from_s, text));
    cvn_ical_line(out, "TZOFFSETTO:%s", cvn_ical_offset(from->to_s, text));
    if (*from->name)
        cvn_ical_text(out, "TZNAME", from->name);
    if (!fixed)
        cvn_ical_line(out, "RRULE:FREQ=YEARLY;BYDAY=%d%.2s;BYMONTH=%d", from->nth, weekday(from->weekday), from->month);
    cvn_ical_line(out, "END:%s", kind);
}

static void add_zone(cvn_ical *out, const char *tzid, const cvn_zone_shape *shape)
{
    cvn_ical_line(out, "BEGIN:VTIMEZONE");
    cvn_ical_line(out, "TZID:%s", tzid);
    add_observance(out, "STANDARD", &shape->standard);
    if (shape->has_daylight)
        add_observance(out, "DAYLIGHT", &shape->daylight);
    cvn_ical_line(out, "END:VTIMEZONE");
}

/* ---- when ------------------------------------------------------------------------------------------------------------------------------ */

static void add_series(cvn_ical *out, const cvn_event *from, const cvn_recurrence *found)
{
    const cvn_item *item = from->item;
    const char *tzid = cvn_zone_name(from->zone);
    char text[CVN_ICAL_TIME], every[24] = "";
    cvn_civil end = cvn_zone_civil(from->zone, (cvn_instant){item->starts[0].min + item->duration_min});
    cvn_ical_line(out, "DTSTART;TZID=%s:%s", tzid, cvn_ical_local(found->first.date, found->first.minute * 60, text));
    cvn_ical_line(out, "DTEND;TZID=%s:%s", tzid, cvn_ical_local(end.date, end.minute * 60, text));
    if (found->interval_weeks > 1)
        snprintf(every, sizeof every, "INTERVAL=%d;", found->interval_weeks);
    cvn_ical_line(out, "RRULE:FREQ=WEEKLY;COUNT=%u;%sBYDAY=%.2s", found->count, every, weekday(found->first.weekday));
}

static void add_when(cvn_ical *out, const cvn_event *from)
{
    const cvn_item *item = from->item;
    char text[CVN_ICAL_TIME];
    if (item->whole_days) {
        cvn_ical_line(out, "DTSTART;VALUE=DATE:%s", cvn_ical_date(item->date, text));
        cvn_ical_line(out, "DTEND;VALUE=DATE:%s", cvn_ical_date((cvn_date){item->date.day + item->days}, text)); /* exclusive */
        return;
    }
    assert(item->start_count >= 1);
    cvn_ical_line(out, "DTSTART:%s", cvn_ical_utc(item->starts[0].min * 60, text));
    cvn_ical_line(out, "DTEND:%s", cvn_ical_utc((item->starts[0].min + item->duration_min) * 60, text));
}

/* ---- all of it ------------------------------------------------------------------------------------------------------------------------- */

static const char *status_of(const cvn_event *event)
{
    if (event->cancel)
        return "CANCELLED";
    return event->item->tentative ? "TENTATIVE" : "CONFIRMED";
}

/** Where it is: LOCATION for every calendar, CONFERENCE (RFC 7986) for those that make a button of it. */
static void add_link(cvn_ical *out, const char *link)
{
    if (!*link)
        return;
    cvn_ical_text(out, "LOCATION", link);
    if (cvn_link_fits(link))
        cvn_ical_line(out, "CONFERENCE;VALUE=URI:%s", link);
}

static void add_people(cvn_ical *out, const cvn_event *from)
{
    cvn_ical_person(out, "ORGANIZER", from->organizer_name, "", from->organizer_address);
    cvn_ical_person(out, "ATTENDEE", from->attendee_name,
                    from->cancel ? ";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE"
                                 : ";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE",
                    from->attendee_address);
}

char *cvn_calendar_text(const cvn_event *from)
{
    assert(from && from->item && from->item->kind != CVN_ITEM_LETTER);
    const cvn_item *item = from->item;
    cvn_ical out = {0};
    char text[CVN_ICAL_TIME];
    cvn_recurrence found;
    bool series = !item->whole_days && item->start_count > 1 && from->zone;
    if (series && item->recurrence)
        found = *item->recurrence;
    else if (series)
        series = cvn_recurrence_of(&found, from->zone, item->starts, item->start_count, item->duration_min);

    cvn_ical_line(&out, "BEGIN:VCALENDAR");
    cvn_ical_line(&out, "PRODID:-//convene//convene " CONVENE_VERSION "//EN");
    cvn_ical_line(&out, "VERSION:2.0");
    cvn_ical_line(&out, "CALSCALE:GREGORIAN");
    cvn_ical_line(&out, "METHOD:%s", from->cancel ? "CANCEL" : from->decline ? "DECLINECOUNTER" : "REQUEST");
    if (series)
        add_zone(&out, cvn_zone_name(from->zone), &found.shape);
    cvn_ical_line(&out, "BEGIN:VEVENT");
    cvn_ical_text(&out, "UID", from->uid);
    cvn_ical_line(&out, "SEQUENCE:%u", from->sequence);
    cvn_ical_line(&out, "DTSTAMP:%s", cvn_ical_utc(from->now_s, text));
    if (from->occurrence)
        cvn_ical_line(&out, "RECURRENCE-ID:%s", cvn_ical_utc(item->starts[0].min * 60, text));
    if (series)
        add_series(&out, from, &found);
    else
        add_when(&out, from);
    cvn_ical_text(&out, "SUMMARY", from->summary);
    cvn_ical_text(&out, "DESCRIPTION", from->description);
    if (from->comment && *from->comment)
        cvn_ical_text(&out, "COMMENT", from->comment);
    cvn_ical_line(&out, "STATUS:%s", status_of(from));
    /* No TRANSP: none means OPAQUE. Outlook heeds it before STATUS, and would show what is tentative as certain (MS-OXCICAL); Cyrus 3.6 puts
     * the one that it has beside that of an update, and then takes no answer to an event with two. */
    add_link(&out, item->link);
    add_people(&out, from);
    cvn_ical_line(&out, "END:VEVENT");
    cvn_ical_line(&out, "END:VCALENDAR");
    return cvn_ical_take(&out);
}
