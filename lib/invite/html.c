/* SPDX-License-Identifier: Apache-2.0 */
/**
 * One column of at most 36 em that needs no width to be known: it reads on a telephone as on a screen. Styles stand inline, because mail programs
 * drop style sheets; colours leave the background alone, so that dark screens stay dark; nothing is fetched.
 */
#include "invite/document.h"

#include <string.h>

#define MUTED  "opacity:.72"
#define ACCENT "#2b6cb0"

static bool has(const char *text)
{
    return text && *text;
}

static void escape(cvn_buffer *out, const char *text, size_t length)
{
    for (const char *at = text, *end = text + length; at < end;) {
        size_t plain = strcspn(at, "&<>\"'");
        plain = plain < (size_t)(end - at) ? plain : (size_t)(end - at);
        cvn_buffer_add(out, at, plain);
        at += plain;
        if (at == end)
            break;
        const char *entity = *at == '&' ? "&amp;" : *at == '<' ? "&lt;" : *at == '>' ? "&gt;" : *at == '"' ? "&quot;" : "&#39;";
        cvn_buffer_text(out, entity);
        at++;
    }
}

static void escape_all(cvn_buffer *out, const char *text)
{
    escape(out, text, strlen(text));
}

/** The text, its linked part as a link. */
static void add_text(cvn_buffer *out, const cvn_block *block)
{
    const char *linked = has(block->linked) && has(block->href) ? strstr(block->text, block->linked) : NULL;
    if (!linked) {
        escape_all(out, block->text);
        return;
    }
    escape(out, block->text, (size_t)(linked - block->text));
    cvn_buffer_text(out, "<a style=\"word-break:break-all\" href=\"");
    escape_all(out, block->href);
    cvn_buffer_text(out, "\">");
    escape_all(out, block->linked);
    cvn_buffer_text(out, "</a>");
    escape_all(out, linked + strlen(block->linked));
}

static void add_note(cvn_buffer *out, const char *note)
{
    if (!has(note))
        return;
    cvn_buffer_text(out, "<br><span style=\"font-size:.9em;" MUTED "\">");
    escape_all(out, note);
    cvn_buffer_text(out, "</span>");
}

static void add_row(cvn_buffer *out, const cvn_block *block)
{
    cvn_buffer_text(out, block->marked ? "<p style=\"margin:.3em 0;padding:.3em 0 .3em .7em;border-inline-start:4px solid " ACCENT
                                         ";font-weight:600\">"
                                       : "<p style=\"margin:.3em 0;padding:.3em 0 .3em .7em;border-inline-start:4px solid transparent\">");
    cvn_buffer_text(out, "<span>");
    escape_all(out, block->label);
    cvn_buffer_text(out, "</span><br>");
    add_text(out, block);
    add_note(out, block->note);
    cvn_buffer_text(out, "</p>\n");
}

static void add_labelled(cvn_buffer *out, const cvn_block *block)
{
    cvn_buffer_text(out, "<p style=\"margin:0 0 .9em\"><span style=\"font-size:.85em;" MUTED "\">");
    escape_all(out, block->label);
    cvn_buffer_text(out, "</span><br>");
    add_text(out, block);
    add_note(out, block->note);
    cvn_buffer_text(out, "</p>\n");
}

static void add_title(cvn_buffer *out, const cvn_block *block)
{
    cvn_buffer_text(out, "<h1 style=\"font-size:1.35em;line-height:1.25;margin:1.1em 0 .8em\">");
    escape_all(out, block->label);
    if (has(block->text)) {
        cvn_buffer_text(out, "<br><span style=\"font-size:.7em;font-weight:400;" MUTED "\">");
        escape_all(out, block->text);
        cvn_buffer_text(out, "</span>");
    }
    cvn_buffer_text(out, "</h1>\n");
}

static void add_in(cvn_buffer *out, const char *before, const char *text, const char *after)
{
    cvn_buffer_text(out, before);
    escape_all(out, text);
    cvn_buffer_text(out, after);
}

static void add_block(cvn_buffer *out, const cvn_block *block)
{
    switch (block->kind) {
    case CVN_BLOCK_TITLE: add_title(out, block); break;
    case CVN_BLOCK_FACT: add_labelled(out, block); break;
    case CVN_BLOCK_ROW: add_row(out, block); break;
    case CVN_BLOCK_POINT: add_in(out, "<li style=\"margin:.3em 0\">", block->text, "</li>\n"); break;
    case CVN_BLOCK_SECTION: add_in(out, "<h2 style=\"font-size:1.05em;margin:1.6em 0 .5em\">", block->label, "</h2>\n"); break;
    case CVN_BLOCK_SMALL: add_in(out, "<p style=\"margin:.9em 0;font-size:.9em;" MUTED "\">", block->text, "</p>\n"); break;
    case CVN_BLOCK_WORDS:
        cvn_buffer_text(out, "<p style=\"margin:0 0 .9em;white-space:pre-line\">");
        add_text(out, block);
        cvn_buffer_text(out, "</p>\n");
        break;
    }
}

static void add_head(cvn_buffer *out, const cvn_document *document)
{
    cvn_buffer_text(out, "<!DOCTYPE html>\n<html lang=\"");
    escape_all(out, document->language);
    cvn_buffer_printf(out, "\" dir=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", document->right_to_left ? "rtl" : "ltr");
    cvn_buffer_text(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                         "<meta name=\"color-scheme\" content=\"light dark\">\n");
    add_in(out, "<title>", document->title, "</title>\n</head>\n");
    cvn_buffer_text(out, "<body style=\"margin:0\">\n<div style=\"max-width:36em;margin:0 auto;padding:1.2em 1em 2em;font:16px/1.5 system-ui,"
                         "-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;overflow-wrap:anywhere\">\n");
}

char *cvn_document_html(const cvn_document *document)
{
    assert(document);
    cvn_buffer out = {0};
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
