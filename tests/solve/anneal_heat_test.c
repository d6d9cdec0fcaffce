/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How hot cycles are: what docs/solver.md says of the scale, of the heat that each kind of cycle begins and ends at, and of their lengths. The one
 * move here stands in for the table of moves: it tells the search what moves cost, and writes down how hot it is.
 */
#include "searches.h"
#include "solve/anneal.h"

#include <math.h>

enum { PROBE = 4000, MOST_CYCLES = 5 };

typedef struct cycle {
    double begins, ends, after_leap, price; /* after_leap: the first heat at which nobody's place is at stake any more */
    uint64_t steps;
} cycle;

static struct {
    const uint32_t *costs; /* of moves that worsen the cost, in turn */
    uint32_t count;
    uint64_t crossing;      /* until so many steps layouts may be gathered and crossed */
    uint32_t gathers, bred; /* cycles until then that begin hot enough to place people, and others after them */
    double bred_begins;
    uint32_t cycles;
    uint64_t begun;
    double last;
    cycle cycle[MOST_CYCLES];
} spied;

static bool spy(cvn_search *s)
{
    if (s->steps <= PROBE) {
        assert_true(s->temperature == 0);
        if (spied.count)
            (void)cvn_accepts(s, &(cvn_tally){.cost = spied.costs[s->steps % spied.count]});
        return false;
    }
    if (s->steps < spied.crossing) {
        bool begins = s->temperature > spied.last, places = s->temperature >= s->price.upset * 0.99;
        spied.gathers += begins && places && !spied.bred;
        spied.bred += begins && !places && spied.gathers && s->temperature < s->price.upset / 100;
        spied.bred_begins = begins ? s->temperature : spied.bred_begins;
        spied.last = s->temperature;
        return false;
    }
    if (s->temperature > spied.last) {
        if (spied.cycles && spied.cycles <= MOST_CYCLES)
            spied.cycle[spied.cycles - 1].steps = s->steps - spied.begun;
        spied.begun = s->steps;
        if (++spied.cycles <= MOST_CYCLES)
            spied.cycle[spied.cycles - 1] = (cycle){.begins = s->temperature, .price = s->price.upset};
    }
    spied.last = s->temperature;
    if (!spied.cycles || spied.cycles > MOST_CYCLES)
        return false;
    cycle *now = &spied.cycle[spied.cycles - 1];
    now->ends = s->temperature;
    if (!now->after_leap && s->temperature < s->price.upset * 0.0299)
        now->after_leap = s->temperature;
    return false;
}

const cvn_move cvn_moves[] = {{"spy", spy, 1, 1, 0, false}};
const uint32_t cvn_move_count = CVN_COUNT(cvn_moves);

/**
 * Everybody can meet at one hour, if needed: all have a place, and it costs something. Nobody has a language in common with anybody, which no bound
 * foresees, so that no search ends because nothing is better.
 */
static cvn_conference *all_placed(uint32_t people)
{
    cvn_buffer b = {0};
    cvn_buffer_text(&b,
                    "{\"format\": \"conference/1\", \"id\": \"h\", \"title\": \"H\", \"timezone\": \"UTC\", \"organizer\": {\"name\": \"O\", "
                    "\"email\": \"o@example.org\"}, \"sessions\": {\"count\": 1, \"minutes\": 60, \"from\": \"2027-03-01\", \"to\": "
                    "\"2027-03-01\", \"grid_minutes\": 60}, \"group_types\": [{\"id\": \"t\", \"size\": {\"min\": 2, \"ideal\": 5, \"max\": "
                    "8}}], \"rules\": [{\"rule\": \"shared\", \"over\": \"languages\", \"weight\": 1}], \"participants\": [");
    for (uint32_t i = 0; i < people; i++)
        cvn_buffer_printf(&b,
                          "%s{\"id\": \"p%u\", \"timezone\": \"UTC\", \"attributes\": {\"languages\": [\"l%u\"]}, \"availability\": "
                          "[{\"weekly\": [\"MO\"], \"from\": \"12:00\", \"to\": "
                          "\"13:00\", \"if_needed\": true}]}",
                          i ? ", " : "", i, i);
    cvn_buffer_text(&b, "]}");
    cvn_conference *conference = NULL;
    assert_int_equal(cvn_conference_parse(&conference, b.text, b.length, "heat", NULL, NULL), CVN_OK);
    cvn_buffer_free(&b);
    return conference;
}

static cvn_solve_options by_steps(uint64_t steps)
{
    cvn_solve_options options;
    cvn_solve_options_init(&options);
    options.time_limit_s = 0;
    options.step_limit = steps;
    return options;
}

/** Anneals for so many steps a person, told that moves cost so much; what it was like stands in `spied`. */
static void anneal(uint32_t people, uint64_t steps_each, const uint32_t *costs, uint32_t count, bool again)
{
    cvn_conference *conference = all_placed(people);
    cvn_allocation *baseline = NULL;
    cvn_solve_options short_run = by_steps(100), options = by_steps(PROBE + steps_each * people);
    memset(&spied, 0, sizeof spied);
    if (again)
        assert_int_equal(cvn_solve(&baseline, conference, NULL, &short_run, NULL, NULL), CVN_OK);
    memset(&spied, 0, sizeof spied);
    spied.costs = costs;
    spied.count = count;
    spied.crossing = people < 200 && !again ? (uint64_t)(0.35 * (double)options.step_limit) : 0;
    cvn_problem *p = NULL;
    assert_int_equal(cvn_problem_new(&p, conference, baseline, NULL), CVN_OK);
    cvn_state *state = cvn_state_new(p);
    cvn_layout first = {0}, best = {0};
    if (again)
        assert_int_equal(cvn_state_baseline(state, NULL), CVN_OK);
    cvn_layout_save(&first, state);
    cvn_prover *prover = cvn_prover_new(p);
    cvn_anneal(p, &first, &options, cvn_monotonic_s(), prover, &best, NULL);
    assert_int_equal(best.total.upset, 0);
    assert_true(best.total.cost > 0);
    cvn_prover_free(prover);
    cvn_layout_free(&first);
    cvn_layout_free(&best);
    cvn_state_free(state);
    cvn_problem_free(p);
    cvn_allocation_free(baseline);
    cvn_conference_free(conference);
}

static void is_about(const char *what, double is, double wanted)
{
    if (fabs(is - wanted) > wanted / 50)
        fail_msg("%s: %g, not %g", what, is, wanted);
}

/** Every other cycle is a polish; of those between, one is wild, and one decides about cost. dear: at what price that wild one is. */
static void check_heat(double scale, double warmth, uint32_t polish, double dear)
{
    assert_true(spied.cycles >= 4);
    uint32_t fresh = 1 - polish, wild = spied.cycle[fresh].begins > spied.cycle[fresh + 2].begins ? fresh : fresh + 2;
    is_about("a polish", spied.cycle[polish].begins, 2 * scale * warmth);
    is_about("another polish", spied.cycle[polish + 2].begins, 2 * scale * warmth);
    is_about("a cycle about cost", spied.cycle[2 * fresh + 2 - wild].begins, 4 * scale * warmth);
    is_about("a wild cycle", spied.cycle[wild].begins, dear * scale);
    is_about("after its leap", spied.cycle[wild].after_leap, 4 * scale * warmth);
    for (uint32_t k = 0; k < 4; k++)
        is_about("the price", spied.cycle[k].price, (k == wild ? dear : 500) * scale);
    for (uint32_t k = 0; k < 3; k++)
        is_about("the end", spied.cycle[k].ends, scale / 20);
}

/** Among few people a polish follows on the crossing, and the first wild cycle is the fifth, at ten times the price. */
static void check_few(double scale)
{
    check_heat(scale, 1, 0, 5000);
}

static void check_many(double scale, double warmth)
{
    check_heat(scale, warmth, 1, 500);
}

/** Most moves cost six; one in ten costs a thousand, so that the mean is far from the median. */
static const uint32_t dear[] = {6, 2, 1000, 6, 6, 6, 6, 3, 6, 8}, sixteen[] = {16 * 6, 16 * 1000, 16 * 6, 16 * 2, 16 * 6};

static void all_heat_is_a_multiple_of_the_median(void **context)
{
    (void)context;
    anneal(40, 40000, dear, CVN_COUNT(dear), false);
    check_few(6);
    anneal(40, 40000, sixteen, CVN_COUNT(sixteen), false);
    check_few(16.0 * 6);
    anneal(40, 40000, NULL, 0, false); /* nothing known: as with weights as they mostly are, four to ten */
    assert_true(spied.cycle[0].begins >= 2 * 4 && spied.cycle[0].begins <= 2 * 10);
}

static void many_people_begin_less_hot(void **context)
{
    (void)context;
    static const uint32_t people[] = {199, 200, 201, 300, 800};
    for (size_t i = 0; i < CVN_COUNT(people); i++) {
        anneal(people[i], people[i] < 200 ? 40000 : 20000, dear, CVN_COUNT(dear), false);
        if (people[i] < 200)
            check_few(6);
        else
            check_many(6, people[i] > 200 ? sqrt(200.0 / people[i]) : 1);
    }
}

/** With a baseline cycles are a tenth as long: it is near to what is sought. Each is longer than the one before. */
static void cycles_are_short_with_a_baseline(void **context)
{
    (void)context;
    anneal(240, 20000, dear, CVN_COUNT(dear), false);
    uint64_t without[3];
    for (uint32_t k = 0; k < 3; k++)
        without[k] = spied.cycle[k].steps;
    anneal(240, 20000, dear, CVN_COUNT(dear), true);
    assert_true(spied.cycles >= 4);
    for (uint32_t k = 0; k < 3; k++) {
        is_about("a cycle", (double)spied.cycle[k].steps, (double)without[k] / 10);
        assert_true(!k || without[k] > without[k - 1]);
    }
}

/** At first, where there are steps for it: hot cycles until there are enough layouts, and then shorter ones from their children. */
static void few_people_cross_layouts(void **context)
{
    (void)context;
    anneal(40, 40000, dear, CVN_COUNT(dear), false);
    assert_true(spied.gathers >= 6);
    assert_true(spied.bred <= 40);
    anneal(40, 5000, dear, CVN_COUNT(dear), false);
    assert_int_equal(spied.bred, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_heat_is_a_multiple_of_the_median),
        cmocka_unit_test(many_people_begin_less_hot),
        cmocka_unit_test(cycles_are_short_with_a_baseline),
        cmocka_unit_test(few_people_cross_layouts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
