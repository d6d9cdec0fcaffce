/* SPDX-License-Identifier: Apache-2.0 */
/** A search's memory, how it decides, and one step of it. */
#include "solve/search.h"

#include <math.h>
#include <stdlib.h>

static void list_leaders(cvn_search *s)
{
    s->leaders = CVN_NEW_ARRAY(uint32_t, s->p->people);
    for (uint32_t i = 0; i < s->p->people; i++)
        if (s->p->person[i].leader)
            s->leaders[s->leader_count++] = i;
}

static uint32_t weight_of(const cvn_problem *p, uint32_t move, bool left)
{
    if (cvn_moves[move].up_to && p->people > cvn_moves[move].up_to)
        return 0;
    return left ? cvn_moves[move].left : cvn_moves[move].all;
}

cvn_search *cvn_search_new(const cvn_problem *p, uint64_t seed)
{
    cvn_search *s = CVN_NEW(cvn_search);
    s->p = p;
    s->state = cvn_state_new(p);
    cvn_random_seed(&s->random, seed);
    s->price = (cvn_price){.hard = 1e6, .lost = 1e9, .upset = 1e4};
    s->tried = CVN_NEW_ARRAY(uint64_t, cvn_move_count);
    s->made = CVN_NEW_ARRAY(uint64_t, cvn_move_count);
    uint32_t most = (p->people > p->start_count ? p->people : p->start_count) + 1;
    s->people = CVN_NEW_ARRAY(uint32_t, most);
    s->others = CVN_NEW_ARRAY(uint32_t, most);
    s->starts = CVN_NEW_ARRAY(uint32_t, most);
    s->slots = CVN_NEW_ARRAY(uint32_t, most);
    s->row = CVN_NEW_ARRAY(uint64_t, p->people_words);
    s->own = CVN_NEW_ARRAY(uint64_t, p->people_words);
    s->alive = CVN_NEW_ARRAY(uint64_t, p->people_words);
    s->start_row = CVN_NEW_ARRAY(uint64_t, p->start_words);
    s->served = CVN_NEW_ARRAY(uint64_t, p->start_words);
    for (uint32_t k = p->open_from; k < p->start_count; k++)
        if (cvn_bits_next(p->by_start + (size_t)k * p->people_words, p->people, 0) < p->people)
            cvn_bit_set(s->served, k);
    s->value = CVN_NEW_ARRAY(int64_t, most);
    s->rank = CVN_NEW_ARRAY(uint32_t, p->start_words + 1);
    s->common = CVN_NEW_ARRAY(uint32_t, p->start_count + 1);
    s->series = CVN_NEW_ARRAY(uint32_t, p->session_count + 1);
    cvn_reach_prepare(s);
    list_leaders(s);
    for (uint32_t m = 0; m < cvn_move_count; m++)
        for (int left = 0; left < 2; left++)
            s->weight[left] += weight_of(p, m, left);
    cvn_layout_save(&s->best, s->state);
    return s;
}

void cvn_search_free(cvn_search *s)
{
    if (!s)
        return;
    cvn_state_free(s->state);
    cvn_layout_free(&s->best);
    void *all[] = {s->tried,  s->made,  s->leaders, s->people, s->others, s->starts, s->slots, s->row,    s->own,   s->alive, s->start_row,
                   s->served, s->value, s->series,  s->rank,   s->common, s->chain,  s->path,  s->uphill, s->up_to, s};
    for (size_t i = 0; i < CVN_COUNT(all); i++)
        free(all[i]);
}

void cvn_search_note(cvn_search *s, bool final)
{
    if ((final || s->steps >= s->next_save) && cvn_tally_less(&s->state->total, &s->best.total)) {
        cvn_layout_save(&s->best, s->state);
        s->next_save = s->steps + s->state->open_count / 4; /* copying costs as much as that many steps */
    }
}

bool cvn_accepts(cvn_search *s, const cvn_tally *delta)
{
    double worse = cvn_energy(s, delta);
    if (worse <= 0)
        return true;
    if (s->uphill_count < s->uphill_room && !s->state->trial && !delta->hard && !delta->lost && !delta->upset) /* simple moves alone */
        s->uphill[s->uphill_count++] = worse;
    return worse < 20 * s->temperature && cvn_random_unit(&s->random) < exp(-worse / s->temperature);
}

/** Debug builds count the whole score anew: after each change of a small problem, now and then of a large one. */
static void check(cvn_search *s)
{
#ifndef NDEBUG
    if (s->p->people <= 64 || s->steps % (s->p->people * 16) == 0) {
        cvn_tally total = cvn_state_recount(s->state);
        assert(cvn_tally_equal(&total, &s->state->total));
    }
#else
    (void)s;
#endif
}

bool cvn_keep(cvn_search *s, const cvn_tally *delta)
{
    cvn_tally now = cvn_trial_settle(s->state);
    assert(cvn_tally_equal(&now, delta));
    (void)now;
    (void)delta;
    cvn_trial_keep(s->state);
    cvn_search_note(s, false);
    check(s);
    return true;
}

static bool end_trial(cvn_search *s, bool keep)
{
    if (keep) {
        cvn_trial_keep(s->state);
        cvn_search_note(s, false);
    } else {
        cvn_trial_undo(s->state);
    }
    check(s);
    return keep;
}

bool cvn_decide(cvn_search *s)
{
    cvn_tally delta = cvn_trial_settle(s->state);
    return end_trial(s, s->state->changes.count && cvn_accepts(s, &delta));
}

bool cvn_decide_within(cvn_search *s, double limit)
{
    cvn_tally delta = cvn_trial_settle(s->state);
    return end_trial(s, cvn_energy(s, &delta) <= limit);
}

bool cvn_give_up(cvn_search *s)
{
    cvn_trial_undo(s->state);
    return false;
}

/** The move of a number below the sum of the weights. */
static uint32_t move_at(const cvn_problem *p, uint32_t x, bool left)
{
    uint32_t m = 0;
    for (uint32_t weight; x >= (weight = weight_of(p, m, left)); m++)
        x -= weight;
    return m;
}

bool cvn_step(cvn_search *s)
{
    bool left = s->state->unplaced_count > 0;
    uint32_t m;
    do
        m = move_at(s->p, cvn_below(s, s->weight[left]), left);
    while (s->sits && !cvn_moves[m].sits);
    s->steps++;
    s->tried[m]++;
    bool made = cvn_moves[m].try(s);
    s->made[m] += made;
    return made;
}
