/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The mixing engine on a published instance of the Maximally Diverse Grouping Problem, as published: every group stands. mdgp_bench.py runs it.
 *
 *     bench_mdgp SECONDS SEED THREADS [TRIES] < INSTANCE
 *
 * Prints the group of each element, then how many changes were tried. Built by `ninja bench_mdgp`.
 */
#include "solve/mixing/mixing.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

enum { LINE = 65536 };

static uint32_t next_number(char **at)
{
    return (uint32_t)strtoul(*at, at, 10);
}

/** The first line: elements, groups, a word, then the bounds of each group. The others: two elements and how far they are apart. */
static bool read_instance(cvn_mix *mix, FILE *in)
{
    static char line[LINE];
    if (!fgets(line, sizeof line, in))
        return false;
    char *at = line;
    uint32_t people = next_number(&at), groups = next_number(&at);
    if (people < 2 || groups < 1 || groups > people)
        return false;
    while (*at == ' ' || (*at >= 'a' && *at <= 'z'))
        at++;
    cvn_mix_init(mix, people, groups, false);
    for (uint32_t g = 0; g < groups; g++) {
        mix->least[g] = next_number(&at);
        mix->most[g] = next_number(&at);
    }
    while (fgets(line, sizeof line, in)) {
        at = line;
        uint32_t a = next_number(&at), b = next_number(&at);
        if (a >= people || b >= people)
            return false;
        int32_t worth = -(int32_t)lround(strtod(at, NULL) * 1000);
        mix->pair[(size_t)a * mix->stride + b] = mix->pair[(size_t)b * mix->stride + a] = worth;
    }
    return cvn_mix_fits(mix);
}

static uint64_t solve(const cvn_mix *mix, const cvn_mix_options *options, uint32_t *group)
{
    uint32_t *size = CVN_NEW_ARRAY(uint32_t, mix->groups);
    cvn_mix_field field = cvn_mix_field_of(mix);
    cvn_random random;
    uint64_t tries = 0;
    cvn_random_seed(&random, options->seed);
    if (cvn_mix_sizes(mix, &field, size)) {
        cvn_mix_deal(mix, size, &random, group);
        cvn_mix_better(mix, group, options, &tries);
    }
    free(size);
    return tries;
}

int main(int argc, char **argv)
{
    cvn_mix mix;
    if (argc < 4 || !read_instance(&mix, stdin)) {
        fputs("usage: bench_mdgp SECONDS SEED THREADS [TRIES] < INSTANCE\n", stderr);
        return 2;
    }
    double seconds = strtod(argv[1], NULL);
    cvn_mix_options options = {.until_s = seconds > 0 ? cvn_monotonic_s() + seconds : 0,
                               .seed = strtoull(argv[2], NULL, 10),
                               .threads = (uint32_t)strtoul(argv[3], NULL, 10),
                               .tries = argc > 4 ? (uint64_t)strtod(argv[4], NULL) : 0,
                               .sizes_too = true};
    uint32_t *group = CVN_NEW_ARRAY(uint32_t, mix.people);
    uint64_t tries = solve(&mix, &options, group);
    for (uint32_t v = 0; v < mix.people; v++)
        printf("%" PRIu32 " ", group[v]);
    printf("\n%" PRIu64 "\n", tries);
    free(group);
    cvn_mix_free(&mix);
    return 0;
}
