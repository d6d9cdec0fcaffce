/* SPDX-License-Identifier: Apache-2.0 */
/** Any bytes as an mbox: it ends, what comes out is no longer than what went in, and each message can be read. */
#include "inbox/inbox.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t at = 0, before = 0, length = 0, sum = 0;
    char *message;
    while (size && cvn_mbox_next(&message, &length, (const char *)data, size, &at)) {
        cvn_returned mail;
        cvn_arena *arena = cvn_arena_new();
        cvn_returned_read(&mail, arena, message, length);
        cvn_arena_free(arena);
        free(message);
        sum += length;
        if (at <= before || at > size || sum > size)
            abort();
        before = at;
    }
    return 0;
}
