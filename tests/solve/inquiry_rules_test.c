/* SPDX-License-Identifier: Apache-2.0 */
/** Which rule keeps a member out of a group with one leader and one member, and whom it is about. */
#include "searches.h"
#include "solve/inquiry.h"

enum { LEADER, MEMBER, ASKED, PEOPLE };

static cvn_conference *with_rule(const char *rule)
{
    cvn_buffer b = {0};
    cvn_buffer_printf(&b,
                      "{\"format\": \"conference/1\", \"id\": \"one\", \"title\": \"One\", \"timezone\": \"UTC\", \"locale\": \"en\", "
                      "\"organizer\": {\"name\": \"O\", \"email\": \"o@example.org\"}, \"sessions\": {\"count\": 1, \"minutes\": 60, "
                      "\"from\": \"2027-03-01\", \"to\": \"2027-03-07\", \"grid_minutes\": 60, \"pattern\": \"free\"}, "
                      "\"group_types\": [{\"id\": \"t\", \"title\": \"T\", \"size\": {\"min\": 1, \"ideal\": 2, \"max\": 5}, "
                      "\"leaders\": {\"min\": 1, \"max\": 1}}], \"rules\": [%s], \"participants\": [",
                      rule);
    for (uint32_t i = 0; i < PEOPLE; i++)
        cvn_buffer_printf(
            &b,
            "%s{\"id\": \"p%u\", \"name\": \"P\", \"email\": \"p%u@example.org\", \"timezone\": \"UTC\", \"roles\": [\"%s\"], "
            "\"attributes\": {\"from\": \"%c\"}, \"availability\": [{\"weekly\": [\"MO\"], \"from\": \"10:00\", \"to\": \"11:00\"}]}",
            i ? ", " : "", i, i, i == LEADER ? "leader" : "member", i == MEMBER ? 'a' : 'b');
    cvn_buffer_text(&b, "]}");
    cvn_conference *conference = NULL;
    assert_int_equal(cvn_conference_parse(&conference, b.text, b.length, "one", NULL, NULL), CVN_OK);
    cvn_buffer_free(&b);
    return conference;
}

static uint32_t one_group(cvn_state *state)
{
    uint32_t start = 0;
    cvn_trial_begin(state);
    uint32_t slot = cvn_open(state, 0, CVN_NONE);
    while (!cvn_plan_can(state->p, LEADER, start))
        start++;
    cvn_set_times(state, slot, &start, 1, 0);
    cvn_lead(state, LEADER, slot);
    cvn_join(state, MEMBER, slot);
    cvn_trial_settle(state);
    cvn_trial_keep(state);
    return slot;
}

static const struct {
    const char *rule;
    bool against;
    uint32_t with; /* CVN_NONE: nobody by name */
} rows[] = {
    {"{\"rule\": \"apart\", \"who\": [\"p0\", \"p2\"]}", true, LEADER},
    {"{\"rule\": \"apart\", \"who\": [\"p1\", \"p2\"]}", true, MEMBER},
    {"{\"rule\": \"apart\", \"who\": [\"p0\", \"p2\"], \"among\": \"members\"}", false, CVN_NONE},
    {"{\"rule\": \"apart\", \"who\": [\"p1\", \"p2\"], \"among\": \"members\"}", true, MEMBER},
    {"{\"rule\": \"apart\", \"who\": [\"p0\", \"p2\"], \"among\": \"leaders\"}", false, CVN_NONE},
    {"{\"rule\": \"apart\", \"who\": [\"p0\", \"p1\"], \"weight\": 3}", false, CVN_NONE},
    {"{\"rule\": \"apart\", \"who\": [\"p0\", \"p2\"], \"weight\": 3}", false, CVN_NONE},
    {"{\"rule\": \"together\", \"who\": [\"p1\", \"p2\"]}", false, CVN_NONE},
    {"{\"rule\": \"at_most\", \"count\": 1, \"same\": \"from\"}", true, CVN_NONE},
    {"{\"rule\": \"at_most\", \"count\": 1, \"same\": \"from\", \"among\": \"members\"}", false, CVN_NONE},
    {"{\"rule\": \"at_most\", \"count\": 1, \"same\": \"from\", \"among\": \"leaders\"}", false, CVN_NONE},
    {"{\"rule\": \"shared\", \"over\": \"from\", \"among\": \"members\"}", true, CVN_NONE},
};

static void the_rule_that_would_be_broken(void **context)
{
    (void)context;
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        cvn_conference *conference = with_rule(rows[i].rule);
        cvn_problem *problem = NULL;
        assert_int_equal(cvn_problem_new(&problem, conference, NULL, NULL), CVN_OK);
        cvn_inquiry q = {.p = problem, .state = cvn_state_new(problem), .arena = cvn_arena_new()};
        uint32_t slot = one_group(q.state), count = 0, rule;
        const uint32_t *with = NULL;
        rule = cvn_rule_against(&q, ASKED, slot, &with, &count);
        if (rule != (rows[i].against ? 0 : CVN_NONE) || count != (rows[i].with != CVN_NONE))
            fail_msg("%s: rule %u, %u people", rows[i].rule, rule, count);
        if (count)
            assert_int_equal(with[0], problem->person[rows[i].with].index);
        cvn_arena_free(q.arena);
        cvn_state_free(q.state);
        cvn_problem_free(problem);
        cvn_conference_free(conference);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_rule_that_would_be_broken)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
