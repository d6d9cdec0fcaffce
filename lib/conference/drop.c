/* SPDX-License-Identifier: Apache-2.0 */
#include "conference/drop.h"
#include "conference/edit.h"

#include <stdlib.h>
#include <string.h>

/** Marks those to be dropped who are not yet; an unknown id is an error that names the nearest. */
static cvn_code find_people(const cvn_conference *c, const char *const *ids, size_t count, bool *wanted, size_t *changed, cvn_error *error)
{
    cvn_code code = CVN_OK;
    for (size_t i = 0; i < count; i++) {
        uint32_t person = cvn_conference_person(c, ids[i]);
        if (person != CVN_NO_LIMIT) {
            *changed += c->people[person].status != CVN_DROPPED && !wanted[person];
            wanted[person] = c->people[person].status != CVN_DROPPED;
            continue;
        }
        cvn_near near = {.name = ids[i]};
        for (uint32_t k = 0; k < c->people_count && cvn_error_count(error) < CVN_ERRORS_MAX; k++)
            cvn_near_try(&near, c->people[k].id);
        if (near.best)
            code = cvn_fail(error, CVN_E_USAGE, "%s: nobody has the id \"%s\"; did you mean \"%s\"?", c->path, ids[i], near.best);
        else
            code = cvn_fail(error, CVN_E_USAGE, "%s: nobody has the id \"%s\"", c->path, ids[i]);
    }
    return code;
}

typedef struct drop {
    const char *const *ids;
    size_t count, people;
    bool *wanted; /* by person */
} drop;

static cvn_code plan(void *data, const cvn_conference *c, size_t *changes, cvn_error *error)
{
    drop *d = data;
    d->people = c->people_count;
    d->wanted = CVN_NEW_ARRAY(bool, c->people_count);
    return find_people(c, d->ids, d->count, d->wanted, changes, error);
}

static void edit_json(void *data, cvn_buffer *out, const char *text, size_t length, const char *pointer)
{
    const drop *d = data;
    cvn_drop_json(out, text, length, pointer, d->wanted, d->people);
}

static cvn_code edit_csv(void *data, cvn_buffer *out, const char *text, size_t length, const char *name, cvn_error *error)
{
    const drop *d = data;
    return cvn_drop_csv(out, text, length, name, d->wanted, d->people, error);
}

/** Is everybody of before still there, with the status that they are meant to have? */
static bool is_as_meant(void *data, const cvn_conference *before, const cvn_conference *after)
{
    const bool *wanted = ((const drop *)data)->wanted;
    if (before->people_count != after->people_count)
        return false;
    for (uint32_t i = 0; i < before->people_count; i++) {
        cvn_status meant = wanted[i] ? CVN_DROPPED : before->people[i].status;
        if (strcmp(before->people[i].id, after->people[i].id) != 0 || after->people[i].status != meant)
            return false;
    }
    return true;
}

cvn_code cvn_conference_drop(const char *path, const char *const *ids, size_t count, size_t *changed, cvn_error *error)
{
    assert(path && (ids || count == 0));
    drop d = {.ids = ids, .count = count};
    const cvn_edit edit = {.plan = plan, .json = edit_json, .csv = edit_csv, .is_as_meant = is_as_meant, .data = &d};
    cvn_code code = cvn_edit_file(path, &edit, changed, error);
    free(d.wanted);
    return code;
}
