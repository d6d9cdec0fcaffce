/* SPDX-License-Identifier: Apache-2.0 */
#include "reports.h"

static char *heat_of(const cvn_conference *conference, const cvn_facts *facts, bool color)
{
    cvn_buffer out = {0};
    cvn_put_heat(&out, conference, facts, color);
    return cvn_buffer_take(&out);
}

static void test_shades(void **state)
{
    (void)state;
    cvn_conference *conference = conference_with(NULL, NULL);
    cvn_facts facts = {.active = 50, .heat_most = 40};
    for (int hour = 6; hour < 12; hour++)
        facts.heat[2][hour].starts = 13;
    facts.heat[2][7] = (cvn_heat){13, 1, 0};
    facts.heat[2][8] = (cvn_heat){13, 5, 10};
    facts.heat[2][9] = (cvn_heat){13, 30, 0};
    facts.heat[2][10] = (cvn_heat){13, 31, 9};
    char *text = heat_of(conference, &facts, false);
    assert_says(text, "how many could attend");
    assert_says(text, "\nWed                      ·  1 15 30 40  ·                                    \n"
                      "                          ░░░▒▒▒▓▓▓███                                       \n");
    assert_says_not(text, "Thu"); /* no starts that day */
    assert_narrow(text);
    cvn_free(text);
    text = heat_of(conference, &facts, true);
    assert_says(text, "\033[30;48;5;194m  1\033[0m\033[30;48;5;157m 15\033[0m\033[30;48;5;114m 30\033[0m\033[30;48;5;71m 40\033[0m");
    cvn_free(text);
    cvn_conference_free(conference);
}

static void test_crowd(void **state)
{
    (void)state;
    cvn_conference *conference = conference_with(NULL, NULL);
    cvn_facts facts = {.active = 400, .heat_most = 400};
    facts.heat[0][0] = (cvn_heat){13, 400, 0};
    facts.heat[0][1] = (cvn_heat){13, 100, 30};
    char *text = heat_of(conference, &facts, false);
    assert_says(text, "how many of 400 could attend (free or if needed; on average), in percent");
    assert_says(text, "\nMon   99 33");
    assert_narrow(text);
    cvn_free(text);
    cvn_conference_free(conference);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_shades), cmocka_unit_test(test_crowd)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
