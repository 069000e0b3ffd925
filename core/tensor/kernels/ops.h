// The elementwise operations by name. The order is that of the tables beside them.
#ifndef RANKSH_CORE_TENSOR_KERNELS_OPS_H
#define RANKSH_CORE_TENSOR_KERNELS_OPS_H

// X(NAME, function, grad_fn, how, saves, backward): `how` is the rule for element types, `saves`
// what backward needs, `backward` the loop that turns the result's gradient into x's.
// HOW_SAME: any type gives itself; HOW_FLOAT: integers become float32; HOW_FLOATS_ONLY: an error
// for integers; HOW_BOOL: gives bool.
#define UNARY_OPS(X)                                                                               \
    X(NEG, neg, "NegBackward0", HOW_SAME, SAVES_NOTHING, NEG)                                      \
    X(ABS, abs, "AbsBackward0", HOW_SAME, SAVES_INPUT, ABS)                                        \
    X(SIGN, sign, "SignBackward0", HOW_SAME, SAVES_NOTHING, ZERO)                                  \
    X(FLOOR, floor, "FloorBackward0", HOW_SAME, SAVES_NOTHING, ZERO)                               \
    X(CEIL, ceil, "CeilBackward0", HOW_SAME, SAVES_NOTHING, ZERO)                                  \
    X(ROUND, round, "RoundBackward0", HOW_SAME, SAVES_NOTHING, ZERO)                               \
    X(TRUNC, trunc, "TruncBackward0", HOW_SAME, SAVES_NOTHING, ZERO)                               \
    X(FRAC, frac, "FracBackward0", HOW_FLOATS_ONLY, SAVES_NOTHING, SAME)                           \
    X(RELU, relu, "ReluBackward0", HOW_SAME, SAVES_OUTPUT, RELU)                                   \
    X(BITWISE_NOT, bitwise_not, NULL, HOW_SAME, SAVES_NOTHING, ZERO)                               \
    X(LOGICAL_NOT, logical_not, NULL, HOW_BOOL, SAVES_NOTHING, ZERO)                               \
    X(ISNAN, isnan, NULL, HOW_BOOL, SAVES_NOTHING, ZERO)                                           \
    X(ISINF, isinf, NULL, HOW_BOOL, SAVES_NOTHING, ZERO)                                           \
    X(ISFINITE, isfinite, NULL, HOW_BOOL, SAVES_NOTHING, ZERO)                                     \
    X(SIGNBIT, signbit, NULL, HOW_BOOL, SAVES_NOTHING, ZERO)                                       \
    X(SQRT, sqrt, "SqrtBackward0", HOW_FLOAT, SAVES_OUTPUT, SQRT)                                  \
    X(RSQRT, rsqrt, "RsqrtBackward0", HOW_FLOAT, SAVES_OUTPUT, RSQRT)                              \
    X(RECIPROCAL, reciprocal, "ReciprocalBackward0", HOW_FLOAT, SAVES_OUTPUT, RECIPROCAL)          \
    X(EXP, exp, "ExpBackward0", HOW_FLOAT, SAVES_OUTPUT, TIMES)                                    \
    X(EXP2, exp2, "Exp2Backward0", HOW_FLOAT, SAVES_OUTPUT, EXP2)                                  \
    X(EXPM1, expm1, "Expm1Backward0", HOW_FLOAT, SAVES_OUTPUT, EXPM1)                              \
    X(LOG, log, "LogBackward0", HOW_FLOAT, SAVES_INPUT, OVER)                                      \
    X(LOG2, log2, "Log2Backward0", HOW_FLOAT, SAVES_INPUT, LOG2)                                   \
    X(LOG10, log10, "Log10Backward0", HOW_FLOAT, SAVES_INPUT, LOG10)                               \
    X(LOG1P, log1p, "Log1PBackward0", HOW_FLOAT, SAVES_INPUT, LOG1P)                               \
    X(SIN, sin, "SinBackward0", HOW_FLOAT, SAVES_INPUT, SIN)                                       \
    X(COS, cos, "CosBackward0", HOW_FLOAT, SAVES_INPUT, COS)                                       \
    X(TAN, tan, "TanBackward0", HOW_FLOAT, SAVES_OUTPUT, TAN)                                      \
    X(ASIN, asin, "AsinBackward0", HOW_FLOAT, SAVES_INPUT, ASIN)                                   \
    X(ACOS, acos, "AcosBackward0", HOW_FLOAT, SAVES_INPUT, ACOS)                                   \
    X(ATAN, atan, "AtanBackward0", HOW_FLOAT, SAVES_INPUT, ATAN)                                   \
    X(SINH, sinh, "SinhBackward0", HOW_FLOAT, SAVES_INPUT, SINH)                                   \
    X(COSH, cosh, "CoshBackward0", HOW_FLOAT, SAVES_INPUT, COSH)                                   \
    X(TANH, tanh, "TanhBackward0", HOW_FLOAT, SAVES_OUTPUT, TANH)                                  \
    X(ASINH, asinh, "AsinhBackward0", HOW_FLOAT, SAVES_INPUT, ASINH)                               \
    X(ACOSH, acosh, "AcoshBackward0", HOW_FLOAT, SAVES_INPUT, ACOSH)                               \
    X(ATANH, atanh, "AtanhBackward0", HOW_FLOAT, SAVES_INPUT, ATANH)                               \
    X(ERF, erf, "ErfBackward0", HOW_FLOAT, SAVES_INPUT, ERF)                                       \
    X(ERFC, erfc, "ErfcBackward0", HOW_FLOAT, SAVES_INPUT, ERFC)                                   \
    X(LGAMMA, lgamma, "LgammaBackward0", HOW_FLOAT, SAVES_INPUT, LGAMMA)                           \
    X(SIGMOID, sigmoid, "SigmoidBackward0", HOW_FLOAT, SAVES_OUTPUT, SIGMOID)                      \
    X(LOGIT, logit, "LogitBackward0", HOW_FLOAT, SAVES_INPUT, LOGIT)                               \
    X(GELU, gelu, "GeluBackward0", HOW_FLOATS_ONLY, SAVES_INPUT, GELU)                             \
    X(GELU_TANH, gelu, "GeluBackward0", HOW_FLOATS_ONLY, SAVES_INPUT, GELU_TANH)                   \
    X(SILU, silu, "SiluBackward0", HOW_FLOATS_ONLY, SAVES_INPUT, SILU)                             \
    X(MISH, mish, "MishBackward0", HOW_FLOATS_ONLY, SAVES_INPUT, MISH)                             \
    X(SOFTPLUS, softplus, "SoftplusBackward0", HOW_FLOATS_ONLY, SAVES_INPUT, SOFTPLUS)             \
    X(LOG_SIGMOID, log_sigmoid, "LogSigmoidBackward0", HOW_FLOATS_ONLY, SAVES_INPUT, LOG_SIGMOID)  \
    X(ELU, elu, "EluBackward0", HOW_FLOATS_ONLY, SAVES_INPUT, ELU)                                 \
    X(LEAKY_RELU, leaky_relu, "LeakyReluBackward0", HOW_FLOATS_ONLY, SAVES_INPUT, LEAKY_RELU)      \
    X(HARDTANH, hardtanh, "HardtanhBackward0", HOW_SAME, SAVES_INPUT, HARDTANH)                    \
    X(HARDSIGMOID, hardsigmoid, "HardsigmoidBackward0", HOW_FLOATS_ONLY, SAVES_INPUT, HARDSIGMOID) \
    X(HARDSWISH, hardswish, "HardswishBackward0", HOW_FLOATS_ONLY, SAVES_INPUT, HARDSWISH)         \
    X(THRESHOLD, threshold, "ThresholdBackward0", HOW_SAME, SAVES_INPUT, THRESHOLD)                \
    X(CLAMP, clamp, "ClampBackward1", HOW_SAME, SAVES_INPUT, CLAMP)                                \
    X(POW_SCALAR, pow, "PowBackward0", HOW_SAME, SAVES_INPUT, POW_SCALAR)

enum map_how { HOW_SAME, HOW_FLOAT, HOW_FLOATS_ONLY, HOW_BOOL };
enum map_saves { SAVES_NOTHING, SAVES_INPUT, SAVES_OUTPUT };

enum map {
#define X(name, function, grad_fn, how, saves, backward) MAP_##name,
    UNARY_OPS(X)
#undef X
        MAP_COUNT
};

// (gradient, saved value) -> gradient of the input. ZERO never runs.
#define GRAD_OPS(X) \
    X(ZERO)         \
    X(SAME)         \
    X(NEG)          \
    X(TIMES)        \
    X(OVER)         \
    X(ABS)          \
    X(RELU)         \
    X(SQRT)         \
    X(RSQRT)        \
    X(RECIPROCAL)   \
    X(EXP2)         \
    X(EXPM1)        \
    X(LOG2)         \
    X(LOG10)        \
    X(LOG1P)        \
    X(SIN)          \
    X(COS)          \
    X(TAN)          \
    X(ASIN)         \
    X(ACOS)         \
    X(ATAN)         \
    X(SINH)         \
    X(COSH)         \
    X(TANH)         \
    X(ASINH)        \
    X(ACOSH)        \
    X(ATANH)        \
    X(ERF)          \
    X(ERFC)         \
    X(LGAMMA)       \
    X(SIGMOID)      \
    X(LOGIT)        \
    X(GELU)         \
    X(GELU_TANH)    \
    X(SILU)         \
    X(MISH)         \
    X(SOFTPLUS)     \
    X(LOG_SIGMOID)  \
    X(ELU)          \
    X(LEAKY_RELU)   \
    X(HARDTANH)     \
    X(HARDSIGMOID)  \
    X(HARDSWISH)    \
    X(THRESHOLD)    \
    X(CLAMP)        \
    X(POW_SCALAR)

enum grad {
#define X(name) GRAD_##name,
    GRAD_OPS(X)
#undef X
        GRAD_COUNT
};

#define BINARY_OPS(X)              \
    X(ADD) /* a + params[0] * b */ \
    X(MUL)                         \
    X(DIV)                         \
    X(FLOOR_DIVIDE)                \
    X(TRUNC_DIVIDE)                \
    X(REMAINDER)                   \
    X(FMOD)                        \
    X(POW)                         \
    X(MAXIMUM)                     \
    X(MINIMUM)                     \
    X(FMAX)                        \
    X(FMIN)                        \
    X(ATAN2)                       \
    X(HYPOT)                       \
    X(LOGADDEXP)                   \
    X(AND)                         \
    X(OR)                          \
    X(XOR)                         \
    X(SHIFT_LEFT)                  \
    X(SHIFT_RIGHT)

enum binary {
#define X(name) BINARY_##name,
    BINARY_OPS(X)
#undef X
        BINARY_COUNT
};

#define COMPARE_OPS(X) \
    X(EQ)              \
    X(NE)              \
    X(LT)              \
    X(LE)              \
    X(GT)              \
    X(GE)              \
    X(LOGICAL_AND)     \
    X(LOGICAL_OR)      \
    X(LOGICAL_XOR)

enum compare {
#define X(name) COMPARE_##name,
    COMPARE_OPS(X)
#undef X
        COMPARE_COUNT
};

#define TERNARY_OPS(X)                     \
    X(ADDCMUL) /* a + params[0] * b * c */ \
    X(ADDCDIV) /* a + params[0] * b / c */ \
    X(LERP)    /* from a to b by c */      \
    X(CLAMP)   /* a between b and c */

enum ternary {
#define X(name) TERNARY_##name,
    TERNARY_OPS(X)
#undef X
        TERNARY_COUNT
};

// Reductions that combine elements pairwise.
#define FOLD_OPS(X) \
    X(SUM)          \
    X(PROD)         \
    X(MAX)          \
    X(MIN)          \
    X(ALL)          \
    X(ANY)

enum fold {
#define X(name) FOLD_##name,
    FOLD_OPS(X)
#undef X
        FOLD_COUNT
};

#endif
