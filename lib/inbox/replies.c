/* SPDX-License-Identifier: Apache-2.0 */
/** Who cannot come to what, and the same written into the organiser's files. */
#include <stdlib.h>
#include <string.h>

#include "inbox/proposals.h"
#include "inbox/words.h"

typedef struct sums {
    size_t dropped, hours; /* written into the files */
} sums;

/* ---- in words ---------------------------------------------------------------------------------------------------------------------------- */

static void put_local(cvn_buffer *out, const cvn_participant *person, cvn_instant start, const char *between)
{
    char date[CVN_DATE_TEXT];
    cvn_civil at = cvn_zone_civil(person->zone, start);
    cvn_buffer_printf(out, "%s%s%02d:%02d", cvn_date_text(at.date, date), between, at.minute / 60, at.minute % 60);
}

static void put_what(cvn_buffer *out, cvn_arena *arena, const cvn_participant *person, const cvn_proposal *p)
{
    const char *item = cvn_item_words(arena, p->reply->item, p->reply->recurrence);
    switch (p->kind) {
    case CVN_PROPOSAL_DROPOUT: cvn_buffer_text(out, "declined every session that lies ahead: drops out"); break;
    case CVN_PROPOSAL_SESSION:
        cvn_buffer_printf(out, "cannot come to %s, ", item);
        put_local(out, person, p->start, " ");
        cvn_buffer_printf(out, " %s%s", cvn_zone_name(person->zone), p->written ? " (the file says so already)" : "");
        break;
    case CVN_PROPOSAL_PLENARY: cvn_buffer_printf(out, "cannot come to %s (nothing to write: no place depends on it)", item); break;
    case CVN_PROPOSAL_TENTATIVE: cvn_buffer_printf(out, "may not come to %s", item); break;
    case CVN_PROPOSAL_DELEGATED: cvn_buffer_printf(out, "sends %s to %s", *p->reply->detail ? p->reply->detail : "somebody else", item); break;
    case CVN_PROPOSAL_BOUNCED: cvn_buffer_printf(out, "was not reached: %s is refused for good", p->reply->address); break;
    case CVN_PROPOSAL_DELAYED: cvn_buffer_printf(out, "was not reached yet: %s", p->reply->address); break;
    }
}

static char *in_words(const cvn_proposal_list *list, cvn_arena *arena, const cvn_conference *c, const cvn_store *store, const sums *applied)
{
    cvn_buffer out = {0};
    size_t to_write = 0, bounced = 0;
    for (uint32_t i = 0; i < list->count; i++) {
        const cvn_proposal *p = &list->at[i];
        const cvn_participant *person = &c->people[p->person];
        cvn_buffer_printf(&out, "%s (%s): ", *person->name ? person->name : person->id, person->id);
        put_what(&out, arena, person, p);
        cvn_buffer_char(&out, '\n');
        if (*p->reply->comment)
            cvn_buffer_printf(&out, "  \"%s\"\n", p->reply->comment);
        to_write += p->kind == CVN_PROPOSAL_DROPOUT || (p->kind == CVN_PROPOSAL_SESSION && !p->written);
        bounced += p->kind == CVN_PROPOSAL_BOUNCED;
    }
    if (list->count == 0)
        cvn_buffer_text(&out, "nobody who answered says that they cannot come\n");
    if (list->waiting)
        cvn_buffer_printf(&out, "%u more about this conference to look at: convene inbox list --store %s\n", list->waiting,
                          cvn_store_path(store));
    if (applied && applied->dropped + applied->hours) {
        cvn_buffer_printf(&out, "written: %zu dropped out, %zu times of unavailable\n", applied->dropped, applied->hours);
        cvn_buffer_printf(&out, "Next: convene solve %s --baseline ALLOCATION -o NEW\n", c->path);
    } else if (applied) {
        cvn_buffer_text(&out, "nothing to write\n");
    } else if (to_write) {
        cvn_buffer_printf(&out, "Next: convene replies %s --store %s --apply\n", c->path, cvn_store_path(store));
    }
    if (bounced && !applied)
        cvn_buffer_text(&out, "An address that is refused: mend it in the file, or let them drop out with --apply --bounced\n");
    return cvn_buffer_take(&out);
}

static cJSON *proposal_json(const cvn_conference *c, const cvn_proposal *p)
{
    const cvn_participant *person = &c->people[p->person];
    char text[CVN_INSTANT_TEXT];
    cJSON *out = cJSON_CreateObject();
    cvn_json_add_text(out, "kind", cvn_proposal_name(p->kind));
    cvn_json_add_text(out, "person", person->id);
    cvn_json_add_text(out, "name", *person->name ? person->name : NULL);
    cvn_json_add_text(out, "item", p->kind == CVN_PROPOSAL_DROPOUT ? NULL : p->reply->item);
    cvn_json_add_text(out, "start", p->timed ? cvn_instant_text(p->start, text) : NULL);
    if (p->timed) {
        cvn_buffer local = {0};
        put_local(&local, person, p->start, "T");
        cvn_json_add_int(out, "minutes", p->duration_min);
        cvn_json_add_text(out, "local", local.text);
        cvn_json_add_text(out, "timezone", cvn_zone_name(person->zone));
        cvn_buffer_free(&local);
    }
    cJSON_AddBoolToObject(out, "written", p->written);
    cvn_json_add_text(out, "address", p->kind >= CVN_PROPOSAL_BOUNCED ? p->reply->address : NULL);
    cvn_json_add_text(out, "detail", *p->reply->detail ? p->reply->detail : NULL);
    cvn_json_add_text(out, "comment", *p->reply->comment ? p->reply->comment : NULL);
    cvn_json_add_int(out, "reply", p->reply->id);
    return out;
}

static char *as_json(const cvn_proposal_list *list, const cvn_conference *c, const sums *applied)
{
    cJSON *out = cJSON_CreateObject();
    cvn_json_add_text(out, "conference", c->id);
    cJSON *proposals = cJSON_AddArrayToObject(out, "proposals");
    for (uint32_t i = 0; i < list->count; i++)
        cJSON_AddItemToArray(proposals, proposal_json(c, &list->at[i]));
    cvn_json_add_int(out, "waiting", list->waiting);
    cJSON *written = applied ? cJSON_AddObjectToObject(out, "applied") : cJSON_AddNullToObject(out, "applied");
    if (applied) {
        cvn_json_add_int(written, "dropped", (int64_t)applied->dropped);
        cvn_json_add_int(written, "hours", (int64_t)applied->hours);
    }
    char *text = cvn_json_print(out);
    cJSON_Delete(out);
    return text;
}

/* ---- into the files ------------------------------------------------------------------------------------------------------------------------ */

/** Hours first, dropouts then: each file is replaced whole, and where it is broken off in between the next run writes the rest. */
static cvn_code apply(sums *out, const cvn_proposal_list *list, const cvn_conference *c, bool bounced, cvn_error *error)
{
    cvn_absence *absences = CVN_NEW_ARRAY(cvn_absence, list->count + 1);
    const char **ids = CVN_NEW_ARRAY(const char *, list->count + 1);
    size_t absent = 0, dropped = 0;
    for (uint32_t i = 0; i < list->count; i++) {
        const cvn_proposal *p = &list->at[i];
        const char *id = c->people[p->person].id;
        if (p->kind == CVN_PROPOSAL_SESSION && !p->written)
            absences[absent++] = (cvn_absence){id, p->start, p->duration_min};
        if (p->kind == CVN_PROPOSAL_DROPOUT || (p->kind == CVN_PROPOSAL_BOUNCED && bounced))
            ids[dropped++] = id;
    }
    cvn_code code = absent ? cvn_conference_block(c->path, absences, absent, &out->hours, error) : CVN_OK;
    if (!code && dropped)
        code = cvn_conference_drop(c->path, ids, dropped, &out->dropped, error);
    free(absences);
    free(ids);
    return code;
}

cvn_code cvn_proposals(char **out, cvn_store *store, const char *path, unsigned flags, cvn_format format, cvn_error *error)
{
    assert(out && store && path);
    *out = NULL;
    if (format != CVN_TEXT && format != CVN_JSON)
        return cvn_fail(error, CVN_E_USAGE, "what the answers ask for is told as text or JSON");
    cvn_arena *arena = cvn_arena_new();
    cvn_conference *conference = NULL;
    cvn_proposal_list list;
    sums written = {0};
    bool applies = flags & CVN_PROPOSALS_APPLY;
    cvn_code code = cvn_conference_read(&conference, path, error);
    if (!code)
        code = cvn_proposals_find(&list, store, conference, arena, error);
    if (!code && applies)
        code = apply(&written, &list, conference, flags & CVN_PROPOSALS_DROP_BOUNCED, error);
    if (!code)
        *out = format == CVN_JSON ? as_json(&list, conference, applies ? &written : NULL)
                                  : in_words(&list, arena, conference, store, applies ? &written : NULL);
    cvn_conference_free(conference);
    cvn_arena_free(arena);
    return code;
}
