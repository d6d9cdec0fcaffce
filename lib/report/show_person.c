/* SPDX-License-Identifier: Apache-2.0 */
/** One person's sessions on their clock, in the words of everything else that the organiser reads here. */
#include "report/report.h"

#include <stdlib.h>

/** "Monday, 6 July 2026, 19:00–20:45 UTC+2"; where the clocks change within, "01:30 UTC-4–02:15 UTC-5". */
static void put_when(cvn_buffer *out, cvn_words *words, const cvn_zone *zone, cvn_instant start, int32_t length_min)
{
    cvn_civil from = cvn_zone_civil(zone, start), to = cvn_zone_civil(zone, (cvn_instant){start.min + length_min});
    char *date = cvn_words_date(words, from.date), *begin = cvn_words_time(words, from.minute), *end = cvn_words_time(words, to.minute);
    char *offset = cvn_words_offset(words, from.offset_s), *after = cvn_words_offset(words, to.offset_s);

    if (from.offset_s == to.offset_s)
        cvn_buffer_printf(out, "%s, %s–%s %s", date, begin, end, offset);
    else
        cvn_buffer_printf(out, "%s, %s %s–%s %s", date, begin, offset, end, after);
    free(after);
    free(date);
    free(begin);
    free(end);
    free(offset);
}

static void put_names(cvn_buffer *out, const cvn_view *view, cvn_words *words, const char *label, const char *const *ids, uint32_t count,
                      uint32_t but)
{
    const char **names = CVN_NEW_ARRAY(const char *, count);
    uint32_t n = 0;

    for (uint32_t i = 0; i < count; i++) {
        uint32_t person = cvn_conference_person(view->conference, ids[i]);
        if (person == CVN_NO_LIMIT || person == but)
            continue;
        const cvn_participant *who = &view->conference->people[person];
        names[n++] = *who->name ? who->name : who->id;
    }
    if (n) {
        char *list = cvn_words_list(words, names, n);
        cvn_buffer_printf(out, "  %s: %s\n", label, list);
        free(list);
    }
    free(names);
}

static void put_places(cvn_buffer *out, const cvn_view *view, cvn_words *words)
{
    uint32_t count;
    const cvn_place *places = cvn_places_of(view->places, view->person, &count);

    for (uint32_t i = 0; i < count; i++) {
        const cvn_group *group = &view->allocation->groups[places[i].group];
        cvn_buffer_printf(out, "\n%s  %s%s\n", group->id, cvn_report_type_title(view->conference, group->type),
                          places[i].leads ? " (leads)" : "");
        put_names(out, view, words, "leaders", group->leaders, group->leader_count, view->person);
        put_names(out, view, words, "members", group->members, group->member_count, view->person);
        if (group->link)
            cvn_buffer_printf(out, "  %s\n", group->link);
    }
    if (!count && view->conference->assigns)
        cvn_buffer_text(out, "\nin no group\n");
}

static void put_visits(cvn_buffer *out, const cvn_view *view, cvn_words *words)
{
    const cvn_conference *conference = view->conference;
    const cvn_zone *zone = conference->people[view->person].zone;
    uint32_t count;
    const cvn_visit *visits = cvn_visits_of(view->visits, view->person, &count);

    if (count)
        cvn_buffer_char(out, '\n');
    for (uint32_t i = 0; i < count; i++) {
        const cvn_visit *visit = &visits[i];
        cvn_can can = cvn_can_attend(conference, view->person, visit->start);
        cvn_buffer_printf(out, "  %s %u  ", view->allocation->groups[visit->group].id, visit->session + 1);
        cvn_buffer_column(out, 10);
        put_when(out, words, zone, visit->start, conference->duration_min);
        if (cvn_is_held(conference, visit->start))
            cvn_buffer_text(out, " (held)");
        else if (can != CVN_CAN)
            cvn_buffer_text(out, can == CVN_CANNOT ? " (cannot)" : " (if needed)");
        if (visit->guest)
            cvn_buffer_text(out, " (guest)");
        if (cvn_visit_is_turn(conference, view->allocation, view->person, visit))
            cvn_buffer_text(out, " (turn)");
        cvn_buffer_char(out, '\n');
    }
}

static void put_plenaries(cvn_buffer *out, const cvn_view *view, cvn_words *words)
{
    const cvn_conference *conference = view->conference;
    bool any = false;

    for (uint32_t i = 0; i < conference->plenary_count; i++) {
        const cvn_plenary *plenary = &conference->plenaries[i];
        if (!cvn_report_invited(view, plenary, view->person))
            continue;
        cvn_buffer_printf(out, "%s  %s: ", any ? "" : "\n", plenary->title);
        any = true;
        if (plenary->kind == CVN_PLENARY_TIMED) {
            put_when(out, words, conference->people[view->person].zone, plenary->start, plenary->duration_min);
        } else {
            int year, month, day;
            cvn_date_parts(plenary->date, &year, &month, &day);
            char *first = plenary->kind == CVN_PLENARY_MONTH ? cvn_words_month(words, year, month) : cvn_words_date(words, plenary->date);
            cvn_buffer_text(out, first);
            free(first);
            if (plenary->kind == CVN_PLENARY_DAYS && plenary->days > 1) {
                char *last = cvn_words_date(words, (cvn_date){plenary->date.day + plenary->days - 1});
                cvn_buffer_printf(out, " – %s", last);
                free(last);
            }
        }
        cvn_buffer_text(out, plenary->tentative ? " (tentative)\n" : "\n");
    }
}

char *cvn_show_person_text(const cvn_view *view)
{
    const cvn_participant *who = &view->conference->people[view->person];
    cvn_words *words = cvn_words_new("en-150"); /* day before month, hours to 24: misread by nobody */
    cvn_buffer out = {0};

    cvn_put_person(&out, who);
    cvn_buffer_printf(&out, ", on the clock of %s\n", cvn_zone_name(who->zone));
    put_places(&out, view, words);
    put_visits(&out, view, words);
    put_plenaries(&out, view, words);
    cvn_words_free(words);
    return cvn_buffer_take(&out);
}
