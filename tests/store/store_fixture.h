/* SPDX-License-Identifier: Apache-2.0 */
/** A store in a folder of its own, and rows for it. */
#ifndef CVN_TESTS_STORE_FIXTURE_H
#define CVN_TESTS_STORE_FIXTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmocka_all.h"
#include "store/store.h"

typedef struct store_fixture {
    char folder[64], path[96];
    cvn_store *store;
    cvn_arena *arena;
    cvn_error *error;
} store_fixture;

static inline int store_setup(void **state)
{
    store_fixture *f = CVN_NEW(store_fixture);
    snprintf(f->folder, sizeof f->folder, "/tmp/convene-store-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    snprintf(f->path, sizeof f->path, "%s/convene.db", f->folder);
    f->error = cvn_error_new();
    f->arena = cvn_arena_new();
    assert_int_equal(cvn_store_open(&f->store, f->path, true, f->error), CVN_OK);
    assert_int_equal(cvn_store_begin(f->store, f->error), CVN_OK); /* the first write makes the file */
    assert_int_equal(cvn_store_commit(f->store, f->error), CVN_OK);
    *state = f;
    return 0;
}

static inline int store_teardown(void **state)
{
    store_fixture *f = *state;
    char command[192];
    cvn_store_close(f->store);
    cvn_arena_free(f->arena);
    cvn_error_free(f->error);
    snprintf(command, sizeof command, "chmod -R u+w %s; rm -rf %s", f->folder, f->folder);
    assert_int_equal(system(command), 0); /* NOLINT(bugprone-command-processor,cert-env33-c) */
    free(f);
    return 0;
}

/** A message to a person about an item, with a fingerprint. */
static inline cvn_row a_row(const char *person, const char *item, uint32_t sequence, const char *fingerprint)
{
    static char uid[128];
    snprintf(uid, sizeof uid, "%s-%s@example.org", person, item);
    return (cvn_row){.conference = "c1",
                     .person = person,
                     .item = item,
                     .kind = sequence ? "update" : "request",
                     .uid = uid,
                     .sequence = sequence,
                     .fingerprint = fingerprint,
                     .payload = "{}",
                     .sender = "org@example.org",
                     .address = "a@example.org",
                     .name = "A",
                     .subject = "S",
                     .message_id = "m@example.org",
                     .queued_s = 1000,
                     .mime = "To: a@example.org\r\n\r\nhello\r\n",
                     .mime_length = 28};
}

static inline int64_t put(store_fixture *f, const char *person, const char *item, uint32_t sequence, const char *fingerprint)
{
    cvn_row row = a_row(person, item, sequence, fingerprint);
    int64_t id = 0;
    assert_int_equal(cvn_store_queue(&id, f->store, &row, f->error), CVN_OK);
    return id;
}

static inline void land(store_fixture *f, int64_t id, cvn_state state, bool in_doubt, const char *outcome)
{
    cvn_landing landing = {.state = state, .in_doubt = in_doubt, .now_s = 2000, .not_before_s = 3000, .outcome = outcome, .words = "words"};
    assert_int_equal(cvn_store_finish(f->store, id, &landing, f->error), CVN_OK);
}

static inline void fly(store_fixture *f, int64_t id, cvn_state state, bool in_doubt, const char *outcome)
{
    assert_int_equal(cvn_store_start(f->store, id, "smtp://h:587", 1500, f->error), CVN_OK);
    land(f, id, state, in_doubt, outcome);
}

static inline cvn_row get(store_fixture *f, int64_t id)
{
    cvn_row row = {0};
    bool found = false;
    assert_int_equal(cvn_store_get(&row, &found, f->store, id, f->arena, f->error), CVN_OK);
    assert_true(found);
    return row;
}

#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, store_setup, store_teardown)

#endif
