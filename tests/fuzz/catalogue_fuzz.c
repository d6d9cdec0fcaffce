/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/catalogue.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *patterns[CVN_SAYING_COUNT] = {0};
    cvn_arena *arena = cvn_arena_new();
    cvn_words *words = cvn_words_new("da");
    char *text = cvn_strndup((const char *)data, size);
    cvn_catalogue_read(patterns, arena, words, text, size, "fuzz", NULL);
    cvn_free(text);
    cvn_words_free(words);
    cvn_arena_free(arena);
    return 0;
}
