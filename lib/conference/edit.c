/* SPDX-License-Identifier: Apache-2.0 */
#include "conference/edit.h"

#include <stdlib.h>
#include <string.h>

/** Puts the edited text in place of the old one in files. */
static cvn_code apply(cvn_files *files, const cvn_edit *edit, cvn_error *error)
{
    cvn_buffer out = {0};
    cvn_code code = CVN_OK;
    char **text = files->people_path ? &files->people_text : &files->text;
    size_t *length = files->people_path ? &files->people_length : &files->length;
    if (files->people_path && cvn_path_is_csv(files->people_path))
        code = edit->csv(edit->data, &out, *text, *length, files->people_path, error);
    else
        edit->json(edit->data, &out, *text, *length, files->people_path ? "" : "/participants");
    if (code) {
        cvn_buffer_free(&out);
        return code;
    }
    free(*text);
    *length = out.length;
    *text = cvn_buffer_take(&out);
    return CVN_OK;
}

static cvn_code rewrite(cvn_files *files, const cvn_conference *c, const cvn_edit *edit, cvn_error *error)
{
    cvn_conference *after = NULL;
    cvn_code code = apply(files, edit, error);
    if (code)
        return code;
    const char *path = files->people_path ? files->people_path : files->path;
    if (cvn_conference_load(&after, files, error) || !edit->is_as_meant(edit->data, c, after))
        code = cvn_fail(error, CVN_E_SOFTWARE, "%s: the edit went wrong and was not written: please report it", path);
    else if (files->people_path)
        code = cvn_file_write(path, files->people_text, files->people_length, error);
    else
        code = cvn_file_write(path, files->text, files->length, error);
    cvn_conference_free(after);
    return code;
}

cvn_code cvn_edit_file(const char *path, const cvn_edit *edit, size_t *changed, cvn_error *error)
{
    assert(path && edit);
    size_t n = 0;
    if (changed)
        *changed = 0;
    if (strcmp(path, "-") == 0)
        return cvn_fail(error, CVN_E_USAGE, "standard input cannot be edited: expected the name of a conference file");
    cvn_files files = {.path = cvn_strdup(path), .folder = cvn_path_folder(path)};
    cvn_conference *c = NULL;
    cvn_code code = cvn_file_read(&files.text, &files.length, path, CVN_MAX_FILE_BYTES, error);
    if (!code)
        code = cvn_conference_load(&c, &files, error);
    if (!code)
        code = edit->plan(edit->data, c, &n, error);
    if (!code && n > 0)
        code = rewrite(&files, c, edit, error);
    if (!code && changed)
        *changed = n;
    cvn_conference_free(c);
    cvn_files_free(&files);
    return code;
}
