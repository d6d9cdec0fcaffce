/* SPDX-License-Identifier: Apache-2.0 */
/** Message catalogues: a JSON object of key → ICU MessageFormat pattern for each language, embedded, or of a folder that CONVENE_CATALOGUE names. */
#ifndef CVN_INVITE_CATALOGUE_H
#define CVN_INVITE_CATALOGUE_H

#include "clock/clock.h"
#include "invite/sayings.h"

typedef struct cvn_catalogue_file {
    const char *tag; /* BCP 47: "da" */
    const unsigned char *bytes;
    size_t length;
} cvn_catalogue_file;
/** Those that the library carries; the last one's tag is NULL. */
extern const cvn_catalogue_file cvn_catalogue_files[];

/** A saying's key in a catalogue, and the arguments of its pattern: names between spaces, "#" behind those that are numbers. */
const char *cvn_saying_key(cvn_saying saying);
const char *cvn_saying_args(cvn_saying saying);

/**
 * Reads one catalogue into patterns, leaving those that it does not have. Each pattern is tried out in words' language (words NULL: none is,
 * which is for what is embedded alone: the tests try that out). CVN_E_DATA, naming the catalogue and the key: JSON that is none, an unknown key,
 * a pattern that is malformed or uses an argument that its saying does not have.
 */
cvn_code cvn_catalogue_read(const char *patterns[CVN_SAYING_COUNT], cvn_arena *arena, cvn_words *words, const char *text, size_t length,
                            const char *name, cvn_error *error);
/**
 * Every pattern for a locale: of its own catalogue ("pt-BR"), then its language's ("pt"), then English; in each the folder's before the
 * embedded one. folder NULL: none. patterns: all NULL, or all as they were loaded for "en", which is then not read again. *speaks: does any
 * catalogue speak the locale's language? Errors: of the folder's catalogues.
 */
cvn_code cvn_catalogue_load(const char *patterns[CVN_SAYING_COUNT], bool *speaks, cvn_arena *arena, const char *locale, const char *folder,
                            cvn_error *error);

#endif
