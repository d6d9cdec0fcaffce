/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Sessions for the people of a group as they are. Each start is given a value that is linear in the burdens (what it adds to each squared
 * burden at the rate of their present one), and a shortest path over starts, with the gaps as its edges, finds the cheapest sessions.
 */
#include "solve/search.h"

#include <string.h>

#define FAR (INT64_MAX / 4)

/** Would the person still attend enough? */
static bool follows(const cvn_search *s, const cvn_slot *slot, uint32_t person, uint32_t attend, const uint32_t *starts, uint32_t count)
{
    uint32_t went = 0;
    for (uint32_t k = slot->held; k < count; k++)
        went += cvn_plan_can(s->p, person, starts[k]);
    if (went == count - slot->held)
        return true;
    bool stayed = slot->base != CVN_NONE && cvn_bit(s->p->groups[slot->base].who, person);
    return went >= cvn_plan_need(attend, count, slot->held, stayed);
}

bool cvn_times_change(cvn_search *s, uint32_t number, const uint32_t *starts, uint32_t count, cvn_tally *delta)
{
    cvn_state *state = s->state;
    cvn_slot *slot = &state->slots[number];
    const cvn_plan_type *type = &s->p->types[slot->type];
    for (uint32_t i = 0; i < slot->member_count; i++)
        if (!follows(s, slot, slot->members[i], s->p->attend, starts, count))
            return false;
    for (uint32_t i = 0; i < slot->leader_count; i++)
        if (!follows(s, slot, slot->leaders[i], type->leaders_attend, starts, count) ||
            !cvn_times_clear(state, slot->leaders[i], number, starts, count, slot->held))
            return false;
    *delta = (cvn_tally){0};
    uint32_t *old = slot->at, old_count = slot->count, old_edition = slot->edition;
    slot->at = (uint32_t *)(uintptr_t)starts; /* lent for the count, not written to */
    slot->edition = 0;
    slot->count = count;
    for (uint32_t i = 0; i < slot->member_count + slot->leader_count; i++) {
        uint32_t person = i < slot->member_count ? slot->members[i] : slot->leaders[i - slot->member_count];
        cvn_tally now = cvn_person_now(state, person);
        cvn_tally_add(delta, &now, 1);
        cvn_tally_add(delta, &state->person_tally[person], -1);
    }
    if (type->has_rota || (type->leaders_min && type->leaders_attend < count)) { /* what the sessions mean to the group itself */
        slot->turns = -1;
        cvn_tally now = cvn_slot_tally(state, number);
        cvn_tally_add(delta, &now, 1);
        cvn_tally_add(delta, &slot->tally, -1);
    }
    slot->at = old;
    slot->count = old_count;
    slot->edition = old_edition;
    if (type->has_rota)
        slot->turns = -1;
    return true;
}

/** Adds what one person pays at each start, at the rate of the burden that their other sessions leave them; missing one costs more. */
static void price_person(cvn_search *s, const cvn_slot *slot, uint32_t person, const uint32_t *starts, uint32_t n)
{
    const cvn_problem *p = s->p;
    int64_t burden = 0, ahead = slot->count - slot->held;
    for (uint32_t k = slot->held; k < slot->count; k++)
        if (cvn_plan_can(p, person, slot->at[k]))
            burden += cvn_plan_burden(p, person, slot->at[k]);
    int64_t others = ahead ? burden * (ahead - 1) / ahead : 0;
    for (uint32_t i = 0; i < n; i++) {
        if (!cvn_plan_can(p, person, starts[i])) {
            s->value[i] += p->weights.missed;
            continue;
        }
        int64_t points = cvn_plan_burden(p, person, starts[i]);
        s->value[i] += points * points + 2 * points * others;
    }
    const cvn_plan_person *who = &p->person[person];
    for (uint32_t i = 0, k = 0; i < n && k < who->was_start_count;) { /* promised starts are worth keeping */
        if (starts[i] == who->was_starts[k])
            s->value[i] -= (int64_t)s->price.upset;
        if (starts[i] <= who->was_starts[k])
            i++;
        else
            k++;
    }
}

/**
 * The cheapest way of `ahead` sessions through n starts. The first must follow `after` (CVN_NONE: anything). Predecessors of a start lie in a
 * window that only moves forward, so a queue of candidates by falling value serves each layer in one pass.
 */
static int64_t shortest(cvn_search *s, const uint32_t *starts, uint32_t n, uint32_t ahead, uint32_t after, uint32_t *out)
{
    const cvn_problem *p = s->p;
    uint32_t *queue = s->others;
    if (s->path_room < (size_t)ahead * n) {
        s->path_room = (size_t)ahead * n * 2;
        s->path = cvn_realloc(s->path, s->path_room, sizeof *s->path);
        s->chain = cvn_realloc(s->chain, s->path_room, sizeof *s->chain);
    }
    for (uint32_t i = 0; i < n; i++)
        s->path[i] = after == CVN_NONE || cvn_plan_follows(p, after, starts[i]) ? s->value[i] : FAR;
    for (uint32_t k = 1; k < ahead; k++) {
        const int64_t *was = s->path + (size_t)(k - 1) * n;
        int64_t *now = s->path + (size_t)k * n;
        uint32_t head = 0, tail = 0, next = 0;
        for (uint32_t i = 0; i < n; i++) {
            while (next < i && p->day[starts[i]] - p->day[starts[next]] >= p->gap_min &&
                   p->start_min[starts[i]] - p->start_min[starts[next]] >= p->duration_min) {
                while (tail > head && was[queue[tail - 1]] >= was[next])
                    tail--;
                queue[tail++] = next++;
            }
            while (head < tail && p->day[starts[i]] - p->day[starts[queue[head]]] > p->gap_max)
                head++;
            bool any = head < tail && was[queue[head]] < FAR;
            now[i] = any ? was[queue[head]] + s->value[i] : FAR;
            s->chain[(size_t)k * n + i] = any ? queue[head] : 0;
        }
    }
    uint32_t best = 0;
    const int64_t *end = s->path + (size_t)(ahead - 1) * n;
    for (uint32_t i = 1; i < n; i++)
        best = end[i] < end[best] ? i : best;
    if (!n || end[best] >= FAR)
        return FAR;
    int64_t value = end[best];
    for (uint32_t k = ahead; k-- > 0;) {
        out[k] = starts[best];
        best = k ? s->chain[(size_t)k * n + best] : 0;
    }
    return value;
}

static void price(cvn_search *s, const cvn_slot *slot, uint32_t newcomer, const uint32_t *starts, uint32_t n, double noise)
{
    for (uint32_t i = 0; i < n; i++)
        s->value[i] = noise > 0 ? (int64_t)(noise * cvn_random_unit(&s->random)) : 0;
    for (uint32_t i = 0; i < slot->member_count; i++)
        price_person(s, slot, slot->members[i], starts, n);
    for (uint32_t i = 0; i < slot->leader_count; i++)
        price_person(s, slot, slot->leaders[i], starts, n);
    if (newcomer != CVN_NONE)
        price_person(s, slot, newcomer, starts, n);
}

/** Starts that serve: where everybody must always attend, those of all; else those that the leaders can. */
static void serving(cvn_search *s, const cvn_slot *slot, uint32_t newcomer)
{
    uint32_t n = 0;
    bool all = s->p->attend >= slot->count;
    for (uint32_t i = 0; i < slot->member_count && all; i++)
        s->people[n++] = slot->members[i];
    if (newcomer != CVN_NONE && all)
        s->people[n++] = newcomer;
    for (uint32_t i = 0; i < slot->leader_count && s->p->types[slot->type].leaders_attend >= slot->count; i++)
        s->people[n++] = slot->leaders[i];
    cvn_common_starts(s, s->people, n);
}

static uint32_t list_starts(cvn_search *s)
{
    uint32_t n = 0;
    for (size_t t = cvn_bits_next(s->start_row, s->p->start_count, s->p->open_from); t < s->p->start_count;
         t = cvn_bits_next(s->start_row, s->p->start_count, t + 1))
        s->starts[n++] = (uint32_t)t;
    return n;
}

/** Each weekly clock by itself: the starts of one follow each other. */
static uint32_t best_weekly(cvn_search *s, const cvn_slot *slot, uint32_t newcomer, double noise)
{
    const cvn_problem *p = s->p;
    uint32_t ahead = slot->count - slot->held, after = slot->held ? slot->at[slot->held - 1] : CVN_NONE;
    uint32_t from = after == CVN_NONE ? 0 : p->clock[after], to = after == CVN_NONE ? p->clock_count : from + 1;
    uint32_t found[CVN_MAX_SESSIONS];
    int64_t least = FAR;
    for (uint32_t c = from; c < to; c++) {
        uint32_t n = 0;
        for (uint32_t k = p->clock_first[c]; k < p->clock_first[c + 1]; k++)
            if (cvn_bit(s->start_row, p->clock_starts[k]) && p->clock_starts[k] >= p->open_from)
                s->starts[n++] = p->clock_starts[k];
        if (n < ahead)
            continue;
        price(s, slot, newcomer, s->starts, n, noise);
        int64_t value = shortest(s, s->starts, n, ahead, after, found);
        if (value < least) {
            least = value;
            memcpy(s->series + slot->held, found, ahead * sizeof *found);
        }
    }
    return least < FAR ? slot->count : 0;
}

static uint32_t best_offered(cvn_search *s, const cvn_slot *slot, uint32_t newcomer, double noise)
{
    const cvn_problem *p = s->p;
    uint32_t best = CVN_NONE;
    int64_t least = FAR;
    for (uint32_t i = 0; i < p->series_count; i++) {
        const cvn_plan_series *series = &p->series[i];
        bool fits = series->held == slot->held && !memcmp(series->starts, slot->at, slot->held * sizeof *slot->at);
        for (uint32_t k = series->held; k < series->count && fits; k++)
            fits = cvn_bit(s->start_row, series->starts[k]);
        if (!fits || series->count == series->held)
            continue;
        price(s, slot, newcomer, series->starts + series->held, series->count - series->held, noise);
        int64_t value = 0;
        for (uint32_t k = 0; k < series->count - series->held; k++)
            value += s->value[k];
        if (value < least) {
            least = value;
            best = i;
        }
    }
    if (best == CVN_NONE)
        return 0;
    memcpy(s->series, p->series[best].starts, p->series[best].count * sizeof *s->series);
    return p->series[best].count;
}

uint32_t cvn_times_with(cvn_search *s, uint32_t number, uint32_t newcomer, double noise)
{
    const cvn_slot *slot = &s->state->slots[number];
    uint32_t ahead = slot->count - slot->held, count = 0;
    if (!ahead)
        return 0;
    serving(s, slot, newcomer);
    memcpy(s->series, slot->at, slot->held * sizeof *slot->at);
    if (s->p->pattern == CVN_PATTERN_OFFERED) {
        count = best_offered(s, slot, newcomer, noise);
    } else if (s->p->pattern == CVN_PATTERN_WEEKLY) {
        count = best_weekly(s, slot, newcomer, noise);
    } else {
        uint32_t n = list_starts(s);
        price(s, slot, newcomer, s->starts, n, noise);
        if (shortest(s, s->starts, n, ahead, slot->held ? slot->at[slot->held - 1] : CVN_NONE, s->series + slot->held) < FAR)
            count = slot->count;
    }
    return count && cvn_plan_sessions_ok(s->p, s->series, count, slot->held) ? count : 0;
}

uint32_t cvn_best_times(cvn_search *s, uint32_t number, double noise)
{
    return cvn_times_with(s, number, CVN_NONE, noise);
}
