/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What each rule costs a group, in units before its weight; one file a rule, one table of them all. A rule may keep one number a group in the
 * slot's memo; units() sets it, change() may read it.
 */
#ifndef CVN_SOLVE_RULES_H
#define CVN_SOLVE_RULES_H

#include "solve/state.h"

typedef struct cvn_rule_kind_fns {
    /** Units by which a group misses the rule, counted from scratch. */
    int64_t (*units)(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t *memo);
    /** How the units change when member `out` goes and `in` comes (either may be CVN_NONE). */
    int64_t (*change)(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t memo, uint32_t out, uint32_t in);
} cvn_rule_kind_fns;

/** By cvn_rule_kind: at_most, at_least, distinct, spread, shared. */
extern const cvn_rule_kind_fns cvn_rule_kinds[5];

int64_t cvn_at_most_units(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t *memo);
int64_t cvn_at_most_change(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t memo, uint32_t out, uint32_t in);
int64_t cvn_at_least_units(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t *memo);
int64_t cvn_at_least_change(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t memo, uint32_t out, uint32_t in);
int64_t cvn_distinct_units(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t *memo);
int64_t cvn_distinct_change(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t memo, uint32_t out, uint32_t in);
int64_t cvn_spread_units(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t *memo);
int64_t cvn_spread_change(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t memo, uint32_t out, uint32_t in);
int64_t cvn_shared_units(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t *memo);
int64_t cvn_shared_change(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t memo, uint32_t out, uint32_t in);

/* Rules over sets of people and pairs: hard units and cost of a group, and their change. */
cvn_tally cvn_apart_tally(const cvn_state *state, const cvn_slot *slot);
cvn_tally cvn_apart_change(const cvn_state *state, const cvn_slot *slot, uint32_t out, uint32_t in);
int64_t cvn_pairs_cost(const cvn_state *state, const cvn_slot *slot);
int64_t cvn_pairs_change(const cvn_state *state, const cvn_slot *slot, uint32_t out, uint32_t in);
/** Squared turns of a group's rota with one member gone and another come. */
int64_t cvn_rota_squares(const cvn_state *state, const cvn_slot *slot, uint32_t out, uint32_t in);
/** Groups beyond the first that hold any of a together rule's people. */
int64_t cvn_together_units(const cvn_state *state, uint32_t set);

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
/** How many of a group, `out` aside, hold a value. */
static inline uint32_t cvn_others_with(const cvn_column *column, const cvn_crew *crew, uint32_t out, uint32_t value)
{
    uint32_t n = 0;
    if (column->one) {
        for (uint32_t i = 0; i < crew->member_count; i++)
            n += column->one[crew->members[i]] == value;
        for (uint32_t i = 0; i < crew->leader_count; i++)
            n += column->one[crew->leaders[i]] == value;
    } else {
        for (uint32_t i = 0; i < crew->member_count; i++)
            n += cvn_column_holds(column, crew->members[i], value);
        for (uint32_t i = 0; i < crew->leader_count; i++)
            n += cvn_column_holds(column, crew->leaders[i], value);
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
