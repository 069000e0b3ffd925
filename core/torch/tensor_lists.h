// Several tensors as one value of the dialect.
#ifndef RANKSH_CORE_TORCH_TENSOR_LISTS_H
#define RANKSH_CORE_TORCH_TENSOR_LISTS_H

#include "core/torch/tensor_type.h"

// A tuple of `count` tensors; takes their references over, also on failure.
struct value tensor_tuple(struct tensor *const *tensors, int64_t count);

// The positions of what is not zero: one int64 tensor a dimension.
struct value tensor_list_of_places(struct tensor *x);

// The views along `dim`, one an index.
struct value tensor_list_unbound(struct tensor *x, int64_t dim);

#endif
