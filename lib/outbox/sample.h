/* SPDX-License-Identifier: Apache-2.0 */
/** Private to the room: messages for the organiser's eyes, before anybody else sees any. */
#ifndef CVN_OUTBOX_SAMPLE_H
#define CVN_OUTBOX_SAMPLE_H

#include "outbox/outbox.h"

/** A message as a person reads it: headers, text and calendar decoded, one behind the other; nothing that a terminal would act upon. malloc'd. */
char *cvn_sample_text(const char *mime, size_t length);

typedef struct cvn_sample_letter {
    const char *to;            /* the organiser's bare address */
    const char *what;          /* "invitation" */
    const char *name, *person; /* whose it would be */
    uint32_t number, count;    /* sample number of count, from 1 */
    int64_t now_s;
} cvn_sample_letter;
/**
 * The same message for the organiser: text and HTML as they are below a line that says what this is, a subject that does too, a Message-ID of
 * its own, no Reply-To. It has no calendar part and no .ics: no program can take it for an invitation, under anybody's UID. What a calendar
 * would get is attached as plain text. malloc'd; NULL where the bytes are no message.
 */
char *cvn_sample_mail(const char *mime, size_t length, const cvn_sample_letter *letter, size_t *out_length);

#endif
