/* SPDX-License-Identifier: Apache-2.0 */
/** Conferences that are nothing but mixing, through the public face, held against the check that shares no code; and those that are not. */
#include "cmocka_all.h"

#include "solve/mixing/whole.h"

#include <stdlib.h>
#include <string.h>

#define PERSON_END "\"timezone\": \"UTC\", \"availability\": [{\"date\": \"2027-01-05\", \"from\": \"09:00\", \"to\": \"18:00\"}]}"

typedef struct shape {
    const char *name, *types, *rules, *people_keys, *series;
    bool whole;
    int64_t unplaced;
} shape;

#define TWO                                                                                                                                    \
    "{\"id\": \"a\", \"size\": {\"min\": 3, \"ideal\": 4, \"max\": 5}}, {\"id\": \"b\", \"size\": {\"min\": 2, \"ideal\": 3, \"max\": 4}, "    \
    "\"max_groups\": 1}"
#define PAIRS "{\"rule\": \"pairs\", \"pairs\": [[\"p0\", \"p1\", -9], [\"p1\", \"p2\", -7], [\"p3\", \"p4\", 8], [\"p5\", \"p6\", -4]]}"
#define ONE   "{\"id\": \"s\", \"starts\": [\"2027-01-05T12:00\"]}"

static const shape shapes[] = {
    {"pairs", TWO, PAIRS, "", ONE, true, 0},
    {"spread and apart, with weights", TWO,
     "{\"rule\": \"spread\", \"over\": \"country\", \"weight\": 3}, {\"rule\": \"apart\", \"who\": [\"p0\", \"p1\", \"p2\"], \"weight\": 5}",
     "", ONE, true, 0},
    {"apart that must hold", TWO, PAIRS ", {\"rule\": \"apart\", \"who\": [\"p0\", \"p1\", \"p2\"]}", "", ONE, true, 0},
    {"preferences", TWO, PAIRS, "\"types\": [\"b\", \"a\"], ", ONE, true, 0},
    {"unsocial hours", TWO, PAIRS, "", "{\"id\": \"s\", \"starts\": [\"2027-01-05T17:00\"]}", true, 0},
    {"two types without an end",
     "{\"id\": \"a\", \"size\": {\"min\": 1, \"ideal\": 1, \"max\": 9}}, {\"id\": \"b\", \"size\": {\"min\": 1, \"ideal\": 9, \"max\": 12}}",
     PAIRS, "", ONE, true, 0},
    {"no rule", TWO, "", "", ONE, false, 0},
    {"a rule that is no sum", TWO, PAIRS ", {\"rule\": \"distinct\", \"count\": 2, \"of\": \"country\", \"weight\": 4}", "", ONE, false, 0},
    {"together", TWO, PAIRS ", {\"rule\": \"together\", \"who\": [\"p0\", \"p3\"]}", "", ONE, false, 0},
    {"a choice of hours", TWO, PAIRS, "", ONE ", {\"id\": \"t\", \"starts\": [\"2027-01-05T14:00\"]}", false, 0},
    {"too many for the room", "{\"id\": \"a\", \"size\": {\"min\": 3, \"ideal\": 4, \"max\": 5}, \"max_groups\": 2}", PAIRS, "", ONE, false, 2},
    {"leaders", "{\"id\": \"a\", \"size\": {\"min\": 3, \"ideal\": 4, \"max\": 5}, \"leaders\": {\"min\": 0, \"max\": 1}}", PAIRS,
     "\"roles\": [\"member\", \"leader\"], ", ONE, false, 0},
};

enum { PEOPLE = 12 };

static cvn_conference *conference_of(const shape *s)
{
    cvn_buffer b = {0};
    cvn_buffer_printf(
        &b,
        "{\"format\": \"conference/1\", \"id\": \"m\", \"title\": \"M\", \"timezone\": \"UTC\", \"locale\": \"en\", \"organizer\": "
        "{\"name\": \"O\", \"email\": \"o@example.org\"}, \"sessions\": {\"minutes\": 60, \"pattern\": \"offered\", \"offered\": [%s]}, "
        "\"unsocial_hours\": {\"from\": \"17:00\", \"to\": \"07:00\"}, \"group_types\": [%s], \"rules\": [%s], \"participants\": [",
        s->series, s->types, s->rules);
    for (int i = 0; i < PEOPLE; i++)
        cvn_buffer_printf(
            &b, "%s{\"id\": \"p%d\", \"name\": \"P\", \"email\": \"p%d@example.org\", %s\"attributes\": {\"country\": \"c%d\"}, " PERSON_END,
            i ? ", " : "", i, i, i % 3 ? s->people_keys : "", i % 4);
    cvn_buffer_text(&b, "]}");
    cvn_conference *conference = NULL;
    cvn_error *error = cvn_error_new();
    if (cvn_conference_parse(&conference, b.text, b.length, s->name, NULL, error))
        fail_msg("%s: %s", s->name, cvn_error_message(error, 0));
    cvn_error_free(error);
    cvn_buffer_free(&b);
    return conference;
}

static void test_shapes(void **state)
{
    (void)state;
    for (size_t k = 0; k < CVN_COUNT(shapes); k++) {
        cvn_conference *conference = conference_of(&shapes[k]);
        cvn_solve_options options;
        cvn_solve_options_init(&options);
        options.time_limit_s = 0;
        options.step_limit = shapes[k].whole ? 40000 : 4000;
        cvn_problem *p;
        assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
        cvn_layout layout = {0};
        bool whole = cvn_mix_whole(p, &options, cvn_monotonic_s(), &layout, NULL);
        if (whole != shapes[k].whole)
            fail_msg("%s: %s", shapes[k].name, whole ? "taken for mixing alone" : "not taken for mixing alone");
        cvn_layout_free(&layout);
        cvn_problem_free(p);
        cvn_allocation *allocation;
        cvn_progress last;
        cvn_score score;
        assert_int_equal(cvn_solve(&allocation, conference, NULL, &options, &last, NULL), CVN_OK);
        char *said;
        if (cvn_verify(&said, &score, conference, allocation, NULL, CVN_TEXT, NULL))
            fail_msg("%s: %s", shapes[k].name, said);
        assert_int_equal(score.cost, last.score.cost);
        assert_int_equal(score.unplaced, shapes[k].unplaced);
        if (whole)
            assert_true(last.proved);
        free(said);
        cvn_allocation_free(allocation);
        cvn_conference_free(conference);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_shapes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
