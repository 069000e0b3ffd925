// Each rank gets its own piece from everybody: n - 1 messages from each rank.
//
//     rank 0   a0 b0 c0        rank 0   a0 a1 a2
//     rank 1   a1 b1 c1   →    rank 1   b0 b1 b2
//     rank 2   a2 b2 c2        rank 2   c0 c1 c2
//
// Pieces may differ in length, so the ranks first tell each other what they are about to send, and
// agree whether it is what the receivers expect: two small exchanges before the data.
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/dist/collective_inside.h"
#include "core/dist/mpi_world.h"

// The parts of work->counts, each of `size` numbers but the last.
struct plan {
    int *sent, *sent_at, *received, *received_at;
    int *announced; // what each member is about to send us
    int *conflict;  // sender * size + receiver of the first piece that does not fit
};

enum { NO_CONFLICT = INT_MAX };

static struct plan plan_of(const struct work *work)
{
    size_t size = (size_t)work->group->size;
    int *counts = work->counts;
    return (struct plan){
        counts,           counts + size, counts + size * 2, counts + size * 3, counts + size * 4,
        counts + size * 5};
}

static void find_conflict(const struct plan *plan, int size, int rank)
{
    *plan->conflict = NO_CONFLICT;
    for (int i = size - 1; i >= 0; i--) {
        if (plan->announced[i] != plan->received[i]) {
            *plan->conflict = i * size + rank;
        }
    }
}

static void refuse(struct work *work, int conflict)
{
    char text[160];
    int size = work->group->size;
    snprintf(text, sizeof text,
             "%s: what rank %d sends to rank %d is not as long as what rank %d expects from it",
             dist_call_name(work->call.operation), work->group->job_ranks[conflict / size],
             work->group->job_ranks[conflict % size], work->group->job_ranks[conflict % size]);
    work_give_up(work, STATUS_MISMATCH, text);
}

static void announce(struct work *work, const struct plan *plan)
{
    if (work->any_async) {
        MPI_Ialltoall(plan->sent, 1, MPI_INT, plan->announced, 1, MPI_INT, work->group->comm,
                      &work->request);
    } else {
        MPI_Alltoall(plan->sent, 1, MPI_INT, plan->announced, 1, MPI_INT, work->group->comm);
    }
}

static void compare(struct work *work, const struct plan *plan)
{
    find_conflict(plan, work->group->size, work->group->rank);
    if (work->any_async) {
        MPI_Iallreduce(MPI_IN_PLACE, plan->conflict, 1, MPI_INT, MPI_MIN, work->group->comm,
                       &work->request);
    } else {
        MPI_Allreduce(MPI_IN_PLACE, plan->conflict, 1, MPI_INT, MPI_MIN, work->group->comm);
    }
}

static void exchange(struct work *work, const struct plan *plan)
{
    size_t elements = 0;
    for (int i = 0; i < work->group->size; i++) {
        elements += i == work->group->rank ? 0 : (size_t)plan->sent[i];
    }
    traffic_add(work, TRAFFIC_ALL_TO_ALL, elements * dtype_size((enum dtype)work->call.dtype));
    if (work->any_async) {
        MPI_Ialltoallv(work->send, plan->sent, plan->sent_at, work->datatype, work->receive,
                       plan->received, plan->received_at, work->datatype, work->group->comm,
                       &work->request);
    } else {
        MPI_Alltoallv(work->send, plan->sent, plan->sent_at, work->datatype, work->receive,
                      plan->received, plan->received_at, work->datatype, work->group->comm);
    }
}

static bool move(struct work *work)
{
    struct plan plan = plan_of(work);
    switch (work->stage) {
    case 0:
        announce(work, &plan);
        return true;
    case 1:
        compare(work, &plan);
        return true;
    case 2:
        if (*plan.conflict != NO_CONFLICT) {
            refuse(work, *plan.conflict);
            return false;
        }
        exchange(work, &plan);
        return true;
    default:
        return false;
    }
}

static const struct work_kind kind = {agreement_begin, agreement_pursue, move, staging_finish, 3};

// Describes the call and makes room for its plan. The pieces' shapes are each rank's own affair:
// only the type must be the same everywhere.
static enum status prepare(struct work *work, struct process_group *group, enum dist_call operation,
                           const struct tensor *tensor)
{
    enum status status = collective_prepare(work, group, &kind, operation, tensor, CALL_NO_ROOT);
    if (status != STATUS_OK) {
        return status;
    }
    struct call typed = work->call;
    typed.ndim = 0;
    work->hash = call_hash(&typed);
    work->counts = calloc((size_t)group->size * 5 + 1, sizeof *work->counts);
    return work->counts != NULL ? STATUS_OK : status_fail(STATUS_MEMORY, "no memory for a plan");
}

// Places pieces of `counts` elements one behind the other.
static enum status place(const int64_t *pieces, int size, int *counts, int *offsets)
{
    int64_t at = 0;
    for (int i = 0; i < size; i++) {
        counts[i] = (int)pieces[i];
        offsets[i] = (int)at;
        at += pieces[i];
        if (at > INT_MAX) {
            return status_fail(STATUS_UNSUPPORTED,
                               "ranksh moves at most 2^31 elements in one collective");
        }
    }
    return STATUS_OK;
}

static enum status place_tensors(struct tensor *const *tensors, int size, int *counts, int *offsets)
{
    int64_t pieces[MPI_WORLD_LIMIT];
    for (int i = 0; i < size; i++) {
        pieces[i] = tensors[i]->numel;
    }
    return place(pieces, size, counts, offsets);
}

static enum status place_rows(const struct tensor *tensor, const int64_t *splits, int size,
                              int *counts, int *offsets)
{
    int64_t rows = tensor->ndim > 0 ? tensor->shape[0] : 1;
    int64_t row = rows > 0 ? tensor->numel / rows : 0, pieces[MPI_WORLD_LIMIT];
    for (int i = 0; i < size; i++) {
        pieces[i] = row * (splits != NULL ? splits[i] : rows / size);
    }
    return place(pieces, size, counts, offsets);
}

enum status all_to_all(struct process_group *group, struct tensor **outputs, struct tensor **inputs,
                       struct work **ret_work)
{
    struct work work;
    enum status status = prepare(&work, group, DIST_ALL_TO_ALL, inputs[0]);
    if (status != STATUS_OK) {
        return status;
    }
    struct plan plan = plan_of(&work);
    status = place_tensors(inputs, group->size, plan.sent, plan.sent_at);
    if (status == STATUS_OK) {
        status = place_tensors(outputs, group->size, plan.received, plan.received_at);
    }
    if (status == STATUS_OK) {
        status = staging_send_list(&work, inputs, group->size);
    }
    if (status == STATUS_OK) {
        status = staging_receive_list(&work, outputs, group->size);
    }
    return status == STATUS_OK ? work_make(&work, ret_work) : work_discard(&work, status);
}

enum status all_to_all_single(struct process_group *group, struct tensor *output,
                              struct tensor *input, const int64_t *output_splits,
                              const int64_t *input_splits, struct work **ret_work)
{
    struct work work;
    enum status status = prepare(&work, group, DIST_ALL_TO_ALL_SINGLE, input);
    if (status != STATUS_OK) {
        return status;
    }
    struct plan plan = plan_of(&work);
    status = place_rows(input, input_splits, group->size, plan.sent, plan.sent_at);
    if (status == STATUS_OK) {
        status = place_rows(output, output_splits, group->size, plan.received, plan.received_at);
    }
    if (status == STATUS_OK) {
        work.input = input;
        status = staging_send(&work, input);
    }
    if (status == STATUS_OK) {
        status = staging_receive(&work, output, false);
    }
    return status == STATUS_OK ? work_make(&work, ret_work) : work_discard(&work, status);
}
