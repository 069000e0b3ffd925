// What C libraries write to descriptors 1 and 2 of a rank, abort texts above all: it goes into a
// pipe that the control thread empties towards the lab.
#ifndef RANKSH_CORE_RANK_STRAY_H
#define RANKSH_CORE_RANK_STRAY_H

#include "core/base/status.h"

// Makes the pipe; `*ret_fd` is the end to read from (non-blocking).
enum status stray_init(int *ret_fd);

// Redirects both descriptors into it. Until then they are the launcher's, whose log says why a job
// never stood.
enum status stray_redirect(void);

// Waits a moment until the control thread has read all; for exits and fatal signals, which are
// caught for this and then take their course.
void stray_drain(void);

#endif
