/* SPDX-License-Identifier: Apache-2.0 */
#include "solve/settle.h"

#include <math.h>

#define SITTING 0.5
#define LENIENT 20.0 /* scales: what a group costs that lacks something, at first */

enum { CHECK = 64 }; /* moves between two looks at what is done */

double cvn_between(double from, double to, double done)
{
    return from * pow(to / from, done);
}

void cvn_settle_down(cvn_search *s, const cvn_settling *how)
{
    const double ends[] = {how->trial, SITTING, 1}, hard = how->price * CVN_HARD_PRICE;
    double from = 0, done = 0;
    for (uint32_t stage = how->trial > 0 ? 0 : 1; stage < CVN_COUNT(ends); from = ends[stage++]) {
        s->sits = stage < 2;
        while (done < ends[stage]) {
            double part = (done - from) / (ends[stage] - from);
            s->temperature = cvn_between(how->scale * how->warmth, how->scale * CVN_COLD, part);
            s->price.hard = s->sits ? cvn_between(how->scale * LENIENT, hard, part) : hard;
            for (int k = 0; k < CHECK; k++)
                cvn_step(s);
            done = how->done(how->context);
        }
        if (stage == 0 && s->state->total.hard)
            break;
    }
    s->sits = false;
}
