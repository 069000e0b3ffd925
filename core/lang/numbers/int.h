// Ints and bools: arithmetic in 64 bits, handed to bigint.h when the result does not fit.
#ifndef RANKSH_CORE_LANG_INT_H
#define RANKSH_CORE_LANG_INT_H

#include "core/lang/objects/operator.h"
#include "core/lang/objects/type.h"

extern struct type int_type; // of inline ints and of bigint objects
extern struct type bool_type;

static inline bool int_is_small(struct value value) // an int or bool of 64 bits
{
    return value.tag == VALUE_INT || value.tag == VALUE_BOOL;
}

// Python's // and % for a divisor that is not 0; the one overflow (INT64_MIN // -1) is the
// caller's.
static inline int64_t int_floor_divide(int64_t left, int64_t right)
{
    int64_t quotient = left / right;
    return quotient - (left % right != 0 && (left < 0) != (right < 0));
}

static inline int64_t int_modulo(int64_t left, int64_t right)
{
    int64_t rest = left % right;
    return rest != 0 && (rest < 0) != (right < 0) ? rest + right : rest;
}

// left / right as a float, rounded once, as Python divides ints.
struct value int_true_divide(struct value left, struct value right);

// To the nearest multiple of 10 ** tens, ties to even.
struct value int_round(struct value number, int64_t tens);

int64_t int_hash(int64_t integer); // CPython's: modulo 2^61 - 1

#endif
