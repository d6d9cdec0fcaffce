/* SPDX-License-Identifier: Apache-2.0 */
/* What messages to people hold besides the allocation: how much of each other they see, and the organizer's own text, one file a language. */
#include "conference/reader.h"

#include <string.h>

enum { MOST_TEXTS = 64, MOST_TEXT_BYTES = 64 << 10 };

static void read_people(cvn_reader *reader, const cvn_spot *messages)
{
    static const char *const names[] = {[CVN_SHOW_COUNTRIES] = "countries",
                                        [CVN_SHOW_NAMES] = "names",
                                        [CVN_SHOW_FIRST_NAMES] = "first_names",
                                        [CVN_SHOW_NOTHING] = "nothing",
                                        NULL};
    int choice;
    if (cvn_read_choice(reader, messages, "people", CVN_OPTIONAL, names, &choice))
        reader->conference->show_people = (cvn_show_people)choice;
}

/** The file's text in the arena; NULL where there is something wrong with it. */
static const char *read_file(cvn_reader *reader, const cvn_spot *spot, const char *folder)
{
    const char *name, *out = NULL;
    char *text = NULL;
    size_t length = 0;
    if (!cvn_spot_string(reader, spot, cvn_wrong_title, &name))
        return NULL;
    char *path = cvn_path_join(folder, name);
    if (!cvn_file_read(&text, &length, path, MOST_TEXT_BYTES, reader->error)) {
        if (cvn_utf8_valid(text, length) != length || strlen(text) != length)
            cvn_spot_fail(reader, spot, "%s is not text in UTF-8", cvn_quoted(reader, path));
        else
            out = cvn_arena_strdup(reader->arena, text);
    }
    cvn_free(text);
    cvn_free(path);
    return out;
}

static void read_texts(cvn_reader *reader, const cvn_spot *messages, const char *folder)
{
    cvn_conference *c = reader->conference;
    cvn_spot list;
    if (!cvn_read_key(reader, messages, "text", CVN_OPTIONAL, &list))
        return;
    if (!cJSON_IsObject(list.value) || cJSON_GetArraySize(list.value) > MOST_TEXTS) {
        cvn_spot_fail(reader, &list, "expected a file for each language, such as {\"en\": \"fee.en.md\"}, at most %d, not %s", MOST_TEXTS,
                      cvn_shown(reader, list.value));
        return;
    }
    cvn_own_text *texts = CVN_ARENA_ARRAY(reader->arena, cvn_own_text, (size_t)cJSON_GetArraySize(list.value));
    for (const cJSON *item = list.value->child; item; item = item->next) {
        cvn_spot spot = {.above = &list, .key = item->string, .value = item};
        const char *wrong = cvn_wrong_locale(item->string), *markdown = NULL;
        if (wrong || !*item->string)
            cvn_spot_fail(reader, &spot, "%s %s", cvn_quoted(reader, item->string),
                          wrong ? wrong : "is not a language tag (BCP 47): expected one such as \"en\"");
        else
            markdown = read_file(reader, &spot, folder);
        if (markdown)
            texts[c->text_count++] = (cvn_own_text){cvn_arena_strdup(reader->arena, item->string), markdown};
    }
    c->texts = texts;
}

void cvn_read_messages(cvn_reader *reader, const cvn_spot *root, const char *folder)
{
    static const char *const keys[] = {"people", "text", NULL};
    cvn_spot messages;
    if (!cvn_read_key(reader, root, "messages", CVN_OPTIONAL, &messages) || !cvn_read_object(reader, &messages, keys))
        return;
    read_people(reader, &messages);
    read_texts(reader, &messages, folder);
}
