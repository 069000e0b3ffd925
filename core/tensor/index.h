// x[…] and x[…] = value: whole numbers, slices, None, …, truth values, masks, index tensors.
#ifndef RANKSH_CORE_TENSOR_INDEX_H
#define RANKSH_CORE_TENSOR_INDEX_H

#include "core/tensor/arithmetic.h"
#include "core/tensor/tensor.h"

enum index_kind { INDEX_INT, INDEX_SLICE, INDEX_NONE, INDEX_ELLIPSIS, INDEX_BOOL, INDEX_TENSOR };

struct index_item {
    enum index_kind kind;
    int64_t start, end, step; // INT and BOOL: start. SLICE: as Python gives them, clipped
    struct tensor *tensor;    // int64, uint8 (a mask) or bool; borrowed
};

enum { INDEX_MAX = 32 };

// A view where no tensor is among the items, a copy otherwise.
enum status tensor_index(struct tensor *x, int count, const struct index_item *items,
                         struct tensor **ret_tensor);

enum status tensor_index_set(struct tensor *x, int count, const struct index_item *items,
                             struct operand value);

// x with `value` written or added at the places that `indices` (one a dimension, NULL for all of
// it) name, in place.
enum status tensor_index_put_(struct tensor *x, int count, struct tensor *const *indices,
                              struct tensor *value, bool accumulate);

// Positions of elements that are not zero: (count, ndim) int64.
enum status tensor_nonzero(const struct tensor *x, struct tensor **ret_tensor);

enum status tensor_masked_select(struct tensor *x, struct tensor *mask, struct tensor **ret_tensor);

#endif
