/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/invite.h"

#include "cmocka_all.h"

static void test_times(void **state)
{
    (void)state;
    static const struct {
        const char *payload;
        uint32_t count;
        int32_t minutes;
        const char *zone; /* NULL: none */
    } rows[] = {
        {"{\"kind\":\"session\",\"starts\":[\"2027-10-04T17:00:00Z\"],\"minutes\":90}", 1, 90, NULL},
        {"{\"kind\":\"series\",\"starts\":[\"2027-10-18T17:00:00Z\",\"2027-10-25T17:00:00Z\"],\"minutes\":45,\"zone\":\"Europe/Copenhagen\"}",
         2, 45, "Europe/Copenhagen"},
        {"{\"kind\":\"series\",\"starts\":[\"2027-10-18T17:00:00Z\"],\"minutes\":45,\"zone\":\"Nowhere/AtAll\"}", 1, 45, NULL},
        {"{\"kind\":\"plenary\",\"date\":\"2027-11-05\",\"days\":2}", 0, 0, NULL},
        {"{\"kind\":\"letter\",\"letter\":\"why\"}", 0, 0, NULL},
        {"{}", 0, 0, NULL},
        {"no payload", 0, 0, NULL},
    };
    cvn_zones *zones = cvn_zones_new();
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        cvn_arena *arena = cvn_arena_new();
        cvn_payload_when when;
        assert_int_equal(cvn_payload_times(&when, arena, zones, rows[i].payload), rows[i].count > 0);
        assert_int_equal(when.count, rows[i].count);
        assert_int_equal(when.duration_min, rows[i].minutes);
        if (rows[i].zone)
            assert_string_equal(cvn_zone_name(when.zone), rows[i].zone);
        else
            assert_null(when.zone);
        cvn_arena_free(arena);
    }
    cvn_zones_free(zones);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_times)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
