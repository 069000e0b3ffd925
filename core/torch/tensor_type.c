// Tensors as objects: their life, their text, what the interpreter asks of any object.
#include "core/base/memory.h"
#include "core/base/text.h"
#include "core/lang/containers/dict.h"
#include "core/lang/containers/list.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/bytes.h"
#include "core/lang/text/str.h"
#include "core/tensor/autograd.h"
#include "core/tensor/convert.h"
#include "core/tensor/index.h"
#include "core/tensor/join.h"
#include "core/tensor/print.h"
#include "core/tensor/reduce.h"
#include "core/tensor/view.h"
#include "core/torch/call.h"
#include "core/torch/from_data.h"
#include "core/torch/grad_fn.h"
#include "core/torch/names.h"
#include "core/torch/numbers.h"
#include "core/torch/tensor_attributes.h"
#include "core/torch/tensor_operators.h"
#include "core/torch/tensor_subscript.h"
#include "core/torch/tensor_type.h"

// ---- failures

struct value raise_failure(enum status status)
{
    static struct type *const kinds[] = {
        [FAILURE_RUNTIME] = &exception_runtime_error,
        [FAILURE_INDEX] = &exception_index_error,
        [FAILURE_VALUE] = &exception_value_error,
        [FAILURE_TYPE] = &exception_type_error,
        [FAILURE_NOT_IMPLEMENTED] = &exception_not_implemented_error,
    };
    if (raise_pending()) {
        return value_unset; // a hook or an interrupt has raised already
    }
    switch (status) {
    case STATUS_INVALID:
        return raise_error(kinds[failure_kind()], "%s", status_message());
    case STATUS_UNSUPPORTED:
        return raise_refused("%s", status_message());
    case STATUS_INTERRUPTED:
        return raise_error(&exception_keyboard_interrupt, "%s", "");
    case STATUS_OK:
    case STATUS_MEMORY:
    case STATUS_NOT_FOUND:
    case STATUS_SYSTEM:
    case STATUS_CLOSED:
    case STATUS_TIMEOUT:
    case STATUS_BUSY:
    case STATUS_MISMATCH:
    case STATUS_CORRUPT:
        break;
    }
    return raise_error(&exception_runtime_error, "%s", status_message());
}

// ---- life

struct value tensor_value(struct tensor *tensor)
{
    if (tensor == NULL) {
        return value_unset;
    }
    struct tensor_object *object = tensor->wrapper;
    if (object != NULL) {
        struct value value = value_of(object);
        tensor_unref(tensor);
        return value;
    }
    object = type_allocate(tensor->is_parameter ? &parameter_type : &tensor_type, 0);
    if (object == NULL) {
        tensor_unref(tensor);
        return value_unset;
    }
    object->tensor = tensor;
    tensor->wrapper = object;
    return value_object(object);
}

static void finish(struct object *self)
{
    struct tensor_object *object = (struct tensor_object *)self;
    if (object->tensor != NULL) {
        object->tensor->wrapper = NULL;
        tensor_unref(object->tensor);
    }
}

// ---- texts

static struct value repr(struct value self)
{
    struct text text = {0};
    struct str *str = NULL;
    enum status status = print_tensor(tensor_of(self), &text);
    if (status == STATUS_OK) {
        str = str_from(text_string(&text));
    } else {
        raise_failure(status);
    }
    text_finish(&text);
    return value_object(str);
}

struct value tensor_format(struct value self, struct str *spec)
{
    const struct tensor *tensor = tensor_of(self);
    if (tensor->ndim == 0) {
        struct value number = number_value(tensor_element(tensor, 0));
        return value_object(object_format(number, spec));
    }
    if (spec->length > 0) {
        return raise_type("unsupported format string passed to %s.__format__", type_name(self));
    }
    return value_object(object_str(self));
}

// ---- truth, hash, length

static bool truth(struct value self, bool *ret_truth)
{
    const struct tensor *tensor = tensor_of(self);
    struct scalar scalar;
    if (tensor->numel != 1) {
        return raise_false(&exception_runtime_error,
                           tensor->numel == 0
                               ? "Boolean value of Tensor with no values is ambiguous"
                               : "Boolean value of Tensor with more than one value is ambiguous");
    }
    enum status status = tensor_item(tensor, &scalar);
    if (status != STATUS_OK) {
        raise_failure(status);
        return false;
    }
    *ret_truth = scalar_number(scalar) != 0;
    return true;
}

static bool hash(struct value self, int64_t *ret_hash)
{
    *ret_hash = (int64_t)((uintptr_t)self.object >> 4);
    return true;
}

static bool length(struct value self, int64_t *ret_length)
{
    const struct tensor *tensor = tensor_of(self);
    if (tensor->ndim == 0) {
        return raise_false(&exception_type_error, "len() of a 0-d tensor");
    }
    *ret_length = tensor->shape[0];
    return true;
}

static struct value iterate(struct value self)
{
    struct tensor *tensor = tensor_of(self);
    int64_t count = 0;
    if (tensor->ndim == 0) {
        return raise_type("iteration over a 0-d tensor");
    }
    enum status status = tensor_unbind_count(tensor, 0, &count);
    struct list *list = status == STATUS_OK ? list_create((size_t)count) : NULL;
    struct tensor **views = NULL;
    if (list != NULL) {
        views = memory_alloc((size_t)(count + 1) * sizeof *views);
        status = views != NULL ? tensor_unbind(tensor, 0, views) : STATUS_MEMORY;
    }
    bool fine = views != NULL && status == STATUS_OK;
    if (status != STATUS_OK) {
        raise_failure(status);
    }
    for (int64_t i = 0; i < count && views != NULL && status == STATUS_OK; i++) {
        fine = list_push(list, tensor_value(views[i])) && fine;
    }
    memory_free(views, (size_t)(count + 1) * sizeof *views);
    struct value iterator = fine ? object_iterate(value_object(list)) : value_unset;
    object_unref(list);
    return iterator;
}

static bool contains(struct value self, struct value item, bool *ret_found)
{
    struct operand operand;
    if (!operand_of_value(item, &operand)) {
        return !raise_pending() &&
               raise_false(&exception_runtime_error,
                           "Tensor.__contains__ only supports Tensor or scalar, but you passed in "
                           "a <class '%s'>.",
                           type_name(item));
    }
    struct tensor *equal, *any = NULL;
    enum status status =
        tensor_compare(COMPARE_EQ, operand_tensor(tensor_of(self)), operand, &equal);
    if (status == STATUS_OK) {
        status = tensor_any(equal, NULL, &any);
        tensor_unref(equal);
    }
    if (status != STATUS_OK) {
        raise_failure(status);
        return false;
    }
    *ret_found = tensor_element(any, 0).integer != 0;
    tensor_unref(any);
    return true;
}

static struct value create(struct type *type, const struct arguments *arguments)
{
    (void)type;
    return tensor_constructor(arguments);
}

static struct value parameter_create(struct type *type, const struct arguments *arguments)
{
    static const char *const names[] = {"data", "requires_grad"};
    struct value slots[2];
    struct tensor *alias;
    (void)type;
    if (!native_bind_names("Parameter.__new__", names, 2, 0, arguments, slots)) {
        return value_unset;
    }
    bool wants = true;
    if (value_is_set(slots[1]) && !native_truth(slots[1], &wants)) {
        return value_unset;
    }
    struct tensor *data = value_is_set(slots[0]) ? tensor_of(slots[0]) : NULL;
    enum status status;
    if (data == NULL) {
        if (value_is_set(slots[0]) && !value_is_none(slots[0])) {
            return raise_error(&exception_attribute_error, "'%s' object has no attribute 'detach'",
                               type_name(slots[0]));
        }
        int64_t none = 0;
        status = tensor_create(dtype_default, 1, &none, &alias);
    } else {
        status = tensor_detach(data, &alias);
    }
    if (status == STATUS_OK) {
        alias->is_parameter = true;
        status = wants && !dtype_is_float(alias->dtype)
                     ? failure(FAILURE_RUNTIME, "Only Tensors of floating point and complex dtype "
                                                "can require gradients")
                     : autograd_require(alias, wants);
        if (status != STATUS_OK) {
            tensor_unref(alias);
        }
    }
    return tensor_result(status, alias);
}

struct type tensor_type = {
    .name = "Tensor",
    .module = "torch",
    .base = &tensor_base_type,
    .size = sizeof(struct tensor_object),
    .attributes_at = offsetof(struct tensor_object, attributes),
    .refused = names_of_tensor,
    .create = create,
    .finish = finish,
    .repr = repr,
    .hash = hash,
    .truth = truth,
    .length = length,
    .iterate = iterate,
    .contains = contains,
    .get_item = tensor_subscript,
    .set_item = tensor_set_subscript,
    .compare = tensor_operator_compare,
    .binary = tensor_operator_binary,
    .in_place = tensor_operator_in_place,
    .unary = tensor_operator_unary,
};

struct type parameter_type = {
    .name = "Parameter",
    .module = "torch.nn.parameter",
    .base = &tensor_type,
    .size = sizeof(struct tensor_object),
    .attributes_at = offsetof(struct tensor_object, attributes),
    .create = parameter_create,
    .finish = finish,
};

bool tensor_type_ready(void)
{
    tensor_type.methods = call_methods();
    return tensor_type.methods != NULL && type_ready(&tensor_base_type) &&
           type_ready(&tensor_type) && type_ready(&parameter_type) && type_ready(&grad_fn_type) &&
           type_ready(&hook_handle_type);
}
