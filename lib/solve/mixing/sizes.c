/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How large groups should be, before anybody is seated. Where pairs are worth something, large groups are worth more than small ones together,
 * so sizes go to their ends, and a search that starts elsewhere has a wall of cost between it and each better set of sizes. From the sizes alone
 * the cost can be foretold well enough to choose them exactly, by a table of the best for the first groups and so many people.
 */
#include "solve/mixing/mixing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double foretold(const cvn_mix *mix, const cvn_mix_field *field, uint32_t group, uint32_t size)
{
    double s = size, off = s - mix->ideal[group];
    return field->pair * s * (s - 1) / 2 + field->luck * s * sqrt(s) + mix->weight * off * off;
}

cvn_mix_field cvn_mix_field_of(const cvn_mix *mix)
{
    double sum = 0;
    for (uint32_t v = 0; v < mix->people; v++) {
        int64_t row = 0;
        for (uint32_t u = 0; u < mix->people; u++)
            row += mix->pair[(size_t)v * mix->stride + u];
        sum += (double)row;
    }
    double pairs = (double)mix->people * (mix->people - 1);
    return (cvn_mix_field){.pair = pairs > 0 ? sum / pairs : 0};
}

void cvn_mix_learn(cvn_mix_field *field, const cvn_mix *mix, const uint32_t *group)
{
    uint32_t *size = CVN_NEW_ARRAY(uint32_t, mix->groups);
    double mean = 0, roots = 0;
    cvn_mix_field no_luck = {.pair = field->pair};
    for (uint32_t v = 0; v < mix->people; v++)
        size[group[v]]++;
    for (uint32_t g = 0; g < mix->groups; g++) {
        mean += size[g] ? foretold(mix, &no_luck, g, size[g]) : 0;
        roots += size[g] * sqrt(size[g]);
    }
    field->luck = ((double)cvn_mix_cost(mix, group) - mean) / roots;
    free(size);
}

/** One layer of the table: the best for one group more. */
static void add_group(const cvn_mix *mix, const cvn_mix_field *field, uint32_t group, const double *before, double *after, uint32_t *chosen)
{
    for (uint32_t x = 0; x <= mix->people; x++) {
        after[x] = mix->may_close[group] ? before[x] : INFINITY;
        chosen[x] = 0;
    }
    for (uint32_t size = mix->least[group]; size <= mix->most[group] && size <= mix->people; size++) {
        double cost = foretold(mix, field, group, size);
        for (uint32_t x = size; x <= mix->people; x++)
            if (before[x - size] + cost < after[x]) {
                after[x] = before[x - size] + cost;
                chosen[x] = size;
            }
    }
}

bool cvn_mix_sizes(const cvn_mix *mix, const cvn_mix_field *field, uint32_t *size)
{
    size_t layer = (size_t)mix->people + 1;
    double *before = CVN_NEW_ARRAY(double, layer), *after = CVN_NEW_ARRAY(double, layer);
    uint32_t *chosen = CVN_NEW_ARRAY(uint32_t, layer * mix->groups);
    for (uint32_t x = 1; x <= mix->people; x++)
        before[x] = INFINITY;
    for (uint32_t g = 0; g < mix->groups; g++) {
        add_group(mix, field, g, before, after, chosen + g * layer);
        double *other = before;
        before = after;
        after = other;
    }
    bool found = before[mix->people] < INFINITY;
    uint32_t left = mix->people;
    for (uint32_t g = mix->groups; found && g-- > 0; left -= size[g])
        size[g] = chosen[g * layer + left];
    free(before);
    free(after);
    free(chosen);
    return found;
}
