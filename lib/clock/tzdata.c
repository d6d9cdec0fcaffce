/* SPDX-License-Identifier: Apache-2.0 */
/** Which release of the time-zone data is in use, and which names it has. */
#include "clock/tzdata.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/** The nth word of a line, from 0, ended in place; NULL where it has fewer. */
static char *word(char *line, int nth)
{
    char *at = line;
    for (;; nth--) {
        at += strspn(at, " \t");
        if (!*at)
            return NULL;
        char *end = at + strcspn(at, " \t");
        if (nth == 0) {
            *end = 0;
            return at;
        }
        at = end;
    }
}

/** "Z Africa/Abidjan …" names a zone, "L Africa/Abidjan Africa/Accra" a link. */
static char *name_in(char *line)
{
    if (cvn_text_starts(line, "Z "))
        return word(line, 1);
    return cvn_text_starts(line, "L ") ? word(line, 2) : NULL;
}

static void sort_unique(cvn_tzdata_names *names)
{
    qsort(names->names, names->count, sizeof *names->names, compare_names);
    size_t kept = 0;
    for (size_t i = 0; i < names->count; i++) {
        if (kept == 0 || strcmp(names->names[kept - 1], names->names[i]) != 0)
            names->names[kept++] = names->names[i];
    }
    names->count = kept;
    names->names[kept] = NULL;
}

cvn_code cvn_tzdata_read(cvn_tzdata_names *out, const char *folder, cvn_error *error)
{
    *out = (cvn_tzdata_names){0};
    char *path = cvn_path_join(folder, "tzdata.zi");
    size_t length;
    CVN_VEC(const char *) names = {0};
    if (cvn_file_read(&out->text, &length, path, CVN_MAX_TZIF_BYTES, NULL) == CVN_OK) {
        for (char *line = out->text, *next; line; line = next) {
            next = strchr(line, '\n');
            if (next)
                *next++ = 0;
            char *name = name_in(line);
            if (name)
                CVN_PUSH(&names) = name;
        }
    }
    cvn_code code = CVN_OK;
    if (names.count > 0) {
        out->count = names.count;
        CVN_PUSH(&names) = NULL;
        out->names = names.at;
        sort_unique(out);
    } else {
        code = cvn_fail(error, CVN_E_UNAVAILABLE,
                        "%s: no list of zones here; install the time-zone data (Debian: package tzdata), or set TZDIR", path);
        free(out->text);
        out->text = NULL;
    }
    free(path);
    return code;
}

void cvn_tzdata_free(cvn_tzdata_names *names)
{
    free(names->text);
    free(names->names);
    *names = (cvn_tzdata_names){0};
}

/* ---- version --------------------------------------------------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}
static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

/** Length of a release's name ("2026f") at the start of text; 0 where there is none. */
static size_t version_length(const char *text)
{
    size_t length = 0;
    while (length < 4 && is_digit(text[length]))
        length++;
    if (length < 4)
        return 0;
    while (is_letter(text[length]))
        length++;
    return length < CVN_TZDATA_VERSION ? length : 0;
}

static bool version_in(const char *folder, const char *file, const char *before, char out[CVN_TZDATA_VERSION])
{
    char *path = cvn_path_join(folder, file), *text = NULL;
    size_t length;
    bool found = false;
    if (cvn_file_read(&text, &length, path, CVN_MAX_TZIF_BYTES, NULL) == CVN_OK && cvn_text_starts(text, before)) {
        const char *version = text + strlen(before);
        size_t bytes = version_length(version);
        found = bytes > 0;
        memcpy(out, version, bytes);
        out[bytes] = 0;
    }
    free(text);
    free(path);
    return found;
}

char *cvn_tzdata_version_of(const char *folder, char out[CVN_TZDATA_VERSION])
{
    if (!version_in(folder, "tzdata.zi", "# version ", out) && !version_in(folder, "+VERSION", "", out))
        memcpy(out, "unknown", sizeof "unknown");
    return out;
}

cvn_date cvn_tzdata_date_of(const char *version)
{
    if (version_length(version) < 4)
        return (cvn_date){0};
    int year = (version[0] - '0') * 1000 + (version[1] - '0') * 100 + (version[2] - '0') * 10 + (version[3] - '0');
    int month = version[4] ? version[4] - 'a' + 1 : 1;
    return cvn_date_of(year, month > 12 ? 12 : month, 1);
}

static char process_version[CVN_TZDATA_VERSION];

static void find_version(void)
{
    cvn_tzdata_version_of(cvn_zones_folder(), process_version);
}

const char *cvn_tzdata_version(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, find_version);
    return process_version;
}

cvn_date cvn_tzdata_date(void)
{
    return cvn_tzdata_date_of(cvn_tzdata_version());
}
