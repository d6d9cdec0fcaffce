/* SPDX-License-Identifier: Apache-2.0 */
/* One table says which keys go with which rule; one reader each says what they hold. */
#include "conference/reader.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- people and groups that a rule names ---- */

static bool find_person(cvn_reader *reader, const cvn_spot *spot, uint32_t *out)
{
    const cvn_conference *c = reader->conference;
    const char *id;
    if (!cvn_spot_string(reader, spot, cvn_wrong_id, &id))
        return false;
    *out = cvn_conference_person(c, id);
    if (*out != CVN_NO_LIMIT)
        return true;
    cvn_near near = {.name = id};
    for (uint32_t i = 0; i < c->people_count && cvn_error_count(reader->error) < CVN_ERRORS_MAX; i++)
        cvn_near_try(&near, c->people[i].id);
    cvn_spot_fail(reader, spot, "nobody has the id %s%s", cvn_quoted(reader, id), cvn_near_text(reader, &near));
    return false;
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void read_who(cvn_reader *reader, const cvn_spot *rule, cvn_rule *out)
{
    cvn_spot list;
    if (!cvn_read_list(reader, rule, "who", CVN_REQUIRED, CVN_MAX_PEOPLE, &list))
        return;
    if (!list.value->child)
        cvn_spot_fail(reader, &list, "names nobody: expected at least one id of a participant");
    uint32_t *who = CVN_ARENA_ARRAY(reader->arena, uint32_t, (size_t)cJSON_GetArraySize(list.value));
    CVN_EACH(item, &list)
    out->who_count += find_person(reader, &item, &who[out->who_count]);
    qsort(who, out->who_count, sizeof *who, by_number);
    for (uint32_t i = 1; i < out->who_count; i++)
        if (who[i] == who[i - 1])
            cvn_spot_fail(reader, &list, "%s stands twice: keep one", cvn_quoted(reader, reader->conference->people[who[i]].id));
    out->who = who;
}

static bool read_pair(cvn_reader *reader, const cvn_spot *pair, cvn_pair *out)
{
    if (!cJSON_IsArray(pair->value) || cJSON_GetArraySize(pair->value) != 3) {
        cvn_spot_fail(reader, pair, "expected two ids and a number, such as [\"p1\", \"p2\", 5]");
        return false;
    }
    const cJSON *child = pair->value->child;
    cvn_spot a = {.above = pair, .index = 0, .value = child}, b = {.above = pair, .index = 1, .value = child->next};
    cvn_spot weight = {.above = pair, .index = 2, .value = child->next->next};
    int64_t number = 0;
    bool known = find_person(reader, &a, &out->a);
    known = find_person(reader, &b, &out->b) && known;
    if (known && out->a == out->b)
        cvn_spot_fail(reader, &b, "%s is paired with themselves: expected two people", cvn_shown(reader, b.value));
    if (!cvn_json_whole(weight.value, &number) || number < -CVN_MAX_PAIR_WEIGHT || number > CVN_MAX_PAIR_WEIGHT)
        cvn_spot_fail(reader, &weight, "expected a whole number from %d to %d, not %s", -CVN_MAX_PAIR_WEIGHT, CVN_MAX_PAIR_WEIGHT,
                      cvn_shown(reader, weight.value));
    out->weight = (int32_t)number;
    return known;
}

static void read_pairs(cvn_reader *reader, const cvn_spot *rule, cvn_rule *out)
{
    cvn_spot list;
    if (!cvn_read_list(reader, rule, "pairs", CVN_REQUIRED, UINT32_MAX, &list))
        return;
    if (!list.value->child)
        cvn_spot_fail(reader, &list, "names nobody: expected at least one pair, such as [\"p1\", \"p2\", 5]");
    cvn_pair *pairs = CVN_ARENA_ARRAY(reader->arena, cvn_pair, (size_t)cJSON_GetArraySize(list.value));
    CVN_EACH(item, &list)
    out->pair_count += read_pair(reader, &item, &pairs[out->pair_count]);
    out->pairs = pairs;
}

static void read_group(cvn_reader *reader, const cvn_spot *rule, cvn_rule *out)
{
    const char **group = CVN_ARENA_ARRAY(reader->arena, const char *, 1);
    if (cvn_keep_text(reader, rule, "group", CVN_REQUIRED, cvn_wrong_id, group))
        out->group_count = 1;
    out->groups = group;
}

static void read_groups(cvn_reader *reader, const cvn_spot *rule, cvn_rule *out)
{
    cvn_spot list;
    if (!cvn_read_list(reader, rule, "groups", CVN_REQUIRED, CVN_MAX_GROUPS, &list))
        return;
    if (!list.value->child)
        cvn_spot_fail(reader, &list, "names nobody: expected at least one id of a group of the baseline");
    const char **groups = CVN_ARENA_ARRAY(reader->arena, const char *, (size_t)cJSON_GetArraySize(list.value));
    cvn_table *seen = cvn_table_new();
    CVN_EACH(item, &list)
    {
        const char *id;
        uint32_t index = (uint32_t)item.index;
        if (!cvn_spot_string(reader, &item, cvn_wrong_id, &id))
            continue;
        if (cvn_table_put(seen, id, &index))
            groups[out->group_count++] = cvn_arena_strdup(reader->arena, id);
        else
            cvn_spot_fail(reader, &item, "%s stands twice: keep one", cvn_quoted(reader, id));
    }
    cvn_table_free(seen);
    out->groups = groups;
}

/* ---- attributes ---- */

static void read_attribute(cvn_reader *reader, const cvn_spot *rule, const char *key, cvn_rule *out)
{
    const char *name;
    if (cvn_read_text(reader, rule, key, CVN_REQUIRED, cvn_wrong_id, &name))
        out->attribute = cvn_intern_attribute(reader->intern, name);
}

static void read_same(cvn_reader *reader, const cvn_spot *rule, cvn_rule *out)
{
    read_attribute(reader, rule, "same", out);
}

static void read_of(cvn_reader *reader, const cvn_spot *rule, cvn_rule *out)
{
    read_attribute(reader, rule, "of", out);
}

static void read_over(cvn_reader *reader, const cvn_spot *rule, cvn_rule *out)
{
    read_attribute(reader, rule, "over", out);
}

static void read_where(cvn_reader *reader, const cvn_spot *rule, cvn_rule *out)
{
    cvn_read_where(reader, rule, CVN_REQUIRED, &out->where);
}

static void read_count(cvn_reader *reader, const cvn_spot *rule, cvn_rule *out)
{
    cvn_read_count(reader, rule, "count", CVN_REQUIRED, 0, CVN_MAX_PEOPLE, &out->count);
}

/* ---- the table ---- */

typedef void read_fn(cvn_reader *reader, const cvn_spot *rule, cvn_rule *out);
typedef enum weighing { EITHER, ALWAYS, PAIRS, NEVER } weighing; /* PAIRS: by the pairs' own numbers */

static const struct kind {
    const char *name;
    const char *keys[3]; /* beside rule and weight */
    read_fn *readers[2];
    weighing weighs;
} KINDS[] = {
    [CVN_RULE_AT_MOST] = {"at_most", {"count", "same", "among"}, {read_count, read_same}, EITHER},
    [CVN_RULE_AT_LEAST] = {"at_least", {"count", "where", "among"}, {read_count, read_where}, EITHER},
    [CVN_RULE_DISTINCT] = {"distinct", {"count", "of", "among"}, {read_count, read_of}, EITHER},
    [CVN_RULE_SPREAD] = {"spread", {"over", "among"}, {read_over}, ALWAYS},
    [CVN_RULE_SHARED] = {"shared", {"over", "among"}, {read_over}, EITHER},
    [CVN_RULE_APART] = {"apart", {"who", "among"}, {read_who}, EITHER},
    [CVN_RULE_TOGETHER] = {"together", {"who"}, {read_who}, EITHER},
    [CVN_RULE_PAIRS] = {"pairs", {"pairs", "among"}, {read_pairs}, PAIRS},
    [CVN_RULE_IN] = {"in", {"who", "group"}, {read_who, read_group}, EITHER},
    [CVN_RULE_FIX] = {"fix", {"groups"}, {read_groups}, NEVER},
};

/** A weight that does not go with the rule is a mistake of its own, better said than "unknown key". */
static void read_weight(cvn_reader *reader, const cvn_spot *rule, weighing weighs, cvn_rule *out)
{
    cvn_spot weight = cvn_spot_key(rule, "weight");
    out->hard = weighs == NEVER || (weighs == EITHER && !weight.value);
    out->weight = weighs == PAIRS;
    if (weighs == EITHER || weighs == ALWAYS) {
        if (weight.value)
            cvn_read_int(reader, rule, "weight", CVN_REQUIRED, 0, CVN_MAX_WEIGHT, &out->weight);
        else if (weighs == ALWAYS)
            cvn_spot_fail(reader, &weight, "is missing: %s always costs, so it needs a weight", KINDS[out->kind].name);
    } else if (weight.value) {
        cvn_spot_fail(reader, &weight, "does not go with %s: %s", KINDS[out->kind].name,
                      weighs == PAIRS ? "each pair has its own number" : "it must hold, so leave the weight out");
    }
}

static void read_kind(cvn_reader *reader, const cvn_spot *rule, cvn_rule *out)
{
    const struct kind *kind = &KINDS[out->kind];
    const char *keys[CVN_COUNT(kind->keys) + 3] = {"rule", "weight"};
    for (size_t i = 0, n = 2; i < CVN_COUNT(kind->keys) && kind->keys[i]; i++)
        keys[n++] = kind->keys[i];
    cvn_read_object(reader, rule, keys);
    for (size_t i = 0; i < CVN_COUNT(kind->readers) && kind->readers[i]; i++)
        kind->readers[i](reader, rule, out);
    if (out->kind != CVN_RULE_TOGETHER && out->kind != CVN_RULE_IN && out->kind != CVN_RULE_FIX)
        cvn_read_among(reader, rule, "among", &out->among);
    read_weight(reader, rule, kind->weighs, out);
}

static void read_rule(cvn_reader *reader, const cvn_spot *rule, cvn_rule *out)
{
    const char *names[CVN_COUNT(KINDS) + 1] = {NULL};
    for (size_t i = 0; i < CVN_COUNT(KINDS); i++)
        names[i] = KINDS[i].name;
    int kind;
    if (!cJSON_IsObject(rule->value))
        cvn_spot_fail(reader, rule, "expected an object such as {\"rule\": \"at_most\", …}, not %s", cvn_shown(reader, rule->value));
    else if (cvn_read_choice(reader, rule, "rule", CVN_REQUIRED, names, &kind)) {
        out->kind = (cvn_rule_kind)kind;
        read_kind(reader, rule, out);
    }
}

void cvn_read_rules(cvn_reader *reader, const cvn_spot *root)
{
    cvn_conference *c = reader->conference;
    cvn_spot list;
    if (!cvn_read_list(reader, root, "rules", CVN_OPTIONAL, CVN_MAX_RULES, &list))
        return;
    cvn_rule *rules = CVN_ARENA_ARRAY(reader->arena, cvn_rule, (size_t)cJSON_GetArraySize(list.value));
    c->rules = rules;
    CVN_EACH(item, &list)
    read_rule(reader, &item, &rules[c->rule_count++]);
}
