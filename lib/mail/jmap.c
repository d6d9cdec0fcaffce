/* SPDX-License-Identifier: Apache-2.0 */
/**
 * JMAP (RFC 8620, 8621): the message is uploaded, imported as a draft, and submitted with its envelope; then it moves to the sent mail. Until
 * the submission nothing can have been sent, whatever goes wrong; each step is a request of its own, so that each one's error is its own.
 */
#include <stdlib.h>
#include <string.h>

#include "mail/jmap.h"

static cvn_code log_in(cvn_mail *mail, cvn_error *error)
{
    const char *user = cvn_secrets_get(mail->secrets, CVN_SECRET_JMAP_USER),
               *password = cvn_secrets_get(mail->secrets, CVN_SECRET_JMAP_PASSWORD);
    if (!user && !password)
        return cvn_token_open(mail, error);
    if (!user || !password)
        return cvn_mail_needs(mail, user ? CVN_SECRET_JMAP_PASSWORD : CVN_SECRET_JMAP_USER, error);
    curl_easy_setopt(mail->curl, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
    curl_easy_setopt(mail->curl, CURLOPT_USERNAME, user);
    curl_easy_setopt(mail->curl, CURLOPT_PASSWORD, password);
    return CVN_OK;
}

cvn_code cvn_jmap_open(cvn_mail *mail, cvn_error *error)
{
    const cvn_via *via = &mail->via;
    cvn_buffer base = {0};
    cvn_jmap *jmap = mail->state = CVN_NEW(cvn_jmap);
    cvn_buffer_printf(&base, "https://%s", via->host);
    if (via->port)
        cvn_buffer_printf(&base, ":%d", via->port);
    cvn_code code = cvn_api_open(mail, base.text, "/.well-known/jmap", error);
    if (!code)
        code = log_in(mail, error);
    if (!code) {
        jmap->session_url = cvn_strdup(mail->url);
        jmap->json = curl_slist_append(curl_slist_append(NULL, "Content-Type: application/json"), "Accept: application/json");
        jmap->message = curl_slist_append(curl_slist_append(NULL, "Content-Type: message/rfc822"), "Accept: application/json");
    }
    cvn_buffer_free(&base);
    return code;
}

void cvn_jmap_close(cvn_mail *mail)
{
    cvn_jmap *jmap = mail->state;
    if (!jmap)
        return;
    cvn_jmap_forget(jmap);
    free(jmap->session_url);
    curl_slist_free_all(jmap->json);
    curl_slist_free_all(jmap->message);
    mail->headers = NULL; /* one of those two */
    free(jmap);
    mail->state = NULL;
}

/* ---- importing ----------------------------------------------------------------------------------------------------------------------------- */

static cJSON *import_call(const cvn_mail *mail, const char *blob)
{
    const cvn_jmap *jmap = mail->state;
    cJSON *arguments = cvn_jmap_arguments(mail), *email = cJSON_CreateObject(), *keywords, *calls = cJSON_CreateArray();
    cJSON_AddStringToObject(email, "blobId", blob);
    cJSON_AddTrueToObject(cJSON_AddObjectToObject(email, "mailboxIds"), jmap->drafts ? jmap->drafts : jmap->sent);
    keywords = cJSON_AddObjectToObject(email, "keywords");
    cJSON_AddTrueToObject(keywords, "$seen");
    if (jmap->drafts)
        cJSON_AddTrueToObject(keywords, "$draft");
    cJSON_AddItemToObject(cJSON_AddObjectToObject(arguments, "emails"), "m", email);
    cJSON_AddItemToArray(calls, cvn_jmap_method("Email/import", arguments, "import"));
    return calls;
}

/** The id of the message in the mailbox, malloc'd; NULL: delivery says why not. One that an earlier try has left there serves too. */
static char *import(cvn_mail *mail, const char *blob, cvn_delivery *delivery)
{
    cvn_http_reply reply;
    char *out = NULL;
    if (!cvn_jmap_call(mail, import_call(mail, blob), &reply, delivery))
        return NULL;
    const cJSON *answer = cvn_jmap_response(mail, &reply, "Email/import", "import", delivery);
    if (answer) {
        const cJSON *refused = cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(answer, "notCreated"), "m");
        const char *id = cvn_jmap_text(cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(answer, "created"), "m"), "id");
        const char *type = cvn_jmap_text(refused, "type");
        if (!id && type && !strcmp(type, "alreadyExists"))
            id = cvn_jmap_text(refused, "existingId");
        if (id)
            out = cvn_strdup(id);
        else
            cvn_jmap_refused(delivery, mail, refused);
    }
    cvn_http_reply_free(&reply);
    return out;
}

/** What was not sent is not to lie among the drafts. Whether that works does not matter to the message. */
static void discard(cvn_mail *mail, const char *email)
{
    cvn_http_reply reply;
    cvn_delivery ignored = {0};
    cJSON *arguments = cvn_jmap_arguments(mail), *calls = cJSON_CreateArray();
    cJSON_AddItemToArray(cJSON_AddArrayToObject(arguments, "destroy"), cJSON_CreateString(email));
    cJSON_AddItemToArray(calls, cvn_jmap_method("Email/set", arguments, "discard"));
    if (cvn_jmap_call(mail, calls, &reply, &ignored))
        cvn_http_reply_free(&reply);
}

/* ---- submitting ---------------------------------------------------------------------------------------------------------------------------- */

static cJSON *envelope_address(const char *address)
{
    cJSON *out = cJSON_CreateObject();
    cJSON_AddStringToObject(out, "email", address);
    cJSON_AddNullToObject(out, "parameters");
    return out;
}

static void patch(cJSON *update, const char *what, const char *key, cJSON *value)
{
    cvn_buffer path = {0};
    cvn_buffer_printf(&path, "%s/%s", what, key); /* ids are letters, digits, "-" and "_": nothing to escape in a pointer */
    cJSON_AddItemToObject(update, path.text, value);
    cvn_buffer_free(&path);
}

/** What becomes of the draft once it is sent. */
static void add_success(cJSON *arguments, const cvn_jmap *jmap)
{
    if (jmap->drafts && jmap->sent) {
        cJSON *update = cJSON_AddObjectToObject(cJSON_AddObjectToObject(arguments, "onSuccessUpdateEmail"), "#s");
        patch(update, "mailboxIds", jmap->drafts, cJSON_CreateNull());
        patch(update, "mailboxIds", jmap->sent, cJSON_CreateTrue());
        patch(update, "keywords", "$draft", cJSON_CreateNull());
    } else if (jmap->drafts) {
        cJSON_AddItemToArray(cJSON_AddArrayToObject(arguments, "onSuccessDestroyEmail"), cJSON_CreateString("#s"));
    }
}

static cJSON *submit_call(const cvn_mail *mail, const cvn_mail_message *message, const char *identity, const char *email)
{
    cJSON *arguments = cvn_jmap_arguments(mail), *submission = cJSON_CreateObject(), *envelope, *calls = cJSON_CreateArray();
    cJSON_AddStringToObject(submission, "identityId", identity);
    cJSON_AddStringToObject(submission, "emailId", email);
    envelope = cJSON_AddObjectToObject(submission, "envelope");
    cJSON_AddItemToObject(envelope, "mailFrom", envelope_address(message->from));
    cJSON_AddItemToArray(cJSON_AddArrayToObject(envelope, "rcptTo"), envelope_address(message->to));
    cJSON_AddItemToObject(cJSON_AddObjectToObject(arguments, "create"), "s", submission);
    add_success(arguments, mail->state);
    cJSON_AddItemToArray(calls, cvn_jmap_method("EmailSubmission/set", arguments, "submit"));
    return calls;
}

static void submit(cvn_mail *mail, const cvn_mail_message *message, const char *identity, const char *email, cvn_delivery *delivery)
{
    cvn_http_reply reply;
    if (!cvn_jmap_call(mail, submit_call(mail, message, identity, email), &reply, delivery))
        return;
    const cJSON *answer = cvn_jmap_response(mail, &reply, "EmailSubmission/set", "submit", delivery);
    if (answer) {
        const char *id = cvn_jmap_text(cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(answer, "created"), "s"), "id");
        if (id)
            cvn_api_sent(delivery, mail, id);
        else
            cvn_jmap_refused(delivery, mail, cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(answer, "notCreated"), "s"));
    }
    cvn_http_reply_free(&reply);
}

/** Everything before the submission. The id of the draft, malloc'd; NULL: delivery says why not, and it is never UNKNOWN. */
static char *prepare(cvn_mail *mail, const cvn_mail_message *message, const char **identity, cvn_delivery *delivery)
{
    char *email = NULL, *blob = NULL;
    if (cvn_jmap_ready(mail, delivery)) {
        *identity = cvn_jmap_identity(mail->state, message->from);
        if (*identity) {
            blob = cvn_jmap_upload(mail, message, delivery);
        } else {
            cvn_buffer words = {0};
            cvn_jmap_judge(delivery, "forbiddenFrom");
            cvn_buffer_printf(&words, "the account has no identity for %s: the sender is one of its own addresses", message->from);
            cvn_delivery_words(delivery, mail, words.text);
            cvn_buffer_free(&words);
        }
    }
    if (blob)
        email = import(mail, blob, delivery);
    free(blob);
    if (!email && delivery->outcome != CVN_OUTCOME_NEVER)
        delivery->outcome = CVN_OUTCOME_LATER;
    return email;
}

void cvn_jmap_deliver(cvn_mail *mail, const cvn_mail_message *message, cvn_delivery *delivery)
{
    const char *identity = NULL;
    char *email = prepare(mail, message, &identity, delivery);
    if (email) {
        submit(mail, message, identity, email, delivery);
        if (delivery->outcome == CVN_OUTCOME_NEVER || delivery->outcome == CVN_OUTCOME_LATER)
            discard(mail, email);
    }
    if (delivery->onward == CVN_ONWARD_STOP) /* what we know of the account may be what is wrong */
        cvn_jmap_forget(mail->state);
    free(email);
}
