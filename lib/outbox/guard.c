/* SPDX-License-Identifier: Apache-2.0 */
/** What is asked before anybody is told anything: is this what the organiser means? */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "outbox/guard.h"

#define SHOWN 5

/** Items are known by their group's id: two groups of one id could not be told apart by anybody, forced or not. */
static cvn_code check_ids(const cvn_allocation *allocation, cvn_error *error)
{
    cvn_code code = CVN_OK;
    cvn_table *seen = cvn_table_new();
    for (uint32_t g = 0; g < allocation->group_count; g++) {
        uint32_t at = g;
        if (!cvn_table_put(seen, allocation->groups[g].id, &at))
            code = cvn_fail(error, CVN_E_DATA, "%s: the group id \"%s\" stands twice (groups %" PRIu32 " and %" PRIu32 "): give each its own",
                            allocation->path[0] ? allocation->path : "the allocation", allocation->groups[g].id, at + 1, g + 1);
    }
    cvn_table_free(seen);
    return code;
}

static void add_gone(cvn_buffer *out, uint32_t *count, cvn_table *seen, const cvn_conference *conference, const char *const *ids,
                     uint32_t id_count)
{
    for (uint32_t i = 0; i < id_count; i++) {
        uint32_t one = 1;
        if (cvn_conference_person(conference, ids[i]) != CVN_NO_LIMIT || !cvn_table_put(seen, ids[i], &one))
            continue;
        if (++*count <= SHOWN)
            cvn_buffer_printf(out, "%s%s", *count > 1 ? ", " : "", ids[i]);
    }
}

/** People who had a place and are in no file any more: left out by mistake as likely as on purpose. */
static cvn_code check_gone(const cvn_guard *guard, cvn_error *error)
{
    cvn_buffer ids = {0};
    uint32_t count = 0;
    cvn_table *seen = cvn_table_new();
    for (uint32_t g = 0; guard->baseline && g < guard->baseline->group_count; g++) {
        const cvn_group *group = &guard->baseline->groups[g];
        add_gone(&ids, &count, seen, guard->conference, group->leaders, group->leader_count);
        add_gone(&ids, &count, seen, guard->conference, group->members, group->member_count);
    }
    cvn_code code = CVN_OK;
    if (count)
        code =
            cvn_fail(error, CVN_E_DATA,
                     "%" PRIu32 " %s a place in the allocation %s and %s in no file any more: %s%s. Where they have gone, keep them with the "
                     "status dropped (\"convene drop\"); send --force cancels all that they have",
                     count, count == 1 ? "person had" : "people had", guard->sent_before ? "last sent" : "given as baseline",
                     count == 1 ? "is" : "are", ids.text, count > SHOWN ? ", …" : "");
    cvn_table_free(seen);
    cvn_buffer_free(&ids);
    return code;
}

static cvn_code check_rules(const cvn_guard *guard, cvn_error *error)
{
    cvn_verdict *verdict = NULL;
    cvn_code code = cvn_verdict_new(&verdict, guard->conference, guard->allocation, guard->baseline, error);
    if (!code && verdict->violation_count && !guard->force) {
        code = cvn_fail(error, CVN_E_DATA, "the allocation breaks a rule, so nobody is told of it (send --force if that is meant):");
        for (uint32_t i = 0; i < verdict->violation_count && i < SHOWN; i++)
            cvn_fail(error, code, "%s", verdict->violations[i]);
        if (verdict->violation_count > SHOWN)
            cvn_fail(error, code, "and %" PRIu32 " more: \"convene verify\" lists them", verdict->violation_count - SHOWN);
    }
    cvn_verdict_free(verdict);
    return code;
}

cvn_code cvn_guard_allocation(const cvn_guard *guard, cvn_error *error)
{
    if (!guard->allocation && guard->conference->assigns)
        return cvn_fail(error, CVN_E_USAGE, "an allocation is wanted: the conference has groups");
    if (!guard->allocation)
        return CVN_OK;
    cvn_code code = check_ids(guard->allocation, error);
    if (!code && !guard->force)
        code = check_gone(guard, error);
    return code ? code : check_rules(guard, error);
}

/* ---- whom ---------------------------------------------------------------------------------------------------------------------------------- */

cvn_code cvn_guard_people(const cvn_guard *guard, const cvn_telling *telling, cvn_error *error)
{
    cvn_code code = CVN_OK;
    for (size_t i = 0; i < telling->only_count; i++) {
        const char *id = telling->only[i];
        bool known = cvn_conference_person(guard->conference, id) != CVN_NO_LIMIT;
        for (size_t t = 0; !known && t < telling->told_count; t++)
            known = !strcmp(telling->told[t].person_id, id);
        if (!known)
            code = cvn_fail(error, CVN_E_USAGE, "--only %s: nobody in the conference has that id, and nobody of that id was ever told anything",
                            id);
    }
    return code;
}

/** Was it told to this very person, at this address, and does it lie ahead? */
static bool would_stand_twice(const cvn_conference *conference, const cvn_row *row, int64_t now_s)
{
    cvn_instant start;
    uint32_t person = cvn_conference_person(conference, row->person);
    return person != CVN_NO_LIMIT && strcmp(row->kind, "cancel") != 0 &&
           cvn_text_equal_nocase(conference->people[person].email, row->address) && cvn_payload_start(row->payload, &start) &&
           start.min * 60 > now_s;
}

cvn_code cvn_guard_id(const cvn_guard *guard, const cvn_telling *telling, cvn_error *error)
{
    if (guard->force || !telling->store || telling->told_count || telling->unsent.count)
        return CVN_OK;
    cvn_rows rows;
    cvn_table *people = cvn_table_new();
    const char *other = "";
    cvn_arena *arena = cvn_arena_new();
    cvn_code code = cvn_store_told(&rows, telling->store, NULL, arena, error);
    for (uint32_t i = 0; !code && i < rows.count; i++) {
        uint32_t one = 1;
        if (!would_stand_twice(guard->conference, &rows.at[i], telling->now_s))
            continue;
        cvn_table_put(people, rows.at[i].person, &one);
        other = rows.at[i].conference;
    }
    if (cvn_table_count(people))
        code = cvn_fail(
            error, CVN_E_DATA,
            "%s: this store has told %zu of these people of what lies ahead under the conference id \"%s\"; under \"%s\" all of it would "
            "stand in their calendars twice. Give the conference its old id back; or, where these are two conferences, send --force",
            cvn_store_path(telling->store), cvn_table_count(people), other, guard->conference->id);
    cvn_table_free(people);
    cvn_arena_free(arena);
    return code;
}
