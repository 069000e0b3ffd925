// Element by element from three operands: one or the other by a condition, bounds, fused products.
#ifndef RANKSH_CORE_TENSOR_SELECT_H
#define RANKSH_CORE_TENSOR_SELECT_H

#include "core/tensor/arithmetic.h"

// Where `condition` (bool) is true a, elsewhere b. `masked_fill`: the node has that name.
enum status tensor_where(struct tensor *condition, struct operand a, struct operand b,
                         struct tensor **ret_tensor);
enum status tensor_masked_fill(struct tensor *x, struct tensor *mask, struct operand value,
                               struct tensor **ret_tensor);
enum status tensor_masked_fill_(struct tensor *x, struct tensor *mask, struct operand value);

// Bounds: NULL for none. At least one.
enum status tensor_clamp(struct tensor *x, const struct scalar *low, const struct scalar *high,
                         bool in_place, struct tensor **ret_tensor);
enum status tensor_clamp_tensors(struct tensor *x, struct tensor *low, struct tensor *high,
                                 struct tensor **ret_tensor);

enum status tensor_addcmul(struct tensor *x, struct tensor *a, struct tensor *b,
                           struct scalar value, bool in_place, struct tensor **ret_tensor);
enum status tensor_addcdiv(struct tensor *x, struct tensor *a, struct tensor *b,
                           struct scalar value, bool in_place, struct tensor **ret_tensor);
enum status tensor_lerp(struct tensor *from, struct tensor *to, struct operand weight,
                        bool in_place, struct tensor **ret_tensor);

#endif
