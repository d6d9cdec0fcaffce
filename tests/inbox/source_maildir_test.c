/* SPDX-License-Identifier: Apache-2.0 */
#include <sys/stat.h>

#include "inbox/mails.h"
#include "inbox/source.h"

static void make(store_fixture *f, const char *name, const char *text)
{
    const char *path = cvn_arena_printf(f->arena, "%s/%s", f->folder, name);
    if (!text)
        assert_int_equal(mkdir(path, 0700), 0);
    else
        assert_int_equal(cvn_file_write(path, text, strlen(text), f->error), CVN_OK);
}

static bool is_there(store_fixture *f, const char *name)
{
    return access(cvn_arena_printf(f->arena, "%s/%s", f->folder, name), F_OK) == 0;
}

static void make_maildir(store_fixture *f)
{
    const char *const folders[] = {"m", "m/new", "m/cur", "m/tmp"};
    for (size_t i = 0; i < CVN_COUNT(folders); i++)
        make(f, folders[i], NULL);
    make(f, "m/new/2.host", "From: b@example.org\n\nnew\n");
    make(f, "m/cur/1.host:2,S", "From: a@example.org\n\nseen\n");
    make(f, "m/tmp/3.host", "From: c@example.org\n\nhalf writ");
}

static void test_files_what_was_read(void **state)
{
    store_fixture *f = *state;
    cvn_source *source;
    make_maildir(f);
    assert_int_equal(cvn_source_maildir(&source, cvn_arena_printf(f->arena, "%s/m", f->folder), "done", f->error), CVN_OK);
    size_t length, count = 0;
    const char *name;
    char *bytes;
    while (source->next(source, &bytes, &length, &name, f->error) == CVN_OK && bytes) {
        free(bytes);
        count++;
        if (count == 1) /* the second one is broken off before it is filed */
            assert_int_equal(source->file(source, f->error), CVN_OK);
    }
    source->close(source);
    assert_int_equal(count, 2);
    assert_false(is_there(f, "m/cur/1.host:2,S"));
    assert_true(is_there(f, "m/.done/cur/1.host:2,S"));
    assert_true(is_there(f, "m/new/2.host"));
    assert_true(is_there(f, "m/tmp/3.host"));
}

/** Another file of the same name is never written over. */
static void test_keeps_what_is_there(void **state)
{
    store_fixture *f = *state;
    cvn_source *source;
    make_maildir(f);
    make(f, "m/.done", NULL);
    make(f, "m/.done/cur", NULL);
    make(f, "m/.done/cur/1.host:2,S", "another");
    assert_int_equal(cvn_source_maildir(&source, cvn_arena_printf(f->arena, "%s/m", f->folder), "done", f->error), CVN_OK);
    size_t length;
    const char *name;
    char *bytes;
    assert_int_equal(source->next(source, &bytes, &length, &name, f->error), CVN_OK);
    free(bytes);
    assert_int_equal(source->file(source, f->error), CVN_E_IO);
    source->close(source);
    assert_true(is_there(f, "m/cur/1.host:2,S"));
}

/** A mail larger than is ever read does not stand before the others. */
static void test_large(void **state)
{
    store_fixture *f = *state;
    cvn_source *source;
    make_maildir(f);
    assert_int_equal(truncate(cvn_arena_printf(f->arena, "%s/m/cur/1.host:2,S", f->folder), CVN_MAX_MAIL_BYTES + 1), 0);
    assert_int_equal(cvn_source_maildir(&source, cvn_arena_printf(f->arena, "%s/m", f->folder), "done", f->error), CVN_OK);
    size_t length, lengths[3] = {0}, count = 0;
    const char *name;
    char *bytes;
    while (source->next(source, &bytes, &length, &name, f->error) == CVN_OK && bytes && count < 3) {
        assert_true(cvn_text_starts(bytes, "From: "));
        lengths[count++] = length;
        free(bytes);
    }
    source->close(source);
    assert_int_equal(count, 2);
    assert_int_equal(lengths[0], 65536);
    assert_int_equal(lengths[1], 25);
}

static void test_no_maildir(void **state)
{
    store_fixture *f = *state;
    cvn_source *source;
    assert_int_equal(cvn_source_maildir(&source, f->folder, "done", f->error), CVN_E_IO);
    make_maildir(f);
    assert_int_equal(cvn_source_maildir(&source, cvn_arena_printf(f->arena, "%s/m", f->folder), "a/b", f->error), CVN_E_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(test_files_what_was_read), STORE_TEST(test_keeps_what_is_there), STORE_TEST(test_large),
                                       STORE_TEST(test_no_maildir)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
