// The control thread: answers the lab at any time, whatever the main thread does, and never calls
// MPI or the allocator of the main thread. When the lab is gone it ends the process.
#ifndef RANKSH_CORE_RANK_ANSWER_H
#define RANKSH_CORE_RANK_ANSWER_H

#include "core/base/status.h"
#include "core/control/channel.h"
#include "core/rank/runner.h"

// Starts it. From here on `control` is its own. It forwards what can be read from `stray_fd`.
enum status answer_start(struct channel *control, int stray_fd, const struct runner *runner);

#endif
