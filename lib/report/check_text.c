/* SPDX-License-Identifier: Apache-2.0 */
#include "report/report.h"

enum {
    MARGIN = 12,     /* where a line's facts begin */
    MOST_LINES = 30, /* of one list of people */
    MOST_NAMES = 40  /* of one list of zones or countries */
};

static void put_tallies(cvn_buffer *out, const char *label, const cvn_tally *tallies, uint32_t count, bool with_first)
{
    size_t used = MARGIN;
    char piece[512];

    if (!count)
        return;
    cvn_buffer_text(out, label);
    cvn_buffer_column(out, MARGIN);
    for (uint32_t i = 0; i < count && i < MOST_NAMES; i++) {
        const char *comma = i + 1 < count ? "," : "";
        if (with_first)
            snprintf(piece, sizeof piece, "%s %u (first choice of %u)%s", tallies[i].name, tallies[i].count, tallies[i].first, comma);
        else
            snprintf(piece, sizeof piece, "%s %u%s", tallies[i].name, tallies[i].count, comma);
        cvn_put_piece(out, MARGIN, &used, piece);
    }
    if (count > MOST_NAMES) {
        snprintf(piece, sizeof piece, "and %u more", count - MOST_NAMES);
        cvn_put_piece(out, MARGIN, &used, piece);
    }
    cvn_buffer_char(out, '\n');
}

static void put_sessions(cvn_buffer *out, const cvn_conference *conference)
{
    static const char *const patterns[] = {"at any times", "weekly", "in offered series"};
    char from[CVN_DATE_TEXT], to[CVN_DATE_TEXT];

    if (!conference->assigns) {
        cvn_buffer_text(out, "sessions    none: there are no group types, so there is nobody to assign\n");
        return;
    }
    cvn_buffer_printf(out, "sessions    %u of %d minutes, %s", conference->count, conference->duration_min, patterns[conference->pattern]);
    if (conference->attend < conference->count)
        cvn_buffer_printf(out, "; members attend at least %u", conference->attend);
    if (conference->start_count)
        cvn_buffer_printf(out, "\n            %s to %s", cvn_date_text(conference->from, from), cvn_date_text(conference->to, to));
    cvn_buffer_printf(out, "\nstarts      %u\n", conference->start_count);
}

static void put_narrow(cvn_buffer *out, const cvn_conference *conference, const cvn_facts *facts)
{
    if (!facts->narrow_count)
        return;
    cvn_buffer_printf(out, "\ncannot be placed, whoever the others are (%u)\n", facts->narrow_count);
    for (uint32_t i = 0; i < facts->narrow_count && i < MOST_LINES; i++) {
        const cvn_narrow *narrow = &facts->narrow[i];
        cvn_buffer_text(out, "  ");
        cvn_put_person(out, &conference->people[narrow->person]);
        cvn_buffer_column(out, 34);
        if (narrow->fits)
            cvn_buffer_printf(out, "%u session%s fit%s, %u are needed\n", narrow->fits, cvn_plural(narrow->fits), narrow->fits == 1 ? "s" : "",
                              narrow->need);
        else
            cvn_buffer_text(out, conference->people[narrow->person].available_count ? "no start fits their hours\n" : "they gave no hours\n");
    }
    if (facts->narrow_count > MOST_LINES)
        cvn_buffer_printf(out, "  and %u more\n", facts->narrow_count - MOST_LINES);
}

static void put_same(cvn_buffer *out, const cvn_conference *conference, const cvn_facts *facts)
{
    if (!facts->same_count)
        return;
    cvn_buffer_printf(out, "\nthe same address more than once (%u): one person twice?\n", facts->same_count);
    for (uint32_t i = 0; i < facts->same_count && i < MOST_LINES; i++) {
        cvn_buffer_printf(out, "  %s:", facts->same[i].email);
        for (uint32_t k = 0; k < facts->same[i].count; k++) {
            cvn_buffer_text(out, k ? ", " : " ");
            cvn_put_person(out, &conference->people[facts->same[i].people[k]]);
        }
        cvn_buffer_char(out, '\n');
    }
    if (facts->same_count > MOST_LINES)
        cvn_buffer_printf(out, "  and %u more\n", facts->same_count - MOST_LINES);
}

char *cvn_check_text(const cvn_conference *conference, const cvn_facts *facts, bool color)
{
    cvn_buffer out = {0};

    cvn_buffer_printf(&out, "%s (%s), on the clock of %s\n\n", conference->title, conference->id, cvn_zone_name(conference->zone));
    cvn_buffer_printf(&out, "people      %u active", facts->active);
    if (facts->waiting)
        cvn_buffer_printf(&out, ", %u waiting", facts->waiting);
    if (facts->dropped)
        cvn_buffer_printf(&out, ", %u dropped", facts->dropped);
    cvn_buffer_printf(&out, "; %u may be members, %u may lead\n", facts->members, facts->leaders);
    put_sessions(&out, conference);
    put_tallies(&out, "types", facts->types, facts->type_count, true);
    put_tallies(&out, "zones", facts->zones, facts->zone_count, false);
    put_tallies(&out, "countries", facts->countries, facts->country_count, false);
    put_narrow(&out, conference, facts);
    put_same(&out, conference, facts);
    for (uint32_t i = 0; i < facts->warning_count; i++)
        cvn_buffer_printf(&out, "\nwarning: %s\n", facts->warnings[i]);
    if (conference->assigns && conference->start_count) {
        cvn_buffer_char(&out, '\n');
        cvn_put_heat(&out, conference, facts, color);
    }
    return cvn_buffer_take(&out);
}
