/* SPDX-License-Identifier: Apache-2.0 */
/** A group or two end and as many begin anew, around their leaders or others; who loses their seat finds another where there is one. */
#include "solve/search.h"

/** Ends a group; its members and leaders who could be members join the list. */
static uint32_t end_group(cvn_search *s, uint32_t number, uint32_t *list)
{
    cvn_slot *slot = &s->state->slots[number];
    uint32_t n = 0;
    for (uint32_t i = 0; i < slot->member_count; i++)
        list[n++] = slot->members[i];
    for (uint32_t i = 0; i < slot->leader_count; i++)
        if (s->p->person[slot->leaders[i]].member)
            list[n++] = slot->leaders[i];
    cvn_empty(s->state, number);
    cvn_close(s->state, number);
    return n;
}

static void seat_all(cvn_search *s, uint32_t n, uint32_t depth)
{
    for (uint32_t i = 0; i < n; i++)
        if (s->state->seat[s->others[i]] == CVN_NONE && !s->state->lead_count[s->others[i]])
            cvn_insert(s, s->others[i], depth ? cvn_below(s, depth + 1) : 0);
}

/** One new group around a leader (the one given, where it can be) and somebody left over. */
static bool begin_group(cvn_search *s, uint32_t type, uint32_t leader)
{
    const cvn_plan_type *t = &s->p->types[type];
    if (leader == CVN_NONE || s->p->person[leader].preference[type] < 0)
        leader = t->leaders_max && (t->leaders_min || cvn_one_in(s, 2)) ? cvn_pick_leader(s, type, cvn_one_in(s, 8)) : CVN_NONE;
    uint32_t left = cvn_pick_unplaced(s);
    if (left != CVN_NONE && (s->p->person[left].preference[type] < 0 || cvn_one_in(s, 4)))
        left = CVN_NONE;
    if (leader == CVN_NONE && (t->leaders_min || left == CVN_NONE))
        return false;
    uint32_t slot = cvn_found(s, type, leader, left, NULL);
    if (slot == CVN_NONE)
        return false;
    cvn_fill(s, slot, cvn_one_in(s, 2) ? t->size_max : t->size_ideal);
    if (s->state->slots[slot].member_count < t->size_min)
        cvn_pull(s, slot, t->size_min, CVN_NONE);
    return true;
}

bool cvn_move_rebuild(cvn_search *s)
{
    cvn_state *state = s->state;
    uint32_t first = cvn_pick_slot(s), second = cvn_one_in(s, 3) ? cvn_pick_slot(s) : first, leaders[2] = {CVN_NONE, CVN_NONE};
    if (first == CVN_NONE || state->slots[first].fixed || state->slots[second].fixed)
        return false;
    cvn_trial_begin(state);
    uint32_t ends[2] = {first, second}, ended = first == second ? 1 : 2, n = 0;
    for (uint32_t k = 0; k < ended; k++) {
        const cvn_slot *slot = &state->slots[ends[k]];
        if (slot->leader_count && cvn_one_in(s, 2))
            leaders[k] = slot->leaders[cvn_below(s, slot->leader_count)];
        n += end_group(s, ends[k], s->others + n);
    }
    if (cvn_one_in(s, 2))
        seat_all(s, n, 0);
    uint32_t begun = 0, wanted = ended - (ended == 2 && cvn_one_in(s, 4)) + cvn_one_in(s, 6);
    for (uint32_t k = 0; k < wanted; k++) {
        uint32_t type = cvn_pick_type(s);
        uint32_t leader = k < ended ? leaders[k] : CVN_NONE;
        if (leader != CVN_NONE && state->lead_count[leader] >= state->lead_first[leader + 1] - state->lead_first[leader])
            leader = CVN_NONE;
        if (type == CVN_NONE)
            break;
        begun += begin_group(s, type, leader);
    }
    if (!begun)
        return cvn_give_up(s);
    seat_all(s, n, 1);
    return cvn_decide(s);
}
