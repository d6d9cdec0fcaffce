/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Private to the room: what a provider is, and what providers share. A new provider is one file and one line of the table in mail.c.
 *
 * A provider makes requests and reads answers; loop.c has several of them under way at a time. Its start sets up the first request of a message
 * and goes; each step after that reads what came, and goes again or leaves the delivery as it is to be. No step waits for anything.
 */
#ifndef CVN_MAIL_PROVIDER_H
#define CVN_MAIL_PROVIDER_H

#include <curl/curl.h>
#include <pthread.h>
#include <stdatomic.h>

#include "mail/mail.h"
#include "mail/rate.h"

typedef struct cvn_transfer cvn_transfer;
typedef struct cvn_apart cvn_apart;

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
    X(IMAP_USER, "CONVENE_IMAP_USER", false)                                                                                                   \
    X(IMAP_PASSWORD, "CONVENE_IMAP_PASSWORD", true)                                                                                            \
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
    int in_flight;  /* ?inflight=N; 0: the provider's own */
    long timeout_s; /* ?timeout=N, of a message; 0: CVN_TRANSFER_TIMEOUT_S */
} cvn_via;
/** CVN_E_USAGE: also where the URL holds a user or a password, which are then not repeated. */
cvn_code cvn_via_parse(cvn_via *out, const char *text, bool insecure, cvn_error *error);
void cvn_via_free(cvn_via *via);
/** localhost, 127.0.0.0/8, [::1]. */
bool cvn_host_is_loopback(const char *host);
/** Letters, digits, "-" and ".", as a region or a domain has them. */
bool cvn_host_is_plain(const char *host);

/* ---- providers --------------------------------------------------------------------------------------------------------------------------- */

/** Takes up where a request ended, or begins: starts another one, or leaves the delivery as it is to be. */
typedef void cvn_step(cvn_transfer *transfer);

typedef struct cvn_mail_provider {
    const char *scheme; /* "smtp"; "" is the folder */
    const char *form;   /* what a user types */
    cvn_code (*open)(cvn_mail *mail, cvn_error *error);
    cvn_step *start;
    void (*close)(cvn_mail *mail);
    size_t in_flight;      /* messages at a time, where the URL does not say */
    double per_s;          /* messages a second that its documents allow; 0: that is to be learnt */
    const char *rehearsal; /* NULL: it has a test mode; else what to do instead */
} cvn_mail_provider;

typedef struct cvn_http_body {
    char *bytes; /* NULL: a GET */
    size_t length, given;
} cvn_http_body;

typedef struct cvn_http_reply {
    long status;     /* 0: none came, and the delivery says why */
    cvn_buffer body; /* at most 64 KiB */
    cJSON *json;     /* the body, where it is JSON; else NULL */
} cvn_http_reply;

/** One message on its way: one request after the other on a handle of its own, which keeps its connection for the next message. */
struct cvn_transfer {
    cvn_mail *mail;
    cvn_mail_message message;
    void *tag;       /* of cvn_mail_start */
    uint64_t number; /* in the order that they started */
    cvn_delivery delivery;
    CURL *curl; /* NULL for the folder */
    char curl_error[CURL_ERROR_SIZE];
    CURLcode result;         /* of the last request */
    cvn_step *next;          /* where the request under way leads to; NULL: none is */
    cvn_apart *apart;        /* its thread (apart.c); NULL: it has none */
    cvn_transfer *following; /* in the list of those that have landed, or of those that are free */
    cvn_transfer *riding;    /* the next message in the same request (batch.c); NULL: none */

    /* HTTP (http.c, api.c) */
    const char *url;
    const struct curl_slist *headers;
    struct curl_slist *own_headers; /* of this message alone; freed with the next one */
    cvn_http_body body;
    cvn_http_reply reply;
    cvn_step *answered;                    /* called when the reply is there, or is not to be had */
    void (*judge)(cvn_transfer *transfer); /* cvn_api_judged: only where a reply came */
    bool harmless;                         /* what the request asks for delivers nothing: its answer may be lost */
    uint32_t token;                        /* which of the mail's OAuth tokens it was sent with */
    bool renewed;                          /* that was another one than the first */

    void *state; /* what else a provider keeps of a message; freed with the transfer */
};

/** Messages that wait for the request that they leave in together. */
typedef struct cvn_batch {
    cvn_transfer *first, *last;
    size_t count;
    cvn_buffer list; /* of JSON, as yet without its end */
    cvn_step *judge;
} cvn_batch;

struct cvn_mail {
    const cvn_mail_provider *provider;
    cvn_via via; /* empty for the folder */
    cvn_secrets *secrets;
    char *where;                /* for reports */
    char *folder;               /* the folder only */
    bool insecure;              /* as in cvn_mail_options */
    bool test_mode;             /* the same */
    CURL *curl;                 /* what every transfer's handle is a copy of; NULL for the folder */
    struct curl_slist *headers; /* of an API's requests */
    char *url;                  /* that they go to */
    char *token_command;        /* prints an OAuth token; NULL: none. Wins over CONVENE_TOKEN_COMMAND */
    bool oauth;                 /* requests carry that token (token.c) */
    uint32_t token;             /* counts them */
    void *state;                /* what else a provider keeps; its close frees it */

    /* loop.c */
    CURLM *multi; /* NULL for the folder */
    cvn_rate rate;
    size_t most, under_way;
    size_t limit;                /* at a time: as many as most, or fewer where the server says so */
    size_t allowed;              /* as yet: one more with each that is taken, half as many where the server wants fewer */
    uint64_t numbers, halved_at; /* messages started; those from there on may halve allowed again */
    cvn_transfer *performed;     /* apart, and not taken up yet */
    pthread_mutex_t performed_lock;
    atomic_bool closing;
    cvn_transfer **all, *free, *landed, **last_landed;

    cvn_batch batch; /* batch.c */
};

/** Readies the mail's loop after its provider; CVN_E_SOFTWARE. */
cvn_code cvn_loop_open(cvn_mail *mail, cvn_error *error);
void cvn_loop_close(cvn_mail *mail);
/** Why a message may not leave, whatever the provider; NULL: it may. */
const char *cvn_mail_flaw(const cvn_mail_message *message);
/** The request that the handle is set up for; next is called when it has ended. */
void cvn_transfer_go(cvn_transfer *transfer, cvn_step *next);
/** The same in a thread of its own: for a protocol whose part of libcurl waits (apart.c). */
void cvn_transfer_go_apart(cvn_transfer *transfer, cvn_step *next);
/** One whose request has ended there, or NULL. */
cvn_transfer *cvn_apart_take(cvn_mail *mail);
/** Ends the thread; waits for it. */
void cvn_apart_end(cvn_transfer *transfer);
/** What waits for a request that several messages leave in (batch.c) waits no longer. */
void cvn_batch_go(cvn_mail *mail);

#define CVN_PROVIDERS(X) X(smtp) X(ses) X(mailgun) X(graph) X(gmail) X(jmap) X(sendgrid) X(postmark) X(resend) X(brevo) X(folder)
#define CVN_X(name)                                                                                                                            \
    cvn_code cvn_##name##_open(cvn_mail *mail, cvn_error *error);                                                                              \
    void cvn_##name##_start(cvn_transfer *transfer);
CVN_PROVIDERS(CVN_X)
#undef CVN_X
void cvn_jmap_close(cvn_mail *mail);

/** The secret, or CVN_E_USAGE that names it and what needs it. */
cvn_code cvn_mail_needs(const cvn_mail *mail, cvn_secret secret, cvn_error *error);

/* ---- what every connection has in common (transport.c) ------------------------------------------------------------------------------------ */

#define CVN_CONNECT_TIMEOUT_S  20L
#define CVN_TRANSFER_TIMEOUT_S 60L
/** The handle that all others are copies of: verifies certificates, keeps to its protocols ("smtp,smtps"), follows nobody elsewhere, and gives up
 *  in time. */
cvn_code cvn_transport_open(cvn_mail *mail, const char *protocols, bool loopback, cvn_error *error);
/** A failure of the connection itself, without a reply. detail: libcurl's words, or "". all_left: the whole message was on its way. */
void cvn_transport_failure(const cvn_mail *mail, CURLcode result, const char *detail, bool all_left, cvn_delivery *delivery);
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

/** Posts bytes (malloc'd, the transfer's from here on) to transfer->url, then calls answered: with a reply, or without one where the delivery
 *  says why. A 401 to an OAuth token asks the token command for another one, once, and posts again. */
void cvn_http_post(cvn_transfer *transfer, char *bytes, size_t length, cvn_step *answered);
/** The same for a GET. */
void cvn_http_get(cvn_transfer *transfer, cvn_step *answered);
void cvn_http_reply_free(cvn_http_reply *reply);
/** The text at a key of the reply's JSON; NULL where there is none. */
const char *cvn_http_reply_text(const cvn_http_reply *reply, const char *key);
/** What a status other than 2xx means where the provider has no more to say about it. */
void cvn_http_judge(cvn_delivery *delivery, long status);
#endif
