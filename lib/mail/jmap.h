/* SPDX-License-Identifier: Apache-2.0 */
/** Private to the files of JMAP (RFC 8620, 8621): jmap_session.c asks the server what there is, jmap_doubt.c whether it was sent, jmap.c sends. */
#ifndef CVN_MAIL_JMAP_H
#define CVN_MAIL_JMAP_H

#include "mail/api.h"

#define CVN_JMAP_CORE       "urn:ietf:params:jmap:core"
#define CVN_JMAP_MAIL       "urn:ietf:params:jmap:mail"
#define CVN_JMAP_SUBMISSION "urn:ietf:params:jmap:submission"

#define CVN_JMAP_ID_MOST 255 /* bytes of an id (RFC 8620, 1.2) */

typedef struct cvn_jmap {
    char *session_url;                 /* where the server's own description is */
    char *api_url, *upload_url;        /* out of it; NULL: not asked yet */
    char *account;                     /* the one that mail is sent from */
    char *drafts, *sent;               /* ids of its mailboxes; NULL: it has none of that role */
    cJSON *identities;                 /* its array of {"id", "email"}; NULL: not asked yet */
    struct curl_slist *json, *message; /* headers of the two kinds of requests */
} cvn_jmap;

/** Asks for the session, the mailboxes and the identities, then calls ready; where that fails the delivery says why, and it is not called. The
 *  loop lets the first message go alone, so this is asked once. */
void cvn_jmap_learn(cvn_transfer *t, cvn_step *ready);
void cvn_jmap_forget(cvn_jmap *jmap);
/** The identity that may send from an address; NULL: there is none. */
const char *cvn_jmap_identity(const cvn_jmap *jmap, const char *address);

/** The state of a transfer: one message's way through the methods. */
typedef struct cvn_jmap_way {
    const char *identity;
    char email[CVN_JMAP_ID_MOST + 1]; /* of the draft; "": there is none yet */
    cvn_delivery verdict;             /* while the draft is taken away */
} cvn_jmap_way;

/** Whether an earlier try of a message was taken: then it is SENT. Else calls then, with way->email where it lies among the drafts still. */
void cvn_jmap_look(cvn_transfer *t, cvn_step *then);

/** One request of method calls (freed). */
void cvn_jmap_call(cvn_transfer *t, cJSON *calls, cvn_step *answered);
/** True: a reply of status 2xx is there. False: the delivery says why not. */
bool cvn_jmap_answered(cvn_transfer *t);
/** The arguments of a method's response; NULL where it is an error, which the delivery then says. id: of the call. */
const cJSON *cvn_jmap_response(cvn_transfer *t, const char *name, const char *id);
/** [name, arguments, id] */
cJSON *cvn_jmap_method(const char *name, cJSON *arguments, const char *id);
/** {"accountId": …} to put more into. */
cJSON *cvn_jmap_arguments(const cvn_mail *mail);
/** Judges an error that a method or an object got: {"type", "description"}. error NULL: the answer is not one of JMAP. */
void cvn_jmap_refused(cvn_transfer *t, const cJSON *error);
/** The text at a key of an object; NULL where there is none. */
const char *cvn_jmap_text(const cJSON *object, const char *key);

#endif
