// f(x) for every operation and element type. float functions that PyTorch takes from SLEEF repeat
// its arithmetic (EXACT, PERIODIC), or are computed in double and rounded (FAST vectorises, ROUNDED
// calls the C library). Where PyTorch's loop is vector code but for the last elements of a run, so
// is this one (CHUNKED): the two differ in the last bit.
#include <stdbool.h>

#include "core/tensor/kernels/kernels.h"
#include "core/tensor/kernels/loops.h"
#include "core/tensor/kernels/power.h"
#include "core/tensor/kernels/variant.h"
#include "core/tensor/kernels/vecmath.h"

#define UNARY_JOIN_(op, suffix) op##_##suffix
#define UNARY_JOIN(op, suffix) UNARY_JOIN_(op, suffix)

// Runs of 16 floats (8 doubles) with VECTOR, what is left over and strided runs with REST.
#define LOOP_CHUNKED(NAME, T, VECTOR, REST)                       \
    LOOP_HEAD(NAME)                                               \
    {                                                             \
        (void)opaque;                                             \
        int64_t done = 0;                                         \
        if (strides[0] == sizeof(T) && strides[1] == sizeof(T)) { \
            T *out = (T *)data[0];                                \
            const T *in = (const T *)data[1];                     \
            done = n - n % (int64_t)(64 / sizeof(T));             \
            INDEPENDENT                                           \
            for (int64_t i = 0; i < done; i++) {                  \
                const T x = in[i];                                \
                out[i] = (T)(VECTOR);                             \
            }                                                     \
        }                                                         \
        for (int64_t i = done; i < n; i++) {                      \
            const T x = *(const T *)(data[1] + i * strides[1]);   \
            *(T *)(data[0] + i * strides[0]) = (T)(REST);         \
        }                                                         \
    }

#define UNARY_HELPERS(T, SUFFIX, F, EXACT, FAST)                                                \
    static inline T logit_of_##SUFFIX(T x, double eps)                                          \
    {                                                                                           \
        T low = (T)eps, high = 1 - low;                                                         \
        x = eps < 0 ? x : x < low ? low : x > high ? high : x;                                  \
        return F(log)(x / (1 - x));                                                             \
    }                                                                                           \
    static inline T gelu_tanh_of_##SUFFIX(T x)                                                  \
    {                                                                                           \
        T cube = x * x * x, inner = (T)(M_SQRT2 * M_2_SQRTPI * 0.5) * (x + (T)0.044715 * cube); \
        return (T)0.5 * x * (1 + FAST(tanh, inner));                                            \
    }                                                                                           \
    static inline T softplus_of_##SUFFIX(T x, double beta, double threshold)                    \
    {                                                                                           \
        T scaled = x * (T)beta;                                                                 \
        return scaled > (T)threshold ? x : FAST(log1p, EXACT(exp, scaled)) / (T)beta;           \
    }                                                                                           \
    static inline T zero_to_six_##SUFFIX(T x)                                                   \
    {                                                                                           \
        return x < 0 ? 0 : x > 6 ? 6 : x;                                                       \
    }

#define FLOAT_F(function) function##f
#define FLOAT_EXACT(function, x) vec_##function##f(x)
#define FLOAT_FAST(function, x) (float)vec_##function((double)(x))
#define DOUBLE_F(function) function
#define DOUBLE_CALL(function, x) function(x)

UNARY_HELPERS(float, float32, FLOAT_F, FLOAT_EXACT, FLOAT_FAST)
UNARY_HELPERS(double, float64, DOUBLE_F, DOUBLE_CALL, DOUBLE_CALL)

#define KIND 0
#define T float
#define SUFFIX float32
#define F FLOAT_F
#define EXACT FLOAT_EXACT
#define FAST FLOAT_FAST
#define ROUNDED(function, x) (float)function((double)(x))
#define PERIODIC(function, x) \
    (fabsf(x) < VECMATH_SINE_RANGE ? vec_##function##f(x) : (float)function((double)(x)))
#include "core/tensor/kernels/unary.inc"
#undef T
#undef SUFFIX
#undef F
#undef EXACT
#undef FAST
#undef ROUNDED
#undef PERIODIC

#define T double
#define SUFFIX float64
#define F DOUBLE_F
#define EXACT DOUBLE_CALL
#define FAST DOUBLE_CALL
#define ROUNDED DOUBLE_CALL
#define PERIODIC DOUBLE_CALL
#include "core/tensor/kernels/unary.inc"
#undef T
#undef SUFFIX
#undef KIND

#define KIND 1
#define T int64_t
#define SUFFIX int64
#include "core/tensor/kernels/unary.inc"
#undef T
#undef SUFFIX
#define T int32_t
#define SUFFIX int32
#include "core/tensor/kernels/unary.inc"
#undef T
#undef SUFFIX
#define T int16_t
#define SUFFIX int16
#include "core/tensor/kernels/unary.inc"
#undef T
#undef SUFFIX
#define T int8_t
#define SUFFIX int8
#include "core/tensor/kernels/unary.inc"
#undef T
#undef SUFFIX
#define T uint8_t
#define SUFFIX uint8
#include "core/tensor/kernels/unary.inc"
#undef T
#undef SUFFIX
#undef KIND

#define KIND 2
#define T bool
#define SUFFIX boolean
#include "core/tensor/kernels/unary.inc"
#undef T
#undef SUFFIX
#undef KIND

#define FLOATS(op) op##_float32, op##_float64
#define INTEGERS(op) op##_int64, op##_int32, op##_int16, op##_int8, op##_uint8
#define FLOATS_AND_INTEGERS(op)  \
    {                            \
        FLOATS(op), INTEGERS(op) \
    }
#define EVERY_TYPE(op)                         \
    {                                          \
        FLOATS(op), INTEGERS(op), op##_boolean \
    }
#define ROUNDING(op)               \
    {                              \
        FLOATS(op), INTEGERS(same) \
    }
#define ONLY_FLOATS(op) \
    {                   \
        FLOATS(op)      \
    }

kernel_loop *const VARIANT(unary_loops)[MAP_COUNT][DTYPE_COUNT] = {
    [MAP_NEG] = FLOATS_AND_INTEGERS(neg),
    [MAP_ABS] = FLOATS_AND_INTEGERS(abs),
    [MAP_SIGN] = EVERY_TYPE(sign),
    [MAP_FLOOR] = ROUNDING(floor),
    [MAP_CEIL] = ROUNDING(ceil),
    [MAP_ROUND] = ROUNDING(round),
    [MAP_TRUNC] = ROUNDING(trunc),
    [MAP_FRAC] = ONLY_FLOATS(frac),
    [MAP_RELU] = FLOATS_AND_INTEGERS(relu),
    [MAP_BITWISE_NOT] = {NULL, NULL, INTEGERS(bitwise_not), bitwise_not_boolean},
    [MAP_LOGICAL_NOT] = EVERY_TYPE(logical_not),
    [MAP_ISNAN] = {FLOATS(isnan), INTEGERS(never), never_boolean},
    [MAP_ISINF] = {FLOATS(isinf), INTEGERS(never), never_boolean},
    [MAP_ISFINITE] = {FLOATS(isfinite), INTEGERS(always), always_boolean},
    [MAP_SIGNBIT] = EVERY_TYPE(signbit),
    [MAP_SQRT] = ONLY_FLOATS(sqrt),
    [MAP_RSQRT] = ONLY_FLOATS(rsqrt),
    [MAP_RECIPROCAL] = ONLY_FLOATS(reciprocal),
    [MAP_EXP] = ONLY_FLOATS(exp),
    [MAP_EXP2] = ONLY_FLOATS(exp2),
    [MAP_EXPM1] = ONLY_FLOATS(expm1),
    [MAP_LOG] = ONLY_FLOATS(log),
    [MAP_LOG2] = ONLY_FLOATS(log2),
    [MAP_LOG10] = ONLY_FLOATS(log10),
    [MAP_LOG1P] = ONLY_FLOATS(log1p),
    [MAP_SIN] = ONLY_FLOATS(sin),
    [MAP_COS] = ONLY_FLOATS(cos),
    [MAP_TAN] = ONLY_FLOATS(tan),
    [MAP_ASIN] = ONLY_FLOATS(asin),
    [MAP_ACOS] = ONLY_FLOATS(acos),
    [MAP_ATAN] = ONLY_FLOATS(atan),
    [MAP_SINH] = ONLY_FLOATS(sinh),
    [MAP_COSH] = ONLY_FLOATS(cosh),
    [MAP_TANH] = ONLY_FLOATS(tanh),
    [MAP_ASINH] = ONLY_FLOATS(asinh),
    [MAP_ACOSH] = ONLY_FLOATS(acosh),
    [MAP_ATANH] = ONLY_FLOATS(atanh),
    [MAP_ERF] = ONLY_FLOATS(erf),
    [MAP_ERFC] = ONLY_FLOATS(erfc),
    [MAP_LGAMMA] = ONLY_FLOATS(lgamma),
    [MAP_SIGMOID] = ONLY_FLOATS(sigmoid),
    [MAP_LOGIT] = ONLY_FLOATS(logit),
    [MAP_GELU] = ONLY_FLOATS(gelu),
    [MAP_GELU_TANH] = ONLY_FLOATS(gelu_tanh),
    [MAP_SILU] = ONLY_FLOATS(silu),
    [MAP_MISH] = ONLY_FLOATS(mish),
    [MAP_SOFTPLUS] = ONLY_FLOATS(softplus),
    [MAP_LOG_SIGMOID] = ONLY_FLOATS(log_sigmoid),
    [MAP_ELU] = ONLY_FLOATS(elu),
    [MAP_LEAKY_RELU] = ONLY_FLOATS(leaky_relu),
    [MAP_HARDTANH] = {FLOATS(hardtanh), INTEGERS(clamp)},
    [MAP_HARDSIGMOID] = ONLY_FLOATS(hardsigmoid),
    [MAP_HARDSWISH] = ONLY_FLOATS(hardswish),
    [MAP_THRESHOLD] = FLOATS_AND_INTEGERS(threshold),
    [MAP_CLAMP] = FLOATS_AND_INTEGERS(clamp),
    [MAP_POW_SCALAR] = FLOATS_AND_INTEGERS(pow_scalar),
};
