/* SPDX-License-Identifier: Apache-2.0 */
#include "solve/bound_seats.h"

#include "solve/bound_own.h"

#include <stdlib.h>
#include <string.h>

enum {
    MOST_SEATS = 8000000, /* that people could have, one by one */
    MOST_TRAITS = 160,
    MOST_SIZE = 2000, /* of a group */
    TYPES_APART = 8   /* beyond, cells are not told apart by type */
};

typedef struct draft {
    cvn_seats *s;
    const uint64_t *out;
    uint32_t places, types; /* cells: places × types */
    bool by_place;
    CVN_VEC(cvn_seat) seats;
    size_t *first;               /* by person */
    uint32_t *members, *leaders; /* by cell: people who could be that */
    bool *dead;                  /* by cell: no group can be there */
    uint32_t *gone;              /* by person: without a seat */
} draft;

/* ---- who could sit where -------------------------------------------------------------------------------------------------------------------- */

static uint32_t at_most(int64_t cost)
{
    return (uint32_t)(cost < CVN_OWN_MOST ? cost : CVN_OWN_MOST);
}

/** Takes the seat, or the cheaper of two in one cell. */
static void take_seat(draft *d, size_t first, uint32_t cell, uint32_t role, int64_t cost, uint32_t hours)
{
    for (size_t k = d->seats.count; k-- > first && d->seats.at[k].cell == cell;)
        if (d->seats.at[k].role == role) {
            d->seats.at[k].cost = at_most(cost) < d->seats.at[k].cost ? at_most(cost) : d->seats.at[k].cost;
            return;
        }
    CVN_PUSH(&d->seats) = (cvn_seat){cell, role, at_most(cost), hours};
}

static void seat_at(draft *d, cvn_own *own, uint32_t person, uint32_t place)
{
    const cvn_problem *p = d->s->p;
    bool clocks = d->by_place && p->pattern == CVN_PATTERN_FREE && d->places > 1;
    uint32_t where = d->by_place && d->places > 1 ? place : CVN_NONE, asked = p->attend, burden = 0;
    int64_t hours = clocks ? cvn_own_at_clock(own, person, place, &burden) : cvn_own_least(own, person, where, asked), member = hours;
    size_t first = d->seats.count;
    for (uint32_t t = 0; t < p->type_count; t++) {
        uint32_t cell = place * d->types + (d->types > 1 ? t : 0);
        int64_t liking = p->person[person].preference[t];
        if (member >= 0 && cvn_bit(p->types[t].takes_member, person))
            take_seat(d, first, cell, CVN_SEAT_MEMBER, member + liking, burden);
        if (!p->types[t].leaders_max || !cvn_bit(p->types[t].takes_leader, person))
            continue;
        if (p->types[t].leaders_attend != asked && !clocks) {
            asked = p->types[t].leaders_attend;
            hours = cvn_own_least(own, person, where, asked);
        }
        if (hours >= 0)
            take_seat(d, first, cell, CVN_SEAT_LEADER, hours + liking, burden);
    }
}

static bool seat_everybody(draft *d)
{
    const cvn_problem *p = d->s->p;
    cvn_own *own = cvn_own_new(p);
    bool few = true;
    for (uint32_t i = 0; i < p->people && few; i++) {
        d->first[i] = d->seats.count;
        for (uint32_t n = 0; n < d->places && !(d->out && cvn_bit(d->out, i)); n++)
            seat_at(d, own, i, n);
        few = d->seats.count <= MOST_SEATS;
    }
    d->first[p->people] = d->seats.count;
    cvn_own_free(own);
    return few;
}

/* ---- where there can be no group ------------------------------------------------------------------------------------------------------------ */

static bool is_of(const draft *d, uint32_t cell, uint32_t type)
{
    return d->types == 1 || cell % d->types == type;
}

static bool group_can_be(const draft *d, uint32_t cell, uint32_t type)
{
    const cvn_plan_type *t = &d->s->p->types[type];
    return is_of(d, cell, type) && t->max_groups && d->members[cell] >= t->size_min && d->leaders[cell] >= t->leaders_min;
}

static void count_people(draft *d)
{
    memset(d->members, 0, d->s->cells * sizeof *d->members);
    memset(d->leaders, 0, d->s->cells * sizeof *d->leaders);
    for (size_t k = 0; k < d->seats.count; k++)
        ++*(d->seats.at[k].role == CVN_SEAT_MEMBER ? &d->members[d->seats.at[k].cell] : &d->leaders[d->seats.at[k].cell]);
}

/** Strikes off cells where there are too few people for a group, until there are none; and their seats. */
static void strike_off(draft *d)
{
    const cvn_problem *p = d->s->p;
    count_people(d);
    for (uint32_t c = 0; c < d->s->cells; c++) {
        d->dead[c] = true;
        for (uint32_t t = 0; t < p->type_count; t++)
            d->dead[c] = d->dead[c] && !group_can_be(d, c, t);
    }
    size_t kept = 0;
    for (uint32_t i = 0; i < p->people; i++) {
        size_t from = d->first[i];
        d->first[i] = kept;
        for (size_t k = from; k < (i + 1 < p->people ? d->first[i + 1] : d->seats.count); k++)
            if (!d->dead[d->seats.at[k].cell])
                d->seats.at[kept++] = d->seats.at[k];
    }
    d->seats.count = kept;
    d->first[p->people] = kept;
    count_people(d);
}

/* ---- shapes --------------------------------------------------------------------------------------------------------------------------------- */

static uint32_t lesser(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static void lay_out_shapes(draft *d)
{
    cvn_seats *s = d->s;
    s->shapes = CVN_ARENA_ARRAY(s->arena, cvn_shape, (size_t)d->places * s->p->type_count + 1);
    for (uint32_t c = 0; c < s->cells; c++)
        for (uint32_t t = 0; t < s->p->type_count; t++) {
            const cvn_plan_type *type = &s->p->types[t];
            if (!group_can_be(d, c, t))
                continue;
            s->shapes[s->shape_count++] =
                (cvn_shape){.cell = c,
                            .type = t,
                            .least = {type->size_min, type->leaders_min},
                            .most = {lesser(type->size_max, d->members[c]), lesser(type->leaders_max, d->leaders[c])}};
        }
}

static bool counts(const cvn_trait *trait, uint32_t role)
{
    return trait->among == CVN_AMONG_ALL || (trait->among == CVN_AMONG_MEMBERS) == (role == CVN_SEAT_MEMBER);
}

/** How many of those who have a trait could be in one group of a cell; somebody who could sit there in two roles is one. */
static void count_traits(draft *d)
{
    cvn_seats *s = d->s;
    const cvn_seat *seats = d->seats.at;
    uint32_t *most = CVN_ARENA_ARRAY(s->arena, uint32_t, (size_t)s->cells * s->trait_count + 1);
    for (uint32_t n = 0; n < s->trait_count && seats; n++) {
        const cvn_trait *trait = &s->traits[n];
        for (uint32_t i = 0; i < s->p->people; i++)
            for (size_t k = d->first[i]; k < d->first[i + 1] && cvn_bit(trait->who, i); k++) {
                bool again = trait->among == CVN_AMONG_ALL && k > d->first[i] && seats[k - 1].cell == seats[k].cell;
                most[(size_t)seats[k].cell * s->trait_count + n] += !again && counts(trait, seats[k].role);
            }
        for (uint32_t c = 0; c < s->cells; c++)
            most[(size_t)c * s->trait_count + n] = lesser(most[(size_t)c * s->trait_count + n], trait->most);
    }
    s->most = most;
}

/* ---- sorts ---------------------------------------------------------------------------------------------------------------------------------- */

static uint32_t *traits_of(const draft *d, uint32_t person, uint32_t role, uint32_t *count)
{
    const cvn_seats *s = d->s;
    uint32_t *traits = CVN_ARENA_ARRAY(s->arena, uint32_t, s->trait_count + 1);
    *count = 0;
    for (uint32_t n = 0; n < s->trait_count; n++)
        if (counts(&s->traits[n], role) && cvn_bit(s->traits[n].who, person))
            traits[(*count)++] = n;
    return traits;
}

static bool alike(const cvn_sort *a, const cvn_sort *b)
{
    if (a->leads != b->leads || a->priority != b->priority || a->seat_count != b->seat_count ||
        memcmp(a->seats, b->seats, a->seat_count * sizeof *a->seats) != 0)
        return false;
    for (uint32_t r = 0; r < CVN_SEATS; r++)
        if (a->trait_count[r] != b->trait_count[r] || memcmp(a->traits[r], b->traits[r], a->trait_count[r] * sizeof *a->traits[r]) != 0)
            return false;
    return true;
}

static uint64_t mixed(uint64_t hash, uint64_t value)
{
    return (hash ^ value) * UINT64_C(0x100000001b3) ^ hash >> 29;
}

static uint64_t hash_of(const cvn_sort *sort)
{
    uint64_t hash = mixed(mixed(UINT64_C(0xcbf29ce484222325), sort->leads), sort->priority);
    for (uint32_t k = 0; k < sort->seat_count; k++)
        hash = mixed(mixed(hash, sort->seats[k].cell * 2 + sort->seats[k].role), sort->seats[k].cost);
    for (uint32_t r = 0; r < CVN_SEATS; r++)
        for (uint32_t k = 0; k < sort->trait_count[r]; k++)
            hash = mixed(hash, sort->traits[r][k]);
    return hash ^ hash >> 31;
}

static void count_caps(cvn_seats *s)
{
    for (uint32_t k = 0; k < s->sort_count; k++) {
        s->sorts[k].caps = s->cap_count;
        s->cap_count++;
        for (uint32_t n = 1; n < s->sorts[k].seat_count; n++)
            s->cap_count += cvn_seat_elsewhere(&s->sorts[k], n);
    }
}

static void sort_people(draft *d)
{
    cvn_seats *s = d->s;
    const cvn_problem *p = s->p;
    size_t room = 64;
    while (room < 2 * (size_t)p->people)
        room *= 2;
    uint32_t *known = CVN_NEW_ARRAY(uint32_t, room); /* one more than the number of a sort */
    uint32_t *sort_of = CVN_ARENA_ARRAY(s->arena, uint32_t, p->people + 1);
    s->sorts = CVN_ARENA_ARRAY(s->arena, cvn_sort, p->people + 1);
    s->sort_of = sort_of;
    for (uint32_t i = 0; i < p->people; i++) {
        sort_of[i] = CVN_NONE;
        if (d->first[i] == d->first[i + 1])
            continue;
        const cvn_plan_person *who = &p->person[i];
        cvn_sort sort = {.people = 1,
                         .leads = who->lead_max,
                         .priority = who->member ? who->priority : 0,
                         .must = who->member && who->priority > s->spare,
                         .seats = d->seats.at + d->first[i],
                         .seat_count = (uint32_t)(d->first[i + 1] - d->first[i])};
        for (uint32_t r = 0; r < CVN_SEATS; r++)
            sort.traits[r] = traits_of(d, i, r, &sort.trait_count[r]);
        size_t at = hash_of(&sort) & (room - 1);
        while (known[at] && !alike(&s->sorts[known[at] - 1], &sort))
            at = (at + 1) & (room - 1);
        if (known[at]) {
            sort_of[i] = known[at] - 1;
            s->sorts[known[at] - 1].people++;
            continue;
        }
        sort_of[i] = s->sort_count;
        s->sorts[s->sort_count] = sort;
        known[at] = ++s->sort_count;
    }
    free(known);
    count_caps(s);
}

/* ---- all of it ------------------------------------------------------------------------------------------------------------------------------ */

/** Who has no seat is left over: what remains for others, and how many groups there are at least and at most. */
static void count_groups(draft *d)
{
    cvn_seats *s = d->s;
    const cvn_problem *p = s->p;
    uint64_t placed = 0, members = 0, leads = 0, largest = 1, smallest = UINT64_MAX, fewest = UINT64_MAX;
    for (uint32_t i = 0; i < p->people; i++) {
        bool seated = d->first[i] < d->first[i + 1];
        s->spare -= !seated && p->person[i].member ? p->person[i].priority : 0;
        placed += seated && p->person[i].member;
        members += p->person[i].member;
        leads += p->person[i].leader ? p->person[i].lead_max : 0;
    }
    for (uint32_t t = 0; t < p->type_count; t++) {
        const cvn_plan_type *type = &p->types[t];
        uint64_t size = (uint64_t)type->size_max + type->leaders_max;
        largest = size > largest ? size : largest;
        smallest = type->size_min < smallest ? type->size_min : smallest;
        fewest = type->leaders_min < fewest ? type->leaders_min : fewest;
    }
    uint64_t left = s->spare < 0 ? 0 : (uint64_t)s->spare, at_least = placed > left ? placed - left : 0, most = members / smallest;
    most = fewest && leads / fewest < most ? leads / fewest : most;
    s->least_groups = (uint32_t)((at_least + largest - 1) / largest);
    s->most_groups = (uint32_t)most;
}

static bool fits(const cvn_problem *p)
{
    if (p->baseline || !p->people || !p->type_count)
        return false;
    for (uint32_t t = 0; t < p->type_count; t++)
        if (!p->types[t].size_min || lesser(p->types[t].size_max, p->people) > MOST_SIZE)
            return false;
    return true;
}

cvn_seats *cvn_seats_new(const cvn_problem *p, int64_t unplaced, const uint64_t *out, bool apart)
{
    if (!fits(p))
        return NULL;
    cvn_arena *arena = cvn_arena_new();
    cvn_seats *s = CVN_ARENA_ARRAY(arena, cvn_seats, 1);
    draft d = {.s = s, .out = out, .by_place = apart, .places = apart ? cvn_own_places(p) : 1};
    d.types = p->type_count <= TYPES_APART ? p->type_count : 1;
    *s = (cvn_seats){.p = p, .arena = arena, .cells = d.places * d.types, .spare = unplaced};
    d.first = CVN_ARENA_ARRAY(arena, size_t, p->people + 1);
    d.members = CVN_ARENA_ARRAY(arena, uint32_t, s->cells + 1);
    d.leaders = CVN_ARENA_ARRAY(arena, uint32_t, s->cells + 1);
    d.dead = CVN_ARENA_ARRAY(arena, bool, s->cells + 1);
    bool ok = seat_everybody(&d);
    if (ok) {
        for (size_t before = d.seats.count + 1; before > d.seats.count;) {
            before = d.seats.count;
            strike_off(&d);
        }
        lay_out_shapes(&d);
        count_groups(&d);
        s->traits = cvn_traits_new(p, arena, apart ? 1 : s->least_groups, MOST_TRAITS, &s->trait_count);
        count_traits(&d);
        cvn_seat *seats = CVN_ARENA_ARRAY(arena, cvn_seat, d.seats.count + 1);
        if (d.seats.count)
            memcpy(seats, d.seats.at, d.seats.count * sizeof *seats);
        CVN_VEC_FREE(&d.seats);
        d.seats.at = seats;
        sort_people(&d);
        return s;
    }
    CVN_VEC_FREE(&d.seats);
    cvn_seats_free(s);
    return NULL;
}

void cvn_seats_free(cvn_seats *seats)
{
    if (seats)
        cvn_arena_free(seats->arena);
}
