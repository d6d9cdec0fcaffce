/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/calendar.h"

#include <stdlib.h>
#include <string.h>

#include <libical/ical.h>

enum { DAY_S = 86400 };

/* ---- times ----------------------------------------------------------------------------------------------------------------------------- */

static struct icaltimetype ical_date(cvn_date date)
{
    struct icaltimetype out = icaltime_null_date();
    cvn_date_parts(date, &out.year, &out.month, &out.day);
    return out;
}

static struct icaltimetype ical_local(cvn_date date, int32_t second)
{
    struct icaltimetype out = ical_date(date);
    out.is_date = 0;
    out.hour = second / 3600;
    out.minute = second / 60 % 60;
    out.second = second % 60;
    return out;
}

static struct icaltimetype ical_utc(int64_t at_s)
{
    int64_t day = at_s >= 0 ? at_s / DAY_S : -((DAY_S - 1 - at_s) / DAY_S);
    struct icaltimetype out = ical_local((cvn_date){(int32_t)day}, (int32_t)(at_s - day * DAY_S));
    out.zone = icaltimezone_get_utc_timezone();
    return out;
}

/* ---- the zone -------------------------------------------------------------------------------------------------------------------------- */

static icalrecurrencetype_weekday ical_weekday(int weekday)
{
    return (icalrecurrencetype_weekday)((weekday + 1) % 7 + 1); /* ours: 0 Monday; libical's: 1 Sunday */
}

static icalcomponent *observance(icalcomponent_kind kind, const cvn_observance *from)
{
    icalcomponent *out = icalcomponent_new(kind);
    bool fixed = from->month == 0;
    icalcomponent_add_property(
        out, icalproperty_new_dtstart(fixed ? ical_local(cvn_date_of(1970, 1, 1), 0) : ical_local(from->onset, from->onset_s)));
    icalcomponent_add_property(out, icalproperty_new_tzoffsetfrom(from->from_s));
    icalcomponent_add_property(out, icalproperty_new_tzoffsetto(from->to_s));
    if (*from->name)
        icalcomponent_add_property(out, icalproperty_new_tzname(from->name));
    if (fixed)
        return out;
    struct icalrecurrencetype rule;
    icalrecurrencetype_clear(&rule);
    rule.freq = ICAL_YEARLY_RECURRENCE;
    rule.by_month[0] = (short)from->month;
    /* As libical keeps it: the sign is that of the position, 8 × position + weekday. */
    short day = (short)(8 * abs(from->nth) + (int)ical_weekday(from->weekday));
    rule.by_day[0] = (short)(from->nth < 0 ? -day : day);
    icalcomponent_add_property(out, icalproperty_new_rrule(rule));
    return out;
}

static icalcomponent *timezone_component(const char *tzid, const cvn_zone_shape *shape)
{
    icalcomponent *out = icalcomponent_new_vtimezone();
    icalcomponent_add_property(out, icalproperty_new_tzid(tzid));
    icalcomponent_add_component(out, observance(ICAL_XSTANDARD_COMPONENT, &shape->standard));
    if (shape->has_daylight)
        icalcomponent_add_component(out, observance(ICAL_XDAYLIGHT_COMPONENT, &shape->daylight));
    return out;
}

/* ---- when ------------------------------------------------------------------------------------------------------------------------------ */

static void add_zoned(icalcomponent *event, icalproperty *property, const char *tzid)
{
    icalproperty_add_parameter(property, icalparameter_new_tzid(tzid));
    icalcomponent_add_property(event, property);
}

/** DTSTART, DTEND and RRULE on the zone's clock, and the VTIMEZONE in front; false, and nothing is added, where they are no recurrence. */
static bool add_series(icalcomponent *calendar, icalcomponent *event, const cvn_event *from)
{
    const cvn_item *item = from->item;
    cvn_recurrence found;
    if (!from->zone || !cvn_recurrence_of(&found, from->zone, item->starts, item->start_count, item->duration_min))
        return false;
    const char *tzid = cvn_zone_name(from->zone);
    cvn_civil end = cvn_zone_civil(from->zone, (cvn_instant){item->starts[0].min + item->duration_min});
    icalcomponent_add_component(calendar, timezone_component(tzid, &found.shape));
    add_zoned(event, icalproperty_new_dtstart(ical_local(found.first.date, found.first.minute * 60)), tzid);
    add_zoned(event, icalproperty_new_dtend(ical_local(end.date, end.minute * 60)), tzid);
    struct icalrecurrencetype rule;
    icalrecurrencetype_clear(&rule);
    rule.freq = ICAL_WEEKLY_RECURRENCE;
    rule.interval = (short)found.interval_weeks;
    rule.count = (int)found.count;
    rule.by_day[0] = (short)ical_weekday(found.first.weekday);
    icalcomponent_add_property(event, icalproperty_new_rrule(rule));
    return true;
}

static void add_days(icalcomponent *event, const cvn_item *item)
{
    icalproperty *start = icalproperty_new_dtstart(ical_date(item->date));
    icalproperty *end = icalproperty_new_dtend(ical_date((cvn_date){item->date.day + item->days})); /* exclusive */
    icalproperty_add_parameter(start, icalparameter_new_value(ICAL_VALUE_DATE));
    icalproperty_add_parameter(end, icalparameter_new_value(ICAL_VALUE_DATE));
    icalcomponent_add_property(event, start);
    icalcomponent_add_property(event, end);
}

static void add_when(icalcomponent *calendar, icalcomponent *event, const cvn_event *from)
{
    const cvn_item *item = from->item;
    if (item->whole_days) {
        add_days(event, item);
        return;
    }
    assert(item->start_count >= 1);
    if (item->start_count > 1 && add_series(calendar, event, from))
        return;
    icalcomponent_add_property(event, icalproperty_new_dtstart(ical_utc(item->starts[0].min * 60)));
    icalcomponent_add_property(event, icalproperty_new_dtend(ical_utc((item->starts[0].min + item->duration_min) * 60)));
}

/* ---- who ------------------------------------------------------------------------------------------------------------------------------- */

/** A name as a parameter's value may hold it. "^" and quotes would need RFC 6868, which few read and libical writes by halves. */
static icalparameter *common_name(const char *name)
{
    char *clean = cvn_strdup(name);
    for (char *at = clean; *at; at++)
        if (strchr("\"^\r\n", *at))
            *at = '\'';
    icalparameter *out = icalparameter_new_cn(clean);
    free(clean);
    return out;
}

static char *mailto(const char *address)
{
    cvn_buffer out = {0};
    cvn_buffer_printf(&out, "mailto:%s", address);
    return cvn_buffer_take(&out);
}

static void add_people(icalcomponent *event, const cvn_event *from)
{
    char *organizer = mailto(from->organizer_address), *attendee = mailto(from->attendee_address);
    icalproperty *property = icalproperty_new_organizer(organizer);
    if (*from->organizer_name)
        icalproperty_add_parameter(property, common_name(from->organizer_name));
    icalcomponent_add_property(event, property);
    property = icalproperty_new_attendee(attendee);
    if (*from->attendee_name)
        icalproperty_add_parameter(property, common_name(from->attendee_name));
    icalproperty_add_parameter(property, icalparameter_new_role(ICAL_ROLE_REQPARTICIPANT));
    icalproperty_add_parameter(property, icalparameter_new_partstat(ICAL_PARTSTAT_NEEDSACTION));
    icalproperty_add_parameter(property, icalparameter_new_rsvp(from->cancel ? ICAL_RSVP_FALSE : ICAL_RSVP_TRUE));
    icalcomponent_add_property(event, property);
    free(organizer);
    free(attendee);
}

static void add_link(icalcomponent *event, const cvn_event *from)
{
    const char *link = from->item->link;
    if (!*link)
        return;
    icalcomponent_add_property(event, icalproperty_new_location(link));
    if (!cvn_link_fits(link))
        return;
    icalproperty *conference = icalproperty_new_conference(link);
    icalproperty_add_parameter(conference, icalparameter_new_value(ICAL_VALUE_URI));
    icalcomponent_add_property(event, conference);
}

/* ---- all of it ------------------------------------------------------------------------------------------------------------------------- */

static icalproperty_status status_of(const cvn_event *event)
{
    if (event->cancel)
        return ICAL_STATUS_CANCELLED;
    return event->item->tentative ? ICAL_STATUS_TENTATIVE : ICAL_STATUS_CONFIRMED;
}

char *cvn_calendar_text(const cvn_event *from)
{
    assert(from && from->item && from->item->kind != CVN_ITEM_LETTER);
    icalcomponent *calendar = icalcomponent_new(ICAL_VCALENDAR_COMPONENT), *event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
    icalcomponent_add_property(calendar, icalproperty_new_prodid("-//convene//convene " CONVENE_VERSION "//EN"));
    icalcomponent_add_property(calendar, icalproperty_new_version("2.0"));
    icalcomponent_add_property(calendar, icalproperty_new_calscale("GREGORIAN"));
    icalcomponent_add_property(calendar, icalproperty_new_method(from->cancel ? ICAL_METHOD_CANCEL : ICAL_METHOD_REQUEST));
    icalcomponent_add_property(event, icalproperty_new_uid(from->uid));
    icalcomponent_add_property(event, icalproperty_new_sequence((int)from->sequence));
    icalcomponent_add_property(event, icalproperty_new_dtstamp(ical_utc(from->now_s)));
    add_when(calendar, event, from);
    icalcomponent_add_property(event, icalproperty_new_summary(from->summary));
    icalcomponent_add_property(event, icalproperty_new_description(from->description));
    icalcomponent_add_property(event, icalproperty_new_status(status_of(from)));
    /* No TRANSP: none means OPAQUE. Outlook heeds it before STATUS, and would show what is tentative as certain (MS-OXCICAL); Cyrus 3.6 puts
     * the one that it has beside that of an update, and then takes no answer to an event with two. */
    add_link(event, from);
    add_people(event, from);
    icalcomponent_add_component(calendar, event);
    char *text = icalcomponent_as_ical_string_r(calendar);
    icalcomponent_free(calendar);
    char *out = cvn_strdup(text);
    icalmemory_free_buffer(text);
    return out;
}
