// How jobs begin: options, the processes, their welcome.
#ifndef RANKSH_CORE_JOB_BEGIN_H
#define RANKSH_CORE_JOB_BEGIN_H

#include "core/job/job.h"

// Copies the options into a fresh job. False: no memory.
bool begin_options(struct job *job, const struct job_options *options);
void begin_free_options(struct job *job);

// Launches the processes. What goes wrong shows as `ended` in a later turn.
void begin_launch(struct job *job);

// Once every rank is connected: tells each what it needs to know. Nobody else is let in.
void begin_welcome(struct job *job);

#endif
