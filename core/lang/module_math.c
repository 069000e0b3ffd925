// math: the C library's functions with CPython's errors, and whole-number functions on ints of any
// size. fsum, hypot and dist are exact before their one rounding.
#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/memory.h"
#include "core/lang/bigint.h"
#include "core/lang/float.h"
#include "core/lang/int.h"
#include "core/lang/int_methods.h"
#include "core/lang/list.h"
#include "core/lang/modules.h"
#include "core/lang/names.h"
#include "core/lang/object.h"
#include "core/lang/tuple.h"

static struct value domain_error(void)
{
    return raise_value("math domain error");
}

static struct value range_error(void)
{
    return raise_error(&exception_overflow_error, "math range error");
}

// ---- functions of one number

// NaN from a number, or infinity from a finite one, is an error; which one depends on the function.
static struct value one(struct value argument, double (*function)(double), bool overflows)
{
    double x;
    if (!native_float(argument, &x)) {
        return value_unset;
    }
    double y = function(x);
    if (isnan(y) && !isnan(x)) {
        return domain_error();
    }
    if (isinf(y) && isfinite(x)) {
        return overflows ? range_error() : domain_error();
    }
    return value_float(y);
}

#define ONE(name, overflows)                            \
    static struct value math_##name(struct value *args) \
    {                                                   \
        return one(args[0], name, overflows);           \
    }

ONE(acos, false)
ONE(acosh, false)
ONE(asin, false)
ONE(asinh, false)
ONE(atan, false)
ONE(atanh, false)
ONE(cbrt, false)
ONE(cos, false)
ONE(cosh, true)
ONE(erf, false)
ONE(erfc, false)
ONE(exp, true)
ONE(exp2, true)
ONE(expm1, true)
ONE(fabs, false)
ONE(log1p, false)
ONE(sin, false)
ONE(sinh, true)
ONE(sqrt, false)
ONE(tan, false)
ONE(tanh, false)

static struct value math_degrees(struct value *args)
{
    double x;
    return native_float(args[0], &x) ? value_float(x * (180.0 / M_PI)) : value_unset;
}

static struct value math_radians(struct value *args)
{
    double x;
    return native_float(args[0], &x) ? value_float(x * (M_PI / 180.0)) : value_unset;
}

static struct value math_isnan(struct value *args)
{
    double x;
    return native_float(args[0], &x) ? value_bool(isnan(x)) : value_unset;
}

static struct value math_isinf(struct value *args)
{
    double x;
    return native_float(args[0], &x) ? value_bool(isinf(x)) : value_unset;
}

static struct value math_isfinite(struct value *args)
{
    double x;
    return native_float(args[0], &x) ? value_bool(isfinite(x)) : value_unset;
}

static struct value math_frexp(struct value *args)
{
    double x;
    int exponent = 0;
    if (!native_float(args[0], &x)) {
        return value_unset;
    }
    double mantissa = isfinite(x) ? frexp(x, &exponent) : x;
    return value_object(tuple_pack(2, value_float(mantissa), value_int(exponent)));
}

static struct value math_modf(struct value *args)
{
    double x, whole;
    if (!native_float(args[0], &x)) {
        return value_unset;
    }
    double fraction = modf(x, &whole);
    return value_object(tuple_pack(2, value_float(fraction), value_float(whole)));
}

static struct value math_ulp(struct value *args)
{
    double x;
    if (!native_float(args[0], &x)) {
        return value_unset;
    }
    x = fabs(x);
    if (!isfinite(x)) {
        return value_float(x);
    }
    double next = nextafter(x, INFINITY);
    return value_float(isinf(next) ? x - nextafter(x, -INFINITY) : next - x);
}

// ---- gamma: Lanczos's sum with N = 13, g = 6.024680040776729583740234375 (Pugh's numbers)

enum { LANCZOS = 13 };
static const double lanczos_g = 6.024680040776729583740234375;
static const double lanczos_numerators[LANCZOS] = {
    23531376880.410759688572007674451636754734846804940,
    42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843,
    17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708,
    1439720407.3117216736632230727949123939715485786772,
    248874557.86205415651146038641322942321632125127801,
    31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768,
    186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024,
    210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408};
static const double lanczos_denominators[LANCZOS] = {
    0.0,       39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0,
    2637558.0, 357423.0,   32670.0,     1925.0,      66.0,        1.0};

static double lanczos_sum(double x)
{
    double above = 0, below = 0;
    if (x < 5.0) {
        for (int i = LANCZOS - 1; i >= 0; i--) {
            above = above * x + lanczos_numerators[i];
            below = below * x + lanczos_denominators[i];
        }
    } else {
        for (int i = 0; i < LANCZOS; i++) {
            above = above / x + lanczos_numerators[i];
            below = below / x + lanczos_denominators[i];
        }
    }
    return above / below;
}

// sin(pi x), exact in its zeros.
static double sin_pi(double x)
{
    double y = fmod(fabs(x), 2.0), result = 0;
    switch ((int)round(2.0 * y)) {
    case 0:
        result = sin(M_PI * y);
        break;
    case 1:
        result = cos(M_PI * (y - 0.5));
        break;
    case 2:
        result = sin(M_PI * (1.0 - y));
        break;
    case 3:
        result = -cos(M_PI * (y - 1.5));
        break;
    default:
        result = sin(M_PI * (y - 2.0));
    }
    return copysign(1.0, x) * result;
}

static double gamma_of_large(double x)
{
    double size = fabs(x), y = size + lanczos_g - 0.5, z;
    if (size > lanczos_g - 0.5) {
        double q = y - size;
        z = q - (lanczos_g - 0.5);
    } else {
        double q = y - (lanczos_g - 0.5);
        z = q - size;
    }
    z = z * lanczos_g / y;
    double result;
    if (x < 0.0) {
        result = -M_PI / sin_pi(size) / size * exp(y) / lanczos_sum(size);
        result -= z * result;
        result = size < 140.0 ? result / pow(y, size - 0.5)
                              : result / pow(y, size / 2.0 - 0.25) / pow(y, size / 2.0 - 0.25);
    } else {
        result = lanczos_sum(size) / exp(y);
        result += z * result;
        result = size < 140.0 ? result * pow(y, size - 0.5)
                              : result * pow(y, size / 2.0 - 0.25) * pow(y, size / 2.0 - 0.25);
    }
    return result;
}

static struct value math_gamma(struct value *args)
{
    double x;
    if (!native_float(args[0], &x)) {
        return value_unset;
    }
    if (isnan(x) || x == INFINITY) {
        return value_float(x);
    }
    if (x == 0 || isinf(x) || (x < 0 && x == floor(x))) {
        return domain_error();
    }
    if (x == floor(x) && x <= 23) {
        double product = 1;
        for (int i = 2; i < (int)x; i++) {
            product *= i;
        }
        return value_float(product);
    }
    double size = fabs(x), result;
    if (size < 1e-20) {
        result = 1.0 / x;
    } else if (size > 200.0) {
        result = x < 0 ? 0.0 / sin_pi(x) : INFINITY;
    } else {
        result = gamma_of_large(x);
    }
    return isinf(result) ? range_error() : value_float(result);
}

static struct value math_lgamma(struct value *args)
{
    double x;
    if (!native_float(args[0], &x)) {
        return value_unset;
    }
    if (!isfinite(x)) {
        return value_float(isnan(x) ? x : INFINITY);
    }
    if (x == floor(x) && x <= 2.0) {
        return x <= 0 ? domain_error() : value_float(0.0);
    }
    double size = fabs(x);
    if (size < 1e-20) {
        return value_float(-log(size));
    }
    double result = log(lanczos_sum(size)) - lanczos_g;
    result += (size - 0.5) * (log(size + lanczos_g - 0.5) - 1);
    if (x < 0.0) {
        result = log(M_PI) - log(fabs(sin_pi(size))) - log(size) - result;
    }
    return isinf(result) ? range_error() : value_float(result);
}

// ---- functions of two numbers

static bool two(struct value *args, double *ret_x, double *ret_y)
{
    return native_float(args[0], ret_x) && native_float(args[1], ret_y);
}

static struct value math_atan2(struct value *args)
{
    double x, y;
    return two(args, &y, &x) ? value_float(atan2(y, x)) : value_unset;
}

static struct value math_copysign(struct value *args)
{
    double x, y;
    return two(args, &x, &y) ? value_float(copysign(x, y)) : value_unset;
}

static struct value math_nextafter(struct value *args)
{
    double x, y;
    return two(args, &x, &y) ? value_float(nextafter(x, y)) : value_unset;
}

static struct value math_fmod(struct value *args)
{
    double x, y;
    if (!two(args, &x, &y)) {
        return value_unset;
    }
    double rest = isinf(y) && isfinite(x) ? x : fmod(x, y);
    return isnan(rest) && !isnan(x) && !isnan(y) ? domain_error() : value_float(rest);
}

static struct value math_remainder(struct value *args)
{
    double x, y;
    if (!two(args, &x, &y)) {
        return value_unset;
    }
    double rest = remainder(x, y);
    return isnan(rest) && !isnan(x) && !isnan(y) ? domain_error() : value_float(rest);
}

static struct value math_pow(struct value *args)
{
    double x, y;
    if (!two(args, &x, &y)) {
        return value_unset;
    }
    double power = pow(x, y);
    if (isfinite(x) && isfinite(y) && isnan(power)) {
        return domain_error();
    }
    if (isfinite(x) && isfinite(y) && isinf(power)) {
        return x == 0 ? domain_error() : range_error();
    }
    return value_float(power);
}

static struct value math_ldexp(struct value *args)
{
    double x;
    if (!native_float(args[0], &x)) {
        return value_unset;
    }
    if (!type_is_instance(args[1], &int_type)) {
        return raise_type("Expected an int as second argument to ldexp.");
    }
    int64_t exponent = int_is_small(args[1])         ? args[1].integer
                       : bigint_is_negative(args[1]) ? INT64_MIN
                                                     : INT64_MAX;
    if (x == 0 || !isfinite(x)) {
        return value_float(x);
    }
    if (exponent > 5000) {
        return range_error();
    }
    double result = ldexp(x, exponent < -5000 ? -5000 : (int)exponent);
    return isinf(result) ? range_error() : value_float(result);
}

static struct value math_isclose(struct value *args)
{
    double a, b, relative, absolute;
    if (!two(args, &a, &b) || !two(args + 2, &relative, &absolute)) {
        return value_unset;
    }
    if (relative < 0 || absolute < 0) {
        return raise_value("tolerances must be non-negative");
    }
    if (a == b) {
        return value_true;
    }
    if (isinf(a) || isinf(b)) {
        return value_false;
    }
    double difference = fabs(b - a);
    return value_bool(difference <= fabs(relative * b) || difference <= fabs(relative * a) ||
                      difference <= absolute);
}

// ---- logarithms, of ints of any size

static struct value log_with(struct value argument, double (*function)(double))
{
    double x;
    if (type_is_instance(argument, &int_type)) {
        if (bigint_is_negative(argument) || bigint_bits(argument) == 0) {
            return domain_error();
        }
        int64_t bits = bigint_bits(argument);
        if (bits > 1000) { // log(m * 2**e)
            struct value shifted =
                bigint_binary(OPERATION_SHIFT_RIGHT, argument, value_int(bits - 64));
            struct value low = bigint_binary(OPERATION_SHIFT_LEFT, shifted, value_int(bits - 64));
            bool sticky = value_is_set(low) && bigint_compare(low, argument) != 0;
            value_unref(low);
            double high;
            bool fine = value_is_set(shifted) && bigint_to_float(shifted, &high);
            (void)sticky; // 64 bits are far more than the rounding to 53 could tell from
            value_unref(shifted);
            if (!fine) {
                return value_unset;
            }
            return value_float(function(ldexp(high, -64)) + function(2.0) * (double)bits);
        }
    }
    if (!native_float(argument, &x)) {
        return value_unset;
    }
    return x <= 0 ? domain_error() : value_float(function(x));
}

static struct value math_log(struct value *args)
{
    struct value number = log_with(args[0], log);
    if (!value_is_set(args[1]) || !value_is_set(number)) {
        return number;
    }
    struct value base = log_with(args[1], log);
    return value_is_set(base) ? float_divide(number.number, base.number) : value_unset;
}

static struct value math_log2(struct value *args)
{
    return log_with(args[0], log2);
}

static struct value math_log10(struct value *args)
{
    return log_with(args[0], log10);
}

// ---- rounding to ints

static struct value by_method(struct value argument, struct str *name, double (*function)(double))
{
    double x;
    if (value_is_float(argument)) {
        return int_from_float(function(argument.number));
    }
    struct value method = object_find_special(argument, name);
    if (value_is_set(method)) {
        struct value result = object_call_values(method, NULL, 0);
        value_unref(method);
        return result;
    }
    return !raise_pending() && native_float(argument, &x) ? int_from_float(function(x))
                                                          : value_unset;
}

static struct value math_floor(struct value *args)
{
    return by_method(args[0], name_floor, floor);
}

static struct value math_ceil(struct value *args)
{
    return by_method(args[0], name_ceil, ceil);
}

static struct value math_trunc(struct value *args)
{
    struct value method = object_find_special(args[0], name_trunc);
    if (!value_is_set(method)) {
        return raise_pending()
                   ? value_unset
                   : raise_type("type %s doesn't define __trunc__ method", type_name(args[0]));
    }
    struct value result = object_call_values(method, NULL, 0);
    value_unref(method);
    return result;
}

// ---- sums

// A sum as floats that don't overlap, the smallest first (Shewchuk): exact.
struct exact {
    double *parts;
    size_t count, capacity;
    double special; // of infinities and NaNs
    bool overflowed, has_special;
};

static bool exact_add(struct exact *exact, double x)
{
    size_t kept = 0;
    if (!isfinite(x)) {
        exact->special += x;
        exact->has_special = true;
        return true;
    }
    for (size_t i = 0; i < exact->count; i++) {
        double y = exact->parts[i];
        if (fabs(x) < fabs(y)) {
            double swap = x;
            x = y;
            y = swap;
        }
        double high = x + y, low = y - (high - x);
        if (low != 0) {
            exact->parts[kept++] = low;
        }
        x = high;
    }
    exact->count = kept;
    if (x == 0) {
        return true;
    }
    if (!isfinite(x)) {
        exact->overflowed = true;
        return true;
    }
    if (kept == exact->capacity) {
        size_t capacity = exact->capacity > 0 ? exact->capacity * 2 : 32;
        double *parts =
            memory_resize(exact->parts, exact->capacity * sizeof *parts, capacity * sizeof *parts);
        if (parts == NULL) {
            raise_memory();
            return false;
        }
        exact->parts = parts;
        exact->capacity = capacity;
    }
    exact->parts[exact->count++] = x;
    return true;
}

// Rounded once, ties to even.
static double exact_round(const struct exact *exact)
{
    size_t n = exact->count;
    double high = 0, low = 0;
    if (n == 0) {
        return 0;
    }
    high = exact->parts[--n];
    while (n > 0) {
        double x = high, y = exact->parts[--n];
        high = x + y;
        low = y - (high - x);
        if (low != 0) {
            break;
        }
    }
    if (n > 0 && ((low < 0 && exact->parts[n - 1] < 0) || (low > 0 && exact->parts[n - 1] > 0))) {
        double y = low * 2, x = high + y;
        if (y == x - high) {
            high = x;
        }
    }
    return high;
}

static struct value math_fsum(struct value *args)
{
    struct exact exact = {0};
    struct value iterator = object_iterate(args[0]), item;
    bool fine = value_is_set(iterator);
    double special = 0, x;
    while (fine && value_is_set(item = object_next(iterator))) {
        fine = native_float(item, &x) && exact_add(&exact, x);
        value_unref(item);
        if (fine && isinf(x)) {
            special += x;
        }
    }
    fine = fine && !raise_pending();
    value_unref(iterator);
    struct value result = value_unset;
    if (fine && exact.has_special) {
        result = isnan(special) ? raise_value("-inf + inf in fsum") : value_float(exact.special);
    } else if (fine && exact.overflowed) {
        raise_error(&exception_overflow_error, "intermediate overflow in fsum");
    } else if (fine) {
        result = value_float(exact_round(&exact));
    }
    memory_free(exact.parts, exact.capacity * sizeof *exact.parts);
    return result;
}

// The length of a vector, rounded once in all but the rarest cases: the squares are summed exactly
// as pairs of floats, and the root is corrected by what is left over.
static double vector_length(double *parts, size_t count, double largest)
{
    int exponent;
    if (isinf(largest)) {
        return INFINITY;
    }
    for (size_t i = 0; i < count; i++) {
        if (isnan(parts[i])) {
            return NAN;
        }
    }
    if (largest == 0 || count <= 1) {
        return largest;
    }
    frexp(largest, &exponent);
    double sum = 1, rest = 0, extra = 0; // the 1 is taken away again
    for (size_t i = 0; i < count; i++) {
        double x = ldexp(parts[i], -exponent), square = x * x, error = fma(x, x, -square);
        double total = sum + square;
        rest += (sum - total) + square;
        extra += error;
        sum = total;
    }
    sum = sum - 1.0 + (rest + extra);
    double root = sqrt(sum);
    long double left = 0;
    for (size_t i = 0; i < count; i++) {
        long double x = ldexpl(parts[i], -exponent);
        left += x * x;
    }
    left -= (long double)root * root;
    root = (double)((long double)root + left / (2.0L * root));
    return ldexp(root, exponent);
}

static struct value length_of(double *parts, size_t count)
{
    double largest = 0;
    for (size_t i = 0; i < count; i++) {
        parts[i] = fabs(parts[i]);
        if (parts[i] > largest || isinf(parts[i])) {
            largest = parts[i];
        }
    }
    struct value result = value_float(vector_length(parts, count, largest));
    memory_free(parts, count * sizeof *parts);
    return result;
}

static struct value math_hypot(struct value *args)
{
    struct tuple *values = tuple_of(args[0]);
    double *parts = memory_alloc(values->count * sizeof *parts);
    if (parts == NULL) {
        return raise_memory();
    }
    for (size_t i = 0; i < values->count; i++) {
        if (!native_float(values->items[i], &parts[i])) {
            memory_free(parts, values->count * sizeof *parts);
            return value_unset;
        }
    }
    return length_of(parts, values->count);
}

static struct value math_dist(struct value *args)
{
    struct list *p = object_to_list(args[0]), *q = p != NULL ? object_to_list(args[1]) : NULL;
    struct value result = value_unset;
    double *parts = NULL;
    size_t count = p != NULL ? p->count : 0;
    if (q != NULL && q->count != count) {
        raise_value("both points must have the same number of dimensions");
    } else if (q != NULL && (parts = memory_alloc(count * sizeof *parts)) == NULL) {
        raise_memory();
    } else if (q != NULL) {
        bool fine = true;
        for (size_t i = 0; fine && i < count; i++) {
            double x, y;
            fine = native_float(p->items[i], &x) && native_float(q->items[i], &y);
            parts[i] = fine ? x - y : 0;
        }
        if (fine) {
            result = length_of(parts, count);
        } else {
            memory_free(parts, count * sizeof *parts);
        }
    }
    object_unref(p);
    object_unref(q);
    return result;
}

static struct value math_prod(struct value *args)
{
    struct value product = value_ref(args[1]), iterator = object_iterate(args[0]), item;
    bool fine = value_is_set(iterator);
    while (fine && value_is_set(item = object_next(iterator))) {
        struct value next = operator_binary(OPERATION_MULTIPLY, product, item);
        value_unref(item);
        fine = value_is_set(next);
        if (fine) {
            value_replace(&product, next);
        }
    }
    value_unref(iterator);
    if (!fine || raise_pending()) {
        value_unref(product);
        return value_unset;
    }
    return product;
}

// ---- whole numbers

static struct value math_factorial(struct value *args)
{
    int64_t n;
    struct value index = object_index(args[0]);
    if (!value_is_set(index)) {
        return value_unset;
    }
    if (bigint_is_negative(index)) {
        value_unref(index);
        return raise_value("factorial() not defined for negative values");
    }
    n = int_is_small(index) ? index.integer : INT64_MAX;
    value_unref(index);
    if (n > 100000) {
        return raise_refused(&exception_overflow_error, "ranksh has no ints of more than %d bits",
                             BIGINT_MAX_BITS);
    }
    struct value product = value_int(1);
    int64_t chunk = 1;
    for (int64_t i = 2; i <= n && value_is_set(product); i++) {
        if (chunk > INT64_MAX / 100000 || i == n) {
            struct value next = bigint_binary(OPERATION_MULTIPLY, product, value_int(chunk));
            value_unref(product);
            product = next;
            chunk = 1;
        }
        chunk *= i;
    }
    if (!value_is_set(product)) {
        return value_unset;
    }
    struct value result = bigint_binary(OPERATION_MULTIPLY, product, value_int(chunk));
    value_unref(product);
    return result;
}

static struct value absolute(struct value value)
{
    return bigint_is_negative(value) ? bigint_unary(UNARY_NEGATE, value) : value_ref(value);
}

// gcd and lcm of all arguments, from `start` on.
static struct value fold(struct value *args, int64_t start,
                         struct value (*step)(struct value, struct value))
{
    struct tuple *values = tuple_of(args[0]);
    struct value result = value_int(start);
    for (size_t i = 0; i < values->count && value_is_set(result); i++) {
        struct value index = object_index(values->items[i]);
        struct value next = value_is_set(index) ? step(result, index) : value_unset;
        value_unref(index);
        value_unref(result);
        result = next;
    }
    return result;
}

static struct value gcd_step(struct value left, struct value right)
{
    return bigint_gcd(left, right);
}

static struct value lcm_step(struct value left, struct value right)
{
    if (bigint_bits(left) == 0 || bigint_bits(right) == 0) {
        return value_int(0);
    }
    struct value gcd = bigint_gcd(left, right);
    struct value part =
        value_is_set(gcd) ? bigint_binary(OPERATION_FLOOR_DIVIDE, left, gcd) : value_unset;
    struct value product =
        value_is_set(part) ? bigint_binary(OPERATION_MULTIPLY, part, right) : value_unset;
    struct value result = value_is_set(product) ? absolute(product) : value_unset;
    value_unref(gcd);
    value_unref(part);
    value_unref(product);
    return result;
}

static struct value math_gcd(struct value *args)
{
    return fold(args, 0, gcd_step);
}

static struct value math_lcm(struct value *args)
{
    return fold(args, 1, lcm_step);
}

static struct value math_isqrt(struct value *args)
{
    struct value index = object_index(args[0]);
    if (!value_is_set(index)) {
        return value_unset;
    }
    struct value root = bigint_is_negative(index)
                            ? raise_value("isqrt() argument must be nonnegative")
                            : bigint_square_root(index);
    value_unref(index);
    return root;
}

// n (n-1) … (n-k+1), divided by k! when `choose`.
static struct value falling(struct value n, int64_t k, bool choose)
{
    struct value result = value_int(1);
    for (int64_t i = 0; i < k && value_is_set(result); i++) {
        struct value factor = bigint_binary(OPERATION_SUBTRACT, n, value_int(i));
        struct value product =
            value_is_set(factor) ? bigint_binary(OPERATION_MULTIPLY, result, factor) : value_unset;
        value_unref(factor);
        value_unref(result);
        result = product;
        if (choose && value_is_set(result)) {
            struct value quotient = bigint_binary(OPERATION_FLOOR_DIVIDE, result, value_int(i + 1));
            value_unref(result);
            result = quotient;
        }
        if (i % 1024 == 1023 && raise_if_interrupted()) {
            value_clear(&result);
        }
    }
    return result;
}

static struct value choose_from(struct value n, struct value k, bool choose)
{
    if (bigint_is_negative(n)) {
        return raise_value("n must be a non-negative integer");
    }
    if (bigint_is_negative(k)) {
        return raise_value("k must be a non-negative integer");
    }
    if (bigint_compare(k, n) > 0) {
        return value_int(0);
    }
    struct value other = choose ? bigint_binary(OPERATION_SUBTRACT, n, k) : value_ref(k);
    if (!value_is_set(other)) {
        return value_unset;
    }
    struct value smaller = bigint_compare(other, k) < 0 ? other : k;
    struct value result = int_is_small(smaller) ? falling(n, smaller.integer, choose)
                                                : raise_error(&exception_overflow_error,
                                                              "min(n - k, k) must not exceed %lld",
                                                              (long long)INT64_MAX);
    value_unref(other);
    return result;
}

static struct value math_comb(struct value *args)
{
    struct value n = object_index(args[0]);
    struct value k = value_is_set(n) ? object_index(args[1]) : value_unset;
    struct value result = value_is_set(k) ? choose_from(n, k, true) : value_unset;
    value_unref(n);
    value_unref(k);
    return result;
}

static struct value math_perm(struct value *args)
{
    if (value_is_none(args[1])) {
        return math_factorial(args);
    }
    struct value n = object_index(args[0]);
    struct value k = value_is_set(n) ? object_index(args[1]) : value_unset;
    struct value result = value_is_set(k) ? choose_from(n, k, false) : value_unset;
    value_unref(n);
    value_unref(k);
    return result;
}

static const struct native functions[] = {
    {"acos(x, /)", math_acos, 0, NULL},
    {"acosh(x, /)", math_acosh, 0, NULL},
    {"asin(x, /)", math_asin, 0, NULL},
    {"asinh(x, /)", math_asinh, 0, NULL},
    {"atan(x, /)", math_atan, 0, NULL},
    {"atan2(y, x, /)", math_atan2, 0, NULL},
    {"atanh(x, /)", math_atanh, 0, NULL},
    {"cbrt(x, /)", math_cbrt, 0, NULL},
    {"ceil(x, /)", math_ceil, 0, NULL},
    {"comb(n, k, /)", math_comb, 0, NULL},
    {"copysign(x, y, /)", math_copysign, 0, NULL},
    {"cos(x, /)", math_cos, 0, NULL},
    {"cosh(x, /)", math_cosh, 0, NULL},
    {"degrees(x, /)", math_degrees, 0, NULL},
    {"dist(p, q, /)", math_dist, 0, NULL},
    {"erf(x, /)", math_erf, 0, NULL},
    {"erfc(x, /)", math_erfc, 0, NULL},
    {"exp(x, /)", math_exp, 0, NULL},
    {"exp2(x, /)", math_exp2, 0, NULL},
    {"expm1(x, /)", math_expm1, 0, NULL},
    {"fabs(x, /)", math_fabs, 0, NULL},
    {"factorial(n, /)", math_factorial, 0, NULL},
    {"floor(x, /)", math_floor, 0, NULL},
    {"fmod(x, y, /)", math_fmod, 0, NULL},
    {"frexp(x, /)", math_frexp, 0, NULL},
    {"fsum(seq, /)", math_fsum, 0, NULL},
    {"gamma(x, /)", math_gamma, 0, NULL},
    {"gcd(*integers)", math_gcd, 0, NULL},
    {"hypot(*coordinates)", math_hypot, 0, NULL},
    {"isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", math_isclose, 0, NULL},
    {"isfinite(x, /)", math_isfinite, 0, NULL},
    {"isinf(x, /)", math_isinf, 0, NULL},
    {"isnan(x, /)", math_isnan, 0, NULL},
    {"isqrt(n, /)", math_isqrt, 0, NULL},
    {"lcm(*integers)", math_lcm, 0, NULL},
    {"ldexp(x, i, /)", math_ldexp, 0, NULL},
    {"lgamma(x, /)", math_lgamma, 0, NULL},
    {"log(x, base=?, /)", math_log, 0, NULL},
    {"log10(x, /)", math_log10, 0, NULL},
    {"log1p(x, /)", math_log1p, 0, NULL},
    {"log2(x, /)", math_log2, 0, NULL},
    {"modf(x, /)", math_modf, 0, NULL},
    {"nextafter(x, y, /)", math_nextafter, 0, NULL},
    {"perm(n, k=None, /)", math_perm, 0, NULL},
    {"pow(x, y, /)", math_pow, 0, NULL},
    {"prod(iterable, /, *, start=1)", math_prod, 0, NULL},
    {"radians(x, /)", math_radians, 0, NULL},
    {"remainder(x, y, /)", math_remainder, 0, NULL},
    {"sin(x, /)", math_sin, 0, NULL},
    {"sinh(x, /)", math_sinh, 0, NULL},
    {"sqrt(x, /)", math_sqrt, 0, NULL},
    {"tan(x, /)", math_tan, 0, NULL},
    {"tanh(x, /)", math_tanh, 0, NULL},
    {"trunc(x, /)", math_trunc, 0, NULL},
    {"ulp(x, /)", math_ulp, 0, NULL},
    {NULL, NULL, 0, NULL},
};

static const struct native_constant constants[] = {
    {"pi", {.tag = VALUE_FLOAT, .number = M_PI}, NULL},
    {"e", {.tag = VALUE_FLOAT, .number = M_E}, NULL},
    {"tau", {.tag = VALUE_FLOAT, .number = 2 * M_PI}, NULL},
    {"inf", {.tag = VALUE_FLOAT, .number = INFINITY}, NULL},
    {"nan", {.tag = VALUE_FLOAT, .number = NAN}, NULL},
    {NULL, {0}, NULL},
};

const struct native_module module_math = {
    .name = "math",
    .functions = functions,
    .constants = constants,
};
