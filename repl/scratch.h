// Scratch ranks: a job of their own, fresh for one trial, beside the learner's. Lessons, quizzes
// and the lint see code run on them.
#ifndef RANKSH_REPL_SCRATCH_H
#define RANKSH_REPL_SCRATCH_H

#include "core/base/loop.h"
#include "core/diag/trial.h"

// A runner over `loop`, which must outlive it. Ctrl-C ends a trial with STATUS_INTERRUPTED.
struct trial_runner scratch_runner(struct loop *loop);

#endif
