// What DistributedDataParallel does behind the learner's back: the same values on all ranks at the
// start, and the mean of their gradients after each backward.
//
// Gradients live in buckets, flat runs of memory, filled from the last parameter to the first: one
// of 1 MiB, then larger ones. A backward writes into them directly; when it is through, each bucket
// is multiplied by 1/size and summed over the ranks. All of that is one agreed call a step.
#ifndef RANKSH_CORE_DIST_REDUCER_H
#define RANKSH_CORE_DIST_REDUCER_H

#include <stdbool.h>
#include <stddef.h>

#include "core/dist/process_group.h"
#include "core/tensor/tensor.h"

struct reducer;

// Compares numbers and shapes of the parameters on all ranks, then copies rank 0's values of
// `tensors` (parameters first, then buffers) to all. STATUS_INVALID on all ranks when the models
// differ: a failure() in PyTorch's words.
enum status reducer_share_model(struct process_group *group, struct tensor **tensors,
                                int tensor_count, int parameter_count);

// Copies rank 0's values to all, before a forward pass: running means and the like.
enum status reducer_share_buffers(struct process_group *group, struct tensor **buffers, int count);

struct reducer_options {
    size_t bucket_bytes; // of all but the first bucket
    bool find_unused;    // parameters that a backward did not reach count as zero
};

// Watches the gradients of `parameters`, which are leaves that require grad; keeps references.
enum status reducer_create(struct process_group *group, struct tensor **parameters, int count,
                           const struct reducer_options *options, struct reducer **ret_reducer);
void reducer_destroy(struct reducer *reducer); // NULL is fine

// Before a forward pass: whether the next backward ends in a reduction (not inside no_sync). A
// failure() in PyTorch's words when the last one did not reach all parameters.
enum status reducer_prepare(struct reducer *reducer, bool sync);

int reducer_bucket_count(const struct reducer *reducer);
size_t reducer_bucket_size(const struct reducer *reducer, int bucket); // bytes

#endif
