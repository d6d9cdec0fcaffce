/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/document.h"

#include <stdlib.h>

void cvn_document_add(cvn_document *document, cvn_block_kind kind, const char *label, const char *text)
{
    assert(document);
    CVN_PUSH(&document->blocks) = (cvn_block){.kind = kind, .label = label, .text = text};
}

void cvn_document_free(cvn_document *document)
{
    CVN_VEC_FREE(&document->blocks);
}
