/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/catalogue.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_ARGS = 8, MOST_BYTES = 1 << 20, TAG_ROOM = 64 };

static const struct {
    const char *key, *args;
} sayings[] = {
#define SAYING(name, key, args) {key, args},
    CVN_SAYINGS(SAYING)
#undef SAYING
};

const char *cvn_saying_key(cvn_saying saying)
{
    assert(saying < CVN_SAYING_COUNT);
    return sayings[saying].key;
}

const char *cvn_saying_args(cvn_saying saying)
{
    assert(saying < CVN_SAYING_COUNT);
    return sayings[saying].args;
}

static cvn_saying find_saying(const char *key)
{
    for (int i = 0; i < CVN_SAYING_COUNT; i++)
        if (strcmp(sayings[i].key, key) == 0)
            return (cvn_saying)i;
    return CVN_SAYING_COUNT;
}

/** Formats the pattern once with arguments of the right kind. */
static bool try_out(cvn_words *words, cvn_saying saying, const char *pattern, cvn_error *error)
{
    cvn_word_arg args[MOST_ARGS];
    char names[256];
    size_t count = 0;

    assert(strlen(sayings[saying].args) < sizeof names);
    memcpy(names, sayings[saying].args, strlen(sayings[saying].args) + 1);
    for (char *at = names, *end; *at; at = end) {
        assert(count < MOST_ARGS);
        size_t length = strcspn(at, " ");
        end = at + length + (at[length] == ' ');
        at[length] = 0;
        bool number = length > 0 && at[length - 1] == '#';
        if (number)
            at[length - 1] = 0;
        args[count++] = (cvn_word_arg){.name = at, .text = number ? NULL : "x", .number = 2};
    }
    char *tried = cvn_words_message(words, pattern, args, count, error);
    free(tried);
    return tried != NULL;
}

/** words NULL: what is read is known to be sound, and is not tried out. */
static cvn_code read_pattern(const char *patterns[CVN_SAYING_COUNT], cvn_arena *arena, cvn_words *words, const cJSON *item, const char *name,
                             cvn_error *error)
{
    cvn_saying saying = find_saying(item->string);
    if (saying == CVN_SAYING_COUNT)
        return cvn_fail(error, CVN_E_DATA, "%s: /%s: no such message; the keys are those of lib/invite/catalogue/en.json", name, item->string);
    if (!cJSON_IsString(item))
        return cvn_fail(error, CVN_E_DATA, "%s: /%s: expected text", name, item->string);
    cvn_error *why = cvn_error_new();
    bool fine = !words || try_out(words, saying, item->valuestring, why);
    if (!fine)
        cvn_fail(error, CVN_E_DATA, "%s: /%s: %s", name, item->string, cvn_error_message(why, 0));
    cvn_error_free(why);
    if (!fine)
        return CVN_E_DATA;
    patterns[saying] = cvn_arena_strdup(arena, item->valuestring);
    return CVN_OK;
}

cvn_code cvn_catalogue_read(const char *patterns[CVN_SAYING_COUNT], cvn_arena *arena, cvn_words *words, const char *text, size_t length,
                            const char *name, cvn_error *error)
{
    cJSON *root;
    cvn_code code = cvn_json_parse(&root, text, length, name, error);
    if (code)
        return code;
    if (!cJSON_IsObject(root))
        code = cvn_fail(error, CVN_E_DATA, "%s: expected an object of messages", name);
    for (const cJSON *item = code ? NULL : root->child; item; item = item->next) {
        cvn_code one = read_pattern(patterns, arena, words, item, name, error);
        code = code ? code : one;
    }
    cJSON_Delete(root);
    return code;
}

/* ---- which catalogues speak a locale --------------------------------------------------------------------------------------------------- */

static const cvn_catalogue_file *find_embedded(const char *tag)
{
    for (const cvn_catalogue_file *file = cvn_catalogue_files; file->tag; file++)
        if (cvn_text_equal_nocase(file->tag, tag))
            return file;
    return NULL;
}

/** Lays one tag's catalogues, the embedded one, then the folder's, over what is there. *found: was there any? */
static cvn_code lay_over(const char *patterns[CVN_SAYING_COUNT], bool *found, cvn_arena *arena, const char *tag, const char *folder,
                         cvn_error *error)
{
    cvn_code code = CVN_OK;
    const cvn_catalogue_file *file = find_embedded(tag);

    if (file) { /* ours, each entry of which the tests try out: no need to do so each time that somebody is written to */
        *found = true;
        code = cvn_catalogue_read(patterns, arena, NULL, (const char *)file->bytes, file->length, tag, error);
    }
    char *name = folder && *folder && !code ? CVN_ARENA_JOIN(arena, folder, "/", tag, ".json") : NULL;
    if (name && access(name, F_OK) == 0) {
        char *text;
        size_t length;
        code = cvn_file_read(&text, &length, name, MOST_BYTES, error);
        if (!code) {
            cvn_words *words = cvn_words_new(tag);
            *found = true;
            code = cvn_catalogue_read(patterns, arena, words, text, length, name, error);
            cvn_words_free(words);
            free(text);
        }
    }
    return code;
}

/** A tag is part of a file's name, so it is letters, digits and "-" alone. */
static bool is_tag(const char *locale)
{
    size_t length = strlen(locale);
    return length > 0 && length < TAG_ROOM && *locale != '-' &&
           strspn(locale, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

cvn_code cvn_catalogue_load(const char *patterns[CVN_SAYING_COUNT], bool *speaks, cvn_arena *arena, const char *locale, const char *folder,
                            cvn_error *error)
{
    assert(patterns && speaks && arena && locale);
    bool english = patterns[0] != NULL;
    cvn_code code = english ? CVN_OK : lay_over(patterns, &english, arena, "en", folder, error);
    assert(english);
    *speaks = false;
    if (code || !is_tag(locale))
        return code;
    char tag[TAG_ROOM];
    memcpy(tag, locale, strlen(locale) + 1);
    /* From the language to the whole locale: each lays over what the broader one said. */
    for (size_t end = strcspn(tag, "-"); !code; end += 1 + strcspn(tag + end + 1, "-")) {
        tag[end] = 0;
        code = lay_over(patterns, speaks, arena, tag, folder, error);
        if (!locale[end])
            break;
        tag[end] = '-';
    }
    return code;
}
