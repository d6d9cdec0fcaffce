/* SPDX-License-Identifier: Apache-2.0 */
/** Private to the room: the parts of a mail, by GMime. */
#ifndef CVN_INBOX_PARTS_H
#define CVN_INBOX_PARTS_H

#include <gmime/gmime.h>

#include "inbox/inbox.h"

void cvn_parts_start(void);
/** A part's content as UTF-8, malloc'd by GLib; "" where it is longer than is ever read of one. */
char *cvn_part_text(GMimePart *part);
/** The first part of a type, in the order in which they stand, or NULL. Never looks into a message that is enclosed: its words are not this mail's. */
GMimePart *cvn_part_find(GMimeObject *root, bool (*wanted)(GMimeObject *part));
bool cvn_part_is_calendar(GMimeObject *part);
bool cvn_part_is_plain(GMimeObject *part);
bool cvn_part_is_html(GMimeObject *part);
/** A header's raw value of the mail, "" where it has none. */
const char *cvn_header(GMimeObject *object, const char *name);

/** (bounce.c) Is it a delivery status notification? Then fills failures and original_…, and kind. */
bool cvn_bounce_read(cvn_returned *out, cvn_arena *arena, GMimeMessage *message);
/** (away.c) Why a mail is a machine's words, in words; NULL where it seems to be a person's. */
const char *cvn_away_reason(GMimeMessage *message);

#endif
