/* SPDX-License-Identifier: Apache-2.0 */
/** How many sessions still fit before and after a start; and that long series are found whenever there is one, however little room they have. */
#include "searches.h"

enum { COUNT = 9, PEOPLE = 6 };

/** Nine sessions on so many days, twice a day (or as many weeks, on three days of each); everybody is away on some days of their own. */
static cvn_conference *long_series(bool weekly, uint32_t span, uint32_t away, uint64_t seed)
{
    cvn_random r;
    cvn_random_seed(&r, seed);
    cvn_buffer b = {0};
    char until[16];
    cvn_date first;
    assert_true(cvn_date_parse("2027-03-01", &first)); /* a Monday */
    int32_t days = (int32_t)(weekly ? 7 * span : span);
    cvn_buffer_printf(
        &b,
        "{\"format\": \"conference/1\", \"id\": \"l\", \"title\": \"L\", \"timezone\": \"Europe/Copenhagen\", \"organizer\": {\"name\": "
        "\"O\", \"email\": \"o@example.org\"}, \"sessions\": {\"count\": %d, \"minutes\": 60, \"from\": \"2027-03-01\", \"to\": \"%s\", "
        "\"grid_minutes\": 720, \"pattern\": \"%s\", \"gap_days\": {\"min\": %d, \"max\": %d}}, \"group_types\": [{\"id\": \"t\", "
        "\"size\": {\"min\": 1, \"ideal\": 4, \"max\": 9}}], \"rules\": [], \"participants\": [",
        COUNT, cvn_date_text((cvn_date){first.day + days - 1}, until), weekly ? "weekly" : "free", weekly ? 7 : 1, weekly ? 14 : 3);
    for (uint32_t i = 0; i < PEOPLE; i++) {
        cvn_buffer_printf(
            &b,
            "%s{\"id\": \"p%u\", \"timezone\": \"Europe/Copenhagen\", \"roles\": [\"member\"], \"availability\": [{\"weekly\": %s, "
            "\"from\": \"00:00\", \"to\": \"24:00\"}], \"unavailable\": [",
            i ? ", " : "", i, weekly ? "[\"MO\", \"WE\", \"SA\"]" : "[\"MO\", \"TU\", \"WE\", \"TH\", \"FR\", \"SA\", \"SU\"]");
        for (uint32_t k = 0; k < away; k++) {
            char day[16];
            cvn_date_text((cvn_date){first.day + (int32_t)cvn_random_below(&r, (uint32_t)days)}, day);
            cvn_buffer_printf(&b, "%s{\"date\": \"%s\", \"from\": \"00:00\", \"to\": \"24:00\"}", k ? ", " : "", day);
        }
        cvn_buffer_text(&b, "]}");
    }
    cvn_buffer_text(&b, "]}");
    cvn_conference *conference = NULL;
    cvn_error *error = cvn_error_new();
    if (cvn_conference_parse(&conference, b.text, b.length, "long", NULL, error))
        fail_msg("%s", cvn_error_message(error, 0));
    cvn_error_free(error);
    cvn_buffer_free(&b);
    return conference;
}

/** The most starts of the row that follow each other up to one, by trying every one before it. */
static uint32_t by_hand(const cvn_search *s, uint32_t *up_to)
{
    const cvn_problem *p = s->p;
    uint32_t longest = 0;
    for (uint32_t t = 0; t < p->start_count; t++) {
        up_to[t] = cvn_bit(s->start_row, t) ? 1 : 0;
        for (uint32_t k = 0; k < t && up_to[t]; k++)
            if (up_to[k] && cvn_plan_follows(p, k, t) && up_to[k] + 1 > up_to[t])
                up_to[t] = up_to[k] + 1;
        longest = up_to[t] > longest ? up_to[t] : longest;
    }
    return longest;
}

static void by_hand_from(const cvn_search *s, uint32_t *from_on)
{
    const cvn_problem *p = s->p;
    for (uint32_t t = p->start_count; t-- > 0;) {
        from_on[t] = cvn_bit(s->start_row, t) ? 1 : 0;
        for (uint32_t k = t + 1; k < p->start_count && from_on[t]; k++)
            if (from_on[k] && cvn_plan_follows(p, t, k) && from_on[k] + 1 > from_on[t])
                from_on[t] = from_on[k] + 1;
    }
}

static uint32_t possible, impossible, exact; /* seeks for people who have a series, who have none, who have one with no start to spare */

static void look(cvn_search *s)
{
    const cvn_problem *p = s->p;
    uint32_t *up_to = CVN_NEW_ARRAY(uint32_t, p->start_count), *from_on = CVN_NEW_ARRAY(uint32_t, p->start_count);
    assert_non_null(s->up_to);
    for (uint32_t set = 1; set < 1U << PEOPLE; set++) {
        uint32_t who[PEOPLE], n = 0;
        for (uint32_t i = 0; i < PEOPLE; i++)
            if (set >> i & 1)
                who[n++] = i;
        cvn_common_starts(s, who, n);
        uint32_t longest = by_hand(s, up_to);
        by_hand_from(s, from_on);
        cvn_reach(s);
        for (uint32_t t = 0; t < p->start_count; t++)
            if (cvn_bit(s->start_row, t)) {
                assert_int_equal(s->up_to[t], up_to[t]);
                assert_int_equal(s->from_on[t], from_on[t]);
            }
        cvn_wish wish = {.type = 0, .base = CVN_NONE, .must = who, .must_count = n, .any_worth = 1, .noise = 2};
        uint32_t count = cvn_seek(s, &wish);
        assert_int_equal(count, longest >= COUNT ? COUNT : 0);
        for (uint32_t k = 0; k < count; k++)
            for (uint32_t i = 0; i < n; i++)
                assert_true(cvn_plan_can(p, who[i], s->series[k]));
        possible += count > 0;
        impossible += !count;
        exact += longest == COUNT;
    }
    free(up_to);
    free(from_on);
}

static void a_long_series_is_found_where_there_is_one(void **context)
{
    (void)context;
    for (uint64_t seed = 0; seed < 24; seed++) {
        bool weekly = seed % 2;
        uint32_t span = COUNT + (uint32_t)(seed / 2 % 4), away = (uint32_t)(seed / 8) * (weekly ? 4 : 2);
        cvn_conference *conference = long_series(weekly, span, away, seed);
        cvn_problem *p = NULL;
        assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(p, seed);
        assert_true(s->tight);
        look(s);
        cvn_search_free(s);
        cvn_problem_free(p);
        cvn_conference_free(conference);
    }
    assert_true(possible > 100 && impossible > 100 && exact > 50);
}

/** With days in plenty nobody looks ahead first; people who have no more days than sessions are found their series nevertheless. */
static void where_only_people_are_short_of_days_it_is_found_too(void **context)
{
    (void)context;
    cvn_conference *conference = long_series(false, 40, 0, 1);
    cvn_problem *p = NULL;
    assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
    cvn_search *s = cvn_search_new(p, 1);
    assert_false(s->tight);
    cvn_search_free(s);
    cvn_problem_free(p);
    cvn_conference_free(conference);
    conference = long_series(false, 40, 60, 3);
    assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
    s = cvn_search_new(p, 1);
    look(s);
    cvn_search_free(s);
    cvn_problem_free(p);
    cvn_conference_free(conference);
}

static void short_series_are_left_to_chance(void **context)
{
    (void)context;
    cvn_conference *conference = make_up(&made_up_shapes[0], 1);
    cvn_problem *p = NULL;
    assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
    assert_true(p->session_count < 8);
    cvn_search *s = cvn_search_new(p, 1);
    assert_null(s->up_to);
    cvn_search_free(s);
    cvn_problem_free(p);
    cvn_conference_free(conference);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_long_series_is_found_where_there_is_one),
                                       cmocka_unit_test(where_only_people_are_short_of_days_it_is_found_too),
                                       cmocka_unit_test(short_series_are_left_to_chance)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
