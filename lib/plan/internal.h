/* SPDX-License-Identifier: Apache-2.0 */
/** The steps that make a problem; each fills the fields that plan.h names after it. */
#ifndef CVN_PLAN_INTERNAL_H
#define CVN_PLAN_INTERNAL_H

#include "plan/plan.h"

void cvn_plan_starts(cvn_problem *problem);
/** Numbers the active people, their zones (zones receives zone_count of them) and what they take. */
void cvn_plan_people(cvn_problem *problem, const cvn_zone ***zones);
void cvn_plan_unsocial(cvn_problem *problem, const cvn_zone *const *zones);
void cvn_plan_hours(cvn_problem *problem, const cvn_zone *const *zones);
void cvn_plan_rules(cvn_problem *problem);
cvn_code cvn_plan_baseline(cvn_problem *problem, cvn_error *error);

/** The index of an instant among the starts, or CVN_NONE. */
uint32_t cvn_plan_start_at(const cvn_problem *problem, int64_t min);
/** The first start at min or later. */
uint32_t cvn_plan_start_from(const cvn_problem *problem, int64_t min);

#endif
