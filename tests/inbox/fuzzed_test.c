/* SPDX-License-Identifier: Apache-2.0 */
/* A thousand replies, each a genuine one with something wrong: whatever they say, they change nothing that is not the one person's to change. */
#include <glib.h>

#include "inbox/mails.h"

#define UID_1 "p1-session/g1/1@example.org"
#define UID_2 "p2-session/g1/1@example.org"

enum { MAILS = 1000 };

static char *genuine(store_fixture *f, cvn_random *dice, uint32_t month)
{
    static const char *const answers[] = {"ACCEPTED", "DECLINED", "TENTATIVE"};
    uint32_t shape = cvn_random_below(dice, 3);
    const char *calendar =
        cvn_arena_printf(f->arena,
                         "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:" UID_1
                         "\r\nSEQUENCE:1\r\nDTSTAMP:2027%02u%02uT%06uZ\r\nORGANIZER:mailto:org@example.org\r\nATTENDEE;"
                         "PARTSTAT=%s:mailto:a@example.org\r\nEND:VEVENT\r\n"
                         "END:VCALENDAR\r\n",
                         month, 1 + cvn_random_below(dice, 28), cvn_random_below(dice, 240000), answers[cvn_random_below(dice, 3)]);
    if (shape == 0)
        return cvn_strdup(a_mail(f->arena, "a@example.org", "org@example.org",
                                 "MIME-Version: 1.0\r\nContent-Type: text/calendar; method=REPLY\r\n", calendar));
    if (shape == 1) {
        char *coded = g_base64_encode((const guchar *)calendar, strlen(calendar));
        const char *mail =
            a_mail(f->arena, "a@example.org", reply_address(f, "p1"),
                   "MIME-Version: 1.0\r\nContent-Type: text/calendar; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n", coded);
        g_free(coded);
        return cvn_strdup(mail);
    }
    return cvn_strdup(
        a_mail(f->arena, "a@example.org", "org@example.org", "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n",
               cvn_arena_printf(f->arena, "--b\r\n\r\nYes.\r\n--b\r\nContent-Type: text/calendar\r\n\r\n%s\r\n--b--\r\n", calendar)));
}

static char *replaced(const char *mail, const char *what, const char *with)
{
    char **parts = g_strsplit(mail, what, -1);
    char *joined = g_strjoinv(with, parts), *out = cvn_strdup(joined);
    g_strfreev(parts);
    g_free(joined);
    return out;
}

/** Bytes: changed, taken out, put in twice. */
static char *bytes(const char *mail, cvn_random *dice)
{
    cvn_buffer out = {0};
    size_t length = strlen(mail);
    cvn_buffer_text(&out, "");
    uint32_t often = 200 + cvn_random_below(dice, 3000);
    for (size_t i = 0; i < length; i++) {
        uint32_t throw = cvn_random_below(dice, often);
        if (throw != 1)
            cvn_buffer_char(&out, throw == 0 ? (char)(1 + cvn_random_below(dice, 255)) : mail[i]);
        if (throw == 2)
            cvn_buffer_char(&out, mail[i]);
    }
    return cvn_buffer_take(&out);
}

/** Lines: left out, doubled, changed with the next. */
static char *lines(const char *mail, cvn_random *dice)
{
    char **at = g_strsplit(mail, "\r\n", -1);
    cvn_buffer out = {0};
    cvn_buffer_text(&out, "");
    for (size_t i = 0; at[i]; i++) {
        uint32_t throw = cvn_random_below(dice, 60);
        if (throw == 1 && at[i + 1]) {
            char *swap = at[i];
            at[i] = at[i + 1];
            at[i + 1] = swap;
        }
        for (uint32_t n = throw == 2 ? 2 : throw != 3; n > 0; n--)
            cvn_buffer_printf(&out, "%s%s", at[i], at[i + 1] ? "\r\n" : "");
    }
    g_strfreev(at);
    return cvn_buffer_take(&out);
}

/** Words that mean something else. */
static char *meaning(const char *mail, cvn_random *dice)
{
    static const char *const changes[][2] = {
        {"METHOD:REPLY", "METHOD:CANCEL"},
        {"METHOD:REPLY", "METHOD:COUNTER"},
        {"METHOD:REPLY", "METHOD:REQUEST"},
        {"SEQUENCE:1", "SEQUENCE:2147483647"},
        {"SEQUENCE:1", "SEQUENCE:-1"},
        {"SEQUENCE:1", "SEQUENCE:0"},
        {"mailto:a@", "mailto:p2@"},
        {"a@example.org", "x@example.org"},
        {"UID:p1-", "UID:p2-"},
        {"From: a@", "From: p2@"},
        {"PARTSTAT=", "X-PARTSTAT="},
        {"PARTSTAT=", "PARTSTAT=DECLINED;PARTSTAT="},
        {"END:VEVENT", "ATTENDEE:mailto:p2@example.org\r\nEND:VEVENT"},
        {"END:VEVENT", "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:" UID_2 "\r\nATTENDEE;PARTSTAT=DECLINED:mailto:a@example.org\r\nEND:VEVENT"},
        {"DTSTAMP:2027", "DTSTAMP:9999"},
        {"BEGIN:VEVENT", "BEGIN:VEVENT\r\nBEGIN:VEVENT"},
        {"UID:", "RECURRENCE-ID:20271025T170000Z\r\nUID:"},
        {"charset=utf-8", "charset=utf-16"},
        {"base64", "quoted-printable"},
        {"boundary=b", "boundary=\"b \""},
        {"To: org@", "To: org@x, "},
        {"VEVENT", "VTODO"},
    };
    size_t i = cvn_random_below(dice, CVN_COUNT(changes));
    return replaced(mail, changes[i][0], changes[i][1]);
}

/** The whole mail inside of another, as a forward or a bounce would hold it. */
static char *nested(store_fixture *f, const char *mail, cvn_random *dice)
{
    const char *type = cvn_random_below(dice, 2) ? "message/rfc822" : "multipart/digest; boundary=d";
    const char *body = cvn_random_below(dice, 2) ? mail : cvn_arena_printf(f->arena, "--d\r\n\r\n%s\r\n--d--\r\n", mail);
    return cvn_strdup(a_mail(f->arena, "a@example.org", "org@example.org", cvn_arena_printf(f->arena, "Content-Type: %s\r\n", type), body));
}

/** Everything that people were told, as one text. */
static const char *told_text(store_fixture *f)
{
    cvn_rows rows;
    cvn_buffer out = {0};
    assert_int_equal(cvn_store_list(&rows, f->store, f->arena, f->error), CVN_OK);
    for (uint32_t i = 0; i < rows.count; i++)
        cvn_buffer_printf(&out, "%lld %s %s %s %u %s %s %d;", (long long)rows.at[i].id, rows.at[i].person, rows.at[i].item, rows.at[i].uid,
                          rows.at[i].sequence, rows.at[i].payload, rows.at[i].address, (int)rows.at[i].state);
    const char *text = cvn_arena_strdup(f->arena, out.text);
    cvn_buffer_free(&out);
    return text;
}

static void test_thousand(void **state)
{
    store_fixture *f = *state;
    cvn_random dice;
    cvn_known known;
    uint32_t kinds[CVN_REPLY_LETTER + 1] = {0}, standings[CVN_STANDING_NOTED + 1] = {0}, again_count = 0;
    cvn_random_seed(&dice, 20270901);
    tell(f, "p1", "session/g1/1", 1, "request");
    tell_to(f, "p2", "session/g1/1", 1, "request", "p2@example.org");
    (void)reply_address(f, "p1"); /* so that there is a secret */
    const char *before = told_text(f);
    assert_int_equal(cvn_known_new(&known, f->store, f->arena, f->error), CVN_OK);
    assert_int_equal(cvn_store_begin(f->store, f->error), CVN_OK);
    for (int i = 0; i < MAILS; i++) {
        char *mail = genuine(f, &dice, 1 + (uint32_t)i * 12 / MAILS);
        for (uint32_t n = 1 + cvn_random_below(&dice, 2); n > 0; n--) {
            uint32_t how = cvn_random_below(&dice, 4);
            char *next = how == 0   ? bytes(mail, &dice)
                         : how == 1 ? lines(mail, &dice)
                         : how == 2 ? meaning(mail, &dice)
                                    : nested(f, mail, &dice);
            free(mail);
            mail = next;
        }
        cvn_returned returned;
        cvn_replies rows;
        bool again;
        cvn_returned_read(&returned, f->arena, mail, strlen(mail));
        assert_int_equal(cvn_judge(&rows, &again, f->store, &known, &returned, 1900000000, f->arena, f->error), CVN_OK);
        again_count += again;
        for (uint32_t k = 0; k < rows.count; k++) {
            const cvn_reply *row = &rows.at[k];
            kinds[row->kind]++;
            standings[row->standing]++;
            if (row->standing != CVN_STANDING_KEPT)
                continue;
            assert_string_equal(row->person, "p1"); /* the one whose answer it was */
            assert_string_equal(row->address, "a@example.org");
            assert_string_equal(row->uid, UID_1);
            assert_true(row->sequence == 1);
            assert_true(row->kind == CVN_REPLY_REPLY);
        }
        free(mail);
    }
    assert_int_equal(cvn_store_commit(f->store, f->error), CVN_OK);
    cvn_known_free(&known);
    assert_string_equal(told_text(f), before);
    cvn_replies rows;
    assert_int_equal(cvn_store_replies(&rows, f->store, NULL, f->arena, f->error), CVN_OK);
    for (uint32_t i = 0; i < rows.count; i++)
        assert_true(rows.at[i].standing != CVN_STANDING_ACCEPTED &&
                    (strcmp(rows.at[i].person, "p2") != 0 || rows.at[i].standing != CVN_STANDING_KEPT));
    print_message("%d mails: kept %u, quarantined %u, stale %u, noted %u, again %u; replies %u, counters %u, letters %u\n", MAILS,
                  standings[CVN_STANDING_KEPT], standings[CVN_STANDING_QUARANTINED], standings[CVN_STANDING_STALE],
                  standings[CVN_STANDING_NOTED], again_count, kinds[CVN_REPLY_REPLY], kinds[CVN_REPLY_COUNTER], kinds[CVN_REPLY_LETTER]);
    /* the dice reach every corner: else this proves little */
    assert_true(standings[CVN_STANDING_KEPT] > 5 && standings[CVN_STANDING_STALE] > 50 && standings[CVN_STANDING_QUARANTINED] > 200);
    assert_true(kinds[CVN_REPLY_COUNTER] > 2 && kinds[CVN_REPLY_LETTER] > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(test_thousand)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
