/* SPDX-License-Identifier: Apache-2.0 */
/** Which rule keeps a member out of a group with one leader and one member, and whom it is about; and of made-up groups, by counting. */
#include "groups.h"
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
        rule = cvn_rule_against(&q, ASKED, slot, CVN_NONE, &with, &count);
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

/* ---- held against the units of each rule, before and after ---- */

static uint32_t kept_out, let_in, named;

/** Is the unweighted rule with that place in the conference missed by more than before, once the person sits there? */
static int64_t units_of(const cvn_state *state, uint32_t index, uint32_t slot)
{
    const cvn_problem *p = state->p;
    int64_t units = 0;
    for (uint32_t r = 0; r < p->rule_count; r++)
        if (p->rules[r].index == index)
            units += cvn_rule_units(&p->rules[r], state->slots[slot].memo[r]);
    for (uint32_t n = 0; n < p->apart_count; n++) {
        const listed who = list_of(&state->slots[slot], p->conference->rules[index].among);
        int64_t there = 0;
        for (uint32_t i = 0; i < p->apart[n].count; i++)
            there += is_listed(&who, p->apart[n].who[i]);
        units += p->apart[n].index == index ? there * (there - 1) / 2 : 0;
    }
    for (uint32_t n = 0; n < p->together_count; n++)
        units += p->together[n].index == index ? cvn_together_units(state, n) : 0;
    return units;
}

static void ask(cvn_search *s, cvn_inquiry *q, uint32_t person, uint32_t slot)
{
    const uint32_t *with;
    uint32_t count, rule = cvn_rule_against(q, person, slot, CVN_NONE, &with, &count);
    int64_t before = rule == CVN_NONE ? 0 : units_of(s->state, rule, slot);
    cvn_trial_begin(s->state);
    cvn_join(s->state, person, slot);
    cvn_tally delta = cvn_trial_settle(s->state);
    bool short_of_size = s->state->slots[slot].member_count <= cvn_size_min(s->state, &s->state->slots[slot]);
    if (rule != CVN_NONE && !before) /* in an allocation nothing is broken before */
        assert_true(units_of(s->state, rule, slot) > 0);
    else if (rule == CVN_NONE && !short_of_size)
        assert_true(delta.hard <= 0);
    cvn_trial_undo(s->state);
    for (uint32_t i = 0; i < count; i++)
        named += with[i] != s->p->person[person].index;
    kept_out += rule != CVN_NONE;
    let_in += rule == CVN_NONE;
}

static void unseat_some(cvn_search *s)
{
    cvn_trial_begin(s->state);
    for (uint32_t person = 0; person < s->p->people; person += 3)
        if (s->state->seat[person] != CVN_NONE && !s->state->pinned[person])
            cvn_leave(s->state, person);
    cvn_trial_settle(s->state);
    cvn_trial_keep(s->state);
}

/** Some rules become unweighted, others every time; and some people are left over. */
static void check(cvn_search *s)
{
    cvn_problem *p = (cvn_problem *)(uintptr_t)s->p;
    cvn_inquiry q = {.p = p, .state = s->state, .arena = cvn_arena_new()};
    for (uint32_t r = 0; r < p->rule_count; r++)
        p->rules[r].hard = cvn_one_in(s, 6);
    cvn_layout layout = {0};
    cvn_layout_save(&layout, s->state);
    cvn_layout_load(s->state, &layout); /* counts the whole score as the rules are now */
    cvn_layout_free(&layout);
    unseat_some(s);
    for (uint32_t person = 0; person < p->people; person++)
        for (uint32_t g = 0; g < s->state->open_count; g++) {
            uint32_t slot = s->state->open[g];
            if (s->state->seat[person] == CVN_NONE && !s->state->lead_count[person] && cvn_is_able(s->state, person, slot) &&
                cvn_has_room(s->state, slot))
                ask(s, &q, person, slot);
        }
    for (uint32_t r = 0; r < p->rule_count; r++)
        p->rules[r].hard = false;
    cvn_state_clear(s->state);
    cvn_arena_free(q.arena);
    cvn_construct(s);
}

static void what_keeps_somebody_out_is_broken_by_them(void **context)
{
    (void)context;
    each_middling_search(check);
    assert_true(kept_out > 50 && let_in > 20 && named > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_rule_that_would_be_broken),
                                       cmocka_unit_test(what_keeps_somebody_out_is_broken_by_them)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
