/* SPDX-License-Identifier: Apache-2.0 */
/** The dearest group, held against every set of people that there is. */
#include "made_up.h"

#include "solve/bound_dearest.h"

typedef struct brute {
    const cvn_kinds *k;
    const cvn_kind *kind;
    const cvn_worth *worth;
    int64_t best;
} brute;

/** Can a group go on from its n-th place at those places? */
static bool goes_on(const brute *b, const uint64_t *places, uint32_t n, uint32_t last)
{
    if (n == b->kind->length)
        return true;
    for (uint32_t s = 0; s < b->k->place_count; s++) {
        bool next = n == 0 || cvn_plan_follows(b->k->p, b->k->starts[last], b->k->starts[s]);
        if (cvn_bit(places, s) && (n || !b->kind->first || cvn_bit(b->kind->first, s)) && next && goes_on(b, places, n + 1, s))
            return true;
    }
    return false;
}

static void look_at(brute *b, const uint32_t who[CVN_ROLES])
{
    uint64_t *places = CVN_NEW_ARRAY(uint64_t, b->k->place_words + 1);
    memset(places, 0xff, b->k->place_words * sizeof *places);
    int64_t worth = 0;
    for (uint32_t r = 0; r < CVN_ROLES; r++)
        for (uint32_t i = 0; i < b->k->p->people; i++)
            if (who[r] >> i & 1) {
                worth += b->worth->of[r][i];
                for (uint32_t w = 0; w < b->k->place_words; w++)
                    places[w] &= b->kind->can[r][(size_t)i * b->k->place_words + w];
            }
    if (worth > b->best && goes_on(b, places, 0, 0))
        b->best = worth;
    free(places);
}

static bool fits(const brute *b, uint32_t role, uint32_t who)
{
    uint32_t n = cvn_bits_word(who);
    return n >= b->kind->least[role] && n <= b->kind->most[role] && !(who & ~(uint32_t)b->kind->who[role][0]);
}

static int64_t best_of_all(brute *b)
{
    uint32_t all = 1U << b->k->p->people;
    for (uint32_t members = 0; members < all; members++)
        for (uint32_t leaders = 0; fits(b, CVN_AS_MEMBER, members) && leaders < all; leaders++)
            if (!(leaders & members) && fits(b, CVN_AS_LEADER, leaders))
                look_at(b, (uint32_t[]){members, leaders});
    return b->best;
}

typedef struct told {
    int64_t most;
    uint32_t count;
} told;

static void hear(void *context, const cvn_found_group *group)
{
    told *t = context;
    t->most = group->worth > t->most ? group->worth : t->most;
    t->count++;
}

static void the_dearest_group_is_the_dearest_of_all(void **context)
{
    (void)context;
    uint32_t found = 0;
    for (uint64_t seed = 1; seed <= 48; seed++) {
        cvn_pattern patterns[] = {CVN_PATTERN_FREE, CVN_PATTERN_WEEKLY, CVN_PATTERN_OFFERED};
        made_up shape = {.people = 8, .pattern = patterns[seed % 3], .leaders = seed % 2, .loose = seed % 3 == 2 && seed % 4};
        cvn_conference *conference = make_up(&shape, seed);
        cvn_problem *p;
        assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
        cvn_kinds *k = cvn_kinds_new(p, NULL);
        assert_non_null(k);
        cvn_dearest *d = cvn_dearest_new(k, NULL);
        cvn_random r;
        cvn_random_seed(&r, seed);
        int64_t worth[CVN_ROLES][8];
        for (uint32_t i = 0; i < 16; i++)
            worth[i / 8][i % 8] = (int64_t)dice(&r, 140) - 40;
        cvn_worth w = {.of = {worth[0], worth[1]}};
        for (uint32_t n = 0; n < k->count; n++) {
            told t = {.most = 10};
            brute b = {.k = k, .kind = &k->kinds[n], .worth = &w, .best = 10};
            int64_t most = cvn_dearest_group(d, n, &w, 10, 1000000, hear, &t);
            assert_int_equal(most, best_of_all(&b));
            assert_int_equal(most, t.most);
            found += t.count > 0;
            t = (told){.most = 10};
            assert_true(cvn_dearest_group(d, n, &w, 10, 1, hear, &t) >= most); /* too few nodes: an upper limit */
        }
        cvn_dearest_free(d);
        cvn_kinds_free(k);
        cvn_problem_free(p);
        cvn_conference_free(conference);
    }
    assert_true(found > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_dearest_group_is_the_dearest_of_all)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
