/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Requests in threads of their own. libcurl's SMTP waits for the answer to the end of a message inside its loop, and for the one to QUIT: in the
 * one loop of loop.c every other message would wait with it, a minute long where a server hangs. A thread belongs to one transfer and does nothing
 * but curl_easy_perform; all else happens in the thread of the loop, which is woken when a request has ended.
 */
#include <pthread.h>
#include <stdlib.h>

#include "mail/provider.h"

struct cvn_apart {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t called;
    bool wanted, ending;
};

static void *perform(void *data)
{
    cvn_transfer *t = data;
    cvn_apart *apart = t->apart;
    pthread_mutex_lock(&apart->lock);
    for (;;) {
        while (!apart->wanted && !apart->ending)
            pthread_cond_wait(&apart->called, &apart->lock);
        if (apart->ending)
            break;
        apart->wanted = false;
        pthread_mutex_unlock(&apart->lock);
        t->result = curl_easy_perform(t->curl);
        pthread_mutex_lock(&t->mail->performed_lock);
        t->following = t->mail->performed;
        t->mail->performed = t;
        pthread_mutex_unlock(&t->mail->performed_lock);
        curl_multi_wakeup(t->mail->multi);
        pthread_mutex_lock(&apart->lock);
    }
    pthread_mutex_unlock(&apart->lock);
    return NULL;
}

/** libcurl asks about once a second, also while it waits. */
static int is_closing(void *data, curl_off_t down_total, curl_off_t down, curl_off_t up_total, curl_off_t up)
{
    const cvn_mail *mail = data;
    (void)down_total, (void)down, (void)up_total, (void)up;
    return atomic_load(&mail->closing);
}

static bool start(cvn_transfer *t)
{
    cvn_apart *apart = t->apart = CVN_NEW(cvn_apart);
    pthread_mutex_init(&apart->lock, NULL);
    pthread_cond_init(&apart->called, NULL);
    curl_easy_setopt(t->curl, CURLOPT_XFERINFOFUNCTION, is_closing);
    curl_easy_setopt(t->curl, CURLOPT_XFERINFODATA, t->mail);
    curl_easy_setopt(t->curl, CURLOPT_NOPROGRESS, 0L);
    if (!pthread_create(&apart->thread, NULL, perform, t))
        return true;
    pthread_mutex_destroy(&apart->lock);
    pthread_cond_destroy(&apart->called);
    free(apart);
    t->apart = NULL;
    return false;
}

void cvn_transfer_go_apart(cvn_transfer *t, cvn_step *next)
{
    if (!t->apart && !start(t)) { /* no more threads are to be had: then the others have to wait */
        cvn_transfer_go(t, next);
        return;
    }
    t->next = next;
    t->curl_error[0] = '\0';
    pthread_mutex_lock(&t->apart->lock);
    t->apart->wanted = true;
    pthread_cond_signal(&t->apart->called);
    pthread_mutex_unlock(&t->apart->lock);
}

cvn_transfer *cvn_apart_take(cvn_mail *mail)
{
    pthread_mutex_lock(&mail->performed_lock);
    cvn_transfer *t = mail->performed;
    if (t)
        mail->performed = t->following;
    pthread_mutex_unlock(&mail->performed_lock);
    return t;
}

void cvn_apart_end(cvn_transfer *t)
{
    cvn_apart *apart = t->apart;
    if (!apart)
        return;
    pthread_mutex_lock(&apart->lock);
    apart->ending = true;
    pthread_cond_signal(&apart->called);
    pthread_mutex_unlock(&apart->lock);
    pthread_join(apart->thread, NULL);
    pthread_mutex_destroy(&apart->lock);
    pthread_cond_destroy(&apart->called);
    free(apart);
    t->apart = NULL;
}
