// math's functions of whole numbers, of any size.
#include "core/lang/containers/tuple.h"
#include "core/lang/modules/math_whole.h"
#include "core/lang/numbers/bigint.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/operator.h"

struct value math_factorial(struct value *args)
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
        return raise_refused("ranksh has no ints of more than %d bits", BIGINT_MAX_BITS);
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

struct value math_gcd(struct value *args)
{
    return fold(args, 0, gcd_step);
}

struct value math_lcm(struct value *args)
{
    return fold(args, 1, lcm_step);
}

struct value math_isqrt(struct value *args)
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

struct value math_comb(struct value *args)
{
    struct value n = object_index(args[0]);
    struct value k = value_is_set(n) ? object_index(args[1]) : value_unset;
    struct value result = value_is_set(k) ? choose_from(n, k, true) : value_unset;
    value_unref(n);
    value_unref(k);
    return result;
}

struct value math_perm(struct value *args)
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
