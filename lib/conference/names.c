/* SPDX-License-Identifier: Apache-2.0 */
#include "conference/conference.h"

#include <string.h>

#define ALNUM "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

/** May the byte stand in the name of a host, in any script? */
static bool is_of_host(unsigned char byte)
{
    return byte >= 0x80 || byte == '.' || (byte && strchr(ALNUM "-", byte));
}

const char *cvn_without_addresses(cvn_arena *arena, const char *name)
{
    assert(arena && name);
    size_t length = strlen(name), n = 0;
    char *out = CVN_ARENA_ARRAY(arena, char, length + 1);
    for (const char *at = name; *at;) {
        bool address = *at == '@' && at > name && at[-1] != ' ' && is_of_host((unsigned char)at[1]);
        if (!address)
            out[n++] = *at++;
        else
            for (at++; is_of_host((unsigned char)*at); at++)
                ;
    }
    out[n] = 0;
    return out;
}
