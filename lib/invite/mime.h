/* SPDX-License-Identifier: Apache-2.0 */
/** A mail as bytes (RFC 5322, 2045, 2046). */
#ifndef CVN_INVITE_MIME_H
#define CVN_INVITE_MIME_H

#include "base/base.h"

typedef struct cvn_letterhead {
    const char *from_name, *from_address, *to_name, *to_address; /* one recipient; names may be "" */
    const char *reply_to;                                        /* an address, under the sender's name; "" or NULL: none */
    const char *subject, *message_id, *language;
    int64_t now_s;
    const char *plain, *html;
    const char *calendar, *method; /* NULL: words alone */
} cvn_letterhead;

/** CRLF, ASCII alone; the same input gives the same bytes. malloc'd. */
char *cvn_mime_text(const cvn_letterhead *letter, size_t *length);

#endif
