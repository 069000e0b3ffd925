// Products of vectors, matrices and stacks of matrices.
#ifndef RANKSH_CORE_TENSOR_MATMUL_H
#define RANKSH_CORE_TENSOR_MATMUL_H

#include "core/tensor/scalar.h"
#include "core/tensor/tensor.h"

enum status tensor_mm(struct tensor *a, struct tensor *b, struct tensor **ret_tensor);
enum status tensor_bmm(struct tensor *a, struct tensor *b, struct tensor **ret_tensor);
enum status tensor_mv(struct tensor *a, struct tensor *x, struct tensor **ret_tensor);
enum status tensor_dot(struct tensor *a, struct tensor *b, struct tensor **ret_tensor);

// beta c + alpha a b
enum status tensor_addmm(struct tensor *c, struct tensor *a, struct tensor *b, struct scalar beta,
                         struct scalar alpha, struct tensor **ret_tensor);

// Any of them by the numbers of dimensions (the @ operator).
enum status tensor_matmul(struct tensor *a, struct tensor *b, struct tensor **ret_tensor);

// x (…,In), weight (Out,In) or (In), bias (Out) or NULL -> (…,Out), as nn.functional.linear.
enum status tensor_linear(struct tensor *x, struct tensor *weight, struct tensor *bias,
                          struct tensor **ret_tensor);

#endif
