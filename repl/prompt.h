// The loop of a session: show the prompt, take what is entered, run it, until the learner leaves.
#ifndef RANKSH_REPL_PROMPT_H
#define RANKSH_REPL_PROMPT_H

#include "repl/lab.h"

// Adds the prompt: ">>> ", "[0-3] >>> ", "[1-3] 0 waits >>> ".
void prompt_add(const struct lab *lab, struct text *out);

// Returns when lab->leave is set or input has ended.
void prompt_loop(struct lab *lab);

#endif
