/* SPDX-License-Identifier: Apache-2.0 */
#include "verdicts.h"

#include <unistd.h>

static const char expected[] = "{\n"
                               "  \"format\": \"allocation/1\",\n"
                               "  \"conference\": \"c\",\n"
                               "  \"groups\": [\n"
                               "    {\n"
                               "      \"id\": \"g1\",\n"
                               "      \"type\": \"talk\",\n"
                               "      \"sessions\": [\"2027-03-08T09:00:00Z\", \"2027-03-15T09:00:00Z\"],\n"
                               "      \"leaders\": [\"L\"],\n"
                               "      \"members\": [\"a\", \"b\"],\n"
                               "      \"rota\": [[\"a\"], [\"b\"]]\n"
                               "    },\n"
                               "    {\n"
                               "      \"id\": \"g2\",\n"
                               "      \"type\": \"walk\",\n"
                               "      \"sessions\": [\"2027-03-09T10:00:00Z\", \"2027-03-16T10:00:00Z\"],\n"
                               "      \"leaders\": [],\n"
                               "      \"members\": [\"t\", \"e\"],\n"
                               "      \"guests\": [{\"who\": \"a\", \"session\": 2}],\n"
                               "      \"link\": \"https://x/\\\"é\"\n"
                               "    }\n"
                               "  ],\n"
                               "  \"unplaced\": [\"c\", \"d\", \"n\"]\n"
                               "}\n";

static void test_text(void **state)
{
    (void)state;
    cvn_allocation *allocation = allocation_with("\"leaders\": []", "\"link\": \"https://x/\\\"é\", \"leaders\": []");
    char *text = NULL, *again = NULL;
    assert_int_equal(cvn_allocation_text(&text, allocation, NULL), CVN_OK);
    assert_string_equal(text, expected);
    cvn_allocation *read = allocation_of(text);
    assert_int_equal(cvn_allocation_text(&again, read, NULL), CVN_OK);
    assert_string_equal(again, text);
    cvn_free(text);
    cvn_free(again);
    cvn_allocation_free(read);
    cvn_allocation_free(allocation);
}

static void test_empty(void **state)
{
    (void)state;
    cvn_allocation *allocation = cvn_allocation_new("c");
    char *text = NULL;
    assert_int_equal(cvn_allocation_text(&text, allocation, NULL), CVN_OK);
    assert_string_equal(text, "{\n  \"format\": \"allocation/1\",\n  \"conference\": \"c\",\n  \"groups\": [],\n  \"unplaced\": []\n}\n");
    cvn_allocation_free(allocation_of(text));
    cvn_free(text);
    cvn_allocation_free(allocation);
}

static void test_write(void **state)
{
    (void)state;
    char folder[] = "/tmp/convene-write-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.json", folder);
    cvn_allocation *allocation = allocation_with(NULL, NULL), *read = NULL;
    assert_int_equal(cvn_allocation_write(allocation, path, NULL), CVN_OK);
    assert_int_equal(cvn_allocation_read(&read, path, NULL), CVN_OK);
    assert_string_equal(read->path, path);
    assert_int_equal(read->group_count, 2);
    assert_int_equal(cvn_allocation_write(allocation, "/nowhere/a.json", NULL), CVN_E_IO);
    cvn_allocation_free(read);
    cvn_allocation_free(allocation);
    unlink(path);
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_text), cmocka_unit_test(test_empty), cmocka_unit_test(test_write)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
