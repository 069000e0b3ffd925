// The linear layer as one node: x (M,In), weight (Out,In), bias (Out) -> out (M,Out).
#include <string.h>

#include "core/tensor/arithmetic.h"
#include "core/tensor/convert.h"
#include "core/tensor/gemm.h"
#include "core/tensor/matmul.h"
#include "core/tensor/reduce.h"
#include "core/tensor/view.h"

enum { EDGE_BIAS, EDGE_X, EDGE_WEIGHT };
enum { SAVED_X, SAVED_WEIGHT };

// out (M,N) = left (M,K) right (K,N), in memory that is waiting for it if there is some.
static enum status product(struct node *node, int edge, enum dtype dtype, struct gemm_matrix left,
                           struct gemm_matrix right, struct tensor **ret_tensor)
{
    enum status status = STATUS_OK;
    struct tensor *out = edge >= 0 ? autograd_destination(node, edge) : NULL;
    if (out == NULL) {
        status = tensor_create(dtype, 2, (int64_t[]){left.rows, right.columns}, &out);
    }
    if (status != STATUS_OK) {
        return status;
    }
    status = gemm(dtype, 1, left, right, 0, gemm_matrix_of(out));
    if (status != STATUS_OK) {
        tensor_unref(out);
        return status;
    }
    *ret_tensor = out;
    return STATUS_OK;
}

// d_x = d_out weight, d_weight = d_out^T x, d_bias = rows of d_out added up
static enum status linear_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    struct tensor *x, *weight, *grad = grads[0];
    struct gemm_matrix d_out = gemm_matrix_of(grad);
    enum status status = STATUS_OK;
    if (node_wants(node, EDGE_BIAS)) {
        status = tensor_sum_to_shape(grad, 1, &grad->shape[1], &ret_grads[EDGE_BIAS]);
    }
    if (status == STATUS_OK && node_wants(node, EDGE_X)) {
        status = node_saved(node, SAVED_WEIGHT, &weight);
        if (status == STATUS_OK) {
            status =
                product(node, -1, grad->dtype, d_out, gemm_matrix_of(weight), &ret_grads[EDGE_X]);
        }
    }
    if (status == STATUS_OK && node_wants(node, EDGE_WEIGHT)) {
        status = node_saved(node, SAVED_X, &x);
        if (status == STATUS_OK) {
            status = product(node, EDGE_WEIGHT, grad->dtype, gemm_transposed(d_out),
                             gemm_matrix_of(x), &ret_grads[EDGE_WEIGHT]);
        }
    }
    return status;
}

static const struct node_type with_bias_type = {"AddmmBackward0", linear_back, NULL};
static const struct node_type plain_type = {"MmBackward0", linear_back, NULL};

static enum status record(struct tensor *x, struct tensor *weight, struct tensor *bias,
                          struct tensor *out)
{
    struct node *node = node_create(bias != NULL ? &with_bias_type : &plain_type, 3, 2, 0);
    if (node != NULL) {
        if (bias != NULL) {
            node_connect(node, EDGE_BIAS, bias);
        }
        node_connect(node, EDGE_X, x);
        node_connect(node, EDGE_WEIGHT, weight);
        if (node_wants(node, EDGE_X)) {
            node_save(node, SAVED_WEIGHT, weight);
        }
        if (node_wants(node, EDGE_WEIGHT)) {
            node_save(node, SAVED_X, x);
        }
    }
    return autograd_attach(out, node);
}

static enum status check(const struct tensor *x, const struct tensor *weight)
{
    if (x->shape[1] != weight->shape[1]) {
        return failure(FAILURE_RUNTIME,
                       "mat1 and mat2 shapes cannot be multiplied (%lldx%lld and %lldx%lld)",
                       (long long)x->shape[0], (long long)x->shape[1], (long long)weight->shape[1],
                       (long long)weight->shape[0]);
    }
    if (x->dtype != weight->dtype) {
        return failure(FAILURE_RUNTIME, "mat1 and mat2 must have the same dtype");
    }
    if (x->dtype == DTYPE_BOOL) {
        return failure(FAILURE_RUNTIME, "\"addmm_impl_cpu_\" not implemented for 'Bool'");
    }
    return STATUS_OK;
}

// The bias in every row, for GEMM to add to.
static enum status fill_with_bias(struct tensor *out, struct tensor *bias)
{
    if (bias->dtype != out->dtype) {
        return failure(FAILURE_RUNTIME, "expected scalar type %s but found %s",
                       dtype_facts[out->dtype].scalar_name, dtype_facts[bias->dtype].scalar_name);
    }
    if (bias->ndim == 1 && bias->shape[0] == out->shape[1] && bias->contiguous) {
        size_t size = (size_t)bias->numel * tensor_item_size(bias);
        char *row = tensor_data(out);
        for (int64_t i = 0; i < out->shape[0]; i++, row += size) {
            memcpy(row, tensor_data(bias), size);
        }
        return STATUS_OK;
    }
    struct tensor *wide;
    enum status status = tensor_expand(bias, 2, out->shape, &wide);
    if (status == STATUS_OK) {
        status = tensor_copy_values(out, wide);
        tensor_unref(wide);
    }
    return status;
}

static enum status linear_rows(struct tensor *x, struct tensor *weight, struct tensor *bias,
                               struct tensor **ret_tensor)
{
    struct tensor *out;
    enum status status = check(x, weight);
    if (status == STATUS_OK) {
        status = tensor_create(x->dtype, 2, (int64_t[]){x->shape[0], weight->shape[0]}, &out);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (bias != NULL) {
        status = fill_with_bias(out, bias);
    }
    if (status == STATUS_OK) {
        status = gemm(x->dtype, 1, gemm_matrix_of(x), gemm_transposed(gemm_matrix_of(weight)),
                      bias != NULL ? 1 : 0, gemm_matrix_of(out));
    }
    bool recorded =
        autograd_wants(x) || autograd_wants(weight) || (bias != NULL && autograd_wants(bias));
    if (status == STATUS_OK && recorded) {
        status = record(x, weight, bias, out);
    }
    if (status != STATUS_OK) {
        tensor_unref(out);
        return status;
    }
    *ret_tensor = out;
    return STATUS_OK;
}

// More than two dimensions: the leading ones become rows.
static enum status linear_stack(struct tensor *x, struct tensor *weight, struct tensor *bias,
                                struct tensor **ret_tensor)
{
    struct tensor *rows = NULL, *out = NULL;
    int last = x->ndim - 1;
    int64_t shape[TENSOR_DIMS], count = 1;
    for (int i = 0; i < last; i++) {
        shape[i] = x->shape[i];
        count *= x->shape[i];
    }
    shape[last] = weight->shape[0];
    enum status status = tensor_reshape(x, 2, (int64_t[]){count, x->shape[last]}, &rows);
    if (status == STATUS_OK) {
        status = linear_rows(rows, weight, bias, &out);
    }
    if (status == STATUS_OK) {
        status = bias != NULL ? tensor_view(out, x->ndim, shape, ret_tensor)
                              : tensor_unsafe_view(out, x->ndim, shape, ret_tensor);
    }
    tensor_unref(rows);
    tensor_unref(out);
    return status;
}

enum status tensor_linear(struct tensor *x, struct tensor *weight, struct tensor *bias,
                          struct tensor **ret_tensor)
{
    if (x->ndim == 2 && weight->ndim == 2) {
        return linear_rows(x, weight, bias, ret_tensor);
    }
    if (x->ndim > 2 && weight->ndim == 2) {
        return linear_stack(x, weight, bias, ret_tensor);
    }
    struct tensor *flipped, *product_of;
    enum status status = tensor_t(weight, &flipped);
    if (status != STATUS_OK) {
        return status;
    }
    status = tensor_matmul(x, flipped, &product_of);
    tensor_unref(flipped);
    if (status != STATUS_OK) {
        return status;
    }
    if (bias == NULL) {
        *ret_tensor = product_of;
        return STATUS_OK;
    }
    status = tensor_add(product_of, bias, scalar_int(1), ret_tensor);
    tensor_unref(product_of);
    return status;
}
