/* SPDX-License-Identifier: Apache-2.0 */
/** Gmail: POST /gmail/v1/users/ADDRESS/messages/send, {"raw": the whole message in base64url}. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "mail/api.h"

cvn_code cvn_gmail_open(cvn_mail *mail, cvn_error *error)
{
    cvn_buffer path = {0};
    char *mailbox = cvn_api_mailbox(mail, error);
    if (!mailbox)
        return CVN_E_USAGE;
    cvn_buffer_printf(&path, "/gmail/v1/users/%s/messages/send", mailbox);
    cvn_code code = cvn_api_open(mail, "https://gmail.googleapis.com", path.text, error);
    if (!code)
        code = cvn_token_open(mail, error);
    if (!code)
        cvn_api_header(mail, "Content-Type", "application/json");
    cvn_buffer_free(&path);
    free(mailbox);
    return code;
}

/* developers.google.com/workspace/gmail/api/guides/handle-errors: 403 is both "slower" and "you may not", told apart by the reason. */
static const cvn_api_rule rules[] = {
    {0, "rateLimitExceeded", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
    {0, "userRateLimitExceeded", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
    {0, "dailyLimitExceeded", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_TEMPORARY},
    {0, "quotaExceeded", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_TEMPORARY},
    {400, "failedPrecondition", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE}, /* no mail in this account; no delegation */
    {0, "backendError", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
};

void cvn_gmail_judge(cvn_delivery *delivery, long status, const char *reason)
{
    cvn_api_judge(delivery, status, reason, rules, CVN_COUNT(rules));
}

/** "User-rate limit exceeded.  Retry after 2027-03-01T10:00:05.123Z": Gmail says so in words, and in no header. */
static void heed_words(cvn_transfer *t, const char *said)
{
    cvn_delivery *delivery = &t->delivery;
    static const char after[] = "Retry after ";
    const char *found = said ? strstr(said, after) : NULL;
    GDateTime *when = NULL;
    if (found && delivery->retry_after_s < 0) {
        const char *text = found + sizeof after - 1;
        char *moment = cvn_strndup(text, strspn(text, "0123456789-:.TZ"));
        when = g_date_time_new_from_iso8601(moment, NULL);
        free(moment);
    }
    if (when) {
        int64_t wait_s = g_date_time_to_unix(when) - cvn_api_now_s(t);
        delivery->retry_after_s = wait_s > 0 ? wait_s + 1 : 1; /* the fraction */
        g_date_time_unref(when);
    }
}

static void judge(cvn_transfer *t)
{
    const cvn_http_reply *reply = &t->reply;
    const char *id = cvn_http_reply_text(reply, "id");
    const cJSON *what = cJSON_GetObjectItemCaseSensitive(reply->json, "error");
    const cJSON *first = cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(what, "errors"), 0);
    const char *reason = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(first, "reason"));
    const char *said = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(what, "message"));
    if (reply->status == 200 && id) {
        cvn_api_sent(t, id);
    } else if (reply->status >= 200 && reply->status < 300) {
        cvn_api_unclear(t, "Gmail");
    } else {
        cvn_gmail_judge(&t->delivery, reply->status, reason);
        cvn_api_refused(t, reason, said);
        if (t->delivery.onward == CVN_ONWARD_PAUSE)
            heed_words(t, said);
    }
}

/** Base64 with "-" and "_" (RFC 4648, 5). The parts were read for the recipients alone: Gmail sends to whom it finds in the headers. */
static cJSON *body_of(const cvn_transfer *t, const cvn_mail_parts *parts)
{
    const cvn_mail_message *message = &t->message;
    (void)parts;
    cJSON *body = cJSON_CreateObject();
    char *raw = g_base64_encode(message->mime, message->length);
    for (char *c = raw; *c; c++)
        *c = (char)(*c == '+' ? '-' : *c == '/' ? '_' : *c);
    cJSON_AddStringToObject(body, "raw", raw);
    g_free(raw);
    return body;
}

void cvn_gmail_start(cvn_transfer *t)
{
    cvn_api_deliver(t, body_of, judge);
}
