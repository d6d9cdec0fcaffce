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

/** Duties that somebody has and can still do stay with them; returns how many of a session. */
static uint32_t keep_duties(deal *d, uint32_t session, const uint32_t *was, uint32_t per_session)
{
    const uint8_t *able = d->able + (size_t)session * d->people;
    uint8_t *does = d->does + (size_t)session * d->people;
    uint32_t kept = 0;
    for (uint32_t n = 0; n < per_session; n++) {
        uint32_t i = was[n];
        if (i == CVN_NONE || !able[i] || does[i])
            continue;
        does[i] = 1;
        d->turns[i]++;
        kept++;
    }
    return kept;
}

/** Takes one duty off a person, along a path of changes, to somebody with at least two turns less; false where nobody is reached. */
static bool relieve(deal *d, uint32_t person)
{
    uint32_t end = 0, best = person;
    memset(d->seen, 0, d->people);
    d->seen[person] = 1;
    d->via_person[person] = CVN_NONE;
    d->queue[end++] = person;
    for (uint32_t at = 0; at < end; at++) {
        uint32_t i = d->queue[at];
        if (d->turns[i] < d->turns[best])
            best = i;
        for (uint32_t s = 0; s < d->sessions; s++)
            if (d->does[(size_t)s * d->people + i])
                reach(d, s, i, &end);
    }
    if (d->turns[best] + 2 > d->turns[person])
        return false;
    d->turns[best]++;
    d->turns[person]--;
    for (uint32_t i = best; i != person; i = d->via_person[i]) {
        d->does[(size_t)d->via_session[i] * d->people + i] = 1;
        d->does[(size_t)d->via_session[i] * d->people + d->via_person[i]] = 0;
    }
    return true;
}

/** What stays is made fair again: without a path to relieve anybody the squares are least, as when everything is dealt anew. */
static void even_out(deal *d)
{
    bool any = true;
    while (any) {
        any = false;
        for (uint32_t i = 0; i < d->people; i++)
            while (d->turns[i] > 1 && relieve(d, i))
                any = true;
    }
}

/** Those who keep a duty in the order that they had, then the others. */
static void list_duties(const deal *d, uint32_t per_session, const uint32_t *was, uint32_t *who)
{
    for (uint32_t s = 0; s < d->sessions; s++) {
        uint32_t n = 0;
        for (uint32_t k = 0; was && k < per_session; k++) {
            uint32_t i = was[(size_t)s * per_session + k];
            if (i != CVN_NONE && d->does[(size_t)s * d->people + i]) {
                d->does[(size_t)s * d->people + i] = 0;
                who[(size_t)s * per_session + n++] = i;
            }
        }
        for (uint32_t i = 0; i < d->people; i++)
            if (d->does[(size_t)s * d->people + i])
                who[(size_t)s * per_session + n++] = i;
        while (n < per_session)
            who[(size_t)s * per_session + n++] = CVN_NONE;
    }
}

int64_t cvn_rota_keep(const uint8_t *able, uint32_t sessions, uint32_t people, uint32_t per_session, const uint32_t *was, uint32_t *who)
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
    uint32_t *kept = CVN_NEW_ARRAY(uint32_t, sessions);
    for (uint32_t s = 0; was && s < sessions; s++)
        kept[s] = keep_duties(&d, s, was + (size_t)s * per_session, per_session);
    for (uint32_t s = 0; s < sessions; s++)
        while (kept[s] < per_session && add_duty(&d, s))
            kept[s]++;
    if (was)
        even_out(&d);
    free(kept);
    int64_t squares = 0;
    for (uint32_t i = 0; i < people; i++)
        squares += (int64_t)d.turns[i] * d.turns[i];
    if (who)
        list_duties(&d, per_session, was, who);
    free(words);
    free(bytes);
    return squares;
}

int64_t cvn_rota_deal(const uint8_t *able, uint32_t sessions, uint32_t people, uint32_t per_session, uint32_t *who)
{
    return cvn_rota_keep(able, sessions, people, per_session, NULL, who);
}
