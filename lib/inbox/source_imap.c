/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/source.h"

#include <stdlib.h>

#include "mail/mail.h"

typedef struct imap {
    cvn_source source;
    cvn_mailbox *mailbox;
    const uint32_t *uids;
    size_t count, at;
    char name[1024];
} imap;

static cvn_code next(cvn_source *source, char **out, size_t *length, const char **name, cvn_error *error)
{
    imap *m = (imap *)source;
    cvn_code code = CVN_OK;
    *out = NULL;
    while (!code && !*out && m->at < m->count) { /* none: somebody else took it away in between */
        snprintf(m->name, sizeof m->name, "%s;UID=%u", cvn_mailbox_where(m->mailbox), m->uids[m->at]);
        *name = m->name;
        code = cvn_mailbox_read(out, length, m->mailbox, m->uids[m->at++], error);
    }
    return code;
}

static cvn_code file(cvn_source *source, cvn_error *error)
{
    imap *m = (imap *)source;
    return cvn_mailbox_file(m->mailbox, m->uids[m->at - 1], error);
}

static void close_imap(cvn_source *source)
{
    imap *m = (imap *)source;
    cvn_mailbox_close(m->mailbox);
    free(m);
}

cvn_code cvn_source_imap(cvn_source **out, const cvn_inbox_options *options, cvn_error *error)
{
    imap *m = CVN_NEW(imap);
    m->source = (cvn_source){.next = next, .file = options->leave ? NULL : file, .close = close_imap};
    cvn_mailbox_options to = {.url = options->imap,
                              .done = options->done,
                              .secrets_file = options->secrets_file,
                              .token_command = options->token_command,
                              .insecure = options->insecure};
    cvn_code code = cvn_mailbox_open(&m->mailbox, &to, error);
    if (!code)
        code = cvn_mailbox_list(&m->uids, &m->count, m->mailbox, error);
    if (code)
        close_imap(&m->source);
    else
        *out = &m->source;
    return code;
}
