/* SPDX-License-Identifier: Apache-2.0 */
#include "conference_testing.h"

static void drop(const char *path, const char *first, const char *second, cvn_code expected, size_t changed, const char *message)
{
    const char *ids[] = {first, second};
    size_t n = 99;
    cvn_error *error = cvn_error_new();
    assert_int_equal(cvn_conference_drop(path, ids, second ? 2 : 1, &n, error), expected);
    assert_int_equal(n, changed);
    char *said = messages_of(error), *at = strstr(said, message);
    if (!at)
        fail_msg("%s", said);
    free(said);
    cvn_error_free(error);
}

static cvn_status status_of(const char *path, const char *id)
{
    cvn_conference *c;
    assert_int_equal(cvn_conference_read(&c, path, NULL), CVN_OK);
    cvn_status status = c->people[cvn_conference_person(c, id)].status;
    cvn_conference_free(c);
    return status;
}

static void test_conference_file(void **state)
{
    (void)state;
    char *folder = scratch_folder(), *path = write_file(folder, "conference.json", BASE);
    chmod(path, 0640);
    drop(path, "p2", NULL, CVN_OK, 1, "");
    char *expected = patched(BASE, "/participants/1", "{\"id\": \"p2\", \"status\": \"dropped\", \"timezone\": \"Asia/Kathmandu\"}"),
         *text = read_file(path);
    assert_string_equal(text, expected);
    assert_int_equal(status_of(path, "p2"), CVN_DROPPED);
    struct stat after;
    assert_int_equal(stat(path, &after), 0);
    assert_int_equal(after.st_mode & 0777, 0640);
    free(text);

    drop(path, "p2", NULL, CVN_OK, 0, "");
    drop(path, "p1", "p1", CVN_OK, 1, ""); /* named twice is dropped once */
    assert_int_equal(status_of(path, "p1"), CVN_DROPPED);
    free(expected);
    free(path);
    remove_folder(folder);
}

/** All of them or none: an id that nobody has leaves the file as it is. */
static void test_unknown(void **state)
{
    (void)state;
    char *folder = scratch_folder(), *path = write_file(folder, "conference.json", BASE);
    drop(path, "p1", "p22", CVN_E_USAGE, 0, "nobody has the id \"p22\"; did you mean \"p2\"?");
    drop(path, "zzzz", NULL, CVN_E_USAGE, 0, "nobody has the id \"zzzz\"");
    drop("-", "p1", NULL, CVN_E_USAGE, 0, "standard input cannot be edited: expected the name of a conference file");
    char *text = read_file(path);
    assert_string_equal(text, BASE);
    free(text);
    unlink(path);
    drop(path, "p1", NULL, CVN_E_IO, 0, "conference.json: ");
    free(write_file(folder, "conference.json", "{}"));
    drop(path, "p1", NULL, CVN_E_DATA, 0, "conference.json: /format: is missing");
    free(path);
    remove_folder(folder);
}

static void test_participants_files(void **state)
{
    (void)state;
    static const struct {
        const char *name, *key, *before, *after;
    } rows[] = {
        {"people.csv", "\"participants_file\": \"people.csv\"", "id,timezone\r\np1,UTC\r\np2,UTC\r\n",
         "id,timezone,status\r\np1,UTC,\r\np2,UTC,dropped\r\n"},
        {"people.json", "\"participants_file\": \"people.json\"",
         "[{\"id\":\"p1\",\"timezone\":\"UTC\"}, {\"id\":\"p2\",\"timezone\":\"UTC\"} ]",
         "[{\"id\":\"p1\",\"timezone\":\"UTC\"}, {\"id\":\"p2\",\"status\":\"dropped\",\"timezone\":\"UTC\"} ]"},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        char *folder = scratch_folder(), *own = patched(BASE, "/participants-", ""), *json = patched(own, "+", rows[i].key);
        char *path = write_file(folder, "conference.json", json), *people = write_file(folder, rows[i].name, rows[i].before);
        drop(path, "p2", NULL, CVN_OK, 1, "");
        char *text = read_file(people), *same = read_file(path);
        assert_string_equal(text, rows[i].after);
        assert_string_equal(same, json);
        assert_int_equal(status_of(path, "p2"), CVN_DROPPED);
        assert_int_equal(status_of(path, "p1"), CVN_ACTIVE);
        free(text);
        free(same);
        free(own);
        free(json);
        free(path);
        free(people);
        remove_folder(folder);
    }
}

/** A name so long that nothing can be written beside it: the file stays as it was, and the error says so. */
static void test_unwritable(void **state)
{
    (void)state;
    char *folder = scratch_folder(), name[256] = "";
    memset(name, 'x', 250);
    memcpy(name + 250, ".json", 6);
    char *path = cvn_path_join(folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(BASE, file) >= 0 && fclose(file) == 0);
    drop(path, "p1", NULL, CVN_E_IO, 0, "cannot write beside it");
    char *text = read_file(path);
    assert_string_equal(text, BASE);
    free(text);
    unlink(path);
    free(path);
    remove_folder(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_conference_file),
        cmocka_unit_test(test_unknown),
        cmocka_unit_test(test_participants_files),
        cmocka_unit_test(test_unwritable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
