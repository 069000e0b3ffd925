// repeat, flip, roll, triangles, diagonals, padding: the same elements in other places. What takes
// a gradient back is mostly the operation itself.
#include <string.h>

#include "core/tensor/autograd.h"
#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/join.h"
#include "core/tensor/reduce.h"
#include "core/tensor/view.h"

struct params {
    int ndim;
    int64_t shape[TENSOR_DIMS]; // of x
    int64_t numbers[2 * TENSOR_DIMS];
    int count;
};

static enum status record(const struct node_type *type, struct tensor *x, int count,
                          const int64_t *numbers, struct tensor *out)
{
    if (!autograd_wants(x)) {
        return STATUS_OK;
    }
    struct node *node = node_create(type, 1, 0, sizeof(struct params));
    if (node != NULL) {
        struct params *params = node->params;
        params->ndim = x->ndim;
        params->count = count;
        memcpy(params->shape, x->shape, sizeof *x->shape * x->ndim);
        memcpy(params->numbers, numbers, sizeof *numbers * (size_t)count);
        node_connect(node, 0, x);
    }
    return autograd_attach(out, node);
}

// The end of every function here: history, and the result handed over or dropped.
static enum status finish(enum status status, const struct node_type *type, struct tensor *x,
                          int count, const int64_t *numbers, struct tensor *out,
                          struct tensor **ret_tensor)
{
    if (status == STATUS_OK) {
        status = record(type, x, count, numbers, out);
    }
    if (status != STATUS_OK) {
        tensor_unref(out);
        return status;
    }
    *ret_tensor = out;
    return STATUS_OK;
}

// ---- repeat: out seen as (t1,s1,t2,s2,…) holds x (1,s1,1,s2,…) t times

static void interleave(int ndim, const int64_t *times, const int64_t *sizes, int64_t *ret_shape)
{
    for (int i = 0; i < ndim; i++) {
        ret_shape[2 * i] = times[i];
        ret_shape[2 * i + 1] = sizes[i];
    }
}

static enum status repeat_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct params *params = node->params;
    int64_t sizes[TENSOR_DIMS], shape[2 * TENSOR_DIMS], dims[TENSOR_DIMS];
    int ndim = params->count, lead = ndim - params->ndim;
    struct tensor *apart, *sum;
    for (int i = 0; i < ndim; i++) {
        sizes[i] = i < lead ? 1 : params->shape[i - lead];
        dims[i] = 2 * i;
    }
    interleave(ndim, params->numbers, sizes, shape);
    enum status status = tensor_reshape(grads[0], 2 * ndim, shape, &apart);
    if (status != STATUS_OK) {
        return status;
    }
    struct reduce_dims which = {ndim, dims, false};
    status = tensor_sum(apart, &which, NULL, &sum);
    tensor_unref(apart);
    if (status == STATUS_OK) {
        status = tensor_reshape(sum, params->ndim, params->shape, ret_grads);
        tensor_unref(sum);
    }
    return status;
}

static const struct node_type repeat_type = {"RepeatBackward0", repeat_back, NULL};

static enum status repeat_values(const struct tensor *x, int ndim, const int64_t *times,
                                 struct tensor *out)
{
    int64_t sizes[TENSOR_DIMS], ones[TENSOR_DIMS], small[2 * TENSOR_DIMS], large[2 * TENSOR_DIMS];
    int lead = ndim - x->ndim;
    struct tensor *packed, *from = NULL, *to = NULL;
    for (int i = 0; i < ndim; i++) {
        sizes[i] = i < lead ? 1 : x->shape[i - lead];
        ones[i] = 1;
    }
    interleave(ndim, ones, sizes, small);
    interleave(ndim, times, sizes, large);
    enum status status = tensor_pack_values(x, &packed);
    if (status != STATUS_OK) {
        return status;
    }
    status = tensor_over(packed->storage, x->dtype, 0, 2 * ndim, small, NULL, &from);
    if (status == STATUS_OK) {
        status = tensor_over(out->storage, x->dtype, 0, 2 * ndim, large, NULL, &to);
    }
    if (status == STATUS_OK) {
        status = tensor_copy_values(to, from);
    }
    tensor_unref(from);
    tensor_unref(to);
    tensor_unref(packed);
    return status;
}

enum status tensor_repeat(struct tensor *x, int count, const int64_t *times,
                          struct tensor **ret_tensor)
{
    int64_t shape[TENSOR_DIMS];
    struct tensor *out;
    if (count < x->ndim) {
        return failure(FAILURE_RUNTIME, "Number of dimensions of repeat dims can not be smaller "
                                        "than number of dimensions of tensor");
    }
    if (2 * count > TENSOR_DIMS) {
        return status_fail(STATUS_UNSUPPORTED, "ranksh repeats tensors of up to %d dimensions",
                           TENSOR_DIMS / 2);
    }
    for (int i = 0; i < count; i++) {
        int from = i - (count - x->ndim);
        shape[i] = times[i] * (from >= 0 ? x->shape[from] : 1);
    }
    enum status status = tensor_create(x->dtype, count, shape, &out);
    if (status != STATUS_OK) {
        return status;
    }
    status = out->numel > 0 ? repeat_values(x, count, times, out) : STATUS_OK;
    return finish(status, &repeat_type, x, count, times, out, ret_tensor);
}

// ---- flip: read backwards

static enum status flip_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct params *params = node->params;
    return tensor_flip(grads[0], params->count, params->numbers, ret_grads);
}

static const struct node_type flip_type = {"FlipBackward0", flip_back, NULL};

enum status tensor_flip(struct tensor *x, int count, const int64_t *dims,
                        struct tensor **ret_tensor)
{
    struct tensor *out, *backwards;
    int64_t strides[TENSOR_DIMS], offset = x->offset;
    bool flipped[TENSOR_DIMS] = {false};
    memcpy(strides, x->strides, sizeof *strides * x->ndim);
    for (int i = 0; i < count; i++) {
        int at;
        enum status status = shape_wrap_dim(dims[i], x->ndim, &at);
        if (status != STATUS_OK) {
            return status;
        }
        if (flipped[at]) {
            return failure(FAILURE_RUNTIME, "dim %d appears multiple times in the list of dims",
                           at);
        }
        flipped[at] = true;
        if (x->ndim > 0 && x->shape[at] > 0) {
            offset += (x->shape[at] - 1) * x->strides[at];
            strides[at] = -x->strides[at];
        }
    }
    enum status status = tensor_create(x->dtype, x->ndim, x->shape, &out);
    if (status != STATUS_OK) {
        return status;
    }
    status = tensor_over(x->storage, x->dtype, offset, x->ndim, x->shape, strides, &backwards);
    if (status == STATUS_OK) {
        backwards->contiguous = count == 0 && x->contiguous;
        status = tensor_copy_values(out, backwards);
        tensor_unref(backwards);
    }
    return finish(status, &flip_type, x, count, dims, out, ret_tensor);
}

// ---- roll: the end comes first

static enum status roll_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct params *params = node->params;
    return tensor_roll(grads[0], -params->numbers[0], params->numbers[1], ret_grads);
}

static const struct node_type roll_type = {"RollBackward0", roll_back, NULL};

static enum status copy_slice(struct tensor *out, int64_t to, struct tensor *x, int64_t from,
                              int64_t length, int dim)
{
    struct tensor *source = NULL, *target = NULL;
    enum status status = tensor_narrow(x, dim, from, length, &source);
    if (status == STATUS_OK) {
        status = tensor_narrow(out, dim, to, length, &target);
    }
    if (status == STATUS_OK) {
        status = tensor_copy_values(target, source);
    }
    tensor_unref(source);
    tensor_unref(target);
    return status;
}

enum status tensor_roll(struct tensor *x, int64_t shift, int64_t dim, struct tensor **ret_tensor)
{
    int at;
    struct tensor *out;
    enum status status = shape_wrap_dim(dim, x->ndim, &at);
    if (status == STATUS_OK) {
        status = tensor_create(x->dtype, x->ndim, x->shape, &out);
    }
    if (status != STATUS_OK) {
        return status;
    }
    int64_t size = x->ndim > 0 ? x->shape[at] : 0, by = size > 0 ? shift % size : 0;
    by += by < 0 ? size : 0;
    if (size == 0) {
        status = tensor_copy_values(out, x);
    } else {
        status = copy_slice(out, by, x, 0, size - by, at);
        if (status == STATUS_OK) {
            status = copy_slice(out, 0, x, size - by, by, at);
        }
    }
    return finish(status, &roll_type, x, 2, (int64_t[]){shift, at}, out, ret_tensor);
}

// ---- triangles

static enum status lower_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    return tensor_triangle(grads[0], true, ((const struct params *)node->params)->numbers[0],
                           ret_grads);
}

static enum status upper_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    return tensor_triangle(grads[0], false, ((const struct params *)node->params)->numbers[0],
                           ret_grads);
}

static const struct node_type lower_type = {"TrilBackward0", lower_back, NULL};
static const struct node_type upper_type = {"TriuBackward0", upper_back, NULL};

enum status tensor_triangle(struct tensor *x, bool lower, int64_t diagonal,
                            struct tensor **ret_tensor)
{
    struct tensor *out;
    if (x->ndim < 2) {
        return failure(FAILURE_INDEX,
                       x->ndim == 0 ? "Dimension specified as -2 but tensor has no dimensions"
                                    : "Dimension out of range (expected to be in range of [-1, 0], "
                                      "but got -2)");
    }
    enum status status = tensor_pack_values(x, &out);
    if (status != STATUS_OK) {
        return status;
    }
    int64_t rows = x->shape[x->ndim - 2], columns = x->shape[x->ndim - 1], size = rows * columns;
    for (int64_t start = 0; start < out->numel; start += size) {
        for (int64_t i = 0; i < size; i++) {
            int64_t right = i % columns - i / columns;
            if (lower ? right > diagonal : right < diagonal) {
                tensor_set_element(out, start + i, scalar_int(0));
            }
        }
    }
    return finish(status, lower ? &lower_type : &upper_type, x, 1, &diagonal, out, ret_tensor);
}

// ---- diagonals

static enum status diag_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct params *params = node->params;
    struct tensor *whole, *diagonal;
    if (params->ndim == 1) {
        return tensor_diag(grads[0], params->numbers[0], ret_grads);
    }
    enum status status = tensor_zeros(grads[0]->dtype, 2, params->shape, &whole);
    if (status != STATUS_OK) {
        return status;
    }
    status = tensor_diagonal(whole, params->numbers[0], 0, 1, &diagonal);
    if (status == STATUS_OK) {
        status = tensor_copy_values(diagonal, grads[0]);
        tensor_unref(diagonal);
    }
    if (status != STATUS_OK) {
        tensor_unref(whole);
        return status;
    }
    *ret_grads = whole;
    return STATUS_OK;
}

static const struct node_type diag_type = {"DiagBackward0", diag_back, NULL};

enum status tensor_diag(struct tensor *x, int64_t diagonal, struct tensor **ret_tensor)
{
    struct tensor *out, *view;
    enum status status;
    if (x->ndim != 1 && x->ndim != 2) {
        return failure(FAILURE_RUNTIME, "matrix or a vector expected");
    }
    if (x->ndim == 1) {
        int64_t size = x->shape[0] + (diagonal < 0 ? -diagonal : diagonal);
        status = tensor_zeros(x->dtype, 2, (int64_t[]){size, size}, &out);
        if (status != STATUS_OK) {
            return status;
        }
        status = tensor_diagonal(out, diagonal, 0, 1, &view);
        if (status == STATUS_OK) {
            status = tensor_copy_values(view, x);
            tensor_unref(view);
        }
        return finish(status, &diag_type, x, 1, &diagonal, out, ret_tensor);
    }
    bool enabled = autograd_set_enabled(false);
    status = tensor_diagonal(x, diagonal, 0, 1, &view);
    autograd_set_enabled(enabled);
    if (status != STATUS_OK) {
        return status;
    }
    status = tensor_pack_values(view, &out);
    tensor_unref(view);
    return status == STATUS_OK ? finish(status, &diag_type, x, 1, &diagonal, out, ret_tensor)
                               : status;
}

// ---- padding

static enum status pad_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct params *params = node->params;
    int64_t before[TENSOR_DIMS], after[TENSOR_DIMS];
    for (int i = 0; i < params->ndim; i++) {
        before[i] = -params->numbers[2 * i];
        after[i] = -params->numbers[2 * i + 1];
    }
    return tensor_pad(grads[0], before, after, 0, ret_grads);
}

static const struct node_type pad_type = {"ConstantPadNdBackward0", pad_back, NULL};

enum status tensor_pad(struct tensor *x, const int64_t *before, const int64_t *after, double value,
                       struct tensor **ret_tensor)
{
    int64_t shape[TENSOR_DIMS], common[TENSOR_DIMS], numbers[2 * TENSOR_DIMS];
    int64_t from = x->offset, to = 0;
    struct tensor *out, *source = NULL, *target = NULL;
    for (int i = 0; i < x->ndim; i++) {
        shape[i] = x->shape[i] + before[i] + after[i];
        common[i] = x->shape[i] + (before[i] < 0 ? before[i] : 0) + (after[i] < 0 ? after[i] : 0);
        numbers[2 * i] = before[i];
        numbers[2 * i + 1] = after[i];
        if (shape[i] < 0 || common[i] < 0) {
            return failure(FAILURE_RUNTIME,
                           "The input size %lld, plus negative padding %lld and %lld, resulted in "
                           "a negative output size, which is invalid. Check dimension %d of your "
                           "input.",
                           (long long)x->shape[i], (long long)before[i], (long long)after[i], i);
        }
    }
    enum status status = tensor_full(x->dtype, x->ndim, shape, scalar_float(value), &out);
    if (status != STATUS_OK) {
        return status;
    }
    for (int i = 0; i < x->ndim; i++) {
        from += before[i] < 0 ? -before[i] * x->strides[i] : 0;
        to += before[i] > 0 ? before[i] * out->strides[i] : 0;
    }
    status = tensor_over(x->storage, x->dtype, from, x->ndim, common, x->strides, &source);
    if (status == STATUS_OK) {
        status = tensor_over(out->storage, x->dtype, to, x->ndim, common, out->strides, &target);
    }
    if (status == STATUS_OK) {
        status = tensor_copy_values(target, source);
    }
    tensor_unref(source);
    tensor_unref(target);
    return finish(status, &pad_type, x, 2 * x->ndim, numbers, out, ret_tensor);
}
