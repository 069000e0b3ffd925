// The steps of torch.optim's optimizers: one call for all parameters of a group.
#include <math.h>

#include "core/lang/containers/dict.h"
#include "core/lang/containers/list.h"
#include "core/lang/objects/module.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/str.h"
#include "core/tensor/autograd.h"
#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/optimize.h"
#include "core/torch/distributed_inside.h"
#include "core/torch/nn.h"
#include "core/torch/tensor_type.h"
#include "core/torch/training.h"

enum name {
    NAME_params,
    NAME_lr,
    NAME_momentum,
    NAME_dampening,
    NAME_weight_decay,
    NAME_nesterov,
    NAME_maximize,
    NAME_betas,
    NAME_eps,
    NAME_amsgrad,
    NAME_momentum_buffer,
    NAME_step,
    NAME_exp_avg,
    NAME_exp_avg_sq,
    NAME_max_exp_avg_sq,
    NAME_COUNT
};

static const char *const texts[] = {
    [NAME_params] = "params",
    [NAME_lr] = "lr",
    [NAME_momentum] = "momentum",
    [NAME_dampening] = "dampening",
    [NAME_weight_decay] = "weight_decay",
    [NAME_nesterov] = "nesterov",
    [NAME_maximize] = "maximize",
    [NAME_betas] = "betas",
    [NAME_eps] = "eps",
    [NAME_amsgrad] = "amsgrad",
    [NAME_momentum_buffer] = "momentum_buffer",
    [NAME_step] = "step",
    [NAME_exp_avg] = "exp_avg",
    [NAME_exp_avg_sq] = "exp_avg_sq",
    [NAME_max_exp_avg_sq] = "max_exp_avg_sq",
};

static struct str *names[NAME_COUNT];

bool optim_init(void)
{
    for (int i = 0; i < NAME_COUNT; i++) {
        names[i] = str_interned(texts[i]);
        if (names[i] == NULL) {
            return false;
        }
    }
    return true;
}

void optim_finish(void)
{
    for (int i = 0; i < NAME_COUNT; i++) {
        object_unref(names[i]);
        names[i] = NULL;
    }
}

// ---- what a group says

static struct value option(struct dict *group, enum name name)
{
    struct value *slot = dict_find_name(group, names[name]);
    if (slot == NULL) {
        raise_with(&exception_key_error, value_object(names[name]));
        return value_unset;
    }
    return *slot;
}

static bool number_option(struct dict *group, enum name name, double *ret_number)
{
    struct value value = option(group, name);
    struct scalar scalar;
    struct tensor *tensor = value_is_set(value) ? tensor_of(value) : NULL;
    if (tensor != NULL && tensor_item(tensor, &scalar) == STATUS_OK) {
        *ret_number = scalar_number(scalar);
        return true;
    }
    return value_is_set(value) && native_float(value, ret_number);
}

static bool truth_option(struct dict *group, enum name name, bool *ret_truth)
{
    struct value value = option(group, name);
    return value_is_set(value) && native_truth(value, ret_truth);
}

static struct list *params_of(struct value group)
{
    struct value params =
        type_is_instance(group, &dict_type) ? option(dict_of(group), NAME_params) : value_unset;
    if (value_is_set(params) && !value_is(params, &list_type)) {
        raise_type("params of a group must be a list, not %s", type_name(params));
        return NULL;
    }
    return value_is_set(params) ? list_of(params) : NULL;
}

// ---- what is kept for a parameter

static struct tensor *kept_tensor(struct dict *kept, enum name name)
{
    struct value *slot = dict_find_name(kept, names[name]);
    return slot != NULL ? tensor_of(*slot) : NULL;
}

// Keeps a tensor, whose reference goes over, and gives it borrowed. NULL: raised.
static struct tensor *keep(struct dict *kept, enum name name, enum status status,
                           struct tensor *tensor)
{
    if (status != STATUS_OK) {
        raise_failure(status);
        return NULL;
    }
    struct value value = tensor_value(tensor);
    bool fine = value_is_set(value) && dict_set_name(kept, names[name], value);
    value_unref(value);
    return fine ? tensor : NULL;
}

// The buffer of that name, made as zeros if there is none yet.
static struct tensor *buffer_of(struct dict *kept, enum name name, const struct tensor *like)
{
    struct tensor *buffer = kept_tensor(kept, name), *zeros = NULL;
    if (buffer != NULL) {
        return buffer;
    }
    enum status status = tensor_zeros_like(like, &zeros);
    return keep(kept, name, status, zeros);
}

// The dict that the state has for a parameter, a new reference. Unset: raised.
static struct value kept_for(struct value state, struct value param)
{
    struct value kept = object_get_item(state, param);
    if (value_is_set(kept) && !type_is_instance(kept, &dict_type)) {
        raise_type("the state of a parameter must be a dict, not %s", type_name(kept));
        value_unref(kept);
        return value_unset;
    }
    return kept;
}

// ---- SGD

static bool sgd_one(struct value param, struct value state, struct kernel_sgd how)
{
    struct tensor *tensor = tensor_of(param), *momentum = NULL;
    struct tensor *grad = tensor != NULL ? autograd_grad(tensor) : NULL;
    if (grad == NULL) {
        return true;
    }
    struct value kept = value_none;
    if (how.momentum != 0) {
        kept = kept_for(state, param);
        if (!value_is_set(kept)) {
            return false;
        }
        how.first = kept_tensor(dict_of(kept), NAME_momentum_buffer) == NULL;
        momentum = buffer_of(dict_of(kept), NAME_momentum_buffer, tensor);
    }
    enum status status = STATUS_OK;
    if (!raise_pending()) {
        status = optimize_sgd(tensor, grad, momentum, &how);
    }
    value_unref(kept);
    if (status != STATUS_OK) {
        raise_failure(status);
    }
    return !raise_pending();
}

static struct value sgd(struct value *args)
{
    struct list *params = params_of(args[0]);
    struct dict *group = params != NULL ? dict_of(args[0]) : NULL;
    struct kernel_sgd how = {0};
    if (group == NULL || !number_option(group, NAME_lr, &how.lr) ||
        !number_option(group, NAME_momentum, &how.momentum) ||
        !number_option(group, NAME_dampening, &how.dampening) ||
        !number_option(group, NAME_weight_decay, &how.weight_decay) ||
        !truth_option(group, NAME_nesterov, &how.nesterov) ||
        !truth_option(group, NAME_maximize, &how.maximize)) {
        return value_unset;
    }
    for (size_t i = 0; i < params->count; i++) {
        if (!sgd_one(params->items[i], args[1], how)) {
            return value_unset;
        }
    }
    return value_none;
}

// ---- Adam and AdamW

struct adam {
    double lr, weight_decay;
    bool decoupled, amsgrad;
    struct kernel_adam how;
};

// Counts a step and says what follows from the number.
static bool next_step(struct dict *kept, struct adam *adam)
{
    struct tensor *step = kept_tensor(kept, NAME_step), *made = NULL;
    if (step == NULL) {
        enum status status = tensor_of_scalar(scalar_float(0), DTYPE_FLOAT32, &made);
        step = keep(kept, NAME_step, status, made);
    }
    if (step == NULL) {
        return false;
    }
    double count = scalar_number(tensor_element(step, 0)) + 1;
    tensor_set_element(step, 0, scalar_float(count));
    tensor_touch(step);
    adam->how.step_size = adam->lr / (1 - pow(adam->how.beta1, count));
    adam->how.root_correction = sqrt(1 - pow(adam->how.beta2, count));
    return true;
}

static bool adam_one(struct value param, struct value state, struct adam adam)
{
    struct tensor *tensor = tensor_of(param);
    struct tensor *grad = tensor != NULL ? autograd_grad(tensor) : NULL;
    if (grad == NULL) {
        return true;
    }
    struct value value = kept_for(state, param);
    if (!value_is_set(value)) {
        return false;
    }
    struct dict *kept = dict_of(value);
    struct tensor *mean = NULL, *square = NULL, *top = NULL;
    if (next_step(kept, &adam) && (mean = buffer_of(kept, NAME_exp_avg, tensor)) != NULL &&
        (square = buffer_of(kept, NAME_exp_avg_sq, tensor)) != NULL && adam.amsgrad) {
        top = buffer_of(kept, NAME_max_exp_avg_sq, tensor);
    }
    enum status status = STATUS_OK;
    if (!raise_pending()) {
        status = optimize_adam(tensor, grad, mean, square, top, &adam.how);
    }
    value_unref(value);
    if (status != STATUS_OK) {
        raise_failure(status);
    }
    return !raise_pending();
}

static bool betas_option(struct dict *group, struct kernel_adam *how)
{
    struct value betas = option(group, NAME_betas);
    struct list *pair = value_is_set(betas) ? object_to_list(betas) : NULL;
    bool fine = pair != NULL && (pair->count == 2 ||
                                 raise_false(&exception_value_error, "betas must be two numbers"));
    fine = fine && native_float(pair->items[0], &how->beta1) &&
           native_float(pair->items[1], &how->beta2);
    object_unref(pair);
    return fine;
}

static struct value adam_group(struct value *args, bool decoupled)
{
    struct list *params = params_of(args[0]);
    struct dict *group = params != NULL ? dict_of(args[0]) : NULL;
    struct adam adam = {.decoupled = decoupled};
    if (group == NULL || !number_option(group, NAME_lr, &adam.lr) ||
        !number_option(group, NAME_weight_decay, &adam.weight_decay) ||
        !number_option(group, NAME_eps, &adam.how.eps) || !betas_option(group, &adam.how) ||
        !truth_option(group, NAME_amsgrad, &adam.amsgrad) ||
        !truth_option(group, NAME_maximize, &adam.how.maximize)) {
        return value_unset;
    }
    adam.how.shrink = decoupled ? 1 - adam.lr * adam.weight_decay : 1;
    adam.how.weight_decay = decoupled ? 0 : adam.weight_decay;
    for (size_t i = 0; i < params->count; i++) {
        if (!adam_one(params->items[i], args[1], adam)) {
            return value_unset;
        }
    }
    return value_none;
}

static struct value adam(struct value *args)
{
    return adam_group(args, false);
}

static struct value adamw(struct value *args)
{
    return adam_group(args, true);
}

// ---- gradients

static struct value zero_grad(struct value *args)
{
    bool to_none;
    if (!native_truth(args[1], &to_none)) {
        return value_unset;
    }
    if (!value_is(args[0], &list_type)) {
        return raise_type("params of a group must be a list, not %s", type_name(args[0]));
    }
    struct list *params = list_of(args[0]);
    for (size_t i = 0; i < params->count; i++) {
        struct tensor *tensor = tensor_of(params->items[i]);
        if (tensor == NULL) {
            continue;
        }
        enum status status = to_none ? autograd_set_grad(tensor, NULL) : autograd_zero_grad(tensor);
        if (status != STATUS_OK) {
            return raise_failure(status);
        }
    }
    return value_none;
}

static struct value stepped(struct value *args)
{
    (void)args;
    training_step();
    return value_none;
}

static struct value warn(struct value *args)
{
    const char *category, *text;
    if (!native_text(args[0], "category", &category) || !native_text(args[1], "text", &text)) {
        return value_unset;
    }
    distributed_warn(category, "%s", text);
    return raise_pending() ? value_unset : value_none;
}

const struct native optim_functions[] = {
    {"_sgd(group, state)", sgd, 0, NULL},
    {"_adam(group, state)", adam, 0, NULL},
    {"_adamw(group, state)", adamw, 0, NULL},
    {"_zero_grad(params, set_to_none)", zero_grad, 0, NULL},
    {"_stepped()", stepped, 0, NULL},
    {"_warn(category, text)", warn, 0, NULL},
    {0},
};
