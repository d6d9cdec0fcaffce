/* SPDX-License-Identifier: Apache-2.0 */
/** Layouts, what each of their groups and people costs there, and what is put together from two of them. */
#include "solve/pool.h"

#include <stdlib.h>

#define TAKEN  0.3 /* of all people: so many at most come over with their groups; between a third of that and all of it */
#define PASSED 0.3 /* how often a group that is worth it is passed by, so that children differ */

typedef struct member {
    cvn_layout layout;
    double *group; /* by group of the layout: what it costs, its people's own included */
    double *share; /* by person: their own cost, and their part of their group's */
    uint32_t room; /* of group */
} member;

struct cvn_pool {
    const cvn_problem *p;
    uint32_t most, count;
    member *members;
};

/** A group that a child may take, and what is gained by it. */
typedef struct offer {
    double gain;
    uint32_t group;
} offer;

cvn_pool *cvn_pool_new(const cvn_problem *problem, uint32_t most)
{
    assert(most >= 2);
    cvn_pool *pool = CVN_NEW(cvn_pool);
    pool->p = problem;
    pool->most = most;
    pool->members = CVN_NEW_ARRAY(member, most);
    return pool;
}

void cvn_pool_free(cvn_pool *pool)
{
    if (!pool)
        return;
    for (uint32_t i = 0; i < pool->most; i++) {
        cvn_layout_free(&pool->members[i].layout);
        free(pool->members[i].group);
        free(pool->members[i].share);
    }
    free(pool->members);
    free(pool);
}

bool cvn_pool_full(const cvn_pool *pool)
{
    return pool->count == pool->most;
}

/** What a group's people cost by themselves; each of them then bears their part of what it costs beside that. */
static double count_group(member *m, const cvn_state *state, const cvn_slot *slot)
{
    uint32_t people = slot->member_count + slot->leader_count;
    double part = people ? (double)slot->tally.cost / people : 0, own = 0;
    for (uint32_t i = 0; i < people; i++) {
        uint32_t person = i < slot->member_count ? slot->members[i] : slot->leaders[i - slot->member_count];
        own += (double)state->person_tally[person].cost;
        m->share[person] += part;
    }
    return own;
}

static void save(cvn_pool *pool, member *m, const cvn_state *state)
{
    cvn_layout_save(&m->layout, state);
    if (!m->share)
        m->share = CVN_NEW_ARRAY(double, pool->p->people + 1);
    if (m->room < state->open_count) {
        free(m->group);
        m->room = state->open_count * 2;
        m->group = CVN_NEW_ARRAY(double, m->room);
    }
    for (uint32_t i = 0; i < pool->p->people; i++)
        m->share[i] = (double)state->person_tally[i].cost;
    for (uint32_t g = 0; g < state->open_count; g++) {
        const cvn_slot *slot = &state->slots[state->open[g]];
        m->group[g] = (double)slot->tally.cost + count_group(m, state, slot);
    }
}

bool cvn_pool_add(cvn_pool *pool, const cvn_state *state)
{
    uint32_t worst = 0;
    if (state->total.hard)
        return false;
    for (uint32_t i = 0; i < pool->count; i++) {
        if (cvn_tally_equal(&pool->members[i].layout.total, &state->total))
            return false;
        if (cvn_tally_less(&pool->members[worst].layout.total, &pool->members[i].layout.total))
            worst = i;
    }
    if (!cvn_pool_full(pool))
        worst = pool->count++;
    else if (!cvn_tally_less(&state->total, &pool->members[worst].layout.total))
        return false;
    save(pool, &pool->members[worst], state);
    return true;
}

static int most_first(const void *a, const void *b)
{
    const offer *x = a, *y = b;
    if (x->gain != y->gain)
        return x->gain < y->gain ? 1 : -1;
    return (x->group > y->group) - (x->group < y->group);
}

/** The groups of one that the other gains by, chosen. */
static void choose(const cvn_pool *pool, const member *into, const member *of, cvn_random *random, bool *chosen)
{
    uint32_t count = of->layout.group_count, taken = 0;
    cvn_arena *arena = cvn_arena_new();
    const cvn_answer_group *groups = cvn_layout_groups(&of->layout, arena);
    offer *offers = CVN_ARENA_ARRAY(arena, offer, count + 1);
    for (uint32_t g = 0; g < count; g++) {
        offers[g] = (offer){.gain = -of->group[g], .group = g};
        for (uint32_t i = 0; i < groups[g].member_count; i++)
            offers[g].gain += into->share[groups[g].members[i]];
        for (uint32_t i = 0; i < groups[g].leader_count; i++)
            offers[g].gain += into->share[groups[g].leaders[i]];
    }
    qsort(offers, count, sizeof *offers, most_first);
    double most = TAKEN * pool->p->people * (1 + 2 * cvn_random_unit(random)) / 3;
    for (uint32_t i = 0; i < count && offers[i].gain > 0 && taken < most; i++) {
        if (cvn_random_unit(random) < PASSED)
            continue;
        const cvn_answer_group *g = &groups[offers[i].group];
        chosen[offers[i].group] = true;
        taken += g->member_count + g->leader_count;
    }
    cvn_arena_free(arena);
}

void cvn_pool_child(const cvn_pool *pool, cvn_search *search)
{
    assert(cvn_pool_full(pool));
    uint32_t a = cvn_below(search, pool->count), b = cvn_below(search, pool->count - 1);
    b += b >= a;
    const member *into = &pool->members[a], *of = &pool->members[b];
    bool *chosen = CVN_NEW_ARRAY(bool, of->layout.group_count + 1);
    cvn_layout child = {0};
    choose(pool, into, of, &search->random, chosen);
    cvn_layout_mix(&child, &of->layout, chosen, &into->layout);
    cvn_layout_load(search->state, &child);
    cvn_mend(search);
    cvn_construct(search);
    cvn_layout_free(&child);
    free(chosen);
}
