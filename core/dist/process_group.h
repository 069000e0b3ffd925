// Process groups: sets of ranks that talk to each other, each with a communicator of its own.
// The first one, WORLD, has all ranks of the job; process_group_new() makes others.
//
// All of core/dist belongs to the rank's main thread, except watch.h. Ranks are counted in three
// ways: of the job (what MPI_COMM_WORLD says and the lab shows), of WORLD (what the learner
// claimed at init; nearly always the same) and of a group (0 to size - 1).
//
// Every call of a group first agrees with the other members, so it may take as long as they do.
// What comes instead of STATUS_OK is then
//     STATUS_INTERRUPTED  Ctrl-C, here or at another rank that waited for the same call
//     STATUS_TIMEOUT      the group's time was over
//     STATUS_MISMATCH     the ranks' calls differ
//     STATUS_CLOSED       the group was destroyed, or a member is gone for good
//     STATUS_MEMORY       before anything was agreed: the others still wait
// and process_group_failure() has the whole text (a table may be longer than a status message).
#ifndef RANKSH_CORE_DIST_PROCESS_GROUP_H
#define RANKSH_CORE_DIST_PROCESS_GROUP_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/status.h"

struct process_group;

enum backend { BACKEND_GLOO, BACKEND_MPI, BACKEND_NCCL, BACKEND_UCC };

const char *backend_name(enum backend backend); // "gloo"

// What a process says of itself when it joins. start_dist() comes first.
struct process_group_claim {
    int rank, world_size;
    enum backend backend;
    int64_t timeout_ns;
};

// Joins WORLD: a collective of all ranks of the job, after which they agree on who is who.
// STATUS_INVALID on all of them when two claim one rank, a rank is out of range or the world sizes
// differ: the message names who said what. `world_size` 1 with rank 0 needs nobody else.
enum status process_group_join(const struct process_group_claim *claim,
                               struct process_group **ret_world);

// A group of `count` different ranks of WORLD, in ascending order. A collective of all of WORLD,
// members or not. `*ret_group` is NULL on a rank that is no member.
enum status process_group_new(struct process_group *world, const int *ranks, int count,
                              enum backend backend, int64_t timeout_ns,
                              struct process_group **ret_group);

// Leaves a group: unfinished calls raise, later ones are refused. Not a collective. The memory
// stays until the last reference is gone.
void process_group_leave(struct process_group *group);

void process_group_ref(struct process_group *group);
void process_group_unref(struct process_group *group); // NULL is fine

bool process_group_left(const struct process_group *group);
int process_group_rank(const struct process_group *group);
int process_group_size(const struct process_group *group);
int process_group_world_rank(const struct process_group *group, int rank); // rank of WORLD
// The group's rank for a rank of WORLD, -1 for none.
int process_group_rank_of(const struct process_group *group, int world_rank);
enum backend process_group_backend(const struct process_group *group);
int64_t process_group_timeout_ns(const struct process_group *group);
uint32_t process_group_id(const struct process_group *group); // the same on all members

// Why the last call did not complete.
struct process_group_failure {
    enum status status;
    const char *text;   // what the learner reads, perhaps with a table of who called what
    const int *missing; // ranks of the job that had not come when the time was over
    int missing_count;
};

// Valid until the next call of core/dist that fails.
const struct process_group_failure *process_group_failure(void);

#endif
