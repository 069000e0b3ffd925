// Order: the registry, life, what a group says of itself.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/dist/group_inside.h"

static struct process_group *registered;
static const char *const backend_names[] = {"gloo", "mpi", "nccl", "ucc"};

// ---- the registry

static uint32_t rounds_for(int size)
{
    uint32_t rounds = 0;
    while (1 << rounds < size) {
        rounds++;
    }
    return rounds;
}

static void group_free(struct process_group *group)
{
    free(group->job_ranks);
    free(group->world_ranks);
    free(group->slots);
    free(group);
}

static int *copy_ranks(const int *ranks, int count)
{
    int *copy = malloc((size_t)count * sizeof *copy);
    if (copy != NULL) {
        memcpy(copy, ranks, (size_t)count * sizeof *copy);
    }
    return copy;
}

struct process_group *group_create(uint32_t id, const int *job_ranks, const int *world_ranks,
                                   int size, int rank, MPI_Comm comm)
{
    struct process_group *group = calloc(1, sizeof *group);
    if (group == NULL) {
        return NULL;
    }
    group->rounds = rounds_for(size);
    group->job_ranks = copy_ranks(job_ranks, size);
    group->world_ranks = copy_ranks(world_ranks, size);
    group->slots = calloc(group->rounds * 2 + 1, sizeof *group->slots);
    struct target_key key = {
        .type = TARGET_TYPE_GROUP, .group = id, .source = -1, .destination = -1};
    target_lock();
    group->target = target_find(&key);
    target_unlock();
    if (group->job_ranks == NULL || group->world_ranks == NULL || group->slots == NULL ||
        group->target == NULL) {
        group_free(group);
        return NULL;
    }
    group->refs = 1;
    group->id = id;
    group->size = size;
    group->rank = rank;
    group->comm = comm;
    group->queue_end = &group->queue;
    group->next_registered = registered;
    registered = group;
    return group;
}

struct process_group *group_find(uint32_t id)
{
    for (struct process_group *group = registered; group != NULL; group = group->next_registered) {
        if (group->id == id) {
            return group;
        }
    }
    return NULL;
}

// ---- life

void process_group_ref(struct process_group *group)
{
    group->refs++;
}

void process_group_unref(struct process_group *group)
{
    if (group == NULL || --group->refs > 0) {
        return;
    }
    // The communicator stays: freeing one is a collective, and others may still use it.
    for (struct process_group **link = &registered; *link != NULL;
         link = &(*link)->next_registered) {
        if (*link == group) {
            *link = group->next_registered;
            break;
        }
    }
    group_free(group);
}

void process_group_leave(struct process_group *group)
{
    group->left = true;
}

// ---- what it says of itself

const char *backend_name(enum backend backend)
{
    return backend_names[backend];
}

bool process_group_left(const struct process_group *group)
{
    return group->left;
}

int process_group_rank(const struct process_group *group)
{
    return group->rank;
}

int process_group_size(const struct process_group *group)
{
    return group->size;
}

int process_group_world_rank(const struct process_group *group, int rank)
{
    return group->world_ranks[rank];
}

int process_group_rank_of(const struct process_group *group, int world_rank)
{
    for (int rank = 0; rank < group->size; rank++) {
        if (group->world_ranks[rank] == world_rank) {
            return rank;
        }
    }
    return -1;
}

enum backend process_group_backend(const struct process_group *group)
{
    return group->backend;
}

int64_t process_group_timeout_ns(const struct process_group *group)
{
    return group->timeout_ns;
}

uint32_t process_group_id(const struct process_group *group)
{
    return group->id;
}

int group_rank_of_job(const struct process_group *group, int job_rank)
{
    for (int rank = 0; rank < group->size; rank++) {
        if (group->job_ranks[rank] == job_rank) {
            return rank;
        }
    }
    return -1;
}

void group_name(const struct process_group *group, char name[static GROUP_NAME_SIZE])
{
    if (group->number == 0) {
        snprintf(name, GROUP_NAME_SIZE, "WORLD");
    } else {
        snprintf(name, GROUP_NAME_SIZE, "group %u", group->number);
    }
}
