// The operators of tensors, as the interpreter calls them.
#ifndef RANKSH_CORE_TORCH_TENSOR_OPERATORS_H
#define RANKSH_CORE_TORCH_TENSOR_OPERATORS_H

#include "core/lang/objects/operator.h"

struct value tensor_operator_binary(enum operation operation, struct value self, struct value other,
                                    bool reflected);
struct value tensor_operator_in_place(enum operation operation, struct value self,
                                      struct value other);
struct value tensor_operator_unary(enum unary unary, struct value self);
struct value tensor_operator_compare(enum comparison comparison, struct value self,
                                     struct value other);

#endif
