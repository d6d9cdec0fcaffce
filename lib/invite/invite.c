/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/invite.h"
#include "invite/view.h"

#include <stdlib.h>
#include <string.h>

/** One call of cvn_invite. */
typedef struct run {
    const cvn_invite_input *input;
    cvn_invite_summary summary;
    cvn_rosters *rosters;
    cvn_languages *languages;
    cvn_arena *arena;           /* of one person at a time */
    cvn_zones *zones;           /* of what was told: the files may name others by now */
    const cvn_told **told;      /* by person, then item */
    const cvn_reason **reasons; /* by index of the person */
    cvn_message_take *take;
    void *data;
} run;

static int by_person_and_item(const void *left, const void *right)
{
    const cvn_told *a = *(const cvn_told *const *)left, *b = *(const cvn_told *const *)right;
    int order = strcmp(a->person_id, b->person_id);
    return order ? order : strcmp(a->item_key, b->item_key);
}

static void sort_told(run *r)
{
    r->told = CVN_NEW_ARRAY(const cvn_told *, r->input->told_count);
    for (size_t i = 0; i < r->input->told_count; i++)
        r->told[i] = &r->input->told[i];
    if (r->input->told_count)
        qsort(r->told, r->input->told_count, sizeof *r->told, by_person_and_item);
}

static void sort_reasons(run *r)
{
    r->reasons = CVN_NEW_ARRAY(const cvn_reason *, r->input->conference->people_count);
    for (size_t i = 0; i < r->input->reason_count; i++) {
        assert(r->input->reasons[i].person < r->input->conference->people_count);
        r->reasons[r->input->reasons[i].person] = &r->input->reasons[i];
    }
}

/** The first of a person's rows at or after which strcmp says so. */
static size_t lower(const run *r, const char *person_id)
{
    size_t low = 0, high = r->input->told_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(r->told[middle]->person_id, person_id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static cvn_view open_view(run *r, const char *person_id, uint32_t person, cvn_arena *arena)
{
    cvn_view view = {
        .input = r->input, .conference = r->input->conference, .index = person, .person_id = person_id, .rosters = r->rosters, .arena = arena};
    size_t first = lower(r, person_id), end = first;
    while (end < r->input->told_count && strcmp(r->told[end]->person_id, person_id) == 0)
        end++;
    view.told = r->told + first;
    view.told_count = (uint32_t)(end - first);
    view.was = CVN_ARENA_ARRAY(arena, const cvn_item *, view.told_count);
    view.reader =
        (cvn_reader){.conference = view.conference, .languages = r->languages, .arena = arena, .named = CVN_ARENA_ARRAY(arena, cvn_named *, 1)};
    if (person == CVN_NO_LIMIT)
        return view;
    view.person = &view.conference->people[person];
    view.reason = r->reasons[person];
    if (view.person->status != CVN_ACTIVE)
        return view;
    uint32_t places;
    const cvn_place *place = cvn_rosters_places(r->rosters, person, &places);
    view.placed = places > 0;
    for (uint32_t i = 0; i < places; i++) {
        view.leader = view.leader || place[i].leads;
        view.member = view.member || !place[i].leads;
    }
    view.sittings = cvn_rosters_sittings(r->rosters, person, arena, &view.sitting_count);
    return view;
}

/** Gives the view its language and clock: the person's, or what they were told in. */
static cvn_code speak(run *r, cvn_view *view, const cvn_item *item, cvn_error *error)
{
    const char *locale = *item->locale ? item->locale : view->conference->locale;
    cvn_code code = cvn_languages_get(r->languages, locale, &view->reader.language, error);
    if (code)
        return code;
    if (view->person)
        view->reader.zone = view->person->zone;
    else if (*item->clock)
        view->reader.zone = cvn_zones_get(r->zones, item->clock, "", NULL);
    if (!view->reader.zone)
        view->reader.zone = view->conference->zone;
    view->series_zone = *item->zone ? cvn_zones_get(r->zones, item->zone, "", NULL) : NULL;
    if (!view->reply_to)
        view->reply_to = cvn_reply_address(view->arena, view->conference, r->input->secret, view->person_id);
    if (!view->schedule && view->person && view->person->status == CVN_ACTIVE)
        view->schedule = cvn_schedule_of(view);
    return CVN_OK;
}

static cvn_code hand_out(run *r, cvn_view *view, const cvn_deed *deed, cvn_error *error)
{
    cvn_message message;
    char *mime = NULL;
    cvn_code code = speak(r, view, deed->item, error);
    if (!code && !cvn_address_fits(deed->item->address))
        code = cvn_fail(error, CVN_E_DATA, "person %s: \"%s\" cannot stand in a mail; expected one address such as name@example.org",
                        view->person_id, deed->item->address);
    if (!code) {
        cvn_compose(&message, &mime, view, deed);
        code = r->take(r->data, &message, error);
    }
    if (!code)
        r->summary.messages++;
    free(mime);
    return code;
}

static cvn_code tell_person(run *r, const char *person_id, uint32_t person, cvn_error *error)
{
    cvn_arena_reset(r->arena);
    cvn_view view = open_view(r, person_id, person, r->arena);
    cvn_deeds deeds = {0};
    cvn_code code = cvn_deeds_of(&deeds, &view, error);
    bool reached = false, missed = false;

    for (uint32_t i = 0; i < deeds.count && !code; i++) {
        bool address = *deeds.at[i].item->address;
        reached = reached || address;
        missed = missed || !address;
        if (address)
            code = hand_out(r, &view, &deeds.at[i], error);
    }
    r->summary.people += reached;
    r->summary.no_address += missed;
    r->summary.unaffected += view.told_count > 0 && deeds.count == 0;
    return code;
}

/** Those who were told something and are in no file any more, each once, by id. */
static cvn_code tell_gone(run *r, cvn_error *error)
{
    cvn_code code = CVN_OK;
    for (size_t i = 0; i < r->input->told_count && !code; i++) {
        const char *id = r->told[i]->person_id;
        if (i > 0 && strcmp(id, r->told[i - 1]->person_id) == 0)
            continue;
        if (cvn_conference_person(r->input->conference, id) == CVN_NO_LIMIT)
            code = tell_person(r, id, CVN_NO_LIMIT, error);
    }
    return code;
}

static cvn_code check_input(const cvn_invite_input *input, cvn_error *error)
{
    const cvn_conference *conference = input->conference;
    if (!input->allocation && conference->assigns)
        return cvn_fail(error, CVN_E_USAGE, "conference %s assigns people to groups: an allocation is needed to tell them", conference->id);
    if (!cvn_address_fits(conference->organizer_email))
        return cvn_fail(error, CVN_E_DATA, "%s: /organizer/email: \"%s\" cannot stand in a mail; expected one address such as name@example.org",
                        conference->path, conference->organizer_email);
    return CVN_OK;
}

cvn_code cvn_invite(cvn_invite_summary *summary, const cvn_invite_input *input, cvn_message_take *take, void *data, cvn_error *error)
{
    assert(input && input->conference && take);
    run r = {.input = input, .take = take, .data = data};
    cvn_code code = check_input(input, error);
    if (!code)
        code = cvn_rosters_new(&r.rosters, input->conference, input->allocation, error);
    if (!code) {
        r.arena = cvn_arena_new();
        r.languages = cvn_languages_new();
        r.zones = cvn_zones_new();
        sort_told(&r);
        sort_reasons(&r);
        for (uint32_t p = 0; p < input->conference->people_count && !code; p++)
            code = tell_person(&r, input->conference->people[p].id, p, error);
        if (!code)
            code = tell_gone(&r, error);
    }
    cvn_arena_free(r.arena);
    free(r.told);
    free(r.reasons);
    cvn_zones_free(r.zones);
    cvn_languages_free(r.languages);
    cvn_rosters_free(r.rosters);
    if (summary)
        *summary = r.summary;
    return code;
}
