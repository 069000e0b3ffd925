// The methods of floats, and float() itself.
#ifndef RANKSH_CORE_LANG_FLOAT_METHODS_H
#define RANKSH_CORE_LANG_FLOAT_METHODS_H

#include "core/lang/objects/native.h"

extern const struct native float_methods[];

struct value float_create(struct type *type, const struct arguments *arguments);

#endif
