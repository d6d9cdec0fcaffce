/* SPDX-License-Identifier: Apache-2.0 */
/**
 * After the last look no new group betters the score: openings and splits as docs/solver.md defines them, each founded, filled and moved here by
 * code of its own, which looks at what a change comes to by making it.
 */
#include "descents.h"
#include "grown_series.h"
#include "seasons.h"
#include "solve/descent.h"
#include "weeks.h"

#include <stdlib.h>

typedef struct newcomer {
    uint32_t type, leader, first;
    uint32_t of; /* a split: of which group; CVN_NONE: an opening */
} newcomer;

static cvn_tally now(cvn_state *state)
{
    cvn_trial_settle(state);
    return state->total;
}

/** Makes somebody leader, out of their seat; *seat is that seat. */
static bool lead(cvn_state *state, uint32_t person, uint32_t slot, uint32_t *seat)
{
    *seat = state->seat[person];
    if (!state->p->person[person].leader || state->pinned[person])
        return false;
    if (*seat != CVN_NONE)
        cvn_leave(state, person);
    if (cvn_may_lead(state, person, slot)) {
        cvn_lead(state, person, slot);
        return true;
    }
    if (*seat != CVN_NONE)
        cvn_join(state, person, *seat);
    return false;
}

static void add_leaders(cvn_state *state, uint32_t slot)
{
    uint32_t seat, best = 0;
    while (cvn_leaders_short(state, &state->slots[slot]) > 0 && best != CVN_NONE) {
        cvn_tally least = now(state);
        best = CVN_NONE;
        for (uint32_t i = 0; i < state->p->people; i++) {
            if (!lead(state, i, slot, &seat))
                continue;
            cvn_tally with = now(state);
            cvn_unlead(state, i, slot);
            if (seat != CVN_NONE)
                cvn_join(state, i, seat);
            if (cvn_tally_less(&with, &least)) {
                least = with;
                best = i;
            }
        }
        if (best != CVN_NONE)
            lead(state, best, slot, &seat);
    }
}

static void seat_in(cvn_state *state, uint32_t person, uint32_t slot)
{
    if (state->seat[person] != CVN_NONE)
        cvn_leave(state, person);
    if (slot != CVN_NONE)
        cvn_join(state, person, slot);
}

/** One by one whoever betters the score most. of: only people of that group. */
static void fill(cvn_state *state, uint32_t slot, uint32_t of)
{
    for (uint32_t best = 0; best != CVN_NONE && cvn_has_room(state, slot);) {
        cvn_tally least = now(state);
        best = CVN_NONE;
        for (uint32_t i = 0; i < state->p->people; i++) {
            uint32_t from = state->seat[i];
            if (!is_mover(state, i) || from == slot || !cvn_is_able(state, i, slot) || (of != CVN_NONE && from != of))
                continue;
            seat_in(state, i, slot);
            cvn_tally with = now(state);
            seat_in(state, i, from);
            if (cvn_tally_less(&with, &least)) {
                least = with;
                best = i;
            }
        }
        if (best != CVN_NONE)
            seat_in(state, best, slot);
    }
}

static bool everybody_follows(const cvn_state *state, uint32_t number, const uint32_t *at, uint32_t count)
{
    const cvn_problem *p = state->p;
    const cvn_slot *slot = &state->slots[number];
    for (uint32_t i = 0; i < slot->member_count + slot->leader_count; i++) {
        bool member = i < slot->member_count;
        uint32_t person = member ? slot->members[i] : slot->leaders[i - slot->member_count], went = 0;
        uint32_t attend = member ? p->attend : p->types[slot->type].leaders_attend;
        for (uint32_t k = 0; k < count; k++)
            went += cvn_plan_can(p, person, at[k]);
        if (went < (attend < count ? attend : count) || (!member && !cvn_times_clear(state, person, number, at, count, 0)))
            return false;
    }
    return true;
}

/** Other sessions where they better the score; what is best so far is kept in best. */
static void try_times(cvn_state *state, uint32_t slot, const uint32_t *at, uint32_t count, cvn_tally *least, uint32_t *best,
                      uint32_t *best_count)
{
    uint32_t was[CVN_MAX_SESSIONS], was_count = state->slots[slot].count;
    if (!cvn_plan_sessions_ok(state->p, at, count, 0) || !everybody_follows(state, slot, at, count))
        return;
    memcpy(was, state->slots[slot].at, was_count * sizeof *was);
    cvn_set_times(state, slot, at, count, 0);
    cvn_tally with = now(state);
    cvn_set_times(state, slot, was, was_count, 0);
    if (cvn_tally_less(&with, least)) {
        *least = with;
        *best_count = count;
        memcpy(best, at, count * sizeof *at);
    }
}

/** One session, or the whole offered series, to where the score is best. Returns whether it moved. */
static bool move_session(cvn_state *state, uint32_t slot, uint32_t k)
{
    const cvn_problem *p = state->p;
    uint32_t at[CVN_MAX_SESSIONS], best[CVN_MAX_SESSIONS], count = state->slots[slot].count, found = 0;
    cvn_tally least = now(state);
    memcpy(at, state->slots[slot].at, count * sizeof *at);
    for (uint32_t i = 0; i < p->series_count; i++)
        if (!p->series[i].held)
            try_times(state, slot, p->series[i].starts, p->series[i].count, &least, best, &found);
    for (uint32_t start = p->open_from; start < p->start_count && p->pattern != CVN_PATTERN_OFFERED; start++) {
        at[k] = start;
        try_times(state, slot, at, count, &least, best, &found);
    }
    if (found)
        cvn_set_times(state, slot, best, found, 0);
    return found;
}

static void move_sessions(cvn_state *state, uint32_t slot)
{
    for (uint32_t k = 0, dull = 0; dull < state->slots[slot].count; k = (k + 1) % state->slots[slot].count)
        dull = move_session(state, slot, k) ? 1 : dull + 1;
}

/** Founds, fills and moves one new group, and says whether that betters the score. */
static bool new_group_betters(cvn_state *state, const newcomer *n, const uint32_t *starts, uint32_t count, const cvn_tally *was)
{
    uint32_t at[CVN_MAX_SESSIONS], seat;
    memcpy(at, starts, count * sizeof *at);
    cvn_trial_begin(state);
    if (n->of != CVN_NONE && n->leader != CVN_NONE && cvn_leads_slot(state, n->leader, n->of))
        cvn_unlead(state, n->leader, n->of);
    uint32_t slot = cvn_open(state, n->type, CVN_NONE);
    if (slot == CVN_NONE)
        return no_trial(state);
    cvn_set_times(state, slot, at, count, 0);
    if ((n->leader != CVN_NONE && !lead(state, n->leader, slot, &seat)) || (n->first != CVN_NONE && !cvn_is_able(state, n->first, slot)))
        return no_trial(state);
    add_leaders(state, slot);
    if (n->first != CVN_NONE && !is_mover(state, n->first))
        return no_trial(state);
    if (n->first != CVN_NONE)
        seat_in(state, n->first, slot);
    fill(state, slot, n->of);
    cvn_tally filled = now(state);
    if (!cvn_tally_less(&filled, was) && filled.hard == was->hard)
        move_sessions(state, slot);
    return betters(state, was);
}

static bool opening_betters(cvn_state *state, const newcomer *n, const cvn_tally *was)
{
    const cvn_problem *p = state->p;
    bool better = false;
    if (p->pattern == CVN_PATTERN_OFFERED) {
        for (uint32_t i = 0; i < p->series_count && !better; i++)
            better = !p->series[i].held && cvn_plan_sessions_ok(p, p->series[i].starts, p->series[i].count, 0) &&
                     new_group_betters(state, n, p->series[i].starts, p->series[i].count, was);
        return better;
    }
    grown g = {.state = state, .type = n->type, .leader = n->leader, .first = n->first, .pool = p->types[n->type].takes_member};
    g.reach = CVN_NEW_ARRAY(uint8_t, p->start_count + 1);
    for (uint32_t start = 0; start < p->start_count && !better; start++)
        better = grow_from(&g, start) && new_group_betters(state, n, g.at, p->session_count, was);
    free(g.reach);
    return better;
}

static bool takes(const cvn_problem *p, uint32_t person, uint32_t type)
{
    return p->person[person].preference[type] >= 0;
}

static bool may_lead_type(const cvn_problem *p, uint32_t person, uint32_t type)
{
    return p->person[person].leader && p->types[type].leaders_max && takes(p, person, type);
}

static bool some_opening_betters(cvn_state *state, const cvn_tally *was)
{
    const cvn_problem *p = state->p;
    for (uint32_t type = 0; type < p->type_count; type++)
        for (uint32_t l = 0; l <= p->people; l++) {
            newcomer n = {.type = type, .leader = l < p->people ? l : CVN_NONE, .first = CVN_NONE, .of = CVN_NONE};
            if (l < p->people ? !may_lead_type(p, l, type) : p->types[type].leaders_min > 0)
                continue;
            if (opening_betters(state, &n, was))
                return true;
            for (n.first = 0; n.first < p->people; n.first++)
                if (p->person[n.first].member && state->seat[n.first] == CVN_NONE && !state->lead_count[n.first] && n.first != l &&
                    takes(p, n.first, type) && opening_betters(state, &n, was))
                    return true;
        }
    return false;
}

static bool some_split_betters(cvn_state *state, const cvn_tally *was)
{
    const cvn_problem *p = state->p;
    for (uint32_t of = 0; of < state->slot_count; of++)
        for (uint32_t type = 0; type < p->type_count; type++)
            for (uint32_t l = 0; l <= p->people; l++) {
                newcomer n = {.type = type, .leader = l < p->people ? l : CVN_NONE, .of = of};
                if (!state->slots[of].open || state->slots[of].fixed || state->slots[of].held ||
                    (l < p->people ? !may_lead_type(p, l, type) : p->types[type].leaders_min > 0))
                    continue;
                for (n.first = 0; n.first < p->people; n.first++)
                    if (state->seat[n.first] == of && n.first != l &&
                        new_group_betters(state, &n, state->slots[of].at, state->slots[of].count, was))
                        return true;
            }
    return false;
}

static uint64_t openings, splits;

static void check(cvn_search *s, const cvn_tally *was)
{
    uint64_t before = tried;
    assert_false(some_opening_betters(s->state, was));
    openings += tried - before;
    before = tried;
    assert_false(some_split_betters(s->state, was));
    splits += tried - before;
}

static void no_new_group_is_better(void **context)
{
    (void)context;
    after_each_descent(42, 9, check);
    assert_true(openings > 1000);
    assert_true(splits > 100);
}

/** One group of so many, all of whom can meet on Mondays at noon; leaders of whom each can lead one group. */
static cvn_conference *one_crowd(uint32_t members, uint32_t leaders)
{
    cvn_buffer b = {0};
    cvn_buffer_printf(&b,
                      "{\"format\": \"conference/1\", \"id\": \"c\", \"title\": \"C\", \"timezone\": \"UTC\", \"organizer\": {\"name\": \"O\", "
                      "\"email\": \"o@example.org\"}, \"sessions\": {\"count\": 1, \"minutes\": 60, \"from\": \"2027-03-01\", \"to\": "
                      "\"2027-03-07\", \"grid_minutes\": 60}, \"group_types\": [{\"id\": \"t\", \"size\": {\"min\": 2, \"ideal\": 3, \"max\": "
                      "20}, \"leaders\": {\"min\": %u, \"max\": 2}}], \"rules\": [], \"participants\": [",
                      leaders ? 1 : 0);
    for (uint32_t i = 0; i < members + leaders; i++)
        cvn_buffer_printf(&b,
                          "%s{\"id\": \"p%u\", \"timezone\": \"UTC\", \"roles\": [\"%s\"], \"availability\": [{\"weekly\": [\"MO\"], "
                          "\"from\": \"12:00\", \"to\": \"13:00\"}]}",
                          i ? ", " : "", i, i < members ? "member" : "leader");
    cvn_buffer_text(&b, "]}");
    cvn_conference *conference = NULL;
    assert_int_equal(cvn_conference_parse(&conference, b.text, b.length, "c", NULL, NULL), CVN_OK);
    cvn_buffer_free(&b);
    return conference;
}

static void everybody_into_one(cvn_state *state, uint32_t members)
{
    cvn_trial_begin(state);
    uint32_t slot = cvn_open(state, 0, CVN_NONE), start = 0;
    while (!cvn_plan_can(state->p, 0, start))
        start++;
    cvn_set_times(state, slot, &start, 1, 0);
    for (uint32_t i = 0; i < state->p->people; i++) {
        if (i < members)
            cvn_join(state, i, slot);
        else if (state->p->person[i].leader)
            cvn_lead(state, i, slot);
    }
    cvn_trial_settle(state);
    cvn_trial_keep(state);
}

/** A group's own two leaders are all that there are: no opening can have one, only a split can. Three is ideal, and each above it dear. */
static const struct {
    uint32_t members, leaders, groups; /* groups: how many there are to be at the end */
    int64_t cost;                      /* sum of (size - 3) squared; hours are free */
} crowds[] = {
    {8, 2, 2, 2}, {6, 2, 2, 0}, {11, 2, 2, 13}, {16, 2, 2, 50}, {4, 2, 1, 1}, {9, 1, 1, 36}, {8, 0, 3, 1}, {9, 0, 3, 0},
};

static void a_crowd_is_split(void **context)
{
    (void)context;
    for (size_t i = 0; i < CVN_COUNT(crowds); i++) {
        cvn_conference *conference = one_crowd(crowds[i].members, crowds[i].leaders);
        cvn_problem *problem = NULL;
        assert_int_equal(cvn_problem_new(&problem, conference, NULL, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(problem, 1);
        everybody_into_one(s->state, crowds[i].members);
        cvn_descend(s, NULL, NULL);
        if (s->state->open_count != crowds[i].groups || s->state->total.cost != crowds[i].cost || s->state->unplaced_count)
            fail_msg("%u members, %u leaders: %u groups at %lld", crowds[i].members, crowds[i].leaders, s->state->open_count,
                     (long long)s->state->total.cost);
        cvn_search_free(s);
        cvn_problem_free(problem);
        cvn_conference_free(conference);
    }
}

/* ---- one look by itself: it makes something where there is something by the definition, and nothing else ---------------------------------------- */

static uint32_t made[2], not_made[2];

/** Of a kind (0: openings, 1: splits), until there are no more. */
static void one_look(cvn_search *s, uint32_t kind)
{
    const cvn_look look = {.s = s};
    for (bool better = true; better;) {
        cvn_tally was = s->state->total;
        bool there_is = kind ? some_split_betters(s->state, &was) : some_opening_betters(s->state, &was);
        better = kind ? cvn_look_at_splits(&look) : cvn_look_at_openings(&look);
        assert_int_equal(better, there_is);
        assert_true(better == cvn_tally_less(&s->state->total, &was));
        assert_true(better || cvn_tally_equal(&s->state->total, &was));
        assert_false(s->state->trial);
        (better ? made : not_made)[kind]++;
    }
}

static void split_a_week(const week *w, cvn_search *s)
{
    (void)w;
    for (uint32_t k = 0; k < 4; k++) {
        cvn_state_clear(s->state);
        while (!week_open(s, 0))
            ;
        while (!week_open(s, 1))
            ;
        one_look(s, 1);
        assert_true(cvn_state_sound(s->state));
    }
}

/** Groups of up to nine, of whom four are ideal. */
static void large_groups_are_split(void)
{
    for (uint64_t seed = 1; seed <= 24; seed++) {
        week w = {.count = 1 + (uint32_t)(seed % 2), .people = 17, .offered = seed % 4 ? 0 : 9};
        cvn_random r;
        cvn_random_seed(&r, seed);
        for (uint32_t i = 0; i < w.people; i++) {
            w.can[i] = week_days(&r, 3);
            w.need[i] = (uint8_t)~week_days(&r, 2);
            w.leads[i] = i % 6 == 0;
        }
        with_week(&w, seed, split_a_week);
    }
}

static void each_look_finds_what_there_is(void **context)
{
    (void)context;
    large_groups_are_split();
    static const made_up more[] = {
        {.people = 9, .pattern = CVN_PATTERN_FREE, .every_rule = true, .wide = true},
        {.people = 9, .pattern = CVN_PATTERN_WEEKLY, .leaders = true, .loose = true, .wide = true},
    };
    for (uint64_t seed = 1; seed <= 54; seed++) {
        uint64_t k = seed % (CVN_COUNT(made_up_shapes) + CVN_COUNT(more));
        made_up shape = k < CVN_COUNT(more) ? more[k] : made_up_shapes[k - CVN_COUNT(more)];
        shape.people = 9;
        shape.wide = seed % 3;
        cvn_conference *conference = make_up(&shape, seed);
        cvn_problem *problem = NULL;
        assert_int_equal(cvn_problem_new(&problem, conference, NULL, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(problem, seed);
        if (seed % 4)
            cvn_construct(s);
        stir(s, seed % 2 ? 3 : 20);
        one_look(s, seed / 2 % 2);
        one_look(s, (seed / 2 + 1) % 2);
        assert_true(cvn_state_sound(s->state));
        cvn_search_free(s);
        cvn_problem_free(problem);
        cvn_conference_free(conference);
    }
    assert_true(made[0] > 20 && not_made[0] > 20 && made[1] > 50 && not_made[1] > 50);
}

/* clang-format off */
#define LEFT(hours) {"m", hours, OUT, OUT, 0}
#define FREE_LEADER(hours) {"l", hours, OUT, OUT, 0}
#define IN_FIRST(roles, hours) {roles, hours, 0, OUT, 0}

/* One group, if any, at 8. A new one needs so many leaders. */
static const hand_made founded[] = {
    {"with a second leader", 2, 3, 4, 2, 2, {0}, NULL, {LEFT(AT_12), LEFT(AT_12), LEFT(AT_12), FREE_LEADER(AT_12), FREE_LEADER(AT_12)}},
    {"and a third", 2, 3, 4, 3, 3, {0}, NULL,
        {LEFT(AT_12), LEFT(AT_12), LEFT(AT_12), FREE_LEADER(AT_12), FREE_LEADER(AT_12), FREE_LEADER(AT_12)}},
    {"not without", 2, 3, 4, 3, 3, {0}, NULL, {LEFT(AT_12), LEFT(AT_12), LEFT(AT_12), FREE_LEADER(AT_12), FREE_LEADER(AT_12)}},
    {"led by who is free, not by the last who is needed elsewhere", 2, 3, 4, 2, 2, {AT_8}, NULL,
        {LEFT(AT_12), LEFT(AT_12), LEFT(AT_12), FREE_LEADER(AT_12), FREE_LEADER(AT_12), IN_FIRST("m", AT_8), IN_FIRST("lm", AT_8 | AT_12),
         {"l", AT_8, OUT, 0, 0}, {"l", AT_8, OUT, 0, 0}}},
};
/* clang-format on */
static const uint32_t left_over[] = {0, 0, 3, 0};

static void look_once(cvn_search *s)
{
    const cvn_look look = {.s = s};
    cvn_look_at_openings(&look);
}

static void are_placed(const hand_made *row, size_t number, const cvn_state *state)
{
    if (state->unplaced_count != left_over[number] || state->total.hard)
        fail_msg("%s: %u left over, %d missing", row->name, state->unplaced_count, (int)state->total.hard);
}

static void a_new_group_has_the_leaders_that_it_needs(void **context)
{
    (void)context;
    each_hand_made(founded, CVN_COUNT(founded), look_once, are_placed);
}

static bool may_split;

static void split_season(const season *m, cvn_search *s)
{
    const cvn_look look = {.s = s};
    cvn_state *state = s->state;
    cvn_trial_begin(state);
    for (uint32_t i = 0; i < s->p->people; i++)
        if (state->seat[i] == CVN_NONE)
            cvn_join(state, i, season_group(state, 0));
    cvn_trial_settle(state);
    cvn_trial_keep(state);
    bool did = cvn_look_at_splits(&look);
    if (did != may_split)
        fail_msg("%s: it was%s split", m->name, did ? "" : " not");
}

/** Six newcomers in a group of two are five too many: they would be better off by themselves. */
static void a_fixed_group_is_not_split(void **context)
{
    (void)context;
#define NEWCOMER {"m", AT_8, 0, 0, OUT, OUT, 0}
    season m = {"free",
                .size_min = 2,
                .size_ideal = 3,
                .size_max = 8,
                .sessions = "{\"count\": 1, \"minutes\": 60, \"from\": \"2027-03-01\", \"to\": \"2027-03-07\", \"grid_minutes\": 60}",
                .groups = {"[\"2027-03-01T08:00:00Z\"]"},
                .stand = G0,
                .people = {{"m", AT_8, G0, 0, 0, OUT, 0},
                           {"m", AT_8, G0, 0, 0, OUT, 0},
                           {"m", AT_8, G0, 0, 0, OUT, 0},
                           {"m", AT_8, G0, 0, 0, OUT, 0},
                           NEWCOMER,
                           NEWCOMER,
                           NEWCOMER,
                           NEWCOMER}};
    may_split = true;
    with_season(&m, split_season);
    m.name = "fixed";
    m.rules = "[{\"rule\": \"fix\", \"groups\": [\"g0\"]}]";
    may_split = false;
    with_season(&m, split_season);
}

/** Beyond a thousand people nobody who has a place is asked: only those left over found new groups, and none is split. */
static void among_many_only_those_left_over_are_looked_at(void **context)
{
    (void)context;
    enum { PLACED = 18 };
    cvn_conference *conference = one_crowd(CVN_LOOK_MOST + 1, 0);
    cvn_problem *problem = NULL;
    assert_int_equal(cvn_problem_new(&problem, conference, NULL, NULL), CVN_OK);
    cvn_search *s = cvn_search_new(problem, 1);
    everybody_into_one(s->state, PLACED);
    const cvn_look look = {.s = s};
    uint32_t crowd = s->state->open[0];
    assert_false(cvn_look_at_splits(&look));
    assert_true(cvn_look_at_openings(&look));
    assert_int_equal(s->state->open_count, 2);
    assert_int_equal(s->state->slots[crowd].member_count, PLACED);
    cvn_search_free(s);
    cvn_problem_free(problem);
    cvn_conference_free(conference);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_new_group_is_better),        cmocka_unit_test(a_crowd_is_split),
        cmocka_unit_test(each_look_finds_what_there_is), cmocka_unit_test(a_new_group_has_the_leaders_that_it_needs),
        cmocka_unit_test(a_fixed_group_is_not_split),    cmocka_unit_test(among_many_only_those_left_over_are_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
