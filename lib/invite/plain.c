/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/document.h"

static bool has(const char *text)
{
    return text && *text;
}

static void add_row(cvn_buffer *out, const cvn_block *block, const char *colon)
{
    cvn_buffer_printf(out, "%s %s%s%s", block->marked ? "=>" : " -", block->label, colon, block->text);
    if (has(block->note))
        cvn_buffer_printf(out, " (%s)", block->note);
    cvn_buffer_char(out, '\n');
}

static void add_block(cvn_buffer *out, const cvn_block *block, const char *colon)
{
    switch (block->kind) {
    case CVN_BLOCK_TITLE:
        cvn_buffer_printf(out, "%s\n", block->label);
        if (has(block->text))
            cvn_buffer_printf(out, "%s\n", block->text);
        break;
    case CVN_BLOCK_FACT:
        cvn_buffer_printf(out, "%s%s%s\n", block->label, colon, block->text);
        if (has(block->note))
            cvn_buffer_printf(out, "  %s\n", block->note);
        break;
    case CVN_BLOCK_POINT: cvn_buffer_printf(out, " * %s\n", block->text); break;
    case CVN_BLOCK_SECTION: cvn_buffer_printf(out, "%s\n", block->label); break;
    case CVN_BLOCK_ROW: add_row(out, block, colon); break;
    case CVN_BLOCK_WORDS:
    case CVN_BLOCK_SMALL: cvn_buffer_printf(out, "%s\n", block->text); break;
    }
}

/** Is there an empty line between two? Not inside a list, nor between a heading and what it heads. */
static bool parted(cvn_block_kind before, cvn_block_kind after)
{
    if (before == CVN_BLOCK_SECTION)
        return false;
    return before != after || after == CVN_BLOCK_WORDS || after == CVN_BLOCK_SMALL;
}

char *cvn_document_plain(const cvn_document *document)
{
    assert(document);
    cvn_buffer out = {0};
    for (size_t i = 0; i < document->blocks.count; i++) {
        if (i > 0 && parted(document->blocks.at[i - 1].kind, document->blocks.at[i].kind))
            cvn_buffer_char(&out, '\n');
        add_block(&out, &document->blocks.at[i], document->colon);
    }
    return cvn_buffer_take(&out);
}
