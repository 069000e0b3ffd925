// matmul: the product that fits the operands' numbers of dimensions.
#include <string.h>

#include "core/tensor/convert.h"
#include "core/tensor/matmul.h"
#include "core/tensor/view.h"

// Steps of a chain of operations: keeps the last result, drops the one before.
static enum status next(enum status status, struct tensor **chain, struct tensor *result)
{
    if (status == STATUS_OK) {
        tensor_unref(*chain);
        *chain = result;
    }
    return status;
}

// a (K), b (K,N) -> (N)
static enum status row_times_matrix(struct tensor *a, struct tensor *b, struct tensor **ret_tensor)
{
    struct tensor *chain = NULL, *result;
    enum status status = tensor_unsqueeze(a, 0, &chain);
    if (status == STATUS_OK) {
        status = tensor_mm(chain, b, &result);
        status = next(status, &chain, result);
    }
    if (status == STATUS_OK) {
        status = tensor_squeeze_dim(chain, 0, ret_tensor);
    }
    tensor_unref(chain);
    return status;
}

// a (…,M,K), b (K,N) or (K): the leading dimensions become rows of one product.
static enum status folded(struct tensor *a, struct tensor *b, struct tensor **ret_tensor)
{
    int64_t shape[TENSOR_DIMS];
    struct tensor *chain = NULL, *result;
    int last = a->ndim - 1;
    int64_t rows = 1;
    for (int i = 0; i < last; i++) {
        rows *= a->shape[i];
    }
    memcpy(shape, a->shape, sizeof *shape * (size_t)last);
    enum status status = tensor_reshape(a, 2, (int64_t[]){rows, a->shape[last]}, &chain);
    if (status == STATUS_OK && b->ndim == 2) {
        shape[last] = b->shape[1];
        status = tensor_mm(chain, b, &result);
        status = next(status, &chain, result);
    } else if (status == STATUS_OK) {
        status = tensor_mv(chain, b, &result);
        status = next(status, &chain, result);
    }
    if (status == STATUS_OK) {
        status = tensor_unsafe_view(chain, b->ndim == 2 ? last + 1 : last, shape, ret_tensor);
    }
    tensor_unref(chain);
    return status;
}

// a (M,K) or (K), b (…,K,N): the product of the transposed, transposed back.
static enum status folded_right(struct tensor *a, struct tensor *b, struct tensor **ret_tensor)
{
    struct tensor *left = NULL, *right = NULL, *product = NULL, *flipped = NULL;
    enum status status = tensor_transpose(b, -1, -2, &left);
    if (status == STATUS_OK) {
        status = a->ndim == 2 ? tensor_t(a, &right) : STATUS_OK;
    }
    if (status == STATUS_OK) {
        status = folded(left, right != NULL ? right : a, &product);
    }
    if (status == STATUS_OK && right != NULL) {
        status = tensor_transpose(product, -1, -2, &flipped);
        if (status == STATUS_OK) {
            status = tensor_contiguous(flipped, ret_tensor);
        }
    } else if (status == STATUS_OK) {
        *ret_tensor = tensor_ref(product);
    }
    tensor_unref(left);
    tensor_unref(right);
    tensor_unref(product);
    tensor_unref(flipped);
    return status;
}

// x (…,R,C) spread to the batch shape and made (B,R,C).
static enum status as_batch(struct tensor *x, int ndim, const int64_t *batch,
                            struct tensor **ret_tensor)
{
    int64_t shape[TENSOR_DIMS + 2], count = 1;
    struct tensor *wide;
    memcpy(shape, batch, sizeof *batch * (size_t)ndim);
    shape[ndim] = x->shape[x->ndim - 2];
    shape[ndim + 1] = x->shape[x->ndim - 1];
    for (int i = 0; i < ndim; i++) {
        count *= batch[i];
    }
    enum status status = tensor_expand(x, ndim + 2, shape, &wide);
    if (status == STATUS_OK) {
        status =
            tensor_reshape(wide, 3, (int64_t[]){count, shape[ndim], shape[ndim + 1]}, ret_tensor);
        tensor_unref(wide);
    }
    return status;
}

static enum status batched(struct tensor *a, struct tensor *b, struct tensor **ret_tensor)
{
    int ndim;
    int64_t shape[TENSOR_DIMS + 2];
    struct tensor *left = NULL, *right = NULL, *product = NULL;
    enum status status =
        shape_broadcast(a->ndim - 2, a->shape, b->ndim - 2, b->shape, &ndim, shape);
    if (status == STATUS_OK) {
        status = as_batch(a, ndim, shape, &left);
    }
    if (status == STATUS_OK) {
        status = as_batch(b, ndim, shape, &right);
    }
    if (status == STATUS_OK) {
        status = tensor_bmm(left, right, &product);
    }
    if (status == STATUS_OK) {
        shape[ndim] = a->shape[a->ndim - 2];
        shape[ndim + 1] = b->shape[b->ndim - 1];
        status = tensor_unsafe_view(product, ndim + 2, shape, ret_tensor);
    }
    tensor_unref(left);
    tensor_unref(right);
    tensor_unref(product);
    return status;
}

enum status tensor_matmul(struct tensor *a, struct tensor *b, struct tensor **ret_tensor)
{
    if (a->ndim == 0 || b->ndim == 0) {
        return failure(FAILURE_RUNTIME,
                       "both arguments to matmul need to be at least 1D, but they are %dD and %dD",
                       a->ndim, b->ndim);
    }
    if (a->ndim == 1 && b->ndim == 1) {
        return tensor_dot(a, b, ret_tensor);
    }
    if (a->ndim == 2 && b->ndim == 1) {
        return tensor_mv(a, b, ret_tensor);
    }
    if (a->ndim == 1 && b->ndim == 2) {
        return row_times_matrix(a, b, ret_tensor);
    }
    if (a->ndim == 2 && b->ndim == 2) {
        return tensor_mm(a, b, ret_tensor);
    }
    if (b->ndim <= 2) {
        return folded(a, b, ret_tensor);
    }
    if (a->ndim <= 2) {
        return folded_right(a, b, ret_tensor);
    }
    return batched(a, b, ret_tensor);
}
