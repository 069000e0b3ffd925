// Places named by index tensors: reading, writing, masks turned into indices.
#ifndef RANKSH_CORE_TENSOR_INDEX_TENSORS_H
#define RANKSH_CORE_TENSOR_INDEX_TENSORS_H

#include "core/tensor/tensor.h"

// By what name autograd knows the reading.
enum index_name { INDEX_AS_INDEX, INDEX_AS_SELECT, INDEX_AS_TAKE, INDEX_AS_MASKED, INDEX_AS_ROWS };
enum index_put_name { INDEX_PUT, INDEX_PUT_ADD, INDEX_PUT_COPY, INDEX_PUT_FILL };

// `indices` has TENSOR_DIMS + 1 places, by dimension of x; NULL: the whole dimension. int64.
enum status index_get(struct tensor *x, struct tensor *const *indices, enum index_name name,
                      struct tensor **ret_tensor);
enum status index_put(struct tensor *x, struct tensor *const *indices, struct tensor *value,
                      bool accumulate, enum index_put_name name);

// [0] or [] for True or False.
enum status index_of_truth(bool truth, struct tensor **ret_index);

// The positions where a mask over dimensions `dim` … of `x` is true, one index a dimension, into
// ret_indices[0 … mask->ndim).
enum status index_of_mask(const struct tensor *mask, const struct tensor *x, int dim,
                          struct tensor **ret_indices);

#endif
