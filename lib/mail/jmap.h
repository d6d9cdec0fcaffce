/* SPDX-License-Identifier: Apache-2.0 */
/** Private to the two files of JMAP (RFC 8620, 8621): jmap_session.c asks the server what there is, jmap.c sends. */
#ifndef CVN_MAIL_JMAP_H
#define CVN_MAIL_JMAP_H

#include "mail/api.h"

#define CVN_JMAP_CORE       "urn:ietf:params:jmap:core"
#define CVN_JMAP_MAIL       "urn:ietf:params:jmap:mail"
#define CVN_JMAP_SUBMISSION "urn:ietf:params:jmap:submission"

typedef struct cvn_jmap {
    char *session_url;                 /* where the server's own description is */
    char *api_url, *upload_url;        /* out of it; NULL: not asked yet */
    char *account;                     /* the one that mail is sent from */
    char *drafts, *sent;               /* ids of its mailboxes; NULL: it has none of that role */
    cJSON *identities;                 /* its array of {"id", "email"} */
    struct curl_slist *json, *message; /* headers of the two kinds of requests */
} cvn_jmap;

/** Asks for the session, the mailboxes and the identities, where that was not done yet. False: delivery says why not. */
bool cvn_jmap_ready(cvn_mail *mail, cvn_delivery *delivery);
/** What was learnt is no longer so. */
void cvn_jmap_forget(cvn_jmap *jmap);
/** The identity that may send from an address; NULL: there is none. */
const char *cvn_jmap_identity(const cvn_jmap *jmap, const char *address);

/** Uploads a message. Its blob id, malloc'd; NULL: delivery says why not. */
char *cvn_jmap_upload(cvn_mail *mail, const cvn_mail_message *message, cvn_delivery *delivery);
/**
 * One request of method calls (freed). True: reply holds the answer. False: delivery says why not, and there is nothing to free.
 */
bool cvn_jmap_call(cvn_mail *mail, cJSON *calls, cvn_http_reply *reply, cvn_delivery *delivery);
/** The arguments of a method's response; NULL where it is an error, which delivery then says. id: of the call. */
const cJSON *cvn_jmap_response(const cvn_mail *mail, const cvn_http_reply *reply, const char *name, const char *id, cvn_delivery *delivery);
/** [name, arguments, id] */
cJSON *cvn_jmap_method(const char *name, cJSON *arguments, const char *id);
/** {"accountId": …} to put more into. */
cJSON *cvn_jmap_arguments(const cvn_mail *mail);
/** Judges an error that a method or an object got: {"type", "description"}. error NULL: the answer is not one of JMAP. */
void cvn_jmap_refused(cvn_delivery *delivery, const cvn_mail *mail, const cJSON *error);
/** The text at a key of an object; NULL where there is none. */
const char *cvn_jmap_text(const cJSON *object, const char *key);

#endif
