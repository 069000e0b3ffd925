// Drawing positions by weight. Without replacement each weight is divided by an exponential number
// and the largest quotients win; with it a uniform number is looked up in the running sums.
#include <math.h>

#include "core/base/memory.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/order.h"
#include "core/tensor/random.h"

static enum status check(const struct tensor *weights, int64_t count, bool replacement)
{
    if (!dtype_is_float(weights->dtype)) {
        return failure(FAILURE_RUNTIME,
                       "multinomial only supports floating-point dtypes for input, got: %s",
                       dtype_facts[weights->dtype].scalar_name);
    }
    if (weights->ndim < 1 || weights->ndim > 2) {
        return failure(FAILURE_RUNTIME, "prob_dist must be 1 or 2 dim");
    }
    if (count <= 0) {
        return failure(FAILURE_RUNTIME, "cannot sample n_sample <= 0 samples");
    }
    if (!replacement && count > weights->shape[weights->ndim - 1]) {
        return failure(FAILURE_RUNTIME,
                       "cannot sample n_sample > prob_dist.size(-1) samples without replacement");
    }
    return STATUS_OK;
}

static double weight_at(const struct tensor *x, int64_t row, int64_t i)
{
    int64_t at = i * x->strides[x->ndim - 1] + (x->ndim == 2 ? row * x->strides[0] : 0);
    return scalar_number(tensor_element(x, at));
}

static enum status check_weights(const struct tensor *x, int64_t rows, int64_t n)
{
    for (int64_t row = 0; row < rows; row++) {
        double sum = 0;
        for (int64_t i = 0; i < n; i++) {
            double weight = weight_at(x, row, i);
            if (!(weight >= 0) || isinf(weight)) {
                return failure(FAILURE_RUNTIME,
                               "probability tensor contains either `inf`, `nan` or element < 0");
            }
            sum += weight;
        }
        if (sum <= 0) {
            return failure(FAILURE_RUNTIME,
                           "invalid multinomial distribution (sum of probabilities <= 0)");
        }
    }
    return STATUS_OK;
}

static enum status draw_different(struct tensor *weights, int64_t count,
                                  struct generator *generator, struct tensor **ret_tensor)
{
    struct tensor *quotient, *values;
    enum status status = tensor_empty_like(weights, weights->dtype, &quotient);
    if (status != STATUS_OK) {
        return status;
    }
    status = random_exponential(quotient, 1, generator);
    if (status == STATUS_OK) {
        struct tensor *divided;
        status = tensor_div(weights, quotient, &divided);
        if (status == STATUS_OK) {
            tensor_unref(quotient);
            quotient = divided;
        }
    }
    if (status == STATUS_OK && count == 1) {
        int64_t last = -1;
        status = tensor_argmax(quotient, true, &last, true, ret_tensor);
    } else if (status == STATUS_OK) {
        status = tensor_topk(quotient, count, -1, true, &values, ret_tensor);
        if (status == STATUS_OK) {
            tensor_unref(values);
        }
    }
    tensor_unref(quotient);
    return status;
}

// Running sums in the precision of the weights, scaled to end at 1.
static void add_up(const struct tensor *x, int64_t row, int64_t n, double *ret_sums)
{
    bool single = x->dtype == DTYPE_FLOAT32;
    double sum = 0;
    for (int64_t i = 0; i < n; i++) {
        sum += weight_at(x, row, i);
        sum = single ? (double)(float)sum : sum;
        ret_sums[i] = sum;
    }
    for (int64_t i = 0; i < n; i++) {
        ret_sums[i] = single ? (double)((float)ret_sums[i] / (float)sum) : ret_sums[i] / sum;
    }
    ret_sums[n - 1] = 1;
}

static int64_t look_up(const double *sums, int64_t n, double number)
{
    int64_t left = 0, right = n;
    while (left < right) {
        int64_t middle = left + (right - left) / 2;
        if (sums[middle] < number) {
            left = middle + 1;
        } else {
            right = middle;
        }
    }
    return left;
}

static enum status draw_again(const struct tensor *weights, int64_t rows, int64_t n, int64_t count,
                              struct generator *generator, struct tensor **ret_tensor)
{
    int64_t shape[2] = {weights->ndim == 2 ? rows : count, count};
    struct tensor *drawn;
    double *sums = memory_alloc((size_t)n * sizeof *sums);
    if (sums == NULL) {
        return status_fail(STATUS_MEMORY, "DefaultCPUAllocator: can't allocate memory");
    }
    enum status status = tensor_create(DTYPE_INT64, weights->ndim, shape, &drawn);
    for (int64_t row = 0; status == STATUS_OK && row < rows; row++) {
        add_up(weights, row, n, sums);
        for (int64_t i = 0; i < count; i++) {
            double number = (double)(random_64(generator) & ((1ull << 53) - 1)) * 0x1p-53;
            tensor_longs(drawn)[row * count + i] = look_up(sums, n, number);
        }
    }
    memory_free(sums, (size_t)n * sizeof *sums);
    if (status == STATUS_OK) {
        *ret_tensor = drawn;
    }
    return status;
}

enum status random_multinomial(struct tensor *weights, int64_t count, bool replacement,
                               struct generator *generator, struct tensor **ret_tensor)
{
    enum status status = check(weights, count, replacement);
    if (status != STATUS_OK) {
        return status;
    }
    int64_t n = weights->shape[weights->ndim - 1];
    int64_t rows = weights->ndim == 2 ? weights->shape[0] : 1;
    status = check_weights(weights, rows, n);
    if (status != STATUS_OK) {
        return status;
    }
    if (!replacement || count == 1) {
        bool was = autograd_set_enabled(false);
        status = draw_different(weights, count, generator, ret_tensor);
        autograd_set_enabled(was);
        return status;
    }
    return draw_again(weights, rows, n, count, generator != NULL ? generator : random_default(),
                      ret_tensor);
}
