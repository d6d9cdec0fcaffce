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

/** Until the submission nothing can have been sent: later, or never where it says so. */
static void not_sent(cvn_transfer *t)
{
    if (t->delivery.outcome != CVN_OUTCOME_NEVER)
        t->delivery.outcome = CVN_OUTCOME_LATER;
}

static void set_email(cvn_transfer *t, const char *id)
{
    cvn_jmap_way *way = t->state;
    snprintf(way->email, sizeof way->email, "%s", id);
}

static void submit(cvn_transfer *t);

/** One that an earlier try has left there serves too. */
static void imported(cvn_transfer *t)
{
    const cJSON *answer = cvn_jmap_answered(t) ? cvn_jmap_response(t, "Email/import", "import") : NULL;
    const cJSON *refused = cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(answer, "notCreated"), "m");
    const char *id = cvn_jmap_text(cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(answer, "created"), "m"), "id");
    const char *type = cvn_jmap_text(refused, "type");
    if (!id && type && !strcmp(type, "alreadyExists"))
        id = cvn_jmap_text(refused, "existingId");
    if (id && strlen(id) <= CVN_JMAP_ID_MOST) {
        set_email(t, id);
        submit(t);
        return;
    }
    if (answer)
        cvn_jmap_refused(t, refused);
    not_sent(t);
}

static void uploaded(cvn_transfer *t)
{
    const char *blob = cvn_jmap_answered(t) ? cvn_http_reply_text(&t->reply, "blobId") : NULL;
    if (blob) {
        cvn_jmap_call(t, import_call(t->mail, blob), imported);
        return;
    }
    if (t->reply.status >= 200 && t->reply.status < 300)
        cvn_api_unclear(t, "JMAP");
    not_sent(t);
}

static void upload(cvn_transfer *t)
{
    const cvn_jmap *jmap = t->mail->state;
    char *bytes = cvn_alloc(t->message.length + 1);
    memcpy(bytes, t->message.mime, t->message.length);
    t->harmless = true;
    t->url = jmap->upload_url;
    t->headers = jmap->message;
    cvn_http_post(t, bytes, t->message.length, uploaded);
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

/** Whether taking the draft away worked does not matter to the message. */
static void discarded(cvn_transfer *t)
{
    const cvn_jmap_way *way = t->state;
    t->delivery = way->verdict;
}

/** What was not sent is not to lie among the drafts. */
static void discard(cvn_transfer *t)
{
    cvn_jmap_way *way = t->state;
    cJSON *arguments = cvn_jmap_arguments(t->mail), *calls = cJSON_CreateArray();
    way->verdict = t->delivery;
    cJSON_AddItemToArray(cJSON_AddArrayToObject(arguments, "destroy"), cJSON_CreateString(way->email));
    cJSON_AddItemToArray(calls, cvn_jmap_method("Email/set", arguments, "discard"));
    cvn_jmap_call(t, calls, discarded);
}

static void submitted(cvn_transfer *t)
{
    const cJSON *answer = cvn_jmap_answered(t) ? cvn_jmap_response(t, "EmailSubmission/set", "submit") : NULL;
    const char *id = cvn_jmap_text(cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(answer, "created"), "s"), "id");
    if (id)
        cvn_api_sent(t, id);
    else if (answer)
        cvn_jmap_refused(t, cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(answer, "notCreated"), "s"));
    bool refused = t->delivery.outcome == CVN_OUTCOME_NEVER || t->delivery.outcome == CVN_OUTCOME_LATER;
    if (refused && t->reply.status)
        discard(t);
}

static void submit(cvn_transfer *t)
{
    const cvn_jmap_way *way = t->state;
    t->harmless = false;
    cvn_jmap_call(t, submit_call(t->mail, &t->message, way->identity, way->email), submitted);
}

/* ---- from the start ------------------------------------------------------------------------------------------------------------------------ */

static void upload_or_submit(cvn_transfer *t)
{
    const cvn_jmap_way *way = t->state;
    if (way->email[0])
        submit(t);
    else
        upload(t);
}

static void ready(cvn_transfer *t)
{
    cvn_jmap_way *way = t->state;
    way->identity = cvn_jmap_identity(t->mail->state, t->message.from);
    if (!way->identity) {
        cvn_buffer words = {0};
        cvn_jmap_judge(&t->delivery, "forbiddenFrom");
        cvn_buffer_printf(&words, "the account has no identity for %s: the sender is one of its own addresses", t->message.from);
        cvn_delivery_words(&t->delivery, t->mail, words.text);
        cvn_buffer_free(&words);
    } else if (t->message.in_doubt && t->message.message_id && t->message.message_id[0]) {
        cvn_jmap_look(t, upload_or_submit);
    } else {
        upload(t);
    }
}

void cvn_jmap_start(cvn_transfer *t)
{
    const cvn_jmap *jmap = t->mail->state;
    if (!t->state)
        t->state = CVN_NEW(cvn_jmap_way);
    *(cvn_jmap_way *)t->state = (cvn_jmap_way){0};
    if (jmap->identities)
        ready(t);
    else
        cvn_jmap_learn(t, ready);
}
