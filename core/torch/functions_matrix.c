// Products of matrices and vectors.
#include "core/tensor/arithmetic.h"
#include "core/tensor/matmul.h"
#include "core/tensor/reduce.h"
#include "core/tensor/view.h"
#include "core/torch/functions.h"

typedef enum status product_fn(struct tensor *a, struct tensor *b, struct tensor **ret_tensor);

enum product { MATMUL, MM, BMM, MV, DOT };

static product_fn *const products[] = {tensor_matmul, tensor_mm, tensor_bmm, tensor_mv, tensor_dot};

static struct value product(struct call *call)
{
    struct tensor *result = NULL;
    enum status status =
        products[call->function->detail](call_tensor(call, 0), call_tensor(call, 1), &result);
    return tensor_result(status, result);
}

static struct value inner(struct call *call)
{
    if (call_tensor(call, 0)->ndim != 1 || call_tensor(call, 1)->ndim != 1) {
        return raise_refused("ranksh has torch.inner of vectors only");
    }
    return product(call);
}

static struct value addmm(struct call *call)
{
    struct tensor *result = NULL;
    enum status status =
        tensor_addmm(call_tensor(call, 0), call_tensor(call, 1), call_tensor(call, 2),
                     call_scalar(call, 3), call_scalar(call, 4), &result);
    return tensor_result(status, result);
}

// beta c + alpha (a b) by any product: baddbmm, addmv
static struct value add_product(struct call *call)
{
    struct tensor *c = call_tensor(call, 0), *both = NULL, *scaled = NULL, *result = NULL;
    struct scalar beta = call_scalar(call, 3), alpha = call_scalar(call, 4);
    enum status status =
        products[call->function->detail](call_tensor(call, 1), call_tensor(call, 2), &both);
    if (status == STATUS_OK) {
        status = tensor_arithmetic(ARITHMETIC_MUL, operand_tensor(c), operand_scalar(beta),
                                   scalar_int(1), &scaled);
    }
    if (status == STATUS_OK) {
        status = tensor_add(scaled, both, alpha, &result);
        tensor_unref(scaled);
    }
    tensor_unref(both);
    return tensor_result(status, result);
}

// a (N), b (M) -> (N,M)
static struct value outer(struct call *call)
{
    struct tensor *a = call_tensor(call, 0), *b = call_tensor(call, 1), *column, *result = NULL;
    for (int i = 0; i < 2; i++) {
        const struct tensor *x = i == 0 ? a : b;
        if (x->ndim != 1) {
            return raise_error(&exception_runtime_error,
                               "outer: Expected 1-D argument %s, but got %d-D",
                               i == 0 ? "self" : "vec2", x->ndim);
        }
    }
    enum status status = tensor_unsqueeze(a, 1, &column);
    if (status == STATUS_OK) {
        status = tensor_mul(column, b, &result);
        tensor_unref(column);
    }
    return tensor_result(status, result);
}

// The sum of the diagonal.
static struct value trace(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *diagonal, *result = NULL;
    if (x->ndim != 2) {
        return raise_error(&exception_runtime_error,
                           "trace: expected a matrix, but got tensor with dim %d", x->ndim);
    }
    enum status status = tensor_diagonal(x, 0, 0, 1, &diagonal);
    if (status == STATUS_OK) {
        status = tensor_sum(diagonal, NULL, NULL, &result);
        tensor_unref(diagonal);
    }
    return tensor_result(status, result);
}

// The norm of the difference.
static struct value dist(struct call *call)
{
    struct tensor *gap, *result = NULL;
    enum status status =
        tensor_sub(call_tensor(call, 0), call_tensor(call, 1), scalar_int(1), &gap);
    if (status == STATUS_OK) {
        status = tensor_norm(gap, call_double(call, 2), NULL, "DistBackward0", &result);
        tensor_unref(gap);
    }
    return tensor_result(status, result);
}

#define OLD_AND_NEW(a, b)                                                                  \
    "(Tensor input, Tensor " a ", Tensor " b ", *, Scalar beta=1, Scalar alpha=1, Tensor " \
    "out=None)"

const struct torch_function functions_matrix[] = {
    {"matmul", "(Tensor input, Tensor other" SIGNATURE_OUT, product, CALL_BOTH, MATMUL, NULL},
    {"mm", "(Tensor input, Tensor mat2" SIGNATURE_OUT, product, CALL_BOTH, MM, NULL},
    {"bmm", "(Tensor input, Tensor mat2" SIGNATURE_OUT, product, CALL_BOTH, BMM, NULL},
    {"mv", "(Tensor input, Tensor vec" SIGNATURE_OUT, product, CALL_BOTH, MV, NULL},
    {"dot", "(Tensor input, Tensor tensor" SIGNATURE_OUT, product, CALL_BOTH, DOT, NULL},
    {"inner", "(Tensor input, Tensor other" SIGNATURE_OUT, inner, CALL_BOTH, DOT, NULL},
    {"vdot", "(Tensor input, Tensor other" SIGNATURE_OUT, product, CALL_BOTH, DOT, NULL},
    {"addmm", OLD_AND_NEW("mat1", "mat2"), addmm, CALL_BOTH, 0, NULL},
    {"addmv", OLD_AND_NEW("mat", "vec"), add_product, CALL_BOTH, MV, NULL},
    {"baddbmm", OLD_AND_NEW("batch1", "batch2"), add_product, CALL_BOTH, BMM, NULL},
    {"outer", "(Tensor input, Tensor vec2" SIGNATURE_OUT, outer, CALL_BOTH, 0, NULL},
    {"ger", "(Tensor input, Tensor vec2" SIGNATURE_OUT, outer, CALL_BOTH, 0, NULL},
    {"trace", SIGNATURE_PLAIN, trace, CALL_BOTH, 0, NULL},
    {"dist", "(Tensor input, Tensor other, Scalar p=2)", dist, CALL_BOTH, 0, NULL},
    {NULL, NULL, NULL, 0, 0, NULL},
};
