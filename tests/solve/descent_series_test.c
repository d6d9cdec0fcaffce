/* SPDX-License-Identifier: Apache-2.0 */
/** The series that the last look hands to openings are those of the definition, all of them, in order of their first starts (of each clock). */
#include "grown_series.h"
#include "searches.h"
#include "solve/descent.h"

#include <stdlib.h>

static uint32_t seen, most_seen;
static uint32_t (*found)[CVN_MAX_SESSIONS];

static bool note(cvn_search *s, const cvn_founding *founding, const uint32_t *starts, uint32_t count)
{
    (void)founding;
    assert_true(seen < most_seen);
    assert_int_equal(count, s->p->session_count);
    memcpy(found[seen++], starts, count * sizeof *starts);
    return false;
}

static bool was_found(const uint32_t *starts, uint32_t count)
{
    for (uint32_t i = 0; i < seen; i++)
        if (!memcmp(found[i], starts, count * sizeof *starts))
            return true;
    return false;
}

/** Returns how many there are. */
static uint32_t compare(cvn_search *s, const cvn_founding *founding)
{
    const cvn_problem *p = s->p;
    uint32_t wanted = 0;
    grown g = {.state = s->state, .type = founding->type, .leader = founding->leader, .first = founding->first};
    g.pool = p->types[g.type].takes_member;
    g.reach = CVN_NEW_ARRAY(uint8_t, p->start_count + 1);
    seen = 0;
    assert_false(cvn_each_series(s, founding, g.pool, note));
    for (uint32_t start = 0; start < p->start_count; start++)
        if (grow_from(&g, start)) {
            wanted++;
            assert_true(was_found(g.at, p->session_count));
        }
    assert_int_equal(wanted, seen);
    free(g.reach);
    return wanted;
}

static void series_are_those_of_the_definition(void **context)
{
    (void)context;
    uint32_t compared = 0;
    for (uint64_t seed = 1; seed <= 24; seed++) {
        made_up shape = made_up_shapes[seed % CVN_COUNT(made_up_shapes)];
        if (shape.pattern == CVN_PATTERN_OFFERED)
            shape.pattern = CVN_PATTERN_WEEKLY;
        cvn_conference *conference = make_up(&shape, seed);
        cvn_problem *problem = NULL;
        assert_int_equal(cvn_problem_new(&problem, conference, NULL, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(problem, seed);
        cvn_construct(s);
        stir(s, 30);
        most_seen = problem->start_count;
        found = calloc(most_seen + 1, sizeof *found);
        for (uint32_t k = 0; k < 4; k++) {
            cvn_founding f = {.type = k % 2, .leader = CVN_NONE, .first = k ? cvn_pick_unplaced(s) : CVN_NONE};
            f.leader = shape.leaders && k != 1 ? cvn_pick_leader(s, f.type, true) : CVN_NONE;
            if (f.leader != CVN_NONE || f.first != CVN_NONE) /* all hours of everybody are too many for brute force */
                compared += compare(s, &f);
        }
        free(found);
        cvn_search_free(s);
        cvn_problem_free(problem);
        cvn_conference_free(conference);
    }
    assert_true(compared > 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(series_are_those_of_the_definition)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
