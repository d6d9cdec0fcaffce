/* SPDX-License-Identifier: Apache-2.0 */
/** The squared turns of a rota: no way of dealing them is fairer, by trying all ways. */
#include "groups.h"

typedef struct deal {
    uint32_t sessions, n, each, turns[16];
    bool able[CVN_MAX_SESSIONS][16];
    int64_t least;
} deal;

/** Gives the k-th session's duties to people from `from` on, `left` of them still to be given. */
static void try_all(deal *d, uint32_t k, uint32_t from, uint32_t left) // NOLINT(misc-no-recursion): as deep as there are duties
{
    if (k == d->sessions) {
        int64_t sum = 0;
        for (uint32_t i = 0; i < d->n; i++)
            sum += (int64_t)d->turns[i] * d->turns[i];
        d->least = sum < d->least ? sum : d->least;
        return;
    }
    uint32_t able = 0;
    for (uint32_t i = from; i < d->n; i++)
        able += d->able[k][i];
    if (!left || !able) { /* as many as are able, up to the number asked for */
        uint32_t next = k + 1;
        try_all(d, next, 0, d->each);
        return;
    }
    for (uint32_t i = from; i < d->n; i++)
        if (d->able[k][i] && able >= left) {
            d->turns[i]++;
            try_all(d, k, i + 1, left - 1);
            d->turns[i]--;
            able--;
        } else {
            able -= d->able[k][i];
        }
}

static int64_t by_hand(const cvn_problem *p, const cvn_slot *slot, uint32_t out, uint32_t in)
{
    const cvn_plan_type *type = &p->types[slot->type];
    const listed before = list_of(slot, type->rota_among), now = changed(&before, out, type->rota_among == CVN_AMONG_LEADERS ? CVN_NONE : in);
    deal d = {.sessions = slot->count - slot->held, .least = INT64_MAX};
    uint32_t fewest[CVN_MAX_SESSIONS] = {0};
    for (uint32_t i = 0; i < now.n; i++) {
        if (!cvn_bit(type->rota_who, now.who[i]))
            continue;
        for (uint32_t k = 0; k < d.sessions; k++)
            fewest[k] += d.able[k][d.n] = cvn_plan_can(p, now.who[i], slot->at[slot->held + k]);
        d.n++;
    }
    d.each = type->rota_per_session;
    for (uint32_t k = 0; k < d.sessions; k++)
        if (fewest[k] < d.each) /* fewer than asked for: all of them have a turn, so that choosing is over */
            for (uint32_t i = 0; i < d.n; i++) {
                d.turns[i] += d.able[k][i];
                d.able[k][i] = false;
            }
    try_all(&d, 0, 0, d.each);
    return d.least;
}

static void check(cvn_search *s)
{
    for (uint32_t g = 0; g < s->state->open_count; g++) {
        const cvn_slot *slot = &s->state->slots[s->state->open[g]];
        const listed who = list_of(slot, CVN_AMONG_ALL), members = list_of(slot, CVN_AMONG_MEMBERS);
        bool rota = s->p->types[slot->type].has_rota;
        for (uint32_t i = 0; i <= members.n; i++)
            for (uint32_t in = 0; in <= s->p->people; in += 3) {
                uint32_t out = i < members.n ? members.who[i] : CVN_NONE, comes = in < s->p->people ? in : CVN_NONE;
                if (comes != CVN_NONE && is_listed(&who, comes))
                    continue;
                assert_int_equal(cvn_rota_squares(s->state, slot, out, comes), rota ? by_hand(s->p, slot, out, comes) : 0);
                compared += rota;
            }
    }
}

static void nothing_is_fairer(void **context)
{
    (void)context;
    each_middling_search(check);
    assert_true(compared > 300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_is_fairer)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
