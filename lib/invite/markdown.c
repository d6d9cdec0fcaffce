/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/markdown.h"

#include "invite/document.h"

#include <stdlib.h>
#include <string.h>

#include <cmark.h>

/** A remote picture would tell the sender when somebody reads, and most mail programs block it: what it shows becomes a link. */
static void unpicture(cmark_node *document)
{
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *picture = cmark_iter_get_node(iter);
        if (event != CMARK_EVENT_EXIT || cmark_node_get_type(picture) != CMARK_NODE_IMAGE)
            continue;
        cmark_node *link = cmark_node_new(CMARK_NODE_LINK), *parent = cmark_node_parent(picture);
        bool in_link = cmark_node_get_type(parent) == CMARK_NODE_LINK;
        cmark_node_set_url(link, cmark_node_get_url(picture));
        for (cmark_node *child; (child = cmark_node_first_child(picture));) {
            if (in_link)
                cmark_node_insert_before(picture, child);
            else
                cmark_node_append_child(link, child);
        }
        if (in_link)
            cmark_node_free(link); /* a link in a link is none */
        else
            cmark_node_insert_before(picture, link);
        cmark_node_unlink(picture);
        cmark_node_free(picture);
    }
    cmark_iter_free(iter);
}

/** A link that shows its address is parted in two lines where cvn_link_piece says; the text goes, so this comes last. */
static void part_links(cmark_node *document)
{
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *link = cmark_iter_get_node(iter), *text = cmark_node_first_child(link);
        if (event != CMARK_EVENT_EXIT || cmark_node_get_type(link) != CMARK_NODE_LINK || cmark_node_get_type(text) != CMARK_NODE_TEXT ||
            cmark_node_next(text) || strcmp(cmark_node_get_literal(text), cmark_node_get_url(link)) != 0)
            continue;
        for (const char *at = cmark_node_get_url(link); *at;) {
            char *piece = cvn_strndup(at, cvn_link_piece(at));
            cmark_node *part = cmark_node_new(CMARK_NODE_TEXT), *may_end = cmark_node_new(CMARK_NODE_CUSTOM_INLINE);
            at += strlen(piece);
            cmark_node_set_literal(part, piece);
            cmark_node_set_on_enter(may_end, *at ? "<wbr>" : "");
            cmark_node_append_child(link, part);
            cmark_node_append_child(link, may_end);
            free(piece);
        }
        cmark_node_unlink(text);
        cmark_node_free(text);
    }
    cmark_iter_free(iter);
}

/* ---- as plain text --------------------------------------------------------------------------------------------------------------------- */

typedef struct writer {
    cvn_buffer out;
    int depth;  /* of lists */
    bool bare;  /* a list's item has begun: what follows stands on its line */
    bool tight; /* no empty line before the next block */
} writer;

/** An empty line, or a line break, before a block; and the indentation of the list that it stands in. */
static void start_block(writer *w)
{
    if (w->bare) {
        w->bare = false;
        return;
    }
    if (w->out.length)
        cvn_buffer_text(&w->out, w->tight ? "\n" : "\n\n");
    for (int i = 0; i < w->depth; i++)
        cvn_buffer_text(&w->out, "  ");
}

static void start_item(writer *w, cmark_node *item)
{
    cmark_node *list = cmark_node_parent(item);
    w->tight = cmark_node_previous(item) ? cmark_node_get_list_tight(list) : w->depth > 1;
    w->depth--;
    start_block(w);
    w->depth++;
    if (cmark_node_get_list_type(list) == CMARK_ORDERED_LIST) {
        int number = cmark_node_get_list_start(list);
        for (cmark_node *before = cmark_node_previous(item); before; before = cmark_node_previous(before))
            number++;
        cvn_buffer_printf(&w->out, "%d. ", number);
    } else {
        cvn_buffer_text(&w->out, "- ");
    }
    w->bare = true;
}

/** A link's address behind its text, unless the text says it already. */
static void end_link(writer *w, cmark_node *link)
{
    const char *url = cmark_node_get_url(link), *shown = cvn_text_starts(url, "mailto:") ? url + strlen("mailto:") : url;
    cmark_node *only = cmark_node_first_child(link);
    bool same = only && only == cmark_node_last_child(link) && cmark_node_get_literal(only) && strcmp(cmark_node_get_literal(only), shown) == 0;
    if (!same && *shown)
        cvn_buffer_printf(&w->out, " <%s>", shown);
}

static void add_code(writer *w, const char *text)
{
    start_block(w);
    for (const char *at = text; *at;) {
        size_t length = strcspn(at, "\n");
        cvn_buffer_text(&w->out, at > text ? "\n    " : "    ");
        cvn_buffer_add(&w->out, at, length);
        at += length + (at[length] == '\n');
    }
}

static void enter(writer *w, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_LIST: w->depth++; break;
    case CMARK_NODE_ITEM: start_item(w, node); break;
    case CMARK_NODE_PARAGRAPH:
    case CMARK_NODE_HEADING: start_block(w); break;
    case CMARK_NODE_THEMATIC_BREAK:
        start_block(w);
        cvn_buffer_text(&w->out, "* * *");
        break;
    case CMARK_NODE_CODE_BLOCK: add_code(w, cmark_node_get_literal(node)); break;
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE: cvn_buffer_text(&w->out, cmark_node_get_literal(node)); break;
    case CMARK_NODE_SOFTBREAK: cvn_buffer_char(&w->out, ' '); break;
    case CMARK_NODE_LINEBREAK: cvn_buffer_char(&w->out, '\n'); break;
    default: break; /* raw HTML is left out here as there; emphasis needs no sign */
    }
    w->tight = false;
}

static void leave(writer *w, cmark_node *node)
{
    if (cmark_node_get_type(node) == CMARK_NODE_LIST)
        w->depth--;
    else if (cmark_node_get_type(node) == CMARK_NODE_LINK)
        end_link(w, node);
}

static char *plain_of(cmark_node *document)
{
    writer w = {0};
    cvn_buffer_text(&w.out, "");
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        if (event == CMARK_EVENT_ENTER)
            enter(&w, cmark_iter_get_node(iter));
        else
            leave(&w, cmark_iter_get_node(iter));
    }
    cmark_iter_free(iter);
    return cvn_buffer_take(&w.out);
}

void cvn_markdown_read(cvn_markdown *out, const char *text)
{
    assert(out && text);
    cmark_node *document = cmark_parse_document(text, strlen(text), CMARK_OPT_DEFAULT | CMARK_OPT_SMART);
    assert(document);
    unpicture(document);
    out->plain = plain_of(document);
    part_links(document);
    char *html = cmark_render_html(document, CMARK_OPT_DEFAULT); /* safe unless CMARK_OPT_UNSAFE is asked for */
    out->html = cvn_strdup(html);
    cmark_get_default_mem_allocator()->free(html);
    cmark_node_free(document);
}

void cvn_markdown_free(cvn_markdown *markdown)
{
    free(markdown->html);
    free(markdown->plain);
    *markdown = (cvn_markdown){0};
}
