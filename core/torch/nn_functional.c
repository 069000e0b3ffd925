// The functions of torch.nn.functional that are C: arguments in, tensors of core/tensor out.
#include <string.h>

#include "core/lang/containers/list.h"
#include "core/lang/numbers/float.h"
#include "core/lang/numbers/int.h"
#include "core/lang/text/str.h"
#include "core/tensor/autograd.h"
#include "core/tensor/conv.h"
#include "core/tensor/embedding.h"
#include "core/tensor/join.h"
#include "core/tensor/loss.h"
#include "core/tensor/matmul.h"
#include "core/tensor/normalize.h"
#include "core/tensor/unary.h"
#include "core/torch/distributed_inside.h"
#include "core/torch/nn.h"
#include "core/torch/tensor_type.h"
#include "core/torch/training.h"

// ---- arguments

struct tensor *nn_tensor(const char *function, const char *name, int position, struct value value)
{
    struct tensor *tensor = tensor_of(value);
    if (tensor == NULL) {
        raise_type("%s(): argument '%s' (position %d) must be Tensor, not %s", function, name,
                   position, type_name(value));
    }
    return tensor;
}

bool nn_tensor_or_none(const char *function, const char *name, int position, struct value value,
                       struct tensor **ret_tensor)
{
    struct tensor *tensor = NULL;
    if (!value_is_none(value)) {
        tensor = nn_tensor(function, name, position, value);
        if (tensor == NULL) {
            return false;
        }
    }
    *ret_tensor = tensor;
    return true;
}

static bool take_ints(const struct value *args, int count, int64_t *ret_ints)
{
    for (int i = 0; i < count; i++) {
        if (!native_int(args[i], &ret_ints[i])) {
            return false;
        }
    }
    return true;
}

// ---- layers

static struct value linear(struct value *args)
{
    struct tensor *x = nn_tensor("linear", "input", 1, args[0]), *bias, *out = NULL;
    struct tensor *weight = x != NULL ? nn_tensor("linear", "weight", 2, args[1]) : NULL;
    if (weight == NULL || !nn_tensor_or_none("linear", "bias", 3, args[2], &bias)) {
        return value_unset;
    }
    enum status status = tensor_linear(x, weight, bias, &out);
    return tensor_result(status, out);
}

static struct value embedding(struct value *args)
{
    int64_t padding;
    struct tensor *weight = nn_tensor("embedding", "weight", 1, args[0]), *out = NULL;
    struct tensor *index = weight != NULL ? nn_tensor("embedding", "indices", 2, args[1]) : NULL;
    if (index == NULL || !native_int(args[2], &padding)) {
        return value_unset;
    }
    enum status status = tensor_embedding(weight, index, padding, &out);
    return tensor_result(status, out);
}

static struct value layer_norm(struct value *args)
{
    int64_t dims;
    double eps;
    struct tensor *x = nn_tensor("layer_norm", "input", 1, args[0]), *weight, *bias, *out = NULL;
    if (x == NULL || !native_int(args[1], &dims) ||
        !nn_tensor_or_none("layer_norm", "weight", 3, args[2], &weight) ||
        !nn_tensor_or_none("layer_norm", "bias", 4, args[3], &bias) ||
        !native_float(args[4], &eps)) {
        return value_unset;
    }
    enum status status = tensor_layer_norm(x, (int)dims, weight, bias, eps, &out);
    return tensor_result(status, out);
}

static struct value conv2d(struct value *args)
{
    int64_t n[7];
    struct tensor *x = nn_tensor("conv2d", "input", 1, args[0]), *bias, *out = NULL;
    struct tensor *weight = x != NULL ? nn_tensor("conv2d", "weight", 2, args[1]) : NULL;
    if (weight == NULL || !nn_tensor_or_none("conv2d", "bias", 3, args[2], &bias) ||
        !take_ints(&args[3], 7, n)) {
        return value_unset;
    }
    if (n[0] <= 0 || n[1] <= 0) {
        return raise_error(&exception_runtime_error, "non-positive stride is not supported");
    }
    if (n[4] <= 0 || n[5] <= 0) {
        return raise_error(&exception_runtime_error, "dilation should be greater than zero");
    }
    struct conv_shape shape = {.stride = {n[0], n[1]},
                               .padding = {n[2], n[3]},
                               .dilation = {n[4], n[5]},
                               .groups = n[6] > 0 ? n[6] : 1};
    enum status status = tensor_conv2d(x, weight, bias, &shape, &out);
    return tensor_result(status, out);
}

static struct value max_pool2d(struct value *args)
{
    int64_t n[8];
    struct tensor *x = nn_tensor("max_pool2d", "input", 1, args[0]), *out = NULL;
    if (x == NULL || !take_ints(&args[1], 8, n)) {
        return value_unset;
    }
    if (n[0] <= 0 || n[1] <= 0) {
        return raise_error(&exception_runtime_error,
                           "kernel size should be greater than zero, but got kH: %lld kW: %lld",
                           (long long)n[0], (long long)n[1]);
    }
    if (n[2] <= 0 || n[3] <= 0) {
        return raise_error(&exception_runtime_error, "stride should not be zero");
    }
    struct conv_shape shape = {.kernel = {n[0], n[1]},
                               .stride = {n[2], n[3]},
                               .padding = {n[4], n[5]},
                               .dilation = {n[6], n[7]},
                               .groups = 1};
    enum status status = tensor_max_pool2d(x, &shape, &out);
    return tensor_result(status, out);
}

// Sizes to add, from the last dimension on, two for each.
static struct value pad(struct value *args)
{
    int64_t before[TENSOR_DIMS] = {0}, after[TENSOR_DIMS] = {0};
    double value;
    struct tensor *x = nn_tensor("pad", "input", 1, args[0]), *out = NULL;
    if (x == NULL || !native_float(args[2], &value)) {
        return value_unset;
    }
    const struct list *sizes = list_of(args[1]);
    if (sizes->count % 2 != 0) {
        return raise_error(&exception_runtime_error, "Padding length must be divisible by 2");
    }
    if (sizes->count > 2 * (size_t)x->ndim) {
        return raise_error(&exception_runtime_error,
                           "Padding length should be less than or equal to two times the input "
                           "dimension but got padding length %zu and input of dimension %d",
                           sizes->count, x->ndim);
    }
    for (size_t i = 0; i < sizes->count; i++) {
        size_t dim = (size_t)x->ndim - 1 - i / 2;
        if (!native_int(sizes->items[i], i % 2 == 0 ? &before[dim] : &after[dim])) {
            return value_unset;
        }
    }
    enum status status = tensor_pad(x, before, after, value, &out);
    return tensor_result(status, out);
}

// ---- activations

static const struct {
    const char *name;
    enum map op;
} activations[] = {
    {"gelu", MAP_GELU},
    {"gelu_tanh", MAP_GELU_TANH},
    {"silu", MAP_SILU},
    {"mish", MAP_MISH},
    {"softplus", MAP_SOFTPLUS},
    {"log_sigmoid", MAP_LOG_SIGMOID},
    {"elu", MAP_ELU},
    {"leaky_relu", MAP_LEAKY_RELU},
    {"hardtanh", MAP_HARDTANH},
    {"hardsigmoid", MAP_HARDSIGMOID},
    {"hardswish", MAP_HARDSWISH},
    {"threshold", MAP_THRESHOLD},
};

static struct value activation(struct value *args)
{
    const char *name;
    double params[4] = {0};
    bool in_place;
    if (!native_text(args[0], "name", &name)) {
        return value_unset;
    }
    struct tensor *x = nn_tensor(name, "input", 1, args[1]), *out = NULL;
    if (x == NULL || !native_truth(args[2], &in_place) || !native_float(args[3], &params[0]) ||
        !native_float(args[4], &params[1]) || !native_float(args[5], &params[2])) {
        return value_unset;
    }
    size_t which = 0;
    while (strcmp(activations[which].name, name) != 0) {
        which++;
    }
    if (!in_place) {
        enum status status = tensor_unary(activations[which].op, x, params, &out);
        return tensor_result(status, out);
    }
    enum status status = tensor_unary_(activations[which].op, x, params);
    return status == STATUS_OK ? value_ref(args[1]) : raise_failure(status);
}

// ---- losses

// Tells the samples of a loss that is computed to be learned from.
static void count_samples(struct tensor *x)
{
    if (autograd_wants(x)) {
        training_samples(x->ndim > 0 ? (uint64_t)x->shape[0] : 1);
    }
}

static struct value classes_loss(struct value *args, const char *function,
                                 enum status (*loss)(struct tensor *, struct tensor *,
                                                     const struct loss_classes *, struct tensor **))
{
    int64_t n[2];
    struct tensor *weight, *out = NULL, *x = nn_tensor(function, "input", 1, args[0]);
    struct tensor *target = x != NULL ? nn_tensor(function, "target", 2, args[1]) : NULL;
    if (target == NULL || !nn_tensor_or_none(function, "weight", 3, args[2], &weight) ||
        !take_ints(&args[3], 2, n)) {
        return value_unset;
    }
    struct loss_classes classes = {weight, (enum loss_reduction)n[1], n[0]};
    enum status status = loss(x, target, &classes, &out);
    count_samples(x);
    return tensor_result(status, out);
}

static struct value cross_entropy(struct value *args)
{
    return classes_loss(args, "cross_entropy_loss", tensor_cross_entropy);
}

static struct value nll_loss(struct value *args)
{
    return classes_loss(args, "nll_loss_nd", tensor_nll_loss);
}

static const struct {
    const char *name, *function;
    enum loss_pointwise loss;
} pointwise_losses[] = {
    {"mse", "mse_loss", LOSS_MSE},
    {"smooth_l1", "smooth_l1_loss", LOSS_SMOOTH_L1},
    {"huber", "huber_loss", LOSS_HUBER},
    {"bce", "binary_cross_entropy", LOSS_BCE},
    {"bce_logits", "binary_cross_entropy_with_logits", LOSS_BCE_LOGITS},
};

static struct value pointwise_loss(struct value *args)
{
    const char *name;
    double argument;
    int64_t reduction;
    size_t which = 0;
    if (!native_text(args[0], "name", &name)) {
        return value_unset;
    }
    while (strcmp(pointwise_losses[which].name, name) != 0) {
        which++;
    }
    const char *function = pointwise_losses[which].function;
    struct tensor *weight, *positive, *out = NULL, *x = nn_tensor(function, "input", 1, args[1]);
    struct tensor *target = x != NULL ? nn_tensor(function, "target", 2, args[2]) : NULL;
    if (target == NULL || !nn_tensor_or_none(function, "weight", 3, args[3], &weight) ||
        !nn_tensor_or_none(function, "pos_weight", 4, args[4], &positive) ||
        !native_float(args[5], &argument) || !native_int(args[6], &reduction)) {
        return value_unset;
    }
    enum status status =
        tensor_pointwise_loss(pointwise_losses[which].loss, x, target, weight, positive, argument,
                              (enum loss_reduction)reduction, &out);
    count_samples(x);
    return tensor_result(status, out);
}

// ---- for the dialect's part

static struct value warn(struct value *args)
{
    const char *category, *text;
    if (!native_text(args[0], "category", &category) || !native_text(args[1], "text", &text)) {
        return value_unset;
    }
    distributed_warn(category, "%s", text);
    return raise_pending() ? value_unset : value_none;
}

static struct value refuse(struct value *args)
{
    const char *what;
    return native_text(args[0], "what", &what) ? raise_refused("ranksh has no %s", what)
                                               : value_unset;
}

const struct native nn_functional_functions[] = {
    {"linear(input, weight, bias=None)", linear, 0, NULL},
    {"_embedding(weight, input, padding)", embedding, 0, NULL},
    {"_layer_norm(input, dims, weight, bias, eps)", layer_norm, 0, NULL},
    {"_conv2d(input, weight, bias, stride_y, stride_x, padding_y, padding_x, dilation_y, "
     "dilation_x, groups)",
     conv2d, 0, NULL},
    {"_max_pool2d(input, kernel_y, kernel_x, stride_y, stride_x, padding_y, padding_x, "
     "dilation_y, dilation_x)",
     max_pool2d, 0, NULL},
    {"_pad(input, sizes, value)", pad, 0, NULL},
    {"_activation(name, input, inplace, first=0.0, second=0.0, third=0.0)", activation, 0, NULL},
    {"_cross_entropy(input, target, weight, ignore_index, reduction)", cross_entropy, 0, NULL},
    {"_nll_loss(input, target, weight, ignore_index, reduction)", nll_loss, 0, NULL},
    {"_pointwise_loss(name, input, target, weight, pos_weight, argument, reduction)",
     pointwise_loss, 0, NULL},
    {"_warn(category, text)", warn, 0, NULL},
    {"_refuse(what)", refuse, 0, NULL},
    {0},
};
