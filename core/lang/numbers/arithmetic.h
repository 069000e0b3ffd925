// The quick ways of operators on ints and floats, for the run loop. Each gives false, having done
// nothing, when it is not for these values or this result.
#ifndef RANKSH_CORE_LANG_ARITHMETIC_H
#define RANKSH_CORE_LANG_ARITHMETIC_H

#include "core/lang/numbers/int.h"
#include "core/lang/objects/value.h"

static inline bool both_int(struct value left, struct value right)
{
    return left.tag == VALUE_INT && right.tag == VALUE_INT;
}

static inline bool is_number(struct value value)
{
    return value.tag == VALUE_FLOAT || value.tag == VALUE_INT;
}

static inline double as_number(struct value value)
{
    return value.tag == VALUE_FLOAT ? value.number : (double)value.integer;
}

static inline bool arithmetic_add(struct value *left, struct value right)
{
    if (both_int(*left, right)) {
        int64_t result;
        if (__builtin_add_overflow(left->integer, right.integer, &result)) {
            return false;
        }
        left->integer = result;
        return true;
    }
    if (!is_number(*left) || !is_number(right)) {
        return false;
    }
    *left = value_float(as_number(*left) + as_number(right));
    return true;
}

static inline bool arithmetic_subtract(struct value *left, struct value right)
{
    if (both_int(*left, right)) {
        int64_t result;
        if (__builtin_sub_overflow(left->integer, right.integer, &result)) {
            return false;
        }
        left->integer = result;
        return true;
    }
    if (!is_number(*left) || !is_number(right)) {
        return false;
    }
    *left = value_float(as_number(*left) - as_number(right));
    return true;
}

static inline bool arithmetic_multiply(struct value *left, struct value right)
{
    if (both_int(*left, right)) {
        int64_t result;
        if (__builtin_mul_overflow(left->integer, right.integer, &result)) {
            return false;
        }
        left->integer = result;
        return true;
    }
    if (!is_number(*left) || !is_number(right)) {
        return false;
    }
    *left = value_float(as_number(*left) * as_number(right));
    return true;
}

static inline bool arithmetic_divide(struct value *left, struct value right)
{
    const int64_t exact = (int64_t)1 << 53; // ints up to here are floats without rounding
    if (!is_number(*left) || !is_number(right) || as_number(right) == 0) {
        return false;
    }
    if ((left->tag == VALUE_INT && (left->integer > exact || left->integer < -exact)) ||
        (right.tag == VALUE_INT && (right.integer > exact || right.integer < -exact))) {
        return false;
    }
    *left = value_float(as_number(*left) / as_number(right));
    return true;
}

static inline bool arithmetic_floor_divide(struct value *left, struct value right)
{
    if (!both_int(*left, right) || right.integer == 0 || right.integer == -1) {
        return false;
    }
    left->integer = int_floor_divide(left->integer, right.integer);
    return true;
}

static inline bool arithmetic_modulo(struct value *left, struct value right)
{
    if (!both_int(*left, right) || right.integer == 0 || right.integer == -1) {
        return false;
    }
    left->integer = int_modulo(left->integer, right.integer);
    return true;
}

// How two ints or two numbers compare; `left` becomes the truth.
#define ARITHMETIC_COMPARE(name, sign)                                           \
    static inline bool arithmetic_##name(struct value *left, struct value right) \
    {                                                                            \
        if (both_int(*left, right)) {                                            \
            *left = value_bool(left->integer sign right.integer);                \
            return true;                                                         \
        }                                                                        \
        if (left->tag != VALUE_FLOAT || right.tag != VALUE_FLOAT) {              \
            return false;                                                        \
        }                                                                        \
        *left = value_bool(left->number sign right.number);                      \
        return true;                                                             \
    }

ARITHMETIC_COMPARE(less, <)
ARITHMETIC_COMPARE(less_equal, <=)
ARITHMETIC_COMPARE(equal, ==)
ARITHMETIC_COMPARE(not_equal, !=)
ARITHMETIC_COMPARE(greater, >)
ARITHMETIC_COMPARE(greater_equal, >=)

#endif
