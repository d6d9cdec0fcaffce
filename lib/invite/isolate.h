/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Text of one direction inside text of the other: "דנה (Israel), Bo" would come out in another order. The Unicode isolates (UAX #9) keep a name, a
 * time or a link together, in plain text and in HTML alike; nobody sees them.
 */
#ifndef CVN_INVITE_ISOLATE_H
#define CVN_INVITE_ISOLATE_H

#include "base/base.h"

/** Would the text (a name, a title: one line without isolates of its own; addresses and links are left alone) disturb, or be disturbed by, a line that runs the given way? */
bool cvn_needs_isolate(const char *text, bool rtl);
/** The text, between isolates where it needs them. In the arena, or text itself. */
const char *cvn_isolated(cvn_arena *arena, const char *text, bool rtl);
/** Without any: for subjects and titles, which programs show on a line of their own, and some with boxes for what they do not know. */
const char *cvn_without_isolates(cvn_arena *arena, const char *text);

#endif
