// math's sums over many numbers: exact before their one rounding.
#include <math.h>

#include "core/base/memory.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/modules/math_sum.h"
#include "core/lang/numbers/float.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/operator.h"

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

struct value math_fsum(struct value *args)
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

struct value math_hypot(struct value *args)
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

struct value math_dist(struct value *args)
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

struct value math_prod(struct value *args)
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
