// Starts a program in a session of its own that dies with this process.
#ifndef RANKSH_CORE_JOB_LAUNCH_H
#define RANKSH_CORE_JOB_LAUNCH_H

#include <stdbool.h>

#include "core/base/status.h"

struct launch {
    int pid;
    int pid_fd;    // readable when the process has ended
    int output_fd; // what it writes to stdout and stderr; non-blocking
};

// `settings`: "NAME=value", NULL-terminated, on top of this process's environment. Its stdin is
// /dev/null. RANKSH_PARENT tells a rank which parent it must have: the launched process if that
// `starts_ranks`, else this one.
enum status launch_start(char *const *command, const char *const *settings, bool starts_ranks,
                         struct launch *ret_launch);

// Kills the process if it runs, waits for it, closes the descriptors. A zero launch is fine.
void launch_finish(struct launch *launch);

// How it ended: the wait status. False: it has not.
bool launch_reap(struct launch *launch, int *ret_wait_status);

#endif
