/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "outbox/outbox.h"
#include "solve/solve.h"

#define VIOLATIONS_SHOWN 5

/** All that one send works with. */
typedef struct sending {
    cvn_store *store;
    const cvn_conference *conference;
    const cvn_allocation *allocation, *baseline;
    const cvn_send_options *options;
    cvn_outbox_clock clock;
    cvn_allocation *last_sent; /* read from the store; NULL: none, or a baseline was given */
    cvn_reasons *reasons;
    cvn_mail *mail;
    cvn_telling telling;
    cvn_invite_summary invited;
} sending;

void cvn_send_options_init(cvn_send_options *options)
{
    *options = (cvn_send_options){.version = CVN_SEND_OPTIONS_VERSION};
}

/* ---- before anything is written ------------------------------------------------------------------------------------------------------------ */

static cvn_code find_baseline(sending *s, cvn_error *error)
{
    const char *text = NULL;
    if (s->baseline || !s->store || !s->allocation)
        return CVN_OK;
    cvn_arena *arena = cvn_arena_new();
    cvn_code code = cvn_store_allocation(&text, s->store, cvn_conference_id(s->conference), arena, error);
    if (!code && text)
        code = cvn_allocation_parse(&s->last_sent, text, strlen(text), "the allocation last sent", error);
    s->baseline = s->last_sent;
    cvn_arena_free(arena);
    return code;
}

static cvn_code check(const sending *s, cvn_error *error)
{
    cvn_verdict *verdict = NULL;
    if (!s->allocation)
        return s->conference->assigns ? cvn_fail(error, CVN_E_USAGE, "an allocation is wanted: the conference has groups") : CVN_OK;
    cvn_code code = cvn_verdict_new(&verdict, s->conference, s->allocation, s->baseline, error);
    if (!code && verdict->violation_count && !s->options->force) {
        code = cvn_fail(error, CVN_E_DATA, "the allocation breaks a rule, so nobody is told of it (send --force if that is meant):");
        for (uint32_t i = 0; i < verdict->violation_count && i < VIOLATIONS_SHOWN; i++)
            cvn_fail(error, code, "%s", verdict->violations[i]);
        if (verdict->violation_count > VIOLATIONS_SHOWN)
            cvn_fail(error, code, "and %" PRIu32 " more: \"convene verify\" lists them", verdict->violation_count - VIOLATIONS_SHOWN);
    }
    cvn_verdict_free(verdict);
    return code;
}

/**
 * Why those who are left over are: no reason known is no reason not to write to them. With force, files may come this far of which none can be
 * worked out (a baseline that names somebody who is in no file any more).
 */
static cvn_code find_reasons(sending *s, cvn_error *error)
{
    if (!s->allocation || !s->allocation->unplaced_count)
        return CVN_OK;
    cvn_code code = cvn_reasons_new(&s->reasons, s->conference, s->allocation, s->baseline, NULL, 0, error);
    if (code != CVN_E_DATA || !s->options->force)
        return code;
    cvn_error_clear(error);
    return CVN_OK;
}

static cvn_code prepare(sending *s, cvn_error *error)
{
    cvn_mail_options to = {.via = s->options->via,
                           .out_dir = s->options->out_dir,
                           .secrets_file = s->options->secrets_file,
                           .token_command = s->options->token_command,
                           .insecure = s->options->insecure};
    if (s->options->version != CVN_SEND_OPTIONS_VERSION)
        return cvn_fail(error, CVN_E_USAGE, "send options of another version");
    if (!s->store && !s->options->dry_run)
        return cvn_fail(error, CVN_E_USAGE, "a store is wanted: it keeps what each person was told");
    cvn_code code = find_baseline(s, error);
    if (!code)
        code = check(s, error);
    if (!code)
        code = find_reasons(s, error);
    if (!code && !s->options->dry_run) /* a URL that is wrong, a secret that is missing: before anything is queued */
        code = cvn_mail_open(&s->mail, &to, error);
    return code;
}

/* ---- telling ------------------------------------------------------------------------------------------------------------------------------- */

static cvn_code keep_allocation(const sending *s, cvn_error *error)
{
    char *text = NULL;
    if (!s->allocation || s->options->dry_run)
        return CVN_OK;
    cvn_code code = cvn_allocation_text(&text, s->allocation, error);
    if (!code)
        code = cvn_store_keep_allocation(s->store, cvn_conference_id(s->conference), text, cvn_outbox_now_s(&s->clock), error);
    cvn_free(text);
    return code;
}

static cvn_code compare(sending *s, cvn_error *error)
{
    cvn_telling *t = &s->telling;
    unsigned char secret[CVN_SECRET_BYTES];
    static_assert(sizeof secret == CVN_STORE_SECRET_BYTES, "the store keeps what a token is made with");
    cvn_code code = cvn_telling_begin(t, s->store, cvn_conference_id(s->conference), cvn_outbox_now_s(&s->clock), s->options->dry_run, error);
    cvn_invite_input input = {.conference = s->conference,
                              .allocation = s->allocation,
                              .reasons = s->reasons ? s->reasons->reasons : NULL,
                              .reason_count = s->reasons ? s->reasons->count : 0,
                              .told = t->told,
                              .told_count = t->told_count,
                              .now_s = t->now_s,
                              .secret = s->store ? secret : NULL};
    if (!code && s->store)
        code = cvn_store_secret(secret, s->store, !s->options->dry_run, error);
    if (!code)
        code = cvn_invite(&s->invited, &input, cvn_telling_take, t, error);
    return code ? code : cvn_telling_end(t, error);
}

/** All of it in one transaction: either everybody's messages are queued, or nobody's. */
static cvn_code queue(sending *s, cvn_error *error)
{
    cvn_code code = cvn_store_begin(s->store, error);
    if (!code)
        code = compare(s, error);
    if (!code)
        code = keep_allocation(s, error);
    if (!code)
        code = cvn_store_commit(s->store, error);
    cvn_store_rollback(s->store);
    return code;
}

static cvn_code queue_and_deliver(sending *s, bool *told, cvn_error *error)
{
    cvn_send_summary *summary = &s->telling.summary;
    const char *id = cvn_conference_id(s->conference);
    cvn_code code = cvn_store_lock(s->store, error);
    if (code)
        return code;
    code = queue(s, error);
    *told = !code;
    if (!code) {
        code = cvn_settle(summary, s->store, id, cvn_deliver(summary, s->store, id, s->mail, &s->clock, error), error);
        cvn_code seen = cvn_telling_outcomes(&s->telling, error);
        code = code ? code : seen;
    }
    cvn_store_unlock(s->store);
    return code;
}

cvn_code cvn_send(cvn_send_summary *summary, char **report, cvn_store *store, const cvn_conference *conference,
                  const cvn_allocation *allocation, const cvn_allocation *baseline, const cvn_send_options *options, cvn_format format,
                  cvn_error *error)
{
    assert(conference && options);
    sending s = {.store = store, .conference = conference, .allocation = allocation, .baseline = baseline, .options = options};
    bool told = false;
    s.clock = cvn_outbox_clock_start(options->now_s);
    if (report)
        *report = NULL;
    cvn_code code =
        format == CVN_TEXT || format == CVN_JSON ? prepare(&s, error) : cvn_fail(error, CVN_E_USAGE, "send reports as text or JSON");
    if (!code && options->dry_run) {
        code = compare(&s, error);
        told = !code;
    } else if (!code) {
        code = queue_and_deliver(&s, &told, error);
    }
    if (told && report)
        *report = cvn_send_report(&s.telling, &s.invited, format);
    if (summary)
        *summary = s.telling.summary;
    cvn_telling_free(&s.telling);
    cvn_mail_close(s.mail);
    cvn_reasons_free(s.reasons);
    cvn_allocation_free(s.last_sent);
    return code;
}
