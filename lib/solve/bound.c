/* SPDX-License-Identifier: Apache-2.0 */
/** The bound by elimination. */
#include "solve/bound.h"

#include <stdlib.h>
#include <string.h>

typedef struct elimination {
    const cvn_problem *p;
    uint64_t *alive;             /* people still in question */
    uint32_t *members, *leaders; /* by type and start: those of them who could be there */
} elimination;

static void count_people(elimination *e)
{
    const cvn_problem *p = e->p;
    for (uint32_t t = 0; t < p->type_count; t++)
        for (uint32_t s = p->open_from; s < p->start_count; s++) {
            const uint64_t *row = p->by_start + (size_t)s * p->people_words;
            uint32_t m = 0, l = 0;
            for (uint32_t w = 0; w < p->people_words; w++) {
                uint64_t here = row[w] & e->alive[w];
                m += here ? cvn_bits_word(here & p->types[t].takes_member[w]) : 0;
                l += here ? cvn_bits_word(here & p->types[t].takes_leader[w]) : 0;
            }
            e->members[(size_t)t * p->start_count + s] = m;
            e->leaders[(size_t)t * p->start_count + s] = l;
        }
}

/** Could the person, in that role, be at a session of that type at the start? */
static bool serves(const elimination *e, uint32_t person, uint32_t t, uint32_t start, bool lead)
{
    const cvn_problem *p = e->p;
    const cvn_plan_type *type = &p->types[t];
    if (!cvn_plan_can(p, person, start))
        return false;
    uint32_t members = e->members[(size_t)t * p->start_count + start] - (lead && cvn_bit(type->takes_member, person) ? 1 : 0);
    uint32_t leaders = e->leaders[(size_t)t * p->start_count + start] - (!lead && cvn_bit(type->takes_leader, person) ? 1 : 0);
    return members >= type->size_min && leaders >= type->leaders_min;
}

/** Do enough serving starts follow each other? The earliest each time: as many as there can be, the largest gap aside. */
static bool chain(const elimination *e, uint32_t person, uint32_t t, bool lead, const uint32_t *starts, uint32_t count, uint32_t need)
{
    const cvn_problem *p = e->p;
    uint32_t n = 0, last = CVN_NONE;
    for (uint32_t k = 0; k < count && n < need; k++) {
        uint32_t s = starts ? starts[k] : k;
        if (s < p->open_from ||
            (last != CVN_NONE && (p->day[s] - p->day[last] < p->gap_min || p->start_min[s] - p->start_min[last] < p->duration_min)))
            continue;
        if (serves(e, person, t, s, lead)) {
            n++;
            last = s;
        }
    }
    return n >= need;
}

static bool series_serves(const elimination *e, uint32_t person, uint32_t t, bool lead, const cvn_plan_series *series)
{
    uint32_t need = lead ? cvn_plan_need(e->p->types[t].leaders_attend, series->count, 0, false) : series->count, n = 0;
    for (uint32_t k = 0; k < series->count && !series->held; k++)
        n += serves(e, person, t, series->starts[k], lead);
    return !series->held && n >= need;
}

static bool can_be(const elimination *e, uint32_t person, uint32_t t, bool lead)
{
    const cvn_problem *p = e->p;
    uint32_t need = lead ? cvn_plan_need(p->types[t].leaders_attend, p->session_count, 0, false) : p->session_count;
    if (!cvn_bit(lead ? p->types[t].takes_leader : p->types[t].takes_member, person) || (lead && !p->types[t].leaders_max))
        return false;
    if (p->pattern == CVN_PATTERN_FREE || (p->pattern == CVN_PATTERN_WEEKLY && lead && need < p->session_count))
        return chain(e, person, t, lead, NULL, p->start_count, need);
    if (p->pattern == CVN_PATTERN_WEEKLY) {
        for (uint32_t c = 0; c < p->clock_count; c++)
            if (chain(e, person, t, lead, p->clock_starts + p->clock_first[c], p->clock_first[c + 1] - p->clock_first[c], need))
                return true;
        return false;
    }
    for (uint32_t i = 0; i < p->series_count; i++)
        if (series_serves(e, person, t, lead, &p->series[i]))
            return true;
    return false;
}

static bool hopeless_person(const elimination *e, uint32_t person)
{
    for (uint32_t t = 0; t < e->p->type_count; t++)
        if (can_be(e, person, t, false) || can_be(e, person, t, true))
            return false;
    return true;
}

int64_t cvn_bound_unplaced(const cvn_problem *p, uint64_t *hopeless)
{
    if (hopeless)
        memset(hopeless, 0, p->people_words * sizeof *hopeless);
    if (p->baseline || !p->people || p->attend < p->session_count)
        return 0;
    size_t cells = (size_t)p->type_count * p->start_count;
    elimination e = {.p = p,
                     .alive = CVN_NEW_ARRAY(uint64_t, p->people_words),
                     .members = CVN_NEW_ARRAY(uint32_t, cells),
                     .leaders = CVN_NEW_ARRAY(uint32_t, cells)};
    for (uint32_t i = 0; i < p->people; i++)
        cvn_bit_set(e.alive, i);
    int64_t bound = 0;
    for (bool more = true; more;) {
        more = false;
        count_people(&e);
        for (uint32_t i = 0; i < p->people; i++) {
            if (!cvn_bit(e.alive, i) || !hopeless_person(&e, i))
                continue;
            cvn_bit_clear(e.alive, i);
            more = true;
            bound += p->person[i].member ? p->person[i].priority : 0;
            if (hopeless && p->person[i].member)
                cvn_bit_set(hopeless, i);
        }
    }
    free(e.alive);
    free(e.members);
    free(e.leaders);
    return bound;
}
