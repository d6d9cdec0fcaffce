/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base.h"

#include <curl/curl.h>
#include <gmime/gmime.h>
#include <libical/ical.h>
#include <pthread.h>
#include <sqlite3.h>
#include <unicode/uvernum.h>

const char *cvn_version(void)
{
    return CONVENE_VERSION;
}

static char versions[256];

static void fill_versions(void)
{
    snprintf(versions, sizeof versions, "libcurl/%s cJSON/%s libical/%s ICU/%s GMime/%u.%u.%u SQLite/%s",
             curl_version_info(CURLVERSION_NOW)->version, cJSON_Version(), ICAL_VERSION, U_ICU_VERSION, gmime_major_version,
             gmime_minor_version, gmime_micro_version, sqlite3_libversion());
}

const char *cvn_library_versions(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, fill_versions);
    return versions;
}
