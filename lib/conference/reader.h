/* SPDX-License-Identifier: Apache-2.0 */
/** Private to the room: what its readers share while a conference is being read. */
#ifndef CVN_CONFERENCE_READER_H
#define CVN_CONFERENCE_READER_H

#include "conference/conference.h"
#include "conference/csv.h"
#include "conference/intern.h"

typedef struct cvn_reader {
    cvn_conference *conference; /* being filled */
    cvn_arena *arena;           /* the conference's */
    cvn_error *error;           /* everything wrong so far; never NULL */
    const char *file;           /* the file whose values are read just now, as messages name it */
    const cvn_csv *csv;         /* set while that file is CSV: then a spot is worded as line and column */
    cvn_intern *intern;
    cvn_table *zone_index;           /* name → index in zones */
    CVN_VEC(const cvn_zone *) zones; /* NULL: no such zone */
} cvn_reader;

/* ---- spots (spot.c): where a value stands; made on the stack, and worded only where there is something to say ---------------------------- */

typedef struct cvn_spot {
    const struct cvn_spot *above; /* NULL: the whole document */
    const char *key;              /* NULL: element `index` of a list */
    size_t index;
    const cJSON *value; /* NULL: not there */
} cvn_spot;

cvn_spot cvn_spot_key(const cvn_spot *above, const char *key);
/** With `list` at hand: CVN_EACH(item, &list) { … item.value … } walks its elements; item is a cvn_spot. */
#define CVN_EACH(item, list)                                                                                                                   \
    for (cvn_spot item = {.above = (list), .value = (list)->value->child}; item.value; item.value = item.value->next, item.index++)

/** Adds CVN_E_DATA: "file: /pointer: message", or for CSV "file:line:column: column name: message". */
void cvn_spot_fail(cvn_reader *reader, const cvn_spot *spot, const char *format, ...) CVN_PRINTF(3, 4);
/** "file: /pointer" or "file:line:column: column name"; in the arena. */
const char *cvn_spot_text(cvn_reader *reader, const cvn_spot *spot);
/** A text in quotes as a message shows it, cut where it is long; in the arena. */
const char *cvn_quoted(cvn_reader *reader, const char *text);
/** The same of any value: text in quotes, numbers as they are, "a list", "an object". */
const char *cvn_shown(cvn_reader *reader, const cJSON *value);

/* ---- fields (field.c): typed values out of objects. Each returns true where there is a good value, and leaves *out alone otherwise; what is
 *      wrong, or is required and not there, has left its message. ------------------------------------------------------------------------- */

typedef enum cvn_need { CVN_OPTIONAL, CVN_REQUIRED } cvn_need;

/** Is it an object without keys but these (NULL-terminated)? An unknown key is an error, yet what is known is still read: true. */
bool cvn_read_object(cvn_reader *reader, const cvn_spot *spot, const char *const *keys);
/** The spot of a key; false where it is not there. */
bool cvn_read_key(cvn_reader *reader, const cvn_spot *object, const char *key, cvn_need need, cvn_spot *out);
bool cvn_read_int(cvn_reader *reader, const cvn_spot *object, const char *key, cvn_need need, int64_t least, int64_t most, int64_t *out);
bool cvn_read_count(cvn_reader *reader, const cvn_spot *object, const char *key, cvn_need need, uint32_t least, uint32_t most, uint32_t *out);
bool cvn_read_bool(cvn_reader *reader, const cvn_spot *object, const char *key, bool *out);
/** A list of at most so many elements. */
bool cvn_read_list(cvn_reader *reader, const cvn_spot *object, const char *key, cvn_need need, size_t most, cvn_spot *out);
/** The number of the name (of NULL-terminated names) that stands there. */
bool cvn_read_choice(cvn_reader *reader, const cvn_spot *object, const char *key, cvn_need need, const char *const *names, int *out);
/** Text that `wrong` (see words.h) finds nothing wrong with; borrowed from the JSON, so copy what is kept. */
typedef const char *cvn_wrong_fn(const char *text);
bool cvn_read_text(cvn_reader *reader, const cvn_spot *object, const char *key, cvn_need need, cvn_wrong_fn *wrong, const char **out);
/** The same, copied to the arena. */
bool cvn_keep_text(cvn_reader *reader, const cvn_spot *object, const char *key, cvn_need need, cvn_wrong_fn *wrong, const char **out);
/** A text at a spot itself: an element of a list, say. */
bool cvn_spot_string(cvn_reader *reader, const cvn_spot *spot, cvn_wrong_fn *wrong, const char **out);
bool cvn_read_date(cvn_reader *reader, const cvn_spot *object, const char *key, cvn_need need, cvn_date *out);
/** "18:30"; end: "24:00" too. */
bool cvn_read_clock(cvn_reader *reader, const cvn_spot *object, const char *key, cvn_need need, bool end, int32_t *out);
bool cvn_read_zone(cvn_reader *reader, const cvn_spot *object, const char *key, const cvn_zone **out);
bool cvn_read_among(cvn_reader *reader, const cvn_spot *object, const char *key, cvn_among *out);
/** Is it a whole number that JSON carries exactly? */
bool cvn_json_whole(const cJSON *value, int64_t *out);

/* ---- what is nearest (words.c) ----------------------------------------------------------------------------------------------------------- */

typedef struct cvn_near {
    const char *name; /* what was asked for */
    const char *best; /* the nearest so far; NULL: nothing is near */
    unsigned distance;
} cvn_near;
void cvn_near_try(cvn_near *near, const char *candidate);
/** "; did you mean \"…\"?" or "; known are …" or ""; in the arena. */
const char *cvn_near_text(cvn_reader *reader, const cvn_near *near);
/** The nearest of NULL-terminated names, else all of them where they are few. */
const char *cvn_near_names(cvn_reader *reader, const char *name, const char *const *names);

/** What is wrong with a text as an id, a title, …; NULL: nothing. */
cvn_wrong_fn cvn_wrong_id, cvn_wrong_title, cvn_wrong_email, cvn_wrong_locale, cvn_wrong_name;

/* ---- the parts of a conference: each fills the conference and leaves its messages ------------------------------------------------------- */

void cvn_read_types(cvn_reader *reader, const cvn_spot *list);
void cvn_read_people(cvn_reader *reader, const cvn_spot *list);
void cvn_read_sessions(cvn_reader *reader, const cvn_spot *sessions);
void cvn_read_unsocial(cvn_reader *reader, const cvn_spot *root);
void cvn_read_weights(cvn_reader *reader, const cvn_spot *root);
void cvn_read_rules(cvn_reader *reader, const cvn_spot *root);
void cvn_read_plenaries(cvn_reader *reader, const cvn_spot *root);
/** Files that it names are looked for in folder. */
void cvn_read_messages(cvn_reader *reader, const cvn_spot *root, const char *folder);
/** Lines of availability (available) or unavailable of one person. */
void cvn_read_hours(cvn_reader *reader, const cvn_spot *person, bool available, const cvn_hours **out, uint32_t *count);
/** where: {"level": ["experienced", "recent"]}. */
bool cvn_read_where(cvn_reader *reader, const cvn_spot *object, cvn_need need, cvn_where *out);
/** One attribute's value or list of values, interned; false where there is none (null) or it is wrong. */
bool cvn_read_values(cvn_reader *reader, const cvn_spot *spot, cvn_held_values *out);

/* ---- whole files (read.c) ---------------------------------------------------------------------------------------------------------------- */

/** The bytes that a conference is read from, so that an edit of them can be tried before it is written. */
typedef struct cvn_files {
    char *path, *text; /* the conference file */
    size_t length;
    char *folder;                    /* where people_path is looked for */
    char *people_path, *people_text; /* NULL: the conference has its own people, or they were not read yet */
    size_t people_length;
} cvn_files;
/** Reads the conference out of files; a participants file that is not there yet is read into it. */
cvn_code cvn_conference_load(cvn_conference **out, cvn_files *files, cvn_error *error);
void cvn_files_free(cvn_files *files);
bool cvn_path_is_csv(const char *path);

#endif
