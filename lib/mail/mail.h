/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Delivers messages through one provider, several at a time. A message is an envelope and the bytes as they are to arrive; nothing here composes
 * or changes them. docs/mail.md tells users what each provider asks for.
 *
 * Secrets come from the environment or a file of mode 600. They are in no message, error or result of this room: what a server says is
 * searched for them first.
 */
#ifndef CVN_MAIL_H
#define CVN_MAIL_H

#include "base/base.h"
#include "mail/mailbox.h"

/** One message, to one recipient. */
typedef struct cvn_mail_message {
    const char *from; /* envelope sender, a bare address */
    const char *to;   /* envelope recipient, a bare address; exactly one */
    const char *name; /* what a file of it is called, without ".eml": letters, digits, "._-" */
    const void *mime; /* headers and body, lines ending in CRLF, none longer than 998 bytes */
    size_t length;
    const char *message_id; /* of those bytes, without "<" and ">"; NULL or "": not known */
    bool in_doubt;          /* an earlier try may have been taken: its answer never came */
    uint32_t tries;         /* before this one */
} cvn_mail_message;

typedef enum cvn_outcome {
    CVN_OUTCOME_SENT,   /* the provider has taken it */
    CVN_OUTCOME_LATER,  /* not taken: to be tried again */
    CVN_OUTCOME_NEVER,  /* refused for good: this message, or this address */
    CVN_OUTCOME_UNKNOWN /* all of it had left when the connection broke: taken or not, nobody can say */
} cvn_outcome;

/** What to do with the messages behind this one. */
typedef enum cvn_onward {
    CVN_ONWARD_NEXT,  /* go on */
    CVN_ONWARD_PAUSE, /* the provider wants fewer at a time: wait for retry_after_s, or a moment, then go on */
    CVN_ONWARD_STOP   /* none of them can be delivered now: the provider is out of reach, or does not let us in */
} cvn_onward;

#define CVN_MAIL_WORDS 512
typedef struct cvn_delivery {
    cvn_outcome outcome;
    cvn_onward onward;
    cvn_code code;              /* STOP: CVN_E_TEMPORARY, CVN_E_UNAVAILABLE or CVN_E_IO; else CVN_OK */
    int status;                 /* the server's reply code; 0: none */
    int64_t retry_after_s;      /* what the server asked for; -1: it did not say */
    char id[CVN_MAIL_WORDS];    /* SENT: the provider's name for the message; "" where it gives none */
    char words[CVN_MAIL_WORDS]; /* what the server said, or what went wrong: one line of UTF-8, without secrets */
} cvn_delivery;

typedef struct cvn_mail_options {
    const char *via;           /* smtp://HOST[:PORT], ses://REGION, graph://ADDRESS and others (docs/mail.md); NULL with out_dir */
    const char *out_dir;       /* a folder, made where it is not there; NULL with via */
    const char *secrets_file;  /* NULL: the environment alone */
    const char *token_command; /* for the shell: prints an OAuth token; NULL: CONVENE_TOKEN_COMMAND, where it is given */
    bool insecure;             /* unencrypted connections to hosts that are not loopback */
    bool test_mode;            /* the provider takes each message, and delivers it to nobody */
} cvn_mail_options;

typedef struct cvn_mail cvn_mail;

/**
 * Readies a provider; connects to nothing yet. Errors: CVN_E_USAGE (the URL, a secret that is missing, a test mode that it does not have),
 * CVN_E_DATA (the secrets file), CVN_E_IO.
 */
cvn_code cvn_mail_open(cvn_mail **out, const cvn_mail_options *options, cvn_error *error);
/** What is still under way is broken off. */
void cvn_mail_close(cvn_mail *mail);

/**
 * How many messages may start now: as many as the provider takes at a time, less those under way, and no more than its rate allows. The first one
 * goes alone, until it shows that what is set up is right; with each that is taken one more may be under way. Where none may although none is
 * under way, *wait_s is when; else 0.
 */
size_t cvn_mail_room(const cvn_mail *mail, double *wait_s);
/** The most that are under way at a time. */
size_t cvn_mail_most(const cvn_mail *mail);
/** Starts a delivery. Only where there is room; what the message points at stays until it has landed. tag comes back with it. */
void cvn_mail_start(cvn_mail *mail, const cvn_mail_message *message, void *tag);
/** Moves what is under way until something lands, at most so long. */
void cvn_mail_wait(cvn_mail *mail, int timeout_ms);
/** Takes one that has landed, in the order that they did. False: none has. */
bool cvn_mail_landed(cvn_mail *mail, cvn_delivery *delivery, void **tag);
/** No message starts for so long: the provider wants to be left alone. */
void cvn_mail_hold(cvn_mail *mail, double seconds);
/** One message from start to end, whatever the rate. Always fills *delivery. None other is under way. */
void cvn_mail_deliver(cvn_mail *mail, const cvn_mail_message *message, cvn_delivery *delivery);

/** True: nobody hears of what is delivered. */
bool cvn_mail_is_test(const cvn_mail *mail);
/** Where the messages go, for reports and the list of tries: "smtp://mail.example.org:587". Borrowed. */
const char *cvn_mail_where(const cvn_mail *mail);

/** A bare address that can stand in an envelope: one "@", no blank, no control character, nothing that a header or a list could misread. */
bool cvn_mail_address_valid(const char *address);

#endif
