/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Rows: the places that each person fills (a member all, a leader one), groups of each type; and for those who may lead several, that they are placed by one.
 * Columns: for these, whether they are placed; then groups as they are found.
 */
#include "solve/columns_parts.h"

#include <math.h>
#include <stdlib.h>

#define ENDLESS 1e30
#define WHOLE   0.8  /* so large a part of a group is made whole together with others, */
#define HASTY   0.6  /* in the first dive from here on, and one more with them */
#define NOTHING 1e-6 /* a part of a group that is none */
#define EVEN    0.7  /* in dives after the first a part counts from that */
#define CHANCE  0.6  /* to that and this times itself */
#define GAIN    2e-5 /* of what it costs to leave somebody over, for each person: rounds that bring less are dull */

enum {
    ITERATIONS = 200, /* between two looks at stop */
    SUGGEST = 3,      /* every so many rounds series are suggested anew */
    DULL = 3,         /* dull rounds in a row that end it */
    HALVED = 20       /* a part halved so often is none */
};

bool cvn_columns_stopped(const cvn_columns *c)
{
    return c->stop && c->stop->asked(c->stop->context);
}

bool cvn_columns_learn(cvn_columns *c, uint64_t hash)
{
    hash += !hash;
    if (2 * c->known_count >= c->known_room) {
        uint64_t *old = c->known;
        size_t room = c->known_room;
        c->known_room = room ? 2 * room : 4096;
        c->known = CVN_NEW_ARRAY(uint64_t, c->known_room);
        c->known_count = 0;
        for (size_t k = 0; k < room; k++)
            if (old[k])
                cvn_columns_learn(c, old[k]);
        free(old);
    }
    size_t at = (hash ^ hash >> 32) & (c->known_room - 1);
    while (c->known[at] && c->known[at] != hash)
        at = (at + 1) & (c->known_room - 1);
    bool is_new = !c->known[at];
    c->known[at] = hash;
    c->known_count += is_new;
    return is_new;
}

/* ---- the programme -------------------------------------------------------------------------------------------------------------------------------- */

static uint32_t add_row(cvn_columns *c, double least, double most)
{
    CoinBigIndex starts[2] = {0, 0};
    Clp_addRows(c->lp, 1, &least, &most, starts, NULL, NULL);
    return (uint32_t)Clp_numberRows(c->lp) - 1;
}

/** Of what index and value hold; most: of it there can be. It joins the programme with the next flush. */
static void add_column(cvn_columns *c, double most, double worth, int count)
{
    CVN_PUSH(&c->fresh) = (cvn_fresh_column){c->fresh_index.count, most, -worth};
    for (int k = 0; k < count; k++) {
        CVN_PUSH(&c->fresh_index) = c->index[k];
        CVN_PUSH(&c->fresh_value) = c->value[k];
    }
}

/** All at once, since each time the whole programme is copied. */
static void flush(cvn_columns *c)
{
    size_t n = c->fresh.count;
    if (!n)
        return;
    CoinBigIndex *starts = CVN_NEW_ARRAY(CoinBigIndex, n + 1);
    double *least = CVN_NEW_ARRAY(double, n), *most = CVN_NEW_ARRAY(double, n), *cost = CVN_NEW_ARRAY(double, n);
    for (size_t k = 0; k < n; k++) {
        starts[k] = (CoinBigIndex)c->fresh.at[k].first;
        most[k] = c->fresh.at[k].most;
        cost[k] = c->fresh.at[k].cost;
    }
    starts[n] = (CoinBigIndex)c->fresh_index.count;
    Clp_addColumns(c->lp, (int)n, least, most, cost, starts, c->fresh_index.at, c->fresh_value.at);
    c->fresh.count = c->fresh_index.count = c->fresh_value.count = 0;
    free(starts);
    free(least);
    free(most);
    free(cost);
}

static void add_rows(cvn_columns *c)
{
    const cvn_problem *p = c->p;
    for (uint32_t i = 0; i < p->people; i++)
        add_row(c, -ENDLESS, cvn_column_places(p, i));
    c->type_row = p->people;
    for (uint32_t t = 0; t < p->type_count; t++)
        add_row(c, -ENDLESS, p->types[t].max_groups < p->people ? p->types[t].max_groups : ENDLESS);
    for (uint32_t i = 0; i < p->people; i++) {
        double worth = p->person[i].member ? c->left_over * p->person[i].priority : 0;
        c->all += worth;
        c->placed[i] = worth;
        c->placed_row[i] = CVN_NONE;
        if (!p->person[i].member || cvn_column_places(p, i) == 1)
            continue;
        c->placed_row[i] = add_row(c, 0, ENDLESS); /* by how many groups − whether placed ≥ 0 */
        c->index[0] = (int)c->placed_row[i];
        c->value[0] = -1;
        add_column(c, 1, worth, 1);
        c->first_column++;
    }
}

cvn_columns *cvn_columns_new(const cvn_problem *p, double left_over, uint64_t seed)
{
    assert(!p->baseline);
    cvn_columns *c = CVN_NEW(cvn_columns);
    c->p = p;
    c->left_over = left_over;
    c->search = cvn_search_new(p, seed);
    c->place = CVN_NEW_ARRAY(double, p->people + 1);
    c->placed = CVN_NEW_ARRAY(double, p->people + 1);
    c->type = CVN_NEW_ARRAY(double, p->type_count + 1);
    c->reserve = CVN_NEW_ARRAY(double, p->people + 1);
    c->worth = CVN_NEW_ARRAY(double, p->start_count + 1);
    c->room = p->pattern == CVN_PATTERN_OFFERED ? NULL : cvn_clock_series_new(p);
    c->sits = CVN_NEW_ARRAY(bool, p->people + 1);
    c->leading = CVN_NEW_ARRAY(uint32_t, p->people + 1);
    c->of_type = CVN_NEW_ARRAY(uint32_t, p->type_count + 1);
    c->placed_row = CVN_NEW_ARRAY(uint32_t, p->people + 1);
    c->index = CVN_NEW_ARRAY(int, 2 * (size_t)p->people + 8);
    c->value = CVN_NEW_ARRAY(double, 2 * (size_t)p->people + 8);
    c->lp = Clp_newModel();
    Clp_setLogLevel(c->lp, 0);
    add_rows(c);
    return c;
}

void cvn_columns_free(cvn_columns *c)
{
    if (!c)
        return;
    Clp_deleteModel(c->lp);
    cvn_search_free(c->search);
    cvn_clock_series_free(c->room);
    CVN_VEC_FREE(&c->columns);
    CVN_VEC_FREE(&c->who);
    CVN_VEC_FREE(&c->series);
    CVN_VEC_FREE(&c->starts);
    CVN_VEC_FREE(&c->led);
    CVN_VEC_FREE(&c->fresh);
    CVN_VEC_FREE(&c->fresh_index);
    CVN_VEC_FREE(&c->fresh_value);
    free(c->own);
    free(c->known);
    free(c->place);
    free(c->placed);
    free(c->type);
    free(c->reserve);
    free(c->worth);
    free(c->sits);
    free(c->leading);
    free(c->of_type);
    free(c->placed_row);
    free(c->index);
    free(c->value);
    free(c);
}

/** Somebody fills so many places of theirs; what they are worth to it, where that stands in no row. */
static double add_person(cvn_columns *c, uint32_t person, uint32_t places, int *count)
{
    CVN_PUSH(&c->who) = person;
    c->index[*count] = (int)person;
    c->value[(*count)++] = places;
    if (c->placed_row[person] == CVN_NONE)
        return c->p->person[person].member ? c->left_over * c->p->person[person].priority : 0;
    c->index[*count] = (int)c->placed_row[person];
    c->value[(*count)++] = 1;
    return 0;
}

/** Of whoever is in it, in any order. */
static uint64_t hash_of(const cvn_slot *slot, uint32_t series)
{
    uint64_t people = 0;
    for (uint32_t k = 0; k < slot->member_count; k++)
        people += cvn_column_hash(1, slot->members[k]);
    for (uint32_t k = 0; k < slot->leader_count; k++)
        people += cvn_column_hash(2, slot->leaders[k]);
    return cvn_column_hash(cvn_column_hash(people, series), slot->type);
}

bool cvn_columns_add_slot(cvn_columns *c, const cvn_state *state, uint32_t number, uint32_t series)
{
    const cvn_slot *slot = &state->slots[number];
    double worth = -(double)cvn_slot_tally(state, number).cost;
    int count = 0;
    if (!cvn_columns_learn(c, hash_of(slot, series)))
        return false;
    CVN_PUSH(&c->columns) = (cvn_group_column){slot->type, series, slot->member_count, slot->leader_count, c->who.count, false};
    for (uint32_t k = 0; k < slot->member_count; k++)
        worth += add_person(c, slot->members[k], cvn_column_places(c->p, slot->members[k]), &count) -
                 (double)cvn_member_tally(state, slot->members[k], number).cost;
    for (uint32_t k = 0; k < slot->leader_count; k++)
        worth += add_person(c, slot->leaders[k], 1, &count) - (double)cvn_person_tally(state, slot->leaders[k], &number, 1).cost;
    c->index[count] = (int)(c->type_row + slot->type);
    c->value[count++] = 1;
    add_column(c, ENDLESS, worth, count);
    return true;
}

void cvn_columns_add(cvn_columns *c, const cvn_state *state)
{
    for (uint32_t k = 0; k < state->open_count; k++) {
        const cvn_slot *slot = &state->slots[state->open[k]];
        if (!cvn_slot_tally(state, state->open[k]).hard && slot->count && !slot->held)
            cvn_columns_add_slot(c, state, state->open[k], cvn_columns_series(c, slot->at, slot->count));
    }
}

/** In short runs, so that it can be stopped in between; dual: after bounds have changed. False where it was, or where the programme failed. */
static bool optimize(cvn_columns *c, bool dual)
{
    flush(c);
    do {
        if (cvn_columns_stopped(c))
            return false;
        Clp_setMaximumIterations(c->lp, ITERATIONS);
        if (dual)
            Clp_dual(c->lp, 0);
        else
            Clp_primal(c->lp, 0);
    } while (Clp_status(c->lp) == 3);
    if (Clp_status(c->lp) != 0)
        return false;
    const double *row = Clp_dualRowSolution(c->lp);
    for (uint32_t i = 0; i < c->p->people; i++) {
        c->place[i] = fmax(0, -row[i]);
        if (c->placed_row[i] != CVN_NONE)
            c->placed[i] = fmax(0, row[c->placed_row[i]]);
    }
    for (uint32_t t = 0; t < c->p->type_count; t++)
        c->type[t] = fmax(0, -row[c->type_row + t]);
    return true;
}

double cvn_columns_value(const cvn_columns *c)
{
    return c->all + Clp_objectiveValue(c->lp);
}

size_t cvn_columns_count(const cvn_columns *c)
{
    return c->columns.count;
}

bool cvn_columns_price_out(cvn_columns *c, const cvn_columns_stop *stop)
{
    double last = INFINITY;
    c->stop = stop;
    bool ok = !c->columns.count || optimize(c, false);
    for (uint32_t round = 0, dull = 0; ok && dull < DULL; round++) {
        if (round % SUGGEST == 0)
            cvn_columns_suggest(c);
        uint32_t built = cvn_columns_build(c, false);
        if (!built)
            built = cvn_columns_build(c, true);
        ok = !cvn_columns_stopped(c);
        if (!built && round % SUGGEST == 0)
            break;
        ok = ok && optimize(c, false);
        dull = ok && cvn_columns_value(c) > last - GAIN * c->left_over * c->p->people ? dull + 1 : 0;
        last = ok ? cvn_columns_value(c) : last;
    }
    return ok;
}

/* ---- diving --------------------------------------------------------------------------------------------------------------------------------------- */

bool cvn_columns_busy(const cvn_columns *c, uint32_t person, uint32_t number)
{
    const cvn_problem *p = c->p;
    const cvn_column_series *series = &c->series.at[number];
    for (size_t k = 0; c->leading[person] && k < c->led.count; k++)
        for (uint32_t n = 0; c->led.at[k].person == person && n < series->count; n++)
            if (llabs(p->start_min[c->led.at[k].start] - p->start_min[c->starts.at[series->first + n]]) < p->duration_min)
                return true;
    return false;
}

static void take(cvn_columns *c, size_t number)
{
    cvn_group_column *column = &c->columns.at[number];
    const cvn_column_series *series = &c->series.at[column->series];
    const uint32_t *who = c->who.at + column->first;
    column->taken = true;
    c->of_type[column->type]++;
    Clp_columnLower(c->lp)[c->first_column + number] = 1;
    for (uint32_t k = 0; k < column->member_count; k++)
        c->sits[who[k]] = true;
    for (uint32_t k = column->member_count; k < column->member_count + column->leader_count; k++) {
        c->leading[who[k]]++;
        for (uint32_t n = 0; n < series->count; n++)
            CVN_PUSH(&c->led) = (cvn_column_lead){who[k], c->starts.at[series->first + n]};
    }
}

/** Can it be a group beside those that are taken? */
static bool may_be(const cvn_columns *c, const cvn_group_column *column)
{
    const uint32_t *who = c->who.at + column->first;
    if (c->of_type[column->type] >= c->p->types[column->type].max_groups)
        return false;
    for (uint32_t k = 0; k < column->member_count; k++)
        if (c->sits[who[k]] || c->leading[who[k]])
            return false;
    for (uint32_t k = column->member_count; k < column->member_count + column->leader_count; k++)
        if (c->sits[who[k]] || c->leading[who[k]] >= c->p->person[who[k]].lead_max || cvn_columns_busy(c, who[k], column->series))
            return false;
    return true;
}

/** Takes all that are nearly whole, or else (hasty: and) the largest part; chance: how much luck has a say. False where nothing is left. */
static bool take_some(cvn_columns *c, bool hasty, double chance)
{
    const double *part = Clp_primalColumnSolution(c->lp) + c->first_column;
    size_t largest = SIZE_MAX;
    uint32_t taken = 0;
    double most = NOTHING;
    for (size_t k = 0; k < c->columns.count; k++) {
        if (c->columns.at[k].taken || part[k] < NOTHING)
            continue;
        if (part[k] > (hasty ? HASTY : WHOLE) && may_be(c, &c->columns.at[k])) {
            take(c, k);
            taken++;
            continue;
        }
        double weighed = part[k] * (1 - chance * (1 - EVEN) + chance * CHANCE * cvn_random_unit(&c->search->random));
        if (weighed > most) {
            most = weighed;
            largest = k;
        }
    }
    if ((!taken || hasty) && largest != SIZE_MAX && may_be(c, &c->columns.at[largest])) {
        take(c, largest);
        taken++;
    }
    return taken > 0;
}

/** What cannot be beside those that are taken is out. */
static void bar(cvn_columns *c)
{
    double *upper = Clp_columnUpper(c->lp) + c->first_column;
    for (size_t k = 0; k < c->columns.count; k++)
        if (!c->columns.at[k].taken && upper[k] > 0 && !may_be(c, &c->columns.at[k]))
            upper[k] = 0;
}

static void write_taken(const cvn_columns *c, cvn_layout *layout)
{
    layout->group_count = 0;
    layout->words.count = 0;
    for (size_t k = 0; k < c->columns.count; k++) {
        const cvn_group_column *column = &c->columns.at[k];
        const cvn_column_series *series = &c->series.at[column->series];
        uint32_t head[] = {column->type, CVN_NONE, series->count, 0, column->member_count, column->leader_count};
        for (uint32_t n = 0; column->taken && n < CVN_COUNT(head); n++)
            CVN_PUSH(&layout->words) = head[n];
        for (uint32_t n = 0; column->taken && n < series->count; n++)
            CVN_PUSH(&layout->words) = c->starts.at[series->first + n];
        for (uint32_t n = 0; column->taken && n < column->member_count + column->leader_count; n++)
            CVN_PUSH(&layout->words) = c->who.at[column->first + n];
        layout->group_count += column->taken;
    }
}

/** Nothing is taken, nothing is barred. */
static void come_up(cvn_columns *c)
{
    flush(c);
    for (size_t k = 0; k < c->columns.count; k++) {
        c->columns.at[k].taken = false;
        Clp_columnLower(c->lp)[c->first_column + k] = 0;
        Clp_columnUpper(c->lp)[c->first_column + k] = ENDLESS;
    }
    for (uint32_t i = 0; i < c->p->people; i++) {
        c->sits[i] = false;
        c->leading[i] = 0;
    }
    for (uint32_t t = 0; t < c->p->type_count; t++)
        c->of_type[t] = 0;
    c->led.count = 0;
}

/** There is no time for more prices: the largest parts that can be beside those that are taken, each whole. */
static void take_rest(cvn_columns *c)
{
    flush(c);
    const double *part = Clp_primalColumnSolution(c->lp) + c->first_column;
    double least = 2;
    for (uint32_t halved = 0; halved < HALVED; halved++) {
        least /= 2;
        for (size_t k = 0; k < c->columns.count; k++)
            if (part[k] >= least && !c->columns.at[k].taken && may_be(c, &c->columns.at[k]))
                take(c, k);
    }
}

void cvn_columns_dive(cvn_columns *c, const cvn_columns_stop *stop, cvn_layout *layout)
{
    bool hasty = c->dives++ == 0;
    c->stop = stop;
    bool ok = optimize(c, false);
    while (ok && take_some(c, hasty, !hasty)) {
        bar(c);
        ok = optimize(c, true);
        if (ok && cvn_columns_build(c, false))
            ok = optimize(c, false);
    }
    if (!ok)
        take_rest(c);
    write_taken(c, layout);
    come_up(c);
}
