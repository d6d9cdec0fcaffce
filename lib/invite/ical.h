/* SPDX-License-Identifier: Apache-2.0 */
/** Content lines of iCalendar (RFC 5545, 3.1): escaped, folded at 75 octets between characters, ended by CRLF. */
#ifndef CVN_INVITE_ICAL_H
#define CVN_INVITE_ICAL_H

#include "clock/clock.h"

/** Lines are made in line and go, folded, to out; zero-initialised is empty. */
typedef struct cvn_ical {
    cvn_buffer out, line;
} cvn_ical;
/** Takes the whole text and frees the rest. */
char *cvn_ical_take(cvn_ical *ical);

/** A line as it is, of parts already escaped. */
void cvn_ical_line(cvn_ical *ical, const char *format, ...) CVN_PRINTF(2, 3);
/** "NAME:value" of the type TEXT: line breaks become \n; other control characters spaces. */
void cvn_ical_text(cvn_ical *ical, const char *name, const char *value);
/** "NAME;CN=name<params>:mailto:address"; name "": no CN. What no parameter may hold (quotes, controls, "^" that RFC 6868 reads) becomes "'". */
void cvn_ical_person(cvn_ical *ical, const char *name, const char *common_name, const char *params, const char *address);

/* Values; malloc'd would cost more than the line: each writes to its own room. */
#define CVN_ICAL_TIME 24
/** "20270923". */
char *cvn_ical_date(cvn_date date, char out[CVN_ICAL_TIME]);
/** "20270923T190000", seconds of the day from 0 to 86399. */
char *cvn_ical_local(cvn_date date, int32_t second, char out[CVN_ICAL_TIME]);
/** "20270923T170000Z". */
char *cvn_ical_utc(int64_t at_s, char out[CVN_ICAL_TIME]);
/** "+0200", "-0330", "+001234" where there are seconds. */
char *cvn_ical_offset(int32_t offset_s, char out[CVN_ICAL_TIME]);

#endif
