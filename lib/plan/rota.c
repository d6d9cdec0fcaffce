/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Fair duties: an optimal semi-matching (Harvey, Ladner, Lovász, Tamir 2006). Each duty goes along a path of changes to the person with the
 * fewest turns who can be reached; because the cost is convex in each person's turns, no later change can do better.
 */
#include "plan/plan.h"

#include <stdlib.h>
#include <string.h>

typedef struct deal {
    const uint8_t *able;
    uint32_t sessions, people;
    uint8_t *does;                      /* session × person */
    uint32_t *turns;                    /* by person */
    uint32_t *via_session, *via_person; /* by person: how the search came there, and from whom that session was taken */
    uint32_t *queue;
    uint8_t *seen;
} deal;

/** Everybody who could take over a duty of that session, reached from person `from` (CVN_NONE: the new duty). */
static void reach(deal *d, uint32_t session, uint32_t from, uint32_t *end)
{
    const uint8_t *able = d->able + (size_t)session * d->people, *does = d->does + (size_t)session * d->people;
    for (uint32_t i = 0; i < d->people; i++)
        if (able[i] && !does[i] && !d->seen[i]) {
            d->seen[i] = 1;
            d->via_session[i] = session;
            d->via_person[i] = from;
            d->queue[(*end)++] = i;
        }
}

static bool add_duty(deal *d, uint32_t session)
{
    uint32_t end = 0, best = CVN_NONE;
    memset(d->seen, 0, d->people);
    reach(d, session, CVN_NONE, &end);
    for (uint32_t at = 0; at < end; at++) {
        uint32_t i = d->queue[at];
        if (best == CVN_NONE || d->turns[i] < d->turns[best])
            best = i;
        for (uint32_t s = 0; s < d->sessions; s++)
            if (d->does[(size_t)s * d->people + i])
                reach(d, s, i, &end);
    }
    if (best == CVN_NONE)
        return false;
    d->turns[best]++;
    for (uint32_t i = best; i != CVN_NONE;) {
        uint32_t s = d->via_session[i], from = d->via_person[i];
        d->does[(size_t)s * d->people + i] = 1;
        if (from != CVN_NONE)
            d->does[(size_t)s * d->people + from] = 0;
        i = from;
    }
    return true;
}

static void list_duties(const deal *d, uint32_t per_session, uint32_t *who)
{
    for (uint32_t s = 0; s < d->sessions; s++) {
        uint32_t n = 0;
        for (uint32_t i = 0; i < d->people; i++)
            if (d->does[(size_t)s * d->people + i])
                who[(size_t)s * per_session + n++] = i;
        while (n < per_session)
            who[(size_t)s * per_session + n++] = CVN_NONE;
    }
}

int64_t cvn_rota_deal(const uint8_t *able, uint32_t sessions, uint32_t people, uint32_t per_session, uint32_t *who)
{
    size_t cells = (size_t)sessions * people;
    uint32_t *words = CVN_NEW_ARRAY(uint32_t, (size_t)people * 4);
    uint8_t *bytes = CVN_NEW_ARRAY(uint8_t, cells + people);
    deal d = {.able = able,
              .sessions = sessions,
              .people = people,
              .does = bytes,
              .seen = bytes + cells,
              .turns = words,
              .via_session = words + people,
              .via_person = words + 2 * (size_t)people,
              .queue = words + 3 * (size_t)people};
    for (uint32_t s = 0; s < sessions; s++)
        for (uint32_t n = 0; n < per_session && add_duty(&d, s); n++)
            ;
    int64_t squares = 0;
    for (uint32_t i = 0; i < people; i++)
        squares += (int64_t)d.turns[i] * d.turns[i];
    if (who)
        list_duties(&d, per_session, who);
    free(words);
    free(bytes);
    return squares;
}
