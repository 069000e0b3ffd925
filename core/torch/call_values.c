// What the body of a function asks of its call.
#include "core/base/memory.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/str.h"
#include "core/tensor/convert.h"
#include "core/torch/call_match.h"
#include "core/torch/small_types.h"

bool call_has(const struct call *call, int i)
{
    return value_is_set(call->args[i]);
}

struct tensor *call_tensor(const struct call *call, int i)
{
    return value_is_set(call->args[i]) ? tensor_of(call->args[i]) : NULL;
}

static struct scalar number_of(struct value value)
{
    struct tensor *tensor = tensor_of(value);
    struct scalar scalar = scalar_int(0);
    if (tensor != NULL) {
        return tensor_element(tensor, 0);
    }
    call_scalar_of(value, &scalar);
    return scalar;
}

bool call_scalar_of(struct value value, struct scalar *ret_scalar)
{
    if (value.tag == VALUE_BOOL) {
        *ret_scalar = scalar_bool(value.integer != 0);
    } else if (value.tag == VALUE_INT) {
        *ret_scalar = scalar_int(value.integer);
    } else if (value.tag == VALUE_FLOAT) {
        *ret_scalar = scalar_float(value.number);
    } else {
        return false;
    }
    return true;
}

int64_t call_int(const struct call *call, int i)
{
    return scalar_integer(number_of(call->args[i]));
}

bool call_bool(const struct call *call, int i)
{
    return call->args[i].tag == VALUE_BOOL && call->args[i].integer != 0;
}

double call_double(const struct call *call, int i)
{
    return scalar_number(number_of(call->args[i]));
}

struct scalar call_scalar(const struct call *call, int i)
{
    return number_of(call->args[i]);
}

const char *call_text(const struct call *call, int i)
{
    return value_is_set(call->args[i]) ? str_of(call->args[i])->data : NULL;
}

static const struct call_parameter *parameter_of(const struct call *call, int i)
{
    return &call->signature->parameters[i - call->shift];
}

bool call_ints(const struct call *call, int i, int limit, int64_t *ret_ints, int *ret_count)
{
    const struct call_parameter *parameter = parameter_of(call, i);
    const struct value *items = call->list;
    size_t count = call->list_count;
    struct value value = call->args[i];
    if (call_match_is_whole(value)) {
        int times = parameter->size > 0 ? parameter->size : 1; // an int64_t stands for one
        for (int k = 0; k < times; k++) {
            if (!native_int(value, &ret_ints[k])) {
                return false;
            }
        }
        *ret_count = times;
        return true;
    }
    if (call->list == NULL || call_match_is_sequence(value)) {
        call_match_items(value, &items, &count);
    }
    if (count > (size_t)limit) {
        raise_refused("ranksh has lists of up to %d sizes here", limit);
        return false;
    }
    for (size_t k = 0; k < count; k++) {
        if (!call_match_is_int(items[k])) {
            return raise_false(&exception_type_error,
                               "%s(): argument '%s' must be %s, but found element of type %s at "
                               "pos %zu",
                               call->function->name, parameter->name->data,
                               call_kind_name(parameter->kind), type_name(items[k]), k + 1);
        }
        if (items[k].tag == VALUE_OBJECT && tensor_of(items[k]) == NULL) {
            return raise_false(&exception_type_error,
                               "%s(): argument '%s' must be %s, but found element of type %s at "
                               "pos %zu",
                               call->function->name, parameter->name->data,
                               call_kind_name(parameter->kind), type_name(items[k]), k + 1);
        }
        ret_ints[k] = scalar_integer(number_of(items[k]));
    }
    *ret_count = (int)count;
    return true;
}

bool call_dtype(const struct call *call, int i, enum dtype *ret_dtype)
{
    return value_is_set(call->args[i]) && dtype_of_value(call->args[i], ret_dtype);
}

struct generator *call_generator(const struct call *call, int i)
{
    return value_is_set(call->args[i]) ? generator_of(call->args[i]) : NULL;
}

struct tensor **call_tensors(const struct call *call, int i, int *ret_count)
{
    const struct value *items;
    size_t count;
    call_match_items(call->args[i], &items, &count);
    struct tensor **tensors = memory_alloc((count + 1) * sizeof *tensors);
    if (tensors == NULL) {
        raise_memory();
        return NULL;
    }
    for (size_t k = 0; k < count; k++) {
        tensors[k] = tensor_of(items[k]);
        if (tensors[k] == NULL) {
            raise_type("expected Tensor as element %zu in argument %d, but got %s", k,
                       i - call->shift, type_name(items[k]));
            memory_free(tensors, (count + 1) * sizeof *tensors);
            return NULL;
        }
    }
    *ret_count = (int)count;
    return tensors;
}

void call_free_tensors(struct tensor **tensors, int count)
{
    memory_free(tensors, ((size_t)count + 1) * sizeof *tensors);
}

struct operand call_operand(const struct call *call, int i)
{
    struct tensor *tensor = tensor_of(call->args[i]);
    return tensor != NULL ? operand_tensor(tensor) : operand_scalar(number_of(call->args[i]));
}

bool call_is_old(const struct call *call)
{
    return call->signature->hidden;
}

int call_find(const struct call *call, const char *name)
{
    for (int i = 0; i < call->signature->count; i++) {
        if (str_is(call->signature->parameters[i].name, name)) {
            return i + call->shift;
        }
    }
    return -1;
}
