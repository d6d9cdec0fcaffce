/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/inbox.h"

#include <string.h>

#include <glib.h>
#include <libical/ical.h>

enum { MOST_UID = 512, MOST_COMMENT = 2000, MOST_WORD = 40 };

const char *cvn_inbox_line(cvn_arena *arena, const char *text, size_t most)
{
    char *valid = g_utf8_make_valid(text ? text : "", -1);
    size_t length = strlen(valid);
    if (length > most)
        for (length = most; length > 0 && ((unsigned char)valid[length] & 0xc0) == 0x80;)
            length--;
    valid[length] = 0;
    for (char *at = valid; *at; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7f)
            *at = ' ';
    const char *out = cvn_arena_strdup(arena, g_strstrip(valid));
    g_free(valid);
    return out;
}

static const char *lower(cvn_arena *arena, const char *text)
{
    char *out = cvn_arena_strdup(arena, text);
    for (char *at = out; *at; at++)
        *at = g_ascii_tolower(*at);
    return out;
}

/** Nesting is what makes a reader of calendars recurse: more components than a reply can need are not read at all. */
static size_t count_components(const char *text)
{
    size_t count = 0;
    for (const char *at = text; *at; at++) {
        if ((at == text || at[-1] == '\n' || at[-1] == '\r') && g_ascii_strncasecmp(at, "BEGIN:", 6) == 0)
            count++;
    }
    return count;
}

static const char *property_text(cvn_arena *arena, icalcomponent *event, icalproperty_kind kind, size_t most)
{
    icalproperty *property = icalcomponent_get_first_property(event, kind);
    const icalvalue *value = property ? icalproperty_get_value(property) : NULL;
    char *text = value ? icalvalue_as_ical_string_r(value) : NULL;
    const char *out = cvn_inbox_line(arena, text, most);
    icalmemory_free_buffer(text);
    return out;
}

/** The value of a property where it is of the kind that it should be: a VALUE parameter may claim another, and libical's getters do not look. */
static const icalvalue *value_of(icalproperty *property, icalvalue_kind kind)
{
    const icalvalue *value = property ? icalproperty_get_value(property) : NULL;
    return value && icalvalue_isa(value) == kind ? value : NULL;
}

static const icalvalue *first_value(icalcomponent *event, icalproperty_kind property, icalvalue_kind kind)
{
    return value_of(icalcomponent_get_first_property(event, property), kind);
}

/** COMMENT is text, whose escapes ("\,") are taken off. */
static const char *comment_of(cvn_arena *arena, icalcomponent *event)
{
    const icalvalue *value = first_value(event, ICAL_COMMENT_PROPERTY, ICAL_TEXT_VALUE);
    return cvn_inbox_line(arena, value ? icalvalue_get_text(value) : "", MOST_COMMENT);
}

static int64_t dtstamp_of(icalcomponent *event)
{
    const icalvalue *value = first_value(event, ICAL_DTSTAMP_PROPERTY, ICAL_DATETIME_VALUE);
    if (!value)
        return 0;
    struct icaltimetype stamp = icalvalue_get_datetime(value);
    if (icaltime_is_null_time(stamp) || stamp.year < CVN_MIN_YEAR || stamp.year > CVN_MAX_YEAR)
        return 0;
    return (int64_t)icaltime_as_timet(stamp);
}

static uint32_t sequence_of(icalcomponent *event)
{
    const icalvalue *value = first_value(event, ICAL_SEQUENCE_PROPERTY, ICAL_INTEGER_VALUE);
    int sequence = value ? icalvalue_get_integer(value) : 0;
    return sequence > 0 ? (uint32_t)sequence : 0;
}

static void read_attendee(cvn_answer *out, cvn_arena *arena, icalcomponent *event)
{
    icalproperty *attendee = icalcomponent_get_first_property(event, ICAL_ATTENDEE_PROPERTY);
    const icalvalue *value = value_of(attendee, ICAL_CALADDRESS_VALUE);
    const char *address = value ? icalvalue_get_caladdress(value) : NULL;
    if (!address || icalcomponent_get_next_property(event, ICAL_ATTENDEE_PROPERTY))
        return; /* a reply is one person's (RFC 5546, 3.2.3) */
    if (g_ascii_strncasecmp(address, "mailto:", 7) == 0)
        address += 7;
    out->address = cvn_inbox_line(arena, address, MOST_UID);
    const char *partstat = icalproperty_get_parameter_as_string(attendee, "PARTSTAT");
    out->answer = lower(arena, cvn_inbox_line(arena, partstat, MOST_WORD));
}

static cvn_answer read_event(cvn_arena *arena, icalcomponent *event, bool counter)
{
    cvn_answer out = {.address = "", .answer = "", .counter = counter};
    out.uid = property_text(arena, event, ICAL_UID_PROPERTY, MOST_UID);
    out.recurrence = property_text(arena, event, ICAL_RECURRENCEID_PROPERTY, MOST_WORD);
    out.comment = comment_of(arena, event);
    out.sequence = sequence_of(event);
    out.dtstamp_s = dtstamp_of(event);
    read_attendee(&out, arena, event);
    return out;
}

static const char *read_calendar(cvn_answer *answers, uint32_t *count, cvn_arena *arena, icalcomponent *calendar)
{
    if (icalcomponent_isa(calendar) != ICAL_VCALENDAR_COMPONENT)
        return "its calendar part is no VCALENDAR";
    icalproperty_method method = icalcomponent_get_method(calendar);
    if (method != ICAL_METHOD_REPLY && method != ICAL_METHOD_COUNTER)
        return "its calendar part is no reply";
    uint32_t before = *count;
    icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
    for (; event && *count < CVN_MAX_ANSWERS; event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
        answers[(*count)++] = read_event(arena, event, method == ICAL_METHOD_COUNTER);
    return *count == before ? "its calendar reply is about no event" : NULL;
}

const char *cvn_answers_read(cvn_answer *answers, uint32_t *count, cvn_arena *arena, const char *text, size_t length)
{
    assert(answers && count && arena && text);
    if (length > CVN_MAX_CALENDAR_BYTES)
        return "its calendar part is longer than a megabyte";
    char *copy = cvn_strndup(text, length); /* ends at the first 0 byte, as libical would read it */
    const char *trouble = "its calendar part cannot be read";
    icalcomponent *calendar = NULL;
    if (count_components(copy) > CVN_MAX_CALENDAR_COMPONENTS)
        trouble = "its calendar part has more components than a reply can have";
    else
        calendar = icalparser_parse_string(copy);
    if (calendar) {
        trouble = read_calendar(answers, count, arena, calendar);
        icalcomponent_free(calendar);
    }
    cvn_free(copy);
    return trouble;
}
