/* SPDX-License-Identifier: Apache-2.0 */
#include "moves.h"

CVN_MOVE_TEST(cvn_move_relay)
