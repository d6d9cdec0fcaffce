/* SPDX-License-Identifier: Apache-2.0 */
/** A whole conference as a mixing problem, and back. */
#include "solve/mixing/whole.h"

#include "solve/bound_cost.h"
#include "solve/mixing/sums.h"

#include <stdlib.h>
#include <string.h>

enum {
    MOST_PEOPLE = 6000,    /* whose table of pairs is 144 MB */
    MOST_SIZES = 200000000 /* steps of choosing the sizes, which each cycle does: a tenth of a second */
};

/** What is made of a conference on the way. */
typedef struct whole {
    const cvn_problem *p;
    const cvn_solve_options *options;
    double begun_s;
    cvn_state *state;
    const uint32_t *starts;
    uint32_t count;          /* of the sessions */
    uint32_t people, *who;   /* those who can attend */
    uint32_t groups, *types; /* by group of the mixing problem: its type */
    cvn_mix mix;
    int64_t unplaced, beside; /* beside: what the score has beside the mixing problem's cost */
    int64_t least;            /* no answer costs less */
} whole;

/** The only sessions that a group can have, where there is but one choice. */
static bool only_sessions(whole *w)
{
    static const uint32_t first = 0;
    const cvn_problem *p = w->p;
    if (p->pattern == CVN_PATTERN_OFFERED) {
        if (p->series_count != 1 || p->series[0].held)
            return false;
        w->starts = p->series[0].starts;
        w->count = p->series[0].count;
    } else if (p->session_count == 1 && p->start_count == 1) {
        w->starts = &first;
        w->count = 1;
    } else {
        return false;
    }
    return p->open_from == 0 && cvn_plan_sessions_ok(p, w->starts, w->count, 0);
}

/** Those who can attend in every type; false where somebody can in some only, or might lead. */
static bool same_for_all(whole *w)
{
    const cvn_problem *p = w->p;
    uint64_t *members = CVN_NEW_ARRAY(uint64_t, p->people_words), *leaders = CVN_NEW_ARRAY(uint64_t, p->people_words);
    uint32_t *types = CVN_NEW_ARRAY(uint32_t, p->people);
    bool ok = true;
    for (uint32_t t = 0; t < p->type_count; t++) {
        cvn_able(w->state, t, CVN_NONE, w->starts, w->count, 0, members, leaders);
        for (uint32_t i = 0; i < p->people; i++)
            types[i] += cvn_bit(members, i);
        ok = ok && !p->types[t].leaders_min && (!p->types[t].leaders_max || !cvn_bits_count(leaders, p->people_words));
    }
    w->who = CVN_NEW_ARRAY(uint32_t, p->people);
    for (uint32_t i = 0; i < p->people; i++) {
        ok = ok && (!types[i] || types[i] == p->type_count);
        if (types[i])
            w->who[w->people++] = i;
        else if (p->person[i].member)
            w->unplaced += p->person[i].priority;
    }
    free(members);
    free(leaders);
    free(types);
    return ok && w->people > 1 && w->people <= MOST_PEOPLE;
}

/** How many groups of a type there could be. */
static uint32_t most_groups(const whole *w, uint32_t t)
{
    const cvn_plan_type *type = &w->p->types[t];
    uint32_t most = w->people / (type->size_min ? type->size_min : 1);
    return most < type->max_groups ? most : type->max_groups;
}

/** As many groups of each type as there may be, or a fair share of the state's room, which is twice what is usual. */
static bool count_groups(whole *w)
{
    const cvn_problem *p = w->p;
    uint64_t all = 0, steps = 0;
    uint32_t room = w->state->slot_count, share = room / p->type_count;
    for (uint32_t t = 0; t < p->type_count; t++)
        all += most_groups(w, t);
    w->types = CVN_NEW_ARRAY(uint32_t, room);
    for (uint32_t t = 0; t < p->type_count; t++) {
        uint32_t most = most_groups(w, t), largest = p->types[t].size_max < w->people ? p->types[t].size_max : w->people;
        most = all <= room || most < share ? most : share;
        steps += (uint64_t)most * w->people * (largest + 1 - (p->types[t].size_min < largest ? p->types[t].size_min : largest));
        for (uint32_t k = 0; k < most; k++)
            w->types[w->groups++] = t;
    }
    return w->groups > 0 && steps <= MOST_SIZES;
}

/** Preferences are the only thing that depends on person and group. */
static bool fill_linear(whole *w)
{
    for (uint32_t g = 0; g < w->groups; g++)
        for (uint32_t v = 0; v < w->people; v++) {
            int32_t cost = w->p->person[w->who[v]].preference[w->types[g]];
            if (cost > CVN_MIX_MOST)
                return false;
            w->mix.linear[(size_t)g * w->mix.stride + v] = cost;
        }
    return true;
}

static bool any_preference(const whole *w)
{
    for (uint32_t v = 0; v < w->people; v++)
        for (uint32_t t = 0; t < w->p->type_count; t++)
            if (w->p->person[w->who[v]].preference[t])
                return true;
    return false;
}

static bool fill_mix(whole *w)
{
    const cvn_problem *p = w->p;
    bool linear = any_preference(w);
    cvn_mix_init(&w->mix, w->people, w->groups, linear);
    for (uint32_t g = 0; g < w->groups; g++) {
        const cvn_plan_type *type = &p->types[w->types[g]];
        w->mix.least[g] = type->size_min ? type->size_min : 1;
        w->mix.most[g] = type->size_max < w->people ? type->size_max : w->people;
        w->mix.ideal[g] = type->size_ideal;
        w->mix.may_close[g] = true;
    }
    w->mix.weight = (int32_t)p->weights.size;
    return (!linear || fill_linear(w)) && cvn_mix_sums(&w->mix, p, w->who) && cvn_mix_fits(&w->mix);
}

/** Makes the state stand as an assignment says. */
static void stand(whole *w, const uint32_t *group)
{
    cvn_state_clear(w->state);
    cvn_trial_begin(w->state);
    uint32_t *slot = CVN_NEW_ARRAY(uint32_t, w->groups);
    for (uint32_t g = 0; g < w->groups; g++)
        slot[g] = CVN_NONE;
    for (uint32_t v = 0; v < w->people; v++) {
        uint32_t g = group[v];
        if (slot[g] == CVN_NONE) {
            slot[g] = cvn_open(w->state, w->types[g], CVN_NONE);
            cvn_set_times(w->state, slot[g], w->starts, w->count, 0);
        }
        cvn_join(w->state, w->who[v], slot[g]);
    }
    cvn_trial_settle(w->state);
    cvn_trial_keep(w->state);
    free(slot);
}

/** What people cost wherever they sit: burdens, and sessions that they miss. */
static int64_t cost_beside(const whole *w)
{
    int64_t cost = 0;
    for (uint32_t v = 0; v < w->people; v++) {
        uint32_t person = w->who[v], slot = w->state->seat[person];
        cost += cvn_member_tally(w->state, person, slot).cost - w->p->person[person].preference[w->state->slots[slot].type];
    }
    return cost;
}

static cvn_progress progress_of(const whole *w, int64_t cost, uint64_t tries)
{
    return (cvn_progress){.elapsed_s = cvn_monotonic_s() - w->begun_s,
                          .steps = tries,
                          .score = {.unplaced = w->unplaced, .cost = cost + w->beside},
                          .unplaced_bound = w->unplaced, /* whoever is left over can attend nothing */
                          .proved = true,
                          .cost_bound = w->least,
                          .cost_proved = cost + w->beside == w->least};
}

static bool look(void *context, int64_t cost, uint64_t tries)
{
    const whole *w = context;
    cvn_progress progress = progress_of(w, cost, tries);
    return w->options->progress(&progress, w->options->progress_context) != 0;
}

/** Searches from sizes that hold everybody; false where there are none, or no answer keeps what must hold. */
static bool search(whole *w, cvn_layout *best, cvn_progress *last)
{
    const cvn_solve_options *o = w->options;
    uint32_t *group = CVN_NEW_ARRAY(uint32_t, w->people), *size = CVN_NEW_ARRAY(uint32_t, w->groups);
    cvn_mix_field field = cvn_mix_field_of(&w->mix);
    bool ok = cvn_mix_sizes(&w->mix, &field, size);
    if (ok) {
        cvn_random random;
        uint64_t tries = 0;
        cvn_random_seed(&random, o->seed);
        cvn_mix_deal(&w->mix, size, &random, group);
        stand(w, group);
        w->beside = cost_beside(w);
        w->least = cvn_bound_cost(w->p, w->unplaced, NULL);
        cvn_mix_options options = {.until_s = o->time_limit_s > 0 ? w->begun_s + o->time_limit_s : 0,
                                   .tries = o->step_limit,
                                   .seed = o->seed,
                                   .threads = o->threads,
                                   .sizes_too = true,
                                   .look = o->progress ? look : NULL,
                                   .context = w};
        int64_t cost = cvn_mix_better(&w->mix, group, &options, &tries);
        stand(w, group);
        ok = !w->state->total.hard;
        assert(!ok || w->state->total.cost == cost + w->beside);
        if (ok)
            cvn_layout_save(best, w->state);
        if (ok && last)
            *last = progress_of(w, cost, tries);
    }
    free(group);
    free(size);
    return ok;
}

bool cvn_mix_whole(const cvn_problem *p, const cvn_solve_options *options, double begun_s, cvn_layout *best, cvn_progress *last)
{
    whole w = {.p = p, .options = options, .begun_s = begun_s};
    if (p->baseline || !cvn_mix_sums_only(p) || !only_sessions(&w))
        return false;
    w.state = cvn_state_new(p);
    bool ok = same_for_all(&w) && count_groups(&w);
    if (ok) {
        ok = fill_mix(&w) && search(&w, best, last);
        cvn_mix_free(&w.mix);
    }
    cvn_state_free(w.state);
    free(w.who);
    free(w.types);
    return ok;
}
