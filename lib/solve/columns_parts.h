/* SPDX-License-Identifier: Apache-2.0 */
/** What the files of columns.h share. */
#ifndef CVN_SOLVE_COLUMNS_PARTS_H
#define CVN_SOLVE_COLUMNS_PARTS_H

#include "solve/clock_series.h"
#include "solve/columns.h"

#include <Clp_C_Interface.h>

/** A group: its members, then its leaders, from first on in who. */
typedef struct cvn_group_column {
    uint32_t type, series, member_count, leader_count;
    size_t first;
    bool taken; /* by the dive under way */
} cvn_group_column;

/** Sessions that groups may have: count of them from first on in starts. */
typedef struct cvn_column_series {
    size_t first;
    uint32_t count;
} cvn_column_series;

/** A session that somebody leads already, in a dive. */
typedef struct cvn_column_lead {
    uint32_t person, start;
} cvn_column_lead;

/** A column that is not in the programme yet; its entries begin at first. */
typedef struct cvn_fresh_column {
    size_t first;
    double most, cost;
} cvn_fresh_column;

struct cvn_columns {
    const cvn_problem *p;
    cvn_search *search; /* groups are built in its state, one at a time, within a trial that is undone */
    double left_over;
    const cvn_columns_stop *stop;

    CVN_VEC(cvn_group_column) columns;
    CVN_VEC(uint32_t) who;
    CVN_VEC(cvn_column_series) series;
    CVN_VEC(uint32_t) starts;
    int32_t *own; /* series × people: burden² and missed sessions as a member there; below 0: cannot be */
    size_t own_room;
    uint64_t *known; /* hash table of columns and series, by open addressing; 0: free */
    size_t known_count, known_room;

    /* prices */
    double *place, *placed; /* by person: of one of their places (a member fills all, a leader one); what it is worth that they are placed */
    double *type;           /* of a group of the type */
    double *reserve;        /* by person, room: what they are worth as a member of the group that is built, what the group says aside */
    double *worth;          /* by start, room */
    cvn_clock_series *room;

    /* the dive under way */
    bool *sits;        /* by person: a member of a column that is taken */
    uint32_t *leading; /* by person: columns taken that they lead */
    uint32_t *of_type; /* columns taken */
    CVN_VEC(cvn_column_lead) led;

    /* the programme */
    Clp_Simplex *lp;
    uint32_t type_row, *placed_row, first_column;
    CVN_VEC(cvn_fresh_column) fresh;
    CVN_VEC(int) fresh_index;
    CVN_VEC(double) fresh_value;
    int *index;         /* room for the entries of one column */
    double *value, all; /* all: what everybody who can be placed is worth */
    uint32_t dives;
};

/** Groups that somebody may lead at once, at least 1: a member fills as many places. */
static inline uint32_t cvn_column_places(const cvn_problem *p, uint32_t person)
{
    return p->person[person].leader && p->person[person].lead_max > 1 ? p->person[person].lead_max : 1;
}

bool cvn_columns_stopped(const cvn_columns *columns);
/** Is that new? Remembers it. */
bool cvn_columns_learn(cvn_columns *columns, uint64_t hash);
static inline uint64_t cvn_column_hash(uint64_t hash, uint64_t x)
{
    hash = (hash ^ x) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 29;
}
/** The slot's group becomes a column, unless it is one; what it costs, its people's own included, lowers what it is worth. Returns whether it is new. */
bool cvn_columns_add_slot(cvn_columns *columns, const cvn_state *state, uint32_t slot, uint32_t series);
/** Does somebody lead a taken group that meets while one of those is? */
bool cvn_columns_busy(const cvn_columns *columns, uint32_t person, uint32_t series);

/** (columns_series.c) Its number, new or known. */
uint32_t cvn_columns_series(cvn_columns *columns, const uint32_t *starts, uint32_t count);
/** Series that suit those whom the programme wants most: of each clock, for nobody in particular and for each leader; or all that are offered. */
void cvn_columns_suggest(cvn_columns *columns);

/** (columns_build.c) Builds groups that are worth more than the prices of their people, at each series, thorough: with more than one leader each; returns how many became columns. */
uint32_t cvn_columns_build(cvn_columns *columns, bool thorough);

#endif
