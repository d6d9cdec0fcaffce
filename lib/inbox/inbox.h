/* SPDX-License-Identifier: Apache-2.0 */
/** Mail that comes back: calendar replies (RFC 5546) out of messages that anybody may have written. cvn_inbox_read of convene.h lives here. */
#ifndef CVN_INBOX_H
#define CVN_INBOX_H

#include "base/base.h"

/** What one VEVENT of a reply says. Texts are UTF-8 on one line, never NULL. */
typedef struct cvn_answer {
    const char *uid;
    const char *recurrence; /* RECURRENCE-ID as written, "" for the event as a whole */
    const char *address;    /* ATTENDEE, without "mailto:"; "" where there is none, or more than one */
    const char *answer;     /* PARTSTAT in lower case; "" where there is none */
    const char *comment;
    uint32_t sequence;
    int64_t dtstamp_s; /* 0: none */
    bool counter;      /* METHOD:COUNTER: proposes another time */
} cvn_answer;

typedef struct cvn_returned {
    const char *from; /* the mail's first sender, "" where there is none */
    int64_t date_s;   /* its Date, 0 where there is none */
    uint32_t count;
    const cvn_answer *answers;
    const char *trouble; /* why there is no answer in it; NULL where there is one */
} cvn_returned;

enum { CVN_MAX_CALENDAR_BYTES = 1 << 20, CVN_MAX_CALENDAR_COMPONENTS = 256, CVN_MAX_ANSWERS = 64 };

/** (mail.c) Reads one message, whatever it is; never fails, and trusts nothing. Everything lives in arena. */
void cvn_returned_read(cvn_returned *out, cvn_arena *arena, const void *bytes, size_t length);
/** (reply.c) Reads one iCalendar object; adds to answers[*count] up to CVN_MAX_ANSWERS. Returns why it holds no answer, or NULL. */
const char *cvn_answers_read(cvn_answer *answers, uint32_t *count, cvn_arena *arena, const char *text, size_t length);
/** Text on one line, cut after most bytes (at a character), bad UTF-8 replaced. */
const char *cvn_inbox_line(cvn_arena *arena, const char *text, size_t most);

#endif
