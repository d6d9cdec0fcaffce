/* SPDX-License-Identifier: Apache-2.0 */
/** Private to the room: attribute names and values become small numbers. Text and number stay apart: "1" is not 1. */
#ifndef CVN_CONFERENCE_INTERN_H
#define CVN_CONFERENCE_INTERN_H

#include "base/base.h"

typedef struct cvn_intern cvn_intern;
cvn_intern *cvn_intern_new(cvn_arena *arena);
void cvn_intern_free(cvn_intern *intern);
uint32_t cvn_intern_attribute(cvn_intern *intern, const char *name);
uint32_t cvn_intern_text(cvn_intern *intern, const char *text);
uint32_t cvn_intern_number(cvn_intern *intern, int64_t number);
/** Moves what was interned into the arena: names by number, and each value as a reader would write it. */
void cvn_intern_finish(cvn_intern *intern, const char *const **attributes, uint32_t *attribute_count, const char *const **values,
                       uint32_t *value_count);

#endif
