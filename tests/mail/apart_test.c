/* SPDX-License-Identifier: Apache-2.0 */
#include "mail/peer.h"

/** A server that takes a message and never answers holds up nobody else, and is given up in time. */
static void one_that_hangs_holds_up_nobody(void **state)
{
    static const peer_line lines[] = {{".", "250 ok"}, {".", "250 ok"}, {".", "250-wait for it"}, {0}}; /* a reply that never ends */
    char via[96];
    cvn_mail_message message = a_message();
    cvn_delivery d;
    void *tag = NULL;
    int tags[12], sent = 0, unknown = 0;
    double wait_s = 0, begun_s = cvn_monotonic_s(), slowest_s = 0;
    (void)state;
    peer *p = peer_start(lines);
    snprintf(via, sizeof via, "smtp://127.0.0.1:%d?inflight=4&timeout=10", p->port);
    cvn_mail *mail = mail_to(via);
    for (int started = 0; sent + unknown < 12;) {
        for (size_t room = cvn_mail_room(mail, &wait_s); room && started < 12; room--)
            cvn_mail_start(mail, &message, &tags[started++]);
        cvn_mail_wait(mail, 100);
        while (cvn_mail_landed(mail, &d, &tag)) {
            sent += d.outcome == CVN_OUTCOME_SENT;
            unknown += d.outcome == CVN_OUTCOME_UNKNOWN;
            if (d.outcome == CVN_OUTCOME_SENT)
                slowest_s = cvn_monotonic_s() - begun_s;
        }
    }
    assert_int_equal(sent, 11);
    assert_int_equal(unknown, 1);
    if (slowest_s > 9)
        fail_msg("the others came after %.1f s", slowest_s);
    cvn_mail_close(mail);
    peer_stop(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(one_that_hangs_holds_up_nobody)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
