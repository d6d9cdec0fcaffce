/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/view.h"

#include <stdlib.h>
#include <string.h>

typedef CVN_VEC(cvn_item) item_vec;

const cvn_item *cvn_view_was(const cvn_view *view, const cvn_told *told)
{
    uint32_t i = 0;
    while (view->told[i] != told)
        i++;
    assert(i < view->told_count);
    if (!view->was[i]) {
        cvn_item *was = CVN_ARENA_ARRAY(view->arena, cvn_item, 1);
        view->was[i] = cvn_item_read(was, view->arena, told->payload) ? was : NULL;
    }
    return view->was[i];
}

const cvn_told *cvn_view_told(const cvn_view *view, const char *item_key)
{
    size_t low = 0, high = view->told_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(view->told[middle]->item_key, item_key);
        if (order == 0)
            return view->told[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static const cvn_group *group_of(const cvn_view *view, uint32_t group)
{
    return &view->input->allocation->groups[group];
}

/** The title of a group's type; the type's id where the conference does not know it. */
static const char *type_title(const cvn_view *view, const cvn_group *group)
{
    uint32_t type = cvn_conference_type(view->conference, group->type);
    return type == CVN_NO_LIMIT ? group->type : view->conference->types[type].title;
}

static int by_index(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/** Ids of a session's leaders, in the conference's order: another order in the file is no change. */
static const char *leader_ids(const cvn_view *view, const cvn_session *session)
{
    uint32_t count = session->leaders.count, *who = CVN_ARENA_ARRAY(view->arena, uint32_t, count);
    cvn_buffer ids = {0};
    for (uint32_t i = 0; i < count; i++)
        who[i] = session->leaders.who[i];
    qsort(who, count, sizeof *who, by_index);
    for (uint32_t i = 0; i < count; i++)
        cvn_buffer_printf(&ids, "%s%s", i ? "\n" : "", view->conference->people[who[i]].id);
    const char *out = cvn_arena_strdup(view->arena, or_empty(ids.text));
    cvn_buffer_free(&ids);
    return out;
}

/** What every item of a person has. */
static cvn_item new_item(const cvn_view *view, cvn_item_kind kind, const char *key)
{
    const cvn_participant *person = view->person;
    return (cvn_item){.kind = kind,
                      .key = key,
                      .topic = "",
                      .link = "",
                      .leaders = "",
                      .turns = "",
                      .guest = "",
                      .letter = "",
                      .title = "",
                      .zone = "",
                      .address = person->email,
                      .name = person->name,
                      .locale = person->locale,
                      .clock = cvn_zone_name(person->zone)};
}

/* ---- sessions -------------------------------------------------------------------------------------------------------------------------- */

static cvn_item session_item(const cvn_view *view, const cvn_sitting *sitting)
{
    const cvn_group *own = group_of(view, sitting->own), *at = group_of(view, sitting->group);
    cvn_item item = new_item(view, CVN_ITEM_SESSION, cvn_arena_printf(view->arena, "session/%s/%u", own->id, sitting->number));
    item.topic = CVN_ARENA_JOIN(view->arena, type_title(view, at), "\n", view->conference->title);
    item.starts = &sitting->session->start;
    item.start_count = 1;
    item.duration_min = view->conference->duration_min;
    item.link = or_empty(at->link);
    item.leaders = leader_ids(view, sitting->session);
    item.turns = sitting->turn ? cvn_arena_printf(view->arena, "%u", sitting->number) : "";
    item.guest = sitting->group == sitting->own ? "" : at->id;
    item.group = sitting->own;
    item.number = sitting->number;
    item.leads = sitting->leads;
    return item;
}

/**
 * All of a person's sessions of one place as one recurring item; false where they cannot be: a calendar says the same of each time, so each must
 * have the same leaders, and be the person's turn or not.
 */
static bool series_item(cvn_item *out, const cvn_view *view, const cvn_sitting *sittings, uint32_t count)
{
    const cvn_conference *conference = view->conference;
    const cvn_group *own = group_of(view, sittings[0].own);
    cvn_instant *starts = CVN_ARENA_ARRAY(view->arena, cvn_instant, count);
    cvn_recurrence *recurrence = CVN_ARENA_ARRAY(view->arena, cvn_recurrence, 1);

    if (conference->pattern != CVN_PATTERN_WEEKLY || count != own->session_count)
        return false;
    *out = session_item(view, &sittings[0]);
    for (uint32_t i = 0; i < count; i++) {
        starts[i] = sittings[i].session->start;
        if (sittings[i].group != sittings[i].own || sittings[i].turn != sittings[0].turn ||
            strcmp(leader_ids(view, sittings[i].session), out->leaders) != 0)
            return false;
    }
    out->kind = CVN_ITEM_SERIES;
    out->key = CVN_ARENA_JOIN(view->arena, "series/", own->id);
    out->starts = starts;
    out->start_count = count;
    out->turns = sittings[0].turn ? "all" : "";
    out->zone = cvn_zone_name(conference->zone);
    out->number = 0;
    out->recurrence = recurrence;
    return cvn_recurrence_of(recurrence, conference->zone, starts, count, conference->duration_min);
}

static bool was_told_singly(const cvn_view *view, const char *group_id)
{
    const char *prefix = CVN_ARENA_JOIN(view->arena, "session/", group_id, "/");
    for (uint32_t i = 0; i < view->told_count; i++)
        if (!view->told[i]->cancelled && cvn_text_starts(view->told[i]->item_key, prefix))
            return true;
    return false;
}

/**
 * One item for all, or one each? Who has a series that still says the truth keeps it, also once it has begun; else a series must lie ahead as a
 * whole, and whoever has single sessions keeps those: a calendar that holds something is not turned over for tidiness.
 */
static bool tell_as_series(const cvn_view *view, const cvn_item *series)
{
    const cvn_told *told = cvn_view_told(view, series->key);
    bool held = cvn_item_held(view->conference, series) > 0;
    const cvn_item *was = told && !told->cancelled ? cvn_view_was(view, told) : NULL;
    if (was && !was->ended)
        return !held || strcmp(told->fingerprint, cvn_item_fingerprint(view->arena, series)) == 0;
    return !held && !was_told_singly(view, group_of(view, series->group)->id);
}

static void add_place(item_vec *items, const cvn_view *view, const cvn_sitting *sittings, uint32_t count)
{
    cvn_item series;
    if (series_item(&series, view, sittings, count) && tell_as_series(view, &series)) {
        CVN_PUSH(items) = series;
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        if (!sittings[i].held)
            CVN_PUSH(items) = session_item(view, &sittings[i]);
}

const cvn_sitting *cvn_view_sittings(const cvn_view *view, const cvn_item *item, uint32_t *count)
{
    uint32_t first = 0, end;
    *count = 0;
    if (item->kind != CVN_ITEM_SESSION && item->kind != CVN_ITEM_SERIES)
        return NULL;
    while (first < view->sitting_count &&
           (view->sittings[first].own != item->group || (item->number && view->sittings[first].number != item->number)))
        first++;
    for (end = first; end < view->sitting_count && view->sittings[end].own == item->group && (end == first || item->number == 0); end++)
        ;
    *count = end - first;
    return &view->sittings[first];
}

/* ---- plenaries ------------------------------------------------------------------------------------------------------------------------- */

static bool is_for(const cvn_view *view, const cvn_plenary *plenary)
{
    if (!view->conference->assigns)
        return true;
    switch (plenary->for_whom) {
    case CVN_AMONG_ALL: return view->placed;
    case CVN_AMONG_MEMBERS: return view->member;
    case CVN_AMONG_LEADERS: return view->leader;
    }
    return false;
}

static void add_plenary(item_vec *items, const cvn_view *view, uint32_t index)
{
    const cvn_plenary *plenary = &view->conference->plenaries[index];
    if (plenary->kind == CVN_PLENARY_MONTH || !is_for(view, plenary))
        return;
    cvn_item item = new_item(view, CVN_ITEM_PLENARY, CVN_ARENA_JOIN(view->arena, "plenary/", plenary->id));
    item.topic = CVN_ARENA_JOIN(view->arena, plenary->title, "\n", view->conference->title);
    item.tentative = plenary->tentative;
    item.plenary = index;
    item.whole_days = plenary->kind == CVN_PLENARY_DAYS;
    if (item.whole_days) {
        item.date = plenary->date;
        item.days = plenary->days;
    } else {
        item.starts = &plenary->start;
        item.start_count = 1;
        item.duration_min = plenary->duration_min;
    }
    if (cvn_item_held(view->conference, &item) == 0)
        CVN_PUSH(items) = item;
}

/* ---- letters --------------------------------------------------------------------------------------------------------------------------- */

/**
 * How often the person has had a place taken away, as a number that is the same before and after the cancels left: each item's SEQUENCE once
 * it is cancelled. A letter that was sent says nothing new until that number grows.
 */
static uint64_t times_placed(const cvn_view *view)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < view->told_count; i++) {
        const cvn_told *told = view->told[i];
        bool series = cvn_text_starts(told->item_key, "series/");
        if (!series && !cvn_text_starts(told->item_key, "session/"))
            continue;
        const cvn_item *was = told->cancelled || !series ? NULL : cvn_view_was(view, told);
        bool over = told->cancelled || (was && was->ended);
        sum += (uint64_t)told->sequence + !over;
    }
    return sum;
}

static void add_letter(item_vec *items, const cvn_view *view)
{
    static const char *const names[] = {"no_hours", "no_leader", "too_few", "rule", "sum"};
    cvn_item item = new_item(view, CVN_ITEM_LETTER, "letter/unplaced");
    item.reason = view->reason;
    /* What the person can act upon is compared; numbers that move with everybody else's answers, or as sessions are held, are not. */
    const char *why = item.reason ? names[item.reason->kind] : "unknown";
    if (item.reason && item.reason->kind == CVN_REASON_NO_HOURS)
        why = cvn_arena_printf(view->arena, "%s %u", why, item.reason->have);
    item.letter = cvn_arena_printf(view->arena, "%s #%llu", why, (unsigned long long)times_placed(view));
    CVN_PUSH(items) = item;
}

/* ---- all of them ----------------------------------------------------------------------------------------------------------------------- */

static int64_t first_min(const cvn_item *item)
{
    if (item->kind == CVN_ITEM_LETTER)
        return INT64_MAX;
    return item->whole_days ? (int64_t)item->date.day * 1440 : item->starts[0].min;
}

static int by_time(const void *left, const void *right)
{
    const cvn_item *a = left, *b = right;
    int64_t at_a = first_min(a), at_b = first_min(b);
    return at_a != at_b ? (at_a > at_b) - (at_a < at_b) : strcmp(a->key, b->key);
}

cvn_items cvn_items_of(const cvn_view *view)
{
    assert(view && view->person && view->person->status == CVN_ACTIVE);
    item_vec items = {0};
    for (uint32_t i = 0, end; i < view->sitting_count; i = end) {
        for (end = i + 1; end < view->sitting_count && view->sittings[end].own == view->sittings[i].own; end++)
            ;
        add_place(&items, view, &view->sittings[i], end - i);
    }
    for (uint32_t i = 0; i < view->conference->plenary_count; i++)
        add_plenary(&items, view, i);
    if (view->conference->assigns && !view->placed && view->person->member)
        add_letter(&items, view);
    cvn_items out = {.count = (uint32_t)items.count, .at = CVN_ARENA_ARRAY(view->arena, cvn_item, items.count)};
    if (items.count) {
        qsort(items.at, items.count, sizeof(cvn_item), by_time);
        memcpy(out.at, items.at, items.count * sizeof(cvn_item));
    }
    CVN_VEC_FREE(&items);
    return out;
}

const char *cvn_item_title(const cvn_view *view, const cvn_item *item)
{
    const cvn_reader *reader = &view->reader;
    if (item->kind == CVN_ITEM_LETTER)
        return CVN_TELL(reader, SUBJECT_LETTER, cvn_arg("conference", view->conference->title));
    if (item->kind == CVN_ITEM_PLENARY)
        return cvn_one_line(view->arena, view->conference->plenaries[item->plenary].title);
    const cvn_group *group = *item->guest ? cvn_allocation_group(view->input->allocation, item->guest) : group_of(view, item->group);
    cvn_word_arg type = cvn_arg("type", cvn_one_line(view->arena, type_title(view, group)));
    cvn_word_arg id = cvn_arg("group", cvn_one_line(view->arena, group->id));
    if (item->kind == CVN_ITEM_SERIES)
        return CVN_TELL(reader, TITLE_SERIES, type, id);
    return CVN_TELL(reader, TITLE_SESSION, type, id, cvn_arg("number", cvn_language_number(reader->languages, reader->language, item->number)));
}
