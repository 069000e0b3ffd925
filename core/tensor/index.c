// The parts of an index in order: numbers, slices, None and … make a view, tensors are collected
// for index_tensors.c, which picks or writes single places.
#include <string.h>

#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/index.h"
#include "core/tensor/index_tensors.h"
#include "core/tensor/view.h"

// The view so far, the dimension that comes next, and the index tensors by dimension.
struct progress {
    struct tensor *view;
    int dim;
    struct tensor *indices[TENSOR_DIMS + 1]; // owned
    bool any_tensor;
    bool single; // there is only one item
};

static void progress_finish(struct progress *progress)
{
    tensor_unref(progress->view);
    for (int i = 0; i <= TENSOR_DIMS; i++) {
        tensor_unref(progress->indices[i]);
    }
}

static enum status advance(struct progress *progress, enum status status, struct tensor *view)
{
    if (status == STATUS_OK) {
        tensor_unref(progress->view);
        progress->view = view;
    }
    return status;
}

// Dimensions of x that the items use up.
static int dims_used(int count, const struct index_item *items)
{
    int used = 0;
    for (int i = 0; i < count; i++) {
        switch (items[i].kind) {
        case INDEX_INT:
        case INDEX_SLICE:
            used++;
            break;
        case INDEX_TENSOR:
            used += items[i].tensor->dtype == DTYPE_BOOL || items[i].tensor->dtype == DTYPE_UINT8
                        ? items[i].tensor->ndim
                        : 1;
            break;
        case INDEX_NONE:
        case INDEX_ELLIPSIS:
        case INDEX_BOOL:
            break;
        }
    }
    return used;
}

static enum status apply_int(struct progress *progress, int64_t index, int real_dim)
{
    struct tensor *view, *x = progress->view;
    if (progress->dim == 0 && x->ndim == 0) {
        return failure(FAILURE_INDEX,
                       "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or "
                       "`tensor.item<T>()` in C++ to convert a 0-dim tensor to a number");
    }
    int64_t size = x->shape[progress->dim];
    if (index < -size || index >= size) {
        return failure(FAILURE_INDEX, "index %lld is out of bounds for dimension %d with size %lld",
                       (long long)index, real_dim, (long long)size);
    }
    enum status status = tensor_select(x, progress->dim, index, &view);
    return advance(progress, status, view);
}

static enum status apply_slice(struct progress *progress, const struct index_item *item)
{
    struct tensor *view, *x = progress->view;
    if (item->step <= 0) {
        return failure(FAILURE_VALUE, "step must be greater than zero");
    }
    if (x->ndim == 0) {
        return failure(FAILURE_INDEX, "slice() cannot be applied to a 0-dim tensor.");
    }
    // PyTorch makes no view of a slice that says the whole dimension, unless it stands alone.
    if (item->start == 0 && item->step == 1 && item->end == x->shape[progress->dim] &&
        !progress->single) {
        progress->dim++;
        return STATUS_OK;
    }
    enum status status = tensor_slice(x, progress->dim, item->start, item->end, item->step, &view);
    progress->dim++;
    return advance(progress, status, view);
}

static enum status apply_none(struct progress *progress)
{
    struct tensor *view;
    enum status status = tensor_unsqueeze(progress->view, progress->dim, &view);
    progress->dim++;
    return advance(progress, status, view);
}

static enum status apply_tensor(struct progress *progress, struct tensor *index, int real_dim)
{
    if (dtype_is_float(index->dtype) || index->dtype == DTYPE_INT32 ||
        index->dtype == DTYPE_INT16 || index->dtype == DTYPE_INT8) {
        return failure(FAILURE_INDEX, "tensors used as indices must be long, byte or bool tensors");
    }
    bool mask = index->dtype == DTYPE_BOOL || index->dtype == DTYPE_UINT8;
    if (index->ndim == 0 && !mask) {
        return apply_int(progress, tensor_element(index, 0).integer, real_dim);
    }
    progress->any_tensor = true;
    if (!mask) {
        progress->indices[progress->dim++] = tensor_ref(index);
        return STATUS_OK;
    }
    if (index->ndim == 0) {
        enum status status = apply_none(progress);
        return status == STATUS_OK ? index_of_truth(tensor_element(index, 0).integer != 0,
                                                    &progress->indices[progress->dim - 1])
                                   : status;
    }
    enum status status =
        index_of_mask(index, progress->view, progress->dim, &progress->indices[progress->dim]);
    progress->dim += index->ndim;
    return status;
}

static enum status apply_bool(struct progress *progress, bool truth)
{
    enum status status = apply_none(progress);
    progress->any_tensor = true;
    return status == STATUS_OK ? index_of_truth(truth, &progress->indices[progress->dim - 1])
                               : status;
}

static enum status apply(struct progress *progress, struct tensor *x, int count,
                         const struct index_item *items)
{
    int used = dims_used(count, items), real_dim = 0;
    enum status status = STATUS_OK;
    progress->view = tensor_ref(x);
    progress->single = count == 1;
    bool one_int = count == 1 && items[0].kind == INDEX_INT && x->ndim == 0;
    if (used > x->ndim && !one_int && !(count == 1 && items[0].kind == INDEX_SLICE)) {
        return failure(FAILURE_INDEX, "too many indices for tensor of dimension %d", x->ndim);
    }
    for (int i = 0; i < count && status == STATUS_OK; i++) {
        const struct index_item *item = &items[i];
        switch (item->kind) {
        case INDEX_INT:
            status = apply_int(progress, item->start, real_dim++);
            break;
        case INDEX_SLICE:
            status = apply_slice(progress, item);
            real_dim++;
            break;
        case INDEX_NONE:
            status = apply_none(progress);
            break;
        case INDEX_ELLIPSIS:
            progress->dim += x->ndim - used;
            real_dim += x->ndim - used;
            break;
        case INDEX_BOOL:
            status = apply_bool(progress, item->start != 0);
            break;
        case INDEX_TENSOR:
            status = apply_tensor(progress, item->tensor, real_dim++);
            break;
        }
    }
    return status;
}

enum status tensor_index(struct tensor *x, int count, const struct index_item *items,
                         struct tensor **ret_tensor)
{
    struct progress progress = {.view = NULL};
    enum status status = apply(&progress, x, count, items);
    if (status == STATUS_OK && progress.any_tensor) {
        status = index_get(progress.view, progress.indices, INDEX_AS_INDEX, ret_tensor);
    } else if (status == STATUS_OK && progress.view == x) {
        status = tensor_view_as_itself(x, ret_tensor);
    } else if (status == STATUS_OK) {
        *ret_tensor = tensor_ref(progress.view);
    }
    progress_finish(&progress);
    return status;
}

// ---- writing

// Leading dimensions of size 1 that the target lacks are left out.
static enum status without_leading_ones(struct tensor *value, int ndim, struct tensor **ret_tensor)
{
    int first = 0;
    while (first < value->ndim && value->shape[first] == 1 && value->ndim - first > ndim) {
        first++;
    }
    if (first == 0) {
        *ret_tensor = tensor_ref(value);
        return STATUS_OK;
    }
    return tensor_view(value, value->ndim - first, value->shape + first, ret_tensor);
}

static enum status copy_into(struct tensor *view, struct tensor *value)
{
    struct tensor *trimmed, *wide;
    enum status status = without_leading_ones(value, view->ndim, &trimmed);
    if (status != STATUS_OK) {
        return status;
    }
    status = tensor_expand(trimmed, view->ndim, view->shape, &wide);
    tensor_unref(trimmed);
    if (status == STATUS_OK) {
        status = tensor_copy_(view, wide);
        tensor_unref(wide);
    }
    return status;
}

static enum status put(struct progress *progress, struct operand value)
{
    struct tensor *tensor = NULL;
    enum status status = STATUS_OK;
    if (value.tensor == NULL) {
        status = tensor_full(progress->view->dtype, 0, NULL, value.scalar, &tensor);
    } else if (value.tensor->ndim == 0) {
        status = tensor_to_dtype(value.tensor, progress->view->dtype, &tensor);
    } else {
        tensor = tensor_ref(value.tensor);
    }
    if (status == STATUS_OK) {
        status = index_put(progress->view, progress->indices, tensor, false, INDEX_PUT);
    }
    tensor_unref(tensor);
    return status;
}

enum status tensor_index_set(struct tensor *x, int count, const struct index_item *items,
                             struct operand value)
{
    struct progress progress = {.view = NULL};
    if (count == 1 && items[0].kind == INDEX_BOOL && items[0].start == 0) {
        return STATUS_OK; // x[False] = value writes nowhere
    }
    enum status status = apply(&progress, x, count, items);
    if (status == STATUS_OK && progress.any_tensor) {
        status = put(&progress, value);
    } else if (status == STATUS_OK && value.tensor != NULL) {
        status = copy_into(progress.view, value.tensor);
    } else if (status == STATUS_OK) {
        status = tensor_fill_(progress.view, value.scalar);
    }
    progress_finish(&progress);
    return status;
}

enum status tensor_index_put_(struct tensor *x, int count, struct tensor *const *indices,
                              struct tensor *value, bool accumulate)
{
    struct progress progress = {.view = tensor_ref(x)};
    enum status status = STATUS_OK;
    if (count > x->ndim) {
        status = failure(FAILURE_INDEX, "too many indices for tensor of dimension %d (got %d)",
                         x->ndim, count);
    }
    for (int i = 0; i < count && status == STATUS_OK; i++) {
        status = indices[i] != NULL ? apply_tensor(&progress, indices[i], i) : STATUS_OK;
        progress.dim += indices[i] == NULL;
    }
    if (status == STATUS_OK) {
        status = index_put(progress.view, progress.indices, value, accumulate, INDEX_PUT);
    }
    progress_finish(&progress);
    return status;
}
