/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Among equal answers, the one that leaves over who offered least: while somebody left over could have the seat of somebody who can attend fewer
 * starts, and the score stays as it is, they change places. What it comes to stays, so it may be done to any answer; each change takes the sum of
 * what those left over offered further down, so it ends.
 */
#include "solve/search.h"

#include <stdlib.h>

/** Prices worked out, in all: some tenths of a second at most, however many are left over, since the time may be up already. */
enum { LOOKS = 1000000 };

typedef struct cvn_fairness {
    cvn_search *search;
    uint32_t *offered; /* by person: starts that they can attend */
    uint32_t looks;
} cvn_fairness;

static uint32_t *starts_offered(const cvn_problem *p)
{
    uint32_t *offered = CVN_NEW_ARRAY(uint32_t, p->people);
    for (uint32_t i = 0; i < p->people; i++)
        for (uint32_t w = 0; w < p->start_words; w++)
            offered[i] += cvn_bits_word(p->can[(size_t)i * p->start_words + w].can);
    return offered;
}

/** What comes of it when `in`, who is left over, takes the seat of `out`, rules about more than one group aside. */
static bool looks_equal(const cvn_state *state, uint32_t slot, uint32_t out, uint32_t in)
{
    cvn_tally change = cvn_slot_change(state, slot, out, in),
              tally[4] = {cvn_member_tally(state, in, slot), cvn_member_tally(state, out, CVN_NONE), cvn_member_tally(state, in, CVN_NONE),
                          cvn_member_tally(state, out, slot)};
    for (int k = 0; k < 4; k++)
        cvn_tally_add(&change, &tally[k], k < 2 ? 1 : -1);
    return cvn_tally_equal(&change, &(cvn_tally){0});
}

/** They change places, if that is as good. */
static bool change(cvn_fairness *f, uint32_t slot, uint32_t out, uint32_t in)
{
    cvn_state *state = f->search->state;
    cvn_trial_begin(state);
    cvn_take(f->search, out);
    cvn_put(f->search, in, slot);
    cvn_tally delta = cvn_trial_settle(state);
    if (!cvn_tally_equal(&delta, &(cvn_tally){0})) {
        cvn_trial_undo(state);
        return false;
    }
    cvn_trial_keep(state);
    return true;
}

/** Of those whose seat this person could have as well, who offered least, and less than they; CVN_NONE: nobody. *at is the seat's slot. */
static uint32_t least_generous(cvn_fairness *f, uint32_t person, uint32_t *at)
{
    const cvn_state *state = f->search->state;
    const uint64_t *row = state->fits + (size_t)person * state->slot_words;
    uint32_t found = CVN_NONE, least = f->offered[person];
    for (size_t g = cvn_bits_next(row, state->slot_count, 0); g < state->slot_count; g = cvn_bits_next(row, state->slot_count, g + 1))
        for (uint32_t i = 0; i < state->slots[g].member_count && f->looks < LOOKS; i++) {
            uint32_t other = state->slots[g].members[i];
            if (f->offered[other] >= least || state->pinned[other])
                continue;
            f->looks++;
            if (!looks_equal(state, (uint32_t)g, other, person))
                continue;
            found = other;
            least = f->offered[other];
            *at = (uint32_t)g;
        }
    return found;
}

bool cvn_be_fair(cvn_search *s)
{
    cvn_fairness f = {.search = s, .offered = starts_offered(s->p)};
    bool changed = false;
    for (uint32_t i = 0; i < s->state->unplaced_count && f.looks < LOOKS;) {
        uint32_t slot = CVN_NONE, person = s->state->unplaced_list[i], other = least_generous(&f, person, &slot);
        bool did = other != CVN_NONE && change(&f, slot, other, person);
        changed |= did;
        i = did ? 0 : i + 1;
    }
    free(f.offered);
    return changed;
}
