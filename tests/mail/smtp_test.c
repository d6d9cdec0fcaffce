/* SPDX-License-Identifier: Apache-2.0 */
#include "mail/peer.h"

/** What each reply means at each stage. */
static void replies_are_judged(void **state)
{
    static const struct {
        cvn_smtp_stage stage;
        int reply;
        cvn_outcome outcome;
        cvn_onward onward;
        cvn_code code;
    } cases[] = {
        {CVN_SMTP_CONNECT, 421, CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
        {CVN_SMTP_CONNECT, 554, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},
        {CVN_SMTP_AUTH, 535, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},
        {CVN_SMTP_AUTH, 454, CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
        {CVN_SMTP_MAIL, 451, CVN_OUTCOME_LATER, CVN_ONWARD_NEXT, CVN_OK},
        {CVN_SMTP_MAIL, 530, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},
        {CVN_SMTP_MAIL, 550, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE}, /* the sender: all would be refused */
        {CVN_SMTP_MAIL, 552, CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK},            /* the size: this one */
        {CVN_SMTP_RCPT, 450, CVN_OUTCOME_LATER, CVN_ONWARD_NEXT, CVN_OK},
        {CVN_SMTP_RCPT, 421, CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
        {CVN_SMTP_RCPT, 550, CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK},
        {CVN_SMTP_DATA, 452, CVN_OUTCOME_LATER, CVN_ONWARD_NEXT, CVN_OK},
        {CVN_SMTP_DATA, 554, CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK},
    };
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_delivery d = {0};
        cvn_smtp_judge(&d, cases[i].stage, cases[i].reply);
        if (d.outcome != cases[i].outcome || d.onward != cases[i].onward || d.code != cases[i].code || d.status != cases[i].reply)
            fail_msg("stage %d, %d: outcome %d, onward %d, code %d", (int)cases[i].stage, cases[i].reply, (int)d.outcome, (int)d.onward,
                     (int)d.code);
    }
}

/** One message to a peer that says one thing unusual. */
static void what_a_server_says_becomes_an_outcome(void **state)
{
    static const struct {
        peer_line lines[4];
        cvn_outcome outcome;
        cvn_onward onward;
        cvn_code code;
        int status;
        const char *words;
    } cases[] = {
        {{{0}}, CVN_OUTCOME_SENT, CVN_ONWARD_NEXT, CVN_OK, 250, "250 2.0.0 queued as X1"},
        {{{"RCPT", "550 5.1.1 no such user"}}, CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK, 550, "550 5.1.1 no such user"},
        {{{"RCPT", "550-5.1.1 no\r\n550 such user"}}, CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK, 550, "550-5.1.1 no such user"},
        {{{"RCPT", "450 4.2.0 greylisted"}}, CVN_OUTCOME_LATER, CVN_ONWARD_NEXT, CVN_OK, 450, "450 4.2.0 greylisted"},
        {{{"MAIL", "550 5.7.1 not you"}}, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, 550, "550 5.7.1 not you"},
        {{{"DATA", "452 disk"}}, CVN_OUTCOME_LATER, CVN_ONWARD_NEXT, CVN_OK, 452, "452 disk"},
        {{{".", "554 5.6.0 not liked"}}, CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK, 554, "554 5.6.0 not liked"},
        {{{".", "421 4.3.0 too much"}}, CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, 421, "421 4.3.0 too much"},
        {{{"hello", "421 busy"}}, CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, 421, "421 busy"},
        {{{"hello", "554 go away"}}, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, 554, "554 go away"},
        {{{"MAIL", NULL}}, CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, 0, ""},
        {{{"DATA", NULL}}, CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, 0, ""},
        {{{".", NULL}}, CVN_OUTCOME_UNKNOWN, CVN_ONWARD_PAUSE, CVN_OK, 0, ""}, /* it may have been taken */
    };
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        char via[64];
        peer *p = peer_start(cases[i].lines);
        snprintf(via, sizeof via, "smtp://127.0.0.1:%d", p->port);
        cvn_mail *mail = mail_to(via);
        cvn_mail_message message = a_message();
        cvn_delivery d;
        cvn_mail_deliver(mail, &message, &d);
        if (d.outcome != cases[i].outcome || d.onward != cases[i].onward || d.code != cases[i].code || d.status != cases[i].status)
            fail_msg("case %zu: outcome %d, onward %d, code %d, status %d: %s", i, (int)d.outcome, (int)d.onward, (int)d.code, d.status,
                     d.words);
        if (cases[i].words[0])
            assert_string_equal(d.words, cases[i].words);
        assert_string_equal(d.id, d.outcome == CVN_OUTCOME_SENT ? d.words : "");
        cvn_mail_close(mail);
        peer_stop(p);
    }
}

/** A refusal that could be about us is believed once the server has taken something, or when it comes for the fourth time. */
static void a_refusal_that_says_nothing_is_tried_again_first(void **state)
{
    static const struct {
        peer_line lines[4];
        uint32_t tries;
        cvn_outcome first, second;
        cvn_onward onward; /* of the second */
    } cases[] = {
        {{{"RCPT", "550 Access denied"}}, 0, CVN_OUTCOME_LATER, CVN_OUTCOME_SENT, CVN_ONWARD_NEXT},
        {{{"RCPT", "550 Access denied"}}, 2, CVN_OUTCOME_LATER, CVN_OUTCOME_SENT, CVN_ONWARD_NEXT},
        {{{"RCPT", "550 Access denied"}}, 3, CVN_OUTCOME_NEVER, CVN_OUTCOME_SENT, CVN_ONWARD_NEXT},
        {{{"RCPT", "250 ok"}, {"RCPT", "550 Access denied"}}, 0, CVN_OUTCOME_SENT, CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT},
        {{{"RCPT", "250 ok"}, {"RCPT", "550 relay not permitted"}}, 0, CVN_OUTCOME_SENT, CVN_OUTCOME_LATER, CVN_ONWARD_STOP},
        {{{"RCPT", "550 Access denied"}, {"RCPT", "550 Access denied"}}, 0, CVN_OUTCOME_LATER, CVN_OUTCOME_LATER, CVN_ONWARD_NEXT},
    };
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        char via[64];
        peer *p = peer_start(cases[i].lines);
        snprintf(via, sizeof via, "smtp://127.0.0.1:%d", p->port);
        cvn_mail *mail = mail_to(via);
        cvn_mail_message message = a_message();
        cvn_delivery first, second;
        message.tries = cases[i].tries;
        cvn_mail_deliver(mail, &message, &first);
        cvn_mail_deliver(mail, &message, &second);
        if (first.outcome != cases[i].first || second.outcome != cases[i].second || second.onward != cases[i].onward)
            fail_msg("case %zu: %d, %d %d: %s", i, (int)first.outcome, (int)second.outcome, (int)second.onward, second.words);
        cvn_mail_close(mail);
        peer_stop(p);
    }
}

static void bytes_and_envelope_arrive_as_they_are(void **state)
{
    static const peer_line usual[] = {{0}};
    char via[64];
    (void)state;
    peer *p = peer_start(usual);
    snprintf(via, sizeof via, "smtp://localhost:%d", p->port);
    cvn_mail *mail = mail_to(via);
    cvn_mail_message message = a_message();
    cvn_delivery d;
    for (int i = 0; i < 3; i++) {
        cvn_mail_deliver(mail, &message, &d);
        assert_int_equal(d.outcome, CVN_OUTCOME_SENT);
    }
    cvn_mail_close(mail);
    assert_int_equal(p->connections, 1); /* kept */
    assert_int_equal(p->messages, 3);
    assert_non_null(strstr(p->heard.text, "MAIL FROM:<org@example.org>"));
    assert_non_null(strstr(p->heard.text, "RCPT TO:<b@example.org>\r\n"));
    assert_non_null(strstr(p->heard.text, "DATA\r\nTo: b@example.org\r\nSubject: x\r\n\r\n..dot\r\nhello\r\n.\r\n"));
    peer_stop(p);
}

/** Servers close idle connections: the next message goes over a new one, and nobody needs to know. */
static void a_connection_that_went_stale_is_made_anew(void **state)
{
    static const peer_line closes[] = {{"MAIL", "250 ok"}, {"MAIL", NULL}, {0}};
    char via[64];
    (void)state;
    peer *p = peer_start(closes);
    snprintf(via, sizeof via, "smtp://127.0.0.1:%d", p->port);
    cvn_mail *mail = mail_to(via);
    cvn_mail_message message = a_message();
    cvn_delivery d;
    cvn_mail_deliver(mail, &message, &d);
    assert_int_equal(d.outcome, CVN_OUTCOME_SENT);
    cvn_mail_deliver(mail, &message, &d);
    assert_int_equal(d.outcome, CVN_OUTCOME_SENT);
    cvn_mail_close(mail);
    assert_int_equal(p->connections, 2);
    assert_int_equal(p->messages, 2);
    peer_stop(p);
}

static void a_server_that_is_not_there_stops_the_run(void **state)
{
    (void)state;
    cvn_mail *mail = mail_to("smtp://127.0.0.1:1");
    cvn_mail_message message = a_message();
    cvn_delivery d;
    cvn_mail_deliver(mail, &message, &d);
    assert_int_equal(d.outcome, CVN_OUTCOME_LATER);
    assert_int_equal(d.onward, CVN_ONWARD_STOP);
    assert_int_equal(d.code, CVN_E_TEMPORARY);
    cvn_mail_close(mail);
}

/** The password goes over the wire to the server that is to have it, and into nothing that we hand on, even where the server repeats it. */
static void what_we_hand_on_holds_no_password(void **state)
{
    static const peer_line echoes[] = {
        {"AUTH", "334 "}, {"AHVz", "535 5.7.8 do not know AUTH PLAIN AHVzZXIAc2VjcmV0LXdvcmQ= nor secret-word"}, {0}};
    char via[64];
    (void)state;
    setenv("CONVENE_SMTP_USER", "user", 1);
    setenv("CONVENE_SMTP_PASSWORD", "secret-word", 1);
    peer *p = peer_start(echoes);
    snprintf(via, sizeof via, "smtp://127.0.0.1:%d", p->port);
    cvn_mail *mail = mail_to(via);
    cvn_mail_message message = a_message();
    cvn_delivery d;
    cvn_mail_deliver(mail, &message, &d);
    unsetenv("CONVENE_SMTP_USER");
    unsetenv("CONVENE_SMTP_PASSWORD");
    assert_int_equal(d.onward, CVN_ONWARD_STOP);
    assert_int_equal(d.code, CVN_E_UNAVAILABLE);
    assert_string_equal(d.words, "535 5.7.8 do not know AUTH PLAIN *** nor ***");
    cvn_mail_close(mail);
    assert_non_null(strstr(p->heard.text, "AHVzZXIAc2VjcmV0LXdvcmQ="));
    peer_stop(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(replies_are_judged),
        cmocka_unit_test(what_a_server_says_becomes_an_outcome),
        cmocka_unit_test(a_refusal_that_says_nothing_is_tried_again_first),
        cmocka_unit_test(bytes_and_envelope_arrive_as_they_are),
        cmocka_unit_test(a_connection_that_went_stale_is_made_anew),
        cmocka_unit_test(a_server_that_is_not_there_stops_the_run),
        cmocka_unit_test(what_we_hand_on_holds_no_password),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
