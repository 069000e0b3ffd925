// What arithmetic.c needs for gradients.
#ifndef RANKSH_CORE_TENSOR_ARITHMETIC_BACKWARD_H
#define RANKSH_CORE_TENSOR_ARITHMETIC_BACKWARD_H

#include "core/tensor/arithmetic.h"

// The node of `out` = op(a, b). `before` is a copy of what a was when a itself is overwritten, NULL
// otherwise. NULL when memory ends.
struct node *arithmetic_node(enum arithmetic op, struct operand a, struct operand b,
                             struct scalar alpha, struct tensor *out, struct tensor *before);

#endif
