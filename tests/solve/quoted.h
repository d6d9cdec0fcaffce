/* SPDX-License-Identifier: Apache-2.0 */
/** Conferences and allocations in a test's own words: JSON with ' for ", so that it can be read. */
#ifndef CVN_TESTS_SOLVE_QUOTED_H
#define CVN_TESTS_SOLVE_QUOTED_H

#include "cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#include "allocation/allocation.h"

static inline char *quoted(const char *text)
{
    char *out = cvn_strdup(text);
    for (char *c = out; *c; c++)
        *c = *c == '\'' ? '"' : *c;
    return out;
}

/** At UTC unless it says otherwise, from Monday, 1 March 2027; sessions and more are keys of it, people a list. */
static inline cvn_conference *quoted_conference(const char *sessions, const char *more, const char *people)
{
    cvn_buffer b = {0};
    cvn_buffer_printf(&b, "{'format': 'conference/1', 'id': 'c', 'title': 'C', 'timezone': 'UTC', 'sessions': {%s}, %s, 'participants': [%s]}",
                      sessions, more, people);
    char *json = quoted(b.text);
    cvn_conference *c = NULL;
    cvn_error *error = cvn_error_new();
    if (cvn_conference_parse(&c, json, strlen(json), "c.json", NULL, error))
        fail_msg("%s", cvn_error_message(error, 0));
    cvn_error_free(error);
    cvn_buffer_free(&b);
    free(json);
    return c;
}

/** groups: a list. */
static inline cvn_allocation *quoted_allocation(const char *groups)
{
    cvn_buffer b = {0};
    cvn_buffer_printf(&b, "{'format': 'allocation/1', 'conference': 'c', 'groups': [%s], 'unplaced': []}", groups);
    char *json = quoted(b.text);
    cvn_allocation *a = NULL;
    cvn_error *error = cvn_error_new();
    if (cvn_allocation_parse(&a, json, strlen(json), "a.json", error))
        fail_msg("%s", cvn_error_message(error, 0));
    cvn_error_free(error);
    cvn_buffer_free(&b);
    free(json);
    return a;
}

#endif
