/* SPDX-License-Identifier: Apache-2.0 */
#include "verdicts.h"

static void test_fits(void **state)
{
    static const struct {
        const char *link;
        bool fits;
    } rows[] = {
        {"https://meet.example.org/a?b=c&d=%20#e", true},
        {"http://10.0.0.1:8080/x", true},
        {"https://[2001:db8::1]/x", true},
        {"", false},
        {"https://", false},
        {"https:///x", false},
        {"HTTPS//x", false},
        {"javascript:alert(1)", false},
        {"https://x/\nX-EVIL:1", false},
        {"https://x/ y", false},
        {"https://x/\"onclick=", false},
        {"ftp://x", false},
        {"room 5", false},
        {"https://x/<b>", false},
        {"https://x/ø", false},
    };
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(rows); i++)
        if (cvn_link_fits(rows[i].link) != rows[i].fits)
            fail_msg("\"%s\" is taken for %s", rows[i].link, rows[i].fits ? "wrong" : "right");
}

#define GROUP(id, sessions, link)                                                                                                              \
    "{\"id\": \"" id "\", \"type\": \"walk\", \"sessions\": [" sessions "], \"leaders\": [], \"members\": []" link "}"
#define LINK(link) ", \"link\": \"" link "\""

static void test_clash(void **state)
{
    static const struct {
        const char *sessions, *link; /* of the second group */
        bool clash;
    } rows[] = {
        {"\"2027-03-01T09:00:00Z\", \"2027-03-15T09:00:00Z\"", "https://x/1", true},
        {"\"2027-03-01T09:00:00Z\", \"2027-03-15T09:00:00Z\"", "https://x/2", false},
        {"\"2027-03-09T09:00:00Z\", \"2027-03-16T09:00:00Z\"", "https://x/1", false},
        {"\"2027-03-08T10:00:00Z\"", "https://x/1", false},
        {"\"2027-03-08T09:59:00Z\"", "https://x/1", true},
        {"\"2027-03-08T08:00:00Z\"", "https://x/1", false},
        {"\"2027-03-15T08:01:00Z\"", "https://x/1", true},
        {"", "https://x/1", false},
    };
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        char text[2048];
        snprintf(text, sizeof text,
                 "{\"format\": \"allocation/1\", \"conference\": \"c\", \"unplaced\": [], \"groups\": [" GROUP(
                     "g0", "\"2027-03-08T09:00:00Z\"", "") ", " GROUP("g1", "\"2027-03-08T09:00:00Z\", \"2027-03-15T09:00:00Z\"",
                                                                      LINK("https://x/1")) ", " GROUP("g2", "%s", LINK("%s")) "]}",
                 rows[i].sessions, rows[i].link);
        cvn_allocation *allocation = allocation_of(text);
        const cvn_group *other = cvn_link_clash(allocation, &allocation->groups[1], 60);
        assert_ptr_equal(other, rows[i].clash ? &allocation->groups[2] : NULL);
        assert_ptr_equal(cvn_link_clash(allocation, &allocation->groups[2], 60), rows[i].clash ? &allocation->groups[1] : NULL);
        cvn_allocation_free(allocation);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_fits), cmocka_unit_test(test_clash)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
