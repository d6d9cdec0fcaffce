/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Whom a refusal is about: the recipient, or us. "550" says either. A server that sends mail on for nobody without a login refuses each recipient
 * as it refuses a mailbox that is not there, and a conference would be marked as failed from end to end for the want of a password.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "mail/smtp_refusal.h"

/** The subject of an enhanced code ("5.7.1": 7; RFC 3463), wherever it stands: qmail puts it last, "(#5.7.1)". -1: there is none. */
static int subject_of(const char *reply)
{
    for (const char *at = strchr(reply, '5'); at; at = strchr(at + 1, '5')) {
        bool begins = at > reply && strchr(" -(#", at[-1]);
        if (begins && at[1] == '.' && strchr("01234567", at[2]) && at[2] && at[3] == '.' && at[4] >= '0' && at[4] <= '9')
            return at[2] - '0';
    }
    return -1;
}

/** The reply without the recipient's address, in which any word may stand. malloc'd. */
static char *without_address(const char *reply, const char *recipient)
{
    char *out = cvn_strdup(reply);
    size_t length = strlen(recipient);
    for (char *at = strcasestr(out, recipient); length && at; at = strcasestr(at, recipient))
        memmove(at, at + length, strlen(at + length) + 1);
    return out;
}

static bool holds_any(const char *text, const char *const *words)
{
    for (; *words; words++)
        if (strcasestr(text, *words))
            return true;
    return false;
}

cvn_smtp_about cvn_smtp_about_whom(const char *reply, const char *recipient)
{
    /* Postfix "Relay access denied", Exim "relay not permitted", Sendmail "Relaying denied", Exchange "Unable to relay", qmail's rcpthosts */
    static const char *const login[] = {"relay", "authenticat", "log in", "login", "logged in", "rcpthosts", NULL};
    static const char *const mailbox[] = {"mailbox", "user", "unknown", "exist", "no such", "unrout", NULL};
    char *text = without_address(reply, recipient);
    int subject = subject_of(text);
    bool may_be_us = subject == 7 || subject < 0;
    cvn_smtp_about about = CVN_SMTP_ABOUT_THEM;
    if (!strncmp(text, "530", 3) || (may_be_us && holds_any(text, login)))
        about = CVN_SMTP_ABOUT_US;
    else if (subject == 7 || (subject < 0 && !holds_any(text, mailbox)))
        about = CVN_SMTP_ABOUT_EITHER;
    free(text);
    return about;
}

bool cvn_smtp_suspect(cvn_smtp_suspects *suspects, const char *reply, const char *recipient)
{
    char *text = without_address(reply, recipient), alike[sizeof suspects->reply];
    snprintf(alike, sizeof alike, "%s", text);
    free(text);
    if (strcmp(alike, suspects->reply) != 0) { /* the first one, or another refusal than before */
        memcpy(suspects->reply, alike, sizeof alike);
        suspects->count = suspects->times = 0;
    }
    suspects->times++;
    bool known = false;
    for (uint32_t i = 0; i < suspects->count; i++)
        known = known || !strcasecmp(suspects->recipients[i], recipient);
    if (!known && suspects->count < CVN_SMTP_SUSPECTS)
        snprintf(suspects->recipients[suspects->count++], sizeof suspects->recipients[0], "%s", recipient);
    return suspects->count >= CVN_SMTP_SUSPECTS || (suspects->count > 1 && suspects->times >= CVN_SMTP_TIMES);
}
