/* SPDX-License-Identifier: Apache-2.0 */
/** The first layout: groups opened around leaders at hours that suit many of those left, each filled to its ideal size. */
#include "solve/search.h"

enum { FAILS = 40 };

static bool open_one(cvn_search *s)
{
    cvn_state *state = s->state;
    uint32_t type = cvn_pick_type(s), leader = CVN_NONE, left = cvn_pick_unplaced(s);
    if (type == CVN_NONE || left == CVN_NONE)
        return false;
    const cvn_plan_type *t = &s->p->types[type];
    if (s->p->person[left].preference[type] < 0)
        left = CVN_NONE;
    if (t->leaders_min)
        leader = cvn_pick_leader(s, type, false);
    if (leader == CVN_NONE && (t->leaders_min || left == CVN_NONE))
        return false;
    cvn_trial_begin(state);
    uint32_t slot = cvn_found(s, type, leader, cvn_one_in(s, 3) ? CVN_NONE : left, NULL);
    if (slot == CVN_NONE)
        return cvn_give_up(s);
    cvn_fill(s, slot, t->size_ideal > t->size_min ? t->size_ideal : t->size_min);
    if (state->slots[slot].member_count < t->size_min)
        cvn_pull(s, slot, t->size_min, CVN_NONE);
    return cvn_decide(s);
}

void cvn_construct(cvn_search *s)
{
    s->temperature = 0;
    for (uint32_t fails = 0; fails < FAILS && s->state->unplaced_count;)
        fails = open_one(s) ? 0 : fails + 1;
    for (uint32_t i = s->state->unplaced_count; i-- > 0;) {
        if (i >= s->state->unplaced_count)
            continue;
        cvn_trial_begin(s->state);
        if (cvn_insert(s, s->state->unplaced_list[i], 1))
            cvn_decide(s);
        else
            cvn_give_up(s);
    }
    cvn_search_note(s, true);
}
