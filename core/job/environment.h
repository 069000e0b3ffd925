// The environment that a rank's dialect sees: the learner's own, without what ranksh and Open MPI
// put there, and with what torchrun sets.
#ifndef RANKSH_CORE_JOB_ENVIRONMENT_H
#define RANKSH_CORE_JOB_ENVIRONMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/text.h"

struct environment_facts {
    const char *const *base; // "NAME=value", NULL-terminated
    int rank, size;
    bool torchrun;   // set torchrun's variables
    bool standalone; // as --standalone
    const char *master_address;
    int master_port;
    const char *run_id; // TORCHELASTIC_RUN_ID
};

// Adds the variables, each ending in a zero byte, and returns how many there are.
uint32_t environment_build(const struct environment_facts *facts, struct text *out);

#endif
