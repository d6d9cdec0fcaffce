/* SPDX-License-Identifier: Apache-2.0 */
/** Any text as the fields of a delivery status: whoever it names is an address or a piece of text, on one line. */
#include "inbox/inbox.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    cvn_failure failures[CVN_MAX_FAILURES];
    cvn_arena *arena = cvn_arena_new();
    char *text = cvn_strndup((const char *)data, size);
    uint32_t count = cvn_status_read(failures, arena, text);
    for (uint32_t i = 0; i < count; i++)
        if ((!*failures[i].final && !*failures[i].original) || strpbrk(failures[i].final, "\r\n") || strpbrk(failures[i].words, "\r\n"))
            abort();
    cvn_free(text);
    cvn_arena_free(arena);
    return 0;
}
