/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/reader.h"

#include <stdlib.h>
#include <string.h>

/** Moves what ICU allocated into the reader's arena. */
static const char *keep(const cvn_reader *reader, char *text)
{
    const char *out = cvn_arena_strdup(reader->arena, text);
    free(text);
    return out;
}

static const char *date_words(const cvn_reader *reader, cvn_date date, bool brief)
{
    return cvn_language_date(reader->languages, reader->language, date, brief);
}

static const char *time_words(const cvn_reader *reader, int32_t minute)
{
    return cvn_language_time(reader->languages, reader->language, minute);
}

/** Adds "(week 28)" where readers of the language count weeks. */
static const char *with_week(const cvn_reader *reader, const char *when, cvn_date date)
{
    if (!reader->language->weeks)
        return when;
    const char *week = cvn_arena_printf(reader->arena, "%d", cvn_date_iso_week(date, NULL));
    return cvn_arena_printf(reader->arena, "%s (%s)", when, CVN_TELL(reader, WEEK, cvn_arg("week", week)));
}

const char *cvn_reader_span(const cvn_reader *reader, cvn_instant start, int32_t duration_min, bool brief)
{
    assert(reader && reader->zone);
    cvn_civil from = cvn_zone_civil(reader->zone, start);
    cvn_civil to = cvn_zone_civil(reader->zone, (cvn_instant){start.min + duration_min});
    const char *date = date_words(reader, from.date, brief), *begin = time_words(reader, from.minute), *end = time_words(reader, to.minute);
    const char *when;
    /* Midnight sharp still belongs to the evening before. */
    if (from.date.day == to.date.day || (to.minute == 0 && to.date.day == from.date.day + 1))
        when = CVN_TELL(reader, WHEN_SPAN, cvn_arg("date", date), cvn_arg("from", begin), cvn_arg("to", end));
    else
        when = CVN_TELL(reader, WHEN_OVER, cvn_arg("date", date), cvn_arg("from", begin),
                        cvn_arg("date_to", date_words(reader, to.date, brief)), cvn_arg("to", end));
    return with_week(reader, when, from.date);
}

const char *cvn_reader_start(const cvn_reader *reader, cvn_instant start)
{
    cvn_civil from = cvn_zone_civil(reader->zone, start);
    return CVN_TELL(reader, WHEN_START, cvn_arg("date", date_words(reader, from.date, true)), cvn_arg("from", time_words(reader, from.minute)));
}

const char *cvn_reader_days(const cvn_reader *reader, cvn_date date, int32_t days, bool brief)
{
    assert(days > 0);
    const char *first = date_words(reader, date, brief), *when;
    if (days == 1)
        when = CVN_TELL(reader, WHEN_DAY, cvn_arg("date", first));
    else
        when =
            CVN_TELL(reader, WHEN_DAYS, cvn_arg("first", first), cvn_arg("last", date_words(reader, (cvn_date){date.day + days - 1}, brief)));
    return with_week(reader, when, date);
}

const char *cvn_reader_month(const cvn_reader *reader, cvn_date date)
{
    int year, month, day;
    cvn_date_parts(date, &year, &month, &day);
    return CVN_TELL(reader, WHEN_OPEN, cvn_arg("month", keep(reader, cvn_words_month(reader->language->words, year, month))));
}

const char *cvn_reader_item(const cvn_reader *reader, const cvn_item *item, bool brief)
{
    if (item->whole_days)
        return cvn_reader_days(reader, item->date, item->days, brief);
    if (item->start_count == 0)
        return "";
    const char *when = cvn_reader_span(reader, item->starts[0], item->duration_min, brief);
    if (item->start_count == 1)
        return when;
    return CVN_TELL(reader, WHEN_SERIES, cvn_arg("when", when), cvn_arg_number("count", (int64_t)item->start_count - 1));
}

const char *cvn_reader_zone(const cvn_reader *reader, cvn_instant instant)
{
    return cvn_language_zone(reader->languages, reader->language, reader->zone, instant);
}

/* ---- people ---------------------------------------------------------------------------------------------------------------------------- */

/** The first value of the attribute "country"; NULL where there is none. */
static const char *country_of(const cvn_conference *conference, const cvn_participant *person)
{
    for (uint32_t i = 0; i < person->held_count; i++)
        if (person->held[i].count > 0 && strcmp(conference->attribute_names[person->held[i].attribute], "country") == 0)
            return conference->value_texts[person->held[i].values[0]];
    return NULL;
}

const char *cvn_reader_person(const cvn_reader *reader, uint32_t person)
{
    const cvn_participant *who = &reader->conference->people[person];
    const char *name = cvn_without_addresses(reader->arena, cvn_one_line(reader->arena, *who->name ? who->name : who->id));
    const char *country = country_of(reader->conference, who);
    if (!country)
        return name;
    country = cvn_language_country(reader->languages, reader->language, country);
    return CVN_TELL(reader, PERSON, cvn_arg("name", name), cvn_arg("country", cvn_one_line(reader->arena, country)));
}

const char *cvn_reader_people(const cvn_reader *reader, const uint32_t *who, size_t count, uint32_t me, const char *nobody)
{
    if (count == 0)
        return nobody;
    const char **names = CVN_ARENA_ARRAY(reader->arena, const char *, count);
    for (size_t i = 0; i < count; i++)
        names[i] = who[i] == me ? CVN_TELL_PLAIN(reader, YOU) : cvn_reader_person(reader, who[i]);
    return keep(reader, cvn_words_list(reader->language->words, names, count));
}
