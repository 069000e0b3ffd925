// softmax and its logarithm along one dimension.
#ifndef RANKSH_CORE_TENSOR_SOFTMAX_H
#define RANKSH_CORE_TENSOR_SOFTMAX_H

#include "core/tensor/tensor.h"

enum status tensor_softmax(struct tensor *x, int64_t dim, struct tensor **ret_tensor);
enum status tensor_log_softmax(struct tensor *x, int64_t dim, struct tensor **ret_tensor);

// log_softmax of the rows of x (R,C), packed, values only; for losses.
enum status softmax_log_rows(const struct tensor *x, struct tensor **ret_tensor);

#endif
