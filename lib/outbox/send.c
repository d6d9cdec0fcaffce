/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "outbox/choice.h"
#include "outbox/guard.h"
#include "outbox/preview.h"
#include "solve/solve.h"

/** All that one send works with. */
typedef struct sending {
    cvn_store *store;
    const cvn_conference *conference;
    const cvn_allocation *allocation, *baseline;
    const cvn_send_options *options;
    bool dry_run;
    bool told; /* the comparison is through: there is something to report */
    cvn_guard guard;
    int64_t not_before_s; /* 0: now */
    cvn_outbox_clock clock;
    cvn_allocation *last_sent; /* read from the store; NULL: none, or a baseline was given */
    cvn_reasons *reasons;
    cvn_mail *mail;
    cvn_telling telling;
    cvn_preview preview;
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
    cvn_error_clear(error); /* without the baseline: so that nobody gets a second letter for want of the reason that stood in the first */
    if (cvn_reasons_new(&s->reasons, s->conference, s->allocation, NULL, NULL, 0, error))
        cvn_error_clear(error);
    return CVN_OK;
}

static cvn_code check_options(sending *s, cvn_error *error)
{
    const cvn_send_options *o = s->options;
    if (o->version != CVN_SEND_OPTIONS_VERSION)
        return cvn_fail(error, CVN_E_USAGE, "send options of another version");
    if (!s->store && !s->dry_run)
        return cvn_fail(error, CVN_E_USAGE, "a store is wanted: it keeps what each person was told");
    if (o->to_me && !cvn_mail_address_valid(o->to_me))
        return cvn_fail(error, CVN_E_USAGE, "--to-me: \"%s\" is no address such as you@example.org", o->to_me);
    return o->not_before ? cvn_moment_parse(&s->not_before_s, o->not_before, s->conference->zone, "--not-before", error) : CVN_OK;
}

/** A URL that is wrong, a secret that is missing, a folder that cannot be made: before anything is queued. */
static cvn_code open_mail(sending *s, cvn_error *error)
{
    const cvn_send_options *o = s->options;
    cvn_mail_options to = {.via = o->via,
                           .out_dir = o->out_dir,
                           .secrets_file = o->secrets_file,
                           .token_command = o->token_command,
                           .insecure = o->insecure,
                           .test_mode = o->test_mode};
    if (s->dry_run && !o->to_me && !o->out_dir)
        return CVN_OK;
    if (s->dry_run && !o->to_me)
        to = (cvn_mail_options){.out_dir = o->out_dir};
    return cvn_mail_open(&s->mail, &to, error);
}

static cvn_code prepare(sending *s, cvn_error *error)
{
    cvn_code code = check_options(s, error);
    if (!code)
        code = find_baseline(s, error);
    s->guard = (cvn_guard){.conference = s->conference,
                           .allocation = s->allocation,
                           .baseline = s->baseline,
                           .sent_before = s->last_sent != NULL,
                           .force = s->options->force};
    if (!code)
        code = cvn_guard_allocation(&s->guard, error);
    if (!code)
        code = find_reasons(s, error);
    return code ? code : open_mail(s, error);
}

/* ---- telling ------------------------------------------------------------------------------------------------------------------------------- */

/** Where some people alone are told, the allocation is not what was last sent. */
static cvn_code keep_allocation(const sending *s, cvn_error *error)
{
    char *text = NULL;
    if (!s->allocation || s->options->only)
        return CVN_OK;
    cvn_code code = cvn_allocation_text(&text, s->allocation, error);
    if (!code)
        code = cvn_store_keep_allocation(s->store, cvn_conference_id(s->conference), text, cvn_outbox_now_s(&s->clock), error);
    cvn_free(text);
    return code;
}

static cvn_code begin(sending *s, cvn_error *error)
{
    cvn_telling *t = &s->telling;
    cvn_code code = cvn_telling_begin(t, s->store, cvn_conference_id(s->conference), cvn_outbox_now_s(&s->clock), s->dry_run, error);
    t->only = s->options->only;
    t->only_count = s->options->only ? s->options->only_count : 0;
    t->holds = s->options->not_before != NULL;
    t->not_before_s = s->not_before_s;
    t->preview = s->dry_run ? &s->preview : NULL;
    s->preview.folder = s->options->to_me ? NULL : s->mail;
    if (!code)
        code = cvn_guard_people(&s->guard, t, error);
    return code ? code : cvn_guard_id(&s->guard, t, error);
}

static cvn_code compare(sending *s, cvn_error *error)
{
    cvn_telling *t = &s->telling;
    unsigned char secret[CVN_SECRET_BYTES];
    static_assert(sizeof secret == CVN_STORE_SECRET_BYTES, "the store keeps what a token is made with");
    cvn_code code = begin(s, error);
    cvn_invite_input input = {.conference = s->conference,
                              .allocation = s->allocation,
                              .reasons = s->reasons ? s->reasons->reasons : NULL,
                              .reason_count = s->reasons ? s->reasons->count : 0,
                              .told = t->told,
                              .told_count = t->told_count,
                              .now_s = t->now_s,
                              .secret = s->store ? secret : NULL};
    if (!code && s->store)
        code = cvn_store_secret(secret, s->store, !s->dry_run, error);
    if (!code)
        code = cvn_invite(&s->invited, &input, cvn_telling_take, t, error);
    if (!code)
        code = cvn_telling_end(t, error);
    s->told = !code;
    return code;
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
    s->told = !code;
    return code;
}

static cvn_code deliver(sending *s, cvn_error *error)
{
    cvn_send_summary *summary = &s->telling.summary;
    const char *id = cvn_conference_id(s->conference);
    cvn_choice choice = {0};
    cvn_code code = CVN_OK;
    if (s->not_before_s <= cvn_outbox_now_s(&s->clock)) /* else nothing leaves now, whatever else waits */
        code = cvn_choose(&choice, s->store, id, s->options, cvn_outbox_now_s(&s->clock), error);
    if (!code && choice.some)
        code = cvn_deliver(summary, s->store, id, s->mail, &s->clock, error);
    code = cvn_settle(summary, s->store, id, s->options, code, error);
    code = cvn_choice_settle(&choice, code, cvn_outbox_now_s(&s->clock), error);
    cvn_code seen = cvn_telling_outcomes(&s->telling, error);
    return code ? code : seen;
}

static cvn_code queue_and_deliver(sending *s, cvn_error *error)
{
    cvn_code code = cvn_store_lock(s->store, error);
    if (code)
        return code;
    code = queue(s, error);
    if (!code)
        code = deliver(s, error);
    cvn_store_unlock(s->store);
    return code;
}

static cvn_code rehearse(sending *s, cvn_error *error)
{
    cvn_code code = compare(s, error);
    if (!code && s->options->to_me)
        code = cvn_preview_send(&s->preview, s->mail, s->options->to_me, cvn_outbox_now_s(&s->clock), error);
    return code;
}

cvn_code cvn_send(cvn_send_summary *summary, char **report, cvn_store *store, const cvn_conference *conference,
                  const cvn_allocation *allocation, const cvn_allocation *baseline, const cvn_send_options *options, cvn_format format,
                  cvn_error *error)
{
    assert(conference && options);
    sending s = {.store = store, .conference = conference, .allocation = allocation, .baseline = baseline, .options = options};
    s.dry_run = options->dry_run || options->to_me;
    s.clock = cvn_outbox_clock_start(options->now_s);
    if (report)
        *report = NULL;
    cvn_code code =
        format == CVN_TEXT || format == CVN_JSON ? prepare(&s, error) : cvn_fail(error, CVN_E_USAGE, "send reports as text or JSON");
    if (!code)
        code = s.dry_run ? rehearse(&s, error) : queue_and_deliver(&s, error);
    if (s.told && report)
        *report = cvn_send_report(&s.telling, &s.invited, format);
    if (summary)
        *summary = s.telling.summary;
    cvn_telling_free(&s.telling);
    cvn_preview_free(&s.preview);
    cvn_mail_close(s.mail);
    cvn_reasons_free(s.reasons);
    cvn_allocation_free(s.last_sent);
    return code;
}
