/* SPDX-License-Identifier: Apache-2.0 */
/** Calendars to subscribe to (webcal), as files under names that nobody can guess: one for the organiser, one a group, one a person. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "outbox/outbox.h"

#define FILE_NAME (CVN_REPLY_TOKEN + 4)

typedef struct feed {
    const char *kind, *id, *name;
    char file[FILE_NAME];
} feed;

typedef struct work {
    const cvn_conference *conference;
    const cvn_allocation *allocation;
    const char *folder;
    unsigned char secret[CVN_STORE_SECRET_BYTES];
    cvn_arena *arena;
    CVN_VEC(feed) feeds;
} work;

/** Another name than the sign in the person's reply address: who sees that one cannot read their calendar. Ids hold no control character. */
static cvn_code put(work *w, const char *kind, const char *id, const char *name, const char *text, cvn_error *error)
{
    char token[CVN_REPLY_TOKEN];
    feed *f = &CVN_PUSH(&w->feeds);
    cvn_reply_token(token, w->secret, w->conference->id, cvn_arena_printf(w->arena, "feed\n%s\n%s", kind, id));
    *f = (feed){.kind = kind, .id = cvn_arena_strdup(w->arena, id), .name = cvn_arena_strdup(w->arena, name)};
    snprintf(f->file, sizeof f->file, "%s.ics", token);
    char *path = cvn_path_join(w->folder, f->file);
    cvn_code code = cvn_file_write(path, text, strlen(text), error);
    free(path);
    return code;
}

static cvn_code put_shown(work *w, const char *kind, const char *id, cvn_error *error)
{
    char *text = NULL;
    cvn_selection what = {.group = strcmp(kind, "group") == 0 ? id : NULL};
    cvn_code code = cvn_show(&text, w->conference, w->allocation, &what, CVN_ICS, error);
    if (!code)
        code = put(w, kind, id, "", text, error);
    cvn_free(text);
    return code;
}

/** Each one's as they were told: the same UIDs as in their invitations, what was taken back as cancelled. */
static cvn_code put_people(work *w, cvn_store *store, int64_t now_s, cvn_error *error)
{
    cvn_rows rows;
    cvn_zones *zones = cvn_zones_new();
    cvn_code code = cvn_store_told(&rows, store, w->conference->id, w->arena, error);
    cvn_told *told = CVN_ARENA_ARRAY(w->arena, cvn_told, code ? 1 : rows.count + 1);
    for (uint32_t from = 0, to; !code && from < rows.count; from = to) {
        char *text = NULL;
        for (to = from; to < rows.count && strcmp(rows.at[to].person, rows.at[from].person) == 0; to++)
            told[to] = (cvn_told){.person_id = rows.at[to].person,
                                  .item_key = rows.at[to].item,
                                  .uid = rows.at[to].uid,
                                  .sequence = rows.at[to].sequence,
                                  .payload = rows.at[to].payload,
                                  .cancelled = !strcmp(rows.at[to].kind, "cancel")};
        code = cvn_feed_text(&text, w->conference, zones, told + from, to - from, now_s, error);
        if (!code)
            code = put(w, "person", rows.at[from].person, rows.at[to - 1].name, text, error);
        free(text);
    }
    cvn_zones_free(zones);
    return code;
}

static char *list_text(const work *w)
{
    cvn_buffer out = {0};
    for (size_t i = 0; i < w->feeds.count; i++) {
        const feed *f = &w->feeds.at[i];
        cvn_buffer_printf(&out, "%s/%s", w->folder, f->file);
        cvn_buffer_printf(&out, "  %s%s%s%s%s%s\n", f->kind, *f->id ? " " : "", f->id, *f->name ? " (" : "", f->name, *f->name ? ")" : "");
    }
    return cvn_buffer_take(&out);
}

static char *list_json(const work *w)
{
    cJSON *out = cJSON_CreateObject();
    cvn_json_add_text(out, "folder", w->folder);
    cJSON *feeds = cJSON_AddArrayToObject(out, "feeds");
    for (size_t i = 0; i < w->feeds.count; i++) {
        cJSON *one = cJSON_CreateObject();
        cvn_json_add_text(one, "kind", w->feeds.at[i].kind);
        cvn_json_add_text(one, "id", *w->feeds.at[i].id ? w->feeds.at[i].id : NULL);
        cvn_json_add_text(one, "file", w->feeds.at[i].file);
        cJSON_AddItemToArray(feeds, one);
    }
    char *text = cvn_json_print(out);
    cJSON_Delete(out);
    return text;
}

cvn_code cvn_feeds(char **out, cvn_store *store, const cvn_conference *conference, const cvn_allocation *allocation, const char *folder,
                   cvn_format format, cvn_error *error)
{
    assert(store && conference && allocation && folder);
    if (out)
        *out = NULL;
    if (format != CVN_TEXT && format != CVN_JSON)
        return cvn_fail(error, CVN_E_USAGE, "which feeds there are is told as text or JSON");
    if (!*conference->organizer_email)
        return cvn_fail(error, CVN_E_DATA, "%s: /organizer: a calendar to subscribe to needs the organizer's e-mail", conference->path);
    if (mkdir(folder, 0755) != 0 && errno != EEXIST)
        return cvn_fail(error, CVN_E_IO, "%s: cannot be made: %s", folder, strerror(errno));
    work w = {.conference = conference, .allocation = allocation, .folder = folder, .arena = cvn_arena_new()};
    cvn_code code = cvn_store_secret(w.secret, store, true, error);
    if (!code)
        code = put_shown(&w, "organizer", "", error);
    for (size_t g = 0; g < allocation->group_count && !code; g++)
        code = put_shown(&w, "group", allocation->groups[g].id, error);
    if (!code)
        code = put_people(&w, store, (int64_t)time(NULL), error);
    if (!code && out)
        *out = format == CVN_JSON ? list_json(&w) : list_text(&w);
    explicit_bzero(w.secret, sizeof w.secret);
    CVN_VEC_FREE(&w.feeds);
    cvn_arena_free(w.arena);
    return code;
}
