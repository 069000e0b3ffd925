// Gradients of the functions in unary.c.
#include <math.h>
#include <stdbool.h>

#include "core/tensor/kernels/kernels.h"
#include "core/tensor/kernels/loops.h"
#include "core/tensor/kernels/variant.h"
#include "core/tensor/kernels/vecmath.h"

#define GRAD_JOIN_(op, suffix) op##_##suffix
#define GRAD_JOIN(op, suffix) GRAD_JOIN_(op, suffix)

// The derivative of lgamma: shifted up to where the asymptotic series holds.
static double digamma(double x)
{
    if (x == 0) {
        return copysign(INFINITY, -x);
    }
    if (x < 0) {
        if (x == trunc(x)) {
            return NAN;
        }
        return digamma(1 - x) - M_PI / tan(M_PI * (x - trunc(x)));
    }
    double shift = 0;
    for (; x < 10; x += 1) {
        shift -= 1 / x;
    }
    double square = 1 / (x * x);
    double series =
        square *
        (1.0 / 12 -
         square * (1.0 / 120 -
                   square * (1.0 / 252 -
                             square * (1.0 / 240 - square * (1.0 / 132 - square * 691 / 32760)))));
    return shift + log(x) - 0.5 / x - series;
}

#define GRAD_HELPERS(T, SUFFIX, F, EXACT, FAST)                                             \
    static inline T logistic_##SUFFIX(T x)                                                  \
    {                                                                                       \
        return 1 / (1 + EXACT(exp, -x));                                                    \
    }                                                                                       \
    static inline T gelu_slope_##SUFFIX(T x)                                                \
    {                                                                                       \
        T cdf = (T)0.5 * (1 + (T)erf((double)(x * (T)M_SQRT1_2)));                          \
        T pdf = (T)(M_2_SQRTPI * M_SQRT1_2 * 0.5) * EXACT(exp, x * x * (T)-0.5);            \
        return cdf + x * pdf;                                                               \
    }                                                                                       \
    static inline T gelu_tanh_slope_##SUFFIX(T x)                                           \
    {                                                                                       \
        T beta = (T)(M_SQRT2 * M_2_SQRTPI * 0.5), kappa = (T)0.044715, square = x * x;      \
        T tangent = FAST(tanh, beta * (x + kappa * square * x));                            \
        T inner = beta * (1 + 3 * kappa * square);                                          \
        return (T)0.5 * (1 + tangent) + (T)0.5 * x * (1 - tangent * tangent) * inner;       \
    }                                                                                       \
    static inline T mish_slope_##SUFFIX(T x)                                                \
    {                                                                                       \
        T sigmoid = logistic_##SUFFIX(x), tangent = FAST(tanh, FAST(log1p, EXACT(exp, x))); \
        return tangent + x * sigmoid * (1 - tangent * tangent);                             \
    }                                                                                       \
    static inline T softplus_grad_##SUFFIX(T grad, T x, double beta, double threshold)      \
    {                                                                                       \
        T z = EXACT(exp, x * (T)beta);                                                      \
        return x * (T)beta > (T)threshold ? grad : grad * z / (z + 1);                      \
    }                                                                                       \
    static inline T pow_grad_##SUFFIX(T grad, T x, double exponent)                         \
    {                                                                                       \
        if (exponent == 0) {                                                                \
            return 0;                                                                       \
        }                                                                                   \
        T power = exponent == 2   ? x                                                       \
                  : exponent == 3 ? x * x                                                   \
                  : exponent == 1 ? 1                                                       \
                                  : (T)pow((double)x, exponent - 1);                        \
        return grad * ((T)exponent * power);                                                \
    }

#define FLOAT_F(function) function##f
#define FLOAT_EXACT(function, x) vec_##function##f(x)
#define FLOAT_FAST(function, x) (float)vec_##function((double)(x))
#define DOUBLE_F(function) function
#define DOUBLE_CALL(function, x) function(x)

GRAD_HELPERS(float, float32, FLOAT_F, FLOAT_EXACT, FLOAT_FAST)
GRAD_HELPERS(double, float64, DOUBLE_F, DOUBLE_CALL, DOUBLE_CALL)

#define T float
#define SUFFIX float32
#define F FLOAT_F
#define EXACT FLOAT_EXACT
#include "core/tensor/kernels/grad.inc"
#undef T
#undef SUFFIX
#undef F
#undef EXACT

#define T double
#define SUFFIX float64
#define F DOUBLE_F
#define EXACT DOUBLE_CALL
#include "core/tensor/kernels/grad.inc"

#define BOTH(op)                   \
    {                              \
        op##_float32, op##_float64 \
    }

kernel_loop *const VARIANT(grad_loops)[GRAD_COUNT][2] = {
    [GRAD_SAME] = BOTH(same),
    [GRAD_NEG] = BOTH(neg),
    [GRAD_TIMES] = BOTH(times),
    [GRAD_OVER] = BOTH(over),
    [GRAD_ABS] = BOTH(abs),
    [GRAD_RELU] = BOTH(relu),
    [GRAD_SQRT] = BOTH(sqrt),
    [GRAD_RSQRT] = BOTH(rsqrt),
    [GRAD_RECIPROCAL] = BOTH(reciprocal),
    [GRAD_EXP2] = BOTH(exp2),
    [GRAD_EXPM1] = BOTH(expm1),
    [GRAD_LOG2] = BOTH(log2),
    [GRAD_LOG10] = BOTH(log10),
    [GRAD_LOG1P] = BOTH(log1p),
    [GRAD_SIN] = BOTH(sin),
    [GRAD_COS] = BOTH(cos),
    [GRAD_TAN] = BOTH(tan),
    [GRAD_ASIN] = BOTH(asin),
    [GRAD_ACOS] = BOTH(acos),
    [GRAD_ATAN] = BOTH(atan),
    [GRAD_SINH] = BOTH(sinh),
    [GRAD_COSH] = BOTH(cosh),
    [GRAD_TANH] = BOTH(tanh),
    [GRAD_ASINH] = BOTH(asinh),
    [GRAD_ACOSH] = BOTH(acosh),
    [GRAD_ATANH] = BOTH(atanh),
    [GRAD_ERF] = BOTH(erf),
    [GRAD_ERFC] = BOTH(erfc),
    [GRAD_LGAMMA] = BOTH(lgamma),
    [GRAD_SIGMOID] = BOTH(sigmoid),
    [GRAD_LOGIT] = BOTH(logit),
    [GRAD_GELU] = BOTH(gelu),
    [GRAD_GELU_TANH] = BOTH(gelu_tanh),
    [GRAD_SILU] = BOTH(silu),
    [GRAD_MISH] = BOTH(mish),
    [GRAD_SOFTPLUS] = BOTH(softplus),
    [GRAD_LOG_SIGMOID] = BOTH(log_sigmoid),
    [GRAD_ELU] = BOTH(elu),
    [GRAD_LEAKY_RELU] = BOTH(leaky_relu),
    [GRAD_HARDTANH] = BOTH(hardtanh),
    [GRAD_HARDSIGMOID] = BOTH(hardsigmoid),
    [GRAD_HARDSWISH] = BOTH(hardswish),
    [GRAD_THRESHOLD] = BOTH(threshold),
    [GRAD_CLAMP] = BOTH(clamp),
    [GRAD_POW_SCALAR] = BOTH(pow_scalar),
};
