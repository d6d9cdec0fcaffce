/* SPDX-License-Identifier: Apache-2.0 */
/** cvn_check: what is in a conference, what is wrong, what will be hard. */
#include "report/report.h"

cvn_code cvn_check(char **out, const cvn_conference *conference, cvn_format format, bool color, cvn_error *error)
{
    assert(out && conference);
    *out = NULL;
    if (format != CVN_TEXT && format != CVN_JSON)
        return cvn_report_no_format(error, "check", "text and json");
    cvn_facts *facts = cvn_facts_new(conference);
    *out = format == CVN_JSON ? cvn_check_json(conference, facts) : cvn_check_text(conference, facts, color);
    cvn_facts_free(facts);
    return CVN_OK;
}
