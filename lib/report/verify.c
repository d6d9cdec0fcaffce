/* SPDX-License-Identifier: Apache-2.0 */
/** cvn_verify: the verdict of the allocation room, worded. */
#include "report/report.h"

#include <string.h>

static char *verdict_json(const cvn_verdict *verdict)
{
    cJSON *out = cJSON_CreateObject(), *lines = cJSON_AddArrayToObject(out, "violations");
    for (uint32_t i = 0; i < verdict->violation_count; i++)
        cJSON_AddItemToArray(lines, cJSON_CreateString(verdict->violations[i]));
    cJSON_AddItemToObject(out, "score", cvn_report_score_json(verdict));
    cJSON_AddItemToObject(out, "parts", cvn_report_parts_json(verdict));
    char *text = cvn_json_print(out);
    cJSON_Delete(out);
    return text;
}

static char *verdict_text(const cvn_conference *conference, const cvn_allocation *allocation, const cvn_verdict *verdict)
{
    cvn_buffer out = {0};

    if (verdict->violation_count) {
        cvn_buffer_printf(&out, "not valid: %u violation%s\n", verdict->violation_count, cvn_plural(verdict->violation_count));
        for (uint32_t i = 0; i < verdict->violation_count; i++)
            cvn_buffer_printf(&out, "  %s\n", verdict->violations[i]);
    } else {
        cvn_buffer_printf(&out, "valid: %u group%s, %u placed, %u unplaced\n", allocation->group_count, cvn_plural(allocation->group_count),
                          verdict->placed, verdict->unplaced);
    }
    if (verdict->counted)
        cvn_put_score(&out, conference, verdict);
    return cvn_buffer_take(&out);
}

cvn_code cvn_verify(char **out, cvn_score *score, const cvn_conference *conference, const cvn_allocation *allocation,
                    const cvn_allocation *baseline, cvn_format format, cvn_error *error)
{
    assert(out && conference && allocation);
    *out = NULL;
    if (format != CVN_TEXT && format != CVN_JSON)
        return cvn_report_no_format(error, "verify", "text and json");
    cvn_verdict *verdict = NULL;
    cvn_code code = cvn_verdict_new(&verdict, conference, allocation, baseline, error);
    if (code)
        return code;
    *out = format == CVN_JSON ? verdict_json(verdict) : verdict_text(conference, allocation, verdict);
    if (score && verdict->scored)
        *score = verdict->score;
    code = verdict->violation_count ? CVN_NO : CVN_OK;
    cvn_verdict_free(verdict);
    return code;
}
