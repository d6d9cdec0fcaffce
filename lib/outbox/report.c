/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "outbox/preview.h"

char *cvn_seconds_text(int64_t at_s, char out[CVN_INSTANT_TEXT])
{
    out[0] = '\0';
    return at_s ? cvn_instant_text((cvn_instant){(at_s + 59) / 60}, out) : out;
}

void cvn_outbox_table(cvn_buffer *out, const char *const *cells, size_t rows, size_t columns)
{
    enum { GAP = 2, WIDEST = 40 };
    size_t *start = CVN_NEW_ARRAY(size_t, columns + 1);
    for (size_t c = 0; c < columns; c++) {
        size_t widest = 0;
        for (size_t r = 0; r < rows; r++) {
            size_t width = cvn_text_width(cells[r * columns + c]);
            widest = width > widest ? width : widest;
        }
        start[c + 1] = start[c] + (widest < WIDEST ? widest : WIDEST) + GAP;
    }
    for (size_t r = 0; r < rows; r++) {
        for (size_t c = 0; c < columns; c++) {
            if (c)
                cvn_buffer_column(out, start[c]);
            cvn_buffer_text(out, cells[r * columns + c]);
        }
        while (out->length && out->text[out->length - 1] == ' ')
            out->text[--out->length] = '\0';
        cvn_buffer_char(out, '\n');
    }
    free(start);
}

const char *cvn_kind_word(const char *kind)
{
    static const char *const words[][2] = {{"request", "invitation"}, {"cancel", "cancellation"}, {"declinecounter", "answer"}};
    for (size_t i = 0; i < CVN_COUNT(words); i++)
        if (!strcmp(words[i][0], kind))
            return words[i][1];
    return kind;
}

static const char *state_of(const cvn_telling *t, const cvn_line *line)
{
    if (t->dry_run)
        return line->fate == CVN_LINE_NEW ? "new" : line->fate == CVN_LINE_WAITS ? "queued" : "failed";
    return cvn_state_name(line->state);
}

static void add_lines(cvn_buffer *out, const cvn_telling *t)
{
    enum { COLUMNS = 6 };
    CVN_VEC(const char *) cells = {0};
    static const char *const head[COLUMNS] = {"PERSON", "NAME", "MESSAGE", "STATE", "START", "SUBJECT"};
    cvn_arena *arena = cvn_arena_new();
    for (size_t i = 0; i < COLUMNS; i++)
        CVN_PUSH(&cells) = head[i];
    for (size_t i = 0; i < t->lines.count; i++) {
        const cvn_line *line = &t->lines.at[i];
        cvn_instant start;
        char when[CVN_INSTANT_TEXT] = "";
        if (!t->dry_run && (line->state == CVN_STATE_SENT || (line->state == CVN_STATE_QUEUED && !line->words[0])))
            continue; /* what only waits its turn is counted below */
        if (cvn_payload_start(line->payload, &start))
            cvn_instant_text(start, when);
        CVN_PUSH(&cells) = line->person;
        CVN_PUSH(&cells) = line->name;
        CVN_PUSH(&cells) = cvn_kind_word(line->kind);
        CVN_PUSH(&cells) = state_of(t, line);
        CVN_PUSH(&cells) = cvn_arena_strdup(arena, when);
        CVN_PUSH(&cells) = line->words[0] ? line->words : line->subject;
    }
    if (cells.count > COLUMNS) {
        cvn_outbox_table(out, cells.at, cells.count / COLUMNS, COLUMNS);
        cvn_buffer_char(out, '\n');
    }
    CVN_VEC_FREE(&cells);
    cvn_arena_free(arena);
}

static void add_count(cvn_buffer *out, const char *between, uint64_t n, const char *one, const char *many)
{
    cvn_buffer_printf(out, "%s%" PRIu64 " %s", between, n, n == 1 ? one : many);
}

static char *as_text(const cvn_telling *t, const cvn_invite_summary *invited)
{
    const cvn_send_summary *s = &t->summary;
    cvn_buffer out = {0};
    add_lines(&out, t);
    if (t->preview)
        cvn_preview_text(&out, t->preview);
    add_count(&out, "", s->people, "person hears", "people hear");
    cvn_buffer_text(&out, " something new");
    add_count(&out, "; queued: ", s->requests, "invitation", "invitations");
    add_count(&out, ", ", s->updates, "update", "updates");
    add_count(&out, ", ", s->cancels, "cancellation", "cancellations");
    add_count(&out, ", ", s->letters, "letter", "letters");
    cvn_buffer_char(&out, '\n');
    if (s->superseded)
        add_count(&out, "", s->superseded, "older message that had not left is withdrawn\n",
                  "older messages that had not left are withdrawn\n");
    if (invited->no_address)
        add_count(&out, "", invited->no_address, "person has no address and hears nothing\n", "people have no address and hear nothing\n");
    if (t->dry_run)
        cvn_buffer_text(&out, "nothing was queued or sent: this was a dry run\n");
    else
        cvn_buffer_printf(&out, "sent: %" PRIu64 ", still queued: %" PRIu64 ", refused for good: %" PRIu64 "\n", s->sent, s->later, s->failed);
    return cvn_buffer_take(&out);
}

static cJSON *line_json(const cvn_telling *t, const cvn_line *line)
{
    cJSON *o = cJSON_CreateObject();
    cvn_instant start;
    char when[CVN_INSTANT_TEXT];
    if (line->id)
        cvn_json_add_int(o, "id", line->id);
    else
        cvn_json_add_text(o, "id", NULL);
    cvn_json_add_text(o, "person", line->person);
    cvn_json_add_text(o, "name", line->name);
    cvn_json_add_text(o, "address", line->address);
    cvn_json_add_text(o, "kind", line->kind);
    cvn_json_add_text(o, "item", line->item);
    cvn_json_add_text(o, "start", cvn_payload_start(line->payload, &start) ? cvn_instant_text(start, when) : NULL);
    cvn_json_add_text(o, "subject", line->subject);
    cvn_json_add_text(o, "state", state_of(t, line));
    cvn_json_add_text(o, "words", line->words[0] ? line->words : NULL);
    return o;
}

static char *as_json(const cvn_telling *t, const cvn_invite_summary *invited)
{
    const cvn_send_summary *s = &t->summary;
    const struct {
        const char *key;
        uint64_t value;
    } numbers[] = {{"people", s->people},
                   {"requests", s->requests},
                   {"updates", s->updates},
                   {"cancels", s->cancels},
                   {"letters", s->letters},
                   {"superseded", s->superseded},
                   {"sent", s->sent},
                   {"later", s->later},
                   {"failed", s->failed},
                   {"unaffected", invited->unaffected},
                   {"no_address", invited->no_address}};
    cJSON *root = cJSON_CreateObject();
    cvn_json_add_text(root, "conference", t->conference);
    cJSON_AddBoolToObject(root, "dry_run", t->dry_run);
    for (size_t i = 0; i < CVN_COUNT(numbers); i++)
        cvn_json_add_int(root, numbers[i].key, (int64_t)numbers[i].value);
    cJSON *messages = cJSON_AddArrayToObject(root, "messages");
    for (size_t i = 0; i < t->lines.count; i++)
        cJSON_AddItemToArray(messages, line_json(t, &t->lines.at[i]));
    char *text = cvn_json_print(root);
    cJSON_Delete(root);
    return text;
}

char *cvn_send_report(const cvn_telling *telling, const cvn_invite_summary *invited, cvn_format format)
{
    return format == CVN_JSON ? as_json(telling, invited) : as_text(telling, invited);
}
