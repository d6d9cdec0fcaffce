/* SPDX-License-Identifier: Apache-2.0 */
#include "solve/bound_layout.h"

#include <stdlib.h>
#include <string.h>

struct cvn_bound_layout {
    const cvn_kinds *k;
    cvn_layout layout;
    uint64_t *places;
    uint32_t *own;
    int64_t *least;   /* by session and place of own: the cheapest way there, INT64_MAX: none */
    uint32_t *before; /* the place before on it */
    struct {
        uint32_t person, start;
    } * led; /* sessions of leaders */
    size_t led_count, led_room;
};

cvn_bound_layout *cvn_bound_layout_new(const cvn_kinds *k)
{
    cvn_bound_layout *l = CVN_NEW(cvn_bound_layout);
    size_t cells = ((size_t)k->p->session_count + 1) * (k->place_count + 1);
    l->k = k;
    l->places = CVN_NEW_ARRAY(uint64_t, k->place_words + 1);
    l->own = CVN_NEW_ARRAY(uint32_t, k->place_count + 1);
    l->least = CVN_NEW_ARRAY(int64_t, cells);
    l->before = CVN_NEW_ARRAY(uint32_t, cells);
    return l;
}

void cvn_bound_layout_free(cvn_bound_layout *l)
{
    if (!l)
        return;
    cvn_layout_free(&l->layout);
    free(l->places);
    free(l->own);
    free(l->least);
    free(l->before);
    free(l->led);
    free(l);
}

const cvn_layout *cvn_bound_layout_done(const cvn_bound_layout *l)
{
    return &l->layout;
}

/** Does one of the place's sessions meet one that they lead already? */
static bool busy(const cvn_bound_layout *l, uint32_t person, uint32_t place)
{
    const cvn_problem *p = l->k->p;
    for (uint32_t s = l->k->start_first[place]; s < l->k->start_first[place + 1]; s++)
        for (size_t i = 0; i < l->led_count; i++)
            if (l->led[i].person == person && llabs(p->start_min[l->led[i].start] - p->start_min[l->k->starts[s]]) < p->duration_min)
                return true;
    return false;
}

/** Where all of them can be. */
static void common_places(cvn_bound_layout *l, const cvn_found_group *g)
{
    const cvn_kinds *k = l->k;
    const cvn_kind *kind = &k->kinds[g->kind];
    memset(l->places, 0, k->place_words * sizeof *l->places);
    for (uint32_t n = 0; n < k->place_count; n++) {
        bool all = true;
        for (uint32_t r = 0; r < CVN_ROLES; r++)
            for (uint32_t i = 0; i < g->count[r] && all; i++)
                all = cvn_bit(kind->can[r] + (size_t)g->who[r][i] * k->place_words, n) && (r == CVN_AS_MEMBER || !busy(l, g->who[r][i], n));
        if (all)
            cvn_bit_set(l->places, n);
    }
}

static int64_t burden_of(const cvn_bound_layout *l, const cvn_found_group *g, uint32_t place)
{
    int64_t sum = 0;
    for (uint32_t s = l->k->start_first[place]; s < l->k->start_first[place + 1]; s++)
        for (uint32_t r = 0; r < CVN_ROLES; r++)
            for (uint32_t i = 0; i < g->count[r]; i++)
                sum += cvn_plan_burden(l->k->p, g->who[r][i], l->k->starts[s]);
    return sum;
}

/** The cheapest way through the common places; false where there is none. out: places, as many as the kind's length. */
static bool cheapest_places(cvn_bound_layout *l, const cvn_found_group *g, uint32_t *out)
{
    const cvn_kinds *k = l->k;
    const cvn_kind *kind = &k->kinds[g->kind];
    uint32_t n = 0;
    for (size_t s = cvn_bits_next(l->places, k->place_count, 0); s < k->place_count; s = cvn_bits_next(l->places, k->place_count, s + 1))
        l->own[n++] = (uint32_t)s;
    for (uint32_t level = 0; level < kind->length; level++)
        for (uint32_t i = 0; i < n; i++) {
            int64_t *least = l->least + (size_t)level * n, here = burden_of(l, g, l->own[i]);
            least[i] = level == 0 && (!kind->first || cvn_bit(kind->first, l->own[i])) ? here : INT64_MAX;
            for (uint32_t j = 0; level > 0 && j < i; j++)
                if (l->own[j] >= k->from[l->own[i]] && l->own[j] < k->to[l->own[i]] && (least - n)[j] < INT64_MAX &&
                    (least - n)[j] + here < least[i]) {
                    least[i] = (least - n)[j] + here;
                    l->before[(size_t)level * n + i] = j;
                }
        }
    const int64_t *last = l->least + (size_t)(kind->length - 1) * n;
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++)
        best = last[i] < last[best] ? i : best;
    if (!n || last[best] == INT64_MAX)
        return false;
    for (uint32_t level = kind->length; level-- > 0;) {
        out[level] = l->own[best];
        best = level > 0 ? l->before[(size_t)level * n + best] : 0;
    }
    return true;
}

static void push(cvn_bound_layout *l, const uint32_t *words, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        CVN_PUSH(&l->layout.words) = words[i];
}

static void lead(cvn_bound_layout *l, const cvn_found_group *g, uint32_t start)
{
    for (uint32_t i = 0; i < g->count[CVN_AS_LEADER]; i++) {
        l->led = cvn_vec_grow(l->led, &l->led_count, &l->led_room, sizeof *l->led);
        l->led[l->led_count - 1].person = g->who[CVN_AS_LEADER][i];
        l->led[l->led_count - 1].start = start;
    }
}

void cvn_bound_layout_add(void *context, const cvn_found_group *g)
{
    cvn_bound_layout *l = context;
    const cvn_kind *kind = &l->k->kinds[g->kind];
    uint32_t *places = CVN_NEW_ARRAY(uint32_t, kind->length + 1), count = 0;
    common_places(l, g);
    if (kind->base == CVN_NONE && cheapest_places(l, g, places)) {
        for (uint32_t n = 0; n < kind->length; n++)
            count += l->k->start_first[places[n] + 1] - l->k->start_first[places[n]];
        uint32_t head[] = {kind->type, CVN_NONE, count, 0, g->count[CVN_AS_MEMBER], g->count[CVN_AS_LEADER]};
        push(l, head, CVN_COUNT(head));
        for (uint32_t n = 0; n < kind->length; n++)
            for (uint32_t s = l->k->start_first[places[n]]; s < l->k->start_first[places[n] + 1]; s++) {
                push(l, &l->k->starts[s], 1);
                lead(l, g, l->k->starts[s]);
            }
        push(l, g->who[CVN_AS_MEMBER], g->count[CVN_AS_MEMBER]);
        push(l, g->who[CVN_AS_LEADER], g->count[CVN_AS_LEADER]);
        l->layout.group_count++;
    }
    free(places);
}
