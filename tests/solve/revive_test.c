/* SPDX-License-Identifier: Apache-2.0 */
/** Groups of a baseline that ended go on: with their own people, leaders and sessions, each as far as it still can be. */
#include "moves.h"

#include "seasons.h"

#define MONDAYS(count)                                                                                                                         \
    "{\"count\": " count ", \"minutes\": 60, \"from\": \"2027-03-01\", \"to\": \"2027-03-14\", \"grid_minutes\": 240, \"gap_days\": "          \
    "{\"min\": 7}}"
#define TWICE_AT(hour)       "[\"2027-03-01T" hour ":00:00Z\", \"2027-03-08T" hour ":00:00Z\"]"
#define SERIES(id, one, two) "{\"id\": \"" id "\", \"starts\": [\"2027-03-01T" one "\", \"2027-03-08T" two "\"]}"
#define OFFERED(series)      "{\"pattern\": \"offered\", \"minutes\": 60, \"offered\": [" series "]}"
#define AFTER_ONE            "2027-03-02T00:00:00Z"

/* Somebody of the first group who can come when it met and is nowhere now; a member and a leader of the second, which stands. */
/* clang-format off */
#define ENDED  {"m", AT_8, G0, 0, OUT, OUT, 0}
#define LED    {"l", AT_8, 0, G0, OUT, OUT, 0}
#define STAYS  {"m", AT_16, G1, 0, 1, OUT, 0}
#define LEADS  {"l", AT_16, 0, G1, OUT, 1, 0}
#define SIZES  .size_min = 2, .size_ideal = 3, .size_max = 4, .leaders_min = 1, .leaders_max = 2
#define ONE    SIZES, .groups = {TWICE_AT("08")}
#define TWO    SIZES, .groups = {TWICE_AT("08"), TWICE_AT("16")}
#define NOBODY 0

static const season rows[] = {
    {"as it was", ONE, .sessions = MONDAYS("2"), .people = {ENDED, ENDED, ENDED, ENDED, LED, LED}},
    {"its leaders are its own", ONE, .sessions = MONDAYS("2"), .people = {ENDED, ENDED, ENDED, ENDED,
        {"l", AT_8, 0, 0, OUT, OUT, 0}, {"l", AT_8, 0, 0, OUT, OUT, 0}, {"l", AT_8, 0, 0, OUT, OUT, 0}, LED, LED}},
    {"another leader, where its own has gone", ONE, .sessions = MONDAYS("2"), .people = {ENDED, ENDED, ENDED,
        {"l", AT_16, 0, G0, OUT, OUT, 0}, {"l", AT_8, 0, 0, OUT, OUT, 0}}},
    {"not without a leader", ONE, .sessions = MONDAYS("2"), .people = {ENDED, ENDED, ENDED, ENDED, {"l", AT_16, 0, G0, OUT, OUT, 0}}},
    {"a member comes back from another group", TWO, .sessions = MONDAYS("2"), .stand = G1, .people = {ENDED, ENDED, ENDED,
        {"m", AT_8 | AT_16, G0, 0, 1, OUT, 0}, LED, STAYS, STAYS, STAYS, LEADS}},
    {"a leader comes back out of a seat", TWO, .sessions = MONDAYS("2"), .stand = G1, .people = {ENDED, ENDED, ENDED, ENDED,
        {"lm", AT_8 | AT_16, 0, G0, 1, OUT, 0}, STAYS, STAYS, LEADS}},
    {"who leads another group now stays there", TWO, .sessions = MONDAYS("2"), .stand = G1, .people = {ENDED, ENDED, ENDED,
        {"lm", AT_8 | AT_16, G0, 0, OUT, 1, 0}, LED, STAYS, STAYS, STAYS}},
    {"a fixed group keeps whom an edited baseline lists twice", TWO, .sessions = MONDAYS("2"), .stand = G1,
        .rules = "[{\"rule\": \"fix\", \"groups\": [\"g1\"]}]", .people = {ENDED, ENDED, ENDED,
        {"m", AT_8 | AT_16, G0 | G1, 0, 1, OUT, 0}, LED, STAYS, LEADS}},
    {"who cannot come any more stays away", ONE, .sessions = MONDAYS("2"), .people = {ENDED,
        {"m", AT_16, G0, 0, OUT, OUT, 0}, ENDED, ENDED, LED}},
    {"no more than there is room for", ONE, .sessions = MONDAYS("2"), .people = {ENDED, ENDED, ENDED, ENDED, ENDED, LED}},
    {"filled from those left over", ONE, .sessions = MONDAYS("2"), .people = {ENDED, ENDED, LED, {"m", AT_8, 0, 0, OUT, OUT, 0}}},
    {"where its hour is offered no more, one that most of its own can come to", ONE,
        .sessions = OFFERED(SERIES("a", "12:00", "12:00") ", " SERIES("b", "16:00", "16:00")), .people = {
        {"m", AT_12, G0, 0, OUT, OUT, 0}, {"m", AT_12, G0, 0, OUT, OUT, 0}, {"m", AT_12, G0, 0, OUT, OUT, 0},
        {"l", ANY_HOUR, 0, G0, OUT, OUT, 0}, {"m", AT_16, 0, 0, OUT, OUT, 0}, {"m", AT_16, 0, 0, OUT, OUT, 0},
        {"m", AT_16, 0, 0, OUT, OUT, 0}, {"m", AT_16, 0, 0, OUT, OUT, 0}}},
    {"from the series with what was held, another", ONE, .as_of = AFTER_ONE,
        .sessions = OFFERED(SERIES("a", "04:00", "12:00") ", " SERIES("b", "08:00", "12:00")), .people = {
        {"m", AT_12, G0, 0, OUT, OUT, 0}, {"m", AT_12, G0, 0, OUT, OUT, 0}, {"l", AT_12, 0, G0, OUT, OUT, 0}}},
    {"another start after what was held", SIZES, .as_of = AFTER_ONE, .sessions = MONDAYS("2"),
        .groups = {"[\"2027-03-01T08:00:00Z\", \"2027-03-08T08:30:00Z\"]"}, .people = {
        {"m", AT_12, G0, 0, OUT, OUT, 0}, {"m", AT_12, G0, 0, OUT, OUT, 0}, {"l", AT_12, 0, G0, OUT, OUT, 0}}},
    {"what was held may be all that is left of it", ONE, .as_of = AFTER_ONE, .sessions = MONDAYS("1"), .people = {ENDED, ENDED, LED}},
    {"not where what was held is a start no more", SIZES, .as_of = AFTER_ONE, .sessions = MONDAYS("2"),
        .groups = {"[\"2027-03-01T07:30:00Z\", \"2027-03-08T08:00:00Z\"]"}, .people = {ENDED, ENDED, ENDED, LED}},
    {"not a second time", TWO, .sessions = MONDAYS("2"), .stand = G0 | G1, .people = {
        {"m", AT_8, G0, 0, 0, OUT, 0}, {"m", AT_8, G0, 0, 0, OUT, 0}, {"l", AT_8, 0, G0, OUT, 0, 0}, {"l", AT_8, 0, 0, OUT, OUT, 0},
        STAYS, STAYS, LEADS}},
};
/* clang-format on */

/** By row: whether the first group stands at the end, with how many members, who among them and who leads, and the clock of each session. */
static const struct {
    uint32_t members, who, leads, hours[2];
} wanted[] = {
    {4, 0x0f, 0x30, {8, 8}}, {4, 0x0f, 0x180, {8, 8}},  {3, 0x07, 0x10, {8, 8}},  {NOBODY, 0, 0, {0}},      {4, 0x0f, 0x10, {8, 8}},
    {4, 0x0f, 0x10, {8, 8}}, {3, 0x07, 0x10, {8, 8}},   {3, 0x07, 0x10, {8, 8}},  {3, 0x0d, 0x10, {8, 8}},  {4, 0, 0x20, {8, 8}},
    {3, 0x0b, 0x04, {8, 8}}, {3, 0x07, 0x08, {12, 12}}, {2, 0x03, 0x04, {8, 12}}, {2, 0x03, 0x04, {8, 12}}, {2, 0x03, 0x04, {8}},
    {NOBODY, 0, 0, {0}},     {2, 0x03, 0x04, {8, 8}},
};

static uint32_t bits_of(const uint32_t *people, uint32_t count)
{
    uint32_t bits = 0;
    for (uint32_t i = 0; i < count; i++)
        bits |= 1U << people[i];
    return bits;
}

/** Whatever it costs: the move itself sees to it that what comes back is a group. */
static void revive(const season *m, cvn_search *s)
{
    size_t row = (size_t)(m - rows);
    const cvn_problem *p = s->p;
    s->temperature = 1e9;
    s->price = (cvn_price){.hard = 1, .lost = 1, .upset = 1};
    for (uint32_t k = 0; k < TRIES; k++)
        cvn_move_revive(s);
    uint32_t number = season_group(s->state, 0);
    if ((number != CVN_NONE) != (wanted[row].members > NOBODY))
        fail_msg("%s: it %s", m->name, number == CVN_NONE ? "did not come back" : "came back");
    if (number == CVN_NONE)
        return;
    const cvn_slot *slot = &s->state->slots[number];
    uint32_t members = bits_of(slot->members, slot->member_count), leaders = bits_of(slot->leaders, slot->leader_count);
    if (slot->member_count != wanted[row].members || (members & wanted[row].who) != wanted[row].who || leaders != wanted[row].leads)
        fail_msg("%s: members %x, leaders %x", m->name, members, leaders);
    assert_int_equal(slot->type, 0);
    assert_int_equal(slot->held, m->as_of != NULL);
    assert_true(cvn_plan_sessions_ok(p, slot->at, slot->count, slot->held));
    for (uint32_t k = 0; k < slot->count; k++)
        if ((uint32_t)(p->start_min[slot->at[k]] / 60 % 24) != wanted[row].hours[k])
            fail_msg("%s: session %u at minute %lld", m->name, k, (long long)p->start_min[slot->at[k]]);
    assert_int_equal(slot->tally.hard, 0);
}

static void a_group_goes_on_as_far_as_it_can(void **context)
{
    (void)context;
    assert_int_equal(CVN_COUNT(rows), CVN_COUNT(wanted));
    for (size_t i = 0; i < CVN_COUNT(rows); i++)
        with_season(&rows[i], revive);
}

/** Twenty sessions held on days that are still offered one by one: no series begins with them. */
static void more_held_than_any_series_has(void **context)
{
    (void)context;
    cvn_buffer offered = {0}, held = {0};
    for (uint32_t k = 0; k < 20; k++) {
        cvn_buffer_printf(&offered, "%s{\"id\": \"s%u\", \"starts\": [\"2027-03-%02uT08:00\"]}", k ? ", " : "", k, k + 1);
        cvn_buffer_printf(&held, "%s\"2027-03-%02uT08:00:00Z\"", k ? ", " : "[", k + 1);
    }
    cvn_buffer_text(&held, "]");
    char sessions[4096];
    assert_in_range(snprintf(sessions, sizeof sessions, OFFERED("%s"), offered.text), 1, sizeof sessions - 1);
    season m = {"held", ONE, .sessions = sessions, .as_of = "2027-03-21T00:00:00Z", .people = {ENDED, ENDED, LED}};
    m.groups[0] = held.text;
    cvn_conference *conference = season_conference(&m);
    cvn_allocation *baseline = season_baseline(&m);
    cvn_problem *problem = NULL;
    assert_int_equal(cvn_problem_new(&problem, conference, baseline, NULL), CVN_OK);
    assert_true(problem->groups[0].can_go_on && problem->groups[0].held == 20 && problem->session_count == 1);
    cvn_search *s = cvn_search_new(problem, 1);
    for (uint32_t k = 0; k < TRIES; k++)
        assert_false(cvn_move_revive(s));
    cvn_search_free(s);
    cvn_problem_free(problem);
    cvn_conference_free(conference);
    cvn_allocation_free(baseline);
    cvn_buffer_free(&offered);
    cvn_buffer_free(&held);
}

/** One of any baseline's groups that has just ended: what comes back is worth no less than what there was. */
static void brings_back_what_ended(void **context)
{
    (void)context;
    uint32_t ended = 0, back = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        made_up shape = made_up_shapes[seed % CVN_COUNT(made_up_shapes)];
        cvn_allocation *baseline = made_up_baseline(&shape, seed);
        cvn_conference *conference = make_up(&shape, seed);
        cvn_problem *problem = NULL;
        assert_int_equal(cvn_problem_new(&problem, conference, baseline, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(problem, seed);
        assert_int_equal(cvn_state_baseline(s->state, NULL), CVN_OK);
        if (end_one(s, false)) {
            cvn_tally without = s->state->total;
            bool made = false;
            ended++;
            for (uint32_t k = 0; k < TRIES && !made; k++)
                made = cvn_move_revive(s);
            assert_true(cvn_state_sound(s->state));
            assert_true(!made || cvn_tally_less(&s->state->total, &without));
            back += made;
        }
        cvn_search_free(s);
        cvn_problem_free(problem);
        cvn_conference_free(conference);
        cvn_allocation_free(baseline);
    }
    assert_true(ended > 5);
    assert_int_equal(back, ended);
}

/** Rare in the midst of a search: here only that the tables stay right. */
static void agrees_with_a_count_from_scratch(void **context)
{
    (void)context;
    exercise(cvn_move_revive, false);
    exercise(cvn_move_revive, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_a_count_from_scratch),
        cmocka_unit_test(brings_back_what_ended),
        cmocka_unit_test(a_group_goes_on_as_far_as_it_can),
        cmocka_unit_test(more_held_than_any_series_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
