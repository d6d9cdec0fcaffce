/* SPDX-License-Identifier: Apache-2.0 */
/* What a rerun carries over from the baseline that no search decides: ids, links, guests, held duties. */
#include "cmocka_all.h"

#include <string.h>

#include "solve/solve.h"

#define HOURS "\"timezone\": \"UTC\", \"availability\": [{\"weekly\": [\"MO\", \"TU\"], \"from\": \"18:00\", \"to\": \"19:00\"}]"

static const char conference_text[] =
    "{\"format\": \"conference/1\", \"id\": \"c\", \"title\": \"C\", \"timezone\": \"UTC\", \"as_of\": \"2027-03-05T00:00:00Z\","
    "\"organizer\": {\"name\": \"O\", \"email\": \"o@example.org\"},"
    "\"sessions\": {\"count\": 3, \"minutes\": 60, \"from\": \"2027-03-01\", \"to\": \"2027-03-28\", \"grid_minutes\": 60, \"gap_days\": "
    "{\"min\": 7}},"
    "\"group_types\": [{\"id\": \"t\", \"size\": {\"min\": 2, \"ideal\": 2, \"max\": 3, \"keep\": 1}, \"rota\": {\"per_session\": 1}}], "
    "\"participants\": ["
    "{\"id\": \"a\", " HOURS "}, {\"id\": \"b\", " HOURS "}, {\"id\": \"c\", " HOURS "}, {\"id\": \"d\", " HOURS ", \"status\": \"dropped\"}]}";

static const char baseline_text[] =
    "{\"format\": \"allocation/1\", \"conference\": \"c\", \"groups\": ["
    "{\"id\": \"monday\", \"type\": \"t\", \"sessions\": [\"2027-03-01T18:00:00Z\", \"2027-03-08T18:00:00Z\", \"2027-03-15T18:00:00Z\"],"
    " \"leaders\": [], \"members\": [\"a\", \"b\"], \"rota\": [[\"b\"], [\"a\"], [\"b\"]], \"link\": \"https://meet.example.org/m\","
    " \"guests\": [{\"who\": \"c\", \"session\": 2}]},"
    "{\"id\": \"tuesday\", \"type\": \"t\", \"sessions\": [\"2027-03-02T18:00:00Z\", \"2027-03-09T18:00:00Z\", \"2027-03-16T18:00:00Z\"],"
    " \"leaders\": [], \"members\": [\"c\", \"d\"], \"rota\": [[\"d\"], [\"c\"], [\"d\"]]}], \"unplaced\": []}";

static void a_rerun_carries_over_what_it_does_not_decide(void **context)
{
    (void)context;
    cvn_conference *c = NULL;
    cvn_allocation *before = NULL, *after = NULL;
    cvn_error *error = cvn_error_new();
    if (cvn_conference_parse(&c, conference_text, strlen(conference_text), "c.json", NULL, error))
        fail_msg("%s", cvn_error_message(error, 0));
    assert_int_equal(cvn_allocation_parse(&before, baseline_text, strlen(baseline_text), "b.json", error), CVN_OK);
    cvn_solve_options options;
    cvn_solve_options_init(&options);
    options.time_limit_s = 0;
    options.step_limit = 20000;
    if (cvn_solve(&after, c, before, &options, NULL, error))
        fail_msg("%s", cvn_error_message(error, 0));
    assert_int_equal(after->group_count, 2);
    const cvn_group *monday = &after->groups[0], *tuesday = &after->groups[1];
    assert_string_equal(monday->id, "monday");
    assert_string_equal(tuesday->id, "tuesday");
    assert_string_equal(monday->link, "https://meet.example.org/m");
    assert_null(tuesday->link);
    assert_int_equal(monday->guest_count, 1);
    assert_string_equal(monday->guests[0].who, "c");
    assert_int_equal(monday->guests[0].session, 2);
    for (uint32_t k = 0; k < 3; k++) /* nobody's times change because somebody else dropped out */
        assert_int_equal(monday->sessions[k].min, before->groups[0].sessions[k].min);
    assert_string_equal(monday->rota[0].who[0], "b"); /* held: as it was */
    assert_int_equal(tuesday->rota[0].count, 0);      /* held, but who was on duty has dropped out */
    assert_int_equal(tuesday->member_count, 1);
    cvn_verdict *verdict;
    assert_int_equal(cvn_verdict_new(&verdict, c, after, before, error), CVN_OK);
    assert_int_equal(verdict->violation_count, 0);
    assert_int_equal(verdict->score.disruption, 0);
    cvn_verdict_free(verdict);
    cvn_allocation_free(after);
    cvn_allocation_free(before);
    cvn_conference_free(c);
    cvn_error_free(error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_rerun_carries_over_what_it_does_not_decide)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
