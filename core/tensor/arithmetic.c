// Two operands: which type the result has, the loop, and what autograd remembers.
// arithmetic_backward.c has the formulas for gradients.
#include <string.h>

#include "core/tensor/arithmetic.h"
#include "core/tensor/arithmetic_backward.h"
#include "core/tensor/convert.h"
#include "core/tensor/iterate.h"
#include "core/tensor/unary.h"

struct rule {
    enum binary loop;
    bool to_float;      // integers become float32
    bool no_bool_minus; // subtraction: refused for bool
    const char *kernel; // PyTorch's name of it, where an element type is refused
};

static const struct rule rules[ARITHMETIC_COUNT] = {
    [ARITHMETIC_ADD] = {BINARY_ADD, false, false, "add_stub"},
    [ARITHMETIC_SUB] = {BINARY_ADD, false, true, "sub_cpu"},
    [ARITHMETIC_RSUB] = {BINARY_ADD, false, true, "sub_cpu"},
    [ARITHMETIC_MUL] = {BINARY_MUL, false, false, "mul_cpu"},
    [ARITHMETIC_DIV] = {BINARY_DIV, true, false, "div_cpu"},
    [ARITHMETIC_FLOOR_DIVIDE] = {BINARY_FLOOR_DIVIDE, false, false, "div_floor_cpu"},
    [ARITHMETIC_DIV_FLOOR] = {BINARY_FLOOR_DIVIDE, false, false, "div_floor_cpu"},
    [ARITHMETIC_DIV_TRUNC] = {BINARY_TRUNC_DIVIDE, false, false, "div_trunc_cpu"},
    [ARITHMETIC_REMAINDER] = {BINARY_REMAINDER, false, false, "remainder_cpu"},
    [ARITHMETIC_FMOD] = {BINARY_FMOD, false, false, "fmod_cpu"},
    [ARITHMETIC_POW] = {BINARY_POW, false, false, "pow"},
    [ARITHMETIC_MAXIMUM] = {BINARY_MAXIMUM, false, false, "maximum_cpu"},
    [ARITHMETIC_MINIMUM] = {BINARY_MINIMUM, false, false, "minimum_cpu"},
    [ARITHMETIC_FMAX] = {BINARY_FMAX, false, false, "fmax_cpu"},
    [ARITHMETIC_FMIN] = {BINARY_FMIN, false, false, "fmin_cpu"},
    [ARITHMETIC_ATAN2] = {BINARY_ATAN2, true, false, "atan2_cpu"},
    [ARITHMETIC_HYPOT] = {BINARY_HYPOT, false, false, "hypot_cpu"},
    [ARITHMETIC_LOGADDEXP] = {BINARY_LOGADDEXP, false, false, "logaddexp_cpu"},
    [ARITHMETIC_AND] = {BINARY_AND, false, false, "bitwise_and_cpu"},
    [ARITHMETIC_OR] = {BINARY_OR, false, false, "bitwise_or_cpu"},
    [ARITHMETIC_XOR] = {BINARY_XOR, false, false, "bitwise_xor_cpu"},
    [ARITHMETIC_SHIFT_LEFT] = {BINARY_SHIFT_LEFT, false, false, "lshift_cpu"},
    [ARITHMETIC_SHIFT_RIGHT] = {BINARY_SHIFT_RIGHT, false, false, "rshift_cpu"},
};

// ---- types

enum priority { PRIORITY_DIMS, PRIORITY_ZERO_DIM, PRIORITY_NUMBER };

static enum priority priority_of(struct operand x)
{
    return x.tensor == NULL      ? PRIORITY_NUMBER
           : x.tensor->ndim == 0 ? PRIORITY_ZERO_DIM
                                 : PRIORITY_DIMS;
}

static enum dtype dtype_of(struct operand x)
{
    return x.tensor != NULL ? x.tensor->dtype : scalar_dtype(x.scalar);
}

enum dtype elementwise_result_type(struct operand a, struct operand b)
{
    enum dtype type_a = dtype_of(a), type_b = dtype_of(b);
    if (priority_of(a) == priority_of(b)) {
        return dtype_promote(type_a, type_b);
    }
    // A number or a tensor without dimensions only lifts the other to a higher category.
    bool a_leads = priority_of(a) < priority_of(b);
    enum dtype leader = a_leads ? type_a : type_b, other = a_leads ? type_b : type_a;
    return dtype_category(other) > dtype_category(leader) ? dtype_promote(leader, other) : leader;
}

// ---- values

struct value {
    union {
        float float32;
        double float64;
        int64_t int64;
        int32_t int32;
        int16_t int16;
        int8_t int8;
        uint8_t uint8;
        bool boolean;
    };
};

static void value_store(struct value *value, enum dtype dtype, struct scalar scalar)
{
    switch (dtype) {
    case DTYPE_FLOAT32:
        value->float32 = (float)scalar_number(scalar);
        return;
    case DTYPE_FLOAT64:
        value->float64 = scalar_number(scalar);
        return;
    case DTYPE_INT64:
        value->int64 = scalar_integer(scalar);
        return;
    case DTYPE_INT32:
        value->int32 = (int32_t)scalar_integer(scalar);
        return;
    case DTYPE_INT16:
        value->int16 = (int16_t)scalar_integer(scalar);
        return;
    case DTYPE_INT8:
        value->int8 = (int8_t)scalar_integer(scalar);
        return;
    case DTYPE_UINT8:
        value->uint8 = (uint8_t)scalar_integer(scalar);
        return;
    case DTYPE_BOOL:
        value->boolean = scalar_number(scalar) != 0;
        return;
    }
}

// An operand made ready for a loop over elements of `dtype`.
struct input {
    struct tensor *tensor; // NULL: `value`
    struct tensor *owned;  // a converted copy to be dropped
    struct value value;
};

static enum status input_init(struct input *input, struct operand operand, enum dtype dtype)
{
    *input = (struct input){.tensor = operand.tensor};
    if (operand.tensor == NULL) {
        value_store(&input->value, dtype, operand.scalar);
        return STATUS_OK;
    }
    if (operand.tensor->dtype == dtype) {
        return STATUS_OK;
    }
    enum status status = tensor_cast_values(operand.tensor, dtype, &input->owned);
    input->tensor = input->owned;
    return status;
}

static void input_finish(struct input *input)
{
    tensor_unref(input->owned);
}

static enum status run(kernel_loop *loop, struct kernel_context *context, struct input *a,
                       struct input *b, const struct tensor *out)
{
    struct input *inputs[] = {a, b};
    bool flat = out->contiguous && out->numel <= 65536;
    for (int i = 0; i < 2; i++) {
        struct tensor *x = inputs[i]->tensor;
        flat = flat && (x == NULL || (x->contiguous && x->numel == out->numel));
    }
    if (flat) {
        char *data[3] = {tensor_data(out)};
        int64_t strides[3] = {(int64_t)tensor_item_size(out)};
        for (int i = 0; i < 2; i++) {
            struct tensor *x = inputs[i]->tensor;
            data[i + 1] = x != NULL ? tensor_data(x) : (void *)&inputs[i]->value;
            strides[i + 1] = x != NULL ? (int64_t)tensor_item_size(x) : 0;
        }
        loop(out->numel, data, strides, context);
        return STATUS_OK;
    }
    struct iterate walk;
    iterate_init(&walk, out->ndim, out->shape);
    iterate_add(&walk, out);
    for (int i = 0; i < 2; i++) {
        if (inputs[i]->tensor != NULL) {
            iterate_add(&walk, inputs[i]->tensor);
        } else {
            iterate_add_value(&walk, &inputs[i]->value);
        }
    }
    iterate_order(&walk, false);
    return iterate_run(&walk, loop, context);
}

// Runs the loop over a and b, both brought to `dtype`, into a fresh tensor of `result` or, if `into`
// is given, into that (whose shape holds the broadcast one).
static enum status compute(kernel_loop *loop, struct kernel_context *context, struct operand a,
                           struct operand b, enum dtype dtype, enum dtype result,
                           struct tensor *into, struct tensor **ret_tensor)
{
    struct input inputs[2] = {{0}, {0}};
    struct tensor *out = into;
    enum status status = input_init(&inputs[0], a, dtype);
    if (status == STATUS_OK) {
        status = input_init(&inputs[1], b, dtype);
    }
    if (status == STATUS_OK && into == NULL) {
        struct tensor *first = inputs[0].tensor != NULL ? inputs[0].tensor : inputs[1].tensor;
        struct tensor *second = first == inputs[0].tensor ? inputs[1].tensor : NULL;
        status = iterate_result(result, first, second, &out);
    }
    if (status == STATUS_OK) {
        status = run(loop, context, &inputs[0], &inputs[1], out);
        if (status == STATUS_OK && context->divided_by_zero) {
            status = failure(FAILURE_RUNTIME, "ZeroDivisionError");
        }
        if (status == STATUS_OK) {
            *ret_tensor = out;
        } else if (into == NULL) {
            tensor_unref(out);
        }
    }
    input_finish(&inputs[0]);
    input_finish(&inputs[1]);
    return status;
}

// ---- arithmetic

static enum status check_alpha(enum dtype dtype, struct scalar alpha)
{
    if (alpha.kind == DTYPE_CATEGORY_BOOL && dtype != DTYPE_BOOL) {
        return failure(FAILURE_RUNTIME, "Boolean alpha only supported for Boolean results.");
    }
    if (alpha.kind == DTYPE_CATEGORY_FLOAT && !dtype_is_float(dtype)) {
        return failure(FAILURE_RUNTIME, "For integral input tensors, argument alpha must not be a "
                                        "floating point number.");
    }
    return STATUS_OK;
}

static enum status check_minus(struct operand a, struct operand b)
{
    bool bool_a = dtype_of(a) == DTYPE_BOOL, bool_b = dtype_of(b) == DTYPE_BOOL;
    if (bool_a && bool_b) {
        return failure(FAILURE_RUNTIME,
                       "Subtraction, the `-` operator, with two bool tensors is not supported. Use "
                       "the `^` or `logical_xor()` operator instead.");
    }
    if (bool_a || bool_b) {
        return failure(FAILURE_RUNTIME,
                       "Subtraction, the `-` operator, with a bool tensor is not supported. If you "
                       "are trying to invert a mask, use the `~` or `logical_not()` operator "
                       "instead.");
    }
    return STATUS_OK;
}

struct plan {
    enum dtype dtype; // of computation and result
    kernel_loop *loop;
    struct kernel_context context;
};

static enum status plan_init(struct plan *plan, enum arithmetic op, struct operand a,
                             struct operand b, struct scalar alpha)
{
    const struct rule *rule = &rules[op];
    memset(&plan->context, 0, sizeof plan->context);
    plan->dtype = elementwise_result_type(a, b);
    if (rule->to_float && !dtype_is_float(plan->dtype)) {
        plan->dtype = dtype_default;
    }
    enum status status = rule->no_bool_minus ? check_minus(a, b) : STATUS_OK;
    if (status == STATUS_OK && rule->loop == BINARY_ADD) {
        status = check_alpha(plan->dtype, alpha);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (op == ARITHMETIC_POW && b.tensor == NULL && dtype_is_integer(plan->dtype) &&
        scalar_number(b.scalar) < 0) {
        return failure(FAILURE_RUNTIME, "Integers to negative integer powers are not allowed.");
    }
    plan->loop = kernels->binary[rule->loop][plan->dtype];
    if (plan->loop == NULL) {
        int ndim;
        int64_t shape[TENSOR_DIMS];
        if (a.tensor != NULL && b.tensor != NULL) {
            status = shape_broadcast(a.tensor->ndim, a.tensor->shape, b.tensor->ndim,
                                     b.tensor->shape, &ndim, shape);
        }
        return status != STATUS_OK ? status
                                   : failure(FAILURE_RUNTIME, "\"%s\" not implemented for '%s'",
                                             rule->kernel, dtype_facts[plan->dtype].scalar_name);
    }
    double sign = op == ARITHMETIC_SUB || op == ARITHMETIC_RSUB ? -1 : 1;
    plan->context.params[0] = sign * scalar_number(alpha);
    plan->context.integers[0] = (int64_t)sign * scalar_integer(alpha);
    return STATUS_OK;
}

static bool wants(struct operand x)
{
    return x.tensor != NULL && autograd_wants(x.tensor);
}

static enum status pow_of_tensor(struct operand a, struct operand b, struct tensor **ret_tensor)
{
    struct tensor *x = a.tensor, *lifted = NULL;
    double params[4] = {scalar_number(b.scalar)};
    enum dtype dtype = elementwise_result_type(a, b);
    enum status status = STATUS_OK;
    if (x->dtype == DTYPE_BOOL && dtype == DTYPE_BOOL) {
        return failure(FAILURE_RUNTIME, "\"pow\" not implemented for 'Bool'");
    }
    if (!dtype_is_float(dtype) && params[0] < 0) {
        return failure(FAILURE_RUNTIME, "Integers to negative integer powers are not allowed.");
    }
    if (dtype != x->dtype) {
        status = tensor_to_dtype(x, dtype, &lifted);
        x = lifted;
    }
    if (status == STATUS_OK) {
        status = tensor_unary(MAP_POW_SCALAR, x, params, ret_tensor);
    }
    tensor_unref(lifted);
    return status;
}

enum status tensor_arithmetic(enum arithmetic op, struct operand a, struct operand b,
                              struct scalar alpha, struct tensor **ret_tensor)
{
    struct plan plan;
    struct tensor *out;
    if (op == ARITHMETIC_POW && b.tensor == NULL) {
        return pow_of_tensor(a, b, ret_tensor);
    }
    enum status status = plan_init(&plan, op, a, b, alpha);
    if (status != STATUS_OK) {
        return status;
    }
    // b - alpha * a runs as an addition of the swapped operands.
    bool swapped = op == ARITHMETIC_RSUB;
    status = compute(plan.loop, &plan.context, swapped ? b : a, swapped ? a : b, plan.dtype,
                     plan.dtype, NULL, &out);
    if (status == STATUS_OK && (wants(a) || wants(b))) {
        status = autograd_attach(out, arithmetic_node(op, a, b, alpha, out, NULL));
        if (status != STATUS_OK) {
            tensor_unref(out);
        }
    }
    if (status == STATUS_OK) {
        *ret_tensor = out;
    }
    return status;
}

// ---- in place

static enum status check_in_place(struct tensor *a, struct operand b, enum dtype result)
{
    int ndim;
    int64_t shape[TENSOR_DIMS];
    enum status status = autograd_check_inplace(a);
    if (status == STATUS_OK && b.tensor != NULL) {
        status = shape_broadcast(a->ndim, a->shape, b.tensor->ndim, b.tensor->shape, &ndim, shape);
        if (status == STATUS_OK &&
            (ndim != a->ndim || memcmp(shape, a->shape, (size_t)ndim * sizeof *shape) != 0)) {
            char of_a[SHAPE_TEXT_SIZE], of_both[SHAPE_TEXT_SIZE];
            status = failure(FAILURE_RUNTIME,
                             "output with shape %s doesn't match the broadcast shape %s",
                             shape_text(a->ndim, a->shape, of_a), shape_text(ndim, shape, of_both));
        }
    }
    if (status == STATUS_OK && !dtype_can_cast(result, a->dtype)) {
        status =
            failure(FAILURE_RUNTIME, "result type %s can't be cast to the desired output type %s",
                    dtype_facts[result].scalar_name, dtype_facts[a->dtype].scalar_name);
    }
    if (status == STATUS_OK) {
        status = iterate_check_overlap(a, b.tensor);
    }
    return status;
}

// Loop into `a` itself, by way of a temporary where the computation has another type.
static enum status compute_in_place(kernel_loop *loop, struct kernel_context *context,
                                    struct tensor *a, struct operand b, enum dtype dtype,
                                    enum dtype result, bool swapped)
{
    struct tensor *out = a;
    struct operand first = operand_tensor(a);
    enum status status = compute(loop, context, swapped ? b : first, swapped ? first : b, dtype,
                                 result, result == a->dtype && dtype == result ? a : NULL, &out);
    if (status == STATUS_OK && out != a) {
        status = tensor_copy_values(a, out);
        tensor_unref(out);
    }
    return status;
}

// Whether backward will need what `a` was before it is overwritten.
static bool needs_before(enum arithmetic op, struct tensor *a, struct operand b)
{
    return op != ARITHMETIC_ADD && op != ARITHMETIC_SUB && op != ARITHMETIC_RSUB &&
           (wants(b) || (wants(operand_tensor(a)) && op != ARITHMETIC_MUL && op != ARITHMETIC_DIV));
}

enum status tensor_arithmetic_(enum arithmetic op, struct tensor *a, struct operand b,
                               struct scalar alpha)
{
    struct plan plan;
    bool recorded = wants(operand_tensor(a)) || wants(b);
    enum status status;
    if (op == ARITHMETIC_POW && b.tensor == NULL) {
        enum dtype dtype = elementwise_result_type(operand_tensor(a), b);
        double params[4] = {scalar_number(b.scalar)};
        if (dtype != a->dtype) {
            return failure(FAILURE_RUNTIME, "Found dtype %s but expected %s",
                           dtype_facts[a->dtype].scalar_name, dtype_facts[dtype].scalar_name);
        }
        return tensor_unary_(MAP_POW_SCALAR, a, params);
    }
    status = plan_init(&plan, op, operand_tensor(a), b, alpha);
    if (status == STATUS_OK) {
        status = check_in_place(a, b, plan.dtype);
    }
    struct tensor *before = NULL;
    if (status == STATUS_OK && recorded && needs_before(op, a, b)) {
        status = tensor_clone_values(a, &before);
    }
    struct node *node = NULL;
    if (status == STATUS_OK && recorded) {
        node = arithmetic_node(op, operand_tensor(a), b, alpha, a, before);
        if (node == NULL) {
            status = STATUS_MEMORY;
        }
    }
    tensor_unref(before);
    if (status == STATUS_OK) {
        status = compute_in_place(plan.loop, &plan.context, a, b, plan.dtype, plan.dtype,
                                  op == ARITHMETIC_RSUB);
    }
    if (status != STATUS_OK) {
        node_unref(node);
        return status;
    }
    return autograd_rebase(a, node);
}

enum status tensor_add(struct tensor *a, struct tensor *b, struct scalar alpha,
                       struct tensor **ret_tensor)
{
    return tensor_arithmetic(ARITHMETIC_ADD, operand_tensor(a), operand_tensor(b), alpha,
                             ret_tensor);
}

enum status tensor_sub(struct tensor *a, struct tensor *b, struct scalar alpha,
                       struct tensor **ret_tensor)
{
    return tensor_arithmetic(ARITHMETIC_SUB, operand_tensor(a), operand_tensor(b), alpha,
                             ret_tensor);
}

enum status tensor_mul(struct tensor *a, struct tensor *b, struct tensor **ret_tensor)
{
    return tensor_arithmetic(ARITHMETIC_MUL, operand_tensor(a), operand_tensor(b), scalar_int(1),
                             ret_tensor);
}

enum status tensor_div(struct tensor *a, struct tensor *b, struct tensor **ret_tensor)
{
    return tensor_arithmetic(ARITHMETIC_DIV, operand_tensor(a), operand_tensor(b), scalar_int(1),
                             ret_tensor);
}

enum status tensor_neg(struct tensor *x, struct tensor **ret_tensor)
{
    return tensor_unary(MAP_NEG, x, NULL, ret_tensor);
}

enum status tensor_add_values(struct tensor *a, const struct tensor *b)
{
    struct kernel_context context = {.params = {1}, .integers = {1}};
    struct input inputs[2] = {{.tensor = a}, {.tensor = (struct tensor *)b}};
    return run(kernels->binary[BINARY_ADD][a->dtype], &context, &inputs[0], &inputs[1], a);
}

// ---- comparisons

enum status tensor_compare(enum compare op, struct operand a, struct operand b,
                           struct tensor **ret_tensor)
{
    struct kernel_context context = {.divided_by_zero = false};
    enum dtype dtype = elementwise_result_type(a, b);
    return compute(kernels->compare[op][dtype], &context, a, b, dtype, DTYPE_BOOL, NULL,
                   ret_tensor);
}

enum status tensor_compare_(enum compare op, struct tensor *a, struct operand b)
{
    struct kernel_context context = {.divided_by_zero = false};
    enum dtype dtype = elementwise_result_type(operand_tensor(a), b);
    enum status status = check_in_place(a, b, DTYPE_BOOL);
    if (status == STATUS_OK) {
        status =
            compute_in_place(kernels->compare[op][dtype], &context, a, b, dtype, DTYPE_BOOL, false);
    }
    return status == STATUS_OK ? autograd_rebase(a, NULL) : status;
}
