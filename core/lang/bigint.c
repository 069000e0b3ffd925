// A stand-in until the real one: everything past 64 bits is refused.
#include "core/lang/bigint.h"
#include "core/lang/raise.h"
#include "core/lang/str.h"

static struct value refuse(void)
{
    return raise_error(&exception_overflow_error, "ints beyond 64 bits are not here yet");
}

struct value bigint_binary(enum operation operation, struct value left, struct value right)
{
    if (operation == OPERATION_DIVIDE) {
        return value_float((double)left.integer / (double)right.integer);
    }
    return refuse();
}

struct value bigint_unary(enum unary unary, struct value value)
{
    (void)unary;
    (void)value;
    return refuse();
}

int bigint_compare(struct value left, struct value right)
{
    return (left.integer > right.integer) - (left.integer < right.integer);
}

struct value bigint_power_modulo(struct value base, struct value exponent, struct value modulus)
{
    (void)base;
    (void)exponent;
    (void)modulus;
    return refuse();
}

bool bigint_hash(struct value value, int64_t *ret_hash)
{
    *ret_hash = value.integer;
    return true;
}

struct value bigint_parse(const char *digits, size_t length, int base)
{
    (void)digits;
    (void)length;
    (void)base;
    return refuse();
}

struct str *bigint_text(struct value value, int base)
{
    if (value.tag == VALUE_OBJECT) {
        refuse();
        return NULL;
    }
    char digits[72], *at = digits + sizeof digits - 1;
    uint64_t rest = value.integer < 0 ? 0 - (uint64_t)value.integer : (uint64_t)value.integer;
    *at = '\0';
    do {
        *--at = "0123456789abcdef"[rest % (unsigned)base];
        rest /= (unsigned)base;
    } while (rest > 0);
    if (value.integer < 0) {
        *--at = '-';
    }
    return str_from(at);
}

bool bigint_to_float(struct value value, double *ret_number)
{
    *ret_number = (double)value.integer;
    return true;
}

struct value bigint_from_float(double number)
{
    (void)number;
    return refuse();
}

int bigint_compare_float(struct value value, double number)
{
    (void)value;
    return number > 0 ? -1 : 1;
}

size_t bigint_size_of(const struct object *self)
{
    (void)self;
    return sizeof *self;
}

void bigint_finish(struct object *self)
{
    (void)self;
}
