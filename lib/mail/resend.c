/* SPDX-License-Identifier: Apache-2.0 */
/** Resend: POST /emails with an Idempotency-Key, so that a repetition within a day arrives once. The calendar is an attachment with its type. */
#include <stdlib.h>
#include <string.h>

#include "mail/api.h"

#define NOBODY "delivered@resend.dev" /* resend.com/docs/dashboard/emails/send-test-emails */

cvn_code cvn_resend_open(cvn_mail *mail, cvn_error *error)
{
    cvn_code code = cvn_api_only_host(mail, "api", error);
    if (!code)
        code = cvn_mail_needs(mail, CVN_SECRET_RESEND_KEY, error);
    if (!code)
        code = cvn_api_open(mail, "https://api.resend.com", "/emails", error);
    if (code)
        return code;
    cvn_api_bearer(mail, CVN_SECRET_RESEND_KEY);
    cvn_api_header(mail, "Content-Type", "application/json");
    return CVN_OK;
}

/* resend.com/docs/api-reference/errors */
static const cvn_api_rule rules[] = {
    {0, "concurrent_idempotent_requests", CVN_OUTCOME_UNKNOWN, CVN_ONWARD_PAUSE, CVN_OK}, /* the first try is still at work */
    {0, "invalid_from_address", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},
    {0, "daily_quota_exceeded", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_TEMPORARY},
    {0, "monthly_quota_exceeded", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_TEMPORARY},
    {0, "rate_limit_exceeded", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
    {0, "application_error", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
};

void cvn_resend_judge(cvn_delivery *delivery, long status, const char *name)
{
    cvn_api_judge(delivery, status, name, rules, CVN_COUNT(rules));
}

static void add_file(cJSON *files, const char *name, const char *type, const char *base64)
{
    cJSON *file = cJSON_CreateObject();
    cJSON_AddStringToObject(file, "filename", name);
    cJSON_AddStringToObject(file, "content", base64);
    cJSON_AddStringToObject(file, "content_type", type);
    cJSON_AddItemToArray(files, file);
}

static void add_files(cJSON *body, const cvn_mail_parts *parts)
{
    if (parts->calendar[0]) {
        char *type = cvn_mail_parts_calendar_type(parts), *base64 = cvn_mail_parts_calendar_base64(parts);
        add_file(cJSON_AddArrayToObject(body, "attachments"), "invite.ics", type, base64);
        free(type);
        free(base64);
    } else if (parts->files.count) {
        cJSON *files = cJSON_AddArrayToObject(body, "attachments");
        for (size_t i = 0; i < parts->files.count; i++)
            add_file(files, parts->files.at[i].name, parts->files.at[i].type, parts->files.at[i].base64);
    }
}

static cJSON *body_of(const cvn_transfer *t, const cvn_mail_parts *parts)
{
    cJSON *body = cJSON_CreateObject(), *headers;
    char *to = cvn_mail_mailbox(parts->to_name, t->mail->test_mode ? NOBODY : parts->to_address);
    cvn_mail_mailbox_add(body, "from", parts->from_name, parts->from_address);
    cJSON_AddItemToArray(cJSON_AddArrayToObject(body, "to"), cJSON_CreateString(to));
    free(to);
    if (parts->reply_address[0])
        cvn_mail_mailbox_add(body, "reply_to", parts->reply_name, parts->reply_address);
    cJSON_AddStringToObject(body, "subject", parts->subject);
    if (parts->text[0])
        cJSON_AddStringToObject(body, "text", parts->text);
    if (parts->html[0])
        cJSON_AddStringToObject(body, "html", parts->html);
    headers = cJSON_AddObjectToObject(body, "headers");
    for (size_t i = 0; i < parts->headers.count; i++)
        cJSON_AddStringToObject(headers, parts->headers.at[i].name, parts->headers.at[i].value);
    add_files(body, parts);
    return body;
}

static void judge(cvn_transfer *t)
{
    const cvn_http_reply *reply = &t->reply;
    const char *id = cvn_http_reply_text(reply, "id");
    const char *name = cvn_http_reply_text(reply, "name"), *said = cvn_http_reply_text(reply, "message");
    if (reply->status == 200 && id) {
        cvn_api_sent(t, id);
    } else if (reply->status >= 200 && reply->status < 300) {
        cvn_api_unclear(t, "Resend");
    } else {
        cvn_resend_judge(&t->delivery, reply->status, name);
        cvn_api_refused(t, name, said);
    }
}

void cvn_resend_start(cvn_transfer *t)
{
    char key[65];
    cvn_api_key(&t->message, key);
    cvn_api_own_header(t, "Idempotency-Key", key);
    cvn_api_deliver(t, body_of, judge);
}
