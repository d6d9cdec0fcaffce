/* SPDX-License-Identifier: Apache-2.0 */
#include "seasons.h"

/** Six alike in all but how much they offered, one group of three: who offered most has it, whatever the seed and the order in the file. */
static void who_offered_more_is_not_left_over(void **context)
{
    (void)context;
    for (uint32_t turn = 0; turn < 6; turn++) {
        cvn_buffer b = {0};
        cvn_buffer_text(
            &b, "{\"format\": \"conference/1\", \"id\": \"six\", \"title\": \"Six\", \"timezone\": \"UTC\", \"locale\": \"en\", "
                "\"organizer\": {\"name\": \"O\", \"email\": \"o@example.org\"}, \"sessions\": {\"count\": 1, \"minutes\": 60, "
                "\"from\": \"2027-03-01\", \"to\": \"2027-03-07\", \"grid_minutes\": 60, \"pattern\": \"free\"}, "
                "\"group_types\": [{\"id\": \"t\", \"title\": \"T\", \"size\": {\"min\": 3, \"ideal\": 3, \"max\": 3}, \"max_groups\": 1}], "
                "\"participants\": [");
        for (uint32_t i = 0; i < 6; i++)
            cvn_buffer_printf(&b,
                              "%s{\"id\": \"p%u\", \"name\": \"P\", \"email\": \"p%u@example.org\", \"timezone\": \"UTC\", \"availability\": "
                              "[{\"weekly\": [\"MO\"], \"from\": \"08:00\", \"to\": \"%02u:00\"}]}",
                              i ? ", " : "", i, i, 9 + (i + turn) % 6);
        cvn_buffer_text(&b, "]}");
        cvn_conference *conference = NULL;
        cvn_allocation *allocation = NULL;
        cvn_solve_options options;
        cvn_solve_options_init(&options);
        options.time_limit_s = 0;
        options.step_limit = 3000;
        options.seed = turn;
        assert_int_equal(cvn_conference_parse(&conference, b.text, b.length, "six", NULL, NULL), CVN_OK);
        assert_int_equal(cvn_solve(&allocation, conference, NULL, &options, NULL, NULL), CVN_OK);
        assert_int_equal(cvn_allocation_unplaced(allocation), 3);
        for (size_t i = 0; i < 3; i++) /* the hours offered of those left over: one to three */
            assert_in_range((uint32_t)(cvn_allocation_unplaced_id(allocation, i)[1] - '0' + turn) % 6, 0, 2);
        cvn_allocation_free(allocation);
        cvn_conference_free(conference);
        cvn_buffer_free(&b);
    }
}

static void leave_as_they_are(const season *m, cvn_search *s)
{
    assert_int_equal(s->state->unplaced_count, 1);
    assert_false(cvn_be_fair(s));
    for (uint32_t i = 0; m->people[i].roles; i++)
        assert_int_equal(s->state->seat[i] != CVN_NONE, m->people[i].seat != OUT);
}

static void change_places(const season *m, cvn_search *s)
{
    (void)m;
    assert_true(cvn_be_fair(s));
    assert_true(s->state->seat[0] == CVN_NONE && s->state->seat[1] != CVN_NONE);
}

/** Both met at 8, and moving costs nothing: the second group's could as well have a seat of the first, but a fix rule holds that together. */
static void a_fixed_group_keeps_its_people(void **context)
{
    (void)context;
    static const char at_8[] = "[\"2027-03-01T08:00:00Z\"]";
    static const season m = {
        "fixed",
        .size_min = 2,
        .size_ideal = 2,
        .size_max = 2,
        .sessions = "{\"count\": 1, \"minutes\": 60, \"from\": \"2027-03-01\", \"to\": \"2027-03-07\", \"grid_minutes\": 60}",
        .weights = "{\"move\": 0}",
        .rules = "[{\"rule\": \"fix\", \"groups\": [\"g0\"]}]",
        .groups = {at_8, at_8},
        .stand = G0,
        .people = {{"m", AT_8, G0, 0, 0, OUT, 0}, {"m", AT_8 | AT_12, G1, 0, OUT, OUT, 0}, {"m", ANY_HOUR, G0, 0, 0, OUT, 0}}};
    with_season(&m, leave_as_they_are);
    season loose = m; /* without the rule they would */
    loose.rules = NULL;
    with_season(&loose, change_places);
}

static uint32_t *starts_offered(const cvn_problem *p)
{
    uint32_t *offered = CVN_NEW_ARRAY(uint32_t, p->people + 1);
    for (uint32_t i = 0; i < p->people; i++)
        for (uint32_t start = 0; start < p->start_count; start++)
            offered[i] += cvn_plan_can(p, i, start);
    return offered;
}

/** Do they change places for nothing? By doing it, and taking it back. */
static bool changes_nothing(cvn_state *state, uint32_t out, uint32_t in)
{
    cvn_tally before = state->total;
    uint32_t slot = state->seat[out];
    cvn_trial_begin(state);
    cvn_leave(state, out);
    cvn_join(state, in, slot);
    cvn_trial_settle(state);
    bool equal = cvn_tally_equal(&before, &state->total);
    cvn_trial_undo(state);
    return equal;
}

/** Somebody left over who could have, for nothing, the seat of somebody who offered less: how many such pairs there are. */
static uint32_t wronged(cvn_state *state)
{
    uint32_t n = 0, *offered = starts_offered(state->p);
    for (uint32_t i = 0; i < state->unplaced_count; i++)
        for (uint32_t out = 0; out < state->p->people; out++) {
            uint32_t in = state->unplaced_list[i], slot = state->seat[out];
            n += slot != CVN_NONE && !state->pinned[out] && offered[out] < offered[in] && cvn_is_able(state, in, slot) &&
                 changes_nothing(state, out, in);
        }
    free(offered);
    return n;
}

static uint32_t changed, at_first;

static void look(cvn_search *s)
{
    cvn_tally before = s->state->total;
    size_t bytes = s->p->people * sizeof *s->state->seat;
    uint32_t *seats = CVN_NEW_ARRAY(uint32_t, s->p->people + 1);
    memcpy(seats, s->state->seat, bytes);
    at_first += wronged(s->state);
    bool did = cvn_be_fair(s);
    changed += did;
    assert_true(cvn_tally_equal(&before, &s->state->total));
    assert_true(cvn_state_sound(s->state));
    assert_int_equal(wronged(s->state), 0);
    assert_true(did == (memcmp(seats, s->state->seat, bytes) != 0)); /* says what it did */
    assert_false(cvn_be_fair(s));                                    /* and then there is nothing left */
    free(seats);
}

/** One meeting at some hour of the day; places for half of them; nothing tells people apart but hours, who
 *  belongs together, and a level; with an even seed also priorities, and whose hours are only if needed. */
static cvn_conference *equals(uint64_t seed)
{
    enum { PEOPLE = 16 };
    cvn_random r;
    cvn_random_seed(&r, seed);
    cvn_buffer b = {0};
    cvn_buffer_printf(&b,
                      "{\"format\": \"conference/1\", \"id\": \"e\", \"title\": \"E\", \"timezone\": \"UTC\", \"organizer\": {\"name\": "
                      "\"O\", \"email\": \"o@example.org\"}, \"sessions\": {\"count\": 1, \"minutes\": 60, \"from\": \"2027-03-01\", "
                      "\"to\": \"2027-03-03\", \"grid_minutes\": 60}, \"group_types\": [{\"id\": \"t\", \"size\": {\"min\": 2, \"ideal\": 3, "
                      "\"max\": 4}, \"max_groups\": %u}], \"rules\": [{\"rule\": \"spread\", \"over\": \"level\", \"weight\": 1}%s",
                      1 + dice(&r, 3), dice(&r, 2) ? "" : ", {\"rule\": \"at_most\", \"count\": 2, \"same\": \"level\"}");
    for (uint32_t k = 0; k < 4; k++)
        cvn_buffer_printf(&b, ", {\"rule\": \"together\", \"who\": [\"p%u\", \"p%u\"], \"weight\": 4}", 3 * k, 3 * k + 1 + dice(&r, 2));
    cvn_buffer_text(&b, "], \"participants\": [");
    for (uint32_t i = 0; i < PEOPLE; i++) {
        uint32_t from = 9 + dice(&r, 5), to = from + 1 + dice(&r, 5);
        cvn_buffer_printf(&b,
                          "%s{\"id\": \"p%u\", \"timezone\": \"UTC\", \"priority\": %u, \"attributes\": {\"level\": %u}, \"availability\": "
                          "[{\"weekly\": [\"MO\", \"%s\"], \"from\": \"%02u:00\", \"to\": \"%02u:00\", \"if_needed\": %s}]}",
                          i ? ", " : "", i, seed % 2 ? 1 : 1 + dice(&r, 2), dice(&r, 3), dice(&r, 2) ? "TU" : "WE", from, to,
                          seed % 2 || dice(&r, 2) ? "false" : "true");
    }
    cvn_buffer_text(&b, "]}");
    cvn_conference *conference = NULL;
    assert_int_equal(cvn_conference_parse(&conference, b.text, b.length, "equals", NULL, NULL), CVN_OK);
    cvn_buffer_free(&b);
    return conference;
}

/** The score stays as it is, and afterwards nobody is left over who could have the seat of somebody less generous for nothing. */
static void costs_nothing_and_leaves_nobody_wronged(void **context)
{
    (void)context;
    changed = at_first = 0;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        made_up shape = made_up_shapes[seed / 4 % CVN_COUNT(made_up_shapes)];
        cvn_allocation *baseline = NULL;
        if (seed % 16 == 0) {
            baseline = made_up_baseline(&shape, seed);
            shape.named = baseline->group_count > 0;
        }
        cvn_conference *conference = seed % 4 ? equals(seed) : make_up(&shape, seed);
        cvn_problem *problem = NULL;
        assert_int_equal(cvn_problem_new(&problem, conference, baseline, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(problem, seed);
        if (baseline)
            assert_int_equal(cvn_state_baseline(s->state, NULL), CVN_OK);
        cvn_construct(s);
        stir(s, 200);
        look(s);
        cvn_search_free(s);
        cvn_problem_free(problem);
        cvn_conference_free(conference);
        cvn_allocation_free(baseline);
    }
    assert_true(changed > 20 && at_first > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(who_offered_more_is_not_left_over), cmocka_unit_test(a_fixed_group_keeps_its_people),
                                       cmocka_unit_test(costs_nothing_and_leaves_nobody_wronged)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
