/* SPDX-License-Identifier: Apache-2.0 */
/** Any bytes as an allocation. One that reads well is written, and reads back to the same bytes. */
#include "convene.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *written(const char *text, size_t length)
{
    cvn_allocation *allocation;
    char *out = NULL;
    if (cvn_allocation_parse(&allocation, text, length, "fuzz.json", NULL) != CVN_OK)
        return NULL;
    for (size_t g = 0; g < cvn_allocation_groups(allocation); g++)
        for (size_t i = 0; i < cvn_group_sessions(allocation, g); i++)
            (void)cvn_group_session(allocation, g, i);
    if (cvn_allocation_text(&out, allocation, NULL) != CVN_OK)
        abort();
    cvn_allocation_free(allocation);
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1); /* the reader asks for text with a zero behind it */
    if (!text)
        abort();
    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    char *once = written(text, size);
    if (once) {
        char *twice = written(once, strlen(once));
        if (!twice || strcmp(once, twice) != 0)
            abort();
        cvn_free(twice);
    }
    cvn_free(once);
    free(text);
    return 0;
}
