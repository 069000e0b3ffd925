// What the ranks of the session's job tell the lab: output goes to its blocks, results to the
// journal, the rest is noted for whoever drives the loop (unit.c, prompt.c).
#ifndef RANKSH_REPL_EVENTS_H
#define RANKSH_REPL_EVENTS_H

#include "core/job/job.h"

// For job_create(); the context is the struct lab.
extern const struct job_events events_of_lab;

#endif
