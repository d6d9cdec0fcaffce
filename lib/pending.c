/* SPDX-License-Identifier: Apache-2.0 */
/* Stands in for what is not built yet. Goes away with the last of it. */
#include "solve/solve.h"

#pragma GCC diagnostic ignored "-Wunused-parameter"

__attribute__((weak)) cvn_code cvn_explain(char **out, const cvn_conference *conference, const cvn_allocation *allocation,
                                           const cvn_allocation *baseline, const char *const *ids, size_t count, cvn_format format,
                                           cvn_error *error)
{
    return cvn_fail(error, CVN_E_SOFTWARE, "explain is not built yet");
}

__attribute__((weak)) cvn_code cvn_reasons_new(cvn_reasons **out, const cvn_conference *conference, const cvn_allocation *allocation,
                                               const cvn_allocation *baseline, const char *const *ids, size_t count, cvn_error *error)
{
    cvn_arena *arena = cvn_arena_new();
    *out = CVN_ARENA_ARRAY(arena, cvn_reasons, 1);
    (*out)->arena = arena;
    return CVN_OK;
}

__attribute__((weak)) void cvn_reasons_free(cvn_reasons *reasons)
{
    if (reasons)
        cvn_arena_free(reasons->arena);
}
