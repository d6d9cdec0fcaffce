/* SPDX-License-Identifier: Apache-2.0 */
/* A first conference that works as it stands: dates and people are made up and fixed, for nothing here reads the clock. */
#include "conference/conference.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char CONFERENCE[] = "{\n"
                                 "  \"format\": \"conference/1\",\n"
                                 "  \"id\": %s,\n"
                                 "  \"title\": \"Our groups on line\",\n"
                                 "  \"timezone\": \"Europe/Copenhagen\",\n"
                                 "  \"locale\": \"en\",\n"
                                 "  \"organizer\": {\"name\": \"Task force\", \"email\": \"taskforce@example.org\"},\n"
                                 "  \"sessions\": {\n"
                                 "    \"count\": 4,\n"
                                 "    \"minutes\": 90,\n"
                                 "    \"from\": \"2027-03-01\", \"to\": \"2027-05-30\",\n"
                                 "    \"grid_minutes\": 30,\n"
                                 "    \"pattern\": \"weekly\",\n"
                                 "    \"gap_days\": {\"min\": 7, \"max\": 21}\n"
                                 "  },\n"
                                 "  \"group_types\": [\n"
                                 "    {\"id\": \"discussion\", \"title\": \"Discussion group\",\n"
                                 "     \"size\": {\"min\": 4, \"ideal\": 5, \"max\": 7, \"keep\": 3},\n"
                                 "     \"leaders\": {\"min\": 1, \"max\": 1}}\n"
                                 "  ],\n"
                                 "  \"rules\": [\n"
                                 "    {\"rule\": \"at_most\", \"count\": 2, \"same\": \"institution\"},\n"
                                 "    {\"rule\": \"spread\", \"over\": \"country\", \"weight\": 3}\n"
                                 "  ],\n"
                                 "  \"plenaries\": [\n"
                                 "    {\"id\": \"closing\", \"title\": \"Closing meeting\", \"start\": \"2027-06-04T15:00\", \"minutes\": 60}\n"
                                 "  ],\n"
                                 "  \"participants_file\": \"people.csv\"\n"
                                 "}\n";

static const char PEOPLE[] =
    "id,name,email,timezone,locale,roles,attribute:country,attribute:institution,availability,unavailable\n"
    "p01,Astrid Holm,p01@example.org,Europe/Copenhagen,da,leader,DK,Northern Clinic,\"MO,WE 15:00-21:30\",2027-03-22..2027-03-29\n"
    "p02,Joana Prado,p02@example.org,America/Sao_Paulo,pt,leader;member,BR,Casa Verde,\"MO-TH 12:00-19:00\",\n"
    "p03,Daniel Weiss,p03@example.org,Europe/Berlin,de,member,DE,Hofgarten,\"MO,TU,WE 17:00-21:30\",\n"
    "p04,Claire Morel,p04@example.org,Europe/Paris,fr,member,FR,Atelier Sud,\"MO-WE 16:00-20:30; SA 10:00-12:00 if needed\",\n"
    "p05,Moses Otieno,p05@example.org,Africa/Nairobi,en,member,KE,Lakeside,\"MO,WE,TH 17:00-22:00\",\n"
    "p06,Ruth Carter,p06@example.org,America/New_York,en,member,US,Elm Street,\"MO,TU,WE 9:00-15:00\",2027-04-05..2027-04-09\n"
    "p07,Nils Berg,p07@example.org,Europe/Stockholm,en,member,SE,Northern Clinic,\"TU,WE 15:30-20:00\",\n"
    "p08,Elena Vidal,p08@example.org,Europe/Madrid,es,member,ES,Plaza Mayor,\"MO-TH 16:00-21:00\",\n"
    "p09,Ana Lima,p09@example.org,Europe/Lisbon,pt,member,PT,Casa Verde,\"TU,WE,TH 14:30-20:00\",\n"
    "p10,Priya Nair,p10@example.org,Asia/Kolkata,en,member,IN,Riverside,\"WE,TH 19:00-22:30; MO 20:00-23:00 if needed\",\n"
    "p11,Tom Ashby,p11@example.org,Europe/London,en,member,GB,Elm Street,\"MO,WE,TH 15:00-20:30; FR 12:00-14:00\",\n"
    "p12,Hande Aksoy,p12@example.org,Europe/Istanbul,en,member,TR,Hofgarten,\"WE,TH 17:00-21:30\",2027-05-19\n";

static const char README[] =
    "# What to do next\n"
    "\n"
    "* `conference.json` says what the groups are: how often they meet, between which dates, how large they are.\n"
    "* `people.csv` says who takes part and when they can, each on their own clock. Any spreadsheet opens it; save it as \"CSV UTF-8\".\n"
    "\n"
    "Everybody in it is made up. Try it as it is:\n"
    "\n"
    "    convene check conference.json\n"
    "    convene solve conference.json -o allocation.json\n"
    "    convene show  conference.json allocation.json\n"
    "    convene send  conference.json allocation.json --store convene.db --out mail\n"
    "\n"
    "The last line writes the invitations into the folder `mail`, and sends nothing. Somebody drops out:\n"
    "\n"
    "    convene drop  conference.json p03\n"
    "    convene solve conference.json --baseline allocation.json -o allocation-2.json\n"
    "    convene diff  conference.json allocation.json allocation-2.json\n"
    "    convene send  conference.json allocation-2.json --store convene.db --out mail-2\n"
    "\n"
    "Then make it yours: the title, the organizer's address, the dates, and your people.\n"
    "\n"
    "* One line of `people.csv` is one person. `availability` reads as `MO,WE 18:00-21:30; SA 10:00-12:00 if needed`, `unavailable` as\n"
    "  `2027-03-22..2027-03-29`. A column of your own is called `attribute:` and its name, and rules can ask for it.\n"
    "* Each key and each column is explained in convene's `docs/formats.md`; `convene check` says what is wrong, where, and what would be "
    "right.\n";

/** The folder's own name as JSON text, or "conference" where it would be no id. */
static char *id_of(const char *folder)
{
    size_t length = strlen(folder);
    while (length > 0 && folder[length - 1] == '/')
        length--;
    size_t from = length;
    while (from > 0 && folder[from - 1] != '/')
        from--;
    char *name = cvn_strndup(folder + from, length - from);
    bool plain = *name && strlen(name) <= CVN_MAX_ID_BYTES && name[strspn(name, ".")] && cvn_utf8_valid(name, strlen(name)) == strlen(name);
    for (const char *c = name; *c; c++)
        plain = plain && ((unsigned char)*c >= 0x80 || (*c > ' ' && *c < 0x7f));
    for (const char *c = name; *c && c[1]; c++)
        plain = plain && !((unsigned char)c[0] == 0xc2 && (unsigned char)c[1] < 0xa0); /* C1 control characters */
    cJSON *id = cJSON_CreateString(plain ? name : "conference");
    char *text = cJSON_PrintUnformatted(id);
    cJSON_Delete(id);
    free(name);
    return text;
}

static cvn_code write_in(const char *folder, const char *name, const char *text, cvn_error *error)
{
    char *path = cvn_path_join(folder, name);
    cvn_code code = cvn_file_write(path, text, strlen(text), error);
    free(path);
    return code;
}

static void remove_in(const char *folder, const char *name)
{
    char *path = cvn_path_join(folder, name);
    unlink(path);
    free(path);
}

cvn_code cvn_conference_create(const char *folder, cvn_error *error)
{
    assert(folder);
    if (mkdir(folder, 0777) != 0)
        return cvn_fail(error, CVN_E_IO, "%s: %s%s", folder, errno == EEXIST ? "is there already" : strerror(errno),
                        errno == EEXIST ? ": expected the name of a new folder" : "");
    char *id = id_of(folder);
    cvn_buffer conference = {0};
    const char *mark = strstr(CONFERENCE, "%s");
    cvn_buffer_add(&conference, CONFERENCE, (size_t)(mark - CONFERENCE));
    cvn_buffer_text(&conference, id);
    cvn_buffer_text(&conference, mark + 2);
    cvn_code code = write_in(folder, "people.csv", PEOPLE, error);
    if (!code)
        code = write_in(folder, "README.md", README, error);
    if (!code)
        code = write_in(folder, "conference.json", conference.text, error);
    if (code) { /* whole or not at all */
        remove_in(folder, "people.csv");
        remove_in(folder, "README.md");
        rmdir(folder);
    }
    cvn_buffer_free(&conference);
    cJSON_free(id);
    return code;
}
