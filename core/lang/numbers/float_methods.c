#include <math.h>

#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/bigint.h"
#include "core/lang/numbers/float.h"
#include "core/lang/numbers/float_methods.h"
#include "core/lang/numbers/float_text.h"
#include "core/lang/numbers/int.h"
#include "core/lang/numbers/int_methods.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/bytes.h"
#include "core/lang/text/str.h"

// ---- float()

// What __float__ or __index__ gives.
static struct value of_object(struct value value)
{
    double number;
    struct value method = object_find_special(value, name_float);
    if (!value_is_set(method) && !raise_pending()) {
        method = object_find_special(value, name_index);
        if (!value_is_set(method) && !raise_pending()) {
            return raise_type("float() argument must be a string or a real number, not '%s'",
                              type_name(value));
        }
    }
    if (!value_is_set(method)) {
        return value_unset;
    }
    value_unref(method);
    return native_float(value, &number) ? value_float(number) : value_unset;
}

struct value float_create(struct type *type, const struct arguments *arguments)
{
    double number = 0;
    (void)type;
    if (arguments->names != NULL && arguments->names->count > 0) {
        return raise_type("float() takes no keyword arguments");
    }
    if (arguments->count > 1) {
        return raise_type("float expected at most 1 argument, got %zu", arguments->count);
    }
    if (arguments->count == 0) {
        return value_float(0);
    }
    struct value value = arguments->values[0];
    if (float_of(value, &number)) {
        return value_float(number);
    }
    if (raise_pending()) {
        return value_unset;
    }
    if (type_is_instance(value, &str_type)) {
        return float_parse(str_of(value)->data, str_of(value)->length, value, &number)
                   ? value_float(number)
                   : value_unset;
    }
    if (value_is(value, &bytes_type)) {
        return float_parse(bytes_of(value)->data, bytes_of(value)->length, value, &number)
                   ? value_float(number)
                   : value_unset;
    }
    return of_object(value);
}

// ---- methods

static struct value method_itself(struct value *args)
{
    return args[0];
}

static struct value method_zero(struct value *args)
{
    (void)args;
    return value_float(0);
}

static struct value method_is_integer(struct value *args)
{
    return value_bool(isfinite(args[0].number) && floor(args[0].number) == args[0].number);
}

static struct value method_ratio(struct value *args)
{
    double number = args[0].number;
    if (!isfinite(number)) {
        return isnan(number) ? raise_value("cannot convert NaN to integer ratio")
                             : raise_error(&exception_overflow_error,
                                           "cannot convert Infinity to integer ratio");
    }
    int exponent;
    double mantissa = frexp(number, &exponent);
    while (mantissa != floor(mantissa)) {
        mantissa *= 2;
        exponent--;
    }
    struct value numerator = value_int((int64_t)mantissa), denominator = value_int(1);
    enum operation shift = OPERATION_SHIFT_LEFT;
    if (number != 0 && exponent > 0) {
        numerator = bigint_binary(shift, numerator, value_int(exponent));
    } else if (number != 0) {
        denominator = bigint_binary(shift, denominator, value_int(-exponent));
    }
    struct value pair = value_is_set(numerator) && value_is_set(denominator)
                            ? value_object(tuple_pack(2, numerator, denominator))
                            : value_unset;
    value_unref(numerator);
    value_unref(denominator);
    return pair;
}

static struct value method_hex(struct value *args)
{
    return value_object(float_hex(args[0].number));
}

static struct value method_fromhex(struct value *args)
{
    double number;
    if (!type_is_instance(args[1], &str_type)) {
        return raise_type("bad argument type for built-in operation");
    }
    if (!float_parse_hex(str_of(args[1])->data, str_of(args[1])->length, &number)) {
        return value_unset;
    }
    struct value made = value_float(number);
    return value_same(args[0], value_object(&float_type)) ? made
                                                          : object_call_values(args[0], &made, 1);
}

static struct value method_int(struct value *args)
{
    return int_from_float(args[0].number);
}

static struct value method_floor(struct value *args)
{
    return int_from_float(floor(args[0].number));
}

static struct value method_ceil(struct value *args)
{
    return int_from_float(ceil(args[0].number));
}

static struct value method_round(struct value *args)
{
    int64_t places;
    double rounded;
    if (value_is_none(args[1])) {
        return int_from_float(rint(args[0].number));
    }
    if (!native_clipped(args[1], &places) || !float_round(args[0].number, places, &rounded)) {
        return value_unset;
    }
    return value_float(rounded);
}

const struct native float_methods[] = {
    {"__format__(self, format_spec, /)", object_format_method, 0, NULL},
    {"as_integer_ratio(self, /)", method_ratio, 0, NULL},
    {"conjugate(self, /)", method_itself, 0, NULL},
    {"fromhex(cls, string, /)", method_fromhex, NATIVE_CLASS, NULL},
    {"hex(self, /)", method_hex, 0, NULL},
    {"imag(self)", method_zero, NATIVE_GETTER, NULL},
    {"is_integer(self, /)", method_is_integer, 0, NULL},
    {"real(self)", method_itself, NATIVE_GETTER, NULL},
    {"__ceil__(self, /)", method_ceil, 0, NULL},
    {"__float__(self, /)", method_itself, 0, NULL},
    {"__floor__(self, /)", method_floor, 0, NULL},
    {"__int__(self, /)", method_int, 0, NULL},
    {"__round__(self, ndigits=None, /)", method_round, 0, NULL},
    {"__trunc__(self, /)", method_int, 0, NULL},
    {NULL, NULL, 0, NULL},
};
