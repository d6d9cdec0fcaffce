/* SPDX-License-Identifier: Apache-2.0 */
/** Messages as invite hands them out, made by hand. */
#ifndef CVN_TESTS_OUTBOX_TOLD_H
#define CVN_TESTS_OUTBOX_TOLD_H

#include "outbox/outbox.h"
#include "store/store_fixture.h"

static inline cvn_message a_telling(const char *person, const char *item, cvn_message_kind kind, uint32_t sequence, const char *fingerprint)
{
    static char uid[160], mime[256];
    snprintf(uid, sizeof uid, "%s-%s@example.org", person, item);
    snprintf(mime, sizeof mime, "To: %s@example.org\r\n\r\n%s %s %u\r\n", person, item, fingerprint, sequence);
    static char address[96];
    snprintf(address, sizeof address, "%s@example.org", person);
    return (cvn_message){.person_id = person,
                         .item_key = item,
                         .kind = kind,
                         .address = address,
                         .name = "Name",
                         .sender = "org@example.org",
                         .uid = uid,
                         .sequence = sequence,
                         .fingerprint = fingerprint,
                         .payload = "{}",
                         .message_id = "m@example.org",
                         .subject = "Subject",
                         .mime = mime,
                         .mime_length = strlen(mime)};
}

/** What invite would say to one person about one item that is now so (fingerprint NULL: gone), given what was told: the rule of the house. */
static inline void say(cvn_telling *t, const char *person, const char *item, const char *fingerprint)
{
    const cvn_told *told = NULL;
    for (size_t i = 0; i < t->told_count; i++)
        if (!strcmp(t->told[i].person_id, person) && !strcmp(t->told[i].item_key, item))
            told = &t->told[i];
    bool live = told && !told->cancelled;
    if (fingerprint ? live && !strcmp(told->fingerprint, fingerprint) : !live)
        return;
    cvn_message_kind kind = !fingerprint ? CVN_MESSAGE_CANCEL : live ? CVN_MESSAGE_UPDATE : CVN_MESSAGE_REQUEST;
    cvn_message message = a_telling(person, item, kind, told ? told->sequence + 1 : 0, fingerprint ? fingerprint : "gone");
    assert_int_equal(cvn_telling_take(t, &message, NULL), CVN_OK);
}

/** As say, where people have addresses that change: the payload is the address, and the fingerprint is of both. One person, one item. */
static inline void say_at(cvn_telling *t, const char *fingerprint, const char *address)
{
    const cvn_told *told = NULL;
    for (size_t i = 0; i < t->told_count; i++)
        if (!strcmp(t->told[i].item_key, "item"))
            told = &t->told[i];
    bool live = told && !told->cancelled;
    if (fingerprint ? live && !strcmp(told->fingerprint, fingerprint) : !live || told->left)
        return;
    uint32_t sequence = told ? told->sequence + 1 : 0;
    if (fingerprint && live && !told->left && strcmp(told->payload, address) != 0) {
        cvn_message former = a_telling("p1", "item", CVN_MESSAGE_CANCEL, sequence++, "gone");
        former.item_key = cvn_former_key(t->arena, "item", told->payload);
        former.address = former.payload = told->payload;
        assert_int_equal(cvn_telling_take(t, &former, NULL), CVN_OK);
    }
    cvn_message_kind kind = !fingerprint ? CVN_MESSAGE_CANCEL : live ? CVN_MESSAGE_UPDATE : CVN_MESSAGE_REQUEST;
    cvn_message message = a_telling("p1", "item", kind, sequence, fingerprint ? fingerprint : "gone");
    message.address = message.payload = fingerprint ? address : told->payload;
    assert_int_equal(cvn_telling_take(t, &message, NULL), CVN_OK);
}

static inline cvn_send_summary tell_at(store_fixture *f, const char *now, const char *address, bool dry_run)
{
    cvn_telling t;
    assert_int_equal(cvn_telling_begin(&t, f->store, "c1", 1000, dry_run, f->error), CVN_OK);
    say_at(&t, now, address);
    assert_int_equal(cvn_telling_end(&t, f->error), CVN_OK);
    cvn_send_summary summary = t.summary;
    cvn_telling_free(&t);
    return summary;
}

/** One send up to its queue: "" between. Each of now: what is so now for person p1, item "item"; NULL: nothing. */
static inline cvn_send_summary tell(store_fixture *f, const char *now, bool dry_run)
{
    cvn_telling t;
    assert_int_equal(cvn_telling_begin(&t, f->store, "c1", 1000, dry_run, f->error), CVN_OK);
    say(&t, "p1", "item", now);
    assert_int_equal(cvn_telling_end(&t, f->error), CVN_OK);
    cvn_send_summary summary = t.summary;
    cvn_telling_free(&t);
    return summary;
}

#endif
