/* SPDX-License-Identifier: Apache-2.0 */
/** A server on loopback that says what a test tells it to say, in threads of its own. It understands nothing; the e2e servers do. */
#ifndef CVN_TESTS_MAIL_PEER_H
#define CVN_TESTS_MAIL_PEER_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "cmocka_all.h"
#include "mail/provider.h"

/**
 * What to answer to a command. SMTP: the first line of the list with that verb that was not said yet, else the usual reply. A line
 * {"together", REPLY} has lines with that reply wait until each of them was asked for.
 */
typedef struct peer_line {
    const char *verb;  /* "hello" on connecting, "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "." after the message; "POST" */
    const char *reply; /* SMTP: without the last CRLF; HTTP: whole, without Content-Length; NULL: closes the connection */
} peer_line;

typedef struct peer {
    int listener, port;
    pthread_t thread;
    const peer_line *lines;
    bool said[16];
    cvn_buffer heard;
    int connections, messages, open;
    pthread_mutex_t lock;
    pthread_cond_t closed, asked;
} peer;

/** One of its connections, in a thread of its own. */
typedef struct peer_call {
    peer *of;
    int file;
} peer_call;

static void peer_hears(peer *p, const char *bytes, size_t length)
{
    pthread_mutex_lock(&p->lock);
    cvn_buffer_add(&p->heard, bytes, length);
    pthread_mutex_unlock(&p->lock);
}

static void peer_counts(peer *p, int *what)
{
    pthread_mutex_lock(&p->lock);
    ++*what;
    pthread_mutex_unlock(&p->lock);
}

static bool peer_same(const char *a, const char *b)
{
    return a && b && !strcmp(a, b);
}

/** Is this reply one of several that are given together, and one of them not asked for yet? */
static bool peer_awaits(const peer *p, const char *reply)
{
    bool together = false, missing = false;
    for (size_t i = 0; p->lines[i].verb; i++) {
        bool marks = !strcmp(p->lines[i].verb, "together"), same = peer_same(p->lines[i].reply, reply);
        together |= marks && same;
        missing |= !marks && same && !p->said[i];
    }
    return together && missing;
}

static const char *peer_says(peer *p, const char *verb)
{
    static const peer_line usual[] = {
        {"hello", "220 peer"}, {"EHLO", "250-peer\r\n250 AUTH PLAIN"}, {"AUTH", "235 in"}, {"MAIL", "250 ok"}, {"RCPT", "250 ok"},
        {"DATA", "354 go"},    {".", "250 2.0.0 queued as X1"},        {"QUIT", "221 bye"}};
    pthread_mutex_lock(&p->lock);
    size_t line = 0;
    while (p->lines[line].verb && (p->said[line] || strcmp(p->lines[line].verb, verb) != 0))
        line++;
    if (p->lines[line].verb)
        p->said[line] = true;
    pthread_cond_broadcast(&p->asked);
    while (p->lines[line].verb && peer_awaits(p, p->lines[line].reply))
        pthread_cond_wait(&p->asked, &p->lock);
    pthread_mutex_unlock(&p->lock);
    if (p->lines[line].verb)
        return p->lines[line].reply;
    for (size_t i = 0; i < CVN_COUNT(usual); i++)
        if (!strcmp(usual[i].verb, verb))
            return usual[i].reply;
    return "500 what";
}

static bool peer_reply(peer *p, FILE *out, const char *verb)
{
    const char *reply = peer_says(p, verb);
    if (!reply)
        return false;
    const char *body = strcmp(verb, "POST") ? NULL : strstr(reply, "\r\n\r\n");
    if (body)
        fprintf(out, "%.*s\r\nContent-Length: %zu%s", (int)(body - reply), reply, strlen(body + 4), body);
    else
        fprintf(out, "%s\r\n", reply);
    return fflush(out) == 0;
}

static void peer_smtp(peer *p, FILE *in, FILE *out)
{
    char line[4096];
    bool data = false, on = peer_reply(p, out, "hello");
    while (on && fgets(line, sizeof line, in)) {
        peer_hears(p, line, strlen(line));
        char verb[5] = "";
        memcpy(verb, line, strlen(line) < 4 ? strlen(line) : 4);
        if (data && !strcmp(line, ".\r\n")) {
            data = false;
            peer_counts(p, &p->messages);
            on = peer_reply(p, out, ".");
        } else if (!data) {
            const char *next = NULL;
            for (size_t i = 0; p->lines[i].verb; i++)
                if (!p->said[i] && !strcmp(p->lines[i].verb, verb) && !next)
                    next = p->lines[i].reply;
            data = !strcmp(verb, "DATA") && (!next || next[0] == '3');
            on = peer_reply(p, out, verb) && strcmp(verb, "QUIT") != 0;
        }
    }
}

static void peer_http(peer *p, FILE *in, FILE *out)
{
    char line[8192];
    bool on = true;
    while (on) {
        size_t length = 0;
        bool any = false;
        while (fgets(line, sizeof line, in) && strcmp(line, "\r\n") != 0) {
            any = true;
            peer_hears(p, line, strlen(line));
            if (!strncasecmp(line, "Content-Length:", 15))
                length = strtoul(line + 15, NULL, 10);
        }
        char *body = cvn_alloc(length + 1);
        peer_hears(p, body, fread(body, 1, length, in));
        free(body);
        if (any)
            peer_counts(p, &p->messages);
        on = any && peer_reply(p, out, "POST");
    }
}

static void *peer_answer(void *data)
{
    peer_call call = *(peer_call *)data;
    peer *p = call.of;
    FILE *in = fdopen(call.file, "r"), *out = fdopen(dup(call.file), "w");
    bool http = p->lines[0].verb && !strcmp(p->lines[0].verb, "POST");
    free(data);
    (http ? peer_http : peer_smtp)(p, in, out);
    fclose(in);
    fclose(out);
    pthread_mutex_lock(&p->lock);
    p->open--;
    pthread_cond_signal(&p->closed);
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

static void *peer_run(void *data)
{
    peer *p = data;
    for (;;) {
        int file = accept(p->listener, NULL, NULL);
        pthread_t thread;
        if (file < 0)
            return NULL;
        peer_counts(p, &p->connections);
        peer_counts(p, &p->open);
        peer_call *call = CVN_NEW(peer_call);
        *call = (peer_call){p, file};
        assert_int_equal(pthread_create(&thread, NULL, peer_answer, call), 0);
        pthread_detach(thread);
    }
}

static inline peer *peer_start(const peer_line *lines)
{
    peer *p = CVN_NEW(peer);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    p->lines = lines;
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->closed, NULL);
    pthread_cond_init(&p->asked, NULL);
    p->listener = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(p->listener >= 0);
    assert_int_equal(bind(p->listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(p->listener, 64), 0);
    assert_int_equal(getsockname(p->listener, (struct sockaddr *)&address, &length), 0);
    p->port = ntohs(address.sin_port);
    cvn_buffer_text(&p->heard, "");
    assert_int_equal(pthread_create(&p->thread, NULL, peer_run, p), 0);
    return p;
}

/** Call it after the mail is closed: its threads end with their connections. */
static inline void peer_stop(peer *p)
{
    shutdown(p->listener, SHUT_RDWR);
    pthread_join(p->thread, NULL);
    pthread_mutex_lock(&p->lock);
    while (p->open)
        pthread_cond_wait(&p->closed, &p->lock);
    pthread_mutex_unlock(&p->lock);
    close(p->listener);
    cvn_buffer_free(&p->heard);
    free(p);
}

#define A_MESSAGE "To: b@example.org\r\nSubject: x\r\n\r\n.dot\r\nhello\r\n"

static inline cvn_mail_message a_message(void)
{
    return (cvn_mail_message){
        .from = "org@example.org", .to = "b@example.org", .name = "00001-p1-item", .mime = A_MESSAGE, .length = strlen(A_MESSAGE)};
}

static inline cvn_mail *mail_to_in(const char *via, bool test_mode)
{
    cvn_mail *mail = NULL;
    cvn_error *error = cvn_error_new();
    cvn_mail_options options = {.via = via, .test_mode = test_mode};
    if (cvn_mail_open(&mail, &options, error))
        fail_msg("%s", cvn_error_message(error, 0));
    cvn_error_free(error);
    return mail;
}

static inline cvn_mail *mail_to(const char *via)
{
    return mail_to_in(via, false);
}

#endif
