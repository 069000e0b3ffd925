// torch.Tensor as the dialect sees it.
#ifndef RANKSH_CORE_TORCH_TENSOR_TYPE_H
#define RANKSH_CORE_TORCH_TENSOR_TYPE_H

#include "core/lang/value.h"
#include "core/tensor/tensor.h"

// The tensor of a value, borrowed; NULL when it is no tensor.
struct tensor *tensor_of(struct value value);

// A value for a tensor, whose reference goes over. Unset: raised.
struct value tensor_value(struct tensor *tensor);

#endif
