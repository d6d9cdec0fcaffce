/* SPDX-License-Identifier: Apache-2.0 */
/** A small conference, and people who remember what they were told. */
#ifndef CVN_TESTS_INVITE_TESTING_H
#define CVN_TESTS_INVITE_TESTING_H

#include <stdlib.h>
#include <string.h>

#include "cmocka_all.h"
#include "invite/invite.h"

/* Three sessions on Mondays at 19:00 in Copenhagen, where clocks go back on 31 October 2027. The rota is off unless a test puts it in. */
static const char CONFERENCE[] =
    "{\"format\": \"conference/1\", \"id\": \"c\", \"title\": \"Conf\", \"timezone\": \"Europe/Copenhagen\", \"locale\": \"en\",\n"
    " \"organizer\": {\"name\": \"Task force\", \"email\": \"org@example.org\"}, \"as_of\": \"2027-10-01T00:00:00Z\",\n"
    " \"sessions\": {\"count\": 3, \"attend\": 1, \"minutes\": 105, \"from\": \"2027-10-01\", \"to\": \"2027-12-20\", \"grid_minutes\": 30, "
    "\"pattern\": \"free\"},\n"
    " \"group_types\": [{\"id\": \"exp\", \"title\": \"Talk\", \"size\": {\"min\": 1, \"ideal\": 3, \"max\": 8}, \"leaders\": {\"min\": 1, "
    "\"max\": 2}}],\n"
    " \"plenaries\": [{\"id\": \"open\", \"title\": \"Opening\", \"start\": \"2027-12-27T14:00\", \"minutes\": 90}],\n"
    " \"participants\": [\n"
    "  {\"id\": \"lea\", \"name\": \"Lea\", \"email\": \"lea@example.org\", \"locale\": \"da\", \"timezone\": \"Europe/Copenhagen\", "
    "\"roles\": [\"leader\"], ALL},\n"
    "  {\"id\": \"ann\", \"name\": \"Ann\", \"email\": \"ann@example.org\", \"locale\": \"en-US\", \"timezone\": \"America/New_York\", "
    "\"attributes\": {\"country\": \"US\"}, ALL},\n"
    "  {\"id\": \"bo\", \"name\": \"Bo\", \"email\": \"bo@example.org\", \"locale\": \"de\", \"timezone\": \"Asia/Kathmandu\", ALL},\n"
    "  {\"id\": \"cy\", \"name\": \"Cy\", \"email\": \"cy@example.org\", \"timezone\": \"Europe/London\", ALL}]}\n";
static const char HOURS[] =
    "\"availability\": [{\"weekly\": [\"MO\", \"TU\", \"WE\", \"TH\", \"FR\", \"SA\", \"SU\"], \"from\": \"00:00\", \"to\": \"24:00\"}]";
static const char ALLOCATION[] =
    "{\"format\": \"allocation/1\", \"conference\": \"c\", \"groups\": [{\"id\": \"g1\", \"type\": \"exp\",\n"
    " \"sessions\": [\"2027-10-18T17:00:00Z\", \"2027-10-25T17:00:00Z\", \"2027-11-01T18:00:00Z\"],\n"
    " \"leaders\": [\"lea\"], \"members\": [\"ann\", \"bo\"], \"link\": \"https://meet.example.org/g1\"}], \"unplaced\": [\"cy\"]}\n";

/** Everything that a test does to the files' text: from, to, from, to, …, NULL. Each from must be there; all of its places change. */
static inline char *edited(const char *text, const char *const *edits)
{
    char *out = cvn_strdup(text);
    for (size_t i = 0; edits && edits[i]; i += 2) {
        cvn_buffer next = {0};
        const char *at = out, *found = strstr(at, edits[i]);
        if (!found)
            fail_msg("the test's own edit finds no %s", edits[i]);
        for (; found; found = strstr(at, edits[i])) {
            cvn_buffer_add(&next, at, (size_t)(found - at));
            cvn_buffer_text(&next, edits[i + 1]);
            at = found + strlen(edits[i]);
        }
        cvn_buffer_text(&next, at);
        free(out);
        out = cvn_buffer_take(&next);
    }
    return out;
}

typedef struct kept {
    char *person, *item, *uid, *fingerprint, *payload, *subject, *mime, *address, *message_id;
    cvn_message_kind kind;
    uint32_t sequence;
} kept;

/** Who was told what, and the last run's messages. */
typedef struct box {
    cvn_conference *conference;
    cvn_allocation *allocation;
    CVN_VEC(kept) told;
    CVN_VEC(kept) last;
    cvn_reason reason;
    bool has_reason;
    int64_t now_s;
    cvn_invite_summary summary;
    const unsigned char *secret; /* NULL: none */
    cvn_error *error;
} box;

#define EDITS(...) ((const char *const[]){__VA_ARGS__, NULL})

static inline void kept_free(kept *k)
{
    char *texts[] = {k->person, k->item, k->uid, k->fingerprint, k->payload, k->subject, k->mime, k->address, k->message_id};
    for (size_t i = 0; i < CVN_COUNT(texts); i++)
        free(texts[i]);
}

static inline kept kept_of(const cvn_message *m)
{
    return (kept){.person = cvn_strdup(m->person_id),
                  .item = cvn_strdup(m->item_key),
                  .uid = cvn_strdup(m->uid),
                  .fingerprint = cvn_strdup(m->fingerprint),
                  .payload = cvn_strdup(m->payload),
                  .subject = cvn_strdup(m->subject),
                  .mime = cvn_strndup(m->mime, m->mime_length),
                  .address = cvn_strdup(m->address),
                  .message_id = cvn_strdup(m->message_id),
                  .kind = m->kind,
                  .sequence = m->sequence};
}

static inline void box_clear_last(box *b)
{
    for (size_t i = 0; i < b->last.count; i++)
        kept_free(&b->last.at[i]);
    CVN_VEC_FREE(&b->last);
}

static inline int box_open(void **state)
{
    box *b = CVN_NEW(box);
    b->error = cvn_error_new();
    b->now_s = 1800000000;
    *state = b;
    return 0;
}

static inline int box_close(void **state)
{
    box *b = *state;
    for (size_t i = 0; i < b->told.count; i++)
        kept_free(&b->told.at[i]);
    CVN_VEC_FREE(&b->told);
    box_clear_last(b);
    cvn_allocation_free(b->allocation);
    cvn_conference_free(b->conference);
    cvn_error_free(b->error);
    free(b);
    return 0;
}

static inline void box_read(box *b, const char *const *conference_edits, const char *const *allocation_edits)
{
    char *whole = edited(CONFERENCE, conference_edits), *conference = edited(whole, EDITS("ALL", HOURS)),
         *allocation = edited(ALLOCATION, allocation_edits);
    cvn_conference_free(b->conference);
    cvn_allocation_free(b->allocation);
    b->allocation = NULL;
    if (cvn_conference_parse(&b->conference, conference, strlen(conference), "test", NULL, b->error) ||
        cvn_allocation_parse(&b->allocation, allocation, strlen(allocation), "test", b->error))
        fail_msg("%s", cvn_error_message(b->error, 0));
    free(whole);
    free(conference);
    free(allocation);
}

static inline cvn_code box_take(void *data, const cvn_message *message, cvn_error *error)
{
    box *b = data;
    (void)error;
    CVN_PUSH(&b->last) = kept_of(message);
    return CVN_OK;
}

static inline void box_remember(box *b, const kept *k)
{
    kept copy = {.person = cvn_strdup(k->person),
                 .item = cvn_strdup(k->item),
                 .uid = cvn_strdup(k->uid),
                 .fingerprint = cvn_strdup(k->fingerprint),
                 .payload = cvn_strdup(k->payload),
                 .kind = k->kind,
                 .sequence = k->sequence};
    for (size_t i = 0; i < b->told.count; i++)
        if (strcmp(b->told.at[i].person, k->person) == 0 && strcmp(b->told.at[i].item, k->item) == 0) {
            kept_free(&b->told.at[i]);
            b->told.at[i] = copy;
            return;
        }
    CVN_PUSH(&b->told) = copy;
}

/** One run of cvn_invite over what people were told so far; remember: and what it says is told now. */
static inline cvn_code box_run(box *b, bool remember)
{
    box_clear_last(b);
    cvn_told *told = CVN_NEW_ARRAY(cvn_told, b->told.count);
    for (size_t i = 0; i < b->told.count; i++) {
        const kept *k = &b->told.at[i];
        told[i] = (cvn_told){k->person, k->item, k->uid, k->sequence, k->fingerprint, k->payload, k->kind == CVN_MESSAGE_CANCEL, false};
    }
    cvn_invite_input input = {.conference = b->conference,
                              .allocation = b->allocation,
                              .reasons = &b->reason,
                              .reason_count = b->has_reason,
                              .told = told,
                              .told_count = b->told.count,
                              .now_s = b->now_s,
                              .secret = b->secret};
    cvn_error_clear(b->error);
    cvn_code code = cvn_invite(&b->summary, &input, box_take, b, b->error);
    free(told);
    for (size_t i = 0; i < b->last.count && remember; i++)
        box_remember(b, &b->last.at[i]);
    return code;
}

/** Runs, remembers, and compares with "PERSON ITEM KIND SEQUENCE" lines, in order. */
static inline void box_expect(box *b, const char *lines)
{
    cvn_buffer out = {0};
    cvn_buffer_text(&out, "");
    if (box_run(b, true))
        fail_msg("%s", cvn_error_message(b->error, 0));
    for (size_t i = 0; i < b->last.count; i++)
        cvn_buffer_printf(&out, "%s %s %s %u\n", b->last.at[i].person, b->last.at[i].item, cvn_message_kind_name(b->last.at[i].kind),
                          b->last.at[i].sequence);
    assert_string_equal(out.text, lines);
    assert_int_equal(b->summary.messages, b->last.count);
    cvn_buffer_free(&out);
}

/** The last run's message to a person about an item. */
static inline const kept *box_find(const box *b, const char *person, const char *item)
{
    for (size_t i = 0; i < b->last.count; i++)
        if (strcmp(b->last.at[i].person, person) == 0 && strcmp(b->last.at[i].item, item) == 0)
            return &b->last.at[i];
    fail_msg("nobody told %s about %s", person, item);
    return NULL;
}

static inline void assert_has(const char *text, const char *part)
{
    if (!text || !strstr(text, part))
        fail_msg("expected \"%s\" in:\n%s", part, text ? text : "(nothing)");
}

static inline void assert_lacks(const char *text, const char *part)
{
    if (!text || strstr(text, part))
        fail_msg("expected no \"%s\" in:\n%s", part, text ? text : "(nothing)");
}

#define BOX_TEST(name) cmocka_unit_test_setup_teardown(name, box_open, box_close)

#endif
