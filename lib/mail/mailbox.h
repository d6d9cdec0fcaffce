/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A mailbox on an IMAP server (RFC 9051, 3501), read and filed: part of mail.h. Nothing is ever deleted: a message goes to the folder for what
 * is done by MOVE (RFC 6851), or, where the server has none, by COPY, and only after that has worked the original is flagged \Deleted; with
 * UIDPLUS (RFC 4315) that one message alone is expunged, without it it stays where it is, flagged, and is not listed again.
 */
#ifndef CVN_MAIL_MAILBOX_H
#define CVN_MAIL_MAILBOX_H

#include "base/base.h"

typedef struct cvn_mailbox_options {
    const char *url;           /* imaps://HOST[:PORT][/FOLDER], or imap:// with STARTTLS; without FOLDER: INBOX */
    const char *done;          /* the folder that messages are filed into, made where it is not there; NULL: "done" */
    const char *secrets_file;  /* NULL: the environment alone */
    const char *token_command; /* NULL: CONVENE_TOKEN_COMMAND, where it is given */
    bool insecure;             /* unencrypted to a host that is not loopback */
} cvn_mailbox_options;

typedef struct cvn_mailbox cvn_mailbox;

/**
 * Readies it; connects to nothing yet. Credentials are CONVENE_IMAP_USER and CONVENE_IMAP_PASSWORD, or, without a password, an OAuth token.
 * Errors: CVN_E_USAGE (the URL, a secret that is missing), CVN_E_DATA (the secrets file), CVN_E_IO.
 */
cvn_code cvn_mailbox_open(cvn_mailbox **out, const cvn_mailbox_options *options, cvn_error *error);
void cvn_mailbox_close(cvn_mailbox *mailbox);
/** The UIDs of what is in the folder and not flagged \Deleted, ascending; borrowed. CVN_E_TEMPORARY, CVN_E_UNAVAILABLE. */
cvn_code cvn_mailbox_list(const uint32_t **uids, size_t *count, cvn_mailbox *mailbox, cvn_error *error);
/** One message, malloc'd; of one that is larger than 25 MiB the beginning. *out NULL where it is no longer there. Whether it was read before it is afterwards too. */
cvn_code cvn_mailbox_read(char **out, size_t *length, cvn_mailbox *mailbox, uint32_t uid, cvn_error *error);
/** Files one message. */
cvn_code cvn_mailbox_file(cvn_mailbox *mailbox, uint32_t uid, cvn_error *error);
/** "imaps://mail.example.org/INBOX", without secrets; borrowed. */
const char *cvn_mailbox_where(const cvn_mailbox *mailbox);

#endif
