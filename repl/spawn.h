// Processes that a rank starts with torch.multiprocessing: each spawn is a job of its own, beside
// the one that asked for it. At the prompt and in scripts alike.
#ifndef RANKSH_REPL_SPAWN_H
#define RANKSH_REPL_SPAWN_H

#include <stdbool.h>

#include "core/job/job.h"

struct spawner;

struct spawn_events {
    // What process `rank` of a spawn printed; `stream` as in struct job_events.
    void (*output)(void *context, int rank, int stream, const char *bytes, size_t length);
    // A spawn with so many processes begins; it has ended, or only waits.
    void (*begun)(void *context, int processes);
    void (*ended)(void *context);
    void (*settled)(void *context, struct job *job);
};

// `interactive` and `settle_ms` as in struct job_options. NULL: no memory.
struct spawner *spawn_create(struct loop *loop, bool interactive, int64_t settle_ms,
                             const struct spawn_events *events, void *context);
void spawn_destroy(struct spawner *spawner); // ends what still runs; NULL is fine

// Answers a request of `rank` of `parent` (REQUEST_SPAWN, REQUEST_JOIN, REQUEST_STOP), now or when
// the processes have ended.
void spawn_request(struct spawner *spawner, struct job *parent, int rank,
                   const struct job_request *request);

// KeyboardInterrupt in all processes.
void spawn_interrupt(struct spawner *spawner);

// Forgets what is to be said to `parent`, which is about to be destroyed, and ends what it started.
void spawn_forget(struct spawner *spawner, const struct job *parent);

#endif
