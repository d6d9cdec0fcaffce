/* SPDX-License-Identifier: Apache-2.0 */
/**
 * After a lost answer: was the message submitted? It is looked for by its Message-ID. Where it lies in the sent mail, or a submission of it is
 * known, it was; where it is among the drafts, that draft is submitted; where it is nowhere, it is sent as if for the first time.
 */
#include <string.h>

#include "mail/jmap.h"

/** An error that says that the server cannot look, not that something is wrong: then nobody knows, and it is sent again. */
static bool cannot_look(const cvn_transfer *t)
{
    static const char *const types[] = {"unknownMethod", "unsupportedFilter", "invalidArguments", "cannotCalculateChanges"};
    for (size_t i = 0; i < CVN_COUNT(types); i++)
        if (cvn_text_starts(t->delivery.words, types[i]))
            return true;
    return false;
}

static void go_on(cvn_transfer *t)
{
    t->delivery = (cvn_delivery){.outcome = CVN_OUTCOME_NEVER, .retry_after_s = -1};
    t->judge(t);
}

/** The answer to a method; NULL: the step is over, either way. */
static const cJSON *answer_of(cvn_transfer *t, const char *method, const char *id)
{
    bool answered = cvn_jmap_answered(t);
    const cJSON *answer = answered ? cvn_jmap_response(t, method, id) : NULL;
    if (answer)
        return answer;
    if (answered && cannot_look(t))
        go_on(t);
    else if (t->delivery.outcome != CVN_OUTCOME_NEVER)
        t->delivery.outcome = CVN_OUTCOME_LATER; /* still in doubt: it is looked for again */
    return NULL;
}

static void submissions_answered(cvn_transfer *t)
{
    cvn_jmap_way *way = t->state;
    const cJSON *answer = answer_of(t, "EmailSubmission/query", "submissions");
    const char *id = cJSON_GetStringValue(cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(answer, "ids"), 0));
    if (!answer)
        return;
    if (id) {
        way->email[0] = '\0';
        cvn_api_sent(t, id);
    } else {
        go_on(t);
    }
}

static void ask_submissions(cvn_transfer *t, const char *email)
{
    cJSON *arguments = cvn_jmap_arguments(t->mail), *calls = cJSON_CreateArray();
    cJSON *ids = cJSON_AddArrayToObject(cJSON_AddObjectToObject(arguments, "filter"), "emailIds");
    cJSON_AddItemToArray(ids, cJSON_CreateString(email));
    cJSON_AddItemToArray(calls, cvn_jmap_method("EmailSubmission/query", arguments, "submissions"));
    cvn_jmap_call(t, calls, submissions_answered);
}

/** A submission moves it there (onSuccessUpdateEmail), where the account has both mailboxes; else it is put there at once. */
static bool moved_to_sent(const cvn_jmap *jmap, const cJSON *email)
{
    const cJSON *mailboxes = cJSON_GetObjectItemCaseSensitive(email, "mailboxIds");
    const cJSON *keywords = cJSON_GetObjectItemCaseSensitive(email, "keywords");
    return jmap->drafts && jmap->sent && cJSON_HasObjectItem(mailboxes, jmap->sent) && !cJSON_HasObjectItem(keywords, "$draft");
}

static void emails_answered(cvn_transfer *t)
{
    cvn_jmap_way *way = t->state;
    const cJSON *answer = answer_of(t, "Email/get", "emails"), *email;
    if (!answer)
        return;
    const char *draft = NULL;
    cJSON_ArrayForEach(email, cJSON_GetObjectItemCaseSensitive(answer, "list"))
    {
        const char *id = cvn_jmap_text(email, "id");
        if (id && moved_to_sent(t->mail->state, email)) {
            cvn_api_sent(t, id);
            return;
        }
        draft = draft || !id || strlen(id) > CVN_JMAP_ID_MOST ? draft : id;
    }
    if (draft) {
        snprintf(way->email, sizeof way->email, "%s", draft);
        ask_submissions(t, way->email);
    } else {
        go_on(t);
    }
}

void cvn_jmap_look(cvn_transfer *t, cvn_step *then)
{
    static const char *const wanted[] = {"mailboxIds", "keywords"};
    cJSON *query = cvn_jmap_arguments(t->mail), *get = cvn_jmap_arguments(t->mail), *found, *calls = cJSON_CreateArray(), *header;
    cvn_buffer id = {0};
    t->judge = then;
    t->harmless = true;
    cvn_buffer_printf(&id, "<%s>", t->message.message_id);
    header = cJSON_AddArrayToObject(cJSON_AddObjectToObject(query, "filter"), "header");
    cJSON_AddItemToArray(header, cJSON_CreateString("Message-ID"));
    cJSON_AddItemToArray(header, cJSON_CreateString(id.text));
    cvn_buffer_free(&id);
    found = cJSON_AddObjectToObject(get, "#ids");
    cJSON_AddStringToObject(found, "resultOf", "query");
    cJSON_AddStringToObject(found, "name", "Email/query");
    cJSON_AddStringToObject(found, "path", "/ids");
    cJSON_AddItemToObject(get, "properties", cJSON_CreateStringArray(wanted, CVN_COUNT(wanted)));
    cJSON_AddItemToArray(calls, cvn_jmap_method("Email/query", query, "query"));
    cJSON_AddItemToArray(calls, cvn_jmap_method("Email/get", get, "emails"));
    cvn_jmap_call(t, calls, emails_answered);
}
