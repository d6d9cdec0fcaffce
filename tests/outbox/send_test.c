/* SPDX-License-Identifier: Apache-2.0 */
/** cvn_send from files to files; against servers in tests/e2e/send.py. */
#include <dirent.h>

#include "store/store_fixture.h"

#define PERSON(id, role)                                                                                                                       \
    "{\"id\": \"" id "\", \"name\": \"Name " id "\", \"email\": \"" id "@mail.example\", \"roles\": [\"" role "\"], \"timezone\": "            \
    "\"Europe/Copenhagen\", \"availability\": [{\"weekly\": [\"MO\", \"TU\", \"WE\", \"TH\", \"FR\", \"SA\", \"SU\"], \"from\": \"00:00\", "   \
    "\"to\": \"24:00\"}]}"

static const char conference_text[] =
    "{\"format\": \"conference/1\", \"id\": \"c-send\", \"title\": \"T\", \"timezone\": \"Europe/Copenhagen\", \"locale\": \"en\","
    " \"organizer\": {\"name\": \"O\", \"email\": \"o@mail.example\"},"
    " \"sessions\": {\"count\": 2, \"minutes\": 60, \"from\": \"2031-03-01\", \"to\": \"2031-03-31\", \"grid_minutes\": 60, \"pattern\": "
    "\"free\"},"
    " \"group_types\": [{\"id\": \"t\", \"size\": {\"min\": 2, \"ideal\": 2, \"max\": 4, \"keep\": 1}}],"
    " \"participants\": [" PERSON("a", "member") ", " PERSON("b", "member") ", " PERSON("c", "member") "]}";

#define ALLOCATION(members, unplaced)                                                                                                          \
    "{\"format\": \"allocation/1\", \"conference\": \"c-send\", \"groups\": [{\"id\": \"g1\", \"type\": \"t\", \"sessions\": "                 \
    "[\"2031-03-03T10:00:00Z\", \"2031-03-10T10:00:00Z\"], \"leaders\": [], \"members\": [" members "]}], \"unplaced\": [" unplaced "]}"

typedef struct sending {
    store_fixture *f;
    char out[96];
    cvn_send_summary summary;
    char *report;
    bool look; /* a dry run writes files too */
    const char *to_me, *const *only, *not_before;
    uint64_t limit;
} sending;

/** Sends an allocation of the conference into a folder. */
static cvn_code run(sending *s, const char *allocation_text, const char *baseline_text, bool dry_run, bool force)
{
    cvn_conference *conference = NULL;
    cvn_allocation *allocation = NULL, *baseline = NULL;
    cvn_send_options options;
    cvn_send_options_init(&options);
    snprintf(s->out, sizeof s->out, "%s/mail", s->f->folder);
    options.out_dir = dry_run && !s->look ? NULL : s->out;
    options.to_me = s->to_me;
    options.only = s->only;
    options.only_count = s->only ? 1 : 0;
    options.not_before = s->not_before;
    options.limit_per_hour = s->limit;
    options.dry_run = dry_run;
    options.force = force;
    options.now_s = 1900000000;
    cvn_error_clear(s->f->error);
    cvn_free(s->report);
    s->report = NULL;
    if (cvn_conference_parse(&conference, conference_text, strlen(conference_text), "conference", NULL, s->f->error) ||
        cvn_allocation_parse(&allocation, allocation_text, strlen(allocation_text), "allocation", s->f->error) ||
        (baseline_text && cvn_allocation_parse(&baseline, baseline_text, strlen(baseline_text), "baseline", s->f->error)))
        fail_msg("%s", cvn_error_message(s->f->error, 0));
    cvn_code code = cvn_send(&s->summary, &s->report, s->f->store, conference, allocation, baseline, &options, CVN_TEXT, s->f->error);
    cvn_conference_free(conference);
    cvn_allocation_free(allocation);
    cvn_allocation_free(baseline);
    return code;
}

static int files(const sending *s)
{
    int count = 0;
    DIR *folder = opendir(s->out);
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        count += entry->d_name[0] != '.';
    if (folder)
        closedir(folder);
    return count;
}

static void once_and_not_again(void **state)
{
    sending s = {.f = *state};
    assert_int_equal(run(&s, ALLOCATION("\"a\", \"b\"", "\"c\""), NULL, false, false), CVN_OK);
    assert_int_equal(s.summary.requests, 4);
    assert_int_equal(s.summary.letters, 1);
    assert_int_equal(s.summary.people, 3);
    assert_int_equal(s.summary.sent, 5);
    assert_int_equal(files(&s), 5);
    assert_int_equal(run(&s, ALLOCATION("\"a\", \"b\"", "\"c\""), NULL, false, false), CVN_OK);
    assert_int_equal(s.summary.people + s.summary.sent + s.summary.requests + s.summary.letters, 0);
    assert_int_equal(files(&s), 5);
    assert_non_null(strstr(s.report, "0 people hear something new"));
    cvn_free(s.report);
}

static void a_dry_run_writes_nothing(void **state)
{
    sending s = {.f = *state};
    cvn_counts counts;
    cvn_store *store = s.f->store;
    assert_int_equal(run(&s, ALLOCATION("\"a\", \"b\"", "\"c\""), NULL, true, false), CVN_OK);
    assert_int_equal(s.summary.requests, 4);
    assert_int_equal(files(&s), 0);
    assert_int_not_equal(access(s.out, F_OK), 0);
    assert_int_equal(cvn_store_counts(&counts, store, NULL, s.f->error), CVN_OK);
    assert_int_equal(counts.queued, 0);
    s.f->store = NULL; /* before the first send there is none */
    assert_int_equal(run(&s, ALLOCATION("\"a\", \"b\"", "\"c\""), NULL, true, false), CVN_OK);
    assert_int_equal(s.summary.requests, 4);
    assert_int_equal(run(&s, ALLOCATION("\"a\", \"b\"", "\"c\""), NULL, false, false), CVN_E_USAGE);
    s.f->store = store;
    cvn_free(s.report);
}

static void what_breaks_a_rule_is_not_told(void **state)
{
    sending s = {.f = *state};
    const char *alone = ALLOCATION("\"a\"", "\"b\", \"c\"");
    assert_int_equal(run(&s, alone, NULL, false, false), CVN_E_DATA);
    assert_true(cvn_error_count(s.f->error) >= 2);
    assert_non_null(strstr(cvn_error_message(s.f->error, 0), "--force"));
    assert_null(s.report);
    assert_int_equal(files(&s), 0);
    assert_int_equal(run(&s, alone, NULL, false, true), CVN_OK);
    assert_int_equal(s.summary.requests, 2);
    cvn_free(s.report);
}

/** Somebody who was in the allocation last sent has been deleted from the file, not dropped. */
static void who_is_in_no_file_any_more_can_be_forced(void **state)
{
    sending s = {.f = *state};
    const char *now = ALLOCATION("\"a\", \"b\"", "\"c\""), *before = ALLOCATION("\"a\", \"b\", \"gone\"", "\"c\"");
    assert_int_equal(run(&s, now, before, false, false), CVN_E_DATA);
    assert_non_null(strstr(cvn_error_message(s.f->error, 0), "1 person had a place in the allocation given as baseline"));
    assert_non_null(strstr(cvn_error_message(s.f->error, 0), "gone. Where they have gone, keep them with the status dropped"));
    assert_int_equal(run(&s, now, before, false, true), CVN_OK);
    assert_int_equal(cvn_error_count(s.f->error), 0);
    assert_int_equal(s.summary.requests, 4);
    assert_int_equal(s.summary.letters, 1); /* in general words: the reason cannot be worked out */
    cvn_free(s.report);
}

/** A group may shrink to "keep" only as one that continues: the store knows what it continues. */
static void the_allocation_last_sent_is_the_baseline(void **state)
{
    sending s = {.f = *state};
    const char *pair = ALLOCATION("\"a\", \"b\"", "\"c\""), *alone = ALLOCATION("\"a\"", "\"b\", \"c\"");
    assert_int_equal(run(&s, alone, pair, true, false), CVN_OK); /* given */
    assert_int_equal(run(&s, alone, NULL, true, false), CVN_E_DATA);
    assert_int_equal(run(&s, pair, NULL, false, false), CVN_OK);
    assert_int_equal(run(&s, alone, NULL, false, false), CVN_OK); /* remembered */
    assert_int_equal(s.summary.cancels, 2);
    assert_int_equal(s.summary.letters, 1);
    assert_int_equal(s.summary.people, 1);
    assert_int_equal(run(&s, alone, NULL, false, false), CVN_OK); /* and it continues itself */
    assert_int_equal(s.summary.sent, 0);
    cvn_free(s.report);
}

static void nothing_is_queued_where_the_place_to_send_to_is_wrong(void **state)
{
    sending s = {.f = *state};
    cvn_counts counts;
    char file[112];
    snprintf(file, sizeof file, "%s/mail", s.f->folder);
    FILE *in_the_way = fopen(file, "w");
    assert_non_null(in_the_way);
    fclose(in_the_way);
    assert_int_equal(run(&s, ALLOCATION("\"a\", \"b\"", "\"c\""), NULL, false, false), CVN_E_IO);
    assert_int_equal(cvn_store_counts(&counts, s.f->store, NULL, s.f->error), CVN_OK);
    assert_int_equal(counts.queued, 0);
}

static void one_send_at_a_time(void **state)
{
    sending s = {.f = *state};
    cvn_store *other = NULL;
    assert_int_equal(cvn_store_open(&other, s.f->path, false, s.f->error), CVN_OK);
    assert_int_equal(cvn_store_lock(other, s.f->error), CVN_OK);
    assert_int_equal(run(&s, ALLOCATION("\"a\", \"b\"", "\"c\""), NULL, false, false), CVN_E_TEMPORARY);
    assert_int_equal(files(&s), 0);
    cvn_store_close(other);
    assert_int_equal(run(&s, ALLOCATION("\"a\", \"b\"", "\"c\""), NULL, false, false), CVN_OK);
    cvn_free(s.report);
}

static const char *const both = ALLOCATION("\"a\", \"b\"", "\"c\"");

static cvn_counts counts_of(const sending *s)
{
    cvn_counts counts;
    assert_int_equal(cvn_store_counts(&counts, s->f->store, NULL, s->f->error), CVN_OK);
    return counts;
}

static void a_look_leaves_the_store_alone(void **state)
{
    sending s = {.f = *state, .look = true};
    assert_int_equal(run(&s, both, NULL, true, false), CVN_OK);
    assert_int_equal(files(&s), 5);
    assert_int_equal(counts_of(&s).queued + counts_of(&s).sent, 0);
    assert_non_null(strstr(s.report, "---- the first invitation: to a ----\n\n"));
    assert_non_null(strstr(s.report, "BEGIN:VEVENT\n"));
    assert_non_null(strstr(s.report, "---- the first letter: to c ----\n\n"));
    assert_int_equal(s.summary.requests, 4);
    cvn_free(s.report);
}

static void samples_go_to_the_organiser_alone(void **state)
{
    sending s = {.f = *state, .to_me = "me@mail.example"};
    assert_int_equal(run(&s, both, NULL, false, false), CVN_OK);
    assert_int_equal(files(&s), 2); /* an invitation and a letter */
    assert_int_equal(counts_of(&s).queued + counts_of(&s).sent, 0);
    s.to_me = "me@mail.example, you@mail.example";
    assert_int_equal(run(&s, both, NULL, false, false), CVN_E_USAGE);
    cvn_free(s.report);
}

static void one_person_alone(void **state)
{
    const char *const only[] = {"b"}, *const nobody[] = {"z"};
    sending s = {.f = *state, .only = only};
    assert_int_equal(run(&s, both, NULL, false, false), CVN_OK);
    assert_int_equal(s.summary.people, 1);
    assert_int_equal(s.summary.sent, 2);
    s.only = nobody;
    assert_int_equal(run(&s, both, NULL, false, false), CVN_E_USAGE);
    s.only = NULL;
    assert_int_equal(run(&s, both, NULL, false, false), CVN_OK);
    assert_int_equal(s.summary.sent, 3); /* the others; b once */
    assert_int_equal(files(&s), 5);
    /* What waits for others stays as it is, although nothing is said of it. */
    const char *alone = ALLOCATION("\"a\"", "\"b\", \"c\"");
    s.not_before = "2040-01-01T09:00";
    assert_int_equal(run(&s, alone, NULL, false, false), CVN_E_TEMPORARY);
    uint64_t waiting = counts_of(&s).queued;
    assert_true(waiting > 0);
    s.not_before = NULL;
    s.only = (const char *const[]){"c"};
    assert_int_equal(run(&s, both, NULL, false, false), CVN_OK); /* all of theirs has left */
    assert_int_equal(s.summary.later, 0);
    assert_int_equal(counts_of(&s).queued, waiting);
    assert_int_equal(counts_of(&s).superseded, 0);
    cvn_free(s.report);
}

static void held_until_then(void **state)
{
    sending s = {.f = *state, .not_before = "2031-01-01T09:00"}; /* now: 2030-03-17 */
    assert_int_equal(run(&s, both, NULL, false, false), CVN_E_TEMPORARY);
    assert_int_equal(files(&s), 0);
    assert_int_equal(counts_of(&s).queued, 5);
    assert_int_equal(counts_of(&s).next_s, 1925020800); /* 2031-01-01T08:00:00Z */
    assert_non_null(strstr(cvn_error_message(s.f->error, 0), "send again after 2031-01-01T08:00:00Z"));
    s.not_before = NULL; /* a send that does not speak of it leaves it held */
    assert_int_equal(run(&s, both, NULL, false, false), CVN_E_TEMPORARY);
    assert_int_equal(files(&s), 0);
    s.not_before = "2030-01-01T09:00"; /* over: now */
    assert_int_equal(run(&s, both, NULL, false, false), CVN_OK);
    assert_int_equal(files(&s), 5);
    s.not_before = "soon";
    assert_int_equal(run(&s, both, NULL, false, false), CVN_E_USAGE);
    cvn_free(s.report);
}

static void no_more_than_the_limit(void **state)
{
    sending s = {.f = *state, .limit = 2};
    assert_int_equal(run(&s, both, NULL, false, false), CVN_E_TEMPORARY);
    assert_int_equal(files(&s), 2);
    assert_int_equal(s.summary.later, 3);
    assert_non_null(strstr(cvn_error_message(s.f->error, 1), "3 of them wait for the limit of 2 an hour: send again after"));
    assert_int_equal(run(&s, both, NULL, false, false), CVN_E_TEMPORARY); /* within the same hour */
    assert_int_equal(files(&s), 2);
    s.limit = 0;
    assert_int_equal(run(&s, both, NULL, false, false), CVN_OK);
    assert_int_equal(files(&s), 5);
    cvn_free(s.report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_look_leaves_the_store_alone),
        STORE_TEST(samples_go_to_the_organiser_alone),
        STORE_TEST(one_person_alone),
        STORE_TEST(held_until_then),
        STORE_TEST(no_more_than_the_limit),
        STORE_TEST(once_and_not_again),
        STORE_TEST(a_dry_run_writes_nothing),
        STORE_TEST(what_breaks_a_rule_is_not_told),
        STORE_TEST(who_is_in_no_file_any_more_can_be_forced),
        STORE_TEST(the_allocation_last_sent_is_the_baseline),
        STORE_TEST(nothing_is_queued_where_the_place_to_send_to_is_wrong),
        STORE_TEST(one_send_at_a_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
