/* SPDX-License-Identifier: Apache-2.0 */
/** What prices prove, in whole numbers. */
#include "solve/bound_climb.h"

#include <stdlib.h>

#define ONE CVN_SEAT_PRICE_ONE
#define FAR INT64_MAX

/** Adds of × times; false where it does not fit. */
static bool add(int64_t *to, int64_t of, int64_t times)
{
    int64_t product;
    return !__builtin_mul_overflow(of, times, &product) && !__builtin_add_overflow(*to, product, to);
}

/** Of a price that many parts, rounded down. */
static bool parts(int64_t price, int64_t many, int64_t *out)
{
    if (__builtin_mul_overflow(price, many, out))
        return false;
    *out = *out / ONE - (*out % ONE < 0);
    return true;
}

/** What hours count as, rounded down; m and z as in bound_climb.h, within their limits. */
static bool hours_price(const cvn_seats *s, const cvn_seat *seat, const int64_t *mix, int64_t *out)
{
    int64_t m = mix[0] < 0 ? 0 : mix[0] > ONE ? ONE : mix[0], z = mix[1] < 0 ? 0 : mix[1], square, rest = 0;
    *out = 0;
    return parts(z, -z, &square) && add(&rest, z, 2 * (int64_t)seat->hours) && add(&rest, square, 1) && parts(rest, ONE - m, out) &&
           add(out, cvn_seat_squares(s, seat), m);
}

/** The seat at its price. */
static bool seat_price(const cvn_seats *s, const int64_t *prices, const cvn_sort *sort, const cvn_seat *seat, const int64_t *mix, int64_t *out)
{
    const int64_t *row = prices + (size_t)seat->cell * (s->trait_count + 2);
    int64_t hours;
    *out = (int64_t)seat->cost * ONE;
    bool ok = add(out, row[seat->role], 1) && hours_price(s, seat, mix, &hours) && add(out, hours, 1);
    for (uint32_t k = 0; k < sort->trait_count[seat->role] && ok; k++)
        ok = add(out, row[2 + sort->traits[seat->role][k]], 1);
    return ok;
}

/** The least that one of them comes to: left over, a member of one group, or a leader of one or as many as they may lead. */
static bool sort_price(const cvn_seats *s, const int64_t *prices, const cvn_sort *sort, int64_t *least)
{
    const int64_t *mix = prices + cvn_seat_left_price(s) + 1 + 2 * (size_t)(sort - s->sorts);
    const int64_t *cap = prices + cvn_seat_caps(s) + sort->caps;
    int64_t over = 0;
    if (!add(&over, prices[cvn_seat_left_price(s)], sort->priority))
        return false;
    *least = sort->must ? FAR : over;
    for (uint32_t k = 0; k < sort->seat_count; k++) {
        int64_t one, all = 0;
        cap += cvn_seat_elsewhere(sort, k);
        if (!seat_price(s, prices, sort, &sort->seats[k], mix, &one) || !add(&one, *cap, 1) ||
            !add(&all, one, one < 0 && sort->seats[k].role == CVN_SEAT_LEADER ? sort->leads : 1))
            return false;
        *least = all < *least ? all : *least;
    }
    return true;
}

/** The least of what so many cost beyond what they earn. */
static bool trait_price(const cvn_trait *trait, uint32_t most, int64_t price, int64_t *out)
{
    int64_t least = FAR;
    for (uint32_t n = trait->least; n <= most; n++) {
        int64_t one = 0;
        if (!add(&one, trait->cost[n], ONE) || !add(&one, price, -(int64_t)n))
            return false;
        least = one < least ? one : least;
    }
    return least < FAR && add(out, least, 1);
}

/** Members by their distance from the ideal size, and leaders. */
static bool shape_price(const cvn_seats *s, const int64_t *row, const cvn_shape *shape, int64_t *out)
{
    int64_t members = FAR, leaders = FAR;
    for (uint32_t n = shape->least[CVN_SEAT_MEMBER]; n <= shape->most[CVN_SEAT_MEMBER]; n++) {
        int64_t off = (int64_t)n - s->p->types[shape->type].size_ideal, one = 0;
        if (!add(&one, off * off * ONE, s->p->weights.size) || !add(&one, row[CVN_SEAT_MEMBER], -(int64_t)n))
            return false;
        members = one < members ? one : members;
    }
    for (uint32_t n = shape->least[CVN_SEAT_LEADER]; n <= shape->most[CVN_SEAT_LEADER]; n++) {
        int64_t one = 0;
        if (!add(&one, row[CVN_SEAT_LEADER], -(int64_t)n))
            return false;
        leaders = one < leaders ? one : leaders;
    }
    *out = 0;
    return members < FAR && leaders < FAR && add(out, members, 1) && add(out, leaders, 1);
}

/** What a group of each cell earns by caps at most. */
static bool earn_caps(const cvn_seats *s, const int64_t *prices, int64_t *earned)
{
    for (uint32_t k = 0; k < s->sort_count; k++) {
        const cvn_sort *sort = &s->sorts[k];
        const int64_t *cap = prices + cvn_seat_caps(s) + sort->caps;
        for (uint32_t n = 0; n < sort->seat_count; n++) {
            cap += cvn_seat_elsewhere(sort, n);
            bool first = !n || cvn_seat_elsewhere(sort, n);
            if (first && *cap > 0 && !add(&earned[sort->seats[n].cell], *cap, sort->people))
                return false;
        }
    }
    return true;
}

static bool cheapest_group(const cvn_seats *s, const int64_t *prices, const int64_t *earned, int64_t *group)
{
    *group = FAR;
    for (uint32_t k = 0; k < s->shape_count; k++) {
        const cvn_shape *shape = &s->shapes[k];
        const int64_t *row = prices + (size_t)shape->cell * (s->trait_count + 2);
        int64_t one;
        bool possible = true;
        for (uint32_t n = 0; n < s->trait_count; n++)
            possible = possible && s->traits[n].least <= s->most[(size_t)shape->cell * s->trait_count + n];
        if (!possible)
            continue;
        if (!shape_price(s, row, shape, &one) || !add(&one, earned[shape->cell], -1))
            return false;
        for (uint32_t n = 0; n < s->trait_count; n++)
            if (!trait_price(&s->traits[n], s->most[(size_t)shape->cell * s->trait_count + n], row[2 + n], &one))
                return false;
        *group = one < *group ? one : *group;
    }
    return *group < FAR;
}

bool cvn_seat_worth(const cvn_seats *s, const int64_t *prices, int64_t *people, int64_t *group)
{
    *people = 0;
    if (!add(people, prices[cvn_seat_left_price(s)], -s->spare))
        return false;
    for (uint32_t k = 0; k < s->sort_count; k++) {
        int64_t one;
        if (!sort_price(s, prices, &s->sorts[k], &one) || one == FAR || !add(people, one, s->sorts[k].people))
            return false;
    }
    int64_t *earned = CVN_NEW_ARRAY(int64_t, s->cells + 1);
    bool any = earn_caps(s, prices, earned) && cheapest_group(s, prices, earned, group);
    free(earned);
    return any;
}
