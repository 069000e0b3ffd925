// The same values in another element type, in memory of their own, or written over others.
#ifndef RANKSH_CORE_TENSOR_CONVERT_H
#define RANKSH_CORE_TENSOR_CONVERT_H

#include "core/tensor/autograd.h"
#include "core/tensor/scalar.h"
#include "core/tensor/tensor.h"

// `x` itself (one more reference) when it has that type already.
enum status tensor_to_dtype(struct tensor *x, enum dtype dtype, struct tensor **ret_tensor);

enum status tensor_clone(struct tensor *x, struct tensor **ret_tensor);
enum status tensor_contiguous(struct tensor *x, struct tensor **ret_tensor); // itself if it is
enum status tensor_copy_(struct tensor *x, struct tensor *from);             // broadcasts, converts
enum status tensor_fill_(struct tensor *x, struct scalar value);

// The only element. RuntimeError (ValueError in 1.13's words) if there is not exactly one.
enum status tensor_item(const struct tensor *x, struct scalar *ret_value);
struct scalar tensor_element(const struct tensor *x,
                             int64_t offset); // from tensor_data(), in elements
void tensor_set_element(struct tensor *x, int64_t offset, struct scalar value);

// ---- without history and versions

enum status tensor_clone_values(const struct tensor *x, struct tensor **ret_tensor); // keeps layout
enum status tensor_pack_values(const struct tensor *x, struct tensor **ret_tensor);  // contiguous
enum status tensor_cast_values(const struct tensor *x, enum dtype dtype,
                               struct tensor **ret_tensor);
enum status tensor_copy_values(struct tensor *x, const struct tensor *from); // broadcasts, converts
enum status tensor_fill_values(struct tensor *x, struct scalar value);

#endif
