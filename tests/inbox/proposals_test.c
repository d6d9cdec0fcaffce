/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/mails.h"
#include "inbox/proposals.h"

#include "conference/conference.h"

static const char conference_text[] =
    "{\"format\": \"conference/1\", \"id\": \"c1\", \"timezone\": \"UTC\", \"as_of\": \"2027-10-20T00:00:00Z\","
    "\"sessions\": {\"count\": 1, \"minutes\": 90, \"from\": \"2027-10-01\", \"to\": \"2027-11-30\", \"grid_minutes\": 30},"
    "\"group_types\": [{\"id\": \"t\", \"size\": {\"min\": 1, \"ideal\": 2, \"max\": 3}}], \"participants\": ["
    "{\"id\": \"p1\", \"timezone\": \"UTC\", \"email\": \"a@example.org\", \"availability\": [{\"weekly\": [\"MO\"]}]},"
    "{\"id\": \"p2\", \"timezone\": \"UTC\", \"email\": \"b@example.org\", \"availability\": [{\"weekly\": [\"MO\"]}],"
    " \"unavailable\": [{\"date\": \"2027-10-25\"}]},"
    "{\"id\": \"p3\", \"timezone\": \"UTC\", \"email\": \"c@example.org\", \"status\": \"dropped\"}]}";

static void answer(store_fixture *f, const char *person, const char *answer_word, const char *occurrence, cvn_reply_kind kind,
                   cvn_standing standing)
{
    static int number;
    int64_t id;
    cvn_reply reply = {.digest = cvn_arena_printf(f->arena, "d%d", number++),
                       .kind = kind,
                       .standing = standing,
                       .reason = "",
                       .conference = "c1",
                       .person = person,
                       .item = "series/g2",
                       .uid = cvn_arena_printf(f->arena, "%s-series/g2@example.org", person),
                       .recurrence = occurrence,
                       .address = strcmp(person, "p1") == 0 ? "a@example.org" : "b@example.org",
                       .sender = "",
                       .subject = "",
                       .answer = answer_word,
                       .comment = "",
                       .detail = ""};
    assert_int_equal(cvn_store_reply(&id, f->store, &reply, f->error), CVN_OK);
}

static const char *found(store_fixture *f)
{
    cvn_conference *conference;
    cvn_proposal_list list;
    cvn_buffer out = {0};
    cvn_code code = cvn_conference_parse(&conference, conference_text, sizeof conference_text - 1, "c.json", NULL, f->error);
    if (code)
        print_message("%s\n", cvn_error_message(f->error, 0));
    assert_int_equal(code, CVN_OK);
    assert_int_equal(cvn_proposals_find(&list, f->store, conference, f->arena, f->error), CVN_OK);
    cvn_buffer_text(&out, "");
    for (uint32_t i = 0; i < list.count; i++) {
        char text[CVN_INSTANT_TEXT];
        cvn_buffer_printf(&out, "%s %s%s%.10s%s;", conference->people[list.at[i].person].id, cvn_proposal_name(list.at[i].kind),
                          list.at[i].timed ? " " : "", list.at[i].timed ? cvn_instant_text(list.at[i].start, text) : "",
                          list.at[i].written ? " written" : "");
    }
    const char *line = cvn_arena_strdup(f->arena, out.text);
    cvn_buffer_free(&out);
    cvn_conference_free(conference);
    return line;
}

/** The series has a start on 18 October, which is held, and on 25 October and 1 November, which lie ahead. */
static void test_answers_become_proposals(void **state)
{
    store_fixture *f = *state;
    const char *const people[] = {"p1", "p2", "p3"};
    for (size_t i = 0; i < CVN_COUNT(people); i++)
        tell(f, people[i], "series/g2", 0, "request");
    assert_string_equal(found(f), "");
    answer(f, "p1", "accepted", "", CVN_REPLY_REPLY, CVN_STANDING_KEPT);
    answer(f, "p1", "declined", "", CVN_REPLY_REPLY, CVN_STANDING_QUARANTINED);
    answer(f, "p3", "declined", "", CVN_REPLY_REPLY, CVN_STANDING_KEPT); /* has dropped out */
    assert_string_equal(found(f), "");
    answer(f, "p1", "tentative", "", CVN_REPLY_REPLY, CVN_STANDING_KEPT);
    assert_string_equal(found(f), "p1 tentative;");
    answer(f, "p1", "declined", "2027-11-01T18:00:00Z", CVN_REPLY_REPLY, CVN_STANDING_KEPT);
    answer(f, "p1", "declined", "2027-10-18T17:00:00Z", CVN_REPLY_REPLY, CVN_STANDING_KEPT); /* held */
    assert_string_equal(found(f), "p1 session 2027-11-01;p1 tentative;");
    answer(f, "p1", "declined", "", CVN_REPLY_REPLY, CVN_STANDING_KEPT);
    assert_string_equal(found(f), "p1 dropout;");
    answer(f, "p1", "accepted", "2027-10-25T17:00:00Z", CVN_REPLY_REPLY, CVN_STANDING_KEPT); /* all but this one */
    assert_string_equal(found(f), "p1 session 2027-11-01;");
    answer(f, "p1", "accepted", "", CVN_REPLY_REPLY, CVN_STANDING_KEPT);
    answer(f, "p1", "accepted", "2027-11-01T18:00:00Z", CVN_REPLY_REPLY, CVN_STANDING_KEPT);
    assert_string_equal(found(f), "");
    answer(f, "p2", "declined", "2027-10-25T17:00:00Z", CVN_REPLY_REPLY, CVN_STANDING_KEPT);
    assert_string_equal(found(f), "p2 session 2027-10-25 written;");
    answer(f, "p2", "accepted", "2027-11-01T18:00:00Z", CVN_REPLY_COUNTER, CVN_STANDING_ACCEPTED);
    assert_string_equal(found(f), "p2 dropout;");
    tell(f, "p2", "series/g2", 1, "cancel");
    assert_string_equal(found(f), "p2 session 2027-10-25 written;p2 session 2027-11-01;");
}

static void test_bounces(void **state)
{
    store_fixture *f = *state;
    tell(f, "p1", "series/g2", 0, "request");
    answer(f, "p1", "soft", "", CVN_REPLY_BOUNCE, CVN_STANDING_KEPT);
    assert_string_equal(found(f), "p1 delayed;");
    answer(f, "p1", "hard", "", CVN_REPLY_BOUNCE, CVN_STANDING_KEPT);
    assert_string_equal(found(f), "p1 bounced;");
    answer(f, "p3", "hard", "", CVN_REPLY_BOUNCE, CVN_STANDING_KEPT);
    answer(f, "p2", "hard", "", CVN_REPLY_BOUNCE, CVN_STANDING_QUARANTINED);
    assert_string_equal(found(f), "p1 bounced;");
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(test_answers_become_proposals), STORE_TEST(test_bounces)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
