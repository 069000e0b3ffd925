// Of two operands, element by element: `detail` is the enum arithmetic or the enum compare.
#include <string.h>

#include "core/tensor/arithmetic.h"
#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/formula.h"
#include "core/torch/functions.h"

static const struct scalar one = {.kind = DTYPE_CATEGORY_INTEGER, .integer = 1};

// a op b; of two numbers the first becomes a tensor of both numbers' type.
static struct value compute(enum arithmetic op, struct operand a, struct operand b,
                            struct scalar alpha)
{
    struct tensor *result = NULL, *first = NULL;
    enum status status = STATUS_OK;
    if (a.tensor == NULL && b.tensor == NULL) {
        enum dtype dtype = dtype_promote(scalar_dtype(a.scalar), scalar_dtype(b.scalar));
        status = tensor_of_scalar(a.scalar, dtype, &first);
        a = operand_tensor(first);
    }
    if (status == STATUS_OK) {
        status = tensor_arithmetic(op, a, b, alpha, &result);
    }
    tensor_unref(first);
    return tensor_result(status, result);
}

static struct value binary(struct call *call)
{
    enum arithmetic op = (enum arithmetic)call->function->detail;
    return compute(op, call_operand(call, 0), call_operand(call, 1), one);
}

static struct value binary_(struct call *call)
{
    enum arithmetic op = (enum arithmetic)call->function->detail;
    return functions_in_place(
        call, tensor_arithmetic_(op, call_tensor(call, 0), call_operand(call, 1), one));
}

// add, sub and rsub: (a, b, alpha), in the old form (a, alpha, b).
static struct value with_alpha(struct call *call)
{
    int b = call_is_old(call) ? 2 : 1;
    enum arithmetic op = (enum arithmetic)call->function->detail;
    return compute(op, call_operand(call, 0), call_operand(call, b), call_scalar(call, 3 - b));
}

static struct value with_alpha_(struct call *call)
{
    int b = call_is_old(call) ? 2 : 1;
    enum arithmetic op = (enum arithmetic)call->function->detail;
    return functions_in_place(call,
                              tensor_arithmetic_(op, call_tensor(call, 0), call_operand(call, b),
                                                 call_scalar(call, 3 - b)));
}

// div: parameter 2 is the rounding mode, in the forms that have it.
static bool rounding(const struct call *call, enum arithmetic *ret_op)
{
    const char *mode = call->which > 0 && call_has(call, 2) ? call_text(call, 2) : NULL;
    *ret_op = ARITHMETIC_DIV;
    if (mode == NULL) {
        return true;
    }
    if (strcmp(mode, "floor") == 0 || strcmp(mode, "trunc") == 0) {
        *ret_op = mode[0] == 'f' ? ARITHMETIC_DIV_FLOOR : ARITHMETIC_DIV_TRUNC;
        return true;
    }
    return raise_false(&exception_runtime_error,
                       "div expected rounding_mode to be one of None, 'trunc', or 'floor' but "
                       "found '%s'",
                       mode);
}

static struct value divide(struct call *call)
{
    enum arithmetic op;
    return rounding(call, &op) ? compute(op, call_operand(call, 0), call_operand(call, 1), one)
                               : value_unset;
}

static struct value divide_(struct call *call)
{
    enum arithmetic op;
    if (!rounding(call, &op)) {
        return value_unset;
    }
    return functions_in_place(
        call, tensor_arithmetic_(op, call_tensor(call, 0), call_operand(call, 1), one));
}

// A number as first operand becomes a tensor of the result's type.
static struct value number_first(struct call *call)
{
    struct tensor *result = NULL, *first;
    struct operand a = call_operand(call, 0), b = call_operand(call, 1);
    enum arithmetic op = (enum arithmetic)call->function->detail;
    if (a.tensor != NULL || b.tensor == NULL) {
        return binary(call);
    }
    enum status status = tensor_of_scalar(a.scalar, elementwise_result_type(a, b), &first);
    if (status == STATUS_OK) {
        status = tensor_arithmetic(op, operand_tensor(first), b, one, &result);
        tensor_unref(first);
    }
    return tensor_result(status, result);
}

static struct value compare(struct call *call)
{
    struct tensor *result = NULL;
    enum compare op = (enum compare)call->function->detail;
    enum status status = tensor_compare(op, call_operand(call, 0), call_operand(call, 1), &result);
    return tensor_result(status, result);
}

static struct value compare_(struct call *call)
{
    enum compare op = (enum compare)call->function->detail;
    return functions_in_place(call,
                              tensor_compare_(op, call_tensor(call, 0), call_operand(call, 1)));
}

// ---- nearness

struct nearness {
    double rtol, atol;
    bool equal_nan;
};

static struct tensor *both(struct formula *f, struct tensor *a, struct tensor *b)
{
    return formula_compare(f, COMPARE_LOGICAL_AND, a, b);
}

static struct tensor *either(struct formula *f, struct tensor *a, struct tensor *b)
{
    return formula_compare(f, COMPARE_LOGICAL_OR, a, b);
}

// |a - b| <= atol + |rtol * b| and finite, or both the same.
static enum status is_close(struct tensor *a, struct tensor *b, const struct nearness *nearness,
                            struct tensor **ret_tensor)
{
    struct formula f = {0};
    if (a->dtype != b->dtype) {
        return failure(FAILURE_RUNTIME, "%s did not match %s", dtype_facts[a->dtype].scalar_name,
                       dtype_facts[b->dtype].scalar_name);
    }
    bool was = autograd_set_enabled(false);
    struct tensor *close = formula_compare(&f, COMPARE_EQ, a, b);
    if (nearness->equal_nan && dtype_is_float(a->dtype)) {
        close = either(&f, close,
                       both(&f, formula_unary(&f, MAP_ISNAN, a), formula_unary(&f, MAP_ISNAN, b)));
    }
    if (a->dtype != DTYPE_BOOL) {
        struct tensor *allowed = formula_unary(&f, MAP_ABS, formula_scale(&f, b, nearness->rtol));
        struct tensor *gap = formula_unary(&f, MAP_ABS, formula_sub(&f, a, b));
        struct tensor *near =
            formula_compare(&f, COMPARE_LE, gap, formula_shift(&f, allowed, nearness->atol));
        close = either(&f, close, both(&f, formula_unary(&f, MAP_ISFINITE, gap), near));
    }
    formula_give(&f, close, ret_tensor);
    autograd_set_enabled(was);
    return formula_finish(&f);
}

static bool read_nearness(const struct call *call, struct nearness *ret_nearness)
{
    *ret_nearness =
        (struct nearness){call_double(call, 2), call_double(call, 3), call_bool(call, 4)};
    if (ret_nearness->rtol < 0 || ret_nearness->atol < 0) {
        return raise_false(&exception_runtime_error,
                           "%s must be greater than or equal to zero, "
                           "but got %g",
                           ret_nearness->rtol < 0 ? "rtol" : "atol",
                           ret_nearness->rtol < 0 ? ret_nearness->rtol : ret_nearness->atol);
    }
    return true;
}

static struct value isclose(struct call *call)
{
    struct tensor *result = NULL;
    struct nearness nearness;
    if (!read_nearness(call, &nearness)) {
        return value_unset;
    }
    enum status status = is_close(call_tensor(call, 0), call_tensor(call, 1), &nearness, &result);
    return tensor_result(status, result);
}

// True if all of a bool tensor is; takes it over.
static struct value all_of(enum status status, struct tensor *tensor)
{
    struct tensor *all = NULL;
    if (status == STATUS_OK) {
        status = tensor_all(tensor, NULL, &all);
        tensor_unref(tensor);
    }
    if (status != STATUS_OK) {
        return raise_failure(status);
    }
    bool truth = tensor_element(all, 0).integer != 0;
    tensor_unref(all);
    return value_bool(truth);
}

static struct value allclose(struct call *call)
{
    struct tensor *result = NULL;
    struct nearness nearness;
    if (!read_nearness(call, &nearness)) {
        return value_unset;
    }
    enum status status = is_close(call_tensor(call, 0), call_tensor(call, 1), &nearness, &result);
    return all_of(status, result);
}

static struct value equal(struct call *call)
{
    struct tensor *a = call_tensor(call, 0), *b = call_tensor(call, 1), *result = NULL;
    if (!tensor_same_shape(a, b)) {
        return value_false;
    }
    enum status status = tensor_compare(COMPARE_EQ, operand_tensor(a), operand_tensor(b), &result);
    return all_of(status, result);
}

// ---- the tables

#define TWO "(Tensor input, Tensor other" SIGNATURE_OUT
#define TWO_OR_NUMBER TWO "\n(Tensor input, Scalar other" SIGNATURE_OUT
#define NUMBER "\n(Tensor input, Scalar other)"
#define TWO_PLAIN "(Tensor input, Tensor other)\n(Tensor input, Scalar other)"
#define ADD                                                                       \
    "(Tensor input, Scalar alpha, Tensor other, *, Tensor out=None)|deprecated\n" \
    "(Tensor input, Tensor other, *, Scalar alpha=1, Tensor out=None)"
#define ADD_ "(Scalar alpha, Tensor other)|deprecated\n(Tensor other, *, Scalar alpha=1)"
#define DIV                                                                               \
    "(Tensor input, Tensor other, *, Tensor out=None)\n"                                  \
    "(Tensor input, Tensor other, *, c10::string_view? rounding_mode, Tensor out=None)\n" \
    "(Tensor input, Scalar other, *, c10::string_view? rounding_mode)"
#define POW                                                 \
    "(Tensor input, Tensor exponent, *, Tensor out=None)\n" \
    "(Scalar self, Tensor exponent, *, Tensor out=None)\n"  \
    "(Tensor input, Scalar exponent, *, Tensor out=None)"

#define COMPARISON(name, op)                                 \
    {name, TWO_OR_NUMBER, compare, CALL_BOTH, op, NULL},     \
    {                                                        \
        name "_", TWO_PLAIN, compare_, CALL_METHOD, op, NULL \
    }

#define LOGICAL(name, op)                                                         \
    {name, TWO, compare, CALL_BOTH, op, NULL},                                    \
    {                                                                             \
        name "_", "(Tensor input, Tensor other)", compare_, CALL_METHOD, op, NULL \
    }

#define BITWISE_FORMS TWO "\n(Scalar self, Tensor other)\n(Tensor input, Scalar other" SIGNATURE_OUT

#define BITWISE(name, op)                                                                 \
    {name, BITWISE_FORMS, number_first, CALL_BOTH, op, "(Tensor other)\n(Scalar other)"}, \
    {                                                                                     \
        name "_", TWO_PLAIN, binary_, CALL_METHOD, op, NULL                               \
    }

const struct torch_function functions_arithmetic[] = {
    {"add", ADD, with_alpha, CALL_BOTH, ARITHMETIC_ADD, NULL},
    {"add_", ADD_, with_alpha_, CALL_METHOD, ARITHMETIC_ADD, ADD_},
    {"sub", ADD, with_alpha, CALL_BOTH, ARITHMETIC_SUB, NULL},
    {"sub_", ADD_, with_alpha_, CALL_METHOD, ARITHMETIC_SUB, ADD_},
    {"subtract",
     "(Tensor input, Tensor other, *, Scalar alpha=1, Tensor out=None)\n"
     "(Tensor input, Scalar other, Scalar alpha=1)",
     with_alpha, CALL_BOTH, ARITHMETIC_SUB, NULL},
    {"rsub",
     "(Tensor input, Tensor other, *, Scalar alpha=1)\n"
     "(Tensor input, Scalar other, Scalar alpha=1)",
     with_alpha, CALL_FUNCTION, ARITHMETIC_RSUB, NULL},
    {"mul", TWO, binary, CALL_BOTH, ARITHMETIC_MUL, NULL},
    {"mul_", "(Tensor input, Tensor other)", binary_, CALL_METHOD, ARITHMETIC_MUL, NULL},
    {"multiply", TWO NUMBER, binary, CALL_BOTH, ARITHMETIC_MUL, NULL},
    {"div", DIV, divide, CALL_BOTH, 0, NULL},
    {"div_", DIV, divide_, CALL_METHOD, 0, NULL},
    {"divide", DIV, divide, CALL_BOTH, 0, NULL},
    {"true_divide", TWO NUMBER, binary, CALL_BOTH, ARITHMETIC_DIV, NULL},
    {"floor_divide", TWO NUMBER, binary, CALL_BOTH, ARITHMETIC_FLOOR_DIVIDE, NULL},
    {"floor_divide_", "(Tensor input, Tensor other)", binary_, CALL_METHOD, ARITHMETIC_FLOOR_DIVIDE,
     NULL},
    {"remainder", TWO "\n(Scalar self, Tensor other)\n(Tensor input, Scalar other" SIGNATURE_OUT,
     number_first, CALL_BOTH, ARITHMETIC_REMAINDER, "(Tensor other)\n(Scalar other)"},
    {"remainder_", TWO_PLAIN, binary_, CALL_METHOD, ARITHMETIC_REMAINDER, NULL},
    {"fmod", TWO_OR_NUMBER, binary, CALL_BOTH, ARITHMETIC_FMOD, NULL},
    {"fmod_", TWO_PLAIN, binary_, CALL_METHOD, ARITHMETIC_FMOD, NULL},
    {"pow", POW, number_first, CALL_BOTH, ARITHMETIC_POW, "(Tensor exponent)\n(Scalar exponent)"},
    {"pow_", "(Tensor input, Tensor exponent)\n(Tensor input, Scalar exponent)", binary_,
     CALL_METHOD, ARITHMETIC_POW, NULL},
    {"maximum", TWO, binary, CALL_BOTH, ARITHMETIC_MAXIMUM, NULL},
    {"minimum", TWO, binary, CALL_BOTH, ARITHMETIC_MINIMUM, NULL},
    {"fmax", TWO, binary, CALL_BOTH, ARITHMETIC_FMAX, NULL},
    {"fmin", TWO, binary, CALL_BOTH, ARITHMETIC_FMIN, NULL},
    {"atan2", TWO, binary, CALL_BOTH, ARITHMETIC_ATAN2, NULL},
    {"arctan2", TWO, binary, CALL_BOTH, ARITHMETIC_ATAN2, NULL},
    {"hypot", TWO, binary, CALL_BOTH, ARITHMETIC_HYPOT, NULL},
    {"logaddexp", TWO, binary, CALL_BOTH, ARITHMETIC_LOGADDEXP, NULL},
    BITWISE("bitwise_and", ARITHMETIC_AND),
    BITWISE("bitwise_or", ARITHMETIC_OR),
    BITWISE("bitwise_xor", ARITHMETIC_XOR),
    BITWISE("bitwise_left_shift", ARITHMETIC_SHIFT_LEFT),
    BITWISE("bitwise_right_shift", ARITHMETIC_SHIFT_RIGHT),
    COMPARISON("eq", COMPARE_EQ),
    COMPARISON("ne", COMPARE_NE),
    COMPARISON("lt", COMPARE_LT),
    COMPARISON("le", COMPARE_LE),
    COMPARISON("gt", COMPARE_GT),
    COMPARISON("ge", COMPARE_GE),
    COMPARISON("not_equal", COMPARE_NE),
    COMPARISON("less", COMPARE_LT),
    COMPARISON("less_equal", COMPARE_LE),
    COMPARISON("greater", COMPARE_GT),
    COMPARISON("greater_equal", COMPARE_GE),
    LOGICAL("logical_and", COMPARE_LOGICAL_AND),
    LOGICAL("logical_or", COMPARE_LOGICAL_OR),
    LOGICAL("logical_xor", COMPARE_LOGICAL_XOR),
    {"isclose",
     "(Tensor input, Tensor other, double rtol=1e-05, double atol=1e-08, bool equal_nan=False)",
     isclose, CALL_BOTH, 0, NULL},
    {"allclose",
     "(Tensor input, Tensor other, double rtol=1e-05, double atol=1e-08, bool equal_nan=False)",
     allclose, CALL_BOTH, 0, NULL},
    {"equal", "(Tensor input, Tensor other)", equal, CALL_BOTH, 0, NULL},
    {NULL, NULL, NULL, 0, 0, NULL},
};
