/* SPDX-License-Identifier: Apache-2.0 */
/** A small conference and an allocation that holds; tests change one piece of their text and look at the verdict. */
#ifndef CVN_TESTS_VERDICTS_H
#define CVN_TESTS_VERDICTS_H

#include "allocation/allocation.h"
#include "cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#define ANY "\"availability\": [{\"weekly\": [\"MO\", \"TU\", \"WE\", \"TH\", \"FR\"], \"from\": \"08:00\", \"to\": \"20:00\"}]"

static const char plain_conference[] =
    "{\"format\": \"conference/1\", \"id\": \"c\", \"title\": \"Spring\", \"timezone\": \"Europe/Copenhagen\", \"locale\": \"en\","
    "\"organizer\": {\"name\": \"T\", \"email\": \"t@example.org\"},"
    "\"sessions\": {\"count\": 2, \"minutes\": 60, \"from\": \"2027-03-01\", \"to\": \"2027-04-30\", \"grid_minutes\": 60, \"pattern\": "
    "\"free\","
    "  \"gap_days\": {\"min\": 7, \"max\": 21}},"
    "\"group_types\": [{\"id\": \"talk\", \"size\": {\"min\": 2, \"ideal\": 3, \"max\": 4, \"keep\": 1}, \"leaders\": {\"min\": 1, \"max\": 1},"
    "    \"rota\": {\"per_session\": 1}},"
    "  {\"id\": \"walk\", \"size\": {\"min\": 2, \"ideal\": 2, \"max\": 3}, \"max_groups\": 1}],"
    "\"rules\": [/*rules*/],"
    "\"participants\": ["
    "  {\"id\": \"a\", \"name\": \"Ann\", \"timezone\": \"Europe/Copenhagen\", \"attributes\": {\"country\": \"DK\"}, " ANY "},"
    "  {\"id\": \"b\", \"name\": \"Bo\", \"timezone\": \"Europe/London\", \"attributes\": {\"country\": \"GB\"}, " ANY "},"
    "  {\"id\": \"c\", \"name\": \"Cy\", \"timezone\": \"Europe/Copenhagen\", \"attributes\": {\"country\": [\"DK\", \"SE\"]}, " ANY "},"
    "  {\"id\": \"d\", \"name\": \"Di\", \"timezone\": \"Europe/Copenhagen\", \"priority\": 3, " ANY "},"
    "  {\"id\": \"e\", \"timezone\": \"Europe/Copenhagen\", \"attributes\": {\"country\": \"DK\"}, " ANY "},"
    "  {\"id\": \"t\", \"name\": \"Tia\", \"timezone\": \"Europe/Copenhagen\", \"types\": [\"walk\"], " ANY "},"
    "  {\"id\": \"n\", \"name\": \"Nan\", \"timezone\": \"Europe/Copenhagen\", \"availability\": [{\"weekly\": [\"TU\"], \"from\": \"08:00\", "
    "\"to\": \"20:00\"}]},"
    "  {\"id\": \"L\", \"name\": \"Lea\", \"timezone\": \"Europe/Copenhagen\", \"roles\": [\"leader\"], " ANY "},"
    "  {\"id\": \"w\", \"name\": \"Wim\", \"timezone\": \"Europe/Copenhagen\", \"status\": \"waiting\", " ANY "},"
    "  {\"id\": \"x\", \"name\": \"Xi\", \"timezone\": \"Europe/Copenhagen\", \"status\": \"dropped\", " ANY "}]}";

static const char plain_allocation[] =
    "{\"format\": \"allocation/1\", \"conference\": \"c\", \"groups\": ["
    "{\"id\": \"g1\", \"type\": \"talk\", \"sessions\": [\"2027-03-08T09:00:00Z\", \"2027-03-15T09:00:00Z\"],"
    " \"leaders\": [\"L\"], \"members\": [\"a\", \"b\"], \"rota\": [[\"a\"], [\"b\"]]},"
    "{\"id\": \"g2\", \"type\": \"walk\", \"sessions\": [\"2027-03-09T10:00:00Z\", \"2027-03-16T10:00:00Z\"],"
    " \"leaders\": [], \"members\": [\"t\", \"e\"], \"guests\": [{\"who\": \"a\", \"session\": 2}]}],"
    "\"unplaced\": [\"c\", \"d\", \"n\"]}";

/** The text with the first occurrence of from made into to; from NULL: as it is. The caller frees it. */
static inline char *replaced(const char *text, const char *from, const char *to)
{
    if (!from)
        return cvn_strdup(text);
    const char *at = strstr(text, from);
    if (!at)
        fail_msg("the text has no %s", from);
    cvn_buffer out = {0};
    cvn_buffer_add(&out, text, (size_t)(at - text));
    cvn_buffer_text(&out, to);
    cvn_buffer_text(&out, at + strlen(from));
    return cvn_buffer_take(&out);
}

/** The conference with two changes; the comment that JSON does not know goes away. */
static inline cvn_conference *conference_with_two(const char *from, const char *to, const char *also_from, const char *also_to)
{
    char *once = replaced(plain_conference, from, to), *text = replaced(once, also_from, also_to), *comment = strstr(text, "/*rules*/");
    cvn_conference *out = NULL;
    cvn_error *error = cvn_error_new();
    if (comment)
        memset(comment, ' ', strlen("/*rules*/"));
    if (cvn_conference_parse(&out, text, strlen(text), "conference.json", NULL, error))
        fail_msg("%s", cvn_error_message(error, 0));
    cvn_error_free(error);
    free(once);
    free(text);
    return out;
}

static inline cvn_conference *conference_with(const char *from, const char *to)
{
    return conference_with_two(from, to, NULL, NULL);
}

static inline cvn_allocation *allocation_of(const char *text)
{
    cvn_allocation *out = NULL;
    cvn_error *error = cvn_error_new();
    if (cvn_allocation_parse(&out, text, strlen(text), "allocation.json", error))
        fail_msg("%s", cvn_error_message(error, 0));
    cvn_error_free(error);
    return out;
}

static inline cvn_allocation *allocation_with(const char *from, const char *to)
{
    char *text = replaced(plain_allocation, from, to);
    cvn_allocation *out = allocation_of(text);
    free(text);
    return out;
}

/** One line of a table: what is changed where, and what the verdict must say (NULL: nothing is wrong). */
typedef struct cvn_edit {
    const char *name;
    const char *conference_from, *conference_to;
    const char *allocation_from, *allocation_to;
    bool baseline; /* the plain allocation is the baseline */
    const char *says;
} cvn_edit;

/** also: a second change of the conference. */
static inline void assert_edit(const cvn_edit *edit, const char *also_from, const char *also_to)
{
    cvn_conference *conference = conference_with_two(edit->conference_from, edit->conference_to, also_from, also_to);
    cvn_allocation *allocation = allocation_with(edit->allocation_from, edit->allocation_to);
    cvn_allocation *baseline = edit->baseline ? allocation_with(NULL, NULL) : NULL;
    cvn_verdict *verdict = NULL;
    bool said = false;

    assert_int_equal(cvn_verdict_new(&verdict, conference, allocation, baseline, NULL), CVN_OK);
    for (uint32_t i = 0; i < verdict->violation_count; i++)
        said |= edit->says && strstr(verdict->violations[i], edit->says);
    if (edit->says ? !said : verdict->violation_count > 0)
        fail_msg("%s: expected %s; %u violations, the first: %s", edit->name, edit->says ? edit->says : "none", verdict->violation_count,
                 verdict->violation_count ? verdict->violations[0] : "none");
    assert_int_equal(verdict->scored, verdict->violation_count == 0);
    cvn_verdict_free(verdict);
    cvn_allocation_free(baseline);
    cvn_allocation_free(allocation);
    cvn_conference_free(conference);
}

#define ASSERT_EDITS(edits)                                                                                                                    \
    for (size_t edit_at = 0; edit_at < CVN_COUNT(edits); edit_at++)                                                                            \
    assert_edit(&(edits)[edit_at], NULL, NULL)

#endif
