// Nodes, and the part of a tensor that belongs to gradients. backward.c walks the graph,
// inplace.c keeps it right when tensors are written.
#include <stdio.h>
#include <string.h>

#include "core/base/memory.h"
#include "core/tensor/autograd.h"
#include "core/tensor/backward.h"
#include "core/tensor/convert.h"
#include "core/tensor/view.h"

static bool enabled = true, may_reuse_memory = true;
static uint64_t next_sequence = 1;
static int64_t next_hook = 1;

bool autograd_enabled(void)
{
    return enabled;
}

bool autograd_set_enabled(bool on)
{
    bool was = enabled;
    enabled = on;
    return was;
}

bool autograd_may_reuse_memory(void)
{
    return may_reuse_memory;
}

void autograd_set_reuse_memory(bool on)
{
    may_reuse_memory = on;
}

// ---- nodes: one block holds the head, edges, saved values, inbox and params

struct node *node_create_outputs(const struct node_type *type, int edges, int saved,
                                 size_t params_size, int outputs)
{
    size_t edges_at = sizeof(struct node);
    size_t saved_at = edges_at + (size_t)edges * sizeof(struct edge);
    size_t inbox_at = saved_at + (size_t)saved * sizeof(struct saved);
    size_t params_at = inbox_at + (size_t)outputs * sizeof(struct tensor *);
    size_t size = params_at + params_size;
    struct node *node = memory_alloc_zero(size);
    if (node == NULL) {
        status_fail(STATUS_MEMORY, "DefaultCPUAllocator: can't allocate memory");
        return NULL;
    }
    node->refs = 1;
    node->type = type;
    node->size = (uint32_t)size;
    node->sequence = next_sequence++;
    node->edge_count = (uint16_t)edges;
    node->saved_count = (uint16_t)saved;
    node->output_count = (uint16_t)outputs;
    node->edges = (struct edge *)((char *)node + edges_at);
    node->saved = (struct saved *)((char *)node + saved_at);
    node->inbox = (struct tensor **)((char *)node + inbox_at);
    node->params = (char *)node + params_at;
    return node;
}

struct node *node_create(const struct node_type *type, int edges, int saved, size_t params_size)
{
    return node_create_outputs(type, edges, saved, params_size, 1);
}

struct node *node_ref(struct node *node)
{
    node->refs++;
    return node;
}

static void hooks_destroy(struct hook *hook)
{
    while (hook != NULL) {
        struct hook *next = hook->next;
        if (hook->drop != NULL) {
            hook->drop(hook->context);
        }
        memory_free(hook, sizeof *hook);
        hook = next;
    }
}

static void node_destroy(struct node *node)
{
    if (node->type->finish != NULL) {
        node->type->finish(node);
    }
    for (int i = 0; i < node->saved_count; i++) {
        tensor_unref(node->saved[i].tensor);
    }
    for (int i = 0; i < node->output_count; i++) {
        tensor_unref(node->inbox[i]);
    }
    hooks_destroy(node->hooks);
    for (int i = 0; i < node->edge_count; i++) {
        node_unref(node->edges[i].node);
    }
    memory_free(node, node->size);
}

// Destroying a node drops others: they queue up here instead of on the stack.
void node_unref(struct node *node)
{
    static struct node *dead;
    static bool draining;
    if (node == NULL || --node->refs > 0) {
        return;
    }
    node->next_dead = dead;
    dead = node;
    if (draining) {
        return;
    }
    draining = true;
    while (dead != NULL) {
        struct node *next = dead;
        dead = next->next_dead;
        node_destroy(next);
    }
    draining = false;
}

void node_connect(struct node *node, int edge, struct tensor *input)
{
    if (node == NULL || !input->requires_grad) {
        return;
    }
    struct node *source = autograd_grad_fn(input);
    if (source != NULL) {
        node->edges[edge] = (struct edge){node_ref(source), input->grad_index};
        return;
    }
    source = backward_accumulator(input);
    if (source == NULL) {
        node->failed = true;
        return;
    }
    node->edges[edge] = (struct edge){source, 0};
}

void node_save(struct node *node, int index, struct tensor *input)
{
    if (node != NULL) {
        node->saved[index] = (struct saved){tensor_ref(input), input->storage->version, false};
    }
}

void node_save_output(struct node *node, int index, struct tensor *output)
{
    if (node == NULL) {
        return;
    }
    struct tensor *alias;
    if (tensor_alias(output, &alias) != STATUS_OK) {
        node->failed = true;
        return;
    }
    node->saved[index] = (struct saved){alias, output->storage->version, true};
}

static enum status saved_was_written(struct node *node, const struct saved *saved)
{
    char shape[SHAPE_TEXT_SIZE], origin[128] = "";
    struct tensor *tensor = saved->tensor;
    shape_text(tensor->ndim, tensor->shape, shape);
    if (saved->is_output) {
        snprintf(origin, sizeof origin, ", which is output 0 of %s,", autograd_name(node));
    } else if (tensor->grad_fn != NULL) {
        snprintf(origin, sizeof origin, ", which is output %u of %s,", tensor->grad_index,
                 autograd_name(autograd_grad_fn(tensor)));
    }
    return failure(FAILURE_RUNTIME,
                   "one of the variables needed for gradient computation has been modified by an "
                   "inplace operation: [%s %s]%s is at version %u; expected version %u instead. "
                   "Hint: enable anomaly detection to find the operation that failed to compute "
                   "its gradient, with torch.autograd.set_detect_anomaly(True).",
                   dtype_facts[tensor->dtype].tensor_name, shape, origin, tensor->storage->version,
                   saved->version);
}

enum status node_saved(struct node *node, int index, struct tensor **ret_tensor)
{
    struct saved *saved = &node->saved[index];
    if (node->released) {
        return failure(FAILURE_RUNTIME,
                       "Trying to backward through the graph a second time (or directly access "
                       "saved tensors after they have already been freed). Saved intermediate "
                       "values of the graph are freed when you call .backward() or "
                       "autograd.grad(). Specify retain_graph=True if you need to backward "
                       "through the graph a second time or if you need to access saved tensors "
                       "after calling backward.");
    }
    if (saved->tensor->storage->version != saved->version) {
        return saved_was_written(node, saved);
    }
    *ret_tensor = saved->tensor;
    return STATUS_OK;
}

enum status autograd_attach(struct tensor *result, struct node *node)
{
    if (node == NULL) {
        return STATUS_MEMORY;
    }
    if (node->failed) {
        node_unref(node);
        return STATUS_MEMORY;
    }
    node_unref(result->grad_fn);
    result->grad_fn = node;
    result->grad_index = 0;
    result->requires_grad = true;
    return STATUS_OK;
}

void autograd_attach_output(struct tensor *result, struct node *node, int output)
{
    result->grad_fn = node_ref(node);
    result->grad_index = (uint32_t)output;
    result->requires_grad = true;
}

const char *autograd_name(const struct node *node)
{
    return node->type->name;
}

// ---- leaves

enum status autograd_require(struct tensor *tensor, bool on)
{
    if (on && !dtype_is_float(tensor->dtype)) {
        return failure(FAILURE_RUNTIME, "only Tensors of floating point dtype can require "
                                        "gradients");
    }
    if (!on && autograd_grad_fn(tensor) != NULL) {
        return failure(FAILURE_RUNTIME,
                       "you can only change requires_grad flags of leaf variables. If you want to "
                       "use a computed variable in a subgraph that doesn't require "
                       "differentiation use var_no_grad = var.detach().");
    }
    tensor->requires_grad = on;
    return STATUS_OK;
}

enum status autograd_gradient(struct tensor *tensor, struct gradient **ret_gradient)
{
    if (tensor->gradient == NULL) {
        tensor->gradient = memory_alloc_zero(sizeof *tensor->gradient);
        if (tensor->gradient == NULL) {
            return status_fail(STATUS_MEMORY, "DefaultCPUAllocator: can't allocate memory");
        }
    }
    *ret_gradient = tensor->gradient;
    return STATUS_OK;
}

struct tensor *autograd_grad(const struct tensor *tensor)
{
    struct gradient *gradient = tensor->gradient;
    if (gradient == NULL) {
        return NULL;
    }
    if (gradient->zeroed) {
        memset(tensor_data(gradient->slot), 0,
               (size_t)gradient->slot->numel * tensor_item_size(gradient->slot));
        gradient->grad = tensor_ref(gradient->slot);
        gradient->zeroed = false;
    }
    return gradient->grad;
}

enum status autograd_zero_grad(struct tensor *tensor)
{
    struct gradient *gradient = tensor->gradient;
    struct tensor *grad = gradient != NULL ? gradient->grad : NULL;
    if (grad == NULL) {
        return STATUS_OK;
    }
    if (gradient->slot == NULL && grad->contiguous && grad->view == NULL) {
        gradient->slot = tensor_ref(grad);
        gradient->slot_taken = false;
        gradient->slot_refs = gradient->slot_storage_refs = 1;
    }
    bool alone = grad == gradient->slot && grad->refs == gradient->slot_refs + 1 &&
                 grad->storage->refs == gradient->slot_storage_refs && grad->wrapper == NULL;
    if (alone && grad->grad_fn == NULL && !grad->requires_grad) {
        tensor_unref(grad);
        gradient->grad = NULL;
        gradient->zeroed = true;
        return STATUS_OK;
    }
    enum status status = STATUS_OK;
    if (autograd_grad_fn(grad) != NULL) {
        status = autograd_detach_inplace(grad);
    } else {
        grad->requires_grad = false;
    }
    if (status == STATUS_OK) {
        status = tensor_fill_values(grad, scalar_int(0));
        tensor_touch(grad);
    }
    return status;
}

enum status autograd_set_grad(struct tensor *tensor, struct tensor *grad)
{
    if (grad == NULL && tensor->gradient == NULL) {
        return STATUS_OK;
    }
    if (grad == tensor) {
        return failure(FAILURE_RUNTIME, "can't assign Variable as its own grad");
    }
    if (grad != NULL && grad->dtype != tensor->dtype) {
        return failure(FAILURE_RUNTIME, "assigned grad has data of a different type");
    }
    if (grad != NULL && !tensor_same_shape(grad, tensor)) {
        return failure(FAILURE_RUNTIME, "assigned grad has data of a different size");
    }
    struct gradient *gradient;
    enum status status = autograd_gradient(tensor, &gradient);
    if (status != STATUS_OK) {
        return status;
    }
    if (grad != NULL) {
        tensor_ref(grad);
    }
    tensor_unref(gradient->grad);
    gradient->grad = grad;
    gradient->zeroed = false;
    return STATUS_OK;
}

enum status autograd_set_slot(struct tensor *leaf, struct tensor *slot)
{
    struct gradient *gradient;
    enum status status = autograd_gradient(leaf, &gradient);
    if (status != STATUS_OK) {
        return status;
    }
    autograd_grad(leaf); // zeros that nobody has read lie in the old one
    if (slot != NULL) {
        tensor_ref(slot);
    }
    tensor_unref(gradient->slot);
    gradient->slot = slot;
    gradient->slot_taken = false;
    gradient->slot_refs = slot != NULL ? slot->refs : 0;
    gradient->slot_storage_refs = 1;
    return STATUS_OK;
}

enum status autograd_add_hook(struct tensor *tensor, gradient_hook *call, void (*drop)(void *),
                              void *context, int64_t *ret_id)
{
    struct hook *hook = memory_alloc(sizeof *hook);
    struct gradient *gradient;
    struct node *node = autograd_grad_fn(tensor);
    if (hook == NULL || (node == NULL && autograd_gradient(tensor, &gradient) != STATUS_OK)) {
        memory_free(hook, sizeof *hook);
        return status_fail(STATUS_MEMORY, "DefaultCPUAllocator: can't allocate memory");
    }
    struct hook **last = node != NULL ? &node->hooks : &gradient->hooks;
    while (*last != NULL) {
        last = &(*last)->next;
    }
    *hook = (struct hook){NULL, tensor->grad_index, next_hook++, call, drop, context};
    *last = hook;
    *ret_id = hook->id;
    return STATUS_OK;
}

void autograd_remove_hook(struct tensor *tensor, int64_t id)
{
    struct node *node = autograd_grad_fn(tensor);
    struct hook *none = NULL;
    struct hook **at = node != NULL               ? &node->hooks
                       : tensor->gradient != NULL ? &tensor->gradient->hooks
                                                  : &none;
    for (; *at != NULL; at = &(*at)->next) {
        if ((*at)->id == id) {
            struct hook *hook = *at;
            *at = hook->next;
            hook->next = NULL;
            hooks_destroy(hook);
            return;
        }
    }
}

// The context is the tensor itself, which takes its hook away when it goes.
static enum status keep_grad(void *context, struct tensor *grad, struct tensor **ret_grad)
{
    struct gradient *gradient = ((struct tensor *)context)->gradient;
    struct tensor *before = gradient->grad;
    (void)ret_grad;
    if (before == NULL) {
        gradient->grad = tensor_ref(grad);
        return STATUS_OK;
    }
    gradient->grad = NULL;
    return backward_add(before, grad, &gradient->grad);
}

enum status autograd_retain_grad(struct tensor *tensor)
{
    struct gradient *gradient;
    if (tensor->retains_grad) {
        return STATUS_OK;
    }
    enum status status = autograd_gradient(tensor, &gradient);
    if (status == STATUS_OK) {
        status = autograd_add_hook(tensor, keep_grad, NULL, tensor, &gradient->retaining);
    }
    tensor->retains_grad = status == STATUS_OK;
    return status;
}

static void view_destroy(struct tensor *tensor)
{
    if (tensor->view != NULL) {
        tensor_unref(tensor->view->base);
        memory_free(tensor->view, sizeof *tensor->view);
        tensor->view = NULL;
    }
}

enum status autograd_detach_inplace(struct tensor *tensor)
{
    if (tensor->view != NULL) {
        return failure(FAILURE_RUNTIME,
                       "Can't detach views in-place. Use detach() instead. If you are using "
                       "DistributedDataParallel (DDP) for training, and gradient_as_bucket_view "
                       "is set as True, gradients are views of DDP buckets, and hence detach_() "
                       "cannot be called on these gradients. To fix this error, please refer to "
                       "the Optimizer.zero_grad() function in torch/optim/optimizer.py as the "
                       "solution.");
    }
    node_unref(tensor->grad_fn);
    tensor->grad_fn = NULL;
    tensor->grad_index = 0;
    tensor->requires_grad = false;
    return STATUS_OK;
}

void autograd_forget(struct tensor *tensor)
{
    struct gradient *gradient = tensor->gradient;
    if (gradient != NULL) {
        if (tensor->retains_grad) {
            autograd_remove_hook(tensor, gradient->retaining);
        }
        tensor->gradient = NULL;
        hooks_destroy(gradient->hooks);
        tensor_unref(gradient->grad);
        tensor_unref(gradient->slot);
        memory_free(gradient, sizeof *gradient);
    }
    view_destroy(tensor);
    struct node *node = tensor->grad_fn;
    tensor->grad_fn = NULL;
    node_unref(node);
}
