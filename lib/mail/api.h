/* SPDX-License-Identifier: Apache-2.0 */
/** Private to the room: what the providers with a JSON API share, beside what provider.h has for every one of them. */
#ifndef CVN_MAIL_API_H
#define CVN_MAIL_API_H

#include "mail/provider.h"

/* ---- requests and answers (api.c) ---------------------------------------------------------------------------------------------------------- */

/** Readies the connection, mail->where and mail->url: the endpoint of the URL, else base ("https://api.example.com"), with path behind it. */
cvn_code cvn_api_open(cvn_mail *mail, const char *base, const char *path, cvn_error *error);
/** CVN_E_USAGE where the URL has anything but host, endpoint and test mode in it, or its host is not the one that is meant. */
cvn_code cvn_api_only_host(const cvn_mail *mail, const char *host, cvn_error *error);
/** The mailbox that graph:// and gmail:// name, as it stands in a path: "me", or an address with "%40" in it. malloc'd; NULL: error says why. */
char *cvn_api_mailbox(const cvn_mail *mail, cvn_error *error);
/** Adds a header to every request; no copy of the value is left behind. */
void cvn_api_header(cvn_mail *mail, const char *name, const char *value);
/** The header "NAME: VALUE" for this message alone, behind those of every request. */
void cvn_api_own_header(cvn_transfer *transfer, const char *name, const char *value);
/** Posts bytes (malloc'd, the transfer's from here on) or a JSON value (freed) to the API, and calls judge where a reply came. */
void cvn_api_post(cvn_transfer *transfer, char *bytes, size_t length, cvn_step *judge);
void cvn_api_post_json(cvn_transfer *transfer, cJSON *body, cvn_step *judge);
/** cJSON's text as malloc'd bytes; the value is freed. */
char *cvn_api_print(cJSON *body, size_t *length);
/** "Authorization: Bearer", with a secret that does not run out. */
void cvn_api_bearer(cvn_mail *mail, cvn_secret secret);
/** A header of the last reply; NULL where there is none. Valid until the next request. */
const char *cvn_api_reply_header(const cvn_transfer *transfer, const char *name);

/** SENT, and a pause behind it where the reply says that no more are allowed for now. id may be NULL. */
void cvn_api_sent(cvn_transfer *transfer, const char *id);
/** Success, but not as the provider answers: nobody can say. */
void cvn_api_unclear(cvn_transfer *transfer, const char *provider);
/** Words of a refusal that was judged ("400 ErrorInvalidRecipients: …"), and when to come back where the reply says so. type, said: or NULL. */
void cvn_api_refused(cvn_transfer *transfer, const char *type, const char *said);
/** NEVER, for what is wrong with the message itself. */
void cvn_api_flawed(cvn_transfer *transfer, const char *flaw);

/** What an answer means where the status alone does not say it. */
typedef struct cvn_api_rule {
    int status;       /* 0: any */
    const char *type; /* the provider's own word for it; NULL: any */
    cvn_outcome outcome;
    cvn_onward onward;
    cvn_code code;
} cvn_api_rule;
/** The first rule that fits, else cvn_http_judge. type may be NULL. */
void cvn_api_judge(cvn_delivery *delivery, long status, const char *type, const cvn_api_rule *rules, size_t count);

/** Seconds since 1970 by the server's clock where its reply says what that is, else by ours. */
int64_t cvn_api_now_s(const cvn_transfer *transfer);
/** What a header of a rate limit says, as seconds from now_s: seconds, or a time since 1970 in seconds or milliseconds. -1: nothing. */
int64_t cvn_api_reset_s(const char *value, int64_t now_s);
/** The same 64 hexadecimal digits for the same message to the same recipient: a key that a provider knows a repetition by. */
void cvn_api_key(const cvn_mail_message *message, char out[65]);

/* ---- OAuth (token.c) ----------------------------------------------------------------------------------------------------------------------- */

/** Readies the token of CONVENE_OAUTH_TOKEN, or the first one of the token command. Call it after cvn_api_open. CVN_E_USAGE: there is neither. */
cvn_code cvn_token_open(cvn_mail *mail, cvn_error *error);
/** Asks the command for another one. CVN_E_UNAVAILABLE: there is no command, or it failed. */
cvn_code cvn_token_renew(cvn_mail *mail, cvn_error *error);

/* ---- a message, taken apart (parts.c) ------------------------------------------------------------------------------------------------------ */

typedef struct cvn_mail_header {
    char *name, *value; /* as they stand in the message, on one line */
} cvn_mail_header;

typedef struct cvn_mail_file {
    char *name, *type; /* "invite.ics", "application/ics" */
    char *base64;
} cvn_mail_file;

/** For providers that build the MIME themselves. Text is UTF-8, "" where there is none; lines of the texts end in LF, of the calendar in CRLF. */
typedef struct cvn_mail_parts {
    char *from_name, *from_address, *to_name, *to_address, *subject;
    char *reply_name, *reply_address; /* Reply-To */
    char *text, *html, *calendar;
    char *method; /* of the calendar part: "REQUEST" */
    CVN_VEC(cvn_mail_file) files;
    CVN_VEC(cvn_mail_header) headers; /* those that no field of these APIs stands for: Message-ID, Auto-Submitted, … */
} cvn_mail_parts;

/** False: *flaw says why. The recipient of the envelope is the only one in the headers, since these APIs send to whom they find there. */
bool cvn_mail_parts_read(cvn_mail_parts *out, const cvn_mail_message *message, const char **flaw);
void cvn_mail_parts_free(cvn_mail_parts *parts);
/** "text/calendar; charset=UTF-8; method=REQUEST", malloc'd. */
char *cvn_mail_parts_calendar_type(const cvn_mail_parts *parts);
/** The calendar in base64, malloc'd. */
char *cvn_mail_parts_calendar_base64(const cvn_mail_parts *parts);
/** `"Name" <address>`, or the address alone; malloc'd. */
char *cvn_mail_mailbox(const char *name, const char *address);
/** Puts that into a field of an object. */
void cvn_mail_mailbox_add(cJSON *object, const char *field, const char *name, const char *address);
/** {"email": …, "name": …} without an empty name. */
cJSON *cvn_mail_mailbox_json(const char *name, const char *address);

/** A delivery whole: the message taken apart, body made of the parts and posted, judge called where a reply came. */
typedef cJSON *cvn_api_body(const cvn_transfer *transfer, const cvn_mail_parts *parts);
void cvn_api_deliver(cvn_transfer *transfer, cvn_api_body *body, cvn_step *judge);

/* ---- several messages in one request (batch.c) ----------------------------------------------------------------------------------------------- */

/**
 * Puts item (freed), a message as the API has it, into a list with the messages that start before the next cvn_mail_wait, most of them at most.
 * The list is posted; judge is called with the transfer of its first message where a reply came. Where none came, all of them fare alike.
 */
void cvn_batch_add(cvn_transfer *transfer, cJSON *item, size_t most, cvn_step *judge);
/** Judges one part of an answer, or the whole of one that says the same of all (NULL: it is no JSON), into first->delivery. */
typedef void cvn_batch_part(cvn_transfer *first, const cJSON *answer);
/**
 * Success with as many parts as there were messages: each its own. Success with anything else: nobody can say what became of any. No success:
 * the same for all.
 */
void cvn_batch_judge(cvn_transfer *first, const char *provider, cvn_batch_part *judge);
/** The others of the batch fare as the first one does. */
void cvn_batch_alike(cvn_transfer *first);

/* ---- what each one's answers mean, apart from the network ---------------------------------------------------------------------------------- */

void cvn_ses_judge(cvn_delivery *delivery, long status, const char *type);
void cvn_graph_judge(cvn_delivery *delivery, long status, const char *type);
void cvn_gmail_judge(cvn_delivery *delivery, long status, const char *reason);
void cvn_jmap_judge(cvn_delivery *delivery, const char *type);
void cvn_sendgrid_judge(cvn_delivery *delivery, long status, const char *field);
void cvn_postmark_judge(cvn_delivery *delivery, long status, int error_code, const char *said);
void cvn_resend_judge(cvn_delivery *delivery, long status, const char *name);
void cvn_brevo_judge(cvn_delivery *delivery, long status, const char *code, const char *said);

#endif
