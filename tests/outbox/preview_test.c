/* SPDX-License-Identifier: Apache-2.0 */
#include "outbox/preview.h"
#include "outbox/told.h"

/** A run of takes, as a dry run has them: what each person is told. */
static cvn_preview some(store_fixture *f, cvn_mail *folder)
{
    cvn_preview preview = {.folder = folder};
    const char *kinds[] = {"request", "request", "cancel", "letter", "request"};
    char person[8];
    for (size_t i = 0; i < CVN_COUNT(kinds); i++) {
        snprintf(person, sizeof person, "p%zu", i);
        cvn_row row = a_row(person, "item", 0, "f0");
        row.kind = kinds[i];
        row.mime = "From: org@example.org\r\nTo: a@example.org\r\nSubject: S\r\n\r\nhello\r\n";
        row.mime_length = strlen(row.mime);
        assert_int_equal(cvn_preview_take(&preview, &row, f->error), CVN_OK);
    }
    return preview;
}

static void the_first_of_each_kind_is_shown(void **state)
{
    store_fixture *f = *state;
    cvn_preview preview = some(f, NULL);
    cvn_buffer out = {0};
    assert_int_equal(preview.count, 3);
    assert_int_equal(preview.taken, 5);
    cvn_preview_text(&out, &preview);
    assert_string_equal(out.text, "---- the first invitation: to p0 ----\n\nFrom: org@example.org\nTo: a@example.org\nSubject: S\n\nhello\n\n"
                                  "---- the first cancellation: to p2 ----\n\nFrom: org@example.org\nTo: a@example.org\nSubject: S\n\nhello\n\n"
                                  "---- the first letter: to p3 ----\n\nFrom: org@example.org\nTo: a@example.org\nSubject: S\n\nhello\n\n"
                                  "----\n\n");
    cvn_buffer_free(&out);
    cvn_preview_free(&preview);
}

static void each_is_a_file_where_a_folder_is_named(void **state)
{
    store_fixture *f = *state;
    char folder[96], path[128], *text = NULL;
    size_t length = 0;
    cvn_mail *mail = NULL;
    snprintf(folder, sizeof folder, "%s/look", f->folder);
    cvn_mail_options to = {.out_dir = folder};
    assert_int_equal(cvn_mail_open(&mail, &to, f->error), CVN_OK);
    cvn_preview preview = some(f, mail);
    snprintf(path, sizeof path, "%s/00005-p4-item.eml", folder);
    assert_int_equal(cvn_file_read(&text, &length, path, 1000, f->error), CVN_OK);
    free(text);
    assert_int_equal(cvn_preview_send(&preview, mail, "me@example.net", 1000, f->error), CVN_OK);
    snprintf(path, sizeof path, "%s/sample-2-cancel.eml", folder);
    assert_int_equal(cvn_file_read(&text, &length, path, 4000, f->error), CVN_OK);
    assert_non_null(strstr(text, "To: me@example.net"));
    assert_null(strstr(text, "a@example.org"));
    free(text);
    cvn_preview_free(&preview);
    cvn_mail_close(mail);
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(the_first_of_each_kind_is_shown), STORE_TEST(each_is_a_file_where_a_folder_is_named)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
