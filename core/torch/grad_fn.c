// Nodes of the graph as objects. A hook of the program runs in the middle of backward; what it
// raises ends that.
#include "core/base/memory.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/str.h"
#include "core/torch/grad_fn.h"
#include "core/torch/tensor_type.h"

struct grad_fn {
    struct object object;
    struct node *node; // owned
};

static struct node *node_of(struct value value)
{
    return ((struct grad_fn *)value.object)->node;
}

struct value grad_fn_value(struct node *node)
{
    if (node == NULL) {
        return value_none;
    }
    struct grad_fn *object = type_allocate(&grad_fn_type, 0);
    if (object != NULL) {
        object->node = node_ref(node);
    }
    return value_object(object);
}

static void grad_fn_finish(struct object *self)
{
    node_unref(((struct grad_fn *)self)->node);
}

static struct value grad_fn_repr(struct value self)
{
    return value_object(
        str_format("<%s object at %p>", autograd_name(node_of(self)), (void *)node_of(self)));
}

static struct value grad_fn_compare(enum comparison comparison, struct value self,
                                    struct value other)
{
    if (!value_is(other, &grad_fn_type) ||
        (comparison != COMPARISON_EQUAL && comparison != COMPARISON_NOT_EQUAL)) {
        return value_ref(value_not_implemented);
    }
    return value_bool((node_of(self) == node_of(other)) == (comparison == COMPARISON_EQUAL));
}

static bool grad_fn_hash(struct value self, int64_t *ret_hash)
{
    *ret_hash = (int64_t)((uintptr_t)node_of(self) >> 4);
    return true;
}

static struct value grad_fn_name(struct value *args)
{
    return value_object(str_from(autograd_name(node_of(args[0]))));
}

// ((node, which of its outputs), …)
static struct value grad_fn_next_functions(struct value *args)
{
    const struct node *node = node_of(args[0]);
    struct tuple *all = tuple_create(node->edge_count);
    for (int i = 0; all != NULL && i < node->edge_count; i++) {
        struct value next = grad_fn_value(node->edges[i].node);
        struct tuple *pair =
            value_is_set(next) ? tuple_pack(2, next, value_int(node->edges[i].index)) : NULL;
        value_unref(next);
        all->items[i] = value_object(pair);
        if (pair == NULL) {
            object_unref(all);
            return value_unset;
        }
    }
    return value_object(all);
}

// Of the node that adds up a leaf's gradient: the leaf.
static struct value grad_fn_variable(struct value *args)
{
    struct tensor *leaf = autograd_accumulator_leaf(node_of(args[0]));
    return leaf != NULL ? tensor_value(tensor_ref(leaf)) : value_none;
}

static const struct native grad_fn_methods[] = {
    {"name(self)", grad_fn_name, 0, NULL},
    {"next_functions(self)", grad_fn_next_functions, NATIVE_GETTER, NULL},
    {"variable(self)", grad_fn_variable, NATIVE_GETTER, NULL},
    {NULL, NULL, 0, NULL},
};

struct type grad_fn_type = {
    .name = "Node",
    .module = "torch.autograd.graph",
    .size = sizeof(struct grad_fn),
    .flags = TYPE_NO_CREATE,
    .methods = grad_fn_methods,
    .finish = grad_fn_finish,
    .repr = grad_fn_repr,
    .compare = grad_fn_compare,
    .hash = grad_fn_hash,
};

// ---- hooks

struct hook_handle {
    struct object object;
    struct value tensor;
    int64_t id;
};

static enum status call_hook(void *context, struct tensor *grad, struct tensor **ret_grad)
{
    struct value hook = *(struct value *)context;
    struct value argument = tensor_value(tensor_ref(grad));
    if (!value_is_set(argument)) {
        return STATUS_INVALID;
    }
    value_ref(hook);
    struct value result = object_call_values(hook, &argument, 1);
    value_unref(hook);
    value_unref(argument);
    if (!value_is_set(result)) {
        return STATUS_INVALID; // raise_failure() sees what is pending
    }
    struct tensor *other = tensor_of(result);
    if (other == NULL && !value_is_none(result)) {
        raise_error(&exception_runtime_error, "expected Variable, but hook returned '%s'",
                    type_name(result));
        value_unref(result);
        return STATUS_INVALID;
    }
    if (other != NULL) {
        *ret_grad = tensor_ref(other);
    }
    value_unref(result);
    return STATUS_OK;
}

static void drop_hook(void *context)
{
    value_unref(*(struct value *)context);
    memory_free(context, sizeof(struct value));
}

struct value grad_fn_add_hook(struct tensor *tensor, struct value hook)
{
    struct value *kept = memory_alloc(sizeof *kept);
    struct hook_handle *handle = type_allocate(&hook_handle_type, 0);
    if (kept == NULL || handle == NULL) {
        memory_free(kept, sizeof *kept);
        object_unref(handle);
        return raise_memory();
    }
    *kept = value_ref(hook);
    enum status status = autograd_add_hook(tensor, call_hook, drop_hook, kept, &handle->id);
    if (status != STATUS_OK) {
        drop_hook(kept);
        object_unref(handle);
        return raise_failure(status);
    }
    handle->tensor = tensor_value(tensor_ref(tensor));
    return value_object(handle);
}

static struct value handle_remove(struct value *args)
{
    struct hook_handle *handle = (struct hook_handle *)args[0].object;
    if (value_is_set(handle->tensor)) {
        autograd_remove_hook(tensor_of(handle->tensor), handle->id);
        value_clear(&handle->tensor);
    }
    return value_none;
}

static void handle_finish(struct object *self)
{
    value_unref(((struct hook_handle *)self)->tensor);
}

static const struct native handle_methods[] = {
    {"remove(self)", handle_remove, 0, NULL},
    {NULL, NULL, 0, NULL},
};

struct type hook_handle_type = {
    .name = "RemovableHandle",
    .module = "torch.utils.hooks",
    .size = sizeof(struct hook_handle),
    .flags = TYPE_NO_CREATE,
    .methods = handle_methods,
    .finish = handle_finish,
};
