// A call under way. Blocking calls have theirs on the stack; async_op, isend and irecv give one to
// the learner. Main thread only.
#ifndef RANKSH_CORE_DIST_WORK_H
#define RANKSH_CORE_DIST_WORK_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/status.h"

struct work;

void work_ref(struct work *work);

// Dropping the last reference of an unfinished work does not stop it.
void work_unref(struct work *work); // NULL is fine

// Waits until it is finished: STATUS_OK at once if it is, the same failure each time if it failed.
// `timeout_ns` 0: its group's time. Statuses as in process_group.h.
enum status work_wait(struct work *work, int64_t timeout_ns);

// Whether it has finished, as far as progress has found out.
bool work_completed(const struct work *work);
bool work_failed(const struct work *work);

// The rank of the job that a finished receive came from; -1 for other works.
int work_source(const struct work *work);

// Moves whatever can be moved without waiting: to be called every millisecond or so while
// work_pending().
void work_progress(void);

// Whether something is under way that needs work_progress(), also if its owner has forgotten it.
bool work_pending(void);

#endif
