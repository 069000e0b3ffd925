// The way to the lab: what the environment says about it, and the two sockets.
#ifndef RANKSH_CORE_RANK_LINK_H
#define RANKSH_CORE_RANK_LINK_H

#include <stdbool.h>

#include "core/control/channel.h"

struct link {
    bool lone;      // started by the lab itself, not by a launcher
    int rank, size; // -1 when the launcher is not Open MPI's
    int parent;     // pid of the process that must have started this one; 0: any
    struct channel control, work;
};

// Reads RANKSH_SOCKET, RANKSH_TOKEN, RANKSH_PARENT and RANKSH_LONE, and removes them.
// STATUS_INVALID: this program was not started by a lab.
enum status link_init(struct link *link);

// Connects both sockets and says who this is.
enum status link_connect(struct link *link);

#endif
