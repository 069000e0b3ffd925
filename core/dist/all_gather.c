// Everybody gets everybody's tensor: n - 1 steps of b bytes around a ring, or log2 n steps that
// double while they are few.
//
//     rank 0   a · · ·    a · · d    a · c d    a b c d
//     rank 1   · b · ·    a b · ·    a b · d    a b c d      (each passes on to the next
//     rank 2   · · c ·    · b c ·    a b c ·    a b c d       what it got last)
//     rank 3   · · · d    · · c d    · b c d    a b c d
#include "core/dist/collective_inside.h"

static bool move(struct work *work)
{
    if (work->stage > 0) {
        return false;
    }
    MPI_Comm comm = work->group->comm;
    traffic_add_work(work, TRAFFIC_ALL_GATHER);
    if (work->any_async) {
        MPI_Iallgather(work->send, work->count, work->datatype, work->receive, work->count,
                       work->datatype, comm, &work->request);
    } else {
        MPI_Allgather(work->send, work->count, work->datatype, work->receive, work->count,
                      work->datatype, comm);
    }
    return true;
}

static const struct work_kind kind = {agreement_begin, agreement_pursue, move, staging_finish, 1};

static enum status prepare(struct work *work, struct process_group *group, enum dist_call operation,
                           struct tensor *input)
{
    enum status status = collective_prepare(work, group, &kind, operation, input, CALL_NO_ROOT);
    if (status == STATUS_OK) {
        work->input = input;
        status = staging_send(work, input);
    }
    return status;
}

enum status all_gather(struct process_group *group, struct tensor **outputs, struct tensor *input,
                       struct work **ret_work)
{
    struct work work;
    enum status status = prepare(&work, group, DIST_ALL_GATHER, input);
    if (status != STATUS_OK) {
        return status;
    }
    status = staging_receive_list(&work, outputs, group->size);
    return status == STATUS_OK ? work_make(&work, ret_work) : work_discard(&work, status);
}

enum status all_gather_into_tensor(struct process_group *group, struct tensor *output,
                                   struct tensor *input, struct work **ret_work)
{
    struct work work;
    enum status status = prepare(&work, group, DIST_ALL_GATHER_INTO_TENSOR, input);
    if (status != STATUS_OK) {
        return status;
    }
    status = staging_receive(&work, output, false);
    return status == STATUS_OK ? work_make(&work, ret_work) : work_discard(&work, status);
}
