/* SPDX-License-Identifier: Apache-2.0 */
/** After the last look no session is better elsewhere, and no group at another series that is offered. */
#include "descents.h"
#include "seasons.h"
#include "solve/descent.h"
#include "weeks.h"

/** Other sessions for a group that everybody in it can follow: do they better the score? */
static bool series_betters(cvn_state *state, uint32_t number, const uint32_t *starts, uint32_t count, const cvn_tally *was)
{
    const cvn_slot *slot = &state->slots[number];
    uint32_t members = slot->member_count, leaders = slot->leader_count, held = slot->held;
    if (!cvn_plan_sessions_ok(state->p, starts, count, held) || memcmp(starts, slot->at, held * sizeof *starts) != 0)
        return false;
    cvn_trial_begin(state);
    cvn_set_times(state, number, starts, count, held);
    for (uint32_t i = 0; i < members; i++)
        if (!cvn_is_able(state, slot->members[i], number))
            return no_trial(state);
    for (uint32_t i = 0; i < leaders; i++)
        if (!cvn_bit(slot->able_lead, slot->leaders[i]) || !cvn_times_clear(state, slot->leaders[i], number, starts, count, held))
            return no_trial(state);
    return betters(state, was);
}

static bool some_session_betters(cvn_search *s, const cvn_tally *was)
{
    for (uint32_t g = 0; g < s->state->open_count; g++) {
        const cvn_slot *slot = &s->state->slots[s->state->open[g]];
        for (uint32_t k = slot->held; k < slot->count && !slot->fixed; k++)
            for (uint32_t start = 0; start < s->p->start_count; start++) {
                uint32_t at[CVN_MAX_SESSIONS];
                memcpy(at, slot->at, slot->count * sizeof *at);
                at[k] = start;
                if (start != slot->at[k] && series_betters(s->state, s->state->open[g], at, slot->count, was))
                    return true;
            }
    }
    return false;
}

static bool some_offer_betters(cvn_search *s, const cvn_tally *was)
{
    for (uint32_t g = 0; g < s->state->open_count; g++)
        for (uint32_t i = 0; i < s->p->series_count; i++) {
            uint32_t number = s->state->open[g];
            const cvn_plan_series *series = &s->p->series[i];
            if (!s->state->slots[number].fixed && series->held == s->state->slots[number].held && series->count > series->held &&
                series_betters(s->state, number, series->starts, series->count, was))
                return true;
        }
    return false;
}

static void check(cvn_search *s, const cvn_tally *was)
{
    assert_false(s->p->pattern == CVN_PATTERN_OFFERED ? some_offer_betters(s, was) : some_session_betters(s, was));
}

static void no_session_is_better_elsewhere(void **context)
{
    (void)context;
    after_each_descent(42, 14, check);
    assert_true(tried > 1000);
}

/* ---- one group by itself ------------------------------------------------------------------------------------------------------------------------ */

static uint32_t moved, stayed;

/** Could a group be better off, and if so at what least cost, with one session elsewhere or at another series? Everybody stays. */
static bool one_betters(cvn_search *s, uint32_t number)
{
    cvn_tally was = s->state->total;
    const cvn_slot *slot = &s->state->slots[number];
    for (uint32_t i = 0; i < s->p->series_count; i++)
        if (series_betters(s->state, number, s->p->series[i].starts, s->p->series[i].count, &was))
            return true;
    for (uint32_t k = 0; k < slot->count && s->p->pattern != CVN_PATTERN_OFFERED; k++)
        for (uint32_t start = 0; start < s->p->start_count; start++) {
            uint32_t at[CVN_MAX_SESSIONS];
            memcpy(at, slot->at, slot->count * sizeof *at);
            at[k] = start;
            if (series_betters(s->state, number, at, slot->count, &was))
                return true;
        }
    return false;
}

/** Of single sessions: nothing as good lies earlier, unless it has not moved at all. */
static void is_the_earliest_of_equals(cvn_search *s, uint32_t number)
{
    const cvn_slot *slot = &s->state->slots[number];
    cvn_tally now = s->state->total;
    now.cost++; /* better than a little worse: as good */
    for (uint32_t start = 0; start < slot->at[0] && slot->count == 1 && s->p->pattern != CVN_PATTERN_OFFERED; start++)
        assert_false(series_betters(s->state, number, &start, 1, &now));
}

static void settle_each(const week *w, cvn_search *s)
{
    (void)w;
    for (uint32_t k = 0; k < 12; k++) {
        cvn_state_clear(s->state);
        while (!week_open(s, 0))
            ;
        while (!week_open(s, 1))
            ;
        for (uint32_t g = 0; g < 2; g++) {
            uint32_t number = s->state->open[g], before = s->state->slots[number].at[0];
            cvn_tally was = s->state->total;
            bool could = one_betters(s, number);
            cvn_trial_begin(s->state);
            cvn_settle_sessions(s, number);
            cvn_trial_settle(s->state);
            cvn_trial_keep(s->state);
            assert_true(could == cvn_tally_less(&s->state->total, &was));
            assert_false(one_betters(s, number));
            moved += could;
            stayed += !could;
            if (could && s->state->slots[number].at[0] != before)
                is_the_earliest_of_equals(s, number);
        }
        assert_true(cvn_state_sound(s->state));
    }
}

static void each_goes_where_it_is_best(void **context)
{
    (void)context;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        week w = {.count = 1 + (uint32_t)(seed % 3), .people = 12, .offered = seed % 5 ? 0 : 9};
        cvn_random r;
        cvn_random_seed(&r, seed);
        for (uint32_t i = 0; i < w.people; i++) {
            w.can[i] = week_days(&r, 3);
            w.need[i] = (uint8_t)(week_days(&r, 1) & w.can[i]);
            w.leads[i] = i % 6 == 0;
        }
        with_week(&w, seed, settle_each);
    }
    assert_true(moved > 200 && stayed > 200);
}

/* ---- what must not move --------------------------------------------------------------------------------------------------------------------------- */

static bool at_once(void *context)
{
    (void)context;
    return true;
}

/** Says whether it made anything, leaves everybody where they are, and makes nothing where it is told to stop. */
static void look_often(cvn_search *s)
{
    cvn_look look = {.s = s, .stop = at_once};
    uint64_t print = fingerprint(s);
    assert_false(cvn_look_at_sessions(&look));
    assert_true(fingerprint(s) == print);
    look.stop = NULL;
    for (bool better = true; better;) {
        cvn_tally was = s->state->total;
        better = cvn_look_at_sessions(&look);
        assert_true(better == cvn_tally_less(&s->state->total, &was));
        moved += better;
    }
    cvn_tally was = s->state->total;
    check(s, &was);
}

static void says_what_it_made(void **context)
{
    (void)context;
    moved = 0;
    for (uint64_t seed = 1; seed <= 120; seed++) {
        made_up shape = made_up_shapes[seed % CVN_COUNT(made_up_shapes)];
        shape.wide = true;
        cvn_conference *conference = make_up(&shape, seed);
        cvn_problem *problem = NULL;
        assert_int_equal(cvn_problem_new(&problem, conference, NULL, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(problem, seed);
        cvn_construct(s);
        stir(s, 60);
        look_often(s);
        assert_true(cvn_state_sound(s->state));
        cvn_search_free(s);
        cvn_problem_free(problem);
        cvn_conference_free(conference);
    }
    assert_true(moved > 20);
}

#define SERIES(id, one, two) "{\"id\": \"" id "\", \"starts\": [\"2027-03-01T" one ":00\", \"2027-03-08T" two ":00\"]}"
#define OFFERED(series)      "{\"pattern\": \"offered\", \"minutes\": 60, \"offered\": [" series "]}"
#define SESSIONS(one, two)   "[\"2027-03-01T" one ":00:00Z\", \"2027-03-08T" two ":00:00Z\"]"
#define SAME                 .size_min = 1, .size_ideal = 3, .size_max = 4
#define WAS_IN(group)                                                                                                                          \
    {                                                                                                                                          \
        "m", ANY_HOUR, group, 0, OUT, OUT, 0                                                                                                   \
    }

static uint32_t hour_of(const cvn_problem *p, uint32_t start)
{
    return (uint32_t)(p->start_min[start] / 60 % 24);
}

static const char *goes_on; /* hours of the two sessions that it meets at in the end, of "08 12" */

/** The first group goes on at 8 and then 16, with everybody; then it is looked at. */
static void look_at_season(const season *m, cvn_search *s)
{
    const cvn_problem *p = s->p;
    cvn_state *state = s->state;
    uint32_t number = season_group(state, 0), at[2] = {CVN_NONE, CVN_NONE}, held = m->as_of != NULL;
    for (uint32_t start = 0; start < p->start_count; start++) {
        bool first = p->day[start] == p->day[0];
        if (hour_of(p, start) == (first ? 8 : 16))
            at[first ? 0 : 1] = start;
    }
    cvn_trial_begin(state);
    if (number == CVN_NONE)
        number = cvn_open(state, 0, 0);
    if (!state->slots[number].fixed)
        cvn_set_times(state, number, at, 2, held);
    for (uint32_t i = 0; i < p->people; i++)
        if (state->seat[i] == CVN_NONE)
            cvn_join(state, i, number);
    cvn_trial_settle(state);
    cvn_trial_keep(state);
    const cvn_look look = {.s = s};
    cvn_look_at_sessions(&look);
    const cvn_slot *slot = &state->slots[number];
    assert_int_equal(slot->count, 2);
    assert_int_equal(slot->held, held);
    char hours[16];
    snprintf(hours, sizeof hours, "%02u %02u", hour_of(p, slot->at[0]), hour_of(p, slot->at[1]));
    if (strcmp(hours, goes_on) != 0)
        fail_msg("%s: at %s", m->name, hours);
}

static void held_and_fixed_sessions_stay(void **context)
{
    (void)context;
    /* all were promised 8 and 12; where the first of them has been held, only what begins with it will do */
    static const season promised[] = {
        {"the series that was promised", SAME, .as_of = "2027-03-02T00:00:00Z",
         .sessions = OFFERED(SERIES("c", "08", "16") ", " SERIES("b", "12", "12") ", " SERIES("e", "08", "12")),
         .groups = {SESSIONS("08", "12")}, .people = {WAS_IN(G0), WAS_IN(G0), WAS_IN(G0)}},
        {"no other than what has begun", SAME, .as_of = "2027-03-02T00:00:00Z",
         .sessions = OFFERED(SERIES("c", "08", "16") ", " SERIES("b", "12", "12")), .groups = {SESSIONS("08", "12")},
         .people = {WAS_IN(G0), WAS_IN(G0), WAS_IN(G0)}},
        {"nothing had begun", SAME, .sessions = OFFERED(SERIES("c", "08", "16") ", " SERIES("b", "12", "12")), .groups = {SESSIONS("12", "12")},
         .people = {WAS_IN(G0), WAS_IN(G0), WAS_IN(G0)}},
        /* two of three were promised noon by another group, which ended */
        {"most were promised noon", SAME, .sessions = OFFERED(SERIES("c", "08", "16") ", " SERIES("b", "12", "12")),
         .groups = {SESSIONS("08", "16"), SESSIONS("12", "12")}, .stand = G0, .people = {WAS_IN(G0), WAS_IN(G1), WAS_IN(G1)}},
        {"but it is fixed", SAME, .sessions = OFFERED(SERIES("c", "08", "16") ", " SERIES("b", "12", "12")),
         .rules = "[{\"rule\": \"fix\", \"groups\": [\"g0\"]}]", .groups = {SESSIONS("08", "16"), SESSIONS("12", "12")}, .stand = G0,
         .people = {WAS_IN(G0), WAS_IN(G1), WAS_IN(G1)}},
    };
    static const char *const hours[] = {"08 12", "08 16", "12 12", "12 12", "08 16"};
    for (size_t i = 0; i < CVN_COUNT(promised); i++) {
        goes_on = hours[i];
        with_season(&promised[i], look_at_season);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_session_is_better_elsewhere),
        cmocka_unit_test(each_goes_where_it_is_best),
        cmocka_unit_test(says_what_it_made),
        cmocka_unit_test(held_and_fixed_sessions_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
