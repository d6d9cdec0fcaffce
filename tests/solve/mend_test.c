/* SPDX-License-Identifier: Apache-2.0 */
/** An answer at once: what lacks something ends, its people go where there is room, and nobody else is touched. */
#include "seasons.h"

/** Two groups of four at hours of their own, each with the only leader who can come. The leader of the first has dropped out. */
static cvn_conference *two_groups(bool dropped)
{
    cvn_buffer b = {0};
    cvn_buffer_printf(&b, "{\"format\": \"conference/1\", \"id\": \"two\", \"title\": \"Two\", \"timezone\": \"UTC\", \"locale\": \"en\", "
                          "\"organizer\": {\"name\": \"O\", \"email\": \"o@example.org\"}, \"sessions\": {\"count\": 2, \"minutes\": 60, "
                          "\"from\": \"2027-03-01\", \"to\": \"2027-03-14\", \"grid_minutes\": 60, \"pattern\": \"weekly\"}, "
                          "\"group_types\": [{\"id\": \"t\", \"title\": \"T\", \"size\": {\"min\": 3, \"ideal\": 4, \"max\": 5}, "
                          "\"leaders\": {\"min\": 1, \"max\": 1}}], \"participants\": [");
    for (uint32_t i = 0; i < 10; i++)
        cvn_buffer_printf(&b,
                          "%s{\"id\": \"p%u\", \"name\": \"P\", \"email\": \"p%u@example.org\", \"timezone\": \"UTC\", \"roles\": [\"%s\"], "
                          "\"status\": \"%s\", \"availability\": [{\"weekly\": [\"MO\"], \"from\": \"%s\", \"to\": \"%s\"}]}",
                          i ? ", " : "", i, i, i < 2 ? "leader" : "member", i == 0 && dropped ? "dropped" : "active", i % 2 ? "18:00" : "10:00",
                          i % 2 ? "19:00" : "11:00");
    cvn_buffer_text(&b, "]}");
    cvn_conference *conference = NULL;
    assert_int_equal(cvn_conference_parse(&conference, b.text, b.length, "two", NULL, NULL), CVN_OK);
    cvn_buffer_free(&b);
    return conference;
}

/** Nobody else can lead the first group: its four are lost whatever one does, and nobody of the other is. However short the search is. */
static void a_group_without_its_leader_takes_nobody_else_along(void **context)
{
    (void)context;
    static const uint64_t steps[] = {1, 100, 5000, 100000};
    for (size_t i = 0; i < CVN_COUNT(steps); i++) {
        cvn_conference *before = two_groups(false), *after = two_groups(true);
        cvn_allocation *baseline = NULL, *allocation = NULL;
        cvn_solve_options options;
        cvn_progress last;
        cvn_solve_options_init(&options);
        options.time_limit_s = 0;
        options.step_limit = 5000;
        assert_int_equal(cvn_solve(&baseline, before, NULL, &options, &last, NULL), CVN_OK);
        assert_int_equal(last.score.unplaced, 0);
        options.step_limit = steps[i];
        assert_int_equal(cvn_solve(&allocation, after, baseline, &options, &last, NULL), CVN_OK);
        assert_int_equal(last.score.lost, 4);
        assert_int_equal(cvn_allocation_groups(allocation), 1);
        cvn_allocation_free(allocation);
        cvn_allocation_free(baseline);
        cvn_conference_free(after);
        cvn_conference_free(before);
    }
}

#define ONCE "{\"count\": 1, \"minutes\": 60, \"from\": \"2027-03-01\", \"to\": \"2027-03-07\", \"grid_minutes\": 60}"
/* clang-format off */
#define EACH(most)                                                                                                                             \
    .size_min = 2, .size_ideal = 2, .size_max = most, .leaders_min = 1, .leaders_max = 2, .sessions = ONCE, .stand = 7,                        \
    .groups = {"[\"2027-03-01T08:00:00Z\"]", "[\"2027-03-01T16:00:00Z\"]", "[\"2027-03-01T12:00:00Z\"]"}
#define MEMBER(hours, group)   {"m", hours, 1U << (group), 0, group, OUT, 0}
#define LEADER(hours, group)   {"l", hours, 0, 1U << (group), OUT, group, 0}
#define PLAYING(hours, group)  {"lm", hours, 0, 1U << (group), OUT, group, 0}
/* clang-format on */

/* The third group is always well. Where everybody is to be at the end: see season_places. */
/* clang-format off */
static const struct {
    season season;
    const char *wanted;
} rows[] = {
    {{"without a leader, its people go where there is room", EACH(6), .people = {
        MEMBER(AT_8 | AT_16, 0), MEMBER(AT_8 | AT_16, 0), MEMBER(AT_8 | AT_16, 0), MEMBER(AT_8, 0),
        MEMBER(AT_16, 1), MEMBER(AT_16, 1), LEADER(AT_16, 1), MEMBER(AT_12, 2), MEMBER(AT_12, 2), LEADER(AT_12, 2)}}, "1 1 1 . 1 1 b 2 2 c"},
    {{"short of a member, its leader is one elsewhere", EACH(6), .people = {
        PLAYING(AT_8 | AT_16, 0), MEMBER(AT_8 | AT_16, 0),
        MEMBER(AT_16, 1), MEMBER(AT_16, 1), LEADER(AT_16, 1), MEMBER(AT_12, 2), MEMBER(AT_12, 2), LEADER(AT_12, 2)}}, "1 1 1 1 b 2 2 c"},
    {{"a leader without the role is none", EACH(6), .people = {
        LEADER(AT_8 | AT_16, 0), MEMBER(AT_8 | AT_16, 0),
        MEMBER(AT_16, 1), MEMBER(AT_16, 1), LEADER(AT_16, 1), MEMBER(AT_12, 2), MEMBER(AT_12, 2), LEADER(AT_12, 2)}}, ". 1 1 1 b 2 2 c"},
    {{"who leads another group goes on with that", EACH(6), .people = {
        {"lm", AT_8 | AT_16, 0, G0 | G1, OUT, 1, 2}, MEMBER(AT_8 | AT_16, 0),
        MEMBER(AT_16, 1), MEMBER(AT_16, 1), MEMBER(AT_12, 2), MEMBER(AT_12, 2), LEADER(AT_12, 2)}}, "b 1 1 1 2 2 c"},
    {{"nobody makes room for them", EACH(3), .people = {
        MEMBER(AT_8 | AT_16, 0), MEMBER(AT_8 | AT_16, 0), MEMBER(AT_16 | AT_12, 1), MEMBER(AT_16 | AT_12, 1), MEMBER(AT_16 | AT_12, 1),
        LEADER(AT_16, 1), MEMBER(AT_12, 2), MEMBER(AT_12, 2), LEADER(AT_12, 2)}}, ". . 1 1 1 b 2 2 c"},
    {{"both that lack something end", EACH(6), .people = {
        MEMBER(AT_8 | AT_12, 0), MEMBER(AT_8 | AT_12, 0), MEMBER(AT_16 | AT_12, 1), MEMBER(AT_16, 1),
        MEMBER(AT_12, 2), MEMBER(AT_12, 2), LEADER(AT_12, 2)}}, "2 2 2 . 2 2 c"},
    {{"a fixed group stays as it is", EACH(6), .rules = "[{\"rule\": \"fix\", \"groups\": [\"g0\"]}]", .people = {
        MEMBER(AT_8 | AT_16, 0), MEMBER(AT_8 | AT_16, 0),
        MEMBER(AT_16, 1), MEMBER(AT_16, 1), LEADER(AT_16, 1), MEMBER(AT_12, 2), MEMBER(AT_12, 2), LEADER(AT_12, 2)}}, "0 0 1 1 b 2 2 c"},
};
/* clang-format on */

static const char *wanted;

static void mend(const season *m, cvn_search *s)
{
    char places[64];
    cvn_tally nothing = s->best.total;
    s->next_save = 1000; /* noted all the same */
    cvn_mend(s);
    season_places(m, s->state, places, sizeof places);
    if (strcmp(places, wanted) != 0)
        fail_msg("%s: %s", m->name, places);
    for (uint32_t i = 0; i < s->state->open_count; i++)
        assert_true(s->state->slots[s->state->open[i]].fixed || !s->state->slots[s->state->open[i]].tally.hard);
    assert_true(cvn_tally_equal(&s->best.total, m->rules ? &nothing : &s->state->total));
}

static void only_what_lacks_something_ends(void **context)
{
    (void)context;
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        wanted = rows[i].wanted;
        with_season(&rows[i].season, mend);
    }
}

/** Of any baseline, what is left is an answer, and what is noted is no worse. */
static void what_is_left_is_an_answer(void **context)
{
    (void)context;
    uint32_t ended = 0;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        made_up shape = made_up_shapes[seed % CVN_COUNT(made_up_shapes)];
        cvn_allocation *baseline = made_up_baseline(&shape, seed);
        shape.dropped = 3;
        cvn_conference *conference = make_up(&shape, seed);
        cvn_problem *problem = NULL;
        assert_int_equal(cvn_problem_new(&problem, conference, baseline, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(problem, seed);
        assert_int_equal(cvn_state_baseline(s->state, NULL), CVN_OK);
        uint32_t open = s->state->open_count;
        cvn_mend(s);
        ended += open - s->state->open_count;
        assert_true(cvn_state_sound(s->state));
        for (uint32_t i = 0; i < s->state->open_count; i++)
            assert_int_equal(s->state->slots[s->state->open[i]].tally.hard, 0);
        assert_false(cvn_tally_less(&s->state->total, &s->best.total));
        cvn_search_free(s);
        cvn_problem_free(problem);
        cvn_conference_free(conference);
        cvn_allocation_free(baseline);
    }
    assert_true(ended > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_group_without_its_leader_takes_nobody_else_along),
        cmocka_unit_test(only_what_lacks_something_ends),
        cmocka_unit_test(what_is_left_is_an_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
