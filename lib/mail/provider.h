/* SPDX-License-Identifier: Apache-2.0 */
/** Private to the room: what a provider is, and what providers share. A new provider is one file and one line of the table in mail.c. */
#ifndef CVN_MAIL_PROVIDER_H
#define CVN_MAIL_PROVIDER_H

#include <curl/curl.h>

#include "mail/mail.h"

/* ---- secrets (secrets.c) ----------------------------------------------------------------------------------------------------------------- */

/** Names that the environment and a secrets file may hold. hidden: is never to be seen anywhere. */
#define CVN_SECRETS(X)                                                                                                                         \
    X(SMTP_USER, "CONVENE_SMTP_USER", false)                                                                                                   \
    X(SMTP_PASSWORD, "CONVENE_SMTP_PASSWORD", true)                                                                                            \
    X(AWS_ID, "AWS_ACCESS_KEY_ID", true)                                                                                                       \
    X(AWS_KEY, "AWS_SECRET_ACCESS_KEY", true)                                                                                                  \
    X(AWS_TOKEN, "AWS_SESSION_TOKEN", true)                                                                                                    \
    X(MAILGUN_KEY, "MAILGUN_API_KEY", true)                                                                                                    \
    X(OAUTH_TOKEN, "CONVENE_OAUTH_TOKEN", true)                                                                                                \
    X(TOKEN_COMMAND, "CONVENE_TOKEN_COMMAND", false)                                                                                           \
    X(JMAP_USER, "CONVENE_JMAP_USER", false)                                                                                                   \
    X(JMAP_PASSWORD, "CONVENE_JMAP_PASSWORD", true)                                                                                            \
    X(SENDGRID_KEY, "SENDGRID_API_KEY", true)                                                                                                  \
    X(POSTMARK_TOKEN, "POSTMARK_SERVER_TOKEN", true)                                                                                           \
    X(RESEND_KEY, "RESEND_API_KEY", true)                                                                                                      \
    X(BREVO_KEY, "BREVO_API_KEY", true)                                                                                                        \
    X(CA_FILE, "CONVENE_CA_FILE", false)

typedef enum cvn_secret {
#define CVN_X(id, name, hidden) CVN_SECRET_##id,
    CVN_SECRETS(CVN_X)
#undef CVN_X
        CVN_SECRET_COUNT
} cvn_secret;

typedef struct cvn_secrets cvn_secrets;
/** The file's values (path may be NULL) win over the environment's. CVN_E_IO, CVN_E_DATA: no message quotes a value. */
cvn_code cvn_secrets_new(cvn_secrets **out, const char *path, cvn_error *error);
/** Wipes them. */
void cvn_secrets_free(cvn_secrets *secrets);
/** NULL where it is not given or empty. */
const char *cvn_secrets_get(const cvn_secrets *secrets, cvn_secret secret);
/** Puts another value in its place, and wipes the old one. */
void cvn_secrets_set(cvn_secrets *secrets, cvn_secret secret, const char *value);
const char *cvn_secret_name(cvn_secret secret);
/** Puts "***" for every secret in text, in the clear or in the encodings that servers echo. In place: text never grows. */
void cvn_secrets_scrub(const cvn_secrets *secrets, char *text);

/* ---- where to (url.c) -------------------------------------------------------------------------------------------------------------------- */

typedef struct cvn_via {
    char *scheme, *host; /* lower case scheme; an IPv6 host in brackets */
    char *user;          /* graph and gmail alone: the mailbox in front of the "@"; else NULL */
    int port;            /* 0: the scheme's own */
    char *endpoint;      /* ?endpoint=URL, checked: https, or http to loopback (or insecure); no trailing slash. NULL: the provider's own */
    bool endpoint_loopback;
    bool test_mode; /* ?testmode=yes */
} cvn_via;
/** CVN_E_USAGE: also where the URL holds a user or a password, which are then not repeated. */
cvn_code cvn_via_parse(cvn_via *out, const char *text, bool insecure, cvn_error *error);
void cvn_via_free(cvn_via *via);
/** localhost, 127.0.0.0/8, [::1]. */
bool cvn_host_is_loopback(const char *host);
/** Letters, digits, "-" and ".", as a region or a domain has them. */
bool cvn_host_is_plain(const char *host);

/* ---- providers --------------------------------------------------------------------------------------------------------------------------- */

typedef struct cvn_mail_provider {
    const char *scheme; /* "smtp"; "" is the folder */
    const char *form;   /* what a user types */
    cvn_code (*open)(cvn_mail *mail, cvn_error *error);
    void (*deliver)(cvn_mail *mail, const cvn_mail_message *message, cvn_delivery *delivery);
    void (*close)(cvn_mail *mail);
} cvn_mail_provider;

/** What a POST gives away, piece by piece (api.c). */
typedef struct cvn_http_body {
    const char *bytes; /* NULL: a GET */
    size_t length, given;
} cvn_http_body;

struct cvn_mail {
    const cvn_mail_provider *provider;
    cvn_via via; /* empty for the folder */
    cvn_secrets *secrets;
    char *where;   /* for reports */
    char *folder;  /* the folder only */
    bool insecure; /* as in cvn_mail_options */
    CURL *curl;    /* NULL for the folder; one handle, so that connections are kept */
    char curl_error[CURL_ERROR_SIZE];
    struct curl_slist *headers; /* of an API's requests */
    char *url;                  /* that they go to */
    char *token_command;        /* prints an OAuth token; NULL: none. Wins over CONVENE_TOKEN_COMMAND */
    cvn_http_body body;
    bool oauth;  /* requests carry that token (token.c) */
    void *state; /* what else a provider keeps; its close frees it */
};

cvn_code cvn_smtp_open(cvn_mail *mail, cvn_error *error);
void cvn_smtp_deliver(cvn_mail *mail, const cvn_mail_message *message, cvn_delivery *delivery);
cvn_code cvn_ses_open(cvn_mail *mail, cvn_error *error);
void cvn_ses_deliver(cvn_mail *mail, const cvn_mail_message *message, cvn_delivery *delivery);
cvn_code cvn_mailgun_open(cvn_mail *mail, cvn_error *error);
void cvn_mailgun_deliver(cvn_mail *mail, const cvn_mail_message *message, cvn_delivery *delivery);
cvn_code cvn_graph_open(cvn_mail *mail, cvn_error *error);
void cvn_graph_deliver(cvn_mail *mail, const cvn_mail_message *message, cvn_delivery *delivery);
cvn_code cvn_gmail_open(cvn_mail *mail, cvn_error *error);
void cvn_gmail_deliver(cvn_mail *mail, const cvn_mail_message *message, cvn_delivery *delivery);
cvn_code cvn_jmap_open(cvn_mail *mail, cvn_error *error);
void cvn_jmap_deliver(cvn_mail *mail, const cvn_mail_message *message, cvn_delivery *delivery);
void cvn_jmap_close(cvn_mail *mail);
cvn_code cvn_sendgrid_open(cvn_mail *mail, cvn_error *error);
void cvn_sendgrid_deliver(cvn_mail *mail, const cvn_mail_message *message, cvn_delivery *delivery);
cvn_code cvn_postmark_open(cvn_mail *mail, cvn_error *error);
void cvn_postmark_deliver(cvn_mail *mail, const cvn_mail_message *message, cvn_delivery *delivery);
cvn_code cvn_resend_open(cvn_mail *mail, cvn_error *error);
void cvn_resend_deliver(cvn_mail *mail, const cvn_mail_message *message, cvn_delivery *delivery);
cvn_code cvn_brevo_open(cvn_mail *mail, cvn_error *error);
void cvn_brevo_deliver(cvn_mail *mail, const cvn_mail_message *message, cvn_delivery *delivery);
cvn_code cvn_folder_open(cvn_mail *mail, cvn_error *error);
void cvn_folder_deliver(cvn_mail *mail, const cvn_mail_message *message, cvn_delivery *delivery);

/** The secret, or CVN_E_USAGE that names it and what needs it. */
cvn_code cvn_mail_needs(const cvn_mail *mail, cvn_secret secret, cvn_error *error);

/* ---- what every connection has in common (transport.c) ------------------------------------------------------------------------------------ */

#define CVN_CONNECT_TIMEOUT_S  20L
#define CVN_TRANSFER_TIMEOUT_S 60L
/** A handle that verifies certificates, keeps to its protocols ("smtp,smtps"), follows nobody elsewhere, and gives up in time. */
cvn_code cvn_transport_open(cvn_mail *mail, const char *protocols, bool loopback, cvn_error *error);
/** A failure of the connection itself, without a reply. all_left: the whole message was on its way. */
void cvn_transport_failure(const cvn_mail *mail, CURLcode result, bool all_left, cvn_delivery *delivery);
/** Sets words: bytes made one line of UTF-8, secrets taken out, cut to its room. */
void cvn_delivery_words(cvn_delivery *delivery, const cvn_mail *mail, const char *words);

/* ---- SMTP's decision, apart from the network (smtp.c) -------------------------------------------------------------------------------------- */

typedef enum cvn_smtp_stage {
    CVN_SMTP_CONNECT, /* the greeting, EHLO */
    CVN_SMTP_STARTTLS,
    CVN_SMTP_AUTH,
    CVN_SMTP_MAIL,
    CVN_SMTP_RCPT,
    CVN_SMTP_DATA /* the command, then the message */
} cvn_smtp_stage;
/** What a reply means at a stage: code 400 and above. Sets outcome, onward and code. */
void cvn_smtp_judge(cvn_delivery *delivery, cvn_smtp_stage stage, int reply);

/* ---- what HTTP APIs share (http.c) ------------------------------------------------------------------------------------------------------- */

typedef struct cvn_http_reply {
    long status;     /* 0: none came, and *delivery says why */
    cvn_buffer body; /* at most 64 KiB */
    cJSON *json;     /* the body, where it is a JSON object; else NULL */
} cvn_http_reply;
/** Sends what the handle is set up for. Sets status, retry_after_s, and everything where no reply came. */
void cvn_http_perform(cvn_mail *mail, cvn_http_reply *reply, cvn_delivery *delivery);
void cvn_http_reply_free(cvn_http_reply *reply);
/** The text at a key of the reply's JSON; NULL where there is none. */
const char *cvn_http_reply_text(const cvn_http_reply *reply, const char *key);
/** What a status other than 2xx means where the provider has no more to say about it. */
void cvn_http_judge(cvn_delivery *delivery, long status);
/** What SES's own error types mean; cvn_http_judge for the others. type may be NULL. */
void cvn_ses_judge(cvn_delivery *delivery, long status, const char *type);

#endif
