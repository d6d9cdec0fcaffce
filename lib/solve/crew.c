/* SPDX-License-Identifier: Apache-2.0 */
/** Seating people within a trial: one by one where it costs least, by chains, and whole groups. */
#include "solve/rules/rules.h"
#include "solve/search.h"

enum { LOOKED_AT = 24, TRIED = 6, PUSHED = 4, DEEPEST = 8, COMPANY = 64 };

/**
 * The groups that those of a chain moved to. Nobody else of it goes there: what one step took back would else be where another step put somebody,
 * and a chain that leads nowhere could not be undone step by step.
 */
typedef struct chain {
    uint32_t slots[DEEPEST], count;
} chain;

static bool passed(const chain *c, uint32_t slot)
{
    for (uint32_t i = 0; i < c->count; i++)
        if (c->slots[i] == slot)
            return true;
    return false;
}

void cvn_put(cvn_search *s, uint32_t person, uint32_t slot)
{
    cvn_join(s->state, person, slot);
}

void cvn_take(cvn_search *s, uint32_t person)
{
    cvn_leave(s->state, person);
}

cvn_tally cvn_seat_change(const cvn_search *s, uint32_t person, uint32_t slot)
{
    cvn_tally change = cvn_slot_change(s->state, slot, CVN_NONE, person), own = cvn_member_tally(s->state, person, slot);
    cvn_tally none = cvn_member_tally(s->state, person, CVN_NONE);
    cvn_tally_add(&change, &own, 1);
    cvn_tally_add(&change, &none, -1);
    if (s->p->person[person].tied) {
        cvn_tally ties = cvn_together_seated(s->state, person, slot);
        cvn_tally_add(&change, &ties, 1);
    }
    return change;
}

/** Puts the person where there is room and it costs least; the groups that they fit go into list, those of the chain apart. */
static bool insert_free(cvn_search *s, uint32_t person, const chain *c, uint32_t *list, uint32_t *listed)
{
    const cvn_state *state = s->state;
    const uint64_t *row = state->fits + (size_t)person * state->slot_words;
    uint32_t from = cvn_below(s, state->slot_count), best = CVN_NONE, n = 0;
    double least = 0;
    for (int turn = 0; turn < 2; turn++)
        for (size_t g = cvn_bits_next(row, state->slot_count, turn ? 0 : from); g < (turn ? from : state->slot_count) && n < LOOKED_AT;
             g = cvn_bits_next(row, state->slot_count, g + 1)) {
            if (passed(c, (uint32_t)g))
                continue;
            list[n++] = (uint32_t)g;
            if (!cvn_has_room(state, (uint32_t)g))
                continue;
            cvn_tally change = cvn_seat_change(s, person, (uint32_t)g);
            double energy = cvn_energy(s, &change);
            if (change.hard <= 0 && (best == CVN_NONE || energy < least)) {
                best = (uint32_t)g;
                least = energy;
            }
        }
    *listed = n;
    if (best != CVN_NONE)
        cvn_put(s, person, best);
    return best != CVN_NONE;
}

static bool insert(cvn_search *s, uint32_t person, uint32_t depth, chain *c);

/** Puts the person into a group in the place of another, who is put elsewhere; false, and nothing changed, where they cannot be. */
static bool push_on(cvn_search *s, uint32_t person, uint32_t slot, uint32_t depth, chain *c) // NOLINT(misc-no-recursion): as deep as depth
{
    cvn_state *state = s->state;
    if (!state->slots[slot].member_count)
        return false;
    uint32_t other = state->slots[slot].members[cvn_below(s, state->slots[slot].member_count)];
    if (state->pinned[other] || cvn_slot_change(state, slot, other, person).hard > 0)
        return false;
    cvn_take(s, other);
    cvn_put(s, person, slot);
    c->slots[c->count++] = slot;
    bool done = insert(s, other, depth - 1, c);
    c->count--;
    if (!done) {
        cvn_take(s, person);
        cvn_put(s, other, slot);
    }
    return done;
}

static bool insert(cvn_search *s, uint32_t person, uint32_t depth, chain *c) // NOLINT(misc-no-recursion): as deep as depth
{
    uint32_t list[LOOKED_AT], n;
    if (insert_free(s, person, c, list, &n))
        return true;
    for (uint32_t k = 0; depth && n && k < PUSHED; k++)
        if (push_on(s, person, list[cvn_below(s, n)], depth, c))
            return true;
    return false;
}

bool cvn_insert(cvn_search *s, uint32_t person, uint32_t depth)
{
    assert(s->state->seat[person] == CVN_NONE && !s->state->lead_count[person] && depth <= DEEPEST);
    chain c = {.count = 0};
    return insert(s, person, depth, &c);
}

/** Lists people of a row, with a place (placed) or without. */
static uint32_t candidates(const cvn_search *s, const uint64_t *able, bool placed, uint32_t *out)
{
    const cvn_state *state = s->state;
    uint32_t n = 0;
    for (uint32_t w = 0; w < s->p->people_words; w++)
        for (uint64_t bits = able[w] & (placed ? ~state->unplaced[w] : state->unplaced[w]); bits; bits &= bits - 1)
            out[n++] = w * 64 + (unsigned)__builtin_ctzll(bits);
    return n;
}

static bool is_left(const cvn_state *state, uint32_t person)
{
    return state->seat[person] == CVN_NONE && !state->lead_count[person];
}

/**
 * The person and everybody left over who, by unweighted together rules, has to come along: a set that is torn when the group is full keeps the
 * rest of it out of every other group. Returns how many, COMPANY where they are that or more.
 */
static uint32_t company_of(const cvn_search *s, uint32_t person, uint32_t *who)
{
    const cvn_problem *p = s->p;
    uint32_t n = 0;
    who[n++] = person;
    for (uint32_t at = 0; at < n && n < COMPANY && p->person[person].tied; at++)
        for (uint32_t k = p->together_of.first[who[at]]; k < p->together_of.first[who[at] + 1]; k++) {
            const cvn_plan_set *set = &p->together[p->together_of.values[k]];
            for (uint32_t i = 0; set->hard && i < set->count && n < COMPANY; i++) {
                uint32_t have = 0;
                while (have < n && who[have] != set->who[i])
                    have++;
                if (have == n && p->person[set->who[i]].member && is_left(s->state, set->who[i]))
                    who[n++] = set->who[i];
            }
        }
    return n;
}

/** Is there no room for all who would come along, though a group of the type has room for them? */
static bool is_crowd(cvn_search *s, uint32_t person, uint32_t number)
{
    const cvn_slot *slot = &s->state->slots[number];
    uint32_t most = s->p->types[slot->type].size_max, who[COMPANY];
    if (!s->p->person[person].tied)
        return false;
    uint32_t n = company_of(s, person, who);
    return n < COMPANY && n <= most && n > most - slot->member_count;
}

/** Seats the person and, where it can be, those who have to come along. */
static void put_company(cvn_search *s, uint32_t person, uint32_t number)
{
    uint32_t who[COMPANY], n = company_of(s, person, who);
    cvn_put(s, person, number);
    for (uint32_t i = 1; i < n && cvn_has_room(s->state, number); i++)
        if (cvn_is_able(s->state, who[i], number) && cvn_seat_change(s, who[i], number).hard <= 0)
            cvn_put(s, who[i], number);
}

void cvn_fill(cvn_search *s, uint32_t number, uint32_t size)
{
    const cvn_slot *slot = &s->state->slots[number];
    uint32_t n = candidates(s, slot->able, false, s->people);
    while (n && slot->member_count < size) {
        uint32_t best = CVN_NONE;
        double least = 0;
        for (uint32_t k = 0; k < TRIED && n; k++) {
            uint32_t at = cvn_below(s, n);
            if (!is_left(s->state, s->people[at])) { /* came along with another */
                s->people[at] = s->people[--n];
                best = best == n ? at : best;
                continue;
            }
            cvn_tally change = cvn_seat_change(s, s->people[at], number);
            double energy = cvn_energy(s, &change);
            if (change.hard > 0 || is_crowd(s, s->people[at], number)) {
                s->people[at] = s->people[--n];
                best = best == n ? at : best;
            } else if (best == CVN_NONE || energy < least) {
                best = at;
                least = energy;
            }
        }
        if (best == CVN_NONE)
            continue;
        put_company(s, s->people[best], number);
        s->people[best] = s->people[--n];
    }
}

/** May the person be taken from their group for that one? Then *energy is what it would cost. */
static bool can_pull(const cvn_search *s, uint32_t person, uint32_t number, uint32_t from, double *energy)
{
    const cvn_state *state = s->state;
    uint32_t seat = state->seat[person];
    if (seat == CVN_NONE || seat == number || state->pinned[person] || (from != CVN_NONE && seat != from) ||
        state->slots[seat].member_count <= cvn_size_min(state, &state->slots[seat]))
        return false;
    cvn_tally change = cvn_slot_change(state, number, CVN_NONE, person), out = cvn_slot_change(state, seat, person, CVN_NONE);
    if (change.hard > 0 || out.hard > 0)
        return false;
    cvn_tally there = cvn_member_tally(state, person, number), here = cvn_member_tally(state, person, seat);
    cvn_tally_add(&change, &out, 1);
    cvn_tally_add(&change, &there, 1);
    cvn_tally_add(&change, &here, -1);
    *energy = cvn_energy(s, &change);
    return true;
}

void cvn_pull(cvn_search *s, uint32_t number, uint32_t size, uint32_t from)
{
    const cvn_slot *slot = &s->state->slots[number];
    uint32_t n = candidates(s, slot->able, true, s->people);
    while (n && slot->member_count < size) {
        uint32_t best = CVN_NONE;
        double least = 0, energy = 0;
        for (uint32_t k = 0; k < TRIED && n; k++) {
            uint32_t at = cvn_below(s, n);
            if (!can_pull(s, s->people[at], number, from, &energy)) {
                s->people[at] = s->people[--n];
                best = best == n ? at : best;
            } else if (best == CVN_NONE || energy < least) {
                best = at;
                least = energy;
            }
        }
        if (best == CVN_NONE)
            continue;
        cvn_take(s, s->people[best]);
        cvn_put(s, s->people[best], number);
        s->people[best] = s->people[--n];
    }
}

bool cvn_appoint(cvn_search *s, uint32_t person, uint32_t slot)
{
    cvn_state *state = s->state;
    uint32_t seat = state->seat[person];
    if (seat != CVN_NONE) {
        if (state->pinned[person])
            return false;
        cvn_take(s, person);
    }
    if (cvn_may_lead(state, person, slot)) {
        cvn_lead(state, person, slot);
        return true;
    }
    if (seat != CVN_NONE)
        cvn_put(s, person, seat);
    return false;
}

/** Would they lead a session that has too few leaders so far? */
static bool covers(const cvn_search *s, const cvn_slot *slot, uint32_t person)
{
    const cvn_plan_type *type = &s->p->types[slot->type];
    for (uint32_t k = slot->held; k < slot->count; k++) {
        uint32_t there = 0;
        for (uint32_t i = 0; i < slot->leader_count; i++)
            there += cvn_plan_can(s->p, slot->leaders[i], slot->at[k]);
        if (there < type->leaders_min && cvn_plan_can(s->p, person, slot->at[k]))
            return true;
    }
    return false;
}

bool cvn_staff(cvn_search *s, uint32_t number)
{
    cvn_slot *slot = &s->state->slots[number];
    const cvn_plan_type *type = &s->p->types[slot->type];
    for (uint32_t k = 0; k < 32 && slot->leader_count < type->leaders_max && cvn_leaders_short(s->state, slot) > 0; k++) {
        uint32_t person = cvn_pick_leader(s, slot->type, cvn_one_in(s, 8));
        if (person != CVN_NONE && covers(s, slot, person))
            cvn_appoint(s, person, number);
    }
    return cvn_leaders_short(s->state, slot) == 0;
}

uint32_t cvn_found(cvn_search *s, uint32_t type, uint32_t leader, uint32_t with, const uint64_t *own)
{
    uint32_t must[2], n = 0;
    if (leader != CVN_NONE)
        must[n++] = leader;
    if (with != CVN_NONE && with != leader && s->p->person[with].preference[type] >= 0)
        must[n++] = with;
    cvn_wish wish = {.type = type,
                     .base = CVN_NONE,
                     .must = must,
                     .must_count = n,
                     .own = own,
                     .own_worth = own ? 4 : 0,
                     .unplaced_worth = 4,
                     .any_worth = 1,
                     .noise = cvn_one_in(s, 4) ? 10 : 2};
    uint32_t count = cvn_seek(s, &wish);
    if (!count)
        return CVN_NONE;
    uint32_t slot = cvn_open(s->state, type, CVN_NONE);
    if (slot == CVN_NONE)
        return CVN_NONE;
    cvn_set_times(s->state, slot, s->series, count, 0);
    if (leader != CVN_NONE && !cvn_appoint(s, leader, slot))
        return CVN_NONE;
    return cvn_staff(s, slot) ? slot : CVN_NONE;
}
