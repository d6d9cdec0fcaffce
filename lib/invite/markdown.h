/* SPDX-License-Identifier: Apache-2.0 */
/** The organizer's own text (CommonMark, read by cmark) as a part of a message. */
#ifndef CVN_INVITE_MARKDOWN_H
#define CVN_INVITE_MARKDOWN_H

#include "base/base.h"

typedef struct cvn_markdown {
    char *html;  /* block elements, safe: no raw HTML, no link that runs a script; a picture becomes a link to it, since nothing is fetched */
    char *plain; /* with "\n", a line for each paragraph, empty lines between */
} cvn_markdown;
/** Both are malloc'd. */
void cvn_markdown_read(cvn_markdown *out, const char *text);
void cvn_markdown_free(cvn_markdown *markdown);

#endif
