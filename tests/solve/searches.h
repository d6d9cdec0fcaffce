/* SPDX-License-Identifier: Apache-2.0 */
/** Searches in the middle of things, for tests of their parts. */
#ifndef CVN_TESTS_SOLVE_SEARCHES_H
#define CVN_TESTS_SOLVE_SEARCHES_H

#include "made_up.h"
#include "solve/search.h"

/** A conference whose baseline is what a short search made of it, so that moves meet groups that go on, held sessions and people who left. */
static inline cvn_allocation *made_up_baseline(const made_up *shape, uint64_t seed)
{
    made_up before = *shape;
    before.as_of = NULL;
    before.dropped = 0;
    before.named = false;
    cvn_conference *conference = make_up(&before, seed);
    cvn_solve_options options;
    cvn_solve_options_init(&options);
    options.time_limit_s = 0;
    options.step_limit = 3000;
    cvn_allocation *allocation = NULL;
    assert_int_equal(cvn_solve(&allocation, conference, NULL, &options, NULL, NULL), CVN_OK);
    cvn_conference_free(conference);
    return allocation;
}

/** Puts the search into some middling state: hot random moves. */
static inline void stir(cvn_search *s, uint32_t steps)
{
    s->temperature = 40;
    s->price = (cvn_price){.hard = 200, .lost = 500, .upset = 60};
    for (uint32_t k = 0; k < steps; k++)
        cvn_step(s);
}

static inline uint64_t fingerprint(const cvn_search *s)
{
    cvn_layout layout = {0};
    cvn_layout_save(&layout, s->state);
    uint64_t hash = (uint64_t)layout.total.cost * 31 + (uint64_t)layout.total.upset, sum = 0;
    for (uint32_t i = 0; i < s->p->people; i++) {
        uint32_t seat = s->state->seat[i];
        sum += (seat == CVN_NONE ? 7 : (uint64_t)s->state->slots[seat].at[0] * 131 + s->state->slots[seat].type) * (i + 1) +
               s->state->lead_count[i] * 1009;
    }
    cvn_layout_free(&layout);
    return hash ^ sum << 20;
}

/** Ends a group that continues one of the baseline; renamed: it comes back as it was, but as a new group. False where there is none to end. */
static inline bool end_one(cvn_search *s, bool renamed)
{
    cvn_state *state = s->state;
    for (uint32_t k = 0; k < state->open_count; k++) {
        const cvn_slot *slot = &state->slots[state->open[k]];
        if (slot->base == CVN_NONE || slot->fixed || slot->held || !slot->count)
            continue;
        uint32_t type = slot->type, count = slot->count, members = slot->member_count, leaders = slot->leader_count, number = state->open[k];
        uint32_t *at = CVN_NEW_ARRAY(uint32_t, (size_t)count + members + leaders), *who = at + count, *lead = who + members;
        memcpy(at, slot->at, count * sizeof *at);
        memcpy(who, slot->members, members * sizeof *who);
        memcpy(lead, slot->leaders, leaders * sizeof *lead);
        cvn_trial_begin(state);
        cvn_empty(state, number);
        cvn_close(state, number);
        uint32_t again = renamed ? cvn_open(state, type, CVN_NONE) : CVN_NONE;
        if (again != CVN_NONE) {
            cvn_set_times(state, again, at, count, 0);
            for (uint32_t i = 0; i < leaders; i++)
                cvn_appoint(s, lead[i], again);
            for (uint32_t i = 0; i < members; i++)
                cvn_put(s, who[i], again);
        }
        cvn_trial_settle(state);
        cvn_trial_keep(state);
        free(at);
        return true;
    }
    return false;
}

#endif
