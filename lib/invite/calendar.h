/* SPDX-License-Identifier: Apache-2.0 */
/** One VEVENT for one attendee (RFC 5545, 5546). libical could write it; it reads it in the tests. */
#ifndef CVN_INVITE_CALENDAR_H
#define CVN_INVITE_CALENDAR_H

#include "invite/item.h"
#include "invite/timezone.h"

typedef struct cvn_event {
    bool cancel;  /* METHOD:CANCEL, STATUS:CANCELLED; else REQUEST */
    bool decline; /* METHOD:DECLINECOUNTER: another time was proposed, and the event stays as it is */
    const char *uid;
    uint32_t sequence;
    int64_t now_s;
    const cvn_item *item;
    const cvn_zone *zone; /* SERIES: the zone it recurs in; NULL where there is no such zone any more */
    bool occurrence;      /* item holds one time of a series, which is meant alone: RECURRENCE-ID */
    const char *summary, *description;
    const char *comment; /* NULL: none */
    const char *organizer_name, *organizer_address;
    const char *attendee_name, *attendee_address;
} cvn_event;

/**
 * The iCalendar object: CRLF, folded at 75 octets; malloc'd. A series that can be written as one no more (the zone's rules, or the conference's
 * zone, have changed since it was told, and it is taken back now) is written by its first time: the UID says what is meant.
 */
char *cvn_calendar_text(const cvn_event *from);

#endif
