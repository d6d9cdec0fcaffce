/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base.h"

#include <time.h>

void cvn_random_seed(cvn_random *random, uint64_t seed)
{
    for (int i = 0; i < 4; i++) { /* splitmix64, Steele, Lea and Flood 2014 */
        uint64_t z = seed += UINT64_C(0x9e3779b97f4a7c15);
        z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
        z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
        random->s[i] = z ^ z >> 31;
    }
}

double cvn_monotonic_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}
