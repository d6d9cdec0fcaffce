/* SPDX-License-Identifier: Apache-2.0 */
#include "conference/drop.h"
#include "conference/edit.h"

static void drop_person(void *data, cvn_buffer *out, uint32_t i, const char *person, size_t length)
{
    size_t from = 0, to = 0;
    (void)data;
    (void)i;
    if (!cvn_json_find(person, length, "/status", &from, &to)) {
        cvn_edit_add_key(out, person, length, "status", "\"dropped\"");
        return;
    }
    cvn_buffer_add(out, person, from);
    cvn_buffer_text(out, "\"dropped\"");
    cvn_buffer_add(out, person + to, length - to);
}

void cvn_drop_json(cvn_buffer *out, const char *text, size_t length, const char *pointer, const bool *wanted, size_t people)
{
    cvn_edit_json(out, text, length, pointer, wanted, people, drop_person, NULL);
}
