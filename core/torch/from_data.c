// First the element type is inferred from everything, then the shape from the first elements, then
// all elements are stored; each step has its own errors.
#include <string.h>

#include "core/lang/containers/dict.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/range.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/float.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/bytes.h"
#include "core/lang/text/str.h"
#include "core/tensor/convert.h"
#include "core/torch/from_data.h"
#include "core/torch/numbers.h"
#include "core/torch/tensor_type.h"

bool from_data_is_sequence(struct value value)
{
    const struct type *type = value_type(value);
    if (!value_is_object(value) || tensor_of(value) != NULL) {
        return false;
    }
    return type == &list_type || type == &tuple_type || type_is_subtype(type, &tuple_type) ||
           (type->get_item != NULL && !type_is_subtype(type, &dict_type));
}

// The items of a sequence, borrowed from `*ret_holder`, which the caller unrefs. False: raised.
static bool items_of(struct value sequence, const struct value **ret_items, size_t *ret_count,
                     struct value *ret_holder)
{
    if (type_is_instance(sequence, &tuple_type)) {
        *ret_holder = value_ref(sequence);
        *ret_items = tuple_of(sequence)->items;
        *ret_count = tuple_of(sequence)->count;
        return true;
    }
    struct list *list =
        value_is(sequence, &list_type) ? object_ref(sequence.object) : object_to_list(sequence);
    if (list == NULL) {
        return false;
    }
    *ret_holder = value_object(list);
    *ret_items = list->items;
    *ret_count = list->count;
    return true;
}

// ---- the element type

static bool is_text(struct value value)
{
    return type_is_instance(value, &str_type) || type_is_instance(value, &bytes_type);
}

static bool infer_sequence(struct value data, enum dtype *ret_dtype)
{
    const struct value *items;
    struct value holder;
    size_t count;
    bool fine = items_of(data, &items, &count, &holder);
    *ret_dtype = dtype_default;
    if (!fine) {
        return false;
    }
    for (size_t i = 0; fine && i < count; i++) {
        enum dtype dtype;
        if (value_same(items[i], data)) {
            fine = raise_false(&exception_type_error,
                               "new(): self-referential lists are incompatible");
        } else {
            fine = from_data_infer(items[i], &dtype);
            if (fine) {
                *ret_dtype = i == 0 ? dtype : dtype_promote(*ret_dtype, dtype);
            }
        }
    }
    value_unref(holder);
    return fine;
}

bool from_data_infer(struct value data, enum dtype *ret_dtype)
{
    if (tensor_of(data) != NULL) {
        *ret_dtype = tensor_of(data)->dtype;
        return true;
    }
    if (data.tag == VALUE_BOOL) {
        *ret_dtype = DTYPE_BOOL;
        return true;
    }
    if (number_is(data)) {
        *ret_dtype = type_is_instance(data, &float_type) ? dtype_default : DTYPE_INT64;
        return true;
    }
    if (is_text(data)) {
        return raise_false(&exception_type_error, "new(): invalid data type '%s'", type_name(data));
    }
    if (!from_data_is_sequence(data)) {
        return raise_false(&exception_runtime_error, "Could not infer dtype of %s",
                           type_name(data));
    }
    if (!object_enter(" while reading data")) {
        object_leave();
        return false;
    }
    bool fine = infer_sequence(data, ret_dtype);
    object_leave();
    return fine;
}

// ---- the shape

struct shape {
    int ndim;
    int64_t sizes[TENSOR_DIMS];
};

static bool find_shape(struct value data, struct shape *ret_shape)
{
    struct value at = value_ref(data);
    bool fine = true;
    ret_shape->ndim = 0;
    while (fine && from_data_is_sequence(at)) {
        const struct value *items;
        struct value holder;
        size_t count;
        if (is_text(at)) {
            fine = raise_false(&exception_value_error, "too many dimensions '%s'", type_name(at));
            break;
        }
        if (ret_shape->ndim == TENSOR_DIMS) {
            raise_refused("ranksh has tensors of up to %d dimensions", TENSOR_DIMS);
            fine = false;
            break;
        }
        fine = items_of(at, &items, &count, &holder);
        if (!fine) {
            break;
        }
        ret_shape->sizes[ret_shape->ndim++] = (int64_t)count;
        value_replace(&at, count > 0 ? value_ref(items[0]) : value_none);
        value_unref(holder);
    }
    value_unref(at);
    return fine;
}

// ---- the elements

static bool integer_element(struct value value, enum dtype dtype, struct scalar *ret_scalar)
{
    static const struct {
        double low, high;
    } limits[DTYPE_COUNT] = {
        [DTYPE_INT64] = {-9.2233720368547758e18, 9.2233720368547758e18},
        [DTYPE_INT32] = {-2147483648.0, 2147483647.0},
        [DTYPE_INT16] = {-32768, 32767},
        [DTYPE_INT8] = {-128, 127},
        [DTYPE_UINT8] = {-255, 255},
    };
    if (!number_is(value)) {
        int64_t integer;
        if (!object_has_index(value)) {
            return raise_false(&exception_type_error,
                               "'%s' object cannot be interpreted as an integer", type_name(value));
        }
        if (!native_int(value, &integer)) {
            return false;
        }
        *ret_scalar = scalar_int(integer);
    } else if (!number_of_value(value, ret_scalar)) {
        return false;
    }
    double number = scalar_number(*ret_scalar);
    bool whole = ret_scalar->kind != DTYPE_CATEGORY_FLOAT && dtype == DTYPE_INT64;
    if (!whole && !(number >= limits[dtype].low && number <= limits[dtype].high)) {
        return raise_false(&exception_runtime_error,
                           "value cannot be converted to type %s without overflow",
                           dtype == DTYPE_INT16 ? "int16" : dtype_facts[dtype].name);
    }
    return true;
}

static bool float_element(struct value value, struct scalar *ret_scalar)
{
    double number;
    if (number_is(value)) {
        bool fine = float_of(value, &number);
        *ret_scalar = scalar_float(number);
        return fine;
    }
    if (!native_float(value, &number)) {
        return false;
    }
    *ret_scalar = scalar_float(number);
    return true;
}

static bool element(struct value value, enum dtype dtype, struct scalar *ret_scalar)
{
    const struct tensor *tensor = tensor_of(value);
    bool truth;
    if (tensor != NULL) {
        if (tensor->numel != 1) {
            return dtype_is_float(tensor->dtype)
                       ? raise_false(&exception_value_error,
                                     "only one element tensors can be converted to Python scalars")
                       : raise_false(&exception_type_error,
                                     "only integer tensors of a single element can be converted to "
                                     "an index");
        }
        *ret_scalar = tensor_element(tensor, 0);
        return true;
    }
    if (dtype_is_float(dtype)) {
        return float_element(value, ret_scalar);
    }
    if (dtype != DTYPE_BOOL) {
        return integer_element(value, dtype, ret_scalar);
    }
    if (!object_truth(value, &truth)) {
        return false;
    }
    *ret_scalar = scalar_bool(truth);
    return true;
}

struct place {
    struct tensor *tensor;
    struct shape shape;
    int64_t next; // element to be written
};

static bool store(struct place *place, struct value data, int dim)
{
    const struct value *items;
    struct value holder;
    struct scalar scalar;
    size_t count;
    if (dim == place->shape.ndim) {
        if (!element(data, place->tensor->dtype, &scalar)) {
            return false;
        }
        tensor_set_element(place->tensor, place->next++, scalar);
        return true;
    }
    if (!from_data_is_sequence(data)) {
        return raise_false(&exception_type_error, "not a sequence");
    }
    if (!items_of(data, &items, &count, &holder)) {
        return false;
    }
    int64_t expected = place->shape.sizes[dim];
    bool fine =
        (int64_t)count == expected ||
        raise_false(&exception_value_error, "expected sequence of length %lld at dim %d (got %zu)",
                    (long long)expected, dim, count);
    float *floats = place->tensor->dtype == DTYPE_FLOAT32 ? tensor_floats(place->tensor) : NULL;
    for (size_t i = 0; fine && i < count; i++) {
        if (floats != NULL && items[i].tag == VALUE_FLOAT && dim + 1 == place->shape.ndim) {
            floats[place->next++] = (float)items[i].number;
        } else {
            fine = store(place, items[i], dim + 1);
        }
    }
    value_unref(holder);
    return fine;
}

struct tensor *from_data(struct value data, enum dtype dtype)
{
    struct place place = {NULL, {0}, 0};
    if (tensor_of(data) != NULL) {
        enum status status = tensor_cast_values(tensor_of(data), dtype, &place.tensor);
        if (status != STATUS_OK) {
            raise_failure(status);
            return NULL;
        }
        return place.tensor;
    }
    if (is_text(data)) {
        raise_type("new(): invalid data type '%s'", type_name(data));
        return NULL;
    }
    if (!find_shape(data, &place.shape)) {
        return NULL;
    }
    enum status status = tensor_create(dtype, place.shape.ndim, place.shape.sizes, &place.tensor);
    if (status != STATUS_OK) {
        raise_failure(status);
        return NULL;
    }
    if (!store(&place, data, 0)) {
        tensor_unref(place.tensor);
        return NULL;
    }
    return place.tensor;
}

struct tensor *from_data_index(struct value data)
{
    enum dtype dtype;
    if (!from_data_infer(data, &dtype)) {
        return NULL;
    }
    return from_data(data, dtype == DTYPE_BOOL || dtype == DTYPE_UINT8 ? dtype : DTYPE_INT64);
}
