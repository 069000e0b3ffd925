// Tensors from nothing.
#include <math.h>

#include "core/tensor/convert.h"
#include "core/tensor/create.h"

enum status tensor_full(enum dtype dtype, int ndim, const int64_t *shape, struct scalar value,
                        struct tensor **ret_tensor)
{
    struct tensor *tensor;
    enum status status = tensor_create(dtype, ndim, shape, &tensor);
    if (status != STATUS_OK) {
        return status;
    }
    status = tensor_fill_values(tensor, value);
    if (status != STATUS_OK) {
        tensor_unref(tensor);
        return status;
    }
    *ret_tensor = tensor;
    return STATUS_OK;
}

enum status tensor_zeros(enum dtype dtype, int ndim, const int64_t *shape,
                         struct tensor **ret_tensor)
{
    return tensor_full(dtype, ndim, shape, scalar_int(0), ret_tensor);
}

enum status tensor_empty_like(const struct tensor *x, enum dtype dtype, struct tensor **ret_tensor)
{
    if (x->contiguous) {
        return tensor_create(dtype, x->ndim, x->shape, ret_tensor);
    }
    if (tensor_is_dense(x)) {
        return tensor_create_strided(dtype, x->ndim, x->shape, x->strides, ret_tensor);
    }
    // With gaps or repeats: the same order of dimensions, packed.
    int order[TENSOR_DIMS];
    for (int i = 0; i < x->ndim; i++) {
        int at = i;
        for (; at > 0 && x->strides[order[at - 1]] < x->strides[i]; at--) {
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
    int64_t strides[TENSOR_DIMS], stride = 1;
    bool repeats = false;
    for (int i = x->ndim - 1; i >= 0; i--) {
        strides[order[i]] = stride;
        stride *= x->shape[order[i]];
        repeats = repeats || (x->strides[i] == 0 && x->shape[i] > 1);
    }
    return tensor_create_strided(dtype, x->ndim, x->shape, repeats ? NULL : strides, ret_tensor);
}

enum status tensor_zeros_like(const struct tensor *x, struct tensor **ret_tensor)
{
    enum status status = tensor_empty_like(x, x->dtype, ret_tensor);
    if (status == STATUS_OK) {
        tensor_fill_values(*ret_tensor, scalar_int(0));
    }
    return status;
}

static enum status arange_size(struct scalar start, struct scalar end, struct scalar step,
                               enum dtype dtype, int64_t *ret_size)
{
    double first = scalar_number(start), last = scalar_number(end), by = scalar_number(step);
    if (by == 0) {
        return failure(FAILURE_RUNTIME, "step must be nonzero");
    }
    if (!isfinite(first) || !isfinite(last)) {
        return failure(FAILURE_RUNTIME, "unsupported range: %g -> %g", first, last);
    }
    if ((by > 0 && last < first) || (by < 0 && last > first)) {
        return failure(FAILURE_RUNTIME, "upper bound and larger bound inconsistent with step sign");
    }
    double size = ceil((last - first) / by);
    if (dtype == DTYPE_INT64 && step.kind != DTYPE_CATEGORY_FLOAT) {
        // exact where doubles are not
        int64_t sign = step.integer > 0 ? 1 : -1;
        *ret_size = (end.integer - start.integer + step.integer - sign) / step.integer;
        return STATUS_OK;
    }
    if (size < 0 || size > 4e18) {
        return failure(FAILURE_RUNTIME, "invalid size, possible overflow?");
    }
    *ret_size = (int64_t)size;
    return STATUS_OK;
}

// Elements that PyTorch's vector loop computes; the few that are left over are computed singly, and
// the two differ in the last bit.
static int64_t in_vectors(int64_t size)
{
    return size - size % 16;
}

enum { LANES = 8 };

static void fill_arange(float *out, int64_t size, double first, double by)
{
    for (int64_t i = 0; i < size; i++) {
        int64_t lane = i < in_vectors(size) ? i % LANES : 0;
        double base = first + by * (double)(i - lane);
        out[i] = lane > 0 ? (float)((double)(float)base + by * (double)lane) : (float)base;
    }
}

enum status tensor_arange(struct scalar start, struct scalar end, struct scalar step,
                          enum dtype dtype, struct tensor **ret_tensor)
{
    int64_t size;
    struct tensor *tensor;
    enum status status = arange_size(start, end, step, dtype, &size);
    if (status == STATUS_OK) {
        status = tensor_create(dtype, 1, &size, &tensor);
    }
    if (status != STATUS_OK) {
        return status;
    }
    double first = scalar_number(start), by = scalar_number(step);
    if (dtype == DTYPE_FLOAT32) {
        fill_arange(tensor_floats(tensor), size, first, by);
    }
    for (int64_t i = 0; i < size && dtype != DTYPE_FLOAT32; i++) {
        struct scalar value = dtype == DTYPE_FLOAT64
                                  ? scalar_float(first + by * (double)i)
                                  : scalar_int(scalar_integer(start) + scalar_integer(step) * i);
        tensor_set_element(tensor, i, value);
    }
    *ret_tensor = tensor;
    return STATUS_OK;
}

// The second half counts down from the end, so that both ends are exact.
static void fill_linspace(float *out, int64_t steps, float first, float last)
{
    float by = (last - first) / (float)(steps - 1);
    for (int64_t i = 0; i < steps; i++) {
        int64_t lane = i < in_vectors(steps) ? i % LANES : 0, at = i - lane;
        float base =
            at < steps / 2 ? fmaf(by, (float)at, first) : fmaf(-by, (float)(steps - at - 1), last);
        out[i] = base + by * (float)lane;
    }
}

enum status tensor_linspace(double start, double end, int64_t steps, enum dtype dtype,
                            struct tensor **ret_tensor)
{
    struct tensor *tensor;
    if (steps < 0) {
        return failure(FAILURE_RUNTIME, "number of steps must be non-negative");
    }
    enum status status = tensor_create(dtype, 1, &steps, &tensor);
    if (status != STATUS_OK) {
        return status;
    }
    double by = steps > 1 ? (end - start) / (double)(steps - 1) : 0;
    if (dtype == DTYPE_FLOAT32 && steps > 1) {
        fill_linspace(tensor_floats(tensor), steps, (float)start, (float)end);
    }
    for (int64_t i = 0; i < steps && (dtype != DTYPE_FLOAT32 || steps == 1); i++) {
        double value = i < steps / 2 || steps == 1 ? start + by * (double)i
                                                   : end - by * (double)(steps - i - 1);
        tensor_set_element(tensor, i, scalar_float(value));
    }
    *ret_tensor = tensor;
    return STATUS_OK;
}

enum status tensor_logspace(double start, double end, int64_t steps, double base, enum dtype dtype,
                            struct tensor **ret_tensor)
{
    struct tensor *exponents;
    enum status status = tensor_linspace(start, end, steps, dtype, &exponents);
    if (status != STATUS_OK) {
        return status;
    }
    for (int64_t i = 0; i < steps; i++) {
        double exponent = scalar_number(tensor_element(exponents, i));
        tensor_set_element(exponents, i, scalar_float(pow(base, exponent)));
    }
    *ret_tensor = exponents;
    return STATUS_OK;
}

enum status tensor_eye(int64_t rows, int64_t columns, enum dtype dtype, struct tensor **ret_tensor)
{
    int64_t shape[] = {rows, columns};
    struct tensor *tensor;
    if (rows < 0) {
        return failure(FAILURE_RUNTIME, "n must be greater or equal to 0, got %lld",
                       (long long)rows);
    }
    if (columns < 0) {
        return failure(FAILURE_RUNTIME, "m must be greater or equal to 0, got %lld",
                       (long long)columns);
    }
    enum status status = tensor_zeros(dtype, 2, shape, &tensor);
    if (status != STATUS_OK) {
        return status;
    }
    for (int64_t i = 0; i < rows && i < columns; i++) {
        tensor_set_element(tensor, i * columns + i, scalar_int(1));
    }
    *ret_tensor = tensor;
    return STATUS_OK;
}

enum status tensor_of_scalar(struct scalar value, enum dtype dtype, struct tensor **ret_tensor)
{
    return tensor_full(dtype, 0, NULL, value, ret_tensor);
}
