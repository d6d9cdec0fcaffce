/* SPDX-License-Identifier: Apache-2.0 */
#include "view_testing.h"

static char *letter(look *l, const cvn_reason *reason)
{
    cvn_document d = {.colon = ": "};
    cvn_item item = {.kind = CVN_ITEM_LETTER, .reason = reason};
    cvn_body_letter(&d, &l->view, &item);
    char *text = cvn_document_plain(&d);
    cvn_document_free(&d);
    return text;
}

static void test_reasons(void **state)
{
    box *b = *state;
    look l;
    box_read(b, NULL, NULL);
    look_open(&l, b, "cy", "en-GB");
    const cvn_instant best = instant("2027-10-18T17:00:00Z");
    const struct {
        cvn_reason reason;
        const char *says, *helps;
    } rows[] = {
        {{.kind = CVN_REASON_NO_HOURS, .have = 1, .need = 3}, "only one session fits. A place needs 3.", "more hours"},
        {{.kind = CVN_REASON_NO_HOURS, .have = 0, .need = 3, .help = CVN_HELP_HOURS, .help_minutes = 45, .help_start = best},
         "no session fits",
         "45 more minutes of your time, around Monday, 18 October 2027, 18:00–19:45"},
        {{.kind = CVN_REASON_NO_LEADER, .help = CVN_HELP_LEADER, .help_start = best},
         "nobody who leads a group is free",
         "somebody to lead a group on Monday, 18 October 2027, 18:00–19:45"},
        {{.kind = CVN_REASON_TOO_FEW, .have = 2, .need = 4, .has_best = true, .best = best},
         "2 others are free, and a group needs 4",
         "The best time that we found is Monday, 18 October 2027"},
        {{.kind = CVN_REASON_NO_LEADER, .help = CVN_HELP_HOURS, .help_minutes = 420, .help_start = best}, "nobody who leads", "more hours"},
        {{.kind = CVN_REASON_RULE, .help = CVN_HELP_RULE}, "It is not about you as a person", "an exception to that rule"},
        {{.kind = CVN_REASON_SUM, .help = CVN_HELP_SEAT}, "no way that has room for everybody", "one more seat"},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        char *text = letter(&l, &rows[i].reason);
        assert_has(text, rows[i].says);
        assert_has(text, rows[i].helps);
        assert_has(text, "Task force: org@example.org");
        assert_lacks(text, "Ann");
        bool times = strstr(text, "18 October"); /* whose clock it is, is said where a time is, and nowhere else */
        assert_int_equal(strstr(text, "All times are on your own clock: Europe/London.") != NULL, times);
        free(text);
    }
    char *text = letter(&l, NULL);
    assert_has(text, "we have found no place that fits");
    free(text);
    look_close(&l);
}

/** Who had a place is not thanked for applying. */
static void test_lost(void **state)
{
    static const struct {
        const char *key, *says;
    } rows[] = {{"letter/x", "Thank you for applying to Conf."},
                {"plenary/open", "Thank you for applying to Conf."},
                {"session/g1/1", "You had a place in a group of Conf, and it is gone."},
                {"series/g1", "You had a place in a group of Conf, and it is gone."}};
    box *b = *state;
    look l;
    box_read(b, NULL, NULL);
    look_open(&l, b, "cy", "en-GB");
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        const cvn_told told = {.item_key = rows[i].key, .cancelled = true}, *all[] = {&told};
        l.view.told = all;
        l.view.told_count = 1;
        char *text = letter(&l, NULL);
        assert_has(text, rows[i].says);
        free(text);
    }
    look_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {BOX_TEST(test_reasons), BOX_TEST(test_lost)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
