/* SPDX-License-Identifier: Apache-2.0 */
/** Some messages of the outbox. A name that fits none is a mistake of whoever typed it, and not an empty list. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "outbox/choice.h"
#include "outbox/look.h"

cvn_code cvn_no_message(const cvn_store *store, int64_t id, cvn_error *error)
{
    return cvn_fail(error, CVN_E_USAGE, "%s: there is no message %" PRId64 ": \"convene outbox list\" names them", cvn_store_path(store), id);
}

static bool is_state(const char *name)
{
    for (int state = CVN_STATE_QUEUED; state <= CVN_STATE_SUPERSEDED; state++)
        if (!strcmp(cvn_state_name((cvn_state)state), name))
            return true;
    return false;
}

static bool knows_person(const cvn_rows *rows, const char *person)
{
    for (uint32_t i = 0; i < rows->count; i++)
        if (!strcmp(rows->at[i].person, person))
            return true;
    return false;
}

static bool knows_id(const cvn_rows *rows, int64_t id)
{
    for (uint32_t i = 0; i < rows->count; i++)
        if (rows->at[i].id == id)
            return true;
    return false;
}

static cvn_code check(const cvn_rows *rows, const cvn_store *store, const cvn_outbox_pick *pick, cvn_error *error)
{
    cvn_code code = CVN_OK;
    for (size_t i = 0; i < pick->state_count; i++)
        if (!is_state(pick->states[i]))
            code =
                cvn_fail(error, CVN_E_USAGE, "\"%s\" is no state: there are queued, in_flight, sent, failed and superseded", pick->states[i]);
    for (size_t i = 0; i < pick->people_count; i++)
        if (!knows_person(rows, pick->people[i]))
            code = cvn_fail(error, CVN_E_USAGE, "%s: nothing was ever queued for a person \"%s\"", cvn_store_path(store), pick->people[i]);
    for (size_t i = 0; i < pick->id_count; i++)
        if (!knows_id(rows, pick->ids[i]))
            code = cvn_no_message(store, pick->ids[i], error);
    return code;
}

static bool is_meant(const cvn_row *row, const cvn_outbox_pick *pick)
{
    bool id = !pick->id_count;
    for (size_t i = 0; i < pick->id_count; i++)
        id = id || pick->ids[i] == row->id;
    return id && (!pick->state_count || cvn_is_among(cvn_state_name(row->state), pick->states, pick->state_count)) &&
           (!pick->people_count || cvn_is_among(row->person, pick->people, pick->people_count));
}

cvn_code cvn_pick_rows(cvn_rows *out, cvn_store *store, const cvn_outbox_pick *pick, cvn_arena *arena, cvn_error *error)
{
    cvn_code code = cvn_store_list(out, store, arena, error);
    if (!code && pick)
        code = check(out, store, pick, error);
    if (code || !pick)
        return code;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < out->count; i++)
        if (is_meant(&out->at[i], pick))
            out->at[kept++] = out->at[i];
    out->count = kept;
    return CVN_OK;
}
