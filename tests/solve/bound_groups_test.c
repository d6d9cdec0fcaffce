/* SPDX-License-Identifier: Apache-2.0 */
/** The bound by prices: no answer leaves less, whatever leaving each person costs; it only rises, and stops when told to. */
#include "searches.h"
#include "solve/bound.h"
#include "solve/bound_groups.h"

static uint32_t reached, risen;

typedef struct heard {
    int64_t last;
    uint32_t times, enough;
} heard;

static bool hear(void *context, int64_t bound)
{
    heard *h = context;
    assert_true(bound > h->last);
    h->last = bound;
    return ++h->times == h->enough;
}

/** What an answer of a few short searches leaves over at least, by those gains. */
static int64_t least_left(const cvn_problem *p, const int64_t *gain, uint64_t seed)
{
    int64_t least = INT64_MAX;
    cvn_search *s = cvn_search_new(p, seed);
    for (uint32_t k = 0; k < 60; k++) {
        stir(s, 60);
        s->temperature = 0;
        s->price = (cvn_price){.hard = 1e6, .lost = 1e6, .upset = 1e5};
        for (uint32_t i = 0; i < 60; i++)
            cvn_step(s);
        int64_t left = 0;
        for (uint32_t i = 0; i < p->people; i++)
            left += cvn_bit(s->state->unplaced, i) ? gain[i] : 0;
        least = !s->state->total.hard && left < least ? left : least;
    }
    cvn_search_free(s);
    return least;
}

static void no_answer_leaves_less(void **context)
{
    (void)context;
    for (uint64_t seed = 1; seed <= 28; seed++) {
        made_up shape = made_up_shapes[seed % CVN_COUNT(made_up_shapes)];
        shape.people = 10;
        cvn_conference *conference = make_up(&shape, seed);
        cvn_problem *p = NULL;
        assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
        int64_t gain[10];
        for (uint32_t i = 0; i < p->people; i++)
            gain[i] = seed % 2 ? p->person[i].priority : 1 + (int64_t)(i * seed % 4);
        heard h = {0}, one = {.enough = 1};
        cvn_bound_job job = {.p = p, .gain = gain, .better = hear, .context = &h};
        int64_t bound = cvn_bound_groups(&job), least = least_left(p, gain, seed);
        assert_int_equal(bound, h.last);
        assert_true(bound <= least);
        reached += bound > 0 && bound == least;
        risen += h.times > 1;
        job.context = &one;
        assert_true(cvn_bound_groups(&job) <= bound);
        assert_true(one.times <= 1);
        if (seed % 2 && p->attend >= p->session_count)
            assert_true(bound >= cvn_bound_unplaced(p, NULL)); /* never weaker than by elimination */
        atomic_bool stop = true;
        job = (cvn_bound_job){.p = p, .gain = gain, .stop = &stop};
        assert_true(cvn_bound_groups(&job) <= bound);
        cvn_problem_free(p);
        cvn_conference_free(conference);
    }
    assert_true(reached > 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_answer_leaves_less)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
