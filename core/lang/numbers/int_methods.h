// The methods of ints and bools, and int() itself.
#ifndef RANKSH_CORE_LANG_INT_METHODS_H
#define RANKSH_CORE_LANG_INT_METHODS_H

#include "core/lang/objects/native.h"

extern const struct native int_methods[];

// int(), int(number), int(text, base)
struct value int_create(struct type *type, const struct arguments *arguments);

// int(number) of a float. OverflowError and ValueError for what is no number.
struct value int_from_float(double number);

#endif
