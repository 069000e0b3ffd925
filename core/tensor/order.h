// Order: sorting, the largest few, medians, where the largest lies, distinct values, running sums.
#ifndef RANKSH_CORE_TENSOR_ORDER_H
#define RANKSH_CORE_TENSOR_ORDER_H

#include "core/tensor/tensor.h"

// Values and their positions along `dim`; stable, NaN last (first when descending).
enum status tensor_sort(struct tensor *x, int64_t dim, bool descending, struct tensor **ret_values,
                        struct tensor **ret_indices);
enum status tensor_topk(struct tensor *x, int64_t k, int64_t dim, bool largest,
                        struct tensor **ret_values, struct tensor **ret_indices);
enum status tensor_kthvalue(struct tensor *x, int64_t k, int64_t dim, bool keep,
                            struct tensor **ret_values, struct tensor **ret_indices);
enum status tensor_median(struct tensor *x, int64_t dim, bool keep, struct tensor **ret_values,
                          struct tensor **ret_indices);
enum status tensor_median_all(struct tensor *x, struct tensor **ret_tensor);
enum status tensor_mode(struct tensor *x, int64_t dim, bool keep, struct tensor **ret_values,
                        struct tensor **ret_indices);

// The extreme along a dimension and its first position.
enum status tensor_max_dim(struct tensor *x, bool largest, int64_t dim, bool keep,
                           struct tensor **ret_values, struct tensor **ret_indices);
// dim NULL: of the flattened tensor.
enum status tensor_argmax(struct tensor *x, bool largest, const int64_t *dim, bool keep,
                          struct tensor **ret_tensor);

// Sorted distinct values of the flattened tensor. inverse (of x's shape), counts: NULL if not
// wanted.
enum status tensor_unique(struct tensor *x, struct tensor **ret_values, struct tensor **ret_inverse,
                          struct tensor **ret_counts);

enum scan { SCAN_SUM, SCAN_PRODUCT, SCAN_LOGSUMEXP };
enum status tensor_scan(enum scan scan, struct tensor *x, int64_t dim, const enum dtype *dtype,
                        struct tensor **ret_tensor);
enum status tensor_cummax(struct tensor *x, bool largest, int64_t dim, struct tensor **ret_values,
                          struct tensor **ret_indices);

#endif
