/* SPDX-License-Identifier: Apache-2.0 */
/** Who could be in a group: whole words of people at a time, with one plane of bits for each session that may be missed. */
#include "solve/state.h"

/** One word of people: bit set where they attend at least ahead − slack of the sessions. planes has room for slack + 1 words. */
static uint64_t attend_word(const cvn_state *state, const uint32_t *starts, uint32_t ahead, uint32_t slack, uint32_t word, uint64_t *planes)
{
    const uint64_t *rows = state->p->by_start + word;
    size_t step = state->p->people_words;
    for (uint32_t j = 0; j <= slack; j++)
        planes[j] = ~UINT64_C(0);
    for (uint32_t k = 0; k < ahead; k++) {
        uint64_t here = rows[starts[k] * step];
        for (uint32_t j = slack; j > 0; j--) /* missed at most j: came now, or had missed at most j − 1 */
            planes[j] = (planes[j] & here) | planes[j - 1];
        planes[0] &= here;
    }
    return planes[slack];
}

/** People who attend enough: newcomers and, of the baseline group, those who were in it. */
static void attend_row(const cvn_state *state, uint32_t attend, uint32_t base, const uint32_t *starts, uint32_t count, uint32_t held,
                       const uint64_t *takers, uint64_t *out)
{
    uint32_t ahead = count - held, words = state->p->people_words;
    uint32_t slack = ahead - cvn_plan_need(attend, count, held, false);
    uint32_t slack_stayed = ahead - cvn_plan_need(attend, count, held, true);
    for (uint32_t w = 0; w < words; w++)
        out[w] = takers[w] ? takers[w] & attend_word(state, starts + held, ahead, slack, w, state->planes) : 0;
    if (base == CVN_NONE || slack_stayed == slack)
        return;
    const uint64_t *was = state->p->groups[base].who;
    for (uint32_t w = 0; w < words; w++)
        if (takers[w] & was[w])
            out[w] |= takers[w] & was[w] & attend_word(state, starts + held, ahead, slack_stayed, w, state->planes);
}

void cvn_able(const cvn_state *state, uint32_t type, uint32_t base, const uint32_t *starts, uint32_t count, uint32_t held, uint64_t *members,
              uint64_t *leaders)
{
    const cvn_plan_type *t = &state->p->types[type];
    assert(count >= held);
    attend_row(state, state->p->attend, base, starts, count, held, t->takes_member, members);
    attend_row(state, t->leaders_attend, base, starts, count, held, t->takes_leader, leaders);
}
