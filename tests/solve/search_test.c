/* SPDX-License-Identifier: Apache-2.0 */
/** How a search decides, which moves it tries how often, and what it keeps. */
#include "searches.h"

#include <math.h>

static cvn_search *begin(cvn_problem **p, cvn_conference **c, uint64_t seed)
{
    made_up shape = {.people = 20, .pattern = CVN_PATTERN_FREE, .wide = true};
    *c = make_up(&shape, seed);
    assert_int_equal(cvn_problem_new(p, *c, NULL, NULL), CVN_OK);
    return cvn_search_new(*p, seed);
}

static void end(cvn_search *s, cvn_problem *p, cvn_conference *c)
{
    cvn_search_free(s);
    cvn_problem_free(p);
    cvn_conference_free(c);
}

static void worse_is_accepted_by_temperature(void **context)
{
    (void)context;
    cvn_problem *p;
    cvn_conference *c;
    cvn_search *s = begin(&p, &c, 1);
    enum { ROOM = 1000 };
    s->price = (cvn_price){.hard = 1000, .lost = 500, .upset = 100};
    s->uphill = CVN_NEW_ARRAY(double, ROOM);
    s->uphill_room = ROOM;
    static const double temperatures[] = {0, 10, 50};
    for (size_t i = 0; i < CVN_COUNT(temperatures); i++) {
        s->temperature = temperatures[i];
        cvn_tally same = {0}, better = {.upset = -1, .cost = 99}, worse = {.cost = 10}, much = {.upset = 1};
        uint32_t accepted = 0, dear = 0, of = 20000;
        assert_true(cvn_accepts(s, &same) && cvn_accepts(s, &better)); /* 99 − 100 */
        s->uphill_count = 0;
        for (uint32_t k = 0; k < of; k++) {
            accepted += cvn_accepts(s, &worse);
            dear += cvn_accepts(s, &much);
        }
        assert_int_equal(s->uphill_count, ROOM);
        for (uint32_t k = 0; k < ROOM; k++)
            assert_float_equal(s->uphill[k], 10, 1e-9); /* of cost alone */
        double t = temperatures[i], wanted = t > 0 ? of * exp(-10 / t) : 0, wanted_dear = t > 0 ? of * exp(-100 / t) : 0;
        assert_true(fabs(accepted - wanted) < 300);
        assert_true(fabs(dear - wanted_dear) < 300);
    }
    assert_float_equal(cvn_energy(s, &(cvn_tally){1, 2, 3, 4}), 1000 + 1000 + 300 + 4, 1e-9);
    end(s, p, c);
}

static void moves_are_tried_by_their_weights(void **context)
{
    (void)context;
    cvn_problem *p;
    cvn_conference *c;
    cvn_search *s = begin(&p, &c, 2);
    uint64_t steps[2] = {0}, sum = 0;
    double wanted[64] = {0};
    assert_true(cvn_move_count <= 64);
    stir(s, 0);
    for (uint32_t k = 0; k < 20000; k++) {
        steps[s->state->unplaced_count > 0]++;
        cvn_step(s);
    }
    for (uint32_t m = 0; m < cvn_move_count; m++) {
        wanted[m] = (double)steps[0] * cvn_moves[m].all / s->weight[0] + (double)steps[1] * cvn_moves[m].left / s->weight[1];
        assert_true(fabs((double)s->tried[m] - wanted[m]) < 6 * sqrt(wanted[m] + 1));
        assert_true(s->made[m] <= s->tried[m]);
        sum += s->tried[m];
    }
    assert_int_equal(sum, 20000);
    assert_int_equal(s->steps, 20000);
    end(s, p, c);
}

static void the_best_is_kept_and_nothing_else(void **context)
{
    (void)context;
    cvn_problem *p;
    cvn_conference *c;
    cvn_search *s = begin(&p, &c, 3);
    cvn_tally least = s->best.total;
    s->temperature = 30;
    s->price = (cvn_price){.hard = 200, .lost = 500, .upset = 60};
    for (uint32_t k = 0; k < 3000; k++) {
        cvn_step(s);
        if (cvn_tally_less(&s->state->total, &least))
            least = s->state->total;
        cvn_search_note(s, true);
        assert_true(cvn_tally_equal(&least, &s->best.total));
    }
    cvn_layout_load(s->state, &s->best);
    assert_true(cvn_tally_equal(&s->state->total, &least));
    end(s, p, c);
}

static void a_trial_is_decided_or_given_up_whole(void **context)
{
    (void)context;
    cvn_problem *p;
    cvn_conference *c;
    cvn_search *s = begin(&p, &c, 4);
    cvn_construct(s);
    s->temperature = 0;
    uint32_t kept = 0, undone = 0;
    for (uint32_t person = 0; person < p->people; person++) {
        if (s->state->seat[person] == CVN_NONE)
            continue;
        uint64_t before = fingerprint(s);
        cvn_trial_begin(s->state);
        cvn_leave(s->state, person);
        assert_false(cvn_one_in(s, 2) ? cvn_decide(s) : cvn_give_up(s)); /* one more left over */
        assert_true(!s->state->trial && fingerprint(s) == before);
        undone++;
        cvn_trial_begin(s->state);
        cvn_leave(s->state, person);
        cvn_tally delta = cvn_trial_settle(s->state);
        assert_true(cvn_keep(s, &delta));
        assert_int_equal(s->state->seat[person], CVN_NONE);
        kept++;
    }
    cvn_trial_begin(s->state);
    assert_false(cvn_decide(s)); /* nothing was changed */
    assert_true(kept > 5 && undone == kept);
    assert_true(cvn_state_sound(s->state));
    end(s, p, c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(worse_is_accepted_by_temperature), cmocka_unit_test(moves_are_tried_by_their_weights),
                                       cmocka_unit_test(the_best_is_kept_and_nothing_else),
                                       cmocka_unit_test(a_trial_is_decided_or_given_up_whole)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
