// abs, divmod, pow, round and texts of ints in other bases.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/bigint.h"
#include "core/lang/numbers/builtin_numbers.h"
#include "core/lang/numbers/float.h"
#include "core/lang/numbers/int.h"
#include "core/lang/numbers/int_methods.h"
#include "core/lang/objects/function.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/str.h"

struct value builtin_abs(struct value *args)
{
    return operator_unary(UNARY_ABSOLUTE, args[0]);
}

struct value builtin_divmod(struct value *args)
{
    return operator_binary(OPERATION_DIVMOD, args[0], args[1]);
}

// (base ** exponent) % modulus without large numbers in between.
static struct value power_modulo(int64_t base, int64_t exponent, int64_t modulus)
{
    __extension__ typedef __int128 wide;
    wide result = 1, factor = int_modulo(base, modulus);
    for (; exponent > 0; exponent >>= 1) {
        result = exponent & 1 ? result * factor % modulus : result;
        factor = factor * factor % modulus;
    }
    return value_int(int_modulo((int64_t)(result % modulus), modulus));
}

// The number whose product with `value` leaves 1; 0: there is none.
static int64_t inverse(int64_t value, int64_t modulus)
{
    int64_t old = int_modulo(value, modulus), rest = modulus, x = 1, next = 0;
    while (rest != 0) {
        int64_t quotient = int_floor_divide(old, rest), keep = rest;
        rest = old - quotient * rest;
        old = keep;
        keep = next;
        next = x - quotient * next;
        x = keep;
    }
    return old == 1 ? int_modulo(x, modulus) : 0;
}

struct value builtin_pow(struct value *args)
{
    struct value base = args[0], exponent = args[1], modulus = args[2];
    if (value_is_none(modulus)) {
        return operator_binary(OPERATION_POWER, base, exponent);
    }
    struct value *own =
        value_type(base)->flags & TYPE_HEAP ? type_find(value_type(base), name_pow) : NULL;
    if (own != NULL && !value_is(*own, &method_descriptor_type)) {
        struct value method = object_find_special(base, name_pow);
        struct value result =
            value_is_set(method) ? object_call_values(method, args + 1, 2) : value_unset;
        value_unref(method);
        return result;
    }
    if (!type_is_instance(base, &int_type) || !type_is_instance(exponent, &int_type) ||
        !type_is_instance(modulus, &int_type)) {
        bool any_float = type_is_instance(args[0], &float_type) ||
                         type_is_instance(args[1], &float_type) ||
                         type_is_instance(args[2], &float_type);
        return any_float
                   ? raise_type("pow() 3rd argument not allowed unless all arguments are "
                                "integers")
                   : raise_type("unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'",
                                type_name(args[0]), type_name(args[1]), type_name(args[2]));
    }
    if (int_is_small(modulus) && modulus.integer == 0) {
        return raise_value("pow() 3rd argument cannot be 0");
    }
    if (int_is_small(exponent) && exponent.integer < 0 && int_is_small(base) &&
        int_is_small(modulus) && modulus.integer != INT64_MIN) {
        int64_t inverted = inverse(base.integer, llabs(modulus.integer));
        if (inverted == 0 && llabs(modulus.integer) != 1) {
            return raise_value("base is not invertible for the given modulus");
        }
        base = value_int(inverted);
        exponent = value_int(-exponent.integer);
    }
    if (int_is_small(base) && int_is_small(exponent) && int_is_small(modulus) &&
        modulus.integer != INT64_MIN) {
        return power_modulo(base.integer, exponent.integer, modulus.integer);
    }
    return bigint_power_modulo(base, exponent, modulus);
}

struct value builtin_round(struct value *args)
{
    struct value number = args[0];
    struct value method = object_find_special(number, name_round);
    if (!value_is_set(method)) {
        return raise_pending()
                   ? value_unset
                   : raise_type("type %s doesn't define __round__ method", type_name(number));
    }
    struct value result = object_call_values(method, &args[1], value_is_none(args[1]) ? 0 : 1);
    value_unref(method);
    return result;
}

static struct value in_base(struct value value, int base, const char *prefix)
{
    struct value index = object_index(value);
    if (!value_is_set(index)) {
        return index;
    }
    struct str *digits = bigint_text(index, base);
    value_unref(index);
    if (digits == NULL) {
        return value_unset;
    }
    bool negative = digits->data[0] == '-';
    struct str *text = str_format("%s%s%s", negative ? "-" : "", prefix, digits->data + negative);
    object_unref(digits);
    return value_object(text);
}

struct value builtin_bin(struct value *args)
{
    return in_base(args[0], 2, "0b");
}

struct value builtin_oct(struct value *args)
{
    return in_base(args[0], 8, "0o");
}

struct value builtin_hex(struct value *args)
{
    return in_base(args[0], 16, "0x");
}
