// What a rank calls: the description of a collective or of a send or receive that the members
// compare before anything moves, and that the lab shows while somebody waits.
#ifndef RANKSH_CORE_DIST_CALL_H
#define RANKSH_CORE_DIST_CALL_H

#include <stdbool.h>
#include <stdint.h>

#include "core/tensor/tensor.h"

enum dist_call {
    DIST_ALL_REDUCE,
    DIST_BROADCAST,
    DIST_REDUCE,
    DIST_ALL_GATHER,
    DIST_ALL_GATHER_INTO_TENSOR,
    DIST_GATHER,
    DIST_SCATTER,
    DIST_REDUCE_SCATTER,
    DIST_REDUCE_SCATTER_TENSOR,
    DIST_ALL_TO_ALL,
    DIST_ALL_TO_ALL_SINGLE,
    DIST_BARRIER,
    DIST_MONITORED_BARRIER,
    DIST_BROADCAST_OBJECT_LIST,
    DIST_ALL_GATHER_OBJECT,
    DIST_GATHER_OBJECT,
    DIST_SCATTER_OBJECT_LIST,
    DIST_SEND,
    DIST_RECV,
    DIST_INIT_PROCESS_GROUP,
    DIST_NEW_GROUP,
    DIST_DDP_MODEL,     // DistributedDataParallel(): are the models the same?
    DIST_DDP_BUFFERS,   // its running means and the like, before a forward pass
    DIST_DDP_GRADIENTS, // its buckets, once a step
};
enum { DIST_CALLS = DIST_DDP_GRADIENTS + 1 };

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
    enum dist_call operation;
    int dtype;  // enum dtype, or CALL_NO_DTYPE
    int reduce; // enum reduce_op, or REDUCE_NONE
    int root;   // or the peer of a send or receive; rank of the job, or CALL_NO_ROOT
    uint32_t tag;
    uint64_t detail;  // more that must agree: the list of a new group, say
    const char *note; // the same in a few words, or NULL; its caller's, who stands in the call
    int ndim;
    int64_t shape[TENSOR_DIMS];
};

// A call on one tensor; NULL: without.
struct call call_on(enum dist_call operation, const struct tensor *tensor);

// Two calls agree when their hashes are equal: operation, dtype, shape, reduce op, root, detail.
// (Lists of ranks and shapes are hashed with 64 bits: a false match is out of reach of accident.)
uint64_t call_hash(const struct call *call);

uint64_t call_mix(uint64_t hash, uint64_t more); // for `detail`

const char *dist_call_name(enum dist_call operation); // "all_reduce"
const char *reduce_op_name(enum reduce_op op);        // "SUM"

#endif
