// Views with the nodes that lead gradients back through them. view_backward.c has the ways back,
// view_shapes.c the arithmetic of sizes and strides.
#include <string.h>

#include "core/base/memory.h"
#include "core/tensor/convert.h"
#include "core/tensor/view.h"
#include "core/tensor/view_backward.h"

// ---- making a view

static enum status track(struct tensor *view, struct tensor *x, enum view_kind kind)
{
    view->untracked = x->untracked;
    struct tensor_view *tracked = memory_alloc(sizeof *tracked);
    if (tracked == NULL) {
        return status_fail(STATUS_MEMORY, "DefaultCPUAllocator: can't allocate memory");
    }
    struct tensor *base = x->view != NULL ? x->view->base : x;
    *tracked = (struct tensor_view){
        .base = tensor_ref(base),
        .version = x->storage->version,
        .kind = !autograd_enabled()                     ? VIEW_WITHOUT_GRAD
                : x->view != NULL && kind == VIEW_PLAIN ? x->view->kind
                                                        : kind,
    };
    view->view = tracked;
    return STATUS_OK;
}

static struct node *source_node(const struct node_type *type, struct tensor *x,
                                const int64_t *arguments, int outputs, size_t params_size)
{
    struct node *node = node_create_outputs(type, 1, 0, params_size, outputs);
    if (node == NULL) {
        return NULL;
    }
    struct view_source *source = node->params;
    source->dtype = x->dtype;
    source->ndim = x->ndim;
    source->offset = x->offset;
    memcpy(source->shape, x->shape, (size_t)x->ndim * sizeof *x->shape);
    memcpy(source->strides, x->strides, (size_t)x->ndim * sizeof *x->strides);
    if (arguments != NULL) {
        memcpy(source->arguments, arguments, sizeof source->arguments);
    }
    node_connect(node, 0, x);
    return node;
}

enum status view_create(struct tensor *x, const struct node_type *type, const int64_t *arguments,
                        int64_t offset, int ndim, const int64_t *shape, const int64_t *strides,
                        struct tensor **ret_view)
{
    struct tensor *view;
    enum status status = tensor_over(x->storage, x->dtype, offset, ndim, shape, strides, &view);
    if (status != STATUS_OK) {
        return status;
    }
    status = track(view, x, VIEW_PLAIN);
    if (status == STATUS_OK && autograd_wants(x)) {
        status =
            autograd_attach(view, source_node(type, x, arguments, 1, sizeof(struct view_source)));
    }
    if (status != STATUS_OK) {
        tensor_unref(view);
        return status;
    }
    *ret_view = view;
    return STATUS_OK;
}

enum status view_create_of_many(struct tensor *x, struct node *node, int output, int64_t offset,
                                int ndim, const int64_t *shape, const int64_t *strides,
                                struct tensor **ret_view)
{
    struct tensor *view;
    enum status status = tensor_over(x->storage, x->dtype, offset, ndim, shape, strides, &view);
    if (status != STATUS_OK) {
        return status;
    }
    status = track(view, x, VIEW_OF_MANY);
    if (status != STATUS_OK) {
        tensor_unref(view);
        return status;
    }
    if (node != NULL) {
        autograd_attach_output(view, node, output);
    }
    *ret_view = view;
    return STATUS_OK;
}

enum status view_many_node(struct tensor *x, const struct node_type *type, const int64_t *arguments,
                           const int64_t *starts, int outputs, struct node **ret_node)
{
    *ret_node = NULL;
    if (!autograd_wants(x)) {
        return STATUS_OK;
    }
    size_t extra = starts != NULL ? (size_t)outputs * sizeof *starts : 0;
    struct node *node =
        source_node(type, x, arguments, outputs, sizeof(struct view_source) + extra);
    if (node == NULL || node->failed) {
        node_unref(node);
        return STATUS_MEMORY;
    }
    if (starts != NULL) {
        memcpy((struct view_source *)node->params + 1, starts, extra);
    }
    *ret_node = node;
    return STATUS_OK;
}

struct node *view_strided_node(struct tensor *base, const struct tensor *view)
{
    struct node *node =
        source_node(&view_as_strided_type, base, NULL, 1, sizeof(struct view_strided));
    if (node != NULL) {
        struct view_strided *strided = node->params;
        strided->offset = view->offset;
        memcpy(strided->strides, view->strides, (size_t)view->ndim * sizeof *view->strides);
    }
    return node;
}

enum status tensor_as_strided(struct tensor *x, int ndim, const int64_t *shape,
                              const int64_t *strides, int64_t offset, struct tensor **ret_view)
{
    int64_t last = offset;
    bool empty = false;
    for (int i = 0; i < ndim; i++) {
        empty = empty || shape[i] == 0;
        last += (shape[i] - 1) * strides[i];
    }
    int64_t item = (int64_t)tensor_item_size(x), needed = empty ? 0 : (last + 1) * item;
    if (needed > (int64_t)x->storage->size || offset < 0) {
        char sizes[SHAPE_TEXT_SIZE], steps[SHAPE_TEXT_SIZE];
        return failure(FAILURE_RUNTIME,
                       "setStorage: sizes %s, strides %s, storage offset %lld, and itemsize %lld "
                       "requiring a storage size of %lld are out of bounds for storage of size "
                       "%zu",
                       shape_text(ndim, shape, sizes), shape_text(ndim, strides, steps),
                       (long long)offset, (long long)item, (long long)needed, x->storage->size);
    }
    struct tensor *view;
    enum status status = tensor_over(x->storage, x->dtype, offset, ndim, shape, strides, &view);
    if (status != STATUS_OK) {
        return status;
    }
    status = track(view, x, VIEW_PLAIN);
    if (status == STATUS_OK && autograd_wants(x)) {
        status = autograd_attach(view, view_strided_node(x, view));
    }
    if (status != STATUS_OK) {
        tensor_unref(view);
        return status;
    }
    *ret_view = view;
    return STATUS_OK;
}

enum status tensor_detach(struct tensor *x, struct tensor **ret_tensor)
{
    struct tensor *alias;
    enum status status = tensor_alias(x, &alias);
    if (status == STATUS_OK) {
        alias->untracked = x->untracked;
        *ret_tensor = alias;
    }
    return status;
}

enum status tensor_without_tracking(struct tensor *x, struct tensor **ret_tensor)
{
    enum status status = tensor_alias(x, ret_tensor);
    if (status == STATUS_OK) {
        (*ret_tensor)->untracked = true;
    }
    return status;
}

enum status tensor_view_as_itself(struct tensor *x, struct tensor **ret_view)
{
    return view_create(x, &view_alias_type, NULL, x->offset, x->ndim, x->shape, x->strides,
                       ret_view);
}

enum status tensor_become_view(struct tensor *x, struct tensor *view)
{
    enum status status = autograd_check_inplace(x);
    if (status != STATUS_OK) {
        return status;
    }
    tensor_take_geometry(x, view);
    tensor_touch(x);
    if (view->grad_fn != NULL) {
        node_unref(x->grad_fn);
        x->grad_fn = node_ref(view->grad_fn);
        x->grad_index = view->grad_index;
        x->requires_grad = true;
    }
    return STATUS_OK;
}

// ---- other shapes of the same elements

// Fills in a -1 and checks the count of elements.
static enum status infer_shape(const struct tensor *x, int ndim, const int64_t *wanted,
                               int64_t *ret_shape)
{
    int inferred = -1;
    int64_t known = 1;
    char text[SHAPE_TEXT_SIZE];
    if (ndim > TENSOR_DIMS) {
        return status_fail(STATUS_UNSUPPORTED,
                           "ranksh has tensors of up to %d dimensions, not of "
                           "%d",
                           TENSOR_DIMS, ndim);
    }
    for (int i = 0; i < ndim; i++) {
        ret_shape[i] = wanted[i];
        if (wanted[i] == -1 && inferred >= 0) {
            return failure(FAILURE_RUNTIME, "only one dimension can be inferred");
        }
        if (wanted[i] < -1) {
            return failure(FAILURE_RUNTIME, "invalid shape dimension %lld", (long long)wanted[i]);
        }
        if (wanted[i] == -1) {
            inferred = i;
        } else {
            known *= wanted[i];
        }
    }
    bool fits = known == x->numel || (inferred >= 0 && known > 0 && x->numel % known == 0);
    if (!fits) {
        return failure(FAILURE_RUNTIME, "shape '%s' is invalid for input of size %lld",
                       shape_text(ndim, wanted, text), (long long)x->numel);
    }
    if (inferred >= 0 && known == 0) {
        return failure(FAILURE_RUNTIME,
                       "cannot reshape tensor of 0 elements into shape %s because the unspecified "
                       "dimension size -1 can be any value and is ambiguous",
                       shape_text(ndim, wanted, text));
    }
    if (inferred >= 0) {
        ret_shape[inferred] = x->numel / known;
    }
    return STATUS_OK;
}

// Strides under which the elements of `x` have `shape` without a copy; false if there are none.
// Each run of merged old dimensions must be cut into whole new ones.
static bool strides_for(const struct tensor *x, int ndim, const int64_t *shape,
                        int64_t *ret_strides)
{
    if (x->numel == 0 || x->contiguous) {
        shape_strides(ndim, shape, ret_strides);
        return true;
    }
    int at = ndim - 1;
    int64_t base = x->ndim > 0 ? x->strides[x->ndim - 1] : 1, in_run = 1, in_new = 1;
    for (int dim = x->ndim - 1; dim >= 0; dim--) {
        in_run *= x->shape[dim];
        bool run_ends =
            dim == 0 || (x->shape[dim - 1] != 1 && x->strides[dim - 1] != in_run * base);
        if (!run_ends) {
            continue;
        }
        while (at >= 0 && (in_new < in_run || shape[at] == 1)) {
            ret_strides[at] = in_new * base;
            in_new *= shape[at];
            at--;
        }
        if (in_new != in_run) {
            return false;
        }
        if (dim > 0) {
            base = x->strides[dim - 1];
            in_run = in_new = 1;
        }
    }
    return at == -1;
}

enum status tensor_view(struct tensor *x, int ndim, const int64_t *wanted, struct tensor **ret_view)
{
    int64_t shape[TENSOR_DIMS], strides[TENSOR_DIMS];
    enum status status = infer_shape(x, ndim, wanted, shape);
    if (status != STATUS_OK) {
        return status;
    }
    if (!strides_for(x, ndim, shape, strides)) {
        return failure(FAILURE_RUNTIME,
                       "view size is not compatible with input tensor's size and stride (at least "
                       "one dimension spans across two contiguous subspaces). Use .reshape(...) "
                       "instead.");
    }
    return view_create(x, &view_view_type, NULL, x->offset, ndim, shape, strides, ret_view);
}

enum status tensor_unsafe_view(struct tensor *x, int ndim, const int64_t *shape,
                               struct tensor **ret_tensor)
{
    struct tensor *result;
    enum status status = tensor_over(x->storage, x->dtype, x->offset, ndim, shape, NULL, &result);
    if (status == STATUS_OK && autograd_wants(x)) {
        status = autograd_attach(
            result, source_node(&view_unsafe_type, x, NULL, 1, sizeof(struct view_source)));
        if (status != STATUS_OK) {
            tensor_unref(result);
        }
    }
    if (status == STATUS_OK) {
        *ret_tensor = result;
    }
    return status;
}

// Copies into row order and views the copy; one node stands for both.
static enum status reshape_by_copy(struct tensor *x, int ndim, const int64_t *shape,
                                   struct tensor **ret_tensor)
{
    struct tensor *packed;
    enum status status = tensor_contiguous(x, &packed);
    if (status == STATUS_OK) {
        status = tensor_unsafe_view(packed, ndim, shape, ret_tensor);
        tensor_unref(packed);
    }
    return status;
}

enum status tensor_reshape(struct tensor *x, int ndim, const int64_t *wanted,
                           struct tensor **ret_tensor)
{
    int64_t shape[TENSOR_DIMS], strides[TENSOR_DIMS];
    enum status status = infer_shape(x, ndim, wanted, shape);
    if (status != STATUS_OK) {
        return status;
    }
    if (strides_for(x, ndim, shape, strides)) {
        return view_create(x, &view_reshape_type, NULL, x->offset, ndim, shape, strides,
                           ret_tensor);
    }
    return reshape_by_copy(x, ndim, shape, ret_tensor);
}

enum status tensor_flatten(struct tensor *x, int64_t start, int64_t end, struct tensor **ret_tensor)
{
    int first, last;
    enum status status = shape_wrap_dim(start, x->ndim, &first);
    if (status == STATUS_OK) {
        status = shape_wrap_dim(end, x->ndim, &last);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (first > last) {
        return failure(FAILURE_RUNTIME,
                       "flatten() has invalid args: start_dim cannot come after end_dim");
    }
    if (x->ndim > 0 && first == last) {
        *ret_tensor = tensor_ref(x);
        return STATUS_OK;
    }
    int64_t shape[TENSOR_DIMS] = {1}, merged = 1;
    int ndim = 0;
    for (int i = 0; i < x->ndim; i++) {
        if (i < first || i > last) {
            shape[ndim++] = x->shape[i];
        } else {
            merged *= x->shape[i];
            if (i == last) {
                shape[ndim++] = merged;
            }
        }
    }
    return tensor_reshape(x, ndim > 0 ? ndim : 1, shape, ret_tensor);
}

enum status tensor_unflatten(struct tensor *x, int64_t dim, int count, const int64_t *sizes,
                             struct tensor **ret_view)
{
    int at, ndim = 0, inferred = -1;
    int64_t shape[TENSOR_DIMS + 1], product = 1, filled[TENSOR_DIMS];
    char text[SHAPE_TEXT_SIZE];
    enum status status = shape_wrap_dim(dim, x->ndim, &at);
    if (status != STATUS_OK) {
        return status;
    }
    if (count == 0) {
        return failure(FAILURE_RUNTIME, "unflatten: sizes must be non-empty");
    }
    if (x->ndim - 1 + count > TENSOR_DIMS) {
        return status_fail(STATUS_UNSUPPORTED, "ranksh has tensors of up to %d dimensions",
                           TENSOR_DIMS);
    }
    for (int i = 0; i < count; i++) {
        filled[i] = sizes[i];
        if (sizes[i] == -1) {
            inferred = i;
        } else {
            product *= sizes[i];
        }
    }
    if (inferred >= 0 && product > 0 && x->shape[at] % product == 0) {
        filled[inferred] = x->shape[at] / product;
        product = x->shape[at];
    }
    if (product != x->shape[at]) {
        return failure(FAILURE_RUNTIME,
                       "unflatten: Provided sizes %s don't multiply up to the size of dim %d "
                       "(%lld) in the input tensor",
                       shape_text(count, sizes, text), at, (long long)x->shape[at]);
    }
    for (int i = 0; i < x->ndim; i++) {
        if (i != at) {
            shape[ndim++] = x->shape[i];
            continue;
        }
        for (int j = 0; j < count; j++) {
            shape[ndim++] = filled[j];
        }
    }
    return tensor_view(x, ndim, shape, ret_view);
}
