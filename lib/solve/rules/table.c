/* SPDX-License-Identifier: Apache-2.0 */
/** The rules that look at each group by itself. */
#include "solve/rules/rules.h"

const cvn_rule_kind_fns cvn_rule_kinds[5] = {
    [CVN_RULE_AT_MOST] = {cvn_at_most_units, cvn_at_most_change},    [CVN_RULE_AT_LEAST] = {cvn_at_least_units, cvn_at_least_change},
    [CVN_RULE_DISTINCT] = {cvn_distinct_units, cvn_distinct_change}, [CVN_RULE_SPREAD] = {cvn_spread_units, cvn_spread_change},
    [CVN_RULE_SHARED] = {cvn_shared_units, cvn_shared_change},
};
