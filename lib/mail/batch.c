/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Several messages in one request, for an API that takes a list of them and answers with a list. Messages wait for one another until the request
 * is full or nobody has one more to start; then the first one's transfer carries them all, and each lands with its own part of the answer.
 */
#include <string.h>

#include "mail/api.h"

#define MOST_BYTES (16 << 20) /* of a request, but where one message alone is larger: APIs that take lists take more than that */

/** Where the request of a message leads that waits for it, or rides along: never gone to. */
static void with_the_first(cvn_transfer *t)
{
    (void)t;
    assert(!"a message that rides along is no request of its own");
}

void cvn_batch_add(cvn_transfer *t, cJSON *item, size_t most, cvn_step *judge)
{
    cvn_mail *mail = t->mail;
    cvn_batch *batch = &mail->batch;
    size_t length = 0;
    char *text = cvn_api_print(item, &length);
    if (batch->count && batch->list.length + length > MOST_BYTES)
        cvn_batch_go(mail);
    cvn_buffer_char(&batch->list, batch->count ? ',' : '[');
    cvn_buffer_add(&batch->list, text, length);
    cJSON_free(text);
    if (batch->count)
        batch->last->riding = t;
    else
        batch->first = t;
    batch->last = t;
    batch->judge = judge;
    t->next = with_the_first;
    if (++batch->count == most)
        cvn_batch_go(mail);
}

void cvn_batch_go(cvn_mail *mail)
{
    cvn_batch batch = mail->batch;
    if (!batch.count)
        return;
    mail->batch = (cvn_batch){0};
    cvn_buffer_char(&batch.list, ']');
    size_t length = batch.list.length;
    batch.first->next = NULL; /* from here on it is on its way itself */
    cvn_api_post(batch.first, cvn_buffer_take(&batch.list), length, batch.judge);
}

void cvn_batch_alike(cvn_transfer *first)
{
    for (cvn_transfer *t = first->riding; t; t = t->riding)
        t->delivery = first->delivery;
}

/** As many answers as messages, in their order; any other number says of no message what became of it. */
static bool answers_each(const cvn_transfer *first)
{
    int count = 0;
    for (const cvn_transfer *t = first; t; t = t->riding)
        count++;
    return cJSON_IsArray(first->reply.json) && cJSON_GetArraySize(first->reply.json) == count;
}

void cvn_batch_judge(cvn_transfer *first, const char *provider, cvn_batch_part *judge)
{
    const cvn_http_reply *reply = &first->reply;
    cvn_delivery blank = first->delivery, own = blank;
    if (reply->status < 200 || reply->status >= 300 || !answers_each(first)) {
        if (reply->status >= 200 && reply->status < 300)
            cvn_api_unclear(first, provider);
        else
            judge(first, reply->json);
        cvn_batch_alike(first);
        return;
    }
    const cJSON *part = reply->json->child;
    for (cvn_transfer *t = first; t; t = t->riding, part = part->next) {
        first->delivery = blank; /* the reply is the first one's, and so is what is judged */
        judge(first, part);
        *(t == first ? &own : &t->delivery) = first->delivery;
    }
    first->delivery = own;
}
