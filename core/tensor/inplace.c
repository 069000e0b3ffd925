// Writing in place without losing gradients. A tensor that is written gets a new history. If it is
// a view, its base gets the new history instead (CopySlices: everything but the view's piece passes
// through), and the view looks at the base anew.
#include <string.h>

#include "core/base/memory.h"
#include "core/tensor/autograd.h"
#include "core/tensor/convert.h"
#include "core/tensor/view.h"
#include "core/tensor/view_backward.h"

// ---- is it allowed?

static enum status check_view(const struct tensor *tensor)
{
    const struct tensor *base = tensor->view->base;
    if (tensor->view->kind == VIEW_WITHOUT_GRAD && (tensor->requires_grad || base->requires_grad)) {
        return failure(
            FAILURE_RUNTIME,
            "A view was created in no_grad mode and is being modified inplace with grad mode "
            "enabled. Given that this use case is ambiguous and error-prone, it is forbidden. You "
            "can clarify your code by moving both the view and the inplace either both inside the "
            "no_grad block (if you don't want the inplace to be tracked) or both outside (if you "
            "want the inplace to be tracked).");
    }
    if (tensor->view->kind == VIEW_OF_MANY && base->requires_grad) {
        return failure(FAILURE_RUNTIME,
                       "Output %u of %s is a view and is being modified inplace. This view is the "
                       "output of a function that returns multiple views. Such functions do not "
                       "allow the output views to be modified inplace. You should replace the "
                       "inplace operation by an out-of-place one.",
                       tensor->grad_index,
                       tensor->grad_fn != NULL ? autograd_name(tensor->grad_fn) : "a function");
    }
    if (base->requires_grad && base->grad_fn == NULL) {
        return failure(FAILURE_RUNTIME, "a view of a leaf Variable that requires grad is being "
                                        "used in an in-place operation.");
    }
    return STATUS_OK;
}

enum status autograd_check_inplace(struct tensor *tensor)
{
    if (!autograd_enabled()) {
        return STATUS_OK;
    }
    if (tensor->view != NULL && tensor->view->base->requires_grad) {
        return check_view(tensor);
    }
    if (tensor->requires_grad && autograd_grad_fn(tensor) == NULL) {
        return failure(FAILURE_RUNTIME, "a leaf Variable that requires grad is being used in an "
                                        "in-place operation.");
    }
    return STATUS_OK;
}

// ---- CopySlices

struct copy_slices {
    struct node *inner; // what wrote the view, owned
    enum dtype dtype;
    int ndim, view_ndim;
    int64_t shape[TENSOR_DIMS];
    int64_t strides[TENSOR_DIMS];
    int64_t view_shape[TENSOR_DIMS];
    int64_t view_strides[TENSOR_DIMS];
    int64_t view_offset; // from the base's first element
};

static void copy_slices_finish(struct node *node)
{
    node_unref(((struct copy_slices *)node->params)->inner);
}

// The gradient of the base, whose piece under the view is replaced by what flows through `inner`;
// the other inputs of `inner` get theirs.
static enum status copy_slices_back(struct node *node, struct tensor **grads,
                                    struct tensor **ret_grads)
{
    struct copy_slices *params = node->params;
    struct tensor *whole, *piece = NULL, *through = NULL;
    enum status status =
        tensor_create_strided(params->dtype, params->ndim, params->shape, params->strides, &whole);
    if (status != STATUS_OK) {
        return status;
    }
    status = tensor_copy_values(whole, grads[0]);
    if (status == STATUS_OK) {
        status = tensor_over(whole->storage, whole->dtype, whole->offset + params->view_offset,
                             params->view_ndim, params->view_shape, params->view_strides, &piece);
    }
    if (status == STATUS_OK) {
        status = tensor_clone_values(piece, &through);
    }
    if (status == STATUS_OK) {
        // Edge 0 of the inner node is the view itself as it was; ours leads to the base.
        status = params->inner->type->backward(params->inner, &through, ret_grads);
    }
    if (status == STATUS_OK) {
        status = ret_grads[0] != NULL ? tensor_copy_values(piece, ret_grads[0])
                                      : tensor_fill_values(piece, scalar_int(0));
    }
    tensor_unref(through);
    tensor_unref(piece);
    if (status != STATUS_OK) {
        tensor_unref(whole);
        return status;
    }
    tensor_unref(ret_grads[0]);
    ret_grads[0] = whole;
    return STATUS_OK;
}

static const struct node_type copy_slices_type = {"CopySlices", copy_slices_back,
                                                  copy_slices_finish};

// Takes over `inner`, which wrote `view`.
static struct node *copy_slices_create(struct tensor *base, const struct tensor *view,
                                       struct node *inner)
{
    int edges = inner->edge_count > 0 ? inner->edge_count : 1;
    struct node *node = node_create(&copy_slices_type, edges, 0, sizeof(struct copy_slices));
    if (node == NULL) {
        node_unref(inner);
        return NULL;
    }
    struct copy_slices *params = node->params;
    *params = (struct copy_slices){
        .inner = inner,
        .dtype = base->dtype,
        .ndim = base->ndim,
        .view_ndim = view->ndim,
        .view_offset = view->offset - base->offset,
    };
    memcpy(params->shape, base->shape, sizeof *base->shape * base->ndim);
    memcpy(params->strides, base->strides, sizeof *base->strides * base->ndim);
    memcpy(params->view_shape, view->shape, sizeof *view->shape * view->ndim);
    memcpy(params->view_strides, view->strides, sizeof *view->strides * view->ndim);
    node_connect(node, 0, base);
    for (int i = 1; i < inner->edge_count; i++) {
        node->edges[i] = inner->edges[i];
        if (node->edges[i].node != NULL) {
            node_ref(node->edges[i].node);
        }
    }
    node->failed = node->failed || inner->failed;
    return node;
}

// ---- after the write

static void set_history(struct tensor *tensor, struct node *node)
{
    node_unref(tensor->grad_fn);
    tensor->grad_fn = node;
    tensor->grad_index = 0;
    tensor->requires_grad = true;
}

enum status autograd_rebase(struct tensor *tensor, struct node *node)
{
    tensor_touch(tensor);
    if (node == NULL) {
        return STATUS_OK;
    }
    if (node->failed) {
        node_unref(node);
        return STATUS_MEMORY;
    }
    if (tensor->view == NULL) {
        set_history(tensor, node);
        return STATUS_OK;
    }
    struct tensor *base = tensor->view->base;
    struct node *slices = copy_slices_create(base, tensor, node);
    if (slices == NULL || slices->failed) {
        node_unref(slices);
        return STATUS_MEMORY;
    }
    set_history(base, slices);
    struct node *look = view_strided_node(base, tensor);
    if (look == NULL || look->failed) {
        node_unref(look);
        return STATUS_MEMORY;
    }
    set_history(tensor, look);
    tensor->view->version = tensor->storage->version;
    return STATUS_OK;
}

bool autograd_view_requires_grad(struct tensor *tensor)
{
    return tensor->view->base->requires_grad && tensor->view->version != tensor->storage->version &&
           autograd_grad_fn(tensor) != NULL;
}

struct node *autograd_grad_fn(struct tensor *tensor)
{
    struct tensor_view *view = tensor->view;
    if (view == NULL || view->version == tensor->storage->version || view->base->grad_fn == NULL ||
        view->kind == VIEW_WITHOUT_GRAD) {
        return tensor->grad_fn;
    }
    // The base was written since this view was made: look at it anew.
    struct node *look = view_strided_node(view->base, tensor);
    if (look == NULL || look->failed) {
        node_unref(look);
        return tensor->grad_fn;
    }
    set_history(tensor, look);
    view->version = tensor->storage->version;
    return look;
}
