/* SPDX-License-Identifier: Apache-2.0 */
/** Every move, and how often it is tried. The last one is for few people alone: among many it costs more steps than it brings. */
#include "solve/search.h"

const cvn_move cvn_moves[] = {
    {"swap", cvn_move_swap, 60, 340, 0, true},       {"relocate", cvn_move_relocate, 50, 160, 0, true},
    {"place", cvn_move_place, 60, 0, 0, true},       {"exchange", cvn_move_exchange, 30, 0, 0, true},
    {"tweak", cvn_move_tweak, 15, 20, 0, true},      {"shift", cvn_move_shift, 2, 2, 0, false},
    {"retime", cvn_move_retime, 90, 6, 0, false},    {"leaders", cvn_move_leaders, 30, 30, 0, true},
    {"retype", cvn_move_retype, 5, 5, 0, false},     {"open", cvn_move_open, 30, 4, 0, false},
    {"ruin", cvn_move_ruin, 5, 2, 0, false},         {"close", cvn_move_close, 3, 3, 0, false},
    {"merge", cvn_move_merge, 3, 3, 0, false},       {"split", cvn_move_split, 5, 4, 0, false},
    {"rebuild", cvn_move_rebuild, 25, 15, 0, false}, {"revive", cvn_move_revive, 5, 2, 0, false},
    {"adopt", cvn_move_adopt, 3, 3, 0, false},       {"follow", cvn_move_follow, 10, 30, 200, false},
};
const uint32_t cvn_move_count = CVN_COUNT(cvn_moves);
