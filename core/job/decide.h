// Giving up calls: freeze all ranks, look, decide, release (RUNTIME: agreement). One decision at a
// time; others queue. A rank asks for one by a note (its time is over, the calls differ, Ctrl-C
// came while it waited), the lab by decide_order().
//
//     IDLE → FREEZING → (look) → ABANDONING → IDLE
//                         └→ released at once: it will complete, or not yet, or no longer
#ifndef RANKSH_CORE_JOB_DECIDE_H
#define RANKSH_CORE_JOB_DECIDE_H

#include "core/control/message.h"

struct job;
struct loop_timer;
struct matter;

enum decider_phase { DECIDER_IDLE = 0, DECIDER_FREEZING, DECIDER_ABANDONING };

struct decider {
    enum decider_phase phase;
    struct matter *matters; // waiting to be decided, the current one first
    uint32_t number;        // of the question that is open
    struct loop_timer *timer;
};

// A rank's call can't go on.
void decide_note(struct job *job, int rank, const struct message_note *note);

// Gives up what these ranks wait in, as far as is known.
void decide_order(struct job *job, const struct rank_set *ranks, enum abandon_reason reason,
                  const char *text);

// An answer has come, or a rank is gone: goes on if that was the last one.
void decide_go_on(struct job *job);

void decide_finish(struct job *job);

#endif
