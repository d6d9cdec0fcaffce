/* SPDX-License-Identifier: Apache-2.0 */
/** Reading JSON fields strictly: each value is of its type, each key is known, and what is not says where it stands. Private to the room. */
#ifndef CVN_ALLOCATION_FIELDS_H
#define CVN_ALLOCATION_FIELDS_H

#include "base/base.h"

/** Where a value stands: a chain on the stack, made into a JSON pointer only when something is wrong. key NULL: element index. */
typedef struct cvn_at {
    const struct cvn_at *up; /* NULL: the whole file */
    const char *key;
    size_t index;
} cvn_at;

typedef struct cvn_fields {
    const char *name; /* of the file, in messages */
    cvn_error *error;
    cvn_arena *arena; /* what is read is kept here */
    bool wrong;       /* something was */
} cvn_fields;

#define CVN_AT(parent, name)    (&(cvn_at){.up = (parent), .key = (name)})
#define CVN_AT_INDEX(parent, i) (&(cvn_at){.up = (parent), .index = (i)})

/** Adds "FILE: POINTER: message". at NULL: the whole file. */
void cvn_fields_wrong(cvn_fields *fields, const cvn_at *at, const char *format, ...) CVN_PRINTF(3, 4);
/** Names each key that is not in known (NULL-terminated), with the nearest that is. */
void cvn_fields_known(cvn_fields *fields, const cvn_at *at, const cJSON *object, const char *const *known);
/** Is the value an object? Says so where it is not. */
bool cvn_fields_object(cvn_fields *fields, const cvn_at *at, const cJSON *value);
/** Length of an array with at most most elements; 0, and a message, where it is none or longer. */
uint32_t cvn_fields_array(cvn_fields *fields, const cvn_at *at, const cJSON *value, uint32_t most);
/** Text of least to most bytes, kept in the arena; "" and a message where it is none. */
const char *cvn_fields_text(cvn_fields *fields, const cvn_at *at, const cJSON *value, size_t least, size_t most);
/** A list of texts, each 1 to most_bytes bytes; *count is set. */
const char *const *cvn_fields_texts(cvn_fields *fields, const cvn_at *at, const cJSON *value, uint32_t most, size_t most_bytes,
                                    uint32_t *count);
/** A whole number; least, and a message, where it is none. */
int64_t cvn_fields_int(cvn_fields *fields, const cvn_at *at, const cJSON *value, int64_t least, int64_t most);
/** The value of a key that must be there; NULL and a message where it is not. */
const cJSON *cvn_fields_need(cvn_fields *fields, const cvn_at *at, const cJSON *object, const char *key);

#endif
