/* SPDX-License-Identifier: Apache-2.0 */
/** Who could be in a group: person by person, session by session, instead of by words of bits. */
#include "searches.h"

static uint64_t able_ones, unable_ones;

static bool able(const cvn_problem *p, uint32_t person, bool leads, uint32_t type, uint32_t base, const uint32_t *at, uint32_t count,
                 uint32_t held)
{
    const cvn_plan_person *who = &p->person[person];
    uint32_t limit = leads ? p->types[type].leaders_attend : p->attend, need = limit < count ? limit : count, have = 0;
    bool stayed = base != CVN_NONE && cvn_bit(p->groups[base].who, person);
    for (uint32_t k = held; k < count; k++)
        have += cvn_plan_can(p, person, at[k]);
    if (stayed) /* was there at those held */
        have += held;
    else if (need > count - held) /* who comes late is asked for no more than are left */
        need = count - held;
    return (leads ? who->leader : who->member) && who->preference[type] >= 0 && have >= need;
}

static void check(const cvn_search *s, uint32_t base, const uint32_t *at, uint32_t count, uint32_t held)
{
    const cvn_problem *p = s->p;
    uint64_t *members = CVN_NEW_ARRAY(uint64_t, p->people_words), *leaders = CVN_NEW_ARRAY(uint64_t, p->people_words);
    for (uint32_t type = 0; type < p->type_count; type++) {
        cvn_able(s->state, type, base, at, count, held, members, leaders);
        for (uint32_t i = 0; i < p->people_words * 64; i++) {
            assert_int_equal(cvn_bit(members, i), i < p->people && able(p, i, false, type, base, at, count, held));
            assert_int_equal(cvn_bit(leaders, i), i < p->people && able(p, i, true, type, base, at, count, held));
            able_ones += cvn_bit(members, i) + cvn_bit(leaders, i);
            unable_ones += i < p->people && !cvn_bit(members, i);
        }
    }
    free(members);
    free(leaders);
}

static void those_who_attend_enough_are_able(void **context)
{
    (void)context;
    for (uint64_t seed = 1; seed <= 28; seed++) {
        made_up shape = made_up_shapes[seed % CVN_COUNT(made_up_shapes)];
        shape.wide = seed % 2;
        shape.loose = shape.loose || seed % 3 == 0;
        shape.people = seed % 5 ? shape.people : 70; /* more than one word of people */
        cvn_allocation *baseline = made_up_baseline(&shape, seed);
        shape.as_of = seed % 4 < 2 ? "2027-03-16T12:00:00Z" : NULL;
        cvn_conference *conference = make_up(&shape, seed);
        cvn_problem *p = NULL;
        assert_int_equal(cvn_problem_new(&p, conference, baseline, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(p, seed);
        for (uint32_t g = 0; g < p->group_count; g++)
            if (p->groups[g].can_go_on)
                check(s, g, p->groups[g].starts, p->groups[g].count, p->groups[g].held);
        for (uint32_t k = 0; k < 20; k++) {
            cvn_wish wish = {.type = k % p->type_count, .base = CVN_NONE, .any_worth = 1, .noise = 3};
            uint32_t count = cvn_seek(s, &wish);
            if (count)
                check(s, CVN_NONE, s->series, count, 0);
        }
        cvn_search_free(s);
        cvn_problem_free(p);
        cvn_conference_free(conference);
        cvn_allocation_free(baseline);
    }
    assert_true(able_ones > 1000 && unable_ones > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(those_who_attend_enough_are_able)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
