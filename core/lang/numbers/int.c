// Ints of 64 bits and bools. An operation whose result does not fit goes to bigint.h, which takes
// ints of any size.
#include <math.h>

#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/bigint.h"
#include "core/lang/numbers/float.h"
#include "core/lang/numbers/int.h"
#include "core/lang/numbers/int_methods.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/str.h"

static const int64_t MODULUS = ((int64_t)1 << 61) - 1;

int64_t int_hash(int64_t integer)
{
    uint64_t size = integer < 0 ? 0 - (uint64_t)integer : (uint64_t)integer;
    int64_t hash = (int64_t)(size % (uint64_t)MODULUS);
    hash = integer < 0 ? -hash : hash;
    return hash == -1 ? -2 : hash;
}

static struct value division_by_zero(enum operation operation)
{
    return raise_error(&exception_zero_division_error, "%s",
                       operation == OPERATION_DIVIDE   ? "division by zero"
                       : operation == OPERATION_MODULO ? "integer modulo by zero"
                                                       : "integer division or modulo by zero");
}

struct value int_true_divide(struct value left, struct value right)
{
    int64_t limit = (int64_t)1 << 53;
    if (int_is_small(left) && int_is_small(right)) {
        if (right.integer == 0) {
            return division_by_zero(OPERATION_DIVIDE);
        }
        if (left.integer <= limit && left.integer >= -limit && right.integer <= limit &&
            right.integer >= -limit) {
            return value_float((double)left.integer / (double)right.integer);
        }
    }
    return bigint_binary(OPERATION_DIVIDE, left, right);
}

static struct value power(struct value left, struct value right)
{
    int64_t base = left.integer, exponent = right.integer, result = 1;
    if (exponent < 0) {
        if (base == 0) {
            return raise_error(&exception_zero_division_error,
                               "0.0 cannot be raised to a negative power");
        }
        return value_float(pow((double)base, (double)exponent));
    }
    for (int64_t rest = exponent; rest > 0;) {
        if ((rest & 1) && __builtin_mul_overflow(result, base, &result)) {
            return bigint_binary(OPERATION_POWER, left, right);
        }
        rest >>= 1;
        if (rest > 0 && __builtin_mul_overflow(base, base, &base)) {
            return bigint_binary(OPERATION_POWER, left, right);
        }
    }
    return value_int(result);
}

static struct value shift(enum operation operation, struct value left, struct value right)
{
    int64_t by = right.integer;
    if (by < 0) {
        return raise_value("negative shift count");
    }
    if (operation == OPERATION_SHIFT_RIGHT) {
        return value_int(left.integer >> (by > 63 ? 63 : by));
    }
    int64_t result = by < 63 ? (int64_t)((uint64_t)left.integer << by) : 0;
    if (left.integer == 0 || (by < 63 && result >> by == left.integer)) {
        return value_int(result);
    }
    return bigint_binary(operation, left, right);
}

static struct value divide(enum operation operation, struct value left, struct value right)
{
    if (right.integer == 0) {
        return division_by_zero(operation);
    }
    if (left.integer == INT64_MIN && right.integer == -1) {
        return bigint_binary(operation, left, right);
    }
    struct value quotient = value_int(int_floor_divide(left.integer, right.integer));
    struct value rest = value_int(int_modulo(left.integer, right.integer));
    return operation == OPERATION_FLOOR_DIVIDE ? quotient
           : operation == OPERATION_MODULO     ? rest
                                               : value_object(tuple_pack(2, quotient, rest));
}

static struct value bitwise(enum operation operation, struct value left, struct value right)
{
    int64_t result = operation == OPERATION_AND  ? left.integer & right.integer
                     : operation == OPERATION_OR ? left.integer | right.integer
                                                 : left.integer ^ right.integer;
    bool both_bool = left.tag == VALUE_BOOL && right.tag == VALUE_BOOL;
    return both_bool ? value_bool(result) : value_int(result);
}

static struct value small_binary(enum operation operation, struct value left, struct value right)
{
    int64_t result;
    switch (operation) {
    case OPERATION_ADD:
        return __builtin_add_overflow(left.integer, right.integer, &result)
                   ? bigint_binary(operation, left, right)
                   : value_int(result);
    case OPERATION_SUBTRACT:
        return __builtin_sub_overflow(left.integer, right.integer, &result)
                   ? bigint_binary(operation, left, right)
                   : value_int(result);
    case OPERATION_MULTIPLY:
        return __builtin_mul_overflow(left.integer, right.integer, &result)
                   ? bigint_binary(operation, left, right)
                   : value_int(result);
    case OPERATION_DIVIDE:
        return int_true_divide(left, right);
    case OPERATION_FLOOR_DIVIDE:
    case OPERATION_MODULO:
    case OPERATION_DIVMOD:
        return divide(operation, left, right);
    case OPERATION_POWER:
        return power(left, right);
    case OPERATION_AND:
    case OPERATION_OR:
    case OPERATION_XOR:
        return bitwise(operation, left, right);
    case OPERATION_SHIFT_LEFT:
    case OPERATION_SHIFT_RIGHT:
        return shift(operation, left, right);
    case OPERATION_MATRIX_MULTIPLY:
    case OPERATION_COUNT:
        break;
    }
    return value_ref(value_not_implemented);
}

// Instances of learner's classes as the ints that they are.
static struct value plain(struct value integer)
{
    bool own = integer.tag == VALUE_OBJECT && integer.object->type != &int_type;
    return own ? bigint_unary(UNARY_PLUS, integer) : value_ref(integer);
}

static struct value binary(enum operation operation, struct value self, struct value other,
                           bool reflected)
{
    struct value left = reflected ? other : self, right = reflected ? self : other;
    if (int_is_small(self) && int_is_small(other)) {
        return small_binary(operation, left, right);
    }
    if (!type_is_instance(other, &int_type)) {
        return value_ref(value_not_implemented);
    }
    left = plain(left);
    right = plain(right);
    struct value result = value_unset;
    if (value_is_set(left) && value_is_set(right)) {
        result = int_is_small(left) && int_is_small(right) ? small_binary(operation, left, right)
                                                           : bigint_binary(operation, left, right);
    }
    value_unref(left);
    value_unref(right);
    return result;
}

static struct value compare(enum comparison comparison, struct value self, struct value other)
{
    if (int_is_small(self) && int_is_small(other)) {
        int sign = (self.integer > other.integer) - (self.integer < other.integer);
        return value_bool(comparison_holds(comparison, sign));
    }
    if (!type_is_instance(other, &int_type)) {
        return value_ref(value_not_implemented);
    }
    return value_bool(comparison_holds(comparison, bigint_compare(self, other)));
}

static struct value unary(enum unary unary, struct value self)
{
    if (!int_is_small(self) || (self.integer == INT64_MIN && unary != UNARY_INVERT)) {
        return bigint_unary(unary, self);
    }
    switch (unary) {
    case UNARY_NEGATE:
        return value_int(-self.integer);
    case UNARY_PLUS:
        return value_int(self.integer);
    case UNARY_INVERT:
        return value_int(~self.integer);
    case UNARY_ABSOLUTE:
        return value_int(self.integer < 0 ? -self.integer : self.integer);
    case UNARY_COUNT:
        break;
    }
    return value_ref(value_not_implemented);
}

static bool hash(struct value self, int64_t *ret_hash)
{
    if (!int_is_small(self)) {
        return bigint_hash(self, ret_hash);
    }
    *ret_hash = int_hash(self.integer);
    return true;
}

static bool truth(struct value self, bool *ret_truth)
{
    *ret_truth = int_is_small(self) ? self.integer != 0 : bigint_compare(self, value_int(0)) != 0;
    return true;
}

static struct value repr(struct value self)
{
    if (!int_is_small(self)) {
        return value_object(bigint_text(self, 10));
    }
    char digits[20];
    size_t count = 0;
    uint64_t rest = self.integer < 0 ? 0 - (uint64_t)self.integer : (uint64_t)self.integer;
    do {
        digits[count++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    bool negative = self.integer < 0;
    struct str *text = str_reserve(count + negative);
    if (text != NULL) {
        text->data[0] = '-';
        for (size_t i = 0; i < count; i++) {
            text->data[negative + i] = digits[count - 1 - i];
        }
    }
    return value_object(text);
}

// Half of `unit` rounds to the even multiple.
struct value int_round(struct value number, int64_t tens)
{
    struct value unit = bigint_binary(OPERATION_POWER, value_int(10), value_int(tens));
    struct value pair =
        value_is_set(unit) ? bigint_binary(OPERATION_DIVMOD, number, unit) : value_unset;
    struct value result = value_unset;
    if (value_is_set(pair)) {
        struct value quotient = tuple_of(pair)->items[0], rest = tuple_of(pair)->items[1];
        struct value twice = bigint_binary(OPERATION_ADD, rest, rest);
        int order = value_is_set(twice) ? bigint_compare(twice, unit) : 0;
        bool up = order > 0 || (order == 0 && bigint_is_odd(quotient));
        struct value lower = bigint_binary(OPERATION_SUBTRACT, number, rest);
        result = up && value_is_set(lower) ? bigint_binary(OPERATION_ADD, lower, unit)
                                           : value_ref(lower);
        value_unref(lower);
        value_unref(twice);
    }
    value_unref(pair);
    value_unref(unit);
    return result;
}

struct type int_type = {
    .name = "int",
    .flags = TYPE_SUBCLASSABLE,
    .size_of = bigint_size_of,
    .finish = bigint_finish,
    .methods = int_methods,
    .create = int_create,
    .repr = repr,
    .hash = hash,
    .truth = truth,
    .compare = compare,
    .binary = binary,
    .operations = OPERATIONS_INT,
    .reflected_operations = OPERATIONS_INT,
    .unary = unary,
};

static struct value bool_repr(struct value self)
{
    return value_object(str_from(self.integer ? "True" : "False"));
}

static struct value bool_create(struct type *type, const struct arguments *arguments)
{
    bool result = false;
    (void)type;
    if (arguments->names != NULL) {
        return raise_type("bool() takes no keyword arguments");
    }
    if (arguments->count > 1) {
        return raise_type("bool expected at most 1 argument, got %zu", arguments->count);
    }
    if (arguments->count == 1 && !object_truth(arguments->values[0], &result)) {
        return value_unset;
    }
    return value_bool(result);
}

struct type bool_type = {
    .name = "bool",
    .base = &int_type,
    .create = bool_create,
    .repr = bool_repr,
};
