// What the main thread and the control thread of a rank share: which phase the main thread is in,
// which unit it runs, and a descriptor that wakes it.
#ifndef RANKSH_CORE_RANK_STATE_H
#define RANKSH_CORE_RANK_STATE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/control/message.h"

extern atomic_int state_phase; // enum rank_phase
extern _Atomic int64_t state_phase_since_ns;
extern atomic_uint state_unit;        // 0: none runs
extern atomic_uint state_interrupted; // the unit that was to stop last; it may not have begun yet
extern atomic_bool state_leaving;

enum status state_init(void);

// Returns the phase that it was.
enum rank_phase state_enter(enum rank_phase phase);

void state_wake(void); // any thread

// Waits until `fd` (-1: none) is readable, somebody wakes, or `timeout_ms` (-1: no limit) is over.
// True: `fd` is readable.
bool state_sleep(int fd, int timeout_ms);

#endif
