#include "core/dist/call.h"

static const char *const call_names[DIST_CALLS] = {
    [DIST_ALL_REDUCE] = "all_reduce",
    [DIST_BROADCAST] = "broadcast",
    [DIST_REDUCE] = "reduce",
    [DIST_ALL_GATHER] = "all_gather",
    [DIST_ALL_GATHER_INTO_TENSOR] = "all_gather_into_tensor",
    [DIST_GATHER] = "gather",
    [DIST_SCATTER] = "scatter",
    [DIST_REDUCE_SCATTER] = "reduce_scatter",
    [DIST_REDUCE_SCATTER_TENSOR] = "reduce_scatter_tensor",
    [DIST_ALL_TO_ALL] = "all_to_all",
    [DIST_ALL_TO_ALL_SINGLE] = "all_to_all_single",
    [DIST_BARRIER] = "barrier",
    [DIST_MONITORED_BARRIER] = "monitored_barrier",
    [DIST_BROADCAST_OBJECT_LIST] = "broadcast_object_list",
    [DIST_ALL_GATHER_OBJECT] = "all_gather_object",
    [DIST_GATHER_OBJECT] = "gather_object",
    [DIST_SCATTER_OBJECT_LIST] = "scatter_object_list",
    [DIST_SEND] = "send",
    [DIST_RECV] = "recv",
    [DIST_INIT_PROCESS_GROUP] = "init_process_group",
    [DIST_NEW_GROUP] = "new_group",
    [DIST_DDP_MODEL] = "DistributedDataParallel",
    [DIST_DDP_BUFFERS] = "DDP buffers",
    [DIST_DDP_GRADIENTS] = "DDP gradients",
};

static const char *const reduce_names[] = {"SUM", "AVG",  "PRODUCT", "MIN",
                                           "MAX", "BAND", "BOR",     "BXOR"};

struct call call_on(enum dist_call operation, const struct tensor *tensor)
{
    struct call call;
    call.operation = operation;
    call.dtype = CALL_NO_DTYPE;
    call.reduce = REDUCE_NONE;
    call.root = CALL_NO_ROOT;
    call.tag = 0;
    call.detail = 0;
    call.note = NULL;
    call.ndim = 0;
    if (tensor != NULL) {
        call.dtype = (int)tensor->dtype;
        call.ndim = tensor->ndim;
        for (int i = 0; i < call.ndim; i++) {
            call.shape[i] = tensor->shape[i];
        }
    }
    return call;
}

// The finalizer of SplitMix64 over a running value.
uint64_t call_mix(uint64_t hash, uint64_t more)
{
    uint64_t x = (hash ^ more) + UINT64_C(0x9E3779B97F4A7C15);
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

uint64_t call_hash(const struct call *call)
{
    uint64_t fixed = (uint64_t)call->operation | (uint64_t)(call->dtype + 1) << 8 |
                     (uint64_t)(call->reduce + 1) << 16 | (uint64_t)(call->root + 1) << 24 |
                     (uint64_t)call->ndim << 48;
    uint64_t hash = call_mix(call->detail, fixed);
    for (int i = 0; i < call->ndim; i++) {
        hash = call_mix(hash, (uint64_t)call->shape[i]);
    }
    return hash;
}

const char *dist_call_name(enum dist_call operation)
{
    return call_names[operation];
}

const char *reduce_op_name(enum reduce_op op)
{
    return reduce_names[op];
}
