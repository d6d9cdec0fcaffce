/* SPDX-License-Identifier: Apache-2.0 */
/** When to try again. Times grow, so that a server in trouble is left in peace, and end, so that a message is not forgotten. */
#include <math.h>

#include "outbox/outbox.h"

#define FIRST_S       60
#define MOST_S        (4 * 3600)
#define UNKNOWN_TRIES 5

/** A quarter more at most: many that were put off together are not to come back together. */
static double with_jitter(double seconds, cvn_random *random)
{
    return seconds * (1 + cvn_random_unit(random) / 4);
}

int64_t cvn_backoff_s(uint32_t tries, cvn_random *random)
{
    assert(tries > 0);
    int64_t wait_s = tries > 8 || FIRST_S << (tries - 1) > MOST_S ? MOST_S : (int64_t)FIRST_S << (tries - 1);
    return (int64_t)with_jitter((double)wait_s, random);
}

double cvn_pause_s(uint32_t n, cvn_random *random)
{
    assert(n < CVN_PAUSES_MOST);
    return with_jitter((double)(INT64_C(1) << n), random);
}

void cvn_land(cvn_landing *out, const cvn_delivery *delivery, const cvn_row *row, double pause_s, cvn_random *random, int64_t now_s)
{
    static const char *const outcomes[] = {
        [CVN_OUTCOME_SENT] = "sent", [CVN_OUTCOME_LATER] = "later", [CVN_OUTCOME_NEVER] = "never", [CVN_OUTCOME_UNKNOWN] = "unknown"};
    uint32_t tries = row->tries + 1;
    bool unknown = delivery->outcome == CVN_OUTCOME_UNKNOWN;
    int64_t wait_s = delivery->retry_after_s;
    *out = (cvn_landing){.state = CVN_STATE_QUEUED,
                         .in_doubt = unknown,
                         .now_s = now_s,
                         .outcome = outcomes[delivery->outcome],
                         .status = delivery->status,
                         .provider_id = delivery->id,
                         .words = delivery->words};
    if (delivery->outcome == CVN_OUTCOME_SENT)
        out->state = CVN_STATE_SENT;
    else if (delivery->outcome == CVN_OUTCOME_NEVER || (unknown && tries >= UNKNOWN_TRIES)) /* each of those tries may have arrived */
        out->state = CVN_STATE_FAILED;
    else if (delivery->onward == CVN_ONWARD_STOP && !unknown)
        wait_s = 0; /* nothing is wrong with this message: as soon as the server is in reach again, or the setting mended */
    else if (pause_s >= 0 && !unknown)
        wait_s = (int64_t)ceil(pause_s);
    else if (wait_s < (unknown ? FIRST_S : 0))
        wait_s = cvn_backoff_s(tries, random);
    else if (wait_s > MOST_S)
        wait_s = MOST_S;
    if (out->state == CVN_STATE_QUEUED)
        out->not_before_s = now_s + wait_s;
}
