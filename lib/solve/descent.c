/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The end of a search that ended by itself: every single change is looked at, one after the other, and what makes the answer better is made, until
 * nothing does. Annealing at its coldest has tried most of them, but by chance; here none is forgotten.
 */
#include "solve/descent.h"

bool cvn_keep_if_better(cvn_search *s)
{
    cvn_tally delta = cvn_trial_settle(s->state);
    if (!cvn_betters(&delta)) {
        cvn_trial_undo(s->state);
        return false;
    }
    cvn_trial_keep(s->state);
    return true;
}

/* Quick ones first: the others are looked at once these have nothing left. */
static bool (*const looks[])(const cvn_look *) = {cvn_look_at_people,  cvn_look_at_sessions, cvn_look_at_leaders,
                                                  cvn_look_at_mergers, cvn_look_at_splits,   cvn_look_at_openings};

bool cvn_descend(cvn_search *s, bool (*stop)(void *context), void *context)
{
    const cvn_look look = {.s = s, .stop = stop, .context = context};
    bool better = false;
    for (size_t i = 0; i < CVN_COUNT(looks) && !cvn_look_stopped(&look);) {
        bool made = looks[i](&look);
        better |= made;
        i = made ? 0 : i + 1;
    }
    cvn_search_note(s, true);
    return better;
}
