// Notices when nothing moves any more but waiting: while units run, all ranks are asked for their
// state now and then, and two equal pictures `settle_ms` apart in which nobody computes are it.
#ifndef RANKSH_CORE_JOB_SETTLE_H
#define RANKSH_CORE_JOB_SETTLE_H

#include <stdbool.h>
#include <stdint.h>

struct job;
struct loop_timer;

struct settler {
    struct loop_timer *timer, *refresh_timer;
    uint32_t number;         // of the question that is open, 0: none
    uint32_t refresh_number; // of job_refresh()
    uint64_t picture;        // hash of the last one in which all waited
    int64_t since_ns;        // when it was first seen; 0: never
    bool told;
};

void settle_watch(struct job *job); // units run from now on
void settle_go_on(struct job *job); // an answer has come
void settle_refresh(struct job *job);
void settle_finish(struct job *job);

#endif
