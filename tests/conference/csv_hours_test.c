/* SPDX-License-Identifier: Apache-2.0 */
#include "conference_testing.h"

#define MO_WE "{\"weekly\":[\"MO\",\"WE\"],\"from\":\"18:00\",\"to\":\"21:30\"}"

static void test_good(void **state)
{
    (void)state;
    static const struct {
        const char *cell, *expected;
    } rows[] = {
        {"MO,WE 18:00-21:30", "[" MO_WE "]"},
        {"mo, wed 18.00 - 21.30", "[" MO_WE "]"},
        {" Monday,WEDNES\t18-21:30 ; ", "[" MO_WE "]"},
        {"MO,WE\u00a018:00\u201321:30", "[" MO_WE "]"},
        {"MO,WE18:00-21:30;;MO,WE 18:00-21:30", "[" MO_WE "," MO_WE "]"},
        {"MO,WE 18:00-21:30\nTU", "[" MO_WE ",{\"weekly\":[\"TU\"]}]"},
        {"SA 22:00-01:00 if needed", "[{\"weekly\":[\"SA\"],\"from\":\"22:00\",\"to\":\"01:00\",\"if_needed\":true}]"},
        {"SA If_Needed", "[{\"weekly\":[\"SA\"],\"if_needed\":true}]"},
        {"MO-WE,SU 9-12", "[{\"weekly\":[\"MO\",\"TU\",\"WE\",\"SU\"],\"from\":\"09:00\",\"to\":\"12:00\"}]"},
        {"SA-MO 9-24", "[{\"weekly\":[\"MO\",\"SA\",\"SU\"],\"from\":\"09:00\",\"to\":\"24:00\"}]"},
        {"daily 9-12", "[{\"weekly\":[\"MO\",\"TU\",\"WE\",\"TH\",\"FR\",\"SA\",\"SU\"],\"from\":\"09:00\",\"to\":\"12:00\"}]"},
        {"2027-07-14 09:00-12:00", "[{\"date\":\"2027-07-14\",\"from\":\"09:00\",\"to\":\"12:00\"}]"},
        {"2027-07-14", "[{\"date\":\"2027-07-14\"}]"},
        {"2027-07-20..2027-08-02", "[{\"from_date\":\"2027-07-20\",\"to_date\":\"2027-08-02\"}]"},
        {"2027-07-20 \u2026 2027-08-02", "[{\"from_date\":\"2027-07-20\",\"to_date\":\"2027-08-02\"}]"},
        {"MO 25:00-26:00", "[{\"weekly\":[\"MO\"],\"from\":\"25:00\",\"to\":\"26:00\"}]"}, /* its shape is right: people.c refuses it */
        {"", "[]"},
        {" ; \n ", "[]"},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        char *wrong;
        cJSON *list = cvn_csv_hours(rows[i].cell, true, &wrong);
        if (!list)
            fail_msg("%s: %s", rows[i].cell, wrong);
        char *text = cJSON_PrintUnformatted(list);
        assert_string_equal(text, rows[i].expected);
        cJSON_free(text);
        cJSON_Delete(list);
    }
}

static void test_bad(void **state)
{
    (void)state;
    static const struct {
        const char *cell, *wrong;
    } rows[] = {
        {"MO 18:00", "MO 18:00"},
        {"TU; MO 18-21, 22-23", "MO 18-21, 22-23"},
        {"M 18-21", "M 18-21"},
        {"XX 18-21", "XX 18-21"},
        {"MO- 18-21", "MO- 18-21"},
        {"MO 18:0-21", "MO 18:0-21"},
        {"MO 100-200", "MO 100-200"},
        {"18-21", "18-21"},
        {"2027-7-4", "2027-7-4"},
        {"14/07/2027", "14/07/2027"},
        {"2027-07-20..", "2027-07-20.."},
        {"2027-07-20..x", "2027-07-20..x"},
        {"MO 18-21 maybe", "MO 18-21 maybe"},
        {"if needed", "if needed"},
        {"MO,", "MO,"},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        char *wrong;
        cJSON *list = cvn_csv_hours(rows[i].cell, true, &wrong);
        if (list)
            fail_msg("%s is let pass", rows[i].cell);
        assert_string_equal(wrong, rows[i].wrong);
        free(wrong);
    }
    char *wrong;
    assert_null(cvn_csv_hours("SA if needed", false, &wrong));
    free(wrong);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_good), cmocka_unit_test(test_bad)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
