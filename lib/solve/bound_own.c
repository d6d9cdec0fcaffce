/* SPDX-License-Identifier: Apache-2.0 */
/**
 * First a look for sessions that cost nothing, which most people have; then a shortest path over (session, sessions missed, start), as long as
 * there is work left to be spent on it; then the cheapest start, taken for all sessions.
 */
#include "solve/bound_own.h"

#include <stdlib.h>

#define FAR (INT64_MAX / 4)
enum {
    WORK = 20000000, /* numbers looked at, in all */
    EACH = 200000,   /* and for one path */
    BURDEN = 32767   /* no more is counted */
};

struct cvn_own {
    const cvn_problem *p;
    uint64_t *quiet; /* zone × start_words: starts without an unsocial half hour */
    uint32_t *own, n, *queue;
    int64_t *path;
    size_t path_room;
    int64_t work;
};

cvn_own *cvn_own_new(const cvn_problem *p)
{
    cvn_own *own = CVN_NEW(cvn_own);
    *own = (cvn_own){.p = p, .work = WORK};
    own->quiet = CVN_NEW_ARRAY(uint64_t, (size_t)p->zone_count * p->start_words + 1);
    own->own = CVN_NEW_ARRAY(uint32_t, p->start_count + 1);
    own->queue = CVN_NEW_ARRAY(uint32_t, p->start_count + 1);
    for (uint32_t z = 0; z < p->zone_count; z++)
        for (uint32_t s = 0; s < p->start_count; s++)
            if (!p->weights.unsocial || !p->unsocial[(size_t)z * p->start_count + s])
                cvn_bit_set(own->quiet + (size_t)z * p->start_words, s);
    return own;
}

void cvn_own_free(cvn_own *own)
{
    if (!own)
        return;
    free(own->quiet);
    free(own->own);
    free(own->queue);
    free(own->path);
    free(own);
}

uint32_t cvn_own_places(const cvn_problem *p)
{
    if (p->pattern == CVN_PATTERN_OFFERED)
        return p->series_count;
    bool all = p->attend >= p->session_count;
    for (uint32_t t = 0; t < p->type_count && all; t++)
        all = !p->types[t].leaders_max || p->types[t].leaders_attend >= p->session_count;
    return p->pattern == CVN_PATTERN_WEEKLY || all ? p->clock_count : 1;
}

static int64_t square(int64_t burden)
{
    return burden < 32768 ? burden * burden : CVN_OWN_MOST;
}

static int64_t cost_of(const cvn_problem *p, int64_t burden, int64_t missed)
{
    int64_t cost = square(burden) + missed * p->weights.missed;
    return cost < CVN_OWN_MOST ? cost : CVN_OWN_MOST;
}

static int64_t of_series(const cvn_problem *p, uint32_t person, const cvn_plan_series *series, uint32_t attend)
{
    int64_t burden = 0;
    uint32_t went = 0;
    for (uint32_t k = 0; k < series->count && !series->held; k++)
        if (cvn_plan_can(p, person, series->starts[k])) {
            went++;
            burden += cvn_plan_burden(p, person, series->starts[k]);
        }
    if (series->held || went < cvn_plan_need(attend, series->count, 0, false))
        return -1;
    return cost_of(p, burden, series->count - went);
}

static bool apart(const cvn_problem *p, uint32_t earlier, uint32_t later)
{
    return p->day[later] - p->day[earlier] >= p->gap_min && p->start_min[later] - p->start_min[earlier] >= p->duration_min;
}

/** Starts of one word that cost the person nothing. */
static uint64_t cheap(const cvn_own *own, uint32_t person, uint32_t word)
{
    const cvn_problem *p = own->p;
    const cvn_can_word *can = &p->can[(size_t)person * p->start_words + word];
    uint64_t quiet = own->quiet[(size_t)p->person[person].zone * p->start_words + word];
    return quiet & can->can & (p->weights.if_needed ? ~can->need : ~UINT64_C(0));
}

/** Sessions that cost nothing, each the first that may follow the one before: a whole series of them? It may overlook one. */
typedef struct walk {
    uint32_t count, last;
} walk;

static bool walk_on(const cvn_problem *p, walk *w, uint32_t start)
{
    if (start < p->open_from || (w->count && !apart(p, w->last, start)))
        return false;
    w->count = w->count && p->day[start] - p->day[w->last] > p->gap_max ? 1 : w->count + 1;
    w->last = start;
    return w->count >= p->session_count;
}

static bool free_among(const cvn_own *own, uint32_t person, const uint32_t *starts, uint32_t n)
{
    walk w = {0};
    for (uint32_t k = 0; k < n; k++)
        if (cheap(own, person, starts[k] >> 6) >> (starts[k] & 63) & 1 && walk_on(own->p, &w, starts[k]))
            return true;
    return false;
}

static bool free_anywhere(const cvn_own *own, uint32_t person)
{
    walk w = {0};
    for (uint32_t word = own->p->open_from >> 6; word < own->p->start_words; word++)
        for (uint64_t left = cheap(own, person, word); left; left &= left - 1)
            if (walk_on(own->p, &w, word * 64 + (uint32_t)__builtin_ctzll(left)))
                return true;
    return false;
}

/** Of each start, the least of those that may come right before; one pass, since they lie in a window that only moves forward. */
static void least_before(cvn_own *own, const int64_t *was, int64_t *out)
{
    const cvn_problem *p = own->p;
    uint32_t head = 0, tail = 0, next = 0;
    for (uint32_t i = 0; i < own->n; i++) {
        for (; next < i && apart(p, own->own[next], own->own[i]); next++) {
            while (tail > head && was[own->queue[tail - 1]] >= was[next])
                tail--;
            own->queue[tail++] = next;
        }
        while (head < tail && p->day[own->own[i]] - p->day[own->own[own->queue[head]]] > p->gap_max)
            head++;
        out[i] = head < tail ? was[own->queue[head]] : FAR;
    }
}

static void one_more(const cvn_own *own, uint32_t person, const int64_t *before, int64_t *now, uint32_t misses)
{
    const cvn_problem *p = own->p;
    for (uint32_t i = 0; i < own->n; i++) {
        bool can = cvn_plan_can(p, person, own->own[i]);
        for (uint32_t m = 0; m <= misses; m++) {
            int64_t value = can ? before[m * own->n + i] : m ? before[(m - 1) * own->n + i] : FAR;
            now[m * own->n + i] = value >= FAR ? FAR : value + (can ? cvn_plan_burden(p, person, own->own[i]) : 0);
        }
    }
}

static int64_t shortest(cvn_own *own, uint32_t person, uint32_t misses)
{
    const cvn_problem *p = own->p;
    size_t layer = (size_t)(misses + 1) * own->n;
    if (own->path_room < 2 * layer) {
        own->path_room = 2 * layer;
        own->path = cvn_realloc(own->path, own->path_room, sizeof *own->path);
    }
    int64_t *now = own->path, *before = now + layer;
    for (size_t i = 0; i < layer; i++)
        before[i] = i < own->n ? 0 : FAR;
    one_more(own, person, before, now, misses);
    for (uint32_t k = 1; k < p->session_count; k++) {
        for (uint32_t m = 0; m <= misses; m++)
            least_before(own, now + m * own->n, before + m * own->n);
        one_more(own, person, before, now, misses);
    }
    int64_t least = -1;
    for (size_t i = 0; i < layer; i++)
        if (now[i] < FAR) {
            int64_t cost = cost_of(p, now[i], (int64_t)(i / own->n));
            least = least < 0 || cost < least ? cost : least;
        }
    return least;
}

/** As if every session could be at the start that suits them best. */
static int64_t cheapest_start(const cvn_own *own, uint32_t person, uint32_t need)
{
    const cvn_problem *p = own->p;
    int64_t burden = -1, least = -1;
    for (uint32_t i = 0; i < own->n; i++)
        if (cvn_plan_can(p, person, own->own[i])) {
            int64_t one = cvn_plan_burden(p, person, own->own[i]);
            burden = burden < 0 || one < burden ? one : burden;
        }
    if (burden < 0)
        return need ? -1 : 0;
    for (uint32_t went = need; went <= p->session_count; went++) {
        int64_t cost = cost_of(p, went * burden, p->session_count - went);
        least = least < 0 || cost < least ? cost : least;
    }
    return least;
}

/** Among the listed starts. */
static int64_t among(cvn_own *own, uint32_t person, uint32_t attend)
{
    const cvn_problem *p = own->p;
    uint32_t need = cvn_plan_need(attend, p->session_count, 0, false), misses = p->session_count - need;
    int64_t work = (int64_t)own->n * p->session_count * (misses + 1);
    if (work > EACH || work > own->work)
        return cheapest_start(own, person, need);
    own->work -= work;
    return shortest(own, person, misses);
}

int64_t cvn_own_at_clock(const cvn_own *own, uint32_t person, uint32_t clock, uint32_t *burden)
{
    const cvn_problem *p = own->p;
    int64_t least = -1;
    for (uint32_t k = p->clock_first[clock]; k < p->clock_first[clock + 1]; k++) {
        uint32_t start = p->clock_starts[k];
        if (start < p->open_from || !cvn_plan_can(p, person, start))
            continue;
        int64_t one = cvn_plan_burden(p, person, start);
        least = least < 0 || one < least ? one : least;
    }
    if (least < 0)
        return -1;
    least *= p->session_count;
    *burden = (uint32_t)(least < BURDEN ? least : BURDEN);
    return 0;
}

static void list(cvn_own *own, uint32_t person, const uint32_t *starts, uint32_t n, bool all)
{
    const cvn_problem *p = own->p;
    own->n = 0;
    for (uint32_t k = 0; k < n; k++) {
        uint32_t s = starts ? starts[k] : k;
        if (s >= p->open_from && (all || cvn_plan_can(p, person, s)))
            own->own[own->n++] = s;
    }
}

int64_t cvn_own_least(cvn_own *own, uint32_t person, uint32_t place, uint32_t attend)
{
    const cvn_problem *p = own->p;
    if (place == CVN_NONE && p->pattern != CVN_PATTERN_FREE) {
        int64_t least = -1;
        for (uint32_t n = 0; n < cvn_own_places(p) && least; n++) {
            int64_t one = cvn_own_least(own, person, n, attend); // NOLINT(misc-no-recursion): once, of one place
            least = one >= 0 && (least < 0 || one < least) ? one : least;
        }
        return least;
    }
    if (p->pattern == CVN_PATTERN_OFFERED)
        return of_series(p, person, &p->series[place], attend);
    bool weekly = p->pattern == CVN_PATTERN_WEEKLY;
    const uint32_t *starts = weekly ? p->clock_starts + p->clock_first[place] : NULL;
    uint32_t n = weekly ? p->clock_first[place + 1] - p->clock_first[place] : p->start_count;
    if (weekly ? free_among(own, person, starts, n) : free_anywhere(own, person))
        return 0;
    list(own, person, starts, n, attend < p->session_count);
    return among(own, person, attend);
}
