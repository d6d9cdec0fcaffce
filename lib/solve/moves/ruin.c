/* SPDX-License-Identifier: Apache-2.0 */
/** A few groups that share people's hours are emptied, some given other times or closed for new ones, and filled again. */
#include "solve/search.h"

#include <string.h>

enum { MOST = 5 };

static bool listed(const uint32_t *list, uint32_t n, uint32_t one)
{
    for (uint32_t i = 0; i < n; i++)
        if (list[i] == one)
            return true;
    return false;
}

/** One group and others that somebody of those chosen so far could be in. */
static uint32_t choose_groups(cvn_search *s, uint32_t list[MOST])
{
    uint32_t wanted = 2 + cvn_below(s, MOST - 1), n = 0, first = cvn_pick_slot(s);
    if (first == CVN_NONE || s->state->slots[first].fixed)
        return 0;
    list[n++] = first;
    for (uint32_t k = 0; k < 3 * MOST && n < wanted; k++) {
        const cvn_slot *slot = &s->state->slots[list[cvn_below(s, n)]];
        if (!slot->member_count)
            continue;
        uint32_t other = cvn_pick_fit(s, slot->members[cvn_below(s, slot->member_count)], list[0]);
        if (other != CVN_NONE && !listed(list, n, other) && !s->state->slots[other].fixed)
            list[n++] = other;
    }
    return n;
}

/** Sends the members away, and where the group may be moved, to other times half the time; into people those sent away. */
static uint32_t break_up(cvn_search *s, uint32_t number, uint32_t *people)
{
    cvn_state *state = s->state;
    cvn_slot *slot = &state->slots[number];
    uint32_t n = 0;
    while (slot->member_count) {
        people[n++] = slot->members[slot->member_count - 1];
        cvn_leave(state, slot->members[slot->member_count - 1]);
    }
    return n;
}

static void move_times(cvn_search *s, uint32_t number)
{
    cvn_state *state = s->state;
    cvn_slot *slot = &state->slots[number];
    uint32_t must[2], n = 0;
    if (slot->count == slot->held)
        return;
    if (slot->leader_count)
        must[n++] = slot->leaders[cvn_below(s, slot->leader_count)];
    uint32_t left = cvn_pick_unplaced(s);
    if (left != CVN_NONE && s->p->person[left].preference[slot->type] >= 0)
        must[n++] = left;
    if (!n)
        return;
    memcpy(s->series, slot->at, slot->held * sizeof *slot->at);
    cvn_wish wish = {.type = slot->type,
                     .base = slot->base,
                     .held = slot->held,
                     .must = must,
                     .must_count = n,
                     .unplaced_worth = 4,
                     .noise = cvn_one_in(s, 3) ? 10 : 2};
    uint32_t count = cvn_seek(s, &wish);
    if (!count)
        return;
    cvn_set_times(state, number, s->series, count, slot->held);
    cvn_evict(state, number, NULL);
    cvn_staff(s, number);
}

/** In how many open groups could the person sit? */
static uint32_t choices(const cvn_state *state, uint32_t person)
{
    return (uint32_t)cvn_bits_count(state->fits + (size_t)person * state->slot_words, state->slot_words);
}

bool cvn_move_ruin(cvn_search *s)
{
    cvn_state *state = s->state;
    uint32_t list[MOST], n = choose_groups(s, list), gone = 0;
    if (n < 2)
        return false;
    cvn_trial_begin(state);
    for (uint32_t i = 0; i < n; i++)
        gone += break_up(s, list[i], s->others + gone);
    for (uint32_t i = 0; i < n; i++)
        if (cvn_one_in(s, 2))
            move_times(s, list[i]);
    uint32_t *rank = s->slots; /* fewest choices first, chance among equals */
    for (uint32_t i = 0; i < gone; i++)
        rank[i] = choices(state, s->others[i]) * 256 + cvn_below(s, 256);
    for (uint32_t i = 1; i < gone; i++)
        for (uint32_t k = i; k && rank[k] < rank[k - 1]; k--) {
            uint32_t r = rank[k], person = s->others[k];
            rank[k] = rank[k - 1];
            rank[k - 1] = r;
            s->others[k] = s->others[k - 1];
            s->others[k - 1] = person;
        }
    for (uint32_t i = 0; i < gone; i++)
        if (state->seat[s->others[i]] == CVN_NONE && !state->lead_count[s->others[i]])
            cvn_insert(s, s->others[i], 1);
    for (uint32_t i = 0; i < n; i++)
        cvn_fill(s, list[i], s->p->types[state->slots[list[i]].type].size_ideal);
    return cvn_decide(s);
}
