// Gradients: backward, torch.autograd.grad, the mode, leaves and hooks.
#include "core/base/memory.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/tuple.h"
#include "core/tensor/autograd.h"
#include "core/tensor/convert.h"
#include "core/tensor/view.h"
#include "core/torch/functions.h"
#include "core/torch/grad_fn.h"
#include "core/torch/training.h"

// What a call gives as one tensor or several (None for one that is missing), in `room`. False:
// raised.
static bool several(struct value value, const char *function, struct tensor **room, int limit,
                    int *ret_count)
{
    const struct value *items = &value;
    size_t count = 1;
    if (type_is_instance(value, &tuple_type)) {
        items = tuple_of(value)->items;
        count = tuple_of(value)->count;
    } else if (type_is_instance(value, &list_type)) {
        items = list_of(value)->items;
        count = list_of(value)->count;
    }
    if (count > (size_t)limit) {
        raise_refused("ranksh has %s of up to %d tensors at once", function, limit);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        room[i] = value_is_set(items[i]) ? tensor_of(items[i]) : NULL;
        if (room[i] == NULL && value_is_set(items[i]) && !value_is_none(items[i])) {
            return raise_false(&exception_type_error,
                               "gradients can be either Tensors or None, but got %s",
                               type_name(items[i]));
        }
    }
    *ret_count = (int)count;
    return true;
}

enum { LIMIT = 1024 };

struct asked {
    struct tensor *outputs[LIMIT], *grads[LIMIT], *inputs[LIMIT], *found[LIMIT];
};

// backward(gradient=None, retain_graph=None, create_graph=False, inputs=None)
static struct value backward(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *gradient = NULL;
    if (call_has(call, 1) && !value_is_none(call->args[1])) {
        gradient = tensor_of(call->args[1]);
        if (gradient == NULL) {
            return raise_type("gradients can be either Tensors or None, but got %s",
                              type_name(call->args[1]));
        }
    }
    if (call_bool(call, 3)) {
        return raise_refused("ranksh has no create_graph=True: gradients of gradients");
    }
    if (call_has(call, 4) && !value_is_none(call->args[4])) {
        return raise_refused("ranksh has no inputs= of backward()");
    }
    struct backward_request request = {
        .roots = 1, .outputs = &x, .grads = &gradient, .keep_graph = call_bool(call, 2)};
    if (x->numel == 1 && dtype_is_float(x->dtype)) {
        training_loss(scalar_number(tensor_element(x, 0)));
    }
    enum status status = autograd_backward(&request);
    if (status == STATUS_OK && x->ndim == 0) {
        training_loss(scalar_number(tensor_element(x, 0)));
    }
    return status == STATUS_OK ? value_none : raise_failure(status);
}

// torch.autograd.backward(tensors, grad_tensors, retain_graph)
static struct value backward_of_many(struct call *call)
{
    struct asked *asked = memory_alloc(sizeof *asked);
    struct backward_request request = {.keep_graph = call_bool(call, 2)};
    int grads = 0;
    if (asked == NULL) {
        return raise_memory();
    }
    request.outputs = asked->outputs;
    bool fine = several(call->args[0], "backward", asked->outputs, LIMIT, &request.roots);
    if (fine && call_has(call, 1) && !value_is_none(call->args[1])) {
        fine = several(call->args[1], "backward", asked->grads, LIMIT, &grads);
        request.grads = asked->grads;
        if (fine && grads != request.roots) {
            fine = raise_false(&exception_runtime_error, "got %d tensors and %d gradients",
                               request.roots, grads);
        }
    }
    enum status status = fine ? autograd_backward(&request) : STATUS_OK;
    memory_free(asked, sizeof *asked);
    if (!fine) {
        return value_unset;
    }
    return status == STATUS_OK ? value_none : raise_failure(status);
}

static struct value grads_as_tuple(struct tensor **grads, int count, struct value inputs,
                                   bool allow_unused)
{
    struct tuple *tuple = tuple_create((size_t)count);
    bool missing = false;
    (void)inputs;
    for (int i = 0; i < count; i++) {
        missing = missing || grads[i] == NULL;
        if (tuple != NULL) {
            tuple->items[i] = grads[i] != NULL ? tensor_value(grads[i]) : value_none;
        } else {
            tensor_unref(grads[i]);
        }
    }
    if (missing && !allow_unused && tuple != NULL) {
        object_unref(tuple);
        return raise_error(&exception_runtime_error,
                           "One of the differentiated Tensors appears to not have been used in the "
                           "graph. Set allow_unused=True if this is the desired behavior.");
    }
    return value_object(tuple);
}

// torch.autograd.grad(outputs, inputs, grad_outputs, retain_graph, create_graph, allow_unused)
static struct value grad(struct call *call)
{
    struct asked *asked = memory_alloc_zero(sizeof *asked);
    struct backward_request request = {.keep_graph = call_bool(call, 3)};
    struct value result = value_unset;
    int grads = 0;
    if (asked == NULL) {
        return raise_memory();
    }
    request.outputs = asked->outputs;
    request.wanted = asked->inputs;
    request.ret_grads = asked->found;
    bool fine = several(call->args[0], "grad", asked->outputs, LIMIT, &request.roots) &&
                several(call->args[1], "grad", asked->inputs, LIMIT, &request.inputs);
    if (fine && call_bool(call, 4)) {
        raise_refused("ranksh has no create_graph=True: gradients of gradients");
        fine = false;
    }
    if (fine && call_has(call, 2) && !value_is_none(call->args[2])) {
        fine = several(call->args[2], "grad", asked->grads, LIMIT, &grads);
        request.grads = asked->grads;
    }
    for (int i = 0; fine && i < request.roots; i++) {
        if (asked->outputs[i] == NULL || !autograd_requires_grad(asked->outputs[i])) {
            fine = raise_false(&exception_runtime_error,
                               "element %d of tensors does not require grad and does not have a "
                               "grad_fn",
                               i);
        }
    }
    for (int i = 0; fine && i < request.inputs; i++) {
        if (asked->inputs[i] == NULL || !autograd_requires_grad(asked->inputs[i])) {
            fine = raise_false(&exception_runtime_error,
                               "One of the differentiated Tensors does not require grad");
        }
    }
    if (fine) {
        enum status status = autograd_backward(&request);
        result = status == STATUS_OK ? grads_as_tuple(asked->found, request.inputs, call->args[1],
                                                      call_bool(call, 5))
                                     : raise_failure(status);
    }
    memory_free(asked, sizeof *asked);
    return result;
}

// ---- the mode

static struct value is_grad_enabled(struct call *call)
{
    (void)call;
    return value_bool(autograd_enabled());
}

// Sets the mode and gives what it was.
static struct value set_grad_mode(struct call *call)
{
    return value_bool(autograd_set_enabled(call_bool(call, 0)));
}

// ---- leaves

static struct value requires_grad_(struct call *call)
{
    return functions_in_place(call, autograd_require(call_tensor(call, 0), call_bool(call, 1)));
}

static struct value detach(struct call *call)
{
    struct tensor *result = NULL;
    enum status status = tensor_detach(call_tensor(call, 0), &result);
    return tensor_result(status, result);
}

static struct value detach_(struct call *call)
{
    return functions_in_place(call, autograd_detach_inplace(call_tensor(call, 0)));
}

static struct value retain_grad(struct call *call)
{
    struct tensor *x = call_tensor(call, 0);
    if (!autograd_requires_grad(x)) {
        return raise_error(&exception_runtime_error,
                           "can't retain_grad on Tensor that has requires_grad=False");
    }
    if (autograd_grad_fn(x) == NULL) {
        return value_none;
    }
    enum status status = autograd_retain_grad(x);
    return status == STATUS_OK ? value_none : raise_failure(status);
}

static struct value register_hook(struct call *call)
{
    struct tensor *x = call_tensor(call, 0);
    if (!autograd_requires_grad(x)) {
        return raise_error(&exception_runtime_error,
                           "cannot register a hook on a tensor that doesn't require gradient");
    }
    return grad_fn_add_hook(x, call->args[1]);
}

const struct torch_function functions_grad[] = {
    {"backward",
     "(Tensor input, PyObject* gradient=None, bool? retain_graph=None, bool create_graph=False, "
     "PyObject* inputs=None)",
     backward, CALL_METHOD | CALL_PYTHON, 0, NULL},
    {"_autograd_backward",
     "(PyObject* tensors, PyObject* grad_tensors=None, bool? retain_graph=None, bool "
     "create_graph=False)",
     backward_of_many, CALL_FUNCTION | CALL_PYTHON, 0, NULL},
    {"_autograd_grad",
     "(PyObject* outputs, PyObject* inputs, PyObject* grad_outputs=None, bool? retain_graph=None, "
     "bool create_graph=False, bool allow_unused=False)",
     grad, CALL_FUNCTION | CALL_PYTHON, 0, NULL},
    {"is_grad_enabled", "()", is_grad_enabled, CALL_FUNCTION, 0, NULL},
    {"_set_grad_mode", "(bool mode)", set_grad_mode, CALL_FUNCTION, 0, NULL},
    {"requires_grad_", "(Tensor input, bool requires_grad=True)", requires_grad_, CALL_METHOD, 0,
     NULL},
    {"detach", SIGNATURE_PLAIN, detach, CALL_BOTH, 0, NULL},
    {"detach_", SIGNATURE_PLAIN, detach_, CALL_METHOD, 0, NULL},
    {"retain_grad", SIGNATURE_PLAIN, retain_grad, CALL_METHOD, 0, NULL},
    {"register_hook", "(Tensor input, PyObject* hook)", register_hook, CALL_METHOD | CALL_PYTHON, 0,
     NULL},
    {NULL, NULL, NULL, 0, 0, NULL},
};
