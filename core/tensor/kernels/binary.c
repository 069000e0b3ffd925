// f(a, b) for every operation and element type, arithmetic and comparisons.
#include <math.h>
#include <stdbool.h>

#include "core/tensor/kernels/kernels.h"
#include "core/tensor/kernels/loops.h"
#include "core/tensor/kernels/power.h"
#include "core/tensor/kernels/variant.h"
#include "core/tensor/kernels/vecmath.h"

#define BINARY_JOIN_(op, suffix) op##_##suffix
#define BINARY_JOIN(op, suffix) BINARY_JOIN_(op, suffix)

static inline int zero_divisor(struct kernel_context *context)
{
    context->divided_by_zero = true;
    return 0;
}

// Python's // and %: the quotient is rounded down and the remainder has the divisor's sign.
#define FLOAT_DIVISIONS(T, SUFFIX, F)                                                              \
    static inline T python_remainder_##SUFFIX(T a, T b)                                            \
    {                                                                                              \
        T rest = F(fmod)(a, b);                                                                    \
        return rest != 0 && (b < 0) != (rest < 0) ? rest + b : rest;                               \
    }                                                                                              \
    static inline T floor_quotient_##SUFFIX(T a, T b)                                              \
    {                                                                                              \
        if (b == 0) {                                                                              \
            return a / b;                                                                          \
        }                                                                                          \
        T rest = F(fmod)(a, b), quotient = (a - rest) / b;                                         \
        if (rest != 0 && (b < 0) != (rest < 0)) {                                                  \
            quotient -= 1;                                                                         \
        }                                                                                          \
        if (quotient == 0) {                                                                       \
            return F(copysign)(0, a / b);                                                          \
        }                                                                                          \
        T whole = F(floor)(quotient);                                                              \
        return quotient - whole > (T)0.5 ? whole + 1 : whole;                                      \
    }                                                                                              \
    static inline T log_of_sum_##SUFFIX(T a, T b)                                                  \
    {                                                                                              \
        T high = a > b ? a : b;                                                                    \
        return F(fabs)(a) == (T)INFINITY && a == b ? a : high + F(log1p)(F(exp)(-F(fabs)(a - b))); \
    }

#define INTEGER_DIVISIONS(T, SUFFIX)                                                   \
    static inline T python_remainder_##SUFFIX(T a, T b)                                \
    {                                                                                  \
        T rest = b == (T)-1 ? 0 : (T)(a % b);                                          \
        return rest != 0 && (b < 0) != (rest < 0) ? (T)(rest + b) : rest;              \
    }                                                                                  \
    static inline T floor_quotient_##SUFFIX(T a, T b)                                  \
    {                                                                                  \
        if ((T)-1 < 0 && b == (T)-1) {                                                 \
            return (T)(0 - a);                                                         \
        }                                                                              \
        T quotient = (T)(a / b);                                                       \
        return (a < 0) != (b < 0) && quotient * b != a ? (T)(quotient - 1) : quotient; \
    }

#define FLOAT_F(function) function##f
#define DOUBLE_F(function) function

FLOAT_DIVISIONS(float, float32, FLOAT_F)
FLOAT_DIVISIONS(double, float64, DOUBLE_F)
INTEGER_DIVISIONS(int64_t, int64)
INTEGER_DIVISIONS(int32_t, int32)
INTEGER_DIVISIONS(int16_t, int16)
INTEGER_DIVISIONS(int8_t, int8)
INTEGER_DIVISIONS(uint8_t, uint8)

#define KIND 0
#define T float
#define SUFFIX float32
#define F FLOAT_F
#include "core/tensor/kernels/binary.inc"
#undef T
#undef SUFFIX
#undef F

#define T double
#define SUFFIX float64
#define F DOUBLE_F
#include "core/tensor/kernels/binary.inc"
#undef T
#undef SUFFIX
#undef KIND

#define KIND 1
#define T int64_t
#define SUFFIX int64
#include "core/tensor/kernels/binary.inc"
#undef T
#undef SUFFIX
#define T int32_t
#define SUFFIX int32
#include "core/tensor/kernels/binary.inc"
#undef T
#undef SUFFIX
#define T int16_t
#define SUFFIX int16
#include "core/tensor/kernels/binary.inc"
#undef T
#undef SUFFIX
#define T int8_t
#define SUFFIX int8
#include "core/tensor/kernels/binary.inc"
#undef T
#undef SUFFIX
#define T uint8_t
#define SUFFIX uint8
#include "core/tensor/kernels/binary.inc"
#undef T
#undef SUFFIX
#undef KIND

#define KIND 2
#define T bool
#define SUFFIX boolean
#include "core/tensor/kernels/binary.inc"
#undef T
#undef SUFFIX
#undef KIND

#define FLOATS(op) op##_float32, op##_float64
#define INTEGERS(op) op##_int64, op##_int32, op##_int16, op##_int8, op##_uint8
#define EVERY_TYPE(op)                         \
    {                                          \
        FLOATS(op), INTEGERS(op), op##_boolean \
    }
#define FLOATS_AND_INTEGERS(op)  \
    {                            \
        FLOATS(op), INTEGERS(op) \
    }
#define ONLY_FLOATS(op) \
    {                   \
        FLOATS(op)      \
    }
#define ONLY_INTEGERS(op)        \
    {                            \
        NULL, NULL, INTEGERS(op) \
    }
#define NO_FLOATS(op)                          \
    {                                          \
        NULL, NULL, INTEGERS(op), op##_boolean \
    }

kernel_loop *const VARIANT(binary_loops)[BINARY_COUNT][DTYPE_COUNT] = {
    [BINARY_ADD] = EVERY_TYPE(add),
    [BINARY_MUL] = EVERY_TYPE(mul),
    [BINARY_DIV] = ONLY_FLOATS(div),
    [BINARY_FLOOR_DIVIDE] = FLOATS_AND_INTEGERS(floor_divide),
    [BINARY_TRUNC_DIVIDE] = FLOATS_AND_INTEGERS(trunc_divide),
    [BINARY_REMAINDER] = FLOATS_AND_INTEGERS(remainder),
    [BINARY_FMOD] = FLOATS_AND_INTEGERS(fmod),
    [BINARY_POW] = FLOATS_AND_INTEGERS(pow),
    [BINARY_MAXIMUM] = EVERY_TYPE(maximum),
    [BINARY_MINIMUM] = EVERY_TYPE(minimum),
    [BINARY_FMAX] = {FLOATS(fmax), INTEGERS(maximum), maximum_boolean},
    [BINARY_FMIN] = {FLOATS(fmin), INTEGERS(minimum), minimum_boolean},
    [BINARY_ATAN2] = ONLY_FLOATS(atan2),
    [BINARY_HYPOT] = ONLY_FLOATS(hypot),
    [BINARY_LOGADDEXP] = ONLY_FLOATS(logaddexp),
    [BINARY_AND] = NO_FLOATS(and),
    [BINARY_OR] = NO_FLOATS(or),
    [BINARY_XOR] = NO_FLOATS(xor),
    [BINARY_SHIFT_LEFT] = ONLY_INTEGERS(shift_left),
    [BINARY_SHIFT_RIGHT] = ONLY_INTEGERS(shift_right),
};

kernel_loop *const VARIANT(compare_loops)[COMPARE_COUNT][DTYPE_COUNT] = {
    [COMPARE_EQ] = EVERY_TYPE(eq),
    [COMPARE_NE] = EVERY_TYPE(ne),
    [COMPARE_LT] = EVERY_TYPE(lt),
    [COMPARE_LE] = EVERY_TYPE(le),
    [COMPARE_GT] = EVERY_TYPE(gt),
    [COMPARE_GE] = EVERY_TYPE(ge),
    [COMPARE_LOGICAL_AND] = EVERY_TYPE(logical_and),
    [COMPARE_LOGICAL_OR] = EVERY_TYPE(logical_or),
    [COMPARE_LOGICAL_XOR] = EVERY_TYPE(logical_xor),
};
