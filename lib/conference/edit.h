/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Private to the room: edits of the organiser's files that leave every other byte as it is. An edit is made in memory, read again as a whole
 * conference, and only then written: the file is never left in a state that convene cannot read.
 */
#ifndef CVN_CONFERENCE_EDIT_H
#define CVN_CONFERENCE_EDIT_H

#include "conference/csv.h"
#include "conference/reader.h"

/** One kind of edit. Its functions get data. */
typedef struct cvn_edit {
    /** What is to be changed: sets *changes, 0 where everything is as it is to be already. */
    cvn_code (*plan)(void *data, const cvn_conference *conference, size_t *changes, cvn_error *error);
    /** The list of participants stands at a JSON pointer ("": the file is the list). */
    void (*json)(void *data, cvn_buffer *out, const char *text, size_t length, const char *pointer);
    cvn_code (*csv)(void *data, cvn_buffer *out, const char *text, size_t length, const char *name, cvn_error *error);
    /** Did the edit do what it was to do, and nothing else? */
    bool (*is_as_meant)(void *data, const cvn_conference *before, const cvn_conference *after);
    void *data;
} cvn_edit;
/** Edits the conference file, or the participants file that it names. *changed (may be NULL): what plan said, once it is written. */
cvn_code cvn_edit_file(const char *path, const cvn_edit *edit, size_t *changed, cvn_error *error);

/* ---- edit_json.c ------------------------------------------------------------------------------------------------------------------------- */

/** Gives each wanted person of the list at pointer to a function that writes them anew. */
typedef void cvn_edit_person(void *data, cvn_buffer *out, uint32_t i, const char *person, size_t length);
void cvn_edit_json(cvn_buffer *out, const char *text, size_t length, const char *pointer, const bool *wanted, size_t people,
                   cvn_edit_person *write, void *data);
/** Writes a person with a key more, behind "id", spaced as that key is: on a line of its own where id has one. */
void cvn_edit_add_key(cvn_buffer *out, const char *person, size_t length, const char *key, const char *value);

/* ---- edit_csv.c -------------------------------------------------------------------------------------------------------------------------- */

typedef struct cvn_csv_edit {
    cvn_buffer *out;
    const cvn_csv *csv;
    size_t copied; /* bytes of the file that are in out, changed or not */
} cvn_csv_edit;
void cvn_csv_copy_to(cvn_csv_edit *edit, size_t at);
/** Text in place of what a cell says, with the spaces that it has; in quotes where it had them or the text needs them. */
void cvn_csv_replace(cvn_csv_edit *edit, const cvn_csv_cell *cell, const char *text);
/** A cell more behind the last one. */
void cvn_csv_append(cvn_csv_edit *edit, const cvn_csv_cell *last, const char *text);
/** The header of one column more, in quotes where the one before has them. */
void cvn_csv_append_header(cvn_csv_edit *edit, const char *name);

#endif
