/* SPDX-License-Identifier: Apache-2.0 */
/** Seating by chains: who is seated takes nobody's seat for good, and a chain that leads nowhere changes nothing, however deep it went. */
#include "groups.h"

static uint32_t seated[5], refused;

static void nobody_lost_a_seat(const cvn_search *s, const uint32_t *before, uint32_t person)
{
    const cvn_state *state = s->state;
    for (uint32_t i = 0; i < s->p->people; i++)
        assert_int_equal(state->seat[i] != CVN_NONE, before[i] != CVN_NONE || i == person);
    for (uint32_t k = 0; k < state->open_count; k++) {
        const cvn_slot *slot = &state->slots[state->open[k]];
        assert_true(slot->member_count <= s->p->types[slot->type].size_max);
        for (uint32_t i = 0; i < slot->member_count; i++)
            assert_true(cvn_is_able(state, slot->members[i], state->open[k]));
    }
}

static void seat_by_chains(cvn_search *s)
{
    cvn_state *state = s->state;
    uint32_t *before = CVN_NEW_ARRAY(uint32_t, s->p->people);
    for (uint32_t k = 0; k < 60 && state->unplaced_count; k++) {
        uint32_t person = cvn_pick_unplaced(s), depth = cvn_below(s, 5);
        memcpy(before, state->seat, s->p->people * sizeof *before);
        uint64_t was = fingerprint(s);
        cvn_trial_begin(state);
        if (cvn_insert(s, person, depth)) {
            nobody_lost_a_seat(s, before, person);
            seated[depth]++;
        } else {
            assert_memory_equal(state->seat, before, s->p->people * sizeof *before);
            refused++;
        }
        cvn_trial_settle(state);
        cvn_trial_undo(state);
        assert_true(fingerprint(s) == was);
    }
    free(before);
    assert_true(cvn_state_sound(state));
}

static void chains_seat_or_change_nothing(void **context)
{
    (void)context;
    each_middling_search(seat_by_chains);
    assert_true(seated[0] > 5 && seated[4] > 5 && refused > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(chains_seat_or_change_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
