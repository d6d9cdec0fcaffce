/* SPDX-License-Identifier: Apache-2.0 */
/** SendGrid: POST /v3/mail/send. The calendar is a third content beside plain text and HTML, with its method. */
#include <stdlib.h>
#include <string.h>

#include "mail/api.h"

cvn_code cvn_sendgrid_open(cvn_mail *mail, cvn_error *error)
{
    bool eu = cvn_text_equal(mail->via.host, "eu");
    if (!eu && cvn_api_only_host(mail, "global", NULL))
        return cvn_fail(error, CVN_E_USAGE, "--via: not sendgrid://global or sendgrid://eu");
    cvn_code code = cvn_mail_needs(mail, CVN_SECRET_SENDGRID_KEY, error);
    if (!code)
        code = cvn_api_open(mail, eu ? "https://api.eu.sendgrid.com" : "https://api.sendgrid.com", "/v3/mail/send", error);
    if (code)
        return code;
    cvn_api_bearer(mail, CVN_SECRET_SENDGRID_KEY);
    cvn_api_header(mail, "Content-Type", "application/json");
    return CVN_OK;
}

void cvn_sendgrid_judge(cvn_delivery *delivery, long status, const char *field)
{
    cvn_http_judge(delivery, status);
    if (status == 400 && field && cvn_text_starts(field, "from")) { /* the same for every message */
        delivery->outcome = CVN_OUTCOME_LATER;
        delivery->onward = CVN_ONWARD_STOP;
        delivery->code = CVN_E_UNAVAILABLE;
    }
}

static void add_content(cJSON *content, const char *type, const char *value)
{
    cJSON *part = cJSON_CreateObject();
    if (!value[0]) { /* an empty one is refused */
        cJSON_Delete(part);
        return;
    }
    cJSON_AddStringToObject(part, "type", type);
    cJSON_AddStringToObject(part, "value", value);
    cJSON_AddItemToArray(content, part);
}

static void add_switch(cJSON *to, const char *name, bool on)
{
    cJSON_AddBoolToObject(cJSON_AddObjectToObject(to, name), "enable", on);
}

static void add_content_and_files(cJSON *body, const cvn_mail_parts *parts)
{
    cJSON *content = cJSON_AddArrayToObject(body, "content"), *files = NULL;
    cvn_buffer type = {0};
    cvn_buffer_printf(&type, "text/calendar%s%s", parts->method[0] ? "; method=" : "", parts->method); /* the charset is theirs to write */
    add_content(content, "text/plain", parts->text);
    add_content(content, "text/html", parts->html);
    add_content(content, type.text, parts->calendar);
    cvn_buffer_free(&type);
    for (size_t i = 0; i < parts->files.count; i++) {
        cJSON *file = cJSON_CreateObject();
        files = files ? files : cJSON_AddArrayToObject(body, "attachments");
        cJSON_AddStringToObject(file, "content", parts->files.at[i].base64);
        cJSON_AddStringToObject(file, "type", parts->files.at[i].type);
        cJSON_AddStringToObject(file, "filename", parts->files.at[i].name);
        cJSON_AddStringToObject(file, "disposition", "attachment");
        cJSON_AddItemToArray(files, file);
    }
}

/** Links and pictures as we wrote them: what SendGrid would put in to track people is switched off. */
static void add_settings(cJSON *body, bool test_mode)
{
    cJSON *tracking = cJSON_AddObjectToObject(body, "tracking_settings");
    add_switch(tracking, "click_tracking", false);
    cJSON_AddBoolToObject(cJSON_GetObjectItemCaseSensitive(tracking, "click_tracking"), "enable_text", false);
    add_switch(tracking, "open_tracking", false);
    add_switch(tracking, "subscription_tracking", false);
    if (test_mode)
        add_switch(cJSON_AddObjectToObject(body, "mail_settings"), "sandbox_mode", true);
}

static cJSON *body_of(const cvn_transfer *t, const cvn_mail_parts *parts)
{
    cJSON *body = cJSON_CreateObject(), *person = cJSON_CreateObject(), *headers;
    cJSON_AddItemToArray(cJSON_AddArrayToObject(person, "to"), cvn_mail_mailbox_json(parts->to_name, parts->to_address));
    cJSON_AddItemToArray(cJSON_AddArrayToObject(body, "personalizations"), person);
    cJSON_AddItemToObject(body, "from", cvn_mail_mailbox_json(parts->from_name, parts->from_address));
    if (parts->reply_address[0])
        cJSON_AddItemToObject(body, "reply_to", cvn_mail_mailbox_json(parts->reply_name, parts->reply_address));
    cJSON_AddStringToObject(body, "subject", parts->subject);
    add_content_and_files(body, parts);
    headers = cJSON_AddObjectToObject(body, "headers");
    for (size_t i = 0; i < parts->headers.count; i++)
        cJSON_AddStringToObject(headers, parts->headers.at[i].name, parts->headers.at[i].value);
    add_settings(body, t->mail->test_mode);
    return body;
}

static void judge(cvn_transfer *t)
{
    const cvn_http_reply *reply = &t->reply;
    const cJSON *first = cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(reply->json, "errors"), 0);
    const char *field = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(first, "field"));
    const char *said = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(first, "message"));
    if (reply->status == (t->mail->test_mode ? 200 : 202)) {
        cvn_api_sent(t, cvn_api_reply_header(t, "X-Message-Id"));
    } else if (reply->status >= 200 && reply->status < 300) {
        cvn_api_unclear(t, "SendGrid");
    } else {
        cvn_sendgrid_judge(&t->delivery, reply->status, field);
        cvn_api_refused(t, field, said);
    }
}

void cvn_sendgrid_start(cvn_transfer *t)
{
    cvn_api_deliver(t, body_of, judge);
}
