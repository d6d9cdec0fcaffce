/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What each rule costs a group, in units before its weight; one file a rule, one table of them all. A rule keeps one number a group, its memo
 * (people who match, values that occur, pairs), brought up to date whenever somebody comes or goes; units are read off it.
 */
#ifndef CVN_SOLVE_RULES_H
#define CVN_SOLVE_RULES_H

#include "solve/state.h"

typedef struct cvn_rule_kind_fns {
    /** The memo, counted from scratch. */
    uint32_t (*count)(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot);
    /** What a memo becomes when `out`, who is one of the group that the rule looks at, goes, and `in` comes (either may be CVN_NONE). */
    uint32_t (*after)(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t memo, uint32_t out, uint32_t in);
} cvn_rule_kind_fns;

/** By cvn_rule_kind: at_most, at_least, distinct, spread, shared. */
extern const cvn_rule_kind_fns cvn_rule_kinds[5];

/** Units by which a group with that memo misses the rule. */
static inline int64_t cvn_rule_units(const cvn_plan_rule *rule, uint32_t memo)
{
    if (rule->kind == CVN_RULE_AT_LEAST || rule->kind == CVN_RULE_DISTINCT) /* what the group is short of */
        return memo < rule->count ? rule->count - memo : 0;
    return memo;
}
/**
 * cvn_rule_kinds[].after at a glance. A search asks that more than anything else, of at most one who goes and one who comes, who mostly hold one
 * value each: what changes is how many others hold theirs.
 */
static inline uint32_t cvn_glance_after(const cvn_glance *glance, cvn_rule_kind kind, const cvn_slot *slot, uint32_t memo, uint32_t out,
                                        uint32_t in)
{
    uint32_t gone = out == CVN_NONE ? CVN_NONE : glance->one[out], come = in == CVN_NONE ? CVN_NONE : glance->one[in];
    if (gone == come)
        return memo;
    const uint16_t *held = slot->held_by + glance->first;
    uint32_t losing = gone == CVN_NONE ? 0 : held[gone], joining = come == CVN_NONE ? 0 : held[come]; /* losing: `out` among them */
    switch (kind) {
    case CVN_RULE_AT_MOST: return memo - (gone != CVN_NONE && losing > glance->count) + (come != CVN_NONE && joining >= glance->count);
    case CVN_RULE_DISTINCT: return memo - (losing == 1) + (come != CVN_NONE && !joining);
    default: assert(kind == CVN_RULE_SPREAD); return memo - (losing ? losing - 1 : 0) + joining;
    }
}
static inline uint32_t cvn_rule_after(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t memo, uint32_t out,
                                      uint32_t in)
{
    const cvn_glance *glance = &state->glances[rule - state->p->rules];
    if (glance->one)
        return cvn_glance_after(glance, rule->kind, slot, memo, out, in);
    return cvn_rule_kinds[rule->kind].after(state, rule, slot, memo, out, in);
}

uint32_t cvn_at_most_count(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot);
uint32_t cvn_at_most_after(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t memo, uint32_t out, uint32_t in);
uint32_t cvn_at_least_count(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot);
uint32_t cvn_at_least_after(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t memo, uint32_t out, uint32_t in);
uint32_t cvn_distinct_count(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot);
uint32_t cvn_distinct_after(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t memo, uint32_t out, uint32_t in);
uint32_t cvn_spread_count(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot);
uint32_t cvn_spread_after(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t memo, uint32_t out, uint32_t in);
uint32_t cvn_shared_count(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot);
uint32_t cvn_shared_after(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t memo, uint32_t out, uint32_t in);

/* Rules over sets of people and pairs: hard units and cost of a group, and their change. */
cvn_tally cvn_apart_tally(const cvn_state *state, const cvn_slot *slot);
cvn_tally cvn_apart_change(const cvn_state *state, const cvn_slot *slot, uint32_t out, uint32_t in);
int64_t cvn_pairs_cost(const cvn_state *state, const cvn_slot *slot);
int64_t cvn_pairs_change(const cvn_state *state, const cvn_slot *slot, uint32_t out, uint32_t in);
/** What somebody who is a member or a leader of the group, or about to be, has with the others of it. */
cvn_tally cvn_apart_with(const cvn_state *state, const cvn_slot *slot, uint32_t person, bool leads);
int64_t cvn_pairs_with(const cvn_state *state, const cvn_slot *slot, uint32_t person, bool leads);
/** Squared turns of a group's rota with one member gone and another come. */
int64_t cvn_rota_squares(const cvn_state *state, const cvn_slot *slot, uint32_t out, uint32_t in);
/** Groups beyond the first that hold any of a together rule's people. */
int64_t cvn_together_units(const cvn_state *state, uint32_t set);
/** What together rules add where somebody who has no place gets one in the group. */
cvn_tally cvn_together_seated(const cvn_state *state, uint32_t person, uint32_t slot);

/* ---- people of a group as a rule looks at them --------------------------------------------------------------------------------------------- */

/** Both lists of a group; the one that the rule does not look at is empty. */
typedef struct cvn_crew {
    const uint32_t *members, *leaders;
    uint32_t member_count, leader_count;
} cvn_crew;
static inline cvn_crew cvn_crew_of(const cvn_slot *slot, cvn_among among)
{
    return (cvn_crew){.members = slot->members,
                      .leaders = slot->leaders,
                      .member_count = among == CVN_AMONG_LEADERS ? 0 : slot->member_count,
                      .leader_count = among == CVN_AMONG_MEMBERS ? 0 : slot->leader_count};
}
static inline uint32_t cvn_crew_person(const cvn_crew *crew, uint32_t i)
{
    return i < crew->member_count ? crew->members[i] : crew->leaders[i - crew->member_count];
}
/** Sets what a count of a crew's values left in state->seen back to 0. */
static inline void cvn_forget(const cvn_state *state, const cvn_column *column, const cvn_crew *crew)
{
    for (uint32_t i = 0; i < crew->member_count + crew->leader_count; i++) {
        uint32_t person = cvn_crew_person(crew, i);
        for (uint32_t k = column->first[person]; k < column->first[person + 1]; k++)
            state->seen[column->values[k]] = 0;
    }
}
/** Does the column hold that value for the person? */
static inline bool cvn_column_holds(const cvn_column *column, uint32_t person, uint32_t value)
{
    if (column->one)
        return column->one[person] == value;
    for (uint32_t k = column->first[person]; k < column->first[person + 1]; k++)
        if (column->values[k] == value)
            return true;
    return false;
}
/** How many of those of a group that a rule looks at, `out` aside, hold a value. */
static inline uint32_t cvn_others_with(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t out, uint32_t value)
{
    const cvn_column *column = &state->p->columns[rule->column];
    uint32_t view = state->view_of[rule - state->p->rules], n = 0;
    if (view != CVN_NONE) {
        n = slot->held_by[state->views[view].first + value];
    } else {
        cvn_crew crew = cvn_crew_of(slot, rule->among);
        for (uint32_t i = 0; i < crew.member_count; i++)
            n += cvn_column_holds(column, crew.members[i], value);
        for (uint32_t i = 0; i < crew.leader_count; i++)
            n += cvn_column_holds(column, crew.leaders[i], value);
    }
    return n - (out != CVN_NONE && cvn_column_holds(column, out, value));
}
/** Have two people a value in common? */
static inline bool cvn_column_shares(const cvn_column *column, uint32_t a, uint32_t b)
{
    if (column->mask)
        return column->mask[a] & column->mask[b];
    if (column->one)
        return column->one[a] != CVN_NONE && column->one[a] == column->one[b];
    for (uint32_t k = column->first[a]; k < column->first[a + 1]; k++)
        if (cvn_column_holds(column, b, column->values[k]))
            return true;
    return false;
}

#endif
