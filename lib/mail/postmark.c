/* SPDX-License-Identifier: Apache-2.0 */
/** Postmark: POST /email/batch, a list of messages, whose answer says of each what became of it. The calendar is an attachment whose type has the
 *  method. */
#include <stdlib.h>
#include <string.h>

#include "mail/api.h"

/* Of the 500 that Postmark takes: a lost answer leaves as many in doubt, and a hundred messages a second are enough. */
#define MESSAGES_A_REQUEST 25

cvn_code cvn_postmark_open(cvn_mail *mail, cvn_error *error)
{
    bool test = mail->test_mode;
    if (mail->via.port || !cvn_host_is_plain(mail->via.host))
        return cvn_fail(error, CVN_E_USAGE, "--via: not a message stream, such as postmark://outbound");
    cvn_code code = test ? CVN_OK : cvn_mail_needs(mail, CVN_SECRET_POSTMARK_TOKEN, error);
    if (!code)
        code = cvn_api_open(mail, "https://api.postmarkapp.com", "/email/batch", error);
    if (code)
        return code;
    cvn_api_header(mail, "X-Postmark-Server-Token", test ? "POSTMARK_API_TEST" : cvn_secrets_get(mail->secrets, CVN_SECRET_POSTMARK_TOKEN));
    cvn_api_header(mail, "Content-Type", "application/json");
    cvn_api_header(mail, "Accept", "application/json");
    return CVN_OK;
}

/** postmarkapp.com/developer/api/overview#error-codes: 422 stands for all of them, the ErrorCode tells them apart. */
void cvn_postmark_judge(cvn_delivery *delivery, long status, int error_code, const char *said)
{
    static const struct {
        int error_code;
        cvn_outcome outcome;
        cvn_onward onward;
        cvn_code code;
    } known[] = {
        {10, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},   /* bad or missing token */
        {100, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_TEMPORARY},    /* maintenance */
        {400, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},  /* sender signature not found, */
        {401, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},  /* not confirmed */
        {405, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},  /* no credits left */
        {406, CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK},             /* inactive recipient: bounced or complained before */
        {412, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},  /* account pending approval */
        {413, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},  /* account may not send */
        {429, CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},            /* rate limit */
        {1235, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE}, /* no such message stream */
        {1236, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE}, /* not a stream that sends */
    };
    cvn_http_judge(delivery, status);
    if (status >= 200 && status < 300) /* a success that reports a failure */
        delivery->outcome = CVN_OUTCOME_NEVER;
    for (size_t i = 0; i < CVN_COUNT(known); i++)
        if (known[i].error_code == error_code) {
            delivery->outcome = known[i].outcome;
            delivery->onward = known[i].onward;
            delivery->code = known[i].code;
        }
    if (error_code == 300 && said && strstr(said, "'From'")) { /* invalid request, for a reason that is the same for every message */
        delivery->outcome = CVN_OUTCOME_LATER;
        delivery->onward = CVN_ONWARD_STOP;
        delivery->code = CVN_E_UNAVAILABLE;
    }
}

static void add_file(cJSON *files, const char *name, const char *type, const char *base64)
{
    cJSON *file = cJSON_CreateObject();
    cJSON_AddStringToObject(file, "Name", name);
    cJSON_AddStringToObject(file, "Content", base64);
    cJSON_AddStringToObject(file, "ContentType", type);
    cJSON_AddItemToArray(files, file);
}

static void add_header(cJSON *headers, const char *name, const char *value)
{
    cJSON *header = cJSON_CreateObject();
    cJSON_AddStringToObject(header, "Name", name);
    cJSON_AddStringToObject(header, "Value", value);
    cJSON_AddItemToArray(headers, header);
}

/** The calendar once, as the part that is acted upon; a second copy to open by hand would be a second invitation to some programs. */
static void add_files(cJSON *body, const cvn_mail_parts *parts)
{
    cJSON *files = cJSON_AddArrayToObject(body, "Attachments");
    for (size_t i = 0; i < parts->files.count && !parts->calendar[0]; i++)
        add_file(files, parts->files.at[i].name, parts->files.at[i].type, parts->files.at[i].base64);
    if (parts->calendar[0]) {
        char *type = cvn_mail_parts_calendar_type(parts), *base64 = cvn_mail_parts_calendar_base64(parts);
        add_file(files, "invite.ics", type, base64);
        free(type);
        free(base64);
    }
}

static cJSON *body_of(const cvn_transfer *t, const cvn_mail_parts *parts)
{
    cJSON *body = cJSON_CreateObject(), *headers;
    cvn_mail_mailbox_add(body, "From", parts->from_name, parts->from_address);
    cvn_mail_mailbox_add(body, "To", parts->to_name, parts->to_address);
    if (parts->reply_address[0])
        cvn_mail_mailbox_add(body, "ReplyTo", parts->reply_name, parts->reply_address);
    cJSON_AddStringToObject(body, "Subject", parts->subject);
    if (parts->text[0])
        cJSON_AddStringToObject(body, "TextBody", parts->text);
    if (parts->html[0])
        cJSON_AddStringToObject(body, "HtmlBody", parts->html);
    headers = cJSON_AddArrayToObject(body, "Headers");
    for (size_t i = 0; i < parts->headers.count; i++)
        add_header(headers, parts->headers.at[i].name, parts->headers.at[i].value);
    add_header(headers, "X-PM-KeepID", "true"); /* else they put a Message-ID of their own */
    add_files(body, parts);
    cJSON_AddStringToObject(body, "MessageStream", t->mail->via.host);
    cJSON_AddBoolToObject(body, "TrackOpens", false);
    cJSON_AddStringToObject(body, "TrackLinks", "None");
    return body;
}

static const char *text_at(const cJSON *answer, const char *key)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(answer, key));
}

static void judge_one(cvn_transfer *t, const cJSON *answer)
{
    long status = t->reply.status;
    const char *id = text_at(answer, "MessageID"), *said = text_at(answer, "Message");
    const cJSON *number = cJSON_GetObjectItemCaseSensitive(answer, "ErrorCode");
    int error_code = cJSON_IsNumber(number) ? number->valueint : -1;
    if (status == 200 && id && error_code == 0) {
        cvn_api_sent(t, id);
    } else if (status >= 200 && status < 300 && error_code <= 0) {
        cvn_api_unclear(t, "Postmark");
    } else {
        char type[32];
        snprintf(type, sizeof type, "error %d", error_code);
        cvn_postmark_judge(&t->delivery, status, error_code, said);
        cvn_api_refused(t, error_code > 0 ? type : NULL, said);
    }
}

static void judge(cvn_transfer *first)
{
    cvn_batch_judge(first, "Postmark", judge_one);
}

void cvn_postmark_start(cvn_transfer *t)
{
    cvn_mail_parts parts;
    const char *flaw = NULL;
    if (cvn_mail_parts_read(&parts, &t->message, &flaw))
        cvn_batch_add(t, body_of(t, &parts), MESSAGES_A_REQUEST, judge);
    else
        cvn_api_flawed(t, flaw);
    cvn_mail_parts_free(&parts);
}
