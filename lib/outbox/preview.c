/* SPDX-License-Identifier: Apache-2.0 */
/** What a dry run keeps of the messages that it made: the first of each kind, and where a folder is named each as a file. */
#include <inttypes.h>
#include <stdlib.h>

#include "outbox/look.h"
#include "outbox/preview.h"
#include "outbox/sample.h"

/** A sample outlives the call that handed the message out. */
static void keep(cvn_preview *preview, const cvn_row *row)
{
    cvn_sample *sample = &preview->samples[preview->count++];
    *sample = (cvn_sample){.person = cvn_strdup(row->person),
                           .name = cvn_strdup(row->name),
                           .kind = cvn_strdup(row->kind),
                           .sender = cvn_strdup(row->sender),
                           .mime = cvn_strndup(row->mime, row->mime_length),
                           .length = row->mime_length};
}

static bool is_first_of_kind(const cvn_preview *preview, const char *kind)
{
    for (uint32_t i = 0; i < preview->count; i++)
        if (cvn_text_equal(preview->samples[i].kind, kind))
            return false;
    return preview->count < CVN_COUNT(preview->samples);
}

cvn_code cvn_preview_take(cvn_preview *preview, const cvn_row *row, cvn_error *error)
{
    if (is_first_of_kind(preview, row->kind))
        keep(preview, row);
    preview->taken++;
    if (!preview->folder)
        return CVN_OK;
    cvn_row numbered = *row; /* it has no number in a store: it is counted as it comes */
    numbered.id = (int64_t)preview->taken;
    return cvn_folder_put(preview->folder, &numbered, error);
}

void cvn_preview_text(cvn_buffer *out, const cvn_preview *preview)
{
    for (uint32_t i = 0; i < preview->count; i++) {
        const cvn_sample *sample = &preview->samples[i];
        char *text = cvn_sample_text(sample->mime, sample->length);
        cvn_buffer_printf(out, "---- the first %s: to %s ----\n\n%s\n", cvn_kind_word(sample->kind), sample->person, text);
        free(text);
    }
    if (preview->count)
        cvn_buffer_text(out, "----\n\n");
}

cvn_code cvn_preview_send(const cvn_preview *preview, cvn_mail *mail, const char *to, int64_t now_s, cvn_error *error)
{
    for (uint32_t i = 0; i < preview->count; i++) {
        const cvn_sample *sample = &preview->samples[i];
        cvn_delivery delivery;
        size_t length = 0;
        char name[32];
        cvn_sample_letter letter = {.to = to,
                                    .what = cvn_kind_word(sample->kind),
                                    .name = sample->name,
                                    .person = sample->person,
                                    .number = i + 1,
                                    .count = preview->count,
                                    .now_s = now_s};
        char *mime = cvn_sample_mail(sample->mime, sample->length, &letter, &length);
        snprintf(name, sizeof name, "sample-%" PRIu32 "-%s", i + 1, sample->kind);
        cvn_mail_message message = {.from = sample->sender, .to = to, .name = name, .mime = mime, .length = length};
        if (mime)
            cvn_mail_deliver(mail, &message, &delivery);
        free(mime);
        if (!mime)
            return cvn_fail(error, CVN_E_SOFTWARE, "the sample of the first %s is no message", letter.what);
        if (delivery.outcome != CVN_OUTCOME_SENT)
            return cvn_fail(error,
                            delivery.code                           ? delivery.code
                            : delivery.outcome == CVN_OUTCOME_NEVER ? CVN_E_UNAVAILABLE
                                                                    : CVN_E_TEMPORARY,
                            "%s: the sample of the first %s was not taken: %s", cvn_mail_where(mail), letter.what, delivery.words);
    }
    return CVN_OK;
}

void cvn_preview_free(cvn_preview *preview)
{
    for (uint32_t i = 0; i < preview->count; i++) {
        free(preview->samples[i].person);
        free(preview->samples[i].name);
        free(preview->samples[i].kind);
        free(preview->samples[i].sender);
        free(preview->samples[i].mime);
    }
    *preview = (cvn_preview){0};
}
