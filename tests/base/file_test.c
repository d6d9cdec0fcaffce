/* SPDX-License-Identifier: Apache-2.0 */
#include "cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#include "base/base.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/convene-file-XXXXXX";

static char *in_folder(const char *name)
{
    return cvn_path_join(folder, name);
}

static int setup(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int entries(void)
{
    DIR *dir = opendir(folder);
    int n = 0;
    while (readdir(dir))
        n++;
    closedir(dir);
    return n - 2;
}

static void what_is_private_is_for_the_owner_alone(void **state)
{
    (void)state;
    char own[] = "/tmp/convene-file-XXXXXX", path[64];
    struct stat st;
    assert_non_null(mkdtemp(own));
    snprintf(path, sizeof path, "%s/a.eml", own);
    mode_t mask = umask(022);
    assert_int_equal(cvn_file_write(path, "x", 1, NULL), CVN_OK);
    umask(mask);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0644);
    for (int i = 0; i < 2; i++) { /* over one that others could read, and where there is none */
        assert_int_equal(cvn_file_write_private(path, "y", 1, NULL), CVN_OK);
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_mode & 0777, 0600);
        unlink(path);
    }
    assert_int_equal(rmdir(own), 0);
}

static void replaces_whole_and_keeps_mode_and_link(void **state)
{
    (void)state;
    char *path = in_folder("a"), *link_path = in_folder("link"), *text;
    size_t length;
    assert_int_equal(cvn_file_write(path, "one", 3, NULL), CVN_OK);
    chmod(path, 0640);
    assert_int_equal(symlink("a", link_path), 0);
    assert_int_equal(cvn_file_write(link_path, "second", 6, NULL), CVN_OK);
    assert_int_equal(cvn_file_read(&text, &length, path, 100, NULL), CVN_OK);
    assert_string_equal(text, "second");
    struct stat st;
    stat(path, &st);
    assert_int_equal(st.st_mode & 0777, 0640);
    lstat(link_path, &st);
    assert_true(S_ISLNK(st.st_mode));
    assert_int_equal(entries(), 2); /* no scratch file is left */
    free(text);
    unlink(link_path);
    unlink(path);
    free(link_path);
    free(path);
}

static void a_failed_write_leaves_the_old_file(void **state)
{
    (void)state;
    cvn_error *error = cvn_error_new();
    char *path = in_folder("missing/a");
    assert_int_equal(cvn_file_write(path, "x", 1, error), CVN_E_IO);
    assert_non_null(strstr(cvn_error_message(error, 0), "missing/a"));
    assert_int_equal(entries(), 0);
    free(path);
    cvn_error_free(error);
}

static void a_file_longer_than_the_limit_is_refused(void **state)
{
    (void)state;
    char *path = in_folder("b"), *text;
    size_t length;
    cvn_file_write(path, "12345", 5, NULL);
    assert_int_equal(cvn_file_read(&text, &length, path, 5, NULL), CVN_OK);
    free(text);
    assert_int_equal(cvn_file_read(&text, &length, path, 4, NULL), CVN_E_DATA);
    assert_null(text);
    unlink(path);
    assert_int_equal(cvn_file_read(&text, &length, path, 4, NULL), CVN_E_IO);
    free(path);
}

static void paths(void **state)
{
    (void)state;
    static const struct {
        const char *folder, *path, *joined;
    } joins[] = {{"a", "b", "a/b"}, {"a/", "b", "a/b"}, {"a", "/b", "/b"}, {".", "b", "b"}, {"/", "b", "/b"}};
    for (size_t i = 0; i < CVN_COUNT(joins); i++) {
        char *got = cvn_path_join(joins[i].folder, joins[i].path);
        assert_string_equal(got, joins[i].joined);
        free(got);
    }
    static const char *const folders[][2] = {{"a/b", "a"}, {"a", "."}, {"/a", "/"}, {"a/b/c", "a/b"}};
    for (size_t i = 0; i < CVN_COUNT(folders); i++) {
        char *got = cvn_path_folder(folders[i][0]);
        assert_string_equal(got, folders[i][1]);
        free(got);
    }
}

static int teardown(void **state)
{
    (void)state;
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_private_is_for_the_owner_alone),
                                       cmocka_unit_test(replaces_whole_and_keeps_mode_and_link),
                                       cmocka_unit_test(a_failed_write_leaves_the_old_file),
                                       cmocka_unit_test(a_file_longer_than_the_limit_is_refused), cmocka_unit_test(paths)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
