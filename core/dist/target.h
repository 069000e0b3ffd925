// What a call waits on: a group (a collective), a channel (a send and its receive), or one rank's
// receives from anybody. Each target counts its calls: a sequence number within an epoch. A call is
// given up by raising its target's epoch on every rank at once; messages of an older epoch mean
// nothing.
//
// Two threads meet here: the main thread enters and commits, the control thread freezes, looks and
// abandons. One lock guards it all; nobody holds it for longer than a few instructions.
#ifndef RANKSH_CORE_DIST_TARGET_H
#define RANKSH_CORE_DIST_TARGET_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/dist/reason.h"

enum target_type { TARGET_TYPE_GROUP, TARGET_TYPE_CHANNEL, TARGET_TYPE_ANY };

struct target_key {
    enum target_type type;
    uint32_t group;
    int source, destination; // ranks of the job, of a channel; -1: none, any
    uint32_t tag;
};

struct target {
    struct target_key key;
    _Atomic uint32_t epoch; // written under the lock
    uint32_t committed;     // under the lock: calls of this epoch that this rank committed to
    uint32_t base;          // under the lock: calls completed in earlier epochs
    uint32_t entered;       // main thread: calls of entered_epoch that this rank has made
    uint32_t entered_epoch;
    struct reason *reason; // under the lock: why the last epoch ended
    struct target *next;   // in its bucket
};

void target_lock(void);
void target_unlock(void);

// Whether the lab holds this rank: nothing enters, commits or leaves. Under the lock, or as a hint.
bool target_held(void);
void target_set_held(bool held); // under the lock

// The target of that key, made if there is none; lives as long as the process. Under the lock.
// NULL: no memory.
struct target *target_find(const struct target_key *key);

#endif
