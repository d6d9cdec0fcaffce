/* SPDX-License-Identifier: Apache-2.0 */
#include "conference/reader.h"

#include <ctype.h>
#include <string.h>

/* ---- what is wrong with a text ---- */

/** C0, DEL and C1: nothing that a person types, and what would break a mail header or steer a terminal. */
static bool has_controls(const char *text)
{
    for (const unsigned char *c = (const unsigned char *)text; *c; c++)
        if (*c < 0x20 || *c == 0x7f || (c[0] == 0xc2 && c[1] >= 0x80 && c[1] < 0xa0))
            return true;
    return false;
}

#define WORD_OF(number)  WORD_OF_(number)
#define WORD_OF_(number) #number

const char *cvn_wrong_id(const char *text)
{
    if (!*text)
        return "is empty: expected an id, such as \"p017\"";
    if (strlen(text) > CVN_MAX_ID_BYTES)
        return "is longer than " WORD_OF(CVN_MAX_ID_BYTES) " bytes, the most for an id";
    return has_controls(text) ? "has a control character (a line break or a tab, say): an id is plain text" : NULL;
}

const char *cvn_wrong_name(const char *text)
{
    if (strlen(text) > CVN_MAX_TEXT_BYTES)
        return "is longer than " WORD_OF(CVN_MAX_TEXT_BYTES) " bytes, the most for a text";
    return has_controls(text) ? "has a control character (a line break or a tab, say): write it on one line" : NULL;
}

const char *cvn_wrong_title(const char *text)
{
    return *text ? cvn_wrong_name(text) : "is empty: expected a few words";
}

static bool is_atom(const char *text, size_t length, const char *more)
{
    if (length == 0 || text[0] == '.' || text[length - 1] == '.')
        return false;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c < 0x80 && !isalnum(c) && c != '.' && !strchr(more, c))
            return false;
        if (c == '.' && text[i + 1] == '.')
            return false;
    }
    return true;
}

/* The plain addresses of RFC 5321 (no quoted local parts, no comments, no literals), and UTF-8 as RFC 6531 has it. */
const char *cvn_wrong_email(const char *text)
{
    if (!*text)
        return NULL; /* not given */
    if (has_controls(text))
        return "has a control character (a line break, say): an address is plain text";
    const char *at = strrchr(text, '@');
    size_t local = at ? (size_t)(at - text) : 0, domain = at ? strlen(at + 1) : 0;
    if (strlen(text) > 254 || local > 64)
        return "is too long for an address: at most 64 bytes before the @ and 254 in all";
    if (!at || !is_atom(text, local, "!#$%&'*+-/=?^_`{|}~") || !is_atom(at + 1, domain, "-") || at[1] == '-' || at[domain] == '-')
        return "is not an address: expected one such as \"ana@example.org\"";
    return NULL;
}

const char *cvn_wrong_locale(const char *text)
{
    static const char *const wrong = "is not a language tag (BCP 47): expected one such as \"en\", \"da\" or \"pt-BR\"";
    size_t part = 0, parts = 0;
    if (strlen(text) > 64)
        return wrong;
    for (const char *c = text;; c++) {
        if (*c == '-' || !*c) {
            if (part < (parts ? 1 : 2) || part > 8)
                return wrong;
            part = 0;
            parts++;
            if (!*c)
                return NULL;
        } else if (parts ? isalnum((unsigned char)*c) : isalpha((unsigned char)*c)) {
            part++;
        } else {
            return *c == '_' ? "is not a language tag (BCP 47): write \"-\" for \"_\", as in \"pt-BR\"" : wrong;
        }
    }
}

/* ---- what is nearest ---- */

void cvn_near_try(cvn_near *near, const char *candidate)
{
    unsigned most = (unsigned)(1 + strlen(near->name) / 3);
    unsigned distance = cvn_text_distance(near->name, candidate, most);
    bool alike = distance <= most && distance < strlen(near->name); /* else nothing of it would be left */
    if (alike && (!near->best || distance < near->distance)) {
        near->best = candidate;
        near->distance = distance;
    }
}

const char *cvn_near_text(cvn_reader *reader, const cvn_near *near)
{
    return near->best ? cvn_arena_printf(reader->arena, "; did you mean %s?", cvn_quoted(reader, near->best)) : "";
}

const char *cvn_near_names(cvn_reader *reader, const char *name, const char *const *names)
{
    cvn_near near = {.name = name};
    for (size_t i = 0; names[i]; i++)
        cvn_near_try(&near, names[i]);
    if (near.best)
        return cvn_near_text(reader, &near);
    cvn_buffer out = {0};
    for (size_t i = 0; names[i]; i++)
        cvn_buffer_printf(&out, "%s\"%s\"", i == 0 ? ": known are " : names[i + 1] ? ", " : " and ", names[i]);
    const char *text = out.text ? cvn_arena_strdup(reader->arena, out.text) : "";
    cvn_buffer_free(&out);
    return text;
}
