/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How many messages a second one core composes, from a conference and an allocation to bytes in memory; nothing is stored, nothing is sent.
 *
 *     compose_bench [PEOPLE] [free|weekly] [LOCALE]
 *
 * PEOPLE (default 10,000, rounded up to groups of eight) from twelve zones and fourteen languages (or one, LOCALE) in groups with a leader, a
 * link and four sessions: free, one message for each session; weekly, one for each series, with the zone's rules in it. Everybody has two
 * plenaries as well. Then every group meets an hour later, which makes updates, and then everybody has dropped out, which makes cancellations.
 * Each round is composed five times. Prints of each messages, bytes, and messages a second of the processor's time, in the fastest and in the
 * slowest of the five: where others use the machine too, its core and its cache are shared, and a second of the processor is worth less.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "clock/clock.h"
#include "invite/invite.h"

enum { GROUP = 8, SESSIONS = 4, TIMES = 5 };

static const char *const zones[] = {"Europe/Copenhagen", "America/New_York", "Asia/Kolkata",  "Australia/Lord_Howe",
                                    "America/Sao_Paulo", "Africa/Cairo",     "Asia/Tokyo",    "America/Los_Angeles",
                                    "Europe/Lisbon",     "Asia/Jerusalem",   "Europe/Warsaw", "Asia/Kathmandu"};
static const char *const locales[] = {"en", "da", "sv", "de", "fr", "es", "pt-BR", "pt-PT", "it", "nl", "pl", "he", "ar", "ja"};
static const char *const countries[] = {"DK", "US", "IN", "AU", "BR", "EG", "JP", "DE", "PT", "IL", "PL", "NP"};
static const char *const names[] = {"Søren Østergård", "Anne O’Neil", "José Núñez de la Cruz", "渡辺 美咲", "Łukasz Żółkiewski",
                                    "דנה לוי",         "ليلى حداد"};

typedef struct shape {
    uint32_t groups;
    bool weekly;
    const char *locale; /* NULL: all */
} shape;

/** What was told so far, and what a round made of it. */
typedef struct tally {
    cvn_arena *arena;
    CVN_VEC(cvn_told) told;
    cvn_table *by_key; /* person and item → index in told */
    uint64_t messages, bytes;
} tally;

static cvn_code make_conference(cvn_conference **out, const shape *s, const char *status, cvn_error *error)
{
    cvn_buffer json = {0};
    cvn_buffer_printf(
        &json,
        "{\"format\":\"conference/1\",\"id\":\"bench\",\"title\":\"A conference on the internet\",\"timezone\":\"Europe/Copenhagen\","
        "\"locale\":\"en\",\"organizer\":{\"name\":\"Task force\",\"email\":\"taskforce@example.org\"},\"sessions\":{\"count\":%d,"
        "\"minutes\":105,\"from\":\"2027-10-01\",\"to\":\"2027-12-20\",\"grid_minutes\":30,\"pattern\":\"%s\"},\"group_types\":[{\"id\":"
        "\"exp\",\"title\":\"Experiential group\",\"size\":{\"min\":2,\"ideal\":8,\"max\":10},\"leaders\":{\"min\":1,\"max\":1}}],"
        "\"plenaries\":[{\"id\":\"opening\",\"title\":\"Opening\",\"start\":\"2027-12-22T14:00\",\"minutes\":90},"
        "{\"id\":\"retreat\",\"title\":\"Retreat\",\"date\":\"2028-01-07\",\"days\":2,\"status\":\"tentative\"}],\"participants\":[",
        SESSIONS, s->weekly ? "weekly" : "free");
    for (uint32_t p = 0; p < s->groups * (GROUP + 1); p++)
        cvn_buffer_printf(
            &json,
            "%s{\"id\":\"p%u\",\"name\":\"%s "
            "%u\",\"email\":\"p%u@example.org\",\"timezone\":\"%s\",\"locale\":\"%s\",\"status\":\"%s\",\"roles\":[\"%s\"],"
            "\"attributes\":{\"country\":\"%s\"},\"availability\":[{\"weekly\":[\"MO\",\"TU\",\"WE\",\"TH\",\"FR\",\"SA\",\"SU\"],"
            "\"from\":\"00:00\",\"to\":\"24:00\"}]}",
            p ? "," : "", p, names[p % CVN_COUNT(names)], p, p, zones[p % CVN_COUNT(zones)],
            s->locale ? s->locale : locales[p % CVN_COUNT(locales)], status, p % (GROUP + 1) ? "member" : "leader",
            countries[p % CVN_COUNT(countries)]);
    cvn_buffer_text(&json, "]}");
    cvn_code code = cvn_conference_parse(out, json.text, json.length, "bench", NULL, error);
    cvn_buffer_free(&json);
    return code;
}

static cvn_code make_allocation(cvn_allocation **out, const shape *s, int64_t later_min, cvn_error *error)
{
    cvn_buffer json = {0};
    cvn_buffer_text(&json, "{\"format\":\"allocation/1\",\"conference\":\"bench\",\"groups\":[");
    for (uint32_t g = 0; g < s->groups; g++) {
        cvn_instant first;
        cvn_instant_parse("2027-10-04T05:00:00Z", &first);
        first.min += later_min + (int64_t)(g % 28) * 30 + (int64_t)(g / 28 % 5) * 1440;
        cvn_buffer_printf(&json, "%s{\"id\":\"g%u\",\"type\":\"exp\",\"sessions\":[", g ? "," : "", g);
        for (int64_t i = 0; i < SESSIONS; i++) {
            char text[CVN_INSTANT_TEXT];
            int64_t later = i * 7 * 1440 + (i * 7 + g / 28 % 5 >= 27 ? 60 : 0); /* after Copenhagen's summer time */
            cvn_buffer_printf(&json, "%s\"%s\"", i ? "," : "", cvn_instant_text((cvn_instant){first.min + later}, text));
        }
        cvn_buffer_printf(&json, "],\"leaders\":[\"p%u\"],\"members\":[", g * (GROUP + 1));
        for (uint32_t m = 1; m <= GROUP; m++)
            cvn_buffer_printf(&json, "%s\"p%u\"", m > 1 ? "," : "", g * (GROUP + 1) + m);
        cvn_buffer_printf(&json, "],\"link\":\"https://meet.example.org/room/%u?pwd=a1b2c3\"}", g);
    }
    cvn_buffer_text(&json, "],\"unplaced\":[]}");
    cvn_code code = cvn_allocation_parse(out, json.text, json.length, "bench", error);
    cvn_buffer_free(&json);
    return code;
}

static cvn_code count(void *data, const cvn_message *message, cvn_error *error)
{
    tally *t = data;
    (void)error;
    t->messages++;
    t->bytes += message->mime_length;
    return CVN_OK;
}

/** Keeps what was told for the next round. */
static cvn_code keep(void *data, const cvn_message *message, cvn_error *error)
{
    tally *t = data;
    const char *key = cvn_arena_printf(t->arena, "%s\n%s", message->person_id, message->item_key);
    uint32_t at = (uint32_t)t->told.count;
    (void)error;
    if (cvn_table_put(t->by_key, key, &at))
        CVN_PUSH(&t->told) = (cvn_told){0};
    t->told.at[at] = (cvn_told){.person_id = cvn_arena_strdup(t->arena, message->person_id),
                                .item_key = cvn_arena_strdup(t->arena, message->item_key),
                                .uid = cvn_arena_strdup(t->arena, message->uid),
                                .sequence = message->sequence,
                                .fingerprint = cvn_arena_strdup(t->arena, message->fingerprint),
                                .payload = cvn_arena_strdup(t->arena, message->payload),
                                .cancelled = message->kind == CVN_MESSAGE_CANCEL};
    return CVN_OK;
}

static double cpu_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/** Composes a round some times over, and once more, on nobody's time, to keep what it told. */
static cvn_code run_round(tally *t, const shape *s, const cvn_invite_input *input, const char *name, cvn_error *error)
{
    double fastest_s = INFINITY, slowest_s = 0;
    for (int i = 0; i < TIMES; i++) {
        double begun_s = cpu_s();
        t->messages = t->bytes = 0;
        cvn_code code = cvn_invite(NULL, input, count, t, error);
        if (code)
            return code;
        fastest_s = fmin(fastest_s, cpu_s() - begun_s);
        slowest_s = fmax(slowest_s, cpu_s() - begun_s);
    }
    printf("%s, %s, %s: %llu messages, %.1f MB (%.1f kB each), %.0f messages/s on one core (slowest of %d: %.0f)\n",
           s->weekly ? "weekly" : "free", s->locale ? s->locale : "all languages", name, (unsigned long long)t->messages,
           (double)t->bytes / 1e6, (double)t->bytes / 1e3 / (double)t->messages, (double)t->messages / fastest_s, TIMES,
           (double)t->messages / slowest_s);
    return cvn_invite(NULL, input, keep, t, error);
}

static cvn_code run(const shape *s, cvn_error *error)
{
    static const unsigned char secret[CVN_SECRET_BYTES] = "bench";
    static const struct {
        const char *name, *status;
        int64_t later_min;
    } rounds[] = {{"invitations", "active", 0}, {"updates", "active", 60}, {"cancellations", "dropped", 60}};
    tally t = {.arena = cvn_arena_new(), .by_key = cvn_table_new()};
    cvn_code code = CVN_OK;
    for (size_t i = 0; i < CVN_COUNT(rounds) && !code; i++) {
        cvn_conference *conference = NULL;
        cvn_allocation *allocation = NULL;
        code = make_conference(&conference, s, rounds[i].status, error);
        if (!code)
            code = make_allocation(&allocation, s, rounds[i].later_min, error);
        cvn_invite_input input = {.conference = conference,
                                  .allocation = allocation,
                                  .told = t.told.at,
                                  .told_count = t.told.count,
                                  .now_s = 1800000000,
                                  .secret = secret};
        if (!code)
            code = run_round(&t, s, &input, rounds[i].name, error);
        cvn_allocation_free(allocation);
        cvn_conference_free(conference);
    }
    CVN_VEC_FREE(&t.told);
    cvn_table_free(t.by_key);
    cvn_arena_free(t.arena);
    return code;
}

int main(int argc, char **argv)
{
    int64_t people = 10000;
    shape s = {.weekly = argc > 2 && !strcmp(argv[2], "weekly"), .locale = argc > 3 ? argv[3] : NULL};
    if (argc > 4 || (argc > 1 && !cvn_text_int(argv[1], 1, 1000000, &people)) || (argc > 2 && !s.weekly && strcmp(argv[2], "free") != 0)) {
        fputs("usage: compose_bench [PEOPLE] [free|weekly] [LOCALE]\n", stderr);
        return CVN_E_USAGE;
    }
    s.groups = (uint32_t)((people + GROUP) / (GROUP + 1));
    cvn_error *error = cvn_error_new();
    cvn_code code = run(&s, error);
    if (code)
        fprintf(stderr, "compose_bench: %s\n", cvn_error_message(error, 0));
    cvn_error_free(error);
    return (int)code;
}
