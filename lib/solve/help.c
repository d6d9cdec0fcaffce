/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What would place somebody: the smallest change that was tried, on the groups as they stand. One seat more; more hours of theirs; one leader
 * more for people who are all left over; a rule softened. A change counts only where every unweighted rule would hold with it.
 */
#include "solve/inquiry.h"
#include "solve/rules/rules.h"

#include <stdlib.h>
#include <string.h>

enum { FEW_MIN = 120 }; /* so many minutes more are asked of a person before a seat or a leader is asked of the organiser */

/** except: a rule that is softened; CVN_NONE: none. */
static bool rules_let(const cvn_inquiry *q, uint32_t person, uint32_t slot, uint32_t except)
{
    const uint32_t *with;
    uint32_t with_count;
    return cvn_rule_against(q, person, slot, except, &with, &with_count) == CVN_NONE;
}

/* ---- a seat ---- */

static uint32_t seat_wanted(const cvn_inquiry *q, uint32_t person)
{
    for (uint32_t i = 0; i < q->state->open_count; i++)
        if (cvn_is_able(q->state, person, q->state->open[i]) && rules_let(q, person, q->state->open[i], CVN_NONE))
            return q->state->open[i];
    return CVN_NONE;
}

/* ---- hours ---- */

/** Minutes that they lack for a session: from the nearest start that they can attend, or all of it. */
static uint32_t minutes_short(const cvn_problem *p, uint32_t person, uint32_t start)
{
    int64_t least = p->duration_min;
    for (uint32_t s = start; s-- > 0 && p->start_min[start] - p->start_min[s] < least;)
        if (cvn_plan_can(p, person, s))
            least = p->start_min[start] - p->start_min[s];
    for (uint32_t s = start + 1; s < p->start_count && p->start_min[s] - p->start_min[start] < least; s++)
        if (cvn_plan_can(p, person, s))
            least = p->start_min[s] - p->start_min[start];
    return (uint32_t)least;
}

typedef struct cvn_lack {
    uint32_t minutes, start;
} cvn_lack;

static int by_minutes(const void *a, const void *b)
{
    const cvn_lack *x = a, *y = b;
    return x->minutes != y->minutes ? (x->minutes < y->minutes ? -1 : 1) : (x->start > y->start) - (x->start < y->start);
}

/** Minutes more in all for the sessions of a group that they would have to attend; *first: the earliest start of those. */
static uint32_t hours_short(const cvn_inquiry *q, uint32_t person, const cvn_slot *slot, uint32_t *first)
{
    cvn_lack lacks[CVN_MAX_SESSIONS];
    uint32_t n = 0, attends = 0, sum = 0;
    bool stayed = slot->base != CVN_NONE && cvn_bit(q->p->groups[slot->base].who, person);
    uint32_t need = cvn_plan_need(q->p->attend, slot->count, slot->held, stayed);
    for (uint32_t i = slot->held; i < slot->count; i++) {
        if (cvn_plan_can(q->p, person, slot->at[i]))
            attends++;
        else
            lacks[n++] = (cvn_lack){minutes_short(q->p, person, slot->at[i]), slot->at[i]};
    }
    qsort(lacks, n, sizeof *lacks, by_minutes);
    *first = CVN_NONE;
    for (uint32_t i = 0; i < n && attends + i < need; i++) {
        sum += lacks[i].minutes;
        *first = lacks[i].start < *first ? lacks[i].start : *first;
    }
    return sum;
}

/** The group that asks for the fewest minutes more; CVN_NONE where none has a seat and rules that let them in. */
static uint32_t hours_wanted(const cvn_inquiry *q, uint32_t person, uint32_t *minutes, uint32_t *first)
{
    uint32_t best = CVN_NONE;
    for (uint32_t i = 0; i < q->state->open_count; i++) {
        uint32_t number = q->state->open[i], start;
        const cvn_slot *slot = &q->state->slots[number];
        if (q->p->person[person].preference[slot->type] < 0 || !cvn_has_room(q->state, number) || !rules_let(q, person, number, CVN_NONE))
            continue;
        uint32_t here = hours_short(q, person, slot, &start);
        if (start != CVN_NONE && (best == CVN_NONE || here < *minutes)) {
            best = number;
            *minutes = here;
            *first = start;
        }
    }
    return best;
}

/* ---- a leader ---- */

/** Gathers people left over around one of them, as long as a whole group's sessions fit all; into who. */
static uint32_t gather(cvn_inquiry *q, uint32_t person, uint32_t type, uint32_t *who, uint32_t most)
{
    const cvn_problem *p = q->p;
    uint32_t n = 0;
    who[n++] = person;
    cvn_starts_of(q->own, p, person);
    for (uint32_t i = 0; i < q->state->unplaced_count && n < most; i++) {
        uint32_t other = q->state->unplaced_list[i];
        if (other == person || p->person[other].preference[type] < 0 || p->person[other].tied)
            continue;
        for (uint32_t w = 0; w < p->start_words; w++)
            q->row[w] = q->own[w] & p->can[(size_t)other * p->start_words + w].can;
        cvn_fit_of(q->fit, p, q->row);
        if (!q->fit->count)
            continue;
        memcpy(q->own, q->row, p->start_words * sizeof *q->own);
        who[n++] = other;
    }
    cvn_fit_of(q->fit, p, q->own);
    return q->fit->count ? n : 0;
}

/** Pairs of a group of members whom that rule keeps apart; 0 where it is no apart rule. */
static int64_t pairs_apart(const cvn_problem *p, uint32_t rule, const uint32_t *who, uint32_t count)
{
    int64_t n = 0;
    for (uint32_t k = 0; k < p->apart_count; k++)
        for (uint32_t i = 0; p->apart[k].index == rule && p->conference->rules[rule].among != CVN_AMONG_LEADERS && i < count; i++)
            for (uint32_t j = 0; j < p->apart[k].count; j++)
                n += p->apart[k].who[j] == who[i];
    return n * (n - 1) / 2;
}

/** Would those people be a group in all but its leader, but for a rule (CVN_NONE: all count)? Sets it up, looks at each unweighted one, and takes
 *  it back. */
static bool holds(cvn_inquiry *q, uint32_t type, uint32_t except, const uint32_t *who, uint32_t count)
{
    cvn_state *state = q->state;
    cvn_trial_begin(state);
    uint32_t number = cvn_open(state, type, CVN_NONE);
    bool ok = number != CVN_NONE;
    if (ok) {
        cvn_set_times(state, number, q->fit->starts, q->fit->count, 0);
        for (uint32_t i = 0; i < count; i++)
            cvn_join(state, who[i], number);
        cvn_slot *slot = &state->slots[number];
        for (uint32_t r = 0; ok && r < q->p->rule_count; r++)
            ok = !q->p->rules[r].hard || q->p->rules[r].index == except || cvn_rule_units(&q->p->rules[r], slot->memo[r]) == 0;
        ok = ok && cvn_apart_tally(state, slot).hard == pairs_apart(q->p, except, who, count);
    }
    cvn_trial_settle(state);
    cvn_trial_undo(state);
    return ok;
}

/** The first session of a group that one more leader would make possible; CVN_NONE where none was found. */
static uint32_t leader_wanted(cvn_inquiry *q, uint32_t person)
{
    const cvn_problem *p = q->p;
    uint32_t *who = CVN_NEW_ARRAY(uint32_t, p->people), found = CVN_NONE;
    for (uint32_t t = 0; t < p->type_count && found == CVN_NONE; t++) {
        const cvn_plan_type *type = &p->types[t];
        if (!type->leaders_min || p->person[person].preference[t] < 0 || p->person[person].tied)
            continue;
        uint32_t n = gather(q, person, t, who, type->size_max < p->people ? type->size_max : p->people);
        if (n >= type->size_min && holds(q, t, CVN_NONE, who, n))
            found = q->fit->starts[0];
    }
    free(who);
    return found;
}

/* ---- a rule ---- */

/** Can somebody who has a lead to give lead at the sessions that were found? */
static bool is_led(const cvn_inquiry *q, const cvn_plan_type *type)
{
    const cvn_problem *p = q->p;
    for (uint32_t i = 0; i < p->people; i++) {
        bool can = cvn_bit(type->takes_leader, i) && q->state->seat[i] == CVN_NONE && q->state->lead_count[i] < p->person[i].lead_max;
        for (uint32_t k = 0; can && k < q->fit->count; k++)
            can = cvn_plan_can(p, i, q->fit->starts[k]);
        if (can && cvn_times_clear(q->state, i, CVN_NONE, q->fit->starts, q->fit->count, 0))
            return true;
    }
    return type->leaders_min == 0;
}

/** Would they have a place if the rule had a weight: in a group that stands, or in a new one of people left over? */
static bool softened(cvn_inquiry *q, uint32_t person, uint32_t rule)
{
    const cvn_problem *p = q->p;
    for (uint32_t i = 0; i < q->state->open_count; i++) {
        uint32_t slot = q->state->open[i];
        if (cvn_is_able(q->state, person, slot) && cvn_has_room(q->state, slot) && rules_let(q, person, slot, rule))
            return true;
    }
    uint32_t *who = CVN_NEW_ARRAY(uint32_t, p->people);
    bool found = false;
    for (uint32_t t = 0; t < p->type_count && !found && !p->person[person].tied; t++) {
        const cvn_plan_type *type = &p->types[t];
        if (p->person[person].preference[t] < 0 || type->leaders_min > 1)
            continue;
        uint32_t n = gather(q, person, t, who, type->size_max < p->people ? type->size_max : p->people);
        found = n >= type->size_min && is_led(q, type) && holds(q, t, rule, who, n);
    }
    free(who);
    return found;
}

void cvn_find_help(cvn_inquiry *q, uint32_t person, cvn_reason *reason)
{
    if (reason->kind == CVN_REASON_RULE && softened(q, person, reason->rule)) {
        reason->help = CVN_HELP_RULE;
        return;
    }
    uint32_t minutes = 0, first = CVN_NONE, start;
    uint32_t seat = seat_wanted(q, person), hours = hours_wanted(q, person, &minutes, &first);
    if (seat != CVN_NONE) {
        reason->help = CVN_HELP_SEAT;
        reason->help_group = q->group_of[seat];
    } else if (hours != CVN_NONE && minutes <= FEW_MIN) {
        reason->help = CVN_HELP_HOURS;
    } else if ((start = leader_wanted(q, person)) != CVN_NONE) {
        reason->help = CVN_HELP_LEADER;
        reason->help_start = (cvn_instant){q->p->start_min[start]};
    } else if (hours != CVN_NONE) {
        reason->help = CVN_HELP_HOURS;
    }
    if (reason->help == CVN_HELP_HOURS) {
        reason->help_group = q->group_of[hours];
        reason->help_start = (cvn_instant){q->p->start_min[first]};
        reason->help_minutes = minutes;
    }
}
