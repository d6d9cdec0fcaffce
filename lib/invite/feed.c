/* SPDX-License-Identifier: Apache-2.0 */
/** What a person was told, as one calendar to subscribe to: the events of their invitations, with the same UIDs, and nobody to answer. */
#include <stdlib.h>
#include <string.h>

#include <libical/ical.h>

#include "invite/calendar.h"

static bool has_zone(icalcomponent *calendar, icalcomponent *zone)
{
    icalproperty *wanted = icalcomponent_get_first_property(zone, ICAL_TZID_PROPERTY);
    for (icalcomponent *at = icalcomponent_get_first_component(calendar, ICAL_VTIMEZONE_COMPONENT); at;
         at = icalcomponent_get_next_component(calendar, ICAL_VTIMEZONE_COMPONENT)) {
        icalproperty *known = icalcomponent_get_first_property(at, ICAL_TZID_PROPERTY);
        if (wanted && known && strcmp(icalproperty_get_tzid(wanted), icalproperty_get_tzid(known)) == 0)
            return true;
    }
    return false;
}

/** Moves the zones and the event of one invitation over. */
static void take_over(icalcomponent *calendar, const char *invitation)
{
    icalcomponent *from = icalparser_parse_string(invitation), *next;
    assert(from); /* calendar.c wrote it */
    for (icalcomponent *at = icalcomponent_get_first_component(from, ICAL_ANY_COMPONENT); at; at = next) {
        next = icalcomponent_get_next_component(from, ICAL_ANY_COMPONENT);
        if (icalcomponent_isa(at) == ICAL_VTIMEZONE_COMPONENT && has_zone(calendar, at))
            continue;
        icalproperty *attendee = icalcomponent_get_first_property(at, ICAL_ATTENDEE_PROPERTY);
        if (attendee) {
            icalcomponent_remove_property(at, attendee);
            icalproperty_free(attendee);
        }
        icalcomponent_add_component(calendar, icalcomponent_new_clone(at));
    }
    icalcomponent_free(from);
}

static void add_told(icalcomponent *calendar, const cvn_conference *c, cvn_zones *zones, const cvn_told *told, const cvn_item *item,
                     int64_t now_s)
{
    const cvn_event event = {.cancel = told->cancelled,
                             .uid = told->uid,
                             .sequence = told->sequence,
                             .now_s = now_s,
                             .item = item,
                             .zone = *item->zone ? cvn_zones_get(zones, item->zone, NULL, NULL) : NULL,
                             .summary = item->title,
                             .description = item->link,
                             .organizer_name = c->organizer_name,
                             .organizer_address = c->organizer_email,
                             .attendee_name = "",
                             .attendee_address = item->address};
    char *text = cvn_calendar_text(&event);
    take_over(calendar, text);
    free(text);
}

cvn_code cvn_feed_text(char **out, const cvn_conference *conference, cvn_zones *zones, const cvn_told *told, size_t count, int64_t now_s,
                       cvn_error *error)
{
    assert(out && conference && zones && (told || count == 0));
    cvn_arena *arena = cvn_arena_new();
    icalcomponent *calendar = icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
    cvn_code code = CVN_OK;
    *out = NULL;
    icalcomponent_add_property(calendar, icalproperty_new_prodid("-//convene//convene " CONVENE_VERSION "//EN"));
    icalcomponent_add_property(calendar, icalproperty_new_version("2.0"));
    icalcomponent_add_property(calendar, icalproperty_new_method(ICAL_METHOD_PUBLISH));
    icalproperty *name = icalproperty_new_x(conference->title);
    icalproperty_set_x_name(name, "X-WR-CALNAME");
    icalcomponent_add_property(calendar, name);
    for (size_t i = 0; i < count && !code; i++) {
        cvn_item item;
        if (cvn_is_former(told[i].item_key)) /* they still have it */
            continue;
        if (!cvn_item_read(&item, arena, told[i].payload))
            code = cvn_fail(error, CVN_E_DATA, "person %s, item %s: what was told last is not a payload of ours", told[i].person_id,
                            told[i].item_key);
        else if (item.kind != CVN_ITEM_LETTER)
            add_told(calendar, conference, zones, &told[i], &item, now_s);
    }
    if (!code) {
        char *text = icalcomponent_as_ical_string_r(calendar);
        *out = cvn_strdup(text);
        icalmemory_free_buffer(text);
    }
    icalcomponent_free(calendar);
    cvn_arena_free(arena);
    return code;
}
