/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/reader.h"

#include <stdlib.h>
#include <string.h>

#include "invite/isolate.h"

enum { WEEK_MIN = 7 * 1440 };

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

const char *cvn_reader_week(const cvn_reader *reader, cvn_date date)
{
    if (!reader->language->weeks)
        return NULL;
    return CVN_TELL(reader, WEEK, cvn_arg("week", cvn_arena_printf(reader->arena, "%d", cvn_date_iso_week(date, NULL))));
}

/** A date, with its week behind it where it stands in full and readers of the language count weeks: "mandag den 6. juli 2026 (uge 28)". */
static const char *dated(const cvn_reader *reader, cvn_date date, bool brief)
{
    const char *words = date_words(reader, date, brief), *week = brief ? NULL : cvn_reader_week(reader, date);
    return week ? CVN_ARENA_JOIN(reader->arena, words, " (", week, ")") : words;
}

/** Does the clock show the same reading twice, an hour or half an hour apart? */
static bool occurs_twice(const cvn_reader *reader, cvn_instant at)
{
    cvn_civil here = cvn_zone_civil(reader->zone, at);
    if (cvn_zone_civil(reader->zone, (cvn_instant){at.min - 60}).offset_s == here.offset_s &&
        cvn_zone_civil(reader->zone, (cvn_instant){at.min + 60}).offset_s == here.offset_s)
        return false; /* nearly always: no zone changes twice within two hours */
    for (int32_t apart = 30; apart <= 60; apart += 30)
        for (int32_t way = -apart; way <= apart; way += 2 * apart) {
            cvn_civil there = cvn_zone_civil(reader->zone, (cvn_instant){at.min + way});
            if (there.date.day == here.date.day && there.minute == here.minute)
                return true;
        }
    return false;
}

/** "01:30 (UTC+2)". */
static const char *with_offset(const cvn_reader *reader, const char *time, int32_t offset_s)
{
    return CVN_TELL(reader, TIME_OFFSET, cvn_arg("time", time),
                    cvn_arg("offset", cvn_language_offset(reader->languages, reader->language, offset_s)));
}

const char *cvn_reader_span(const cvn_reader *reader, cvn_instant start, int32_t duration_min, bool brief)
{
    assert(reader && reader->zone);
    cvn_instant finish = {start.min + duration_min};
    cvn_civil from = cvn_zone_civil(reader->zone, start), to = cvn_zone_civil(reader->zone, finish);
    const char *date = dated(reader, from.date, brief), *begin = time_words(reader, from.minute), *end = time_words(reader, to.minute);
    if (from.offset_s != to.offset_s || occurs_twice(reader, start) || occurs_twice(reader, finish)) {
        begin = with_offset(reader, begin, from.offset_s);
        end = with_offset(reader, end, to.offset_s);
    }
    /* Midnight sharp still belongs to the evening before. */
    if (from.date.day == to.date.day || (to.minute == 0 && to.date.day == from.date.day + 1))
        return CVN_TELL(reader, WHEN_SPAN, cvn_arg("date", date), cvn_arg("from", begin), cvn_arg("to", end));
    /* A whole date again would bury that it is the same night. */
    const char *weekday = cvn_language_weekday(reader->languages, reader->language, to.date, brief);
    return CVN_TELL(reader, WHEN_OVER, cvn_arg("date", date), cvn_arg("from", begin), cvn_arg("date_to", weekday), cvn_arg("to", end));
}

const char *cvn_reader_start(const cvn_reader *reader, cvn_instant start)
{
    cvn_civil from = cvn_zone_civil(reader->zone, start);
    return CVN_TELL(reader, WHEN_START, cvn_arg("date", date_words(reader, from.date, true)), cvn_arg("from", time_words(reader, from.minute)));
}

const char *cvn_reader_days(const cvn_reader *reader, cvn_date date, int32_t days, bool brief)
{
    assert(days > 0);
    const char *first = dated(reader, date, brief);
    if (days == 1)
        return CVN_TELL(reader, WHEN_DAY, cvn_arg("date", first));
    return CVN_TELL(reader, WHEN_DAYS, cvn_arg("first", first), cvn_arg("last", date_words(reader, (cvn_date){date.day + days - 1}, brief)));
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
    /* Whole weeks, though a change of the clocks may lie between the two. */
    int64_t weeks = (item->starts[1].min - item->starts[0].min + WEEK_MIN / 2) / WEEK_MIN;
    return CVN_TELL(reader, WHEN_SERIES, cvn_arg("when", when), cvn_arg_number("count", (int64_t)item->start_count - 1),
                    cvn_arg_number("weeks", weeks));
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

/** Is the name written with the family's name first: in Chinese characters, kana or hangul? */
static bool family_first(const char *name)
{
    unsigned char first = (unsigned char)name[0];
    return first >= 0xe3 && first <= 0xed;
}

/** The first word that is no title ("Dr."); the last one where the family's name comes first. The whole name where it is one word. */
static const char *first_name(cvn_arena *arena, const char *name)
{
    const char *at = name + strspn(name, " "), *last = strrchr(name, ' ');
    if (family_first(at))
        return last && last[1] ? last + 1 : at;
    for (size_t length = strcspn(at, " "); at[length] && length > 0 && at[length - 1] == '.'; length = strcspn(at, " "))
        at += length + strspn(at + length, " ");
    return cvn_arena_printf(arena, "%.*s", (int)strcspn(at, " ,"), at);
}

const char *cvn_reader_person(const cvn_reader *reader, uint32_t person)
{
    const cvn_participant *who = &reader->conference->people[person];
    cvn_show_people show = reader->conference->show_people;
    const char *name = cvn_without_addresses(reader->arena, cvn_one_line(reader->arena, *who->name ? who->name : who->id));
    if (show == CVN_SHOW_FIRST_NAMES)
        name = first_name(reader->arena, name);
    const char *country = show == CVN_SHOW_COUNTRIES ? country_of(reader->conference, who) : NULL;
    if (!country)
        return cvn_isolated(reader->arena, name, reader->language->rtl);
    country = cvn_language_country(reader->languages, reader->language, country);
    return CVN_TELL(reader, PERSON, cvn_arg("name", name), cvn_arg("country", cvn_one_line(reader->arena, country)));
}

/** A list of people as it was worded: the sessions of one person mostly have the same ones. */
struct cvn_named {
    const cvn_language *language;
    const uint32_t *who;
    size_t count;
    uint32_t me;
    const char *text;
    cvn_named *next;
};

static const char *known_list(const cvn_reader *reader, const uint32_t *who, size_t count, uint32_t me)
{
    for (const cvn_named *known = reader->named ? *reader->named : NULL; known; known = known->next)
        if (known->language == reader->language && known->count == count && known->me == me && !memcmp(known->who, who, count * sizeof *who))
            return known->text;
    return NULL;
}

static void remember_list(const cvn_reader *reader, const uint32_t *who, size_t count, uint32_t me, const char *text)
{
    if (!reader->named)
        return;
    cvn_named *known = CVN_ARENA_ARRAY(reader->arena, cvn_named, 1);
    uint32_t *copy = CVN_ARENA_ARRAY(reader->arena, uint32_t, count);
    memcpy(copy, who, count * sizeof *who);
    *known = (cvn_named){reader->language, copy, count, me, text, *reader->named};
    *reader->named = known;
}

const char *cvn_reader_people(const cvn_reader *reader, const uint32_t *who, size_t count, uint32_t me, const char *nobody)
{
    if (count == 0)
        return nobody;
    const char *known = known_list(reader, who, count, me);
    if (known)
        return known;
    const char **names = CVN_ARENA_ARRAY(reader->arena, const char *, count);
    for (size_t i = 0; i < count; i++)
        names[i] = who[i] == me ? CVN_TELL_PLAIN(reader, YOU) : cvn_reader_person(reader, who[i]);
    const char *text = keep(reader, cvn_words_list(reader->language->words, names, count));
    remember_list(reader, who, count, me, text);
    return text;
}
