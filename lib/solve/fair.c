/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Among equal answers, the one that leaves over who offered least: while somebody left over could have the seat of somebody who can attend fewer
 * starts, and the score stays as it is, they change places. What it comes to stays, so it may be done to any answer; each change takes the sum of
 * what those left over offered further down, so it ends.
 */
#include "solve/search.h"

#include <stdlib.h>
#include <string.h>

/** Prices worked out, in all: some tenths of a second at most, however many are left over, since the time may be up already. */
enum { LOOKS = 1000000, TRIAL = 10 /* prices that a change costs that is made and taken back */ };

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

/** Does it come to the same when `in`, who is left over, takes the seat of `out`, rules about more than one group aside? */
static bool looks_equal(const cvn_state *state, uint32_t slot, uint32_t out, uint32_t in)
{
    cvn_tally change = cvn_slot_change(state, slot, out, in),
              tally[4] = {cvn_member_tally(state, in, slot), cvn_member_tally(state, out, CVN_NONE), cvn_member_tally(state, in, CVN_NONE),
                          cvn_member_tally(state, out, slot)};
    for (int k = 0; k < 4; k++)
        cvn_tally_add(&change, &tally[k], k < 2 ? 1 : -1);
    return cvn_tally_equal(&change, &(cvn_tally){0});
}

static void change(cvn_fairness *f, uint32_t slot, uint32_t out, uint32_t in)
{
    cvn_take(f->search, out);
    cvn_put(f->search, in, slot);
}

/** Is it as good if they change places? Where a together rule names one of them, only doing it shows what it comes to. */
static bool is_equal(cvn_fairness *f, uint32_t slot, uint32_t out, uint32_t in)
{
    cvn_state *state = f->search->state;
    bool tied = state->p->person[out].tied || state->p->person[in].tied;
    f->looks += tied ? TRIAL : 1;
    if (!tied)
        return looks_equal(state, slot, out, in);
    cvn_trial_begin(state);
    change(f, slot, out, in);
    cvn_tally delta = cvn_trial_settle(state);
    cvn_trial_undo(state);
    return cvn_tally_equal(&delta, &(cvn_tally){0});
}

/** Of those whose seat this person could have as well, who offered least, and less than they; CVN_NONE: nobody. *at is the seat's slot. */
static uint32_t least_generous(cvn_fairness *f, uint32_t person, uint32_t *at)
{
    const cvn_state *state = f->search->state;
    const uint64_t *row = state->fits + (size_t)person * state->slot_words;
    uint32_t found = CVN_NONE, least = f->offered[person], *members = f->search->people;
    for (size_t g = cvn_bits_next(row, state->slot_count, 0); g < state->slot_count; g = cvn_bits_next(row, state->slot_count, g + 1)) {
        uint32_t count = state->slots[g].member_count;
        memcpy(members, state->slots[g].members, count * sizeof *members); /* who is taken out and put back stands last */
        for (uint32_t i = 0; i < count && f->looks < LOOKS; i++) {
            if (f->offered[members[i]] >= least || state->pinned[members[i]] || !is_equal(f, (uint32_t)g, members[i], person))
                continue;
            found = members[i];
            least = f->offered[found];
            *at = (uint32_t)g;
        }
    }
    return found;
}

bool cvn_be_fair(cvn_search *s)
{
    cvn_fairness f = {.search = s, .offered = starts_offered(s->p)};
    bool changed = false;
    for (uint32_t i = 0; i < s->state->unplaced_count && f.looks < LOOKS;) {
        uint32_t slot = CVN_NONE, person = s->state->unplaced_list[i], other = least_generous(&f, person, &slot);
        if (other == CVN_NONE) {
            i++;
            continue;
        }
        cvn_trial_begin(s->state);
        change(&f, slot, other, person);
        cvn_tally delta = cvn_trial_settle(s->state);
        assert(cvn_tally_equal(&delta, &(cvn_tally){0}));
        (void)delta;
        cvn_trial_keep(s->state);
        changed = true;
        i = 0;
    }
    free(f.offered);
    return changed;
}
