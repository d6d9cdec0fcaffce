/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/body.h"

/** More than this is no small change: then a letter asks for more hours, and names none that might be in the middle of somebody's night. */
enum { MOST_ASKED_MIN = 180 };

/** A start in words; where the conference's length of a session is known, the whole span. */
static const char *when(const cvn_view *view, cvn_instant start)
{
    return cvn_reader_span(&view->reader, start, view->conference->duration_min, false);
}

static const char *why(const cvn_view *view, const cvn_reason *reason)
{
    const cvn_reader *reader = &view->reader;
    switch (reason->kind) {
    case CVN_REASON_NO_HOURS:
        return CVN_TELL(reader, REASON_NO_HOURS, cvn_arg_number("have", reason->have), cvn_arg_number("need", reason->need));
    case CVN_REASON_NO_LEADER: return CVN_TELL_PLAIN(reader, REASON_NO_LEADER);
    case CVN_REASON_TOO_FEW:
        return CVN_TELL(reader, REASON_TOO_FEW, cvn_arg_number("have", reason->have), cvn_arg_number("need", reason->need));
    case CVN_REASON_RULE: return CVN_TELL_PLAIN(reader, REASON_RULE);
    case CVN_REASON_SUM: return CVN_TELL_PLAIN(reader, REASON_SUM);
    }
    return CVN_TELL_PLAIN(reader, REASON_UNKNOWN);
}

static bool asks_small(const cvn_reason *reason)
{
    return reason->help == CVN_HELP_HOURS && reason->help_minutes > 0 && reason->help_minutes <= MOST_ASKED_MIN;
}

static const char *help(const cvn_view *view, const cvn_reason *reason)
{
    const cvn_reader *reader = &view->reader;
    switch (reason->help) {
    case CVN_HELP_HOURS:
        if (!asks_small(reason))
            return CVN_TELL_PLAIN(reader, HELP_HOURS_ANY);
        return CVN_TELL(reader, HELP_HOURS, cvn_arg_number("minutes", reason->help_minutes), cvn_arg("when", when(view, reason->help_start)));
    case CVN_HELP_LEADER: return CVN_TELL(reader, HELP_LEADER, cvn_arg("when", when(view, reason->help_start)));
    case CVN_HELP_SEAT: return CVN_TELL_PLAIN(reader, HELP_SEAT);
    case CVN_HELP_RULE: return CVN_TELL_PLAIN(reader, HELP_RULE);
    case CVN_HELP_NONE: break;
    }
    return reason->kind == CVN_REASON_NO_HOURS || reason->kind == CVN_REASON_TOO_FEW ? CVN_TELL_PLAIN(reader, HELP_HOURS_ANY) : NULL;
}

/** Were they told of a session once? Thanks for applying would sound as if nobody remembered. */
static bool had_place(const cvn_view *view)
{
    for (uint32_t i = 0; i < view->told_count; i++)
        if (cvn_text_starts(view->told[i]->item_key, "session/") || cvn_text_starts(view->told[i]->item_key, "series/"))
            return true;
    return false;
}

void cvn_body_letter(cvn_document *out, const cvn_view *view, const cvn_item *item)
{
    assert(out && view && item && item->kind == CVN_ITEM_LETTER);
    const cvn_reader *reader = &view->reader;
    const cvn_reason *reason = item->reason;
    const char *title = cvn_one_line(view->arena, view->conference->title);

    cvn_word_arg conference = cvn_arg("conference", title);
    cvn_document_add(out, CVN_BLOCK_WORDS, NULL,
                     had_place(view) ? CVN_TELL(reader, LETTER_LOST, conference) : CVN_TELL(reader, LETTER, conference));
    cvn_document_add(out, CVN_BLOCK_WORDS, NULL, reason ? why(view, reason) : CVN_TELL_PLAIN(reader, REASON_UNKNOWN));
    if (reason && reason->has_best) {
        const char *best = CVN_TELL(reader, REASON_BEST, cvn_arg("when", when(view, reason->best)));
        cvn_document_add(out, CVN_BLOCK_WORDS, NULL, best);
    }
    const char *more = reason ? help(view, reason) : CVN_TELL_PLAIN(reader, HELP_HOURS_ANY);
    if (more)
        cvn_document_add(out, CVN_BLOCK_WORDS, NULL, more);
    cvn_document_add(out, CVN_BLOCK_WORDS, NULL, CVN_TELL_PLAIN(reader, LETTER_KEEP));
    const char *address = view->conference->organizer_email;
    const char *questions = CVN_TELL(reader, QUESTIONS, cvn_arg("organizer", cvn_body_organizer(view)), cvn_arg("address", address));
    cvn_document_add(out, CVN_BLOCK_WORDS, NULL, questions);
    cvn_block *last = &out->blocks.at[out->blocks.count - 1];
    last->linked = address;
    last->href = cvn_body_mailto(view);
    if (reason && (reason->has_best || asks_small(reason) || reason->help == CVN_HELP_LEADER)) /* a time was named */
        cvn_document_add(out, CVN_BLOCK_SMALL, NULL, CVN_TELL(reader, CLOCK, cvn_arg("zone", cvn_zone_name(reader->zone))));
}
