// The inner steps of optimizers: one parameter at a time, in place, without history.
#ifndef RANKSH_CORE_TENSOR_OPTIMIZE_H
#define RANKSH_CORE_TENSOR_OPTIMIZE_H

#include "core/tensor/kernels/kernels.h"
#include "core/tensor/tensor.h"

// p -= lr * …; `momentum` is the buffer or NULL. All of one shape and float type.
enum status optimize_sgd(struct tensor *p, struct tensor *grad, struct tensor *momentum,
                         const struct kernel_sgd *how);

// `top` is AMSGrad's buffer or NULL.
enum status optimize_adam(struct tensor *p, struct tensor *grad, struct tensor *mean,
                          struct tensor *square, struct tensor *top, const struct kernel_adam *how);

// Multiplies packed elements, in place; float types.
void optimize_scale(enum dtype dtype, void *elements, int64_t n, double by);

#endif
