// Tensors put together and taken apart, repeated, turned round, cut to triangles.
#ifndef RANKSH_CORE_TENSOR_JOIN_H
#define RANKSH_CORE_TENSOR_JOIN_H

#include "core/tensor/tensor.h"

enum status tensor_cat(int count, struct tensor *const *tensors, int64_t dim,
                       struct tensor **ret_tensor);
enum status tensor_stack(int count, struct tensor *const *tensors, int64_t dim,
                         struct tensor **ret_tensor);

// Views. The caller gives room for ret_views and learns beforehand how many there will be; each is
// a new reference.
enum status tensor_unbind_count(const struct tensor *x, int64_t dim, int64_t *ret_count);
enum status tensor_unbind(struct tensor *x, int64_t dim, struct tensor **ret_views);
enum status tensor_split_count(const struct tensor *x, int64_t size, int64_t dim,
                               int64_t *ret_count);
enum status tensor_split(struct tensor *x, int64_t size, int64_t dim, struct tensor **ret_views);
enum status tensor_split_sizes(struct tensor *x, int64_t count, const int64_t *sizes, int64_t dim,
                               struct tensor **ret_views);

enum status tensor_repeat(struct tensor *x, int count, const int64_t *times,
                          struct tensor **ret_tensor);
enum status tensor_flip(struct tensor *x, int count, const int64_t *dims,
                        struct tensor **ret_tensor);
enum status tensor_roll(struct tensor *x, int64_t shift, int64_t dim, struct tensor **ret_tensor);

// Zero above (lower) or below the diagonal that lies `diagonal` to the right of the main one.
enum status tensor_triangle(struct tensor *x, bool lower, int64_t diagonal,
                            struct tensor **ret_tensor);

// A matrix from a vector, or a matrix's diagonal (a copy).
enum status tensor_diag(struct tensor *x, int64_t diagonal, struct tensor **ret_tensor);

// x with `before` and `after` elements of `value` around each dimension; negative ones cut.
enum status tensor_pad(struct tensor *x, const int64_t *before, const int64_t *after, double value,
                       struct tensor **ret_tensor);

#endif
