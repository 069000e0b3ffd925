// Questions to ranks beside what the learner runs: is an expression true, which names are bound.
// The learner's variables stay as they are.
#ifndef RANKSH_REPL_ASK_H
#define RANKSH_REPL_ASK_H

#include "repl/lab.h"

// Sends `source` to each of `ranks` and turns the loop until all have answered or `limit_ms` is
// over; lab->answers[rank] has what came. STATUS_TIMEOUT, or why it could not be asked.
enum status ask_ranks(struct lab *lab, struct rank_set ranks, enum unit_mode mode,
                      const char *source, int64_t limit_ms);

#endif
