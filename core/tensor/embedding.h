// Rows of a table by their numbers.
#ifndef RANKSH_CORE_TENSOR_EMBEDDING_H
#define RANKSH_CORE_TENSOR_EMBEDDING_H

#include "core/tensor/tensor.h"

// weight (N,D), index (…) int64 or int32 -> (…,D). Row `padding` gets no gradient; negative: none.
enum status tensor_embedding(struct tensor *weight, struct tensor *index, int64_t padding,
                             struct tensor **ret_tensor);

#endif
