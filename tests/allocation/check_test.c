/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Replays what an independent judge of the contract once said (tests/data/judged; tests/e2e/judged.py --record makes it): whether there is a
 * violation, the score, and each part, for small conferences, allocations of them, and one edit at a time of either.
 */
#include "verdicts.h"

#include <dirent.h>

#define FOLDER "tests/data/judged"

static cvn_allocation *allocation_json(const cJSON *json)
{
    if (!cJSON_IsObject(json))
        return NULL;
    char *text = cJSON_PrintUnformatted(json);
    cvn_allocation *out = allocation_of(text);
    cJSON_free(text);
    return out;
}

static void replace_person(cJSON *conference, const cJSON *person)
{
    cJSON *people = cJSON_GetObjectItem(conference, "participants");
    const char *id = cJSON_GetStringValue(cJSON_GetObjectItem(person, "id"));
    for (int i = 0; i < cJSON_GetArraySize(people); i++)
        if (strcmp(cJSON_GetStringValue(cJSON_GetObjectItem(cJSON_GetArrayItem(people, i), "id")), id) == 0)
            cJSON_ReplaceItemInArray(people, i, cJSON_Duplicate(person, true));
}

/** The conference of a case: the file's, with the keys and the person that the case changes. */
static cvn_conference *conference_json(const cJSON *file, const cJSON *one)
{
    cJSON *json = cJSON_Duplicate(cJSON_GetObjectItem(file, "conference"), true), *key = NULL;
    cJSON_ArrayForEach(key, cJSON_GetObjectItem(one, "with"))
    {
        cJSON_DeleteItemFromObject(json, key->string);
        if (!cJSON_IsNull(key))
            cJSON_AddItemToObject(json, key->string, cJSON_Duplicate(key, true));
    }
    if (cJSON_GetObjectItem(one, "person"))
        replace_person(json, cJSON_GetObjectItem(one, "person"));
    char *text = cJSON_PrintUnformatted(json);
    cvn_conference *out = NULL;
    cvn_error *error = cvn_error_new();
    if (cvn_conference_parse(&out, text, strlen(text), "conference.json", NULL, error))
        fail_msg("%s: %s", cJSON_GetStringValue(cJSON_GetObjectItem(one, "name")), cvn_error_message(error, 0));
    cvn_error_free(error);
    cJSON_free(text);
    cJSON_Delete(json);
    return out;
}

static void assert_number(const cJSON *score, const char *key, int64_t is, const char *name)
{
    const cJSON *number = cJSON_GetObjectItem(score, key);
    if (cJSON_IsNumber(number) && (int64_t)number->valuedouble != is)
        fail_msg("%s: %s is %lld, expected %g", name, key, (long long)is, number->valuedouble);
}

static void assert_counted(const cvn_verdict *verdict, const cJSON *one, const char *name)
{
    const cJSON *score = cJSON_GetObjectItem(one, "score"), *parts = cJSON_GetObjectItem(one, "parts");
    if (verdict->counted != cJSON_IsObject(score))
        fail_msg("%s: counted %d", name, verdict->counted);
    if (!verdict->counted)
        return;
    if (verdict->score.baseline != cJSON_IsNumber(cJSON_GetObjectItem(score, "lost")))
        fail_msg("%s: with a baseline or not", name);
    assert_number(score, "lost", verdict->score.lost, name);
    assert_number(score, "unplaced", verdict->score.unplaced, name);
    assert_number(score, "disruption", verdict->score.disruption, name);
    assert_number(score, "cost", verdict->score.cost, name);
    assert_int_equal(verdict->part_count, cJSON_GetArraySize(parts));
    for (uint32_t i = 0; i < verdict->part_count; i++) {
        if (!cJSON_GetObjectItemCaseSensitive(parts, verdict->parts[i].name))
            fail_msg("%s: a part %s", name, verdict->parts[i].name);
        assert_number(parts, verdict->parts[i].name, verdict->parts[i].cost, name);
    }
}

static unsigned replay(const char *path)
{
    char *text = NULL;
    size_t length = 0;
    cJSON *file = NULL;
    const cJSON *one = NULL, *first = NULL;
    unsigned broken = 0;

    assert_int_equal(cvn_file_read(&text, &length, path, INT64_MAX, NULL), CVN_OK);
    assert_int_equal(cvn_json_parse(&file, text, length, path, NULL), CVN_OK);
    cvn_allocation *baseline = allocation_json(cJSON_GetObjectItem(file, "baseline"));
    cJSON_ArrayForEach(one, cJSON_GetObjectItem(file, "cases"))
    {
        char name[1024];
        const cJSON *judged = cJSON_GetObjectItem(one, "violations"), *given = cJSON_GetObjectItem(one, "allocation");
        first = first ? first : given;
        snprintf(name, sizeof name, "%s: %s", path, cJSON_GetStringValue(cJSON_GetObjectItem(one, "name")));
        cvn_conference *conference = conference_json(file, one);
        cvn_allocation *allocation = allocation_json(given ? given : first);
        cvn_verdict *verdict = NULL;
        assert_int_equal(cvn_verdict_new(&verdict, conference, allocation, baseline, NULL), CVN_OK);
        if ((verdict->violation_count > 0) != (cJSON_GetArraySize(judged) > 0))
            fail_msg("%s: %u violations (%s), expected %d (%s)", name, verdict->violation_count,
                     verdict->violation_count ? verdict->violations[0] : "none", cJSON_GetArraySize(judged),
                     judged->child ? judged->child->valuestring : "none");
        assert_counted(verdict, one, name);
        broken += verdict->violation_count > 0;
        cvn_verdict_free(verdict);
        cvn_allocation_free(allocation);
        cvn_conference_free(conference);
    }
    cvn_allocation_free(baseline);
    cJSON_Delete(file);
    free(text);
    return broken;
}

static void test_replay(void **state)
{
    (void)state;
    DIR *folder = opendir(FOLDER);
    unsigned files = 0, broken = 0;
    assert_non_null(folder);
    for (const struct dirent *entry; (entry = readdir(folder));) {
        char path[512];
        if (!strstr(entry->d_name, ".json"))
            continue;
        snprintf(path, sizeof path, "%s/%s", FOLDER, entry->d_name);
        broken += replay(path);
        files++;
    }
    closedir(folder);
    assert_true(files >= 12);
    assert_true(broken >= 500);
}

static void test_another_conference(void **state)
{
    (void)state;
    cvn_conference *conference = conference_with(NULL, NULL);
    cvn_allocation *allocation = allocation_with("\"c\"", "\"other\"");
    cvn_error *error = cvn_error_new();
    cvn_verdict *verdict = NULL;
    assert_int_equal(cvn_verdict_new(&verdict, conference, allocation, NULL, error), CVN_E_DATA);
    assert_string_equal(cvn_error_message(error, 0), "allocation.json: /conference: \"other\" is another conference; this one is \"c\"");
    assert_null(verdict);
    cvn_error_free(error);
    cvn_allocation_free(allocation);
    cvn_conference_free(conference);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_replay), cmocka_unit_test(test_another_conference)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
