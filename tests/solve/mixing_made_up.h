/* SPDX-License-Identifier: Apache-2.0 */
/** Small made-up mixing problems, each of its own seed. */
#ifndef CVN_TESTS_SOLVE_MIXING_MADE_UP_H
#define CVN_TESTS_SOLVE_MIXING_MADE_UP_H

#include "cmocka_all.h"

#include "solve/mixing/mixing.h"

#include <stdlib.h>
#include <string.h>

typedef struct made_mix {
    uint32_t people, groups;
    uint32_t least, most; /* of each group */
    int32_t from, to;     /* pairs */
    bool linear;          /* linear costs, a tenth of them impossible */
    int32_t weight;
    bool may_close;
} made_mix;

static cvn_mix mix_up(const made_mix *m, cvn_random *random)
{
    cvn_mix mix;
    cvn_mix_init(&mix, m->people, m->groups, m->linear);
    for (uint32_t v = 0; v < m->people; v++)
        for (uint32_t u = 0; u < v; u++)
            mix.pair[(size_t)v * mix.stride + u] = mix.pair[(size_t)u * mix.stride + v] =
                m->from + (int32_t)cvn_random_below(random, (uint32_t)(m->to - m->from + 1));
    for (uint32_t g = 0; g < m->groups; g++) {
        mix.least[g] = m->least;
        mix.most[g] = m->most;
        mix.ideal[g] = (m->least + m->most) / 2;
        mix.may_close[g] = m->may_close;
        for (uint32_t v = 0; m->linear && v < m->people; v++) /* whoever stands in the group of their own number can always stay */
            mix.linear[(size_t)g * mix.stride + v] =
                cvn_random_below(random, 10) || v % m->groups == g ? (int32_t)cvn_random_below(random, 50) : CVN_MIX_NEVER;
    }
    mix.weight = m->weight;
    return mix;
}

/** An allowed assignment: everybody in the group of their own number. */
static inline void first_of(const cvn_mix *mix, uint32_t *group)
{
    for (uint32_t v = 0; v < mix->people; v++)
        group[v] = v % mix->groups;
    assert_true(cvn_mix_allowed(mix, group));
}

__attribute__((unused)) static const made_mix made_mixes[] = {
    {.people = 8, .groups = 2, .least = 4, .most = 4, .from = -50, .to = 0},
    {.people = 8, .groups = 3, .least = 2, .most = 4, .from = -50, .to = 0},
    {.people = 9, .groups = 3, .least = 1, .most = 5, .from = 0, .to = 50, .linear = true},
    {.people = 9, .groups = 3, .least = 2, .most = 4, .from = -20, .to = 20, .linear = true, .weight = 7},
    {.people = 9, .groups = 3, .least = 2, .most = 5, .from = -9, .to = -1, .weight = 3, .may_close = true},
    {.people = 17, .groups = 4, .least = 3, .most = 6, .from = -9000, .to = 9000, .linear = true},
    {.people = 40, .groups = 5, .least = 6, .most = 12, .from = -200000, .to = 0},
};

#endif
