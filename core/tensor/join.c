// cat and stack copy, split and unbind view; the rest copies.
#include <string.h>

#include "core/base/memory.h"
#include "core/tensor/autograd.h"
#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/join.h"
#include "core/tensor/view.h"
#include "core/tensor/view_backward.h"

// ---- cat: edge i gets the piece of the gradient that input i went into

struct cat_params {
    int dim;
    bool stacked;
    struct cat_part {
        int64_t size;
        enum dtype dtype;
        bool skipped; // an empty vector, which cat ignores
    } parts[];
};

static enum status cat_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct cat_params *params = node->params;
    int64_t start = 0;
    enum status status = STATUS_OK;
    for (int i = 0; i < node->edge_count && status == STATUS_OK; i++) {
        const struct cat_part *part = &params->parts[i];
        struct tensor *piece;
        if (node_wants(node, i) && part->skipped) {
            int64_t none = 0;
            status = tensor_zeros(part->dtype, 1, &none, &ret_grads[i]);
        } else if (node_wants(node, i)) {
            status = params->stacked
                         ? tensor_select(grads[0], params->dim, i, &piece)
                         : tensor_narrow(grads[0], params->dim, start, part->size, &piece);
            if (status == STATUS_OK) {
                status = tensor_to_dtype(piece, part->dtype, &ret_grads[i]);
                tensor_unref(piece);
            }
        }
        start += part->skipped ? 0 : part->size;
    }
    return status;
}

static const struct node_type cat_type = {"CatBackward0", cat_back, NULL};
static const struct node_type stack_type = {"StackBackward0", cat_back, NULL};

static enum status record(int count, struct tensor *const *tensors, int dim, bool stacked,
                          struct tensor *out)
{
    bool wanted = false;
    for (int i = 0; i < count; i++) {
        wanted = wanted || autograd_wants(tensors[i]);
    }
    if (!wanted) {
        return STATUS_OK;
    }
    struct node *node =
        node_create(stacked ? &stack_type : &cat_type, count, 0,
                    sizeof(struct cat_params) + (size_t)count * sizeof(struct cat_part));
    if (node != NULL) {
        struct cat_params *params = node->params;
        params->dim = dim;
        params->stacked = stacked;
        for (int i = 0; i < count; i++) {
            struct tensor *x = tensors[i];
            bool skipped = !stacked && x->ndim == 1 && x->numel == 0 && out->ndim != 1;
            params->parts[i] = (struct cat_part){
                stacked || skipped ? 0 : x->shape[dim],
                x->dtype,
                skipped,
            };
            node_connect(node, i, x);
        }
    }
    return autograd_attach(out, node);
}

static bool is_skipped(const struct tensor *x)
{
    return x->ndim == 1 && x->shape[0] == 0;
}

// The common type; the shape without `dim`.
static enum status cat_shape(int count, struct tensor *const *tensors, int64_t dim,
                             enum dtype *ret_dtype, const struct tensor **ret_like, int *ret_dim,
                             int64_t *ret_size)
{
    const struct tensor *like = NULL;
    if (count == 0) {
        return failure(FAILURE_RUNTIME, "torch.cat(): expected a non-empty list of Tensors");
    }
    enum dtype dtype = tensors[0]->dtype;
    for (int i = 0; i < count; i++) {
        if (tensors[i]->ndim == 0) {
            return failure(FAILURE_RUNTIME,
                           "zero-dimensional tensor (at position %d) cannot be concatenated", i);
        }
        dtype = dtype_promote(dtype, tensors[i]->dtype);
        like = like == NULL && !is_skipped(tensors[i]) ? tensors[i] : like;
    }
    like = like != NULL ? like : tensors[0];
    enum status status = shape_wrap_dim(dim, like->ndim, ret_dim);
    *ret_size = 0;
    for (int i = 0; i < count && status == STATUS_OK; i++) {
        const struct tensor *x = tensors[i];
        if (is_skipped(x) && x != like) {
            continue;
        }
        if (x->ndim != like->ndim) {
            return failure(FAILURE_RUNTIME,
                           "Tensors must have same number of dimensions: got %d and %d", like->ndim,
                           x->ndim);
        }
        for (int d = 0; d < x->ndim; d++) {
            if (d != *ret_dim && x->shape[d] != like->shape[d]) {
                return failure(FAILURE_RUNTIME,
                               "Sizes of tensors must match except in dimension %d. Expected size "
                               "%lld but got size %lld for tensor number %d in the list.",
                               *ret_dim, (long long)like->shape[d], (long long)x->shape[d], i);
            }
        }
        *ret_size += x->shape[*ret_dim];
    }
    *ret_dtype = dtype;
    *ret_like = like;
    return status;
}

// Copies `x` into out's piece at `start` along `dim`.
static enum status copy_piece(struct tensor *out, int dim, int64_t start, const struct tensor *x)
{
    struct tensor *piece;
    int64_t shape[TENSOR_DIMS];
    memcpy(shape, out->shape, sizeof *shape * out->ndim);
    shape[dim] = x->shape[dim];
    enum status status =
        tensor_over(out->storage, out->dtype, out->offset + start * out->strides[dim], out->ndim,
                    shape, out->strides, &piece);
    if (status == STATUS_OK) {
        status = tensor_copy_values(piece, x);
        tensor_unref(piece);
    }
    return status;
}

enum status tensor_cat(int count, struct tensor *const *tensors, int64_t dim,
                       struct tensor **ret_tensor)
{
    enum dtype dtype = DTYPE_FLOAT32;
    const struct tensor *like = NULL;
    struct tensor *out;
    int at = 0;
    int64_t size = 0, shape[TENSOR_DIMS], start = 0;
    enum status status = cat_shape(count, tensors, dim, &dtype, &like, &at, &size);
    if (status != STATUS_OK) {
        return status;
    }
    memcpy(shape, like->shape, sizeof *shape * like->ndim);
    shape[at] = size;
    status = tensor_create(dtype, like->ndim, shape, &out);
    if (status != STATUS_OK) {
        return status;
    }
    for (int i = 0; i < count && status == STATUS_OK; i++) {
        if (!is_skipped(tensors[i])) {
            status = copy_piece(out, at, start, tensors[i]);
            start += tensors[i]->shape[at];
        }
    }
    if (status == STATUS_OK) {
        status = record(count, tensors, at, false, out);
    }
    if (status != STATUS_OK) {
        tensor_unref(out);
        return status;
    }
    *ret_tensor = out;
    return STATUS_OK;
}

enum status tensor_stack(int count, struct tensor *const *tensors, int64_t dim,
                         struct tensor **ret_tensor)
{
    struct tensor *out, *piece;
    int at;
    int64_t shape[TENSOR_DIMS + 1];
    if (count == 0) {
        return failure(FAILURE_RUNTIME, "stack expects a non-empty TensorList");
    }
    const struct tensor *like = tensors[0];
    enum dtype dtype = like->dtype;
    enum status status = shape_wrap_dim(dim, like->ndim + 1, &at);
    for (int i = 1; i < count && status == STATUS_OK; i++) {
        char first[SHAPE_TEXT_SIZE], other[SHAPE_TEXT_SIZE];
        dtype = dtype_promote(dtype, tensors[i]->dtype);
        if (!tensor_same_shape(like, tensors[i])) {
            return failure(FAILURE_RUNTIME,
                           "stack expects each tensor to be equal size, but got %s at entry 0 and "
                           "%s at entry %d",
                           shape_text(like->ndim, like->shape, first),
                           shape_text(tensors[i]->ndim, tensors[i]->shape, other), i);
        }
    }
    if (status == STATUS_OK) {
        memcpy(shape, like->shape, sizeof *shape * (size_t)at);
        shape[at] = count;
        memcpy(shape + at + 1, like->shape + at, sizeof *shape * (size_t)(like->ndim - at));
        status = tensor_create(dtype, like->ndim + 1, shape, &out);
    }
    if (status != STATUS_OK) {
        return status;
    }
    for (int i = 0; i < count && status == STATUS_OK; i++) {
        status = tensor_select(out, at, i, &piece);
        if (status == STATUS_OK) {
            status = tensor_copy_values(piece, tensors[i]);
            tensor_unref(piece);
        }
    }
    if (status == STATUS_OK) {
        status = record(count, tensors, at, true, out);
    }
    if (status != STATUS_OK) {
        tensor_unref(out);
        return status;
    }
    *ret_tensor = out;
    return STATUS_OK;
}

// ---- unbind, split

static void drop(struct tensor **views, int64_t count)
{
    for (int64_t i = 0; i < count; i++) {
        tensor_unref(views[i]);
    }
}

enum status tensor_unbind_count(const struct tensor *x, int64_t dim, int64_t *ret_count)
{
    int at;
    enum status status = shape_wrap_dim(dim, x->ndim, &at);
    if (status == STATUS_OK && x->ndim == 0) {
        status = failure(FAILURE_INDEX, "Dimension specified as %lld but tensor has no dimensions",
                         (long long)dim);
    }
    if (status == STATUS_OK) {
        *ret_count = x->shape[at];
    }
    return status;
}

enum status tensor_unbind(struct tensor *x, int64_t dim, struct tensor **ret_views)
{
    int at, ndim = 0;
    int64_t count, shape[TENSOR_DIMS], strides[TENSOR_DIMS];
    struct node *node;
    enum status status = tensor_unbind_count(x, dim, &count);
    if (status == STATUS_OK) {
        status = shape_wrap_dim(dim, x->ndim, &at);
    }
    if (status == STATUS_OK) {
        status =
            view_many_node(x, &view_unbind_type, (int64_t[]){at, 0, 0}, NULL, (int)count, &node);
    }
    if (status != STATUS_OK) {
        return status;
    }
    for (int i = 0; i < x->ndim; i++) {
        if (i != at) {
            shape[ndim] = x->shape[i];
            strides[ndim++] = x->strides[i];
        }
    }
    int64_t made = 0;
    for (; made < count && status == STATUS_OK; made++) {
        status = view_create_of_many(x, node, (int)made, x->offset + made * x->strides[at], ndim,
                                     shape, strides, &ret_views[made]);
    }
    if (status != STATUS_OK) {
        drop(ret_views, made - 1);
    }
    node_unref(node);
    return status;
}

// Views of x cut along `at`, each `size` long or of its own size.
static enum status pieces(struct tensor *x, int at, int64_t count, const int64_t *sizes,
                          int64_t size, struct tensor **ret_views)
{
    int64_t shape[TENSOR_DIMS], made = 0;
    struct node *node;
    size_t room = (size_t)count * sizeof *sizes;
    int64_t *starts = memory_alloc(room);
    if (starts == NULL) {
        return status_fail(STATUS_MEMORY, "DefaultCPUAllocator: can't allocate memory");
    }
    for (int64_t i = 0, start = 0; i < count; i++) {
        starts[i] = start;
        start += sizes != NULL ? sizes[i] : size;
    }
    enum status status =
        view_many_node(x, sizes != NULL ? &view_split_sizes_type : &view_split_type,
                       (int64_t[]){at, sizes != NULL ? -1 : size, 0}, sizes != NULL ? starts : NULL,
                       (int)count, &node);
    if (status != STATUS_OK) {
        memory_free(starts, room);
        return status;
    }
    memcpy(shape, x->shape, sizeof *shape * x->ndim);
    for (; made < count && status == STATUS_OK; made++) {
        int64_t left = x->shape[at] - starts[made];
        shape[at] = sizes != NULL ? sizes[made] : left < size ? left : size;
        status = view_create_of_many(x, node, (int)made, x->offset + starts[made] * x->strides[at],
                                     x->ndim, shape, x->strides, &ret_views[made]);
    }
    if (status != STATUS_OK) {
        drop(ret_views, made - 1);
    }
    memory_free(starts, room);
    node_unref(node);
    return status;
}

enum status tensor_split_count(const struct tensor *x, int64_t size, int64_t dim,
                               int64_t *ret_count)
{
    int at;
    if (x->ndim == 0) {
        return failure(FAILURE_RUNTIME, "split expects at least a 1-dimensional tensor");
    }
    if (size < 0) {
        return failure(FAILURE_RUNTIME,
                       "split expects split_size be non-negative, but got "
                       "split_size=%lld",
                       (long long)size);
    }
    enum status status = shape_wrap_dim(dim, x->ndim, &at);
    if (status != STATUS_OK) {
        return status;
    }
    if (size == 0 && x->shape[at] != 0) {
        return failure(FAILURE_RUNTIME,
                       "split_size can only be 0 if dimension size is 0, but got dimension size of "
                       "%lld",
                       (long long)x->shape[at]);
    }
    *ret_count = size == 0 || x->shape[at] == 0 ? 1 : (x->shape[at] + size - 1) / size;
    return STATUS_OK;
}

enum status tensor_split(struct tensor *x, int64_t size, int64_t dim, struct tensor **ret_views)
{
    int at;
    int64_t count;
    enum status status = tensor_split_count(x, size, dim, &count);
    if (status == STATUS_OK) {
        status = shape_wrap_dim(dim, x->ndim, &at);
    }
    return status == STATUS_OK ? pieces(x, at, count, NULL, size > 0 ? size : 1, ret_views)
                               : status;
}

enum status tensor_split_sizes(struct tensor *x, int64_t count, const int64_t *sizes, int64_t dim,
                               struct tensor **ret_views)
{
    int at;
    int64_t total = 0;
    char text[SHAPE_TEXT_SIZE];
    if (x->ndim == 0) {
        return failure(FAILURE_RUNTIME, "split expects at least a 1-dimensional tensor");
    }
    enum status status = shape_wrap_dim(dim, x->ndim, &at);
    if (status != STATUS_OK) {
        return status;
    }
    for (int64_t i = 0; i < count; i++) {
        total += sizes[i];
        if (sizes[i] < 0) {
            return failure(
                FAILURE_RUNTIME,
                "split_with_sizes expects split_sizes have only non-negative entries, "
                "but got split_sizes=%s",
                shape_text((int)(count < TENSOR_DIMS ? count : TENSOR_DIMS), sizes, text));
        }
    }
    if (total != x->shape[at]) {
        return failure(FAILURE_RUNTIME,
                       "split_with_sizes expects split_sizes to sum exactly to %lld (input "
                       "tensor's size at dimension %d), but got split_sizes=%s",
                       (long long)x->shape[at], at,
                       shape_text((int)(count < TENSOR_DIMS ? count : TENSOR_DIMS), sizes, text));
    }
    return pieces(x, at, count, sizes, -1, ret_views);
}
