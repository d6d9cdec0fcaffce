/* SPDX-License-Identifier: Apache-2.0 */
/** What a mail says, before it is plain text or HTML. */
#ifndef CVN_INVITE_DOCUMENT_H
#define CVN_INVITE_DOCUMENT_H

#include "base/base.h"

typedef enum cvn_block_kind {
    CVN_BLOCK_TITLE,   /* label: what it is about; text: under it */
    CVN_BLOCK_WORDS,   /* text */
    CVN_BLOCK_POINT,   /* text, one of a list */
    CVN_BLOCK_FACT,    /* label and text; note: a second line */
    CVN_BLOCK_SECTION, /* label: a heading */
    CVN_BLOCK_ROW,     /* label, text, note: a line of the schedule; marked: the one that the mail is about */
    CVN_BLOCK_SMALL,   /* text */
    CVN_BLOCK_OWN      /* the organizer's: label its language, text as plain text, html as HTML that is safe */
} cvn_block_kind;

typedef struct cvn_block {
    cvn_block_kind kind;
    const char *label, *text, *note; /* NULL or "": none */
    const char *html;                /* OWN */
    const char *linked, *href;       /* HTML: the part of text that leads to href */
    bool marked;
} cvn_block;

typedef struct cvn_document {
    const char *language; /* BCP 47 */
    bool right_to_left;
    const char *title;
    const char *colon; /* what stands between a label and its text */
    CVN_VEC(cvn_block) blocks;
} cvn_document;

void cvn_document_add(cvn_document *document, cvn_block_kind kind, const char *label, const char *text);
void cvn_document_free(cvn_document *document);
/** (plain.c) As text with "\n"; malloc'd. */
char *cvn_document_plain(const cvn_document *document);
/** (html.c) As a page that needs nothing else; everything that comes from people is escaped; malloc'd. */
char *cvn_document_html(const cvn_document *document);

/** (html.c) Bytes of a link up to where it may be parted in two lines: behind "/", "?" and "&", not behind its scheme. */
size_t cvn_link_piece(const char *link);

#endif
