/* SPDX-License-Identifier: Apache-2.0 */
/** The best series of a clock is what trying all of them finds; none where a session is missing; no session before what is held. */
#include "made_up.h"

#include "solve/clock_series.h"

#include <math.h>

/** The most that the sessions from one on are worth, when the last was at a start; CVN_NONE: there was none. */
static double best_by_trying(const cvn_problem *p, uint32_t clock, const double *worth, uint32_t last, uint32_t sessions)
{
    double best = sessions ? -INFINITY : 0;
    for (uint32_t n = p->clock_first[clock]; sessions && n < p->clock_first[clock + 1]; n++) {
        uint32_t start = p->clock_starts[n];
        int64_t days = last == CVN_NONE ? p->gap_min : p->day[start] - p->day[last];
        if (start < p->open_from || (last != CVN_NONE && start <= last) || days < p->gap_min || days > p->gap_max)
            continue;
        if (last != CVN_NONE && p->start_min[start] - p->start_min[last] < p->duration_min)
            continue;
        best = fmax(best, worth[start] + best_by_trying(p, clock, worth, start, sessions - 1));
    }
    return best;
}

static uint32_t found, missing;

static void look_at(const cvn_problem *p, cvn_random *random)
{
    cvn_clock_series *room = cvn_clock_series_new(p);
    double *worth = CVN_NEW_ARRAY(double, p->start_count + 1);
    uint32_t *out = CVN_NEW_ARRAY(uint32_t, p->session_count + 1);
    for (uint32_t s = 0; s < p->start_count; s++)
        worth[s] = dice(random, 3) ? (double)dice(random, 1000) - 300 : -INFINITY;
    for (uint32_t clock = 0; clock < p->clock_count; clock++) {
        double best = best_by_trying(p, clock, worth, CVN_NONE, p->session_count), sum = 0;
        uint32_t count = cvn_clock_series_best(room, clock, worth, out);
        assert_int_equal(count, best > -INFINITY ? p->session_count : 0);
        for (uint32_t k = 0; k < count; k++) {
            sum += worth[out[k]];
            assert_true(out[k] >= p->open_from);
            if (k)
                assert_in_range(p->day[out[k]] - p->day[out[k - 1]], p->gap_min, p->gap_max);
        }
        if (count)
            assert_true(fabs(sum - best) <= 1e-9);
        found += count > 0;
        missing += count == 0;
    }
    free(out);
    free(worth);
    cvn_clock_series_free(room);
}

static void the_best_is_what_trying_all_finds(void **context)
{
    (void)context;
    static const char *const moments[] = {NULL, "2027-03-12T00:00:00Z", "2027-04-03T00:00:00Z"};
    cvn_random random;
    cvn_random_seed(&random, 5);
    for (uint64_t seed = 1; seed <= 30; seed++) {
        made_up shape = {.people = 6, .pattern = seed % 2 ? CVN_PATTERN_WEEKLY : CVN_PATTERN_FREE, .wide = true, .as_of = moments[seed % 3]};
        cvn_conference *conference = make_up(&shape, seed);
        cvn_problem *p = NULL;
        assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
        look_at(p, &random);
        cvn_problem_free(p);
        cvn_conference_free(conference);
    }
    print_message("%u series found, %u clocks without\n", found, missing);
    assert_true(found > 100 && missing > 100);
}

static void nothing_is_freed_twice(void **context)
{
    (void)context;
    cvn_clock_series_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_best_is_what_trying_all_finds), cmocka_unit_test(nothing_is_freed_twice)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
