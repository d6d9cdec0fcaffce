/* SPDX-License-Identifier: Apache-2.0 */
#include "conference_testing.h"

static char *create_in(const char *folder, const char *name, const char *id)
{
    char *path = cvn_path_join(folder, name), *file = cvn_path_join(path, "conference.json");
    cvn_error *error = cvn_error_new();
    cvn_conference *c = NULL;
    assert_int_equal(cvn_conference_create(path, error), CVN_OK);
    if (cvn_conference_read(&c, file, error))
        fail_msg("%s", cvn_error_message(error, 0));
    assert_string_equal(cvn_conference_id(c), id);
    assert_int_equal(cvn_conference_people(c), 12);
    cvn_conference_free(c);
    cvn_error_free(error);
    free(file);
    return path;
}

static void test_works(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"spring-2027", "spring-2027"}, {"forår", "forår"}, {"a\"b", "a\"b"}, {"with space/", "conference"}, {"x\ny", "conference"}};
    char *folder = scratch_folder();
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        char *path = create_in(folder, rows[i][0], rows[i][1]);
        remove_folder(path);
    }
    remove_folder(folder);
}

static void test_contents(void **state)
{
    (void)state;
    char *folder = scratch_folder(), *path = create_in(folder, "new", "new"), *file = cvn_path_join(path, "README.md"),
         *readme = read_file(file);
    static const char *const steps[] = {"convene check", "convene solve", "convene send", "convene drop", "convene diff"};
    for (size_t i = 0; i < CVN_COUNT(steps); i++)
        assert_non_null(strstr(readme, steps[i]));
    free(readme);
    free(file);
    file = cvn_path_join(path, "conference.json");
    cvn_conference *c;
    assert_int_equal(cvn_conference_read(&c, file, NULL), CVN_OK);
    size_t zones = 0;
    for (uint32_t i = 0; i < c->people_count; i++) {
        const cvn_participant *p = &c->people[i];
        assert_true(p->available_count > 0);
        assert_non_null(strstr(p->email, "@example.org"));
        uint32_t k = 0;
        while (k < i && strcmp(cvn_zone_name(c->people[k].zone), cvn_zone_name(p->zone)) != 0)
            k++;
        zones += k == i;
    }
    assert_true(zones >= 5);
    cvn_conference_free(c);
    free(file);
    remove_folder(path);
    remove_folder(folder);
}

static void test_refuses(void **state)
{
    (void)state;
    char *folder = scratch_folder(), *deep = cvn_path_join(folder, "a/b");
    cvn_error *error = cvn_error_new();
    assert_int_equal(cvn_conference_create(folder, error), CVN_E_IO);
    assert_non_null(strstr(cvn_error_message(error, 0), "is there already: expected the name of a new folder"));
    cvn_error_clear(error);
    assert_int_equal(cvn_conference_create(deep, error), CVN_E_IO);
    assert_non_null(strstr(cvn_error_message(error, 0), "/a/b: No such file or directory"));
    cvn_error_free(error);
    free(deep);
    remove_folder(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_works), cmocka_unit_test(test_contents), cmocka_unit_test(test_refuses)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
