// Ints beyond 64 bits: heap objects of int_type. All functions take ints of any size (bools too)
// and give inline ones whenever the result fits.
#ifndef RANKSH_CORE_LANG_BIGINT_H
#define RANKSH_CORE_LANG_BIGINT_H

#include "core/lang/operator.h"
#include "core/lang/type.h"

struct value bigint_binary(enum operation operation, struct value left, struct value right);
struct value bigint_power_modulo(struct value base, struct value exponent, struct value modulus);
struct value bigint_unary(enum unary unary, struct value value);
int bigint_compare(struct value left, struct value right); // <0, 0, >0
bool bigint_hash(struct value value, int64_t *ret_hash);

// From digits without sign, underscores or prefix. ValueError past CPython's 4,300 decimal digits.
struct value bigint_parse(const char *digits, size_t length, int base);
struct str *bigint_text(struct value value, int base);

// The nearest float; OverflowError when there is none.
bool bigint_to_float(struct value value, double *ret_number);
struct value bigint_from_float(double number); // truncated; finite
int bigint_compare_float(struct value value, double number);

size_t bigint_size_of(const struct object *self);
void bigint_finish(struct object *self);

#endif
