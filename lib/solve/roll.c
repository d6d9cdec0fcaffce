/* SPDX-License-Identifier: Apache-2.0 */
/** What a group keeps of its people (rules' memos, pairs, sets apart, who stayed): rolled on by one person, or counted from scratch. */
#include "solve/rules/rules.h"

static void roll_rules(cvn_state *state, cvn_slot *slot, uint32_t person, bool leads, bool comes)
{
    const cvn_problem *p = state->p;
    cvn_among other = leads ? CVN_AMONG_MEMBERS : CVN_AMONG_LEADERS;
    for (uint32_t r = 0; r < p->rule_count; r++)
        if (p->rules[r].among != other)
            slot->memo[r] = cvn_rule_after(state, &p->rules[r], slot, slot->memo[r], comes ? CVN_NONE : person, comes ? person : CVN_NONE);
}

static void roll_views(cvn_state *state, cvn_slot *slot, uint32_t person, bool leads, bool comes)
{
    cvn_among other = leads ? CVN_AMONG_MEMBERS : CVN_AMONG_LEADERS;
    for (uint32_t v = 0; v < state->view_count; v++) {
        const cvn_view *view = &state->views[v];
        const cvn_column *column = &state->p->columns[view->column];
        if (view->among == other)
            continue;
        for (uint32_t k = column->first[person]; k < column->first[person + 1]; k++)
            slot->held_by[view->first + column->values[k]] += comes ? 1 : UINT16_MAX;
    }
}

void cvn_roll(cvn_state *state, uint32_t number, uint32_t person, bool leads, bool comes)
{
    const cvn_problem *p = state->p;
    cvn_slot *slot = &state->slots[number];
    int sign = comes ? 1 : -1;
    roll_rules(state, slot, person, leads, comes);
    if (p->apart_count) {
        cvn_tally clash = cvn_apart_with(state, slot, person, leads);
        cvn_tally_add(&slot->apart, &clash, sign);
    }
    slot->pairs += sign * cvn_pairs_with(state, slot, person, leads);
    if (slot->base != CVN_NONE && cvn_bit(p->groups[slot->base].who, person))
        slot->stayed += comes ? 1 : UINT32_MAX;
    slot->turns = -1;
    roll_views(state, slot, person, leads, comes);
}

void cvn_slot_recall(cvn_state *state, uint32_t number)
{
    const cvn_problem *p = state->p;
    cvn_slot *slot = &state->slots[number];
    for (uint32_t r = 0; r < p->rule_count; r++)
        slot->memo[r] = cvn_rule_kinds[p->rules[r].kind].count(state, &p->rules[r], slot);
    slot->apart = cvn_apart_tally(state, slot);
    slot->pairs = cvn_pairs_cost(state, slot);
    slot->turns = -1;
    slot->stayed = 0;
    if (slot->base == CVN_NONE)
        return;
    for (uint32_t i = 0; i < slot->member_count; i++)
        slot->stayed += cvn_bit(p->groups[slot->base].who, slot->members[i]);
    for (uint32_t i = 0; i < slot->leader_count; i++)
        slot->stayed += cvn_bit(p->groups[slot->base].who, slot->leaders[i]);
}
