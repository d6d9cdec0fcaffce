/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/body.h"

#include <string.h>

#include "invite/isolate.h"

static bool same_time(const cvn_item *a, const cvn_item *b)
{
    if (a->whole_days != b->whole_days)
        return false;
    if (a->whole_days)
        return a->date.day == b->date.day && a->days == b->days;
    return a->start_count == b->start_count && memcmp(a->starts, b->starts, a->start_count * sizeof *a->starts) == 0;
}

static void point(cvn_document *out, const char *text)
{
    cvn_document_add(out, CVN_BLOCK_POINT, NULL, text);
}

static void people_changes(cvn_document *out, const cvn_view *view, const cvn_item *item, const cvn_item *was)
{
    const cvn_reader *reader = &view->reader;
    if (strcmp(item->guest, was->guest) != 0) {
        if (*item->guest)
            point(out, CVN_TELL(reader, CHANGED_GUEST, cvn_arg("group", cvn_one_line(view->arena, item->guest))));
        else
            point(out, CVN_TELL_PLAIN(reader, CHANGED_GUEST_GONE));
    }
    if (strcmp(item->leaders, was->leaders) != 0) {
        const char *names = cvn_body_leaders(view, item);
        if (*names)
            point(out, CVN_TELL(reader, CHANGED_LEADERS, cvn_arg("names", names)));
        else
            point(out, CVN_TELL_PLAIN(reader, CHANGED_LEADERS_NONE));
    }
    if (strcmp(item->turns, was->turns) != 0)
        point(out, *item->turns ? CVN_TELL_PLAIN(reader, CHANGED_TURN_MINE) : CVN_TELL_PLAIN(reader, CHANGED_TURN_GONE));
}

void cvn_body_changes(cvn_document *out, const cvn_view *view, const cvn_item *item, const cvn_item *was)
{
    assert(out && view && item && was);
    const cvn_reader *reader = &view->reader;
    const char *title = cvn_without_isolates(view->arena, cvn_item_title(view, item));

    if (!same_time(item, was))
        point(out, CVN_TELL(reader, CHANGED_TIME, cvn_arg("was", cvn_reader_item(reader, was, false))));
    if (!item->whole_days && !was->whole_days && item->duration_min != was->duration_min)
        point(out, CVN_TELL(reader, CHANGED_LENGTH, cvn_arg_number("before", was->duration_min), cvn_arg_number("after", item->duration_min)));
    if (strcmp(item->topic, was->topic) != 0 && *was->title && strcmp(title, was->title) != 0)
        point(out, CVN_TELL(reader, CHANGED_TITLE, cvn_arg("was", cvn_one_line(view->arena, was->title))));
    if (item->tentative != was->tentative)
        point(out, item->tentative ? CVN_TELL_PLAIN(reader, CHANGED_TENTATIVE) : CVN_TELL_PLAIN(reader, CHANGED_CONFIRMED));
    if (strcmp(item->link, was->link) != 0)
        point(out, *item->link ? CVN_TELL_PLAIN(reader, CHANGED_LINK) : CVN_TELL_PLAIN(reader, CHANGED_LINK_NONE));
    people_changes(out, view, item, was);
    if (strcmp(item->address, was->address) != 0)
        point(out, CVN_TELL_PLAIN(reader, CHANGED_ADDRESS));
}
