/* SPDX-License-Identifier: Apache-2.0 */
/** Step by step; whole conversations are in tests/e2e/providers.py. */
#include "mail/message.h"

#define OK       "HTTP/1.1 200 OK\r\n\r\n"
#define MAIL_CAN "\"urn:ietf:params:jmap:mail\": {}"
#define SEND_CAN "\"urn:ietf:params:jmap:submission\": {}"
#define SESSION_OF(can, api)                                                                                                                   \
    OK "{\"capabilities\": {\"urn:ietf:params:jmap:core\": {}, " can "}, \"primaryAccounts\": {\"urn:ietf:params:jmap:mail\": \"A 1\"}, "      \
       "\"apiUrl\": \"" api "\", \"uploadUrl\": \"/up/{accountId}/\"}"
#define SESSION        SESSION_OF(MAIL_CAN ", " SEND_CAN, "/api")
#define RESPONSE(list) OK "{\"sessionState\": \"1\", \"methodResponses\": [" list "]}"
#define ACCOUNT_OF(drafts, sent, identity)                                                                                                     \
    RESPONSE("[\"Mailbox/query\", {\"ids\": [" drafts "]}, \"drafts\"], [\"Mailbox/query\", {\"ids\": [" sent "]}, \"sent\"], "                \
             "[\"Identity/get\", {\"list\": [{\"id\": \"I1\", \"email\": \"" identity "\"}]}, \"identities\"]")
#define ACCOUNT          ACCOUNT_OF("\"D1\"", "\"S1\"", "org@example.org")
#define UPLOADED         "HTTP/1.1 201 Created\r\n\r\n{\"blobId\": \"B1\", \"accountId\": \"A 1\"}"
#define IMPORT(what)     RESPONSE("[\"Email/import\", {" what "}, \"import\"]")
#define IMPORTED         IMPORT("\"created\": {\"m\": {\"id\": \"E1\", \"blobId\": \"B1\"}}")
#define SUBMIT(what)     RESPONSE("[\"EmailSubmission/set\", {" what "}, \"submit\"]")
#define SUBMITTED        SUBMIT("\"created\": {\"s\": {\"id\": \"X1\"}}, \"notCreated\": null")
#define REFUSED(type)    SUBMIT("\"created\": null, \"notCreated\": {\"s\": {\"type\": \"" type "\", \"description\": \"said so\"}}")
#define FAILED(id, type) RESPONSE("[\"error\", {\"type\": \"" type "\"}, \"" id "\"]")
#define DESTROYED        RESPONSE("[\"Email/set\", {\"destroyed\": [\"E1\"]}, \"discard\"]")
#define STEPS                                                                                                                                  \
    {"POST", SESSION}, {"POST", ACCOUNT}, {"POST", UPLOADED},                                                                                  \
    {                                                                                                                                          \
        "POST", IMPORTED                                                                                                                       \
    }
#define VIA "jmap://mail.example.org?"

static int log_in(void **state)
{
    (void)state;
    setenv("CONVENE_JMAP_USER", "org", 1);
    return setenv("CONVENE_JMAP_PASSWORD", "hunter22", 1);
}

static int log_out(void **state)
{
    (void)state;
    unsetenv("CONVENE_JMAP_USER");
    return unsetenv("CONVENE_JMAP_PASSWORD");
}

static void a_message_is_uploaded_imported_and_submitted(void **state)
{
    static const peer_line lines[] = {STEPS, {"POST", SUBMITTED}, {0}};
    static const char *const wanted[] = {
        "GET /.well-known/jmap HTTP/1.1\r\n",
        "Authorization: Basic b3JnOmh1bnRlcjIy\r\n",
        "POST /api HTTP/1.1\r\n",
        "[\"Mailbox/query\",{\"accountId\":\"A 1\",\"filter\":{\"role\":\"drafts\"}},\"drafts\"]",
        "POST /up/A%201/ HTTP/1.1\r\n",
        "Content-Type: message/rfc822\r\n",
        "\r\n" AN_INVITATION,
        "[[\"Email/import\",{\"accountId\":\"A "
        "1\",\"emails\":{\"m\":{\"blobId\":\"B1\",\"mailboxIds\":{\"D1\":true},\"keywords\":{\"$seen\":true,"
        "\"$draft\":true}}}},\"import\"]]",
        "\"create\":{\"s\":{\"identityId\":\"I1\",\"emailId\":\"E1\",\"envelope\":{\"mailFrom\":{\"email\":\"org@example.org\",\"parameters\":"
        "null},\"rcptTo\":[{\"email\":\"b@example.org\",\"parameters\":null}]}}}",
        "\"onSuccessUpdateEmail\":{\"#s\":{\"mailboxIds/D1\":null,\"mailboxIds/S1\":true,\"keywords/$draft\":null}}"};
    cvn_buffer heard = {0};
    (void)state;
    cvn_delivery d = deliver_to(VIA, lines, AN_INVITATION, &heard, false);
    if (d.outcome != CVN_OUTCOME_SENT)
        fail_msg("%s", d.words);
    assert_string_equal(d.id, "X1");
    all_stand_in(heard.text, wanted, CVN_COUNT(wanted));
    cvn_buffer_free(&heard);
}

static void the_second_message_asks_for_no_session(void **state)
{
    static const peer_line lines[] = {STEPS, {"POST", SUBMITTED}, {"POST", UPLOADED}, {"POST", IMPORTED}, {"POST", SUBMITTED}, {0}};
    char via[96];
    cvn_delivery d;
    (void)state;
    peer *p = peer_start(lines);
    snprintf(via, sizeof via, VIA "endpoint=http://127.0.0.1:%d", p->port);
    cvn_mail *mail = mail_to(via);
    cvn_mail_message message = message_of(AN_INVITATION);
    for (int i = 0; i < 2; i++) {
        cvn_mail_deliver(mail, &message, &d);
        assert_int_equal(d.outcome, CVN_OUTCOME_SENT);
    }
    cvn_mail_close(mail);
    assert_int_equal(p->connections, 1);
    assert_int_equal(p->messages, 8);
    peer_stop(p);
}

#define ACCOUNT_FAILS(reply)                                                                                                                   \
    {                                                                                                                                          \
        {"POST", SESSION},                                                                                                                     \
        {                                                                                                                                      \
            "POST", reply                                                                                                                      \
        }                                                                                                                                      \
    }
static const struct {
    peer_line lines[7];
    cvn_outcome outcome;
    cvn_onward onward;
    cvn_code code;
    const char *words; /* that stand in what is said; NULL: not looked at */
} steps[] = {
    /* the session */
    {{{"POST", "HTTP/1.1 401 No\r\n\r\n"}}, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, "401"},
    {{{"POST", OK "<html>"}}, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, "no JMAP session"},
    {{{"POST", SESSION_OF(MAIL_CAN, "/api")}}, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, "takes no mail"},
    {{{"POST", SESSION_OF(MAIL_CAN ", " SEND_CAN, "http://192.0.2.1/api")}},
     CVN_OUTCOME_LATER,
     CVN_ONWARD_STOP,
     CVN_E_UNAVAILABLE,
     "with encryption"},
    {{{"POST", "HTTP/1.1 503 Busy\r\nRetry-After: 5\r\n\r\n"}}, CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, "503"},
    {{{"POST", NULL}}, CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, NULL},
    /* mailboxes and identities */
    {ACCOUNT_FAILS(ACCOUNT_OF("", "", "org@example.org")), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, "neither a mailbox"},
    {ACCOUNT_FAILS(ACCOUNT_OF("\"D\"", "", "x@example.org")), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, "no identity for org@"},
    {ACCOUNT_FAILS(FAILED("drafts", "accountNotFound")), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, NULL},
    {ACCOUNT_FAILS("HTTP/1.1 400 Bad\r\n\r\n{\"type\": \"urn:ietf:params:jmap:error:limit\", \"detail\": \"many\"}"), CVN_OUTCOME_LATER,
     CVN_ONWARD_PAUSE, CVN_OK, "urn:ietf:params:jmap:error:limit: many"},
    {ACCOUNT_FAILS("HTTP/1.1 400 Bad\r\n\r\n{\"type\": \"urn:ietf:params:jmap:error:unknownCapability\"}"), CVN_OUTCOME_LATER, CVN_ONWARD_STOP,
     CVN_E_UNAVAILABLE, NULL},
    /* the upload, the import: nothing was sent, even where the answer is lost */
    {{{"POST", SESSION}, {"POST", ACCOUNT}, {"POST", NULL}}, CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, NULL},
    {{{"POST", SESSION}, {"POST", ACCOUNT}, {"POST", "HTTP/1.1 413 Large\r\n\r\n"}}, CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK, "413"},
    {{{"POST", SESSION}, {"POST", ACCOUNT}, {"POST", UPLOADED}, {"POST", NULL}}, CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, NULL},
    {{{"POST", SESSION}, {"POST", ACCOUNT}, {"POST", UPLOADED}, {"POST", FAILED("import", "serverPartialFail")}},
     CVN_OUTCOME_LATER,
     CVN_ONWARD_PAUSE,
     CVN_OK,
     "serverPartialFail"},
    {{{"POST", SESSION}, {"POST", ACCOUNT}, {"POST", UPLOADED}, {"POST", IMPORT("\"notCreated\": {\"m\": {\"type\": \"overQuota\"}}")}},
     CVN_OUTCOME_LATER,
     CVN_ONWARD_STOP,
     CVN_E_TEMPORARY,
     "overQuota"},
    {{{"POST", SESSION},
      {"POST", ACCOUNT},
      {"POST", UPLOADED},
      {"POST", IMPORT("\"notCreated\": {\"m\": {\"type\": \"alreadyExists\", \"existingId\": \"E0\"}}")},
      {"POST", SUBMITTED}},
     CVN_OUTCOME_SENT,
     CVN_ONWARD_NEXT,
     CVN_OK,
     "X1"},
    /* the submission */
    {{STEPS, {"POST", REFUSED("invalidRecipients")}, {"POST", DESTROYED}},
     CVN_OUTCOME_NEVER,
     CVN_ONWARD_NEXT,
     CVN_OK,
     "invalidRecipients: said so"},
    {{STEPS, {"POST", REFUSED("forbiddenFrom")}, {"POST", DESTROYED}}, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, NULL},
    {{STEPS, {"POST", REFUSED("rateLimit")}, {"POST", DESTROYED}}, CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, NULL},
    {{STEPS, {"POST", FAILED("submit", "serverUnavailable")}, {"POST", DESTROYED}}, CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, NULL},
    {{STEPS, {"POST", FAILED("submit", "serverPartialFail")}}, CVN_OUTCOME_UNKNOWN, CVN_ONWARD_PAUSE, CVN_OK, NULL},
    {{STEPS, {"POST", RESPONSE("")}}, CVN_OUTCOME_UNKNOWN, CVN_ONWARD_PAUSE, CVN_OK, "not one of JMAP"},
    {{STEPS, {"POST", NULL}}, CVN_OUTCOME_UNKNOWN, CVN_ONWARD_PAUSE, CVN_OK, NULL},
    {{STEPS, {"POST", "HTTP/1.1 403 No\r\n\r\nhunter22"}, {"POST", DESTROYED}},
     CVN_OUTCOME_LATER,
     CVN_ONWARD_STOP,
     CVN_E_UNAVAILABLE,
     "403 ***"},
};

static void each_step_fails_in_its_own_way(void **state)
{
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(steps); i++) {
        cvn_delivery d = deliver_to(VIA, steps[i].lines, AN_INVITATION, NULL, false);
        if (d.outcome != steps[i].outcome || d.onward != steps[i].onward || d.code != steps[i].code)
            fail_msg("case %zu: outcome %d, onward %d, code %d: %s", i, (int)d.outcome, (int)d.onward, (int)d.code, d.words);
        if (steps[i].words && !strstr(d.words, steps[i].words))
            fail_msg("case %zu: %s", i, d.words);
    }
}

/** What was refused does not stay among the drafts; what may have been sent is left alone. */
static void refused_drafts_are_taken_away(void **state)
{
    static const peer_line refused[] = {STEPS, {"POST", REFUSED("invalidRecipients")}, {"POST", DESTROYED}, {0}};
    static const peer_line unknown[] = {STEPS, {"POST", FAILED("submit", "serverPartialFail")}, {0}};
    cvn_buffer heard = {0};
    (void)state;
    deliver_to(VIA, refused, AN_INVITATION, &heard, false);
    assert_non_null(strstr(heard.text, "[[\"Email/set\",{\"accountId\":\"A 1\",\"destroy\":[\"E1\"]},\"discard\"]]"));
    cvn_buffer_free(&heard);
    deliver_to(VIA, unknown, AN_INVITATION, &heard, false);
    assert_null(strstr(heard.text, "destroy"));
    cvn_buffer_free(&heard);
}

static void accounts_that_have_or_say_less_serve(void **state)
{
    static const struct {
        const char *account, *wanted, *unwanted;
    } cases[] = {
        {ACCOUNT_OF("\"D1\"", "", "*@example.org"), "\"onSuccessDestroyEmail\":[\"#s\"]", "onSuccessUpdateEmail"},
        {ACCOUNT_OF("", "\"S1\"", "ORG@example.org"), "\"mailboxIds\":{\"S1\":true},\"keywords\":{\"$seen\":true}", "onSuccess"},
        {ACCOUNT_OF("\"D1\"", "\"S1\"", ""), "\"identityId\":\"I1\"", "onSuccessDestroyEmail"}, /* Cyrus says of no identity whose it is */
    };
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        const peer_line lines[] = {{"POST", SESSION},  {"POST", cases[i].account}, {"POST", UPLOADED},
                                   {"POST", IMPORTED}, {"POST", SUBMITTED},        {0}};
        cvn_buffer heard = {0};
        assert_int_equal(deliver_to(VIA, lines, AN_INVITATION, &heard, false).outcome, CVN_OUTCOME_SENT);
        assert_non_null(strstr(heard.text, cases[i].wanted));
        assert_null(strstr(heard.text, cases[i].unwanted));
        cvn_buffer_free(&heard);
    }
}

#define FOUND(list)       RESPONSE("[\"Email/query\", {\"ids\": []}, \"query\"], [\"Email/get\", {\"list\": [" list "]}, \"emails\"]")
#define SUBMISSIONS(list) RESPONSE("[\"EmailSubmission/query\", {\"ids\": [" list "]}, \"submissions\"]")
#define IN_DRAFTS         "{\"id\": \"E7\", \"mailboxIds\": {\"D1\": true}, \"keywords\": {\"$draft\": true}}"
#define IN_SENT           "{\"id\": \"E8\", \"mailboxIds\": {\"S1\": true}, \"keywords\": {}}"

/** After a lost answer the server is asked whether the message was submitted. */
static void a_lost_answer_is_asked_for(void **state)
{
    static const struct {
        peer_line lines[8];
        cvn_outcome outcome;
        const char *id;
        int requests;
    } cases[] = {
        {{{"POST", SESSION}, {"POST", ACCOUNT}, {"POST", FOUND(IN_DRAFTS ", " IN_SENT)}}, CVN_OUTCOME_SENT, "E8", 3},
        {{{"POST", SESSION}, {"POST", ACCOUNT}, {"POST", FOUND(IN_DRAFTS)}, {"POST", SUBMISSIONS("\"X7\"")}}, CVN_OUTCOME_SENT, "X7", 4},
        {{{"POST", SESSION}, {"POST", ACCOUNT}, {"POST", FOUND(IN_DRAFTS)}, {"POST", SUBMISSIONS("")}, {"POST", SUBMITTED}},
         CVN_OUTCOME_SENT,
         "X1",
         5},
        {{{"POST", SESSION}, {"POST", ACCOUNT}, {"POST", FOUND("")}, {"POST", UPLOADED}, {"POST", IMPORTED}, {"POST", SUBMITTED}},
         CVN_OUTCOME_SENT,
         "X1",
         6},
        {{{"POST", SESSION},
          {"POST", ACCOUNT},
          {"POST", FAILED("emails", "unsupportedFilter")},
          {"POST", UPLOADED},
          {"POST", IMPORTED},
          {"POST", SUBMITTED}},
         CVN_OUTCOME_SENT,
         "X1",
         6},
        {{{"POST", SESSION}, {"POST", ACCOUNT}, {"POST", NULL}}, CVN_OUTCOME_LATER, "", 3},
        {{{"POST", SESSION}, {"POST", ACCOUNT}, {"POST", FAILED("emails", "serverUnavailable")}}, CVN_OUTCOME_LATER, "", 3},
    };
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_buffer heard = {0};
        int requests = 0;
        cvn_delivery d = deliver_as(VIA, cases[i].lines, AN_INVITATION, &heard, (api_manner){.in_doubt = true, .message_id = "m1@example.org"});
        if (d.outcome != cases[i].outcome || strcmp(d.id, cases[i].id) != 0)
            fail_msg("case %zu: outcome %d, \"%s\": %s", i, (int)d.outcome, d.id, d.words);
        for (const char *at = heard.text; (at = strstr(at, " HTTP/1.1\r\n")); at++)
            requests++;
        assert_int_equal(requests, cases[i].requests);
        assert_non_null(strstr(heard.text, "\"filter\":{\"header\":[\"Message-ID\",\"<m1@example.org>\"]}"));
        cvn_buffer_free(&heard);
    }
}

static void half_a_login_is_a_mistake(void **state)
{
    cvn_mail *mail = NULL;
    cvn_mail_options options = {.via = "jmap://mail.example.org"};
    (void)state;
    unsetenv("CONVENE_JMAP_PASSWORD");
    assert_int_equal(cvn_mail_open(&mail, &options, NULL), CVN_E_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_message_is_uploaded_imported_and_submitted, log_in, log_out),
        cmocka_unit_test_setup_teardown(the_second_message_asks_for_no_session, log_in, log_out),
        cmocka_unit_test_setup_teardown(each_step_fails_in_its_own_way, log_in, log_out),
        cmocka_unit_test_setup_teardown(refused_drafts_are_taken_away, log_in, log_out),
        cmocka_unit_test_setup_teardown(accounts_that_have_or_say_less_serve, log_in, log_out),
        cmocka_unit_test_setup_teardown(a_lost_answer_is_asked_for, log_in, log_out),
        cmocka_unit_test_setup_teardown(half_a_login_is_a_mistake, log_in, log_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
