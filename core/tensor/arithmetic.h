// Arithmetic and comparisons of two operands with broadcasting and type promotion. Differentiable,
// unless the result is bool.
#ifndef RANKSH_CORE_TENSOR_ARITHMETIC_H
#define RANKSH_CORE_TENSOR_ARITHMETIC_H

#include "core/tensor/autograd.h"
#include "core/tensor/kernels/ops.h"
#include "core/tensor/scalar.h"
#include "core/tensor/tensor.h"

// An operand that may be a tensor or a number: exactly one of them.
struct operand {
    struct tensor *tensor; // NULL: the number
    struct scalar scalar;
};

static inline struct operand operand_tensor(struct tensor *tensor)
{
    return (struct operand){.tensor = tensor};
}

static inline struct operand operand_scalar(struct scalar scalar)
{
    return (struct operand){.scalar = scalar};
}

// The type of a result of the two, by PyTorch's rule (torch.result_type).
enum dtype elementwise_result_type(struct operand a, struct operand b);

enum status tensor_add(struct tensor *a, struct tensor *b, struct scalar alpha,
                       struct tensor **ret_tensor); // a + alpha * b
enum status tensor_sub(struct tensor *a, struct tensor *b, struct scalar alpha,
                       struct tensor **ret_tensor);
enum status tensor_mul(struct tensor *a, struct tensor *b, struct tensor **ret_tensor);
enum status tensor_div(struct tensor *a, struct tensor *b, struct tensor **ret_tensor);
enum status tensor_neg(struct tensor *x, struct tensor **ret_tensor);

enum arithmetic {
    ARITHMETIC_ADD, // a + alpha * b
    ARITHMETIC_SUB,
    ARITHMETIC_RSUB, // b - alpha * a
    ARITHMETIC_MUL,
    ARITHMETIC_DIV,
    ARITHMETIC_FLOOR_DIVIDE, // //
    ARITHMETIC_DIV_FLOOR,    // div(rounding_mode='floor'): the same with another grad_fn
    ARITHMETIC_DIV_TRUNC,
    ARITHMETIC_REMAINDER, // %
    ARITHMETIC_FMOD,
    ARITHMETIC_POW,
    ARITHMETIC_MAXIMUM,
    ARITHMETIC_MINIMUM,
    ARITHMETIC_FMAX,
    ARITHMETIC_FMIN,
    ARITHMETIC_ATAN2,
    ARITHMETIC_HYPOT,
    ARITHMETIC_LOGADDEXP,
    ARITHMETIC_AND,
    ARITHMETIC_OR,
    ARITHMETIC_XOR,
    ARITHMETIC_SHIFT_LEFT,
    ARITHMETIC_SHIFT_RIGHT,
    ARITHMETIC_COUNT
};

// At least one operand is a tensor. `alpha` is for ADD, SUB and RSUB; 1 otherwise.
enum status tensor_arithmetic(enum arithmetic op, struct operand a, struct operand b,
                              struct scalar alpha, struct tensor **ret_tensor);
// a becomes the result.
enum status tensor_arithmetic_(enum arithmetic op, struct tensor *a, struct operand b,
                               struct scalar alpha);

enum status tensor_compare(enum compare op, struct operand a, struct operand b,
                           struct tensor **ret_tensor);
enum status tensor_compare_(enum compare op, struct tensor *a, struct operand b);

// ---- for the engine: values only, no history, no versions

// a += b, in place; shapes and types are equal.
enum status tensor_add_values(struct tensor *a, const struct tensor *b);

#endif
