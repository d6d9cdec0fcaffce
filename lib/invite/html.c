/* SPDX-License-Identifier: Apache-2.0 */
/**
 * One column of at most 36 em that needs no width to be known: it reads on a telephone as on a screen. What it takes to read stands inline,
 * because some mail programs drop style sheets: those show it as it is for light. The style sheet adds the colours of a dark screen and more room
 * on a wide one. Nothing is fetched.
 */
#include "invite/document.h"

#include <string.h>

/* Contrast of at least 7 to 1 for text and 4.5 for what is muted (WCAG 2.2), in light and in dark. */
#define INK    "#1d2430"
#define MUTED  "color:#55606e"
#define LINK   "#1a5fb4"
#define ACCENT "#1a5fb4"
#define LINE   "#d9dee5"

static const char style[] =
    ":root{color-scheme:light dark;supported-color-schemes:light dark}"
    "a{color:" LINK "}.own p,.own ul,.own ol,.own pre,.own blockquote,.own h1,.own h2,.own h3,.own h4,.own h5,.own h6{margin:0 0 .6em}"
    ".own h1,.own h2,.own h3,.own h4,.own h5,.own h6{font-size:1.05em;line-height:1.3}"
    ".own ul,.own ol{padding-inline-start:1.4em}.own pre{white-space:pre-wrap}.own :last-child{margin-bottom:0}"
    ".own hr{border:0;border-top:1px solid " LINE "}.own a{padding:.3em 0}"
    ".own blockquote{border-inline-start:3px solid " LINE ";padding-inline-start:.8em}"
    "@media (max-width:400px){.page{padding-left:1em!important;padding-right:1em!important}}"
    "@media (prefers-color-scheme:dark){body,.page{background:#14181f!important;color:#e6e9ee!important}"
    ".muted{color:#a3adba!important}a{color:#8ab8ff!important}.own,.own hr,.own blockquote,.row{border-color:#38414d!important}"
    ".this{border-color:#6ea8ff!important;background:#1f2b3d!important}}";

enum { TYPICAL = 12000 /* bytes of a page */ };

static bool has(const char *text)
{
    return text && *text;
}

/** What HTML has for a byte that cannot stand in text or in an attribute. */
static const char *const entities[256] = {['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;"};

static void escape(cvn_buffer *out, const char *text, size_t length)
{
    const char *from = text, *end = text + length;
    for (const char *at = text; at < end; at++) {
        const char *entity = entities[(unsigned char)*at];
        if (!entity)
            continue;
        cvn_buffer_add(out, from, (size_t)(at - from));
        cvn_buffer_text(out, entity);
        from = at + 1;
    }
    cvn_buffer_add(out, from, (size_t)(end - from));
}

static void escape_all(cvn_buffer *out, const char *text)
{
    escape(out, text, strlen(text));
}

/* ---- clock times that stay in one line --------------------------------------------------------------------------------------------------- */

/* Bytes at most between the two times of a range; of a word that belongs to a time ("Uhr", "PM"); of what stands in brackets behind it ("KW 42",
 * "UTC+5:45"). Characters at most of all of it: what a line of 320 px holds. */
enum { BETWEEN = 24, WORD = 8, BRACKETED = 12, MOST = 32 };

/** Bytes of a digit here, Latin or Arabic (U+0660 to U+0669); 0: none. */
static inline size_t digit(const char *at)
{
    if (*at >= '0' && *at <= '9')
        return 1;
    return at[0] == '\xd9' && (unsigned char)at[1] >= 0xa0 && (unsigned char)at[1] <= 0xa9 ? 2 : 0;
}

static size_t digits(const char *at, uint32_t *count)
{
    size_t n = 0, more;
    for (*count = 0; (more = digit(at + n)) > 0; ++*count)
        n += more;
    return n;
}

/** Bytes of a clock time that begins here, as 9:30, 13.00 or ٨:٤٥; 0: none. */
static size_t clock_time(const char *at)
{
    uint32_t hours, minutes;
    size_t n = digits(at, &hours);
    if (hours < 1 || hours > 2 || (at[n] != ':' && at[n] != '.'))
        return 0;
    size_t end = n + 1 + digits(at + n + 1, &minutes);
    bool more = (at[end] == ':' || at[end] == '.') && digit(at + end + 1);
    return minutes == 2 && !more ? end : 0;
}

/** Bytes of " (KW 42)" or " (UTC−4)": something short with a digit in brackets; 0: none. */
static size_t bracketed(const char *at)
{
    if (at[0] != ' ' || at[1] != '(')
        return 0;
    size_t length = strcspn(at + 2, "()");
    bool number = false;
    for (size_t i = 0; i < length; i++)
        number = number || digit(at + 2 + i);
    return at[2 + length] == ')' && length <= BRACKETED && number ? length + 3 : 0;
}

static size_t characters(const char *at, size_t bytes)
{
    size_t n = 0;
    for (size_t i = 0; i < bytes; i++)
        n += ((unsigned char)at[i] & 0xc0) != 0x80;
    return n;
}

/** Bytes of a time (of n) with the " Uhr", the " PM" and the brackets behind it, as far as they fit in a line. */
static size_t with_belongings(const char *at, size_t n)
{
    size_t word = at[n] == ' ' ? strcspn(at + n + 1, " ,;()") : 0, more;
    if (word > 0 && word <= WORD && !digit(at + n + 1) && characters(at, n + 1 + word) <= MOST)
        n += 1 + word;
    while ((more = bracketed(at + n)) > 0 && characters(at, n + more) <= MOST)
        n += more;
    return n;
}

/** Bytes of a range whose first time takes n; 0: nothing like one follows. */
static size_t to_second(const char *at, size_t n)
{
    size_t gap = 0;
    while (gap < BETWEEN && at[n + gap] && !digit(at + n + gap))
        gap++;
    size_t second = clock_time(at + n + gap);
    return second ? n + gap + second : 0;
}

/** Bytes of a time or a range of times with what belongs to each: a line must not end inside, on a narrow screen least of all. */
static size_t clock_range(const char *at)
{
    size_t n = clock_time(at);
    if (!n)
        return 0;
    size_t first = with_belongings(at, n), range = to_second(at, first);
    range = range ? range : to_second(at, n);
    return range && characters(at, range) <= MOST ? with_belongings(at, range) : first;
}

/** Where the short word in front of a time begins ("at", "kl.", "من"), not before a place; the time itself where there is none. */
static const char *word_before(const char *at, const char *from)
{
    const char *word = at - from > 1 && at[-1] == ' ' ? at - 1 : at;
    while (word > from && word < at && word[-1] != ' ' && word[-1] != ',' && at - word <= WORD)
        word--;
    bool fits = word < at - 1 && at - word <= WORD && (word == from || word[-1] == ' ') && !digit(word);
    return fits && *word != ' ' && (unsigned char)*word != 0xe2 ? word : at; /* no dash either: U+2013 begins with E2 */
}

/** Where the short word in front of a bracket begins; the bracket itself, with its space, where there is none. */
static const char *last_word(const char *at, const char *from)
{
    const char *word = at;
    while (word > from && word[-1] != ' ' && at - word <= BRACKETED)
        word--;
    return word < at && at - word <= BRACKETED && (word == from || word[-1] == ' ') ? word : at + 1;
}

static void add_kept(cvn_buffer *out, const char *text, size_t length)
{
    cvn_buffer_text(out, "<span style=\"white-space:nowrap\">");
    escape(out, text, length);
    cvn_buffer_text(out, "</span>");
}

/** Bytes at which a time or a bracket behind a word may begin. */
static const bool may_begin[256] = {['0'] = true, ['1'] = true, ['2'] = true, ['3'] = true, ['4'] = true,  ['5'] = true,
                                    ['6'] = true, ['7'] = true, ['8'] = true, ['9'] = true, [0xd9] = true, [' '] = true};

/** As escape(), each time or range of times in one piece, and what stands in brackets behind a word together with it. */
static void escape_times(cvn_buffer *out, const char *text)
{
    const char *from = text, *at = text;
    bool inside = false; /* of a number */
    while (*at) {
        if (!may_begin[(unsigned char)*at]) { /* nearly all */
            inside = false;
            at++;
            continue;
        }
        size_t one = digit(at), range = one && !inside ? clock_range(at) : 0, group = *at == ' ' ? bracketed(at) : 0;
        inside = one > 0;
        if (!range && !group) {
            at += one ? one : 1;
            continue;
        }
        const char *start = range ? word_before(at, from) : last_word(at, from);
        escape(out, from, (size_t)(start - from));
        at += range ? range : group;
        add_kept(out, start, (size_t)(at - start));
        from = at;
    }
    escape(out, from, (size_t)(at - from));
}

/* ---- blocks ------------------------------------------------------------------------------------------------------------------------------ */

static void add_in(cvn_buffer *out, const char *before, const char *text, const char *after)
{
    cvn_buffer_text(out, before);
    escape_all(out, text);
    cvn_buffer_text(out, after);
}

size_t cvn_link_piece(const char *link)
{
    size_t n = strcspn(link, "/?&");
    if (n > 0 && link[n - 1] == ':')
        n += strspn(link + n, "/") + strcspn(link + n + strspn(link + n, "/"), "/?&");
    return n + strspn(link + n, "/?&");
}

/** A long link is parted where its parts end, not in the middle of a word or right behind a "?" alone. */
static void add_link_text(cvn_buffer *out, const char *link)
{
    for (size_t n; *link; link += n) {
        n = cvn_link_piece(link);
        escape(out, link, n);
        if (link[n])
            cvn_buffer_text(out, "<wbr>");
    }
    cvn_buffer_text(out, "</a>");
}

/** The text, its linked part as a link; that is an address, which runs from left to right in every language. */
static void add_text(cvn_buffer *out, const cvn_block *block)
{
    const char *linked = has(block->linked) && has(block->href) ? strstr(block->text, block->linked) : NULL;
    if (!linked) {
        escape_times(out, block->text);
        return;
    }
    escape(out, block->text, (size_t)(linked - block->text));
    add_in(out, "<a dir=\"ltr\" style=\"color:" LINK ";padding:.3em 0\" href=\"", block->href, "\">");
    add_link_text(out, block->linked);
    escape_all(out, linked + strlen(block->linked));
}

static void add_note(cvn_buffer *out, const char *note)
{
    if (has(note))
        add_in(out, "<br><span class=\"muted\" style=\"font-size:.9em;" MUTED "\">", note, "</span>");
}

static void add_row(cvn_buffer *out, const cvn_block *block)
{
    cvn_buffer_text(out, block->marked
                             ? "<div class=\"row this\" style=\"margin:.35em 0;padding:.4em .7em;border-inline-start:4px solid " ACCENT
                               ";background:#eaf1fb;font-weight:600\">"
                             : "<div class=\"row\" style=\"margin:.35em 0;padding:.1em .7em;border-inline-start:4px solid " LINE "\">");
    add_in(out, "<span class=\"muted\" style=\"" MUTED "\">", block->label, "</span><br>");
    add_text(out, block);
    add_note(out, block->note);
    cvn_buffer_text(out, "</div>\n");
}

static void add_labelled(cvn_buffer *out, const cvn_block *block)
{
    add_in(out, "<p style=\"margin:0 0 .8em\"><span class=\"muted\" style=\"font-size:.85em;" MUTED "\">", block->label, "</span><br>");
    add_text(out, block);
    add_note(out, block->note);
    cvn_buffer_text(out, "</p>\n");
}

/** The last two words stay together where they are short: a number alone in the last line ("session / 5") reads like a mistake. */
static void add_heading(cvn_buffer *out, const char *text)
{
    enum { SHORT = 16 };
    const char *last = strrchr(text, ' ');
    if (!last || last == text || strlen(last) > SHORT) {
        escape_all(out, text);
        return;
    }
    escape(out, text, (size_t)(last - text));
    add_in(out, "&nbsp;", last + 1, "");
}

static void add_title(cvn_buffer *out, const cvn_block *block)
{
    cvn_buffer_text(out, "<h1 style=\"font-size:1.35em;line-height:1.3;margin:1em 0 .7em;word-break:keep-all\">");
    add_heading(out, block->label);
    if (has(block->text))
        add_in(out,
               "<span class=\"muted\" style=\"display:block;margin-top:.3em;font-size:.7em;line-height:1.4;font-weight:400;" MUTED "\"><bdi>",
               block->text, "</bdi></span>");
    cvn_buffer_text(out, "</h1>\n");
}

static void add_own(cvn_buffer *out, const cvn_block *block)
{
    add_in(out, "<div class=\"own\" dir=\"auto\" lang=\"", block->label,
           "\" style=\"margin:1.3em 0;padding:.9em 0;border-top:1px solid " LINE ";border-bottom:1px solid " LINE "\">\n");
    cvn_buffer_text(out, block->html ? block->html : "");
    cvn_buffer_text(out, "</div>\n");
}

static void add_block(cvn_buffer *out, const cvn_block *block)
{
    switch (block->kind) {
    case CVN_BLOCK_TITLE: add_title(out, block); break;
    case CVN_BLOCK_FACT: add_labelled(out, block); break;
    case CVN_BLOCK_ROW: add_row(out, block); break;
    case CVN_BLOCK_OWN: add_own(out, block); break;
    case CVN_BLOCK_POINT:
        cvn_buffer_text(out, "<li style=\"margin:.3em 0\">");
        escape_times(out, block->text);
        cvn_buffer_text(out, "</li>\n");
        break;
    case CVN_BLOCK_SECTION: add_in(out, "<h2 style=\"font-size:1.05em;margin:1.5em 0 .5em\">", block->label, "</h2>\n"); break;
    case CVN_BLOCK_SMALL: add_in(out, "<p class=\"muted\" style=\"margin:.8em 0;font-size:.9em;" MUTED "\">", block->text, "</p>\n"); break;
    case CVN_BLOCK_WORDS:
        cvn_buffer_text(out, "<p style=\"margin:0 0 .8em;white-space:pre-line\">");
        add_text(out, block);
        cvn_buffer_text(out, "</p>\n");
        break;
    }
}

/** Languages whose lines may end inside a word; in the others a name in their script is to stay in one piece. */
static bool parts_words(const char *language)
{
    return cvn_text_starts(language, "ja") || cvn_text_starts(language, "zh") || cvn_text_starts(language, "ko");
}

static void add_head(cvn_buffer *out, const cvn_document *document)
{
    add_in(out, "<!DOCTYPE html>\n<html lang=\"", document->language, "\" dir=\"");
    cvn_buffer_text(out, document->right_to_left ? "rtl" : "ltr");
    cvn_buffer_text(out,
                    "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                    "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"supported-color-schemes\" content=\"light dark\">\n");
    add_in(out, "<title>", document->title, "</title>\n<style>");
    cvn_buffer_text(out, style);
    cvn_buffer_text(out, "</style>\n</head>\n<body style=\"margin:0;background:#fff;color:" INK "\">\n<div class=\"page\" dir=\"");
    /* Webmail shows what is in the body inside a page of its own: the direction and the language stand here too. */
    cvn_buffer_text(out, document->right_to_left ? "rtl" : "ltr");
    add_in(out, "\" lang=\"", document->language,
           "\" style=\"max-width:36em;margin:0 auto;padding:1.2em 1.4em 2em;background:#fff;color:" INK ";font:16px/1.5 system-ui,"
           "-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;overflow-wrap:anywhere");
    cvn_buffer_text(out, parts_words(document->language) ? "\">\n" : ";word-break:keep-all\">\n");
}

char *cvn_document_html(const cvn_document *document)
{
    assert(document);
    cvn_buffer out = {0};
    cvn_buffer_reserve(&out, TYPICAL);
    add_head(&out, document);
    bool list = false;
    for (size_t i = 0; i < document->blocks.count; i++) {
        bool point = document->blocks.at[i].kind == CVN_BLOCK_POINT;
        if (point != list)
            cvn_buffer_text(&out, point ? "<ul style=\"margin:0 0 .9em;padding-inline-start:1.3em\">\n" : "</ul>\n");
        list = point;
        add_block(&out, &document->blocks.at[i]);
    }
    cvn_buffer_text(&out, list ? "</ul>\n</div>\n</body>\n</html>\n" : "</div>\n</body>\n</html>\n");
    return cvn_buffer_take(&out);
}
