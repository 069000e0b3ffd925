// The inner loops, compiled once for every x86-64 machine and once for those with AVX2 and FMA;
// kernels_pick() chooses at the start. A loop goes over one run of elements:
//
//     loop(n, data, strides, context)    data[0] is written, data[1 …] are read, strides in bytes
//
// A missing loop (NULL) means that the operation has no such element type.
#ifndef RANKSH_CORE_TENSOR_KERNELS_KERNELS_H
#define RANKSH_CORE_TENSOR_KERNELS_KERNELS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/tensor/dtype.h"
#include "core/tensor/kernels/ops.h"

typedef void kernel_loop(int64_t n, char *const *data, const int64_t *strides, void *context);

// What an elementwise loop may need besides its operands, and what it reports.
struct kernel_context {
    double params[4];    // of the operation: slope, alpha, bounds, …
    int64_t integers[2]; // the same for integer element types
    bool divided_by_zero;
};

// A reduction over a block of two dimensions: data[0] is the result and already holds a value that
// the block's is combined with, data[1] is read. `strides` in bytes: result and input along the
// inner dimension (`size0`), then along the outer one. A stride of 0 of the result means that this
// dimension is reduced.
typedef void kernel_fold(char *const *data, const int64_t *strides, int64_t size0, int64_t size1);

struct kernels {
    kernel_loop *const (*unary)[DTYPE_COUNT];   // [UNARY_COUNT]: out, x
    kernel_loop *const (*binary)[DTYPE_COUNT];  // [BINARY_COUNT]: out, a, b
    kernel_loop *const (*compare)[DTYPE_COUNT]; // [COMPARE_COUNT]: out (bool), a, b
    kernel_loop *const (*grad)[2];              // [GRAD_COUNT]: out, gradient, saved value; floats
    kernel_loop *const (*ternary)[DTYPE_COUNT]; // [TERNARY_COUNT]: out, a, b, c
    kernel_loop *const *where;                  // out, condition (bool), a, b
    kernel_loop *const (*cast)[DTYPE_COUNT];    // [to][from]: out, x
    kernel_fold *const (*fold)[DTYPE_COUNT];    // [FOLD_COUNT]
};

extern const struct kernels *kernels; // valid after kernels_pick()

void kernels_pick(void); // any number of times

#endif
