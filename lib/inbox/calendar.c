/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/inbox.h"

#include <string.h>

#include <glib.h>
#include <libical/ical.h>

enum { MOST_UID = 512, MOST_COMMENT = 2000, MOST_WORD = 40, MOST_TIMES = 200 };

/**
 * Nesting is what makes a reader of calendars recurse: more components than a reply can need are not read at all, nor an END without its BEGIN,
 * of which libical would tell the user on standard error. Why it is not read, or NULL.
 */
static const char *wrong_components(const char *text)
{
    size_t count = 0, depth = 0;
    for (const char *at = text; *at; at++) {
        if (at != text && at[-1] != '\n' && at[-1] != '\r')
            continue;
        bool begins = g_ascii_strncasecmp(at, "BEGIN:", 6) == 0, ends = g_ascii_strncasecmp(at, "END:", 4) == 0;
        if (ends && depth == 0)
            return "its calendar part cannot be read";
        count += begins;
        depth += begins;
        depth -= ends;
    }
    return count > CVN_MAX_CALENDAR_COMPONENTS ? "its calendar part has more components than a reply can have" : NULL;
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

/* ---- who ------------------------------------------------------------------------------------------------------------------------------- */

static const char *without_scheme(const char *address)
{
    return address && g_ascii_strncasecmp(address, "mailto:", 7) == 0 ? address + 7 : address;
}

static const char *parameter(cvn_arena *arena, icalproperty *property, const char *name, size_t most)
{
    const char *text = icalproperty_get_parameter_as_string(property, name);
    if (text && text[0] == '"')
        text++;
    const char *line = cvn_inbox_line(arena, without_scheme(text), most);
    size_t length = strlen(line);
    return length && line[length - 1] == '"' ? cvn_arena_printf(arena, "%.*s", (int)length - 1, line) : line;
}

/**
 * A reply is one person's (RFC 5546, 3.2.3). Somebody who stands in for another names that one too (4.2.6): then it is theirs who has
 * DELEGATED-FROM. NULL: nobody's, or more than one person's.
 */
static icalproperty *speaker_of(icalcomponent *event)
{
    icalproperty *only = NULL, *stands_in = NULL;
    unsigned count = 0, standing_in = 0;
    for (icalproperty *at = icalcomponent_get_first_property(event, ICAL_ATTENDEE_PROPERTY); at;
         at = icalcomponent_get_next_property(event, ICAL_ATTENDEE_PROPERTY)) {
        only = at;
        count++;
        if (icalproperty_get_first_parameter(at, ICAL_DELEGATEDFROM_PARAMETER)) {
            stands_in = at;
            standing_in++;
        }
    }
    return count == 1 ? only : standing_in == 1 ? stands_in : NULL;
}

static void read_attendee(cvn_answer *out, cvn_arena *arena, icalcomponent *event)
{
    icalproperty *attendee = speaker_of(event);
    const icalvalue *value = value_of(attendee, ICAL_CALADDRESS_VALUE);
    const char *address = value ? without_scheme(icalvalue_get_caladdress(value)) : NULL;
    if (!address)
        return;
    out->address = cvn_inbox_line(arena, address, CVN_MAX_ADDRESS_BYTES);
    out->answer = cvn_inbox_lower(arena, parameter(arena, attendee, "PARTSTAT", MOST_WORD));
    out->delegate = parameter(arena, attendee, "DELEGATED-TO", CVN_MAX_ADDRESS_BYTES);
    if (!*out->delegate)
        out->delegate = parameter(arena, attendee, "DELEGATED-FROM", CVN_MAX_ADDRESS_BYTES);
}

/* ---- when: shown to the organiser as it was written, never counted with ------------------------------------------------------------------- */

static const char *time_text(cvn_arena *arena, icalcomponent *event, icalproperty_kind kind)
{
    icalproperty *property = icalcomponent_get_first_property(event, kind);
    const icalvalue *value = property ? icalproperty_get_value(property) : NULL;
    icalvalue_kind is = value ? icalvalue_isa(value) : ICAL_NO_VALUE;
    if (is != ICAL_DATETIME_VALUE && is != ICAL_DATE_VALUE)
        return "";
    struct icaltimetype time = is == ICAL_DATE_VALUE ? icalvalue_get_date(value) : icalvalue_get_datetime(value);
    if (time.year < CVN_MIN_YEAR || time.year > CVN_MAX_YEAR || time.month < 1 || time.month > 12 || time.day < 1 || time.day > 31)
        return "";
    char date[CVN_DATE_TEXT];
    cvn_date_text(cvn_date_of(time.year, time.month, time.day), date);
    if (is == ICAL_DATE_VALUE)
        return cvn_arena_strdup(arena, date);
    const char *zone = icalproperty_get_parameter_as_string(property, "TZID");
    return cvn_arena_printf(arena, "%sT%02d:%02d%s%s%s", date, time.hour, time.minute, icaltime_is_utc(time) ? "Z" : "", zone ? " " : "",
                            zone ? cvn_inbox_line(arena, zone, MOST_TIMES) : "");
}

static const char *proposed_of(cvn_arena *arena, icalcomponent *event)
{
    const char *start = time_text(arena, event, ICAL_DTSTART_PROPERTY), *end = time_text(arena, event, ICAL_DTEND_PROPERTY);
    const char *duration = *end ? "" : property_text(arena, event, ICAL_DURATION_PROPERTY, MOST_WORD);
    if (!*start)
        return "";
    return *end ? cvn_arena_printf(arena, "%s to %s", start, end) : *duration ? cvn_arena_printf(arena, "%s, %s", start, duration) : start;
}

/* ---- all of it ------------------------------------------------------------------------------------------------------------------------- */

static cvn_answer read_event(cvn_arena *arena, icalcomponent *event, bool counter)
{
    cvn_answer out = {.address = "", .answer = "", .delegate = "", .proposed = "", .counter = counter};
    out.uid = property_text(arena, event, ICAL_UID_PROPERTY, MOST_UID);
    out.recurrence = property_text(arena, event, ICAL_RECURRENCEID_PROPERTY, MOST_WORD);
    out.comment = comment_of(arena, event);
    out.sequence = sequence_of(event);
    out.dtstamp_s = dtstamp_of(event);
    if (counter)
        out.proposed = proposed_of(arena, event);
    read_attendee(&out, arena, event);
    return out;
}

static const char *read_calendar(cvn_answer *answers, uint32_t *count, cvn_arena *arena, icalcomponent *calendar)
{
    if (icalcomponent_isa(calendar) != ICAL_VCALENDAR_COMPONENT)
        return "its calendar part is no VCALENDAR";
    icalproperty_method method = icalcomponent_get_method(calendar);
    if (method == ICAL_METHOD_REFRESH)
        return "it asks for the invitation to be sent again";
    if (method != ICAL_METHOD_REPLY && method != ICAL_METHOD_COUNTER)
        return "its calendar part is no reply";
    uint32_t before = *count;
    icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
    for (; event && *count < CVN_MAX_ANSWERS; event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
        answers[(*count)++] = read_event(arena, event, method == ICAL_METHOD_COUNTER);
    return *count == before ? "its calendar reply is about no event" : NULL;
}

/** NULL, and why, where it cannot be one. */
static icalcomponent *parse(const char *text, size_t length, const char **trouble)
{
    *trouble = "its calendar part is longer than a megabyte";
    if (length > CVN_MAX_CALENDAR_BYTES)
        return NULL;
    char *copy = cvn_strndup(text, length); /* ends at the first 0 byte, as libical would read it */
    icalcomponent *calendar = NULL;
    *trouble = wrong_components(copy);
    if (!*trouble) {
        *trouble = "its calendar part cannot be read";
        calendar = icalparser_parse_string(copy);
    }
    cvn_free(copy);
    return calendar;
}

const char *cvn_answers_read(cvn_answer *answers, uint32_t *count, cvn_arena *arena, const char *text, size_t length)
{
    assert(answers && count && arena && text);
    const char *trouble;
    icalcomponent *calendar = parse(text, length, &trouble);
    if (calendar) {
        trouble = read_calendar(answers, count, arena, calendar);
        icalcomponent_free(calendar);
    }
    return trouble;
}

bool cvn_calendar_uid(const char **uid, uint32_t *sequence, cvn_arena *arena, const char *text, size_t length)
{
    assert(uid && sequence && arena && text);
    const char *trouble;
    icalcomponent *calendar = parse(text, length, &trouble);
    icalcomponent *event = calendar ? icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT) : NULL;
    if (event) {
        *uid = property_text(arena, event, ICAL_UID_PROPERTY, MOST_UID);
        *sequence = sequence_of(event);
    }
    if (calendar)
        icalcomponent_free(calendar);
    return event != NULL;
}
