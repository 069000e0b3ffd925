// What runs a rank's units: the interpreter in ranksh-rank, something smaller in tests. The rank
// process around it knows nothing of what a unit says.
#ifndef RANKSH_CORE_RANK_RUNNER_H
#define RANKSH_CORE_RANK_RUNNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/base/text.h"
#include "core/control/message.h"

// How this process was started.
struct runner_start {
    bool lone;      // nobody launched it: no MPI until it is asked for
    int rank, size; // of the job; 0 and 1 for the lone process
    uint64_t memory_budget;
    const char *const *environment; // "NAME=value", NULL-terminated: what os.environ shows
    const char *const *arguments;   // sys.argv, NULL-terminated
};

// A unit to run; all texts are zero-terminated and valid during the call.
struct runner_unit {
    enum unit_mode mode;
    unsigned flags; // enum unit_flag
    int first_line;
    const char *name, *source, *data;
    size_t source_length, data_length;
};

struct runner_result {
    enum unit_outcome outcome;
    int exit_code;
    bool truth;
    struct text diagnostic, value; // the caller finishes them
};

// Where the innermost line of the learner's stands, and how far the unit's training is
// (core/torch/training.h).
struct runner_place {
    char file[96], function[48];
    uint32_t line; // 0: nowhere
    uint32_t epoch;
    uint64_t steps, samples, planned;
    double loss;
};

struct runner {
    enum status (*start)(const struct runner_start *start);
    void (*run)(const struct runner_unit *unit, struct runner_result *result);

    // From any thread. The unit that runs is to stop with KeyboardInterrupt; and the request is
    // forgotten, before a unit begins.
    void (*interrupt)(void);
    void (*forget_interrupt)(void);
    bool (*interrupted)(void); // asked to stop, and not stopped yet
    // From any thread. `fresh`: of a unit that computes; else where it went into what it is in.
    void (*place)(bool fresh, struct runner_place *ret_place);

    // rank_poll() is to be called every now and then from here on, or no longer. Any thread.
    void (*poll)(bool wanted);
};

#endif
