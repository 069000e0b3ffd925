// What ranksh exits with.
#ifndef RANKSH_REPL_EXIT_CODE_H
#define RANKSH_REPL_EXIT_CODE_H

enum exit_code {
    EXIT_FINE = 0,
    EXIT_RAISED = 1, // an uncaught exception, a failed lint, nothing to show
    EXIT_USAGE = 2,
    EXIT_NO_JOB = 3, // it could not start or was lost
    EXIT_DEADLOCK = 4,
    EXIT_INTERRUPTED = 130,
};

#endif
