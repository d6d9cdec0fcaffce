/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The linear programme over a few groups: whoever takes them whole gains no more than it says, its prices cover every group that it knows, and
 * what it calls whole is the best there is.
 */
#include "searches.h"
#include "solve/bound_master.h"

#include <math.h>

enum { GROUPS = 10 };

typedef struct some_groups {
    const cvn_problem *p;
    const cvn_kinds *k;
    const int64_t *gain;
    uint32_t n, kind[GROUPS], count[GROUPS][CVN_ROLES], who[GROUPS][CVN_ROLES][8];
} some_groups;

static uint32_t wholes, fractions, splits;

static bool drawn(const some_groups *g, uint32_t n, uint32_t person)
{
    for (uint32_t r = 0; r < CVN_ROLES; r++)
        for (uint32_t i = 0; i < g->count[n][r]; i++)
            if (g->who[n][r][i] == person)
                return true;
    return false;
}

/** Random people who could be in one by their roles: the programme does not ask for their hours. */
static void draw(some_groups *g, cvn_master *m, cvn_random *r)
{
    for (g->n = 0; g->n < GROUPS; g->n++) {
        uint32_t n = g->n;
        g->kind[n] = dice(r, g->k->count);
        const cvn_kind *kind = &g->k->kinds[g->kind[n]];
        for (uint32_t role = 0; role < CVN_ROLES; role++) {
            uint32_t wanted = kind->least[role] + dice(r, 2);
            g->count[n][role] = 0;
            for (uint32_t t = 0; t < 200 && g->count[n][role] < wanted && g->count[n][role] < kind->most[role]; t++) {
                uint32_t person = dice(r, g->p->people);
                if (cvn_bit(kind->who[role], person) && !drawn(g, n, person))
                    g->who[n][role][g->count[n][role]++] = person;
            }
        }
        cvn_master_add(m,
                       &(cvn_found_group){.kind = g->kind[n], .count = {g->count[n][0], g->count[n][1]}, .who = {g->who[n][0], g->who[n][1]}});
    }
}

/** What those groups gain together; -1 where they cannot stand together. */
static int64_t gain_of(const some_groups *g, uint32_t chosen)
{
    uint32_t types[8] = {0};
    int64_t gain = 0;
    for (uint32_t n = 0; n < g->n; n++)
        if (chosen >> n & 1 && ++types[g->k->kinds[g->kind[n]].type] > g->p->types[g->k->kinds[g->kind[n]].type].max_groups)
            return -1;
    for (uint32_t i = 0; i < g->p->people; i++) {
        int64_t filled = 0;
        for (uint32_t n = 0; n < g->n; n++)
            for (uint32_t r = 0; r < CVN_ROLES; r++)
                for (uint32_t x = 0; chosen >> n & 1 && x < g->count[n][r]; x++)
                    filled += g->who[n][r][x] != i ? 0 : r == CVN_AS_MEMBER ? cvn_seats_of(g->p, i) : 1;
        if (filled > cvn_seats_of(g->p, i))
            return -1;
        gain += filled && g->p->person[i].member ? g->gain[i] : 0;
    }
    return gain;
}

static int64_t best_choice(const some_groups *g)
{
    int64_t best = 0;
    for (uint32_t chosen = 0; chosen < 1U << g->n; chosen++) {
        int64_t gain = gain_of(g, chosen);
        best = gain > best ? gain : best;
    }
    return best;
}

/** No group is worth more than its price, as far as rounding lets one say so. */
static void prices_cover(const some_groups *g, const cvn_prices *prices)
{
    for (uint32_t n = 0; n < g->n; n++) {
        const cvn_kind *kind = &g->k->kinds[g->kind[n]];
        int64_t worth = -prices->all - prices->type[kind->type];
        for (uint32_t r = 0; r < CVN_ROLES; r++)
            for (uint32_t x = 0; x < g->count[n][r]; x++) {
                uint32_t i = g->who[n][r][x];
                worth += prices->placed[i] - (r == CVN_AS_MEMBER ? cvn_seats_of(g->p, i) : 1) * prices->place[i];
            }
        assert_true(worth <= 64);
    }
}

typedef struct taken {
    const some_groups *g;
    uint32_t chosen;
} taken;

static void take(void *context, const cvn_found_group *found)
{
    taken *t = context;
    for (uint32_t n = 0; n < t->g->n; n++)
        if (!(t->chosen >> n & 1) && t->g->kind[n] == found->kind && t->g->count[n][0] == found->count[0] &&
            t->g->count[n][1] == found->count[1] && !memcmp(t->g->who[n][0], found->who[0], found->count[0] * sizeof(uint32_t)) &&
            !memcmp(t->g->who[n][1], found->who[1], found->count[1] * sizeof(uint32_t))) {
            t->chosen |= 1U << n;
            return;
        }
    fail();
}

static void check(some_groups *g, cvn_master *m, cvn_prices *prices)
{
    double value;
    taken t = {.g = g};
    assert_true(cvn_master_solve(m, prices, &value));
    int64_t best = best_choice(g);
    assert_true((double)best <= value + 1e-6);
    assert_true((double)prices->total / (double)CVN_PRICE_ONE >= value - 1e-3);
    prices_cover(g, prices);
    if (cvn_master_whole(m, take, &t)) {
        assert_int_equal(gain_of(g, t.chosen), best);
        assert_true(fabs(value - (double)best) < 1e-6);
        wholes++;
        return;
    }
    fractions++;
    cvn_branch two[2];
    if (!cvn_master_split(m, two))
        return;
    double half, most = 0;
    for (uint32_t i = 0; i < 2; i++) {
        cvn_master_restrict(m, &two[i]);
        assert_true(cvn_master_solve(m, prices, &half));
        assert_true(half <= value + 1e-6); /* less to choose from */
        most = half > most ? half : most;
    }
    assert_true((double)best <= most + 1e-6); /* the best choice is in one of the two halves */
    cvn_master_restrict(m, NULL);
    assert_true(cvn_master_solve(m, prices, &half));
    assert_true(fabs(half - value) < 1e-6);
    splits++;
}

static void nobody_gains_more_than_it_says(void **context)
{
    (void)context;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        made_up shape = {.people = 12, .pattern = CVN_PATTERN_WEEKLY, .leaders = seed % 2, .wide = true};
        cvn_conference *conference = make_up(&shape, seed);
        cvn_problem *p = NULL;
        assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
        cvn_kinds *k = cvn_kinds_new(p, NULL);
        int64_t gain[12], place[13], placed[13], type[8];
        for (uint32_t i = 0; i < p->people; i++)
            gain[i] = p->person[i].priority;
        cvn_prices prices = {.place = place, .placed = placed, .type = type};
        cvn_master *m = cvn_master_new(k, gain, NULL);
        some_groups g = {.p = p, .k = k, .gain = gain};
        cvn_random r;
        cvn_random_seed(&r, seed);
        draw(&g, m, &r);
        cvn_master_restrict(m, NULL);
        check(&g, m, &prices);
        cvn_master_free(m);
        cvn_kinds_free(k);
        cvn_problem_free(p);
        cvn_conference_free(conference);
    }
    assert_true(wholes > 5 && fractions > 2 && splits > 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nobody_gains_more_than_it_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
