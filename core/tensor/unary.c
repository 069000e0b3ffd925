// Functions of one variable: the table of rules, forward, in place, backward.
#include <stdio.h>
#include <string.h>

#include "core/tensor/convert.h"
#include "core/tensor/iterate.h"
#include "core/tensor/unary.h"

static enum status backward(struct node *node, struct tensor **grads, struct tensor **ret_grads);

struct rule {
    const char *name;
    enum map_how how;
    enum map_saves saves;
    enum grad grad;
    const char *kernel; // as PyTorch names it where the element type is refused
};

static const struct rule rules[MAP_COUNT] = {
#define X(op, function, grad_fn, how, saves, back) {#function, how, saves, GRAD_##back, NULL},
    UNARY_OPS(X)
#undef X
};

static const struct node_type types[MAP_COUNT] = {
#define X(op, function, grad_fn, how, saves, back) {grad_fn, backward, NULL},
    UNARY_OPS(X)
#undef X
};

struct unary_params {
    enum map op;
    double params[4];
};

static const char *kernel_name(enum map op, char *buffer, size_t size)
{
    switch ((int)op) {
    case MAP_FLOOR:
    case MAP_CEIL:
    case MAP_ROUND:
    case MAP_TRUNC:
        snprintf(buffer, size, "%s_vml_cpu", rules[op].name);
        return buffer;
    case MAP_GELU:
    case MAP_GELU_TANH:
        return "GeluKernelImpl";
    default:
        snprintf(buffer, size, "%s_cpu", rules[op].name);
        return buffer;
    }
}

static enum status refuse(enum map op, enum dtype dtype)
{
    char name[64];
    if (op == MAP_NEG) {
        return failure(FAILURE_RUNTIME, "Negation, the `-` operator, on a bool tensor is not "
                                        "supported. If you are trying to invert a mask, use the "
                                        "`~` or `logical_not()` operator instead.");
    }
    if (op == MAP_RELU) {
        return failure(FAILURE_RUNTIME, "Boolean inputs not supported for relu");
    }
    if (op == MAP_HARDTANH) {
        return failure(FAILURE_RUNTIME, "Bool inputs not supported for hardtanh");
    }
    return failure(FAILURE_RUNTIME, "\"%s\" not implemented for '%s'",
                   kernel_name(op, name, sizeof name), dtype_facts[dtype].scalar_name);
}

static void context_init(struct kernel_context *context, const double *params)
{
    memset(context, 0, sizeof *context);
    for (int i = 0; params != NULL && i < 4; i++) {
        context->params[i] = params[i];
        if (i < 2) {
            context->integers[i] = params[i] >= 9223372036854775807.0    ? INT64_MAX
                                   : params[i] <= -9223372036854775808.0 ? INT64_MIN
                                                                         : (int64_t)params[i];
        }
    }
}

// Types of the computation and of the result for elements of `from`.
static void types_of(enum map op, enum dtype from, enum dtype *ret_compute, enum dtype *ret_out)
{
    bool lift = rules[op].how == HOW_FLOAT && !dtype_is_float(from);
    *ret_compute = lift ? dtype_default : from;
    *ret_out = rules[op].how == HOW_BOOL ? DTYPE_BOOL : *ret_compute;
}

static enum status run(enum map op, const struct tensor *x, const double *params,
                       const struct tensor *out)
{
    struct kernel_context context;
    kernel_loop *loop = kernels->unary[op][x->dtype];
    if (loop == NULL) {
        return refuse(op, x->dtype);
    }
    context_init(&context, params);
    if (x->contiguous && out->contiguous) {
        char *data[] = {tensor_data(out), tensor_data(x)};
        int64_t strides[] = {(int64_t)tensor_item_size(out), (int64_t)tensor_item_size(x)};
        if (x->numel <= 65536) {
            loop(x->numel, data, strides, &context);
            return STATUS_OK;
        }
    }
    struct iterate walk;
    iterate_init(&walk, out->ndim, out->shape);
    iterate_add(&walk, out);
    iterate_add(&walk, x);
    iterate_order(&walk, false);
    return iterate_run(&walk, loop, &context);
}

static enum status record(enum map op, struct tensor *x, const double *params, struct tensor *out)
{
    const struct rule *rule = &rules[op];
    struct node *node = node_create(&types[op], 1, rule->saves != SAVES_NOTHING ? 1 : 0,
                                    sizeof(struct unary_params));
    if (node != NULL) {
        struct unary_params *kept = node->params;
        kept->op = op;
        if (params != NULL) {
            memcpy(kept->params, params, sizeof kept->params);
        }
        node_connect(node, 0, x);
        if (rule->saves == SAVES_INPUT) {
            node_save(node, 0, x);
        } else if (rule->saves == SAVES_OUTPUT) {
            node_save_output(node, 0, out);
        }
    }
    return autograd_attach(out, node);
}

static bool differentiable(enum map op, struct tensor *x)
{
    return autograd_wants(x) && rules[op].how != HOW_BOOL;
}

// The computation on values; where `x` has to be converted first, through a temporary.
static enum status forward(enum map op, struct tensor *x, const double *params,
                           struct tensor **ret_tensor)
{
    enum dtype compute, result;
    types_of(op, x->dtype, &compute, &result);
    struct tensor *input = x, *out;
    enum status status = STATUS_OK;
    if (compute != x->dtype) {
        status = tensor_cast_values(x, compute, &input);
    }
    if (status != STATUS_OK) {
        return status;
    }
    status = iterate_result(result, input, NULL, &out);
    if (status == STATUS_OK) {
        status = run(op, input, params, out);
        if (status == STATUS_OK) {
            *ret_tensor = out;
        } else {
            tensor_unref(out);
        }
    }
    if (input != x) {
        tensor_unref(input);
    }
    return status;
}

enum status tensor_unary(enum map op, struct tensor *x, const double *params,
                         struct tensor **ret_tensor)
{
    struct tensor *out;
    enum status status = forward(op, x, params, &out);
    if (status == STATUS_OK && differentiable(op, x)) {
        status = record(op, x, params, out);
        if (status != STATUS_OK) {
            tensor_unref(out);
        }
    }
    if (status == STATUS_OK) {
        *ret_tensor = out;
    }
    return status;
}

// An in-place function that saves its input needs a copy of it: the tensor itself is overwritten.
static enum status record_in_place(enum map op, struct tensor *x, const double *params)
{
    if (!differentiable(op, x)) {
        return autograd_rebase(x, NULL);
    }
    const struct rule *rule = &rules[op];
    struct node *node = node_create(&types[op], 1, rule->saves != SAVES_NOTHING ? 1 : 0,
                                    sizeof(struct unary_params));
    if (node != NULL) {
        struct unary_params *kept = node->params;
        kept->op = op;
        if (params != NULL) {
            memcpy(kept->params, params, sizeof kept->params);
        }
        node_connect(node, 0, x);
    }
    enum status status = autograd_rebase(x, node);
    if (status == STATUS_OK && rule->saves == SAVES_OUTPUT) {
        node_save_output(node, 0, x);
        status = node->failed ? STATUS_MEMORY : STATUS_OK;
    }
    return status;
}

enum status tensor_unary_(enum map op, struct tensor *x, const double *params)
{
    enum dtype compute, result;
    types_of(op, x->dtype, &compute, &result);
    if (!dtype_can_cast(result, x->dtype)) {
        return failure(FAILURE_RUNTIME,
                       "result type %s can't be cast to the desired output type %s",
                       dtype_facts[result].scalar_name, dtype_facts[x->dtype].scalar_name);
    }
    enum status status = autograd_check_inplace(x);
    if (status == STATUS_OK) {
        status = iterate_check_overlap(x, NULL);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (differentiable(op, x) && rules[op].saves == SAVES_INPUT) {
        // Compute beside it and copy: the history is that of a copy of the result.
        struct tensor *before, *out;
        status = tensor_clone(x, &before);
        if (status != STATUS_OK) {
            return status;
        }
        status = tensor_unary(op, before, params, &out);
        tensor_unref(before);
        if (status == STATUS_OK) {
            status = tensor_copy_values(x, out);
            status = status == STATUS_OK ? autograd_rebase(x, node_ref(out->grad_fn)) : status;
            tensor_unref(out);
        }
        return status;
    }
    status = run(op, x, params, x);
    return status == STATUS_OK ? record_in_place(op, x, params) : status;
}

enum status tensor_relu_taken(struct tensor *x, struct tensor **ret_tensor)
{
    if (!autograd_may_reuse(x) || x->view != NULL || x->wrapper != NULL ||
        x->dtype > DTYPE_FLOAT64 || (x->requires_grad && x->grad_fn == NULL)) {
        enum status status = tensor_unary(MAP_RELU, x, NULL, ret_tensor);
        tensor_unref(x);
        return status;
    }
    enum status status = run(MAP_RELU, x, NULL, x);
    if (status == STATUS_OK && autograd_wants(x)) {
        status = record(MAP_RELU, x, NULL, x);
    }
    if (status != STATUS_OK) {
        tensor_unref(x);
        return status;
    }
    *ret_tensor = x;
    return STATUS_OK;
}

// ---- backward: grad (like y), saved x or y -> gradient of x

static enum status run_grad(const struct unary_params *kept, const struct tensor *grad,
                            const struct tensor *saved, const struct tensor *out)
{
    struct kernel_context context;
    struct iterate walk;
    context_init(&context, kept->params);
    kernel_loop *loop = kernels->grad[rules[kept->op].grad][grad->dtype];
    if (grad->contiguous && saved->contiguous && out->contiguous && out->numel <= 65536) {
        int64_t size = (int64_t)tensor_item_size(out), strides[] = {size, size, size};
        char *data[] = {tensor_data(out), tensor_data(grad), tensor_data(saved)};
        loop(out->numel, data, strides, &context);
        return STATUS_OK;
    }
    iterate_init(&walk, out->ndim, out->shape);
    iterate_add(&walk, out);
    iterate_add(&walk, grad);
    iterate_add(&walk, saved);
    iterate_order(&walk, false);
    return iterate_run(&walk, loop, &context);
}

static enum status backward(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct unary_params *kept = node->params;
    struct tensor *grad = grads[0], *saved = grad, *out;
    enum status status = STATUS_OK;
    if (rules[kept->op].grad == GRAD_ZERO) {
        status = tensor_clone_values(grad, &out);
        if (status == STATUS_OK) {
            tensor_fill_values(out, scalar_int(0));
            *ret_grads = out;
        }
        return status;
    }
    if (node->saved_count > 0) {
        status = node_saved(node, 0, &saved);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (autograd_may_reuse(grad) && saved->contiguous) {
        status = run_grad(kept, grad, saved, grad);
        if (status == STATUS_OK) {
            *ret_grads = grad;
            grads[0] = NULL;
        }
        return status;
    }
    status = iterate_result(grad->dtype, grad, saved, &out);
    if (status != STATUS_OK) {
        return status;
    }
    status = run_grad(kept, grad, saved, out);
    if (status == STATUS_OK) {
        *ret_grads = out;
    } else {
        tensor_unref(out);
    }
    return status;
}
