/* SPDX-License-Identifier: Apache-2.0 */
/** Private to the room: what a run may send of what is queued (choose.c, again.c), and from when on (moment.c). */
#ifndef CVN_OUTBOX_CHOICE_H
#define CVN_OUTBOX_CHOICE_H

#include "outbox/outbox.h"

typedef struct cvn_choice {
    bool some;       /* there is something to send: else no server need be troubled */
    uint64_t limit;  /* an hour's; 0: none */
    uint64_t left;   /* of that, within the last hour */
    uint64_t held;   /* due, but for the limit */
    int64_t again_s; /* when the limit lets through what it held back, or a full hour's share of it; 0: an hour after the run */
} cvn_choice;
/** Chooses (cvn_store_choose) by options->only, ids and limit_per_hour from what is queued and due. conference NULL: of all. Under the lock. */
cvn_code cvn_choose(cvn_choice *out, cvn_store *store, const char *conference, const cvn_send_options *options, int64_t now_s,
                    cvn_error *error);
/** The same after setting what failed (or options->ids alone) back to queued. CVN_E_USAGE, and nothing is changed, where an id cannot be. */
cvn_code cvn_again(cvn_choice *choice, cvn_store *store, const cvn_send_options *options, int64_t now_s, cvn_error *error);
/** After the run: says in error what the limit held back, and until when. Returns code, or CVN_E_TEMPORARY where only that is left to say. */
cvn_code cvn_choice_settle(const cvn_choice *choice, cvn_code code, int64_t now_s, cvn_error *error);
bool cvn_is_among(const char *id, const char *const *ids, size_t count);
/**
 * Seconds since 1970 of what somebody wrote: "2027-02-01T09:00" on the clock of zone, "2027-02-01T09:00 Europe/Rome", "2027-02-01T09:00+01:00",
 * "2027-02-01T08:00Z"; with or without ":00" for the seconds. CVN_E_USAGE, with option in front of the message.
 */
cvn_code cvn_moment_parse(int64_t *at_s, const char *text, const cvn_zone *zone, const char *option, cvn_error *error);

#endif
