/* SPDX-License-Identifier: Apache-2.0 */
/** Does a state agree with itself? What debug builds and tests ask after a change. */
#include "solve/state.h"

#include <stdlib.h>
#include <string.h>

#define SAY(ok, ...) ((ok) ? true : (fprintf(stderr, "state: " __VA_ARGS__), fputc('\n', stderr), false))

static bool people_sound(const cvn_state *state)
{
    bool ok = true;
    for (uint32_t i = 0; i < state->p->people; i++) {
        uint32_t seat = state->seat[i];
        bool in = seat != CVN_NONE;
        ok &= SAY(!in || state->slots[seat].members[state->seat_at[i]] == i, "person %u is not where their seat says", i);
        ok &= SAY(!in || !state->lead_count[i], "person %u is a member and leads", i);
        ok &= SAY(!in || (state->slots[seat].open && cvn_is_able(state, i, seat)), "person %u sits where they do not fit", i);
        bool left = state->p->person[i].member && !in && !state->lead_count[i];
        ok &= SAY(left == (state->unplaced_at[i] != CVN_NONE) && left == cvn_bit(state->unplaced, i), "person %u: unplaced or not", i);
        ok &= SAY(!left || state->unplaced_list[state->unplaced_at[i]] == i, "person %u: their place among the unplaced", i);
        for (uint32_t k = 0; k < state->lead_count[i]; k++) {
            const cvn_slot *slot = &state->slots[state->leads[state->lead_first[i] + k]];
            ok &= SAY(slot->able_lead && cvn_bit(slot->able_lead, i), "person %u leads what they cannot", i);
            ok &= SAY(cvn_times_clear(state, i, state->leads[state->lead_first[i] + k], slot->at, slot->count, slot->held),
                      "person %u leads two sessions at once", i);
        }
    }
    return ok;
}

static bool slots_sound(cvn_state *state)
{
    const cvn_problem *p = state->p;
    uint64_t *able = CVN_NEW_ARRAY(uint64_t, p->people_words), *lead = CVN_NEW_ARRAY(uint64_t, p->people_words);
    bool ok = true;
    for (uint32_t g = 0; g < state->slot_count; g++) {
        const cvn_slot *slot = &state->slots[g];
        for (uint32_t i = 0; i < p->people; i++)
            ok &= SAY(cvn_bit(state->fits + (size_t)i * state->slot_words, g) == (slot->able && cvn_bit(slot->able, i)),
                      "person %u and slot %u disagree on fitting", i, g);
        ok &= SAY((slot->open ? state->open : state->closed)[state->spot[g]] == g, "slot %u is not in its list", g);
        if (!slot->open || !slot->able || !slot->able_lead)
            continue;
        cvn_able(state, slot->type, slot->base, slot->at, slot->count, slot->held, able, lead);
        ok &= SAY(!memcmp(able, slot->able, p->people_words * sizeof *able), "slot %u: who is able", g);
        ok &= SAY(!memcmp(lead, slot->able_lead, p->people_words * sizeof *lead), "slot %u: who is able to lead", g);
        ok &= SAY(cvn_plan_sessions_ok(p, slot->at, slot->count, slot->held), "slot %u: sessions", g);
        ok &= SAY(slot->member_count <= p->types[slot->type].size_max && slot->leader_count <= p->types[slot->type].leaders_max,
                  "slot %u: too many people", g);
    }
    free(able);
    free(lead);
    return ok;
}

bool cvn_state_sound(cvn_state *state)
{
    bool ok = people_sound(state) && slots_sound(state);
    cvn_tally total = cvn_state_recount(state);
    ok &= SAY(cvn_tally_equal(&total, &state->total), "the score is %lld %lld %lld %lld, but counted anew %lld %lld %lld %lld",
              (long long)state->total.hard, (long long)state->total.lost, (long long)state->total.upset, (long long)state->total.cost,
              (long long)total.hard, (long long)total.lost, (long long)total.upset, (long long)total.cost);
    return ok;
}
