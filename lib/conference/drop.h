/* SPDX-License-Identifier: Apache-2.0 */
/** Private to the room: edits of text that leave every other byte as it is. wanted[i]: person i is to be dropped. */
#ifndef CVN_CONFERENCE_DROP_H
#define CVN_CONFERENCE_DROP_H

#include "base/base.h"

/** Status "dropped" in the list of participants at a JSON pointer ("": the file is the list). The text has been read without error. */
void cvn_drop_json(cvn_buffer *out, const char *text, size_t length, const char *pointer, const bool *wanted, size_t people);
/** The same in the column status, which is added where there is none. CVN_E_DATA where the text cannot be read. */
cvn_code cvn_drop_csv(cvn_buffer *out, const char *text, size_t length, const char *name, const bool *wanted, size_t people, cvn_error *error);

#endif
