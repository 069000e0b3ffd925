// What a rank calls: the description of a collective or of a send or receive that the members
// compare before anything moves, and that the lab shows while somebody waits.
#ifndef RANKSH_CORE_DIST_CALL_H
#define RANKSH_CORE_DIST_CALL_H

#include <stdbool.h>
#include <stdint.h>

#include "core/tensor/tensor.h"

enum operation {
    OPERATION_ALL_REDUCE,
    OPERATION_BROADCAST,
    OPERATION_REDUCE,
    OPERATION_ALL_GATHER,
    OPERATION_ALL_GATHER_INTO_TENSOR,
    OPERATION_GATHER,
    OPERATION_SCATTER,
    OPERATION_REDUCE_SCATTER,
    OPERATION_REDUCE_SCATTER_TENSOR,
    OPERATION_ALL_TO_ALL,
    OPERATION_ALL_TO_ALL_SINGLE,
    OPERATION_BARRIER,
    OPERATION_MONITORED_BARRIER,
    OPERATION_BROADCAST_OBJECT_LIST,
    OPERATION_ALL_GATHER_OBJECT,
    OPERATION_GATHER_OBJECT,
    OPERATION_SCATTER_OBJECT_LIST,
    OPERATION_SEND,
    OPERATION_RECV,
    OPERATION_INIT_PROCESS_GROUP,
    OPERATION_NEW_GROUP,
    OPERATION_DDP_MODEL,     // DistributedDataParallel(): are the models the same?
    OPERATION_DDP_GRADIENTS, // its buckets, once a step
};
enum { OPERATION_COUNT = OPERATION_DDP_GRADIENTS + 1 };

enum reduce_op {
    REDUCE_SUM,
    REDUCE_AVG,
    REDUCE_PRODUCT,
    REDUCE_MIN,
    REDUCE_MAX,
    REDUCE_BAND,
    REDUCE_BOR,
    REDUCE_BXOR,
};
enum { REDUCE_NONE = -1, CALL_NO_ROOT = -1, CALL_NO_DTYPE = -1 };

struct call {
    enum operation operation;
    int dtype;  // enum dtype, or CALL_NO_DTYPE
    int reduce; // enum reduce_op, or REDUCE_NONE
    int root;   // or the peer of a send or receive; rank of the job, or CALL_NO_ROOT
    uint32_t tag;
    uint64_t detail; // more that must agree: the list of a new group, say
    int ndim;
    int64_t shape[TENSOR_DIMS];
};

// A call on one tensor; NULL: without.
struct call call_on(enum operation operation, const struct tensor *tensor);

// Two calls agree when their hashes are equal: operation, dtype, shape, reduce op, root, detail.
// (Lists of ranks and shapes are hashed with 64 bits: a false match is out of reach of accident.)
uint64_t call_hash(const struct call *call);

uint64_t call_mix(uint64_t hash, uint64_t more); // for `detail`

const char *operation_name(enum operation operation); // "all_reduce"
const char *reduce_op_name(enum reduce_op op);        // "SUM"

#endif
