// All loops of one build in one table.
#include "core/tensor/kernels/kernels.h"
#include "core/tensor/kernels/variant.h"

extern kernel_loop *const VARIANT(unary_loops)[MAP_COUNT][DTYPE_COUNT];
extern kernel_loop *const VARIANT(binary_loops)[BINARY_COUNT][DTYPE_COUNT];
extern kernel_loop *const VARIANT(compare_loops)[COMPARE_COUNT][DTYPE_COUNT];
extern kernel_loop *const VARIANT(grad_loops)[GRAD_COUNT][2];
extern kernel_loop *const VARIANT(ternary_loops)[TERNARY_COUNT][DTYPE_COUNT];
extern kernel_loop *const VARIANT(where_loops)[DTYPE_COUNT];
extern kernel_loop *const VARIANT(cast_loops)[DTYPE_COUNT][DTYPE_COUNT];
extern kernel_fold *const VARIANT(fold_loops)[FOLD_COUNT][DTYPE_COUNT];
extern const struct kernel_softmax VARIANT(softmax_loops);
extern const struct kernel_steps VARIANT(step_loops);
extern void VARIANT(normal_loop)(float *data, float mean, float deviation);

extern const struct kernels VARIANT(kernels);

const struct kernels VARIANT(kernels) = {
    .unary = VARIANT(unary_loops),
    .binary = VARIANT(binary_loops),
    .compare = VARIANT(compare_loops),
    .grad = VARIANT(grad_loops),
    .ternary = VARIANT(ternary_loops),
    .where = VARIANT(where_loops),
    .cast = VARIANT(cast_loops),
    .fold = VARIANT(fold_loops),
    .softmax = &VARIANT(softmax_loops),
    .steps = &VARIANT(step_loops),
    .normal = VARIANT(normal_loop),
};
