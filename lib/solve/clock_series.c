/* SPDX-License-Identifier: Apache-2.0 */
#include "solve/clock_series.h"

#include <math.h>
#include <stdlib.h>

struct cvn_clock_series {
    const cvn_problem *p;
    double *most;     /* by session and start of the clock: what the series up to there is worth; −INFINITY: there is none */
    uint32_t *before; /* the start before on it */
};

cvn_clock_series *cvn_clock_series_new(const cvn_problem *p)
{
    uint32_t longest = 0;
    for (uint32_t c = 0; c < p->clock_count; c++)
        longest = p->clock_first[c + 1] - p->clock_first[c] > longest ? p->clock_first[c + 1] - p->clock_first[c] : longest;
    cvn_clock_series *room = CVN_NEW(cvn_clock_series);
    room->p = p;
    room->most = CVN_NEW_ARRAY(double, (size_t)p->session_count *longest + 1);
    room->before = CVN_NEW_ARRAY(uint32_t, (size_t)p->session_count * longest + 1);
    return room;
}

void cvn_clock_series_free(cvn_clock_series *room)
{
    if (!room)
        return;
    free(room->most);
    free(room->before);
    free(room);
}

/* By days and minutes alone: all of them are of one clock, and a free pattern may have them so, too. */
static bool follows(const cvn_problem *p, uint32_t earlier, uint32_t later)
{
    int64_t days = p->day[later] - p->day[earlier];
    return days >= p->gap_min && days <= p->gap_max && p->start_min[later] - p->start_min[earlier] >= p->duration_min;
}

uint32_t cvn_clock_series_best(cvn_clock_series *room, uint32_t clock, const double *worth, uint32_t *out)
{
    const cvn_problem *p = room->p;
    const uint32_t *starts = p->clock_starts + p->clock_first[clock];
    uint32_t n = p->clock_first[clock + 1] - p->clock_first[clock], best = CVN_NONE;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < p->session_count; k++) {
            double most = k ? -INFINITY : 0;
            const double *up_to = room->most + (size_t)(k - (k > 0)) * n;
            for (uint32_t j = 0; k && j < i; j++)
                if (up_to[j] > most && follows(p, starts[j], starts[i])) {
                    most = up_to[j];
                    room->before[(size_t)k * n + i] = j;
                }
            room->most[(size_t)k * n + i] = starts[i] < p->open_from ? -INFINITY : most + worth[starts[i]];
        }
    const double *last = room->most + (size_t)(p->session_count - 1) * n;
    for (uint32_t i = 0; i < n; i++)
        best = last[i] > -INFINITY && (best == CVN_NONE || last[i] > last[best]) ? i : best;
    for (uint32_t k = p->session_count, at = best; k-- > 0 && best != CVN_NONE;) {
        out[k] = starts[at];
        at = room->before[(size_t)k * n + at];
    }
    return best == CVN_NONE ? 0 : p->session_count;
}
