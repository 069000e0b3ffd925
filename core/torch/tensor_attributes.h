// What can be read of a tensor without a call: x.shape, x.grad, x.T … They stand in the base class
// of torch.Tensor, as in PyTorch; the methods are the tables that call.h serves.
#ifndef RANKSH_CORE_TORCH_TENSOR_ATTRIBUTES_H
#define RANKSH_CORE_TORCH_TENSOR_ATTRIBUTES_H

#include "core/lang/objects/type.h"

extern struct type tensor_base_type; // torch._C._TensorBase

#endif
