/* SPDX-License-Identifier: Apache-2.0 */
/** What the bound takes for groups holds every group that there can be: their sessions are places in a row at which their people can be. */
#include "searches.h"
#include "solve/bound_kinds.h"

static uint32_t groups_seen, met, missed;

/** The kind of a group; none of the baseline's where it is new. */
static const cvn_kind *kind_of(const cvn_kinds *k, const cvn_slot *slot)
{
    const cvn_kind *found = NULL;
    for (uint32_t n = 0; n < k->count; n++)
        if (k->kinds[n].type == slot->type && k->kinds[n].base == slot->base) {
            assert_null(found);
            found = &k->kinds[n];
        }
    assert_non_null(found);
    return found;
}

/** A place with just those sessions; CVN_NONE where there is none. */
static uint32_t place_of(const cvn_kinds *k, const uint32_t *starts, uint32_t count)
{
    for (uint32_t n = 0; n < k->place_count; n++)
        if (k->start_first[n + 1] - k->start_first[n] == count && !memcmp(k->starts + k->start_first[n], starts, count * sizeof *starts))
            return n;
    return CVN_NONE;
}

static void can_be_there(const cvn_kinds *k, const cvn_kind *kind, const cvn_slot *slot, uint32_t place)
{
    const cvn_problem *p = k->p;
    for (uint32_t i = 0; i < slot->member_count + slot->leader_count; i++) {
        uint32_t role = i < slot->member_count ? CVN_AS_MEMBER : CVN_AS_LEADER;
        uint32_t person = role == CVN_AS_MEMBER ? slot->members[i] : slot->leaders[i - slot->member_count];
        assert_true(cvn_bit(kind->who[role], person));
        assert_true(cvn_bit(kind->can[role] + (size_t)person * k->place_words, place));
        assert_true(cvn_bit(kind->at[role] + (size_t)place * p->people_words, person));
    }
}

static void holds_group(const cvn_kinds *k, const cvn_slot *slot)
{
    const cvn_kind *kind = kind_of(k, slot);
    if (k->from == k->to) { /* places are whole series */
        uint32_t place = place_of(k, slot->at, slot->count);
        assert_true(place != CVN_NONE && (!kind->first || cvn_bit(kind->first, place)));
        can_be_there(k, kind, slot, place);
    } else {
        assert_int_equal(kind->length, slot->count - slot->held);
        for (uint32_t i = slot->held, last = CVN_NONE; i < slot->count; i++) {
            uint32_t place = place_of(k, slot->at + i, 1);
            assert_true(place != CVN_NONE);
            assert_true(last == CVN_NONE ? !kind->first || cvn_bit(kind->first, place) : last >= k->from[place] && last < k->to[place]);
            can_be_there(k, kind, slot, place);
            last = place;
        }
    }
    assert_true(slot->member_count <= kind->most[CVN_AS_MEMBER] && slot->leader_count <= kind->most[CVN_AS_LEADER] && kind->groups > 0);
    groups_seen++;
}

/** Does any chain of places of the set, as long as the kind's, begin where it may? */
static bool some_chain(const cvn_kinds *k, const cvn_kind *kind, const uint64_t *places, uint32_t n, uint32_t last) // NOLINT(misc-no-recursion)
{
    bool some = n == kind->length;
    for (uint32_t s = 0; s < k->place_count && !some; s++)
        if (cvn_bit(places, s) && (n ? last >= k->from[s] && last < k->to[s] : !kind->first || cvn_bit(kind->first, s)))
            some = some_chain(k, kind, places, n + 1, s);
    return some;
}

static void meets_where_there_is_a_chain(const cvn_kinds *k, cvn_random *r)
{
    uint64_t *places = CVN_NEW_ARRAY(uint64_t, k->place_words + 1);
    uint32_t *room = CVN_NEW_ARRAY(uint32_t, 3 * ((size_t)k->place_count + 1));
    for (uint32_t n = 0; n < k->count; n++)
        for (uint32_t t = 0; t < 8; t++) {
            memset(places, 0, k->place_words * sizeof *places);
            for (uint32_t s = 0; s < 1 + 2 * t && k->place_count; s++)
                cvn_bit_set(places, cvn_random_below(r, k->place_count));
            bool some = some_chain(k, &k->kinds[n], places, 0, 0);
            assert_int_equal(cvn_kind_meets(k, &k->kinds[n], places, room), some);
            met += some;
            missed += !some;
        }
    free(places);
    free(room);
}

static void every_group_is_one_of_them(void **context)
{
    (void)context;
    for (uint64_t seed = 1; seed <= 42; seed++) {
        made_up shape = made_up_shapes[seed % CVN_COUNT(made_up_shapes)];
        shape.wide = seed % 2;
        cvn_allocation *baseline = seed % 3 ? NULL : made_up_baseline(&shape, seed);
        shape.as_of = baseline && seed % 2 ? "2027-03-16T12:00:00Z" : NULL;
        cvn_conference *conference = make_up(&shape, seed);
        cvn_problem *p = NULL;
        assert_int_equal(cvn_problem_new(&p, conference, baseline, NULL), CVN_OK);
        cvn_kinds *k = cvn_kinds_new(p, NULL);
        cvn_search *s = cvn_search_new(p, seed);
        if (baseline)
            assert_int_equal(cvn_state_baseline(s->state, NULL), CVN_OK);
        cvn_construct(s);
        stir(s, 50);
        for (uint32_t g = 0; k && g < s->state->open_count; g++)
            holds_group(k, &s->state->slots[s->state->open[g]]);
        if (k)
            meets_where_there_is_a_chain(k, &s->random);
        cvn_search_free(s);
        cvn_kinds_free(k);
        cvn_problem_free(p);
        cvn_conference_free(conference);
        cvn_allocation_free(baseline);
    }
    assert_true(groups_seen > 60 && met > 20 && missed > 20);
}

/* So many Mondays for so many sessions of which some may be missed: the series are as many as there are ways to skip, and beginnings that lead
 * nowhere take no time. */
static void long_series_are_found_at_once(void **context)
{
    (void)context;
    static const struct {
        const char *pattern, *to; /* from Monday, 1 March 2027 */
        uint32_t count, series;
    } rows[] = {
        {"weekly", "2027-08-29", 26, 7},      /* 26 weeks, at each weekday */
        {"weekly", "2027-09-05", 26, 7 * 27}, /* one week more: any of the 27 may be skipped */
        {"weekly", "2027-08-22", 26, 0},      /* one less */
        {"free", "2027-03-27", 26, 27},       /* a session a day, and one day to skip */
        {"free", "2027-03-28", 26, 28 * 27 / 2}, {"free", "2027-03-26", 26, 1},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        cvn_buffer b = {0};
        cvn_buffer_printf(
            &b,
            "{\"format\": \"conference/1\", \"id\": \"c\", \"title\": \"C\", \"timezone\": \"UTC\", \"sessions\": {\"count\": %u, "
            "\"attend\": 20, \"minutes\": 60, \"from\": \"2027-03-01\", \"to\": \"%s\", \"grid_minutes\": 1440, \"pattern\": "
            "\"%s\"}, \"group_types\": [{\"id\": \"t\", \"size\": {\"min\": 1, \"ideal\": 1, \"max\": 1}}], \"participants\": [{\"id\": "
            "\"p\", \"timezone\": \"UTC\", \"availability\": []}]}",
            rows[i].count, rows[i].to, rows[i].pattern);
        cvn_conference *conference = NULL;
        assert_int_equal(cvn_conference_parse(&conference, b.text, b.length, "c.json", NULL, NULL), CVN_OK);
        cvn_problem *p = NULL;
        assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
        cvn_kinds *k = cvn_kinds_new(p, NULL);
        assert_non_null(k);
        assert_int_equal(k->place_count, rows[i].series);
        cvn_kinds_free(k);
        cvn_problem_free(p);
        cvn_conference_free(conference);
        cvn_buffer_free(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_group_is_one_of_them), cmocka_unit_test(long_series_are_found_at_once)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
