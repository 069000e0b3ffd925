#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/bigint.h"
#include "core/lang/numbers/float.h"
#include "core/lang/numbers/float_methods.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/box.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/str.h"

bool float_of(struct value value, double *ret_number)
{
    if (value_is_float(value)) {
        *ret_number = value.number;
        return true;
    }
    if (int_is_small(value)) {
        *ret_number = (double)value.integer;
        return true;
    }
    if (type_is_instance(value, &float_type)) {
        *ret_number = ((const struct float_box *)(const void *)value.object)->number;
        return true;
    }
    return type_is_instance(value, &int_type) && bigint_to_float(value, ret_number);
}

// Of a float or an instance of a class below it.
static double number_of(struct value self)
{
    double number = 0;
    float_of(self, &number);
    return number;
}

struct value float_divide(double left, double right)
{
    return right == 0 ? raise_error(&exception_zero_division_error, "float division by zero")
                      : value_float(left / right);
}

// CPython's: the rest has the divisor's sign, also when it is zero.
static void split(double left, double right, double *ret_quotient, double *ret_rest)
{
    double rest = fmod(left, right);
    double quotient = (left - rest) / right;
    if (rest != 0) {
        if ((right < 0) != (rest < 0)) {
            rest += right;
            quotient -= 1.0;
        }
    } else {
        rest = copysign(0.0, right);
    }
    if (quotient != 0) {
        double whole = floor(quotient);
        quotient = quotient - whole > 0.5 ? whole + 1.0 : whole;
    } else {
        quotient = copysign(0.0, left / right);
    }
    *ret_quotient = quotient;
    *ret_rest = rest;
}

struct value float_floor_divide(double left, double right)
{
    double quotient, rest;
    if (right == 0) {
        return raise_error(&exception_zero_division_error, "float floor division by zero");
    }
    split(left, right, &quotient, &rest);
    return value_float(quotient);
}

struct value float_modulo(double left, double right)
{
    double quotient, rest;
    if (right == 0) {
        return raise_error(&exception_zero_division_error, "float modulo");
    }
    split(left, right, &quotient, &rest);
    return value_float(rest);
}

// With the C library's number and text as two arguments, as CPython has it.
static struct value out_of_range(void)
{
    struct value arguments[] = {value_int(ERANGE), value_object(str_from(strerror(ERANGE)))};
    struct value exception = value_unset;
    if (value_is_set(arguments[1])) {
        exception = object_call_values(value_object(&exception_overflow_error), arguments, 2);
    }
    value_unref(arguments[1]);
    return value_is_set(exception) ? raise_exception(exception) : value_unset;
}

static struct value power(double left, double right)
{
    if (left == 0 && right < 0) {
        return raise_error(&exception_zero_division_error,
                           "0.0 cannot be raised to a negative power");
    }
    if (left < 0 && isfinite(left) && isfinite(right) && right != floor(right)) {
        return raise_refused(
            "ranksh has no complex numbers: a negative number cannot be raised to a "
            "fractional power");
    }
    double result = pow(left, right);
    if (isinf(result) && isfinite(left) && isfinite(right)) {
        return out_of_range();
    }
    return value_float(result);
}

static struct value divide_both(double left, double right)
{
    double quotient, rest;
    if (right == 0) {
        return raise_error(&exception_zero_division_error, "float divmod()");
    }
    split(left, right, &quotient, &rest);
    return value_object(tuple_pack(2, value_float(quotient), value_float(rest)));
}

static struct value binary(enum operation operation, struct value self, struct value other,
                           bool reflected)
{
    double left, right;
    if (!float_of(reflected ? other : self, &left) || !float_of(reflected ? self : other, &right)) {
        return raise_pending() ? value_unset : value_ref(value_not_implemented);
    }
    switch (operation) {
    case OPERATION_ADD:
        return value_float(left + right);
    case OPERATION_SUBTRACT:
        return value_float(left - right);
    case OPERATION_MULTIPLY:
        return value_float(left * right);
    case OPERATION_DIVIDE:
        return float_divide(left, right);
    case OPERATION_FLOOR_DIVIDE:
        return float_floor_divide(left, right);
    case OPERATION_MODULO:
        return float_modulo(left, right);
    case OPERATION_POWER:
        return power(left, right);
    case OPERATION_DIVMOD:
        return divide_both(left, right);
    case OPERATION_MATRIX_MULTIPLY:
    case OPERATION_AND:
    case OPERATION_OR:
    case OPERATION_XOR:
    case OPERATION_SHIFT_LEFT:
    case OPERATION_SHIFT_RIGHT:
    case OPERATION_COUNT:
        break;
    }
    return value_ref(value_not_implemented);
}

// An int beside a float is compared exactly.
static struct value compare(enum comparison comparison, struct value self, struct value other)
{
    double left = number_of(self), right;
    if (type_is_instance(other, &float_type)) {
        right = number_of(other);
    } else if (int_is_small(other) && llabs(other.integer) <= (int64_t)1 << 53) {
        right = (double)other.integer;
    } else if (type_is_instance(other, &int_type)) {
        if (isnan(left)) {
            return value_bool(comparison == COMPARISON_NOT_EQUAL);
        }
        return value_bool(comparison_holds(comparison, -bigint_compare_float(other, left)));
    } else {
        return value_ref(value_not_implemented);
    }
    if (isnan(left) || isnan(right)) {
        return value_bool(comparison == COMPARISON_NOT_EQUAL);
    }
    return value_bool(comparison_holds(comparison, (left > right) - (left < right)));
}

static struct value unary(enum unary unary, struct value self)
{
    switch (unary) {
    case UNARY_NEGATE:
        return value_float(-number_of(self));
    case UNARY_PLUS:
        return value_float(number_of(self));
    case UNARY_ABSOLUTE:
        return value_float(fabs(number_of(self)));
    case UNARY_INVERT:
    case UNARY_COUNT:
        break;
    }
    return value_ref(value_not_implemented);
}

int64_t float_hash(double number, const void *identity)
{
    enum { BITS = 61 };
    const uint64_t modulus = ((uint64_t)1 << BITS) - 1;
    if (isinf(number)) {
        return number > 0 ? 314159 : -314159;
    }
    if (isnan(number)) {
        return (int64_t)((uintptr_t)identity >> 4);
    }
    int exponent;
    double mantissa = frexp(fabs(number), &exponent);
    uint64_t hash = 0;
    while (mantissa != 0) {
        hash = ((hash << 28) & modulus) | hash >> (BITS - 28);
        mantissa *= 268435456.0; // 2^28
        exponent -= 28;
        uint64_t digit = (uint64_t)mantissa;
        mantissa -= (double)digit;
        hash += digit;
        hash = hash >= modulus ? hash - modulus : hash;
    }
    exponent = exponent >= 0 ? exponent % BITS : BITS - 1 - (-1 - exponent) % BITS;
    hash = ((hash << exponent) & modulus) | hash >> (BITS - exponent);
    int64_t signed_hash = number < 0 ? -(int64_t)hash : (int64_t)hash;
    return signed_hash == -1 ? -2 : signed_hash;
}

static bool hash(struct value self, int64_t *ret_hash)
{
    *ret_hash = float_hash(number_of(self), NULL);
    return true;
}

static bool truth(struct value self, bool *ret_truth)
{
    *ret_truth = number_of(self) != 0;
    return true;
}

static struct value repr(struct value self)
{
    return value_object(float_text(number_of(self)));
}

struct type float_type = {
    .name = "float",
    .flags = TYPE_SUBCLASSABLE,
    .size = sizeof(struct float_box),
    .methods = float_methods,
    .create = float_create,
    .repr = repr,
    .hash = hash,
    .truth = truth,
    .compare = compare,
    .binary = binary,
    .operations = OPERATIONS_FLOAT,
    .reflected_operations = OPERATIONS_FLOAT,
    .unary = unary,
};
