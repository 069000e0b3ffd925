// Numbers of the dialect and scalars of tensors.
#ifndef RANKSH_CORE_TORCH_NUMBERS_H
#define RANKSH_CORE_TORCH_NUMBERS_H

#include "core/lang/objects/value.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/scalar.h"

static inline struct value number_value(struct scalar scalar)
{
    return scalar.kind == DTYPE_CATEGORY_FLOAT  ? value_float(scalar.number)
           : scalar.kind == DTYPE_CATEGORY_BOOL ? value_bool(scalar.integer != 0)
                                                : value_int(scalar.integer);
}

// Whether `value` is an int, float or bool, of any size, or of a subclass.
bool number_is(struct value value);

// That number. False: it is none, and nothing is raised; or an int beyond 64 bits, and RuntimeError
// is raised.
bool number_of_value(struct value value, struct scalar *ret_scalar);

// The same for what may be a tensor as well.
bool operand_of_value(struct value value, struct operand *ret_operand);

#endif
