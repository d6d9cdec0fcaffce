/* SPDX-License-Identifier: Apache-2.0 */
/** Groups of the bound become a layout: those of a search come back with all their people, at sessions that cost no more than the search's. */
#include "searches.h"
#include "solve/bound_layout.h"

static uint32_t added, left_out;

static int64_t burden(const cvn_problem *p, const cvn_slot *slot)
{
    int64_t sum = 0;
    for (uint32_t k = 0; k < slot->count; k++) {
        for (uint32_t i = 0; i < slot->member_count; i++)
            sum += cvn_plan_burden(p, slot->members[i], slot->at[k]);
        for (uint32_t i = 0; i < slot->leader_count; i++)
            sum += cvn_plan_burden(p, slot->leaders[i], slot->at[k]);
    }
    return sum;
}

/** The group of the layout with just those members, if it has them all. */
static const cvn_slot *again(const cvn_state *state, const cvn_slot *slot)
{
    const cvn_slot *there =
        slot->member_count && state->seat[slot->members[0]] != CVN_NONE ? &state->slots[state->seat[slot->members[0]]] : NULL;
    for (uint32_t i = 0; there && i < slot->member_count; i++)
        if (state->seat[slot->members[i]] != (uint32_t)(there - state->slots))
            return NULL;
    return there && there->member_count == slot->member_count && there->leader_count == slot->leader_count ? there : NULL;
}

static void groups_come_back(void **context)
{
    (void)context;
    for (uint64_t seed = 1; seed <= 28; seed++) {
        made_up shape = made_up_shapes[seed % CVN_COUNT(made_up_shapes)];
        shape.loose = false;
        shape.wide = seed % 2;
        cvn_conference *conference = make_up(&shape, seed);
        cvn_problem *p = NULL;
        assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
        cvn_kinds *k = cvn_kinds_new(p, NULL);
        cvn_bound_layout *l = cvn_bound_layout_new(k);
        cvn_search *s = cvn_search_new(p, seed);
        cvn_construct(s);
        stir(s, 60);
        for (uint32_t g = 0; g < s->state->open_count; g++) {
            const cvn_slot *slot = &s->state->slots[s->state->open[g]];
            cvn_bound_layout_add(l, &(cvn_found_group){.kind = slot->type,
                                                       .count = {slot->member_count, slot->leader_count},
                                                       .who = {slot->members, slot->leaders}});
        }
        cvn_state *state = cvn_state_new(p);
        cvn_layout_load(state, cvn_bound_layout_done(l));
        assert_true(cvn_state_sound(state));
        assert_int_equal(state->open_count, cvn_bound_layout_done(l)->group_count);
        for (uint32_t g = 0; g < s->state->open_count; g++) {
            const cvn_slot *slot = &s->state->slots[s->state->open[g]], *there = again(state, slot);
            bool several = false; /* leaders of two groups may stand in each other's way */
            for (uint32_t i = 0; i < slot->leader_count; i++)
                several = several || s->state->lead_count[slot->leaders[i]] > 1;
            if (slot->member_count && !several) {
                assert_non_null(there);
                assert_true(there->type == slot->type && burden(p, there) <= burden(p, slot));
                added++;
            }
        }
        /* A leader is never at two places at once: the same groups once more find nothing free, where they have a leader. */
        uint32_t once = cvn_bound_layout_done(l)->group_count;
        for (uint32_t g = 0; p->pattern == CVN_PATTERN_OFFERED && g < s->state->open_count; g++) {
            const cvn_slot *slot = &s->state->slots[s->state->open[g]];
            cvn_bound_layout_add(l, &(cvn_found_group){.kind = slot->type,
                                                       .count = {slot->member_count, slot->leader_count},
                                                       .who = {slot->members, slot->leaders}});
        }
        left_out += p->pattern == CVN_PATTERN_OFFERED && cvn_bound_layout_done(l)->group_count < once + s->state->open_count;
        cvn_state_free(state);
        cvn_search_free(s);
        cvn_bound_layout_free(l);
        cvn_kinds_free(k);
        cvn_problem_free(p);
        cvn_conference_free(conference);
    }
    assert_true(added > 20 && left_out > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(groups_come_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
