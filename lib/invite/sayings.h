/* SPDX-License-Identifier: Apache-2.0 */
/** Everything that a message says, one line each: its name here, its key in a catalogue, the arguments that its pattern may use. */
#ifndef CVN_INVITE_SAYINGS_H
#define CVN_INVITE_SAYINGS_H

/* An argument that ends in # is a whole number (for plurals), the others are text. catalogue/README.md says where each is read. */
#define CVN_SAYINGS(X)                                                                                                                         \
    X(GREETING, "greeting", "name")                                                                                                            \
    X(GREETING_PLAIN, "greeting_plain", "")                                                                                                    \
    X(SUBJECT_REQUEST, "subject_request", "title when")                                                                                        \
    X(SUBJECT_UPDATE, "subject_update", "title when")                                                                                          \
    X(SUBJECT_CANCEL, "subject_cancel", "title when")                                                                                          \
    X(SUBJECT_LETTER, "subject_letter", "conference")                                                                                          \
    X(SUBJECT_DECLINE, "subject_decline", "title when")                                                                                        \
    X(TITLE_SESSION, "title_session", "type group number")                                                                                     \
    X(TITLE_SERIES, "title_series", "type group")                                                                                              \
    X(TITLE_CALENDAR, "title_calendar", "title conference")                                                                                    \
    X(REQUEST_SESSION, "request_session", "number")                                                                                            \
    X(REQUEST_LEAD, "request_lead", "number group")                                                                                            \
    X(REQUEST_GUEST, "request_guest", "number group")                                                                                          \
    X(REQUEST_SERIES, "request_series", "count#")                                                                                              \
    X(REQUEST_SERIES_LEAD, "request_series_lead", "count# group")                                                                              \
    X(REQUEST_PLENARY, "request_plenary", "")                                                                                                  \
    X(TENTATIVE, "tentative", "")                                                                                                              \
    X(UPDATE, "update", "")                                                                                                                    \
    X(CHANGED_TIME, "changed_time", "was")                                                                                                     \
    X(CHANGED_LENGTH, "changed_length", "before# after#")                                                                                      \
    X(CHANGED_TITLE, "changed_title", "was")                                                                                                   \
    X(CHANGED_LINK, "changed_link", "")                                                                                                        \
    X(CHANGED_LINK_NONE, "changed_link_none", "")                                                                                              \
    X(CHANGED_LEADERS, "changed_leaders", "names")                                                                                             \
    X(CHANGED_LEADERS_NONE, "changed_leaders_none", "")                                                                                        \
    X(CHANGED_TURN_MINE, "changed_turn_mine", "")                                                                                              \
    X(CHANGED_TURN_GONE, "changed_turn_gone", "")                                                                                              \
    X(CHANGED_CONFIRMED, "changed_confirmed", "")                                                                                              \
    X(CHANGED_TENTATIVE, "changed_tentative", "")                                                                                              \
    X(CHANGED_GUEST, "changed_guest", "group")                                                                                                 \
    X(CHANGED_GUEST_GONE, "changed_guest_gone", "")                                                                                            \
    X(CHANGED_ADDRESS, "changed_address", "")                                                                                                  \
    X(SERIES_ENDED, "series_ended", "")                                                                                                        \
    X(CANCEL, "cancel", "")                                                                                                                    \
    X(CANCEL_LEFT, "cancel_left", "conference")                                                                                                \
    X(CANCEL_WAITING, "cancel_waiting", "conference")                                                                                          \
    X(CANCEL_UNPLACED, "cancel_unplaced", "")                                                                                                  \
    X(CANCEL_LEADER, "cancel_leader", "")                                                                                                      \
    X(CANCEL_MOVED, "cancel_moved", "")                                                                                                        \
    X(CANCEL_ONE, "cancel_one", "")                                                                                                            \
    X(CANCEL_SPLIT, "cancel_split", "")                                                                                                        \
    X(CANCEL_JOINED, "cancel_joined", "")                                                                                                      \
    X(CANCEL_PLENARY, "cancel_plenary", "")                                                                                                    \
    X(CANCEL_ADDRESS, "cancel_address", "")                                                                                                    \
    X(DECLINE, "decline", "")                                                                                                                  \
    X(DECLINE_WORDS, "decline_words", "organizer words")                                                                                       \
    X(LABEL_WHEN, "label_when", "")                                                                                                            \
    X(LABEL_JOIN, "label_join", "")                                                                                                            \
    X(LABEL_LEADERS, "label_leaders", "")                                                                                                      \
    X(LABEL_WITH, "label_with", "")                                                                                                            \
    X(LABEL_TURN, "label_turn", "")                                                                                                            \
    X(LABEL_CANNOT, "label_cannot", "")                                                                                                        \
    X(LABEL_SCHEDULE, "label_schedule", "")                                                                                                    \
    X(LABEL_PLENARIES, "label_plenaries", "")                                                                                                  \
    X(COLON, "colon", "")                                                                                                                      \
    X(WHEN_SPAN, "when_span", "date from to")                                                                                                  \
    X(WHEN_OVER, "when_over", "date from date_to to")                                                                                          \
    X(WHEN_DAY, "when_day", "date")                                                                                                            \
    X(WHEN_DAYS, "when_days", "first last")                                                                                                    \
    X(WHEN_OPEN, "when_open", "month")                                                                                                         \
    X(WHEN_SERIES, "when_series", "when count# weeks#")                                                                                        \
    X(WHEN_START, "when_start", "date from")                                                                                                   \
    X(WEEK, "week", "week")                                                                                                                    \
    X(WEEKS, "use_weeks", "")                                                                                                                  \
    X(PERSON, "person", "name country")                                                                                                        \
    X(YOU, "you", "")                                                                                                                          \
    X(NOBODY_ELSE, "nobody_else", "")                                                                                                          \
    X(LINK_FOLLOWS, "link_follows", "")                                                                                                        \
    X(TURN_MINE, "turn_mine", "")                                                                                                              \
    X(TURNS_MINE, "turns_mine", "")                                                                                                            \
    X(CANNOT, "cannot", "organizer address")                                                                                                   \
    X(CANNOT_SERIES, "cannot_series", "organizer address")                                                                                     \
    X(QUESTIONS, "questions", "organizer address")                                                                                             \
    X(CLOCK, "clock", "zone")                                                                                                                  \
    X(CLOCKS_CHANGE, "clocks_change", "first before second after")                                                                             \
    X(TIME_MOVES, "time_moves", "first before second after")                                                                                   \
    X(SESSION, "session", "number")                                                                                                            \
    X(SESSION_OF, "session_of", "number group")                                                                                                \
    X(TIME_OFFSET, "time_offset", "time offset")                                                                                               \
    X(JOINED, "joined", "first second")                                                                                                        \
    X(MARK_THIS, "mark_this", "")                                                                                                              \
    X(MARK_HELD, "mark_held", "")                                                                                                              \
    X(MARK_GUEST, "mark_guest", "group")                                                                                                       \
    X(MARK_TURN, "mark_turn", "")                                                                                                              \
    X(MARK_PROVISIONAL, "mark_provisional", "")                                                                                                \
    X(LETTER, "letter", "conference")                                                                                                          \
    X(LETTER_LOST, "letter_lost", "conference")                                                                                                \
    X(REASON_NO_HOURS, "reason_no_hours", "have# need#")                                                                                       \
    X(REASON_NO_LEADER, "reason_no_leader", "")                                                                                                \
    X(REASON_TOO_FEW, "reason_too_few", "have# need#")                                                                                         \
    X(REASON_BEST, "reason_best", "when")                                                                                                      \
    X(REASON_RULE, "reason_rule", "")                                                                                                          \
    X(REASON_SUM, "reason_sum", "")                                                                                                            \
    X(REASON_UNKNOWN, "reason_unknown", "")                                                                                                    \
    X(HELP_HOURS, "help_hours", "minutes# when")                                                                                               \
    X(HELP_HOURS_ANY, "help_hours_any", "")                                                                                                    \
    X(HELP_LEADER, "help_leader", "when")                                                                                                      \
    X(HELP_SEAT, "help_seat", "")                                                                                                              \
    X(HELP_RULE, "help_rule", "")                                                                                                              \
    X(LETTER_KEEP, "letter_keep", "")                                                                                                          \
    X(REGARDS, "regards", "")

typedef enum cvn_saying {
#define CVN_SAYING_ENUM(name, key, args) CVN_SAY_##name,
    CVN_SAYINGS(CVN_SAYING_ENUM)
#undef CVN_SAYING_ENUM
        CVN_SAYING_COUNT
} cvn_saying;

#endif
