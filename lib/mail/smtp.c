/* SPDX-License-Identifier: Apache-2.0 */
/** SMTP submission (RFC 5321, 6409), over a few connections that are kept from one message to the next. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "mail/provider.h"
#include "mail/smtp_refusal.h"

#define REPLY_BYTES    2048
#define SUSPECTS_TRIES 3 /* a refusal that could be about us is believed to be about the recipient when it comes that often */

#define WANTS_LOGIN  "the server takes no mail for others without a login: CONVENE_SMTP_USER and CONVENE_SMTP_PASSWORD give it"
#define OTHER_SERVER "the server sends nothing on although we logged in: is it the one that the login is for"
#define ALL_ALIKE                                                                                                                              \
    "the first recipients are all refused alike: where the server wants a login, CONVENE_SMTP_USER and CONVENE_SMTP_PASSWORD give it"

/** What the messages so far say of the server. */
typedef struct smtp_server {
    bool login;     /* we have one */
    uint64_t taken; /* messages */
    cvn_smtp_suspects suspects;
} smtp_server;

/** What went over the wire while one message was handed over. The state of a transfer: libcurl's trace may come as long as the handle lives. */
typedef struct smtp_talk {
    const char *bytes;
    size_t length, given; /* of the message; handed to libcurl */
    cvn_smtp_stage stage;
    bool fresh; /* over a new connection: the kept one was found closed */
    bool any_reply;
    bool over;               /* libcurl says QUIT: what follows is no reply to us */
    bool more;               /* the last line said that another one follows */
    int code;                /* of the last reply; 0: none since the last command */
    char reply[REPLY_BYTES]; /* the lines of the last reply */
} smtp_talk;

cvn_code cvn_smtp_open(cvn_mail *mail, cvn_error *error)
{
    const cvn_via *via = &mail->via;
    bool tls = !strcmp(via->scheme, "smtps"), loopback = cvn_host_is_loopback(via->host);
    const char *user = cvn_secrets_get(mail->secrets, CVN_SECRET_SMTP_USER);
    cvn_buffer url = {0};
    cvn_buffer_printf(&url, "%s://%s:%d", via->scheme, via->host, via->port ? via->port : tls ? 465 : 587);
    mail->where = cvn_buffer_take(&url);
    if (!user != !cvn_secrets_get(mail->secrets, CVN_SECRET_SMTP_PASSWORD))
        return cvn_mail_needs(mail, user ? CVN_SECRET_SMTP_PASSWORD : CVN_SECRET_SMTP_USER, error);
    cvn_code code = cvn_transport_open(mail, "smtp,smtps", loopback, error);
    if (code)
        return code;
    curl_easy_setopt(mail->curl, CURLOPT_URL, mail->where);
    /* Without the two exceptions a server that offers no TLS, or somebody between who hides the offer, gets nothing. */
    curl_easy_setopt(mail->curl, CURLOPT_USE_SSL, (long)(loopback || mail->insecure ? CURLUSESSL_TRY : CURLUSESSL_ALL));
    smtp_server *server = mail->state = CVN_NEW(smtp_server);
    server->login = user != NULL;
    if (user) {
        curl_easy_setopt(mail->curl, CURLOPT_USERNAME, user);
        curl_easy_setopt(mail->curl, CURLOPT_PASSWORD, cvn_secrets_get(mail->secrets, CVN_SECRET_SMTP_PASSWORD));
    }
    return CVN_OK;
}

/* ---- listening --------------------------------------------------------------------------------------------------------------------------- */

static size_t give(char *out, size_t size, size_t count, void *data)
{
    smtp_talk *t = data;
    size_t n = t->length - t->given < size * count ? t->length - t->given : size * count;
    memcpy(out, t->bytes + t->given, n);
    t->given += n;
    return n;
}

static void hear_command(smtp_talk *t, const char *line, size_t length)
{
    static const struct {
        const char *verb;
        cvn_smtp_stage stage;
    } stages[] = {{"EHLO", CVN_SMTP_CONNECT}, {"HELO", CVN_SMTP_CONNECT}, {"STAR", CVN_SMTP_STARTTLS}, {"AUTH", CVN_SMTP_AUTH},
                  {"MAIL", CVN_SMTP_MAIL},    {"RCPT", CVN_SMTP_RCPT},    {"DATA", CVN_SMTP_DATA}};
    for (size_t i = 0; i < CVN_COUNT(stages); i++) /* in the stage AUTH other lines are its steps */
        if (length >= 4 && !strncmp(line, stages[i].verb, 4))
            t->stage = stages[i].stage;
    if (t->over)
        return;
    t->over = length >= 4 && !strncmp(line, "QUIT", 4);
    if (!t->over)
        t->code = 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/** One line; those of one reply ("550-5.1.1 no", "550 such user") become one, the code standing once. */
static void hear_reply(smtp_talk *t, const char *line, size_t length)
{
    while (length && (line[length - 1] == '\r' || line[length - 1] == '\n'))
        length--;
    if (t->over || length < 3 || !is_digit(line[0]) || !is_digit(line[1]) || !is_digit(line[2]))
        return;
    size_t have = t->more ? strlen(t->reply) : 0, skip = !t->more ? 0 : length > 3 ? 4 : 3;
    snprintf(t->reply + have, sizeof t->reply - have, "%s%.*s", t->more ? " " : "", (int)(length - skip), line + skip);
    t->code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + line[2] - '0';
    t->more = length > 3 && line[3] == '-';
    t->any_reply = true;
}

/** libcurl's trace is the one place that shows which command a reply answers. It stays in here. */
static int hear(CURL *curl, curl_infotype type, char *bytes, size_t length, void *data)
{
    (void)curl;
    if (type == CURLINFO_HEADER_OUT)
        hear_command(data, bytes, length);
    else if (type == CURLINFO_HEADER_IN)
        hear_reply(data, bytes, length);
    return 0;
}

/* ---- judging ------------------------------------------------------------------------------------------------------------------------------- */

void cvn_smtp_judge(cvn_delivery *delivery, cvn_smtp_stage stage, int reply)
{
    bool for_good = reply >= 500, too_large = reply == 552 || reply == 523;
    bool about_us =
        reply == 530 || reply == 534 || reply == 535 || reply == 538 || stage < CVN_SMTP_MAIL || (stage == CVN_SMTP_MAIL && !too_large);
    delivery->status = reply;
    delivery->outcome = for_good && !about_us ? CVN_OUTCOME_NEVER : CVN_OUTCOME_LATER;
    delivery->onward = CVN_ONWARD_NEXT;
    delivery->code = CVN_OK;
    if (for_good && about_us) { /* the same would befall every message */
        delivery->onward = CVN_ONWARD_STOP;
        delivery->code = CVN_E_UNAVAILABLE;
    } else if (!for_good && (reply == 421 || reply == 454 || stage < CVN_SMTP_MAIL)) {
        delivery->onward = CVN_ONWARD_PAUSE;
    }
}

/** After a success: "250 2.0.0 Ok: queued as 4F2A" names the message as well as it can be named. */
static void note_id(cvn_transfer *t, const smtp_talk *talk)
{
    cvn_delivery_words(&t->delivery, t->mail, talk->reply);
    memcpy(t->delivery.id, t->delivery.words, sizeof t->delivery.id);
    t->delivery.status = talk->code;
}

static void say_both(cvn_transfer *t, const char *advice, const char *reply)
{
    cvn_buffer words = {0};
    cvn_buffer_printf(&words, "%s (it said: %s)", advice, reply);
    cvn_delivery_words(&t->delivery, t->mail, words.text);
    cvn_buffer_free(&words);
}

/** Nothing of this run can get through, and this message is none that failed. */
static void not_let_in(cvn_transfer *t, const char *advice, const char *reply)
{
    t->delivery.outcome = CVN_OUTCOME_LATER;
    t->delivery.onward = CVN_ONWARD_STOP;
    t->delivery.code = CVN_E_UNAVAILABLE;
    say_both(t, advice, reply);
}

/** A 5xx at MAIL or behind it, judged as one of this message or this sender: is it for the want of a login? */
static void look_for_login(cvn_transfer *t, const smtp_talk *talk)
{
    smtp_server *server = t->mail->state;
    cvn_smtp_about about = cvn_smtp_about_whom(talk->reply, t->message.to);
    if (about == CVN_SMTP_ABOUT_US && !(server->login && server->taken)) {
        not_let_in(t, server->login ? OTHER_SERVER : WANTS_LOGIN, talk->reply);
        return;
    }
    bool suspect = about == CVN_SMTP_ABOUT_EITHER && talk->stage == CVN_SMTP_RCPT && !server->login && !server->taken;
    if (!suspect || t->message.tries >= SUSPECTS_TRIES)
        return;
    t->delivery.outcome = CVN_OUTCOME_LATER;
    if (cvn_smtp_suspect(&server->suspects, talk->reply, t->message.to))
        not_let_in(t, ALL_ALIKE, talk->reply);
}

static void judge(cvn_transfer *t, const smtp_talk *talk)
{
    bool all_left = talk->stage == CVN_SMTP_DATA && talk->given == talk->length && talk->code < 400;
    cvn_delivery *delivery = &t->delivery;
    delivery->outcome = CVN_OUTCOME_SENT;
    if (t->result == CURLE_OK) {
        note_id(t, talk);
        ((smtp_server *)t->mail->state)->taken++;
    } else if (talk->code >= 400) {
        cvn_smtp_judge(delivery, talk->stage, talk->code);
        cvn_delivery_words(delivery, t->mail, talk->reply);
        if (talk->code >= 500 && talk->stage >= CVN_SMTP_MAIL)
            look_for_login(t, talk);
    } else if (t->result == CURLE_LOGIN_DENIED) {
        cvn_smtp_judge(delivery, CVN_SMTP_AUTH, 535);
        cvn_delivery_words(delivery, t->mail, t->curl_error[0] ? t->curl_error : "the server and we know no common way to log in");
    } else {
        cvn_transport_failure(t->mail, t->result, t->curl_error, all_left, delivery);
    }
}

static void ended(cvn_transfer *t);

static void go(cvn_transfer *t, bool fresh)
{
    CURL *curl = t->curl;
    smtp_talk *talk = t->state;
    *talk = (smtp_talk){.bytes = t->message.mime, .length = t->message.length, .fresh = fresh};
    curl_slist_free_all(t->own_headers);
    t->own_headers = curl_slist_append(NULL, t->message.to); /* no header, but a list that lives as long */
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, t->message.from);
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, t->own_headers);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(curl, CURLOPT_READDATA, talk);
    curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)t->message.length);
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, hear);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, talk);
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, fresh ? 1L : 0L);
    cvn_transfer_go_apart(t, ended);
}

/** A server that no longer answers does not answer QUIT either, and libcurl would wait for that as long as for the message. */
static void hang_up(CURL *curl)
{
    curl_socket_t file = CURL_SOCKET_BAD;
    if (curl_easy_getinfo(curl, CURLINFO_ACTIVESOCKET, &file) == CURLE_OK && file != CURL_SOCKET_BAD)
        shutdown(file, SHUT_RDWR);
}

static void ended(cvn_transfer *t)
{
    const smtp_talk *talk = t->state;
    long connections = 0;
    curl_easy_setopt(t->curl, CURLOPT_VERBOSE, 0L);
    curl_easy_setopt(t->curl, CURLOPT_MAIL_RCPT, NULL);
    if (t->result == CURLE_OPERATION_TIMEDOUT)
        hang_up(t->curl);
    curl_easy_getinfo(t->curl, CURLINFO_NUM_CONNECTS, &connections);
    bool stale = connections == 0 && !talk->any_reply && talk->stage <= CVN_SMTP_MAIL && t->result != CURLE_OPERATION_TIMEDOUT;
    if (t->result != CURLE_OK && stale && !talk->fresh)
        go(t, true); /* the server closed the idle connection: nothing was said on it */
    else
        judge(t, talk);
}

void cvn_smtp_start(cvn_transfer *t)
{
    if (!t->state)
        t->state = CVN_NEW(smtp_talk);
    go(t, false);
}
