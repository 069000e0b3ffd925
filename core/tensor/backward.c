// The engine. From the outputs' nodes it finds every node that will run and how many gradients each
// must wait for; then it runs those that wait for none, the youngest first, until all have run.
// Nothing recurses. At a leaf the gradients end in an accumulator.
#include <string.h>

#include "core/base/array.h"
#include "core/base/memory.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/backward.h"
#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/reduce.h"
#include "core/tensor/view.h"

// Lists that only grow, so that a step in a training loop allocates nothing.
struct node_list {
    struct node **nodes;
    size_t count, capacity;
};

static struct node_list seen, ready;
static uint32_t pass;
static bool running;
static enum status (*after_call)(void *context);
static void *after_context;

static enum status list_push(struct node_list *list, struct node *node)
{
    if (!array_reserve((void **)&list->nodes, &list->capacity, list->count + 1,
                       sizeof *list->nodes)) {
        return status_fail(STATUS_MEMORY, "DefaultCPUAllocator: can't allocate memory");
    }
    list->nodes[list->count++] = node;
    return STATUS_OK;
}

// ---- the ready nodes: a heap by age

static enum status heap_push(struct node *node)
{
    enum status status = list_push(&ready, node);
    if (status != STATUS_OK) {
        return status;
    }
    size_t at = ready.count - 1;
    while (at > 0 && ready.nodes[(at - 1) / 2]->sequence < node->sequence) {
        ready.nodes[at] = ready.nodes[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    ready.nodes[at] = node;
    return STATUS_OK;
}

static struct node *heap_pop(void)
{
    struct node *top = ready.nodes[0], *last = ready.nodes[--ready.count];
    size_t at = 0;
    while (2 * at + 1 < ready.count) {
        size_t child = 2 * at + 1;
        if (child + 1 < ready.count &&
            ready.nodes[child + 1]->sequence > ready.nodes[child]->sequence) {
            child++;
        }
        if (ready.nodes[child]->sequence <= last->sequence) {
            break;
        }
        ready.nodes[at] = ready.nodes[child];
        at = child;
    }
    ready.nodes[at] = last;
    return top;
}

// ---- leaves

static enum status accumulate(struct node *node, struct tensor **grads, struct tensor **ret_grads);

static void accumulator_finish(struct node *node)
{
    struct tensor *leaf = *(struct tensor **)node->params;
    if (leaf != NULL) {
        leaf->gradient->accumulator = NULL;
        tensor_unref(leaf);
    }
}

static const struct node_type accumulator_type = {"AccumulateGrad", accumulate, accumulator_finish};

struct node *backward_accumulator(struct tensor *leaf)
{
    struct gradient *gradient;
    if (autograd_gradient(leaf, &gradient) != STATUS_OK) {
        return NULL;
    }
    if (gradient->accumulator != NULL) {
        return node_ref(gradient->accumulator);
    }
    struct node *node = node_create(&accumulator_type, 0, 0, sizeof leaf);
    if (node != NULL) {
        node->sequence = UINT64_MAX;
        *(struct tensor **)node->params = tensor_ref(leaf);
        gradient->accumulator = node;
    }
    return node;
}

struct tensor *autograd_accumulator_leaf(const struct node *node)
{
    return node->type == &accumulator_type ? *(struct tensor **)node->params : NULL;
}

struct tensor *autograd_destination(struct node *node, int edge)
{
    struct node *next = node->edges[edge].node;
    struct tensor *leaf = next != NULL ? autograd_accumulator_leaf(next) : NULL;
    if (leaf == NULL || leaf->gradient->slot == NULL || leaf->gradient->slot_taken ||
        leaf->gradient->grad != NULL || next->hooks != NULL || leaf->gradient->hooks != NULL ||
        next->pass != pass) {
        return NULL;
    }
    leaf->gradient->slot_taken = true;
    return tensor_ref(leaf->gradient->slot);
}

// The first gradient of a leaf: taken over when nobody else holds it, copied otherwise.
static enum status first_gradient(struct gradient *gradient, struct tensor **grads)
{
    enum status status = STATUS_OK;
    struct tensor *grad = grads[0];
    if (gradient->slot != NULL) {
        if (grad != gradient->slot) {
            status = tensor_copy_values(gradient->slot, grad);
        }
        gradient->grad = status == STATUS_OK ? tensor_ref(gradient->slot) : NULL;
    } else if (grad->refs == 1 && grad->storage->refs == 1 && tensor_is_dense(grad)) {
        gradient->grad = grad;
        grads[0] = NULL;
    } else {
        status = tensor_clone_values(grad, &gradient->grad);
    }
    return status;
}

static enum status accumulate(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    (void)ret_grads;
    struct tensor *leaf = *(struct tensor **)node->params;
    struct gradient *gradient = leaf->gradient;
    if (grads[0] == NULL) {
        return STATUS_OK;
    }
    enum status status;
    if (gradient->grad == NULL) {
        gradient->zeroed = false;
        status = first_gradient(gradient, grads);
    } else {
        status = tensor_add_values(gradient->grad, grads[0]);
        tensor_touch(gradient->grad);
    }
    gradient->slot_taken = false;
    if (status == STATUS_OK && gradient->ready != NULL) {
        gradient->ready(gradient->ready_context, leaf);
    }
    return status;
}

// ---- the walk

enum status backward_add(struct tensor *a, struct tensor *b, struct tensor **ret_sum)
{
    if (autograd_may_reuse(a) && tensor_same_shape(a, b) && a->dtype == b->dtype) {
        enum status status = tensor_add_values(a, b);
        *ret_sum = status == STATUS_OK ? a : NULL;
        if (status != STATUS_OK) {
            tensor_unref(a);
        }
        return status;
    }
    struct tensor *sum = NULL;
    enum status status = tensor_add(a, b, scalar_int(1), &sum);
    tensor_unref(a);
    *ret_sum = sum;
    return status;
}

// Enters a node into the list of those that take part, once.
static enum status see(struct node *node)
{
    if (node->pass == pass) {
        return STATUS_OK;
    }
    enum status status = list_push(&seen, node);
    if (status == STATUS_OK) {
        node_ref(node);
        node->pass = pass;
        node->pending = 0;
    }
    return status;
}

// Where the gradient of `tensor` arrives: its node, or as a leaf its accumulator. NULL when memory
// ends. A new reference.
static struct node *arrival(struct tensor *tensor)
{
    struct node *node = autograd_grad_fn(tensor);
    return node != NULL ? node_ref(node) : backward_accumulator(tensor);
}

// Counts for every node that can be reached how many gradients will arrive.
static enum status count_pending(struct tensor **outputs, int roots)
{
    enum status status = STATUS_OK;
    pass++;
    for (int i = 0; i < roots && status == STATUS_OK; i++) {
        struct node *node = outputs[i]->requires_grad ? arrival(outputs[i]) : NULL;
        if (node == NULL) {
            continue;
        }
        status = see(node);
        node->pending += status == STATUS_OK;
        node_unref(node);
    }
    for (size_t at = 0; at < seen.count && status == STATUS_OK; at++) {
        struct node *node = seen.nodes[at];
        for (int i = 0; i < node->edge_count && status == STATUS_OK; i++) {
            struct node *next = node->edges[i].node;
            if (next != NULL) {
                status = see(next);
                next->pending += status == STATUS_OK;
            }
        }
    }
    return status;
}

// Puts a gradient where it belongs, and wakes the node when it was the last.
static enum status deliver(struct edge edge, struct tensor *grad)
{
    struct node *next = edge.node;
    struct tensor **place = &next->inbox[edge.index];
    enum status status = STATUS_OK;
    if (grad != NULL && *place != NULL) {
        struct tensor *first = *place;
        *place = NULL;
        status = backward_add(first, grad, place);
        tensor_unref(grad);
    } else if (grad != NULL) {
        *place = grad;
    }
    if (next->pending > 0 && --next->pending == 0 && status == STATUS_OK) {
        status = heap_push(next);
    }
    return status;
}

static enum status run_hooks(const struct hook *hook, struct tensor **grads)
{
    while (hook != NULL) {
        const struct hook *next = hook->next;
        struct tensor *grad = grads[hook->output], *changed = NULL;
        if (grad != NULL) {
            enum status status = hook->call(hook->context, grad, &changed);
            if (status != STATUS_OK) {
                return status;
            }
            if (changed != NULL) {
                tensor_unref(grads[hook->output]);
                grads[hook->output] = changed;
            }
        }
        hook = next;
    }
    return STATUS_OK;
}

// Values saved for backward are given up, so that memory shrinks while backward runs.
static void release(struct node *node)
{
    if (node->saved_count == 0) {
        return;
    }
    node->released = true;
    for (int i = 0; i < node->saved_count; i++) {
        tensor_unref(node->saved[i].tensor);
        node->saved[i].tensor = NULL;
    }
}

static bool any(struct tensor *const *grads, int count)
{
    for (int i = 0; i < count; i++) {
        if (grads[i] != NULL) {
            return true;
        }
    }
    return false;
}

enum { FEW_EDGES = 8 };

static enum status run_backward(struct node *node, struct tensor **ret_grads)
{
    struct tensor *leaf = autograd_accumulator_leaf(node);
    enum status status = run_hooks(node->hooks, node->inbox);
    if (status == STATUS_OK && leaf != NULL && leaf->gradient->hooks != NULL) {
        status = run_hooks(leaf->gradient->hooks, node->inbox);
    }
    if (status == STATUS_OK && any(node->inbox, node->output_count)) {
        status = node->type->backward(node, node->inbox, ret_grads);
    }
    return status;
}

static enum status run_node(struct node *node, bool keep_graph)
{
    struct tensor *few[FEW_EDGES] = {NULL}, **grads = few;
    size_t size = node->edge_count * sizeof *grads;
    if (node->edge_count > FEW_EDGES) {
        grads = memory_alloc_zero(size);
        if (grads == NULL) {
            return status_fail(STATUS_MEMORY, "DefaultCPUAllocator: can't allocate memory");
        }
    }
    enum status status = run_backward(node, grads);
    for (int i = 0; i < node->output_count; i++) {
        tensor_unref(node->inbox[i]);
        node->inbox[i] = NULL;
    }
    if (!keep_graph) {
        release(node);
    }
    for (int i = 0; i < node->edge_count; i++) {
        if (status == STATUS_OK && node->edges[i].node != NULL) {
            status = deliver(node->edges[i], grads[i]);
        } else {
            tensor_unref(grads[i]);
        }
    }
    if (grads != few) {
        memory_free(grads, size);
    }
    return status;
}

// ---- requests for single gradients (autograd.grad)

// Whether the gradient of `tensor` arrives at `node`.
static bool arrives_at(struct tensor *tensor, const struct node *node)
{
    struct node *own = autograd_grad_fn(tensor);
    return own != NULL ? own == node
                       : tensor->gradient != NULL && tensor->gradient->accumulator == node;
}

// Before `node` runs: what arrived for a wanted tensor is taken down. An accumulator then does not
// run, so that leaves stay as they are.
static enum status capture(const struct backward_request *request, struct node *node)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < request->inputs && status == STATUS_OK; i++) {
        struct tensor *wanted = request->wanted[i];
        if (arrives_at(wanted, node) && request->ret_grads[i] == NULL &&
            node->inbox[wanted->grad_index] != NULL) {
            status = tensor_clone_values(node->inbox[wanted->grad_index], &request->ret_grads[i]);
        }
    }
    return status;
}

static enum status run_all(const struct backward_request *request)
{
    enum status status = STATUS_OK;
    int steps = 0;
    while (ready.count > 0 && status == STATUS_OK) {
        struct node *node = heap_pop();
        bool is_leaf = autograd_accumulator_leaf(node) != NULL;
        if (request->inputs > 0) {
            status = capture(request, node);
            if (is_leaf) {
                tensor_unref(node->inbox[0]);
                node->inbox[0] = NULL;
                continue;
            }
        }
        if (status == STATUS_OK) {
            status = run_node(node, request->keep_graph);
        }
        if (status == STATUS_OK && ++steps % 64 == 0) {
            status = failure_check_interrupt();
        }
    }
    return status;
}

static void clear(void)
{
    for (size_t i = 0; i < seen.count; i++) {
        struct node *node = seen.nodes[i];
        for (int j = 0; j < node->output_count; j++) {
            tensor_unref(node->inbox[j]);
            node->inbox[j] = NULL;
        }
        struct tensor *leaf = autograd_accumulator_leaf(node);
        if (leaf != NULL) {
            leaf->gradient->slot_taken = false;
        }
        node_unref(node);
    }
    seen.count = ready.count = 0;
}

// ---- starting

static enum status first_grad(struct tensor *output, struct tensor *grad, int index,
                              struct tensor **ret_grad)
{
    if (grad == NULL) {
        if (output->numel != 1) {
            return failure(FAILURE_RUNTIME, "grad can be implicitly created only for scalar "
                                            "outputs");
        }
        return tensor_full(output->dtype, output->ndim, output->shape, scalar_int(1), ret_grad);
    }
    if (!tensor_same_shape(output, grad)) {
        char of_grad[SHAPE_TEXT_SIZE], of_output[SHAPE_TEXT_SIZE];
        return failure(FAILURE_RUNTIME,
                       "Mismatch in shape: grad_output[%d] has a shape of torch.Size(%s) and "
                       "output[%d] has a shape of torch.Size(%s).",
                       index, shape_text(grad->ndim, grad->shape, of_grad), index,
                       shape_text(output->ndim, output->shape, of_output));
    }
    if (grad->dtype != output->dtype) {
        return tensor_to_dtype(grad, output->dtype, ret_grad);
    }
    *ret_grad = tensor_ref(grad);
    return STATUS_OK;
}

// Puts the gradient of each output in its place.
static enum status start(const struct backward_request *request)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < request->roots && status == STATUS_OK; i++) {
        struct tensor *output = request->outputs[i], *grad = NULL;
        if (!output->requires_grad) {
            return failure(FAILURE_RUNTIME,
                           "element %d of tensors does not require grad and does not have a "
                           "grad_fn",
                           i);
        }
        status = first_grad(output, request->grads != NULL ? request->grads[i] : NULL, i, &grad);
        if (status != STATUS_OK) {
            break;
        }
        struct node *node = arrival(output);
        if (node == NULL) {
            tensor_unref(grad);
            return STATUS_MEMORY;
        }
        status = deliver((struct edge){node, output->grad_index}, grad);
        node_unref(node);
    }
    return status;
}

enum status autograd_backward(const struct backward_request *request)
{
    if (running) {
        return status_fail(STATUS_UNSUPPORTED, "ranksh has no backward() inside a backward hook");
    }
    running = true;
    bool was_enabled = autograd_set_enabled(false);
    enum status status = count_pending(request->outputs, request->roots);
    if (status == STATUS_OK) {
        status = start(request);
    }
    if (status == STATUS_OK) {
        status = run_all(request);
    }
    clear();
    autograd_set_enabled(was_enabled);
    running = false;
    enum status (*call)(void *) = after_call;
    after_call = NULL;
    if (call != NULL && status == STATUS_OK) {
        status = call(after_context);
    }
    return status;
}

void autograd_after_backward(enum status (*call)(void *context), void *context)
{
    after_call = call;
    after_context = context;
}
