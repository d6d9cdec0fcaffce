/* SPDX-License-Identifier: Apache-2.0 */
/** One person of the small conference as the room sees them, opened by hand. */
#ifndef CVN_TESTS_VIEW_TESTING_H
#define CVN_TESTS_VIEW_TESTING_H

#include "invite/body.h"
#include "invite_testing.h"

typedef struct look {
    box *box;
    cvn_invite_input input;
    cvn_rosters *rosters;
    cvn_languages *languages;
    cvn_arena *arena;
    cvn_view view;
} look;

/** Opens a person's view in a locale (NULL: theirs). */
static inline void look_open(look *l, box *b, const char *person, const char *locale)
{
    uint32_t index = cvn_conference_person(b->conference, person), places;
    *l = (look){.box = b, .arena = cvn_arena_new(), .languages = cvn_languages_new()};
    l->input = (cvn_invite_input){.conference = b->conference, .allocation = b->allocation, .now_s = b->now_s};
    if (cvn_rosters_new(&l->rosters, b->conference, b->allocation, b->error))
        fail_msg("%s", cvn_error_message(b->error, 0));
    cvn_view *v = &l->view;
    *v = (cvn_view){.input = &l->input,
                    .conference = b->conference,
                    .person = &b->conference->people[index],
                    .index = index,
                    .person_id = person,
                    .rosters = l->rosters,
                    .arena = l->arena};
    const cvn_place *place = cvn_rosters_places(l->rosters, index, &places);
    v->placed = places > 0;
    v->leader = places > 0 && place[0].leads;
    v->member = places > 0 && !place[0].leads;
    v->sittings = cvn_rosters_sittings(l->rosters, index, l->arena, &v->sitting_count);
    v->reader = (cvn_reader){.conference = b->conference, .languages = l->languages, .zone = v->person->zone, .arena = l->arena};
    assert_int_equal(cvn_languages_get(l->languages, locale ? locale : v->person->locale, &v->reader.language, b->error), CVN_OK);
    v->reply_to = "";
    v->schedule = cvn_schedule_of(v);
}

static inline void look_close(look *l)
{
    cvn_rosters_free(l->rosters);
    cvn_languages_free(l->languages);
    cvn_arena_free(l->arena);
}

static inline cvn_instant instant(const char *text)
{
    cvn_instant out;
    assert_true(cvn_instant_parse(text, &out));
    return out;
}

#endif
