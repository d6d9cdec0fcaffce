/* SPDX-License-Identifier: Apache-2.0 */
/** A machine's words: RFC 3834's Auto-Submitted, and what was in use before it and beside it. */
#include "inbox/parts.h"

#include <string.h>

/** Is one of the words, ended by a NULL, what a header begins with? */
static bool begins(const char *value, const char *const *words)
{
    while (g_ascii_isspace(*value))
        value++;
    for (; *words; words++) {
        size_t length = strlen(*words);
        if (g_ascii_strncasecmp(value, *words, length) == 0 && !g_ascii_isalnum(value[length]) && value[length] != '_' && value[length] != '-')
            return true;
    }
    return false;
}

const char *cvn_away_reason(GMimeMessage *message)
{
    static const char *const no[] = {"no", NULL}, *const replied[] = {"auto-replied", NULL}, *const none[] = {"none", NULL};
    static const char *const robots[] = {"auto_reply", "auto-reply", "bulk", "junk", NULL};
    GMimeObject *head = GMIME_OBJECT(message);
    const char *automatic = cvn_header(head, "Auto-Submitted"), *suppress = cvn_header(head, "X-Auto-Response-Suppress");
    if (begins(automatic, replied) || begins(cvn_header(head, "Precedence"), robots) || *cvn_header(head, "X-Autoreply") ||
        *cvn_header(head, "X-Autorespond") || *cvn_header(head, "X-Autoresponder"))
        return "a machine answers for them: out of office, or the like";
    if (*automatic && !begins(automatic, no))
        return "a machine wrote it";
    if (*suppress && !begins(suppress, none))
        return "a machine wrote it: it asks that no machine answers";
    return NULL;
}
