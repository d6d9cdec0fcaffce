/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "store/sql.h"

static const char *const kinds[] = {"reply", "counter", "bounce", "away", "letter"};
static const char *const standings[] = {"kept", "accepted", "quarantined", "stale", "ignored", "noted"};

const char *cvn_reply_kind_name(cvn_reply_kind kind)
{
    return kinds[kind];
}

const char *cvn_standing_name(cvn_standing standing)
{
    return standings[standing];
}

static int named(const char *const *names, size_t count, const unsigned char *name)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(names[i], (const char *)name))
            return (int)i;
    assert(!"the table checks its words");
    return 0;
}

/* ---- which of our messages ------------------------------------------------------------------------------------------------------------- */

/* What took an item out of an address that somebody no longer has (invite/invite.h, cvn_former_key) is not what they have. */
#define NOT_FORMER " AND item NOT LIKE 'former/%'"

cvn_code cvn_store_by_uid(cvn_row *out, bool *found, cvn_store *store, const char *uid, cvn_arena *arena, cvn_error *error)
{
    sqlite3_stmt *statement = NULL;
    *found = false;
    cvn_code code = cvn_sql_query(&statement, store,
                                  "SELECT " CVN_SQL_COLUMNS " FROM told AS message WHERE uid = ?" NOT_FORMER " ORDER BY sequence DESC LIMIT 1",
                                  error, "t", uid);
    return code ? code : cvn_sql_one(out, found, store, statement, arena, error);
}

cvn_code cvn_store_by_uid_at(cvn_row *out, bool *found, cvn_store *store, const char *uid, uint32_t sequence, cvn_arena *arena,
                             cvn_error *error)
{
    sqlite3_stmt *statement = NULL;
    *found = false;
    cvn_code code = cvn_sql_query(&statement, store,
                                  "SELECT " CVN_SQL_COLUMNS " FROM message WHERE uid = ? AND sequence <= ? AND kind IN ('request', 'update') "
                                  "AND (state IN ('sent', 'in_flight') OR in_doubt)" NOT_FORMER " ORDER BY sequence DESC, id DESC LIMIT 1",
                                  error, "ti", uid, (int64_t)sequence);
    return code ? code : cvn_sql_one(out, found, store, statement, arena, error);
}

cvn_code cvn_store_by_message_id(cvn_row *out, bool *found, cvn_store *store, const char *message_id, cvn_arena *arena, cvn_error *error)
{
    sqlite3_stmt *statement = NULL;
    *found = false;
    cvn_code code = cvn_sql_query(&statement, store, "SELECT " CVN_SQL_COLUMNS " FROM message WHERE message_id = ? ORDER BY id DESC LIMIT 1",
                                  error, "t", message_id);
    return code ? code : cvn_sql_one(out, found, store, statement, arena, error);
}

cvn_code cvn_store_addressees(cvn_addressees *out, cvn_store *store, cvn_arena *arena, cvn_error *error)
{
    sqlite3_stmt *statement = NULL;
    CVN_VEC(cvn_addressee) people = {0};
    *out = (cvn_addressees){0};
    cvn_code code = cvn_sql_query(
        &statement, store,
        "SELECT conference, person, name, address, max(id) FROM message GROUP BY conference, person, lower(address) ORDER BY max(id)", error,
        "");
    while (!code && cvn_sql_row(store, statement, &code, error))
        CVN_PUSH(&people) = (cvn_addressee){.conference = cvn_sql_text(statement, 0, arena),
                                            .person = cvn_sql_text(statement, 1, arena),
                                            .name = cvn_sql_text(statement, 2, arena),
                                            .address = cvn_sql_text(statement, 3, arena)};
    cvn_sql_end(statement);
    if (!code && people.count) {
        out->count = (uint32_t)people.count;
        out->at = CVN_ARENA_ARRAY(arena, cvn_addressee, people.count);
        memcpy(out->at, people.at, people.count * sizeof *people.at);
    }
    CVN_VEC_FREE(&people);
    return code;
}

/* ---- writing --------------------------------------------------------------------------------------------------------------------------- */

/* Each comes to count after those that count already: what counts now is the last of them that was not put aside. */
#define NEXT_TURN "(SELECT coalesce(max(turn), 0) + 1 FROM returned)"

cvn_code cvn_store_reply(int64_t *id, cvn_store *store, const cvn_reply *reply, cvn_error *error)
{
    cvn_code code = cvn_sql_do(
        NULL, store,
        "INSERT INTO returned (digest, part, kind, state, reason, conference, person, item, uid, recurrence, address, sender, subject, answer, "
        "comment, detail, sequence, dtstamp_s, received_s, turn) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, " NEXT_TURN
        ")",
        error, "tittttttttttttttiii", reply->digest, (int64_t)reply->part, kinds[reply->kind], standings[reply->standing], reply->reason,
        reply->conference, reply->person, reply->item, reply->uid, reply->recurrence, reply->address, reply->sender, reply->subject,
        reply->answer, reply->comment, reply->detail, (int64_t)reply->sequence, reply->dtstamp_s, reply->received_s);
    if (!code)
        *id = sqlite3_last_insert_rowid(store->db);
    return code;
}

cvn_code cvn_store_reply_decide(cvn_store *store, int64_t id, cvn_standing standing, const char *reason, cvn_error *error)
{
    return cvn_sql_do(NULL, store, "UPDATE returned SET state = ?, reason = ?, turn = " NEXT_TURN " WHERE id = ?", error, "tti",
                      standings[standing], reason, id);
}

/* ---- looking --------------------------------------------------------------------------------------------------------------------------- */

#define COLUMNS                                                                                                                                \
    "id, digest, part, kind, state, reason, conference, person, item, uid, recurrence, address, sender, subject, answer, comment, detail, "    \
    "sequence, dtstamp_s, received_s, turn, (SELECT m.name FROM message AS m WHERE m.conference = returned.conference AND m.person = "         \
    "returned.person ORDER BY m.id DESC LIMIT 1)"

static void read_row(cvn_reply *out, sqlite3_stmt *statement, cvn_arena *arena)
{
    enum { ID, DIGEST, PART, KIND, STATE, REASON };
    const char **const texts[] = {&out->reason,  &out->conference, &out->person,  &out->item,   &out->uid,     &out->recurrence,
                                  &out->address, &out->sender,     &out->subject, &out->answer, &out->comment, &out->detail};
    *out = (cvn_reply){.id = sqlite3_column_int64(statement, ID),
                       .digest = cvn_sql_text(statement, DIGEST, arena),
                       .part = (uint32_t)sqlite3_column_int64(statement, PART),
                       .kind = (cvn_reply_kind)named(kinds, CVN_COUNT(kinds), sqlite3_column_text(statement, KIND)),
                       .standing = (cvn_standing)named(standings, CVN_COUNT(standings), sqlite3_column_text(statement, STATE))};
    int column = REASON;
    for (size_t i = 0; i < CVN_COUNT(texts); i++)
        *texts[i] = cvn_sql_text(statement, column++, arena);
    out->sequence = (uint32_t)sqlite3_column_int64(statement, column++);
    out->dtstamp_s = sqlite3_column_int64(statement, column++);
    out->received_s = sqlite3_column_int64(statement, column++);
    out->turn = sqlite3_column_int64(statement, column++);
    out->name = cvn_sql_text(statement, column, arena);
}

/** Every row of a query for COLUMNS; ends it. */
static cvn_code read_rows(cvn_replies *out, cvn_store *store, sqlite3_stmt *statement, cvn_arena *arena, cvn_error *error)
{
    CVN_VEC(cvn_reply) replies = {0};
    cvn_code code = CVN_OK;
    *out = (cvn_replies){0};
    while (cvn_sql_row(store, statement, &code, error))
        read_row(&CVN_PUSH(&replies), statement, arena);
    cvn_sql_end(statement);
    if (!code && replies.count) {
        out->count = (uint32_t)replies.count;
        out->at = CVN_ARENA_ARRAY(arena, cvn_reply, replies.count);
        memcpy(out->at, replies.at, replies.count * sizeof *replies.at);
    }
    CVN_VEC_FREE(&replies);
    return code;
}

static cvn_code read_one(cvn_reply *out, bool *found, cvn_store *store, sqlite3_stmt *statement, cvn_arena *arena, cvn_error *error)
{
    cvn_replies replies;
    cvn_code code = read_rows(&replies, store, statement, arena, error);
    *found = !code && replies.count > 0;
    if (*found)
        *out = replies.at[0];
    return code;
}

cvn_code cvn_store_replies(cvn_replies *out, cvn_store *store, const char *conference, cvn_arena *arena, cvn_error *error)
{
    sqlite3_stmt *statement = NULL;
    *out = (cvn_replies){0};
    cvn_code code = cvn_sql_query(&statement, store, "SELECT " COLUMNS " FROM returned WHERE ?1 IS NULL OR conference = ?1 ORDER BY id", error,
                                  "t", conference);
    return code ? code : read_rows(out, store, statement, arena, error);
}

cvn_code cvn_store_replies_of(cvn_replies *out, cvn_store *store, const char *digest, cvn_arena *arena, cvn_error *error)
{
    sqlite3_stmt *statement = NULL;
    *out = (cvn_replies){0};
    cvn_code code = cvn_sql_query(&statement, store, "SELECT " COLUMNS " FROM returned WHERE digest = ? ORDER BY part", error, "t", digest);
    return code ? code : read_rows(out, store, statement, arena, error);
}

cvn_code cvn_store_reply_get(cvn_reply *out, bool *found, cvn_store *store, int64_t id, cvn_arena *arena, cvn_error *error)
{
    sqlite3_stmt *statement = NULL;
    *found = false;
    cvn_code code = cvn_sql_query(&statement, store, "SELECT " COLUMNS " FROM returned WHERE id = ?", error, "i", id);
    return code ? code : read_one(out, found, store, statement, arena, error);
}

cvn_code cvn_store_reply_counting(cvn_reply *out, bool *found, cvn_store *store, const cvn_reply *like, cvn_arena *arena, cvn_error *error)
{
    sqlite3_stmt *statement = NULL;
    *found = false;
    cvn_code code = cvn_sql_query(&statement, store,
                                  "SELECT " COLUMNS " FROM returned WHERE conference = ? AND person = ? AND item = ? AND recurrence = ? "
                                  "AND kind IN ('reply', 'counter') AND state IN ('kept', 'accepted') "
                                  "ORDER BY turn DESC LIMIT 1",
                                  error, "tttt", like->conference, like->person, like->item, like->recurrence);
    return code ? code : read_one(out, found, store, statement, arena, error);
}
