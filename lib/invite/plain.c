/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/document.h"

enum { TYPICAL = 4000 /* bytes of a mail's text */ };

static bool has(const char *text)
{
    return text && *text;
}

static void add_row(cvn_buffer *out, const cvn_block *block, const char *colon)
{
    CVN_BUFFER_JOIN(out, block->marked ? "=> " : " - ", block->label, colon, block->text);
    if (has(block->note))
        CVN_BUFFER_JOIN(out, " (", block->note, ")");
    cvn_buffer_char(out, '\n');
}

/** rtl: a link stands on a line of its own, which then runs from left to right. */
static void add_block(cvn_buffer *out, const cvn_block *block, const char *colon, bool rtl)
{
    switch (block->kind) {
    case CVN_BLOCK_TITLE:
        CVN_BUFFER_JOIN(out, block->label, "\n");
        if (has(block->text))
            CVN_BUFFER_JOIN(out, block->text, "\n");
        break;
    case CVN_BLOCK_FACT:
        CVN_BUFFER_JOIN(out, block->label, colon, rtl && has(block->href) && cvn_text_equal(block->text, block->linked) ? "\n" : "",
                        block->text, "\n");
        if (has(block->note))
            CVN_BUFFER_JOIN(out, "  ", block->note, "\n");
        break;
    case CVN_BLOCK_POINT: CVN_BUFFER_JOIN(out, " * ", block->text, "\n"); break;
    case CVN_BLOCK_SECTION: CVN_BUFFER_JOIN(out, block->label, "\n"); break;
    case CVN_BLOCK_ROW: add_row(out, block, colon); break;
    case CVN_BLOCK_WORDS:
    case CVN_BLOCK_OWN:
    case CVN_BLOCK_SMALL: CVN_BUFFER_JOIN(out, block->text, "\n"); break;
    }
}

/** Is there an empty line between two? Not inside a list, nor between a heading and what it heads. */
static bool parted(cvn_block_kind before, cvn_block_kind after)
{
    if (before == CVN_BLOCK_SECTION)
        return false;
    return before != after || after == CVN_BLOCK_WORDS || after == CVN_BLOCK_OWN || after == CVN_BLOCK_SMALL;
}

char *cvn_document_plain(const cvn_document *document)
{
    assert(document);
    cvn_buffer out = {0};
    cvn_buffer_reserve(&out, TYPICAL);
    for (size_t i = 0; i < document->blocks.count; i++) {
        if (i > 0 && parted(document->blocks.at[i - 1].kind, document->blocks.at[i].kind))
            cvn_buffer_char(&out, '\n');
        add_block(&out, &document->blocks.at[i], document->colon, document->right_to_left);
    }
    return cvn_buffer_take(&out);
}
