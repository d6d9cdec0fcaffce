/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a conference file. One that reads well must still do so after its first person is dropped. */
#include <stdlib.h>

#include "conference/drop.h"
#include "conference/reader.h"

static cvn_files files_of(const void *data, size_t size)
{
    /* A participants file is not looked for on disk: any that is named is empty. */
    return (cvn_files){.path = cvn_strdup("f.json"),
                       .text = cvn_strndup(data, size),
                       .length = size,
                       .folder = cvn_strdup("."),
                       .people_path = cvn_strdup("p.json"),
                       .people_text = cvn_strdup("[]"),
                       .people_length = 2};
}

static void drop_first(const cvn_conference *before, const cvn_files *files)
{
    bool *wanted = CVN_NEW_ARRAY(bool, before->people_count);
    wanted[0] = true;
    cvn_buffer out = {0};
    cvn_drop_json(&out, files->text, files->length, "/participants", wanted, before->people_count);
    cvn_files edited = files_of(out.text, out.length);
    cvn_conference *after;
    if (cvn_conference_load(&after, &edited, NULL) || after->people_count != before->people_count || after->people[0].status != CVN_DROPPED)
        abort();
    cvn_conference_free(after);
    cvn_files_free(&edited);
    cvn_buffer_free(&out);
    free(wanted);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size); /* libFuzzer has no header for it */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    cvn_files files = files_of(data, size);
    cvn_conference *conference;
    cvn_error *error = cvn_error_new();
    cvn_code code = cvn_conference_load(&conference, &files, error);
    if ((code == CVN_OK) != (cvn_error_count(error) == 0) || (code == CVN_OK) != (conference != NULL))
        abort();
    if (conference && conference->people_count > 0)
        drop_first(conference, &files);
    cvn_conference_free(conference);
    cvn_error_free(error);
    cvn_files_free(&files);
    return 0;
}
