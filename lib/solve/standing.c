/* SPDX-License-Identifier: Apache-2.0 */
/** From an allocation's ids to a state. */
#include "solve/standing.h"

#include <stdlib.h>

/** The active person of an id, or CVN_NONE with a message where nobody has it. */
static cvn_code find_person(const cvn_problem *p, const char *id, const char *group, uint32_t *out, cvn_error *error)
{
    uint32_t index = cvn_conference_person(p->conference, id);
    *out = index == CVN_NO_LIMIT ? CVN_NONE : p->person_of[index];
    if (index == CVN_NO_LIMIT)
        return cvn_fail(error, CVN_E_DATA, "allocation: group %s: nobody has the id \"%s\"", group, id);
    return CVN_OK;
}

static uint32_t base_of(const cvn_problem *p, const char *id)
{
    for (uint32_t g = 0; g < p->group_count; g++)
        if (cvn_text_equal(p->groups[g].group->id, id))
            return g;
    return CVN_NONE;
}

/** Opens a slot with the group's sessions; CVN_NONE where they are none that the conference allows. */
static uint32_t stand_up(cvn_state *state, const cvn_group *group, uint32_t type)
{
    const cvn_problem *p = state->p;
    uint32_t *starts = CVN_NEW_ARRAY(uint32_t, group->session_count), held = 0, base = base_of(p, group->id), slot = CVN_NONE;
    for (uint32_t k = 0; k < group->session_count; k++) {
        starts[k] = CVN_NONE;
        for (uint32_t low = 0, high = p->start_count; low < high && starts[k] == CVN_NONE;) {
            uint32_t middle = low + (high - low) / 2;
            if (p->start_min[middle] == group->sessions[k].min)
                starts[k] = middle;
            else if (p->start_min[middle] < group->sessions[k].min)
                low = middle + 1;
            else
                high = middle;
        }
        held += starts[k] < p->open_from;
    }
    if (group->session_count <= p->session_count && cvn_plan_sessions_ok(p, starts, group->session_count, held))
        slot = cvn_open(state, type, base);
    if (slot != CVN_NONE)
        cvn_set_times(state, slot, starts, group->session_count, held);
    free(starts);
    return slot;
}

/** Seats a list of people as far as they fit. */
static cvn_code seat_list(cvn_state *state, uint32_t slot, const cvn_group *group, const char *const *ids, uint32_t count, bool lead,
                          cvn_error *error)
{
    cvn_code code = CVN_OK;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t person;
        cvn_code one = find_person(state->p, ids[i], group->id, &person, error);
        code = code ? code : one;
        if (person == CVN_NONE || slot == CVN_NONE)
            continue;
        if (lead && cvn_may_lead(state, person, slot))
            cvn_lead(state, person, slot);
        else if (!lead && state->seat[person] == CVN_NONE && !state->lead_count[person] && cvn_has_room(state, slot) &&
                 cvn_is_able(state, person, slot))
            cvn_join(state, person, slot);
    }
    return code;
}

static cvn_code stand_all(cvn_standing *s, const cvn_allocation *allocation, cvn_error *error)
{
    cvn_state *state = s->search->state;
    cvn_code code = CVN_OK;
    cvn_trial_begin(state);
    for (uint32_t g = 0; g < allocation->group_count; g++) {
        const cvn_group *group = &allocation->groups[g];
        uint32_t type = cvn_conference_type(s->problem->conference, group->type);
        cvn_code one = CVN_OK;
        if (type == CVN_NO_LIMIT)
            one = cvn_fail(error, CVN_E_DATA, "allocation: group %s: the conference has no group type \"%s\"", group->id, group->type);
        s->slot_of[g] = one ? CVN_NONE : stand_up(state, group, type);
        if (s->slot_of[g] != CVN_NONE)
            s->group_of[s->slot_of[g]] = g;
        code = code ? code : one;
        one = seat_list(state, s->slot_of[g], group, group->leaders, group->leader_count, true, error);
        code = code ? code : one;
        one = seat_list(state, s->slot_of[g], group, group->members, group->member_count, false, error);
        code = code ? code : one;
    }
    cvn_trial_settle(state);
    cvn_trial_keep(state);
    return code;
}

cvn_code cvn_standing_new(cvn_standing *out, const cvn_conference *conference, const cvn_allocation *allocation, const cvn_allocation *baseline,
                          cvn_error *error)
{
    *out = (cvn_standing){0};
    if (!cvn_text_equal(allocation->conference, conference->id))
        return cvn_fail(error, CVN_E_DATA, "allocation: it is one of the conference \"%s\", not of \"%s\"", allocation->conference,
                        conference->id);
    cvn_code code = cvn_problem_new(&out->problem, conference, baseline, error);
    if (code)
        return code;
    out->search = cvn_search_new(out->problem, 1);
    out->slot_of = CVN_NEW_ARRAY(uint32_t, allocation->group_count);
    out->group_of = CVN_NEW_ARRAY(uint32_t, out->search->state->slot_count);
    for (uint32_t g = 0; g < out->search->state->slot_count; g++)
        out->group_of[g] = CVN_NONE;
    code = stand_all(out, allocation, error);
    if (code)
        cvn_standing_free(out);
    return code;
}

void cvn_standing_free(cvn_standing *s)
{
    cvn_search_free(s->search);
    cvn_problem_free(s->problem);
    free(s->slot_of);
    free(s->group_of);
    *s = (cvn_standing){0};
}
