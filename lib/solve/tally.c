/* SPDX-License-Identifier: Apache-2.0 */
/** What people and groups come to: each from scratch, and how a group changes when one member goes and another comes. */
#include "solve/rules/rules.h"

/** Is the start one of the sessions ahead of those slots? */
static bool meets(const cvn_state *state, const uint32_t *slots, uint32_t count, uint32_t start)
{
    for (uint32_t i = 0; i < count; i++) {
        const cvn_slot *slot = &state->slots[slots[i]];
        for (uint32_t k = slot->held; k < slot->count; k++)
            if (slot->at[k] == start)
                return true;
    }
    return false;
}

static int64_t disruption(const cvn_state *state, const cvn_plan_person *who, const uint32_t *slots, uint32_t count)
{
    int64_t upset = who->was_gone;
    for (uint32_t k = 0; k < who->was_start_count; k++)
        upset += !meets(state, slots, count, who->was_starts[k]);
    for (uint32_t k = 0; k < who->was_group_count; k++) {
        bool stays = false;
        for (uint32_t i = 0; i < count; i++)
            stays = stays || state->slots[slots[i]].base == who->was_groups[k];
        upset += stays ? 0 : state->p->weights.move;
    }
    return upset;
}

/** Rules that want the person in one group of the baseline. */
static void elsewhere(const cvn_plan_person *who, const cvn_slot *slot, cvn_tally *tally)
{
    for (uint32_t k = 0; k < who->in_count; k++)
        if (slot->base != who->in[k].group) {
            tally->hard += who->in[k].hard;
            tally->cost += who->in[k].hard ? 0 : who->in[k].weight;
        }
}

/** What a slot's sessions weigh for somebody; those that they cannot come to are counted in *missed instead. */
static int64_t weigh(const cvn_problem *p, const cvn_slot *slot, uint32_t person, uint32_t *missed)
{
    const cvn_can_word *can = p->can + (size_t)person * p->start_words;
    const uint8_t *unsocial = p->unsocial + (size_t)p->person[person].zone * p->start_count;
    int64_t burden = 0;
    for (uint32_t k = slot->held; k < slot->count; k++) {
        uint32_t s = slot->at[k];
        if (can[s >> 6].can >> (s & 63) & 1)
            burden += (int64_t)(can[s >> 6].need >> (s & 63) & 1) * p->weights.if_needed + p->weights.unsocial * unsocial[s];
        else
            ++*missed;
    }
    return burden;
}

/** The same, kept where it is asked again and again: each session lies in another part of a person's answers. */
static int64_t weigh_once(const cvn_state *state, uint32_t number, uint32_t person, uint32_t *missed)
{
    const cvn_slot *slot = &state->slots[number];
    cvn_weighed *known = state->weighed ? &state->weighed[(size_t)person * state->slot_count + number] : NULL;
    if (known && known->edition == slot->edition && slot->edition)
        return known->burden;
    uint32_t before = *missed;
    int64_t burden = weigh(state->p, slot, person, missed);
    if (known && slot->edition && *missed == before && burden <= INT32_MAX)
        *known = (cvn_weighed){slot->edition, (int32_t)burden};
    return burden;
}

cvn_tally cvn_person_tally(const cvn_state *state, uint32_t person, const uint32_t *slots, uint32_t count)
{
    const cvn_problem *p = state->p;
    const cvn_plan_person *who = &p->person[person];
    cvn_tally tally = {0};
    int64_t burden = 0;
    for (uint32_t i = 0; i < count; i++) {
        const cvn_slot *slot = &state->slots[slots[i]];
        uint32_t missed = 0;
        burden += weigh_once(state, slots[i], person, &missed);
        tally.cost += missed * p->weights.missed + who->preference[slot->type];
        if (who->in_count)
            elsewhere(who, slot, &tally);
    }
    tally.cost += burden * burden;
    if (who->was_placed)
        tally.upset += disruption(state, who, slots, count);
    if (!count && who->member) {
        tally.upset += who->priority * (p->baseline ? p->weights.place : 1);
        tally.lost += who->was_placed ? who->priority : 0;
    }
    return tally;
}

cvn_tally cvn_member_tally(const cvn_state *state, uint32_t person, uint32_t slot)
{
    return cvn_person_tally(state, person, &slot, slot != CVN_NONE);
}

cvn_tally cvn_person_now(const cvn_state *state, uint32_t person)
{
    if (state->seat[person] != CVN_NONE)
        return cvn_member_tally(state, person, state->seat[person]);
    return cvn_person_tally(state, person, state->leads + state->lead_first[person], state->lead_count[person]);
}

static int64_t missing(int64_t least, int64_t have)
{
    return have < least ? least - have : 0;
}

static int64_t off_ideal(const cvn_state *state, const cvn_slot *slot, int64_t members)
{
    int64_t off = members - state->p->types[slot->type].size_ideal;
    return state->p->weights.size * off * off;
}

/** Units by which fewer than half of a continuing group's people were in it. */
static int64_t hardly_the_same(int64_t stayed, int64_t people)
{
    return missing(people, 2 * stayed);
}

int64_t cvn_leaders_short(const cvn_state *state, const cvn_slot *slot)
{
    const cvn_plan_type *type = &state->p->types[slot->type];
    int64_t units = missing(type->leaders_min, slot->leader_count);
    if (!type->leaders_min || type->leaders_attend >= slot->count)
        return units;
    for (uint32_t k = slot->held; k < slot->count; k++) {
        uint32_t there = 0;
        for (uint32_t i = 0; i < slot->leader_count; i++)
            there += cvn_plan_can(state->p, slot->leaders[i], slot->at[k]);
        units += missing(type->leaders_min, there);
    }
    return units;
}

static int64_t turns_of(const cvn_state *state, cvn_slot *slot)
{
    if (!state->p->types[slot->type].has_rota)
        return 0;
    if (slot->turns < 0)
        slot->turns = cvn_rota_squares(state, slot, CVN_NONE, CVN_NONE);
    return slot->turns;
}

cvn_tally cvn_slot_tally(const cvn_state *state, uint32_t number)
{
    const cvn_problem *p = state->p;
    cvn_slot *slot = &state->slots[number];
    if (!slot->open)
        return (cvn_tally){0};
    cvn_tally tally = slot->apart;
    tally.hard += missing(cvn_size_min(state, slot), slot->member_count) + cvn_leaders_short(state, slot);
    tally.cost += off_ideal(state, slot, slot->member_count) + slot->pairs + p->weights.rota * turns_of(state, slot);
    if (slot->base != CVN_NONE)
        tally.hard += hardly_the_same(slot->stayed, (int64_t)slot->member_count + slot->leader_count);
    for (uint32_t r = 0; r < p->rule_count; r++) {
        const cvn_plan_rule *rule = &p->rules[r];
        int64_t units = cvn_rule_units(rule, slot->memo[r]);
        tally.hard += rule->hard ? units : 0;
        tally.cost += rule->hard ? 0 : units * rule->weight;
    }
    return tally;
}

cvn_tally cvn_slot_change(const cvn_state *state, uint32_t number, uint32_t out, uint32_t in)
{
    const cvn_problem *p = state->p;
    cvn_slot *slot = &state->slots[number];
    cvn_tally tally = p->apart_count ? cvn_apart_change(state, slot, out, in) : (cvn_tally){0};
    int64_t n = slot->member_count, after = n - (out != CVN_NONE) + (in != CVN_NONE);
    if (after != n) {
        int64_t least = cvn_size_min(state, slot);
        tally.hard += missing(least, after) - missing(least, n);
        tally.cost += off_ideal(state, slot, after) - off_ideal(state, slot, n);
    }
    if (slot->base != CVN_NONE) {
        const uint64_t *was = p->groups[slot->base].who;
        int64_t stayed = (int64_t)slot->stayed - (out != CVN_NONE && cvn_bit(was, out)) + (in != CVN_NONE && cvn_bit(was, in));
        tally.hard += hardly_the_same(stayed, after + slot->leader_count) - hardly_the_same(slot->stayed, n + slot->leader_count);
    }
    for (uint32_t r = 0; r < p->rule_count; r++) {
        const cvn_plan_rule *rule = &p->rules[r];
        if (rule->among == CVN_AMONG_LEADERS)
            continue;
        uint32_t memo = cvn_rule_after(state, rule, slot, slot->memo[r], out, in);
        int64_t units = cvn_rule_units(rule, memo) - cvn_rule_units(rule, slot->memo[r]);
        tally.hard += rule->hard ? units : 0;
        tally.cost += rule->hard ? 0 : units * rule->weight;
    }
    tally.cost += cvn_pairs_change(state, slot, out, in);
    if (p->types[slot->type].has_rota)
        tally.cost += p->weights.rota * (cvn_rota_squares(state, slot, out, in) - turns_of(state, slot));
    return tally;
}

cvn_tally cvn_state_recount(cvn_state *state)
{
    cvn_tally total = {0};
    cvn_weighed *weighed = state->weighed;
    state->weighed = NULL; /* from scratch */
    for (uint32_t i = 0; i < state->p->people; i++) {
        cvn_tally one = cvn_person_now(state, i);
        cvn_tally_add(&total, &one, 1);
    }
    for (uint32_t g = 0; g < state->slot_count; g++) {
        cvn_slot_recall(state, g);
        cvn_tally one = cvn_slot_tally(state, g);
        cvn_tally_add(&total, &one, 1);
    }
    for (uint32_t t = 0; t < state->p->together_count; t++) {
        const cvn_plan_set *set = &state->p->together[t];
        int64_t units = cvn_together_units(state, t);
        total.hard += set->hard ? units : 0;
        total.cost += set->hard ? 0 : units * set->weight;
    }
    state->weighed = weighed;
    return total;
}
