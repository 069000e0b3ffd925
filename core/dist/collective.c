#include "core/dist/collective_inside.h"
#include "core/tensor/failure.h"

enum status collective_prepare(struct work *work, struct process_group *group,
                               const struct work_kind *kind, enum dist_call operation,
                               const struct tensor *tensor, int root)
{
    struct call call = call_on(operation, tensor);
    if (root != CALL_NO_ROOT) {
        if (root < 0 || root >= group->size) {
            return failure(FAILURE_RUNTIME, "ProcessGroupGloo::%s: invalid root rank: %d",
                           dist_call_name(operation), root);
        }
        call.root = group->job_ranks[root];
    }
    work_init(work, group, kind, &call);
    work->root = root;
    if (tensor != NULL) {
        if (tensor->numel > INT32_MAX / group->size) {
            return status_fail(STATUS_UNSUPPORTED,
                               "ranksh moves at most 2^31 elements in one collective");
        }
        work->count = (int)tensor->numel;
        work->datatype = reduction_datatype(tensor->dtype);
    }
    return STATUS_OK;
}

enum status collective_prepare_reduction(struct work *work, struct process_group *group,
                                         const struct work_kind *kind, enum dist_call operation,
                                         const struct tensor *tensor, int root, enum reduce_op op)
{
    MPI_Op mpi_op;
    enum status status = reduction_find(group, tensor->dtype, op, &mpi_op);
    if (status == STATUS_OK) {
        status = collective_prepare(work, group, kind, operation, tensor, root);
    }
    if (status == STATUS_OK) {
        work->op = mpi_op;
        work->call.reduce = (int)op;
        work->hash = call_hash(&work->call);
    }
    return status;
}

void collective_finish_reduction(struct work *work)
{
    bool mine = work->root == CALL_NO_ROOT || work->root == work->group->rank;
    if (!mine) {
        return;
    }
    if (work->call.reduce == REDUCE_AVG) {
        reduction_divide((enum dtype)work->call.dtype, work->receive, work->count,
                         work->group->size);
    }
    staging_finish(work);
}
