/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Who is in which group, where that is all there is to decide: the Maximally Diverse Grouping Problem with bounds, linear costs and
 * impossible seats. An engine of its own beside the search of search.h, because sums of pairs can be priced a hundred times faster than
 * rules can. docs/solver.md, "Mixing", explains it.
 *
 * All costs are whole numbers, smaller is better. Everything is 32 bits wide except the total, so a problem must keep its numbers within
 * CVN_MIX_MOST (cvn_mix_fits says whether it does).
 */
#ifndef CVN_SOLVE_MIXING_H
#define CVN_SOLVE_MIXING_H

#include "base/base.h"

enum {
    CVN_MIX_BLOCK = 16,          /* rows are padded to a multiple of it */
    CVN_MIX_NEVER = 1 << 28,     /* a linear cost that says: this person cannot be in this group */
    CVN_MIX_MOST = (1 << 26) - 1 /* no sum of costs that belong to one person and one group may be beyond it, either way */
};

/** The problem; the caller's, and unchanged while anything below uses it. Rows begin at multiples of stride, their padding is 0. */
typedef struct cvn_mix {
    uint32_t people, groups; /* at least 1 each */
    uint32_t stride;         /* cvn_mix_stride(people) */
    int32_t *pair;           /* people × stride: what two people in one group cost; symmetric, 0 with oneself */
    int32_t *linear;         /* groups × stride: what a person costs in a group, CVN_MIX_NEVER: impossible; NULL: nothing */
    uint32_t *least, *most;  /* by group: its sizes */
    bool *may_close;         /* by group: it may also be empty, at no cost */
    uint32_t *ideal;         /* by group; weight × (size − ideal)² is the cost of a size */
    int32_t weight;
} cvn_mix;

static inline uint32_t cvn_mix_stride(uint32_t people)
{
    return (people + CVN_MIX_BLOCK - 1) / CVN_MIX_BLOCK * CVN_MIX_BLOCK;
}
/** Zeroed arrays of the right shape (with linear where asked for); cvn_mix_free frees them, not the struct. */
void cvn_mix_init(cvn_mix *mix, uint32_t people, uint32_t groups, bool linear);
void cvn_mix_free(cvn_mix *mix);
/** Do all sums keep within CVN_MIX_MOST? */
bool cvn_mix_fits(const cvn_mix *mix);
/** What an assignment (group by person) costs, counted from scratch. */
int64_t cvn_mix_cost(const cvn_mix *mix, const uint32_t *group);
/** Is everybody where they may be, and every group within its sizes? */
bool cvn_mix_allowed(const cvn_mix *mix, const uint32_t *group);

/* ---- a standing assignment (crowd.c) ------------------------------------------------------------------------------------------------------ */

/** An assignment with what makes changes cheap: gamma[g][v], what person v costs or would cost in group g. */
typedef struct cvn_crowd {
    const cvn_mix *mix;
    int32_t *gamma;         /* groups × stride, one aligned block */
    int32_t *own;           /* by person: gamma of the group that they are in; far below everything in the padding */
    int32_t *group;         /* by person */
    uint32_t *size;         /* by group */
    uint32_t *least, *most; /* by group: the sizes that turns keep to; the problem's unless the caller narrows them */
    int64_t cost;           /* of all */
    uint64_t worsened;      /* changes made so far that cost something */
    int32_t *leap;          /* room: by group, what one person's going there changes */
} cvn_crowd;

cvn_crowd *cvn_crowd_new(const cvn_mix *mix);
void cvn_crowd_free(cvn_crowd *crowd);
/** Stands everybody where an assignment says. */
void cvn_crowd_set(cvn_crowd *crowd, const uint32_t *group);
void cvn_crowd_get(const cvn_crowd *crowd, uint32_t *group);
/** What it would change if one went to a group, or two of different groups changed places. Sizes are not looked at by the second. */
int32_t cvn_crowd_move_change(const cvn_crowd *crowd, uint32_t person, uint32_t to);
int32_t cvn_crowd_swap_change(const cvn_crowd *crowd, uint32_t a, uint32_t b);
void cvn_crowd_move(cvn_crowd *crowd, uint32_t person, uint32_t to, int32_t change);
void cvn_crowd_swap(cvn_crowd *crowd, uint32_t a, uint32_t b, int32_t change);
/**
 * Tries every move and every swap of one person in turn, and makes each that changes the cost by no more than its limit: limit[k] for the
 * swap with person k, move_limit[g] for the move to group g (both padded to stride and groups). Returns how many tries that was.
 */
uint32_t cvn_crowd_turn(cvn_crowd *crowd, uint32_t person, const int32_t *limit, const int32_t *move_limit);

/* ---- sizes (sizes.c) ------------------------------------------------------------------------------------------------------------------------ */

/**
 * How a group's cost depends on its size alone, as the middle of a field: pair × s(s − 1)/2 + luck × s^1.5, and the cost of the size. pair is
 * the mean of all pairs; luck is what choosing well makes of it, learned from an assignment.
 */
typedef struct cvn_mix_field {
    double pair, luck;
} cvn_mix_field;
cvn_mix_field cvn_mix_field_of(const cvn_mix *mix);
/** Learns luck from what an assignment costs. */
void cvn_mix_learn(cvn_mix_field *field, const cvn_mix *mix, const uint32_t *group);
/**
 * The sizes, each 0 or within its bounds where the group may close and within its bounds where not, that hold everybody and cost least by the
 * field. False where there are none.
 */
bool cvn_mix_sizes(const cvn_mix *mix, const cvn_mix_field *field, uint32_t *size);

/* ---- the search (mix.c) --------------------------------------------------------------------------------------------------------------------- */

typedef struct cvn_mix_options {
    double until_s; /* of cvn_monotonic_s; 0: no limit */
    uint64_t tries; /* on each thread; 0: no limit */
    uint64_t seed;
    uint32_t threads;
    bool sizes_too; /* may it choose other sizes, and groups that are empty? Else those that it is given only change by moves */
    bool (*look)(void *context, int64_t cost, uint64_t tries); /* about ten times a second, from the calling thread; true: stop. NULL: none */
    void *context;
} cvn_mix_options;

/**
 * Betters an assignment, which must be allowed, until a limit, or until it ends by itself where there is none. Returns its cost; *tries (may be
 * NULL) receives how many changes were tried on all threads. The same problem, start, seed, threads and tries give the same answer, as long as
 * the clock does not end it.
 */
int64_t cvn_mix_better(const cvn_mix *mix, uint32_t *group, const cvn_mix_options *options, uint64_t *tries);
/** An assignment to begin with, people in random order, in groups of those sizes. */
void cvn_mix_deal(const cvn_mix *mix, const uint32_t *size, cvn_random *random, uint32_t *group);

#endif
