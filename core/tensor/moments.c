// Variances, norms and logsumexp: reductions whose steps are not one operation on two elements.
#include <math.h>

#include "core/tensor/arithmetic.h"
#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/reduce.h"
#include "core/tensor/reduce_backward.h"
#include "core/tensor/unary.h"
#include "core/tensor/view.h"

static double element(const char *at, enum dtype dtype)
{
    return dtype == DTYPE_FLOAT32 ? (double)*(const float *)(const void *)at
                                  : *(const double *)(const void *)at;
}

static void store(char *place, enum dtype dtype, double value)
{
    if (dtype == DTYPE_FLOAT32) {
        *(float *)(void *)place = (float)value;
    } else {
        *(double *)(void *)place = value;
    }
}

// ---- variance: Welford's running mean and sum of squares, in double

struct spread {
    enum dtype dtype;
    double correction;
    bool root;
    double count, mean, squares;
};

static void spread_begin(void *context, const char *data, int64_t stride, int64_t n)
{
    struct spread *spread = context;
    (void)data;
    (void)stride;
    (void)n;
    spread->count = spread->mean = spread->squares = 0;
}

static void spread_run(void *context, const char *data, int64_t stride, int64_t n)
{
    struct spread *spread = context;
    for (int64_t i = 0; i < n; i++) {
        double x = element(data + i * stride, spread->dtype), apart = x - spread->mean;
        spread->count += 1;
        spread->mean += apart / spread->count;
        spread->squares += apart * (x - spread->mean);
    }
}

static void spread_end(void *context, char *place)
{
    struct spread *spread = context;
    double divisor = spread->count > spread->correction ? spread->count - spread->correction : 0;
    double variance = spread->squares / divisor;
    store(place, spread->dtype, spread->root ? sqrt(variance) : variance);
}

// Over everything PyTorch goes twice: the mean first, then the squares from it.
static enum status spread_of_all(struct tensor *x, struct spread *spread, struct tensor *result)
{
    struct tensor *mean;
    struct reduce_plan plan;
    bool enabled = autograd_set_enabled(false);
    enum status status = tensor_mean(x, NULL, NULL, &mean);
    autograd_set_enabled(enabled);
    if (status != STATUS_OK) {
        return status;
    }
    double centre = scalar_number(tensor_element(mean, 0));
    tensor_unref(mean);
    spread->count = (double)x->numel;
    spread->squares = 0;
    struct tensor *packed;
    status = reduce_plan_init(&plan, x, NULL);
    if (status == STATUS_OK) {
        status = x->contiguous ? STATUS_OK : tensor_pack_values(x, &packed);
    }
    if (status != STATUS_OK) {
        return status;
    }
    const struct tensor *from = x->contiguous ? x : packed;
    const char *data = tensor_data(from);
    for (int64_t i = 0; i < from->numel; i++) {
        double apart = element(data + i * (int64_t)tensor_item_size(from), from->dtype) - centre;
        spread->squares += apart * apart;
    }
    if (from != x) {
        tensor_unref(packed);
    }
    spread_end(spread, tensor_data(result));
    return STATUS_OK;
}

static enum status variance(struct tensor *x, const struct reduce_dims *dims, double correction,
                            bool root, struct tensor **ret_tensor)
{
    struct reduce_plan plan;
    struct tensor *out;
    if (!dtype_is_float(x->dtype)) {
        return failure(FAILURE_RUNTIME,
                       "std and var only support floating point and complex dtypes");
    }
    enum status status = reduce_plan_init(&plan, x, dims);
    if (status == STATUS_OK) {
        status = tensor_create(x->dtype, plan.ndim, plan.shape, &out);
    }
    if (status != STATUS_OK) {
        return status;
    }
    struct spread spread = {.dtype = x->dtype, .correction = correction, .root = root};
    bool all = dims == NULL || dims->count == 0;
    status = all && x->numel > 0
                 ? spread_of_all(x, &spread, out)
                 : reduce_each(x, &plan, out, spread_begin, spread_run, spread_end, &spread);
    if (status != STATUS_OK) {
        tensor_unref(out);
        return status;
    }
    status = reduce_record(root ? REDUCE_STD : REDUCE_VAR, x, &plan, correction, &out);
    if (status == STATUS_OK) {
        *ret_tensor = out;
    }
    return status;
}

enum status tensor_var(struct tensor *x, const struct reduce_dims *dims, double correction,
                       struct tensor **ret_tensor)
{
    return variance(x, dims, correction, false, ret_tensor);
}

enum status tensor_std(struct tensor *x, const struct reduce_dims *dims, double correction,
                       struct tensor **ret_tensor)
{
    return variance(x, dims, correction, true, ret_tensor);
}

// ---- norms. float32 adds in float: eight lanes side by side where PyTorch does, else one by one.

struct norm {
    enum dtype dtype;
    double p;
    bool lanes; // the only reduced dimension is packed and p is 2
    double total;
    float narrow;
};

enum { LANES = 8 };

static void norm_begin(void *context, const char *data, int64_t stride, int64_t n)
{
    struct norm *norm = context;
    (void)data;
    (void)stride;
    (void)n;
    norm->narrow = norm->p == -INFINITY ? INFINITY : 0;
    norm->total = norm->narrow;
}

static float squares_in_lanes(const float *x, int64_t n)
{
    float lanes[LANES] = {0}, total;
    int64_t whole = n - n % LANES;
    for (int64_t i = 0; i < whole; i += LANES) {
        for (int lane = 0; lane < LANES; lane++) {
            lanes[lane] = fmaf(x[i + lane], x[i + lane], lanes[lane]);
        }
    }
    total = lanes[0];
    for (int lane = 1; lane < LANES; lane++) {
        total += lanes[lane];
    }
    // PyTorch's compiler made four products at once of what is left, and fused the last few.
    int64_t unfused = whole + (n - whole) / 4 * 4;
    for (int64_t i = whole; i < n; i++) {
        total = i < unfused ? total + x[i] * x[i] : fmaf(x[i], x[i], total);
    }
    return total;
}

static float norm_step(float total, float x, double p)
{
    float size = fabsf(x);
    if (p == 2) {
        return fmaf(x, x, total);
    }
    if (p == 1) {
        return total + size;
    }
    if (p == 0) {
        return total + (x != 0);
    }
    if (p == INFINITY) {
        return size > total || size != size ? size : total;
    }
    if (p == -INFINITY) {
        return size < total || size != size ? size : total;
    }
    return total + powf(size, (float)p);
}

static double norm_step_wide(double total, double x, double p)
{
    double size = fabs(x);
    if (p == 2) {
        return fma(x, x, total);
    }
    if (p == 1) {
        return total + size;
    }
    if (p == 0) {
        return total + (x != 0);
    }
    if (p == INFINITY) {
        return size > total || size != size ? size : total;
    }
    if (p == -INFINITY) {
        return size < total || size != size ? size : total;
    }
    return total + pow(size, p);
}

static void norm_run(void *context, const char *data, int64_t stride, int64_t n)
{
    struct norm *norm = context;
    if (norm->lanes) {
        norm->narrow = squares_in_lanes((const float *)(const void *)data, n);
        return;
    }
    for (int64_t i = 0; i < n; i++) {
        double x = element(data + i * stride, norm->dtype);
        if (norm->dtype == DTYPE_FLOAT32) {
            norm->narrow = norm_step(norm->narrow, (float)x, norm->p);
        } else {
            norm->total = norm_step_wide(norm->total, x, norm->p);
        }
    }
}

static void norm_end(void *context, char *place)
{
    struct norm *norm = context;
    bool plain = norm->p == 1 || norm->p == 0 || isinf(norm->p);
    if (norm->dtype == DTYPE_FLOAT32) {
        float x = norm->narrow;
        store(place, DTYPE_FLOAT32,
              plain          ? x
              : norm->p == 2 ? sqrtf(x)
                             : powf(x, 1.0f / (float)norm->p));
        return;
    }
    double x = norm->total;
    store(place, DTYPE_FLOAT64, plain ? x : norm->p == 2 ? sqrt(x) : pow(x, 1 / norm->p));
}

// Whether exactly one run of memory is reduced: the last dimension, or all of a packed tensor.
static bool one_packed_run(const struct tensor *x, const struct reduce_plan *plan)
{
    bool kept_seen = false;
    int64_t expected = 1;
    for (int i = x->ndim - 1; i >= 0; i--) {
        if (x->shape[i] == 1) {
            continue;
        }
        if (!plan->gone[i]) {
            kept_seen = true;
            continue;
        }
        if (kept_seen || x->strides[i] != expected) {
            return false;
        }
        expected *= x->shape[i];
    }
    return expected > 1;
}

enum status tensor_norm(struct tensor *x, double p, const struct reduce_dims *dims,
                        const char *grad_fn, struct tensor **ret_tensor)
{
    struct reduce_plan plan;
    struct tensor *out;
    if (!dtype_is_float(x->dtype)) {
        return failure(
            FAILURE_RUNTIME,
            "%s: input dtype should be either floating point or complex. Got %s instead.",
            grad_fn[0] == 'L' ? "linalg.vector_norm" : "norm()", dtype_facts[x->dtype].scalar_name);
    }
    enum status status = reduce_plan_init(&plan, x, dims);
    if (status == STATUS_OK) {
        status = tensor_create(x->dtype, plan.ndim, plan.shape, &out);
    }
    if (status != STATUS_OK) {
        return status;
    }
    struct norm norm = {
        .dtype = x->dtype,
        .p = p,
        .lanes = p == 2 && x->dtype == DTYPE_FLOAT32 && one_packed_run(x, &plan),
    };
    status = reduce_each(x, &plan, out, norm_begin, norm_run, norm_end, &norm);
    if (status != STATUS_OK) {
        tensor_unref(out);
        return status;
    }
    enum reduction name = grad_fn[0] == 'L'    ? REDUCE_VECTOR_NORM
                          : grad_fn[12] == '0' ? REDUCE_NORM
                                               : REDUCE_NORM_DIMS;
    status = reduce_record(name, x, &plan, p, &out);
    if (status == STATUS_OK) {
        *ret_tensor = out;
    }
    return status;
}

// ---- log of a sum of exponentials, with the largest one taken out first

static enum status shifted(struct tensor *x, struct tensor *top, struct tensor **ret_tensor)
{
    struct tensor *apart, *powers;
    enum status status = tensor_sub(x, top, scalar_int(1), &apart);
    if (status == STATUS_OK) {
        status = tensor_unary(MAP_EXP, apart, NULL, &powers);
        tensor_unref(apart);
    }
    if (status == STATUS_OK) {
        *ret_tensor = powers;
    }
    return status;
}

static enum status logsumexp_values(struct tensor *x, const struct reduce_dims *dims,
                                    const struct reduce_plan *plan, struct tensor **ret_tensor)
{
    struct tensor *top = NULL, *powers = NULL, *sum = NULL, *log = NULL, *squeezed = NULL;
    struct reduce_dims keep = {dims != NULL ? dims->count : 0, dims != NULL ? dims->dims : NULL,
                               true};
    enum status status = STATUS_OK;
    if (x->numel > 0) {
        status = tensor_amax(x, true, &keep, &top);
    } else {
        status = tensor_zeros(x->dtype, plan->kept_ndim, plan->kept_shape, &top);
    }
    for (int64_t i = 0; status == STATUS_OK && i < top->numel; i++) {
        if (isinf(scalar_number(tensor_element(top, i)))) {
            tensor_set_element(top, i, scalar_int(0));
        }
    }
    if (status == STATUS_OK) {
        status = shifted(x, top, &powers);
    }
    if (status == STATUS_OK) {
        status = tensor_sum(powers, dims, NULL, &sum);
    }
    if (status == STATUS_OK) {
        status = tensor_unary(MAP_LOG, sum, NULL, &log);
    }
    if (status == STATUS_OK) {
        status = tensor_reshape(top, log->ndim, log->shape, &squeezed);
    }
    if (status == STATUS_OK) {
        status = tensor_add(log, squeezed, scalar_int(1), ret_tensor);
    }
    tensor_unref(top);
    tensor_unref(powers);
    tensor_unref(sum);
    tensor_unref(log);
    tensor_unref(squeezed);
    return status;
}

enum status tensor_logsumexp(struct tensor *x, const struct reduce_dims *dims,
                             struct tensor **ret_tensor)
{
    struct reduce_plan plan;
    struct tensor *out, *input;
    enum status status = reduce_plan_init(&plan, x, dims);
    if (status == STATUS_OK) {
        status = tensor_to_dtype(x, dtype_is_float(x->dtype) ? x->dtype : dtype_default, &input);
    }
    if (status != STATUS_OK) {
        return status;
    }
    bool enabled = autograd_set_enabled(false);
    status = logsumexp_values(input, dims, &plan, &out);
    autograd_set_enabled(enabled);
    if (status == STATUS_OK) {
        status = reduce_record(REDUCE_LOGSUMEXP, input, &plan, 0, &out);
    }
    tensor_unref(input);
    if (status == STATUS_OK) {
        *ret_tensor = out;
    }
    return status;
}
