/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/ical.h"

#include <string.h>

enum { DAY_S = 86400, OCTETS = 75, TYPICAL = 4000 /* bytes of an invitation */ };

char *cvn_ical_take(cvn_ical *ical)
{
    cvn_buffer_free(&ical->line);
    return cvn_buffer_take(&ical->out);
}

/** Moves the line to what is done. */
static void put_line(cvn_ical *ical)
{
    const char *at = ical->line.text, *end = at + ical->line.length;
    if (!ical->out.room)
        cvn_buffer_reserve(&ical->out, TYPICAL);
    for (size_t room = OCTETS; (size_t)(end - at) > room; room = OCTETS - 1) {
        size_t length = room;
        while (length > 1 && ((unsigned char)at[length] & 0xc0) == 0x80)
            length--;
        cvn_buffer_add(&ical->out, at, length);
        cvn_buffer_add(&ical->out, "\r\n ", 3);
        at += length;
    }
    cvn_buffer_add(&ical->out, at, (size_t)(end - at));
    cvn_buffer_add(&ical->out, "\r\n", 2);
    ical->line.length = 0;
}

void cvn_ical_line(cvn_ical *ical, const char *format, ...)
{
    char text[256];
    va_list args, again;
    const char *argument = strstr(format, "%s");
    if (argument && !argument[2] && strchr(format, '%') == argument) { /* "NAME:%s" */
        va_start(args, format);
        cvn_buffer_add(&ical->line, format, (size_t)(argument - format));
        cvn_buffer_text(&ical->line, va_arg(args, const char *));
        va_end(args);
        put_line(ical);
        return;
    }
    if (!strchr(format, '%')) { /* many lines are the same in every calendar */
        cvn_buffer_text(&ical->line, format);
        put_line(ical);
        return;
    }
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    assert(length >= 0);
    if ((size_t)length < sizeof text) {
        cvn_buffer_add(&ical->line, text, (size_t)length);
    } else {
        char *longer = cvn_alloc((size_t)length + 1);
        vsnprintf(longer, (size_t)length + 1, format, again);
        cvn_buffer_add(&ical->line, longer, (size_t)length);
        cvn_free(longer);
    }
    va_end(again);
    put_line(ical);
}

void cvn_ical_text(cvn_ical *ical, const char *name, const char *value)
{
    assert(ical && name && value);
    cvn_buffer *line = &ical->line;
    cvn_buffer_text(line, name);
    cvn_buffer_char(line, ':');
    for (const char *at = value; *at;) {
        size_t plain = 0;
        while ((unsigned char)at[plain] >= 0x20 && at[plain] != 0x7f && at[plain] != '\\' && at[plain] != ';' && at[plain] != ',')
            plain++;
        cvn_buffer_add(line, at, plain);
        at += plain;
        if (*at == '\n')
            cvn_buffer_add(line, "\\n", 2);
        else if (*at == '\\' || *at == ';' || *at == ',')
            cvn_buffer_add(line, (const char[]){'\\', *at}, 2);
        else if (*at)
            cvn_buffer_char(line, ' ');
        at += *at != 0;
    }
    put_line(ical);
}

void cvn_ical_person(cvn_ical *ical, const char *name, const char *common_name, const char *params, const char *address)
{
    assert(ical && name && common_name && params && address);
    cvn_buffer *line = &ical->line;
    cvn_buffer_text(line, name);
    if (*common_name) {
        bool quoted = strpbrk(common_name, ":;,") != NULL;
        cvn_buffer_text(line, quoted ? ";CN=\"" : ";CN=");
        for (const char *at = common_name; *at; at++)
            cvn_buffer_char(line, *at == '"' || *at == '^' || (unsigned char)*at < 0x20 || *at == 0x7f ? '\'' : *at);
        if (quoted)
            cvn_buffer_char(line, '"');
    }
    cvn_buffer_text(line, params);
    cvn_buffer_text(line, ":mailto:");
    cvn_buffer_text(line, address);
    put_line(ical);
}

/* ---- values ---------------------------------------------------------------------------------------------------------------------------- */

/** So many digits of a number; returns behind them. Each message has dozens: printf would take most of the time of a line. */
static char *put_digits(char *to, int number, int digits)
{
    for (int i = digits; i-- > 0; number /= 10)
        to[i] = (char)('0' + number % 10);
    return to + digits;
}

static char *put_clock(char *to, int second)
{
    return put_digits(put_digits(put_digits(to, second / 3600, 2), second / 60 % 60, 2), second % 60, 2);
}

char *cvn_ical_date(cvn_date date, char out[CVN_ICAL_TIME])
{
    int year, month, day;
    cvn_date_parts(date, &year, &month, &day);
    assert(year >= 0 && year <= 9999);
    *put_digits(put_digits(put_digits(out, year, 4), month, 2), day, 2) = 0;
    return out;
}

char *cvn_ical_local(cvn_date date, int32_t second, char out[CVN_ICAL_TIME])
{
    assert(second >= 0 && second < DAY_S);
    cvn_ical_date(date, out);
    char *at = out + strlen(out);
    *at = 'T';
    *put_clock(at + 1, second) = 0;
    return out;
}

char *cvn_ical_utc(int64_t at_s, char out[CVN_ICAL_TIME])
{
    int64_t day = at_s >= 0 ? at_s / DAY_S : -((DAY_S - 1 - at_s) / DAY_S);
    cvn_ical_local((cvn_date){(int32_t)day}, (int32_t)(at_s - day * DAY_S), out);
    memcpy(out + strlen(out), "Z", 2);
    return out;
}

char *cvn_ical_offset(int32_t offset_s, char out[CVN_ICAL_TIME])
{
    int seconds = offset_s < 0 ? -offset_s : offset_s;
    assert(seconds < DAY_S);
    out[0] = offset_s < 0 ? '-' : '+';
    *put_clock(out + 1, seconds) = 0;
    if (seconds % 60 == 0)
        out[5] = 0; /* whole minutes stand without seconds */
    return out;
}
