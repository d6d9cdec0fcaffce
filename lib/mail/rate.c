/* SPDX-License-Identifier: Apache-2.0 */
#include "mail/rate.h"

#define CAREFUL   0.8   /* of a rate that was refused */
#define NEAR      0.9   /* of it: from here on slowly */
#define FAR_STEP  1.02  /* for each message that was taken */
#define NEAR_STEP 0.001 /* the same, as a part of the rate that was refused */
#define LEAST     0.05  /* messages a second */

void cvn_rate_init(cvn_rate *rate, double per_s, double now_s)
{
    *rate = (cvn_rate){.per_s = per_s, .tokens = 1, .at_s = now_s, .left = -1, .since_s = now_s};
}

/** A quarter of a second's worth may leave at once: most limits are counted by the second. */
static double tokens_at(const cvn_rate *rate, double now_s)
{
    double tokens = rate->tokens + (now_s - rate->at_s) * rate->per_s, most = 1 + rate->per_s / 4;
    return tokens < most ? tokens : most;
}

size_t cvn_rate_room(const cvn_rate *rate, double now_s, size_t most, double *wait_s)
{
    double wait = rate->open_s - now_s;
    if (rate->left >= 0 && now_s < rate->left_until_s) {
        most = rate->left < (double)most ? (size_t)rate->left : most;
        if (!most && rate->left_until_s - now_s > wait)
            wait = rate->left_until_s - now_s;
    }
    if (rate->per_s > 0) {
        double tokens = tokens_at(rate, now_s);
        most = tokens < (double)most ? (size_t)tokens : most;
        if (tokens < 1 && (1 - tokens) / rate->per_s > wait)
            wait = (1 - tokens) / rate->per_s;
    }
    *wait_s = wait > 0 ? wait : 0;
    return wait > 0 ? 0 : most;
}

void cvn_rate_start(cvn_rate *rate, double now_s)
{
    if (rate->per_s > 0) {
        rate->tokens = tokens_at(rate, now_s) - 1;
        rate->at_s = now_s;
    }
    if (rate->left >= 1)
        rate->left--;
}

void cvn_rate_taken(cvn_rate *rate)
{
    rate->taken++;
    if (!(rate->too_fast_per_s > 0))
        return; /* nothing was learnt; what was known before stays */
    if (rate->per_s < rate->too_fast_per_s * NEAR)
        rate->per_s *= FAR_STEP;
    else
        rate->per_s += rate->too_fast_per_s * NEAR_STEP;
}

void cvn_rate_refused(cvn_rate *rate, double now_s)
{
    double span_s = now_s - rate->since_s, measured;
    if (now_s < rate->open_s || !(rate->taken > 0)) /* nothing was taken: it is closed, not slow */
        return;
    measured = rate->taken / (span_s > 1 ? span_s : 1);
    if (rate->per_s > 0 && rate->per_s < measured)
        measured = rate->per_s;
    rate->too_fast_per_s = measured > LEAST ? measured : LEAST;
    rate->per_s = rate->too_fast_per_s * CAREFUL;
    rate->tokens = 0;
    rate->at_s = now_s;
    rate->since_s = now_s;
    rate->taken = 0;
}

void cvn_rate_told(cvn_rate *rate, double now_s, int64_t left, int64_t reset_s, size_t under_way)
{
    rate->left = left > (int64_t)under_way ? (double)left - (double)under_way : 0;
    rate->left_until_s = now_s + (double)reset_s;
}

void cvn_rate_hold(cvn_rate *rate, double now_s, double seconds)
{
    if (now_s + seconds <= rate->open_s)
        return;
    rate->open_s = now_s + seconds;
    rate->tokens = 1;
    rate->at_s = rate->since_s = rate->open_s;
    rate->taken = 0;
}
