/* SPDX-License-Identifier: Apache-2.0 */
/** No to another time that somebody proposed: said from what they were told, for the files may say otherwise by now. */
#include <stdlib.h>
#include <string.h>

#include "invite/calendar.h"
#include "invite/document.h"
#include "invite/isolate.h"
#include "invite/mime.h"
#include "invite/reader.h"

typedef struct work {
    const cvn_declining *from;
    cvn_item item;          /* what stands: the occurrence alone, where that is meant */
    const cvn_zone *series; /* NULL: no series, or in no zone that there is */
    const char *organizer, *conference;
    cvn_reader reader;
    cvn_arena *arena;
} work;

static const char *brief_of(const work *w)
{
    const cvn_item *item = &w->item;
    return item->whole_days ? cvn_reader_days(&w->reader, item->date, item->days, true) : cvn_reader_start(&w->reader, item->starts[0]);
}

/** Behind the last line break of what is compared stands the conference's title (item.h). */
static const char *conference_of(cvn_arena *arena, const cvn_item *item)
{
    const char *last = strrchr(item->topic, '\n');
    return cvn_one_line(arena, last ? last + 1 : "");
}

static char *calendar_of(const work *w)
{
    const cvn_declining *from = w->from;
    const char *title = CVN_TELL(&w->reader, TITLE_CALENDAR, cvn_arg("title", w->item.title), cvn_arg("conference", w->conference));
    const cvn_event event = {.decline = true,
                             .uid = from->uid,
                             .sequence = from->sequence,
                             .now_s = from->now_s,
                             .item = &w->item,
                             .zone = w->series,
                             .occurrence = from->occurrence != NULL,
                             .summary = cvn_without_isolates(w->arena, title),
                             .description = w->conference,
                             .comment = from->comment,
                             .organizer_name = cvn_one_line(w->arena, from->organizer_name),
                             .organizer_address = from->organizer_address,
                             .attendee_name = cvn_one_line(w->arena, w->item.name),
                             .attendee_address = w->item.address};
    return cvn_calendar_text(&event);
}

static cvn_block *add(cvn_document *out, cvn_block_kind kind, const char *label, const char *text)
{
    cvn_document_add(out, kind, label, text);
    return &out->blocks.at[out->blocks.count - 1];
}

static void write_body(cvn_document *out, const work *w)
{
    const cvn_reader *reader = &w->reader;
    const cvn_item *item = &w->item;
    const char *name = cvn_one_line(w->arena, item->name), *link = cvn_one_line(w->arena, item->link), *address = w->from->organizer_address;
    cvn_word_arg organizer = cvn_arg("organizer", w->organizer);
    add(out, CVN_BLOCK_WORDS, NULL, *name ? CVN_TELL(reader, GREETING, cvn_arg("name", name)) : CVN_TELL_PLAIN(reader, GREETING_PLAIN));
    add(out, CVN_BLOCK_WORDS, NULL, CVN_TELL_PLAIN(reader, DECLINE));
    if (*w->from->comment)
        add(out, CVN_BLOCK_WORDS, NULL, CVN_TELL(reader, DECLINE_WORDS, organizer, cvn_arg("words", w->from->comment)));
    add(out, CVN_BLOCK_TITLE, cvn_one_line(w->arena, item->title), w->conference);
    cvn_block *when = add(out, CVN_BLOCK_FACT, CVN_TELL_PLAIN(reader, LABEL_WHEN), cvn_reader_item(reader, item, false));
    if (!item->whole_days)
        when->note = cvn_reader_zone(reader, item->starts[0]);
    if (*link) {
        cvn_block *join = add(out, CVN_BLOCK_FACT, CVN_TELL_PLAIN(reader, LABEL_JOIN), link);
        if (cvn_link_fits(item->link))
            join->linked = join->href = link;
    }
    cvn_block *cannot =
        add(out, CVN_BLOCK_FACT, CVN_TELL_PLAIN(reader, LABEL_CANNOT), CVN_TELL(reader, CANNOT, organizer, cvn_arg("address", address)));
    cannot->linked = address;
    cannot->href = CVN_ARENA_JOIN(w->arena, "mailto:", *w->from->reply_to ? w->from->reply_to : address);
    add(out, CVN_BLOCK_WORDS, NULL, CVN_ARENA_JOIN(w->arena, CVN_TELL_PLAIN(reader, REGARDS), "\n", w->organizer));
}

static char *mime_of(const work *w, const cvn_message *message, size_t *length)
{
    const cvn_language *language = w->reader.language;
    cvn_document document = {.language = language->spoken,
                             .right_to_left = language->rtl,
                             .title = message->subject,
                             .colon = cvn_say_plain(language, w->arena, CVN_SAY_COLON)};
    write_body(&document, w);
    char *plain = cvn_document_plain(&document), *html = cvn_document_html(&document), *calendar = calendar_of(w);
    cvn_letterhead letter = {.from_name = w->organizer,
                             .from_address = message->sender,
                             .to_name = cvn_one_line(w->arena, message->name),
                             .to_address = message->address,
                             .reply_to = w->from->reply_to,
                             .subject = message->subject,
                             .message_id = message->message_id,
                             .language = document.language,
                             .now_s = w->from->now_s,
                             .plain = plain,
                             .html = html,
                             .calendar = calendar,
                             .method = "DECLINECOUNTER"};
    char *out = cvn_mime_text(&letter, length);
    free(plain);
    free(html);
    free(calendar);
    cvn_document_free(&document);
    return out;
}

/** What stands, as the person was told of it. */
static cvn_code read_item(work *w, cvn_error *error)
{
    const cvn_declining *from = w->from;
    if (!cvn_item_read(&w->item, w->arena, from->payload) || w->item.kind == CVN_ITEM_LETTER)
        return cvn_fail(error, CVN_E_DATA, "person %s, %s: what they were told last is no invitation", from->person_id, from->item_key);
    if (!cvn_address_fits(w->item.address) || !cvn_address_fits(from->organizer_address))
        return cvn_fail(error, CVN_E_DATA, "person %s: \"%s\" cannot stand in a mail; expected one address such as name@example.org",
                        from->person_id, cvn_address_fits(w->item.address) ? from->organizer_address : w->item.address);
    w->conference = conference_of(w->arena, &w->item);
    w->organizer = cvn_one_line(w->arena, *from->organizer_name ? from->organizer_name : w->conference);
    if (!from->occurrence)
        return CVN_OK;
    for (uint32_t i = 0; i < w->item.start_count; i++)
        if (w->item.starts[i].min == from->occurrence->min) {
            w->item.starts = from->occurrence;
            w->item.start_count = 1;
            return CVN_OK;
        }
    return cvn_fail(error, CVN_E_DATA, "person %s, %s: the series has no session at that time", from->person_id, from->item_key);
}

static void compose(cvn_message *out, char **mime, const work *w)
{
    const cvn_declining *from = w->from;
    cvn_arena *arena = w->arena;
    const char *subject = CVN_TELL(&w->reader, SUBJECT_DECLINE, cvn_arg("title", w->item.title), cvn_arg("when", brief_of(w)));
    *out = (cvn_message){.person_id = from->person_id,
                         .item_key = from->item_key,
                         .kind = CVN_MESSAGE_DECLINE,
                         .address = w->item.address,
                         .name = w->item.name,
                         .sender = from->organizer_address,
                         .uid = from->uid,
                         .sequence = from->sequence,
                         .fingerprint = cvn_item_fingerprint(arena, &w->item),
                         .payload = cvn_item_payload(arena, &w->item),
                         .message_id =
                             cvn_arena_printf(arena, "%s.%u.%s-%s%s", from->uid, from->sequence, cvn_message_kind_name(CVN_MESSAGE_DECLINE),
                                              from->mark, strrchr(from->organizer_address, '@')),
                         .subject = cvn_without_isolates(arena, subject)};
    *mime = mime_of(w, out, &out->mime_length);
    out->mime = *mime;
}

cvn_code cvn_decline_counter(cvn_message *out, char **mime, cvn_arena *arena, const cvn_declining *from, cvn_error *error)
{
    assert(out && mime && arena && from && from->comment && from->reply_to && from->organizer_name);
    work w = {.from = from, .arena = arena};
    *mime = NULL;
    cvn_code code = read_item(&w, error);
    if (code)
        return code;
    cvn_zones *zones = cvn_zones_new();
    cvn_languages *languages = cvn_languages_new();
    w.series = *w.item.zone ? cvn_zones_get(zones, w.item.zone, "", NULL) : NULL;
    w.reader = (cvn_reader){.languages = languages, .arena = arena};
    w.reader.zone = *w.item.clock ? cvn_zones_get(zones, w.item.clock, "", NULL) : NULL;
    if (!w.reader.zone)
        w.reader.zone = w.series ? w.series : cvn_zones_get(zones, "UTC", "", NULL);
    code = cvn_languages_get(languages, *w.item.locale ? w.item.locale : "en", &w.reader.language, error);
    if (!code && !w.reader.zone)
        code = cvn_fail(error, CVN_E_UNAVAILABLE, "the system has no time zone data: \"convene doctor\" says where it is looked for");
    if (!code)
        compose(out, mime, &w);
    cvn_languages_free(languages);
    cvn_zones_free(zones);
    return code;
}
