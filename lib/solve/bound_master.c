/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Rows: the places that each person fills (a member all, a leader one), groups of each type and in all, groups that go on; and for those who
 * can lead several, that they are placed by one. Columns: groups as they are found; and for each row one that nobody wants, so that there is
 * always a solution.
 */
#include "solve/bound_master.h"

#include <Clp_C_Interface.h>
#include <math.h>
#include <stdlib.h>

#define ENDLESS 1e30
#define HIGHEST 1e12 /* price: a million, and far from where sums would overflow */

enum { ITERATIONS = 200 };

typedef struct column {
    uint32_t kind, count[CVN_ROLES];
    size_t first; /* of its members, then its leaders, in people */
} column;

struct cvn_master {
    const cvn_kinds *k;
    const int64_t *gain;
    const atomic_bool *stop;
    Clp_Simplex *lp;
    uint32_t rows, all_row, type_row, base_row; /* those of people are the first; placed_row by person, or CVN_NONE */
    uint32_t *placed_row;
    uint32_t first_column; /* of groups */
    CVN_VEC(column) columns;
    CVN_VEC(uint32_t) people;
    CVN_VEC(double) row_least, row_most;
    int *index;
    double *value;
};

static uint32_t add_row(cvn_master *m, double most)
{
    CoinBigIndex starts[2] = {0, 0};
    double least = 0;
    Clp_addRows(m->lp, 1, &least, &most, starts, NULL, NULL);
    CVN_PUSH(&m->row_least) = least;
    CVN_PUSH(&m->row_most) = most;
    return m->rows++;
}

static void add_column(cvn_master *m, double most, double gain, int count)
{
    CoinBigIndex starts[2] = {0, count};
    double least = 0, cost = -gain;
    Clp_addColumns(m->lp, 1, &least, &most, &cost, starts, m->index, m->value);
}

/** Does leading count as being placed, without filling all their places? */
static bool placed_apart(const cvn_problem *p, uint32_t i)
{
    return p->person[i].member && cvn_seats_of(p, i) > 1;
}

static void add_rows(cvn_master *m)
{
    const cvn_problem *p = m->k->p;
    for (uint32_t i = 0; i < p->people; i++)
        add_row(m, (double)cvn_seats_of(p, i));
    m->all_row = add_row(m, ENDLESS);
    m->type_row = m->rows;
    for (uint32_t t = 0; t < p->type_count; t++)
        add_row(m, p->types[t].max_groups < p->people ? p->types[t].max_groups : ENDLESS);
    m->base_row = m->rows;
    for (uint32_t g = 0; g < p->group_count; g++)
        add_row(m, 1);
}

cvn_master *cvn_master_new(const cvn_kinds *k, const int64_t *gain, const atomic_bool *stop)
{
    const cvn_problem *p = k->p;
    cvn_master *m = CVN_NEW(cvn_master);
    m->k = k;
    m->gain = gain;
    m->stop = stop;
    m->lp = Clp_newModel();
    Clp_setLogLevel(m->lp, 0);
    m->placed_row = CVN_NEW_ARRAY(uint32_t, p->people + 1);
    m->index = CVN_NEW_ARRAY(int, 2 * (size_t)p->people + 8);
    m->value = CVN_NEW_ARRAY(double, 2 * (size_t)p->people + 8);
    add_rows(m);
    double unwanted = 1;
    for (uint32_t i = 0; i < p->people; i++)
        unwanted += (double)gain[i];
    for (uint32_t r = 0; r < m->rows; r++, m->first_column++) {
        m->index[0] = (int)r;
        m->value[0] = 1;
        add_column(m, ENDLESS, -unwanted, 1);
    }
    for (uint32_t i = 0; i < p->people; i++) {
        m->placed_row[i] = CVN_NONE;
        if (!placed_apart(p, i))
            continue;
        m->placed_row[i] = add_row(m, ENDLESS); /* by how many places − whether placed ≥ 0 */
        m->index[0] = (int)m->placed_row[i];
        m->value[0] = -1;
        add_column(m, 1, (double)gain[i], 1);
        m->first_column++;
    }
    return m;
}

void cvn_master_free(cvn_master *m)
{
    if (!m)
        return;
    Clp_deleteModel(m->lp);
    CVN_VEC_FREE(&m->columns);
    CVN_VEC_FREE(&m->people);
    CVN_VEC_FREE(&m->row_least);
    CVN_VEC_FREE(&m->row_most);
    free(m->placed_row);
    free(m->index);
    free(m->value);
    free(m);
}

void cvn_master_add(cvn_master *m, const cvn_found_group *g)
{
    const cvn_problem *p = m->k->p;
    const cvn_kind *kind = &m->k->kinds[g->kind];
    column *c = &CVN_PUSH(&m->columns);
    *c = (column){.kind = g->kind, .first = m->people.count};
    int count = 0;
    double gain = 0;
    for (uint32_t r = 0; r < CVN_ROLES; r++) {
        c->count[r] = g->count[r];
        for (uint32_t n = 0; n < g->count[r]; n++) {
            uint32_t i = g->who[r][n];
            CVN_PUSH(&m->people) = i;
            m->index[count] = (int)i;
            m->value[count++] = r == CVN_AS_MEMBER ? (double)cvn_seats_of(p, i) : 1;
            if (m->placed_row[i] != CVN_NONE) {
                m->index[count] = (int)m->placed_row[i];
                m->value[count++] = 1;
            } else if (p->person[i].member) {
                gain += (double)m->gain[i];
            }
        }
    }
    uint32_t rows[3] = {m->all_row, m->type_row + kind->type, kind->base == CVN_NONE ? CVN_NONE : m->base_row + kind->base};
    for (uint32_t n = 0; n < CVN_COUNT(rows) && rows[n] != CVN_NONE; n++) {
        m->index[count] = (int)rows[n];
        m->value[count++] = 1;
    }
    add_column(m, ENDLESS, gain, count);
}

/* ---- branches ------------------------------------------------------------------------------------------------------------------------------- */

static bool in_role(const cvn_master *m, const column *c, uint32_t person, uint32_t role)
{
    const uint32_t *who = m->people.at + c->first + (role == CVN_AS_LEADER ? c->count[CVN_AS_MEMBER] : 0);
    for (uint32_t n = 0; n < c->count[role]; n++)
        if (who[n] == person)
            return true;
    return false;
}

static bool is_in(const cvn_master *m, const column *c, uint32_t person)
{
    return in_role(m, c, person, CVN_AS_MEMBER) || in_role(m, c, person, CVN_AS_LEADER);
}

static bool allowed(const cvn_master *m, const column *c, const cvn_branch *branch)
{
    for (; branch; branch = branch->before) {
        if (branch->kind == CVN_BY_ROLE && in_role(m, c, branch->a, branch->b))
            return false;
        if (branch->kind == CVN_BY_APART && is_in(m, c, branch->a) && is_in(m, c, branch->b))
            return false;
        if (branch->kind == CVN_BY_NEED && is_in(m, c, branch->a) && !is_in(m, c, branch->b))
            return false;
    }
    return true;
}

void cvn_master_restrict(cvn_master *m, const cvn_branch *branch)
{
    double *least = Clp_rowLower(m->lp), *most = Clp_rowUpper(m->lp), *upper = Clp_columnUpper(m->lp);
    for (uint32_t r = 0; r < m->rows; r++) {
        least[r] = m->row_least.at[r];
        most[r] = m->row_most.at[r];
    }
    for (size_t c = 0; c < m->columns.count; c++)
        upper[m->first_column + c] = allowed(m, &m->columns.at[c], branch) ? ENDLESS : 0;
    for (; branch; branch = branch->before) {
        if (branch->kind > CVN_BY_PERSON)
            continue;
        uint32_t row = branch->kind == CVN_BY_ALL ? m->all_row : branch->kind == CVN_BY_TYPE ? m->type_row + branch->a : branch->a;
        least[row] = fmax(least[row], (double)branch->low);
        most[row] = fmin(most[row], branch->high == INT64_MAX ? ENDLESS : (double)branch->high);
    }
}

/* ---- prices --------------------------------------------------------------------------------------------------------------------------------- */

/** The price of a row, and what all of it comes to at most. */
static int64_t price(const cvn_master *m, uint32_t row, int64_t *total)
{
    double dual = -Clp_dualRowSolution(m->lp)[row] * (double)CVN_PRICE_ONE;
    int64_t whole = (int64_t)floor(fmax(-HIGHEST, fmin(HIGHEST, dual)) + 0.5);
    double most = Clp_rowUpper(m->lp)[row], least = Clp_rowLower(m->lp)[row];
    if (whole > 0 && most >= ENDLESS)
        whole = 0;
    if (whole < 0 && least <= 0)
        whole = 0;
    *total += whole * (int64_t)(whole > 0 ? most : whole < 0 ? least : 0);
    return whole;
}

/** In short runs, so that it can be stopped in between. */
static bool optimize(cvn_master *m)
{
    do {
        if (m->stop && atomic_load_explicit(m->stop, memory_order_relaxed))
            return false;
        Clp_setMaximumIterations(m->lp, ITERATIONS);
        Clp_primal(m->lp, 0);
    } while (Clp_status(m->lp) == 3);
    return Clp_status(m->lp) == 0;
}

bool cvn_master_solve(cvn_master *m, cvn_prices *prices, double *value)
{
    const cvn_problem *p = m->k->p;
    if (!optimize(m))
        return false;
    *value = -Clp_objectiveValue(m->lp);
    prices->total = 0;
    for (uint32_t i = 0; i < p->people; i++) {
        int64_t most = m->gain[i] * CVN_PRICE_ONE;
        prices->place[i] = price(m, i, &prices->total);
        prices->placed[i] = p->person[i].member ? most : 0;
        if (m->placed_row[i] != CVN_NONE) { /* the row asks for at least 0, so that its price is below 0 */
            double worth = Clp_dualRowSolution(m->lp)[m->placed_row[i]] * (double)CVN_PRICE_ONE;
            prices->placed[i] = worth < 0 ? 0 : worth > (double)most ? most : (int64_t)worth;
            prices->total += most - prices->placed[i];
        }
    }
    prices->all = price(m, m->all_row, &prices->total);
    for (uint32_t t = 0; t < p->type_count; t++)
        prices->type[t] = price(m, m->type_row + t, &prices->total);
    for (uint32_t g = 0; g < p->group_count; g++)
        prices->base[g] = price(m, m->base_row + g, &prices->total);
    return true;
}

/* ---- what is not whole ---------------------------------------------------------------------------------------------------------------------- */

static double apart_from_whole(double x)
{
    return fabs(x - floor(x + 0.5));
}

static void split_row(cvn_branch out[2], int kind, uint32_t a, double at, double most)
{
    out[0] = (cvn_branch){.kind = kind, .a = a, .high = (int64_t)floor(at)};
    out[1] = (cvn_branch){.kind = kind, .a = a, .low = (int64_t)floor(at) + 1, .high = most >= ENDLESS ? INT64_MAX : (int64_t)most};
}

#define NEARLY 1e-5

static bool split_by_rows(const cvn_master *m, cvn_branch out[2])
{
    const double *at = Clp_primalRowSolution(m->lp), *most = Clp_rowUpper(m->lp);
    if (apart_from_whole(at[m->all_row]) > NEARLY) {
        split_row(out, CVN_BY_ALL, 0, at[m->all_row], most[m->all_row]);
        return true;
    }
    double worst = NEARLY;
    for (uint32_t t = 0; t < m->k->p->type_count; t++)
        if (apart_from_whole(at[m->type_row + t]) > worst) {
            worst = apart_from_whole(at[m->type_row + t]);
            split_row(out, CVN_BY_TYPE, t, at[m->type_row + t], most[m->type_row + t]);
        }
    if (worst > NEARLY)
        return true;
    for (uint32_t i = 0; i < m->k->p->people; i++)
        if (apart_from_whole(at[i]) > worst) {
            worst = apart_from_whole(at[i]);
            split_row(out, CVN_BY_PERSON, i, at[i], most[i]);
        }
    return worst > NEARLY;
}

static bool split_by_role(const cvn_master *m, cvn_branch out[2])
{
    const double *x = Clp_primalColumnSolution(m->lp) + m->first_column;
    double *led = CVN_NEW_ARRAY(double, m->k->p->people + 1), *sat = CVN_NEW_ARRAY(double, m->k->p->people + 1), worst = NEARLY;
    for (size_t c = 0; c < m->columns.count; c++)
        for (uint32_t n = 0; x[c] > NEARLY && n < m->columns.at[c].count[0] + m->columns.at[c].count[1]; n++)
            (n < m->columns.at[c].count[0] ? sat : led)[m->people.at[m->columns.at[c].first + n]] += x[c];
    for (uint32_t i = 0; i < m->k->p->people; i++)
        if (led[i] > NEARLY && sat[i] > worst) {
            worst = sat[i];
            for (uint32_t r = 0; r < 2; r++)
                out[r] = (cvn_branch){.kind = CVN_BY_ROLE, .a = i, .b = r};
        }
    free(led);
    free(sat);
    return worst > NEARLY;
}

/** Of one place alone: who is with them in a group, is with them always or never. */
static bool split_by_pair(const cvn_master *m, cvn_branch out[2])
{
    const cvn_problem *p = m->k->p;
    const double *x = Clp_primalColumnSolution(m->lp) + m->first_column;
    double *with = CVN_NEW_ARRAY(double, (size_t)p->people * p->people + 1), worst = NEARLY;
    for (size_t c = 0; c < m->columns.count; c++) {
        const column *g = &m->columns.at[c];
        const uint32_t *who = m->people.at + g->first;
        for (uint32_t n = 0; x[c] > NEARLY && n < g->count[0] + g->count[1]; n++)
            for (uint32_t k = 0; k < g->count[0] + g->count[1]; k++)
                with[(size_t)who[n] * p->people + who[k]] += k != n ? x[c] : 0;
    }
    for (uint32_t a = 0; a < p->people; a++)
        for (uint32_t b = 0; b < p->people; b++) {
            double at = with[(size_t)a * p->people + b];
            if (cvn_seats_of(p, a) > 1 || apart_from_whole(at) <= worst)
                continue;
            worst = apart_from_whole(at);
            out[0] = (cvn_branch){.kind = CVN_BY_NEED, .a = a, .b = b};
            out[1] = (cvn_branch){.kind = CVN_BY_APART, .a = a, .b = b};
        }
    free(with);
    return worst > NEARLY;
}

bool cvn_master_split(const cvn_master *m, cvn_branch out[2])
{
    return split_by_rows(m, out) || split_by_role(m, out) || split_by_pair(m, out);
}

bool cvn_master_whole(const cvn_master *m, void (*found)(void *, const cvn_found_group *), void *context)
{
    const double *x = Clp_primalColumnSolution(m->lp) + m->first_column;
    for (size_t c = 0; c < m->columns.count; c++)
        if (apart_from_whole(x[c]) > NEARLY || x[c] > 1.5)
            return false;
    for (size_t c = 0; c < m->columns.count; c++) {
        const column *g = &m->columns.at[c];
        const uint32_t *who = m->people.at + g->first;
        if (x[c] > 0.5)
            found(context, &(cvn_found_group){.kind = g->kind,
                                              .count = {g->count[CVN_AS_MEMBER], g->count[CVN_AS_LEADER]},
                                              .who = {who, who + g->count[CVN_AS_MEMBER]}});
    }
    return true;
}
