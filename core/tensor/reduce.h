// Many elements become one: sums, means, products, extremes, norms, variances. float32 sums follow
// PyTorch's cascade, so that the last digit agrees. Differentiable where that makes sense.
#ifndef RANKSH_CORE_TENSOR_REDUCE_H
#define RANKSH_CORE_TENSOR_REDUCE_H

#include "core/tensor/autograd.h"
#include "core/tensor/kernels/ops.h"
#include "core/tensor/scalar.h"
#include "core/tensor/tensor.h"

// Which dimensions go. NULL or count 0: all of them.
struct reduce_dims {
    int count;
    const int64_t *dims;
    bool keep; // as size 1
};

// `dtype`: the type to add in, NULL: int64 for integers, else x's own.
enum status tensor_sum(struct tensor *x, const struct reduce_dims *dims, const enum dtype *dtype,
                       struct tensor **ret_tensor);
enum status tensor_nansum(struct tensor *x, const struct reduce_dims *dims, const enum dtype *dtype,
                          struct tensor **ret_tensor);
enum status tensor_mean(struct tensor *x, const struct reduce_dims *dims, const enum dtype *dtype,
                        struct tensor **ret_tensor);
enum status tensor_prod(struct tensor *x, const struct reduce_dims *dims, const enum dtype *dtype,
                        struct tensor **ret_tensor);

// The largest or smallest values alone: amax, amin; over everything, max() and min().
enum status tensor_amax(struct tensor *x, bool largest, const struct reduce_dims *dims,
                        struct tensor **ret_tensor);
enum status tensor_max_all(struct tensor *x, bool largest, struct tensor **ret_tensor);

enum status tensor_all(struct tensor *x, const struct reduce_dims *dims,
                       struct tensor **ret_tensor);
enum status tensor_any(struct tensor *x, const struct reduce_dims *dims,
                       struct tensor **ret_tensor);

enum status tensor_var(struct tensor *x, const struct reduce_dims *dims, double correction,
                       struct tensor **ret_tensor);
enum status tensor_std(struct tensor *x, const struct reduce_dims *dims, double correction,
                       struct tensor **ret_tensor);
enum status tensor_norm(struct tensor *x, double p, const struct reduce_dims *dims,
                        const char *grad_fn, struct tensor **ret_tensor); // grad_fn: its name
enum status tensor_logsumexp(struct tensor *x, const struct reduce_dims *dims,
                             struct tensor **ret_tensor);

// Adds up what broadcasting has spread, so that `x` gets that shape (a new reference to `x` if it
// has it). For gradients.
enum status tensor_sum_to_shape(struct tensor *x, int ndim, const int64_t *shape,
                                struct tensor **ret_tensor);

// ---- for the files that reduce in other ways

// Dimensions resolved: which go, the shape of the result with them as 1, and without them.
struct reduce_plan {
    bool gone[TENSOR_DIMS];
    int kept_ndim, ndim;
    int64_t kept_shape[TENSOR_DIMS], shape[TENSOR_DIMS];
    int64_t count; // elements that become one
};

enum status reduce_plan_init(struct reduce_plan *plan, const struct tensor *x,
                             const struct reduce_dims *dims);

// Values only: `x` folded into a fresh tensor of the plan's shape that starts out as `identity`.
enum status reduce_fold(enum fold fold, const struct tensor *x, const struct reduce_plan *plan,
                        enum dtype result, struct scalar identity, struct tensor **ret_tensor);

// Walks the results; for each, `call` gets one run of `n` elements at a time, in PyTorch's order.
typedef void reduce_run_fn(void *context, const char *data, int64_t stride, int64_t n);
enum status reduce_each(const struct tensor *x, const struct reduce_plan *plan,
                        struct tensor *result, reduce_run_fn *begin, reduce_run_fn *run,
                        void (*end)(void *context, char *place), void *context);

#endif
