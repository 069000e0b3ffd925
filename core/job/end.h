// How jobs end: asked to, because they could not start, or because a rank or mpirun died. Whatever it
// was, afterwards no process, socket or file of the job is left.
//
// When a rank dies the others are frozen and asked what they were doing: that is the scene. Only
// then are they killed.
#ifndef RANKSH_CORE_JOB_END_H
#define RANKSH_CORE_JOB_END_H

#include "core/job/job.h"

// Kills and removes everything; tells nothing.
void end_clean_up(struct job *job);

// The job can't start: `ended` comes in the next turn of the loop.
void end_unstarted(struct job *job, const char *what, const char *cure);

// The lab asked: everybody gets a second to leave.
void end_politely(struct job *job);

// What job_inside.h calls rank_gone, rank_answered and nonsense.
void end_rank_gone(struct job *job, int rank);
void end_rank_answered(struct job *job);
void end_nonsense(struct job *job, int rank);

// mpirun, or the lone process, has ended.
void end_launched(struct job *job);

// It took too long until all ranks were there.
void end_late(struct job *job);

#endif
