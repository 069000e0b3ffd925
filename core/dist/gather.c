// The root gets everybody's tensor: n - 1 messages of b bytes to the root, or log2 n steps up a
// tree while they are short.
//
//     1 → 0
//     2 → 0
//     3 → 0
#include "core/dist/collective_inside.h"

static bool move(struct work *work)
{
    if (work->stage > 0) {
        return false;
    }
    MPI_Comm comm = work->group->comm;
    traffic_add_work(work, TRAFFIC_GATHER);
    if (work->any_async) {
        MPI_Igather(work->send, work->count, work->datatype, work->receive, work->count,
                    work->datatype, work->root, comm, &work->request);
    } else {
        MPI_Gather(work->send, work->count, work->datatype, work->receive, work->count,
                   work->datatype, work->root, comm);
    }
    return true;
}

static const struct work_kind kind = {agreement_begin, agreement_pursue, move, staging_finish, 1};

enum status gather(struct process_group *group, struct tensor *input, struct tensor **outputs,
                   int root, struct work **ret_work)
{
    struct work work;
    enum status status = collective_prepare(&work, group, &kind, DIST_GATHER, input, root);
    if (status != STATUS_OK) {
        return status;
    }
    work.input = input;
    status = staging_send(&work, input);
    if (status == STATUS_OK && root == group->rank) {
        status = staging_receive_list(&work, outputs, group->size);
    }
    return status == STATUS_OK ? work_make(&work, ret_work) : work_discard(&work, status);
}
