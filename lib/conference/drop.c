/* SPDX-License-Identifier: Apache-2.0 */
/* The edit is made in memory, read again as a whole conference, and only then written: the file is never left in a state that convene cannot read. */
#include "conference/drop.h"
#include "conference/reader.h"

#include <stdlib.h>
#include <string.h>

/** Marks those to be dropped who are not yet; an unknown id is an error that names the nearest. */
static cvn_code find_people(const cvn_conference *c, const char *const *ids, size_t count, bool *wanted, size_t *changed, cvn_error *error)
{
    cvn_code code = CVN_OK;
    for (size_t i = 0; i < count; i++) {
        uint32_t person = cvn_conference_person(c, ids[i]);
        if (person != CVN_NO_LIMIT) {
            *changed += c->people[person].status != CVN_DROPPED && !wanted[person];
            wanted[person] = c->people[person].status != CVN_DROPPED;
            continue;
        }
        cvn_near near = {.name = ids[i]};
        for (uint32_t k = 0; k < c->people_count && cvn_error_count(error) < CVN_ERRORS_MAX; k++)
            cvn_near_try(&near, c->people[k].id);
        if (near.best)
            code = cvn_fail(error, CVN_E_USAGE, "%s: nobody has the id \"%s\"; did you mean \"%s\"?", c->path, ids[i], near.best);
        else
            code = cvn_fail(error, CVN_E_USAGE, "%s: nobody has the id \"%s\"", c->path, ids[i]);
    }
    return code;
}

/** Is everybody of before still there, with the status that they are meant to have? */
static bool is_as_meant(const cvn_conference *before, const cvn_conference *after, const bool *wanted)
{
    if (before->people_count != after->people_count)
        return false;
    for (uint32_t i = 0; i < before->people_count; i++) {
        cvn_status meant = wanted[i] ? CVN_DROPPED : before->people[i].status;
        if (strcmp(before->people[i].id, after->people[i].id) != 0 || after->people[i].status != meant)
            return false;
    }
    return true;
}

/** Puts the edited text in place of the old one in files, and says where it goes. */
static cvn_code edit(cvn_files *files, const cvn_conference *c, const bool *wanted, cvn_error *error)
{
    cvn_buffer out = {0};
    cvn_code code = CVN_OK;
    char **text = files->people_path ? &files->people_text : &files->text;
    size_t *length = files->people_path ? &files->people_length : &files->length;
    if (files->people_path && cvn_path_is_csv(files->people_path))
        code = cvn_drop_csv(&out, *text, *length, files->people_path, wanted, c->people_count, error);
    else
        cvn_drop_json(&out, *text, *length, files->people_path ? "" : "/participants", wanted, c->people_count);
    if (code) {
        cvn_buffer_free(&out);
        return code;
    }
    free(*text);
    *length = out.length;
    *text = cvn_buffer_take(&out);
    return CVN_OK;
}

static cvn_code rewrite(cvn_files *files, const cvn_conference *c, const bool *wanted, cvn_error *error)
{
    cvn_conference *after = NULL;
    cvn_code code = edit(files, c, wanted, error);
    if (code)
        return code;
    const char *path = files->people_path ? files->people_path : files->path;
    if (cvn_conference_load(&after, files, error) || !is_as_meant(c, after, wanted))
        code = cvn_fail(error, CVN_E_SOFTWARE, "%s: the edit went wrong and was not written: please report it", path);
    else if (files->people_path)
        code = cvn_file_write(path, files->people_text, files->people_length, error);
    else
        code = cvn_file_write(path, files->text, files->length, error);
    cvn_conference_free(after);
    return code;
}

cvn_code cvn_conference_drop(const char *path, const char *const *ids, size_t count, size_t *changed, cvn_error *error)
{
    assert(path && (ids || count == 0));
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
    if (!code) {
        bool *wanted = CVN_NEW_ARRAY(bool, c->people_count);
        code = find_people(c, ids, count, wanted, &n, error);
        if (!code && n > 0)
            code = rewrite(&files, c, wanted, error);
        free(wanted);
    }
    if (!code && changed)
        *changed = n;
    cvn_conference_free(c);
    cvn_files_free(&files);
    return code;
}
