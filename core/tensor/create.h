// Tensors from nothing: filled, counted, spaced.
#ifndef RANKSH_CORE_TENSOR_CREATE_H
#define RANKSH_CORE_TENSOR_CREATE_H

#include "core/tensor/scalar.h"
#include "core/tensor/tensor.h"

enum status tensor_full(enum dtype dtype, int ndim, const int64_t *shape, struct scalar value,
                        struct tensor **ret_tensor);
enum status tensor_zeros(enum dtype dtype, int ndim, const int64_t *shape,
                         struct tensor **ret_tensor);

// Shape (and layout, if it has no gaps) of `x`.
enum status tensor_empty_like(const struct tensor *x, enum dtype dtype, struct tensor **ret_tensor);
enum status tensor_zeros_like(const struct tensor *x, struct tensor **ret_tensor);

// start, start + step, … while before end.
enum status tensor_arange(struct scalar start, struct scalar end, struct scalar step,
                          enum dtype dtype, struct tensor **ret_tensor);
enum status tensor_linspace(double start, double end, int64_t steps, enum dtype dtype,
                            struct tensor **ret_tensor);
enum status tensor_logspace(double start, double end, int64_t steps, double base, enum dtype dtype,
                            struct tensor **ret_tensor);
enum status tensor_eye(int64_t rows, int64_t columns, enum dtype dtype, struct tensor **ret_tensor);
enum status tensor_of_scalar(struct scalar value, enum dtype dtype, struct tensor **ret_tensor);

#endif
