// Starting jobs for the session: the lone process at once, ranks through mpirun.
#ifndef RANKSH_REPL_LAUNCH_H
#define RANKSH_REPL_LAUNCH_H

#include "repl/lab.h"

// Ends the job that stands and starts the lone process, without waiting for it. The lines of the
// old job stay in lab->earlier. False: it could not even be tried, and the learner was told.
bool launch_lone(struct lab *lab);

// The same with ranks; waits until they are there. When they can't be started, or the learner
// cancels with Ctrl-C, says why, starts the lone process and returns false.
bool launch_ranks(struct lab *lab, const struct lab_launch *launch);

// Tells how the job was lost (lab->loss), starts the lone process and says how to go on.
void launch_after_loss(struct lab *lab);

#endif
