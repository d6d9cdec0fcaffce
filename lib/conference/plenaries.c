/* SPDX-License-Identifier: Apache-2.0 */
#include "conference/reader.h"

#include <inttypes.h>

static bool has(const cvn_spot *object, const char *key)
{
    return cvn_spot_key(object, key).value != NULL;
}

static void refuse(cvn_reader *reader, const cvn_spot *plenary, const char *key, const char *with)
{
    cvn_spot spot = cvn_spot_key(plenary, key);
    if (spot.value)
        cvn_spot_fail(reader, &spot, "only goes with \"%s\": leave it out", with);
}

static void read_timed(cvn_reader *reader, const cvn_spot *plenary, cvn_plenary *out)
{
    const char *text;
    out->kind = CVN_PLENARY_TIMED;
    if (cvn_read_text(reader, plenary, "start", CVN_REQUIRED, NULL, &text)) {
        cvn_spot spot = cvn_spot_key(plenary, "start");
        if (!cvn_local_parse(text, &out->date, &out->start_min))
            cvn_spot_fail(reader, &spot, "%s is not a time on the conference's clock: expected one such as \"2027-10-02T14:00\"",
                          cvn_quoted(reader, text));
        else if (reader->conference->zone)
            out->start = cvn_zone_instant(reader->conference->zone, out->date, out->start_min);
    }
    int64_t minutes = 0;
    cvn_read_int(reader, plenary, "minutes", CVN_REQUIRED, 1, CVN_MAX_PLENARY_DAYS * 1440, &minutes);
    out->duration_min = (int32_t)minutes;
    refuse(reader, plenary, "days", "date");
}

static void read_days(cvn_reader *reader, const cvn_spot *plenary, cvn_plenary *out)
{
    out->kind = CVN_PLENARY_DAYS;
    cvn_read_date(reader, plenary, "date", CVN_REQUIRED, &out->date);
    int64_t days = 1;
    cvn_read_int(reader, plenary, "days", CVN_OPTIONAL, 1, CVN_MAX_PLENARY_DAYS, &days);
    out->days = (int32_t)days;
    refuse(reader, plenary, "minutes", "start");
}

static void read_month(cvn_reader *reader, const cvn_spot *plenary, cvn_plenary *out)
{
    const char *text;
    int year, month;
    out->kind = CVN_PLENARY_MONTH;
    refuse(reader, plenary, "minutes", "start");
    refuse(reader, plenary, "days", "date");
    if (!cvn_read_text(reader, plenary, "month", CVN_REQUIRED, NULL, &text))
        return;
    cvn_spot spot = cvn_spot_key(plenary, "month");
    if (cvn_month_parse(text, &year, &month))
        out->date = cvn_date_of(year, month, 1);
    else
        cvn_spot_fail(reader, &spot, "%s is not a month: expected one such as \"2027-09\"", cvn_quoted(reader, text));
}

static void read_plenary(cvn_reader *reader, const cvn_spot *plenary, cvn_table *ids, cvn_plenary *out)
{
    static const char *const keys[] = {"id", "title", "start", "minutes", "date", "days", "month", "for", "status", NULL};
    static const char *const statuses[] = {"confirmed", "tentative", NULL};
    out->id = out->title = "";
    if (!cvn_read_object(reader, plenary, keys))
        return;
    uint32_t index = (uint32_t)plenary->index;
    if (cvn_keep_text(reader, plenary, "id", CVN_REQUIRED, cvn_wrong_id, &out->id) && !cvn_table_put(ids, out->id, &index)) {
        cvn_spot spot = cvn_spot_key(plenary, "id");
        cvn_spot_fail(reader, &spot, "%s is the id of plenary %" PRIu32 " too (counted from 0): expected another one",
                      cvn_quoted(reader, out->id), index);
    }
    out->title = out->id;
    cvn_keep_text(reader, plenary, "title", CVN_OPTIONAL, cvn_wrong_title, &out->title);
    if (has(plenary, "start") + has(plenary, "date") + has(plenary, "month") != 1)
        cvn_spot_fail(reader, plenary, "expected one of \"start\", \"date\" and \"month\"");
    else if (has(plenary, "start"))
        read_timed(reader, plenary, out);
    else if (has(plenary, "date"))
        read_days(reader, plenary, out);
    else
        read_month(reader, plenary, out);
    cvn_read_among(reader, plenary, "for", &out->for_whom);
    int status = 0;
    cvn_read_choice(reader, plenary, "status", CVN_OPTIONAL, statuses, &status);
    out->tentative = status == 1;
}

void cvn_read_plenaries(cvn_reader *reader, const cvn_spot *root)
{
    cvn_conference *c = reader->conference;
    cvn_spot list;
    if (!cvn_read_list(reader, root, "plenaries", CVN_OPTIONAL, CVN_MAX_PLENARIES, &list))
        return;
    cvn_plenary *plenaries = CVN_ARENA_ARRAY(reader->arena, cvn_plenary, (size_t)cJSON_GetArraySize(list.value));
    c->plenaries = plenaries;
    cvn_table *ids = cvn_table_new();
    CVN_EACH(item, &list)
    read_plenary(reader, &item, ids, &plenaries[c->plenary_count++]);
    cvn_table_free(ids);
}
