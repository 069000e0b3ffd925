// Ints beyond 64 bits: heap objects of int_type, by way of libtommath. All functions take ints of
// any size (bools too) and give inline ones whenever the result fits. Results of more than 2^20
// bits are refused by name; a value_unset means that something was raised.
#ifndef RANKSH_CORE_LANG_BIGINT_H
#define RANKSH_CORE_LANG_BIGINT_H

#include "core/lang/objects/operator.h"
#include "core/lang/objects/type.h"

enum { BIGINT_MAX_BITS = 1 << 20, BIGINT_MAX_DIGITS = 4300, BIGINT_LEAST_LIMIT = 640 };

// Decimal digits that texts may have on either way; 0: no limit (sys.set_int_max_str_digits).
extern size_t bigint_digit_limit;

struct value bigint_binary(enum operation operation, struct value left, struct value right);
struct value bigint_power_modulo(struct value base, struct value exponent, struct value modulus);
struct value bigint_unary(enum unary unary, struct value value);
struct value bigint_expanded(int64_t integer);             // a heap object all the same, for box.h
int bigint_compare(struct value left, struct value right); // <0, 0, >0
bool bigint_hash(struct value value, int64_t *ret_hash);

// From digits without sign, underscores or prefix. ValueError past CPython's 4,300 decimal digits.
struct value bigint_parse(const char *digits, size_t length, int base);

// In base 2, 8, 10 or 16, with a sign if negative. ValueError past 4,300 decimal digits.
struct str *bigint_text(struct value value, int base);

// The nearest float, ties to even; OverflowError when there is none.
bool bigint_to_float(struct value value, double *ret_number);
struct value bigint_from_float(double number);               // truncated; finite
int bigint_compare_float(struct value value, double number); // exact; not NaN

int64_t bigint_bits(struct value value); // of its size: 0 for 0
int64_t bigint_ones(struct value value); // of these, how many are 1
bool bigint_is_negative(struct value value);
bool bigint_is_odd(struct value value);
struct value bigint_gcd(struct value left, struct value right);
struct value bigint_square_root(struct value value); // floor; not negative

// Bytes, the lowest first. bigint_bytes writes the two's complement cut to `length` bytes;
// whether it fits is the caller's to ask. bigint_from_bytes reads it, or an unsigned number.
bool bigint_bytes(struct value value, unsigned char *bytes, size_t length);
struct value bigint_from_bytes(const unsigned char *bytes, size_t length, bool is_signed);

size_t bigint_size_of(const struct object *self);
void bigint_finish(struct object *self);

#endif
