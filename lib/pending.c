/* SPDX-License-Identifier: Apache-2.0 */
/* Stands in for what is not built yet; each is weak, so the real one wins. Goes away with the last of them. */
#pragma GCC diagnostic ignored "-Wunused-parameter"
#include "base/base.h"

__attribute__((weak)) const char *cvn_tzdata_version(void)
{
    return "";
}

__attribute__((weak)) cvn_code cvn_conference_read(cvn_conference **out, const char *path, cvn_error *error)
{
    return cvn_fail(error, CVN_E_SOFTWARE, "cvn_conference_read: not built yet");
}

__attribute__((weak)) cvn_code cvn_conference_parse(cvn_conference **out, const char *text, size_t length, const char *name, const char *folder,
                                                    cvn_error *error)
{
    return cvn_fail(error, CVN_E_SOFTWARE, "cvn_conference_parse: not built yet");
}

__attribute__((weak)) void cvn_conference_free(cvn_conference *conference) {}

__attribute__((weak)) const char *cvn_conference_id(const cvn_conference *conference)
{
    return "";
}

__attribute__((weak)) const char *cvn_conference_title(const cvn_conference *conference)
{
    return "";
}

__attribute__((weak)) size_t cvn_conference_people(const cvn_conference *conference)
{
    return 0;
}

__attribute__((weak)) const char *cvn_conference_person_id(const cvn_conference *conference, size_t i)
{
    return "";
}

__attribute__((weak)) const char *cvn_conference_person_name(const cvn_conference *conference, size_t i)
{
    return "";
}

__attribute__((weak)) cvn_code cvn_conference_create(const char *folder, cvn_error *error)
{
    return cvn_fail(error, CVN_E_SOFTWARE, "cvn_conference_create: not built yet");
}

__attribute__((weak)) cvn_code cvn_conference_drop(const char *path, const char *const *ids, size_t count, size_t *changed, cvn_error *error)
{
    return cvn_fail(error, CVN_E_SOFTWARE, "cvn_conference_drop: not built yet");
}

__attribute__((weak)) cvn_code cvn_check(char **out, const cvn_conference *conference, cvn_format format, bool color, cvn_error *error)
{
    return cvn_fail(error, CVN_E_SOFTWARE, "cvn_check: not built yet");
}

__attribute__((weak)) cvn_code cvn_allocation_read(cvn_allocation **out, const char *path, cvn_error *error)
{
    return cvn_fail(error, CVN_E_SOFTWARE, "cvn_allocation_read: not built yet");
}

__attribute__((weak)) cvn_code cvn_allocation_parse(cvn_allocation **out, const char *text, size_t length, const char *name, cvn_error *error)
{
    return cvn_fail(error, CVN_E_SOFTWARE, "cvn_allocation_parse: not built yet");
}

__attribute__((weak)) void cvn_allocation_free(cvn_allocation *allocation) {}

__attribute__((weak)) cvn_code cvn_allocation_text(char **out, const cvn_allocation *allocation, cvn_error *error)
{
    return cvn_fail(error, CVN_E_SOFTWARE, "cvn_allocation_text: not built yet");
}

__attribute__((weak)) cvn_code cvn_allocation_write(const cvn_allocation *allocation, const char *path, cvn_error *error)
{
    return cvn_fail(error, CVN_E_SOFTWARE, "cvn_allocation_write: not built yet");
}

__attribute__((weak)) size_t cvn_allocation_groups(const cvn_allocation *allocation)
{
    return 0;
}

__attribute__((weak)) const char *cvn_group_id(const cvn_allocation *allocation, size_t group)
{
    return "";
}

__attribute__((weak)) const char *cvn_group_type(const cvn_allocation *allocation, size_t group)
{
    return "";
}

__attribute__((weak)) size_t cvn_group_sessions(const cvn_allocation *allocation, size_t group)
{
    return 0;
}

__attribute__((weak)) int64_t cvn_group_session(const cvn_allocation *allocation, size_t group, size_t i)
{
    return 0;
}

__attribute__((weak)) size_t cvn_group_leaders(const cvn_allocation *allocation, size_t group)
{
    return 0;
}

__attribute__((weak)) const char *cvn_group_leader(const cvn_allocation *allocation, size_t group, size_t i)
{
    return "";
}

__attribute__((weak)) size_t cvn_group_members(const cvn_allocation *allocation, size_t group)
{
    return 0;
}

__attribute__((weak)) const char *cvn_group_member(const cvn_allocation *allocation, size_t group, size_t i)
{
    return "";
}

__attribute__((weak)) size_t cvn_allocation_unplaced(const cvn_allocation *allocation)
{
    return 0;
}

__attribute__((weak)) const char *cvn_allocation_unplaced_id(const cvn_allocation *allocation, size_t i)
{
    return "";
}

__attribute__((weak)) void cvn_solve_options_init(cvn_solve_options *options) {}

__attribute__((weak)) cvn_code cvn_solve(cvn_allocation **out, const cvn_conference *conference, const cvn_allocation *baseline,
                                         const cvn_solve_options *options, cvn_progress *last, cvn_error *error)
{
    return cvn_fail(error, CVN_E_SOFTWARE, "cvn_solve: not built yet");
}

__attribute__((weak)) cvn_code cvn_explain(char **out, const cvn_conference *conference, const cvn_allocation *allocation,
                                           const cvn_allocation *baseline, const char *const *ids, size_t count, cvn_format format,
                                           cvn_error *error)
{
    return cvn_fail(error, CVN_E_SOFTWARE, "cvn_explain: not built yet");
}

__attribute__((weak)) cvn_code cvn_verify(char **out, cvn_score *score, const cvn_conference *conference, const cvn_allocation *allocation,
                                          const cvn_allocation *baseline, cvn_format format, cvn_error *error)
{
    return cvn_fail(error, CVN_E_SOFTWARE, "cvn_verify: not built yet");
}

__attribute__((weak)) cvn_code cvn_show(char **out, const cvn_conference *conference, const cvn_allocation *allocation,
                                        const cvn_selection *what, cvn_format format, cvn_error *error)
{
    return cvn_fail(error, CVN_E_SOFTWARE, "cvn_show: not built yet");
}

__attribute__((weak)) cvn_code cvn_summary(char **out, const cvn_conference *conference, const cvn_allocation *allocation,
                                           const cvn_allocation *baseline, cvn_format format, cvn_error *error)
{
    return cvn_fail(error, CVN_E_SOFTWARE, "cvn_summary: not built yet");
}

__attribute__((weak)) cvn_code cvn_diff(char **out, const cvn_conference *conference, const cvn_allocation *before, const cvn_allocation *after,
                                        cvn_format format, cvn_error *error)
{
    return cvn_fail(error, CVN_E_SOFTWARE, "cvn_diff: not built yet");
}

__attribute__((weak)) cvn_code cvn_store_open(cvn_store **out, const char *path, bool create, cvn_error *error)
{
    return cvn_fail(error, CVN_E_SOFTWARE, "cvn_store_open: not built yet");
}

__attribute__((weak)) void cvn_store_close(cvn_store *store) {}

__attribute__((weak)) void cvn_send_options_init(cvn_send_options *options) {}

__attribute__((weak)) cvn_code cvn_send(cvn_send_summary *summary, char **report, cvn_store *store, const cvn_conference *conference,
                                        const cvn_allocation *allocation, const cvn_allocation *baseline, const cvn_send_options *options,
                                        cvn_format format, cvn_error *error)
{
    return cvn_fail(error, CVN_E_SOFTWARE, "cvn_send: not built yet");
}

__attribute__((weak)) cvn_code cvn_outbox_list(char **out, cvn_store *store, cvn_format format, cvn_error *error)
{
    return cvn_fail(error, CVN_E_SOFTWARE, "cvn_outbox_list: not built yet");
}

__attribute__((weak)) cvn_code cvn_outbox_show(char **out, cvn_store *store, int64_t id, cvn_format format, cvn_error *error)
{
    return cvn_fail(error, CVN_E_SOFTWARE, "cvn_outbox_show: not built yet");
}

__attribute__((weak)) cvn_code cvn_outbox_retry(cvn_send_summary *summary, cvn_store *store, const cvn_send_options *options, cvn_error *error)
{
    return cvn_fail(error, CVN_E_SOFTWARE, "cvn_outbox_retry: not built yet");
}

__attribute__((weak)) cvn_code cvn_inbox_read(char **report, cvn_store *store, const char *const *paths, size_t count, cvn_format format,
                                              cvn_error *error)
{
    return cvn_fail(error, CVN_E_SOFTWARE, "cvn_inbox_read: not built yet");
}

__attribute__((weak)) cvn_code cvn_doctor(char **out, const cvn_conference *conference, cvn_format format, cvn_error *error)
{
    return cvn_fail(error, CVN_E_SOFTWARE, "cvn_doctor: not built yet");
}

__attribute__((weak)) cvn_code cvn_doctor_zone(char **out, const char *zone, const char *from, const char *to, cvn_format format,
                                               cvn_error *error)
{
    return cvn_fail(error, CVN_E_SOFTWARE, "cvn_doctor_zone: not built yet");
}
