// One step of an optimizer over the packed elements of one parameter, in PyTorch's order of
// operations: a product that is added is fused.
#include <math.h>

#include "core/tensor/kernels/kernels.h"
#include "core/tensor/kernels/loops.h"
#include "core/tensor/kernels/variant.h"

#define STEPS(T, SUFFIX, FMA, SQRT)                                                        \
    static void sgd_##SUFFIX(T *p, const T *grad, T *momentum, int64_t n,                  \
                             const struct kernel_sgd *sgd)                                 \
    {                                                                                      \
        const T decay = (T)sgd->weight_decay, rate = (T)-sgd->lr, keep = (T)sgd->momentum; \
        const T take = (T)(1 - sgd->dampening), sign = sgd->maximize ? -1 : 1;             \
        if (momentum == NULL && decay == 0) {                                              \
            INDEPENDENT                                                                    \
            for (int64_t i = 0; i < n; i++) {                                              \
                p[i] = FMA(sign * grad[i], rate, p[i]);                                    \
            }                                                                              \
            return;                                                                        \
        }                                                                                  \
        INDEPENDENT                                                                        \
        for (int64_t i = 0; i < n; i++) {                                                  \
            T g = sign * grad[i];                                                          \
            g = decay != 0 ? FMA(p[i], decay, g) : g;                                      \
            if (momentum != NULL) {                                                        \
                T velocity = sgd->first ? g : FMA(g, take, momentum[i] * keep);            \
                momentum[i] = velocity;                                                    \
                g = sgd->nesterov ? FMA(velocity, keep, g) : velocity;                     \
            }                                                                              \
            p[i] = FMA(g, rate, p[i]);                                                     \
        }                                                                                  \
    }                                                                                      \
    static void adam_##SUFFIX(T *p, const T *grad, T *mean, T *square, T *top, int64_t n,  \
                              const struct kernel_adam *adam)                              \
    {                                                                                      \
        const T beta1 = (T)adam->beta1, beta2 = (T)adam->beta2, eps = (T)adam->eps;        \
        const T take1 = (T)(1 - adam->beta1), take2 = (T)(1 - adam->beta2);                \
        const T root = (T)adam->root_correction, size = (T)-adam->step_size;               \
        const T decay = (T)adam->weight_decay, shrink = (T)adam->shrink;                   \
        const T sign = adam->maximize ? -1 : 1;                                            \
        INDEPENDENT                                                                        \
        for (int64_t i = 0; i < n; i++) {                                                  \
            T x = p[i] * shrink, g = sign * grad[i];                                       \
            g = decay != 0 ? FMA(x, decay, g) : g;                                         \
            T m = FMA(g, take1, mean[i] * beta1);                                          \
            T v = FMA(take2 * g, g, square[i] * beta2);                                    \
            mean[i] = m;                                                                   \
            square[i] = v;                                                                 \
            if (top != NULL) {                                                             \
                v = top[i] = top[i] > v ? top[i] : v;                                      \
            }                                                                              \
            p[i] = x + size * m / (SQRT(v) / root + eps);                                  \
        }                                                                                  \
    }                                                                                      \
    static void scale_##SUFFIX(T *elements, int64_t n, T by)                               \
    {                                                                                      \
        INDEPENDENT                                                                        \
        for (int64_t i = 0; i < n; i++) {                                                  \
            elements[i] *= by;                                                             \
        }                                                                                  \
    }
STEPS(float, float32, fmaf, sqrtf)
STEPS(double, float64, fma, sqrt)

static void sgd(enum dtype dtype, void *p, const void *grad, void *momentum, int64_t n,
                const struct kernel_sgd *how)
{
    if (dtype == DTYPE_FLOAT32) {
        sgd_float32(p, grad, momentum, n, how);
    } else {
        sgd_float64(p, grad, momentum, n, how);
    }
}

static void adam(enum dtype dtype, void *p, const void *grad, void *mean, void *square, void *top,
                 int64_t n, const struct kernel_adam *how)
{
    if (dtype == DTYPE_FLOAT32) {
        adam_float32(p, grad, mean, square, top, n, how);
    } else {
        adam_float64(p, grad, mean, square, top, n, how);
    }
}

static void scale(enum dtype dtype, void *elements, int64_t n, double by)
{
    if (dtype == DTYPE_FLOAT32) {
        scale_float32(elements, n, (float)by);
    } else {
        scale_float64(elements, n, by);
    }
}

extern const struct kernel_steps VARIANT(step_loops);

const struct kernel_steps VARIANT(step_loops) = {.sgd = sgd, .adam = adam, .scale = scale};
