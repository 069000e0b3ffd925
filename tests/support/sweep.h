// Random collectives, checked against plain computations.
#ifndef RANKSH_TESTS_SUPPORT_SWEEP_H
#define RANKSH_TESTS_SUPPORT_SWEEP_H

#include "core/dist/process_group.h"

// Makes `count` collectives on `group`, the same on all its ranks for the same seed. The first one
// that goes wrong: STATUS_CORRUPT and a message that begins with WRONG, or its own status.
enum status sweep(struct process_group *group, int count, uint64_t seed);

// Every collective, every type, every op that goes with it, a few sizes and layouts each.
enum status sweep_all(struct process_group *group);

#endif
