/* SPDX-License-Identifier: Apache-2.0 */
#include "mail/message.h"

/** Delivers count messages, as many at a time as there is room for; returns how many were under way at most. */
static size_t deliver_all(cvn_mail *mail, int count, cvn_outcome outcome)
{
    cvn_mail_message message = message_of(AN_INVITATION);
    cvn_delivery d;
    size_t under_way = 0, most = 0;
    int landed = 0, started = 0, tags[64];
    void *tag = NULL;
    double wait_s = 0;
    while (landed < count) {
        for (size_t room = cvn_mail_room(mail, &wait_s); room && started < count; room--, under_way++) {
            tags[started] = started;
            cvn_mail_start(mail, &message, &tags[started]);
            started++;
        }
        most = under_way > most ? under_way : most;
        cvn_mail_wait(mail, 1000);
        for (; cvn_mail_landed(mail, &d, &tag); under_way--, landed++) {
            if (d.outcome != outcome)
                fail_msg("outcome %d: %s", (int)d.outcome, d.words);
            assert_true(*(int *)tag >= 0); /* each comes back once */
            *(int *)tag = -1;
        }
    }
    assert_int_equal(under_way, 0);
    return most;
}

static void several_are_under_way_on_kept_connections(void **state)
{
    static const peer_line smtp[] = {{0}};
    char via[96];
    (void)state;
    peer *p = peer_start(smtp);
    snprintf(via, sizeof via, "smtp://127.0.0.1:%d?inflight=4", p->port);
    cvn_mail *mail = mail_to(via);
    assert_int_equal(cvn_mail_most(mail), 4);
    assert_int_equal(deliver_all(mail, 40, CVN_OUTCOME_SENT), 4);
    cvn_mail_close(mail);
    assert_int_equal(p->messages, 40);
    assert_in_range(p->connections, 2, 4);
    peer_stop(p);
}

/** Whatever is wrong with the login shows with the first one. */
static void the_first_one_goes_alone_then_ever_more(void **state)
{
    static const peer_line closed[] = {{"MAIL", "530 log in"}, {0}};
    char via[96];
    double wait_s = 0;
    cvn_mail_message message = message_of(AN_INVITATION);
    cvn_delivery d;
    (void)state;
    peer *p = peer_start(closed);
    snprintf(via, sizeof via, "smtp://127.0.0.1:%d?inflight=4", p->port);
    cvn_mail *mail = mail_to(via);
    assert_int_equal(cvn_mail_room(mail, &wait_s), 1);
    cvn_mail_deliver(mail, &message, &d);
    assert_int_equal(d.onward, CVN_ONWARD_STOP);
    assert_int_equal(cvn_mail_room(mail, &wait_s), 1); /* it showed nothing good */
    cvn_mail_deliver(mail, &message, &d);
    assert_int_equal(d.outcome, CVN_OUTCOME_SENT);
    assert_int_equal(cvn_mail_room(mail, &wait_s), 2);
    for (int i = 0; i < 5; i++)
        cvn_mail_deliver(mail, &message, &d);
    assert_int_equal(cvn_mail_room(mail, &wait_s), 4);
    cvn_mail_close(mail);
    peer_stop(p);
}

static void a_hold_is_said_with_its_length(void **state)
{
    double wait_s = 0;
    (void)state;
    cvn_mail *mail = mail_to("smtp://127.0.0.1:1");
    assert_int_equal(cvn_mail_room(mail, &wait_s), 1);
    cvn_mail_hold(mail, 30);
    assert_int_equal(cvn_mail_room(mail, &wait_s), 0);
    assert_true(wait_s > 29 && wait_s <= 30);
    cvn_mail_close(mail);
}

/** What is closed with messages under way leaves nothing behind, and waits for nobody. */
static void closing_breaks_off(void **state)
{
    static const peer_line lines[] = {{0}};
    char via[96];
    cvn_mail_message message = message_of(AN_INVITATION);
    (void)state;
    peer *p = peer_start(lines);
    snprintf(via, sizeof via, "smtp://127.0.0.1:%d", p->port);
    cvn_mail *mail = mail_to(via);
    cvn_mail_start(mail, &message, NULL);
    cvn_mail_wait(mail, 0);
    cvn_mail_close(mail);
    peer_stop(p);
}

/** One command for a token, however many messages find that theirs has run out. */
static void a_token_is_renewed_once_for_all(void **state)
{
#define GONE  "HTTP/1.1 401 Unauthorized\r\n\r\n{}"
#define TAKEN "HTTP/1.1 202 Accepted\r\n\r\n"
    static const peer_line lines[] = {{"POST", TAKEN}, {"POST", GONE},  {"POST", GONE},  {"POST", TAKEN},
                                      {"POST", TAKEN}, {"POST", TAKEN}, {"POST", TAKEN}, {0}};
    char via[96], folder[] = "/tmp/convene-loop-XXXXXX", command[128];
    cvn_mail *mail = NULL;
    (void)state;
    assert_non_null(mkdtemp(folder));
    peer *p = peer_start(lines);
    snprintf(via, sizeof via, "graph://me?endpoint=http://127.0.0.1:%d&inflight=3", p->port);
    snprintf(command, sizeof command, "echo x >>%s/asked; echo token-$(wc -l <%s/asked)", folder, folder);
    cvn_mail_options options = {.via = via, .token_command = command};
    assert_int_equal(cvn_mail_open(&mail, &options, NULL), CVN_OK);
    deliver_all(mail, 5, CVN_OUTCOME_SENT);
    cvn_mail_close(mail);
    const char *last = strstr(p->heard.text, "Bearer token-2");
    assert_non_null(last);
    assert_null(strstr(p->heard.text, "Bearer token-3")); /* the first, and one more */
    peer_stop(p);
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0); /* NOLINT(bugprone-command-processor,cert-env33-c) */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_are_under_way_on_kept_connections),
        cmocka_unit_test(the_first_one_goes_alone_then_ever_more),
        cmocka_unit_test(a_hold_is_said_with_its_length),
        cmocka_unit_test(closing_breaks_off),
        cmocka_unit_test(a_token_is_renewed_once_for_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
