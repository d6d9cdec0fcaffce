/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Brevo: POST /v3/smtp/email. Attachments have a name and no type: the calendar arrives as the file invite.ics, without the method in its MIME
 * type (it stands in the file). The idempotency key keeps a repetition within half an hour from arriving twice.
 */
#include <stdlib.h>
#include <string.h>

#include "mail/api.h"

#define NAME_MOST 70 /* letters that Brevo takes in a name */

cvn_code cvn_brevo_open(cvn_mail *mail, cvn_error *error)
{
    cvn_code code = cvn_api_only_host(mail, "api", error);
    if (!code)
        code = cvn_mail_needs(mail, CVN_SECRET_BREVO_KEY, error);
    if (!code)
        code = cvn_api_open(mail, "https://api.brevo.com", "/v3/smtp/email", error);
    if (code)
        return code;
    cvn_api_header(mail, "api-key", cvn_secrets_get(mail->secrets, CVN_SECRET_BREVO_KEY));
    cvn_api_header(mail, "Content-Type", "application/json");
    cvn_api_header(mail, "Accept", "application/json");
    return CVN_OK;
}

/* developers.brevo.com: error codes. 402 and 403 are the account's, as everywhere. */
static const cvn_api_rule rules[] = {
    {0, "not_enough_credits", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},
    {0, "account_under_validation", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},
    {0, "permission_denied", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},
    {0, "unauthorized", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},
    {0, "duplicate_parameter", CVN_OUTCOME_LATER, CVN_ONWARD_NEXT, CVN_OK}, /* a refused try used the key up: for half an hour */
    {0, "too_many_requests", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
};

void cvn_brevo_judge(cvn_delivery *delivery, long status, const char *code, const char *said)
{
    cvn_api_judge(delivery, status, code, rules, CVN_COUNT(rules));
    if (status == 400 && said && strstr(said, "sender")) { /* "the sender you used is not valid": the same for every message */
        delivery->outcome = CVN_OUTCOME_LATER;
        delivery->onward = CVN_ONWARD_STOP;
        delivery->code = CVN_E_UNAVAILABLE;
    }
}

/** A name in as many letters as there may be. */
static cJSON *person_of(const char *name, const char *address)
{
    char *copy = cvn_strdup(name);
    size_t letters = 0;
    for (char *c = copy; *c; c++)
        if (((unsigned char)*c & 0xc0) != 0x80 && ++letters > NAME_MOST) {
            *c = '\0';
            break;
        }
    cJSON *person = cvn_mail_mailbox_json(copy, address);
    free(copy);
    return person;
}

/** In the form of a UUID, as it is asked for. */
static void add_key(cJSON *headers, const cvn_mail_message *message)
{
    char key[65], uuid[37];
    cvn_api_key(message, key);
    snprintf(uuid, sizeof uuid, "%.8s-%.4s-5%.3s-a%.3s-%.12s", key, key + 8, key + 13, key + 17, key + 20);
    cJSON_AddStringToObject(headers, "idempotencyKey", uuid);
}

static void add_headers(cJSON *body, const cvn_transfer *t, const cvn_mail_parts *parts)
{
    cJSON *headers = cJSON_AddObjectToObject(body, "headers");
    for (size_t i = 0; i < parts->headers.count; i++)
        if (!cvn_text_equal_nocase(parts->headers.at[i].name, "Message-ID")) /* theirs */
            cJSON_AddStringToObject(headers, parts->headers.at[i].name, parts->headers.at[i].value);
    add_key(headers, &t->message);
    if (t->mail->test_mode)
        cJSON_AddStringToObject(headers, "X-Sib-Sandbox", "drop");
}

static cJSON *body_of(const cvn_transfer *t, const cvn_mail_parts *parts)
{
    cJSON *body = cJSON_CreateObject();
    cJSON_AddItemToObject(body, "sender", person_of(parts->from_name, parts->from_address));
    cJSON_AddItemToArray(cJSON_AddArrayToObject(body, "to"), person_of(parts->to_name, parts->to_address));
    if (parts->reply_address[0])
        cJSON_AddItemToObject(body, "replyTo", person_of(parts->reply_name, parts->reply_address));
    cJSON_AddStringToObject(body, "subject", parts->subject);
    if (parts->text[0])
        cJSON_AddStringToObject(body, "textContent", parts->text);
    if (parts->html[0])
        cJSON_AddStringToObject(body, "htmlContent", parts->html);
    add_headers(body, t, parts);
    cJSON *files = parts->files.count ? cJSON_AddArrayToObject(body, "attachment") : NULL;
    for (size_t i = 0; i < parts->files.count; i++) {
        cJSON *file = cJSON_CreateObject();
        cJSON_AddStringToObject(file, "name", parts->files.at[i].name);
        cJSON_AddStringToObject(file, "content", parts->files.at[i].base64);
        cJSON_AddItemToArray(files, file);
    }
    return body;
}

static void judge(cvn_transfer *t)
{
    const cvn_http_reply *reply = &t->reply;
    const char *id = cvn_http_reply_text(reply, "messageId");
    const char *code = cvn_http_reply_text(reply, "code"), *said = cvn_http_reply_text(reply, "message");
    if (reply->status == 201 && id) {
        cvn_api_sent(t, id);
    } else if (reply->status == 400 && code && !strcmp(code, "duplicate_parameter") && t->message.in_doubt) {
        cvn_api_sent(t, NULL); /* an earlier try was taken, and its answer lost */
    } else if (reply->status >= 200 && reply->status < 300) {
        cvn_api_unclear(t, "Brevo");
    } else {
        cvn_brevo_judge(&t->delivery, reply->status, code, said);
        cvn_api_refused(t, code, said);
    }
}

void cvn_brevo_start(cvn_transfer *t)
{
    cvn_api_deliver(t, body_of, judge);
}
