// Loops over one run of elements, from an expression: contiguous operands and single values beside
// them get a loop of their own, which the compiler vectorises. A result may lie over an operand.
#ifndef RANKSH_CORE_TENSOR_KERNELS_LOOPS_H
#define RANKSH_CORE_TENSOR_KERNELS_LOOPS_H

#include <stdint.h>

#ifdef __clang__
#define INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#else
#define INDEPENDENT _Pragma("GCC ivdep")
#endif

#define LOOP_HEAD(NAME) \
    static void NAME(int64_t n, char *const *data, const int64_t *strides, void *opaque)

// x -> EXPR
#define LOOP_UNARY(NAME, IN, OUT, EXPR)                              \
    LOOP_HEAD(NAME)                                                  \
    {                                                                \
        struct kernel_context *context = opaque;                     \
        (void)context;                                               \
        if (strides[0] == sizeof(OUT) && strides[1] == sizeof(IN)) { \
            OUT *out = (OUT *)data[0];                               \
            const IN *in = (const IN *)data[1];                      \
            INDEPENDENT                                              \
            for (int64_t i = 0; i < n; i++) {                        \
                const IN x = in[i];                                  \
                out[i] = (OUT)(EXPR);                                \
            }                                                        \
            return;                                                  \
        }                                                            \
        for (int64_t i = 0; i < n; i++) {                            \
            const IN x = *(const IN *)(data[1] + i * strides[1]);    \
            *(OUT *)(data[0] + i * strides[0]) = (OUT)(EXPR);        \
        }                                                            \
    }

// a, b -> EXPR; SETUP is run once before.
#define LOOP_BINARY(NAME, IN, OUT, SETUP, EXPR)                                        \
    LOOP_HEAD(NAME)                                                                    \
    {                                                                                  \
        struct kernel_context *context = opaque;                                       \
        (void)context;                                                                 \
        SETUP;                                                                         \
        OUT *out = (OUT *)data[0];                                                     \
        const IN *in_a = (const IN *)data[1], *in_b = (const IN *)data[2];             \
        bool packed_a = strides[1] == sizeof(IN), packed_b = strides[2] == sizeof(IN); \
        if (strides[0] != sizeof(OUT) || !(packed_a || strides[1] == 0) ||             \
            !(packed_b || strides[2] == 0)) {                                          \
            for (int64_t i = 0; i < n; i++) {                                          \
                const IN a = *(const IN *)(data[1] + i * strides[1]);                  \
                const IN b = *(const IN *)(data[2] + i * strides[2]);                  \
                (void)b;                                                               \
                *(OUT *)(data[0] + i * strides[0]) = (OUT)(EXPR);                      \
            }                                                                          \
        } else if (packed_a && packed_b) {                                             \
            INDEPENDENT                                                                \
            for (int64_t i = 0; i < n; i++) {                                          \
                const IN a = in_a[i], b = in_b[i];                                     \
                (void)b;                                                               \
                out[i] = (OUT)(EXPR);                                                  \
            }                                                                          \
        } else if (packed_a) {                                                         \
            const IN b = n > 0 ? *in_b : (IN)0;                                        \
            (void)b;                                                                   \
            INDEPENDENT                                                                \
            for (int64_t i = 0; i < n; i++) {                                          \
                const IN a = in_a[i];                                                  \
                out[i] = (OUT)(EXPR);                                                  \
            }                                                                          \
        } else {                                                                       \
            const IN a = n > 0 ? *in_a : (IN)0;                                        \
            INDEPENDENT                                                                \
            for (int64_t i = 0; i < n; i++) {                                          \
                const IN b = in_b[packed_b ? i : 0];                                   \
                (void)b;                                                               \
                out[i] = (OUT)(EXPR);                                                  \
            }                                                                          \
        }                                                                              \
    }

// a, b, c -> EXPR
#define LOOP_TERNARY(NAME, T, SETUP, EXPR)                                                   \
    LOOP_HEAD(NAME)                                                                          \
    {                                                                                        \
        struct kernel_context *context = opaque;                                             \
        (void)context;                                                                       \
        SETUP;                                                                               \
        if (strides[0] == sizeof(T) && strides[1] == sizeof(T) && strides[2] == sizeof(T) && \
            strides[3] == sizeof(T)) {                                                       \
            T *out = (T *)data[0];                                                           \
            const T *in_a = (const T *)data[1], *in_b = (const T *)data[2];                  \
            const T *in_c = (const T *)data[3];                                              \
            INDEPENDENT                                                                      \
            for (int64_t i = 0; i < n; i++) {                                                \
                const T a = in_a[i], b = in_b[i], c = in_c[i];                               \
                out[i] = (T)(EXPR);                                                          \
            }                                                                                \
            return;                                                                          \
        }                                                                                    \
        for (int64_t i = 0; i < n; i++) {                                                    \
            const T a = *(const T *)(data[1] + i * strides[1]);                              \
            const T b = *(const T *)(data[2] + i * strides[2]);                              \
            const T c = *(const T *)(data[3] + i * strides[3]);                              \
            *(T *)(data[0] + i * strides[0]) = (T)(EXPR);                                    \
        }                                                                                    \
    }

#endif
