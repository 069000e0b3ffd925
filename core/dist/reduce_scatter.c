// Each rank gets the reduction of its own piece: the first half of a ring all_reduce, n - 1 steps
// that move b(n - 1) bytes a rank for pieces of b bytes.
//
//     rank 0   a0 b0 c0 d0        rank 0   a0+a1+a2+a3
//     rank 1   a1 b1 c1 d1   →    rank 1   b0+b1+b2+b3
//     rank 2   a2 b2 c2 d2        rank 2   c0+c1+c2+c3
//     rank 3   a3 b3 c3 d3        rank 3   d0+d1+d2+d3
#include "core/dist/collective_inside.h"

static bool move(struct work *work)
{
    if (work->stage > 0) {
        return false;
    }
    MPI_Comm comm = work->group->comm;
    traffic_add_work(work, TRAFFIC_REDUCE_SCATTER);
    if (work->any_async) {
        MPI_Ireduce_scatter_block(work->send, work->receive, work->count, work->datatype, work->op,
                                  comm, &work->request);
    } else {
        MPI_Reduce_scatter_block(work->send, work->receive, work->count, work->datatype, work->op,
                                 comm);
    }
    return true;
}

static const struct work_kind kind = {agreement_begin, agreement_pursue, move,
                                      collective_finish_reduction, 1};

static enum status prepare(struct work *work, struct process_group *group, enum dist_call operation,
                           struct tensor *output, enum reduce_op op)
{
    enum status status =
        collective_prepare_reduction(work, group, &kind, operation, output, CALL_NO_ROOT, op);
    return status == STATUS_OK ? staging_receive(work, output, false) : status;
}

enum status reduce_scatter(struct process_group *group, struct tensor *output,
                           struct tensor **inputs, enum reduce_op op, struct work **ret_work)
{
    struct work work;
    enum status status = prepare(&work, group, DIST_REDUCE_SCATTER, output, op);
    if (status != STATUS_OK) {
        return status;
    }
    status = staging_send_list(&work, inputs, group->size);
    return status == STATUS_OK ? work_make(&work, ret_work) : work_discard(&work, status);
}

enum status reduce_scatter_tensor(struct process_group *group, struct tensor *output,
                                  struct tensor *input, enum reduce_op op, struct work **ret_work)
{
    struct work work;
    enum status status = prepare(&work, group, DIST_REDUCE_SCATTER_TENSOR, output, op);
    if (status != STATUS_OK) {
        return status;
    }
    work.input = input;
    status = staging_send(&work, input);
    return status == STATUS_OK ? work_make(&work, ret_work) : work_discard(&work, status);
}
