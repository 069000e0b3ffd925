// Sums, means, products and extremes, and how dimensions are chosen. reduce_backward.c has the
// gradients, moments.c variances and norms.
#include <math.h>
#include <string.h>

#include "core/tensor/arithmetic.h"
#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/iterate.h"
#include "core/tensor/reduce.h"
#include "core/tensor/reduce_backward.h"

enum status reduce_plan_init(struct reduce_plan *plan, const struct tensor *x,
                             const struct reduce_dims *dims)
{
    memset(plan, 0, sizeof *plan);
    bool all = dims == NULL || dims->count == 0, keep = dims != NULL && dims->keep;
    for (int i = 0; !all && i < dims->count; i++) {
        int at;
        enum status status = shape_wrap_dim(dims->dims[i], x->ndim, &at);
        if (status != STATUS_OK) {
            return status;
        }
        if (plan->gone[at]) {
            return failure(FAILURE_RUNTIME, "dim %d appears multiple times in the list of dims",
                           at);
        }
        plan->gone[at] = true;
    }
    plan->count = 1;
    plan->kept_ndim = x->ndim;
    for (int i = 0; i < x->ndim; i++) {
        plan->gone[i] = plan->gone[i] || all;
        plan->kept_shape[i] = plan->gone[i] ? 1 : x->shape[i];
        if (plan->gone[i]) {
            plan->count *= x->shape[i];
        }
        if (!plan->gone[i] || keep) {
            plan->shape[plan->ndim++] = plan->kept_shape[i];
        }
    }
    return STATUS_OK;
}

// Runs `fold` block by block over the two innermost dimensions.
static enum status run_fold(struct iterate *walk, kernel_fold *fold)
{
    int64_t at[TENSOR_DIMS] = {0};
    char *data[2] = {walk->data[0], walk->data[1]};
    bool flat = walk->ndim == 1;
    int64_t strides[4] = {walk->strides[0][0], walk->strides[1][0], flat ? 0 : walk->strides[0][1],
                          flat ? 0 : walk->strides[1][1]};
    for (int i = 0; i < walk->ndim; i++) {
        if (walk->shape[i] == 0) {
            return STATUS_OK;
        }
    }
    for (;;) {
        fold(data, strides, walk->shape[0], flat ? 1 : walk->shape[1]);
        int dim = 2;
        for (; dim < walk->ndim; dim++) {
            data[0] += walk->strides[0][dim];
            data[1] += walk->strides[1][dim];
            if (++at[dim] < walk->shape[dim]) {
                break;
            }
            data[0] -= walk->strides[0][dim] * walk->shape[dim];
            data[1] -= walk->strides[1][dim] * walk->shape[dim];
            at[dim] = 0;
        }
        if (dim >= walk->ndim) {
            return STATUS_OK;
        }
    }
}

// The result of a reduction over `x` as operand 0: stride 0 along what goes.
static void walk_init(struct iterate *walk, const struct tensor *x, const struct reduce_plan *plan,
                      struct tensor *result)
{
    iterate_init(walk, x->ndim, x->shape);
    int64_t stride = (int64_t)tensor_item_size(result);
    for (int i = x->ndim - 1; i >= 0; i--) {
        walk->strides[0][i] = plan->gone[i] ? 0 : stride;
        stride *= plan->kept_shape[i];
    }
    walk->data[0] = tensor_data(result);
    walk->operands = 1;
    iterate_add(walk, x);
    iterate_order(walk, true);
}

enum status reduce_fold(enum fold fold, const struct tensor *x, const struct reduce_plan *plan,
                        enum dtype result, struct scalar identity, struct tensor **ret_tensor)
{
    struct tensor *out;
    struct iterate walk;
    enum status status = tensor_full(result, plan->ndim, plan->shape, identity, &out);
    if (status != STATUS_OK) {
        return status;
    }
    walk_init(&walk, x, plan, out);
    run_fold(&walk, kernels->fold[fold][x->dtype]);
    status = x->numel > 1 << 20 ? failure_check_interrupt() : STATUS_OK;
    if (status != STATUS_OK) {
        tensor_unref(out);
        return status;
    }
    *ret_tensor = out;
    return STATUS_OK;
}

enum status reduce_each(const struct tensor *x, const struct reduce_plan *plan,
                        struct tensor *result, reduce_run_fn *begin, reduce_run_fn *run,
                        void (*end)(void *context, char *place), void *context)
{
    struct iterate walk;
    walk_init(&walk, x, plan, result);
    int reduced = 0;
    while (reduced < walk.ndim && walk.strides[0][reduced] == 0 && x->numel > 0) {
        reduced++;
    }
    if (plan->count == 0 || x->numel == 0) {
        for (int64_t i = 0; i < result->numel; i++) {
            begin(context, NULL, 0, 0);
            end(context, (char *)tensor_data(result) + i * (int64_t)tensor_item_size(result));
        }
        return STATUS_OK;
    }
    int64_t at[TENSOR_DIMS] = {0}, runs = 1, outer = 1;
    for (int i = 1; i < reduced; i++) {
        runs *= walk.shape[i];
    }
    for (int i = reduced; i < walk.ndim; i++) {
        outer *= walk.shape[i];
    }
    int64_t n = reduced > 0 ? walk.shape[0] : 1, stride = reduced > 0 ? walk.strides[1][0] : 0;
    char *place = walk.data[0], *data = walk.data[1];
    for (int64_t o = 0; o < outer; o++) {
        begin(context, data, stride, n);
        for (int64_t r = 0; r < runs; r++) {
            run(context, data, stride, n);
            for (int i = 1; i < reduced; i++) {
                data += walk.strides[1][i];
                if (++at[i] < walk.shape[i]) {
                    break;
                }
                data -= walk.strides[1][i] * walk.shape[i];
                at[i] = 0;
            }
        }
        end(context, place);
        for (int i = reduced > 0 ? reduced : 0; i < walk.ndim; i++) {
            place += walk.strides[0][i];
            data += walk.strides[1][i];
            if (++at[i] < walk.shape[i]) {
                break;
            }
            place -= walk.strides[0][i] * walk.shape[i];
            data -= walk.strides[1][i] * walk.shape[i];
            at[i] = 0;
        }
        if (o % 4096 == 4095 && failure_check_interrupt() != STATUS_OK) {
            return STATUS_INTERRUPTED;
        }
    }
    return STATUS_OK;
}

// ---- sums, means, products

static enum dtype adding_type(const struct tensor *x, const enum dtype *dtype)
{
    return dtype != NULL ? *dtype : dtype_is_float(x->dtype) ? x->dtype : DTYPE_INT64;
}

// `x` in the type that it is to be added in: a new reference, values only.
static enum status in_type(struct tensor *x, enum dtype dtype, struct tensor **ret_tensor)
{
    if (x->dtype == dtype) {
        *ret_tensor = tensor_ref(x);
        return STATUS_OK;
    }
    return tensor_cast_values(x, dtype, ret_tensor);
}

static enum status fold_in_type(enum fold fold, struct tensor *x, const struct reduce_plan *plan,
                                enum dtype dtype, struct scalar identity,
                                struct tensor **ret_tensor)
{
    struct tensor *input;
    enum status status = in_type(x, dtype, &input);
    if (status == STATUS_OK) {
        status = reduce_fold(fold, input, plan, dtype, identity, ret_tensor);
        tensor_unref(input);
    }
    return status;
}

static bool is_full(const struct reduce_dims *dims)
{
    return dims == NULL || (dims->count == 0 && !dims->keep);
}

enum status tensor_sum(struct tensor *x, const struct reduce_dims *dims, const enum dtype *dtype,
                       struct tensor **ret_tensor)
{
    struct reduce_plan plan;
    struct tensor *out;
    enum status status = reduce_plan_init(&plan, x, dims);
    if (status == STATUS_OK) {
        status = fold_in_type(FOLD_SUM, x, &plan, adding_type(x, dtype), scalar_int(0), &out);
    }
    if (status == STATUS_OK) {
        status = reduce_record(is_full(dims) ? REDUCE_SUM : REDUCE_SUM_DIMS, x, &plan, 0, &out);
    }
    if (status == STATUS_OK) {
        *ret_tensor = out;
    }
    return status;
}

enum status tensor_nansum(struct tensor *x, const struct reduce_dims *dims, const enum dtype *dtype,
                          struct tensor **ret_tensor)
{
    struct reduce_plan plan;
    struct tensor *out, *clean;
    if (!dtype_is_float(x->dtype)) {
        return tensor_sum(x, dims, dtype, ret_tensor);
    }
    enum status status = reduce_plan_init(&plan, x, dims);
    if (status == STATUS_OK) {
        status = tensor_cast_values(x, adding_type(x, dtype), &clean);
    }
    if (status != STATUS_OK) {
        return status;
    }
    for (int64_t i = 0; i < clean->numel; i++) {
        if (isnan(scalar_number(tensor_element(clean, i)))) {
            tensor_set_element(clean, i, scalar_int(0));
        }
    }
    status = reduce_fold(FOLD_SUM, clean, &plan, clean->dtype, scalar_int(0), &out);
    tensor_unref(clean);
    if (status == STATUS_OK) {
        status = reduce_record(REDUCE_NANSUM, x, &plan, 0, &out);
    }
    if (status == STATUS_OK) {
        *ret_tensor = out;
    }
    return status;
}

enum status tensor_mean(struct tensor *x, const struct reduce_dims *dims, const enum dtype *dtype,
                        struct tensor **ret_tensor)
{
    struct reduce_plan plan;
    struct tensor *out;
    enum dtype type = dtype != NULL ? *dtype : x->dtype;
    if (!dtype_is_float(type)) {
        return failure(FAILURE_RUNTIME,
                       "mean(): could not infer output dtype. %s dtype must be either a floating "
                       "point or complex dtype. Got: %s",
                       dtype != NULL ? "Optional" : "Input", dtype_facts[type].scalar_name);
    }
    enum status status = reduce_plan_init(&plan, x, dims);
    if (status == STATUS_OK) {
        status = fold_in_type(FOLD_SUM, x, &plan, type, scalar_int(0), &out);
    }
    if (status != STATUS_OK) {
        return status;
    }
    bool enabled = autograd_set_enabled(false);
    status = tensor_arithmetic_(ARITHMETIC_DIV, out, operand_scalar(scalar_int(plan.count)),
                                scalar_int(1));
    autograd_set_enabled(enabled);
    out->storage->version = 0;
    if (status != STATUS_OK) {
        tensor_unref(out);
        return status;
    }
    status = reduce_record(is_full(dims) ? REDUCE_MEAN : REDUCE_MEAN_DIMS, x, &plan, 0, &out);
    if (status == STATUS_OK) {
        *ret_tensor = out;
    }
    return status;
}

enum status tensor_prod(struct tensor *x, const struct reduce_dims *dims, const enum dtype *dtype,
                        struct tensor **ret_tensor)
{
    struct reduce_plan plan;
    struct tensor *out;
    enum status status = reduce_plan_init(&plan, x, dims);
    if (status == STATUS_OK) {
        status = fold_in_type(FOLD_PROD, x, &plan, adding_type(x, dtype), scalar_int(1), &out);
    }
    if (status == STATUS_OK) {
        status = reduce_record(is_full(dims) ? REDUCE_PROD : REDUCE_PROD_DIMS, x, &plan, 0, &out);
    }
    if (status == STATUS_OK) {
        *ret_tensor = out;
    }
    return status;
}

// ---- extremes

static struct scalar lowest(enum dtype dtype)
{
    switch (dtype) {
    case DTYPE_FLOAT32:
    case DTYPE_FLOAT64:
        return scalar_float(-INFINITY);
    case DTYPE_INT64:
        return scalar_int(INT64_MIN);
    case DTYPE_INT32:
        return scalar_int(INT32_MIN);
    case DTYPE_INT16:
        return scalar_int(INT16_MIN);
    case DTYPE_INT8:
        return scalar_int(INT8_MIN);
    case DTYPE_UINT8:
    case DTYPE_BOOL:
        return scalar_int(0);
    }
    return scalar_int(0);
}

static struct scalar highest(enum dtype dtype)
{
    switch (dtype) {
    case DTYPE_FLOAT32:
    case DTYPE_FLOAT64:
        return scalar_float(INFINITY);
    case DTYPE_INT64:
        return scalar_int(INT64_MAX);
    case DTYPE_INT32:
        return scalar_int(INT32_MAX);
    case DTYPE_INT16:
        return scalar_int(INT16_MAX);
    case DTYPE_INT8:
        return scalar_int(INT8_MAX);
    case DTYPE_UINT8:
        return scalar_int(UINT8_MAX);
    case DTYPE_BOOL:
        return scalar_int(1);
    }
    return scalar_int(0);
}

static enum status extreme(struct tensor *x, bool largest, const struct reduce_plan *plan,
                           struct tensor **ret_tensor)
{
    return reduce_fold(largest ? FOLD_MAX : FOLD_MIN, x, plan, x->dtype,
                       largest ? lowest(x->dtype) : highest(x->dtype), ret_tensor);
}

enum status tensor_amax(struct tensor *x, bool largest, const struct reduce_dims *dims,
                        struct tensor **ret_tensor)
{
    struct reduce_plan plan;
    struct tensor *out;
    const char *name = largest ? "amax" : "amin";
    enum status status = reduce_plan_init(&plan, x, dims);
    if (status != STATUS_OK) {
        return status;
    }
    for (int i = 0; i < x->ndim; i++) {
        if (plan.gone[i] && x->shape[i] == 0) {
            return dims == NULL || dims->count == 0
                       ? failure(FAILURE_RUNTIME,
                                 "%s(): Expected reduction dim to be specified for input.numel() "
                                 "== 0. Specify the reduction dim with the 'dim' argument.",
                                 name)
                       : failure(FAILURE_INDEX,
                                 "%s(): Expected reduction dim %d to have non-zero size.", name, i);
        }
    }
    status = extreme(x, largest, &plan, &out);
    if (status == STATUS_OK) {
        status = reduce_record(largest ? REDUCE_AMAX : REDUCE_AMIN, x, &plan, 0, &out);
    }
    if (status == STATUS_OK) {
        *ret_tensor = out;
    }
    return status;
}

enum status tensor_max_all(struct tensor *x, bool largest, struct tensor **ret_tensor)
{
    struct reduce_plan plan;
    struct tensor *out;
    enum status status = reduce_plan_init(&plan, x, NULL);
    if (status != STATUS_OK) {
        return status;
    }
    if (x->numel == 0) {
        return failure(FAILURE_RUNTIME,
                       "%s(): Expected reduction dim to be specified for input.numel() == 0. "
                       "Specify the reduction dim with the 'dim' argument.",
                       largest ? "max" : "min");
    }
    status = extreme(x, largest, &plan, &out);
    if (status == STATUS_OK) {
        status = reduce_record(largest ? REDUCE_MAX : REDUCE_MIN, x, &plan, 0, &out);
    }
    if (status == STATUS_OK) {
        *ret_tensor = out;
    }
    return status;
}

static enum status truth(struct tensor *x, bool all, const struct reduce_dims *dims,
                         struct tensor **ret_tensor)
{
    struct reduce_plan plan;
    enum status status = reduce_plan_init(&plan, x, dims);
    if (status != STATUS_OK) {
        return status;
    }
    // uint8 gives uint8, for old times' sake.
    enum dtype result = x->dtype == DTYPE_UINT8 ? DTYPE_UINT8 : DTYPE_BOOL;
    return reduce_fold(all ? FOLD_ALL : FOLD_ANY, x, &plan, result, scalar_bool(all), ret_tensor);
}

enum status tensor_all(struct tensor *x, const struct reduce_dims *dims, struct tensor **ret_tensor)
{
    return truth(x, true, dims, ret_tensor);
}

enum status tensor_any(struct tensor *x, const struct reduce_dims *dims, struct tensor **ret_tensor)
{
    return truth(x, false, dims, ret_tensor);
}

// ---- back from broadcasting

enum status tensor_sum_to_shape(struct tensor *x, int ndim, const int64_t *shape,
                                struct tensor **ret_tensor)
{
    int64_t dims[TENSOR_DIMS];
    int lead = x->ndim - ndim, count = 0;
    for (int i = 0; i < x->ndim; i++) {
        if (i < lead || (shape[i - lead] == 1 && x->shape[i] != 1)) {
            dims[count++] = i;
        }
    }
    if (count == 0) {
        *ret_tensor = tensor_ref(x);
        return STATUS_OK;
    }
    struct tensor *sum;
    struct reduce_dims which = {count, dims, true};
    struct reduce_plan plan;
    enum status status = reduce_plan_init(&plan, x, &which);
    if (status == STATUS_OK) {
        status = reduce_fold(FOLD_SUM, x, &plan, x->dtype, scalar_int(0), &sum);
    }
    if (status != STATUS_OK) {
        return status;
    }
    status = tensor_over(sum->storage, sum->dtype, 0, ndim, shape, NULL, ret_tensor);
    tensor_unref(sum);
    return status;
}
