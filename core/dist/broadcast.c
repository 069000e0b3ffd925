// Everybody gets the root's tensor: log2 n steps of b bytes along a tree, or in pieces along a
// chain when they are many.
//
//     step 1   0 → 2
//     step 2   0 → 1, 2 → 3
#include "core/dist/collective_inside.h"

static bool move(struct work *work)
{
    if (work->stage > 0) {
        return false;
    }
    MPI_Comm comm = work->group->comm;
    traffic_add_work(work, TRAFFIC_BROADCAST);
    if (work->any_async) {
        MPI_Ibcast(work->receive, work->count, work->datatype, work->root, comm, &work->request);
    } else {
        MPI_Bcast(work->receive, work->count, work->datatype, work->root, comm);
    }
    return true;
}

static void finish(struct work *work)
{
    if (work->root != work->group->rank) {
        staging_finish(work);
    }
}

static const struct work_kind kind = {agreement_begin, agreement_pursue, move, finish, 1};

enum status broadcast(struct process_group *group, struct tensor *tensor, int root,
                      struct work **ret_work)
{
    struct work work;
    enum status status = collective_prepare(&work, group, &kind, DIST_BROADCAST, tensor, root);
    if (status == STATUS_OK) {
        status = staging_receive(&work, tensor, true);
    }
    return status == STATUS_OK ? work_make(&work, ret_work) : status;
}
