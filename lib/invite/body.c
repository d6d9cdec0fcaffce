/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/body.h"

#include <stdlib.h>
#include <string.h>

typedef CVN_VEC(uint32_t) people;

static void add_words(cvn_document *out, const char *text)
{
    cvn_document_add(out, CVN_BLOCK_WORDS, NULL, text);
}

/* ---- people ---------------------------------------------------------------------------------------------------------------------------- */

static void add_crowd(people *all, const cvn_crowd *crowd, uint32_t but)
{
    for (uint32_t i = 0; i < crowd->count; i++) {
        bool there = crowd->who[i] == but;
        for (size_t k = 0; k < all->count && !there; k++)
            there = all->at[k] == crowd->who[i];
        if (!there)
            CVN_PUSH(all) = crowd->who[i];
    }
}

typedef enum part { LEADERS, COMPANY, TURNS } part;

/** Everybody of one part in any of the item's sessions, each once. */
static void gather(people *all, const cvn_view *view, const cvn_item *item, part which)
{
    uint32_t count;
    const cvn_sitting *sittings = cvn_view_sittings(view, item, &count);
    for (uint32_t i = 0; i < count; i++) {
        const cvn_session *session = sittings[i].session;
        if (which == LEADERS)
            add_crowd(all, &session->leaders, CVN_NO_LIMIT);
        if (which == TURNS)
            add_crowd(all, &session->turns, CVN_NO_LIMIT);
        if (which == COMPANY) {
            add_crowd(all, &session->members, view->index);
            add_crowd(all, &session->guests, view->index);
        }
    }
}

static const char *names_of(const cvn_view *view, const cvn_item *item, part which, const char *nobody)
{
    people all = {0};
    gather(&all, view, item, which);
    const char *out = cvn_reader_people(&view->reader, all.at, all.count, view->index, nobody);
    CVN_VEC_FREE(&all);
    return out;
}

const char *cvn_body_leaders(const cvn_view *view, const cvn_item *item)
{
    return names_of(view, item, LEADERS, "");
}

const char *cvn_body_my_turn(const cvn_view *view, const cvn_item *item)
{
    if (!*item->turns)
        return NULL;
    return item->kind == CVN_ITEM_SERIES ? CVN_TELL_PLAIN(&view->reader, TURNS_MINE) : CVN_TELL_PLAIN(&view->reader, TURN_MINE);
}

const char *cvn_body_organizer(const cvn_view *view)
{
    const cvn_conference *conference = view->conference;
    const char *name = *conference->organizer_name ? conference->organizer_name : conference->title;
    return cvn_one_line(view->arena, name);
}

const char *cvn_body_mailto(const cvn_view *view)
{
    return CVN_ARENA_JOIN(view->arena, "mailto:", *view->reply_to ? view->reply_to : view->conference->organizer_email);
}

/** Who declines a series as a whole gives up their place: so it says that one session alone can be declined too. */
static const char *cannot(const cvn_view *view, const cvn_item *item)
{
    cvn_word_arg organizer = cvn_arg("organizer", cvn_body_organizer(view)), address = cvn_arg("address", view->conference->organizer_email);
    return item->kind == CVN_ITEM_SERIES ? CVN_TELL(&view->reader, CANNOT_SERIES, organizer, address)
                                         : CVN_TELL(&view->reader, CANNOT, organizer, address);
}

/* ---- first lines ----------------------------------------------------------------------------------------------------------------------- */

static const char *intro(const cvn_view *view, const cvn_item *item)
{
    const cvn_reader *reader = &view->reader;
    if (item->kind == CVN_ITEM_PLENARY)
        return CVN_TELL_PLAIN(reader, REQUEST_PLENARY);
    cvn_word_arg number = cvn_arg("number", cvn_language_number(reader->languages, reader->language, item->number));
    cvn_word_arg own = cvn_arg("group", cvn_one_line(view->arena, view->input->allocation->groups[item->group].id));
    cvn_word_arg count = cvn_arg_number("count", item->start_count);
    if (*item->guest)
        return CVN_TELL(reader, REQUEST_GUEST, number, cvn_arg("group", cvn_one_line(view->arena, item->guest)));
    if (item->kind == CVN_ITEM_SERIES)
        return item->leads ? CVN_TELL(reader, REQUEST_SERIES_LEAD, count, own) : CVN_TELL(reader, REQUEST_SERIES, count);
    return item->leads ? CVN_TELL(reader, REQUEST_LEAD, number, own) : CVN_TELL(reader, REQUEST_SESSION, number);
}

static const char *taken_words(const cvn_view *view, cvn_taken taken)
{
    const cvn_reader *reader = &view->reader;
    cvn_word_arg conference = cvn_arg("conference", cvn_one_line(view->arena, view->conference->title));
    switch (taken) {
    case CVN_TAKEN_LEFT: return CVN_TELL(reader, CANCEL_LEFT, conference);
    case CVN_TAKEN_WAITING: return CVN_TELL(reader, CANCEL_WAITING, conference);
    case CVN_TAKEN_UNPLACED: return CVN_TELL_PLAIN(reader, CANCEL_UNPLACED);
    case CVN_TAKEN_LEADER: return CVN_TELL_PLAIN(reader, CANCEL_LEADER);
    case CVN_TAKEN_MOVED: return CVN_TELL_PLAIN(reader, CANCEL_MOVED);
    case CVN_TAKEN_ONE: return CVN_TELL_PLAIN(reader, CANCEL_ONE);
    case CVN_TAKEN_SPLIT: return CVN_TELL_PLAIN(reader, CANCEL_SPLIT);
    case CVN_TAKEN_JOINED: return CVN_TELL_PLAIN(reader, CANCEL_JOINED);
    case CVN_TAKEN_PLENARY: return CVN_TELL_PLAIN(reader, CANCEL_PLENARY);
    case CVN_TAKEN_ADDRESS: return CVN_TELL_PLAIN(reader, CANCEL_ADDRESS);
    }
    return "";
}

static void add_opening(cvn_document *out, const cvn_view *view, const cvn_deed *deed)
{
    const cvn_reader *reader = &view->reader;
    if (deed->item->ended) {
        add_words(out, CVN_TELL_PLAIN(reader, SERIES_ENDED));
        if (deed->taken != CVN_TAKEN_SPLIT)
            add_words(out, taken_words(view, deed->taken));
    } else if (deed->kind == CVN_MESSAGE_CANCEL) {
        add_words(out, CVN_TELL_PLAIN(reader, CANCEL));
        add_words(out, taken_words(view, deed->taken));
    } else if (deed->kind == CVN_MESSAGE_UPDATE) {
        add_words(out, CVN_TELL_PLAIN(reader, UPDATE));
        cvn_body_changes(out, view, deed->item, deed->was);
    } else {
        add_words(out, intro(view, deed->item));
    }
}

/* ---- facts ----------------------------------------------------------------------------------------------------------------------------- */

static cvn_block *add_fact(cvn_document *out, const char *label, const char *text)
{
    cvn_document_add(out, CVN_BLOCK_FACT, label, text);
    return &out->blocks.at[out->blocks.count - 1];
}

static void add_when(cvn_document *out, const cvn_view *view, const cvn_item *item)
{
    const cvn_reader *reader = &view->reader;
    cvn_block *fact = add_fact(out, CVN_TELL_PLAIN(reader, LABEL_WHEN), cvn_reader_item(reader, item, false));
    if (!item->whole_days)
        fact->note = cvn_reader_zone(reader, item->starts[0]);
}

static void add_people(cvn_document *out, const cvn_view *view, const cvn_item *item)
{
    const cvn_reader *reader = &view->reader;
    if (item->kind == CVN_ITEM_PLENARY)
        return;
    const char *leaders = cvn_body_leaders(view, item), *turns = names_of(view, item, TURNS, ""), *mine = cvn_body_my_turn(view, item);
    if (*leaders)
        add_fact(out, CVN_TELL_PLAIN(reader, LABEL_LEADERS), leaders);
    if (view->conference->show_people != CVN_SHOW_NOTHING)
        add_fact(out, CVN_TELL_PLAIN(reader, LABEL_WITH), names_of(view, item, COMPANY, CVN_TELL_PLAIN(reader, NOBODY_ELSE)));
    if (mine || (*turns && view->conference->show_people != CVN_SHOW_NOTHING))
        add_fact(out, CVN_TELL_PLAIN(reader, LABEL_TURN), mine ? mine : turns);
}

static void add_join(cvn_document *out, const cvn_view *view, const cvn_item *item)
{
    const cvn_reader *reader = &view->reader;
    const char *link = cvn_one_line(view->arena, item->link);
    if (item->kind == CVN_ITEM_PLENARY && !*link)
        return; /* a general assembly may well meet in a hall */
    cvn_block *fact = add_fact(out, CVN_TELL_PLAIN(reader, LABEL_JOIN), *link ? link : CVN_TELL_PLAIN(reader, LINK_FOLLOWS));
    if (cvn_link_fits(item->link))
        fact->linked = fact->href = link;
}

static void add_cannot(cvn_document *out, const cvn_view *view, const cvn_item *item)
{
    const char *address = view->conference->organizer_email;
    cvn_block *fact = add_fact(out, CVN_TELL_PLAIN(&view->reader, LABEL_CANNOT), cannot(view, item));
    fact->linked = address;
    fact->href = cvn_body_mailto(view);
}

/** The organizer's own text, in the reader's language or the nearest that there is. */
static void add_own_text(cvn_document *out, const cvn_view *view)
{
    const char *locale;
    const cvn_markdown *text = cvn_languages_text(view->reader.languages, view->conference, view->reader.language->spoken, &locale);
    if (!text || !*text->plain)
        return;
    cvn_document_add(out, CVN_BLOCK_OWN, locale, text->plain);
    out->blocks.at[out->blocks.count - 1].html = text->html;
}

/* ---- the schedule ---------------------------------------------------------------------------------------------------------------------- */

static void add_lines(cvn_document *out, const cvn_view *view, const cvn_item *item, bool plenaries)
{
    const cvn_reader *reader = &view->reader;
    const char *heading = plenaries ? CVN_TELL_PLAIN(reader, LABEL_PLENARIES) : CVN_TELL_PLAIN(reader, LABEL_SCHEDULE);
    for (uint32_t i = 0; i < view->schedule->count; i++) {
        const cvn_schedule_line *line = &view->schedule->at[i];
        if (line->plenary != plenaries)
            continue;
        if (heading)
            cvn_document_add(out, CVN_BLOCK_SECTION, heading, NULL);
        heading = NULL;
        cvn_document_add(out, CVN_BLOCK_ROW, line->label, line->when);
        cvn_block *row = &out->blocks.at[out->blocks.count - 1];
        row->marked = strcmp(line->key, item->key) == 0;
        row->note = line->note;
        if (row->marked) {
            const char *this_one = CVN_TELL_PLAIN(reader, MARK_THIS);
            row->note = *line->note ? CVN_TELL(reader, JOINED, cvn_arg("first", this_one), cvn_arg("second", line->note)) : this_one;
        }
    }
}

static void add_schedule(cvn_document *out, const cvn_view *view, const cvn_item *item)
{
    const cvn_reader *reader = &view->reader;
    add_lines(out, view, item, false);
    if (view->schedule->clocks_change)
        cvn_document_add(out, CVN_BLOCK_SMALL, NULL, view->schedule->clocks_change);
    if (view->schedule->time_moves)
        cvn_document_add(out, CVN_BLOCK_SMALL, NULL, view->schedule->time_moves);
    add_lines(out, view, item, true);
    cvn_document_add(out, CVN_BLOCK_SMALL, NULL, CVN_TELL(reader, CLOCK, cvn_arg("zone", view->schedule->clock)));
}

/* ---- all of it ------------------------------------------------------------------------------------------------------------------------- */

void cvn_body_write(cvn_document *out, const cvn_view *view, const cvn_deed *deed, const char *title)
{
    assert(out && view && deed && view->reader.language);
    const cvn_reader *reader = &view->reader;
    const cvn_item *item = deed->item;
    const char *name = cvn_one_line(view->arena, item->name);

    add_words(out, *name ? CVN_TELL(reader, GREETING, cvn_arg("name", name)) : CVN_TELL_PLAIN(reader, GREETING_PLAIN));
    if (deed->kind == CVN_MESSAGE_LETTER) {
        cvn_body_letter(out, view, item);
    } else {
        bool now = deed->kind != CVN_MESSAGE_CANCEL && !item->ended;
        add_opening(out, view, deed);
        if (now && item->tentative)
            add_words(out, CVN_TELL_PLAIN(reader, TENTATIVE));
        cvn_document_add(out, CVN_BLOCK_TITLE, title, cvn_one_line(view->arena, view->conference->title));
        add_when(out, view, item);
        if (now) {
            add_people(out, view, item);
            add_join(out, view, item);
            add_cannot(out, view, item);
            add_own_text(out, view);
            add_schedule(out, view, item);
        }
    }
    const char *regards = CVN_TELL_PLAIN(reader, REGARDS);
    add_words(out, CVN_ARENA_JOIN(view->arena, regards, "\n", cvn_body_organizer(view)));
}

const char *cvn_body_description(const cvn_view *view, const cvn_deed *deed)
{
    const cvn_reader *reader = &view->reader;
    const cvn_item *item = deed->item;
    const char *colon = CVN_TELL_PLAIN(reader, COLON);
    cvn_buffer out = {0};
    CVN_BUFFER_JOIN(&out, cvn_one_line(view->arena, view->conference->title), "\n");
    if (deed->kind != CVN_MESSAGE_CANCEL && !item->ended) {
        const char *leaders = cvn_body_leaders(view, item), *mine = cvn_body_my_turn(view, item), *link = cvn_one_line(view->arena, item->link);
        if (*leaders)
            CVN_BUFFER_JOIN(&out, CVN_TELL_PLAIN(reader, LABEL_LEADERS), colon, leaders, "\n");
        if (mine)
            CVN_BUFFER_JOIN(&out, mine, "\n");
        if (item->kind != CVN_ITEM_PLENARY || *link)
            CVN_BUFFER_JOIN(&out, CVN_TELL_PLAIN(reader, LABEL_JOIN), colon, *link ? link : CVN_TELL_PLAIN(reader, LINK_FOLLOWS), "\n");
        CVN_BUFFER_JOIN(&out, CVN_TELL_PLAIN(reader, LABEL_CANNOT), colon, cannot(view, item), "\n");
    }
    const char *text = cvn_arena_strdup(view->arena, out.text);
    cvn_buffer_free(&out);
    return text;
}
