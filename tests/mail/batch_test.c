/* SPDX-License-Identifier: Apache-2.0 */
/** Several messages in one request, by way of Postmark, whose API is the one that has it. */
#include "mail/message.h"

enum { MOST = 40 };

#define TAKEN(id)           "{\"ErrorCode\":0,\"Message\":\"OK\",\"MessageID\":\"" id "\"}"
#define REFUSED(code, said) "{\"ErrorCode\":" code ",\"Message\":\"" said "\"}"
#define OK                  "HTTP/1.1 200 OK\r\n\r\n"

typedef struct sent {
    cvn_delivery of[MOST];
    int messages; /* requests that the server heard */
    cvn_buffer heard;
} sent;

/** Starts them all, then waits until all have landed. mimes NULL: all are alike. */
static void send_all(sent *out, const peer_line *lines, int count, const char *const *mimes)
{
    char via[96];
    int tags[MOST], landed = 0;
    void *tag = NULL;
    cvn_delivery d;
    *out = (sent){0};
    setenv("POSTMARK_SERVER_TOKEN", "pm-token", 1);
    peer *p = peer_start(lines);
    snprintf(via, sizeof via, "postmark://outbound?inflight=%d&endpoint=http://127.0.0.1:%d", MOST, p->port);
    cvn_mail *mail = mail_to(via);
    for (int i = 0; i < count; i++) {
        cvn_mail_message message = message_of(mimes ? mimes[i] : AN_INVITATION);
        tags[i] = i;
        cvn_mail_start(mail, &message, &tags[i]);
    }
    while (landed < count) {
        cvn_mail_wait(mail, 1000);
        for (; cvn_mail_landed(mail, &d, &tag); landed++) {
            out->of[*(int *)tag] = d;
            *(int *)tag = MOST; /* a second landing would write outside */
        }
    }
    cvn_mail_close(mail);
    out->messages = p->messages;
    cvn_buffer_text(&out->heard, p->heard.text);
    peer_stop(p);
    unsetenv("POSTMARK_SERVER_TOKEN");
}

static void each_lands_with_its_own_part_of_the_answer(void **state)
{
    static const peer_line lines[] = {{"POST", OK "[" TAKEN("m-1") "," REFUSED("406", "inactive") "," REFUSED("429", "slower") "," TAKEN(
                                                   "m-4") "," REFUSED("405", "no credits") "]"},
                                      {0}};
    static const struct {
        cvn_outcome outcome;
        cvn_onward onward;
        const char *words;
    } wanted[] = {{CVN_OUTCOME_SENT, CVN_ONWARD_NEXT, "m-1"},
                  {CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, "200 error 406: inactive"},
                  {CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, "200 error 429: slower"},
                  {CVN_OUTCOME_SENT, CVN_ONWARD_NEXT, "m-4"},
                  {CVN_OUTCOME_LATER, CVN_ONWARD_STOP, "200 error 405: no credits"}};
    sent s;
    (void)state;
    send_all(&s, lines, CVN_COUNT(wanted), NULL);
    assert_int_equal(s.messages, 1);
    for (size_t i = 0; i < CVN_COUNT(wanted); i++) {
        assert_int_equal(s.of[i].outcome, wanted[i].outcome);
        assert_int_equal(s.of[i].onward, wanted[i].onward);
        assert_string_equal(s.of[i].words, wanted[i].words);
    }
    assert_string_equal(s.of[3].id, "m-4");
    cvn_buffer_free(&s.heard);
}

/** Neither more nor fewer parts than messages say which message each is of. */
static void an_answer_that_does_not_fit_says_nothing_of_any(void **state)
{
    static const char *const answers[] = {OK "[" TAKEN("m-1") "," TAKEN("m-2") "]",
                                          OK "[" TAKEN("m-1") "," TAKEN("m-2") "," TAKEN("m-3") "," TAKEN("m-4") "]",
                                          OK "[]",
                                          OK TAKEN("m-1"),
                                          OK "[" TAKEN("m-1") "," TAKEN("m-2") "," TAKEN("m-3"),
                                          OK,
                                          NULL}; /* the connection ends */
    sent s;
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(answers); i++) {
        const peer_line lines[] = {{"POST", answers[i]}, {0}};
        send_all(&s, lines, 3, NULL);
        assert_int_equal(s.messages, 1);
        for (int m = 0; m < 3; m++)
            if (s.of[m].outcome != CVN_OUTCOME_UNKNOWN || s.of[m].onward != CVN_ONWARD_PAUSE)
                fail_msg("answer %zu, message %d: outcome %d: %s", i, m, (int)s.of[m].outcome, s.of[m].words);
        cvn_buffer_free(&s.heard);
    }
}

static void a_refusal_of_the_request_is_one_of_each(void **state)
{
    static const peer_line key[] = {{"POST", "HTTP/1.1 401 No\r\n\r\n" REFUSED("10", "pm-token is not one")}, {0}};
    static const peer_line down[] = {{"POST", "HTTP/1.1 500 Oh\r\n\r\nnot JSON"}, {0}};
    sent s;
    (void)state;
    send_all(&s, key, 3, NULL);
    for (int m = 0; m < 3; m++) {
        assert_int_equal(s.of[m].onward, CVN_ONWARD_STOP);
        assert_string_equal(s.of[m].words, "401 error 10: *** is not one");
    }
    cvn_buffer_free(&s.heard);
    send_all(&s, down, 3, NULL);
    for (int m = 0; m < 3; m++)
        assert_int_equal(s.of[m].outcome, CVN_OUTCOME_LATER);
    cvn_buffer_free(&s.heard);
}

/** One that is no message is told apart before, and the answers still go to whom they are of. */
static void a_flawed_one_rides_not_along(void **state)
{
    static const char *const mimes[] = {"no header at all\r\n", AN_INVITATION, "Subject: to nobody\r\n\r\nx\r\n", AN_INVITATION};
    static const peer_line lines[] = {{"POST", OK "[" REFUSED("406", "inactive") "," TAKEN("m-2") "]"}, {0}};
    sent s;
    (void)state;
    send_all(&s, lines, CVN_COUNT(mimes), mimes);
    assert_int_equal(s.of[0].outcome, CVN_OUTCOME_NEVER);
    assert_string_equal(s.of[1].words, "200 error 406: inactive");
    assert_int_equal(s.of[2].outcome, CVN_OUTCOME_NEVER);
    assert_string_equal(s.of[3].id, "m-2");
    cvn_buffer_free(&s.heard);
}

/** Forty messages are two requests, of twenty-five and of the rest: whichever of the two is answered by the full list. */
static void a_full_request_does_not_wait(void **state)
{
    enum { FULL = 25 };
    cvn_buffer list = {0};
    sent s;
    (void)state;
    cvn_buffer_text(&list, OK "[" TAKEN("m"));
    for (int i = 1; i < FULL; i++)
        cvn_buffer_text(&list, "," TAKEN("m"));
    cvn_buffer_text(&list, "]");
    const peer_line lines[] = {{"POST", list.text}, {"POST", list.text}, {0}};
    send_all(&s, lines, MOST, NULL);
    assert_int_equal(s.messages, 2);
    for (int m = 0; m < MOST; m++)
        assert_int_equal(s.of[m].outcome, m < FULL ? CVN_OUTCOME_SENT : CVN_OUTCOME_UNKNOWN); /* fifteen are not twenty-five */
    cvn_buffer_free(&s.heard);
    cvn_buffer_free(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_lands_with_its_own_part_of_the_answer),
                                       cmocka_unit_test(an_answer_that_does_not_fit_says_nothing_of_any),
                                       cmocka_unit_test(a_refusal_of_the_request_is_one_of_each),
                                       cmocka_unit_test(a_flawed_one_rides_not_along), cmocka_unit_test(a_full_request_does_not_wait)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
