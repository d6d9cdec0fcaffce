/* SPDX-License-Identifier: Apache-2.0 */
/** A score and its parts, for readers and for machines. */
#include "report/report.h"

#include <string.h>

cJSON *cvn_report_score_json(const cvn_verdict *verdict)
{
    if (!verdict->counted)
        return cJSON_CreateNull();
    const cvn_score *score = &verdict->score;
    cJSON *out = cJSON_CreateObject();
    if (score->baseline)
        cvn_json_add_int(out, "lost", score->lost);
    else
        cJSON_AddNullToObject(out, "lost");
    cvn_json_add_int(out, "unplaced", score->unplaced);
    if (score->baseline)
        cvn_json_add_int(out, "disruption", score->disruption);
    else
        cJSON_AddNullToObject(out, "disruption");
    cvn_json_add_int(out, "cost", score->cost);
    return out;
}

cJSON *cvn_report_parts_json(const cvn_verdict *verdict)
{
    if (!verdict->counted)
        return cJSON_CreateNull();
    cJSON *out = cJSON_CreateObject();
    for (uint32_t i = 0; i < verdict->part_count; i++)
        cvn_json_add_int(out, verdict->parts[i].name, verdict->parts[i].cost);
    return out;
}

/** What a part stands for; NULL for a rule, which speaks for itself. */
static const char *meaning(const char *part)
{
    static const struct {
        const char *part, *meaning;
    } known[] = {{"burden", "unsocial or only-if-needed hours, squared for each person"},
                 {"preference", "places of a type that was not the first choice"},
                 {"missed", "sessions that somebody cannot attend"},
                 {"size", "groups that are not of the ideal size"},
                 {"rota", "turns that fall on the same people"}};
    for (size_t i = 0; i < CVN_COUNT(known); i++)
        if (strcmp(part, known[i].part) == 0)
            return known[i].meaning;
    return NULL;
}

/** What a weighted rule looks at: "country" of spread over country; NULL where the rule has no attribute. */
static const char *rule_about(const cvn_conference *conference, const char *part)
{
    unsigned number = 0;
    if (sscanf(part, "rule %u ", &number) != 1 || number >= conference->rule_count)
        return NULL;
    const cvn_rule *rule = &conference->rules[number];
    switch (rule->kind) {
    case CVN_RULE_AT_MOST:
    case CVN_RULE_DISTINCT:
    case CVN_RULE_SPREAD:
    case CVN_RULE_SHARED: return conference->attribute_names[rule->attribute];
    default: return NULL;
    }
}

void cvn_put_score(cvn_buffer *out, const cvn_conference *conference, const cvn_verdict *verdict)
{
    const cvn_score *score = &verdict->score;

    cvn_buffer_text(out, "score: ");
    if (score->baseline)
        cvn_buffer_printf(out, "lost %lld, unplaced %lld, disruption %lld, cost %lld (smaller is better)\n", (long long)score->lost,
                          (long long)score->unplaced, (long long)score->disruption, (long long)score->cost);
    else
        cvn_buffer_printf(out, "unplaced %lld, cost %lld (smaller is better)\n", (long long)score->unplaced, (long long)score->cost);
    for (uint32_t i = 0; i < verdict->part_count; i++) {
        const cvn_part *part = &verdict->parts[i];
        const char *words = meaning(part->name), *about = words ? NULL : rule_about(conference, part->name);
        cvn_buffer_printf(out, "  %8lld  %s", (long long)part->cost, part->name);
        if (words)
            cvn_buffer_printf(out, ": %s", words);
        if (about)
            cvn_buffer_printf(out, ": %s", about);
        cvn_buffer_char(out, '\n');
    }
}
