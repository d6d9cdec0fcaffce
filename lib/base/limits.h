/* SPDX-License-Identifier: Apache-2.0 */
/** Every maximum of what convene reads, in one place. Crossing one is an error that names it. */
#ifndef CVN_BASE_LIMITS_H
#define CVN_BASE_LIMITS_H

#define CVN_MAX_FILE_BYTES   (1024LL * 1024 * 1024) /* a conference of 3,000 people with every pair weighted is 120 MB */
#define CVN_MAX_PEOPLE       200000
#define CVN_MAX_ID_BYTES     128
#define CVN_MAX_TEXT_BYTES   4096 /* a title, a name, an address, a link */
#define CVN_MAX_TYPES        1024
#define CVN_MAX_SERIES       10000
#define CVN_MAX_SESSIONS     366 /* of one group, or of one offered series */
#define CVN_MAX_STARTS       120000
#define CVN_MAX_RANGE_DAYS   1100 /* sessions.from to sessions.to: three years */
#define CVN_MAX_SESSION_MIN  1440
#define CVN_MAX_GROUP_SIZE   10000
#define CVN_MAX_RULES        100000
#define CVN_MAX_HOURS        4096 /* lines of availability, or of unavailable, of one person */
#define CVN_MAX_ATTRIBUTES   256  /* of one person */
#define CVN_MAX_VALUES       256  /* of one attribute of one person */
#define CVN_MAX_PLENARIES    1000
#define CVN_MAX_PLENARY_DAYS 366
#define CVN_MAX_WEIGHT       1000000
#define CVN_MAX_PAIR_WEIGHT  1000000000
#define CVN_MAX_PRIORITY     1000000
#define CVN_MAX_GROUPS       100000
#define CVN_MIN_YEAR         1970 /* dates outside are errors */
#define CVN_MAX_YEAR         2199
#define CVN_MAX_MAIL_BYTES   (25LL * 1024 * 1024)
#define CVN_MAX_TZIF_BYTES   (1024 * 1024)

#endif
