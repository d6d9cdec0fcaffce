/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/invite.h"

#include <ctype.h>
#include <string.h>

#include <glib.h>

enum { TOKEN = CVN_REPLY_TOKEN - 1, DIGEST = 32, MOST_LOCAL = 64, MOST_ADDRESS = 254 };

#define PLACE  "{token}"
#define BASE32 "abcdefghijklmnopqrstuvwxyz234567" /* RFC 4648, in the case that no mail system changes */

void cvn_reply_token(char out[CVN_REPLY_TOKEN], const unsigned char secret[CVN_SECRET_BYTES], const char *conference_id, const char *person_id)
{
    assert(out && secret && conference_id && person_id);
    guint8 digest[DIGEST];
    gsize length = sizeof digest;
    GHmac *hmac = g_hmac_new(G_CHECKSUM_SHA256, secret, CVN_SECRET_BYTES);
    /* With the 0 behind each: no two pairs run together into the same bytes. */
    g_hmac_update(hmac, (const guchar *)conference_id, (gssize)strlen(conference_id) + 1);
    g_hmac_update(hmac, (const guchar *)person_id, (gssize)strlen(person_id) + 1);
    g_hmac_get_digest(hmac, digest, &length);
    g_hmac_unref(hmac);
    uint32_t bits = 0, held = 0, next = 0;
    for (size_t i = 0; i < TOKEN; i++, held -= 5) {
        for (; held < 5; held += 8)
            bits = bits << 8 | digest[next++];
        out[i] = BASE32[bits >> (held - 5) & 31];
    }
    out[TOKEN] = 0;
}

/** What {token} stands in: the organizer's own pattern, or "local+c.{token}@domain" of their address. */
static const char *pattern_of(cvn_arena *arena, const cvn_conference *conference)
{
    const char *email = conference->organizer_email, *at = strrchr(email, '@');
    if (*conference->organizer_reply_to || !at)
        return conference->organizer_reply_to;
    return cvn_arena_printf(arena, "%.*s+c." PLACE "%s", (int)(at - email), email, at);
}

const char *cvn_reply_address(cvn_arena *arena, const cvn_conference *conference, const unsigned char *secret, const char *person_id)
{
    assert(arena && conference && person_id);
    const char *pattern = pattern_of(arena, conference), *place = strstr(pattern, PLACE);
    if (!place)
        return pattern;
    if (!secret)
        return "";
    char token[CVN_REPLY_TOKEN];
    cvn_reply_token(token, secret, conference->id, person_id);
    const char *out = cvn_arena_printf(arena, "%.*s%s%s", (int)(place - pattern), pattern, token, place + strlen(PLACE));
    /* An address that is long already has no room for more: replies are then matched by what they hold. */
    return strcspn(out, "@") <= MOST_LOCAL && strlen(out) <= MOST_ADDRESS ? out : "";
}

bool cvn_reply_token_next(char out[CVN_REPLY_TOKEN], const char **at)
{
    assert(out && at && *at);
    for (const char *from = *at; *from;) {
        size_t run = 0;
        while (isalnum((unsigned char)from[run]))
            run++;
        bool fits = run == TOKEN;
        for (size_t i = 0; i < run && fits; i++) {
            out[i] = (char)tolower((unsigned char)from[i]);
            fits = strchr(BASE32, out[i]) != NULL;
        }
        from += run ? run : 1;
        if (fits) {
            out[TOKEN] = 0;
            *at = from;
            return true;
        }
    }
    *at += strlen(*at);
    return false;
}
