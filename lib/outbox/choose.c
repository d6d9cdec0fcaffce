/* SPDX-License-Identifier: Apache-2.0 */
/** What one run may send of what is queued: all of it, some people's, some messages, or as many as an hour has room for. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "outbox/choice.h"

#define HOUR_S 3600

bool cvn_is_among(const char *id, const char *const *ids, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(ids[i], id))
            return true;
    return false;
}

static bool is_meant(const cvn_row *row, const cvn_send_options *options)
{
    if (options->only && !cvn_is_among(row->person, options->only, options->only_count))
        return false;
    if (!options->ids)
        return true;
    for (size_t i = 0; i < options->id_count; i++)
        if (options->ids[i] == row->id)
            return true;
    return false;
}

/** When as many as are held back, or as many as an hour takes, have room again: the oldest of the hour leave it first. */
static void find_again(cvn_choice *out, const int64_t *left_s, uint64_t allowed)
{
    uint64_t wanted = out->held < out->limit ? out->held : out->limit, first = out->left + allowed - out->limit + wanted - 1;
    out->again_s = first < out->left ? left_s[first] + HOUR_S : 0;
}

static cvn_code within_limit(cvn_choice *out, size_t *due, cvn_store *store, int64_t now_s, cvn_arena *arena, cvn_error *error)
{
    const int64_t *left_s;
    size_t left;
    cvn_code code = cvn_store_left(&left_s, &left, store, now_s - HOUR_S, arena, error);
    if (code)
        return code;
    out->left = left;
    uint64_t allowed = out->limit > left ? out->limit - left : 0;
    if (*due <= allowed)
        return CVN_OK;
    out->held = *due - allowed;
    *due = (size_t)allowed;
    find_again(out, left_s, allowed);
    return CVN_OK;
}

cvn_code cvn_choose(cvn_choice *out, cvn_store *store, const char *conference, const cvn_send_options *options, int64_t now_s, cvn_error *error)
{
    *out = (cvn_choice){.some = true, .limit = options->limit_per_hour};
    if (!options->only && !options->ids && !options->limit_per_hour)
        return cvn_store_choose_all(store, error);
    cvn_rows rows;
    cvn_arena *arena = cvn_arena_new();
    cvn_code code = cvn_store_unsent(&rows, store, conference, arena, error);
    int64_t *ids = CVN_NEW_ARRAY(int64_t, code ? 1 : (size_t)rows.count + 1);
    size_t due = 0;
    for (uint32_t i = 0; !code && i < rows.count; i++)
        if (rows.at[i].state == CVN_STATE_QUEUED && rows.at[i].not_before_s <= now_s && is_meant(&rows.at[i], options))
            ids[due++] = rows.at[i].id;
    if (!code && out->limit)
        code = within_limit(out, &due, store, now_s, arena, error);
    out->some = due > 0;
    if (!code)
        code = cvn_store_choose(store, ids, due, error);
    free(ids);
    cvn_arena_free(arena);
    return code;
}

/** What of it was meant by the run and has not left: what else waits or failed is no concern of its. */
static cvn_code count_meant(cvn_counts *out, cvn_store *store, const char *conference, const cvn_send_options *options, cvn_error *error)
{
    cvn_rows rows;
    *out = (cvn_counts){0};
    if (!options->only && !options->ids)
        return cvn_store_counts(out, store, conference, error);
    cvn_arena *arena = cvn_arena_new();
    cvn_code code = cvn_store_unsent(&rows, store, conference, arena, error);
    for (uint32_t i = 0; !code && i < rows.count; i++) {
        const cvn_row *row = &rows.at[i];
        if (!is_meant(row, options))
            continue;
        bool queued = row->state == CVN_STATE_QUEUED;
        out->next_s = queued && (!out->queued || row->not_before_s < out->next_s) ? row->not_before_s : out->next_s;
        out->queued += queued;
        out->in_flight += row->state == CVN_STATE_IN_FLIGHT;
        out->failed += row->state == CVN_STATE_FAILED;
    }
    cvn_arena_free(arena);
    return code;
}

cvn_code cvn_settle(cvn_send_summary *summary, cvn_store *store, const char *conference, const cvn_send_options *options, cvn_code code,
                    cvn_error *error)
{
    cvn_counts counts;
    char when[CVN_INSTANT_TEXT];
    cvn_code counted = count_meant(&counts, store, conference, options, error);
    if (counted)
        return code ? code : counted;
    summary->later = counts.queued + counts.in_flight;
    summary->failed = counts.failed;
    if (summary->later)
        counted = cvn_fail(error, CVN_E_TEMPORARY, "%" PRIu64 " message%s still queued: send again%s%s", summary->later,
                           summary->later == 1 ? " is" : "s are", counts.next_s ? " after " : "",
                           counts.next_s ? cvn_seconds_text(counts.next_s, when)
                           : code        ? " once that is mended"
                                         : "");
    if (summary->failed) {
        cvn_fail(error, CVN_E_UNAVAILABLE,
                 "%" PRIu64 " message%s refused for good: \"convene outbox list\" says why, and \"convene outbox retry\" tries again",
                 summary->failed, summary->failed == 1 ? " was" : "s were");
        counted = counted ? counted : CVN_E_UNAVAILABLE;
    }
    return code ? code : counted;
}

cvn_code cvn_choice_settle(const cvn_choice *choice, cvn_code code, int64_t now_s, cvn_error *error)
{
    char when[CVN_INSTANT_TEXT];
    if (!choice->held)
        return code;
    cvn_fail(error, CVN_E_TEMPORARY, "%" PRIu64 " of them wait for the limit of %" PRIu64 " an hour: send again after %s", choice->held,
             choice->limit, cvn_seconds_text(choice->again_s ? choice->again_s : now_s + HOUR_S, when));
    return code ? code : CVN_E_TEMPORARY;
}
