/* SPDX-License-Identifier: Apache-2.0 */
/** Private to the room: where mails come from. Each kind is one file with an open function; they all answer to the same three calls. */
#ifndef CVN_INBOX_SOURCE_H
#define CVN_INBOX_SOURCE_H

#include "inbox/inbox.h"

typedef struct cvn_source cvn_source;
struct cvn_source {
    /** The next mail, malloc'd, and what it is called in reports (borrowed until the next call); *out NULL at the end. */
    cvn_code (*next)(cvn_source *source, char **out, size_t *length, const char **name, cvn_error *error);
    /** Files the mail that came last into the folder for what is done. Only after it is kept. NULL: it stays where it is. */
    cvn_code (*file)(cvn_source *source, cvn_error *error);
    void (*close)(cvn_source *source);
    bool whole; /* all of it is kept in one transaction: one mail that cannot be read, and nothing counts */
};

cvn_code cvn_source_files(cvn_source **out, const char *const *paths, size_t count, cvn_error *error);
cvn_code cvn_source_mbox(cvn_source **out, const char *path, cvn_error *error);
/** done: a folder of it as Maildir++ names them (".done"); NULL: nothing is moved. */
cvn_code cvn_source_maildir(cvn_source **out, const char *path, const char *done, cvn_error *error);
cvn_code cvn_source_imap(cvn_source **out, const cvn_inbox_options *options, cvn_error *error);

#endif
