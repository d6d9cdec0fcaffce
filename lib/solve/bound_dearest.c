/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Every group meets at some place, so it is a set of people of one row of `at`; rows that lie in another one need no look of their own. Each
 * row that is left is a root. At a node some people are in the group (as member or leader), others may be. The dearest choice of right size is
 * an upper limit; where the people chosen cannot meet, or break a rule together, a few of them that cannot are the branches: the first is not
 * in it; the first is, but the second is not; and so on.
 *
 * A place that no group worth enough can meet at is struck off, and who cannot meet the others at the places that are left, too. A root's
 * places are struck off when it is done: what meets there has been looked at.
 */
#include "solve/bound_dearest.h"
#include "solve/bound_rules.h"

#include <stdlib.h>
#include <string.h>

typedef struct node {
    uint64_t *may[CVN_ROLES]; /* could be in it, and are not yet */
    uint64_t *places;
    uint32_t in_count[CVN_ROLES];
    bool fresh; /* somebody has come in since people were last struck off */
} node;

struct cvn_dearest {
    const cvn_kinds *k;
    const atomic_bool *stop;
    const cvn_kind *kind;
    uint32_t number;
    const cvn_worth *worth;
    uint32_t *order[CVN_ROLES], order_count[CVN_ROLES]; /* people of the kind, the dearest first */
    int64_t best;                                       /* worth of the best of this root, or least */
    int64_t open;                                       /* upper limit of what was left unlooked at */
    uint64_t nodes;
    void (*found)(void *, const cvn_found_group *);
    void *context;
    /* by depth */
    CVN_VEC(node) frames;
    uint32_t *in[CVN_ROLES]; /* people in the group of the node at hand */
    /* the choice at hand */
    uint32_t *pick[CVN_ROLES], pick_count[CVN_ROLES];
    cvn_rules *rules;
    const cvn_branch *branch;
    /* room */
    cvn_literal *conflict;
    uint32_t *chain;
    uint64_t *both;
};

cvn_dearest *cvn_dearest_new(const cvn_kinds *k, const atomic_bool *stop)
{
    cvn_dearest *d = CVN_NEW(cvn_dearest);
    uint32_t people = k->p->people + 1;
    d->k = k;
    d->stop = stop;
    d->rules = cvn_rules_new(k->p);
    for (uint32_t r = 0; r < CVN_ROLES; r++) {
        d->order[r] = CVN_NEW_ARRAY(uint32_t, people);
        d->in[r] = CVN_NEW_ARRAY(uint32_t, people);
        d->pick[r] = CVN_NEW_ARRAY(uint32_t, people);
    }
    d->both = CVN_NEW_ARRAY(uint64_t, k->place_words + 1);
    d->chain = CVN_NEW_ARRAY(uint32_t, 3 * ((size_t)k->place_count + 1));
    d->conflict = CVN_NEW_ARRAY(cvn_literal, 2 * (size_t)people);
    return d;
}

void cvn_dearest_free(cvn_dearest *d)
{
    if (!d)
        return;
    for (size_t i = 0; i < d->frames.count; i++) {
        free(d->frames.at[i].may[0]);
        free(d->frames.at[i].may[1]);
        free(d->frames.at[i].places);
    }
    CVN_VEC_FREE(&d->frames);
    for (uint32_t r = 0; r < CVN_ROLES; r++) {
        free(d->order[r]);
        free(d->in[r]);
        free(d->pick[r]);
    }
    free(d->both);
    free(d->chain);
    free(d->conflict);
    cvn_rules_free(d->rules);
    free(d);
}

void cvn_dearest_restrict(cvn_dearest *d, const cvn_branch *branch)
{
    d->branch = branch;
}

static bool stopped(const cvn_dearest *d)
{
    return d->stop && atomic_load_explicit(d->stop, memory_order_relaxed);
}

static node *frame(cvn_dearest *d, uint32_t depth)
{
    while (d->frames.count <= depth) {
        node *f = &CVN_PUSH(&d->frames);
        for (uint32_t r = 0; r < CVN_ROLES; r++)
            f->may[r] = CVN_NEW_ARRAY(uint64_t, d->k->p->people_words + 1);
        f->places = CVN_NEW_ARRAY(uint64_t, d->k->place_words + 1);
    }
    return &d->frames.at[depth];
}

/* ---- the dearest choice --------------------------------------------------------------------------------------------------------------------- */

/** Of one role: those in it, then the dearest who may be (where only NULL: all of them), as many as pay or are needed. */
static int64_t choose_role(const cvn_dearest *d, const node *n, uint32_t role, const uint64_t *only, uint32_t *pick, uint32_t *pick_count)
{
    const int64_t *worth = d->worth->of[role];
    uint32_t count = n->in_count[role], least = d->kind->least[role], most = d->kind->most[role];
    int64_t sum = 0;
    if (count > most)
        return INT64_MIN;
    for (uint32_t i = 0; i < count; i++) {
        sum += worth[d->in[role][i]];
        if (pick)
            pick[i] = d->in[role][i];
    }
    for (uint32_t i = 0; i < d->order_count[role] && count < most; i++) {
        uint32_t person = d->order[role][i];
        if (worth[person] <= 0 && count >= least)
            break;
        if (!cvn_bit(n->may[role], person) || (only && !cvn_bit(only, person)))
            continue;
        sum += worth[person];
        if (pick)
            pick[count] = person;
        count++;
    }
    if (pick_count)
        *pick_count = count;
    return count < least ? INT64_MIN : sum;
}

static int64_t choose(cvn_dearest *d, const node *n)
{
    int64_t members = choose_role(d, n, CVN_AS_MEMBER, NULL, d->pick[CVN_AS_MEMBER], &d->pick_count[CVN_AS_MEMBER]);
    int64_t leaders = choose_role(d, n, CVN_AS_LEADER, NULL, d->pick[CVN_AS_LEADER], &d->pick_count[CVN_AS_LEADER]);
    return members == INT64_MIN || leaders == INT64_MIN ? INT64_MIN : members + leaders;
}

/** What the node's people who can be at a place could be worth. */
static int64_t worth_at(const cvn_dearest *d, const node *n, size_t place)
{
    size_t words = d->k->p->people_words;
    int64_t members = choose_role(d, n, CVN_AS_MEMBER, d->kind->at[CVN_AS_MEMBER] + place * words, NULL, NULL);
    if (members == INT64_MIN)
        return INT64_MIN;
    int64_t leaders = choose_role(d, n, CVN_AS_LEADER, d->kind->at[CVN_AS_LEADER] + place * words, NULL, NULL);
    return leaders == INT64_MIN ? INT64_MIN : members + leaders;
}

/* ---- striking off --------------------------------------------------------------------------------------------------------------------------- */

static bool strike_places(cvn_dearest *d, node *n)
{
    uint32_t places = d->k->place_count;
    bool any = false;
    for (size_t s = cvn_bits_next(n->places, places, 0); s < places; s = cvn_bits_next(n->places, places, s + 1))
        if (worth_at(d, n, s) <= d->best) {
            cvn_bit_clear(n->places, s);
            any = true;
        }
    return any;
}

static const uint64_t *can(const cvn_dearest *d, uint32_t person, uint32_t role)
{
    return d->kind->can[role] + (size_t)person * d->k->place_words;
}

static bool meets_with(cvn_dearest *d, const uint64_t *places, uint32_t person, uint32_t role)
{
    const uint64_t *own = can(d, person, role);
    for (uint32_t w = 0; w < d->k->place_words; w++)
        d->both[w] = places[w] & own[w];
    return cvn_kind_meets(d->k, d->kind, d->both, d->chain);
}

static bool strike_people(cvn_dearest *d, node *n)
{
    bool any = false;
    for (uint32_t r = 0; r < CVN_ROLES; r++)
        for (size_t i = cvn_bits_next(n->may[r], d->k->p->people, 0); i < d->k->p->people; i = cvn_bits_next(n->may[r], d->k->p->people, i + 1))
            if (!meets_with(d, n->places, (uint32_t)i, r)) {
                cvn_bit_clear(n->may[r], i);
                any = true;
            }
    return any;
}

/* ---- conflicts ------------------------------------------------------------------------------------------------------------------------------ */

/** Who is chosen both as member and as leader. */
static uint32_t twice(cvn_dearest *d)
{
    for (uint32_t i = 0; i < d->pick_count[CVN_AS_LEADER]; i++)
        for (uint32_t k = 0; k < d->pick_count[CVN_AS_MEMBER]; k++)
            if (d->pick[CVN_AS_LEADER][i] == d->pick[CVN_AS_MEMBER][k]) {
                d->conflict[0] = (cvn_literal){d->pick[CVN_AS_LEADER][i], CVN_AS_LEADER};
                d->conflict[1] = (cvn_literal){d->pick[CVN_AS_LEADER][i], CVN_AS_MEMBER};
                return 2;
            }
    return 0;
}

/** Do so many of the list, the first of whom are known to be able to, meet? Otherwise the place of the one who cannot join the others. */
static uint32_t first_who_cannot(cvn_dearest *d, const node *n, const cvn_literal *list, uint32_t count, uint32_t known)
{
    size_t words = d->k->place_words;
    memcpy(d->both, n->places, words * sizeof *d->both);
    for (uint32_t i = 0; i < count; i++) {
        const uint64_t *own = can(d, list[i].person, list[i].role);
        for (size_t w = 0; w < words; w++)
            d->both[w] &= own[w];
        if (i + 1 >= known && !cvn_kind_meets(d->k, d->kind, d->both, d->chain))
            return i;
    }
    return count;
}

/**
 * A few of those chosen who cannot all meet; 0 where they all can. People are added until it fails; whoever came last is one of them and goes
 * to the front; and again, until those at the front cannot meet by themselves.
 */
static uint32_t cannot_meet(cvn_dearest *d, const node *n)
{
    cvn_literal *list = d->conflict;
    uint32_t count = 0, known = 0;
    for (uint32_t r = CVN_ROLES; r-- > 0;)
        for (uint32_t i = n->in_count[r]; i < d->pick_count[r]; i++)
            list[count++] = (cvn_literal){d->pick[r][i], r};
    for (;;) {
        uint32_t last = first_who_cannot(d, n, list, count, known);
        if (last == count)
            return 0;
        if (last < known)
            return known;
        cvn_literal him = list[last];
        memmove(list + 1, list, last * sizeof *list);
        list[0] = him;
        known++;
        count = last + 1;
    }
}

/* ---- the search ----------------------------------------------------------------------------------------------------------------------------- */

static void tell(cvn_dearest *d, int64_t worth)
{
    cvn_found_group group = {.kind = d->number, .worth = worth};
    for (uint32_t r = 0; r < CVN_ROLES; r++) {
        group.count[r] = d->pick_count[r];
        group.who[r] = d->pick[r];
    }
    d->best = worth;
    d->found(d->context, &group);
}

static void copy_node(const cvn_dearest *d, node *to, const node *from)
{
    for (uint32_t r = 0; r < CVN_ROLES; r++) {
        memcpy(to->may[r], from->may[r], d->k->p->people_words * sizeof *to->may[r]);
        to->in_count[r] = from->in_count[r];
    }
    memcpy(to->places, from->places, d->k->place_words * sizeof *to->places);
}

static void take_in(cvn_dearest *d, node *n, cvn_literal who)
{
    const uint64_t *own = can(d, who.person, who.role);
    for (uint32_t r = 0; r < CVN_ROLES; r++)
        cvn_bit_clear(n->may[r], who.person);
    for (uint32_t w = 0; w < d->k->place_words; w++)
        n->places[w] &= own[w];
    d->in[who.role][n->in_count[who.role]++] = who.person;
}

/** The node's upper limit, after whatever cannot serve it has been struck off. */
static int64_t limit_of(cvn_dearest *d, node *n)
{
    int64_t limit = choose(d, n);
    for (bool more = true; more && limit > d->best && !stopped(d);) {
        more = strike_places(d, n);
        if (more || n->fresh)
            more = strike_people(d, n);
        n->fresh = false;
        limit = choose(d, n);
    }
    return limit;
}

static void explore(cvn_dearest *d, uint32_t depth);

/** A child without one of those who may be in it. */
static void explore_without(cvn_dearest *d, uint32_t depth, cvn_literal who, bool fresh)
{
    node *child = frame(d, depth + 1), *n = frame(d, depth);
    copy_node(d, child, n);
    cvn_bit_clear(child->may[who.role], who.person);
    child->fresh = fresh;
    explore(d, depth + 1);
}

/** No group holds all of them: the first is not in it; the first is, and the second is not; and so on. */
static void not_all(cvn_dearest *d, uint32_t depth, uint32_t count)
{
    cvn_literal *branch = CVN_NEW_ARRAY(cvn_literal, count + 1);
    memcpy(branch, d->conflict, count * sizeof *branch);
    for (uint32_t i = 0; i < count; i++) {
        explore_without(d, depth, branch[i], i > 0);
        take_in(d, frame(d, depth), branch[i]);
        if (choose(d, frame(d, depth)) <= d->best)
            break;
    }
    free(branch);
}

/** Who would help to keep the rule that the choice breaks, and is not in the choice. */
static uint32_t list_helpers(cvn_dearest *d, const node *n)
{
    uint32_t count = 0;
    for (uint32_t r = 0; r < CVN_ROLES; r++)
        for (uint32_t i = 0; i < d->order_count[r]; i++) {
            cvn_literal who = {d->order[r][i], r};
            bool picked = false;
            for (uint32_t k = 0; k < d->pick_count[r]; k++)
                picked = picked || d->pick[r][k] == who.person;
            if (!picked && cvn_bit(n->may[r], who.person) && cvn_rules_helps(d->rules, who))
                d->conflict[count++] = who;
        }
    return count;
}

/** Without him, or with him: a pair that is to stay together is looked at again with the first of it in. */
static void either(cvn_dearest *d, uint32_t depth)
{
    cvn_literal who = d->conflict[0];
    explore_without(d, depth, who, false);
    node *child = frame(d, depth + 1), *n = frame(d, depth);
    copy_node(d, child, n);
    take_in(d, child, who);
    child->fresh = true;
    explore(d, depth + 1);
}

/** Every group has one of those: the first; or the second but not the first; and so on. */
static void one_more(cvn_dearest *d, uint32_t depth, uint32_t count)
{
    cvn_literal *branch = CVN_NEW_ARRAY(cvn_literal, count + 1);
    memcpy(branch, d->conflict, count * sizeof *branch);
    for (uint32_t i = 0; i < count; i++) {
        node *child = frame(d, depth + 1), *n = frame(d, depth);
        copy_node(d, child, n);
        take_in(d, child, branch[i]);
        child->fresh = true;
        explore(d, depth + 1);
        cvn_bit_clear(frame(d, depth)->may[branch[i].role], branch[i].person);
        if (choose(d, frame(d, depth)) <= d->best)
            break;
    }
    free(branch);
}

/** Where somebody stands in the choice: their place, or CVN_NONE. */
static uint32_t picked_as(const cvn_dearest *d, uint32_t role, uint32_t person)
{
    for (uint32_t i = 0; i < d->pick_count[role]; i++)
        if (d->pick[role][i] == person)
            return i;
    return CVN_NONE;
}

static bool picked(const cvn_dearest *d, const node *n, uint32_t person, cvn_literal *as, bool *fixed)
{
    for (uint32_t r = 0; r < CVN_ROLES; r++) {
        uint32_t at = picked_as(d, r, person);
        if (at == CVN_NONE)
            continue;
        *as = (cvn_literal){person, r};
        *fixed = at < n->in_count[r];
        return true;
    }
    return false;
}

/** A pair that the branch holds together or apart, and the choice does not: whom to branch by. */
static cvn_breach broken_branch(cvn_dearest *d, const node *n, uint32_t *count)
{
    for (const cvn_branch *b = d->branch; b; b = b->before) {
        cvn_literal as[2];
        bool fixed[2];
        if ((b->kind != CVN_BY_APART && b->kind != CVN_BY_NEED) || !picked(d, n, b->a, &as[0], &fixed[0]) ||
            picked(d, n, b->b, &as[1], &fixed[1]) != (b->kind == CVN_BY_APART))
            continue;
        *count = 0;
        if (b->kind == CVN_BY_NEED && fixed[0]) {
            for (uint32_t r = 0; r < CVN_ROLES; r++)
                if (cvn_bit(n->may[r], b->b))
                    d->conflict[(*count)++] = (cvn_literal){b->b, r};
            return CVN_ONE_MORE;
        }
        for (uint32_t i = 0; i < (b->kind == CVN_BY_APART ? 2 : 1); i++)
            if (!fixed[i])
                d->conflict[(*count)++] = as[i];
        return b->kind == CVN_BY_APART ? CVN_NOT_ALL : CVN_EITHER;
    }
    return CVN_NO_BREACH;
}

static cvn_breach broken_rule(cvn_dearest *d, const node *n, uint32_t *count)
{
    cvn_choice choice;
    for (uint32_t r = 0; r < CVN_ROLES; r++) {
        choice.who[r] = d->pick[r];
        choice.count[r] = d->pick_count[r];
        choice.fixed[r] = n->in_count[r];
    }
    return cvn_rules_breach(d->rules, &choice, d->conflict, count);
}

static void explore(cvn_dearest *d, uint32_t depth)
{
    int64_t limit = limit_of(d, frame(d, depth));
    if (limit <= d->best)
        return;
    if (d->nodes == 0 || stopped(d)) {
        d->open = limit > d->open ? limit : d->open;
        return;
    }
    d->nodes--;
    uint32_t count = twice(d);
    const node *n = frame(d, depth);
    count = count ? count : cannot_meet(d, n);
    cvn_breach breach = count ? CVN_NOT_ALL : broken_branch(d, n, &count);
    if (!breach) {
        breach = broken_rule(d, n, &count);
        count = breach == CVN_ONE_MORE ? list_helpers(d, n) : count;
    }
    switch (breach) {
    case CVN_NOT_ALL: not_all(d, depth, count); break;
    case CVN_EITHER: either(d, depth); break;
    case CVN_ONE_MORE: one_more(d, depth, count); break;
    case CVN_NO_BREACH: tell(d, limit); break;
    }
}

/* ---- roots ---------------------------------------------------------------------------------------------------------------------------------- */

typedef struct root {
    int64_t worth;
    uint32_t place;
} root;

static int by_worth(const void *a, const void *b)
{
    const root *x = a, *y = b;
    if (x->worth != y->worth)
        return x->worth < y->worth ? -1 : 1;
    return x->place < y->place ? -1 : x->place > y->place;
}

static int by_price(const void *a, const void *b, void *worth)
{
    const int64_t *w = worth;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    if (w[x] != w[y])
        return w[x] > w[y] ? -1 : 1;
    return x < y ? -1 : x > y;
}

static void sort_people(cvn_dearest *d)
{
    for (uint32_t r = 0; r < CVN_ROLES; r++) {
        uint32_t count = 0;
        for (uint32_t i = 0; i < d->k->p->people; i++)
            if (cvn_bit(d->kind->who[r], i))
                d->order[r][count++] = i;
        d->order_count[r] = count;
        qsort_r(d->order[r], count, sizeof *d->order[r], by_price, d->worth->of[r]);
    }
}

/** Does the root's row hold everybody of another place's? */
static bool covers(const cvn_dearest *d, const node *top, uint32_t place, uint32_t other)
{
    size_t words = d->k->p->people_words;
    for (uint32_t r = 0; r < CVN_ROLES; r++) {
        const uint64_t *a = d->kind->at[r] + place * words, *b = d->kind->at[r] + other * words;
        for (size_t w = 0; w < words; w++)
            if (b[w] & top->may[r][w] & ~a[w])
                return false;
    }
    return true;
}

/** The rows that lie in no other one; of equal ones the first. Those that are worth most are looked at first: they cover most. */
static uint32_t list_roots(cvn_dearest *d, const node *top, root *roots)
{
    uint32_t count = 0, kept = 0, places = d->k->place_count;
    for (size_t s = cvn_bits_next(top->places, places, 0); s < places; s = cvn_bits_next(top->places, places, s + 1))
        roots[count++] = (root){worth_at(d, top, s), (uint32_t)s};
    qsort(roots, count, sizeof *roots, by_worth);
    for (uint32_t i = count; i-- > 0 && !stopped(d);) {
        bool covered = false;
        for (uint32_t k = 0; k < kept && !covered; k++)
            covered = covers(d, top, roots[count - 1 - k].place, roots[i].place);
        if (covered)
            continue;
        root swap = roots[i];
        memmove(roots + i, roots + i + 1, (count - 1 - kept - i) * sizeof *roots);
        roots[count - 1 - kept] = swap;
        kept++;
    }
    memmove(roots, roots + count - kept, kept * sizeof *roots);
    return kept;
}

/** What the branch says of single people. */
static void forbid(const cvn_dearest *d, node *top)
{
    for (const cvn_branch *b = d->branch; b; b = b->before)
        for (uint32_t r = 0; r < CVN_ROLES; r++)
            if ((b->kind == CVN_BY_ROLE && b->b == r) || (b->kind == CVN_BY_PERSON && b->high == 0))
                cvn_bit_clear(top->may[r], b->a);
}

static void explore_root(cvn_dearest *d, uint32_t place)
{
    size_t words = d->k->p->people_words;
    node *n = frame(d, 1), *top = frame(d, 0);
    copy_node(d, n, top);
    for (uint32_t r = 0; r < CVN_ROLES; r++)
        for (size_t w = 0; w < words; w++)
            n->may[r][w] &= d->kind->at[r][place * words + w];
    n->fresh = true;
    explore(d, 1);
    top = frame(d, 0);
    uint32_t places = d->k->place_count;
    for (size_t s = cvn_bits_next(top->places, places, 0); s < places; s = cvn_bits_next(top->places, places, s + 1))
        if (covers(d, top, place, (uint32_t)s))
            cvn_bit_clear(top->places, s);
}

int64_t cvn_dearest_group(cvn_dearest *dearest, uint32_t kind, const cvn_worth *worth, int64_t least, uint64_t nodes,
                          void (*found)(void *, const cvn_found_group *), void *context)
{
    cvn_dearest *d = dearest;
    const cvn_problem *p = d->k->p;
    d->kind = &d->k->kinds[kind];
    d->number = kind;
    d->worth = worth;
    d->found = found;
    d->context = context;
    d->best = d->open = least;
    sort_people(d);
    node *top = frame(d, 0);
    for (uint32_t r = 0; r < CVN_ROLES; r++) {
        memcpy(top->may[r], d->kind->who[r], p->people_words * sizeof *top->may[r]);
        top->in_count[r] = 0;
    }
    forbid(d, top);
    memset(top->places, 0, d->k->place_words * sizeof *top->places);
    for (uint32_t s = 0; s < d->k->place_count; s++)
        cvn_bit_set(top->places, s);
    top->fresh = true;
    if (limit_of(d, top) <= least)
        return least;
    if (!d->kind->length) {
        d->nodes = nodes;
        explore(d, 0);
        return d->best > d->open ? d->best : d->open;
    }
    int64_t most = least;
    root *roots = CVN_NEW_ARRAY(root, (size_t)d->k->place_count + 1);
    uint32_t count = list_roots(d, top, roots);
    for (uint32_t i = 0; i < count && !stopped(d); i++) {
        d->best = least;
        d->nodes = nodes;
        explore_root(d, roots[i].place);
        most = d->best > most ? d->best : most;
    }
    free(roots);
    return most > d->open ? most : d->open;
}
