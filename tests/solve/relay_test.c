/* SPDX-License-Identifier: Apache-2.0 */
/** A leader goes to another group: which changes there are, all of them and no others, and that they mend what lacks a leader. */
#include "moves.h"

#include "seasons.h"

/* The first group meets at 8 and has no leader; p4 leads the second, at 16. */
#define MEMBERS                                                                                                                                \
    {"m", AT_8, 0, OUT, 0}, {"m", AT_8, 0, OUT, 0}, {"m", AT_16, 1, OUT, 0},                                                                   \
    {                                                                                                                                          \
        "m", AT_16, 1, OUT, 0                                                                                                                  \
    }

static const hand_made rows[] = {
    {"one to spare takes over", 1, 2, 3, 1, 1, {AT_8, AT_16}, NULL, {MEMBERS, {"l", AT_8 | AT_16, OUT, 1, 0}, {"l", AT_16, OUT, OUT, 0}}},
    {"a member of the group that is left",
     1,
     2,
     3,
     1,
     1,
     {AT_8, AT_16},
     NULL,
     {MEMBERS, {"l", AT_8 | AT_16, OUT, 1, 0}, {"lm", AT_16, 1, OUT, 0}}},
    {"nobody takes over, so nobody goes", 1, 2, 3, 1, 1, {AT_8, AT_16}, NULL, {MEMBERS, {"l", AT_8 | AT_16, OUT, 1, 0}}},
    {"nobody can come at 8", 1, 2, 3, 1, 1, {AT_8, AT_16}, NULL, {MEMBERS, {"l", AT_16, OUT, 1, 0}, {"l", AT_16, OUT, OUT, 0}}},
};
static const struct {
    uint32_t early, late; /* who leads at the end; CVN_NONE: nobody */
} leads[] = {{4, 5}, {4, 5}, {CVN_NONE, 4}, {CVN_NONE, 4}};

static void try_often(cvn_search *s)
{
    s->temperature = 0;
    for (uint32_t k = 0; k < 200; k++)
        cvn_move_relay(s);
}

static void look(const hand_made *row, size_t number, const cvn_state *state)
{
    const cvn_slot *early = &state->slots[state->seat[0]], *late = &state->slots[state->seat[2]];
    uint32_t who[] = {early->leader_count ? early->leaders[0] : CVN_NONE, late->leader_count ? late->leaders[0] : CVN_NONE};
    if (who[0] != leads[number].early || who[1] != leads[number].late || state->unplaced_count)
        fail_msg("%s: %d leads at 8, %d at 16", row->name, (int)who[0], (int)who[1]);
}

static void somebody_takes_over(void **context)
{
    (void)context;
    each_hand_made(rows, CVN_COUNT(rows), try_often, look);
}

/* ---- every change that there is, whatever it costs ------------------------------------------------------------------------------------------ */

#define ONE_SESSION         "{\"count\": 1, \"minutes\": 60, \"from\": \"2027-03-01\", \"to\": \"2027-03-07\", \"grid_minutes\": 60}"
#define TWO_SESSIONS        "{\"count\": 2, \"minutes\": 60, \"from\": \"2027-03-01\", \"to\": \"2027-03-14\", \"grid_minutes\": 60}"
#define FIRST_AT(hour)      "[\"2027-03-01T" hour ":00:00Z\"]"
#define BOTH_AT(hour, then) "[\"2027-03-01T" hour ":00:00Z\", \"2027-03-08T" then ":00:00Z\"]"
#define FIX(group)          .rules = "[{\"rule\": \"fix\", \"groups\": [\"" group "\"]}]"
/* clang-format off */
#define SIT(hours, group)       {"m", hours, 1U << (group), 0, group, OUT, 0}
#define LEAD(hours, group)      {"l", hours, 0, 1U << (group), OUT, group, 0}
#define NEW_LEAD(hours, group)  {"l", hours, 0, 0, OUT, group, 0}
#define PLAY_LEAD(hours, group) {"lm", hours, 0, 1U << (group), OUT, group, 0}
#define LEADERS(least, most)                                                                                                                   \
    .size_min = 1, .size_ideal = 2, .size_max = 2, .leaders_min = least, .leaders_max = most, .sessions = ONE_SESSION, .stand = 7
#define TWO_GROUPS .groups = {FIRST_AT("08"), FIRST_AT("16")}
#define LATE (AT_8 | AT_16)

/* The groups meet at 8, 16 and 12. What may come of one change: see season_places. */
static const struct {
    season season;
    const char *may[4];
} changes[] = {
    {{"to one that has none", LEADERS(1, 1), TWO_GROUPS, .people = {SIT(AT_8, 0), SIT(AT_16, 1), LEAD(LATE, 1)}}, {"0 1 a"}},
    {{"one who is free takes over", LEADERS(1, 1), TWO_GROUPS, .people = {
        SIT(AT_8, 0), SIT(AT_16, 1), LEAD(LATE, 1), {"l", AT_16, 0, 0, OUT, OUT, 0}}}, {"0 1 a b"}},
    {{"a member takes over, or nobody", LEADERS(0, 1), TWO_GROUPS, .people = {
        SIT(AT_8, 0), {"lm", AT_16, G1, 0, 1, OUT, 0}, LEAD(LATE, 1)}}, {"0 1 a", "0 b a"}},
    {{"not a member without the role", LEADERS(0, 1), TWO_GROUPS, .people = {SIT(AT_8, 0), SIT(LATE, 1), LEAD(LATE, 1)}}, {"0 1 a"}},
    {{"also who could lead both goes, and leads one", LEADERS(0, 1), TWO_GROUPS, .people = {
        SIT(AT_8, 0), SIT(AT_16, 1), {"l", LATE, 0, G1, OUT, 1, 2}}}, {"0 1 a"}},
    {{"either of two", LEADERS(0, 2), TWO_GROUPS, .people = {
        SIT(AT_8, 0), SIT(AT_16, 1), LEAD(LATE, 1), LEAD(LATE, 1)}}, {"0 1 a b", "0 1 b a"}},
    {{"nobody who cannot come at 8", LEADERS(0, 1), TWO_GROUPS, .people = {SIT(AT_8, 0), SIT(AT_16, 1), LEAD(AT_16, 1)}}, {NULL}},
    {{"two who lead change places, also where there is room for both", LEADERS(1, 2), TWO_GROUPS, .people = {
        SIT(AT_8, 0), PLAY_LEAD(LATE, 0), SIT(AT_16, 1), LEAD(LATE, 1)}}, {"0 b 1 a"}},
    {{"in the place of either of two", LEADERS(0, 2), TWO_GROUPS, .people = {
        SIT(AT_8, 0), LEAD(AT_8, 0), LEAD(AT_8, 0), SIT(AT_16, 1), LEAD(LATE, 1)}}, {"0 . a 1 a", "0 a . 1 a"}},
    {{"whose place was taken sits down there, if in the role", LEADERS(0, 1), TWO_GROUPS, .people = {
        SIT(AT_8, 0), PLAY_LEAD(LATE, 0), SIT(AT_16, 1), LEAD(LATE, 1)}}, {"0 0 1 a", "0 b 1 ."}},
    {{"or, where it is full, elsewhere", LEADERS(0, 1), .groups = {FIRST_AT("08"), FIRST_AT("16"), FIRST_AT("12")}, .people = {
        SIT(AT_8, 0), SIT(AT_8, 0), PLAY_LEAD(AT_8 | AT_12, 0), SIT(AT_16, 1), LEAD(LATE, 1), SIT(AT_12, 2)}},
        {"0 0 2 1 a 2", "0 0 c 1 b 2"}},
    {{"a fixed group's own leader stays, another goes", LEADERS(0, 2), TWO_GROUPS, FIX("g1"), .people = {
        SIT(AT_8, 0), SIT(AT_16, 1), LEAD(LATE, 1), NEW_LEAD(LATE, 1)}}, {"0 1 b a"}},
    {{"from a group that is not fixed, where another that they lead is", LEADERS(0, 1), FIX("g1"),
        .groups = {FIRST_AT("08"), FIRST_AT("16"), FIRST_AT("12")}, .people = {
        SIT(AT_8, 0), SIT(AT_16, 1), {"l", ANY_HOUR, 0, G1 | 4, OUT, 2, 2}, SIT(AT_12, 2)}}, {"0 1 ab 2"}},
    {{"nobody takes the place of a fixed group's own", LEADERS(0, 1), TWO_GROUPS, FIX("g0"), .people = {
        SIT(AT_8, 0), LEAD(AT_8, 0), SIT(AT_16, 1), LEAD(LATE, 1)}}, {NULL}},
    {{"but that of another there", LEADERS(0, 1), TWO_GROUPS, FIX("g0"), .people = {
        SIT(AT_8, 0), NEW_LEAD(AT_8, 0), SIT(AT_16, 1), LEAD(LATE, 1)}}, {"0 . 1 a"}},
    {{"nowhere at the hour of a third group of theirs", LEADERS(0, 1), FIX("g2"),
        .groups = {FIRST_AT("08"), FIRST_AT("16"), FIRST_AT("08")}, .people = {
        SIT(AT_8, 0), SIT(AT_16, 1), {"l", ANY_HOUR, 0, G1 | 4, OUT, 1, 2}, SIT(AT_8, 2)}}, {NULL}},
    {{"in the place of the only one there may be, who misses a session", .size_min = 1, .size_ideal = 2, .size_max = 2, .leaders_min = 1,
        .leaders_max = 1, .leaders_attend = 1, .sessions = TWO_SESSIONS, .stand = 3, .groups = {BOTH_AT("08", "16"), BOTH_AT("12", "12")},
        .people = {SIT(LATE, 0), LEAD(AT_8, 0), SIT(AT_12, 1), LEAD(ANY_HOUR, 1)}}, {"0 . 1 a"}},
    {{"who led while missing a session cannot sit there", .size_min = 1, .size_ideal = 2, .size_max = 2, .leaders_min = 0,
        .leaders_max = 1, .leaders_attend = 1, .sessions = TWO_SESSIONS, .stand = 3, .groups = {BOTH_AT("08", "16"), BOTH_AT("12", "12")},
        .people = {SIT(LATE, 0), PLAY_LEAD(AT_8 | AT_12, 0), SIT(AT_12, 1), LEAD(ANY_HOUR, 1)}}, {"0 1 1 a", "0 b 1 ."}},
};
/* clang-format on */

static void all_and_no_others(const season *m, cvn_search *s)
{
    const char *const *may = NULL;
    for (size_t i = 0; i < CVN_COUNT(changes); i++)
        may = m == &changes[i].season ? changes[i].may : may;
    uint32_t seen = 0, all = 0;
    cvn_layout before = {0};
    cvn_layout_save(&before, s->state);
    s->temperature = 1e9;
    s->price = (cvn_price){.hard = 1, .lost = 1, .upset = 1};
    for (uint32_t k = 0; k < 800; k++) {
        cvn_layout_load(s->state, &before);
        if (!cvn_move_relay(s))
            continue;
        char places[64];
        uint32_t found = 0;
        season_places(m, s->state, places, sizeof places);
        while (found < 4 && may[found] && strcmp(places, may[found]) != 0)
            found++;
        if (found == 4 || !may[found])
            fail_msg("%s: %s", m->name, places);
        seen |= 1U << found;
    }
    for (uint32_t i = 0; i < 4 && may[i]; i++)
        all |= 1U << i;
    if (seen != all)
        fail_msg("%s: of %x only %x", m->name, all, seen);
    cvn_layout_free(&before);
}

static void these_changes_and_no_others(void **context)
{
    (void)context;
    for (size_t i = 0; i < CVN_COUNT(changes); i++)
        with_season(&changes[i].season, all_and_no_others);
}

static void agrees_with_a_count_from_scratch(void **context)
{
    (void)context;
    assert_true(exercise(cvn_move_relay, false) + exercise(cvn_move_relay, true) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(agrees_with_a_count_from_scratch), cmocka_unit_test(somebody_takes_over),
                                       cmocka_unit_test(these_changes_and_no_others)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
