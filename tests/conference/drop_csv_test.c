/* SPDX-License-Identifier: Apache-2.0 */
#include "conference/drop.h"
#include "conference_testing.h"

static void test_edits(void **state)
{
    (void)state;
    static const struct {
        const char *before, *after;
        size_t people;
        bool wanted[3];
    } rows[] = {
        {"id,status\na,active\nb,\n", "id,status\na,active\nb,dropped\n", 2, {false, true}},
        {"id,status\r\na,\"active\"\r\nb, waiting \r\n", "id,status\r\na,\"dropped\"\r\nb, dropped \r\n", 2, {true, true}},
        {"id;Status;x\na;;\"p\nq\"\nb;active;y", "id;Status;x\na;dropped;\"p\nq\"\nb;dropped;y", 2, {true, true}},
        {"id,name\na,A\nb,B\n", "id,name,status\na,A,dropped\nb,B,\n", 2, {true, false}},
        {"\xef\xbb\xbf\"id\";\"name\"\r\n\r\n\"a\";\"A \"\"x\"\"\"\r\n;\r\n\"b\";\"B\"",
         "\xef\xbb\xbf\"id\";\"name\";\"status\"\r\n\r\n\"a\";\"A \"\"x\"\"\";\r\n;\r\n\"b\";\"B\";dropped",
         2,
         {false, true}},
        {"id\ta\n1\tx\n2\ty\n3\tz\n", "id\ta\tstatus\n1\tx\tdropped\n2\ty\t\n3\tz\tdropped\n", 3, {true, false, true}},
        {"status,id\n  active  ,a\n,b\n", "status,id\n  dropped  ,a\n,b\n", 2, {true, false}},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        cvn_buffer out = {0};
        assert_int_equal(cvn_drop_csv(&out, rows[i].before, strlen(rows[i].before), "p.csv", rows[i].wanted, rows[i].people, NULL), CVN_OK);
        assert_string_equal(out.text, rows[i].after);
        cvn_buffer_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_edits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
