/* SPDX-License-Identifier: Apache-2.0 */
/** One VEVENT for one attendee, by libical. */
#ifndef CVN_INVITE_CALENDAR_H
#define CVN_INVITE_CALENDAR_H

#include "invite/item.h"
#include "invite/timezone.h"

typedef struct cvn_event {
    bool cancel; /* METHOD:CANCEL, STATUS:CANCELLED; else REQUEST */
    const char *uid;
    uint32_t sequence;
    int64_t now_s;
    const cvn_item *item;
    const cvn_zone *zone; /* SERIES: the zone it recurs in */
    const char *summary, *description;
    const char *organizer_name, *organizer_address;
    const char *attendee_name, *attendee_address;
} cvn_event;

/** The iCalendar object: CRLF, folded at 75 octets; malloc'd. A series whose starts are no recurrence any more: NULL. */
char *cvn_calendar_text(const cvn_event *from);

#endif
