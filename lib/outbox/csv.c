/* SPDX-License-Identifier: Apache-2.0 */
/** The outbox for a spreadsheet. RFC 4180. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <csv.h>

#include "outbox/look.h"

static void put_text(cvn_buffer *out, const char *text)
{
    if (out->length && out->text[out->length - 1] != '\n')
        cvn_buffer_char(out, ',');
    if (!strpbrk(text, ",\"\r\n")) {
        cvn_buffer_text(out, text);
        return;
    }
    size_t length = strlen(text), room = 2 * length + 2;
    char *quoted = cvn_alloc(room);
    cvn_buffer_add(out, quoted, csv_write(quoted, room, text, length));
    free(quoted);
}

static void put_number(cvn_buffer *out, int64_t number)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRId64, number);
    put_text(out, text);
}

static void put_time(cvn_buffer *out, int64_t at_s)
{
    char text[CVN_INSTANT_TEXT];
    put_text(out, cvn_seconds_text(at_s, text));
}

char *cvn_rows_csv(const cvn_rows *rows)
{
    cvn_buffer out = {0};
    cvn_buffer_text(&out, "id,state,in_doubt,conference,person,name,address,kind,item,subject,uid,sequence,message_id,tries,queued,not_before,"
                          "done,provider_id,words\r\n");
    for (uint32_t i = 0; i < rows->count; i++) {
        const cvn_row *row = &rows->at[i];
        const char *const texts[] = {row->conference, row->person, row->name, row->address, row->kind, row->item, row->subject, row->uid};
        put_number(&out, row->id);
        put_text(&out, cvn_state_name(row->state));
        put_text(&out, row->in_doubt ? "yes" : "no");
        for (size_t t = 0; t < CVN_COUNT(texts); t++)
            put_text(&out, texts[t]);
        put_number(&out, row->sequence);
        put_text(&out, row->message_id);
        put_number(&out, row->tries);
        put_time(&out, row->queued_s);
        put_time(&out, row->not_before_s);
        put_time(&out, row->done_s);
        put_text(&out, row->provider_id);
        put_text(&out, row->words);
        cvn_buffer_text(&out, "\r\n");
    }
    return cvn_buffer_take(&out);
}
