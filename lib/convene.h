/* SPDX-License-Identifier: Apache-2.0 */
/**
 * convene: assigns people of many time zones to small groups that meet several times, and tells exactly those concerned.
 *
 * The whole public face of the library. One way through:
 *
 *     cvn_conference_read  →  cvn_solve  →  cvn_verify  →  cvn_show  →  cvn_send
 *
 * Conventions
 *   - Every type with a _free function is opaque. The out-parameter comes first; what comes out belongs to the caller, who frees it with the
 *     type's _free. A returned const pointer is borrowed and lives as long as the handle it was asked of. Every _free takes NULL.
 *   - Every function that can fail returns a cvn_code and takes a cvn_error last, which may be NULL. On failure the out-parameter is NULL (or
 *     untouched where it is a struct), and the error holds one line or more: what is wrong, where, what would be right.
 *   - Text is UTF-8. Text that a function hands out (char **) is freed with cvn_free.
 *   - Instants are seconds since 1970-01-01T00:00:00Z, without leap seconds.
 *   - Handles may be used from one thread at a time; a cvn_conference is immutable and may be read from many.
 *   - Memory that cannot be had ends the process with a message, as GLib does; everything else is an error code.
 *
 * What a conference and an allocation are, and what each key means, is said in docs/formats.md.
 */
#ifndef CONVENE_H
#define CONVENE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define CVN_API __attribute__((visibility("default")))
#else
#define CVN_API
#endif

/* ---- codes and errors ------------------------------------------------------------------------------------------------------------------ */

/** What a call came to. Each is also an exit code of the command line (sysexits.h). */
typedef enum cvn_code {
    CVN_OK = 0,
    CVN_NO = 1,             /* the answer is no: violations were found */
    CVN_E_USAGE = 64,       /* the call's own words are wrong: an option, an id, a URL */
    CVN_E_DATA = 65,        /* what a file holds is wrong */
    CVN_E_UNAVAILABLE = 69, /* a server refuses for good, or a zone, a locale or a provider is not there */
    CVN_E_SOFTWARE = 70,    /* convene itself is wrong: please report it */
    CVN_E_IO = 74,          /* a file cannot be read or written */
    CVN_E_TEMPORARY = 75    /* try again later: nothing is lost */
} cvn_code;

/** A list of messages, at most CVN_ERRORS_MAX of them; each one line, lower case, no full stop. */
typedef struct cvn_error cvn_error;
#define CVN_ERRORS_MAX 20

CVN_API cvn_error *cvn_error_new(void);
CVN_API void cvn_error_free(cvn_error *error);
CVN_API void cvn_error_clear(cvn_error *error);
/** The code of the first message; CVN_OK where there is none. */
CVN_API cvn_code cvn_error_code(const cvn_error *error);
/** Messages held, 0 to CVN_ERRORS_MAX. */
CVN_API size_t cvn_error_count(const cvn_error *error);
/** Message i, borrowed; "" where there is no such message. */
CVN_API const char *cvn_error_message(const cvn_error *error, size_t i);
/** How many more were found than are held. */
CVN_API size_t cvn_error_omitted(const cvn_error *error);

/** Frees text that the library handed out. */
CVN_API void cvn_free(void *text);

/** "0.1.0". */
CVN_API const char *cvn_version(void);
/** The version of the system's time-zone data, such as "2026f"; "unknown" where it does not say. Honours TZDIR. Borrowed, for ever. */
CVN_API const char *cvn_tzdata_version(void);
/** The versions of the libraries in use, one line of text: "libcurl/7.88.1 ICU/72.1 …". Borrowed, for ever. */
CVN_API const char *cvn_library_versions(void);

/** How facts are written. Each function says which it knows; another one is CVN_E_USAGE. */
typedef enum cvn_format { CVN_TEXT, CVN_JSON, CVN_CSV, CVN_ICS, CVN_HTML } cvn_format;

/* ---- conference ------------------------------------------------------------------------------------------------------------------------ */

/** A conference that was checked when it was read: immutable. */
typedef struct cvn_conference cvn_conference;

/**
 * Reads a conference file and the participants file that it may name (JSON or CSV, by extension; relative to the conference file). "-" reads
 * standard input. Errors: CVN_E_DATA with up to CVN_ERRORS_MAX messages (file, JSON pointer or line and column, what would be right), CVN_E_IO.
 */
CVN_API cvn_code cvn_conference_read(cvn_conference **out, const char *path, cvn_error *error);
/** The same from memory: name stands in messages, folder (NULL: ".") is where a participants_file is looked for. */
CVN_API cvn_code cvn_conference_parse(cvn_conference **out, const char *text, size_t length, const char *name, const char *folder,
                                      cvn_error *error);
CVN_API void cvn_conference_free(cvn_conference *conference);

CVN_API const char *cvn_conference_id(const cvn_conference *conference);
CVN_API const char *cvn_conference_title(const cvn_conference *conference);
/** Participants in file order, whatever their status. */
CVN_API size_t cvn_conference_people(const cvn_conference *conference);
/** Id or name of person i < cvn_conference_people. Borrowed. */
CVN_API const char *cvn_conference_person_id(const cvn_conference *conference, size_t i);
CVN_API const char *cvn_conference_person_name(const cvn_conference *conference, size_t i);

/** Writes a new folder with a conference.json that works, a people.csv, and a README of what to do next. CVN_E_IO where it exists. */
CVN_API cvn_code cvn_conference_create(const char *folder, cvn_error *error);

/**
 * Sets the status of people to "dropped" in the conference file, or in the participants file that it names; all of them or none. Everything
 * else in the file stays to the byte. *changed (may be NULL): how many were not dropped before. CVN_E_USAGE where an id is unknown.
 */
CVN_API cvn_code cvn_conference_drop(const char *path, const char *const *ids, size_t count, size_t *changed, cvn_error *error);

/** What is in it, what is wrong, what will be hard. CVN_TEXT (color: with ANSI colours) or CVN_JSON (docs/formats.md#check). */
CVN_API cvn_code cvn_check(char **out, const cvn_conference *conference, cvn_format format, bool color, cvn_error *error);

/* ---- allocation ------------------------------------------------------------------------------------------------------------------------ */

/** Who meets whom, and when. Immutable. */
typedef struct cvn_allocation cvn_allocation;

/** Reads an allocation file; ids are looked up when it is used. "-" reads standard input. CVN_E_DATA, CVN_E_IO. */
CVN_API cvn_code cvn_allocation_read(cvn_allocation **out, const char *path, cvn_error *error);
CVN_API cvn_code cvn_allocation_parse(cvn_allocation **out, const char *text, size_t length, const char *name, cvn_error *error);
CVN_API void cvn_allocation_free(cvn_allocation *allocation);
/** The JSON of docs/formats.md#allocation, ending in a newline: the same allocation gives the same bytes. */
CVN_API cvn_code cvn_allocation_text(char **out, const cvn_allocation *allocation, cvn_error *error);
/** Writes that text to a file, whole or not at all; "-" writes to standard output. CVN_E_IO. */
CVN_API cvn_code cvn_allocation_write(const cvn_allocation *allocation, const char *path, cvn_error *error);

CVN_API size_t cvn_allocation_groups(const cvn_allocation *allocation);
CVN_API const char *cvn_group_id(const cvn_allocation *allocation, size_t group);
CVN_API const char *cvn_group_type(const cvn_allocation *allocation, size_t group);
CVN_API size_t cvn_group_sessions(const cvn_allocation *allocation, size_t group);
/** Start of session i < cvn_group_sessions, in seconds since 1970 UTC. */
CVN_API int64_t cvn_group_session(const cvn_allocation *allocation, size_t group, size_t i);
CVN_API size_t cvn_group_leaders(const cvn_allocation *allocation, size_t group);
CVN_API const char *cvn_group_leader(const cvn_allocation *allocation, size_t group, size_t i);
CVN_API size_t cvn_group_members(const cvn_allocation *allocation, size_t group);
CVN_API const char *cvn_group_member(const cvn_allocation *allocation, size_t group, size_t i);
CVN_API size_t cvn_allocation_unplaced(const cvn_allocation *allocation);
CVN_API const char *cvn_allocation_unplaced_id(const cvn_allocation *allocation, size_t i);

/* ---- solving --------------------------------------------------------------------------------------------------------------------------- */

/** Smaller is better: lost first (with a baseline), then place × unplaced + disruption (without a baseline: unplaced), then cost. */
typedef struct cvn_score {
    int64_t lost;       /* priorities of those unplaced whom the baseline placed */
    int64_t unplaced;   /* priorities of those unplaced */
    int64_t disruption; /* baseline sessions and groups that people lose */
    int64_t cost;
    bool baseline; /* lost and disruption mean something */
} cvn_score;

/** What a running solve knows. */
typedef struct cvn_progress {
    double elapsed_s;
    uint64_t steps;         /* moves tried */
    cvn_score score;        /* of the best so far */
    int64_t unplaced_bound; /* no allocation leaves fewer; 0 where nothing is proved */
    bool proved;            /* the best so far cannot be beaten in what comes before cost */
    int64_t cost_bound;     /* no allocation that leaves no more unplaced than the best so far costs less; below 0 only where pairs do */
    bool cost_proved;       /* nothing is better than the best so far: proved, and its cost is the least */
} cvn_progress;

/** Called from the thread that called cvn_solve, about ten times a second; anything but 0 stops the search, which keeps its best. */
typedef int (*cvn_progress_fn)(const cvn_progress *progress, void *context);

/** Options of a solve: name, type, default, what it does. One list feeds the struct, --help, the man page and the documentation. */
#define CVN_SOLVE_OPTIONS(X)                                                                                                                   \
    X(time_limit_s, double, 10.0, "seconds to search, 0: until it ends by itself")                                                             \
    X(step_limit, uint64_t, 0, "moves to try on each thread, 0: no limit")                                                                     \
    X(seed, uint64_t, 1, "seed of every random choice")                                                                                        \
    X(threads, uint32_t, 1, "searches side by side")                                                                                           \
    X(prove, bool, false, "go on until it is proved that nobody more can be placed, or the time is up")

typedef struct cvn_solve_options {
    uint32_t version; /* CVN_SOLVE_OPTIONS_VERSION */
#define CVN_X(name, type, value, help) type name;
    CVN_SOLVE_OPTIONS(CVN_X)
#undef CVN_X
    cvn_progress_fn progress; /* NULL: none */
    void *progress_context;
} cvn_solve_options;
#define CVN_SOLVE_OPTIONS_VERSION 2u
/** Every option at its default. */
CVN_API void cvn_solve_options_init(cvn_solve_options *options);

/**
 * Assigns the active people of a conference to groups. baseline (NULL: none): an earlier allocation of it, to be changed as little as can be.
 * options NULL: defaults. last (NULL: not wanted) receives what was known at the end. The same conference, baseline, seed, threads and
 * step_limit (with time_limit_s 0, or never reached) give the same allocation. Nobody placed is an answer, not an error.
 * Errors: CVN_E_DATA where the baseline cannot be one of this conference, or a rule names a group that no baseline has.
 */
CVN_API cvn_code cvn_solve(cvn_allocation **out, const cvn_conference *conference, const cvn_allocation *baseline,
                           const cvn_solve_options *options, cvn_progress *last, cvn_error *error);

/**
 * Why people are not placed, and the smallest change that would place each. ids NULL: everybody unplaced. For somebody placed: what their place
 * costs them. CVN_TEXT or CVN_JSON (docs/formats.md#explain). CVN_E_USAGE where an id is unknown.
 */
CVN_API cvn_code cvn_explain(char **out, const cvn_conference *conference, const cvn_allocation *allocation, const cvn_allocation *baseline,
                             const char *const *ids, size_t count, cvn_format format, cvn_error *error);

/* ---- checking and showing -------------------------------------------------------------------------------------------------------------- */

/**
 * Holds an allocation against the contract, with code that the solver does not share. *out: CVN_TEXT or CVN_JSON (docs/formats.md#verify).
 * score (may be NULL) is set where there is no violation. Returns CVN_NO where there is one; CVN_E_DATA where the files do not belong together.
 */
CVN_API cvn_code cvn_verify(char **out, cvn_score *score, const cvn_conference *conference, const cvn_allocation *allocation,
                            const cvn_allocation *baseline, cvn_format format, cvn_error *error);

/** Whom to show. Both NULL: everything. */
typedef struct cvn_selection {
    const char *person; /* id */
    const char *group;  /* id */
} cvn_selection;

/** Groups and sessions on the conference's clock and on each member's; one person's on their clock. TEXT, JSON, CSV, ICS or HTML. */
CVN_API cvn_code cvn_show(char **out, const cvn_conference *conference, const cvn_allocation *allocation, const cvn_selection *what,
                          cvn_format format, cvn_error *error);
/** What a task force wants to read after a solve: groups, placed, unplaced, unsocial hours and for whom, each part of the score. TEXT or JSON. */
CVN_API cvn_code cvn_summary(char **out, const cvn_conference *conference, const cvn_allocation *allocation, const cvn_allocation *baseline,
                             cvn_format format, cvn_error *error);
/** Who is touched by going from one allocation to another, and how. TEXT or JSON (docs/formats.md#diff). Returns CVN_OK also where nobody is. */
CVN_API cvn_code cvn_diff(char **out, const cvn_conference *conference, const cvn_allocation *before, const cvn_allocation *after,
                          cvn_format format, cvn_error *error);

/**
 * Asks a shell command for the meeting link of each group of an allocation's file that has none and is not over, and of the groups again (ids, of
 * again_count) whether they have one or not; docs/formats.md#links says what the command is told. The file is written whole after each link, so
 * that those which came are kept whatever happens then. *out (may be NULL; set after an error too, where a link came before it): which group got
 * which link, TEXT or JSON. Errors: CVN_E_UNAVAILABLE (the command fails), CVN_E_DATA (it prints no link, or one that another group has at the
 * same time; the files do not belong together), CVN_E_USAGE (there is no such group), CVN_E_IO. The run ends at the first.
 */
CVN_API cvn_code cvn_links(char **out, const char *path, const cvn_conference *conference, const char *command, const char *const *again,
                           size_t again_count, cvn_format format, cvn_error *error);

/* ---- telling people -------------------------------------------------------------------------------------------------------------------- */

/** What each person was last told, the outbox, each try: one SQLite file. */
typedef struct cvn_store cvn_store;

/**
 * Opens a store, bringing an older one up to date. Where there is none and create is set, the first thing that is kept makes it. One that is
 * read-only can be looked at. CVN_E_IO, CVN_E_DATA, CVN_E_TEMPORARY.
 */
CVN_API cvn_code cvn_store_open(cvn_store **out, const char *path, bool create, cvn_error *error);
/**
 * A copy of a store (an empty one where there is none) that is gone when it is closed: for trying what a send does. Nothing done with it counts as
 * told. Errors as for cvn_store_open.
 */
CVN_API cvn_code cvn_store_open_rehearsal(cvn_store **out, const char *path, cvn_error *error);
CVN_API void cvn_store_close(cvn_store *store);

typedef struct cvn_send_options {
    uint32_t version;          /* CVN_SEND_OPTIONS_VERSION */
    const char *via;           /* smtp://HOST[:PORT], ses://REGION, graph://ADDRESS and others (docs/mail.md); NULL with out_dir */
    const char *out_dir;       /* write .eml files here instead; NULL with via */
    const char *secrets_file;  /* NAME=VALUE lines, mode 600; NULL: the environment alone */
    bool dry_run;              /* tell what would be sent; queue nothing, send nothing */
    bool insecure;             /* allow plain smtp:// and http:// to a host that is not loopback */
    bool force;                /* send although the allocation breaks a rule of the contract */
    int64_t now_s;             /* instant of DTSTAMP and Date; 0: the system's clock */
    const char *token_command; /* for the shell: prints an OAuth token, asked again on a 401; NULL: CONVENE_TOKEN_COMMAND, where it is given */
    const char *const *only;   /* ids: these people alone are told, of only_count; NULL: everybody */
    size_t only_count;
    const char *not_before;  /* nothing leaves earlier: "2027-02-01T09:00" (on the conference's clock), "… Europe/Rome", or UTC: "…:00Z" */
    uint64_t limit_per_hour; /* no more than that many leave within an hour, earlier runs counted; the rest stays queued; 0: no limit */
    const char *to_me;       /* a dry run whose samples, one of each kind, go to this address alone */
    const int64_t *ids;      /* cvn_outbox_retry: these messages alone, of id_count; NULL: what waits and what failed */
    size_t id_count;
    bool test_mode; /* the provider takes all and tells nobody; only with a store of cvn_store_open_rehearsal */
} cvn_send_options;
#define CVN_SEND_OPTIONS_VERSION 1u
CVN_API void cvn_send_options_init(cvn_send_options *options);

typedef struct cvn_send_summary {
    uint64_t people;   /* who hear something */
    uint64_t requests; /* new invitations queued */
    uint64_t updates;
    uint64_t cancels;
    uint64_t letters;    /* no calendar part: unplaced people */
    uint64_t superseded; /* older unsent messages that a newer one replaced */
    uint64_t sent;
    uint64_t later;  /* still queued: the server said later */
    uint64_t failed; /* refused for good */
} cvn_send_summary;

/**
 * Works out what each person is to be told since they were last told something, queues it in one transaction, then sends what is queued. Run
 * again, it goes on where it was. *report (may be NULL): CVN_TEXT or CVN_JSON (docs/formats.md#send).
 * Errors: CVN_E_TEMPORARY where something is still queued or another send works on the store; CVN_E_UNAVAILABLE where something was refused
 * for good; CVN_E_DATA where the allocation does not hold against the contract and force is not set. baseline NULL: the allocation last sent
 * from this store, where there is one. store may be NULL for a dry run: nobody was told anything yet.
 */
CVN_API cvn_code cvn_send(cvn_send_summary *summary, char **report, cvn_store *store, const cvn_conference *conference,
                          const cvn_allocation *allocation, const cvn_allocation *baseline, const cvn_send_options *options, cvn_format format,
                          cvn_error *error);

/** Which messages of the outbox are meant. Zeroed: every one. */
typedef struct cvn_outbox_pick {
    const char *const *states; /* "queued", "in_flight", "sent", "failed", "superseded"; of state_count */
    size_t state_count;
    const char *const *people; /* ids; of people_count */
    size_t people_count;
    const int64_t *ids; /* of id_count */
    size_t id_count;
} cvn_outbox_pick;

/** The outbox as a table: TEXT, JSON or CSV. pick NULL: all. CVN_E_USAGE where it names a state, a person or a message that there is not. */
CVN_API cvn_code cvn_outbox_list(char **out, cvn_store *store, const cvn_outbox_pick *pick, cvn_format format, cvn_error *error);
/** Writes messages as they go out into a folder, one .eml each, for nobody else to read (600, 700). *count (may be NULL): how many. */
CVN_API cvn_code cvn_outbox_export(size_t *count, cvn_store *store, const cvn_outbox_pick *pick, const char *folder, cvn_error *error);
/**
 * Withdraws messages that are queued or failed: all of them or none. What they were to say was not told, so the next cvn_send says it, as it is
 * then. reason is kept. *doubtful (may be NULL): how many may have left all the same. CVN_E_USAGE where one is neither queued nor failed.
 */
CVN_API cvn_code cvn_outbox_cancel(size_t *doubtful, cvn_store *store, const int64_t *ids, size_t count, const char *reason, cvn_error *error);
/** One message as it goes out, byte for byte (CVN_TEXT), or what is known of it (CVN_JSON). CVN_E_USAGE where there is none. */
CVN_API cvn_code cvn_outbox_show(char **out, cvn_store *store, int64_t id, cvn_format format, cvn_error *error);
/**
 * Sends what is queued, after setting what failed for good back to queued and what a server put off to now; what not_before holds stays. With
 * options->ids those alone, held or not.
 */
CVN_API cvn_code cvn_outbox_retry(cvn_send_summary *summary, cvn_store *store, const cvn_send_options *options, cvn_error *error);

/**
 * Writes calendars to subscribe to into a folder, which is made where it is not there: one for the organiser, one a group, and one for each
 * person who was told something, with the UIDs of their invitations. The names of the files cannot be guessed and stay the same; each file is
 * replaced whole. *out (may be NULL): which is whose, TEXT or JSON (docs/formats.md#feeds).
 */
CVN_API cvn_code cvn_feeds(char **out, cvn_store *store, const cvn_conference *conference, const cvn_allocation *allocation, const char *folder,
                           cvn_format format, cvn_error *error);

/* ---- what comes back ------------------------------------------------------------------------------------------------------------------- */

/** Where mail is read from; each that is given, in this order. */
typedef struct cvn_inbox_options {
    uint32_t version;         /* CVN_INBOX_OPTIONS_VERSION */
    const char *const *files; /* one message each (.eml) */
    size_t file_count;
    const char *mbox;          /* a file of many messages; it is not changed */
    const char *maildir;       /* what is read goes to its folder ".done" */
    const char *imap;          /* imaps://HOST[:PORT][/FOLDER], or imap:// with STARTTLS; what is read is filed (docs/inbox.md) */
    const char *done;          /* the folder that it goes to; NULL: "done" */
    const char *secrets_file;  /* NAME=VALUE lines, mode 600; NULL: the environment alone */
    const char *token_command; /* for the shell: prints an OAuth token; NULL: CONVENE_TOKEN_COMMAND, where it is given */
    bool insecure;             /* allow IMAP without encryption to a host that is not loopback */
    bool leave;                /* leave every message where it is */
    int64_t now_s;             /* 0: the system's clock */
} cvn_inbox_options;
#define CVN_INBOX_OPTIONS_VERSION 1u
CVN_API void cvn_inbox_options_init(cvn_inbox_options *options);

/**
 * Reads mail that came back: calendar answers (RFC 5546 REPLY, COUNTER), bounces (RFC 3464), automatic answers, letters. What answers an
 * invitation of ours and comes from whom it went to is kept with the person's session; the rest is kept with the reason why it does not count.
 * The same mail read again changes nothing. *report (may be NULL, and set after an error too, where something was kept before it): TEXT or JSON
 * (docs/formats.md#inbox). Errors: CVN_E_IO, CVN_E_DATA, CVN_E_USAGE, CVN_E_TEMPORARY and CVN_E_UNAVAILABLE (the mail server).
 */
CVN_API cvn_code cvn_inbox_read(char **report, cvn_store *store, const cvn_inbox_options *options, cvn_format format, cvn_error *error);
/** What came back, by number: what a person has to look at, or (all) everything. TEXT or JSON. */
CVN_API cvn_code cvn_inbox_list(char **out, cvn_store *store, bool all, cvn_format format, cvn_error *error);
/** Takes one as true, whatever was wrong with it, or puts it aside. CVN_E_USAGE where there is none, or it says nothing that could count. */
CVN_API cvn_code cvn_inbox_accept(char **out, cvn_store *store, int64_t id, cvn_format format, cvn_error *error);
CVN_API cvn_code cvn_inbox_ignore(char **out, cvn_store *store, int64_t id, cvn_format format, cvn_error *error);
/**
 * Puts a proposal of another time aside and queues the answer to it, which the next cvn_send or cvn_outbox_retry delivers: the time stays as it was
 * (METHOD:DECLINECOUNTER). comment: the organiser's own words, at most 1000 bytes; NULL: none. now_s: instant of DTSTAMP and Date; 0: the system's
 * clock. Declined already, it changes nothing. CVN_E_USAGE where it is no proposal, nobody knows the invitation, or something newer has gone out.
 */
CVN_API cvn_code cvn_inbox_decline(char **out, cvn_store *store, int64_t id, const char *comment, int64_t now_s, cvn_format format,
                                   cvn_error *error);

#define CVN_PROPOSALS_APPLY        1u /* write it into the conference's files */
#define CVN_PROPOSALS_DROP_BOUNCED 2u /* and let people drop out whose address is refused for good */
/**
 * Who cannot come to what, as the answers that count say (docs/inbox.md). Applied: the hours of a session that somebody declined go into their
 * `unavailable`, on their clock; who declined everything that lies ahead drops out. Everything else in the files stays to the byte; applied again
 * it changes nothing. TEXT or JSON (docs/formats.md#replies). Errors: as cvn_conference_read and cvn_conference_drop.
 */
CVN_API cvn_code cvn_proposals(char **out, cvn_store *store, const char *path, unsigned flags, cvn_format format, cvn_error *error);

/* ---- the state of things --------------------------------------------------------------------------------------------------------------- */

/** Time-zone data, its age, where ICU disagrees for the zones of the conference (NULL: none given), libraries. TEXT or JSON. */
CVN_API cvn_code cvn_doctor(char **out, const cvn_conference *conference, cvn_format format, cvn_error *error);
/** Each offset change of a zone from the start of one date to the end of another ("2026-01-01"), in UTC. TEXT or JSON (docs/formats.md#doctor). */
CVN_API cvn_code cvn_doctor_zone(char **out, const char *zone, const char *from, const char *to, cvn_format format, cvn_error *error);

#ifdef __cplusplus
}
#endif

#endif
