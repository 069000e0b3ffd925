// A key of the dialect as the items of index.h. Lists count as a tuple of indices where PyTorch
// takes them for one (treatSequenceAsTuple), else as a tensor.
#include "core/lang/containers/list.h"
#include "core/lang/containers/slice.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/tensor/index.h"
#include "core/torch/from_data.h"
#include "core/torch/numbers.h"
#include "core/torch/tensor_subscript.h"
#include "core/torch/tensor_type.h"

struct key {
    int count;
    struct index_item items[INDEX_MAX];
    struct tensor *made[INDEX_MAX]; // owned: tensors that lists have become
    int made_count;
};

static void key_finish(struct key *key)
{
    for (int i = 0; i < key->made_count; i++) {
        tensor_unref(key->made[i]);
    }
}

static bool bound(struct value value, int64_t standard, int64_t *ret_bound)
{
    if (value_is_none(value)) {
        *ret_bound = standard;
        return true;
    }
    if (value.tag == VALUE_INT) {
        *ret_bound = value.integer;
        return true;
    }
    if (!object_has_index(value)) {
        return raise_false(&exception_type_error,
                           "slice indices must be integers or None or have an __index__ method");
    }
    return native_clipped(value, ret_bound);
}

static bool slice_item(const struct slice *slice, struct index_item *ret_item)
{
    if (!bound(slice->step, 1, &ret_item->step)) {
        return false;
    }
    if (ret_item->step == 0) {
        return raise_false(&exception_value_error, "slice step cannot be zero");
    }
    ret_item->kind = INDEX_SLICE;
    return bound(slice->start, 0, &ret_item->start) &&
           bound(slice->stop, INT64_MAX, &ret_item->end);
}

static bool wrong_item(struct value value)
{
    return raise_false(&exception_index_error,
                       "only integers, slices (`:`), ellipsis (`...`), None and long or byte "
                       "Variables are valid indices (got %s)",
                       type_name(value));
}

static bool read_item(struct key *key, struct value value, struct index_item *ret_item)
{
    *ret_item = (struct index_item){.kind = INDEX_INT};
    if (value.tag == VALUE_INT) {
        ret_item->start = value.integer;
        return true;
    }
    if (value_is(value, &slice_type)) {
        return slice_item((struct slice *)value.object, ret_item);
    }
    if (value_is_none(value) || value_same(value, value_ellipsis)) {
        ret_item->kind = value_is_none(value) ? INDEX_NONE : INDEX_ELLIPSIS;
        return true;
    }
    if (value.tag == VALUE_BOOL) {
        ret_item->kind = INDEX_BOOL;
        ret_item->start = value.integer;
        return true;
    }
    ret_item->tensor = tensor_of(value);
    if (ret_item->tensor == NULL && from_data_is_sequence(value)) {
        ret_item->tensor = from_data_index(value);
        if (ret_item->tensor == NULL) {
            return false;
        }
        key->made[key->made_count++] = ret_item->tensor;
    }
    if (ret_item->tensor != NULL) {
        ret_item->kind = INDEX_TENSOR;
        return true;
    }
    struct scalar scalar;
    if (value.tag != VALUE_FLOAT && number_is(value)) {
        ret_item->start = number_of_value(value, &scalar) ? scalar.integer : 0;
        return !raise_pending();
    }
    if (value.tag != VALUE_FLOAT && object_has_index(value)) {
        return native_int(value, &ret_item->start);
    }
    return wrong_item(value);
}

static bool is_tuple_like(struct value value)
{
    if (!value_is(value, &list_type) || list_of(value)->count >= INDEX_MAX) {
        return type_is_instance(value, &tuple_type);
    }
    const struct list *list = list_of(value);
    for (size_t i = 0; i < list->count; i++) {
        struct value item = list->items[i];
        if (tensor_of(item) != NULL || from_data_is_sequence(item) || value_is(item, &slice_type) ||
            value_is_none(item) || value_same(item, value_ellipsis)) {
            return true;
        }
    }
    return false;
}

static bool read_key(struct value value, const struct tensor *x, struct key *ret_key)
{
    const struct value *items = &value;
    size_t count = 1;
    if (is_tuple_like(value)) {
        bool tuple = type_is_instance(value, &tuple_type);
        items = tuple ? tuple_of(value)->items : list_of(value)->items;
        count = tuple ? tuple_of(value)->count : list_of(value)->count;
    }
    if (count > INDEX_MAX) {
        return raise_false(&exception_index_error, "too many indices for tensor of dimension %d",
                           x->ndim);
    }
    for (size_t i = 0; i < count; i++) {
        if (!read_item(ret_key, items[i], &ret_key->items[i])) {
            return false;
        }
    }
    ret_key->count = (int)count;
    return true;
}

struct value tensor_subscript(struct value self, struct value value)
{
    struct tensor *x = tensor_of(self), *result = NULL;
    struct key key;
    key.made_count = 0;
    if (!read_key(value, x, &key)) {
        key_finish(&key);
        return value_unset;
    }
    enum status status = tensor_index(x, key.count, key.items, &result);
    key_finish(&key);
    return tensor_result(status, result);
}

bool tensor_set_subscript(struct value self, struct value index, struct value value)
{
    struct tensor *x = tensor_of(self);
    struct operand operand;
    struct key key;
    if (!value_is_set(value)) {
        return raise_false(&exception_type_error, "Tensor does not support deleting items");
    }
    key.made_count = 0;
    bool fine = read_key(index, x, &key);
    if (fine && !operand_of_value(value, &operand)) {
        fine = raise_pending() ? false
                               : raise_false(&exception_type_error, "can't assign a %s to a %s",
                                             type_name(value), dtype_facts[x->dtype].tensor_name);
    }
    if (fine) {
        enum status status = tensor_index_set(x, key.count, key.items, operand);
        fine = status == STATUS_OK;
        if (!fine) {
            raise_failure(status);
        }
    }
    key_finish(&key);
    return fine;
}
