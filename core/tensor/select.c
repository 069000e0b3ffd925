// where, masked_fill, clamp, addcmul, addcdiv, lerp.
#include <math.h>
#include <string.h>

#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/formula.h"
#include "core/tensor/iterate.h"
#include "core/tensor/select.h"

// ---- condition ? a : b

struct shape {
    int ndim;
    enum dtype dtype;
    int64_t sizes[TENSOR_DIMS];
};

static void shape_of(struct shape *shape, const struct tensor *x)
{
    shape->ndim = x->ndim;
    shape->dtype = x->dtype;
    memcpy(shape->sizes, x->shape, sizeof *x->shape * x->ndim);
}

// To a former operand's shape and type.
static struct tensor *fit(struct formula *f, struct tensor *grad, const struct shape *shape)
{
    struct tensor *summed = formula_sum_to(f, grad, shape->ndim, shape->sizes), *result = NULL;
    if (summed == NULL) {
        return NULL;
    }
    enum status status = tensor_to_dtype(summed, shape->dtype, &result);
    return formula_step(f, status, result);
}

// Edges: where the condition holds, and where it does not.
static enum status where_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct shape *shapes = node->params;
    struct formula f = {.status = STATUS_OK};
    struct tensor *condition = formula_saved(&f, node, 0);
    for (int i = 0; i < 2; i++) {
        if (node_wants(node, i)) {
            struct tensor *dropped =
                i == 0 ? formula_unary(&f, MAP_LOGICAL_NOT, condition) : condition;
            formula_give(&f, fit(&f, formula_mask(&f, grads[0], dropped), &shapes[i]),
                         &ret_grads[i]);
        }
    }
    return formula_finish(&f);
}

static const struct node_type where_type = {"WhereBackward0", where_back, NULL};
static const struct node_type masked_fill_type = {"MaskedFillBackward0", where_back, NULL};
static const struct node_type masked_fill_tensor_type = {"MaskedFillBackward1", where_back, NULL};

static struct node *where_node(const struct node_type *type, struct tensor *condition,
                               struct tensor *a, struct tensor *b)
{
    struct node *node = node_create(type, 2, 1, 2 * sizeof(struct shape));
    if (node != NULL) {
        struct shape *shapes = node->params;
        struct tensor *operands[] = {a, b};
        for (int i = 0; i < 2; i++) {
            if (operands[i] != NULL) {
                shape_of(&shapes[i], operands[i]);
                node_connect(node, i, operands[i]);
            }
        }
        node_save(node, 0, condition);
    }
    return node;
}

static enum status as_tensor(struct operand x, enum dtype dtype, struct tensor **ret_tensor)
{
    if (x.tensor == NULL) {
        return tensor_full(dtype, 0, NULL, x.scalar, ret_tensor);
    }
    if (x.tensor->dtype == dtype) {
        *ret_tensor = tensor_ref(x.tensor);
        return STATUS_OK;
    }
    return tensor_cast_values(x.tensor, dtype, ret_tensor);
}

// All values; `into` NULL for a fresh result.
static enum status where_values(struct tensor *condition, struct operand a, struct operand b,
                                enum dtype dtype, struct tensor *into, struct tensor **ret_tensor)
{
    struct tensor *operands[3] = {condition, NULL, NULL}, *out = into;
    enum status status = as_tensor(a, dtype, &operands[1]);
    if (status == STATUS_OK) {
        status = as_tensor(b, dtype, &operands[2]);
    }
    if (status == STATUS_OK && into == NULL) {
        status = iterate_result_many(dtype, 3, operands, &out);
    }
    if (status == STATUS_OK) {
        struct iterate walk;
        iterate_init(&walk, out->ndim, out->shape);
        iterate_add(&walk, out);
        for (int i = 0; i < 3; i++) {
            iterate_add(&walk, operands[i]);
        }
        iterate_order(&walk, false);
        status = iterate_run(&walk, kernels->where[dtype], NULL);
        if (status == STATUS_OK) {
            *ret_tensor = out;
        } else if (into == NULL) {
            tensor_unref(out);
        }
    }
    tensor_unref(operands[1]);
    tensor_unref(operands[2]);
    return status;
}

static bool wants(struct operand x)
{
    return x.tensor != NULL && autograd_wants(x.tensor);
}

static enum status choose(const struct node_type *type, struct tensor *condition, struct operand a,
                          struct operand b, enum dtype dtype, struct tensor **ret_tensor)
{
    struct tensor *out;
    enum status status = where_values(condition, a, b, dtype, NULL, &out);
    if (status == STATUS_OK && (wants(a) || wants(b))) {
        status = autograd_attach(out, where_node(type, condition, a.tensor, b.tensor));
        if (status != STATUS_OK) {
            tensor_unref(out);
        }
    }
    if (status == STATUS_OK) {
        *ret_tensor = out;
    }
    return status;
}

enum status tensor_where(struct tensor *condition, struct operand a, struct operand b,
                         struct tensor **ret_tensor)
{
    if (condition->dtype != DTYPE_BOOL && condition->dtype != DTYPE_UINT8) {
        return failure(FAILURE_RUNTIME,
                       "where expected condition to be a boolean tensor, but got a tensor with "
                       "dtype %s",
                       dtype_facts[condition->dtype].scalar_name);
    }
    return choose(&where_type, condition, a, b, elementwise_result_type(a, b), ret_tensor);
}

static enum status check_fill(const struct tensor *x, const struct tensor *mask,
                              struct operand value)
{
    if (mask->dtype != DTYPE_BOOL) {
        return failure(FAILURE_RUNTIME, "expected predicate to be bool, got torch.%s",
                       dtype_facts[mask->dtype].name);
    }
    if (value.tensor != NULL && value.tensor->ndim > 0) {
        return failure(FAILURE_RUNTIME,
                       "masked_fill_ only supports a 0-dimensional value tensor, but got tensor "
                       "with %d dimension(s).",
                       value.tensor->ndim);
    }
    if (value.tensor == NULL && !dtype_is_float(x->dtype) &&
        value.scalar.kind == DTYPE_CATEGORY_FLOAT &&
        (x->dtype == DTYPE_BOOL || value.scalar.number != trunc(value.scalar.number))) {
        return failure(FAILURE_RUNTIME, "value cannot be converted to type %s without overflow",
                       dtype_facts[x->dtype].c_name);
    }
    return STATUS_OK;
}

static const struct node_type *fill_type_for(struct operand value)
{
    return value.tensor != NULL ? &masked_fill_tensor_type : &masked_fill_type;
}

enum status tensor_masked_fill(struct tensor *x, struct tensor *mask, struct operand value,
                               struct tensor **ret_tensor)
{
    enum status status = check_fill(x, mask, value);
    return status == STATUS_OK
               ? choose(fill_type_for(value), mask, value, operand_tensor(x), x->dtype, ret_tensor)
               : status;
}

enum status tensor_masked_fill_(struct tensor *x, struct tensor *mask, struct operand value)
{
    int ndim;
    int64_t shape[TENSOR_DIMS];
    struct tensor *out;
    enum status status = check_fill(x, mask, value);
    if (status == STATUS_OK) {
        status = autograd_check_inplace(x);
    }
    if (status == STATUS_OK) {
        status = shape_broadcast(x->ndim, x->shape, mask->ndim, mask->shape, &ndim, shape);
    }
    if (status == STATUS_OK &&
        (ndim != x->ndim || memcmp(shape, x->shape, sizeof *shape * x->ndim) != 0)) {
        char own[SHAPE_TEXT_SIZE], both[SHAPE_TEXT_SIZE];
        status =
            failure(FAILURE_RUNTIME, "output with shape %s doesn't match the broadcast shape %s",
                    shape_text(x->ndim, x->shape, own), shape_text(ndim, shape, both));
    }
    if (status != STATUS_OK) {
        return status;
    }
    struct node *node = NULL;
    if (autograd_wants(x) || wants(value)) {
        node = where_node(fill_type_for(value), mask, value.tensor, x);
        if (node == NULL) {
            return STATUS_MEMORY;
        }
        // A view's own gradient comes first in CopySlices: swap the edges.
        struct edge first = node->edges[0];
        node->edges[0] = node->edges[1];
        node->edges[1] = first;
        struct shape *shapes = node->params, shape_of_first = shapes[0];
        shapes[0] = shapes[1];
        shapes[1] = shape_of_first;
    }
    status = where_values(mask, value, operand_tensor(x), x->dtype, x, &out);
    if (status != STATUS_OK) {
        node_unref(node);
        return status;
    }
    return autograd_rebase(x, node);
}

// ---- bounds

enum status tensor_clamp(struct tensor *x, const struct scalar *low, const struct scalar *high,
                         bool in_place, struct tensor **ret_tensor)
{
    double params[4] = {low != NULL ? scalar_number(*low) : -INFINITY,
                        high != NULL ? scalar_number(*high) : INFINITY};
    enum dtype dtype = x->dtype;
    const struct scalar *bounds[] = {low, high};
    struct tensor *lifted;
    for (int i = 0; i < 2; i++) {
        if (bounds[i] != NULL) {
            dtype =
                elementwise_result_type(operand_tensor(x), operand_scalar(*bounds[i])) == x->dtype
                    ? dtype
                    : elementwise_result_type(operand_tensor(x), operand_scalar(*bounds[i]));
        }
    }
    if (in_place) {
        if (dtype != x->dtype) {
            return failure(FAILURE_RUNTIME,
                           "result type %s can't be cast to the desired output type %s",
                           dtype_facts[dtype].scalar_name, dtype_facts[x->dtype].c_name);
        }
        return tensor_unary_(MAP_CLAMP, x, params);
    }
    enum status status = tensor_to_dtype(x, dtype, &lifted);
    if (status == STATUS_OK) {
        status = tensor_unary(MAP_CLAMP, lifted, params, ret_tensor);
        tensor_unref(lifted);
    }
    return status;
}

// ---- three tensors

// x op a, b in one type; forward only.
static enum status ternary_values(enum ternary op, struct tensor *const *operands, enum dtype dtype,
                                  struct scalar value, const char *refused, struct tensor *into,
                                  struct tensor **ret_tensor)
{
    struct kernel_context context = {.params = {scalar_number(value)},
                                     .integers = {scalar_integer(value)}};
    struct tensor *inputs[3] = {NULL}, *out = into;
    enum status status = STATUS_OK;
    if (kernels->ternary[op][dtype] == NULL) {
        return failure(FAILURE_RUNTIME, "\"%s\" not implemented for '%s'", refused,
                       dtype_facts[dtype].scalar_name);
    }
    for (int i = 0; i < 3 && status == STATUS_OK; i++) {
        status = as_tensor(operand_tensor(operands[i]), dtype, &inputs[i]);
    }
    if (status == STATUS_OK && into == NULL) {
        status = iterate_result_many(dtype, 3, inputs, &out);
    }
    if (status == STATUS_OK) {
        struct iterate walk;
        iterate_init(&walk, out->ndim, out->shape);
        iterate_add(&walk, out);
        for (int i = 0; i < 3; i++) {
            iterate_add(&walk, inputs[i]);
        }
        iterate_order(&walk, false);
        status = iterate_run(&walk, kernels->ternary[op][dtype], &context);
        if (status == STATUS_OK) {
            *ret_tensor = out;
        } else if (into == NULL) {
            tensor_unref(out);
        }
    }
    for (int i = 0; i < 3; i++) {
        tensor_unref(inputs[i]);
    }
    return status;
}

struct ternary_params {
    enum ternary op;
    double value;
    struct shape shapes[3];
};

static struct tensor *scaled(struct formula *f, struct tensor *x, double by)
{
    return by == 1 ? x : formula_scale(f, x, by);
}

// The gradient of operand `which` of op(x, a, b).
static struct tensor *ternary_gradient(struct formula *f, struct node *node, struct tensor *grad,
                                       int which)
{
    const struct ternary_params *params = node->params;
    struct tensor *x = node->saved[0].tensor != NULL ? formula_saved(f, node, 0) : NULL;
    struct tensor *a = formula_saved(f, node, 1), *b = formula_saved(f, node, 2);
    switch (params->op) {
    case TERNARY_ADDCMUL:
        return which == 0   ? grad
               : which == 1 ? formula_mul(f, grad, scaled(f, b, params->value))
                            : formula_mul(f, grad, scaled(f, a, params->value));
    case TERNARY_ADDCDIV:
        if (which == 2) {
            struct tensor *square = formula_mul(f, b, b);
            struct tensor *slope = formula_div(f, formula_scale(f, a, -params->value), square);
            return formula_mul(f, grad, slope);
        }
        return which == 0 ? grad
                          : formula_mul(f, grad,
                                        formula_scale(f, formula_unary(f, MAP_RECIPROCAL, b),
                                                      params->value));
    case TERNARY_LERP:
        return which == 0   ? formula_mul(f, grad, formula_shift(f, formula_neg(f, b), 1))
               : which == 1 ? formula_mul(f, grad, b)
                            : formula_mul(f, grad, formula_sub(f, a, x));
    case TERNARY_CLAMP:
        if (which == 0) {
            struct tensor *out =
                formula_compare(f, COMPARE_LOGICAL_OR, formula_compare(f, COMPARE_LT, x, a),
                                formula_compare(f, COMPARE_GT, x, b));
            return formula_mask(f, grad, out);
        } else {
            struct tensor *in = which == 1 ? formula_compare(f, COMPARE_GE, x, a)
                                           : formula_compare(f, COMPARE_LE, x, b);
            return formula_mask(f, grad, in);
        }
    case TERNARY_COUNT:
        break;
    }
    return NULL;
}

static enum status ternary_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct ternary_params *params = node->params;
    struct formula f = {.status = STATUS_OK};
    for (int i = 0; i < 3; i++) {
        if (node_wants(node, i)) {
            formula_give(&f, fit(&f, ternary_gradient(&f, node, grads[0], i), &params->shapes[i]),
                         &ret_grads[i]);
        }
    }
    return formula_finish(&f);
}

static const struct node_type ternary_types[TERNARY_COUNT] = {
    [TERNARY_ADDCMUL] = {"AddcmulBackward0", ternary_back, NULL},
    [TERNARY_ADDCDIV] = {"AddcdivBackward0", ternary_back, NULL},
    [TERNARY_LERP] = {"LerpBackward1", ternary_back, NULL},
    [TERNARY_CLAMP] = {"ClampBackward0", ternary_back, NULL},
};
static const struct node_type lerp_number_type = {"LerpBackward0", ternary_back, NULL};

static enum status ternary(enum ternary op, const struct node_type *type,
                           struct tensor *const *operands, struct scalar value, const char *refused,
                           bool in_place, struct tensor **ret_tensor)
{
    struct tensor *x = operands[0], *out = NULL, *before = NULL;
    enum dtype dtype = x->dtype;
    struct node *node = NULL;
    bool recorded = false;
    for (int i = 0; i < 3; i++) {
        recorded = recorded || autograd_wants(operands[i]);
        dtype = elementwise_result_type(operand_tensor(operands[i]),
                                        i == 0 ? operand_scalar(scalar_bool(true))
                                               : operand_tensor(x)) == dtype
                    ? dtype
                    : dtype_promote(dtype, operands[i]->dtype);
    }
    enum status status = in_place ? autograd_check_inplace(x) : STATUS_OK;
    if (status == STATUS_OK && in_place && recorded) {
        status = tensor_clone_values(x, &before);
    }
    if (status == STATUS_OK && recorded) {
        node = node_create(type, 3, 3, sizeof(struct ternary_params));
        if (node == NULL) {
            status = STATUS_MEMORY;
        }
    }
    if (node != NULL) {
        struct ternary_params *params = node->params;
        params->op = op;
        params->value = scalar_number(value);
        for (int i = 0; i < 3; i++) {
            shape_of(&params->shapes[i], operands[i]);
            node_connect(node, i, operands[i]);
            if (i > 0 || op >= TERNARY_LERP) {
                node_save(node, i, i == 0 && before != NULL ? before : operands[i]);
            }
        }
    }
    tensor_unref(before);
    if (status == STATUS_OK) {
        status = ternary_values(op, operands, dtype, value, refused, in_place ? x : NULL, &out);
    }
    if (status != STATUS_OK) {
        node_unref(node);
        return status;
    }
    if (in_place) {
        return autograd_rebase(x, node);
    }
    if (node != NULL) {
        status = autograd_attach(out, node);
        if (status != STATUS_OK) {
            tensor_unref(out);
            return status;
        }
    }
    *ret_tensor = out;
    return STATUS_OK;
}

enum status tensor_addcmul(struct tensor *x, struct tensor *a, struct tensor *b,
                           struct scalar value, bool in_place, struct tensor **ret_tensor)
{
    return ternary(TERNARY_ADDCMUL, &ternary_types[TERNARY_ADDCMUL], (struct tensor *[]){x, a, b},
                   value, "addcmul_cpu_out", in_place, ret_tensor);
}

enum status tensor_addcdiv(struct tensor *x, struct tensor *a, struct tensor *b,
                           struct scalar value, bool in_place, struct tensor **ret_tensor)
{
    if (!dtype_is_float(a->dtype) && !dtype_is_float(b->dtype)) {
        return failure(FAILURE_RUNTIME,
                       "Integer division with addcdiv is no longer supported, and in a future  "
                       "release addcdiv will perform a true division of tensor1 and tensor2. The "
                       "historic addcdiv behavior can be implemented as (input + value * "
                       "torch.trunc(tensor1 / tensor2)).to(input.dtype) for integer inputs and as "
                       "(input + value * tensor1 / tensor2) for float inputs. The future addcdiv "
                       "behavior is just the latter implementation: (input + value * tensor1 / "
                       "tensor2), for all dtypes.");
    }
    return ternary(TERNARY_ADDCDIV, &ternary_types[TERNARY_ADDCDIV], (struct tensor *[]){x, a, b},
                   value, "addcdiv_cpu_out", in_place, ret_tensor);
}

enum status tensor_lerp(struct tensor *from, struct tensor *to, struct operand weight,
                        bool in_place, struct tensor **ret_tensor)
{
    struct tensor *number = NULL;
    if (weight.tensor != NULL) {
        return ternary(TERNARY_LERP, &ternary_types[TERNARY_LERP],
                       (struct tensor *[]){from, to, weight.tensor}, scalar_int(1),
                       "lerp_kernel_tensor", in_place, ret_tensor);
    }
    enum status status = tensor_full(from->dtype, 0, NULL, weight.scalar, &number);
    if (status != STATUS_OK) {
        return status;
    }
    status = ternary(TERNARY_LERP, &lerp_number_type, (struct tensor *[]){from, to, number},
                     scalar_int(1), "lerp_kernel_scalar", in_place, ret_tensor);
    tensor_unref(number);
    return status;
}

enum status tensor_clamp_tensors(struct tensor *x, struct tensor *low, struct tensor *high,
                                 struct tensor **ret_tensor)
{
    struct tensor *bounds[] = {low, high}, *made[2] = {NULL};
    enum status status = STATUS_OK;
    for (int i = 0; i < 2 && status == STATUS_OK; i++) {
        if (bounds[i] == NULL) {
            double limit = i == 0 ? -INFINITY : INFINITY;
            struct scalar none = dtype_is_float(x->dtype)
                                     ? scalar_float(limit)
                                     : scalar_int(i == 0 ? INT64_MIN : INT64_MAX);
            status = tensor_full(dtype_is_float(x->dtype) ? x->dtype : DTYPE_INT64, 0, NULL, none,
                                 &made[i]);
            bounds[i] = made[i];
        }
    }
    if (status == STATUS_OK) {
        status = ternary(TERNARY_CLAMP, &ternary_types[TERNARY_CLAMP],
                         (struct tensor *[]){x, bounds[0], bounds[1]}, scalar_int(1), "clamp",
                         false, ret_tensor);
    }
    tensor_unref(made[0]);
    tensor_unref(made[1]);
    return status;
}
