#include <math.h>
#include <string.h>

#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/bigint.h"
#include "core/lang/numbers/float.h"
#include "core/lang/numbers/int.h"
#include "core/lang/numbers/int_methods.h"
#include "core/lang/numbers/number_text.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/bytes.h"
#include "core/lang/text/str.h"

// ---- int()

struct value int_from_float(double number)
{
    if (isnan(number)) {
        return raise_value("cannot convert float NaN to integer");
    }
    if (isinf(number)) {
        return raise_error(&exception_overflow_error, "cannot convert float infinity to integer");
    }
    return fabs(number) < 0x1p62 ? value_int((int64_t)number) : bigint_from_float(number);
}

// An int without what makes a bool of it.
static struct value plain(struct value integer)
{
    if (int_is_small(integer)) {
        return value_int(integer.integer);
    }
    return value_is(integer, &int_type) ? value_ref(integer) : bigint_unary(UNARY_PLUS, integer);
}

// What a special method gives, which must be an int.
static struct value ask(struct value method, const char *name)
{
    struct value answer = object_call_values(method, NULL, 0);
    value_unref(method);
    if (value_is_set(answer) && !type_is_instance(answer, &int_type)) {
        raise_type("%s returned non-int (type %s)", name, type_name(answer));
        value_clear(&answer);
    }
    if (!value_is_set(answer)) {
        return answer;
    }
    struct value integer = plain(answer);
    value_unref(answer);
    return integer;
}

static struct value of_number(struct value value)
{
    static struct str **const names[] = {&name_int, &name_index, &name_trunc};
    static const char *const texts[] = {"__int__", "__index__", "__trunc__"};
    if (type_is_instance(value, &int_type)) {
        return plain(value);
    }
    if (value_is_float(value)) {
        return int_from_float(value.number);
    }
    if (type_is_instance(value, &str_type)) {
        return number_text_int(str_of(value)->data, str_of(value)->length, 10, value);
    }
    if (value_is(value, &bytes_type)) {
        return number_text_int(bytes_of(value)->data, bytes_of(value)->length, 10, value);
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct value method = object_find_special(value, *names[i]);
        if (value_is_set(method)) {
            return ask(method, texts[i]);
        }
        if (raise_pending()) {
            return value_unset;
        }
    }
    return raise_type("int() argument must be a string, a bytes-like object or a real number, "
                      "not '%s'",
                      type_name(value));
}

static struct value with_base(struct value text, struct value base_value)
{
    int64_t base;
    if (!native_clipped(base_value, &base)) {
        return value_unset;
    }
    if ((base != 0 && base < 2) || base > 36) {
        return raise_value("int() base must be >= 2 and <= 36, or 0");
    }
    if (type_is_instance(text, &str_type)) {
        return number_text_int(str_of(text)->data, str_of(text)->length, (int)base, text);
    }
    if (value_is(text, &bytes_type)) {
        return number_text_int(bytes_of(text)->data, bytes_of(text)->length, (int)base, text);
    }
    return raise_type("int() can't convert non-string with explicit base");
}

struct value int_create(struct type *type, const struct arguments *arguments)
{
    static const char *const names[] = {"x", "base"};
    struct value slots[2];
    (void)type;
    if (!native_bind_names("int", names, 2, 1, arguments, slots)) {
        return value_unset;
    }
    if (!value_is_set(slots[0])) {
        return value_is_set(slots[1]) ? raise_type("int() missing string argument") : value_int(0);
    }
    return value_is_set(slots[1]) ? with_base(slots[0], slots[1]) : of_number(slots[0]);
}

// ---- methods

static struct value method_itself(struct value *args)
{
    return plain(args[0]);
}

static struct value method_zero(struct value *args)
{
    (void)args;
    return value_int(0);
}

static struct value method_one(struct value *args)
{
    (void)args;
    return value_int(1);
}

static struct value method_float(struct value *args)
{
    double number;
    return bigint_to_float(args[0], &number) ? value_float(number) : value_unset;
}

static struct value method_ratio(struct value *args)
{
    struct value integer = plain(args[0]);
    struct value pair = value_object(tuple_pack(2, integer, value_int(1)));
    value_unref(integer);
    return pair;
}

static struct value method_bit_length(struct value *args)
{
    return value_int(bigint_bits(args[0]));
}

static struct value method_bit_count(struct value *args)
{
    return value_int(bigint_ones(args[0]));
}

static struct value method_round(struct value *args)
{
    if (value_is_none(args[1])) {
        return plain(args[0]);
    }
    struct value digits = object_index(args[1]);
    if (!value_is_set(digits)) {
        return value_unset;
    }
    struct value result = value_unset;
    if (!bigint_is_negative(digits)) {
        result = plain(args[0]);
    } else if (!int_is_small(digits) || digits.integer < -BIGINT_MAX_DIGITS * 100) {
        result = value_int(0);
    } else {
        result = int_round(args[0], -digits.integer);
    }
    value_unref(digits);
    return result;
}

// ---- bytes

static bool is_little(const char *name, struct value order, bool *ret_little)
{
    if (!type_is_instance(order, &str_type)) {
        return raise_false(&exception_type_error, "%s() argument 'byteorder' must be str, not %s",
                           name, value_is_none(order) ? "None" : type_name(order));
    }
    *ret_little = str_is(str_of(order), "little");
    if (*ret_little || str_is(str_of(order), "big")) {
        return true;
    }
    return raise_false(&exception_value_error, "byteorder must be either 'little' or 'big'");
}

static void reverse(char *bytes, size_t length)
{
    for (size_t i = 0; i < length / 2; i++) {
        char byte = bytes[i];
        bytes[i] = bytes[length - 1 - i];
        bytes[length - 1 - i] = byte;
    }
}

// Bits that the number takes as two's complement, or without a sign.
static int64_t bits_needed(struct value integer, bool is_signed)
{
    int64_t bits = bigint_bits(integer);
    if (!is_signed) {
        return bits;
    }
    if (!bigint_is_negative(integer)) {
        return bits + 1;
    }
    struct value inverted = bigint_unary(UNARY_INVERT, integer); // -128 takes as much as 127
    bits = value_is_set(inverted) ? bigint_bits(inverted) + 1 : bits + 1;
    value_unref(inverted);
    return bits;
}

static struct value method_to_bytes(struct value *args)
{
    int64_t length;
    bool little, is_signed;
    if (!native_int(args[1], &length) || !is_little("to_bytes", args[2], &little) ||
        !native_truth(args[3], &is_signed)) {
        return value_unset;
    }
    if (length < 0) {
        return raise_value("length argument must be non-negative");
    }
    if (!is_signed && bigint_is_negative(args[0])) {
        return raise_error(&exception_overflow_error, "can't convert negative int to unsigned");
    }
    if (bits_needed(args[0], is_signed) > length * 8 && bigint_bits(args[0]) > 0) {
        return raise_error(&exception_overflow_error, "int too big to convert");
    }
    struct bytes *bytes = bytes_create(NULL, (size_t)length);
    if (bytes == NULL) {
        return value_unset;
    }
    bigint_bytes(args[0], (unsigned char *)bytes->data, bytes->length);
    if (!little) {
        reverse(bytes->data, bytes->length);
    }
    return value_object(bytes);
}

static struct value method_from_bytes(struct value *args)
{
    bool little, is_signed;
    if (!is_little("from_bytes", args[2], &little) || !native_truth(args[3], &is_signed)) {
        return value_unset;
    }
    struct value source = value_ref(args[1]);
    if (!value_is(source, &bytes_type)) {
        value_unref(source);
        if (type_is_instance(args[1], &str_type) ||
            (value_type(args[1])->iterate == NULL && object_has_index(args[1]))) {
            return raise_type("cannot convert '%s' object to bytes", type_name(args[1]));
        }
        source = object_call_values(value_object(&bytes_type), &args[1], 1);
    }
    if (!value_is_set(source)) {
        return value_unset;
    }
    struct bytes *copy = bytes_create(bytes_of(source)->data, bytes_of(source)->length);
    value_unref(source);
    if (copy == NULL) {
        return value_unset;
    }
    if (!little) {
        reverse(copy->data, copy->length);
    }
    struct value integer =
        bigint_from_bytes((const unsigned char *)copy->data, copy->length, is_signed);
    object_unref(copy);
    if (!value_is_set(integer) || value_same(args[0], value_object(&int_type))) {
        return integer;
    }
    struct value made = object_call_values(args[0], &integer, 1);
    value_unref(integer);
    return made;
}

const struct native int_methods[] = {
    {"__format__(self, format_spec, /)", object_format_method, 0, NULL},
    {"as_integer_ratio(self, /)", method_ratio, 0, NULL},
    {"bit_count(self, /)", method_bit_count, 0, NULL},
    {"bit_length(self, /)", method_bit_length, 0, NULL},
    {"conjugate(self, /)", method_itself, 0, NULL},
    {"denominator(self)", method_one, NATIVE_GETTER, NULL},
    {"from_bytes(cls, bytes, byteorder='big', *, signed=False)", method_from_bytes, NATIVE_CLASS,
     NULL},
    {"imag(self)", method_zero, NATIVE_GETTER, NULL},
    {"numerator(self)", method_itself, NATIVE_GETTER, NULL},
    {"real(self)", method_itself, NATIVE_GETTER, NULL},
    {"to_bytes(self, length=1, byteorder='big', *, signed=False)", method_to_bytes, 0, NULL},
    {"__ceil__(self, /)", method_itself, 0, NULL},
    {"__float__(self, /)", method_float, 0, NULL},
    {"__floor__(self, /)", method_itself, 0, NULL},
    {"__index__(self, /)", method_itself, 0, NULL},
    {"__int__(self, /)", method_itself, 0, NULL},
    {"__round__(self, ndigits=None, /)", method_round, 0, NULL},
    {"__trunc__(self, /)", method_itself, 0, NULL},
    {NULL, NULL, 0, NULL},
};
