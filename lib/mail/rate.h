/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How fast messages may leave: a bucket of tokens whose rate is learnt. A refusal ("too many") tells what was too fast; headers such as
 * X-RateLimit-Remaining tell what is left; between refusals the rate creeps up again. Times are seconds of one monotonic clock, handed in.
 */
#ifndef CVN_MAIL_RATE_H
#define CVN_MAIL_RATE_H

#include "base/base.h"

typedef struct cvn_rate {
    double per_s;              /* messages a second; 0: no limit is known */
    double tokens, at_s;       /* in the bucket, and when that was */
    double open_s;             /* nothing leaves before */
    double left, left_until_s; /* told by the server: that many until then; left < 0: it told nothing */
    double since_s, taken;     /* how many were taken since */
    double too_fast_per_s;     /* what was refused last; 0: nothing was */
} cvn_rate;

void cvn_rate_init(cvn_rate *rate, double per_s, double now_s);
/** How many may leave now, at most `most`. Where none may: *wait_s is how long until one may; else 0. */
size_t cvn_rate_room(const cvn_rate *rate, double now_s, size_t most, double *wait_s);
/** One leaves. */
void cvn_rate_start(cvn_rate *rate, double now_s);
/** One was taken. */
void cvn_rate_taken(cvn_rate *rate);
/** One was refused because it came too soon. Refusals that come while nothing may leave are the same one. */
void cvn_rate_refused(cvn_rate *rate, double now_s);
/** The server says how many more it takes in the next reset_s seconds; under_way of them have left already. */
void cvn_rate_told(cvn_rate *rate, double now_s, int64_t left, int64_t reset_s, size_t under_way);
/** Nothing leaves for so long. */
void cvn_rate_hold(cvn_rate *rate, double now_s, double seconds);

#endif
