// Elementary functions that a compiler can turn into vector code: no branches, no tables, no calls.
//
// exp, log, sin and cos of a float repeat the arithmetic of the SLEEF library's AVX2 functions
// (https://sleef.org, Shibata and Petrogalli), which PyTorch calls, so that the last bit agrees;
// their polynomials are SLEEF's. The others are computed in double and rounded once.
// For finite arguments and as commented; the specials are put right with selections.
#ifndef RANKSH_CORE_TENSOR_KERNELS_VECMATH_H
#define RANKSH_CORE_TENSOR_KERNELS_VECMATH_H

#include <math.h>
#include <stdint.h>
#include <string.h>

#define VECMATH static inline __attribute__((always_inline))

VECMATH int32_t float_bits(float x)
{
    int32_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

VECMATH float bits_float(int32_t bits)
{
    float x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

VECMATH int64_t double_bits(double x)
{
    int64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

VECMATH double bits_double(int64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

// Nearest integer, ties to even, for |x| < 2^22.
VECMATH float round_float(float x)
{
    const float shifter = 12582912.0f; // 1.5 * 2^23
    return (x + shifter) - shifter;
}

// e^x, at most 1 ulp off, as Sleef_expf8_u10.
VECMATH float vec_expf(float x)
{
    float clamped = x > -150.0f ? x : -150.0f; // keeps the integer below in range
    clamped = clamped < 150.0f ? clamped : 150.0f;
    float n = round_float(clamped * 1.442695040888963407359924681001892137426645954152985934135f);
    float r = fmaf(n, -0.693145751953125f, clamped);
    r = fmaf(n, -1.428606765330187045e-06f, r);
    float p = 0.000198527617612853646278381f;
    p = fmaf(p, r, 0.00139304355252534151077271f);
    p = fmaf(p, r, 0.00833336077630519866943359f);
    p = fmaf(p, r, 0.0416664853692054748535156f);
    p = fmaf(p, r, 0.166666671633720397949219f);
    p = fmaf(p, r, 0.5f);
    p = 1.0f + fmaf(r * r, p, r);
    int32_t whole = (int32_t)n, half = whole >> 1;
    p = p * bits_float((half + 127) << 23) * bits_float((whole - half + 127) << 23);
    p = x < -104.0f ? 0.0f : p;
    p = x > 100.0f ? INFINITY : p;
    return x == x ? p : x;
}

// x - r is the part that did not fit: pairs of floats whose sum is exact.
struct float_pair {
    float high, low;
};

VECMATH struct float_pair pair_sum(float a, float b) // any a, b
{
    float sum = a + b, of_b = sum - a;
    return (struct float_pair){sum, (a - (sum - of_b)) + (b - of_b)};
}

// a / b of pairs, with FMA.
VECMATH struct float_pair pair_quotient(struct float_pair a, struct float_pair b)
{
    float t = 1.0f / b.high, high = a.high * t;
    float u = fmaf(t, a.high, -high);
    float v = fmaf(-b.low, t, fmaf(-b.high, t, 1.0f));
    return (struct float_pair){high, fmaf(high, v, fmaf(a.low, t, u))};
}

// ln x as Sleef_logf8_u10.
VECMATH float vec_logf(float x)
{
    float scaled = x < 1.17549435e-38f ? x * 18446744073709551616.0f : x; // subnormal: times 2^64
    int32_t bits = float_bits(scaled * (1.0f / 0.75f));
    int32_t exponent = ((bits >> 23) & 0xff) - 0x7f;
    float m = bits_float(float_bits(scaled) - (exponent << 23));
    float e = (float)(x < 1.17549435e-38f ? exponent - 64 : exponent);
    struct float_pair q = pair_quotient(pair_sum(-1.0f, m), pair_sum(1.0f, m));
    float square = q.high * q.high;
    float t = 0.3027294874e+0f;
    t = fmaf(t, square, 0.3996108174e+0f);
    t = fmaf(t, square, 0.6666694880e+0f);
    // e * ln 2 as a pair, then + 2q, then + q^3 t
    float high = 0.69314718246459960938f * e;
    float low = fmaf(-1.904654323148236017e-09f, e, fmaf(0.69314718246459960938f, e, -high));
    float doubled = q.high * 2.0f, sum = high + doubled;
    float rest = ((high - sum) + doubled) + low + q.low * 2.0f;
    float cube = square * q.high * t, total = sum + cube;
    float result = total + (((sum - total) + cube) + rest);
    result = x == INFINITY ? INFINITY : result;
    result = x < 0.0f || x != x ? NAN : result;
    return x == 0.0f ? -INFINITY : result;
}

// The sine of r in [-pi/2, pi/2], negated where `flip` says so.
VECMATH float sine_polynomial(float r, int32_t flip)
{
    float square = r * r;
    r = flip ? -r : r;
    float p = 2.6083159809786593541503e-06f;
    p = fmaf(p, square, -0.0001981069071916863322258f);
    p = fmaf(p, square, 0.00833307858556509017944336f);
    p = fmaf(p, square, -0.166666597127914428710938f);
    return square * (p * r) + r;
}

// sin x and cos x as Sleef_sinf8_u35 and Sleef_cosf8_u35, for |x| < VECMATH_SINE_RANGE; the caller
// sees to larger ones.
static const float VECMATH_SINE_RANGE = 125.0f;

VECMATH float vec_sinf(float x)
{
    float n = round_float(x * 0.318309886183790671537767526745028724f);
    float r = fmaf(n, -3.1414794921875f, x);
    r = fmaf(n, -0.00011315941810607910156f, r);
    r = fmaf(n, -1.9841872589410058936e-09f, r);
    float result = sine_polynomial(r, (int32_t)n & 1);
    return x == 0.0f ? x : result;
}

VECMATH float vec_cosf(float x)
{
    float n = 2.0f * round_float(fmaf(x, 0.318309886183790671537767526745028724f, -0.5f)) + 1.0f;
    float r = fmaf(n, -3.1414794921875f * 0.5f, x);
    r = fmaf(n, -0.00011315941810607910156f * 0.5f, r);
    r = fmaf(n, -1.9841872589410058936e-09f * 0.5f, r);
    return sine_polynomial(r, ((int32_t)n & 2) == 0);
}

// ---- in double, for functions of a float that are rounded once at the end

// e^x within 1e-15, for |x| < 700.
VECMATH double vec_exp(double x)
{
    const double shifter = 6755399441055744.0; // 1.5 * 2^52
    double n = (x * 1.4426950408889634074 + shifter) - shifter;
    double r = (x - n * 6.93147180369123816490e-01) - n * 1.90821492927058770002e-10;
    double p = 1.0 / 479001600.0;
    p = p * r + 1.0 / 39916800.0;
    p = p * r + 1.0 / 3628800.0;
    p = p * r + 1.0 / 362880.0;
    p = p * r + 1.0 / 40320.0;
    p = p * r + 1.0 / 5040.0;
    p = p * r + 1.0 / 720.0;
    p = p * r + 1.0 / 120.0;
    p = p * r + 1.0 / 24.0;
    p = p * r + 1.0 / 6.0;
    p = p * r + 0.5;
    p = p * r * r + r + 1.0;
    // n as an integer: the low bits of its sum with the shifter
    int64_t whole = double_bits(n + shifter) - double_bits(shifter);
    return p * bits_double((whole + 1023) << 52);
}

// ln x within 1e-15 for normal positive x.
VECMATH double vec_log(double x)
{
    int64_t bits = double_bits(x);
    int64_t above = bits - 0x3fe6a09e667f3bcdLL; // the bits of sqrt(1/2)
    int64_t exponent = above >> 52;
    double m = bits_double(bits - (exponent << 52));
    double s = (m - 1.0) / (m + 1.0), square = s * s;
    double p = 1.0 / 23.0;
    p = p * square + 1.0 / 21.0;
    p = p * square + 1.0 / 19.0;
    p = p * square + 1.0 / 17.0;
    p = p * square + 1.0 / 15.0;
    p = p * square + 1.0 / 13.0;
    p = p * square + 1.0 / 11.0;
    p = p * square + 1.0 / 9.0;
    p = p * square + 1.0 / 7.0;
    p = p * square + 1.0 / 5.0;
    p = p * square + 1.0 / 3.0;
    double e = bits_double((exponent & 0xfff) | 0x4330000000000000LL) - 4503599627370496.0;
    e = exponent < 0 ? e - 4096.0 : e;
    return e * 0.69314718055994530942 + 2.0 * (s + s * square * p);
}

VECMATH double vec_tanh(double x)
{
    double size = fabs(x), capped = size < 20.0 ? size : 20.0;
    double e = vec_exp(2.0 * capped), y = (e - 1.0) / (e + 1.0);
    y = size < 1e-4 ? size - size * size * size * (1.0 / 3.0) : y;
    y = copysign(y, x);
    return x == x ? y : x;
}

VECMATH double vec_log1p(double x)
{
    double y = vec_log(1.0 + x);
    y = fabs(x) < 1e-5 ? x - x * x * 0.5 + x * x * x * (1.0 / 3.0) : y;
    y = x == INFINITY ? x : y;
    y = x == -1.0 ? -INFINITY : y;
    return x < -1.0 || x != x ? NAN : y;
}

#endif
