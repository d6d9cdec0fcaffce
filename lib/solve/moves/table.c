/* SPDX-License-Identifier: Apache-2.0 */
/** Every move, and how often it is tried. */
#include "solve/search.h"

const cvn_move cvn_moves[] = {
    {"swap", cvn_move_swap, 60, 340},      {"relocate", cvn_move_relocate, 50, 160},
    {"place", cvn_move_place, 60, 0},      {"exchange", cvn_move_exchange, 30, 0},
    {"tweak", cvn_move_tweak, 15, 20},     {"shift", cvn_move_shift, 2, 2},
    {"retime", cvn_move_retime, 90, 6},    {"leaders", cvn_move_leaders, 30, 30},
    {"retype", cvn_move_retype, 5, 5},     {"open", cvn_move_open, 30, 4},
    {"ruin", cvn_move_ruin, 5, 2},         {"close", cvn_move_close, 3, 3},
    {"merge", cvn_move_merge, 3, 3},       {"split", cvn_move_split, 5, 4},
    {"rebuild", cvn_move_rebuild, 25, 15}, {"revive", cvn_move_revive, 5, 2},
    {"adopt", cvn_move_adopt, 3, 3},
};
const uint32_t cvn_move_count = CVN_COUNT(cvn_moves);
