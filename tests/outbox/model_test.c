/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The outbox against a model: long random lives of one item of one person (send, deliver with every outcome, be killed, cancel by hand, retry),
 * while the person's mailboxes (their address changes, too) keep what really arrived. Whatever happens, and in whatever order, what must always hold is asked after each step, and that the
 * mailboxes end as the world is once everything has gone through.
 */
#include "outbox/choice.h"
#include "outbox/told.h"

enum { LIVES = 120, STEPS = 50, SENT_MOST = 400, BOXES = 3 };

/** What is so: the digit is the mailbox that the person has then. */
static const char *const facts[] = {"A0", "B0", "C0", "A1", "B1", "A2"};
static const char *const addresses[BOXES] = {"zero@example.org", "one@example.org", "two@example.org"};

/** The newest of what arrived at one address. */
typedef struct mailbox {
    const char *held; /* NULL: nothing, or cancelled */
    int64_t held_sequence;
    bool may_know; /* something arrived, or may have */
    bool let_go;   /* a message that would have emptied it was withdrawn: by hand, or since it is the person's own again */
} mailbox;

typedef struct world {
    store_fixture *f;
    cvn_random random;
    const char *now; /* what is so: a fingerprint; NULL: nothing */
    int64_t now_s;
    const char *address; /* of the person now */
    mailbox boxes[BOXES];
    /* each message that arrived: how often, and may it have been twice */
    int arrived[SENT_MOST];
    bool doubted[SENT_MOST];
    char trace[STEPS * 4];
} world;

static const char *copy_of(const char *fingerprint)
{
    for (size_t i = 0; i < CVN_COUNT(facts); i++)
        if (!strcmp(facts[i], fingerprint))
            return facts[i];
    return NULL; /* of a cancel */
}

static mailbox *box_of(world *w, const char *address)
{
    for (size_t i = 0; i < BOXES; i++)
        if (!strcmp(addresses[i], address))
            return &w->boxes[i];
    fail_msg("%s: nobody has the address %s", w->trace, address);
    return NULL;
}

/** The provider has taken it: a calendar applies what is newer than what it has. */
static void arrive(world *w, const cvn_row *row)
{
    assert_true(row->id < SENT_MOST);
    if (w->arrived[row->id]++ && !w->doubted[row->id])
        fail_msg("%s: message %d arrived twice, although its answer had come", w->trace, (int)row->id);
    mailbox *box = box_of(w, row->address);
    if ((int64_t)row->sequence < box->held_sequence)
        fail_msg("%s: sequence %u arrived behind %d", w->trace, row->sequence, (int)box->held_sequence);
    bool cancel = !strcmp(row->kind, "cancel");
    if (cancel && !box->may_know)
        fail_msg("%s: a cancellation of what was never announced", w->trace);
    if (!cancel && strcmp(row->address, addresses[row->fingerprint[1] - '0']) != 0)
        fail_msg("%s: %s went to %s", w->trace, row->fingerprint, row->address);
    *box = (mailbox){.held = cancel ? NULL : copy_of(row->fingerprint), .held_sequence = row->sequence, .may_know = true};
}

static cvn_row next(world *w, bool *found)
{
    cvn_row row = {0};
    assert_int_equal(cvn_store_next(&row, found, w->f->store, "c1", w->now_s, w->f->arena, w->f->error), CVN_OK);
    return row;
}

/** s sent, l later, n never, u nobody knows (and it had arrived), v nobody knows (and it had not); k and K: killed in flight, likewise. */
static void deliver(world *w, char outcome)
{
    bool found = false;
    cvn_row row = next(w, &found);
    if (!found)
        return;
    assert_int_equal(cvn_store_start(w->f->store, row.id, "x", w->now_s, w->f->error), CVN_OK);
    if (strchr("suk", outcome))
        arrive(w, &row);
    if (strchr("uvkK", outcome))
        w->doubted[row.id] = box_of(w, row.address)->may_know = true;
    if (strchr("kK", outcome))
        return;
    cvn_landing landing = {.state = outcome == 's'   ? CVN_STATE_SENT
                                    : outcome == 'n' ? CVN_STATE_FAILED
                                                     : CVN_STATE_QUEUED,
                           .in_doubt = outcome == 'u' || outcome == 'v',
                           .not_before_s = w->now_s + 60,
                           .now_s = w->now_s,
                           .outcome = outcome == 's'   ? "sent"
                                      : outcome == 'n' ? "never"
                                      : outcome == 'l' ? "later"
                                                       : "unknown"};
    assert_int_equal(cvn_store_finish(w->f->store, row.id, &landing, w->f->error), CVN_OK);
}

static void send_now(world *w)
{
    cvn_rows rows;
    assert_int_equal(cvn_store_unsent(&rows, w->f->store, "c1", w->f->arena, w->f->error), CVN_OK);
    cvn_send_summary dry = tell_at(w->f, w->now, w->address, true), done = tell_at(w->f, w->now, w->address, false);
    if (memcmp(&dry, &done, sizeof dry) != 0)
        fail_msg("%s: a dry run says something else than what happens", w->trace);
    for (uint32_t i = 0; i < rows.count; i++)
        if (cvn_is_former(rows.at[i].item) && !strcmp(rows.at[i].address, w->address) && get(w->f, rows.at[i].id).state == CVN_STATE_SUPERSEDED)
            box_of(w, w->address)->let_go = true;
}

static void cancel(world *w)
{
    cvn_rows rows;
    assert_int_equal(cvn_store_unsent(&rows, w->f->store, "c1", w->f->arena, w->f->error), CVN_OK);
    if (!rows.count)
        return;
    if (cvn_is_former(rows.at[0].item))
        box_of(w, rows.at[0].address)->let_go = true;
    assert_int_equal(cvn_outbox_cancel(NULL, w->f->store, &rows.at[0].id, 1, "by hand", w->f->error), CVN_OK);
}

static void retry(world *w)
{
    cvn_choice choice;
    cvn_send_options options = {0};
    assert_int_equal(cvn_again(&choice, w->f->store, &options, w->now_s, w->f->error), CVN_OK);
}

static void invariants(world *w)
{
    cvn_rows rows;
    uint32_t unsent = 0;
    assert_int_equal(cvn_store_list(&rows, w->f->store, w->f->arena, w->f->error), CVN_OK);
    for (uint32_t i = 0; i < rows.count; i++) {
        const cvn_row *row = &rows.at[i];
        unsent += row->state != CVN_STATE_SENT && row->state != CVN_STATE_SUPERSEDED && !cvn_is_former(row->item);
        if (row->state == CVN_STATE_SENT && !w->arrived[row->id])
            fail_msg("%s: message %d counts as sent and never arrived", w->trace, (int)row->id);
        if (w->arrived[row->id] && row->state != CVN_STATE_SENT && !row->in_doubt && row->state != CVN_STATE_IN_FLIGHT)
            fail_msg("%s: message %d arrived, and the store takes it for untold", w->trace, (int)row->id);
        for (uint32_t k = 0; k < i; k++) /* of two that may both have left, the later one is of a higher sequence */
            if (w->arrived[row->id] && w->arrived[rows.at[k].id] && !strcmp(row->address, rows.at[k].address) &&
                row->sequence <= rows.at[k].sequence)
                fail_msg("%s: messages %d and %d arrived with one sequence", w->trace, (int)rows.at[k].id, (int)row->id);
    }
    if (unsent > 1)
        fail_msg("%s: %u messages of one item wait", w->trace, unsent);
}

static void change(world *w)
{
    uint32_t which = cvn_random_below(&w->random, CVN_COUNT(facts) + 2);
    w->now = which < CVN_COUNT(facts) ? facts[which] : NULL;
    w->address = w->now ? addresses[w->now[1] - '0'] : w->address;
}

static void step(world *w, size_t n)
{
    static const char moves[] = "SSSWWssslnuvkKCRRT";
    char move = moves[cvn_random_below(&w->random, sizeof moves - 1)];
    w->trace[n] = move;
    switch (move) {
    case 'S': send_now(w); break;
    case 'W': change(w); break; /* the world changes */
    case 'C': cancel(w); break;
    case 'R': retry(w); break;
    case 'T': w->now_s += 3600; break;
    default: deliver(w, move); break;
    }
}

/** Everything goes through from now on: sends and deliveries until nothing is left. */
static void settle(world *w)
{
    for (int round = 0; round < 3; round++) {
        bool found = true;
        w->now_s += 86400;
        send_now(w);
        retry(w);
        for (int i = 0; found && i < 9; i++) {
            next(w, &found);
            deliver(w, 's');
        }
    }
    for (size_t i = 0; i < BOXES; i++) {
        const mailbox *box = &w->boxes[i];
        const char *due = w->now && !strcmp(w->address, addresses[i]) ? w->now : NULL;
        if (!cvn_text_equal(box->held, due) && !(box->let_go && !due))
            fail_msg("%s: %s holds %s, and is due %s", w->trace, addresses[i], box->held ? box->held : "nothing", due ? due : "nothing");
    }
    cvn_counts counts;
    assert_int_equal(cvn_store_counts(&counts, w->f->store, "c1", w->f->error), CVN_OK);
    assert_int_equal(counts.queued + counts.in_flight + counts.failed, 0);
    assert_int_equal(tell_at(w->f, w->now, w->address, false).people, 0); /* and nothing more is to be said */
}

static void any_life_ends_as_it_must(void **state)
{
    (void)state;
    store_fixture *f;
    store_setup((void **)&f);
    for (uint64_t life = 1; life <= LIVES; life++) {
        world w = {.f = f, .address = addresses[0], .now_s = 5000};
        for (size_t i = 0; i < BOXES; i++)
            w.boxes[i].held_sequence = -1;
        cvn_random_seed(&w.random, life);
        for (size_t n = 0; n < STEPS; n++) {
            step(&w, n);
            invariants(&w);
        }
        settle(&w);
        store_teardown((void **)&f);
        store_setup((void **)&f);
    }
    store_teardown((void **)&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(any_life_ends_as_it_must)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
