/* SPDX-License-Identifier: Apache-2.0 */
/** Plenaries, as every format of show needs them. */
#include "report/report.h"

cJSON *cvn_plenary_json(const cvn_plenary *plenary)
{
    static const char *const for_whom[] = {[CVN_AMONG_ALL] = "all", [CVN_AMONG_MEMBERS] = "members", [CVN_AMONG_LEADERS] = "leaders"};
    char text[CVN_INSTANT_TEXT], date[CVN_DATE_TEXT];
    cJSON *out = cJSON_CreateObject();

    cvn_json_add_text(out, "id", plenary->id);
    cvn_json_add_text(out, "title", plenary->title);
    switch (plenary->kind) {
    case CVN_PLENARY_TIMED:
        cvn_json_add_text(out, "start", cvn_instant_text(plenary->start, text));
        cvn_json_add_int(out, "minutes", plenary->duration_min);
        break;
    case CVN_PLENARY_DAYS:
        cvn_json_add_text(out, "date", cvn_date_text(plenary->date, date));
        cvn_json_add_int(out, "days", plenary->days);
        break;
    case CVN_PLENARY_MONTH:
        snprintf(text, sizeof text, "%.7s", cvn_date_text(plenary->date, date));
        cvn_json_add_text(out, "month", text);
        break;
    }
    cvn_json_add_text(out, "for", for_whom[plenary->for_whom]);
    cvn_json_add_text(out, "status", plenary->tentative ? "tentative" : "confirmed");
    return out;
}
