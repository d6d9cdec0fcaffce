/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/view.h"

#include <string.h>

typedef struct work {
    const cvn_view *view;
    cvn_items items;
    cvn_deed *deeds, *takes; /* takes: what is taken back, which is handed out before the rest */
    uint32_t count, take_count;
} work;

static bool is_wanted(const cvn_items *items, const char *key)
{
    for (uint32_t i = 0; i < items->count; i++)
        if (strcmp(items->at[i].key, key) == 0)
            return true;
    return false;
}

/** Does the key "session/GROUP/NUMBER" or "series/GROUP" name a group? An id may hold a slash itself. */
static bool is_of_group(const char *key, const char *group_id)
{
    size_t length = strlen(group_id);
    const char *at = strchr(key, '/') + 1;
    if (strncmp(at, group_id, length) != 0)
        return false;
    return cvn_text_starts(key, "series/") ? at[length] == 0 : at[length] == '/' && !strchr(at + length + 1, '/');
}

static bool is_in_group_of(const cvn_view *view, const char *key)
{
    for (uint32_t i = 0; i < view->sitting_count; i++)
        if (is_of_group(key, view->input->allocation->groups[view->sittings[i].own].id))
            return true;
    return false;
}

static bool is_elsewhere(const char *was, const char *now)
{
    return *was && *now && !cvn_text_equal_nocase(was, now);
}

static cvn_taken why_taken(const work *w, const char *key, const cvn_item *was)
{
    const cvn_view *view = w->view;
    if (!view->person || view->person->status == CVN_DROPPED)
        return CVN_TAKEN_LEFT;
    if (view->person->status == CVN_WAITING)
        return CVN_TAKEN_WAITING;
    if (view->conference->assigns && !view->placed)
        return view->person->member ? CVN_TAKEN_UNPLACED : CVN_TAKEN_LEADER;
    if (was->kind == CVN_ITEM_PLENARY)
        return CVN_TAKEN_PLENARY;
    if (!is_in_group_of(view, key))
        return CVN_TAKEN_MOVED;
    /* What comes in its stead comes to the address that they have now. */
    const bool moved = is_elsewhere(was->address, view->person->email);
    if (was->kind == CVN_ITEM_SERIES)
        return moved ? CVN_TAKEN_ADDRESS : CVN_TAKEN_SPLIT;
    for (uint32_t i = 0; i < w->items.count; i++)
        if (w->items.at[i].kind == CVN_ITEM_SERIES && is_of_group(key, w->items.at[i].key + strlen("series/")))
            return moved ? CVN_TAKEN_ADDRESS : CVN_TAKEN_JOINED;
    return CVN_TAKEN_ONE;
}

/**
 * Where the person, their language and their clock are still in the files, those count; else as they were told. But the address: what is taken
 * back is taken back where it stands.
 */
static void bring_up_to_date(cvn_item *item, const cvn_participant *person)
{
    if (!person)
        return;
    if (*person->email && !is_elsewhere(item->address, person->email))
        item->address = person->email;
    item->name = person->name;
    item->locale = person->locale;
    item->clock = cvn_zone_name(person->zone);
}

/** Takes back what lies ahead, cuts off what has begun, leaves alone what is past: then false. */
static bool add_take(work *w, const cvn_told *told, const char *key, cvn_item *was, cvn_taken taken)
{
    uint32_t held = cvn_item_held(w->view->conference, was);
    if (held == cvn_item_starts(was)) /* a series that was cut off too, unless as_of has gone back since */
        return false;
    was->key = key;
    bring_up_to_date(was, w->view->person);
    cvn_deed deed = {.kind = CVN_MESSAGE_CANCEL, .key = key, .item = was, .uid = told->uid, .sequence = told->sequence + 1, .taken = taken};
    if (held > 0) {
        deed.kind = CVN_MESSAGE_UPDATE;
        was->ended = true;
        was->start_count = held;
    }
    w->takes[w->take_count++] = deed;
    return true;
}

/** What was told and is no longer so. */
static cvn_code take_back(work *w, const cvn_told *told, cvn_error *error)
{
    const cvn_view *view = w->view;
    if (told->cancelled || told->left || cvn_is_former(told->item_key) || cvn_text_starts(told->item_key, "letter/") ||
        is_wanted(&w->items, told->item_key))
        return CVN_OK;
    const cvn_item *read = cvn_view_was(view, told);
    if (!read || read->kind == CVN_ITEM_LETTER || !strchr(told->item_key, '/'))
        return cvn_fail(error, CVN_E_DATA, "person %s, item %s: what was told last is not a payload of ours", told->person_id, told->item_key);
    cvn_item *was = CVN_ARENA_ARRAY(view->arena, cvn_item, 1);
    *was = *read;
    add_take(w, told, told->item_key, was, why_taken(w, told->item_key, was));
    return CVN_OK;
}

/** An address that the person no longer has would keep what they have elsewhere now. False where it has nothing that lies ahead. */
static bool leave_address(work *w, const cvn_told *told, const cvn_item *item, const cvn_item *was)
{
    if (told->left || was->kind == CVN_ITEM_LETTER || !is_elsewhere(was->address, item->address))
        return false;
    cvn_item *there = CVN_ARENA_ARRAY(w->view->arena, cvn_item, 1);
    *there = *was;
    return add_take(w, told, cvn_former_key(w->view->arena, item->key, was->address), there, CVN_TAKEN_ADDRESS);
}

static cvn_code tell(work *w, const cvn_item *item, cvn_error *error)
{
    const cvn_view *view = w->view;
    const cvn_told *told = cvn_view_told(view, item->key);
    bool live = told && !told->cancelled, letter = item->kind == CVN_ITEM_LETTER;
    cvn_deed deed = {.kind = letter ? CVN_MESSAGE_LETTER : live ? CVN_MESSAGE_UPDATE : CVN_MESSAGE_REQUEST, .key = item->key, .item = item};
    deed.fingerprint = live ? cvn_item_fingerprint(view->arena, item) : NULL;
    if (live && strcmp(told->fingerprint, deed.fingerprint) == 0)
        return CVN_OK;
    deed.uid = told ? told->uid : cvn_uid_of(view->arena, view->conference->id, item->key, view->person_id);
    deed.sequence = told ? told->sequence + 1 : 0;
    if (deed.kind == CVN_MESSAGE_UPDATE) {
        const cvn_item *was = cvn_view_was(view, told);
        if (!was)
            return cvn_fail(error, CVN_E_DATA, "person %s, item %s: what was told last is not a payload of ours", told->person_id,
                            told->item_key);
        deed.was = was;
        deed.sequence += leave_address(w, told, item, was);
    }
    w->deeds[w->count++] = deed;
    return CVN_OK;
}

cvn_code cvn_deeds_of(cvn_deeds *out, const cvn_view *view, cvn_error *error)
{
    assert(out && view);
    work w = {.view = view};
    cvn_code code = CVN_OK;

    if (view->person && view->person->status == CVN_ACTIVE)
        w.items = cvn_items_of(view);
    w.takes = CVN_ARENA_ARRAY(view->arena, cvn_deed, (size_t)view->told_count + 2 * (size_t)w.items.count + 1);
    w.deeds = CVN_ARENA_ARRAY(view->arena, cvn_deed, (size_t)w.items.count + 1);
    for (uint32_t i = 0; i < view->told_count && !code; i++)
        code = take_back(&w, view->told[i], error);
    for (uint32_t i = 0; i < w.items.count && !code; i++)
        code = tell(&w, &w.items.at[i], error);
    for (uint32_t i = 0; i < w.count; i++)
        w.takes[w.take_count++] = w.deeds[i];
    *out = (cvn_deeds){w.take_count, w.takes};
    return code;
}
