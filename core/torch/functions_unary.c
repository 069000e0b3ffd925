// Functions of one variable. `detail` is the enum map.
#include "core/tensor/arithmetic.h"
#include "core/tensor/convert.h"
#include "core/tensor/unary.h"
#include "core/torch/functions.h"

static struct value unary(struct call *call)
{
    struct tensor *result = NULL;
    enum map op = (enum map)call->function->detail;
    enum status status = tensor_unary(op, call_tensor(call, 0), NULL, &result);
    return tensor_result(status, result);
}

static struct value unary_(struct call *call)
{
    enum map op = (enum map)call->function->detail;
    return functions_in_place(call, tensor_unary_(op, call_tensor(call, 0), NULL));
}

// logit(eps) and threshold(threshold, value)
static struct value with_numbers(struct call *call)
{
    struct tensor *result = NULL;
    enum map op = (enum map)call->function->detail;
    double numbers[4] = {call_has(call, 1) ? call_double(call, 1) : -1};
    if (op == MAP_THRESHOLD) {
        numbers[1] = call_double(call, 2);
    }
    enum status status = tensor_unary(op, call_tensor(call, 0), numbers, &result);
    return tensor_result(status, result);
}

// round(decimals=): scaled, rounded, scaled back.
static enum status round_decimals(struct tensor *x, int64_t decimals, struct tensor **ret_tensor)
{
    struct tensor *scaled, *rounded;
    double scale = 1;
    for (int64_t i = 0; i < (decimals < 0 ? -decimals : decimals) && i < 400; i++) {
        scale *= 10;
    }
    struct operand by = operand_scalar(scalar_float(scale));
    enum arithmetic there = decimals < 0 ? ARITHMETIC_DIV : ARITHMETIC_MUL;
    enum arithmetic back = decimals < 0 ? ARITHMETIC_MUL : ARITHMETIC_DIV;
    enum status status = tensor_arithmetic(there, operand_tensor(x), by, scalar_int(1), &scaled);
    if (status != STATUS_OK) {
        return status;
    }
    status = tensor_unary(MAP_ROUND, scaled, NULL, &rounded);
    tensor_unref(scaled);
    if (status == STATUS_OK) {
        status = tensor_arithmetic(back, operand_tensor(rounded), by, scalar_int(1), ret_tensor);
        tensor_unref(rounded);
    }
    return status;
}

static struct value round_(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *result = NULL;
    enum status status = call->which == 0 || call_int(call, 1) == 0
                             ? tensor_unary(MAP_ROUND, x, NULL, &result)
                             : round_decimals(x, call_int(call, 1), &result);
    return tensor_result(status, result);
}

static struct value round_in_place(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *result = NULL;
    if (call->which == 0) {
        return functions_in_place(call, tensor_unary_(MAP_ROUND, x, NULL));
    }
    enum status status = round_decimals(x, call_int(call, 1), &result);
    if (status == STATUS_OK) {
        status = tensor_copy_(x, result);
        tensor_unref(result);
    }
    return functions_in_place(call, status);
}

static struct value square(struct call *call)
{
    struct tensor *result = NULL;
    struct operand x = operand_tensor(call_tensor(call, 0));
    enum status status =
        tensor_arithmetic(ARITHMETIC_POW, x, operand_scalar(scalar_int(2)), scalar_int(1), &result);
    return tensor_result(status, result);
}

static struct value positive(struct call *call)
{
    if (call_tensor(call, 0)->dtype == DTYPE_BOOL) {
        return raise_error(&exception_runtime_error,
                           "The `+` operator, on a bool tensor is not supported.");
    }
    return value_ref(call->args[0]);
}

// degrees and radians
static struct value scaled(struct call *call)
{
    struct tensor *result = NULL;
    double by = call->function->detail ? 57.295779513082320876798 : 0.017453292519943295769;
    enum status status =
        tensor_arithmetic(ARITHMETIC_MUL, operand_tensor(call_tensor(call, 0)),
                          operand_scalar(scalar_float(by)), scalar_int(1), &result);
    return tensor_result(status, result);
}

#define UNARY(name, map)                                        \
    {name, SIGNATURE_UNARY, unary, CALL_BOTH, map, NULL},       \
    {                                                           \
        name "_", SIGNATURE_PLAIN, unary_, CALL_BOTH, map, NULL \
    }

const struct torch_function functions_unary[] = {
    UNARY("neg", MAP_NEG),
    UNARY("negative", MAP_NEG),
    UNARY("abs", MAP_ABS),
    UNARY("absolute", MAP_ABS),
    UNARY("sign", MAP_SIGN),
    UNARY("sgn", MAP_SIGN),
    UNARY("floor", MAP_FLOOR),
    UNARY("ceil", MAP_CEIL),
    UNARY("trunc", MAP_TRUNC),
    UNARY("fix", MAP_TRUNC),
    UNARY("frac", MAP_FRAC),
    {"round", SIGNATURE_UNARY "\n(Tensor input, *, int64_t decimals, Tensor out=None)", round_,
     CALL_BOTH, 0, NULL},
    {"round_", SIGNATURE_PLAIN "\n(Tensor input, *, int64_t decimals)", round_in_place, CALL_BOTH,
     0, NULL},
    UNARY("sqrt", MAP_SQRT),
    UNARY("rsqrt", MAP_RSQRT),
    UNARY("reciprocal", MAP_RECIPROCAL),
    UNARY("exp", MAP_EXP),
    UNARY("exp2", MAP_EXP2),
    UNARY("expm1", MAP_EXPM1),
    UNARY("log", MAP_LOG),
    UNARY("log2", MAP_LOG2),
    UNARY("log10", MAP_LOG10),
    UNARY("log1p", MAP_LOG1P),
    UNARY("sin", MAP_SIN),
    UNARY("cos", MAP_COS),
    UNARY("tan", MAP_TAN),
    UNARY("asin", MAP_ASIN),
    UNARY("arcsin", MAP_ASIN),
    UNARY("acos", MAP_ACOS),
    UNARY("arccos", MAP_ACOS),
    UNARY("atan", MAP_ATAN),
    UNARY("arctan", MAP_ATAN),
    UNARY("sinh", MAP_SINH),
    UNARY("cosh", MAP_COSH),
    UNARY("tanh", MAP_TANH),
    UNARY("asinh", MAP_ASINH),
    UNARY("acosh", MAP_ACOSH),
    UNARY("atanh", MAP_ATANH),
    UNARY("erf", MAP_ERF),
    UNARY("erfc", MAP_ERFC),
    UNARY("lgamma", MAP_LGAMMA),
    UNARY("sigmoid", MAP_SIGMOID),
    UNARY("logical_not", MAP_LOGICAL_NOT),
    UNARY("bitwise_not", MAP_BITWISE_NOT),
    UNARY("signbit", MAP_SIGNBIT),
    {"relu", SIGNATURE_PLAIN, unary, CALL_BOTH, MAP_RELU, NULL},
    {"relu_", SIGNATURE_PLAIN, unary_, CALL_BOTH, MAP_RELU, NULL},
    {"isnan", SIGNATURE_PLAIN, unary, CALL_BOTH, MAP_ISNAN, NULL},
    {"isinf", SIGNATURE_PLAIN, unary, CALL_BOTH, MAP_ISINF, NULL},
    {"isfinite", SIGNATURE_PLAIN, unary, CALL_BOTH, MAP_ISFINITE, NULL},
    {"logit", "(Tensor input, double? eps=None, *, Tensor out=None)", with_numbers, CALL_BOTH,
     MAP_LOGIT, NULL},
    {"square", SIGNATURE_UNARY, square, CALL_BOTH, 0, NULL},
    {"positive", SIGNATURE_PLAIN, positive, CALL_BOTH, 0, NULL},
    {"rad2deg", SIGNATURE_UNARY, scaled, CALL_BOTH, 1, NULL},
    {"deg2rad", SIGNATURE_UNARY, scaled, CALL_BOTH, 0, NULL},
    {"threshold", "(Tensor input, Scalar threshold, Scalar value, *, Tensor out=None)",
     with_numbers, CALL_FUNCTION, MAP_THRESHOLD, NULL},
    {NULL, NULL, NULL, 0, 0, NULL},
};
