// Loops over three operands, selection by a condition, and conversion between element types.
#include <math.h>
#include <stdbool.h>

#include "core/tensor/kernels/kernels.h"
#include "core/tensor/kernels/loops.h"
#include "core/tensor/kernels/variant.h"

#define TYPES(X)       \
    X(float, float32)  \
    X(double, float64) \
    X(int64_t, int64)  \
    X(int32_t, int32)  \
    X(int16_t, int16)  \
    X(int8_t, int8)    \
    X(uint8_t, uint8)  \
    X(bool, boolean)
#define EVERY_TYPE(op)                                                                         \
    {                                                                                          \
        op##_float32, op##_float64, op##_int64, op##_int32, op##_int16, op##_int8, op##_uint8, \
            op##_boolean                                                                       \
    }

// ---- three operands

#define FLOAT_TERNARY(T, SUFFIX, FMA)                                                              \
    LOOP_TERNARY(addcmul_##SUFFIX, T, const T value = (T)context->params[0], FMA(value * b, c, a)) \
    LOOP_TERNARY(addcdiv_##SUFFIX, T, const T value = (T)context->params[0], a + value * b / c)    \
    LOOP_TERNARY(lerp_##SUFFIX, T, ,                                                               \
                 c<(T)0.5 && c>(T) - 0.5 ? FMA(c, b - a, a) : FMA(-(b - a), 1 - c, b))
FLOAT_TERNARY(float, float32, fmaf)
FLOAT_TERNARY(double, float64, fma)

#define INTEGER_TERNARY(T, SUFFIX)                                             \
    LOOP_TERNARY(addcmul_##SUFFIX, T, const T value = (T)context->integers[0], \
                 (T)(a + value * b * c))
INTEGER_TERNARY(int64_t, int64)
INTEGER_TERNARY(int32_t, int32)
INTEGER_TERNARY(int16_t, int16)
INTEGER_TERNARY(int8_t, int8)
INTEGER_TERNARY(uint8_t, uint8)

#define X(T, SUFFIX)                       \
    LOOP_TERNARY(clamp_##SUFFIX, T, ,      \
                 a != a                ? a \
                 : b != b              ? b \
                 : c != c              ? c \
                 : (a < b ? b : a) > c ? c \
                                       : (a < b ? b : a))
TYPES(X)
#undef X

kernel_loop *const VARIANT(ternary_loops)[TERNARY_COUNT][DTYPE_COUNT] = {
    [TERNARY_ADDCMUL] = {addcmul_float32, addcmul_float64, addcmul_int64, addcmul_int32,
                         addcmul_int16, addcmul_int8, addcmul_uint8},
    [TERNARY_ADDCDIV] = {addcdiv_float32, addcdiv_float64},
    [TERNARY_LERP] = {lerp_float32, lerp_float64},
    [TERNARY_CLAMP] = EVERY_TYPE(clamp),
};

// ---- condition ? a : b

#define X(T, SUFFIX)                                                                            \
    LOOP_HEAD(where_##SUFFIX)                                                                   \
    {                                                                                           \
        (void)opaque;                                                                           \
        for (int64_t i = 0; i < n; i++) {                                                       \
            bool condition = *(const bool *)(data[1] + i * strides[1]);                         \
            const char *from = condition ? data[2] + i * strides[2] : data[3] + i * strides[3]; \
            *(T *)(data[0] + i * strides[0]) = *(const T *)from;                                \
        }                                                                                       \
    }
TYPES(X)
#undef X

kernel_loop *const VARIANT(where_loops)[DTYPE_COUNT] = EVERY_TYPE(where);

// ---- conversion. A float becomes a small integer by way of int64, as x86-64 does it.

#define TO_SAME(x) (x)
#define CASTS(FROM, FROM_SUFFIX, SMALL)                                         \
    LOOP_UNARY(cast_float32_from_##FROM_SUFFIX, FROM, float, (float)x)          \
    LOOP_UNARY(cast_float64_from_##FROM_SUFFIX, FROM, double, (double)x)        \
    LOOP_UNARY(cast_int64_from_##FROM_SUFFIX, FROM, int64_t, (int64_t)x)        \
    LOOP_UNARY(cast_int32_from_##FROM_SUFFIX, FROM, int32_t, (int32_t)x)        \
    LOOP_UNARY(cast_int16_from_##FROM_SUFFIX, FROM, int16_t, (int16_t)(SMALL)x) \
    LOOP_UNARY(cast_int8_from_##FROM_SUFFIX, FROM, int8_t, (int8_t)(SMALL)x)    \
    LOOP_UNARY(cast_uint8_from_##FROM_SUFFIX, FROM, uint8_t, (uint8_t)(SMALL)x) \
    LOOP_UNARY(cast_boolean_from_##FROM_SUFFIX, FROM, bool, x != 0)

CASTS(float, float32, int32_t)
CASTS(double, float64, int32_t)
CASTS(int64_t, int64, int64_t)
CASTS(int32_t, int32, int32_t)
CASTS(int16_t, int16, int16_t)
CASTS(int8_t, int8, int8_t)
CASTS(uint8_t, uint8, uint8_t)
CASTS(bool, boolean, bool)

#define FROM_EVERY_TYPE(to)                                                         \
    {                                                                               \
        cast_##to##_from_float32, cast_##to##_from_float64, cast_##to##_from_int64, \
            cast_##to##_from_int32, cast_##to##_from_int16, cast_##to##_from_int8,  \
            cast_##to##_from_uint8, cast_##to##_from_boolean                        \
    }

kernel_loop *const VARIANT(cast_loops)[DTYPE_COUNT][DTYPE_COUNT] = {
    [DTYPE_FLOAT32] = FROM_EVERY_TYPE(float32), [DTYPE_FLOAT64] = FROM_EVERY_TYPE(float64),
    [DTYPE_INT64] = FROM_EVERY_TYPE(int64),     [DTYPE_INT32] = FROM_EVERY_TYPE(int32),
    [DTYPE_INT16] = FROM_EVERY_TYPE(int16),     [DTYPE_INT8] = FROM_EVERY_TYPE(int8),
    [DTYPE_UINT8] = FROM_EVERY_TYPE(uint8),     [DTYPE_BOOL] = FROM_EVERY_TYPE(boolean),
};
