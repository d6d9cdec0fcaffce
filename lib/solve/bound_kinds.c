/* SPDX-License-Identifier: Apache-2.0 */
#include "solve/bound_kinds.h"

#include <stdlib.h>
#include <string.h>

/** Series that are listed one by one where people may miss sessions; beyond that there is no bound. */
enum { MOST_SERIES = 4000 };

/** Room for the kinds while they are laid out. */
typedef struct draft {
    cvn_kinds *k;
    uint64_t *in;             /* people who are not out */
    bool whole;               /* places are whole series */
    CVN_VEC(uint32_t) starts; /* by place: its start; whole: where its starts begin in all */
    CVN_VEC(uint32_t) all;
    CVN_VEC(uint32_t) lengths; /* whole: by place */
    uint32_t *reach;           /* by start: sessions that a series can still have from it on, at most */
    uint64_t *can;             /* of starts: whoever one is */
    uint64_t *anywhere;
} draft;

/* ---- places --------------------------------------------------------------------------------------------------------------------------------- */

/** By time; weekly ones clock by clock, so that those that may come before a place lie side by side. */
static void places_of_starts(draft *d)
{
    const cvn_problem *p = d->k->p;
    bool weekly = p->pattern == CVN_PATTERN_WEEKLY;
    for (uint32_t i = 0; i < p->start_count; i++) {
        uint32_t s = weekly ? p->clock_starts[i] : i;
        if (s >= p->open_from)
            CVN_PUSH(&d->starts) = s;
    }
    uint32_t n = (uint32_t)d->starts.count, low = 0, high = 0;
    uint32_t *from = CVN_ARENA_ARRAY(d->k->arena, uint32_t, n + 1), *to = CVN_ARENA_ARRAY(d->k->arena, uint32_t, n + 1);
    const uint32_t *at = d->starts.at;
    for (uint32_t i = 0; i < n; i++) {
        while (low < i && ((weekly && p->clock[at[low]] != p->clock[at[i]]) || p->day[at[i]] - p->day[at[low]] > p->gap_max))
            low++;
        high = high < low ? low : high;
        while (high < i && cvn_plan_follows(p, at[high], at[i]))
            high++;
        from[i] = low;
        to[i] = high;
    }
    d->k->from = from;
    d->k->to = to;
}

static void add_series(draft *d, const uint32_t *starts, uint32_t count)
{
    CVN_PUSH(&d->starts) = (uint32_t)d->all.count;
    CVN_PUSH(&d->lengths) = count;
    for (uint32_t i = 0; i < count; i++)
        CVN_PUSH(&d->all) = starts[i];
}

/**
 * With gaps of any length the earliest start that may follow is never worse than a later one, so that beginnings which lead nowhere are known:
 * among 26 Mondays for 26 sessions there is one series, and two to the power of 26 ways to miss it.
 */
static void look_ahead(draft *d)
{
    const cvn_problem *p = d->k->p;
    bool weekly = p->pattern == CVN_PATTERN_WEEKLY;
    for (uint32_t s = p->start_count; s-- > 0;) {
        uint32_t next = p->next_from[s];
        while (next < p->start_count && (p->day[next] - p->day[s] < p->gap_min || (weekly && p->clock[next] != p->clock[s])))
            next++;
        d->reach[s] = 1 + (next < p->start_count ? d->reach[next] : 0);
    }
}

/** Every series that begins with those starts; false where they are too many. */
static bool grow_series(draft *d, uint32_t *starts, uint32_t count) // NOLINT(misc-no-recursion): as deep as a group has sessions
{
    const cvn_problem *p = d->k->p;
    if (count == p->session_count) {
        add_series(d, starts, count);
        return d->starts.count <= MOST_SERIES;
    }
    uint32_t from = count ? p->next_from[starts[count - 1]] : p->open_from, to = count ? p->next_to[starts[count - 1]] : p->start_count;
    for (uint32_t s = from; s < to; s++) {
        if (d->reach[s] < p->session_count - count || (count && !cvn_plan_follows(p, starts[count - 1], s)))
            continue;
        starts[count] = s;
        if (!grow_series(d, starts, count + 1))
            return false;
    }
    return true;
}

static bool places_of_series(draft *d)
{
    const cvn_problem *p = d->k->p;
    bool few = true;
    if (p->pattern == CVN_PATTERN_OFFERED) {
        for (uint32_t i = 0; i < p->series_count; i++)
            add_series(d, p->series[i].starts, p->series[i].count);
    } else {
        uint32_t *starts = CVN_NEW_ARRAY(uint32_t, p->session_count);
        d->reach = CVN_NEW_ARRAY(uint32_t, p->start_count + 1);
        look_ahead(d);
        few = !p->baseline && grow_series(d, starts, 0);
        free(d->reach);
        free(starts);
    }
    d->k->from = CVN_ARENA_ARRAY(d->k->arena, uint32_t, d->starts.count + 1);
    d->k->to = d->k->from;
    return few;
}

/* ---- who can be where ----------------------------------------------------------------------------------------------------------------------- */

/** Where people who miss nothing can be. */
static void fill_starts(draft *d)
{
    const cvn_problem *p = d->k->p;
    d->can = CVN_ARENA_ARRAY(d->k->arena, uint64_t, (size_t)p->people * d->k->place_words + 1);
    for (uint32_t i = 0; i < p->people; i++)
        for (uint32_t n = 0; n < d->k->place_count; n++)
            if (cvn_plan_can(p, i, d->starts.at[n]))
                cvn_bit_set(d->can + (size_t)i * d->k->place_words, n);
}

/** Which series somebody attends enough of. */
static uint64_t *series_of_people(draft *d, const cvn_kind *kind, uint32_t held, uint32_t attend)
{
    const cvn_problem *p = d->k->p;
    uint64_t *can = CVN_ARENA_ARRAY(d->k->arena, uint64_t, (size_t)p->people * d->k->place_words + 1);
    for (uint32_t i = 0; i < p->people; i++)
        for (uint32_t n = 0; n < d->k->place_count; n++) {
            const uint32_t *starts = d->all.at + d->starts.at[n];
            uint32_t count = d->lengths.at[n], have = 0;
            for (uint32_t s = held; s < count; s++)
                have += cvn_plan_can(p, i, starts[s]);
            bool stayed = kind->base != CVN_NONE && cvn_bit(p->groups[kind->base].who, i);
            if (count >= held && have >= cvn_plan_need(attend, count, held, stayed))
                cvn_bit_set(can + (size_t)i * d->k->place_words, n);
        }
    return can;
}

static const uint64_t *people_by_place(draft *d, const uint64_t *who, const uint64_t *can)
{
    const cvn_problem *p = d->k->p;
    uint64_t *at = CVN_ARENA_ARRAY(d->k->arena, uint64_t, (size_t)d->k->place_count * p->people_words + 1);
    for (uint32_t i = 0; i < p->people; i++)
        for (size_t n = 0;
             cvn_bit(who, i) && (n = cvn_bits_next(can + (size_t)i * d->k->place_words, d->k->place_count, n)) < d->k->place_count; n++)
            cvn_bit_set(at + n * p->people_words, i);
    return at;
}

/* ---- kinds ---------------------------------------------------------------------------------------------------------------------------------- */

static const uint64_t *still_in(draft *d, const uint64_t *takers)
{
    uint64_t *who = CVN_ARENA_ARRAY(d->k->arena, uint64_t, d->k->p->people_words + 1);
    for (uint32_t w = 0; w < d->k->p->people_words; w++)
        who[w] = takers[w] & d->in[w];
    return who;
}

static void lay_out_type(draft *d, cvn_kind *kind, uint32_t type)
{
    const cvn_plan_type *t = &d->k->p->types[type];
    *kind = (cvn_kind){.type = type,
                       .base = CVN_NONE,
                       .least = {t->size_min, t->leaders_min},
                       .most = {t->size_max, t->leaders_max},
                       .length = d->whole ? 1 : d->k->p->session_count};
    kind->who[CVN_AS_MEMBER] = still_in(d, t->takes_member);
    kind->who[CVN_AS_LEADER] = still_in(d, t->takes_leader);
}

/** How many groups the people are enough for. */
static void count_groups(draft *d, cvn_kind *kind)
{
    const cvn_problem *p = d->k->p;
    size_t people = cvn_bits_count(kind->who[CVN_AS_MEMBER], p->people_words);
    kind->groups = (uint32_t)(kind->least[CVN_AS_MEMBER] ? people / kind->least[CVN_AS_MEMBER] : p->people);
    if (kind->base != CVN_NONE && kind->groups > 1)
        kind->groups = 1;
    if (kind->groups > p->types[kind->type].max_groups)
        kind->groups = p->types[kind->type].max_groups;
}

/** of: a kind of the same type whose tables serve as well, or NULL. */
static void fill_kind(draft *d, cvn_kind *kind, uint32_t held, const cvn_kind *of)
{
    const cvn_problem *p = d->k->p;
    uint32_t attend[CVN_ROLES] = {p->attend, p->types[kind->type].leaders_attend};
    for (uint32_t r = 0; r < CVN_ROLES; r++) {
        if (of && !d->whole) {
            kind->can[r] = of->can[r];
            kind->at[r] = of->at[r];
            continue;
        }
        kind->can[r] = d->whole ? series_of_people(d, kind, held, attend[r]) : attend[r] < p->session_count ? d->anywhere : d->can;
        kind->at[r] = people_by_place(d, kind->who[r], kind->can[r]);
    }
    count_groups(d, kind);
}

/** A new group meets at no time that is past: where places are series, at none that has begun. */
static const uint64_t *fresh_series(draft *d)
{
    uint64_t *first = CVN_ARENA_ARRAY(d->k->arena, uint64_t, d->k->place_words + 1);
    for (uint32_t n = 0; n < d->k->place_count; n++)
        if (d->all.at[d->starts.at[n]] >= d->k->p->open_from)
            cvn_bit_set(first, n);
    return first;
}

static bool goes_on(draft *d, const cvn_plan_group *g, uint32_t place)
{
    const cvn_problem *p = d->k->p;
    if (!d->whole)
        return cvn_plan_follows(p, g->starts[g->held - 1], d->starts.at[place]);
    const uint32_t *starts = d->all.at + d->starts.at[place];
    uint32_t count = d->lengths.at[place], same = 0;
    while (same < g->held && same < count && starts[same] == g->starts[same])
        same++;
    return same == g->held && (count == same || starts[same] >= p->open_from);
}

static void continue_group(draft *d, uint32_t base, const cvn_kind *type)
{
    const cvn_plan_group *g = &d->k->p->groups[base];
    cvn_kind *kind = &d->k->kinds[d->k->count++];
    *kind = *type;
    kind->base = base;
    kind->least[CVN_AS_MEMBER] = d->k->p->types[g->type].size_keep;
    if (!d->whole)
        kind->length = d->k->p->session_count - g->held;
    if (g->held || d->whole) {
        uint64_t *first = CVN_ARENA_ARRAY(d->k->arena, uint64_t, d->k->place_words + 1);
        for (uint32_t n = 0; n < d->k->place_count; n++)
            if (goes_on(d, g, n))
                cvn_bit_set(first, n);
        kind->first = first;
    }
    fill_kind(d, kind, g->held, type);
}

static void keep_starts(draft *d)
{
    uint32_t *first = CVN_ARENA_ARRAY(d->k->arena, uint32_t, d->k->place_count + 2);
    size_t count = d->whole ? d->all.count : d->starts.count;
    uint32_t *all = CVN_ARENA_ARRAY(d->k->arena, uint32_t, count + 1);
    for (size_t i = 0; i < count; i++)
        all[i] = d->whole ? d->all.at[i] : d->starts.at[i];
    for (uint32_t n = 0; n < d->k->place_count; n++)
        first[n + 1] = first[n] + (d->whole ? d->lengths.at[n] : 1);
    d->k->start_first = first;
    d->k->starts = all;
}

static void lay_out(draft *d)
{
    const cvn_problem *p = d->k->p;
    d->k->place_count = (uint32_t)d->starts.count;
    d->k->place_words = (uint32_t)CVN_WORDS(d->k->place_count);
    keep_starts(d);
    d->k->kinds = CVN_ARENA_ARRAY(d->k->arena, cvn_kind, p->type_count + p->group_count + 1);
    if (!d->whole)
        fill_starts(d);
    d->anywhere = CVN_ARENA_ARRAY(d->k->arena, uint64_t, (size_t)p->people * d->k->place_words + 1);
    memset(d->anywhere, 0xff, (size_t)p->people * d->k->place_words * sizeof *d->anywhere);
    for (uint32_t t = 0; t < p->type_count; t++) {
        cvn_kind *kind = &d->k->kinds[d->k->count++];
        lay_out_type(d, kind, t);
        kind->first = d->whole ? fresh_series(d) : NULL;
        fill_kind(d, kind, 0, NULL);
    }
    for (uint32_t g = 0; g < p->group_count; g++)
        if (p->groups[g].can_go_on)
            continue_group(d, g, &d->k->kinds[p->groups[g].type]);
}

cvn_kinds *cvn_kinds_new(const cvn_problem *p, const uint64_t *out)
{
    cvn_arena *arena = cvn_arena_new();
    cvn_kinds *k = CVN_ARENA_ARRAY(arena, cvn_kinds, 1);
    *k = (cvn_kinds){.p = p, .arena = arena};
    draft d = {.k = k, .whole = p->pattern == CVN_PATTERN_OFFERED || p->attend < p->session_count};
    d.in = CVN_ARENA_ARRAY(arena, uint64_t, p->people_words + 1);
    for (uint32_t i = 0; i < p->people; i++)
        if (!out || !cvn_bit(out, i))
            cvn_bit_set(d.in, i);
    bool any = true;
    if (d.whole)
        any = places_of_series(&d);
    else
        places_of_starts(&d);
    if (any)
        lay_out(&d);
    CVN_VEC_FREE(&d.starts);
    CVN_VEC_FREE(&d.all);
    CVN_VEC_FREE(&d.lengths);
    if (any)
        return k;
    cvn_arena_free(arena);
    return NULL;
}

void cvn_kinds_free(cvn_kinds *kinds)
{
    if (kinds)
        cvn_arena_free(kinds->arena);
}

/* ---- chains --------------------------------------------------------------------------------------------------------------------------------- */

bool cvn_kind_meets(const cvn_kinds *k, const cvn_kind *kind, const uint64_t *places, uint32_t *room)
{
    if (!kind->length)
        return true;
    /* reached[i + 1] − reached[from]: how many of the places from…i end a chain of the length at hand. */
    uint32_t n = 0, *own = room, *reached = room + k->place_count + 1, *next = reached + k->place_count + 1;
    reached[0] = 0;
    for (size_t s = cvn_bits_next(places, k->place_count, 0); s < k->place_count; s = cvn_bits_next(places, k->place_count, s + 1)) {
        reached[n + 1] = reached[n] + (!kind->first || cvn_bit(kind->first, s));
        own[n++] = (uint32_t)s;
    }
    for (uint32_t level = 1; level < kind->length && n; level++) {
        uint32_t low = 0, high = 0;
        next[0] = 0;
        for (uint32_t i = 0; i < n; i++) {
            while (low < n && own[low] < k->from[own[i]])
                low++;
            while (high < n && own[high] < k->to[own[i]])
                high++;
            next[i + 1] = next[i] + (high > low && reached[high] > reached[low]);
        }
        uint32_t *swap = reached;
        reached = next;
        next = swap;
    }
    return n && reached[n];
}
