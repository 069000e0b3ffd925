// x[index] and x[index] = value.
#ifndef RANKSH_CORE_TORCH_TENSOR_SUBSCRIPT_H
#define RANKSH_CORE_TORCH_TENSOR_SUBSCRIPT_H

#include "core/lang/objects/value.h"

struct value tensor_subscript(struct value self, struct value key);
bool tensor_set_subscript(struct value self, struct value key, struct value value);

#endif
