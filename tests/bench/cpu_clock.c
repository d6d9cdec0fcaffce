/* SPDX-License-Identifier: Apache-2.0 */
/**
 * For benchmarks on a machine that others use: preloaded, it makes the monotonic clock that of the calling thread's CPU time, so that so many
 * seconds of search are so many seconds of a core for each thread, however long that takes. Built by `ninja bench_cpu_clock`; the benchmarks'
 * --clock names the library. Not for peers, which wait by that clock.
 */
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t clock_id, struct timespec *tp)
{
    return (int)syscall(SYS_clock_gettime, clock_id == CLOCK_MONOTONIC ? CLOCK_THREAD_CPUTIME_ID : clock_id, tp);
}
