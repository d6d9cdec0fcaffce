/* SPDX-License-Identifier: Apache-2.0 */
/** cvn_show: finds what is to be shown, and hands it to the format. */
#include "report/report.h"

#include <string.h>

const char *cvn_report_can(cvn_can can)
{
    switch (can) {
    case CVN_CAN: return "yes";
    case CVN_CAN_IF_NEEDED: return "if needed";
    case CVN_CANNOT: break;
    }
    return "no";
}

const char *cvn_report_type_title(const cvn_conference *conference, const char *type)
{
    uint32_t at = cvn_conference_type(conference, type);
    return at == CVN_NO_LIMIT ? type : conference->types[at].title;
}

bool cvn_report_invited(const cvn_view *view, const cvn_plenary *plenary, uint32_t person)
{
    uint32_t count;
    const cvn_place *places = cvn_places_of(view->places, person, &count);

    if (view->conference->people[person].status != CVN_ACTIVE)
        return false;
    if (!view->conference->assigns)
        return true;
    for (uint32_t i = 0; i < count; i++)
        if (plenary->for_whom == CVN_AMONG_ALL || (plenary->for_whom == CVN_AMONG_LEADERS) == places[i].leads)
            return true;
    return false;
}

static cvn_code find_selection(cvn_view *view, const cvn_selection *what, cvn_error *error)
{
    view->person = view->group = CVN_NO_LIMIT;
    if (what && what->person) {
        view->person = cvn_conference_person(view->conference, what->person);
        if (view->person == CVN_NO_LIMIT)
            return cvn_fail(error, CVN_E_USAGE, "nobody in the conference has the id \"%s\"", what->person);
    }
    if (what && what->group) {
        for (uint32_t g = 0; g < view->allocation->group_count; g++)
            if (strcmp(view->allocation->groups[g].id, what->group) == 0)
                view->group = g;
        if (view->group == CVN_NO_LIMIT)
            return cvn_fail(error, CVN_E_USAGE, "the allocation has no group \"%s\"", what->group);
    }
    if (view->person != CVN_NO_LIMIT && view->group != CVN_NO_LIMIT)
        return cvn_fail(error, CVN_E_USAGE, "show one person or one group, not both");
    return CVN_OK;
}

static cvn_code write_view(char **out, const cvn_view *view, cvn_format format, cvn_error *error)
{
    switch (format) {
    case CVN_TEXT: *out = view->person == CVN_NO_LIMIT ? cvn_show_text(view) : cvn_show_person_text(view); return CVN_OK;
    case CVN_JSON: *out = cvn_show_json(view); return CVN_OK;
    case CVN_CSV: *out = cvn_show_csv(view); return CVN_OK;
    case CVN_ICS: *out = cvn_show_ics(view); return CVN_OK;
    case CVN_HTML: *out = cvn_show_html(view); return CVN_OK;
    }
    return cvn_report_no_format(error, "show", "text, json, csv, ics and html");
}

cvn_code cvn_show(char **out, const cvn_conference *conference, const cvn_allocation *allocation, const cvn_selection *what, cvn_format format,
                  cvn_error *error)
{
    assert(out && conference && allocation);
    *out = NULL;
    cvn_view view = {.conference = conference, .allocation = allocation};
    cvn_code code = find_selection(&view, what, error);
    if (!code)
        code = cvn_places_new(&view.places, conference, allocation, error);
    if (!code)
        code = cvn_visits_new(&view.visits, conference, allocation, error);
    if (!code)
        code = write_view(out, &view, format, error);
    cvn_visits_free(view.visits);
    cvn_places_free(view.places);
    return code;
}
