// Everybody gets the reduction of everybody's tensor. For n ranks and b bytes Open MPI takes
// log2 n steps of b bytes while they are few (recursive doubling), and 2(n - 1) steps that move
// 2b(n - 1)/n bytes a rank when they are many (a ring):
//
//     rank 0   a0          a0+a1         a0+a1+a2+a3
//     rank 1   a1    ⇄     a0+a1    ⇄    a0+a1+a2+a3      (⇄ first with the neighbour,
//     rank 2   a2          a2+a3         a0+a1+a2+a3       then two places on)
//     rank 3   a3          a2+a3         a0+a1+a2+a3
#include "core/dist/collective_inside.h"

static bool move(struct work *work)
{
    if (work->stage > 0) {
        return false;
    }
    MPI_Comm comm = work->group->comm;
    traffic_add_work(work, TRAFFIC_ALL_REDUCE);
    if (work->any_async) {
        MPI_Iallreduce(MPI_IN_PLACE, work->receive, work->count, work->datatype, work->op, comm,
                       &work->request);
    } else {
        MPI_Allreduce(MPI_IN_PLACE, work->receive, work->count, work->datatype, work->op, comm);
    }
    return true;
}

static const struct work_kind kind = {agreement_begin, agreement_pursue, move,
                                      collective_finish_reduction, 1};

enum status all_reduce(struct process_group *group, struct tensor *tensor, enum reduce_op op,
                       struct work **ret_work)
{
    struct work work;
    enum status status = collective_prepare_reduction(&work, group, &kind, DIST_ALL_REDUCE, tensor,
                                                      CALL_NO_ROOT, op);
    if (status == STATUS_OK) {
        status = staging_receive(&work, tensor, true);
    }
    return status == STATUS_OK ? work_make(&work, ret_work) : status;
}
