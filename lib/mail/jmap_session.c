/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "mail/jmap.h"

const char *cvn_jmap_text(const cJSON *object, const char *key)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
}

void cvn_jmap_forget(cvn_jmap *jmap)
{
    char **const texts[] = {&jmap->api_url, &jmap->upload_url, &jmap->account, &jmap->drafts, &jmap->sent};
    for (size_t i = 0; i < CVN_COUNT(texts); i++) {
        free(*texts[i]);
        *texts[i] = NULL;
    }
    cJSON_Delete(jmap->identities);
    jmap->identities = NULL;
}

static bool stop(cvn_transfer *t, const char *words)
{
    cvn_delivery *delivery = &t->delivery;
    delivery->outcome = CVN_OUTCOME_LATER;
    delivery->onward = CVN_ONWARD_STOP;
    delivery->code = CVN_E_UNAVAILABLE;
    cvn_delivery_words(delivery, t->mail, words);
    return false;
}

/* ---- what errors mean ---------------------------------------------------------------------------------------------------------------------- */

/* RFC 8620, 3.6.1, 3.6.2 and 5.3; RFC 8621, 4.8 and 7.5. */
static const cvn_api_rule rules[] = {
    {0, "tooLarge", CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK},
    {0, "invalidEmail", CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK},
    {0, "invalidProperties", CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK},
    {0, "tooManyRecipients", CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK},
    {0, "noRecipients", CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK},
    {0, "invalidRecipients", CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK},
    {0, "rateLimit", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
    {0, "serverUnavailable", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
    {0, "serverFail", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
    {0, "serverPartialFail", CVN_OUTCOME_UNKNOWN, CVN_ONWARD_PAUSE, CVN_OK},
    {0, "urn:ietf:params:jmap:error:limit", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
    {0, "stateMismatch", CVN_OUTCOME_LATER, CVN_ONWARD_NEXT, CVN_OK},
    {0, "notFound", CVN_OUTCOME_LATER, CVN_ONWARD_NEXT, CVN_OK},     /* what was uploaded is gone already */
    {0, "blobNotFound", CVN_OUTCOME_LATER, CVN_ONWARD_NEXT, CVN_OK}, /* the same */
    {0, "overQuota", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_TEMPORARY},
    /* The rest is about the account, the identity or the two programs: forbidden, forbiddenFrom, accountReadOnly, unknownMethod, … */
    {0, NULL, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},
};

void cvn_jmap_judge(cvn_delivery *delivery, const char *type)
{
    cvn_api_judge(delivery, 0, type, rules, CVN_COUNT(rules));
}

void cvn_jmap_refused(cvn_transfer *t, const cJSON *error)
{
    const char *type = cvn_jmap_text(error, "type"), *said = cvn_jmap_text(error, "description");
    cvn_buffer words = {0};
    if (!type) {
        cvn_api_unclear(t, "JMAP");
        return;
    }
    cvn_jmap_judge(&t->delivery, type);
    cvn_buffer_printf(&words, "%s%s%s", type, said ? ": " : "", said ? said : "");
    cvn_delivery_words(&t->delivery, t->mail, words.text);
    cvn_buffer_free(&words);
}

/** A status other than 2xx: a problem report (RFC 7807), or whatever stands before the server. */
static void refuse_request(cvn_transfer *t)
{
    const cvn_http_reply *reply = &t->reply;
    const char *type = cvn_http_reply_text(reply, "type"), *said = cvn_http_reply_text(reply, "detail");
    if (type && cvn_text_starts(type, "urn:ietf:params:jmap:error:"))
        cvn_jmap_judge(&t->delivery, type);
    else
        cvn_http_judge(&t->delivery, reply->status);
    cvn_api_refused(t, type, said);
}

/* ---- requests ------------------------------------------------------------------------------------------------------------------------------ */

cJSON *cvn_jmap_method(const char *name, cJSON *arguments, const char *id)
{
    cJSON *method = cJSON_CreateArray();
    cJSON_AddItemToArray(method, cJSON_CreateString(name));
    cJSON_AddItemToArray(method, arguments);
    cJSON_AddItemToArray(method, cJSON_CreateString(id));
    return method;
}

cJSON *cvn_jmap_arguments(const cvn_mail *mail)
{
    cJSON *arguments = cJSON_CreateObject();
    cJSON_AddStringToObject(arguments, "accountId", ((const cvn_jmap *)mail->state)->account);
    return arguments;
}

void cvn_jmap_call(cvn_transfer *t, cJSON *calls, cvn_step *answered)
{
    static const char *const capabilities[] = {CVN_JMAP_CORE, CVN_JMAP_MAIL, CVN_JMAP_SUBMISSION};
    const cvn_jmap *jmap = t->mail->state;
    cJSON *request = cJSON_CreateObject();
    size_t length = 0;
    cJSON_AddItemToObject(request, "using", cJSON_CreateStringArray(capabilities, CVN_COUNT(capabilities)));
    cJSON_AddItemToObject(request, "methodCalls", calls);
    t->url = jmap->api_url;
    t->headers = jmap->json;
    char *text = cvn_api_print(request, &length);
    cvn_http_post(t, text, length, answered);
}

bool cvn_jmap_answered(cvn_transfer *t)
{
    if (t->reply.status >= 200 && t->reply.status < 300)
        return true;
    if (t->reply.status)
        refuse_request(t);
    return false;
}

const cJSON *cvn_jmap_response(cvn_transfer *t, const char *name, const char *id)
{
    const cJSON *response;
    cJSON_ArrayForEach(response, cJSON_GetObjectItemCaseSensitive(t->reply.json, "methodResponses"))
    {
        const char *is = cJSON_GetStringValue(cJSON_GetArrayItem(response, 0)), *of = cJSON_GetStringValue(cJSON_GetArrayItem(response, 2));
        if (!is || !of || strcmp(of, id) != 0)
            continue;
        if (!strcmp(is, name))
            return cJSON_GetArrayItem(response, 1);
        if (!strcmp(is, "error")) {
            cvn_jmap_refused(t, cJSON_GetArrayItem(response, 1));
            return NULL;
        }
    }
    cvn_jmap_refused(t, NULL);
    return NULL;
}

/* ---- the session --------------------------------------------------------------------------------------------------------------------------- */

/** A URL of the session, which may be relative to it. NULL: none, or one that would be reached without encryption where that is not meant. */
static char *resolve(const cvn_mail *mail, const char *base, const char *url)
{
    CURLU *parsed = curl_url();
    char *scheme = NULL, *host = NULL, *whole = NULL, *out = NULL;
    if (url && !curl_url_set(parsed, CURLUPART_URL, base, 0) && !curl_url_set(parsed, CURLUPART_URL, url, 0) &&
        !curl_url_get(parsed, CURLUPART_SCHEME, &scheme, 0) && !curl_url_get(parsed, CURLUPART_HOST, &host, 0) &&
        !curl_url_get(parsed, CURLUPART_URL, &whole, 0)) {
        bool plain_is_meant = mail->insecure || (mail->via.endpoint_loopback && cvn_host_is_loopback(host));
        if (!strcmp(scheme, "https") || (!strcmp(scheme, "http") && plain_is_meant))
            out = cvn_strdup(whole);
    }
    curl_free(scheme);
    curl_free(host);
    curl_free(whole);
    curl_url_cleanup(parsed);
    return out;
}

/** "https://…/upload/{accountId}/" with the account in its place. malloc'd. */
static char *expand(const char *template, const char *account)
{
    static const char field[] = "{accountId}";
    const char *at = template ? strstr(template, field) : NULL;
    cvn_buffer out = {0};
    if (!at)
        return NULL;
    char *escaped = curl_easy_escape(NULL, account, 0);
    cvn_buffer_printf(&out, "%.*s%s%s", (int)(at - template), template, escaped, at + sizeof field - 1);
    curl_free(escaped);
    return cvn_buffer_take(&out);
}

/** RFC 8620, 2: how many requests the server takes at a time, and uploads: each message is one of either. */
static void heed_limits(cvn_mail *mail, const cJSON *capabilities)
{
    static const char *const names[] = {"maxConcurrentRequests", "maxConcurrentUpload"};
    const cJSON *core = cJSON_GetObjectItemCaseSensitive(capabilities, CVN_JMAP_CORE);
    for (size_t i = 0; i < CVN_COUNT(names); i++) {
        const cJSON *most = cJSON_GetObjectItemCaseSensitive(core, names[i]);
        if (cJSON_IsNumber(most) && most->valuedouble >= 1 && most->valuedouble < (double)mail->limit)
            mail->limit = (size_t)most->valuedouble;
    }
}

static bool read_session(cvn_transfer *t)
{
    cvn_mail *mail = t->mail;
    cvn_jmap *jmap = mail->state;
    const cJSON *session = t->reply.json;
    char *base = NULL;
    const cJSON *can = cJSON_GetObjectItemCaseSensitive(session, "capabilities");
    const cJSON *accounts = cJSON_GetObjectItemCaseSensitive(session, "primaryAccounts");
    const char *account = cvn_jmap_text(accounts, CVN_JMAP_SUBMISSION);
    if (!can)
        return stop(t, "the server's answer is no JMAP session: is the host right");
    if (!cJSON_HasObjectItem(can, CVN_JMAP_MAIL) || !cJSON_HasObjectItem(can, CVN_JMAP_SUBMISSION))
        return stop(t, "the server speaks JMAP, but takes no mail to be sent (" CVN_JMAP_SUBMISSION " is missing)");
    account = account ? account : cvn_jmap_text(accounts, CVN_JMAP_MAIL);
    if (!account)
        return stop(t, "the login has no account that mail can be sent from");
    curl_easy_getinfo(t->curl, CURLINFO_EFFECTIVE_URL, &base);
    heed_limits(mail, can);
    char *upload = expand(cvn_jmap_text(session, "uploadUrl"), account);
    jmap->account = cvn_strdup(account);
    jmap->api_url = resolve(mail, base, cvn_jmap_text(session, "apiUrl"));
    jmap->upload_url = resolve(mail, base, upload);
    free(upload);
    if (!jmap->api_url || !jmap->upload_url)
        return stop(t, "the session names no apiUrl or uploadUrl that is reached with encryption");
    return true;
}

/* ---- mailboxes and identities -------------------------------------------------------------------------------------------------------------- */

static cJSON *mailbox_query(const cvn_mail *mail, const char *role)
{
    cJSON *arguments = cvn_jmap_arguments(mail);
    cJSON_AddStringToObject(cJSON_AddObjectToObject(arguments, "filter"), "role", role);
    return cvn_jmap_method("Mailbox/query", arguments, role);
}

/** The first id that a query found, malloc'd, or NULL. False: it was refused, and delivery says why. */
static bool found_mailbox(char **out, cvn_transfer *t, const char *role)
{
    const cJSON *answer = cvn_jmap_response(t, "Mailbox/query", role);
    const char *id = cJSON_GetStringValue(cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(answer, "ids"), 0));
    *out = id ? cvn_strdup(id) : NULL;
    return answer != NULL;
}

static bool read_account(cvn_transfer *t)
{
    cvn_jmap *jmap = t->mail->state;
    if (!found_mailbox(&jmap->drafts, t, "drafts") || !found_mailbox(&jmap->sent, t, "sent"))
        return false;
    const cJSON *answer = cvn_jmap_response(t, "Identity/get", "identities");
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(answer, "list");
    if (!answer)
        return false;
    if (!jmap->drafts && !jmap->sent)
        return stop(t, "the account has neither a mailbox for drafts nor one for sent mail: messages are to be put there first");
    jmap->identities = list ? cJSON_Duplicate(list, true) : cJSON_CreateArray();
    return true;
}

/* ---- one request, then the other ----------------------------------------------------------------------------------------------------------- */

/** What is asked here sends nothing, so whatever went wrong: later, or never where it says so. */
static void not_sent(cvn_transfer *t)
{
    cvn_jmap_forget(t->mail->state);
    if (t->delivery.outcome != CVN_OUTCOME_NEVER)
        t->delivery.outcome = CVN_OUTCOME_LATER;
}

static void account_answered(cvn_transfer *t)
{
    if (cvn_jmap_answered(t) && read_account(t))
        t->judge(t);
    else
        not_sent(t);
}

static void ask_account(cvn_transfer *t)
{
    static const char *const wanted[] = {"id", "email"};
    cJSON *calls = cJSON_CreateArray(), *identities = cvn_jmap_arguments(t->mail);
    cJSON_AddNullToObject(identities, "ids");
    cJSON_AddItemToObject(identities, "properties", cJSON_CreateStringArray(wanted, CVN_COUNT(wanted)));
    cJSON_AddItemToArray(calls, mailbox_query(t->mail, "drafts"));
    cJSON_AddItemToArray(calls, mailbox_query(t->mail, "sent"));
    cJSON_AddItemToArray(calls, cvn_jmap_method("Identity/get", identities, "identities"));
    cvn_jmap_call(t, calls, account_answered);
}

static void session_answered(cvn_transfer *t)
{
    curl_easy_setopt(t->curl, CURLOPT_FOLLOWLOCATION, 0L);
    if (cvn_jmap_answered(t) && read_session(t))
        ask_account(t);
    else
        not_sent(t);
}

/** /.well-known/jmap may lead elsewhere (RFC 8620, 2.2). libcurl keeps the login to itself where that is another host. */
void cvn_jmap_learn(cvn_transfer *t, cvn_step *ready)
{
    cvn_jmap *jmap = t->mail->state;
    cvn_jmap_forget(jmap);
    t->judge = ready;
    t->harmless = true;
    t->url = jmap->session_url;
    t->headers = NULL;
    curl_easy_setopt(t->curl, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(t->curl, CURLOPT_MAXREDIRS, 3L);
    curl_easy_setopt(t->curl, CURLOPT_REDIR_PROTOCOLS_STR, t->mail->insecure || t->mail->via.endpoint_loopback ? "https,http" : "https");
    cvn_http_get(t, session_answered);
}

/** "*@example.org" stands for each address of the domain (RFC 8621, 6). */
static bool covers(const char *identity, const char *address)
{
    const char *domain = strchr(address, '@');
    return cvn_text_equal_nocase(identity, address) || (cvn_text_starts(identity, "*@") && cvn_text_equal_nocase(identity + 1, domain));
}

const char *cvn_jmap_identity(const cvn_jmap *jmap, const char *address)
{
    const char *blank = NULL; /* Cyrus names no address at all, and judges the sender when the message is submitted */
    const cJSON *identity;
    cJSON_ArrayForEach(identity, jmap->identities)
    {
        const char *email = cvn_jmap_text(identity, "email");
        if (email && covers(email, address))
            return cvn_jmap_text(identity, "id");
        if (email && !*email && !blank)
            blank = cvn_jmap_text(identity, "id");
    }
    return blank;
}
