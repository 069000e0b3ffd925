// Floats.
#ifndef RANKSH_CORE_LANG_FLOAT_H
#define RANKSH_CORE_LANG_FLOAT_H

#include "core/lang/objects/operator.h"
#include "core/lang/objects/type.h"

extern struct type float_type;

// The number of an int, bool or float; false, without an exception, for anything else or an int
// that is too large (then OverflowError is raised).
bool float_of(struct value value, double *ret_number);

struct value float_divide(double left, double right);       // ZeroDivisionError
struct value float_floor_divide(double left, double right); // ZeroDivisionError
struct value float_modulo(double left, double right);       // ZeroDivisionError

int64_t float_hash(double number, const void *identity); // CPython's; `identity`: for NaN

// The shortest text that reads back as `number`, as repr shows it. NULL: raised.
struct str *float_text(double number);

#endif
