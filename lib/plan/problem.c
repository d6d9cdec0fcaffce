/* SPDX-License-Identifier: Apache-2.0 */
/** A problem is made once, in the order in which its parts need each other. */
#include "plan/internal.h"

cvn_code cvn_problem_new(cvn_problem **out, const cvn_conference *conference, const cvn_allocation *baseline, cvn_error *error)
{
    assert(out && conference);
    *out = NULL;
    cvn_arena *arena = cvn_arena_new();
    cvn_problem *p = CVN_ARENA_ARRAY(arena, cvn_problem, 1);
    p->arena = arena;
    p->conference = conference;
    p->baseline = baseline;
    const cvn_zone **zones;
    cvn_plan_starts(p);
    cvn_plan_people(p, &zones);
    cvn_code code = cvn_plan_baseline(p, error);
    if (!code) {
        cvn_plan_unsocial(p, zones);
        cvn_plan_hours(p, zones);
        cvn_plan_rules(p);
        *out = p;
        return CVN_OK;
    }
    cvn_arena_free(arena);
    return code;
}

void cvn_problem_free(cvn_problem *problem)
{
    if (problem)
        cvn_arena_free(problem->arena);
}
