// What a rank sends in a collective, for who asked for the costs: bytes and messages of the
// algorithms that the collectives' files draw, which Open MPI takes for most sizes. Without the
// small messages of agreement.
#ifndef RANKSH_CORE_DIST_TRAFFIC_H
#define RANKSH_CORE_DIST_TRAFFIC_H

#include <stddef.h>

#include "core/dist/work_inside.h"

enum traffic {
    TRAFFIC_ALL_REDUCE,
    TRAFFIC_ALL_GATHER, // in these four `bytes` are one member's piece
    TRAFFIC_GATHER,
    TRAFFIC_SCATTER,
    TRAFFIC_REDUCE_SCATTER,
    TRAFFIC_ALL_TO_ALL, // here all that goes to others
    TRAFFIC_BROADCAST,
    TRAFFIC_REDUCE,
};

// Adds one MPI collective to what the work has cost.
void traffic_add(struct work *work, enum traffic traffic, size_t bytes);

// The same for the work's own elements.
void traffic_add_work(struct work *work, enum traffic traffic);

#endif
