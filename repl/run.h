// `ranksh run` and `ranksh -c`: a script on the lone process or on N ranks, without a prompt.
#ifndef RANKSH_REPL_RUN_H
#define RANKSH_REPL_RUN_H

#include "repl/options.h"

// What a program of ranksh's exits with.
enum exit_code {
    EXIT_FINE = 0,
    EXIT_RAISED = 1, // an uncaught exception, a failed lint
    EXIT_USAGE = 2,
    EXIT_NO_JOB = 3, // it could not start or was lost
    EXIT_DEADLOCK = 4,
    EXIT_INTERRUPTED = 130,
};

int run_main(const struct options *options);
int run_code_main(const struct options *options);

#endif
