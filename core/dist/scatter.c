// Each rank gets its own piece from the root: n - 1 messages of b bytes, or log2 n steps down a
// tree while they are short.
//
//     0 → 1
//     0 → 2
//     0 → 3
#include "core/dist/collective_inside.h"

static bool move(struct work *work)
{
    if (work->stage > 0) {
        return false;
    }
    MPI_Comm comm = work->group->comm;
    traffic_add_work(work, TRAFFIC_SCATTER);
    if (work->any_async) {
        MPI_Iscatter(work->send, work->count, work->datatype, work->receive, work->count,
                     work->datatype, work->root, comm, &work->request);
    } else {
        MPI_Scatter(work->send, work->count, work->datatype, work->receive, work->count,
                    work->datatype, work->root, comm);
    }
    return true;
}

static const struct work_kind kind = {agreement_begin, agreement_pursue, move, staging_finish, 1};

enum status scatter(struct process_group *group, struct tensor *output, struct tensor **inputs,
                    int root, struct work **ret_work)
{
    struct work work;
    enum status status = collective_prepare(&work, group, &kind, DIST_SCATTER, output, root);
    if (status != STATUS_OK) {
        return status;
    }
    status = staging_receive(&work, output, false);
    if (status == STATUS_OK && root == group->rank) {
        status = staging_send_list(&work, inputs, group->size);
    }
    return status == STATUS_OK ? work_make(&work, ret_work) : work_discard(&work, status);
}
