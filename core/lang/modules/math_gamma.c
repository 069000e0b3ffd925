// Lanczos's approximation with Pugh's numbers for 13 terms:
//
//     gamma(x) = sum(x) * (y / e) ** (x - 1/2) * e ** (1/2 - g),  y = x + g - 1/2
//
// The numbers have the last factor in them. Negative x by gamma(x) * gamma(-x) * x * sin(pi x) =
// -pi. A double holds y only rounded; `excess`, what the rounding added, is worked out exactly and
// its share of the result, excess * g / y, added.
#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "core/lang/modules/math_gamma.h"

enum { TERMS = 13, LARGEST_EXACT = 23 }; // 22! is the last factorial that a double holds

static const double g = 6.024680040776729583740234375;
static const double g_less_half = 5.524680040776729583740234375;

static const struct term {
    double above, below; // factors of x ** i in the sum's numerator and denominator
} terms[TERMS] = {
    {23531376880.410759688572007674451636754734846804940, 0.0},
    {42919803642.649098768957899047001988850926355848959, 39916800.0},
    {35711959237.355668049440185451547166705960488635843, 120543840.0},
    {17921034426.037209699919755754458931112671403265390, 150917976.0},
    {6039542586.3520280050642916443072979210699388420708, 105258076.0},
    {1439720407.3117216736632230727949123939715485786772, 45995730.0},
    {248874557.86205415651146038641322942321632125127801, 13339535.0},
    {31426415.585400194380614231628318205362874684987640, 2637558.0},
    {2876370.6289353724412254090516208496135991145378768, 357423.0},
    {186056.26539522349504029498971604569928220784236328, 32670.0},
    {8071.6720023658162106380029022722506138218516325024, 1925.0},
    {210.82427775157934587250973392071336271166969580291, 66.0},
    {2.5066282746310002701649081771338373386264310793408, 1.0},
};

// The quotient of two polynomials; of large x through 1/x, as x ** 12 would lose digits.
static double sum_of_terms(double x)
{
    double above = 0, below = 0;
    for (size_t i = 0; i < TERMS; i++) {
        const struct term *term = &terms[x < 5.0 ? TERMS - 1 - i : i];
        above = (x < 5.0 ? above * x : above / x) + term->above;
        below = (x < 5.0 ? below * x : below / x) + term->below;
    }
    return above / below;
}

// sin(pi x) for x >= 0, exact in its zeros: the quarter of the circle first.
static double sine_of_pi_times(double x)
{
    double rest = fmod(x, 2.0);
    int quarter = (int)round(2.0 * rest);
    double sign = quarter == 3 ? -1.0 : 1.0;
    if (quarter == 1 || quarter == 3) {
        return sign * cos(M_PI * (rest - 0.5 * quarter));
    }
    return sin(M_PI * (quarter == 0 ? rest : quarter == 2 ? 1.0 - rest : rest - 2.0));
}

// value * y ** exponent, in two steps where the power alone would be too large.
static double times_power(double value, double y, double exponent, double size)
{
    if (size < 140.0) {
        return value * pow(y, exponent);
    }
    double half = pow(y, exponent / 2.0);
    return value * half * half;
}

static double over_power(double value, double y, double exponent, double size)
{
    if (size < 140.0) {
        return value / pow(y, exponent);
    }
    double half = pow(y, exponent / 2.0);
    return value / half / half;
}

static double by_approximation(double x)
{
    double size = fabs(x), y = size + g_less_half;
    double excess = size > g_less_half ? (y - size) - g_less_half : (y - g_less_half) - size;
    double share = excess * g / y;
    if (x < 0.0) {
        double result = -M_PI / sine_of_pi_times(size) / size * exp(y) / sum_of_terms(size);
        return over_power(result - share * result, y, size - 0.5, size);
    }
    double result = sum_of_terms(size) / exp(y);
    return times_power(result + share * result, y, size - 0.5, size);
}

double gamma_function(double x)
{
    bool whole = x == floor(x);
    if (isnan(x) || x == INFINITY) {
        return x;
    }
    if (x == 0.0 || isinf(x) || (whole && x < 0.0)) {
        return NAN;
    }
    if (whole && x <= LARGEST_EXACT) {
        double product = 1.0;
        for (double factor = 2.0; factor < x; factor++) {
            product *= factor;
        }
        return product;
    }
    if (fabs(x) < 1e-20) {
        return 1.0 / x;
    }
    if (x > 200.0) {
        return INFINITY;
    }
    return x < -200.0 ? copysign(0.0, -sine_of_pi_times(-x)) : by_approximation(x);
}

double gamma_logarithm(double x)
{
    if (!isfinite(x)) {
        return isnan(x) ? x : INFINITY;
    }
    if (x == floor(x) && x <= 2.0) {
        return x <= 0.0 ? NAN : 0.0;
    }
    double size = fabs(x);
    if (size < 1e-20) {
        return -log(size);
    }
    double result = log(sum_of_terms(size)) - g + (size - 0.5) * (log(size + g - 0.5) - 1.0);
    if (x < 0.0) {
        result = log(M_PI) - log(fabs(sine_of_pi_times(size))) - log(size) - result;
    }
    return result;
}
