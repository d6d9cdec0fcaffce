/* SPDX-License-Identifier: Apache-2.0 */
#include "outbox/outbox.h"
#include "store/store_fixture.h"

static const char conference_text[] =
    "{\"format\": \"conference/1\", \"id\": \"c1\", \"title\": \"Groups\", \"timezone\": \"UTC\", \"organizer\": {\"email\": "
    "\"org@example.org\"},"
    "\"sessions\": {\"count\": 1, \"minutes\": 90, \"from\": \"2027-10-01\", \"to\": \"2027-11-30\", \"grid_minutes\": 30},"
    "\"group_types\": [{\"id\": \"t\", \"size\": {\"min\": 1, \"ideal\": 2, \"max\": 3}}], \"participants\": ["
    "{\"id\": \"p1\", \"name\": \"Ann\", \"timezone\": \"UTC\", \"availability\": [{\"weekly\": [\"MO\"]}]}]}";
static const char allocation_text[] =
    "{\"format\": \"allocation/1\", \"conference\": \"c1\", \"groups\": [{\"id\": \"g1\", \"type\": \"t\", \"sessions\": "
    "[\"2027-10-04T17:00:00Z\"], \"leaders\": [], \"members\": [\"p1\"]}], \"unplaced\": []}";

static void tell(store_fixture *f, const char *item, const char *kind, const char *payload)
{
    cvn_row row = a_row("p1", item, 0, "f");
    int64_t id = 0;
    row.kind = kind;
    row.payload = payload;
    assert_int_equal(cvn_store_queue(&id, f->store, &row, f->error), CVN_OK);
    fly(f, id, CVN_STATE_SENT, false, "sent");
}

/** The text of the feed of a kind; its file's name in name. */
static const char *feed_of(store_fixture *f, const char *json, const char *kind, const char **name)
{
    cJSON *root = cJSON_Parse(json);
    const cJSON *one;
    *name = NULL;
    cJSON_ArrayForEach(one, cJSON_GetObjectItem(root, "feeds"))
    {
        if (!strcmp(cJSON_GetStringValue(cJSON_GetObjectItem(one, "kind")), kind))
            *name = cvn_arena_strdup(f->arena, cJSON_GetStringValue(cJSON_GetObjectItem(one, "file")));
    }
    cJSON_Delete(root);
    assert_non_null(*name);
    char *text;
    size_t length;
    assert_int_equal(cvn_file_read(&text, &length, cvn_arena_printf(f->arena, "%s/feeds/%s", f->folder, *name), 1 << 20, f->error), CVN_OK);
    const char *out = cvn_arena_strdup(f->arena, text);
    free(text);
    return out;
}

static void test_feeds(void **state)
{
    store_fixture *f = *state;
    cvn_conference *conference;
    cvn_allocation *allocation;
    const char *folder = cvn_arena_printf(f->arena, "%s/feeds", f->folder), *names[3], *again;
    assert_int_equal(cvn_conference_parse(&conference, conference_text, sizeof conference_text - 1, "c.json", NULL, f->error), CVN_OK);
    assert_int_equal(cvn_allocation_parse(&allocation, allocation_text, sizeof allocation_text - 1, "a.json", f->error), CVN_OK);
    tell(f, "session/g1/1", "request",
         "{\"kind\":\"session\",\"title\":\"One\",\"starts\":[\"2027-10-04T17:00:00Z\"],\"minutes\":90,\"link\":\"https://meet.example\"}");
    tell(f, "session/g1/2", "cancel", "{\"kind\":\"session\",\"title\":\"Two\",\"starts\":[\"2027-10-11T17:00:00Z\"],\"minutes\":90}");
    tell(f, "series/g2", "request",
         "{\"kind\":\"series\",\"title\":\"Weekly\",\"starts\":[\"2027-10-18T17:00:00Z\",\"2027-10-25T17:00:00Z\",\"2027-11-01T18:00:00Z\"],"
         "\"minutes\":90,"
         "\"zone\":\"Europe/Copenhagen\"}");
    tell(f, "plenary/x", "request", "{\"kind\":\"plenary\",\"title\":\"Retreat\",\"date\":\"2027-11-05\",\"days\":2}");
    tell(f, "letter/unplaced", "letter", "{\"kind\":\"letter\",\"letter\":\"why\"}");
    char *json;
    assert_int_equal(cvn_feeds(&json, f->store, conference, allocation, folder, CVN_JSON, f->error), CVN_OK);
    const char *mine = feed_of(f, json, "person", &names[0]);
    const char *const held[] = {"METHOD:PUBLISH",         "UID:p1-session/g1/1@example.org", "UID:p1-session/g1/2@example.org",
                                "STATUS:CANCELLED",       "UID:p1-series/g2@example.org",    "RRULE:FREQ=WEEKLY",
                                "TZID:Europe/Copenhagen", "UID:p1-plenary/x@example.org",    "LOCATION:https://meet.example",
                                "X-WR-CALNAME:Groups"};
    for (size_t i = 0; i < CVN_COUNT(held); i++)
        if (!strstr(mine, held[i]))
            fail_msg("no %s in\n%s", held[i], mine);
    assert_null(strstr(mine, "ATTENDEE"));
    assert_null(strstr(mine, "METHOD:REQUEST"));
    assert_null(strstr(mine, "letter"));
    assert_non_null(strstr(feed_of(f, json, "group", &names[1]), "members: Ann"));
    assert_non_null(strstr(feed_of(f, json, "organizer", &names[2]), "members: Ann"));
    assert_string_not_equal(names[0], names[1]);
    assert_string_not_equal(names[1], names[2]);
    assert_int_equal(strlen(names[0]), 20);
    char token[CVN_REPLY_TOKEN];
    unsigned char secret[CVN_STORE_SECRET_BYTES];
    assert_int_equal(cvn_store_secret(secret, f->store, false, f->error), CVN_OK);
    cvn_reply_token(token, secret, "c1", "p1");
    assert_null(strstr(names[0], token)); /* who sees the reply address cannot read the calendar */
    cvn_free(json);
    assert_int_equal(cvn_feeds(&json, f->store, conference, allocation, folder, CVN_JSON, f->error), CVN_OK);
    (void)feed_of(f, json, "person", &again);
    assert_string_equal(again, names[0]); /* whoever subscribed stays subscribed */
    cvn_free(json);
    assert_int_equal(cvn_feeds(NULL, f->store, conference, allocation, "/proc/none", CVN_TEXT, f->error), CVN_E_IO);
    cvn_conference_free(conference);
    cvn_allocation_free(allocation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(test_feeds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
