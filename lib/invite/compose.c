/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/body.h"
#include "invite/calendar.h"
#include "invite/isolate.h"
#include "invite/mime.h"

#include <stdlib.h>

const char *cvn_message_kind_name(cvn_message_kind kind)
{
    static const char *const names[] = {"request", "update", "cancel", "letter", "declinecounter"};
    assert((size_t)kind < CVN_COUNT(names));
    return names[kind];
}

static const char *subject_of(const cvn_view *view, const cvn_deed *deed, const char *title)
{
    const cvn_reader *reader = &view->reader;
    const cvn_item *item = deed->item;
    if (deed->kind == CVN_MESSAGE_LETTER)
        return title;
    const char *brief = item->whole_days ? cvn_reader_days(reader, item->date, item->days, true) : cvn_reader_start(reader, item->starts[0]);
    cvn_word_arg what = cvn_arg("title", title), when = cvn_arg("when", brief);
    switch (deed->kind) {
    case CVN_MESSAGE_UPDATE: return CVN_TELL(reader, SUBJECT_UPDATE, what, when);
    case CVN_MESSAGE_CANCEL: return CVN_TELL(reader, SUBJECT_CANCEL, what, when);
    default: return CVN_TELL(reader, SUBJECT_REQUEST, what, when);
    }
}

static char *calendar_of(const cvn_view *view, const cvn_deed *deed, const char *title)
{
    const cvn_item *item = deed->item;
    const char *conference = cvn_one_line(view->arena, view->conference->title);
    cvn_event event = {.cancel = deed->kind == CVN_MESSAGE_CANCEL,
                       .uid = deed->uid,
                       .sequence = deed->sequence,
                       .now_s = view->input->now_s,
                       .item = item,
                       .zone = view->series_zone,
                       .summary = cvn_without_isolates(
                           view->arena, CVN_TELL(&view->reader, TITLE_CALENDAR, cvn_arg("title", title), cvn_arg("conference", conference))),
                       .description = cvn_body_description(view, deed),
                       .organizer_name = cvn_one_line(view->arena, view->conference->organizer_name),
                       .organizer_address = view->conference->organizer_email,
                       .attendee_name = cvn_one_line(view->arena, item->name),
                       .attendee_address = item->address};
    return cvn_calendar_text(&event);
}

static char *mime_of(const cvn_view *view, const cvn_deed *deed, const cvn_message *message, const char *title, const char *calendar,
                     size_t *length)
{
    cvn_document document = {.language = view->reader.language->spoken,
                             .right_to_left = view->reader.language->rtl,
                             .title = message->subject,
                             .colon = cvn_say_plain(view->reader.language, view->arena, CVN_SAY_COLON)};
    cvn_body_write(&document, view, deed, title);
    char *plain = cvn_document_plain(&document), *html = cvn_document_html(&document);
    cvn_letterhead letter = {.from_name = cvn_body_organizer(view),
                             .from_address = message->sender,
                             .to_name = cvn_one_line(view->arena, message->name),
                             .to_address = message->address,
                             .reply_to = view->reply_to,
                             .subject = message->subject,
                             .message_id = message->message_id,
                             .language = document.language,
                             .now_s = view->input->now_s,
                             .plain = plain,
                             .html = html,
                             .calendar = calendar,
                             .method = deed->kind == CVN_MESSAGE_CANCEL ? "CANCEL" : "REQUEST"};
    char *out = cvn_mime_text(&letter, length);
    free(plain);
    free(html);
    cvn_document_free(&document);
    return out;
}

void cvn_compose(cvn_message *out, char **mime, const cvn_view *view, const cvn_deed *deed)
{
    assert(out && mime && view && deed && deed->item);
    cvn_item told = *deed->item;
    bool back = deed->kind == CVN_MESSAGE_CANCEL || told.ended;
    /* What was told is taken back under the name that it was told by: its group may be gone. */
    const char *title = back ? cvn_one_line(view->arena, told.title) : cvn_item_title(view, deed->item);
    told.title = cvn_without_isolates(view->arena, title);
    *out = (cvn_message){.person_id = view->person_id,
                         .item_key = deed->key,
                         .kind = deed->kind,
                         .address = told.address,
                         .name = told.name,
                         .sender = view->conference->organizer_email,
                         .uid = deed->uid,
                         .sequence = deed->sequence,
                         .fingerprint = deed->fingerprint ? deed->fingerprint : cvn_item_fingerprint(view->arena, &told),
                         .payload = cvn_item_payload(view->arena, &told),
                         .subject = cvn_without_isolates(view->arena, subject_of(view, deed, title))};
    out->message_id = cvn_message_id_of(view->arena, deed->uid, deed->sequence, deed->kind, out->sender);
    char *calendar = deed->kind == CVN_MESSAGE_LETTER ? NULL : calendar_of(view, deed, title);
    *mime = mime_of(view, deed, out, title, calendar, &out->mime_length);
    out->mime = *mime;
    free(calendar);
}
