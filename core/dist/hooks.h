// What process groups need of the process that they live in. Set once, before any call; all
// functions run in the main thread. NULL: not wanted.
#ifndef RANKSH_CORE_DIST_HOOKS_H
#define RANKSH_CORE_DIST_HOOKS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/dist/call.h"
#include "core/dist/target.h"

// A waiting call that only the lab can decide about: it answers through watch.h.
enum appeal { APPEAL_TIMEOUT, APPEAL_MISMATCH, APPEAL_INTERRUPT };

// What one call cost this rank.
struct cost {
    struct target_key target;
    enum dist_call operation;
    uint32_t number;
    int64_t start_ns; // monotonic clock
    int64_t wait_ns;  // until all members had come
    int64_t move_ns;  // until the data was there
    uint64_t bytes;   // sent
    uint32_t messages;
};

struct dist_hooks {
    void *context;
    // Whether the learner asked to stop.
    bool (*interrupted)(void *context);
    // Tells the lab. Called again after the lab has extended the call's time.
    void (*appeal)(void *context, enum appeal appeal, const struct target_key *target,
                   uint32_t epoch, uint32_t sequence);
    // Called about every millisecond while a call waits: what the lab wants meanwhile.
    void (*turn)(void *context);
    void (*cost)(void *context, const struct cost *cost);
    // Something is under way from here on that needs work_progress().
    void (*pending)(void *context);
    // The line of the learner's call, for one that is not waited for at once.
    uint32_t (*line)(void *context);
};

extern struct dist_hooks dist_hooks;

#endif
