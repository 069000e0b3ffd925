// Blocks of 16 uniform numbers become normal ones by Box and Muller's method, with the polynomials
// of PyTorch's AVX2 code (avx_mathfun.h, by Garberoglio after Pommier and Moshier's Cephes), bit for
// bit: a product that is added is fused, as the compiler fused it there.
#include <math.h>

#include "core/tensor/kernels/kernels.h"
#include "core/tensor/kernels/loops.h"
#include "core/tensor/kernels/variant.h"
#include "core/tensor/kernels/vecmath.h"

enum { HALF = 8 };

static inline float cephes_log(float x)
{
    x = x < 1.17549435e-38f ? 1.17549435e-38f : x;
    int32_t bits = float_bits(x);
    float e = (float)((int32_t)((uint32_t)bits >> 23) - 0x7f) + 1.0f;
    float m = bits_float((bits & ~0x7f800000) | 0x3f000000); // in [0.5, 1)
    int small = m < 0.707106781186547524f;
    float twice = small ? m : 0.0f;
    m = m - 1.0f;
    e = e - (small ? 1.0f : 0.0f);
    m = m + twice;
    float square = m * m, y = 7.0376836292E-2f;
    y = fmaf(y, m, -1.1514610310E-1f);
    y = fmaf(y, m, 1.1676998740E-1f);
    y = fmaf(y, m, -1.2420140846E-1f);
    y = fmaf(y, m, 1.4249322787E-1f);
    y = fmaf(y, m, -1.6668057665E-1f);
    y = fmaf(y, m, 2.0000714765E-1f);
    y = fmaf(y, m, -2.4999993993E-1f);
    y = fmaf(y, m, 3.3333331174E-1f);
    y = y * m;
    y = fmaf(y, square, e * -2.12194440e-4f);
    y = fmaf(-square, 0.5f, y);
    return fmaf(e, 0.693359375f, m + y);
}

static inline void cephes_sincos(float x, float *ret_sin, float *ret_cos)
{
    // x is in [0, 2 pi): quadrants of pi/4, two by two
    int32_t j = ((int32_t)(x * 1.27323954473516f) + 1) & ~1;
    float y = (float)j;
    int32_t sine_sign = (j & 4) << 29, cosine_sign = (~(j - 2) & 4) << 29;
    int middle = (j & 2) == 0;
    x = fmaf(y, -0.78515625f, x);
    x = fmaf(y, -2.4187564849853515625e-4f, x);
    x = fmaf(y, -3.77489497744594108e-8f, x);
    float square = x * x, even = 2.443315711809948E-005f, odd = -1.9515295891E-4f;
    even = fmaf(even, square, -1.388731625493765E-003f);
    even = fmaf(even, square, 4.166664568298827E-002f);
    even = even * square;
    even = fmaf(even, square, -(square * 0.5f));
    even = even + 1.0f;
    odd = fmaf(odd, square, 8.3321608736E-3f);
    odd = fmaf(odd, square, -1.6666654611E-1f);
    odd = odd * square;
    odd = fmaf(odd, x, x);
    *ret_sin = bits_float(float_bits(middle ? odd : even) ^ sine_sign);
    *ret_cos = bits_float(float_bits(middle ? even : odd) ^ cosine_sign);
}

extern void VARIANT(normal_loop)(float *data, float mean, float deviation);

void VARIANT(normal_loop)(float *data, float mean, float deviation)
{
    float first[HALF], second[HALF];
    for (int i = 0; i < HALF; i++) {
        float sine, cosine;
        float radius = sqrtf(-2.0f * cephes_log(1.0f - data[i]));
        cephes_sincos((float)(2.0 * M_PI) * data[i + HALF], &sine, &cosine);
        first[i] = fmaf(radius * cosine, deviation, mean);
        second[i] = fmaf(radius * sine, deviation, mean);
    }
    for (int i = 0; i < HALF; i++) {
        data[i] = first[i];
        data[i + HALF] = second[i];
    }
}
