/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How many invitations a second one core composes, from a conference and an allocation to bytes in memory; nothing is stored, nothing is sent.
 *
 *     compose_bench [PEOPLE] [free|weekly] [LOCALE]
 *
 * PEOPLE (default 10,000, rounded up to groups of eight) from twelve zones and fourteen languages (or one, LOCALE) in groups with a leader, a
 * link and four sessions: free, one message for each session; weekly, one for each series, with the zone's rules in it. Everybody has two
 * plenaries as well. Prints messages, bytes, seconds of the processor, messages a second of those; and seconds on the wall, which are more where
 * others use the machine too (and then those of the processor are more than on an idle one as well: its cache and its core are shared).
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "clock/clock.h"
#include "invite/invite.h"

enum { GROUP = 8, SESSIONS = 4 };

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

static cvn_conference *make_conference(const shape *s)
{
    cvn_buffer json = {0};
    cvn_conference *out = NULL;
    cvn_error *error = cvn_error_new();
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
            "%s{\"id\":\"p%u\",\"name\":\"%s %u\",\"email\":\"p%u@example.org\",\"timezone\":\"%s\",\"locale\":\"%s\",\"roles\":[\"%s\"],"
            "\"attributes\":{\"country\":\"%s\"},\"availability\":[{\"weekly\":[\"MO\",\"TU\",\"WE\",\"TH\",\"FR\",\"SA\",\"SU\"],"
            "\"from\":\"00:00\",\"to\":\"24:00\"}]}",
            p ? "," : "", p, names[p % CVN_COUNT(names)], p, p, zones[p % CVN_COUNT(zones)],
            s->locale ? s->locale : locales[p % CVN_COUNT(locales)], p % (GROUP + 1) ? "member" : "leader",
            countries[p % CVN_COUNT(countries)]);
    cvn_buffer_text(&json, "]}");
    if (cvn_conference_parse(&out, json.text, json.length, "bench", NULL, error))
        fprintf(stderr, "compose_bench: %s\n", cvn_error_message(error, 0));
    cvn_error_free(error);
    cvn_buffer_free(&json);
    return out;
}

static cvn_allocation *make_allocation(const shape *s)
{
    cvn_buffer json = {0};
    cvn_allocation *out = NULL;
    cvn_error *error = cvn_error_new();
    cvn_buffer_text(&json, "{\"format\":\"allocation/1\",\"conference\":\"bench\",\"groups\":[");
    for (uint32_t g = 0; g < s->groups; g++) {
        cvn_instant first;
        cvn_instant_parse("2027-10-04T05:00:00Z", &first);
        first.min += (int64_t)(g % 28) * 30 + (int64_t)(g / 28 % 5) * 1440;
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
    if (cvn_allocation_parse(&out, json.text, json.length, "bench", error))
        fprintf(stderr, "compose_bench: %s\n", cvn_error_message(error, 0));
    cvn_error_free(error);
    cvn_buffer_free(&json);
    return out;
}

typedef struct tally {
    uint64_t messages, bytes;
} tally;

static cvn_code count(void *data, const cvn_message *message, cvn_error *error)
{
    tally *t = data;
    (void)error;
    t->messages++;
    t->bytes += message->mime_length;
    return CVN_OK;
}

static double seconds(clockid_t which)
{
    struct timespec now;
    clock_gettime(which, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
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
    static const unsigned char secret[CVN_SECRET_BYTES] = "bench";
    cvn_conference *conference = make_conference(&s);
    cvn_allocation *allocation = make_allocation(&s);
    tally t = {0};
    cvn_error *error = cvn_error_new();
    cvn_code code = CVN_E_SOFTWARE;
    if (conference && allocation) {
        cvn_invite_input input = {.conference = conference, .allocation = allocation, .now_s = 1800000000, .secret = secret};
        double begun_s = seconds(CLOCK_PROCESS_CPUTIME_ID), wall_s = seconds(CLOCK_MONOTONIC);
        code = cvn_invite(NULL, &input, count, &t, error);
        double took_s = seconds(CLOCK_PROCESS_CPUTIME_ID) - begun_s;
        wall_s = seconds(CLOCK_MONOTONIC) - wall_s;
        if (code)
            fprintf(stderr, "compose_bench: %s\n", cvn_error_message(error, 0));
        else
            printf("%s, %s: %llu messages, %.1f MB (%.1f kB each), %.2f s, %.0f messages/s on one core (%.2f s on the wall)\n",
                   s.weekly ? "weekly" : "free", s.locale ? s.locale : "all languages", (unsigned long long)t.messages, (double)t.bytes / 1e6,
                   (double)t.bytes / 1e3 / (double)t.messages, took_s, (double)t.messages / took_s, wall_s);
    }
    cvn_allocation_free(allocation);
    cvn_conference_free(conference);
    cvn_error_free(error);
    return (int)code;
}
