// Reductions. Sums and products of floats in PyTorch's order (fold.inc); of the others the order
// does not show.
#include <stdbool.h>
#include <stddef.h>

#include "core/tensor/kernels/kernels.h"
#include "core/tensor/kernels/variant.h"

#define FOLD_JOIN_(name, suffix) name##_##suffix
#define FOLD_JOIN(name, suffix) FOLD_JOIN_(name, suffix)

static int ceil_log2(int64_t x)
{
    return x <= 2 ? 1 : 64 - __builtin_clzll((unsigned long long)x - 1);
}

static void swap_strides(int64_t *strides)
{
    int64_t first = strides[0];
    strides[0] = strides[1];
    strides[1] = first;
}

#define T float
#define SUFFIX float32
#define LANES 8
#include "core/tensor/kernels/fold.inc"
#undef T
#undef SUFFIX
#undef LANES

#define T double
#define SUFFIX float64
#define LANES 4
#include "core/tensor/kernels/fold.inc"

// out = EXPR of out (a) and x (b)
#define FOLD(NAME, OUT, IN, EXPR)                                                             \
    static void NAME(char *const *data, const int64_t *strides, int64_t size0, int64_t size1) \
    {                                                                                         \
        for (int64_t j = 0; j < size1; j++) {                                                 \
            char *out = data[0] + j * strides[2];                                             \
            const char *in = data[1] + j * strides[3];                                        \
            if (strides[0] == 0) {                                                            \
                OUT a = *(OUT *)out;                                                          \
                for (int64_t i = 0; i < size0; i++) {                                         \
                    const IN b = *(const IN *)(in + i * strides[1]);                          \
                    a = (OUT)(EXPR);                                                          \
                }                                                                             \
                *(OUT *)out = a;                                                              \
                continue;                                                                     \
            }                                                                                 \
            for (int64_t i = 0; i < size0; i++) {                                             \
                const OUT a = *(OUT *)(out + i * strides[0]);                                 \
                const IN b = *(const IN *)(in + i * strides[1]);                              \
                *(OUT *)(out + i * strides[0]) = (OUT)(EXPR);                                 \
            }                                                                                 \
        }                                                                                     \
    }

FOLD(max_float32, float, float, a != a ? a : b > a || b != b ? b : a)
FOLD(min_float32, float, float, a != a ? a : b < a || b != b ? b : a)
FOLD(max_float64, double, double, a != a ? a : b > a || b != b ? b : a)
FOLD(min_float64, double, double, a != a ? a : b < a || b != b ? b : a)
FOLD(all_float32, bool, float, a &&b != 0)
FOLD(any_float32, bool, float, a || b != 0)
FOLD(all_float64, bool, double, a &&b != 0)
FOLD(any_float64, bool, double, a || b != 0)

#define INTEGER_FOLDS(T, SUFFIX)            \
    FOLD(max_##SUFFIX, T, T, b > a ? b : a) \
    FOLD(min_##SUFFIX, T, T, b < a ? b : a) \
    FOLD(all_##SUFFIX, bool, T, a &&b != 0) \
    FOLD(any_##SUFFIX, bool, T, a || b != 0)
INTEGER_FOLDS(int64_t, int64)
INTEGER_FOLDS(int32_t, int32)
INTEGER_FOLDS(int16_t, int16)
INTEGER_FOLDS(int8_t, int8)
INTEGER_FOLDS(uint8_t, uint8)
INTEGER_FOLDS(bool, boolean)

// Sums and products of integers are made in int64, but where another type was asked for.
FOLD(sum_int64, int64_t, int64_t, a + b)
FOLD(prod_int64, int64_t, int64_t, a *b)
FOLD(sum_int32, int32_t, int32_t, a + b)
FOLD(prod_int32, int32_t, int32_t, a *b)
FOLD(sum_int16, int16_t, int16_t, a + b)
FOLD(prod_int16, int16_t, int16_t, a *b)
FOLD(sum_int8, int8_t, int8_t, a + b)
FOLD(prod_int8, int8_t, int8_t, a *b)
FOLD(sum_uint8, uint8_t, uint8_t, a + b)
FOLD(prod_uint8, uint8_t, uint8_t, a *b)
FOLD(sum_boolean, bool, bool, a || b)
FOLD(prod_boolean, bool, bool, a &&b)

#define EVERY_TYPE(op)                                                                         \
    {                                                                                          \
        op##_float32, op##_float64, op##_int64, op##_int32, op##_int16, op##_int8, op##_uint8, \
            op##_boolean                                                                       \
    }

kernel_fold *const VARIANT(fold_loops)[FOLD_COUNT][DTYPE_COUNT] = {
    [FOLD_SUM] = EVERY_TYPE(sum), [FOLD_PROD] = EVERY_TYPE(prod), [FOLD_MAX] = EVERY_TYPE(max),
    [FOLD_MIN] = EVERY_TYPE(min), [FOLD_ALL] = EVERY_TYPE(all),   [FOLD_ANY] = EVERY_TYPE(any),
};
