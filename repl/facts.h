// What ranks did, in the form in which lessons and quizzes ask about it.
#ifndef RANKSH_REPL_FACTS_H
#define RANKSH_REPL_FACTS_H

#include "core/diag/diagnostic.h"
#include "core/diag/trial.h"
#include "core/job/job.h"
#include "repl/lab.h"

// Fills a rank's entry: output, error, and where it stands in `job` (NULL: the job is gone).
void facts_fill(struct trial_rank *facts, const struct job *job, int rank, const char *output,
                size_t length, const struct diagnostic *error);

// Rank 0 waits for the other ranks of a world of `size`, which do not exist.
void facts_wait_for_peers(struct trial_rank *facts, int64_t size);

// The last unit of each rank of the session's job. STATUS_MEMORY.
enum status facts_of_lab(struct lab *lab, struct trial_result *ret_facts);

// Adds an expression of the dialect that evaluates `check` with the rank's facts as `lesson`.
void facts_add_check(const struct trial_rank *facts, const char *check, struct text *out);

#endif
