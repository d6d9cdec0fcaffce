/* SPDX-License-Identifier: Apache-2.0 */
/** Random picks: who and which group a move looks at. */
#include "solve/search.h"

enum { PROBES = 48 };

uint32_t cvn_pick_slot(cvn_search *s)
{
    return s->state->open_count ? s->state->open[cvn_below(s, s->state->open_count)] : CVN_NONE;
}

uint32_t cvn_pick_member(cvn_search *s)
{
    for (uint32_t k = 0; k < 4; k++) {
        uint32_t slot = cvn_pick_slot(s);
        if (slot == CVN_NONE || !s->state->slots[slot].member_count)
            continue;
        uint32_t person = s->state->slots[slot].members[cvn_below(s, s->state->slots[slot].member_count)];
        if (!s->state->pinned[person])
            return person;
    }
    return CVN_NONE;
}

uint32_t cvn_pick_unplaced(cvn_search *s)
{
    return s->state->unplaced_count ? s->state->unplaced_list[cvn_below(s, s->state->unplaced_count)] : CVN_NONE;
}

uint32_t cvn_pick_fit(cvn_search *s, uint32_t person, uint32_t other)
{
    const uint64_t *row = s->state->fits + (size_t)person * s->state->slot_words;
    uint32_t count = s->state->slot_count, from = cvn_below(s, count);
    size_t at = cvn_bits_next(row, count, from);
    if (at == count)
        at = cvn_bits_next(row, count, 0);
    if (at == other) { /* the next one, past the end to the beginning */
        at = cvn_bits_next(row, count, (size_t)other + 1);
        if (at == count)
            at = cvn_bits_next(row, count, 0);
    }
    return at == count || at == other ? CVN_NONE : (uint32_t)at;
}

uint32_t cvn_pick_type(cvn_search *s)
{
    for (uint32_t k = 0; k < 4 && s->p->type_count; k++) {
        uint32_t type = cvn_below(s, s->p->type_count);
        if (s->state->open_of_type[type] < s->p->types[type].max_groups)
            return type;
    }
    return CVN_NONE;
}

uint32_t cvn_pick_leader(cvn_search *s, uint32_t type, bool seated)
{
    if (!s->leader_count)
        return CVN_NONE;
    uint32_t from = cvn_below(s, s->leader_count), most = s->leader_count < PROBES ? s->leader_count : PROBES;
    for (uint32_t k = 0; k < most; k++) {
        uint32_t at = from + k < s->leader_count ? from + k : from + k - s->leader_count, person = s->leaders[at];
        uint32_t leads = s->state->lead_first[person + 1] - s->state->lead_first[person];
        if (s->state->lead_count[person] < leads && s->p->person[person].preference[type] >= 0 && !s->state->pinned[person] &&
            (seated || s->state->seat[person] == CVN_NONE))
            return person;
    }
    return CVN_NONE;
}
