/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A standing assignment. Two loops take all the time: looking along a row of people for the first swap that is good enough, and bringing two
 * rows of gamma up to date after a change. Both run over contiguous 32-bit numbers without a branch, so that the compiler makes vectors of them.
 */
#include "solve/mixing/mixing.h"

#include <stdlib.h>
#include <string.h>

/* The loader picks the widest that the processor has; the arithmetic, and so the answer, is the same. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__gnu_linux__)
#define WIDE __attribute__((target_clones("arch=x86-64-v4", "avx2", "default"), optimize("O3")))
#else
#define WIDE
#endif

enum { FAR = 1 << 29, GRAIN = 64 /* swaps that are looked at together */ };

static void *aligned(size_t count)
{
    size_t bytes = (count * sizeof(int32_t) + 63) / 64 * 64;
    void *at = aligned_alloc(64, bytes);
    if (!at)
        abort();
    memset(at, 0, bytes);
    return at;
}

void cvn_mix_init(cvn_mix *mix, uint32_t people, uint32_t groups, bool linear)
{
    assert(people && groups);
    *mix = (cvn_mix){.people = people, .groups = groups, .stride = cvn_mix_stride(people)};
    mix->pair = aligned((size_t)people * mix->stride);
    mix->linear = linear ? aligned((size_t)groups * mix->stride) : NULL;
    mix->least = CVN_NEW_ARRAY(uint32_t, groups);
    mix->most = CVN_NEW_ARRAY(uint32_t, groups);
    mix->ideal = CVN_NEW_ARRAY(uint32_t, groups);
    mix->may_close = CVN_NEW_ARRAY(bool, groups);
}

void cvn_mix_free(cvn_mix *mix)
{
    free(mix->pair);
    free(mix->linear);
    free(mix->least);
    free(mix->most);
    free(mix->ideal);
    free(mix->may_close);
}

static int64_t size_cost(const cvn_mix *mix, uint32_t group, int64_t size)
{
    int64_t off = size - (int64_t)mix->ideal[group];
    return !size && mix->may_close[group] ? 0 : mix->weight * off * off;
}

/** What one more costs a group of that size. */
static int32_t grow_cost(const cvn_mix *mix, uint32_t group, uint32_t size)
{
    return mix->weight * (2 * ((int32_t)size - (int32_t)mix->ideal[group]) + 1);
}

bool cvn_mix_fits(const cvn_mix *mix)
{
    uint32_t largest = 0;
    int64_t linear = 0, pairs = 0;
    for (uint32_t g = 0; g < mix->groups; g++) {
        largest = mix->most[g] > largest ? mix->most[g] : largest;
        for (uint32_t v = 0; mix->linear && v < mix->people; v++) {
            int64_t one = mix->linear[(size_t)g * mix->stride + v];
            if (one != CVN_MIX_NEVER)
                linear = llabs(one) > linear ? llabs(one) : linear;
        }
    }
    for (size_t k = 0; k < (size_t)mix->people * mix->stride; k++)
        pairs = llabs((int64_t)mix->pair[k]) > pairs ? llabs((int64_t)mix->pair[k]) : pairs;
    largest = largest < mix->people ? largest : mix->people;
    return linear + pairs * (largest + 2) + 2 * (int64_t)mix->weight * (largest + 2) <= CVN_MIX_MOST;
}

int64_t cvn_mix_cost(const cvn_mix *mix, const uint32_t *group)
{
    int64_t cost = 0;
    uint32_t *size = CVN_NEW_ARRAY(uint32_t, mix->groups);
    for (uint32_t v = 0; v < mix->people; v++) {
        size[group[v]]++;
        cost += mix->linear ? mix->linear[(size_t)group[v] * mix->stride + v] : 0;
        for (uint32_t u = 0; u < v; u++)
            cost += group[u] == group[v] ? mix->pair[(size_t)v * mix->stride + u] : 0;
    }
    for (uint32_t g = 0; g < mix->groups; g++)
        cost += size_cost(mix, g, size[g]);
    free(size);
    return cost;
}

bool cvn_mix_allowed(const cvn_mix *mix, const uint32_t *group)
{
    uint32_t *size = CVN_NEW_ARRAY(uint32_t, mix->groups);
    bool ok = true;
    for (uint32_t v = 0; v < mix->people; v++) {
        size[group[v]]++;
        ok = ok && (!mix->linear || mix->linear[(size_t)group[v] * mix->stride + v] < CVN_MIX_NEVER);
    }
    for (uint32_t g = 0; g < mix->groups; g++)
        ok = ok && ((!size[g] && mix->may_close[g]) || (size[g] >= mix->least[g] && size[g] <= mix->most[g]));
    free(size);
    return ok;
}

cvn_crowd *cvn_crowd_new(const cvn_mix *mix)
{
    cvn_crowd *crowd = CVN_NEW(cvn_crowd);
    crowd->mix = mix;
    crowd->gamma = aligned((size_t)mix->groups * mix->stride);
    crowd->own = aligned(mix->stride);
    crowd->group = aligned(mix->stride);
    crowd->leap = aligned(mix->groups);
    crowd->size = CVN_NEW_ARRAY(uint32_t, mix->groups);
    crowd->least = CVN_NEW_ARRAY(uint32_t, mix->groups);
    crowd->most = CVN_NEW_ARRAY(uint32_t, mix->groups);
    memcpy(crowd->least, mix->least, mix->groups * sizeof *crowd->least);
    memcpy(crowd->most, mix->most, mix->groups * sizeof *crowd->most);
    for (uint32_t v = mix->people; v < mix->stride; v++)
        crowd->own[v] = -FAR;
    return crowd;
}

void cvn_crowd_free(cvn_crowd *crowd)
{
    if (!crowd)
        return;
    free(crowd->gamma);
    free(crowd->own);
    free(crowd->group);
    free(crowd->leap);
    free(crowd->size);
    free(crowd->least);
    free(crowd->most);
    free(crowd);
}

static int32_t *gamma_of(const cvn_crowd *crowd, uint32_t group)
{
    return crowd->gamma + (size_t)group * crowd->mix->stride;
}

static const int32_t *pairs_of(const cvn_crowd *crowd, uint32_t person)
{
    return crowd->mix->pair + (size_t)person * crowd->mix->stride;
}

void cvn_crowd_set(cvn_crowd *crowd, const uint32_t *group)
{
    const cvn_mix *mix = crowd->mix;
    size_t all = (size_t)mix->groups * mix->stride;
    if (mix->linear)
        memcpy(crowd->gamma, mix->linear, all * sizeof *crowd->gamma);
    else
        memset(crowd->gamma, 0, all * sizeof *crowd->gamma);
    memset(crowd->size, 0, mix->groups * sizeof *crowd->size);
    for (uint32_t v = 0; v < mix->people; v++) {
        assert(group[v] < mix->groups);
        crowd->group[v] = (int32_t)group[v];
        crowd->size[group[v]]++;
        int32_t *gamma = gamma_of(crowd, group[v]);
        const int32_t *pairs = pairs_of(crowd, v);
        for (uint32_t u = 0; u < mix->people; u++)
            gamma[u] += pairs[u];
    }
    int64_t twice = 0;
    crowd->cost = 0;
    for (uint32_t v = 0; v < mix->people; v++) {
        int32_t linear = mix->linear ? mix->linear[(size_t)group[v] * mix->stride + v] : 0;
        crowd->own[v] = gamma_of(crowd, group[v])[v];
        crowd->cost += linear;
        twice += crowd->own[v] - linear;
    }
    crowd->cost += twice / 2;
    for (uint32_t g = 0; g < mix->groups; g++)
        crowd->cost += size_cost(mix, g, crowd->size[g]);
}

void cvn_crowd_get(const cvn_crowd *crowd, uint32_t *group)
{
    for (uint32_t v = 0; v < crowd->mix->people; v++)
        group[v] = (uint32_t)crowd->group[v];
}

int32_t cvn_crowd_move_change(const cvn_crowd *crowd, uint32_t person, uint32_t to)
{
    uint32_t from = (uint32_t)crowd->group[person];
    return gamma_of(crowd, to)[person] - crowd->own[person] + grow_cost(crowd->mix, to, crowd->size[to]) -
           grow_cost(crowd->mix, from, crowd->size[from] - 1);
}

int32_t cvn_crowd_swap_change(const cvn_crowd *crowd, uint32_t a, uint32_t b)
{
    return gamma_of(crowd, (uint32_t)crowd->group[b])[a] - crowd->own[a] + gamma_of(crowd, (uint32_t)crowd->group[a])[b] - crowd->own[b] -
           2 * pairs_of(crowd, a)[b];
}

/** Takes a row of pairs out of one group's gamma and puts it into another's; own follows. */
WIDE static void shift_one(int32_t *restrict from, int32_t *restrict to, int32_t *restrict own, const int32_t *restrict group,
                           const int32_t *restrict pairs, int32_t a, int32_t b, uint32_t stride)
{
    for (uint32_t u = 0; u < stride; u++) {
        from[u] -= pairs[u];
        to[u] += pairs[u];
        own[u] += (group[u] == b ? pairs[u] : 0) - (group[u] == a ? pairs[u] : 0);
    }
}

/** The same for two people who change places: `goes` leaves the first group for the second, `comes` the other way. */
WIDE static void shift_two(int32_t *restrict from, int32_t *restrict to, int32_t *restrict own, const int32_t *restrict group,
                           const int32_t *restrict goes, const int32_t *restrict comes, int32_t a, int32_t b, uint32_t stride)
{
    for (uint32_t u = 0; u < stride; u++) {
        int32_t more = goes[u] - comes[u];
        from[u] -= more;
        to[u] += more;
        own[u] += (group[u] == b ? more : 0) - (group[u] == a ? more : 0);
    }
}

void cvn_crowd_move(cvn_crowd *crowd, uint32_t person, uint32_t to, int32_t change)
{
    int32_t from = crowd->group[person];
    assert((uint32_t)from != to && change == cvn_crowd_move_change(crowd, person, to));
    shift_one(gamma_of(crowd, (uint32_t)from), gamma_of(crowd, to), crowd->own, crowd->group, pairs_of(crowd, person), from, (int32_t)to,
              crowd->mix->stride);
    crowd->group[person] = (int32_t)to;
    crowd->own[person] = gamma_of(crowd, to)[person];
    crowd->size[from]--;
    crowd->size[to]++;
    crowd->cost += change;
    crowd->worsened += change > 0;
}

void cvn_crowd_swap(cvn_crowd *crowd, uint32_t a, uint32_t b, int32_t change)
{
    int32_t from = crowd->group[a], to = crowd->group[b];
    assert(from != to && change == cvn_crowd_swap_change(crowd, a, b));
    shift_two(gamma_of(crowd, (uint32_t)from), gamma_of(crowd, (uint32_t)to), crowd->own, crowd->group, pairs_of(crowd, a), pairs_of(crowd, b),
              from, to, crowd->mix->stride);
    crowd->group[a] = to;
    crowd->group[b] = from;
    crowd->own[a] = gamma_of(crowd, (uint32_t)to)[a];
    crowd->own[b] = gamma_of(crowd, (uint32_t)from)[b];
    crowd->cost += change;
    crowd->worsened += change > 0;
}

/** A person's row as the search for a swap sees it. */
typedef struct row {
    const int32_t *gamma, *own, *group, *pairs, *leap, *limit;
    uint32_t stride;
} row;

static inline int32_t swap_at(const row *r, uint32_t u)
{
    return r->leap[r->group[u]] + r->gamma[u] - r->own[u] - 2 * r->pairs[u];
}

/** The first at or after `at` whose swap keeps within its limit, or stride. leap has FAR for the person's own group. */
WIDE static uint32_t first_swap(const row *r, uint32_t at)
{
    const int32_t *restrict gamma = r->gamma, *restrict own = r->own, *restrict group = r->group, *restrict pairs = r->pairs;
    const int32_t *restrict leap = r->leap, *restrict limit = r->limit;
    uint32_t stride = r->stride;
    for (uint32_t block = at / CVN_MIX_BLOCK * CVN_MIX_BLOCK; block < stride; block += GRAIN) {
        uint32_t end = block + GRAIN < stride ? block + GRAIN : stride;
        int32_t any = 0;
        for (uint32_t u = block; u < end; u++)
            any |= leap[group[u]] + gamma[u] - own[u] - 2 * pairs[u] <= limit[u];
        if (!any)
            continue;
        for (uint32_t u = block > at ? block : at; u < end; u++)
            if (swap_at(r, u) <= limit[u])
                return u;
    }
    return stride;
}

/** The moves of one person. */
static uint32_t turn_moves(cvn_crowd *crowd, uint32_t person, const int32_t *limit)
{
    const cvn_mix *mix = crowd->mix;
    uint32_t from = (uint32_t)crowd->group[person];
    if (crowd->size[from] <= crowd->least[from])
        return 0;
    for (uint32_t to = 0; to < mix->groups; to++) {
        if (to == from || crowd->size[to] >= crowd->most[to])
            continue;
        int32_t change = cvn_crowd_move_change(crowd, person, to);
        if (change > limit[to])
            continue;
        cvn_crowd_move(crowd, person, to, change);
        from = to;
        if (crowd->size[from] <= crowd->least[from])
            break;
    }
    return mix->groups - 1;
}

static void make_leaps(cvn_crowd *crowd, uint32_t person)
{
    const cvn_mix *mix = crowd->mix;
    int32_t own = crowd->own[person];
    const int32_t *gamma = crowd->gamma + person;
    for (uint32_t g = 0; g < mix->groups; g++, gamma += mix->stride)
        crowd->leap[g] = *gamma - own;
    crowd->leap[crowd->group[person]] = FAR;
}

uint32_t cvn_crowd_turn(cvn_crowd *crowd, uint32_t person, const int32_t *limit, const int32_t *move_limit)
{
    const cvn_mix *mix = crowd->mix;
    uint32_t tried = mix->people - 1 + turn_moves(crowd, person, move_limit);
    row r = {
        .own = crowd->own, .group = crowd->group, .pairs = pairs_of(crowd, person), .leap = crowd->leap, .limit = limit, .stride = mix->stride};
    for (uint32_t at = 0; at < mix->people; at++) {
        r.gamma = gamma_of(crowd, (uint32_t)crowd->group[person]);
        make_leaps(crowd, person);
        at = first_swap(&r, at);
        if (at >= mix->people)
            break;
        cvn_crowd_swap(crowd, person, at, swap_at(&r, at));
    }
    return tried;
}
