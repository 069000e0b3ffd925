// What the control thread may see and order while the main thread computes, waits or is stuck
// inside MPI: this is how waits are looked at and given up. Any thread.
//
// To give up a call, the lab freezes all ranks (watch_hold), compares what they are waiting for and
// what they have committed to, and either releases them, because some rank has committed and the
// call will complete, or has all of them abandon the target before it releases them.
#ifndef RANKSH_CORE_DIST_WATCH_H
#define RANKSH_CORE_DIST_WATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/dist/call.h"
#include "core/dist/process_group.h"
#include "core/dist/target.h"

// One unfinished call of this rank.
struct watch_call {
    struct target_key target;
    uint32_t epoch, sequence;
    uint32_t number; // for people, from 1
    bool queued;     // behind another of its group
    bool committed;  // it will complete
    bool async;      // its caller did not wait in it
    bool standing;   // the main thread waits for it now
    bool mismatch, expired;
    uint32_t line; // where an asynchronous call was made; 0: not known
    const struct call *call;
    int64_t since_ns;   // monotonic clock; 0: it has hardly begun
    int64_t timeout_ns; // of its group
    const int *members; // ranks of the job
    int member_count;
    char group_name[24];
};

// What this rank has done so far: `moves` grows with each call that commits or ends, `last` is the
// one that ended last, the how manieth of its target `last_number` says (0: none has).
struct watch_past {
    uint64_t moves;
    enum dist_call last;
    bool last_async;
    uint32_t last_number;
};

// What has happened on a target so far.
struct watch_target {
    uint32_t epoch, committed, base;
};

// Calls `each` for every unfinished call, those of `target` first (NULL: in no order). It runs
// under the lock: it must neither wait nor call anything of core/dist; what it is given is gone
// when it returns.
typedef void watch_each(void *context, const struct watch_call *call);
void watch_look(const struct target_key *target, watch_each *each, void *context,
                struct watch_target *ret_target, struct watch_past *ret_past);

// Nothing enters, commits or leaves a call from here on, until watch_release().
void watch_hold(void);
void watch_release(void);

// Gives up all calls of `target` that are not committed: with the next release their callers get
// `status`, `text` and the ranks that were missing. Nothing if its epoch is that already.
void watch_abandon(const struct target_key *target, uint32_t epoch, uint32_t base,
                   enum status status, const char *text, size_t length, const int *missing,
                   int missing_count);

// Lets a call wait for so much longer.
void watch_extend(const struct target_key *target, uint32_t epoch, uint32_t sequence,
                  int64_t more_ns);

void watch_set_slowness(int64_t ns); // lost before each call
int64_t watch_slowness(void);        // for the training step, which loses it too
void watch_set_costs(bool wanted);   // dist_hooks.cost

#endif
