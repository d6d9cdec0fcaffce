/* SPDX-License-Identifier: Apache-2.0 */
/** Private to the room: some messages of the outbox, to look at or to take along (pick.c, csv.c, export.c). */
#ifndef CVN_OUTBOX_LOOK_H
#define CVN_OUTBOX_LOOK_H

#include "outbox/outbox.h"

/** The messages that are meant, by id, without bytes. CVN_E_USAGE where there is no such state, person or message. pick NULL: all. */
cvn_code cvn_pick_rows(cvn_rows *out, cvn_store *store, const cvn_outbox_pick *pick, cvn_arena *arena, cvn_error *error);
/** CVN_E_USAGE: the store has no message of that id. */
cvn_code cvn_no_message(const cvn_store *store, int64_t id, cvn_error *error);
/** Writes a row's bytes as a file of a folder opened by cvn_mail_open. */
cvn_code cvn_folder_put(cvn_mail *folder, const cvn_row *row, cvn_error *error);
/** A line for each row below a line of names (RFC 4180). malloc'd. */
char *cvn_rows_csv(const cvn_rows *rows);

#endif
