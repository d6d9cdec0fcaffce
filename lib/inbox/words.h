/* SPDX-License-Identifier: Apache-2.0 */
/** Private to the room: what came back, in words and as JSON. */
#ifndef CVN_INBOX_WORDS_H
#define CVN_INBOX_WORDS_H

#include "inbox/inbox.h"

/** "g1, session 2", "g1, all sessions", "plenary opening", "g1, session 2, at old@example.org" (an address that they no longer have); "" of "". */
const char *cvn_item_words(cvn_arena *arena, const char *item, const char *recurrence);
/** "declined", "proposes another time", "did not arrive", "letter". */
const char *cvn_reply_words(const cvn_reply *reply);
/** "Ana Lima (p017)", or the address where the person is not known. */
const char *cvn_reply_who(cvn_arena *arena, const cvn_reply *reply);
/** One row (docs/formats.md#inbox). */
cJSON *cvn_reply_json(const cvn_reply *reply);

#endif
