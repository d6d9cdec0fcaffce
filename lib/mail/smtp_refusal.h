/* SPDX-License-Identifier: Apache-2.0 */
/** What a server's "5xx" to a recipient is about. */
#ifndef CVN_MAIL_SMTP_REFUSAL_H
#define CVN_MAIL_SMTP_REFUSAL_H

#include "base/base.h"

typedef enum cvn_smtp_about {
    CVN_SMTP_ABOUT_THEM,  /* the recipient: no such mailbox, or it takes no such mail */
    CVN_SMTP_ABOUT_US,    /* the server says that it wants a login, or sends on for nobody like us */
    CVN_SMTP_ABOUT_EITHER /* a refusal that could be both */
} cvn_smtp_about;
/** By the enhanced code (RFC 3463: 5.7 is policy, 5.1 an address) and the words that servers use. reply: its lines as one, code first. */
cvn_smtp_about cvn_smtp_about_whom(const char *reply, const char *recipient);

#define CVN_SMTP_SUSPECTS 3
#define CVN_SMTP_TIMES    8 /* of two recipients: each may have several messages, and they go out together */
/** Refusals that could be both, alike but for the recipient. */
typedef struct cvn_smtp_suspects {
    char reply[256], recipients[CVN_SMTP_SUSPECTS][256];
    uint32_t count, times; /* recipients; refusals */
} cvn_smtp_suspects;
/** Adds one; true: so many different recipients, or two so often, were refused alike that it is not about them. */
bool cvn_smtp_suspect(cvn_smtp_suspects *suspects, const char *reply, const char *recipient);

#endif
