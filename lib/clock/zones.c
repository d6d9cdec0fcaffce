/* SPDX-License-Identifier: Apache-2.0 */
/** Finds zones by name in the system's data, and reads each once. */
#include "clock/suggest.h"
#include "clock/tzdata.h"
#include "clock/zone.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct cvn_zones {
    cvn_table *by_name;
    CVN_VEC(cvn_zone *) zones;
    bool listed; /* the names were asked for */
    cvn_code listing;
    cvn_tzdata_names names;
};

static bool is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

const char *cvn_zones_folder(void)
{
    static const char *const usual[] = {"/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo"};
    const char *set = getenv("TZDIR");
    if (set && *set)
        return set;
    for (size_t i = 0; i < CVN_COUNT(usual); i++) {
        if (is_folder(usual[i]))
            return usual[i];
    }
    return usual[0];
}

cvn_zones *cvn_zones_new(void)
{
    cvn_zones *zones = CVN_NEW(cvn_zones);
    zones->by_name = cvn_table_new();
    return zones;
}

void cvn_zones_free(cvn_zones *zones)
{
    if (!zones)
        return;
    for (size_t i = 0; i < zones->zones.count; i++)
        cvn_zone_free(zones->zones.at[i]);
    CVN_VEC_FREE(&zones->zones);
    cvn_table_free(zones->by_name);
    cvn_tzdata_free(&zones->names);
    free(zones);
}

cvn_code cvn_zones_names(cvn_zones *zones, const char *const **out, size_t *count, cvn_error *error)
{
    if (!zones->listed || zones->listing != CVN_OK) {
        zones->listed = true;
        zones->listing = cvn_tzdata_read(&zones->names, cvn_zones_folder(), error);
    }
    *out = zones->names.names;
    *count = zones->names.count;
    return zones->listing;
}

size_t cvn_zones_suggest(cvn_zones *zones, const char *name, const char *out[3])
{
    const char *const *names;
    size_t count;
    return cvn_zones_names(zones, &names, &count, NULL) == CVN_OK ? cvn_suggest(names, count, name, out) : 0;
}

/* ---- one zone -------------------------------------------------------------------------------------------------------------------------- */

static bool is_name(const char *name)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-";
    size_t length = strlen(name);
    return length > 0 && length <= CVN_MAX_ID_BYTES && name[0] != '/' && strspn(name, allowed) == length;
}

static int compare_name(const void *wanted, const void *name)
{
    return strcmp(wanted, *(const char *const *)name);
}

/** Is it in the list? Where there is no list, any file will do. The folder has other files, such as posixrules, that are no names. */
static bool is_listed(cvn_zones *zones, const char *name)
{
    const char *const *names;
    size_t count;
    if (cvn_zones_names(zones, &names, &count, NULL) != CVN_OK)
        return true;
    return bsearch(name, names, count, sizeof *names, compare_name) != NULL;
}

static void fail_unknown(cvn_zones *zones, const char *name, const char *where, cvn_error *error)
{
    const char *near[3];
    size_t count = cvn_zones_suggest(zones, name, near);
    cvn_buffer hint = {0};
    if (count == 0)
        cvn_buffer_text(&hint, "write a zone as IANA names it, such as Europe/Copenhagen");
    for (size_t i = 0; i < count; i++)
        cvn_buffer_printf(&hint, "%s%s", i == 0 ? "did you mean " : i + 1 == count ? " or " : ", ", near[i]);
    if (count > 0)
        cvn_buffer_char(&hint, '?');
    if (!is_folder(cvn_zones_folder()))
        cvn_buffer_printf(&hint, " (there is no time-zone data in %s; install package tzdata, or set TZDIR)", cvn_zones_folder());
    cvn_fail(error, where ? CVN_E_DATA : CVN_E_UNAVAILABLE, "%s%sthere is no time zone \"%s\"; %s", where ? where : "", where ? ": " : "", name,
             hint.text);
    cvn_buffer_free(&hint);
}

/** Reads a zone's file; NULL where there is none (no message then) or it is wrong. */
static cvn_zone *read_zone(const char *name, const char *where, bool *there, cvn_error *error)
{
    char *path = cvn_path_join(cvn_zones_folder(), name), *bytes = NULL;
    struct stat about;
    cvn_zone *zone = NULL;
    *there = stat(path, &about) == 0 && S_ISREG(about.st_mode);
    size_t length;
    cvn_tzif tzif;
    cvn_buffer label = {0};
    cvn_buffer_printf(&label, "%s%s%s", where ? where : "", where ? ": " : "", path);
    if (*there && cvn_file_read(&bytes, &length, path, CVN_MAX_TZIF_BYTES, error) == CVN_OK &&
        cvn_tzif_parse(&tzif, bytes, length, label.text, error) == CVN_OK) {
        zone = cvn_zone_new(name, &tzif);
        cvn_tzif_free(&tzif);
    }
    cvn_buffer_free(&label);
    free(bytes);
    free(path);
    return zone;
}

const cvn_zone *cvn_zones_get(cvn_zones *zones, const char *name, const char *where, cvn_error *error)
{
    uint32_t at;
    if (cvn_table_get(zones->by_name, name, &at))
        return zones->zones.at[at];
    bool there = false;
    cvn_zone *zone = is_name(name) && is_listed(zones, name) ? read_zone(name, where, &there, error) : NULL;
    if (zone) {
        at = (uint32_t)zones->zones.count;
        cvn_table_put(zones->by_name, name, &at);
        CVN_PUSH(&zones->zones) = zone;
    } else if (!there) {
        fail_unknown(zones, name, where, error);
    }
    return zone;
}
