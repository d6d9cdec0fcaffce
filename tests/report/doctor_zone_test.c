/* SPDX-License-Identifier: Apache-2.0 */
#include "reports.h"

static void test_json(void **state)
{
    (void)state;
    char *text = NULL;
    assert_int_equal(cvn_doctor_zone(&text, "Europe/Copenhagen", "2026-01-01", "2026-12-31", CVN_JSON, NULL), CVN_OK);
    cJSON *json = json_of(text);
    assert_at_text(json, "zone", "Europe/Copenhagen");
    assert_at_int(json, "offset_s", 3600);
    assert_at_count(json, "changes", 2);
    assert_at_text(json, "changes/0/at", "2026-03-29T01:00:00Z");
    assert_at_int(json, "changes/0/offset_s", 7200);
    assert_at_text(json, "changes/0/abbreviation", "CEST");
    assert_true(cJSON_IsTrue(at(json, "changes/0/dst")));
    assert_at_text(json, "changes/1/at", "2026-10-25T01:00:00Z");
    assert_at_int(json, "changes/1/offset_s", 3600);
    assert_true(cJSON_IsFalse(at(json, "changes/1/dst")));
    cJSON_Delete(json);
}

/** Both dates are whole: the first day's start and the last day's end, in UTC. */
static void test_edges(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *from, *to;
        int changes;
    } lines[] = {{"Europe/Copenhagen", "2026-03-29", "2026-03-29", 1},
                 {"Europe/Copenhagen", "2026-03-30", "2026-10-24", 0},
                 {"Europe/Copenhagen", "2026-03-28", "2026-03-28", 0},
                 {"Asia/Kathmandu", "2020-01-01", "2040-12-31", 0},
                 {"Australia/Lord_Howe", "2045-01-01", "2046-12-31", 4}, /* by the footer's rule */
                 {"UTC", "1970-01-01", "2199-12-31", 0}};
    for (size_t i = 0; i < CVN_COUNT(lines); i++) {
        char *text = NULL;
        assert_int_equal(cvn_doctor_zone(&text, lines[i].zone, lines[i].from, lines[i].to, CVN_JSON, NULL), CVN_OK);
        cJSON *json = json_of(text);
        assert_at_count(json, "changes", lines[i].changes);
        cJSON_Delete(json);
    }
}

static void test_text(void **state)
{
    (void)state;
    char *text = NULL;
    assert_int_equal(cvn_doctor_zone(&text, "America/St_Johns", "2026-03-01", "2026-11-30", CVN_TEXT, NULL), CVN_OK);
    assert_says(text,
                "\n2026-03-01T00:00:00Z  -03:30  NST\n2026-03-08T05:30:00Z  -02:30  NDT  summer time\n2026-11-01T04:30:00Z  -03:30  NST\n");
    cvn_free(text);
}

static void test_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *from, *to, *says;
        cvn_code code;
    } lines[] = {{"Europe/Copenhagn", "2026-01-01", "2026-12-31", "Europe/Copenhagen", CVN_E_UNAVAILABLE},
                 {"../../etc/passwd", "2026-01-01", "2026-12-31", "", CVN_E_UNAVAILABLE},
                 {"UTC", "2026-02-29", "2026-12-31", "from \"2026-02-29\" is no date", CVN_E_USAGE},
                 {"UTC", "2026-01-01", "soon", "to \"soon\" is no date", CVN_E_USAGE},
                 {"UTC", NULL, "2026-01-01", "from \"\" is no date", CVN_E_USAGE},
                 {"UTC", "2026-01-02", "2026-01-01", "from 2026-01-02 lies after to 2026-01-01", CVN_E_USAGE}};
    for (size_t i = 0; i < CVN_COUNT(lines); i++) {
        char *text = NULL;
        cvn_error *error = cvn_error_new();
        assert_int_equal(cvn_doctor_zone(&text, lines[i].zone, lines[i].from, lines[i].to, CVN_JSON, error), lines[i].code);
        assert_says(cvn_error_message(error, 0), lines[i].says);
        assert_null(text);
        cvn_error_free(error);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_json), cmocka_unit_test(test_edges), cmocka_unit_test(test_text),
                                       cmocka_unit_test(test_wrong)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
