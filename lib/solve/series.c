/* SPDX-License-Identifier: Apache-2.0 */
/** Sessions for people who are not a group yet: start by start, so that many of those who matter can come to all of them. */
#include "solve/search.h"

#include <string.h>

enum { FIRST_LOOKS = 8, LOOKS = 32 };

void cvn_common_starts(cvn_search *s, const uint32_t *people, uint32_t count)
{
    const cvn_problem *p = s->p;
    memset(s->start_row, 0xff, p->start_words * sizeof *s->start_row);
    for (uint32_t i = 0; i < count; i++) {
        const cvn_can_word *row = p->can + (size_t)people[i] * p->start_words;
        for (uint32_t w = 0; w < p->start_words; w++)
            s->start_row[w] &= row[w].can;
    }
    for (uint32_t k = 0; k < p->open_from && !count; k++)
        cvn_bit_clear(s->start_row, k);
    if (p->start_count & 63)
        s->start_row[p->start_words - 1] &= (UINT64_C(1) << (p->start_count & 63)) - 1;
}

/** How much a start is worth to those still able to come to everything so far. */
static double worth(cvn_search *s, const cvn_wish *wish, uint32_t start)
{
    const uint64_t *free = s->p->by_start + (size_t)start * s->p->people_words, *unplaced = s->state->unplaced;
    uint64_t own = 0, left = 0, all = 0;
    for (uint32_t w = 0; w < s->p->people_words; w++) {
        uint64_t here = s->alive[w] & free[w];
        if (!here)
            continue;
        own += wish->own ? cvn_bits_word(here & wish->own[w]) : 0;
        left += cvn_bits_word(here & unplaced[w]);
        all += cvn_bits_word(here);
    }
    int64_t burden = 0;
    for (uint32_t i = 0; i < wish->must_count; i++)
        burden += cvn_plan_burden(s->p, wish->must[i], start);
    return (double)own * wish->own_worth + (double)left * wish->unplaced_worth + (double)all * wish->any_worth - 2.0 * (double)burden +
           wish->noise * cvn_random_unit(&s->random);
}

/** Those who cannot come at the start are out; where people may miss sessions, that is only a guess of who will come. */
static void attend(cvn_search *s, uint32_t start)
{
    const uint64_t *free = s->p->by_start + (size_t)start * s->p->people_words;
    for (uint32_t w = 0; w < s->p->people_words; w++)
        s->alive[w] &= free[w];
}

/** The best of a few of the listed starts. */
static uint32_t choose(cvn_search *s, const cvn_wish *wish, const uint32_t *list, uint32_t n, uint32_t looks)
{
    uint32_t best = CVN_NONE;
    double most = 0;
    for (uint32_t k = 0; k < looks && n; k++) {
        uint32_t start = n > looks ? list[cvn_below(s, n)] : list[k];
        double value = worth(s, wish, start);
        if (best == CVN_NONE || value > most) {
            best = start;
            most = value;
        }
        if (n <= looks && k + 1 == n)
            break;
    }
    return best;
}

/** Starts of the row that may come right before (later CVN_NONE: right after) the given ones. */
static uint32_t neighbours(cvn_search *s, uint32_t earlier, uint32_t later, uint32_t *list)
{
    const cvn_problem *p = s->p;
    uint32_t n = 0;
    if (later == CVN_NONE) {
        for (size_t t = cvn_bits_next(s->start_row, p->next_to[earlier], p->next_from[earlier]); t < p->next_to[earlier];
             t = cvn_bits_next(s->start_row, p->next_to[earlier], t + 1))
            if (cvn_plan_follows(p, earlier, (uint32_t)t))
                list[n++] = (uint32_t)t;
        return n;
    }
    int64_t from = p->start_min[later] - ((int64_t)p->gap_max + 2) * 1440;
    uint32_t low = 0, high = later;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (p->start_min[middle] < from)
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t t = cvn_bits_next(s->start_row, later, low); t < later; t = cvn_bits_next(s->start_row, later, t + 1))
        if (cvn_plan_follows(p, (uint32_t)t, later))
            list[n++] = (uint32_t)t;
    return n;
}

/** A first start anywhere, then before and after it in turn at random. */
static uint32_t grow(cvn_search *s, const cvn_wish *wish)
{
    const cvn_problem *p = s->p;
    uint32_t count = p->session_count, held = wish->held, n = 0, base;
    uint32_t before = 0, after = count - held;
    if (held == count)
        return count;
    if (held) {
        base = s->series[held - 1];
    } else {
        for (size_t t = cvn_bits_next(s->start_row, p->start_count, p->open_from); t < p->start_count;
             t = cvn_bits_next(s->start_row, p->start_count, t + 1))
            s->starts[n++] = (uint32_t)t;
        base = choose(s, wish, s->starts, n, FIRST_LOOKS);
        if (base == CVN_NONE)
            return 0;
        attend(s, base);
        before = cvn_below(s, count);
        after = count - 1 - before;
        s->series[before] = base;
    }
    uint32_t first = base, last = base, low = held ? 0 : before, high = held ? held - 1 : before;
    while (before + after) {
        bool forward = !before || (after && cvn_below(s, before + after) < after);
        n = forward ? neighbours(s, last, CVN_NONE, s->starts) : neighbours(s, CVN_NONE, first, s->starts);
        uint32_t next = choose(s, wish, s->starts, n, LOOKS);
        if (next == CVN_NONE)
            return 0;
        attend(s, next);
        if (forward) {
            s->series[++high] = last = next;
            after--;
        } else {
            s->series[--low] = first = next;
            before--;
        }
    }
    return count;
}

static uint32_t pick_series(cvn_search *s, const cvn_wish *wish)
{
    const cvn_problem *p = s->p;
    uint32_t best = CVN_NONE, from = p->series_count ? cvn_below(s, p->series_count) : 0;
    uint32_t looks = p->series_count < 2 * LOOKS ? p->series_count : 2 * LOOKS;
    double most = 0;
    const uint64_t *takers = p->types[wish->type].takes_member;
    for (uint32_t i = 0; i < looks; i++) {
        const cvn_plan_series *series = &p->series[(from + i) % p->series_count];
        if (series->held != wish->held || series->count <= series->held ||
            memcmp(series->starts, s->series, wish->held * sizeof(uint32_t)) != 0)
            continue;
        bool fits = true;
        for (uint32_t k = series->held; k < series->count && fits; k++)
            fits = cvn_bit(s->start_row, series->starts[k]);
        if (!fits)
            continue;
        memcpy(s->alive, takers, p->people_words * sizeof *s->alive);
        for (uint32_t k = series->held; k + 1 < series->count; k++)
            attend(s, series->starts[k]);
        double value = worth(s, wish, series->starts[series->count - 1]);
        if (best == CVN_NONE || value > most) {
            best = (from + i) % p->series_count;
            most = value;
        }
    }
    if (best == CVN_NONE)
        return 0;
    memcpy(s->series, p->series[best].starts, p->series[best].count * sizeof *s->series);
    return p->series[best].count;
}

uint32_t cvn_seek(cvn_search *s, const cvn_wish *wish)
{
    const cvn_problem *p = s->p;
    cvn_common_starts(s, wish->must, wish->must_count);
    memcpy(s->alive, p->types[wish->type].takes_member, p->people_words * sizeof *s->alive);
    uint32_t count = p->pattern == CVN_PATTERN_OFFERED ? pick_series(s, wish) : grow(s, wish);
    return count && cvn_plan_sessions_ok(p, s->series, count, wish->held) ? count : 0;
}
