/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The linear programme over the groups known so far suggests prices; the dearest group at these prices says how wrong they are, and is a
 * column for the next programme. Whatever the prices, what they come to plus what groups may be worth beyond them is more than can be gained:
 * that sum, in whole numbers, is the proof. Where it does not reach the best answer, the half with the lowest bound is split in two.
 */
#include "solve/bound_groups.h"
#include "solve/bound_layout.h"

#include <stdlib.h>

enum { NODES = 2000, TRIFLE = 16 /* of a price */ };

typedef struct leaf {
    cvn_branch branch;
    bool top;      /* no branch at all */
    int64_t bound; /* times CVN_PRICE_ONE */
    uint32_t depth;
} leaf;

typedef struct bounding {
    const cvn_bound_job *job;
    const cvn_problem *p;
    cvn_kinds *k;
    cvn_master *master;
    cvn_dearest *dearest;
    cvn_prices prices;
    cvn_worth worth;
    int64_t total; /* gain of everybody */
    int64_t best;  /* the bound so far */
    uint64_t columns, leaves;
    CVN_VEC(leaf *) open;
} bounding;

static bool stopped(const bounding *b)
{
    return b->job->stop && atomic_load_explicit(b->job->stop, memory_order_relaxed);
}

static void set_worth(bounding *b)
{
    for (uint32_t i = 0; i < b->p->people; i++) {
        b->worth.of[CVN_AS_MEMBER][i] = b->prices.placed[i] - cvn_seats_of(b->p, i) * b->prices.place[i];
        b->worth.of[CVN_AS_LEADER][i] = b->prices.placed[i] - b->prices.place[i];
    }
}

static void keep(void *context, const cvn_found_group *group)
{
    bounding *b = context;
    cvn_master_add(b->master, group);
    b->columns++;
}

/** Upper bound on what groups are worth beyond their prices, all together. Adds those that are as columns. */
static int64_t beyond_prices(bounding *b)
{
    int64_t beyond = 0;
    set_worth(b);
    for (uint32_t n = 0; n < b->k->count && !stopped(b); n++) {
        const cvn_kind *kind = &b->k->kinds[n];
        int64_t price = b->prices.all + b->prices.type[kind->type] + (kind->base == CVN_NONE ? 0 : b->prices.base[kind->base]);
        int64_t most = kind->groups ? cvn_dearest_group(b->dearest, n, &b->worth, price + TRIFLE, NODES, keep, b) : price;
        beyond += (most - price) * kind->groups;
    }
    return beyond;
}

static int64_t round_up(int64_t bound)
{
    return bound <= 0 ? 0 : (bound + CVN_PRICE_ONE - 1) / CVN_PRICE_ONE;
}

/** Prices a leaf out: raises its bound. False where there was no time, or the programme failed. */
static bool price_out(bounding *b, leaf *l)
{
    const cvn_branch *branch = l->top ? NULL : &l->branch;
    cvn_dearest_restrict(b->dearest, branch);
    for (bool more = true; more;) {
        double value;
        uint64_t before = b->columns;
        cvn_master_restrict(b->master, branch);
        if (!cvn_master_solve(b->master, &b->prices, &value))
            return false;
        int64_t bound = b->total * CVN_PRICE_ONE - b->prices.total - beyond_prices(b);
        if (stopped(b))
            return false;
        l->bound = bound > l->bound ? bound : l->bound;
        /* The programme can only place more from now on: no more is to be had of this leaf than what it leaves over. */
        int64_t hope = (int64_t)(((double)b->total - value) * (double)CVN_PRICE_ONE);
        more = b->columns > before && round_up(l->bound) < round_up(hope - TRIFLE);
    }
    return true;
}

static void push(bounding *b, const leaf *parent, const cvn_branch *branch)
{
    leaf *l = CVN_ARENA_ARRAY(b->k->arena, leaf, 1);
    *l = (leaf){.top = !parent};
    if (parent) {
        l->branch = *branch;
        l->branch.before = parent->top ? NULL : &parent->branch;
        l->bound = parent->bound;
        l->depth = parent->depth + 1;
    }
    CVN_PUSH(&b->open) = l;
}

/** The leaf with the lowest bound, the deepest of them; taken out. */
static leaf *lowest(bounding *b)
{
    size_t at = 0;
    for (size_t i = 1; i < b->open.count; i++) {
        const leaf *l = b->open.at[i], *best = b->open.at[at];
        int64_t x = round_up(l->bound), y = round_up(best->bound);
        if (x < y || (x == y && l->depth > best->depth))
            at = i;
    }
    leaf *l = b->open.at[at];
    b->open.at[at] = b->open.at[--b->open.count];
    return l;
}

/** The programme's solution is whole, and leaves no more than the bound: an answer, as far as the bound sees it. */
static void tell_answer(bounding *b)
{
    cvn_bound_layout *layout = cvn_bound_layout_new(b->k);
    if (b->job->answer && cvn_master_whole(b->master, cvn_bound_layout_add, layout))
        b->job->answer(b->job->context, cvn_bound_layout_done(layout));
    cvn_bound_layout_free(layout);
}

static void search(bounding *b)
{
    push(b, NULL, NULL);
    while (b->open.count) {
        leaf *l = lowest(b);
        int64_t bound = round_up(l->bound);
        if (bound > b->best) {
            b->best = bound;
            if (b->job->better && b->job->better(b->job->context, bound))
                return;
        }
        bool ok = price_out(b, l);
        b->leaves++;
        if (!ok)
            return;
        if (round_up(l->bound) > bound) { /* somebody else's turn, perhaps */
            CVN_PUSH(&b->open) = l;
            continue;
        }
        cvn_branch two[2];
        if (!cvn_master_split(b->master, two)) { /* whole, or nothing to split by: no more is to be had */
            tell_answer(b);
            return;
        }
        push(b, l, &two[0]);
        push(b, l, &two[1]);
    }
}

int64_t cvn_bound_groups(const cvn_bound_job *job)
{
    const cvn_problem *p = job->p;
    bounding b = {.job = job, .p = p, .k = cvn_kinds_new(p, job->out)};
    if (!b.k)
        return 0;
    cvn_arena *arena = b.k->arena;
    b.prices = (cvn_prices){.place = CVN_ARENA_ARRAY(arena, int64_t, p->people + 1),
                            .placed = CVN_ARENA_ARRAY(arena, int64_t, p->people + 1),
                            .base = CVN_ARENA_ARRAY(arena, int64_t, p->group_count + 1),
                            .type = CVN_ARENA_ARRAY(arena, int64_t, p->type_count + 1)};
    for (uint32_t r = 0; r < CVN_ROLES; r++)
        b.worth.of[r] = CVN_ARENA_ARRAY(arena, int64_t, p->people + 1);
    for (uint32_t i = 0; i < p->people; i++)
        b.total += p->person[i].member ? job->gain[i] : 0;
    b.master = cvn_master_new(b.k, job->gain, job->stop);
    b.dearest = cvn_dearest_new(b.k, job->stop);
    search(&b);
    CVN_VEC_FREE(&b.open);
    cvn_dearest_free(b.dearest);
    cvn_master_free(b.master);
    cvn_kinds_free(b.k);
    return b.best;
}
