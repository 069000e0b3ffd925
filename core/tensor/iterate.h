// Walks several tensors of (broadcast) equal shape together, one run of elements at a time.
// Dimensions are put in the order in which memory is laid out and merged where that changes
// nothing, by the rules of PyTorch's TensorIterator: the order of float additions follows from it.
#ifndef RANKSH_CORE_TENSOR_ITERATE_H
#define RANKSH_CORE_TENSOR_ITERATE_H

#include "core/tensor/kernels/kernels.h"
#include "core/tensor/tensor.h"

enum { ITERATE_OPERANDS = 4 };

struct iterate {
    int operands;
    int ndim;                                       // at least 1 after iterate_order()
    int64_t shape[TENSOR_DIMS];                     // after iterate_order(): innermost first
    int64_t strides[ITERATE_OPERANDS][TENSOR_DIMS]; // in bytes; 0 where broadcast
    char *data[ITERATE_OPERANDS];
};

// Starts a walk over `shape`. Operands are added in the order of the loop's data, the result first;
// an operand's shape broadcasts to the walk's.
void iterate_init(struct iterate *walk, int ndim, const int64_t *shape);
void iterate_add(struct iterate *walk, const struct tensor *tensor);

// A value instead of a tensor: the same for all elements.
void iterate_add_value(struct iterate *walk, void *value);

// Sorts and merges dimensions. `reduction`: operand 0 is a result whose stride is 0 along the
// dimensions that are added up, and those come first.
void iterate_order(struct iterate *walk, bool reduction);

// The strides (in elements) that a fresh result of the walk's shape gets, so that it is laid out as
// the operands are. To be called before iterate_order(), without a result among the operands.
void iterate_layout(const struct iterate *walk, int64_t *ret_strides);

// Runs `loop` over everything. STATUS_INTERRUPTED when the interrupt check says so.
enum status iterate_run(struct iterate *walk, kernel_loop *loop, void *context);

// A fresh tensor of `dtype` for the result of an elementwise operation on `a` and `b` (b may be
// NULL): broadcast shape, layout as above.
enum status iterate_result(enum dtype dtype, const struct tensor *a, const struct tensor *b,
                           struct tensor **ret_tensor);
enum status iterate_result_many(enum dtype dtype, int count, struct tensor *const *operands,
                                struct tensor **ret_tensor);

// PyTorch's checks before a write: a tensor written to must not overlap itself, nor partly an
// operand.
enum status iterate_check_overlap(const struct tensor *result, const struct tensor *operand);

#endif
