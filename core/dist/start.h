// Starts MPI and everything in this room.
#ifndef RANKSH_CORE_DIST_START_H
#define RANKSH_CORE_DIST_START_H

#include <stdbool.h>

#include "core/base/status.h"

// Can't be interrupted, and lasts until all ranks of the job are here. `lone`: nobody launched this
// process. Does nothing the second time. STATUS_SYSTEM.
enum status start_dist(bool lone);

#endif
