// Which operation an operator means. NotImplemented for operands that are neither tensor nor
// number, as PyTorch's __add__ and the others do.
#include "core/lang/objects/raise.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/create.h"
#include "core/tensor/matmul.h"
#include "core/tensor/unary.h"
#include "core/torch/numbers.h"
#include "core/torch/tensor_operators.h"
#include "core/torch/tensor_type.h"

static const enum arithmetic arithmetic_of[OPERATION_COUNT] = {
    [OPERATION_ADD] = ARITHMETIC_ADD,
    [OPERATION_SUBTRACT] = ARITHMETIC_SUB,
    [OPERATION_MULTIPLY] = ARITHMETIC_MUL,
    [OPERATION_DIVIDE] = ARITHMETIC_DIV,
    [OPERATION_FLOOR_DIVIDE] = ARITHMETIC_FLOOR_DIVIDE,
    [OPERATION_MODULO] = ARITHMETIC_REMAINDER,
    [OPERATION_POWER] = ARITHMETIC_POW,
    [OPERATION_AND] = ARITHMETIC_AND,
    [OPERATION_OR] = ARITHMETIC_OR,
    [OPERATION_XOR] = ARITHMETIC_XOR,
    [OPERATION_SHIFT_LEFT] = ARITHMETIC_SHIFT_LEFT,
    [OPERATION_SHIFT_RIGHT] = ARITHMETIC_SHIFT_RIGHT,
};

static const struct scalar one = {.kind = DTYPE_CATEGORY_INTEGER, .integer = 1};

static struct value matrix_product(struct tensor *tensor, struct operand other)
{
    struct tensor *result = NULL;
    if (other.tensor == NULL) {
        return value_ref(value_not_implemented);
    }
    enum status status = tensor_matmul(tensor, other.tensor, &result);
    return tensor_result(status, result);
}

// 2 / t is t.reciprocal() * 2.
static struct value number_divided(struct tensor *tensor, struct operand number)
{
    struct tensor *inverse, *result = NULL;
    enum status status = tensor_unary(MAP_RECIPROCAL, tensor, NULL, &inverse);
    if (status == STATUS_OK) {
        status = tensor_arithmetic(ARITHMETIC_MUL, operand_tensor(inverse), number, one, &result);
        tensor_unref(inverse);
    }
    return tensor_result(status, result);
}

// 2 ** t: the number becomes a tensor of the result's type.
static struct value number_raised(struct tensor *tensor, struct operand number)
{
    struct tensor *base, *result = NULL;
    enum dtype dtype = elementwise_result_type(number, operand_tensor(tensor));
    enum status status = tensor_of_scalar(number.scalar, dtype, &base);
    if (status == STATUS_OK) {
        status = tensor_arithmetic(ARITHMETIC_POW, operand_tensor(base), operand_tensor(tensor),
                                   one, &result);
        tensor_unref(base);
    }
    return tensor_result(status, result);
}

struct value tensor_operator_binary(enum operation operation, struct value self, struct value other,
                                    bool reflected)
{
    struct tensor *tensor = tensor_of(self), *result = NULL;
    struct operand left = operand_tensor(tensor), right;
    if (operation == OPERATION_DIVMOD || !operand_of_value(other, &right)) {
        return raise_pending() ? value_unset : value_ref(value_not_implemented);
    }
    if (operation == OPERATION_MATRIX_MULTIPLY) {
        return matrix_product(tensor, right);
    }
    enum arithmetic op = arithmetic_of[operation];
    if (reflected && operation == OPERATION_DIVIDE) {
        return number_divided(tensor, right);
    }
    if (reflected && operation == OPERATION_POWER) {
        return number_raised(tensor, right);
    }
    if (reflected && operation == OPERATION_SUBTRACT) {
        op = ARITHMETIC_RSUB;
    } else if (reflected && operation != OPERATION_ADD && operation != OPERATION_MULTIPLY) {
        left = right;
        right = operand_tensor(tensor);
    }
    enum status status = tensor_arithmetic(op, left, right, one, &result);
    return tensor_result(status, result);
}

struct value tensor_operator_in_place(enum operation operation, struct value self,
                                      struct value other)
{
    struct operand operand;
    bool none = operation == OPERATION_DIVMOD || operation == OPERATION_MATRIX_MULTIPLY;
    if (none || !operand_of_value(other, &operand)) {
        return raise_pending() ? value_unset : value_ref(value_not_implemented);
    }
    enum status status =
        tensor_arithmetic_(arithmetic_of[operation], tensor_of(self), operand, one);
    return status == STATUS_OK ? value_ref(self) : raise_failure(status);
}

struct value tensor_operator_unary(enum unary unary, struct value self)
{
    static const enum map maps[UNARY_COUNT] = {
        [UNARY_NEGATE] = MAP_NEG, [UNARY_INVERT] = MAP_BITWISE_NOT, [UNARY_ABSOLUTE] = MAP_ABS};
    struct tensor *result = NULL;
    if (unary == UNARY_PLUS) {
        return tensor_of(self)->dtype != DTYPE_BOOL
                   ? value_ref(self)
                   : raise_error(&exception_runtime_error,
                                 "The `+` operator, on a bool tensor is not supported.");
    }
    if (unary == UNARY_INVERT && dtype_is_float(tensor_of(self)->dtype)) {
        return raise_type("~ (operator.invert) is only implemented on integer and Boolean-type "
                          "tensors");
    }
    enum status status = tensor_unary(maps[unary], tensor_of(self), NULL, &result);
    return tensor_result(status, result);
}

struct value tensor_operator_compare(enum comparison comparison, struct value self,
                                     struct value other)
{
    static const enum compare compares[COMPARISON_COUNT] = {
        [COMPARISON_LESS] = COMPARE_LT,    [COMPARISON_LESS_EQUAL] = COMPARE_LE,
        [COMPARISON_EQUAL] = COMPARE_EQ,   [COMPARISON_NOT_EQUAL] = COMPARE_NE,
        [COMPARISON_GREATER] = COMPARE_GT, [COMPARISON_GREATER_EQUAL] = COMPARE_GE,
    };
    struct tensor *result = NULL;
    struct operand operand;
    if (!operand_of_value(other, &operand)) {
        return raise_pending() ? value_unset : value_ref(value_not_implemented);
    }
    enum status status =
        tensor_compare(compares[comparison], operand_tensor(tensor_of(self)), operand, &result);
    return tensor_result(status, result);
}
