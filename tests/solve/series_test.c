/* SPDX-License-Identifier: Apache-2.0 */
/** Sessions that are sought are sessions, go on from what was held, and suit those who must come; where many can come at one time alone, it is found. */
#include "weeks.h"

static uint32_t found, with_held;

static void common_starts_are_those_of_all(cvn_search *s, const uint32_t *people, uint32_t n)
{
    cvn_common_starts(s, people, n);
    for (uint32_t start = 0; start < s->p->start_words * 64; start++) {
        bool all = start < s->p->start_count && (n || start >= s->p->open_from);
        for (uint32_t i = 0; i < n; i++)
            all = all && start < s->p->start_count && cvn_plan_can(s->p, people[i], start);
        assert_int_equal(cvn_bit(s->start_row, start), all);
    }
}

static void seek(cvn_search *s, const uint32_t *must, uint32_t n, uint32_t type)
{
    const cvn_problem *p = s->p;
    cvn_wish wish = {.type = type, .base = CVN_NONE, .must = must, .must_count = n, .unplaced_worth = 4, .any_worth = 1, .noise = 2};
    uint32_t count = cvn_seek(s, &wish);
    if (!count)
        return;
    found++;
    assert_true(cvn_plan_sessions_ok(p, s->series, count, 0));
    for (uint32_t i = 0; i < n && p->attend >= p->session_count && p->types[type].leaders_attend >= p->session_count; i++)
        for (uint32_t k = 0; k < count; k++)
            assert_true(cvn_plan_can(p, must[i], s->series[k]));
}

/** For each group of the baseline with held sessions: the others anew. */
static void go_on(cvn_search *s)
{
    const cvn_problem *p = s->p;
    for (uint32_t g = 0; g < p->group_count; g++) {
        const cvn_plan_group *base = &p->groups[g];
        if (!base->can_go_on || !base->held || base->held == base->count)
            continue;
        memcpy(s->series, base->starts, base->held * sizeof *s->series);
        cvn_wish wish = {.type = base->type, .base = g, .held = base->held, .any_worth = 1};
        uint32_t count = cvn_seek(s, &wish);
        if (!count)
            continue;
        assert_memory_equal(s->series, base->starts, base->held * sizeof *s->series);
        assert_true(cvn_plan_sessions_ok(p, s->series, count, base->held));
        with_held++;
    }
}

static void what_is_found_is_a_groups(void **context)
{
    (void)context;
    for (uint64_t seed = 1; seed <= 28; seed++) {
        made_up shape = made_up_shapes[seed % CVN_COUNT(made_up_shapes)];
        shape.wide = seed % 2;
        cvn_allocation *baseline = made_up_baseline(&shape, seed);
        shape.as_of = seed % 4 < 2 ? "2027-03-16T12:00:00Z" : NULL;
        cvn_conference *conference = make_up(&shape, seed);
        cvn_problem *p = NULL;
        assert_int_equal(cvn_problem_new(&p, conference, baseline, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(p, seed);
        for (uint32_t k = 0; k < 40; k++) {
            uint32_t must[2] = {cvn_below(s, p->people), cvn_below(s, p->people)};
            common_starts_are_those_of_all(s, must, k % 3);
            seek(s, must, k % 3, k % p->type_count);
        }
        go_on(s);
        cvn_search_free(s);
        cvn_problem_free(p);
        cvn_conference_free(conference);
        cvn_allocation_free(baseline);
    }
    assert_true(found > 300 && with_held > 5);
}

/** Of all weekly clocks one alone suits everybody: it is found more often than by chance, though each person can at many. */
static void where_most_can_come_is_sought(void **context)
{
    (void)context;
    cvn_buffer b = {0};
    cvn_buffer_text(
        &b,
        "{\"format\": \"conference/1\", \"id\": \"c\", \"title\": \"C\", \"timezone\": \"UTC\", \"organizer\": {\"name\": \"O\", \"email\": "
        "\"o@example.org\"}, \"sessions\": {\"count\": 3, \"minutes\": 60, \"from\": \"2027-03-01\", \"to\": \"2027-03-21\", "
        "\"grid_minutes\": 60, \"pattern\": \"weekly\", \"gap_days\": {\"min\": 7}}, \"group_types\": [{\"id\": \"t\", \"size\": {\"min\": "
        "3, \"ideal\": 6, \"max\": 9}}], \"rules\": [], \"participants\": [");
    for (uint32_t i = 0; i < 9; i++)
        cvn_buffer_printf(
            &b,
            "%s{\"id\": \"p%u\", \"timezone\": \"UTC\", \"availability\": [{\"weekly\": [\"WE\"], \"from\": \"12:00\", \"to\": \"13:00\"}, "
            "{\"weekly\": [\"MO\", \"TU\", \"TH\", \"FR\"], \"from\": \"%02u:00\", \"to\": \"%02u:00\"}]}",
            i ? ", " : "", i, 2 * i, 2 * i + 2);
    cvn_buffer_text(&b, "]}");
    cvn_conference *conference = NULL;
    assert_int_equal(cvn_conference_parse(&conference, b.text, b.length, "c", NULL, NULL), CVN_OK);
    cvn_problem *p = NULL;
    assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
    cvn_search *s = cvn_search_new(p, 3);
    uint32_t best = 0, of = 0;
    for (uint32_t k = 0; k < 300; k++) {
        uint32_t must = k % 9;
        cvn_wish wish = {.type = 0, .base = CVN_NONE, .must = &must, .must_count = 1, .unplaced_worth = 4, .any_worth = 1, .noise = 2};
        if (!cvn_seek(s, &wish)) /* began too early or too late for three weeks of three */
            continue;
        of++;
        best += cvn_plan_can(p, (must + 1) % 9, s->series[0]);
    }
    assert_true(of > 60);
    if (best * 2 < of) /* one of nine clocks that suit them */
        fail_msg("%u of %u", best, of);
    cvn_search_free(s);
    cvn_problem_free(p);
    cvn_conference_free(conference);
    cvn_buffer_free(&b);
}

/* ---- without noise, each start is the one that is worth most, of those that may stand there: all of them are few enough to be looked at ------ */

/** What a start is worth by hand to those of a set (by bit) who can come. */
static int64_t worth_of(const cvn_search *s, const cvn_wish *wish, uint32_t alive, uint32_t start)
{
    const cvn_problem *p = s->p;
    int64_t sum = 0;
    for (uint32_t i = 0; i < p->people; i++) {
        if (!(alive >> i & 1) || !cvn_plan_can(p, i, start))
            continue;
        sum += wish->any_worth + (s->state->seat[i] == CVN_NONE ? wish->unplaced_worth : 0);
        sum += wish->own && cvn_bit(wish->own, i) ? wish->own_worth : 0;
    }
    for (uint32_t i = 0; i < wish->must_count; i++)
        sum -= 2 * cvn_plan_burden(p, wish->must[i], start);
    return sum;
}

static uint32_t all_members(const cvn_problem *p)
{
    uint32_t all = 0;
    for (uint32_t i = 0; i < p->people; i++)
        all |= p->person[i].member ? 1U << i : 0;
    return all;
}

static uint32_t who_can(const cvn_problem *p, uint32_t alive, uint32_t start)
{
    for (uint32_t i = 0; i < p->people; i++)
        alive &= cvn_plan_can(p, i, start) ? UINT32_MAX : ~(1U << i);
    return alive;
}

static bool suits_all(const cvn_problem *p, const cvn_wish *wish, uint32_t start)
{
    for (uint32_t i = 0; i < wish->must_count; i++)
        if (!cvn_plan_can(p, wish->must[i], start))
            return false;
    return start >= p->open_from;
}

/** Is no start worth more that may stand right after one and right before another (CVN_NONE: none)? */
static bool is_worth_most(const cvn_search *s, const cvn_wish *wish, uint32_t alive, uint32_t start, uint32_t after, uint32_t before)
{
    for (uint32_t other = 0; other < s->p->start_count; other++)
        if (suits_all(s->p, wish, other) && (after == CVN_NONE || cvn_plan_follows(s->p, after, other)) &&
            (before == CVN_NONE || cvn_plan_follows(s->p, other, before)) && worth_of(s, wish, alive, other) > worth_of(s, wish, alive, start))
            return false;
    return true;
}

/** From the sessions low to high on, could the rest have come one by one, before and after, each worth most? */
static bool grows(const cvn_search *s, const cvn_wish *wish, const uint32_t *at, uint32_t n, uint32_t low,
                  uint32_t high, // NOLINT(misc-no-recursion)
                  uint32_t alive)
{
    if (low == 0 && high == n - 1)
        return true;
    if (high + 1 < n && is_worth_most(s, wish, alive, at[high + 1], at[high], CVN_NONE) &&
        grows(s, wish, at, n, low, high + 1, who_can(s->p, alive, at[high + 1])))
        return true;
    return low && is_worth_most(s, wish, alive, at[low - 1], CVN_NONE, at[low]) &&
           grows(s, wish, at, n, low - 1, high, who_can(s->p, alive, at[low - 1]));
}

static bool grew(const cvn_search *s, const cvn_wish *wish, const uint32_t *at, uint32_t n)
{
    uint32_t all = all_members(s->p);
    for (uint32_t k = 0; k < n; k++)
        if (is_worth_most(s, wish, all, at[k], CVN_NONE, CVN_NONE) && grows(s, wish, at, n, k, k, who_can(s->p, all, at[k])))
            return true;
    return false;
}

/** Of a series that is offered: what it is worth that all of it can be come to; INT64_MIN where it cannot be. */
static int64_t series_worth(const cvn_search *s, const cvn_wish *wish, const cvn_plan_series *series)
{
    uint32_t alive = all_members(s->p);
    for (uint32_t k = 0; k < series->count; k++) {
        if (!suits_all(s->p, wish, series->starts[k]))
            return INT64_MIN;
        if (k + 1 < series->count)
            alive = who_can(s->p, alive, series->starts[k]);
    }
    return worth_of(s, wish, alive, series->starts[series->count - 1]);
}

static bool is_best_offer(const cvn_search *s, const cvn_wish *wish, const uint32_t *at, uint32_t n)
{
    int64_t most = INT64_MIN, got = INT64_MIN;
    for (uint32_t i = 0; i < s->p->series_count; i++) {
        const cvn_plan_series *series = &s->p->series[i];
        int64_t is = series_worth(s, wish, series);
        most = is > most ? is : most;
        if (series->count == n && !memcmp(series->starts, at, n * sizeof *at))
            got = is;
    }
    return got > INT64_MIN && got == most;
}

static uint32_t sought, none;

/** Some sit somewhere, so that not all are left over. */
static void seat_some(cvn_search *s)
{
    uint32_t at[3] = {s->p->open_from, s->p->open_from + 1, s->p->open_from + 2};
    if (s->p->pattern == CVN_PATTERN_OFFERED)
        return;
    cvn_trial_begin(s->state);
    uint32_t slot = cvn_open(s->state, 0, CVN_NONE);
    cvn_set_times(s->state, slot, at, s->p->session_count, 0);
    for (uint32_t i = 0; i < s->p->people; i++)
        if (cvn_is_able(s->state, i, slot) && cvn_has_room(s->state, slot))
            cvn_join(s->state, i, slot);
    cvn_trial_settle(s->state);
    cvn_trial_keep(s->state);
}

static void seek_without_noise(const week *w, cvn_search *s)
{
    bool offered = w->offered;
    uint64_t *own = CVN_NEW_ARRAY(uint64_t, s->p->people_words);
    seat_some(s);
    for (uint32_t k = 0; k < 30; k++) {
        uint32_t must[2] = {cvn_below(s, s->p->people), cvn_below(s, s->p->people)};
        own[0] = cvn_random_next(&s->random);
        cvn_wish wish = {.type = 0, .base = CVN_NONE, .must = must, .must_count = k % 3, .own = k % 2 ? own : NULL};
        wish.own_worth = k % 2 ? (int32_t)cvn_below(s, 6) : 0;
        wish.unplaced_worth = (int32_t)cvn_below(s, 6);
        wish.any_worth = (int32_t)cvn_below(s, 3);
        uint32_t n = cvn_seek(s, &wish);
        none += !n;
        sought += n > 0;
        if (n && !(offered ? is_best_offer(s, &wish, s->series, n) : grew(s, &wish, s->series, n)))
            fail_msg("%u sessions, first on day %u, %u musts: others are worth more", n, week_day(s->p, s->series[0]), k % 3);
        for (uint32_t i = 0; i < s->p->series_count && !n; i++)
            assert_true(series_worth(s, &wish, &s->p->series[i]) == INT64_MIN);
    }
    free(own);
}

static void what_is_worth_most_is_found(void **context)
{
    (void)context;
    for (uint64_t seed = 1; seed <= 120; seed++) {
        week w = {.count = 1 + (uint32_t)(seed % 3), .people = 18, .offered = seed % 4 ? 0 : 9};
        w.as_of = seed % 8 < 2 ? "2027-03-02T12:00:00Z" : NULL;
        cvn_random r;
        cvn_random_seed(&r, seed);
        for (uint32_t i = 0; i < w.people; i++) {
            w.can[i] = week_days(&r, 2);
            w.need[i] = (uint8_t)~week_days(&r, 2);
            w.leads[i] = i % 6 == 0;
        }
        with_week(&w, seed, seek_without_noise);
    }
    assert_true(sought > 1000 && none > 100);
}

/* ---- chance: evenly, and where people may miss sessions, each way of counting them ------------------------------------------------------------- */

/** Everybody can on every one of twelve or forty days: none is preferred. */
static void equal_starts_are_found_evenly(void **context)
{
    (void)context;
    static const uint32_t days[] = {12, 30};
    for (size_t d = 0; d < CVN_COUNT(days); d++) {
        char text[1024];
        snprintf(
            text, sizeof text,
            "{\"format\": \"conference/1\", \"id\": \"e\", \"title\": \"E\", \"timezone\": \"UTC\", \"organizer\": {\"name\": \"O\", "
            "\"email\": \"o@example.org\"}, \"sessions\": {\"count\": 1, \"minutes\": 60, \"from\": \"2027-03-01\", \"to\": "
            "\"2027-03-%02u\", \"grid_minutes\": 1440}, \"group_types\": [{\"id\": \"t\", \"size\": {\"min\": 1, \"ideal\": 1, \"max\": 2}}], "
            "\"rules\": [], \"participants\": [{\"id\": \"p\", \"timezone\": \"UTC\", \"availability\": [{\"weekly\": [\"MO\", \"TU\", "
            "\"WE\", \"TH\", \"FR\", \"SA\", \"SU\"], \"from\": \"00:00\", \"to\": \"01:00\"}]}]}",
            days[d]);
        cvn_conference *conference = NULL;
        assert_int_equal(cvn_conference_parse(&conference, text, strlen(text), "e", NULL, NULL), CVN_OK);
        cvn_problem *p = NULL;
        assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
        assert_int_equal(p->start_count, days[d]);
        cvn_search *s = cvn_search_new(p, 5);
        uint32_t times[30] = {0}, each = 200;
        for (uint32_t k = 0; k < each * days[d]; k++) {
            cvn_wish wish = {.type = 0, .base = CVN_NONE, .unplaced_worth = 4, .any_worth = 1, .noise = 2};
            assert_int_equal(cvn_seek(s, &wish), 1);
            times[s->series[0]]++;
        }
        for (uint32_t k = 0; k < days[d]; k++) /* seven deviations of a fair pick */
            assert_in_range(times[k], each / 2, each * 3 / 2);
        cvn_search_free(s);
        cvn_problem_free(p);
        cvn_conference_free(conference);
    }
}

enum { MO = 1, TU = 2, WE = 4, TH = 8, FR = 16, SA = 32, SU = 64 };
static uint32_t pairs[WEEK_DAYS][WEEK_DAYS], pairs_found;

static void seek_two_often(const week *w, cvn_search *s)
{
    memset(pairs, 0, sizeof pairs);
    pairs_found = 0;
    static const uint32_t must[2] = {0, 1};
    for (uint32_t k = 0; k < 1200; k++) {
        cvn_wish wish = {.type = 0, .base = CVN_NONE, .must = must, .must_count = w->people == 2 ? 2 : 0, .any_worth = 1};
        wish.noise = w->people == 2 ? 100 : 0;
        if (!cvn_seek(s, &wish))
            continue;
        pairs[week_day(s->p, s->series[0])][week_day(s->p, s->series[1])]++;
        pairs_found++;
    }
}

/** Two who must come: one free Monday to Thursday, the other Monday, Tuesday, Friday and Saturday. */
static void who_must_come_may_miss_where_all_may(void **context)
{
    (void)context;
    week w = {.count = 2, .people = 2, .can = {MO | TU | WE | TH, MO | TU | FR | SA}};
    with_week(&w, 1, seek_two_often);
    assert_true(pairs_found > 100);
    assert_int_equal(pairs[0][1], pairs_found); /* both to both */
    for (uint32_t way = 0; way < 2; way++) {
        w.attend = way ? 0 : 1;
        w.leaders_attend = way ? 1 : 0;
        with_week(&w, 1, seek_two_often);
        assert_true(pairs_found > 300);
        assert_true(pairs[0][1] * 4 > pairs_found); /* a third of the tries want both at both */
        assert_true(pairs[2][3] > 0);               /* only the first comes */
        assert_true(pairs[4][5] > 0);               /* only the second */
        assert_true(pairs[3][4] > 0);               /* one each */
        uint32_t sundays = 0;                       /* when nobody can: allowed, and tried now and then */
        for (uint32_t d = 0; d < 6; d++)
            sundays += pairs[d][6];
        assert_in_range(sundays, 1, pairs_found / 5);
    }
}

/** Two can on Monday alone, and nobody else can then; the others can on Tuesday alone. Who must come misses one of two, and so do they. */
static void seek_for_others(const week *w, cvn_search *s)
{
    (void)w;
    static const uint32_t must[1] = {0};
    pairs_found = pairs[0][1] = 0;
    for (uint32_t k = 0; k < 1200; k++) {
        cvn_wish wish = {.type = 0, .base = CVN_NONE, .must = must, .must_count = 1, .any_worth = 1};
        uint32_t count = cvn_seek(s, &wish);
        pairs_found += count > 0;
        pairs[0][1] += count == 2 && week_day(s->p, s->series[0]) == 0 && week_day(s->p, s->series[1]) == 1;
    }
}

static void others_may_need_what_those_who_must_come_cannot(void **context)
{
    (void)context;
    week w = {.count = 2, .attend = 1, .people = 7, .can = {MO, MO, TU, TU, TU, TU, TU}};
    with_week(&w, 1, seek_for_others);
    assert_true(pairs[0][1] > 100); /* whoever counts those alone who can on Monday finds no second session */
    assert_true(pairs_found >= pairs[0][1]);
}

/**
 * Monday suits eight. After it, Tuesday five of those; Wednesday four of those and two others; Thursday five others. So which day goes with it
 * says who was still counted: those who came, everybody, or those alone who have not come yet. Each is meant to be tried.
 */
static void who_may_miss_is_counted_in_three_ways(void **context)
{
    (void)context;
    week w = {.count = 2, .attend = 1, .people = 15};
    for (uint32_t i = 0; i < 15; i++)
        w.can[i] = (uint8_t)(i < 8 ? MO | (i < 5 ? TU : 0) | (i < 4 ? WE : 0) : (i < 10 ? WE : i < 15 ? TH : 0));
    with_week(&w, 1, seek_two_often);
    assert_true(pairs_found > 300);
    assert_int_equal(pairs[0][1] + pairs[0][2] + pairs[0][3], pairs_found);
    for (uint32_t d = 1; d < 4; d++)
        assert_true(pairs[0][d] * 5 > pairs_found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_found_is_a_groups),
        cmocka_unit_test(others_may_need_what_those_who_must_come_cannot),
        cmocka_unit_test(where_most_can_come_is_sought),
        cmocka_unit_test(what_is_worth_most_is_found),
        cmocka_unit_test(equal_starts_are_found_evenly),
        cmocka_unit_test(who_must_come_may_miss_where_all_may),
        cmocka_unit_test(who_may_miss_is_counted_in_three_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
