/* SPDX-License-Identifier: Apache-2.0 */
#include "conference/intern.h"

#include <inttypes.h>
#include <stdlib.h>

typedef struct numbers {
    cvn_table *index;
    CVN_VEC(const char *) names;
} numbers;

struct cvn_intern {
    cvn_arena *arena;
    numbers attributes, values;
};

cvn_intern *cvn_intern_new(cvn_arena *arena)
{
    cvn_intern *intern = CVN_NEW(cvn_intern);
    intern->arena = arena;
    intern->attributes.index = cvn_table_new();
    intern->values.index = cvn_table_new();
    return intern;
}

void cvn_intern_free(cvn_intern *intern)
{
    if (!intern)
        return;
    cvn_table_free(intern->attributes.index);
    cvn_table_free(intern->values.index);
    CVN_VEC_FREE(&intern->attributes.names);
    CVN_VEC_FREE(&intern->values.names);
    free(intern);
}

static uint32_t number_of(cvn_intern *intern, numbers *set, const char *key, const char *shown)
{
    uint32_t number = (uint32_t)set->names.count;
    if (cvn_table_put(set->index, key, &number))
        CVN_PUSH(&set->names) = cvn_arena_strdup(intern->arena, shown);
    return number;
}

uint32_t cvn_intern_attribute(cvn_intern *intern, const char *name)
{
    return number_of(intern, &intern->attributes, name, name);
}

/* The first letter of the key keeps text and number apart. */
uint32_t cvn_intern_text(cvn_intern *intern, const char *text)
{
    cvn_buffer key = {0};
    cvn_buffer_char(&key, 't');
    cvn_buffer_text(&key, text);
    uint32_t number = number_of(intern, &intern->values, key.text, text);
    cvn_buffer_free(&key);
    return number;
}

uint32_t cvn_intern_number(cvn_intern *intern, int64_t number)
{
    char key[32];
    snprintf(key, sizeof key, "n%" PRId64, number);
    return number_of(intern, &intern->values, key, key + 1);
}

static const char *const *finished(cvn_intern *intern, const numbers *set, uint32_t *count)
{
    const char **out = CVN_ARENA_ARRAY(intern->arena, const char *, set->names.count);
    for (size_t i = 0; i < set->names.count; i++)
        out[i] = set->names.at[i];
    *count = (uint32_t)set->names.count;
    return out;
}

void cvn_intern_finish(cvn_intern *intern, const char *const **attributes, uint32_t *attribute_count, const char *const **values,
                       uint32_t *value_count)
{
    *attributes = finished(intern, &intern->attributes, attribute_count);
    *values = finished(intern, &intern->values, value_count);
}
