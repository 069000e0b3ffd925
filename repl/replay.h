// Running earlier lines again: on fresh ranks because the learner wants to, or silently, with what
// they took from clock and seeds, to bring a job back to where it was.
#ifndef RANKSH_REPL_REPLAY_H
#define RANKSH_REPL_REPLAY_H

#include "repl/lab.h"

// Says that these are fresh ranks and, when the job before had lines, offers to run them (`r`).
void replay_offer(struct lab *lab);

// Starts the session's job anew and brings it to where its first `count` units had left it:
// nothing is printed or written, sleeps are skipped. Asks first when that takes more than 2 s.
// False: it did not come to its end; the learner was told, and what stands is what was reached.
bool replay_to(struct lab *lab, size_t count);

// Runs `count` units of `journal` silently on all ranks of the job that stands; with what rank 0 of
// their own job read from outside.
bool replay_everywhere(struct lab *lab, const struct journal *journal, size_t count);

#endif
