/* SPDX-License-Identifier: Apache-2.0 */
#include "outbox/guard.h"
#include "outbox/told.h"

#define PERSON(id)                                                                                                                             \
    "{\"id\": \"" id "\", \"name\": \"N\", \"email\": \"" id "@example.org\", \"timezone\": \"UTC\", \"availability\": [{\"weekly\": "         \
    "[\"MO\", \"TU\", \"WE\", \"TH\", \"FR\", \"SA\", \"SU\"], \"from\": \"00:00\", \"to\": \"24:00\"}]}"
static const char conference_text[] =
    "{\"format\": \"conference/1\", \"id\": \"new\", \"title\": \"T\", \"timezone\": \"UTC\", \"locale\": \"en\","
    " \"organizer\": {\"name\": \"O\", \"email\": \"o@mail.example\"}, \"sessions\": {\"count\": 1, \"minutes\": 60, \"from\": \"2031-03-01\","
    " \"to\": \"2031-03-31\", \"grid_minutes\": 60, \"pattern\": \"free\"}, \"group_types\": [{\"id\": \"t\", \"size\": {\"min\": 1, "
    "\"ideal\": 1,"
    " \"max\": 4, \"keep\": 1}}], \"participants\": [" PERSON("p1") ", " PERSON("p2") "]}";
#define GROUP(id, members)                                                                                                                     \
    "{\"id\": \"" id "\", \"type\": \"t\", \"sessions\": [\"2031-03-03T10:00:00Z\"], \"leaders\": [], \"members\": [" members "]}"
#define ALLOCATION(groups) "{\"format\": \"allocation/1\", \"conference\": \"new\", \"groups\": [" groups "], \"unplaced\": []}"

static cvn_conference *conference(void)
{
    cvn_conference *out = NULL;
    cvn_error *error = cvn_error_new();
    if (cvn_conference_parse(&out, conference_text, strlen(conference_text), "c", NULL, error))
        fail_msg("%s", cvn_error_message(error, 0));
    cvn_error_free(error);
    return out;
}

static void what_holds_and_what_does_not(void **state)
{
    static const struct {
        const char *now, *before;
        bool sent_before, force;
        cvn_code code;
        const char *words;
    } cases[] = {
        {ALLOCATION(GROUP("g1", "\"p1\", \"p2\"")), NULL, false, false, CVN_OK, ""},
        {ALLOCATION(GROUP("g1", "\"p1\"") ", " GROUP("g1", "\"p2\"")), NULL, false, false, CVN_E_DATA, "\"g1\" stands twice (groups 1 and 2)"},
        {ALLOCATION(GROUP("g1", "\"p1\"") ", " GROUP("g1", "\"p2\"")), NULL, false, true, CVN_E_DATA, "\"g1\" stands twice"},
        {ALLOCATION(GROUP("g1", "\"p1\"")), NULL, false, false, CVN_E_DATA, "breaks a rule"}, /* p2 is nowhere */
        {ALLOCATION(GROUP("g1", "\"p1\"")), NULL, false, true, CVN_OK, ""},
        {ALLOCATION(GROUP("g1", "\"p1\", \"p2\"")), ALLOCATION(GROUP("g1", "\"p1\", \"p8\", \"p9\"")), true, false, CVN_E_DATA,
         "2 people had a place in the allocation last sent and are in no file any more: p8, p9"},
        {ALLOCATION(GROUP("g1", "\"p1\", \"p2\"")), ALLOCATION(GROUP("g1", "\"p1\", \"p9\"")), false, false, CVN_E_DATA,
         "1 person had a place in the allocation given as baseline and is in no file"},
        {ALLOCATION(GROUP("g1", "\"p1\", \"p2\"")), ALLOCATION(GROUP("g1", "\"p1\", \"p9\"")), false, true, CVN_OK, ""},
    };
    (void)state;
    cvn_conference *c = conference();
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_error *error = cvn_error_new();
        cvn_allocation *now = NULL, *before = NULL;
        assert_int_equal(cvn_allocation_parse(&now, cases[i].now, strlen(cases[i].now), "a", error), CVN_OK);
        if (cases[i].before)
            assert_int_equal(cvn_allocation_parse(&before, cases[i].before, strlen(cases[i].before), "b", error), CVN_OK);
        cvn_guard guard = {
            .conference = c, .allocation = now, .baseline = before, .sent_before = cases[i].sent_before, .force = cases[i].force};
        if (cvn_guard_allocation(&guard, error) != cases[i].code || !strstr(cvn_error_message(error, 0), cases[i].words))
            fail_msg("case %zu: %s", i, cvn_error_message(error, 0));
        cvn_allocation_free(now);
        cvn_allocation_free(before);
        cvn_error_free(error);
    }
    cvn_conference_free(c);
}

/** What another conference of the store told p1, and whether it would stand there twice. */
static void the_same_under_another_id(void **state)
{
    static const struct {
        const char *conference, *person, *address, *kind, *start;
        bool force;
        cvn_code code;
    } cases[] = {
        {"old", "p1", "p1@example.org", "request", "2031-03-03T10:00:00Z", false, CVN_E_DATA},
        {"old", "p1", "P1@Example.org", "update", "2031-03-03T10:00:00Z", false, CVN_E_DATA},
        {"old", "p1", "p1@example.org", "request", "2031-03-03T10:00:00Z", true, CVN_OK},
        {"old", "p1", "p1@example.org", "request", "2001-03-03T10:00:00Z", false, CVN_OK}, /* over */
        {"old", "p1", "p1@example.org", "cancel", "2031-03-03T10:00:00Z", false, CVN_OK},
        {"old", "p1", "other@example.org", "request", "2031-03-03T10:00:00Z", false, CVN_OK}, /* another person of that id */
        {"old", "p7", "p1@example.org", "request", "2031-03-03T10:00:00Z", false, CVN_OK},
        {"new", "p1", "p1@example.org", "request", "2031-03-03T10:00:00Z", false, CVN_OK}, /* their own */
    };
    (void)state;
    cvn_conference *c = conference();
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        store_fixture *f;
        char payload[160];
        int64_t id = 0;
        cvn_telling t;
        store_setup((void **)&f);
        snprintf(payload, sizeof payload, "{\"kind\": \"session\", \"starts\": [\"%s\"], \"minutes\": 60}", cases[i].start);
        cvn_row row = a_row(cases[i].person, "session/g1/1", 0, "f0");
        row.conference = cases[i].conference;
        row.address = cases[i].address;
        row.kind = cases[i].kind;
        row.payload = payload;
        assert_int_equal(cvn_store_queue(&id, f->store, &row, f->error), CVN_OK);
        fly(f, id, CVN_STATE_SENT, false, "sent");
        cvn_guard guard = {.conference = c, .force = cases[i].force};
        assert_int_equal(cvn_telling_begin(&t, f->store, "new", 1700000000, true, f->error), CVN_OK);
        if (cvn_guard_id(&guard, &t, f->error) != cases[i].code)
            fail_msg("case %zu: %s", i, cvn_error_message(f->error, 0));
        if (cases[i].code)
            assert_non_null(strstr(cvn_error_message(f->error, 0), "under the conference id \"old\"; under \"new\""));
        cvn_telling_free(&t);
        store_teardown((void **)&f);
    }
    cvn_conference_free(c);
}

static void only_names_somebody(void **state)
{
    store_fixture *f = *state;
    cvn_conference *c = conference();
    cvn_guard guard = {.conference = c};
    cvn_telling t;
    const char *const only[] = {"p1", "gone", "nobody"};
    cvn_row row = a_row("gone", "session/g1/1", 0, "f0");
    int64_t id = 0;
    row.conference = "new";
    assert_int_equal(cvn_store_queue(&id, f->store, &row, f->error), CVN_OK);
    fly(f, id, CVN_STATE_SENT, false, "sent");
    assert_int_equal(cvn_telling_begin(&t, f->store, "new", 1000, true, f->error), CVN_OK);
    t.only = only;
    t.only_count = 2; /* in the file, or told before */
    assert_int_equal(cvn_guard_people(&guard, &t, f->error), CVN_OK);
    t.only_count = 3;
    assert_int_equal(cvn_guard_people(&guard, &t, f->error), CVN_E_USAGE);
    assert_non_null(strstr(cvn_error_message(f->error, 0), "--only nobody"));
    cvn_telling_free(&t);
    cvn_conference_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_holds_and_what_does_not), cmocka_unit_test(the_same_under_another_id),
                                       STORE_TEST(only_names_somebody)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
