/* SPDX-License-Identifier: Apache-2.0 */
/** What a message says, as a document. */
#ifndef CVN_INVITE_BODY_H
#define CVN_INVITE_BODY_H

#include "invite/document.h"
#include "invite/view.h"

/** (body.c) Everything that a mail says about a deed, letters too. */
void cvn_body_write(cvn_document *out, const cvn_view *view, const cvn_deed *deed, const char *title);
/** (body.c) What stands in the calendar entry itself: only what an update would follow in (names of members would go stale). In the arena. */
const char *cvn_body_description(const cvn_view *view, const cvn_deed *deed);
/** (changes.c) One point for each thing that differs from what was told. */
void cvn_body_changes(cvn_document *out, const cvn_view *view, const cvn_item *item, const cvn_item *was);
/** (letter.c) Why there is no place, and what would help. */
void cvn_body_letter(cvn_document *out, const cvn_view *view, const cvn_item *item);

/** Names of those who lead the item's sessions, "" where nobody does. */
const char *cvn_body_leaders(const cvn_view *view, const cvn_item *item);
/** "It is your turn in this session.", or NULL. */
const char *cvn_body_my_turn(const cvn_view *view, const cvn_item *item);
const char *cvn_body_organizer(const cvn_view *view);
/** Where a link that says the organizer's address leads: the address that answers are known by. */
const char *cvn_body_mailto(const cvn_view *view);

#endif
