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

/**
 * The same where nobody need come to all: starts that serve any of them; or anybody at all, since others may need those to which they cannot come; or all
 * that there are, since a session may lie where nobody can.
 */
static void any_starts(cvn_search *s, const uint32_t *people, uint32_t count)
{
    uint32_t way = count ? cvn_below(s, 3) : 2;
    if (way == 2) {
        cvn_common_starts(s, people, 0);
    } else if (way == 1) {
        memcpy(s->start_row, s->served, s->p->start_words * sizeof *s->start_row);
    } else {
        memset(s->start_row, 0, s->p->start_words * sizeof *s->start_row);
        for (uint32_t i = 0; i < count; i++)
            for (uint32_t w = 0; w < s->p->start_words; w++)
                s->start_row[w] |= s->p->can[(size_t)people[i] * s->p->start_words + w].can;
    }
}

/* The counting of people at a start is what opening groups spends its time on; where the processor can count bits, let it. */
#if defined(__x86_64__) && defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__clang__)
#define CVN_COUNTS_BITS __attribute__((target_clones("popcnt", "default")))
#else
#define CVN_COUNTS_BITS
#endif

typedef struct comers {
    uint64_t own, left, all;
} comers;

CVN_COUNTS_BITS static comers count_comers(const uint64_t *alive, const uint64_t *free, const uint64_t *own, const uint64_t *unplaced,
                                           uint32_t words)
{
    comers n = {0};
    for (uint32_t w = 0; w < words; w++) {
        uint64_t here = alive[w] & free[w];
        if (!here)
            continue;
        n.own += own ? cvn_bits_word(here & own[w]) : 0;
        n.left += cvn_bits_word(here & unplaced[w]);
        n.all += cvn_bits_word(here);
    }
    return n;
}

static bool may_miss(const cvn_problem *p, uint32_t type)
{
    return p->attend < p->session_count || p->types[type].leaders_attend < p->session_count;
}

/** How much a start is worth to those still able to come to everything so far. */
static double worth(cvn_search *s, const cvn_wish *wish, uint32_t start)
{
    const uint64_t *free = s->p->by_start + (size_t)start * s->p->people_words;
    comers n = count_comers(s->alive, free, wish->own, s->state->unplaced, s->p->people_words);
    int64_t burden = 0;
    for (uint32_t i = 0; i < wish->must_count; i++)
        burden += cvn_plan_burden(s->p, wish->must[i], start);
    return (double)n.own * wish->own_worth + (double)n.left * wish->unplaced_worth + (double)n.all * wish->any_worth - 2.0 * (double)burden +
           wish->noise * cvn_random_unit(&s->random);
}

/**
 * Those who cannot come at the start are out. Where people may miss sessions nobody knows who will come to which: they are out, or everybody
 * still counts, or those alone who have not come yet.
 */
static void attend(cvn_search *s, const cvn_wish *wish, uint32_t start)
{
    const uint64_t *free = s->p->by_start + (size_t)start * s->p->people_words;
    uint32_t way = may_miss(s->p, wish->type) ? cvn_below(s, 3) : 0;
    for (uint32_t w = 0; w < s->p->people_words && way != 1; w++)
        s->alive[w] &= way ? ~free[w] : free[w];
}

/**
 * A window of starts [from, to), of which those count that are in start_row, may stand right before or after a neighbour, and leave room for all
 * sessions that are still sought on its side.
 */
typedef struct window {
    uint32_t from, to;
    uint32_t earlier, later; /* the neighbour, CVN_NONE on the other side; both CVN_NONE: any start */
    uint32_t sought;         /* sessions, the start itself among them */
} window;

static window window_after(const cvn_problem *p, uint32_t earlier, uint32_t sought)
{
    return (window){.from = p->next_from[earlier], .to = p->next_to[earlier], .earlier = earlier, .later = CVN_NONE, .sought = sought};
}

static window window_before(const cvn_problem *p, uint32_t later, uint32_t sought)
{
    int64_t least = p->start_min[later] - ((int64_t)p->gap_max + 2) * 1440;
    uint32_t low = p->open_from, high = later;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (p->start_min[middle] < least)
            low = middle + 1;
        else
            high = middle;
    }
    return (window){.from = low, .to = later, .earlier = CVN_NONE, .later = later, .sought = sought};
}

static bool serves(const cvn_search *s, const window *w, uint32_t start)
{
    if (w->earlier != CVN_NONE)
        return cvn_plan_follows(s->p, w->earlier, start) && (!s->looks_ahead || s->from_on[start] >= w->sought);
    if (w->later != CVN_NONE)
        return cvn_plan_follows(s->p, start, w->later) && (!s->looks_ahead || s->up_to[start] >= w->sought);
    return !s->looks_ahead || s->up_to[start] + s->from_on[start] > w->sought;
}

/** Lists the starts that serve everybody who must come, and counts those before each word of them. */
static void list_common(cvn_search *s)
{
    uint32_t n = 0;
    for (uint32_t word = 0; word < s->p->start_words; word++) {
        s->rank[word] = n;
        for (uint64_t bits = s->start_row[word]; bits; bits &= bits - 1)
            s->common[n++] = word * 64 + (unsigned)__builtin_ctzll(bits);
    }
    s->rank[s->p->start_words] = n;
}

/** How many of the list lie before a start (which may be the end). */
static uint32_t common_before(const cvn_search *s, uint32_t start)
{
    uint32_t word = start >> 6;
    uint64_t below = (UINT64_C(1) << (start & 63)) - 1;
    return s->rank[word] + (start & 63 ? cvn_bits_word(s->start_row[word] & below) : 0);
}

/** Up to `most` starts of a window: all of them where they are few, else some at random. */
static uint32_t sample(cvn_search *s, const window *w, uint32_t most, uint32_t *list)
{
    const cvn_problem *p = s->p;
    uint32_t n = 0, neighbour = w->earlier != CVN_NONE ? w->earlier : w->later;
    if (p->pattern == CVN_PATTERN_WEEKLY && neighbour != CVN_NONE) { /* one clock has few starts */
        uint32_t clock = p->clock[neighbour];
        for (uint32_t k = p->clock_first[clock]; k < p->clock_first[clock + 1]; k++)
            if (cvn_bit(s->start_row, p->clock_starts[k]) && serves(s, w, p->clock_starts[k]))
                list[n++] = p->clock_starts[k];
        return n;
    }
    if (w->from >= w->to)
        return 0;
    uint32_t first = common_before(s, w->from), total = common_before(s, w->to) - first;
    if (total <= 2 * most || s->looks_ahead) { /* few serve where there is little room: all are looked at */
        for (uint32_t k = first; k < first + total; k++)
            if (serves(s, w, s->common[k]))
                list[n++] = s->common[k];
        return n;
    }
    for (uint32_t k = 0; k < most; k++) { /* a fair pick, which the next start after a random moment would not be */
        uint32_t t = s->common[first + cvn_below(s, total)];
        if (serves(s, w, t))
            list[n++] = t;
    }
    return n;
}

/** The best of a few starts of a window. */
static uint32_t choose(cvn_search *s, const cvn_wish *wish, window w, uint32_t looks)
{
    uint32_t best = CVN_NONE, n = sample(s, &w, looks, s->starts);
    double most = 0;
    for (uint32_t k = 0; k < looks && k < n; k++) {
        uint32_t start = s->starts[n > looks ? cvn_below(s, n) : k];
        double value = worth(s, wish, start);
        if (best == CVN_NONE || value > most) {
            best = start;
            most = value;
        }
    }
    return best;
}

/** How many of count sessions are to lie before the first one that was chosen: any number that has room. */
static uint32_t before_base(cvn_search *s, uint32_t base, uint32_t count)
{
    if (!s->looks_ahead)
        return cvn_below(s, count);
    uint32_t least = count > s->from_on[base] ? count - s->from_on[base] : 0, most = s->up_to[base] < count ? s->up_to[base] - 1 : count - 1;
    return least + cvn_below(s, most - least + 1);
}

/** A first start anywhere, then before and after it in turn at random. */
static uint32_t grow(cvn_search *s, const cvn_wish *wish)
{
    const cvn_problem *p = s->p;
    uint32_t count = p->session_count, held = wish->held, base;
    uint32_t before = 0, after = count - held;
    if (held == count)
        return count;
    if (held) {
        base = s->series[held - 1];
    } else {
        window any = {.from = p->open_from, .to = p->start_count, .earlier = CVN_NONE, .later = CVN_NONE, .sought = count};
        base = choose(s, wish, any, FIRST_LOOKS);
        if (base == CVN_NONE)
            return 0;
        attend(s, wish, base);
        before = before_base(s, base, count);
        after = count - 1 - before;
        s->series[before] = base;
    }
    uint32_t first = base, last = base, low = held ? 0 : before, high = held ? held - 1 : before;
    while (before + after) {
        bool forward = !before || (after && cvn_below(s, before + after) < after);
        uint32_t next = choose(s, wish, forward ? window_after(p, last, after) : window_before(p, first, before), LOOKS);
        if (next == CVN_NONE)
            return 0;
        attend(s, wish, next);
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
            attend(s, wish, series->starts[k]);
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
    uint32_t all = wish->must_count, count = 0; /* all: of those who must come, the first so many to everything */
    if (may_miss(p, wish->type) && wish->must_count)
        all = cvn_below(s, wish->must_count + 1);
    if (all)
        cvn_common_starts(s, wish->must, all);
    else
        any_starts(s, wish->must, wish->must_count);
    list_common(s);
    /* Long series are tried by chance, which is quick, and then with an eye to how many sessions still fit. */
    for (int look = s->tight; look <= (s->up_to != NULL) && !count; look++) {
        s->looks_ahead = look;
        if (look)
            cvn_reach(s);
        memcpy(s->alive, p->types[wish->type].takes_member, p->people_words * sizeof *s->alive);
        count = p->pattern == CVN_PATTERN_OFFERED ? pick_series(s, wish) : grow(s, wish);
    }
    return count && cvn_plan_sessions_ok(p, s->series, count, wish->held) ? count : 0;
}
