/* SPDX-License-Identifier: Apache-2.0 */
/** Private to the room: what a dry run keeps of the messages that it made (preview.c). */
#ifndef CVN_OUTBOX_PREVIEW_H
#define CVN_OUTBOX_PREVIEW_H

#include "outbox/outbox.h"

/** What is kept of the messages that a dry run made (preview.c). */
typedef struct cvn_sample {
    char *person, *name, *kind, *sender, *mime;
    size_t length;
} cvn_sample;
typedef struct cvn_preview {
    cvn_sample samples[4]; /* the first of each kind */
    uint32_t count;
    uint64_t taken;   /* messages in all */
    cvn_mail *folder; /* where each of them is written; NULL: nowhere */
} cvn_preview;
cvn_code cvn_preview_take(cvn_preview *preview, const cvn_row *row, cvn_error *error);
/** The samples as a person reads them. */
void cvn_preview_text(cvn_buffer *out, const cvn_preview *preview);
/** Sends the samples to one address, marked as what they are; no store knows of it. */
cvn_code cvn_preview_send(const cvn_preview *preview, cvn_mail *mail, const char *to, int64_t now_s, cvn_error *error);
void cvn_preview_free(cvn_preview *preview);

#endif
