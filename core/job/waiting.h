// Who waits for whom: questions about the ranks of a job as they were last heard of. The answers
// are consistent when `settled` has just been told.
#ifndef RANKSH_CORE_JOB_WAITING_H
#define RANKSH_CORE_JOB_WAITING_H

#include <stdbool.h>

#include "core/control/rank_set.h"
#include "core/job/job.h"

// The call that the rank's main thread stands in, NULL if it is in none.
const struct message_call *waiting_call(const struct job *job, int rank);

// The ranks that must act before that call can complete: members of a collective that have not
// made it, the partner of a send or receive. Empty when the rank waits in no call.
struct rank_set waiting_for(const struct job *job, int rank);
struct rank_set waiting_for_call(const struct job *job, int rank, const struct message_call *call);

// A cycle among the waits: writes the ranks in order, each waiting for the next and the last for
// the first, and returns how many (0: there is none). The smallest rank comes first.
int waiting_cycle(const struct job *job, int ret_ranks[static RANK_SET_LIMIT]);

// Whether nothing can free the ranks that wait: each of them waits, along every way out, for ranks
// that wait too or that have ended. With `idle_may_act` (a prompt) an idle rank can free others;
// without (a script) it has ended.
bool waiting_forever(const struct job *job, bool idle_may_act);

// Adds one call as words: "all_reduce #3 (float32 [4], SUM)", "recv #1 (float32 [2]) from rank 0".
void waiting_add_call(struct text *out, const struct message_call *call);

// Adds "rank 0 waits in all_reduce #3 (float32 [4], SUM) for ranks 1, 2 and 3" without an end.
void waiting_add_rank(struct text *out, const struct job *job, int rank);

// Adds what the rank is doing: "rank 1 computes (line 12)", "rank 0 waits in recv #1 …, a.py:3".
void waiting_add_doing(struct text *out, const struct job *job, int rank);

// Adds a table of lines, one for each of `ranks`: its call on `target` (NULL: the one it stands
// in), number, dtype, shape and op, source line; or what else it is doing.
void waiting_add_table(struct text *out, const struct job *job, const struct rank_set *ranks,
                       const struct message_target *target);

#endif
