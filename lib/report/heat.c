/* SPDX-License-Identifier: Apache-2.0 */
/** The week as a map in a terminal of 80 columns: for each weekday and hour, how many could attend. */
#include "report/report.h"

/** Shades from few to most: a block where the terminal has no colours, a background of the 256-colour palette where it has. */
static const struct {
    const char *block;
    int color;
} shades[] = {{" ", 0}, {"░", 194}, {"▒", 157}, {"▓", 114}, {"█", 71}};

enum { MOST_NUMBER = 99 };

static size_t shade_of(uint32_t people, uint32_t most)
{
    size_t steps = CVN_COUNT(shades) - 1;
    if (!people || !most)
        return 0;
    size_t shade = ((size_t)people * steps + most - 1) / most;
    return shade > steps ? steps : shade;
}

/** What stands in a cell of two digits: people, or in a crowd what part of it they are, in percent. */
static uint32_t number_of(uint32_t people, const cvn_facts *facts)
{
    if (facts->heat_most <= MOST_NUMBER || !facts->active)
        return people;
    uint32_t percent = (uint32_t)((200 * (uint64_t)people + facts->active) / (2 * (uint64_t)facts->active));
    return percent > MOST_NUMBER ? MOST_NUMBER : percent;
}

static void put_cell(cvn_buffer *out, const cvn_facts *facts, const cvn_heat *heat, bool color)
{
    uint32_t people = heat->free + heat->if_needed, number = number_of(people, facts);
    size_t shade = shade_of(people, facts->heat_most);

    if (!heat->starts) {
        cvn_buffer_text(out, "   ");
        return;
    }
    if (!people)
        cvn_buffer_text(out, "  ·");
    else if (color)
        cvn_buffer_printf(out, "\033[30;48;5;%dm%3u\033[0m", shades[shade].color, number);
    else
        cvn_buffer_printf(out, "%3u", number);
}

/** One line of shades under the numbers, where colours cannot show them. */
static void put_blocks(cvn_buffer *out, const cvn_heat day[24], uint32_t most)
{
    cvn_buffer_text(out, "     ");
    for (int hour = 0; hour < 24; hour++) {
        const char *block = day[hour].starts ? shades[shade_of(day[hour].free + day[hour].if_needed, most)].block : " ";
        cvn_buffer_printf(out, "%s%s%s", block, block, block);
    }
    cvn_buffer_char(out, '\n');
}

static bool in_use(const cvn_heat day[24])
{
    for (int hour = 0; hour < 24; hour++)
        if (day[hour].starts)
            return true;
    return false;
}

void cvn_put_heat(cvn_buffer *out, const cvn_conference *conference, const cvn_facts *facts, bool color)
{
    if (facts->heat_most <= MOST_NUMBER)
        cvn_buffer_text(out, "how many could attend (free or if needed; on average), by the hour of the start\n");
    else
        cvn_buffer_printf(out, "how many of %u could attend (free or if needed; on average), in percent,\nby the hour of the start ",
                          facts->active);
    cvn_buffer_printf(out, "on the clock of %s\n\n     ", cvn_zone_name(conference->zone));
    for (int hour = 0; hour < 24; hour++)
        cvn_buffer_printf(out, "%3d", hour);
    cvn_buffer_char(out, '\n');
    for (int day = 0; day < 7; day++) {
        if (!in_use(facts->heat[day]))
            continue;
        cvn_buffer_printf(out, "%s  ", cvn_report_weekday(day));
        for (int hour = 0; hour < 24; hour++)
            put_cell(out, facts, &facts->heat[day][hour], color);
        cvn_buffer_char(out, '\n');
        if (!color)
            put_blocks(out, facts->heat[day], facts->heat_most);
    }
}
