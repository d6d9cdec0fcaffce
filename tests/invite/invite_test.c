/* SPDX-License-Identifier: Apache-2.0 */
#include "invite_testing.h"
#include "mail_parts.h"

static void expect_failure(box *b, cvn_code code, const char *message)
{
    assert_int_equal(box_run(b, false), code);
    assert_has(cvn_error_message(b->error, 0), message);
}

static void test_failures(void **state)
{
    box *b = *state;
    box_read(b, EDITS("ann@example.org", ""), NULL);
    assert_int_equal(box_run(b, false), CVN_OK);
    assert_int_equal(b->summary.no_address, 1);
    assert_int_equal(b->summary.people, 3);
    box_read(b, NULL, EDITS("\"ann\", \"bo\"", "\"ann\", \"zed\""));
    expect_failure(b, CVN_E_DATA, "zed");
    box_read(b, NULL, NULL);
    cvn_allocation_free(b->allocation);
    b->allocation = NULL;
    expect_failure(b, CVN_E_USAGE, "allocation");
}

/** Addresses that the conference's file may hold but no mail may. */
static void test_bad_addresses(void **state)
{
    box *b = *state;
    box_read(b, NULL, NULL);
    cvn_conference *real = b->conference, copy = *real;
    cvn_participant *people = CVN_NEW_ARRAY(cvn_participant, real->people_count);
    memcpy(people, real->people, real->people_count * sizeof *people);
    copy.people = people;
    b->conference = &copy;
    people[1].email = "ann@example.org\r\nBcc: evil@example.org";
    expect_failure(b, CVN_E_DATA, "person ann");
    people[1].email = real->people[1].email;
    copy.organizer_email = "";
    expect_failure(b, CVN_E_DATA, "/organizer/email");
    b->conference = real;
    free(people);
}

static cvn_code refuse_third(void *data, const cvn_message *message, cvn_error *error)
{
    int *left = data;
    (void)message;
    return (*left)-- > 0 ? CVN_OK : cvn_fail(error, CVN_E_IO, "full");
}

static void test_take_stops(void **state)
{
    box *b = *state;
    int left = 3;
    box_read(b, NULL, NULL);
    cvn_invite_input input = {.conference = b->conference, .allocation = b->allocation, .now_s = 1};
    assert_int_equal(cvn_invite(&b->summary, &input, refuse_third, &left, b->error), CVN_E_IO);
    assert_int_equal(b->summary.messages, 3);
    assert_string_equal(cvn_error_message(b->error, 0), "full");
}

/** Names that try: no header, no second recipient, no tag, no calendar line comes out of them; and nobody reads anybody else's address. */
static void test_hostile_names(void **state)
{
    box *b = *state;
    box_read(b,
             EDITS("\"Ann\"", "\"Ann\\u2028Bcc: x@evil.example <script>alert(1)</script> {0} ' & \\\"q\\\" ;X=1:\"", "\"Conf\"",
                   "\"C <img src=x> {count, plural\"", "\"Task force\"", "\"T, <f@evil.example>\""),
             EDITS("https://meet.example.org/g1", "https://meet.example.org/\\\"><script>"));
    if (box_run(b, false))
        fail_msg("%s", cvn_error_message(b->error, 0));
    static const char *const people[] = {"lea", "ann", "bo", "cy"};
    for (size_t i = 0; i < b->last.count; i++) {
        const kept *k = &b->last.at[i];
        mail_parts m = mail_open(k->mime);
        assert_null(g_mime_object_get_header(GMIME_OBJECT(m.message), "Bcc"));
        assert_int_equal(internet_address_list_length(g_mime_message_get_all_recipients(m.message)), 1);
        assert_lacks(m.html, "<script");
        assert_lacks(m.html, "<img");
        if (m.calendar)
            assert_lacks(m.calendar, "\nX=1");
        for (size_t p = 0; p < CVN_COUNT(people); p++) {
            char other[64];
            snprintf(other, sizeof other, "%s@example.org", people[p]);
            if (strcmp(k->person, people[p]) == 0)
                continue;
            assert_lacks(m.plain, other);
            assert_lacks(m.html, other);
            assert_lacks(m.calendar ? m.calendar : "", other);
            assert_lacks(k->mime, other);
        }
        mail_close(&m);
    }
}

/** Ten thousand messages take seconds, not minutes (sanitised builds are given more). */
static void test_many(void **state)
{
    box *b = *state;
    cvn_buffer conference = {0}, members = {0};
    const char *mark = "  {\"id\": \"cy\"";
    const char *at = strstr(CONFERENCE, mark);
    cvn_buffer_add(&conference, CONFERENCE, (size_t)(at - CONFERENCE));
    static const char *const locales[] = {"en-US", "da", "de", "fr", "es", "pt-BR"};
    for (int i = 0; i < 2500; i++) {
        cvn_buffer_printf(&conference,
                          "{\"id\": \"m%d\", \"name\": \"Member %d\", \"email\": \"m%d@example.org\", \"locale\": \"%s\", \"timezone\": "
                          "\"Asia/Kathmandu\", ALL},\n",
                          i, i, i, locales[i % 6]);
        cvn_buffer_printf(&members, "%s\"m%d\"", i % 10 ? ", " : "", i);
        if (i % 10 == 9 && i < 2499)
            cvn_buffer_printf(&members,
                              "], \"link\": \"https://x.example/%d\"}, {\"id\": \"h%d\", \"type\": \"exp\", \"sessions\": "
                              "[\"2027-10-18T17:00:00Z\", \"2027-10-25T17:00:00Z\", "
                              "\"2027-11-01T18:00:00Z\"], \"leaders\": [], \"members\": [",
                              i, i);
    }
    cvn_buffer_text(&conference, at);
    char *text = edited(conference.text, EDITS("ALL", HOURS)), *allocation = edited(ALLOCATION, EDITS("\"ann\", \"bo\"", members.text));
    assert_int_equal(cvn_conference_parse(&b->conference, text, strlen(text), "t", NULL, b->error), CVN_OK);
    assert_int_equal(cvn_allocation_parse(&b->allocation, allocation, strlen(allocation), "t", b->error), CVN_OK);
    size_t count = 0;
    cvn_invite_input input = {.conference = b->conference, .allocation = b->allocation, .now_s = 1};
    double begun = cvn_monotonic_s();
    int left = INT32_MAX;
    assert_int_equal(cvn_invite(&b->summary, &input, refuse_third, &left, b->error), CVN_OK);
    double took = cvn_monotonic_s() - begun;
    count = b->summary.messages;
    print_message("%zu messages in %.2f s\n", count, took);
    assert_true(count >= 10000);
    assert_true(took < 300);
    free(text);
    free(allocation);
    cvn_buffer_free(&conference);
    cvn_buffer_free(&members);
}

int main(void)
{
    const struct CMUnitTest tests[] = {BOX_TEST(test_failures), BOX_TEST(test_bad_addresses), BOX_TEST(test_take_stops),
                                       BOX_TEST(test_hostile_names), BOX_TEST(test_many)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
