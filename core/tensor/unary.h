// Functions of one variable, element by element: UNARY_OPS in kernels/ops.h. Differentiable, unless
// the result is bool.
#ifndef RANKSH_CORE_TENSOR_UNARY_H
#define RANKSH_CORE_TENSOR_UNARY_H

#include "core/tensor/autograd.h"
#include "core/tensor/kernels/ops.h"
#include "core/tensor/tensor.h"

// `params` (up to 4) as the operation has them, NULL if it has none:
// LEAKY_RELU slope · ELU alpha, scale, input scale · SOFTPLUS beta, threshold · HARDTANH and CLAMP
// low, high · THRESHOLD limit, value · LOGIT eps (negative: none) · POW_SCALAR exponent
enum status tensor_unary(enum map op, struct tensor *x, const double *params,
                         struct tensor **ret_tensor);
enum status tensor_unary_(enum map op, struct tensor *x, const double *params); // in place

// relu of a tensor whose elements nobody else will read: written over it where that is allowed.
// Takes the reference over.
enum status tensor_relu_taken(struct tensor *x, struct tensor **ret_tensor);

#endif
