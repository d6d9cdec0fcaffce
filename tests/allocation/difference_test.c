/* SPDX-License-Identifier: Apache-2.0 */
#include "verdicts.h"

static const struct {
    const char *name, *conference_from, *conference_to, *from, *to, *changes; /* changes: "person kind gone new;" each */
    uint32_t unaffected;
} lines[] = {
    {"nothing", NULL, NULL, NULL, NULL, "", 5},
    {"unplaced in another order", NULL, NULL, "\"c\", \"d\"", "\"d\", \"c\"", "", 5},
    {"members in another order", NULL, NULL, "\"t\", \"e\"", "\"e\", \"t\"", "", 5},
    {"somebody joins", NULL, NULL, "\"t\", \"e\"", "\"t\", \"e\", \"c\"", "c placed 0 2;e company 0 0;t company 0 0;", 3},
    {"somebody is put out", NULL, NULL, "\"t\", \"e\"", "\"t\"", "e lost 2 0;t company 0 0;", 3},
    {"somebody drops out", "\"id\": \"e\",", "\"id\": \"e\", \"status\": \"dropped\",", "\"t\", \"e\"", "\"t\"", "e left 2 0;t company 0 0;",
     3},
    {"a session moves", NULL, NULL, "2027-03-16T10:00", "2027-03-16T11:00", "a times 1 1;e times 1 1;t times 1 1;", 2},
    {"a held session does not count", "\"locale\": \"en\"", "\"as_of\": \"2027-03-10T00:00:00Z\"", "\"t\", \"e\"", "\"t\"",
     "e lost 1 0;t company 0 0;", 3},
    {"another group", NULL, NULL, "\"g2\"", "\"g3\"", "a company 0 0;e moved 0 0;t moved 0 0;", 2},
    {"another leader's turn", NULL, NULL, "[[\"a\"]", "[[\"b\"]", "a company 0 0;b company 0 0;L company 0 0;", 2},
    {"a guest stays at home", NULL, NULL, ", \"guests\": [{\"who\": \"a\", \"session\": 2}]", "", "a times 1 1;", 4},
    {"a new link", NULL, NULL, "\"leaders\": []", "\"leaders\": [], \"link\": \"https://x\"", "e company 0 0;t company 0 0;", 3},
};

static const char *const kinds[] = {[CVN_CHANGE_PLACED] = "placed", [CVN_CHANGE_LOST] = "lost",       [CVN_CHANGE_MOVED] = "moved",
                                    [CVN_CHANGE_TIMES] = "times",   [CVN_CHANGE_COMPANY] = "company", [CVN_CHANGE_LEFT] = "left"};

static void test_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(lines); i++) {
        cvn_conference *conference = conference_with(lines[i].conference_from, lines[i].conference_to);
        cvn_allocation *before = allocation_with(NULL, NULL), *after = allocation_with(lines[i].from, lines[i].to);
        cvn_difference *difference = NULL;
        cvn_buffer said = {0};
        assert_int_equal(cvn_difference_new(&difference, conference, before, after, NULL), CVN_OK);
        cvn_buffer_text(&said, "");
        for (uint32_t k = 0; k < difference->count; k++) {
            const cvn_person_change *change = &difference->changes[k];
            cvn_buffer_printf(&said, "%s %s %u %u;", conference->people[change->person].id, kinds[change->kind], change->sessions_gone,
                              change->sessions_new);
        }
        /* in the conference's order: t stands after e there */
        if (strcmp(said.text, lines[i].changes) != 0 || difference->unaffected != lines[i].unaffected)
            fail_msg("%s: %s %u unaffected", lines[i].name, said.text, difference->unaffected);
        cvn_buffer_free(&said);
        cvn_difference_free(difference);
        cvn_allocation_free(before);
        cvn_allocation_free(after);
        cvn_conference_free(conference);
    }
}

static void test_groups_named(void **state)
{
    (void)state;
    cvn_conference *conference = conference_with(NULL, NULL);
    cvn_allocation *before = allocation_with(NULL, NULL), *after = allocation_with("\"g2\"", "\"g3\"");
    cvn_difference *difference = NULL;
    assert_int_equal(cvn_difference_new(&difference, conference, before, after, NULL), CVN_OK);
    cvn_allocation_free(before);
    cvn_allocation_free(after);
    assert_string_equal(difference->changes[1].from_group, "g2");
    assert_string_equal(difference->changes[1].to_group, "g3");
    cvn_difference_free(difference);
    cvn_difference_free(NULL);
    cvn_conference_free(conference);
}

static void test_stranger(void **state)
{
    (void)state;
    cvn_conference *conference = conference_with(NULL, NULL);
    cvn_allocation *before = allocation_with(NULL, NULL), *after = allocation_with("\"t\", \"e\"", "\"t\", \"zz\"");
    cvn_difference *difference = NULL;
    assert_int_equal(cvn_difference_new(&difference, conference, before, after, NULL), CVN_E_DATA);
    assert_null(difference);
    cvn_allocation_free(before);
    cvn_allocation_free(after);
    cvn_conference_free(conference);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lines), cmocka_unit_test(test_groups_named), cmocka_unit_test(test_stranger)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
