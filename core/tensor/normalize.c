// Layer normalisation: x (R,N) -> (x - mean) rstd weight + bias, row by row. Back, with
// g = d_out weight and n = (x - mean) rstd: d_x = rstd (g - mean(g) - n mean(g n)).
#include <math.h>

#include "core/tensor/autograd.h"
#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/normalize.h"

enum { EDGE_X, EDGE_WEIGHT, EDGE_BIAS, EDGES };
enum { SAVED_X, SAVED_WEIGHT, SAVED_MEAN, SAVED_RSTD, SAVED_COUNT };

struct params {
    int64_t rows, columns;
    int dims; // that are normalised
    bool has_weight;
};

// What the loops work on; missing ones are NULL.
struct operands {
    const void *x, *weight, *bias, *grad;
    void *mean, *rstd, *out, *d_x, *d_weight, *d_bias;
};

// Sums in double: what PyTorch's pairwise float sums come to, to the last digits.
#define LAYER_NORM(T, SUFFIX)                                                                  \
    static void moments_##SUFFIX(const T *x, int64_t n, double eps, T *mean, T *rstd)          \
    {                                                                                          \
        double sum = 0, squares = 0;                                                           \
        for (int64_t j = 0; j < n; j++) {                                                      \
            sum += (double)x[j];                                                               \
        }                                                                                      \
        double middle = sum / (double)n;                                                       \
        for (int64_t j = 0; j < n; j++) {                                                      \
            squares += ((double)x[j] - middle) * ((double)x[j] - middle);                      \
        }                                                                                      \
        *mean = (T)middle;                                                                     \
        *rstd = (T)(1 / sqrt(squares / (double)n + eps));                                      \
    }                                                                                          \
    static void forward_##SUFFIX(const struct operands *o, const struct params *p, double eps) \
    {                                                                                          \
        const T *x = o->x, *weight = o->weight, *bias = o->bias;                               \
        T *mean = o->mean, *rstd = o->rstd, *out = o->out;                                     \
        for (int64_t i = 0; i < p->rows; i++, x += p->columns, out += p->columns) {            \
            moments_##SUFFIX(x, p->columns, eps, &mean[i], &rstd[i]);                          \
            T scale = rstd[i], shift = -rstd[i] * mean[i];                                     \
            for (int64_t j = 0; j < p->columns; j++) {                                         \
                out[j] = (x[j] * scale + shift) * (weight != NULL ? weight[j] : 1) +           \
                         (bias != NULL ? bias[j] : 0);                                         \
            }                                                                                  \
        }                                                                                      \
    }                                                                                          \
    static void backward_##SUFFIX(const struct operands *o, const struct params *p)            \
    {                                                                                          \
        const T *x = o->x, *weight = o->weight, *grad = o->grad;                               \
        const T *mean = o->mean, *rstd = o->rstd;                                              \
        T *d_x = o->d_x, *d_weight = o->d_weight, *d_bias = o->d_bias;                         \
        for (int64_t i = 0; i < p->rows; i++, x += p->columns, grad += p->columns) {           \
            double sum = 0, along = 0;                                                         \
            for (int64_t j = 0; j < p->columns; j++) {                                         \
                T normal = (x[j] - mean[i]) * rstd[i];                                         \
                T g = grad[j] * (weight != NULL ? weight[j] : 1);                              \
                sum += (double)g;                                                              \
                along += (double)(g * normal);                                                 \
                if (d_weight != NULL) {                                                        \
                    d_weight[j] += grad[j] * normal;                                           \
                }                                                                              \
                if (d_bias != NULL) {                                                          \
                    d_bias[j] += grad[j];                                                      \
                }                                                                              \
            }                                                                                  \
            T mean_g = (T)(sum / (double)p->columns);                                          \
            T mean_gn = (T)(along / (double)p->columns);                                       \
            for (int64_t j = 0; d_x != NULL && j < p->columns; j++) {                          \
                T normal = (x[j] - mean[i]) * rstd[i];                                         \
                T g = grad[j] * (weight != NULL ? weight[j] : 1);                              \
                d_x[i * p->columns + j] = rstd[i] * (g - mean_g - normal * mean_gn);           \
            }                                                                                  \
        }                                                                                      \
    }
LAYER_NORM(float, float32)
LAYER_NORM(double, float64)

static void *data_of(const struct tensor *x)
{
    return x != NULL ? tensor_data(x) : NULL;
}

static enum status layer_norm_back(struct node *node, struct tensor **grads,
                                   struct tensor **ret_grads)
{
    const struct params *params = node->params;
    struct tensor *saved[SAVED_COUNT] = {NULL}, *grad = NULL;
    enum status status = STATUS_OK;
    for (int i = 0; i < SAVED_COUNT && status == STATUS_OK; i++) {
        if (i != SAVED_WEIGHT || params->has_weight) {
            status = node_saved(node, i, &saved[i]);
        }
    }
    if (status == STATUS_OK) {
        status = tensor_contiguous(grads[0], &grad);
    }
    for (int edge = 0; edge < EDGES && status == STATUS_OK; edge++) {
        const struct tensor *x = saved[SAVED_X];
        int dims = edge == EDGE_X ? x->ndim : params->dims;
        if (node_wants(node, edge)) {
            status = tensor_zeros(x->dtype, dims, &x->shape[x->ndim - dims], &ret_grads[edge]);
        }
    }
    if (status == STATUS_OK) {
        struct operands operands = {.x = tensor_data(saved[SAVED_X]),
                                    .weight = data_of(saved[SAVED_WEIGHT]),
                                    .mean = tensor_data(saved[SAVED_MEAN]),
                                    .rstd = tensor_data(saved[SAVED_RSTD]),
                                    .grad = tensor_data(grad),
                                    .d_x = data_of(ret_grads[EDGE_X]),
                                    .d_weight = data_of(ret_grads[EDGE_WEIGHT]),
                                    .d_bias = data_of(ret_grads[EDGE_BIAS])};
        if (grad->dtype == DTYPE_FLOAT32) {
            backward_float32(&operands, params);
        } else {
            backward_float64(&operands, params);
        }
    }
    tensor_unref(grad);
    return status;
}

static const struct node_type layer_norm_type = {"NativeLayerNormBackward0", layer_norm_back, NULL};

static enum status record(struct tensor *out, struct tensor *x, struct tensor *weight,
                          struct tensor *bias, struct tensor *mean, struct tensor *rstd,
                          const struct params *params)
{
    struct node *node = node_create(&layer_norm_type, EDGES, SAVED_COUNT, sizeof *params);
    if (node != NULL) {
        *(struct params *)node->params = *params;
        node_connect(node, EDGE_X, x);
        node_save(node, SAVED_X, x);
        node_save(node, SAVED_MEAN, mean);
        node_save(node, SAVED_RSTD, rstd);
        if (weight != NULL) {
            node_connect(node, EDGE_WEIGHT, weight);
            node_save(node, SAVED_WEIGHT, weight);
        }
        if (bias != NULL) {
            node_connect(node, EDGE_BIAS, bias);
        }
    }
    return autograd_attach(out, node);
}

// Everything packed and of one type.
static enum status normalize(struct tensor *x, struct tensor *weight, struct tensor *bias,
                             double eps, const struct params *params, struct tensor **ret_tensor)
{
    struct tensor *out = NULL, *mean = NULL, *rstd = NULL;
    enum status status = tensor_create(x->dtype, 1, &params->rows, &mean);
    if (status == STATUS_OK) {
        status = tensor_create(x->dtype, 1, &params->rows, &rstd);
    }
    if (status == STATUS_OK) {
        status = tensor_create(x->dtype, x->ndim, x->shape, &out);
    }
    if (status == STATUS_OK) {
        struct operands operands = {.x = tensor_data(x),
                                    .weight = data_of(weight),
                                    .bias = data_of(bias),
                                    .mean = tensor_data(mean),
                                    .rstd = tensor_data(rstd),
                                    .out = tensor_data(out)};
        if (x->dtype == DTYPE_FLOAT32) {
            forward_float32(&operands, params, eps);
        } else {
            forward_float64(&operands, params, eps);
        }
        if (autograd_wants(x) || (weight != NULL && autograd_wants(weight)) ||
            (bias != NULL && autograd_wants(bias))) {
            status = record(out, x, weight, bias, mean, rstd, params);
        }
    }
    tensor_unref(mean);
    tensor_unref(rstd);
    if (status != STATUS_OK) {
        tensor_unref(out);
        return status;
    }
    *ret_tensor = out;
    return STATUS_OK;
}

static enum status check_types(const struct tensor *x, const struct tensor *other)
{
    if (other != NULL && other->dtype != x->dtype) {
        return failure(FAILURE_RUNTIME, "expected scalar type %s but found %s",
                       dtype_facts[x->dtype].scalar_name, dtype_facts[other->dtype].scalar_name);
    }
    return STATUS_OK;
}

enum status tensor_layer_norm(struct tensor *x, int dims, struct tensor *weight,
                              struct tensor *bias, double eps, struct tensor **ret_tensor)
{
    struct params params = {.rows = 1, .columns = 1, .dims = dims, .has_weight = weight != NULL};
    for (int i = 0; i < x->ndim; i++) {
        *(i < x->ndim - dims ? &params.rows : &params.columns) *= x->shape[i];
    }
    if (!dtype_is_float(x->dtype)) {
        return failure(FAILURE_RUNTIME, "\"LayerNormKernelImpl\" not implemented for '%s'",
                       dtype_facts[x->dtype].scalar_name);
    }
    enum status status = check_types(x, weight);
    if (status == STATUS_OK) {
        status = check_types(x, bias);
    }
    struct tensor *packed[3] = {NULL}, *given[3] = {x, weight, bias};
    for (int i = 0; i < 3 && status == STATUS_OK; i++) {
        if (given[i] != NULL) {
            status = tensor_contiguous(given[i], &packed[i]);
        }
    }
    if (status == STATUS_OK) {
        status = normalize(packed[0], packed[1], packed[2], eps, &params, ret_tensor);
    }
    for (int i = 0; i < 3; i++) {
        tensor_unref(packed[i]);
    }
    return status;
}
