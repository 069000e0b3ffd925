// Losses element by element: x, target -> loss of the same shape, then mean or sum.
#include <math.h>
#include <string.h>

#include "core/tensor/arithmetic.h"
#include "core/tensor/autograd.h"
#include "core/tensor/convert.h"
#include "core/tensor/loss.h"
#include "core/tensor/reduce.h"
#include "core/tensor/view.h"

enum { X, TARGET, WEIGHT, POS_WEIGHT, OPERANDS };

struct params {
    enum loss_pointwise loss;
    enum loss_reduction reduction;
    double argument;
    int64_t numel;
};

// float arithmetic for float32, double for float64: the functions round where PyTorch's do.
#define LOSSES(T, SUFFIX, F)                                                                     \
    static T value_##SUFFIX(enum loss_pointwise loss, T x, T y, T positive, T limit)             \
    {                                                                                            \
        T apart = x - y, size = F(fabs)(apart), top = -x > 0 ? -x : 0;                           \
        switch (loss) {                                                                          \
        case LOSS_MSE:                                                                           \
            return apart * apart;                                                                \
        case LOSS_SMOOTH_L1:                                                                     \
            return size < limit ? (T)0.5 * size * size / limit : size - (T)0.5 * limit;          \
        case LOSS_HUBER:                                                                         \
            return size <= limit ? (T)0.5 * size * size : limit * (size - (T)0.5 * limit);       \
        case LOSS_BCE:                                                                           \
            return (y - 1) * F(fmax)(F(log1p)(-x), -100) - y * F(fmax)(F(log)(x), -100);         \
        case LOSS_BCE_LOGITS: {                                                                  \
            T soft = F(log)(F(exp)(-top) + F(exp)(-x - top));                                    \
            return positive < 0 ? (1 - y) * x + top + soft                                       \
                                : (1 - y) * x + ((positive - 1) * y + 1) * (soft + top);         \
        }                                                                                        \
        }                                                                                        \
        return 0;                                                                                \
    }                                                                                            \
    static T slope_##SUFFIX(enum loss_pointwise loss, T x, T y, T positive, T limit)             \
    {                                                                                            \
        T apart = x - y, size = F(fabs)(apart), sign = (T)((apart > 0) - (apart < 0));           \
        switch (loss) {                                                                          \
        case LOSS_MSE:                                                                           \
            return apart * 2;                                                                    \
        case LOSS_SMOOTH_L1:                                                                     \
            return size < limit ? apart / limit : sign;                                          \
        case LOSS_HUBER:                                                                         \
            return size <= limit ? apart : limit * sign;                                         \
        case LOSS_BCE:                                                                           \
            return apart / F(fmax)((1 - x) * x, (T)1e-12);                                       \
        case LOSS_BCE_LOGITS: {                                                                  \
            T sigmoid = 1 / (1 + F(exp)(-x));                                                    \
            return positive < 0 ? sigmoid - y : (positive * y + 1 - y) * sigmoid - positive * y; \
        }                                                                                        \
        }                                                                                        \
        return 0;                                                                                \
    }
#define NARROW(function) function##f
#define WIDE(function) function
LOSSES(float, float32, NARROW)
LOSSES(double, float64, WIDE)

// All operands packed, of x's shape and type; weight and pos_weight may be NULL.
static void fill(enum loss_pointwise loss, double argument, struct tensor *const *operands,
                 bool slope, struct tensor *out)
{
    int64_t n = operands[X]->numel;
    for (int64_t i = 0; i < n; i++) {
        double x = scalar_number(tensor_element(operands[X], i));
        double y = scalar_number(tensor_element(operands[TARGET], i));
        double positive = operands[POS_WEIGHT] != NULL
                              ? scalar_number(tensor_element(operands[POS_WEIGHT], i))
                              : -1;
        double value;
        if (out->dtype == DTYPE_FLOAT32) {
            value = (double)(slope ? slope_float32 : value_float32)(
                loss, (float)x, (float)y, (float)positive, (float)argument);
        } else {
            value = (slope ? slope_float64 : value_float64)(loss, x, y, positive, argument);
        }
        tensor_set_element(out, i, scalar_float(value));
    }
}

// ---- preparing operands

static enum status prepare(struct tensor *operand, const struct tensor *x, enum dtype dtype,
                           struct tensor **ret_tensor)
{
    struct tensor *wide, *typed;
    if (operand == NULL) {
        *ret_tensor = NULL;
        return STATUS_OK;
    }
    enum status status = tensor_expand(operand, x->ndim, x->shape, &wide);
    if (status != STATUS_OK) {
        return status;
    }
    status = tensor_cast_values(wide, dtype, &typed);
    tensor_unref(wide);
    if (status != STATUS_OK) {
        return status;
    }
    status = tensor_contiguous(typed, ret_tensor);
    tensor_unref(typed);
    return status;
}

static void drop(struct tensor **operands)
{
    for (int i = 0; i < OPERANDS; i++) {
        tensor_unref(operands[i]);
    }
}

static enum status scale_by(struct tensor *x, struct tensor *by)
{
    return tensor_arithmetic_(ARITHMETIC_MUL, x, operand_tensor(by), scalar_int(1));
}

// ---- backward: edges x and target; saved are the prepared operands

static enum status side_gradient(struct node *node, int side, struct tensor *slope,
                                 struct tensor *grad, struct tensor **ret_grad)
{
    const struct params *params = node->params;
    struct tensor *result;
    double sign = side == X ? 1 : -1;
    enum status status = tensor_mul(slope, grad, &result);
    if (status != STATUS_OK) {
        return status;
    }
    double by = params->reduction == LOSS_MEAN ? sign / (double)params->numel : sign;
    if (by != 1) {
        status = tensor_arithmetic_(ARITHMETIC_MUL, result, operand_scalar(scalar_float(by)),
                                    scalar_int(1));
    }
    if (status != STATUS_OK) {
        tensor_unref(result);
        return status;
    }
    *ret_grad = result;
    return STATUS_OK;
}

static enum status backward(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct params *params = node->params;
    struct tensor *operands[OPERANDS] = {NULL}, *slope;
    enum status status = STATUS_OK;
    for (int i = 0; i < OPERANDS && status == STATUS_OK; i++) {
        if (node->saved[i].tensor != NULL || i == X) {
            status = node_saved(node, i, &operands[i]);
        }
    }
    if (status == STATUS_OK) {
        status = tensor_create(operands[X]->dtype, operands[X]->ndim, operands[X]->shape, &slope);
    }
    if (status != STATUS_OK) {
        return status;
    }
    fill(params->loss, params->argument, operands, true, slope);
    if (operands[WEIGHT] != NULL) {
        status = scale_by(slope, operands[WEIGHT]);
    }
    for (int side = X; side <= TARGET && status == STATUS_OK; side++) {
        if (node_wants(node, side)) {
            status = side_gradient(node, side, slope, grads[0], &ret_grads[side]);
        }
    }
    tensor_unref(slope);
    return status;
}

static const struct node_type types[] = {
    [LOSS_MSE] = {"MseLossBackward0", backward, NULL},
    [LOSS_SMOOTH_L1] = {"SmoothL1LossBackward0", backward, NULL},
    [LOSS_HUBER] = {"HuberLossBackward0", backward, NULL},
    [LOSS_BCE] = {"BinaryCrossEntropyBackward0", backward, NULL},
    [LOSS_BCE_LOGITS] = {"BinaryCrossEntropyWithLogitsBackward0", backward, NULL},
};
static const char *const kernel_names[] = {
    [LOSS_MSE] = "mse_cpu",
    [LOSS_SMOOTH_L1] = "smooth_l1_cpu",
    [LOSS_HUBER] = "huber_cpu",
    [LOSS_BCE] = "binary_cross_entropy",
    [LOSS_BCE_LOGITS] = "exp_vml_cpu",
};

static enum status check_range(enum loss_pointwise loss, struct tensor *const *operands)
{
    for (int64_t i = 0; loss == LOSS_BCE && i < operands[X]->numel; i++) {
        double x = scalar_number(tensor_element(operands[X], i));
        if (!(x >= 0 && x <= 1)) {
            return failure(FAILURE_RUNTIME, "all elements of input should be between 0 and 1");
        }
    }
    return STATUS_OK;
}

static enum status reduced(struct tensor *each, enum loss_reduction reduction,
                           struct tensor **ret_tensor)
{
    switch (reduction) {
    case LOSS_NONE:
        *ret_tensor = tensor_ref(each);
        return STATUS_OK;
    case LOSS_MEAN:
        return tensor_mean(each, NULL, NULL, ret_tensor);
    case LOSS_SUM:
        return tensor_sum(each, NULL, NULL, ret_tensor);
    }
    return STATUS_OK;
}

static enum status record(enum loss_pointwise loss, struct tensor *x, struct tensor *target,
                          struct tensor *const *operands, double argument,
                          enum loss_reduction reduction, struct tensor *out)
{
    struct node *node = node_create(&types[loss], 2, OPERANDS, sizeof(struct params));
    if (node != NULL) {
        *(struct params *)node->params = (struct params){loss, reduction, argument, x->numel};
        node_connect(node, X, x);
        node_connect(node, TARGET, target);
        for (int i = 0; i < OPERANDS; i++) {
            if (operands[i] != NULL) {
                node_save(node, i, operands[i]);
            }
        }
    }
    return autograd_attach(out, node);
}

enum status tensor_pointwise_loss(enum loss_pointwise loss, struct tensor *x, struct tensor *target,
                                  struct tensor *weight, struct tensor *pos_weight, double argument,
                                  enum loss_reduction reduction, struct tensor **ret_tensor)
{
    struct tensor *given[OPERANDS] = {x, target, weight, pos_weight}, *operands[OPERANDS] = {NULL};
    struct tensor *each = NULL, *out = NULL;
    enum dtype dtype = dtype_promote(x->dtype, target->dtype);
    if (!dtype_is_float(dtype)) {
        return failure(FAILURE_RUNTIME, "\"%s\" not implemented for '%s'", kernel_names[loss],
                       dtype_facts[dtype].scalar_name);
    }
    enum status status = STATUS_OK;
    for (int i = 0; i < OPERANDS && status == STATUS_OK; i++) {
        status = prepare(given[i], x, dtype, &operands[i]);
    }
    if (status == STATUS_OK) {
        status = check_range(loss, operands);
    }
    if (status == STATUS_OK) {
        status = tensor_create(dtype, x->ndim, x->shape, &each);
    }
    bool recorded = autograd_wants(x) || autograd_wants(target);
    if (status == STATUS_OK) {
        fill(loss, argument, operands, false, each);
        bool enabled = autograd_set_enabled(false);
        if (weight != NULL) {
            status = scale_by(each, operands[WEIGHT]);
        }
        if (status == STATUS_OK) {
            status = reduced(each, reduction, &out);
        }
        autograd_set_enabled(enabled);
    }
    if (status == STATUS_OK && recorded) {
        status = record(loss, x, target, operands, argument, reduction, out);
    }
    drop(operands);
    tensor_unref(each);
    if (status != STATUS_OK) {
        tensor_unref(out);
        return status;
    }
    *ret_tensor = out;
    return STATUS_OK;
}
