// The only file that sees libtommath. A big int is one block with its digits in it; the library
// reads them through views and writes results that are copied into a block again, so that the
// interpreter's budget counts every big int.
#include <math.h>
#include <string.h>

#include <tommath.h>

#include "core/base/memory.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/bigint.h"
#include "core/lang/numbers/float.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/str.h"

struct bigint {
    struct object object;
    bool negative;
    uint32_t count;
    mp_digit digits[]; // of MP_DIGIT_BIT bits, the lowest first
};

_Static_assert(MP_DIGIT_BIT == 60, "the digits that bigint_hash and bigint_text count on");

__extension__ typedef unsigned __int128 wide;

// An int of any size as the library reads it.
struct view {
    mp_int number;
    mp_digit digits[2]; // of an inline int
};

static const mp_int *view(struct view *view, struct value value)
{
    if (!int_is_small(value)) {
        struct bigint *bigint = (struct bigint *)value.object;
        view->number = (mp_int){.used = (int)bigint->count,
                                .alloc = (int)bigint->count,
                                .sign = bigint->negative ? MP_NEG : MP_ZPOS,
                                .dp = bigint->digits};
        return &view->number;
    }
    uint64_t size = value.integer < 0 ? 0 - (uint64_t)value.integer : (uint64_t)value.integer;
    view->digits[0] = size & MP_MASK;
    view->digits[1] = size >> MP_DIGIT_BIT;
    view->number = (mp_int){.used = view->digits[1] > 0 ? 2
                                    : size > 0          ? 1
                                                        : 0,
                            .alloc = 2,
                            .sign = value.integer < 0 ? MP_NEG : MP_ZPOS,
                            .dp = view->digits};
    return &view->number;
}

// ---- results

static struct value refuse_size(void)
{
    return raise_refused("ranksh has no ints of more than %d bits", BIGINT_MAX_BITS);
}

static bool fits(const mp_int *number, int64_t *ret_integer)
{
    if (number->used > 2 || (number->used == 2 && number->dp[1] > 8)) {
        return false;
    }
    uint64_t size = number->used > 0 ? number->dp[0] : 0;
    size |= number->used > 1 ? number->dp[1] << MP_DIGIT_BIT : 0;
    if (number->sign == MP_NEG ? size > (uint64_t)1 << 63 : size > INT64_MAX) {
        return false;
    }
    *ret_integer = (int64_t)(number->sign == MP_NEG ? 0 - size : size);
    return true;
}

// Makes a value of what the library has computed, and frees that.
static struct value result(mp_err error, mp_int *number)
{
    int64_t integer;
    struct value value = value_unset;
    if (error != MP_OKAY) {
        if (!raise_pending()) {
            raise_memory();
        }
    } else if (fits(number, &integer)) {
        value = value_int(integer);
    } else if (mp_count_bits(number) > BIGINT_MAX_BITS) {
        refuse_size();
    } else {
        size_t size = (size_t)number->used * sizeof *number->dp;
        struct bigint *bigint = memory_alloc(sizeof *bigint + size);
        if (bigint == NULL) {
            raise_memory();
        } else {
            bigint->object = (struct object){.refs = 1, .type = &int_type};
            bigint->negative = number->sign == MP_NEG;
            bigint->count = (uint32_t)number->used;
            memcpy(bigint->digits, number->dp, size);
            value = value_object(bigint);
        }
    }
    mp_clear(number);
    return value;
}

size_t bigint_size_of(const struct object *self)
{
    const struct bigint *bigint = (const struct bigint *)self;
    return sizeof *bigint + bigint->count * sizeof *bigint->digits;
}

void bigint_finish(struct object *self)
{
    (void)self; // owns nothing beside its block
}

// ---- division

static struct value division_by_zero(enum operation operation)
{
    return raise_error(&exception_zero_division_error, "%s",
                       operation == OPERATION_DIVIDE   ? "division by zero"
                       : operation == OPERATION_MODULO ? "integer modulo by zero"
                                                       : "integer division or modulo by zero");
}

// Rounds towards minus infinity: the rest has the divisor's sign.
static mp_err floor_divide(const mp_int *left, const mp_int *right, mp_int *quotient, mp_int *rest)
{
    mp_err error = mp_div(left, right, quotient, rest);
    if (error == MP_OKAY && !mp_iszero(rest) && rest->sign != right->sign) {
        error = mp_add(rest, right, rest);
        if (error == MP_OKAY) {
            error = mp_sub_d(quotient, 1, quotient);
        }
    }
    return error;
}

static struct value divide(enum operation operation, const mp_int *left, const mp_int *right)
{
    mp_int quotient, rest;
    if (mp_iszero(right)) {
        return division_by_zero(operation);
    }
    if (mp_init_multi(&quotient, &rest, NULL) != MP_OKAY) {
        return raise_memory();
    }
    mp_err error = floor_divide(left, right, &quotient, &rest);
    if (operation == OPERATION_MODULO) {
        mp_clear(&quotient);
        return result(error, &rest);
    }
    if (operation == OPERATION_FLOOR_DIVIDE) {
        mp_clear(&rest);
        return result(error, &quotient);
    }
    struct value first = result(error, &quotient), second = result(error, &rest);
    struct value both = value_is_set(first) && value_is_set(second)
                            ? value_object(tuple_pack(2, first, second))
                            : value_unset;
    value_unref(first);
    value_unref(second);
    return both;
}

// ---- floats

// The highest 64 bits of a number that has at least that many; `*ret_sticky`: others are set.
static uint64_t high_bits(const mp_int *number, int bits, bool *ret_sticky)
{
    int shift = bits - 64, digit = shift / MP_DIGIT_BIT, offset = shift % MP_DIGIT_BIT;
    wide high = 0;
    for (int i = number->used - 1; i >= digit; i--) {
        high = high << MP_DIGIT_BIT | number->dp[i]; // three digits at most
    }
    *ret_sticky = (high & (((wide)1 << offset) - 1)) != 0;
    for (int i = 0; i < digit && !*ret_sticky; i++) {
        *ret_sticky = number->dp[i] != 0;
    }
    return (uint64_t)(high >> offset);
}

// The size of a number as a float times 2^exponent, rounded once.
static double to_float(const mp_int *number, bool inexact, int exponent)
{
    int bits = mp_count_bits(number);
    uint64_t high;
    bool sticky = false;
    if (bits <= 64) {
        high = number->used > 0 ? number->dp[0] : 0;
        high |= number->used > 1 ? number->dp[1] << MP_DIGIT_BIT : 0;
        high = bits > 0 ? high << (64 - bits) : 0;
    } else {
        high = high_bits(number, bits, &sticky);
    }
    sticky = sticky || inexact;
    exponent += bits - 64;
    // below 2^-1022 fewer bits are left than 53
    int dropped = exponent + 64 < -1021 ? -1021 - (exponent + 64) + 11 : 11;
    if (dropped > 64) {
        return 0.0;
    }
    uint64_t rest = dropped == 64 ? high : high & (((uint64_t)1 << dropped) - 1);
    uint64_t half = (uint64_t)1 << (dropped - 1);
    uint64_t kept = dropped == 64 ? 0 : high >> dropped;
    if (rest > half || (rest == half && (sticky || (kept & 1)))) {
        kept++;
    }
    return ldexp((double)kept, exponent + dropped);
}

bool bigint_to_float(struct value value, double *ret_number)
{
    struct view of;
    const mp_int *number = view(&of, value);
    double size = to_float(number, false, 0);
    if (isinf(size)) {
        return raise_false(&exception_overflow_error, "int too large to convert to float");
    }
    *ret_number = number->sign == MP_NEG ? -size : size;
    return true;
}

// left / right: a quotient of 66 bits or more, and whether anything is left.
static struct value true_divide(const mp_int *left, const mp_int *right)
{
    if (mp_iszero(right)) {
        return division_by_zero(OPERATION_DIVIDE);
    }
    mp_int scaled, quotient, rest;
    int shift = 66 - (mp_count_bits(left) - mp_count_bits(right));
    if (mp_init_multi(&scaled, &quotient, &rest, NULL) != MP_OKAY) {
        return raise_memory();
    }
    mp_err error;
    if (shift > 0) {
        error = mp_mul_2d(left, shift, &scaled);
        error = error == MP_OKAY ? mp_div(&scaled, right, &quotient, &rest) : error;
    } else {
        error = mp_mul_2d(right, -shift, &scaled);
        error = error == MP_OKAY ? mp_div(left, &scaled, &quotient, &rest) : error;
    }
    double size = error == MP_OKAY ? to_float(&quotient, !mp_iszero(&rest), -shift) : 0;
    bool negative = left->sign != right->sign;
    mp_clear_multi(&scaled, &quotient, &rest, NULL);
    if (error != MP_OKAY) {
        return raise_memory();
    }
    if (isinf(size)) {
        return raise_error(&exception_overflow_error,
                           "integer division result too large for a float");
    }
    return value_float(negative ? -size : size);
}

struct value bigint_from_float(double number)
{
    mp_int big;
    int exponent;
    double mantissa = frexp(number, &exponent);
    int64_t bits = (int64_t)ldexp(mantissa, 53);
    exponent -= 53;
    if (exponent <= 0) {
        return value_int((int64_t)number);
    }
    if (mp_init_i64(&big, bits) != MP_OKAY) {
        return raise_memory();
    }
    return result(mp_mul_2d(&big, exponent, &big), &big);
}

int bigint_compare_float(struct value value, double number)
{
    if (isinf(number)) {
        return number > 0 ? -1 : 1;
    }
    double whole = trunc(number);
    struct value big = fabs(whole) < 0x1p62 ? value_int((int64_t)whole) : bigint_from_float(whole);
    if (!value_is_set(big)) {
        raise_forget(); // out of memory: the sign alone
        return number > 0 ? -1 : 1;
    }
    int order = bigint_compare(value, big);
    value_unref(big);
    return order != 0 ? order : (whole > number) - (whole < number);
}

// ---- powers and shifts

// base ** exponent for a negative exponent, or one past 64 bits.
static struct value odd_power(struct value base, struct value exponent)
{
    if (bigint_is_negative(exponent)) {
        double left, right;
        if (!bigint_to_float(base, &left) || !bigint_to_float(exponent, &right)) {
            return value_unset;
        }
        return left == 0 ? raise_error(&exception_zero_division_error,
                                       "0.0 cannot be raised to a negative power")
                         : value_float(pow(left, right));
    }
    if (int_is_small(base) && base.integer >= -1 && base.integer <= 1) {
        bool minus = base.integer == -1 && !bigint_is_odd(exponent);
        return value_int(minus ? 1 : base.integer);
    }
    return refuse_size();
}

static struct value power(struct value base, struct value exponent)
{
    struct view of;
    if (!int_is_small(exponent) || exponent.integer < 0) {
        return odd_power(base, exponent);
    }
    const mp_int *number = view(&of, base);
    int64_t bits = mp_count_bits(number);
    if (bits > 1 && (bits - 1) > BIGINT_MAX_BITS / (exponent.integer > 0 ? exponent.integer : 1)) {
        return refuse_size();
    }
    if (exponent.integer > UINT32_MAX) {
        return odd_power(base, exponent);
    }
    mp_int product;
    if (mp_init(&product) != MP_OKAY) {
        return raise_memory();
    }
    return result(mp_expt_u32(number, (uint32_t)exponent.integer, &product), &product);
}

// For base ** -exponent % modulus.
static mp_err invert(const mp_int *base, const mp_int *modulus, mp_int *inverse, bool *ret_there)
{
    mp_int rest, quotient;
    mp_err error = mp_init_multi(&rest, &quotient, NULL);
    if (error != MP_OKAY) {
        return error;
    }
    error = floor_divide(base, modulus, &quotient, &rest);
    if (error == MP_OKAY) {
        error = mp_invmod(&rest, modulus, inverse);
        *ret_there = error != MP_VAL;
        error = error == MP_VAL ? MP_OKAY : error;
    }
    mp_clear_multi(&rest, &quotient, NULL);
    return error;
}

// start ** exponent % size, by squaring from the highest bit down, looking at interrupts: for
// numbers so long that libtommath would be away for a while.
static mp_err power_modulo_slowly(const mp_int *start, const mp_int *exponent, const mp_int *size,
                                  mp_int *power)
{
    mp_err error = MP_OKAY;
    mp_set(power, 1);
    for (int bit = mp_count_bits(exponent) - 1; bit >= 0 && error == MP_OKAY; bit--) {
        error = mp_sqrmod(power, size, power);
        if (error == MP_OKAY &&
            (exponent->dp[bit / MP_DIGIT_BIT] >> (bit % MP_DIGIT_BIT) & 1) != 0) {
            error = mp_mulmod(power, start, size, power);
        }
        error = raise_if_interrupted() ? MP_ERR : error;
    }
    return error;
}

static mp_err power_modulo(const mp_int *base, const mp_int *exponent, const mp_int *modulus,
                           mp_int *power_rest, bool *ret_there)
{
    mp_int size, positive, start, quotient;
    mp_err error = mp_init_multi(&size, &positive, &start, &quotient, NULL);
    if (error != MP_OKAY) {
        return error;
    }
    error = mp_abs(modulus, &size);
    if (error == MP_OKAY) {
        error = mp_abs(exponent, &positive);
    }
    if (error == MP_OKAY && exponent->sign == MP_NEG) {
        error = invert(base, &size, &start, ret_there);
    } else if (error == MP_OKAY) {
        error = floor_divide(base, &size, &quotient, &start);
    }
    if (error == MP_OKAY && *ret_there) {
        const double QUICK = 1e7; // products of digits: some 30 ms
        double cost = (double)size.used * size.used * mp_count_bits(&positive);
        error =
            (cost < QUICK ? mp_exptmod : power_modulo_slowly)(&start, &positive, &size, power_rest);
    }
    if (error == MP_OKAY && modulus->sign == MP_NEG && !mp_iszero(power_rest)) {
        error = mp_add(power_rest, modulus, power_rest);
    }
    mp_clear_multi(&size, &positive, &start, &quotient, NULL);
    return error;
}

struct value bigint_power_modulo(struct value base, struct value exponent, struct value modulus)
{
    struct view of_base, of_exponent, of_modulus;
    const mp_int *divisor = view(&of_modulus, modulus);
    bool there = true;
    mp_int rest;
    if (divisor->used == 1 && divisor->dp[0] == 1) {
        return value_int(0);
    }
    if (mp_init(&rest) != MP_OKAY) {
        return raise_memory();
    }
    mp_err error =
        power_modulo(view(&of_base, base), view(&of_exponent, exponent), divisor, &rest, &there);
    if (!there) {
        mp_clear(&rest);
        return raise_value("base is not invertible for the given modulus");
    }
    return result(error, &rest);
}

static struct value shift(enum operation operation, struct value left, struct value right)
{
    struct view of;
    const mp_int *number = view(&of, left);
    mp_int shifted;
    if (bigint_is_negative(right)) {
        return raise_value("negative shift count");
    }
    bool far = !int_is_small(right) || right.integer > BIGINT_MAX_BITS;
    if (operation == OPERATION_SHIFT_RIGHT && far) {
        return value_int(number->sign == MP_NEG ? -1 : 0);
    }
    if (mp_iszero(number)) {
        return value_int(0);
    }
    if (far) {
        return refuse_size();
    }
    if (mp_init(&shifted) != MP_OKAY) {
        return raise_memory();
    }
    int by = (int)right.integer;
    return result(operation == OPERATION_SHIFT_LEFT ? mp_mul_2d(number, by, &shifted)
                                                    : mp_signed_rsh(number, by, &shifted),
                  &shifted);
}

// ---- operators

static struct value simple(enum operation operation, const mp_int *left, const mp_int *right)
{
    static mp_err (*const functions[OPERATION_COUNT])(const mp_int *, const mp_int *, mp_int *) = {
        [OPERATION_ADD] = mp_add, [OPERATION_SUBTRACT] = mp_sub, [OPERATION_MULTIPLY] = mp_mul,
        [OPERATION_AND] = mp_and, [OPERATION_OR] = mp_or,        [OPERATION_XOR] = mp_xor,
    };
    mp_int number;
    if (functions[operation] == NULL) {
        return value_ref(value_not_implemented);
    }
    if (operation == OPERATION_MULTIPLY &&
        mp_count_bits(left) + mp_count_bits(right) > BIGINT_MAX_BITS + 1) {
        return refuse_size();
    }
    return mp_init(&number) == MP_OKAY ? result(functions[operation](left, right, &number), &number)
                                       : raise_memory();
}

struct value bigint_binary(enum operation operation, struct value left, struct value right)
{
    struct view of_left, of_right;
    if (operation == OPERATION_POWER) {
        return power(left, right);
    }
    if (operation == OPERATION_SHIFT_LEFT || operation == OPERATION_SHIFT_RIGHT) {
        return shift(operation, left, right);
    }
    const mp_int *first = view(&of_left, left), *second = view(&of_right, right);
    if (operation == OPERATION_DIVIDE) {
        return true_divide(first, second);
    }
    if (operation == OPERATION_FLOOR_DIVIDE || operation == OPERATION_MODULO ||
        operation == OPERATION_DIVMOD) {
        return divide(operation, first, second);
    }
    return simple(operation, first, second);
}

struct value bigint_unary(enum unary unary, struct value value)
{
    static mp_err (*const functions[UNARY_COUNT])(const mp_int *, mp_int *) = {
        [UNARY_NEGATE] = mp_neg,
        [UNARY_PLUS] = mp_copy,
        [UNARY_INVERT] = mp_complement,
        [UNARY_ABSOLUTE] = mp_abs,
    };
    struct view of;
    mp_int number;
    return mp_init(&number) == MP_OKAY
               ? result(functions[unary](view(&of, value), &number), &number)
               : raise_memory();
}

struct value bigint_expanded(int64_t integer)
{
    struct view of;
    const mp_int *number = view(&of, value_int(integer));
    size_t size = (size_t)number->used * sizeof *number->dp;
    struct bigint *bigint = memory_alloc(sizeof *bigint + size);
    if (bigint == NULL) {
        return raise_memory();
    }
    bigint->object = (struct object){.refs = 1, .type = &int_type};
    bigint->negative = number->sign == MP_NEG;
    bigint->count = (uint32_t)number->used;
    memcpy(bigint->digits, number->dp, size);
    return value_object(bigint);
}

int bigint_compare(struct value left, struct value right)
{
    struct view of_left, of_right;
    return mp_cmp(view(&of_left, left), view(&of_right, right));
}

// Modulo 2^61 - 1.
bool bigint_hash(struct value value, int64_t *ret_hash)
{
    const uint64_t modulus = ((uint64_t)1 << 61) - 1;
    struct view of;
    const mp_int *number = view(&of, value);
    uint64_t hash = 0;
    for (int i = number->used - 1; i >= 0; i--) {
        wide next = ((wide)hash << MP_DIGIT_BIT) + number->dp[i];
        hash = (uint64_t)(next % modulus);
    }
    int64_t signed_hash = number->sign == MP_NEG ? -(int64_t)hash : (int64_t)hash;
    *ret_hash = signed_hash == -1 ? -2 : signed_hash;
    return true;
}

// ---- text

// How many bits a digit of a base has; 0 for base 10 and others.
static int bits_of_base(int base)
{
    return base == 2 ? 1 : base == 4 ? 2 : base == 8 ? 3 : base == 16 ? 4 : base == 32 ? 5 : 0;
}

static int digit_value(char digit)
{
    return digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}

// Digits of a base that is a power of two go into place directly.
static mp_err parse_bits(const char *digits, size_t length, int bits, mp_int *number)
{
    size_t total = length * (size_t)bits;
    mp_err error = mp_grow(number, (int)(total / MP_DIGIT_BIT + 2));
    if (error != MP_OKAY) {
        return error;
    }
    memset(number->dp, 0, (size_t)number->alloc * sizeof *number->dp);
    for (size_t i = 0; i < length; i++) {
        size_t at = (length - 1 - i) * (size_t)bits, word = at / MP_DIGIT_BIT;
        unsigned offset = at % MP_DIGIT_BIT;
        uint64_t digit = (uint64_t)digit_value(digits[i]);
        number->dp[word] |= digit << offset & MP_MASK;
        if (offset + (unsigned)bits > MP_DIGIT_BIT) {
            number->dp[word + 1] |= digit >> (MP_DIGIT_BIT - offset);
        }
    }
    number->used = (int)(total / MP_DIGIT_BIT + 2);
    mp_clamp(number);
    return MP_OKAY;
}

size_t bigint_digit_limit = BIGINT_MAX_DIGITS;

// Other bases: as many digits at a time as a machine word takes.
static mp_err parse_digits(const char *digits, size_t length, int base, mp_int *number)
{
    mp_err error = MP_OKAY;
    for (size_t i = 0; i < length && error == MP_OKAY;) {
        mp_digit chunk = 0, scale = 1;
        for (; i < length && scale < MP_MASK / 36; i++) {
            chunk = chunk * (mp_digit)base + (mp_digit)digit_value(digits[i]);
            scale *= (mp_digit)base;
        }
        error = mp_mul_d(number, scale, number);
        error = error == MP_OKAY ? mp_add_d(number, chunk, number) : error;
    }
    return error;
}

struct value bigint_parse(const char *digits, size_t length, int base)
{
    mp_int number;
    int bits = bits_of_base(base);
    if (bits == 0 && bigint_digit_limit > 0 && length > bigint_digit_limit) {
        return raise_value(
            "Exceeds the limit (%zu digits) for integer string conversion: value has %zu "
            "digits; use sys.set_int_max_str_digits() to increase the limit",
            bigint_digit_limit, length);
    }
    while (length > 1 && *digits == '0') {
        digits++;
        length--;
    }
    if (length > BIGINT_MAX_BITS) {
        return refuse_size();
    }
    if (mp_init(&number) != MP_OKAY) {
        return raise_memory();
    }
    return result(bits > 0 ? parse_bits(digits, length, bits, &number)
                           : parse_digits(digits, length, base, &number),
                  &number);
}

static struct str *text_bits(const mp_int *number, int bits)
{
    size_t count = ((size_t)mp_count_bits(number) + (size_t)bits - 1) / (size_t)bits;
    bool negative = number->sign == MP_NEG;
    count = count > 0 ? count : 1;
    struct str *str = str_reserve(count + negative);
    if (str == NULL) {
        return NULL;
    }
    str->data[0] = '-';
    char *last = str->data + negative + count - 1;
    for (size_t i = 0; i < count; i++) {
        size_t at = i * (size_t)bits, word = at / MP_DIGIT_BIT;
        unsigned offset = at % MP_DIGIT_BIT;
        uint64_t digit = (int)word < number->used ? number->dp[word] >> offset : 0;
        if (offset + (unsigned)bits > MP_DIGIT_BIT && (int)word + 1 < number->used) {
            digit |= number->dp[word + 1] << (MP_DIGIT_BIT - offset);
        }
        *(last - i) = "0123456789abcdef"[digit & (((uint64_t)1 << bits) - 1)];
    }
    return str;
}

static struct str *too_many_digits(void)
{
    raise_value("Exceeds the limit (%zu digits) for integer string conversion; use "
                "sys.set_int_max_str_digits() to increase the limit",
                bigint_digit_limit);
    return NULL;
}

enum { CHUNK = 18 }; // decimal digits that fit into a machine word

// Writes the digits before `at`, the lowest first, and returns where they begin. NULL: no memory.
static char *write_decimal(const mp_int *number, char *at)
{
    const mp_digit scale = 1000000000000000000;
    mp_int rest;
    if (mp_init_copy(&rest, number) != MP_OKAY) {
        return NULL;
    }
    while (!mp_iszero(&rest)) {
        mp_digit chunk;
        if (mp_div_d(&rest, scale, &rest, &chunk) != MP_OKAY) {
            mp_clear(&rest);
            return NULL;
        }
        for (int i = 0; i < CHUNK; i++, chunk /= 10) {
            *--at = (char)('0' + chunk % 10);
        }
    }
    mp_clear(&rest);
    return at;
}

static struct str *text_decimal(const mp_int *number)
{
    size_t limit = bigint_digit_limit;
    double digits = mp_count_bits(number) * 0.30103;
    if (limit > 0 && digits > (double)limit + 1) {
        return too_many_digits();
    }
    size_t room = (size_t)digits + 2 * CHUNK + 1;
    char *text = memory_alloc(room), *end = text + room;
    char *at = text != NULL ? write_decimal(number, end) : NULL;
    struct str *str = NULL;
    if (at == NULL) {
        raise_memory();
    } else {
        while (*at == '0' && at < end - 1) {
            at++;
        }
        bool fits = limit == 0 || (size_t)(end - at) <= limit;
        if (number->sign == MP_NEG) {
            *--at = '-';
        }
        str = fits ? str_create(at, (size_t)(end - at)) : too_many_digits();
    }
    memory_free(text, room);
    return str;
}

struct str *bigint_text(struct value value, int base)
{
    struct view of;
    const mp_int *number = view(&of, value);
    int bits = bits_of_base(base);
    if (bits == 0 && mp_iszero(number)) {
        return str_from("0");
    }
    return bits > 0 ? text_bits(number, bits) : text_decimal(number);
}

// ---- bits

bool bigint_is_negative(struct value value)
{
    return int_is_small(value) ? value.integer < 0 : ((struct bigint *)value.object)->negative;
}

bool bigint_is_odd(struct value value)
{
    return int_is_small(value) ? value.integer & 1 : ((struct bigint *)value.object)->digits[0] & 1;
}

int64_t bigint_bits(struct value value)
{
    struct view of;
    return mp_count_bits(view(&of, value));
}

int64_t bigint_ones(struct value value)
{
    struct view of;
    const mp_int *number = view(&of, value);
    int64_t ones = 0;
    for (int i = 0; i < number->used; i++) {
        ones += __builtin_popcountll(number->dp[i]);
    }
    return ones;
}

struct value bigint_gcd(struct value left, struct value right)
{
    struct view of_left, of_right;
    mp_int number;
    return mp_init(&number) == MP_OKAY
               ? result(mp_gcd(view(&of_left, left), view(&of_right, right), &number), &number)
               : raise_memory();
}

struct value bigint_square_root(struct value value)
{
    struct view of;
    mp_int number;
    return mp_init(&number) == MP_OKAY ? result(mp_sqrt(view(&of, value), &number), &number)
                                       : raise_memory();
}

// ---- bytes

bool bigint_bytes(struct value value, unsigned char *bytes, size_t length)
{
    struct view of;
    const mp_int *number = view(&of, value);
    unsigned carry = 1; // -x is ~x + 1
    for (size_t i = 0; i < length; i++) {
        size_t at = i * 8, word = at / MP_DIGIT_BIT;
        unsigned offset = at % MP_DIGIT_BIT;
        uint64_t byte = (int)word < number->used ? number->dp[word] >> offset : 0;
        if (offset > MP_DIGIT_BIT - 8 && (int)word + 1 < number->used) {
            byte |= number->dp[word + 1] << (MP_DIGIT_BIT - offset);
        }
        byte &= 0xFF;
        if (number->sign == MP_NEG) {
            carry += (unsigned)(~byte & 0xFF);
            byte = carry & 0xFF;
            carry >>= 8;
        }
        bytes[i] = (unsigned char)byte;
    }
    return true;
}

struct value bigint_from_bytes(const unsigned char *bytes, size_t length, bool is_signed)
{
    mp_int number, whole;
    if (length > BIGINT_MAX_BITS / 8) {
        return refuse_size();
    }
    if (mp_init_multi(&number, &whole, NULL) != MP_OKAY) {
        return raise_memory();
    }
    mp_err error = mp_unpack(&number, length, MP_LSB_FIRST, 1, MP_LITTLE_ENDIAN, 0, bytes);
    if (error == MP_OKAY && is_signed && length > 0 && (bytes[length - 1] & 0x80)) {
        error = mp_2expt(&whole, (int)length * 8);
        error = error == MP_OKAY ? mp_sub(&number, &whole, &number) : error;
    }
    mp_clear(&whole);
    return result(error, &number);
}
