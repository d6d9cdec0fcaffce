/* SPDX-License-Identifier: Apache-2.0 */
/** The tables of a state: how large they have to be, made and freed. */
#include "solve/rules/rules.h"

#include <stdlib.h>

/** Groups that could ever stand at once: as many as people or leaders suffice for, with room to spare for trials. */
static uint32_t most_groups(const cvn_problem *p)
{
    uint64_t allowed = 0, members = 0, leads = 0, smallest = UINT32_MAX, ideal = UINT32_MAX;
    bool all_led = p->type_count > 0;
    for (uint32_t t = 0; t < p->type_count; t++) {
        const cvn_plan_type *type = &p->types[t];
        uint64_t least = type->size_min ? type->size_min : 1, usual = type->size_ideal > least ? type->size_ideal : least;
        allowed += type->max_groups;
        smallest = least < smallest ? least : smallest;
        ideal = usual < ideal ? usual : ideal;
        all_led = all_led && type->leaders_min;
    }
    for (uint32_t i = 0; i < p->people; i++) {
        members += p->person[i].member;
        leads += p->person[i].leader ? p->person[i].lead_max : 0;
    }
    assert(smallest > 0 && ideal > 0);
    uint64_t most = members / smallest, usual = 64 + 2 * members / ideal;
    most = most < usual ? most : usual; /* no more than twice the usual: memory */
    if (all_led && leads < most)
        most = leads;
    most = most < allowed ? most : allowed;
    return (uint32_t)(most + p->group_count + 2);
}

enum { MOST_COUNTED = 1 << 22 }; /* counts kept of one view: beyond the processor's cache they no longer pay */

enum { MOST_WEIGHED = 1 << 20 }; /* likewise of burdens */

/** Rules that look at the same values of the same people share a view. */
static void make_views(cvn_state *state)
{
    const cvn_problem *p = state->p;
    state->views = CVN_NEW_ARRAY(cvn_view, p->rule_count + 1);
    state->view_of = CVN_NEW_ARRAY(uint32_t, p->rule_count + 1);
    state->glances = CVN_NEW_ARRAY(cvn_glance, p->rule_count + 1);
    for (uint32_t r = 0; r < p->rule_count; r++) {
        const cvn_plan_rule *rule = &p->rules[r];
        uint32_t v = 0;
        state->view_of[r] = CVN_NONE;
        if (rule->kind == CVN_RULE_AT_LEAST || (size_t)p->columns[rule->column].value_count * state->slot_count > MOST_COUNTED)
            continue;
        while (v < state->view_count && (state->views[v].column != rule->column || state->views[v].among != rule->among))
            v++;
        if (v == state->view_count) {
            state->views[state->view_count++] = (cvn_view){rule->column, rule->among, (uint32_t)state->view_values};
            state->view_values += p->columns[rule->column].value_count;
        }
        state->view_of[r] = v;
        if (rule->kind != CVN_RULE_SHARED && p->columns[rule->column].one)
            state->glances[r] = (cvn_glance){p->columns[rule->column].one, state->views[v].first, rule->count};
    }
}

static void make_slots(cvn_state *state)
{
    const cvn_problem *p = state->p;
    uint32_t members = 1, leaders = 1, sessions = p->session_count + 1;
    for (uint32_t t = 0; t < p->type_count; t++) {
        members = p->types[t].size_max > members ? p->types[t].size_max : members;
        leaders = p->types[t].leaders_max > leaders ? p->types[t].leaders_max : leaders;
    }
    members = members < p->people ? members : p->people + 1;
    leaders = leaders < p->people ? leaders : p->people + 1;
    size_t each = (size_t)members + leaders + sessions + p->rule_count;
    state->slots = CVN_NEW_ARRAY(cvn_slot, state->slot_count);
    uint32_t *room = CVN_NEW_ARRAY(uint32_t, each * state->slot_count);
    uint16_t *held_by = CVN_NEW_ARRAY(uint16_t, state->view_values * state->slot_count + 1);
    for (uint32_t g = 0; g < state->slot_count; g++, room += each) {
        state->slots[g].members = room;
        state->slots[g].leaders = room + members;
        state->slots[g].at = state->slots[g].leaders + leaders;
        state->slots[g].memo = state->slots[g].at + sessions;
        state->slots[g].held_by = held_by + state->view_values * g;
        state->slots[g].base = CVN_NONE;
        state->closed[g] = state->slot_count - 1 - g;
        state->spot[state->slot_count - 1 - g] = g;
    }
    state->closed_count = state->slot_count;
}

enum { MOST_LEADS = 256 }; /* nobody leads more groups than that, whatever lead_max says */

static void make_people(cvn_state *state)
{
    const cvn_problem *p = state->p;
    uint32_t leads = 0;
    for (uint32_t i = 0; i < p->people; i++) {
        uint32_t most = p->person[i].leader ? p->person[i].lead_max : 0;
        state->lead_first[i] = leads;
        leads += most < MOST_LEADS ? most : MOST_LEADS;
        state->seat[i] = CVN_NONE;
        state->unplaced_at[i] = CVN_NONE;
        if (p->person[i].member) {
            state->unplaced_at[i] = state->unplaced_count;
            state->unplaced_list[state->unplaced_count++] = i;
            cvn_bit_set(state->unplaced, i);
        }
    }
    state->lead_first[p->people] = leads;
    state->leads = CVN_NEW_ARRAY(uint32_t, leads);
    for (uint32_t i = 0; i < p->people; i++) {
        state->person_tally[i] = cvn_person_now(state, i);
        cvn_tally_add(&state->total, &state->person_tally[i], 1);
    }
}

cvn_state *cvn_state_new(const cvn_problem *p)
{
    cvn_state *state = CVN_NEW(cvn_state);
    state->p = p;
    state->slot_count = most_groups(p);
    state->slot_words = (uint32_t)CVN_WORDS(state->slot_count);
    state->open = CVN_NEW_ARRAY(uint32_t, state->slot_count);
    state->closed = CVN_NEW_ARRAY(uint32_t, state->slot_count);
    state->spot = CVN_NEW_ARRAY(uint32_t, state->slot_count);
    state->open_of_type = CVN_NEW_ARRAY(uint32_t, p->type_count);
    state->seat = CVN_NEW_ARRAY(uint32_t, p->people);
    state->seat_at = CVN_NEW_ARRAY(uint32_t, p->people);
    state->lead_first = CVN_NEW_ARRAY(uint32_t, p->people + 1);
    state->lead_count = CVN_NEW_ARRAY(uint32_t, p->people);
    state->pinned = CVN_NEW_ARRAY(bool, p->people);
    state->unplaced = CVN_NEW_ARRAY(uint64_t, p->people_words);
    state->unplaced_list = CVN_NEW_ARRAY(uint32_t, p->people);
    state->unplaced_at = CVN_NEW_ARRAY(uint32_t, p->people);
    state->fits = CVN_NEW_ARRAY(uint64_t, (size_t)p->people * state->slot_words);
    state->person_tally = CVN_NEW_ARRAY(cvn_tally, p->people);
    if ((size_t)p->people * state->slot_count <= MOST_WEIGHED)
        state->weighed = CVN_NEW_ARRAY(cvn_weighed, (size_t)p->people * state->slot_count);
    state->person_stamp = CVN_NEW_ARRAY(uint64_t, p->people);
    state->together_units = CVN_NEW_ARRAY(int64_t, p->together_count);
    state->set_stamp = CVN_NEW_ARRAY(uint64_t, p->together_count);
    state->slot_stamp = CVN_NEW_ARRAY(uint64_t, state->slot_count);
    uint32_t values = 0;
    for (uint32_t c = 0; c < p->column_count; c++)
        values = p->columns[c].value_count > values ? p->columns[c].value_count : values;
    state->seen = CVN_NEW_ARRAY(uint32_t, values);
    state->planes = CVN_NEW_ARRAY(uint64_t, ((size_t)p->session_count + 2) * 2);
    make_views(state);
    make_slots(state);
    make_people(state);
    return state;
}

void cvn_state_free(cvn_state *state)
{
    if (!state)
        return;
    for (uint32_t g = 0; g < state->slot_count; g++) {
        free(state->slots[g].able);
        free(state->slots[g].able_lead);
    }
    for (size_t i = 0; i < state->spare.count; i++)
        free(state->spare.at[i]);
    for (size_t i = 0; i < state->changes.count; i++)
        if (state->changes.at[i].kind == CVN_TIMES) {
            free(state->changes.at[i].old_able);
            free(state->changes.at[i].old_able_lead);
        }
    CVN_VEC_FREE(&state->spare);
    CVN_VEC_FREE(&state->changes);
    CVN_VEC_FREE(&state->kept_starts);
    CVN_VEC_FREE(&state->touched_people);
    CVN_VEC_FREE(&state->touched_slots);
    CVN_VEC_FREE(&state->touched_sets);
    void *all[] = {state->slots ? state->slots[0].members : NULL,
                   state->slots ? state->slots[0].held_by : NULL,
                   state->views,
                   state->view_of,
                   state->glances,
                   state->weighed,
                   state->slots,
                   state->open,
                   state->closed,
                   state->spot,
                   state->open_of_type,
                   state->seat,
                   state->seat_at,
                   state->lead_first,
                   state->leads,
                   state->lead_count,
                   state->pinned,
                   state->unplaced,
                   state->unplaced_list,
                   state->unplaced_at,
                   state->fits,
                   state->person_tally,
                   state->person_stamp,
                   state->slot_stamp,
                   state->set_stamp,
                   state->together_units,
                   state->planes,
                   state->seen,
                   state};
    for (size_t i = 0; i < CVN_COUNT(all); i++)
        free(all[i]);
}
