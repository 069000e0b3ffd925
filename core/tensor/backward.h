// What autograd.c needs of the engine: the node that ends at a leaf.
#ifndef RANKSH_CORE_TENSOR_BACKWARD_H
#define RANKSH_CORE_TENSOR_BACKWARD_H

#include "core/tensor/autograd.h"

// The leaf's accumulator with a new reference; NULL when memory ends. As long as some edge leads to
// it, it is the same one.
struct node *backward_accumulator(struct tensor *leaf);

// a + b in place where `a` may be reused; gives the sum as a new reference and drops `a`'s. For
// gradients that meet.
enum status backward_add(struct tensor *a, struct tensor *b, struct tensor **ret_sum);

#endif
