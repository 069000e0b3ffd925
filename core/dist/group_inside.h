// What a process group is made of, for the files of this room.
#ifndef RANKSH_CORE_DIST_GROUP_INSIDE_H
#define RANKSH_CORE_DIST_GROUP_INSIDE_H

#include <mpi.h>

#include "core/dist/process_group.h"
#include "core/dist/target.h"

// A message of one round of agreement, kept until this rank comes to that round. A sender can be
// one call ahead of the receiver, never two, so there are two slots a round.
struct group_slot {
    uint32_t epoch, sequence;
    bool used, equal, async;
    uint64_t hash;
};

struct process_group {
    uint32_t refs, id;
    uint32_t number; // for people: 0 is WORLD
    bool left;
    enum backend backend;
    int64_t timeout_ns;
    int rank, size;
    int *job_ranks;   // size of them
    int *world_ranks; // size of them
    MPI_Comm comm;
    struct target *target;
    uint32_t rounds;                 // ceil(log2(size))
    struct group_slot *slots;        // two a round
    struct work *queue, **queue_end; // collectives in the order they were made
    // The one that moves and has stages to start yet: all members must start MPI's collectives in
    // the same order, so nothing else of the group begins to move before its last stage has.
    const struct work *staged;
    struct process_group *next_registered;
};

// A registered group; takes a copy of the ranks. `rank` is this process's place in it.
// NULL: no memory.
struct process_group *group_create(uint32_t id, const int *job_ranks, const int *world_ranks,
                                   int size, int rank, MPI_Comm comm);

// The group of that number that this rank has not left, or NULL.
struct process_group *group_find(uint32_t id);

// The group's rank for a rank of the job, -1 for none.
int group_rank_of_job(const struct process_group *group, int job_rank);

enum { GROUP_NAME_SIZE = 24 };
void group_name(const struct process_group *group, char name[static GROUP_NAME_SIZE]); // "WORLD"

#endif
