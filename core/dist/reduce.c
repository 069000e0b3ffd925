// The root gets the reduction of everybody's tensor; the others keep theirs. The mirror image of a
// broadcast: log2 n steps of b bytes up a tree.
//
//     step 1   1 → 0, 3 → 2
//     step 2   2 → 0
#include "core/dist/collective_inside.h"

static bool move(struct work *work)
{
    if (work->stage > 0) {
        return false;
    }
    MPI_Comm comm = work->group->comm;
    traffic_add_work(work, TRAFFIC_REDUCE);
    bool is_root = work->root == work->group->rank;
    const void *send = is_root ? MPI_IN_PLACE : work->receive;
    void *receive = is_root ? work->receive : NULL;
    if (work->any_async) {
        MPI_Ireduce(send, receive, work->count, work->datatype, work->op, work->root, comm,
                    &work->request);
    } else {
        MPI_Reduce(send, receive, work->count, work->datatype, work->op, work->root, comm);
    }
    return true;
}

static const struct work_kind kind = {agreement_begin, agreement_pursue, move,
                                      collective_finish_reduction, 1};

enum status reduce(struct process_group *group, struct tensor *tensor, int root, enum reduce_op op,
                   struct work **ret_work)
{
    struct work work;
    enum status status =
        collective_prepare_reduction(&work, group, &kind, DIST_REDUCE, tensor, root, op);
    if (status == STATUS_OK) {
        status = staging_receive(&work, tensor, true);
    }
    return status == STATUS_OK ? work_make(&work, ret_work) : status;
}
