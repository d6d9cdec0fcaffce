/* SPDX-License-Identifier: Apache-2.0 */
/** Several messages at a time: each has a handle of its own, all handles share one set of connections, and one thread moves them all (but SMTP's:
 *  apart.c). */
#include <stdlib.h>

#include "mail/provider.h"

#define LOCAL_IN_FLIGHT 32   /* to a server on this machine, which is one's own */
#define LOOK_MS         1000 /* libcurl is asked at least that often, whatever the sockets say */

/* ---- transfers ----------------------------------------------------------------------------------------------------------------------------- */

static cvn_transfer *transfer_new(cvn_mail *mail)
{
    cvn_transfer *t = CVN_NEW(cvn_transfer);
    t->mail = mail;
    if (mail->curl) {
        t->curl = curl_easy_duphandle(mail->curl);
        if (!t->curl) {
            free(t);
            return NULL;
        }
        curl_easy_setopt(t->curl, CURLOPT_ERRORBUFFER, t->curl_error);
        curl_easy_setopt(t->curl, CURLOPT_PRIVATE, t);
    }
    return t;
}

static void forget_message(cvn_transfer *t)
{
    cvn_http_reply_free(&t->reply);
    free(t->body.bytes);
    t->body = (cvn_http_body){0};
    curl_slist_free_all(t->own_headers);
    t->own_headers = NULL;
}

static void transfer_free(cvn_transfer *t)
{
    cvn_apart_end(t);
    if (t->next && t->curl) /* in vain where it was apart */
        curl_multi_remove_handle(t->mail->multi, t->curl);
    curl_easy_cleanup(t->curl);
    forget_message(t);
    free(t->state);
    free(t);
}

/* ---- opening and closing ------------------------------------------------------------------------------------------------------------------- */

/** Transfers that are free are a list; every one hangs in mail->all as well, one array, so that closing finds those under way. */
cvn_code cvn_loop_open(cvn_mail *mail, cvn_error *error)
{
    bool local = mail->via.endpoint ? mail->via.endpoint_loopback : mail->via.host && cvn_host_is_loopback(mail->via.host);
    mail->most = mail->via.in_flight ? (size_t)mail->via.in_flight : local ? LOCAL_IN_FLIGHT : mail->provider->in_flight;
    pthread_mutex_init(&mail->performed_lock, NULL);
    atomic_init(&mail->closing, false);
    mail->allowed = 1;
    mail->limit = mail->most;
    mail->last_landed = &mail->landed;
    cvn_rate_init(&mail->rate, mail->via.in_flight || local ? 0 : mail->provider->per_s, cvn_monotonic_s());
    mail->all = CVN_NEW_ARRAY(cvn_transfer *, mail->most);
    mail->multi = mail->curl ? curl_multi_init() : NULL;
    if (mail->curl && !mail->multi)
        return cvn_fail(error, CVN_E_SOFTWARE, "libcurl gives no handle");
    if (mail->multi) /* one more than can be in use: none is ever closed to make room while another one's replies are listened to */
        curl_multi_setopt(mail->multi, CURLMOPT_MAXCONNECTS, (long)mail->most + 1);
    for (size_t i = 0; i < mail->most; i++) {
        cvn_transfer *t = mail->all[i] = transfer_new(mail);
        if (!t)
            return cvn_fail(error, CVN_E_SOFTWARE, "libcurl gives no handle");
        t->following = mail->free;
        mail->free = t;
    }
    return CVN_OK;
}

void cvn_loop_close(cvn_mail *mail)
{
    if (!mail->all)
        return;
    atomic_store(&mail->closing, true);
    for (size_t i = 0; i < mail->most && mail->all[i]; i++)
        transfer_free(mail->all[i]);
    free(mail->all);
    mail->all = NULL;
    cvn_buffer_free(&mail->batch.list);
    curl_multi_cleanup(mail->multi);
    mail->multi = NULL;
    pthread_mutex_destroy(&mail->performed_lock);
}

/* ---- from start to landing ----------------------------------------------------------------------------------------------------------------- */

/** Not a server in trouble (5xx), and not SMTP's 421, which is about connections. */
static bool came_too_soon(const cvn_mail *mail, const cvn_delivery *d)
{
    return mail->url && d->outcome == CVN_OUTCOME_LATER && d->onward == CVN_ONWARD_PAUSE && d->status >= 400 && d->status < 500;
}

static void land(cvn_transfer *t)
{
    cvn_mail *mail = t->mail;
    const cvn_delivery *d = &t->delivery;
    assert(d->onward != CVN_ONWARD_STOP || d->code);
    if (d->outcome == CVN_OUTCOME_SENT)
        cvn_rate_taken(&mail->rate);
    else if (came_too_soon(mail, d))
        cvn_rate_refused(&mail->rate, cvn_monotonic_s());
    if (d->outcome == CVN_OUTCOME_SENT || (d->onward == CVN_ONWARD_NEXT && d->status))
        mail->allowed += mail->allowed < mail->limit;
    else if (d->onward == CVN_ONWARD_PAUSE && mail->allowed > 1 && t->number >= mail->halved_at) {
        mail->allowed /= 2;
        mail->halved_at = mail->numbers; /* those that are under way tell nothing new */
    }
    t->following = NULL;
    *mail->last_landed = t;
    mail->last_landed = &t->following;
}

/** One step; where no request follows it was the last one, for those too that rode along. */
static void step(cvn_transfer *t, cvn_step *take)
{
    t->next = NULL;
    take(t);
    while (t && !t->next) {
        cvn_transfer *riding = t->riding;
        t->riding = NULL;
        land(t);
        t = riding;
        if (t)
            t->next = NULL;
    }
}

void cvn_transfer_go(cvn_transfer *t, cvn_step *next)
{
    assert(!t->next);
    t->next = next;
    t->curl_error[0] = '\0';
    curl_multi_add_handle(t->mail->multi, t->curl);
}

static void flawed(cvn_transfer *t)
{
    t->delivery.outcome = CVN_OUTCOME_NEVER;
    cvn_delivery_words(&t->delivery, t->mail, cvn_mail_flaw(&t->message));
}

void cvn_mail_start(cvn_mail *mail, const cvn_mail_message *message, void *tag)
{
    cvn_transfer *t = mail->free;
    assert(t && message->from && message->to && message->mime);
    mail->free = t->following;
    mail->under_way++;
    t->message = *message;
    t->tag = tag;
    t->number = mail->numbers++;
    t->delivery = (cvn_delivery){.outcome = CVN_OUTCOME_NEVER, .retry_after_s = -1};
    t->renewed = t->harmless = false;
    cvn_rate_start(&mail->rate, cvn_monotonic_s());
    step(t, cvn_mail_flaw(message) ? flawed : mail->provider->start);
}

bool cvn_mail_landed(cvn_mail *mail, cvn_delivery *delivery, void **tag)
{
    cvn_transfer *t = mail->landed;
    if (!t)
        return false;
    *delivery = t->delivery;
    *tag = t->tag;
    mail->landed = t->following;
    if (!mail->landed)
        mail->last_landed = &mail->landed;
    mail->under_way--;
    forget_message(t);
    t->following = mail->free;
    mail->free = t;
    return true;
}

/* ---- moving -------------------------------------------------------------------------------------------------------------------------------- */

static void move(cvn_mail *mail)
{
    int running = 0, left = 0;
    CURLMsg *message;
    curl_multi_perform(mail->multi, &running);
    while ((message = curl_multi_info_read(mail->multi, &left))) {
        cvn_transfer *t = NULL;
        if (message->msg != CURLMSG_DONE)
            continue;
        CURLcode result = message->data.result; /* the message is gone with its handle */
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&t);
        curl_multi_remove_handle(mail->multi, t->curl);
        t->result = result;
        step(t, t->next);
    }
    for (cvn_transfer *t = cvn_apart_take(mail); t; t = cvn_apart_take(mail))
        step(t, t->next);
}

void cvn_mail_wait(cvn_mail *mail, int timeout_ms)
{
    double until_s = cvn_monotonic_s() + timeout_ms / 1000.0;
    if (!mail->multi)
        return; /* a folder's messages have landed when they start */
    cvn_batch_go(mail);
    for (;;) {
        move(mail);
        double left_s = until_s - cvn_monotonic_s();
        if (mail->landed || left_s <= 0 || !mail->under_way)
            return;
        curl_multi_poll(mail->multi, NULL, 0, left_s > LOOK_MS / 1000.0 ? LOOK_MS : (int)(left_s * 1000) + 1, NULL);
    }
}

/* ---- how many ------------------------------------------------------------------------------------------------------------------------------ */

size_t cvn_mail_most(const cvn_mail *mail)
{
    return mail->most;
}

size_t cvn_mail_room(const cvn_mail *mail, double *wait_s)
{
    size_t allowed = mail->multi ? mail->allowed : mail->most;
    *wait_s = 0;
    return mail->under_way < allowed ? cvn_rate_room(&mail->rate, cvn_monotonic_s(), allowed - mail->under_way, wait_s) : 0;
}

void cvn_mail_hold(cvn_mail *mail, double seconds)
{
    cvn_rate_hold(&mail->rate, cvn_monotonic_s(), seconds);
}

void cvn_mail_deliver(cvn_mail *mail, const cvn_mail_message *message, cvn_delivery *delivery)
{
    void *tag = NULL;
    assert(!mail->under_way);
    cvn_mail_start(mail, message, NULL);
    while (!cvn_mail_landed(mail, delivery, &tag))
        cvn_mail_wait(mail, LOOK_MS);
}
