// softmax, log_softmax, and cross-entropy's gradient, over rows.
#include <math.h>

#include "core/tensor/kernels/kernels.h"
#include "core/tensor/kernels/loops.h"
#include "core/tensor/kernels/variant.h"
#include "core/tensor/kernels/vecmath.h"

#define SOFTMAX_JOIN_(name, suffix) name##_##suffix
#define SOFTMAX_JOIN(name, suffix) SOFTMAX_JOIN_(name, suffix)

#define T float
#define SUFFIX float32
#define LANES 8
#define FMA fmaf
#define EXACT(function, x) vec_##function##f(x)
#include "core/tensor/kernels/softmax.inc"
#undef T
#undef SUFFIX
#undef LANES
#undef FMA
#undef EXACT

#define T double
#define SUFFIX float64
#define LANES 4
#define FMA fma
#define EXACT(function, x) function(x)
#include "core/tensor/kernels/softmax.inc"

// The same by element type.
#define BY_TYPE(name)                                                                      \
    static void name(enum dtype dtype, void *out, const void *in, int64_t rows, int64_t n) \
    {                                                                                      \
        if (dtype == DTYPE_FLOAT32) {                                                      \
            name##_float32(out, in, rows, n);                                              \
        } else {                                                                           \
            name##_float64(out, in, rows, n);                                              \
        }                                                                                  \
    }
#define BACK_BY_TYPE(name)                                                                         \
    static void name(enum dtype dtype, void *d_in, const void *d_out, const void *y, int64_t rows, \
                     int64_t n)                                                                    \
    {                                                                                              \
        if (dtype == DTYPE_FLOAT32) {                                                              \
            name##_float32(d_in, d_out, y, rows, n);                                               \
        } else {                                                                                   \
            name##_float64(d_in, d_out, y, rows, n);                                               \
        }                                                                                          \
    }
BY_TYPE(softmax)
BY_TYPE(log_softmax)
BACK_BY_TYPE(softmax_back)
BACK_BY_TYPE(log_softmax_back)

static void columns(enum dtype dtype, void *out, const void *in, int64_t n, int64_t inner,
                    bool as_log)
{
    if (dtype == DTYPE_FLOAT32) {
        columns_float32(out, in, n, inner, as_log);
    } else {
        columns_float64(out, in, n, inner, as_log);
    }
}

static void columns_back(enum dtype dtype, void *d_in, const void *d_out, const void *y, int64_t n,
                         int64_t inner, bool as_log)
{
    if (dtype == DTYPE_FLOAT32) {
        columns_back_float32(d_in, d_out, y, n, inner, as_log);
    } else {
        columns_back_float64(d_in, d_out, y, n, inner, as_log);
    }
}

static void cross_entropy_back(enum dtype dtype, void *d_in, const void *y, const int64_t *targets,
                               const void *scales, int64_t rows, int64_t n)
{
    if (dtype == DTYPE_FLOAT32) {
        cross_entropy_back_float32(d_in, y, targets, scales, rows, n);
    } else {
        cross_entropy_back_float64(d_in, y, targets, scales, rows, n);
    }
}

extern const struct kernel_softmax VARIANT(softmax_loops);

const struct kernel_softmax VARIANT(softmax_loops) = {
    .softmax = softmax,
    .log_softmax = log_softmax,
    .softmax_back = softmax_back,
    .log_softmax_back = log_softmax_back,
    .columns = columns,
    .columns_back = columns_back,
    .cross_entropy_back = cross_entropy_back,
};
