/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/inbox.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    cvn_returned mail;
    cvn_arena *arena = cvn_arena_new();
    cvn_returned_read(&mail, arena, data, size);
    cvn_arena_free(arena);
    return 0;
}
