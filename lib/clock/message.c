/* SPDX-License-Identifier: Apache-2.0 */
/**
 * ICU MessageFormat with named arguments, which ICU itself offers to C++ alone. The syntax is MessageFormat's (apostrophes as
 * UMSGPAT_APOS_DOUBLE_OPTIONAL reads them); plural categories and numbers come from ICU. Arguments: {name}, {name, number}, {name, plural, …},
 * {name, selectordinal, …}, {name, select, …}. Dates and times come as text, worded by words.c.
 *
 * Branches that are not chosen are read too, so that a mistake in any of them is found when the catalogue is first tried.
 */
#include "clock/words.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_DEPTH = 8, MOST_BRANCHES = 32 };

typedef struct reader {
    const char *pattern, *at;
    cvn_words *words;
    const cvn_word_arg *args;
    size_t count;
    cvn_buffer *out; /* NULL: read only */
    int depth;
    cvn_error *error;
} reader;

/** A slice of the pattern. */
typedef struct slice {
    const char *at;
    size_t length;
} slice;

typedef enum style { TEXT, NUMBER, PLURAL, ORDINAL, SELECT, UNKNOWN } style;

static bool message(reader *r, bool nested, const int64_t *hash);

static bool malformed(reader *r, const char *what)
{
    size_t line, column;
    cvn_text_position(r->pattern, (size_t)(r->at - r->pattern), &line, &column);
    cvn_fail(r->error, CVN_E_DATA, "message \"%.60s%s\", line %zu, column %zu: %s", r->pattern, strlen(r->pattern) > 60 ? "..." : "", line,
             column, what);
    return false;
}

static void put(reader *r, const char *text, size_t length)
{
    if (r->out)
        cvn_buffer_add(r->out, text, length);
}

static void put_number(reader *r, int64_t number)
{
    if (!r->out)
        return;
    const char *known = cvn_words_small(r->words, number);
    if (known) {
        cvn_buffer_text(r->out, known);
        return;
    }
    char *text = cvn_words_number(r->words, number);
    cvn_buffer_text(r->out, text);
    free(text);
}

static void skip_space(reader *r)
{
    while (*r->at == ' ' || *r->at == '\t' || *r->at == '\r' || *r->at == '\n')
        r->at++;
}

static bool literal(reader *r, char c)
{
    if (*r->at != c)
        return false;
    r->at++;
    return true;
}

static bool is_of_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/** Letters, digits, "_" and "-": a name, a type or a selector. Empty where there is none. */
static slice word(reader *r)
{
    slice out = {.at = r->at};
    while (is_of_word(out.at[out.length]))
        out.length++;
    r->at += out.length;
    return out;
}

static bool is(slice s, const char *text)
{
    return strlen(text) == s.length && memcmp(s.at, text, s.length) == 0;
}

/* ---- arguments ------------------------------------------------------------------------------------------------------------------------- */

static const cvn_word_arg *find_arg(reader *r, slice name)
{
    for (size_t i = 0; i < r->count; i++) {
        if (is(name, r->args[i].name))
            return &r->args[i];
    }
    cvn_buffer what = {0};
    cvn_buffer_printf(&what, "there is no argument {%.*s}; there is", (int)name.length, name.at);
    for (size_t i = 0; i < r->count; i++)
        cvn_buffer_printf(&what, "%s {%s}", i ? "," : "", r->args[i].name);
    if (r->count == 0)
        cvn_buffer_text(&what, " none");
    malformed(r, what.text);
    cvn_buffer_free(&what);
    return NULL;
}

static style style_of(slice type)
{
    static const struct {
        const char *name;
        style style;
    } known[] = {{"number", NUMBER}, {"plural", PLURAL}, {"selectordinal", ORDINAL}, {"select", SELECT}};
    for (size_t i = 0; i < CVN_COUNT(known); i++) {
        if (is(type, known[i].name))
            return known[i].style;
    }
    return UNKNOWN;
}

/* ---- branches -------------------------------------------------------------------------------------------------------------------------- */

typedef struct branches {
    slice selector[MOST_BRANCHES];
    const char *at[MOST_BRANCHES]; /* behind its { */
    size_t count, other;           /* other: count where there is none */
} branches;

static bool read_branch(reader *r, branches *b, const int64_t *hash)
{
    const char *from = r->at;
    literal(r, '=');
    slice rest = word(r);
    if (rest.length == 0)
        return malformed(r, "expected a selector, such as other, one or =0");
    if (b->count == MOST_BRANCHES)
        return malformed(r, "more than 32 branches");
    slice selector = {from, (size_t)(r->at - from)};
    skip_space(r);
    if (!literal(r, '{'))
        return malformed(r, "expected { behind a selector");
    if (is(selector, "other"))
        b->other = b->count;
    b->selector[b->count] = selector;
    b->at[b->count++] = r->at;
    cvn_buffer *out = r->out;
    r->out = NULL;
    bool fine = message(r, true, hash);
    r->out = out;
    return fine && (literal(r, '}') || malformed(r, "a { has no }"));
}

/** All branches up to the } of the argument. */
static bool read_branches(reader *r, branches *b, const int64_t *hash)
{
    b->count = 0;
    b->other = MOST_BRANCHES;
    for (skip_space(r); *r->at && *r->at != '}'; skip_space(r)) {
        if (!read_branch(r, b, hash))
            return false;
    }
    if (!literal(r, '}'))
        return malformed(r, "a { has no }");
    return b->other < MOST_BRANCHES || malformed(r, "there is no branch other {...}, which languages that need no further ones use");
}

static size_t find_branch(const branches *b, const char *selector)
{
    for (size_t i = 0; i < b->count; i++) {
        if (is(b->selector[i], selector))
            return i;
    }
    return b->count;
}

static bool write_branch(reader *r, const branches *b, size_t chosen, const int64_t *hash)
{
    if (!r->out)
        return true;
    const char *end = r->at;
    r->at = b->at[chosen < b->count ? chosen : b->other];
    bool fine = message(r, true, hash);
    r->at = end;
    return fine;
}

static bool select_text(reader *r, const cvn_word_arg *arg)
{
    branches b;
    char number[24];
    snprintf(number, sizeof number, "%lld", (long long)arg->number);
    return read_branches(r, &b, NULL) && write_branch(r, &b, find_branch(&b, arg->text ? arg->text : number), NULL);
}

static bool plural_offset(reader *r, int64_t *offset)
{
    skip_space(r);
    *offset = 0;
    if (!cvn_text_starts(r->at, "offset:"))
        return true;
    r->at += strlen("offset:");
    skip_space(r);
    slice digits = word(r);
    char *text = cvn_strndup(digits.at, digits.length);
    bool fine = cvn_text_int(text, 0, 1000000, offset);
    free(text);
    return fine || malformed(r, "expected a whole number behind offset:");
}

static bool select_plural(reader *r, const cvn_word_arg *arg, bool ordinal)
{
    if (arg->text)
        return malformed(r, "a plural needs a number, and this argument is text");
    branches b;
    int64_t offset;
    if (!plural_offset(r, &offset))
        return false;
    int64_t shown = arg->number - offset;
    if (!read_branches(r, &b, &shown))
        return false;
    char exact[24], category[16];
    snprintf(exact, sizeof exact, "=%lld", (long long)arg->number);
    size_t chosen = find_branch(&b, exact);
    if (chosen == b.count)
        chosen = find_branch(&b, cvn_words_plural(r->words, shown, ordinal, category));
    return write_branch(r, &b, chosen, &shown);
}

/* ---- the pattern ----------------------------------------------------------------------------------------------------------------------- */

static bool simple(reader *r, const cvn_word_arg *arg)
{
    if (arg->text)
        put(r, arg->text, strlen(arg->text));
    else
        put_number(r, arg->number);
    return true;
}

/** {name, type[, style]} from its type on. */
static bool typed(reader *r, const cvn_word_arg *arg)
{
    skip_space(r);
    style kind = style_of(word(r));
    if (kind == UNKNOWN)
        return malformed(r, "expected number, plural, selectordinal or select behind the comma (dates and times come as text)");
    skip_space(r);
    if (kind == NUMBER) {
        if (arg->text)
            return malformed(r, "number needs a number, and this argument is text");
        if (literal(r, ',')) {
            skip_space(r);
            if (!is(word(r), "integer"))
                return malformed(r, "expected integer, or nothing, behind number");
            skip_space(r);
        }
        return literal(r, '}') ? simple(r, arg) : malformed(r, "a { has no }");
    }
    if (!literal(r, ','))
        return malformed(r, "expected a comma and branches");
    return kind == SELECT ? select_text(r, arg) : select_plural(r, arg, kind == ORDINAL);
}

/** An argument, from behind its { to behind its }. */
static bool argument(reader *r)
{
    skip_space(r);
    slice name = word(r);
    if (name.length == 0)
        return malformed(r, "expected the name of an argument behind {");
    const cvn_word_arg *arg = find_arg(r, name);
    if (!arg)
        return false;
    skip_space(r);
    if (literal(r, '}'))
        return simple(r, arg);
    return literal(r, ',') ? typed(r, arg) : malformed(r, "expected } or a comma behind an argument's name");
}

/** An apostrophe: two are one; one in front of a brace (or, in a plural, #) quotes up to the next; any other stands for itself. */
static void apostrophe(reader *r, bool in_plural)
{
    r->at++;
    if (*r->at == '\'') {
        put(r, r->at++, 1);
        return;
    }
    if (*r->at != '{' && *r->at != '}' && !(in_plural && *r->at == '#')) {
        put(r, "'", 1);
        return;
    }
    for (; *r->at; r->at++) {
        if (*r->at == '\'' && *++r->at != '\'')
            return;
        put(r, r->at, 1);
    }
}

/** Text and arguments up to the end, or up to a } that is left standing. hash: what # means, NULL where it means itself. */
static bool message(reader *r, bool nested, const int64_t *hash)
{
    if (++r->depth > MOST_DEPTH)
        return malformed(r, "nested more than eight deep");
    bool fine = true;
    while (fine && *r->at && *r->at != '}') {
        size_t plain = strcspn(r->at, "'{}#");
        put(r, r->at, plain);
        r->at += plain;
        if (*r->at == '\'') {
            apostrophe(r, hash != NULL);
        } else if (*r->at == '{') {
            r->at++;
            fine = argument(r);
        } else if (*r->at == '#') {
            if (hash)
                put_number(r, *hash);
            else
                put(r, "#", 1);
            r->at++;
        }
    }
    r->depth--;
    if (fine && !nested && *r->at)
        return malformed(r, "a } has no {; write '}' where the sign itself is meant");
    return fine;
}

char *cvn_words_message(cvn_words *words, const char *pattern, const cvn_word_arg *args, size_t count, cvn_error *error)
{
    assert(words && pattern);
    cvn_buffer out = {0};
    reader r = {.pattern = pattern, .at = pattern, .words = words, .args = args, .count = count, .out = &out, .error = error};
    cvn_buffer_text(&out, "");
    if (message(&r, false, NULL))
        return cvn_buffer_take(&out);
    cvn_buffer_free(&out);
    return NULL;
}
