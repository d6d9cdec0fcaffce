/* SPDX-License-Identifier: Apache-2.0 */
#include "verdicts.h"

#include <unistd.h>

#define AHEAD_ONLY                                                                                                                             \
    "\"timezone\": \"Europe/Copenhagen\", \"locale\"", "\"timezone\": \"Europe/Copenhagen\", \"as_of\": \"2027-03-15T10:00:00Z\", \"locale\""

static char *text_of(const char *path)
{
    char *out = NULL;
    size_t length;
    assert_int_equal(cvn_file_read(&out, &length, path, 1 << 20, NULL), CVN_OK);
    return out;
}

/** An allocation in a file of its own, whose name is left in path. */
static void put(char path[32], const char *from, const char *to)
{
    snprintf(path, 32, "/tmp/convene-links-XXXXXX");
    close(mkstemp(path));
    cvn_allocation *allocation = allocation_with(from, to);
    assert_int_equal(cvn_allocation_write(allocation, path, NULL), CVN_OK);
    cvn_allocation_free(allocation);
}

static const char *link_of(const cvn_allocation *allocation, const char *id)
{
    const cvn_group *group = cvn_allocation_group(allocation, id);
    return group->link ? group->link : "";
}

typedef struct row {
    const char *name, *command, *again; /* again NULL: none */
    cvn_code code;
    const char *g1, *g2;  /* links in the file afterwards, "" none */
    const char *words[3]; /* of the errors, in order */
} row;

static void try_row(const row *r, const cvn_conference *conference, const char *from, const char *to)
{
    char path[32], *report = NULL;
    put(path, from, to);
    cvn_error *error = cvn_error_new();
    cvn_code code = cvn_links(&report, path, conference, r->command, &r->again, r->again ? 1 : 0, CVN_TEXT, error);
    cvn_allocation *after = NULL;
    assert_int_equal(cvn_allocation_read(&after, path, NULL), CVN_OK);
    if (code != r->code || strcmp(link_of(after, "g1"), r->g1) != 0 || strcmp(link_of(after, "g2"), r->g2) != 0)
        fail_msg("%s: code %d, links \"%s\" and \"%s\", \"%s\"", r->name, code, link_of(after, "g1"), link_of(after, "g2"),
                 cvn_error_message(error, 0));
    for (size_t i = 0; i < CVN_COUNT(r->words); i++)
        if (r->words[i] ? !strstr(cvn_error_message(error, i), r->words[i]) : *cvn_error_message(error, i) != 0)
            fail_msg("%s: \"%s\" is wanted, not \"%s\"", r->name, r->words[i] ? r->words[i] : "", cvn_error_message(error, i));
    cvn_free(report);
    cvn_error_free(error);
    cvn_allocation_free(after);
    unlink(path);
}

#define EACH "echo https://x/$CONVENE_GROUP"

static void test_answers(void **state)
{
    static const row rows[] = {
        {"each", EACH, NULL, CVN_OK, "https://x/g1", "https://x/g2", {NULL}},
        {"line ends", "printf 'https://x/%s \\r\\n\\n' $CONVENE_GROUP", NULL, CVN_OK, "https://x/g1", "https://x/g2", {NULL}},
        {"no such group", EACH, "g9", CVN_E_USAGE, "", "", {"there is no group \"g9\""}},
        {"fails at once",
         "echo 'no licence left'; exit 4",
         NULL,
         CVN_E_UNAVAILABLE,
         "",
         "",
         {"group g1: the link command failed (exit code 4)", "group g1: it printed \"no licence left\""}},
        {"fails at the second",
         "test $CONVENE_GROUP = g1 && " EACH,
         NULL,
         CVN_E_UNAVAILABLE,
         "https://x/g1",
         "",
         {"group g2: the link command failed (exit code 1)"}},
        {"nothing", "true", NULL, CVN_E_DATA, "", "", {"group g1: the link command printed nothing"}},
        {"another scheme",
         "echo zoommtg://zoom.us/join",
         NULL,
         CVN_E_DATA,
         "",
         "",
         {"printed no link; one line is wanted", "group g1: it printed \"zoommtg://zoom.us/join\""}},
        {"blanks", "echo https://x/a b", NULL, CVN_E_DATA, "", "", {"printed no link", "it printed \"https://x/a b\""}},
        {"two lines",
         "printf 'https://x/a\\nhttps://x/b\\n'",
         NULL,
         CVN_E_DATA,
         "",
         "",
         {"printed no link", "it printed \"https://x/a\\x0ahttps://x/b\""}},
        {"a NUL", "printf 'https://x/a\\000b'", NULL, CVN_E_DATA, "", "", {"printed no link", "it printed \"https://x/a\""}},
        {"too long",
         "echo https://x/$(head -c 4090 /dev/zero | tr '\\000' x)",
         NULL,
         CVN_E_DATA,
         "",
         "",
         {"at most 4096 bytes", "x\" and more"}},
        {"far too long",
         "head -c 70000 /dev/zero | tr '\\000' x",
         NULL,
         CVN_E_UNAVAILABLE,
         "",
         "",
         {"group g1: the link command printed more than 65536 bytes", "x\" and more"}},
        {"one room, other times", "echo https://x/one", NULL, CVN_OK, "https://x/one", "https://x/one", {NULL}},
    };
    (void)state;
    cvn_conference *conference = conference_with(NULL, NULL);
    for (size_t i = 0; i < CVN_COUNT(rows); i++)
        try_row(&rows[i], conference, NULL, NULL);
    cvn_conference_free(conference);
}

static void test_which_groups(void **state)
{
    static const row has = {"has one", EACH, NULL, CVN_OK, "https://old/", "https://x/g2", {NULL}},
                     again = {"again", EACH, "g1", CVN_OK, "https://x/g1", "https://x/g2", {NULL}},
                     again_fails = {"again fails", "exit 1", "g1", CVN_E_UNAVAILABLE, "https://old/", "", {"exit code 1"}},
                     over = {"over", EACH, NULL, CVN_OK, "", "https://x/g2", {NULL}},
                     over_again = {"over, again", EACH, "g1", CVN_OK, "https://x/g1", "https://x/g2", {NULL}},
                     clash = {"two groups, one room",
                              "echo https://x/one",
                              NULL,
                              CVN_E_DATA,
                              "https://x/one",
                              "",
                              {"group g2: the link command printed https://x/one, which group g1 has already"}};
    (void)state;
    cvn_conference *conference = conference_with(NULL, NULL), *ahead = conference_with(AHEAD_ONLY);
    static const char leaders[] = "\"leaders\": [\"L\"]", linked[] = "\"link\": \"https://old/\", \"leaders\": [\"L\"]";
    try_row(&has, conference, leaders, linked);
    try_row(&again, conference, leaders, linked);
    try_row(&again_fails, conference, leaders, linked);
    try_row(&over, ahead, NULL, NULL);
    try_row(&over_again, ahead, NULL, NULL);
    try_row(&clash, conference, "2027-03-16T10:00:00Z", "2027-03-15T09:59:00Z");
    cvn_conference_free(ahead);
    cvn_conference_free(conference);
}

static const char told_expected[] = "{\n"
                                    "  \"conference\": \"c\",\n"
                                    "  \"conference_title\": \"Spring\",\n"
                                    "  \"timezone\": \"Europe/Copenhagen\",\n"
                                    "  \"group\": \"g1\",\n"
                                    "  \"type\": \"talk\",\n"
                                    "  \"title\": \"talk\",\n"
                                    "  \"leaders\": [\n"
                                    "    {\n"
                                    "      \"id\": \"L\",\n"
                                    "      \"name\": \"Lea\",\n"
                                    "      \"email\": null\n"
                                    "    }\n"
                                    "  ],\n"
                                    "  \"people\": 3,\n"
                                    "  \"minutes\": 60,\n"
                                    "  \"starts\": [\"2027-03-08T09:00:00Z\", \"2027-03-15T09:00:00Z\"]\n"
                                    "}\n"
                                    "c|g1|talk|Lea|3|60|2027-03-08T09:00:00Z 2027-03-15T09:00:00Z\n"
                                    "c|g2|walk||3|60|2027-03-09T10:00:00Z 2027-03-16T10:00:00Z\n";

static void test_what_is_told(void **state)
{
    char path[32], told[40], command[512], *report = NULL;
    (void)state;
    put(path, NULL, NULL);
    snprintf(told, sizeof told, "%s.told", path);
    snprintf(command, sizeof command,
             "test $CONVENE_GROUP = g2 || cat > %s; echo \"$CONVENE_CONFERENCE|$CONVENE_GROUP|$CONVENE_TITLE|$CONVENE_LEADERS|$CONVENE_PEOPLE|"
             "$CONVENE_MINUTES|$CONVENE_STARTS\" >> %s; " EACH,
             told, told);
    cvn_conference *conference = conference_with(NULL, NULL);
    assert_int_equal(cvn_links(&report, path, conference, command, NULL, 0, CVN_JSON, NULL), CVN_OK);
    char *heard = text_of(told);
    assert_string_equal(heard, told_expected);
    free(heard);
    cJSON *root = cJSON_Parse(report);
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(root, "links")), 2);
    assert_int_equal(cJSON_GetObjectItem(root, "had")->valueint, 0);
    cJSON_Delete(root);
    cvn_free(report);
    assert_int_equal(cvn_links(&report, path, conference, "exit 1", NULL, 0, CVN_TEXT, NULL), CVN_OK); /* nobody is asked */
    assert_string_equal(report, "0 groups have a new link; 2 had one before\n");
    cvn_free(report);
    cvn_conference_free(conference);
    unlink(told);
    unlink(path);
}

static void test_wrong_files(void **state)
{
    char path[32];
    (void)state;
    cvn_conference *other = conference_with("\"id\": \"c\"", "\"id\": \"another\""),
                   *fewer = conference_with("\"id\": \"a\"", "\"id\": \"aa\"");
    cvn_error *error = cvn_error_new();
    put(path, NULL, NULL);
    assert_int_equal(cvn_links(NULL, path, other, EACH, NULL, 0, CVN_TEXT, error), CVN_E_DATA);
    assert_int_equal(cvn_links(NULL, path, fewer, EACH, NULL, 0, CVN_TEXT, error), CVN_E_DATA);
    assert_int_equal(cvn_links(NULL, "/nowhere/a.json", fewer, EACH, NULL, 0, CVN_TEXT, error), CVN_E_IO);
    assert_int_equal(cvn_links(NULL, "-", fewer, EACH, NULL, 0, CVN_TEXT, error), CVN_E_USAGE);
    assert_int_equal(cvn_links(NULL, path, fewer, EACH, NULL, 0, CVN_ICS, error), CVN_E_USAGE);
    char *text = text_of(path);
    assert_null(strstr(text, "link"));
    free(text);
    cvn_error_free(error);
    cvn_conference_free(other);
    cvn_conference_free(fewer);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_answers), cmocka_unit_test(test_which_groups), cmocka_unit_test(test_what_is_told),
                                       cmocka_unit_test(test_wrong_files)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
