// Joining WORLD, and making groups of some of its ranks.
#include <stdio.h>

#include "core/base/text.h"
#include "core/dist/agreement.h"
#include "core/dist/group_inside.h"
#include "core/dist/mpi_world.h"
#include "core/dist/mpi_world_inside.h"
#include "core/dist/work_inside.h"

static const uint32_t first_lonely_id = 0x80000000; // groups of one, which nobody else numbers

static struct process_group *job_group;
static uint32_t next_id = 1;

// ---- joining

// What each rank of the job tells the others once all have called init_process_group.
struct claim {
    int32_t rank, world_size;
    uint32_t next_id;
    int32_t backend;
};

// The stage of moving is the exchange; its result is `receive`, a struct claim for each rank.
static bool exchange_claims(struct work *work)
{
    if (work->stage > 0) {
        return false;
    }
    MPI_Allgather(work->send, sizeof(struct claim), MPI_BYTE, work->receive, sizeof(struct claim),
                  MPI_BYTE, work->group->comm);
    return true;
}

static const struct work_kind join_kind = {
    .begin = agreement_begin, .pursue = agreement_pursue, .move = exchange_claims};

static enum status job_group_find(void)
{
    if (job_group != NULL) {
        return STATUS_OK;
    }
    int size = mpi_world_size();
    int ranks[MPI_WORLD_LIMIT];
    for (int rank = 0; rank < size; rank++) {
        ranks[rank] = rank;
    }
    job_group = group_create(0, ranks, ranks, size, mpi_world_rank(), mpi_world_all);
    return job_group != NULL ? STATUS_OK : status_fail(STATUS_MEMORY, "no memory for a group");
}

// Adds who said what: "rank 0 said rank=0, world_size=2".
static void add_claims(struct text *out, const struct claim *claims, int count)
{
    for (int i = 0; i < count; i++) {
        text_addf(out, "\n  process %d: rank=%d, world_size=%d", i, claims[i].rank,
                  claims[i].world_size);
    }
}

// The first thing that is wrong with what the ranks claim; false if all fits together.
static bool find_conflict(const struct claim *claims, int count, struct text *out)
{
    for (int i = 0; i < count; i++) {
        if (claims[i].world_size != claims[0].world_size) {
            text_addf(out, "the processes disagree about world_size:");
            return true;
        }
    }
    if (claims[0].world_size != count) {
        text_addf(out, "world_size=%d, but the job has %d %s:", claims[0].world_size, count,
                  count == 1 ? "process" : "processes");
        return true;
    }
    for (int i = 0; i < count; i++) {
        if (claims[i].rank >= count || claims[i].rank < 0) {
            text_addf(out, "rank %d does not exist in a world of %d (ranks are 0 to %d):",
                      claims[i].rank, count, count - 1);
            return true;
        }
        for (int j = 0; j < i; j++) {
            if (claims[i].rank == claims[j].rank) {
                text_addf(out, "processes %d and %d both claim to be rank %d:", j, i,
                          claims[i].rank);
                return true;
            }
        }
    }
    return false;
}

static enum status check_claims(const struct claim *claims, int count)
{
    struct text text = {0};
    enum status status = STATUS_OK;
    if (find_conflict(claims, count, &text)) {
        add_claims(&text, claims, count);
        struct reason *reason =
            reason_create(STATUS_INVALID, text_string(&text), text.length, NULL, 0);
        status = reason_tell(reason);
        reason_unref(reason);
    }
    text_finish(&text);
    return status;
}

// WORLD, once everybody's claim is known and good. All ranks do this together.
static enum status make_world(const struct claim *claims, int count, struct process_group **ret)
{
    int job_ranks[MPI_WORLD_LIMIT], world_ranks[MPI_WORLD_LIMIT];
    for (int i = 0; i < count; i++) {
        job_ranks[claims[i].rank] = i;
        world_ranks[i] = i;
        next_id = claims[i].next_id > next_id ? claims[i].next_id : next_id;
    }
    int rank = claims[mpi_world_rank()].rank;
    MPI_Comm comm;
    MPI_Comm_split(mpi_world_all, 0, rank, &comm);
    struct process_group *world =
        group_create(next_id++, job_ranks, world_ranks, count, rank, comm);
    if (world == NULL) {
        return status_fail(STATUS_MEMORY, "no memory for a group");
    }
    *ret = world;
    return STATUS_OK;
}

// A world of one needs nobody.
static enum status make_lonely_world(struct process_group **ret_world)
{
    static uint32_t lonely_id;
    int job_rank = mpi_world_rank(), world_rank = 0;
    struct process_group *world =
        group_create(first_lonely_id + lonely_id++, &job_rank, &world_rank, 1, 0, MPI_COMM_SELF);
    if (world == NULL) {
        return status_fail(STATUS_MEMORY, "no memory for a group");
    }
    *ret_world = world;
    return STATUS_OK;
}

static enum status join_others(const struct process_group_claim *claim,
                               struct process_group **ret_world)
{
    enum status status = job_group_find();
    if (status != STATUS_OK) {
        return status;
    }
    struct claim mine = {.rank = claim->rank,
                         .world_size = claim->world_size,
                         .next_id = next_id,
                         .backend = (int32_t)claim->backend};
    struct claim claims[MPI_WORLD_LIMIT];
    struct call call = call_on(DIST_INIT_PROCESS_GROUP, NULL);
    struct work work;
    job_group->timeout_ns = claim->timeout_ns;
    work_init(&work, job_group, &join_kind, &call);
    work.send = &mine;
    work.receive = claims;
    status = work_make(&work, NULL);
    if (status != STATUS_OK) {
        return status;
    }
    status = check_claims(claims, mpi_world_size());
    return status == STATUS_OK ? make_world(claims, mpi_world_size(), ret_world) : status;
}

enum status process_group_join(const struct process_group_claim *claim,
                               struct process_group **ret_world)
{
    enum status status;
    struct process_group *world;
    if (claim->world_size == 1 && claim->rank == 0) {
        status = make_lonely_world(&world);
    } else if (claim->world_size == 1 || mpi_world_size() == 1) {
        status = check_claims(&(struct claim){.rank = claim->rank, .world_size = claim->world_size},
                              1); // nobody would answer
    } else {
        status = join_others(claim, &world);
    }
    if (status == STATUS_OK) {
        world->backend = claim->backend;
        world->timeout_ns = claim->timeout_ns;
        *ret_world = world;
    }
    return status;
}

// ---- making others

// Stage 0 settles the number of the new group, stage 1 makes its communicator; `root` says whether
// this rank is a member, `receive` is a struct new_group.
struct new_group {
    uint32_t id;
    MPI_Comm comm;
};

static bool make_group(struct work *work)
{
    struct new_group *fresh = work->receive;
    if (work->stage == 0) {
        MPI_Allreduce(MPI_IN_PLACE, &fresh->id, 1, MPI_UINT32_T, MPI_MAX, work->group->comm);
    } else if (work->stage == 1) {
        MPI_Comm_split(work->group->comm, work->root >= 0 ? 0 : MPI_UNDEFINED, work->root,
                       &fresh->comm);
    }
    return work->stage < 2;
}

static const struct work_kind new_group_kind = {
    .begin = agreement_begin, .pursue = agreement_pursue, .move = make_group};

enum { NOTE_SIZE = 48 };

// "ranks [0, 2]", cut where it gets long.
static void name_ranks(const int *ranks, int count, char note[static NOTE_SIZE])
{
    size_t used = (size_t)snprintf(note, NOTE_SIZE, "ranks [");
    for (int i = 0; i < count && used < NOTE_SIZE - 16; i++) {
        used +=
            (size_t)snprintf(note + used, NOTE_SIZE - used, "%s%d", i > 0 ? ", " : "", ranks[i]);
    }
    snprintf(note + used, NOTE_SIZE - used, used < NOTE_SIZE - 16 ? "]" : ", …]");
}

enum status process_group_new(struct process_group *world, const int *ranks, int count,
                              enum backend backend, int64_t timeout_ns,
                              struct process_group **ret_group)
{
    struct call call = call_on(DIST_NEW_GROUP, NULL);
    int job_ranks[MPI_WORLD_LIMIT], mine = -1;
    char note[NOTE_SIZE];
    name_ranks(ranks, count, note);
    call.note = note;
    call.detail = call_mix((uint64_t)backend, (uint64_t)count);
    for (int i = 0; i < count; i++) {
        call.detail = call_mix(call.detail, (uint64_t)ranks[i]);
        job_ranks[i] = world->job_ranks[ranks[i]];
        mine = ranks[i] == world->rank ? i : mine;
    }
    struct new_group fresh = {.id = next_id};
    struct work work;
    work_init(&work, world, &new_group_kind, &call);
    work.receive = &fresh;
    work.root = mine;
    work.limit_ns = timeout_ns;
    enum status status = work_make(&work, NULL);
    if (status != STATUS_OK) {
        return status;
    }
    next_id = fresh.id + 1;
    if (mine < 0) {
        *ret_group = NULL;
        return STATUS_OK;
    }
    struct process_group *group = group_create(fresh.id, job_ranks, ranks, count, mine, fresh.comm);
    if (group == NULL) {
        return status_fail(STATUS_MEMORY, "no memory for a group");
    }
    group->number = fresh.id - world->id;
    group->backend = backend;
    group->timeout_ns = timeout_ns;
    *ret_group = group;
    return STATUS_OK;
}
