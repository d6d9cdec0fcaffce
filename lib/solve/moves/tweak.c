/* SPDX-License-Identifier: Apache-2.0 */
/** One session to another start, everybody staying. */
#include "solve/search.h"

#include <string.h>

/** A random start that everybody of a row of words can, from the window of what may stand at place k; CVN_NONE where there is none. */
static uint32_t pick_start(cvn_search *s, const cvn_slot *slot, uint32_t k, bool loose)
{
    const cvn_problem *p = s->p;
    uint32_t from = k ? p->next_from[slot->at[k - 1]] : p->open_from, to = k ? p->next_to[slot->at[k - 1]] : p->start_count, n = 0;
    if (!k && slot->count > 1) { /* the first may lie before its successor as far as the gaps allow */
        int64_t least = p->start_min[slot->at[1]] - ((int64_t)p->gap_max + 2) * 1440;
        while (from < slot->at[1] && p->start_min[from] < least)
            from++;
    }
    if (k + 1 < slot->count && to > slot->at[k + 1])
        to = slot->at[k + 1];
    from = from > p->open_from ? from : p->open_from;
    for (uint32_t w = from >> 6; w < CVN_WORDS(to); w++) {
        uint64_t bits = ~UINT64_C(0);
        if (loose && slot->member_count)
            bits = p->can[(size_t)slot->members[0] * p->start_words + w].can;
        for (uint32_t i = 0; i < slot->member_count && bits && !loose; i++)
            bits &= p->can[(size_t)slot->members[i] * p->start_words + w].can;
        for (uint32_t i = 0; i < slot->leader_count && bits && !loose; i++)
            bits &= p->can[(size_t)slot->leaders[i] * p->start_words + w].can;
        for (; bits; bits &= bits - 1) {
            uint32_t t = w * 64 + (unsigned)__builtin_ctzll(bits);
            if (t >= from && t < to && t != slot->at[k] && (!k || cvn_plan_follows(p, slot->at[k - 1], t)) &&
                (k + 1 >= slot->count || cvn_plan_follows(p, t, slot->at[k + 1])))
                s->starts[n++] = t;
        }
    }
    return n ? s->starts[cvn_below(s, n)] : CVN_NONE;
}

bool cvn_move_tweak(cvn_search *s)
{
    cvn_state *state = s->state;
    uint32_t number = cvn_pick_slot(s);
    if (number == CVN_NONE || s->p->pattern == CVN_PATTERN_OFFERED)
        return false;
    const cvn_slot *slot = &state->slots[number];
    if (slot->fixed || slot->count == slot->held)
        return false;
    uint32_t k = slot->held + cvn_below(s, slot->count - slot->held);
    bool loose = (s->p->attend < slot->count || s->p->types[slot->type].leaders_attend < slot->count) && cvn_one_in(s, 2);
    uint32_t start = pick_start(s, slot, k, loose);
    if (start == CVN_NONE)
        return false;
    memcpy(s->series, slot->at, slot->count * sizeof *slot->at);
    s->series[k] = start;
    cvn_tally delta;
    if (!cvn_times_change(s, number, s->series, slot->count, &delta) || !cvn_accepts(s, &delta))
        return false;
    cvn_trial_begin(state);
    cvn_set_times(state, number, s->series, slot->count, slot->held);
    return cvn_keep(s, &delta);
}
