/* SPDX-License-Identifier: Apache-2.0 */
/** Seats: who could be what, who is alike, what is left to be left over, and how many groups there can be. */
#include "hand_made.h"

#include "solve/bound_seats.h"

#define P(roles, hours)                                                                                                                        \
    {                                                                                                                                          \
        roles, hours, OUT, OUT, 1                                                                                                              \
    }

static cvn_seats *seats_of(const hand_made *m, int64_t unplaced, cvn_conference **conference, cvn_problem **p)
{
    *conference = hand_made_conference(m);
    assert_int_equal(cvn_problem_new(p, *conference, NULL, NULL), CVN_OK);
    return cvn_seats_new(*p, unplaced, NULL, false);
}

static void people_who_are_alike_are_one_sort(void **context)
{
    (void)context;
    const hand_made m = {
        "sorts", 2, 2, 3, 1, 1, {0}, NULL, {P("m", AT_8), P("m", AT_12), P("lm", AT_8), P("l", AT_8), P("m", 0), P("m", AT_16)}};
    cvn_conference *conference;
    cvn_problem *p;
    cvn_seats *s = seats_of(&m, 3, &conference, &p);
    assert_int_equal(s->cells, 1);
    assert_int_equal(s->sort_count, 3); /* three members, a member who may lead, a leader; one has no hours */
    assert_int_equal(s->sorts[0].people, 3);
    assert_int_equal(s->sorts[0].seat_count, 1);
    assert_int_equal(s->sorts[1].seat_count, 2);
    assert_int_equal(s->sorts[2].seats[0].role, CVN_SEAT_LEADER);
    assert_int_equal(s->spare, 2);
    assert_int_equal(s->sorts[0].must, false);
    assert_int_equal(s->shape_count, 1);
    assert_int_equal(s->shapes[0].least[CVN_SEAT_MEMBER], 2);
    assert_int_equal(s->shapes[0].most[CVN_SEAT_LEADER], 1);
    assert_int_equal(s->least_groups, 1); /* two of four may be left over */
    assert_int_equal(s->most_groups, 2);
    cvn_seats_free(s);
    cvn_problem_free(p);
    cvn_conference_free(conference);
}

static void nobody_leads_then_nobody_sits(void **context)
{
    (void)context;
    const hand_made m = {"no leader", 2, 2, 3, 1, 1, {0}, NULL, {P("m", AT_8), P("m", AT_8), P("l", 0)}};
    cvn_conference *conference;
    cvn_problem *p;
    cvn_seats *s = seats_of(&m, 1, &conference, &p);
    assert_int_equal(s->shape_count, 0);
    assert_int_equal(s->sort_count, 0);
    assert_int_equal(s->spare, -1);
    cvn_seats_free(s);
    cvn_problem_free(p);
    cvn_conference_free(conference);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(people_who_are_alike_are_one_sort), cmocka_unit_test(nobody_leads_then_nobody_sits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
