// Python objects as bytes. Their lengths travel first, then the bytes; both belong to one agreed
// call. Room for what comes is needed after agreement: where memory ends then, the process ends,
// for nobody may leave a call that all have agreed on.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/dist/collective_inside.h"
#include "core/dist/mpi_world.h"

// What moves in one of these calls.
struct parcel {
    const struct bytes *mine; // one, or one for each member, or `count` pieces
    struct bytes *all;
    int count;
    int64_t lengths[MPI_WORLD_LIMIT];
    int counts[MPI_WORLD_LIMIT], offsets[MPI_WORLD_LIMIT];
    char *joined;
};

static void *must_have(size_t size)
{
    void *memory = malloc(size + 1);
    if (memory == NULL) {
        abort();
    }
    return memory;
}

// Offsets of the pieces when they lie one behind the other; returns their whole length.
static size_t place(struct parcel *parcel, int count)
{
    size_t at = 0;
    for (int i = 0; i < count; i++) {
        parcel->counts[i] = (int)parcel->lengths[i];
        parcel->offsets[i] = (int)at;
        at += (size_t)parcel->lengths[i];
    }
    return at;
}

// Cuts what was received into pieces of their own.
static void unpack(const struct parcel *parcel, struct bytes *pieces, int count)
{
    for (int i = 0; i < count; i++) {
        size_t length = (size_t)parcel->lengths[i];
        char *data = must_have(length);
        memcpy(data, parcel->joined + parcel->offsets[i], length);
        data[length] = '\0';
        pieces[i] = (struct bytes){data, length};
    }
}

static void pack(struct parcel *parcel, const struct bytes *pieces, int count)
{
    for (int i = 0; i < count; i++) {
        parcel->lengths[i] = (int64_t)pieces[i].length;
    }
    parcel->joined = must_have(place(parcel, count));
    for (int i = 0; i < count; i++) {
        memcpy(parcel->joined + parcel->offsets[i], pieces[i].data, pieces[i].length);
    }
}

static bool is_root(const struct work *work)
{
    return work->root == work->group->rank;
}

// ---- all_gather_object

static bool move_all_gather(struct work *work)
{
    struct parcel *parcel = work->receive;
    int size = work->group->size;
    int64_t length = (int64_t)parcel->mine->length;
    if (work->stage == 0) {
        MPI_Allgather(&length, 1, MPI_INT64_T, parcel->lengths, 1, MPI_INT64_T, work->group->comm);
    } else if (work->stage == 1) {
        parcel->joined = must_have(place(parcel, size));
        traffic_add(work, TRAFFIC_ALL_GATHER, (size_t)length);
        MPI_Allgatherv(parcel->mine->data, (int)length, MPI_BYTE, parcel->joined, parcel->counts,
                       parcel->offsets, MPI_BYTE, work->group->comm);
    } else {
        unpack(parcel, parcel->all, size);
    }
    return work->stage < 2;
}

static const struct work_kind all_gather_kind = {agreement_begin, agreement_pursue, move_all_gather,
                                                 NULL, 1};

// ---- gather_object

static bool move_gather(struct work *work)
{
    struct parcel *parcel = work->receive;
    int size = work->group->size;
    int64_t length = (int64_t)parcel->mine->length;
    if (work->stage == 0) {
        MPI_Gather(&length, 1, MPI_INT64_T, parcel->lengths, 1, MPI_INT64_T, work->root,
                   work->group->comm);
    } else if (work->stage == 1) {
        parcel->joined = is_root(work) ? must_have(place(parcel, size)) : NULL;
        traffic_add(work, TRAFFIC_GATHER, (size_t)length);
        MPI_Gatherv(parcel->mine->data, (int)length, MPI_BYTE, parcel->joined, parcel->counts,
                    parcel->offsets, MPI_BYTE, work->root, work->group->comm);
    } else if (is_root(work)) {
        unpack(parcel, parcel->all, size);
    }
    return work->stage < 2;
}

static const struct work_kind gather_kind = {agreement_begin, agreement_pursue, move_gather, NULL,
                                             1};

// ---- broadcast_object_list

static bool move_broadcast(struct work *work)
{
    struct parcel *parcel = work->receive;
    int count = parcel->count;
    if (work->stage == 0) {
        if (is_root(work)) {
            pack(parcel, parcel->mine, count);
        }
        MPI_Bcast(parcel->lengths, count, MPI_INT64_T, work->root, work->group->comm);
    } else if (work->stage == 1) {
        size_t length = place(parcel, count);
        parcel->joined = is_root(work) ? parcel->joined : must_have(length);
        traffic_add(work, TRAFFIC_BROADCAST, length);
        MPI_Bcast(parcel->joined, (int)length, MPI_BYTE, work->root, work->group->comm);
    } else if (!is_root(work)) {
        unpack(parcel, parcel->all, count);
    }
    return work->stage < 2;
}

static const struct work_kind broadcast_kind = {agreement_begin, agreement_pursue, move_broadcast,
                                                NULL, 1};

// ---- scatter_object_list

static bool move_scatter(struct work *work)
{
    struct parcel *parcel = work->receive;
    int rank = work->group->rank;
    if (work->stage == 0) {
        if (is_root(work)) {
            pack(parcel, parcel->mine, work->group->size);
        }
        MPI_Scatter(parcel->lengths, 1, MPI_INT64_T, is_root(work) ? MPI_IN_PLACE : parcel->lengths,
                    1, MPI_INT64_T, work->root, work->group->comm);
    } else if (work->stage == 1) {
        int mine = is_root(work) ? rank : 0; // where our own length lies
        size_t length = (size_t)parcel->lengths[mine];
        *parcel->all = (struct bytes){must_have(length), length};
        parcel->all->data[length] = '\0';
        traffic_add(work, TRAFFIC_SCATTER, length);
        MPI_Scatterv(parcel->joined, parcel->counts, parcel->offsets, MPI_BYTE, parcel->all->data,
                     (int)length, MPI_BYTE, work->root, work->group->comm);
    }
    return work->stage < 2;
}

static const struct work_kind scatter_kind = {agreement_begin, agreement_pursue, move_scatter, NULL,
                                              1};

// ---- the calls

static enum status run(struct process_group *group, const struct work_kind *kind,
                       enum dist_call operation, int root, struct parcel *parcel)
{
    struct work work;
    enum status status = collective_prepare(&work, group, kind, operation, NULL, root);
    if (status != STATUS_OK) {
        return status;
    }
    char note[24];
    if (parcel->count > 0) {
        snprintf(note, sizeof note, "%d object%s", parcel->count, parcel->count > 1 ? "s" : "");
        work.call.note = note;
    }
    work.call.detail = (uint64_t)parcel->count;
    work.hash = call_hash(&work.call);
    work.receive = parcel;
    status = work_make(&work, NULL);
    free(parcel->joined);
    return status;
}

enum status all_gather_bytes(struct process_group *group, const struct bytes *mine,
                             struct bytes *ret_all)
{
    struct parcel parcel = {.mine = mine, .all = ret_all};
    return run(group, &all_gather_kind, DIST_ALL_GATHER_OBJECT, CALL_NO_ROOT, &parcel);
}

enum status gather_bytes(struct process_group *group, const struct bytes *mine, int root,
                         struct bytes *ret_all)
{
    struct parcel parcel = {.mine = mine, .all = ret_all};
    return run(group, &gather_kind, DIST_GATHER_OBJECT, root, &parcel);
}

enum status broadcast_bytes(struct process_group *group, struct bytes *pieces, int count, int root)
{
    if (count > MPI_WORLD_LIMIT) {
        return status_fail(STATUS_UNSUPPORTED, "ranksh broadcasts at most %d objects at a time",
                           MPI_WORLD_LIMIT);
    }
    struct parcel parcel = {.mine = pieces, .all = pieces, .count = count};
    return run(group, &broadcast_kind, DIST_BROADCAST_OBJECT_LIST, root, &parcel);
}

enum status scatter_bytes(struct process_group *group, const struct bytes *all, int root,
                          struct bytes *ret_mine)
{
    struct parcel parcel = {.mine = all, .all = ret_mine};
    return run(group, &scatter_kind, DIST_SCATTER_OBJECT_LIST, root, &parcel);
}
