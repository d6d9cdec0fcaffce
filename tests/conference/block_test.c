/* SPDX-License-Identifier: Apache-2.0 */
#include "conference/conference.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmocka_all.h"

#define HEAD                                                                                                                                   \
    "{\"format\": \"conference/1\", \"id\": \"c\", \"timezone\": \"UTC\", \"sessions\": {\"count\": 1, \"minutes\": 90, \"from\": "            \
    "\"2027-03-01\", \"to\": \"2027-11-30\", \"grid_minutes\": 30}, \"group_types\": [{\"id\": \"t\", \"size\": {\"min\": 1, \"ideal\": 2, "   \
    "\"max\": 3}}],\n"

typedef struct folder {
    char path[64];
    cvn_error *error;
    cvn_arena *arena;
} folder;

static int setup(void **state)
{
    folder *f = CVN_NEW(folder);
    snprintf(f->path, sizeof f->path, "/tmp/convene-block-XXXXXX");
    assert_non_null(mkdtemp(f->path));
    f->error = cvn_error_new();
    f->arena = cvn_arena_new();
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    folder *f = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", f->path);
    assert_int_equal(system(command), 0); /* NOLINT(bugprone-command-processor,cert-env33-c) */
    cvn_error_free(f->error);
    cvn_arena_free(f->arena);
    free(f);
    return 0;
}

static const char *file(folder *f, const char *name, const char *text)
{
    const char *path = cvn_arena_printf(f->arena, "%s/%s", f->path, name);
    if (text)
        assert_int_equal(cvn_file_write(path, text, strlen(text), f->error), CVN_OK);
    return path;
}

static void expect_file(folder *f, const char *name, const char *text)
{
    char *got;
    size_t length;
    assert_int_equal(cvn_file_read(&got, &length, file(f, name, NULL), CVN_MAX_FILE_BYTES, f->error), CVN_OK);
    assert_string_equal(got, text);
    free(got);
}

/** Blocks one time of p, on 8 March 2027 at 17:00Z unless the row says otherwise, and looks at the file; then once more: nothing changes. */
static void check(folder *f, const char *conference, const char *people, const char *name, const char *before, const char *after,
                  const char *start, int32_t minutes)
{
    cvn_instant instant;
    assert_true(cvn_instant_parse(start ? start : "2027-03-08T17:00:00Z", &instant));
    const cvn_absence blocks[] = {{"p", instant, minutes ? minutes : 90}};
    file(f, "c.json", conference);
    if (people)
        file(f, name, before);
    for (size_t round = 0; round < 2; round++) {
        size_t changed = 9;
        cvn_code code = cvn_conference_block(file(f, "c.json", NULL), blocks, 1, &changed, f->error);
        if (code)
            print_message("%s\n", cvn_error_message(f->error, 0));
        assert_int_equal(code, CVN_OK);
        assert_int_equal(changed, round == 0);
        expect_file(f, name, after);
    }
}

static void test_json(void **state)
{
    folder *f = *state;
    static const struct {
        const char *before, *after, *start;
        int32_t minutes;
    } rows[] = {
        {"{\"id\": \"p\", \"timezone\": \"UTC\"}",
         "{\"id\": \"p\", \"unavailable\": [{\"date\": \"2027-03-08\", \"from\": \"17:00\", \"to\": \"18:30\"}], \"timezone\": \"UTC\"}", NULL,
         0},
        {"{\n   \"id\":\"p\",\n   \"timezone\": \"UTC\"}",
         "{\n   \"id\":\"p\",\n   \"unavailable\":[{\"date\": \"2027-03-08\", \"from\": \"17:00\", \"to\": \"18:30\"}],\n   \"timezone\": "
         "\"UTC\"}",
         NULL, 0},
        {"{\"id\": \"p\", \"timezone\": \"UTC\", \"unavailable\": [ ]}",
         "{\"id\": \"p\", \"timezone\": \"UTC\", \"unavailable\": [{\"date\": \"2027-03-08\", \"from\": \"17:00\", \"to\": \"18:30\"}]}", NULL,
         0},
        {"{\"id\": \"p\", \"timezone\": \"UTC\", \"unavailable\": [{\"date\": \"2027-03-01\"}]}",
         "{\"id\": \"p\", \"timezone\": \"UTC\", \"unavailable\": [{\"date\": \"2027-03-01\"}, {\"date\": \"2027-03-08\", \"from\": \"17:00\", "
         "\"to\": "
         "\"18:30\"}]}",
         NULL, 0},
        {"{\"id\": \"p\", \"timezone\": \"UTC\", \"unavailable\": [\n    {\"date\": \"2027-03-01\"}\n  ]}",
         "{\"id\": \"p\", \"timezone\": \"UTC\", \"unavailable\": [\n    {\"date\": \"2027-03-01\"},\n    {\"date\": \"2027-03-08\", \"from\": "
         "\"17:00\", "
         "\"to\": \"18:30\"}\n  ]}",
         NULL, 0},
        /* their own clock; past midnight; to midnight; an hour that comes twice; longer than a day can say */
        {"{\"id\": \"p\", \"timezone\": \"Asia/Kathmandu\"}",
         "{\"id\": \"p\", \"unavailable\": [{\"date\": \"2027-03-08\", \"from\": \"22:45\", \"to\": \"00:15\"}], \"timezone\": "
         "\"Asia/Kathmandu\"}",
         NULL, 0},
        {"{\"id\": \"p\", \"timezone\": \"UTC\"}",
         "{\"id\": \"p\", \"unavailable\": [{\"date\": \"2027-03-08\", \"from\": \"22:30\", \"to\": \"24:00\"}], \"timezone\": \"UTC\"}",
         "2027-03-08T22:30:00Z", 0},
        {"{\"id\": \"p\", \"timezone\": \"Europe/Copenhagen\"}",
         "{\"id\": \"p\", \"unavailable\": [{\"from_date\": \"2027-10-31\", \"to_date\": \"2027-10-31\"}], \"timezone\": "
         "\"Europe/Copenhagen\"}",
         "2027-10-31T01:00:00Z", 45},
        {"{\"id\": \"p\", \"timezone\": \"UTC\"}",
         "{\"id\": \"p\", \"unavailable\": [{\"date\": \"2027-03-08\", \"from\": \"17:00\", \"to\": \"17:00\"}], \"timezone\": \"UTC\"}", NULL,
         1440},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        const char *other = "{\"id\": \"q\", \"timezone\": \"UTC\"}";
        const char *before = cvn_arena_printf(f->arena, HEAD "\"participants\": [%s,\n %s]}\n", other, rows[i].before);
        const char *after = cvn_arena_printf(f->arena, HEAD "\"participants\": [%s,\n %s]}\n", other, rows[i].after);
        print_message("row %zu\n", i);
        check(f, before, NULL, "c.json", before, after, rows[i].start, rows[i].minutes);
    }
}

static void test_csv(void **state)
{
    folder *f = *state;
    static const struct {
        const char *before, *after;
    } rows[] = {
        {"id,timezone\nq,UTC\np,UTC\n", "id,timezone,unavailable\nq,UTC,\np,UTC,2027-03-08 17:00-18:30\n"},
        {"id,timezone,unavailable\r\nq,UTC,\r\np,UTC,\r\n", "id,timezone,unavailable\r\nq,UTC,\r\np,UTC,2027-03-08 17:00-18:30\r\n"},
        {"id,unavailable,timezone\nq,,UTC\np, 2027-03-01 ,UTC\n",
         "id,unavailable,timezone\nq,,UTC\np, 2027-03-01; 2027-03-08 17:00-18:30 ,UTC\n"},
        {"id;unavailable;timezone\nq;;UTC\np;2027-03-01;UTC\n",
         "id;unavailable;timezone\nq;;UTC\np;\"2027-03-01; 2027-03-08 17:00-18:30\";UTC\n"},
        {"id,unavailable,timezone\nq,,UTC\np,\"MO,TU 08:00-09:00;\",UTC\n",
         "id,unavailable,timezone\nq,,UTC\np,\"MO,TU 08:00-09:00; 2027-03-08 17:00-18:30\",UTC\n"},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        print_message("row %zu\n", i);
        check(f, HEAD "\"participants_file\": \"p.csv\"}\n", "p.csv", "p.csv", rows[i].before, rows[i].after, NULL, 0);
    }
}

static void test_people_file_and_wrong(void **state)
{
    folder *f = *state;
    const cvn_absence nobody[] = {{"z", {0}, 90}};
    check(f, HEAD "\"participants_file\": \"p.json\"}\n", "p.json", "p.json", "[{\"id\": \"p\", \"timezone\": \"UTC\"}]",
          "[{\"id\": \"p\", \"unavailable\": [{\"date\": \"2027-03-08\", \"from\": \"17:00\", \"to\": \"18:30\"}], \"timezone\": \"UTC\"}]",
          NULL, 0);
    assert_int_equal(cvn_conference_block(file(f, "c.json", NULL), nobody, 1, NULL, f->error), CVN_E_USAGE);
    assert_int_equal(cvn_conference_block("-", nobody, 1, NULL, f->error), CVN_E_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(test_json, setup, teardown),
                                       cmocka_unit_test_setup_teardown(test_csv, setup, teardown),
                                       cmocka_unit_test_setup_teardown(test_people_file_and_wrong, setup, teardown)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
