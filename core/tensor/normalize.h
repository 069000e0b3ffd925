// Layer normalisation.
#ifndef RANKSH_CORE_TENSOR_NORMALIZE_H
#define RANKSH_CORE_TENSOR_NORMALIZE_H

#include "core/tensor/tensor.h"

// Over the last `dims` dimensions: (x - mean) / sqrt(variance + eps) * weight + bias. Weight and
// bias have the shape of these dimensions; NULL: none.
enum status tensor_layer_norm(struct tensor *x, int dims, struct tensor *weight,
                              struct tensor *bias, double eps, struct tensor **ret_tensor);

#endif
