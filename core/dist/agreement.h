// How the members of a group agree that they all make the same call, before any data moves. By
// dissemination: in round k each rank sends what it knows to the rank 2^k places on, so that after
// ceil(log2 n) rounds each has heard of all.
//
//     4 ranks      round 0           round 1
//                  0 → 1 → 2 → 3     0 → 2, 1 → 3
//                  └───────────┘     2 → 0, 3 → 1
//
// Cost: ceil(log2 n) messages of 48 bytes a rank, one after the other.
#ifndef RANKSH_CORE_DIST_AGREEMENT_H
#define RANKSH_CORE_DIST_AGREEMENT_H

#include "core/dist/work_inside.h"

void agreement_start(void); // once MPI stands

// For struct work_kind: puts a work into its group's queue; goes on with the first ones of it.
void agreement_begin(struct work *work);
void agreement_pursue(struct work *work);

#endif
