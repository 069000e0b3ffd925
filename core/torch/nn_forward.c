// forward of the layers that every step of a training loop goes through.
#include "core/lang/containers/dict.h"
#include "core/lang/objects/function.h"
#include "core/lang/objects/module.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/str.h"
#include "core/tensor/loss.h"
#include "core/tensor/matmul.h"
#include "core/tensor/unary.h"
#include "core/torch/nn.h"
#include "core/torch/nn_module.h"
#include "core/torch/tensor_type.h"

static struct str *name_weight, *name_bias, *name_inplace, *name_reduction, *name_ignore_index,
    *name_label_smoothing, *name_forward_fully;

// A parameter, or whatever else stands under that name; a new reference. Unset: raised.
static struct value part(struct value self, struct str *name)
{
    struct value value = nn_parameter(self, name);
    return value_is_set(value) ? value_ref(value) : object_get(self, name);
}

static struct value forward_linear(struct value *args)
{
    struct tensor *out = NULL, *x = nn_tensor("linear", "input", 1, args[1]), *w = NULL, *b = NULL;
    struct value weight = x != NULL ? part(args[0], name_weight) : value_unset;
    struct value bias = value_is_set(weight) ? part(args[0], name_bias) : value_unset;
    struct value result = value_unset;
    if (value_is_set(bias) && (w = nn_tensor("linear", "weight", 2, weight)) != NULL &&
        nn_tensor_or_none("linear", "bias", 3, bias, &b)) {
        enum status status = tensor_linear(x, w, b, &out);
        result = tensor_result(status, out);
    }
    value_unref(weight);
    value_unref(bias);
    return result;
}

static struct value unary(const char *function, enum map op, struct value input)
{
    struct tensor *x = nn_tensor(function, "input", 1, input), *out = NULL;
    if (x == NULL) {
        return value_unset;
    }
    enum status status = tensor_unary(op, x, NULL, &out);
    return tensor_result(status, out);
}

static struct value forward_relu(struct value *args)
{
    bool in_place = false;
    struct value inplace = object_get(args[0], name_inplace);
    bool fine = value_is_set(inplace) && object_truth(inplace, &in_place);
    value_unref(inplace);
    if (!fine) {
        return value_unset;
    }
    if (!in_place) {
        return unary("relu", MAP_RELU, args[1]);
    }
    struct tensor *x = nn_tensor("relu_", "input", 1, args[1]);
    if (x == NULL) {
        return value_unset;
    }
    enum status status = tensor_unary_(MAP_RELU, x, NULL);
    return status == STATUS_OK ? value_ref(args[1]) : raise_failure(status);
}

static struct value forward_tanh(struct value *args)
{
    return unary("tanh", MAP_TANH, args[1]);
}

static struct value forward_sigmoid(struct value *args)
{
    return unary("sigmoid", MAP_SIGMOID, args[1]);
}

// One module after the other; a module that is added or removed meanwhile is seen or not, as dicts
// go, but never a freed one.
static struct value forward_sequential(struct value *args)
{
    struct dict *modules = nn_parts(args[0], NN_MODULES);
    struct value value = value_ref(args[1]);
    uint32_t position = 0;
    struct dict_entry *entry;
    object_ref(modules);
    while (value_is_set(value) && modules != NULL &&
           (entry = dict_next(modules, &position)) != NULL) {
        struct value module = value_ref(entry->value);
        struct arguments arguments = {&value, 1, NULL};
        struct value next = object_call(module, &arguments);
        value_unref(module);
        value_replace(&value, next);
    }
    object_unref(modules);
    return value;
}

// The plain case: class numbers, the mean of all. Anything else goes the long way.
static struct value forward_cross_entropy(struct value *args)
{
    struct tensor *x = tensor_of(args[1]), *target = tensor_of(args[2]), *out = NULL;
    struct dict *attributes = object_attributes(args[0], false);
    struct dict *buffers = nn_parts(args[0], NN_BUFFERS);
    struct value *weight = buffers != NULL ? dict_find_name(buffers, name_weight) : NULL;
    struct value *reduction =
        attributes != NULL ? dict_find_name(attributes, name_reduction) : NULL;
    struct value *smoothing =
        attributes != NULL ? dict_find_name(attributes, name_label_smoothing) : NULL;
    struct value *ignore =
        attributes != NULL ? dict_find_name(attributes, name_ignore_index) : NULL;
    bool plain = x != NULL && target != NULL && x->ndim != target->ndim &&
                 !dtype_is_float(target->dtype) && weight != NULL && value_is_none(*weight) &&
                 reduction != NULL && type_is_instance(*reduction, &str_type) &&
                 str_is(str_of(*reduction), "mean") && smoothing != NULL &&
                 value_is_float(*smoothing) && smoothing->number == 0 && ignore != NULL &&
                 value_is_int(*ignore);
    if (!plain) {
        struct value method = object_get(args[0], name_forward_fully);
        struct value result =
            value_is_set(method) ? object_call_values(method, &args[1], 2) : value_unset;
        value_unref(method);
        return result;
    }
    struct loss_classes classes = {NULL, LOSS_MEAN, ignore->integer};
    enum status status = tensor_cross_entropy(x, target, &classes, &out);
    return tensor_result(status, out);
}

// ---- into modules

static const struct {
    const char *name;
    struct native row;
} methods[] = {
    {"_forward_linear", {"Linear.forward(self, input)", forward_linear, NATIVE_PYTHON, NULL}},
    {"_forward_relu", {"ReLU.forward(self, input)", forward_relu, NATIVE_PYTHON, NULL}},
    {"_forward_tanh", {"Tanh.forward(self, input)", forward_tanh, NATIVE_PYTHON, NULL}},
    {"_forward_sigmoid", {"Sigmoid.forward(self, input)", forward_sigmoid, NATIVE_PYTHON, NULL}},
    {"_forward_sequential",
     {"Sequential.forward(self, input)", forward_sequential, NATIVE_PYTHON, NULL}},
    {"_forward_cross_entropy",
     {"CrossEntropyLoss.forward(self, input, target)", forward_cross_entropy, NATIVE_PYTHON, NULL}},
};

bool nn_forward_fill(struct module *module)
{
    bool fine = true;
    for (size_t i = 0; fine && i < sizeof methods / sizeof *methods; i++) {
        struct value method =
            native_function_create(&methods[i].row, &nn_module_type, module->name);
        fine = value_is_set(method) && module_set(module, methods[i].name, method);
        value_unref(method);
    }
    return fine;
}

static const struct {
    struct str **at;
    const char *text;
} names[] = {
    {&name_weight, "weight"},
    {&name_bias, "bias"},
    {&name_inplace, "inplace"},
    {&name_reduction, "reduction"},
    {&name_ignore_index, "ignore_index"},
    {&name_label_smoothing, "label_smoothing"},
    {&name_forward_fully, "_forward_fully"},
};

bool nn_forward_init(void)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        *names[i].at = str_interned(names[i].text);
        if (*names[i].at == NULL) {
            return false;
        }
    }
    return true;
}

void nn_forward_finish(void)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        object_unref(*names[i].at);
        *names[i].at = NULL;
    }
}
