/* SPDX-License-Identifier: Apache-2.0 */
/** The bound by elimination: whoever it calls hopeless is placed by no search, and their priorities are the bound. */
#include "searches.h"
#include "solve/bound.h"

static uint32_t above_nothing, reached;

static void check(const cvn_problem *p, uint64_t seed)
{
    uint64_t *out = CVN_NEW_ARRAY(uint64_t, p->people_words);
    int64_t bound = cvn_bound_unplaced(p, out), sum = 0, least = INT64_MAX;
    assert_int_equal(bound, cvn_bound_unplaced(p, NULL));
    for (uint32_t i = 0; i < p->people; i++)
        sum += cvn_bit(out, i) ? p->person[i].priority : 0;
    assert_int_equal(sum, bound);
    cvn_search *s = cvn_search_new(p, seed);
    for (uint32_t k = 0; k < 6; k++) {
        cvn_construct(s);
        for (uint32_t i = 0; i < p->people; i++) /* groups may lack people or leaders in the middle of a search, but not once built */
            assert_false(cvn_bit(out, i) && !s->state->total.hard && (s->state->seat[i] != CVN_NONE || s->state->lead_count[i]));
        least = s->best.total.hard || s->best.total.upset > least ? least : s->best.total.upset;
        stir(s, 100);
    }
    assert_true(bound <= least);
    above_nothing += bound > 0;
    reached += bound > 0 && bound == least;
    cvn_search_free(s);
    free(out);
}

static void no_search_places_the_hopeless(void **context)
{
    (void)context;
    for (uint64_t seed = 1; seed <= 42; seed++) {
        const made_up *shape = &made_up_shapes[seed % CVN_COUNT(made_up_shapes)];
        cvn_conference *conference = make_up(shape, seed);
        cvn_problem *p = NULL;
        assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
        if (p->attend < p->session_count)
            assert_int_equal(cvn_bound_unplaced(p, NULL), 0);
        else
            check(p, seed);
        cvn_problem_free(p);
        cvn_conference_free(conference);
    }
    assert_true(above_nothing > 15);
    assert_true(reached > 5);
}

/** Mondays of eight weeks at 18:00 in UTC; three to a group, one leads; who can when is said in letters. */
typedef struct elimination {
    const char *name, *people; /* by letter: l leads on Mondays, m can on Mondays, t on Tuesdays, T leads on Tuesdays, b on both */
    uint32_t bound;
} elimination;

static const elimination eliminations[] = {
    {"enough on Mondays", "lmmm", 0},
    {"one too few on Mondays", "lmm", 2},
    {"nobody leads", "mmm", 3},
    {"nobody leads on Tuesdays", "lmmmttt", 3},
    {"those on both days make up the number on one", "lmmbT", 0},
    {"once those of Tuesday are out, the rest is still enough", "lmmmTt", 1},
    {"without the leader of Tuesday", "lmbbTt", 0},
    {"a leader is enough for one day alone", "ltttm", 4},
};

static void add(cvn_buffer *b, uint32_t i, char kind)
{
    const char *days = kind == 'b' ? "\"MO\", \"TU\"" : kind == 't' || kind == 'T' ? "\"TU\"" : "\"MO\"";
    const char *role = kind == 'l' || kind == 'T' ? "leader" : "member";
    cvn_buffer_printf(
        b,
        "%s{\"id\": \"p%u\", \"timezone\": \"UTC\", \"roles\": [\"%s\"], \"availability\": [{\"weekly\": [%s], \"from\": \"18:00\", "
        "\"to\": \"19:00\"}]}",
        i ? ", " : "", i, role, days);
}

static void whoever_lacks_others_is_out(void **context)
{
    (void)context;
    for (size_t n = 0; n < CVN_COUNT(eliminations); n++) {
        cvn_buffer b = {0};
        cvn_buffer_text(
            &b, "{\"format\": \"conference/1\", \"id\": \"c\", \"title\": \"C\", \"timezone\": \"UTC\", \"organizer\": {\"name\": \"O\", "
                "\"email\": \"o@example.org\"}, \"sessions\": {\"count\": 3, \"minutes\": 60, \"from\": \"2027-03-01\", \"to\": "
                "\"2027-04-25\", \"grid_minutes\": 60, \"gap_days\": {\"min\": 7}}, \"group_types\": [{\"id\": \"t\", \"size\": {\"min\": 3, "
                "\"ideal\": 3, \"max\": 4}, \"leaders\": {\"min\": 1, \"max\": 1}}], \"rules\": [], \"participants\": [");
        for (uint32_t i = 0; eliminations[n].people[i]; i++)
            add(&b, i, eliminations[n].people[i]);
        cvn_buffer_text(&b, "]}");
        cvn_conference *conference = NULL;
        assert_int_equal(cvn_conference_parse(&conference, b.text, b.length, "c", NULL, NULL), CVN_OK);
        cvn_problem *p = NULL;
        assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
        int64_t bound = cvn_bound_unplaced(p, NULL);
        if (bound != eliminations[n].bound)
            fail_msg("%s: %lld instead of %u", eliminations[n].name, (long long)bound, eliminations[n].bound);
        cvn_problem_free(p);
        cvn_conference_free(conference);
        cvn_buffer_free(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_search_places_the_hopeless), cmocka_unit_test(whoever_lacks_others_is_out)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
