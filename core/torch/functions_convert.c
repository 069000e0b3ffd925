// Other element types, the way out to numbers and lists, and what a tensor says about itself.
#include <string.h>

#include "core/lang/containers/dict.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/str.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/convert.h"
#include "core/tensor/view.h"
#include "core/torch/functions.h"
#include "core/torch/numbers.h"
#include "core/torch/small_types.h"

// ---- element types

static struct value converted(struct tensor *x, enum dtype dtype, bool copy)
{
    struct tensor *result = NULL;
    enum status status =
        copy && x->dtype == dtype ? tensor_clone(x, &result) : tensor_to_dtype(x, dtype, &result);
    return tensor_result(status, result);
}

// float(), long() …: detail is the type.
static struct value as_type(struct call *call)
{
    return converted(call_tensor(call, 0), (enum dtype)call->function->detail, false);
}

// to(device, dtype), to(dtype), to(tensor)
static struct value to(struct call *call)
{
    struct tensor *x = call_tensor(call, 0);
    enum dtype dtype = x->dtype;
    if (call->which == 0) {
        if (call_has(call, 1) && !device_check(call->args[1])) {
            return value_unset;
        }
        call_dtype(call, 2, &dtype);
        return converted(x, dtype, call_bool(call, 4));
    }
    if (call->which == 1) {
        call_dtype(call, 1, &dtype);
    } else {
        dtype = call_tensor(call, 1)->dtype;
    }
    return converted(x, dtype, call_bool(call, 3));
}

static struct value type_as(struct call *call)
{
    return converted(call_tensor(call, 0), call_tensor(call, 1)->dtype, false);
}

static struct value type(struct call *call)
{
    struct tensor *x = call_tensor(call, 0);
    enum dtype dtype;
    if (!call_has(call, 1) || value_is_none(call->args[1])) {
        return value_object(str_from(dtype_facts[x->dtype].tensor_name));
    }
    if (dtype_of_value(call->args[1], &dtype)) {
        return converted(x, dtype, false);
    }
    if (type_is_instance(call->args[1], &str_type)) {
        for (int i = 0; i < DTYPE_COUNT; i++) {
            if (strcmp(dtype_facts[i].tensor_name, call_text(call, 1)) == 0) {
                return converted(x, (enum dtype)i, false);
            }
        }
        return raise_value("invalid type: '%s'", call_text(call, 1));
    }
    return raise_error(&exception_runtime_error, "dtype must be a type, str, or dtype object");
}

static struct value cpu(struct call *call)
{
    return value_ref(call->args[0]);
}

// cuda(): there is none.
static struct value cuda(struct call *call)
{
    (void)call;
    return raise_error(&exception_assertion_error, "Torch not compiled with CUDA enabled");
}

static struct value numpy(struct call *call)
{
    if (autograd_requires_grad(call_tensor(call, 0))) {
        return raise_error(&exception_runtime_error,
                           "Can't call numpy() on Tensor that requires grad. Use "
                           "tensor.detach().numpy() instead.");
    }
    return raise_refused("ranksh has no NumPy");
}

// ---- numbers and lists

static struct value item(struct call *call)
{
    struct scalar scalar;
    enum status status = tensor_item(call_tensor(call, 0), &scalar);
    return status == STATUS_OK ? number_value(scalar) : raise_failure(status);
}

// Elements from `offset` on, dimension by dimension.
static struct value nested(const struct tensor *x, int dim, int64_t offset)
{
    if (dim == x->ndim) {
        return number_value(tensor_element(x, offset));
    }
    struct list *list = list_create((size_t)x->shape[dim]);
    for (int64_t i = 0; list != NULL && i < x->shape[dim]; i++) {
        if (!list_push(list, nested(x, dim + 1, offset + i * x->strides[dim]))) {
            object_unref(list);
            list = NULL;
        }
    }
    return value_object(list);
}

static struct value tolist(struct call *call)
{
    return nested(call_tensor(call, 0), 0, 0);
}

// int(x), float(x), x.__index__(): detail 0, 1, 2
static struct value as_number(struct call *call)
{
    const struct tensor *x = call_tensor(call, 0);
    struct scalar scalar;
    if (call->function->detail == 2 && (dtype_is_float(x->dtype) || x->numel != 1)) {
        return raise_type("only integer tensors of a single element can be converted to an index");
    }
    enum status status = tensor_item(x, &scalar);
    if (status != STATUS_OK) {
        return raise_failure(status);
    }
    if (call->function->detail == 1) {
        return value_float(scalar_number(scalar));
    }
    if (scalar.kind != DTYPE_CATEGORY_FLOAT) {
        return value_int(scalar.integer);
    }
    struct value number = value_float(scalar.number);
    return object_call_values(value_object(&int_type), &number, 1);
}

static struct value format(struct call *call)
{
    return tensor_format(call->args[0], str_of(call->args[1]));
}

static struct value reversed(struct call *call)
{
    struct value self = call->args[0];
    if (tensor_of(self)->ndim == 0) {
        return value_ref(self);
    }
    struct value zero = value_int(0);
    return object_call_method(self, "flip", &zero, 1);
}

// copy.copy(): another tensor on the same elements.
static struct value shallow_copy(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *copy = NULL;
    enum status status = tensor_alias(x, &copy);
    if (status == STATUS_OK) {
        copy->is_parameter = x->is_parameter;
        copy->requires_grad = x->requires_grad && x->grad_fn == NULL;
    }
    return tensor_result(status, copy);
}

static struct value deepcopy(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *copy = NULL;
    struct value known = value_unset;
    struct value key = value_int((int64_t)(uintptr_t)call->args[0].object);
    if (x->grad_fn != NULL) {
        return raise_error(&exception_runtime_error,
                           "Only Tensors created explicitly by the user (graph leaves) support the "
                           "deepcopy protocol at the moment");
    }
    struct value *found = NULL;
    bool memo = value_is(call->args[1], &dict_type);
    if (memo && (!dict_find(dict_of(call->args[1]), key, &found) || found != NULL)) {
        return found != NULL ? value_ref(*found) : known;
    }
    enum status status = tensor_clone_values(x, &copy);
    if (status == STATUS_OK) {
        copy->is_parameter = x->is_parameter;
        copy->requires_grad = x->requires_grad;
        // a parameter's copy begins without a gradient, another leaf's doesn't
        struct tensor *grad = x->is_parameter ? NULL : autograd_grad(x), *grad_copy;
        if (grad != NULL) {
            status = tensor_clone_values(grad, &grad_copy);
            if (status == STATUS_OK) {
                status = autograd_set_grad(copy, grad_copy);
                tensor_unref(grad_copy);
            }
        }
        if (status != STATUS_OK) {
            tensor_unref(copy);
        }
    }
    struct value result = tensor_result(status, copy);
    if (memo && value_is_set(result) && !dict_set(dict_of(call->args[1]), key, result)) {
        value_clear(&result);
    }
    return result;
}

// ---- what a tensor says about itself

static struct value size(struct call *call)
{
    const struct tensor *x = call_tensor(call, 0);
    int dim;
    if (!call_has(call, 1)) {
        return size_value(x->ndim, x->shape);
    }
    enum status status = shape_wrap_dim(call_int(call, 1), x->ndim, &dim);
    if (status == STATUS_OK && x->ndim == 0) {
        return raise_error(&exception_index_error,
                           "Dimension specified as %lld but tensor has no dimensions",
                           (long long)call_int(call, 1));
    }
    return status == STATUS_OK ? value_int(x->shape[dim]) : raise_failure(status);
}

static struct value stride(struct call *call)
{
    const struct tensor *x = call_tensor(call, 0);
    int dim;
    if (call_has(call, 1)) {
        enum status status = shape_wrap_dim(call_int(call, 1), x->ndim, &dim);
        return status == STATUS_OK ? value_int(x->ndim > 0 ? x->strides[dim] : 1)
                                   : raise_failure(status);
    }
    struct tuple *tuple = tuple_create((size_t)x->ndim);
    for (int i = 0; tuple != NULL && i < x->ndim; i++) {
        tuple->items[i] = value_int(x->strides[i]);
    }
    return value_object(tuple);
}

enum fact {
    FACT_DIM,
    FACT_NUMEL,
    FACT_ELEMENT_SIZE,
    FACT_STORAGE_OFFSET,
    FACT_DATA_PTR,
    FACT_CONTIGUOUS,
    FACT_FLOATING,
    FACT_SIGNED,
    FACT_COMPLEX,
};

static struct value fact(struct call *call)
{
    const struct tensor *x = call_tensor(call, 0);
    switch ((enum fact)call->function->detail) {
    case FACT_DIM:
        return value_int(x->ndim);
    case FACT_NUMEL:
        return value_int(x->numel);
    case FACT_ELEMENT_SIZE:
        return value_int((int64_t)tensor_item_size(x));
    case FACT_STORAGE_OFFSET:
        return value_int(x->offset);
    case FACT_DATA_PTR:
        return value_int(x->numel > 0 ? (int64_t)(uintptr_t)tensor_data(x) : 0);
    case FACT_CONTIGUOUS:
        return value_bool(x->contiguous);
    case FACT_FLOATING:
        return value_bool(dtype_is_float(x->dtype));
    case FACT_SIGNED:
        return value_bool(x->dtype != DTYPE_UINT8 && x->dtype != DTYPE_BOOL);
    case FACT_COMPLEX:
        return value_false;
    }
    return value_unset;
}

static struct value is_nonzero(struct call *call)
{
    const struct tensor *x = call_tensor(call, 0);
    if (x->numel != 1) {
        return raise_error(&exception_runtime_error,
                           x->numel == 0
                               ? "Boolean value of Tensor with no values is ambiguous"
                               : "Boolean value of Tensor with more than one value is ambiguous");
    }
    return value_bool(scalar_number(tensor_element(x, 0)) != 0);
}

static struct value is_same_size(struct call *call)
{
    return value_bool(tensor_same_shape(call_tensor(call, 0), call_tensor(call, 1)));
}

static struct value is_tensor(struct call *call)
{
    return value_bool(tensor_of(call->args[0]) != NULL);
}

static struct value itself(struct call *call)
{
    return value_ref(call->args[0]);
}

// ---- types by themselves

static struct value result_type(struct call *call)
{
    return dtype_value(elementwise_result_type(call_operand(call, 0), call_operand(call, 1)));
}

static struct value promote_types(struct call *call)
{
    enum dtype a, b;
    call_dtype(call, 0, &a);
    call_dtype(call, 1, &b);
    return dtype_value(dtype_promote(a, b));
}

static struct value can_cast(struct call *call)
{
    enum dtype from, to_dtype;
    call_dtype(call, 0, &from);
    call_dtype(call, 1, &to_dtype);
    return value_bool(dtype_can_cast(from, to_dtype));
}

static struct value get_default_dtype(struct call *call)
{
    (void)call;
    return dtype_value(dtype_default);
}

static struct value set_default_dtype(struct call *call)
{
    enum dtype dtype;
    if (!dtype_of_value(call->args[0], &dtype) || !dtype_is_float(dtype)) {
        return raise_type("only floating-point types are supported as the default type");
    }
    dtype_default = dtype;
    return value_none;
}

// ---- values written over

static struct value copy_(struct call *call)
{
    struct operand from = call_operand(call, 1);
    return functions_in_place(call, from.tensor != NULL
                                        ? tensor_copy_(call_tensor(call, 0), from.tensor)
                                        : tensor_fill_(call_tensor(call, 0), from.scalar));
}

static struct value fill_(struct call *call)
{
    struct tensor *x = call_tensor(call, 0);
    struct operand value = call_operand(call, 1);
    enum status status;
    if (value.tensor == NULL) {
        status = tensor_fill_(x, value.scalar);
    } else if (value.tensor->ndim != 0) {
        return raise_error(&exception_runtime_error,
                           "fill_ only supports 0-dimension value tensor but got tensor with %d "
                           "dimensions.",
                           value.tensor->ndim);
    } else {
        status = tensor_copy_(x, value.tensor);
    }
    return functions_in_place(call, status);
}

static struct value zero_(struct call *call)
{
    return functions_in_place(call, tensor_fill_(call_tensor(call, 0), scalar_int(0)));
}

#define TYPE(name, dtype)                                                                         \
    {                                                                                             \
        name, "(Tensor input, *, MemoryFormat? memory_format=None)", as_type, CALL_METHOD, dtype, \
            NULL                                                                                  \
    }
#define COPYING "bool non_blocking=False, bool copy=False, *, MemoryFormat? memory_format=None)"

const struct torch_function functions_convert[] = {
    TYPE("float", DTYPE_FLOAT32),
    TYPE("double", DTYPE_FLOAT64),
    TYPE("long", DTYPE_INT64),
    TYPE("int", DTYPE_INT32),
    TYPE("short", DTYPE_INT16),
    TYPE("char", DTYPE_INT8),
    TYPE("byte", DTYPE_UINT8),
    TYPE("bool", DTYPE_BOOL),
    {"to",
     "(Tensor input, Device? device=None, ScalarType? dtype=None, " COPYING
     "\n(Tensor input, ScalarType dtype, " COPYING "\n(Tensor input, Tensor tensor, " COPYING,
     to, CALL_METHOD, 0, NULL},
    {"type_as", "(Tensor input, Tensor other)", type_as, CALL_METHOD, 0, NULL},
    {"type",
     "(Tensor input, PyObject* dtype=None, bool non_blocking=False, *, MemoryFormat? "
     "memory_format=None)",
     type, CALL_METHOD, 0, NULL},
    {"cpu", "(Tensor input, *, MemoryFormat? memory_format=None)", cpu, CALL_METHOD, 0, NULL},
    {"cuda", "(Tensor input, Device? device=None, bool non_blocking=False)", cuda, CALL_METHOD, 0,
     NULL},
    {"pin_memory", SIGNATURE_PLAIN, cuda, CALL_METHOD, 0, NULL},
    {"numpy", "(Tensor input, *, bool force=False)", numpy, CALL_METHOD, 0, NULL},
    {"item", SIGNATURE_PLAIN, item, CALL_METHOD, 0, NULL},
    {"tolist", SIGNATURE_PLAIN, tolist, CALL_METHOD, 0, NULL},
    {"__int__", SIGNATURE_PLAIN, as_number, CALL_METHOD, 0, NULL},
    {"__float__", SIGNATURE_PLAIN, as_number, CALL_METHOD, 1, NULL},
    {"__index__", SIGNATURE_PLAIN, as_number, CALL_METHOD, 2, NULL},
    {"__format__", "(Tensor input, c10::string_view format_spec)", format, CALL_METHOD, 0, NULL},
    {"__reversed__", SIGNATURE_PLAIN, reversed, CALL_METHOD, 0, NULL},
    {"__copy__", "(Tensor input)", shallow_copy, CALL_METHOD, 0, NULL},
    {"__deepcopy__", "(Tensor input, PyObject* memo)", deepcopy, CALL_METHOD, 0, NULL},
    {"size", "(Tensor input, int64_t? dim=None)\n(Tensor input)\n(Tensor input, Dimname dim)", size,
     CALL_METHOD, 0, "(int64_t? dim=None)\n(Dimname dim)"},
    {"stride", "(Tensor input, int64_t? dim=None)\n(Tensor input, Dimname dim)", stride,
     CALL_METHOD, 0, NULL},
    {"dim", SIGNATURE_PLAIN, fact, CALL_METHOD, FACT_DIM, NULL},
    {"ndimension", SIGNATURE_PLAIN, fact, CALL_METHOD, FACT_DIM, NULL},
    {"numel", SIGNATURE_PLAIN, fact, CALL_BOTH, FACT_NUMEL, NULL},
    {"nelement", SIGNATURE_PLAIN, fact, CALL_METHOD, FACT_NUMEL, NULL},
    {"element_size", SIGNATURE_PLAIN, fact, CALL_METHOD, FACT_ELEMENT_SIZE, NULL},
    {"storage_offset", SIGNATURE_PLAIN, fact, CALL_METHOD, FACT_STORAGE_OFFSET, NULL},
    {"data_ptr", SIGNATURE_PLAIN, fact, CALL_METHOD, FACT_DATA_PTR, NULL},
    {"is_contiguous", "(Tensor input, *, MemoryFormat memory_format=contiguous_format)", fact,
     CALL_METHOD, FACT_CONTIGUOUS, NULL},
    {"is_floating_point", SIGNATURE_PLAIN, fact, CALL_BOTH, FACT_FLOATING, NULL},
    {"is_signed", SIGNATURE_PLAIN, fact, CALL_BOTH, FACT_SIGNED, NULL},
    {"is_complex", SIGNATURE_PLAIN, fact, CALL_BOTH, FACT_COMPLEX, NULL},
    {"is_nonzero", SIGNATURE_PLAIN, is_nonzero, CALL_BOTH, 0, NULL},
    {"is_same_size", "(Tensor input, Tensor other)", is_same_size, CALL_BOTH, 0, NULL},
    {"is_tensor", "(PyObject* obj)", is_tensor, CALL_FUNCTION, 0, NULL},
    {"resolve_conj", SIGNATURE_PLAIN, itself, CALL_BOTH, 0, NULL},
    {"resolve_neg", SIGNATURE_PLAIN, itself, CALL_BOTH, 0, NULL},
    {"result_type",
     "(Tensor tensor, Tensor other)\n(Scalar scalar, Tensor tensor)\n(Tensor tensor, Scalar "
     "other)\n(Scalar scalar1, Scalar scalar2)",
     result_type, CALL_FUNCTION, 0, NULL},
    {"promote_types", "(ScalarType type1, ScalarType type2)", promote_types, CALL_FUNCTION, 0,
     NULL},
    {"can_cast", "(ScalarType from, ScalarType to)", can_cast, CALL_FUNCTION, 0, NULL},
    {"get_default_dtype", "()", get_default_dtype, CALL_FUNCTION, 0, NULL},
    {"set_default_dtype", "(PyObject* d)", set_default_dtype, CALL_FUNCTION, 0, NULL},
    {"copy_", "(Tensor input, Tensor other, bool non_blocking=False)", copy_, CALL_METHOD, 0, NULL},
    {"fill_", "(Tensor input, Tensor value)\n(Tensor input, Scalar value)", fill_, CALL_METHOD, 0,
     NULL},
    {"zero_", SIGNATURE_PLAIN, zero_, CALL_METHOD, 0, NULL},
    {NULL, NULL, NULL, 0, 0, NULL},
};
