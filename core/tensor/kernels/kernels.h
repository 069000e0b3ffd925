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

// Rows of `n` packed elements (n > 0), float types. Not in place.
struct kernel_softmax {
    void (*softmax)(enum dtype dtype, void *out, const void *in, int64_t rows, int64_t n);
    void (*log_softmax)(enum dtype dtype, void *out, const void *in, int64_t rows, int64_t n);
    // y is what the forward function gave.
    void (*softmax_back)(enum dtype dtype, void *d_in, const void *d_out, const void *y,
                         int64_t rows, int64_t n);
    void (*log_softmax_back)(enum dtype dtype, void *d_in, const void *d_out, const void *y,
                             int64_t rows, int64_t n);
    // Along a dimension of size n whose neighbours are `inner` elements apart; one block.
    void (*columns)(enum dtype dtype, void *out, const void *in, int64_t n, int64_t inner,
                    bool log);
    void (*columns_back)(enum dtype dtype, void *d_in, const void *d_out, const void *y, int64_t n,
                         int64_t inner, bool log);
    // d_in = scales[row] (e^y - [targets[row]]), y = log_softmax; rows of scale 0 become zeros.
    void (*cross_entropy_back)(enum dtype dtype, void *d_in, const void *y, const int64_t *targets,
                               const void *scales, int64_t rows, int64_t n);
};

struct kernel_sgd {
    double lr, momentum, dampening, weight_decay;
    bool nesterov, maximize;
    bool first; // the momentum buffer is not filled yet
};

struct kernel_adam {
    double beta1, beta2, eps;
    double weight_decay;    // added to the gradient; 0 for AdamW
    double shrink;          // what the parameter is multiplied with first: 1, AdamW 1 - lr decay
    double step_size;       // lr / (1 - beta1^t)
    double root_correction; // sqrt(1 - beta2^t)
    bool maximize;
};

// One optimizer step over `n` packed elements. momentum, top: NULL if there is none.
struct kernel_steps {
    void (*sgd)(enum dtype dtype, void *p, const void *grad, void *momentum, int64_t n,
                const struct kernel_sgd *how);
    void (*adam)(enum dtype dtype, void *p, const void *grad, void *mean, void *square, void *top,
                 int64_t n, const struct kernel_adam *how);
    void (*scale)(enum dtype dtype, void *elements, int64_t n, double by);
};

struct kernels {
    kernel_loop *const (*unary)[DTYPE_COUNT];   // [MAP_COUNT]: out, x
    kernel_loop *const (*binary)[DTYPE_COUNT];  // [BINARY_COUNT]: out, a, b
    kernel_loop *const (*compare)[DTYPE_COUNT]; // [COMPARE_COUNT]: out (bool), a, b
    kernel_loop *const (*grad)[2];              // [GRAD_COUNT]: out, gradient, saved value; floats
    kernel_loop *const (*ternary)[DTYPE_COUNT]; // [TERNARY_COUNT]: out, a, b, c
    kernel_loop *const *where;                  // out, condition (bool), a, b
    kernel_loop *const (*cast)[DTYPE_COUNT];    // [to][from]: out, x
    kernel_fold *const (*fold)[DTYPE_COUNT];    // [FOLD_COUNT]
    const struct kernel_softmax *softmax;
    const struct kernel_steps *steps;
    // 16 numbers from [0, 1) become 16 normally distributed ones.
    void (*normal)(float *data, float mean, float deviation);
};

extern const struct kernels *kernels; // valid after kernels_pick()

void kernels_pick(void); // any number of times

#endif
