// math: the C library's functions with CPython's errors, and whole-number functions on ints of any
// size. fsum, hypot and dist are exact before their one rounding.
#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/memory.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/modules/math_gamma.h"
#include "core/lang/modules/math_sum.h"
#include "core/lang/modules/math_whole.h"
#include "core/lang/modules/modules.h"
#include "core/lang/numbers/bigint.h"
#include "core/lang/numbers/float.h"
#include "core/lang/numbers/int.h"
#include "core/lang/numbers/int_methods.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/object.h"

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

// ---- gamma

static struct value gamma_with(struct value argument, double (*function)(double))
{
    double x;
    if (!native_float(argument, &x)) {
        return value_unset;
    }
    double y = function(x);
    if (isnan(y) && !isnan(x)) {
        return domain_error();
    }
    return isinf(y) && isfinite(x) ? range_error() : value_float(y);
}

static struct value math_gamma(struct value *args)
{
    return gamma_with(args[0], gamma_function);
}

static struct value math_lgamma(struct value *args)
{
    return gamma_with(args[0], gamma_logarithm);
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

// log(m * 2**e) of an int that is no float; m has 64 bits, the lowest one set if any beyond it is.
static struct value log_of_large(struct value integer, double (*function)(double))
{
    struct value shift = value_int(bigint_bits(integer) - 64);
    struct value high = bigint_binary(OPERATION_SHIFT_RIGHT, integer, shift);
    struct value back =
        value_is_set(high) ? bigint_binary(OPERATION_SHIFT_LEFT, high, shift) : value_unset;
    double mantissa = 0;
    if (value_is_set(back) && bigint_compare(back, integer) != 0) {
        value_replace(&high, bigint_binary(OPERATION_OR, high, value_int(1)));
    }
    bool fine = value_is_set(back) && value_is_set(high) && bigint_to_float(high, &mantissa);
    value_unref(back);
    value_unref(high);
    return fine ? value_float(function(ldexp(mantissa, -64)) +
                              function(2.0) * (double)bigint_bits(integer))
                : value_unset;
}

static struct value log_with(struct value argument, double (*function)(double))
{
    double x;
    if (type_is_instance(argument, &int_type)) {
        if (bigint_is_negative(argument) || bigint_bits(argument) == 0) {
            return domain_error();
        }
        if (!bigint_to_float(argument, &x)) {
            raise_forget();
            return log_of_large(argument, function);
        }
    } else if (!native_float(argument, &x)) {
        return value_unset;
    }
    return x <= 0 ? domain_error() : value_float(function(x));
}

static struct value math_log(struct value *args)
{
    const struct tuple *numbers = tuple_of(args[0]);
    if (numbers->count < 1 || numbers->count > 2) {
        return raise_type("math.log requires 1 to 2 arguments");
    }
    struct value number = log_with(numbers->items[0], log);
    if (numbers->count == 1 || !value_is_set(number)) {
        return number;
    }
    struct value base = log_with(numbers->items[1], log);
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
    {"log(*numbers)", math_log, 0, NULL},
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
