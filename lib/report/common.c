/* SPDX-License-Identifier: Apache-2.0 */
#include "report/report.h"

#include <stdlib.h>

cvn_code cvn_report_no_format(cvn_error *error, const char *what, const char *known)
{
    return cvn_fail(error, CVN_E_USAGE, "%s knows the formats %s", what, known);
}

const char *cvn_report_weekday(int weekday)
{
    static const char *const names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    assert(weekday >= 0 && weekday < 7);
    return names[weekday];
}

const char *cvn_report_weekday_code(int weekday)
{
    static const char *const codes[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
    assert(weekday >= 0 && weekday < 7);
    return codes[weekday];
}

char *cvn_report_local(const cvn_zone *zone, cvn_instant instant, char out[CVN_LOCAL_TEXT])
{
    cvn_civil civil = cvn_zone_civil(zone, instant);
    char date[CVN_DATE_TEXT];
    snprintf(out, CVN_LOCAL_TEXT, "%.12sT%02d:%02d", cvn_date_text(civil.date, date), civil.minute / 60 % 24, civil.minute % 60);
    return out;
}

char *cvn_report_offset(int32_t offset_s, char out[CVN_LOCAL_TEXT])
{
    int32_t size = abs(offset_s) / 60;
    if (!size)
        snprintf(out, CVN_LOCAL_TEXT, "UTC");
    else if (size % 60)
        snprintf(out, CVN_LOCAL_TEXT, "UTC%c%d:%02d", offset_s < 0 ? '-' : '+', size / 60, size % 60);
    else
        snprintf(out, CVN_LOCAL_TEXT, "UTC%c%d", offset_s < 0 ? '-' : '+', size / 60);
    return out;
}

char *cvn_report_public_name(const cvn_participant *who)
{
    cvn_arena *arena = cvn_arena_new();
    char *out = cvn_strdup(cvn_without_addresses(arena, *who->name ? who->name : who->id));
    cvn_arena_free(arena);
    return out;
}

void cvn_put_name(cvn_buffer *out, const cvn_participant *who)
{
    cvn_buffer_text(out, *who->name ? who->name : who->id);
}

void cvn_put_person(cvn_buffer *out, const cvn_participant *who)
{
    cvn_put_name(out, who);
    if (*who->name)
        cvn_buffer_printf(out, " (%s)", who->id);
}

void cvn_put_time(cvn_buffer *out, const cvn_zone *zone, cvn_instant instant)
{
    cvn_civil civil = cvn_zone_civil(zone, instant);
    char date[CVN_DATE_TEXT], offset[CVN_LOCAL_TEXT];
    cvn_buffer_printf(out, "%s %s %02d:%02d %s", cvn_report_weekday(civil.weekday), cvn_date_text(civil.date, date), civil.minute / 60,
                      civil.minute % 60, cvn_report_offset(civil.offset_s, offset));
}

void cvn_put_piece(cvn_buffer *out, size_t margin, size_t *used, const char *text)
{
    enum { WIDTH = 80 };
    size_t width = cvn_text_width(text);
    bool first = *used == margin;

    if (!first && *used + 1 + width > WIDTH) {
        cvn_buffer_char(out, '\n');
        cvn_buffer_column(out, margin);
        *used = margin;
        first = true;
    }
    if (!first)
        cvn_buffer_char(out, ' ');
    cvn_buffer_text(out, text);
    *used += width + !first;
}
