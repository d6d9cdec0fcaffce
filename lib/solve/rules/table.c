/* SPDX-License-Identifier: Apache-2.0 */
/** The rules that look at each group by itself. */
#include "solve/rules/rules.h"

const cvn_rule_kind_fns cvn_rule_kinds[5] = {
    [CVN_RULE_AT_MOST] = {cvn_at_most_count, cvn_at_most_after},    [CVN_RULE_AT_LEAST] = {cvn_at_least_count, cvn_at_least_after},
    [CVN_RULE_DISTINCT] = {cvn_distinct_count, cvn_distinct_after}, [CVN_RULE_SPREAD] = {cvn_spread_count, cvn_spread_after},
    [CVN_RULE_SHARED] = {cvn_shared_count, cvn_shared_after},
};
