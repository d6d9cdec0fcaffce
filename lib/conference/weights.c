/* SPDX-License-Identifier: Apache-2.0 */
/* What the score weighs: unsocial hours and weights. */
#include "conference/reader.h"

void cvn_read_unsocial(cvn_reader *reader, const cvn_spot *root)
{
    static const char *const keys[] = {"from", "to", NULL};
    cvn_conference *c = reader->conference;
    c->unsocial_from_min = 22 * 60;
    c->unsocial_to_min = 7 * 60;
    cvn_spot hours;
    if (!cvn_read_key(reader, root, "unsocial_hours", CVN_OPTIONAL, &hours) || !cvn_read_object(reader, &hours, keys))
        return;
    cvn_read_clock(reader, &hours, "from", CVN_REQUIRED, false, &c->unsocial_from_min);
    cvn_read_clock(reader, &hours, "to", CVN_REQUIRED, true, &c->unsocial_to_min);
}

void cvn_read_weights(cvn_reader *reader, const cvn_spot *root)
{
    static const char *const keys[] = {"if_needed", "unsocial", "preference", "missed", "size", "move", "rota", "place", NULL};
    cvn_weights *w = &reader->conference->weights;
    *w = (cvn_weights){.if_needed = 1, .unsocial = 1, .preference = 2, .missed = 3, .size = 1, .move = 4, .rota = 1, .place = 12};
    int64_t *const fields[] = {&w->if_needed, &w->unsocial, &w->preference, &w->missed, &w->size, &w->move, &w->rota, &w->place};
    cvn_spot weights;
    if (!cvn_read_key(reader, root, "weights", CVN_OPTIONAL, &weights) || !cvn_read_object(reader, &weights, keys))
        return;
    for (size_t i = 0; keys[i]; i++)
        cvn_read_int(reader, &weights, keys[i], CVN_OPTIONAL, 0, CVN_MAX_WEIGHT, fields[i]);
}
