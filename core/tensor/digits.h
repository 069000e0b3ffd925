// The handwritten digits that are built in; data/README.md says where they come from.
#ifndef RANKSH_CORE_TENSOR_DIGITS_H
#define RANKSH_CORE_TENSOR_DIGITS_H

#include "core/tensor/tensor.h"

// train_x (1437,64) float32 in 0 … 1, train_y (1437) int64, test_x (360,64), test_y (360).
enum status digits_load(struct tensor *ret_tensors[4]);

#endif
