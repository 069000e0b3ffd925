// Reading and writing along one dimension by positions that a tensor holds.
#ifndef RANKSH_CORE_TENSOR_GATHER_H
#define RANKSH_CORE_TENSOR_GATHER_H

#include "core/tensor/arithmetic.h"
#include "core/tensor/tensor.h"

// index like x in its number of dimensions -> out of index's shape
enum status tensor_gather(struct tensor *x, int64_t dim, struct tensor *index,
                          struct tensor **ret_tensor);

enum scatter { SCATTER_WRITE, SCATTER_ADD, SCATTER_MULTIPLY };

// x with values of `source` (of index's shape at least), or a number, put at the positions.
enum status tensor_scatter_(struct tensor *x, int64_t dim, struct tensor *index,
                            struct operand source, enum scatter how);

// index (N) or () -> out with N along `dim`
enum status tensor_index_select(struct tensor *x, int64_t dim, struct tensor *index,
                                struct tensor **ret_tensor);
enum status tensor_index_add_(struct tensor *x, int64_t dim, struct tensor *index,
                              struct tensor *source, struct scalar alpha);
enum status tensor_index_copy_(struct tensor *x, int64_t dim, struct tensor *index,
                               struct tensor *source);
enum status tensor_index_fill_(struct tensor *x, int64_t dim, struct tensor *index,
                               struct scalar value);

// Of x as if it were flat.
enum status tensor_take(struct tensor *x, struct tensor *index, struct tensor **ret_tensor);

#endif
