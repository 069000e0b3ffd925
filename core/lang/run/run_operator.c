// Operators and items, the ways that are not the quickest.
#include "core/lang/containers/dict.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/raise.h"
#include "core/lang/run/run.h"
#include "core/lang/text/str.h"

// The right side of an operator may be a local that is not bound.
static bool is_there(const struct frame *frame, uint32_t instruction, struct value right)
{
    return value_is_set(right) || run_unbound_local(frame->code, code_large(instruction));
}

static bool put(struct value *slot, struct value value)
{
    if (!value_is_set(value)) {
        return false;
    }
    value_replace(slot, value);
    return true;
}

bool run_item_slowly(struct frame *frame, uint32_t instruction, struct value *left,
                     struct value right)
{
    if (!is_there(frame, instruction, right)) {
        return false;
    }
    if (value_is(*left, &dict_type)) {
        struct value *slot;
        if (!dict_find(dict_of(*left), right, &slot)) {
            return false;
        }
        if (slot != NULL) {
            return put(left, value_ref(*slot));
        }
    }
    return put(left, object_get_item(*left, right));
}

bool run_store_item(struct value object, struct value key, struct value value)
{
    size_t position;
    if (value_is(object, &list_type) && key.tag == VALUE_INT &&
        list_position(key.integer, list_of(object)->count, &position)) {
        value_replace(&list_of(object)->items[position], value_ref(value));
        return true;
    }
    if (value_is(object, &dict_type)) {
        return dict_set(dict_of(object), key, value);
    }
    return object_set_item(object, key, value);
}

bool run_binary(struct frame *frame, uint32_t instruction, enum operation operation,
                struct value *left, struct value right)
{
    if (!is_there(frame, instruction, right)) {
        return false;
    }
    return put(left, operator_binary(operation, *left, right));
}

bool run_compare(struct frame *frame, uint32_t instruction, enum comparison comparison,
                 struct value *left, struct value right)
{
    if (!is_there(frame, instruction, right)) {
        return false;
    }
    bool by_equality = comparison == COMPARISON_EQUAL || comparison == COMPARISON_NOT_EQUAL;
    if (by_equality && value_is(*left, &str_type) && value_is(right, &str_type)) {
        bool equal = str_equal(str_of(*left), str_of(right));
        return put(left, value_bool(equal == (comparison == COMPARISON_EQUAL)));
    }
    return put(left, operator_compare(comparison, *left, right));
}

// Equal small ints and the like are one object in CPython in nearly all ways a script can see.
bool run_is(struct value left, struct value right)
{
    return value_same(left, right);
}

bool run_unary(enum unary unary, struct value *slot)
{
    if (slot->tag == VALUE_FLOAT && unary == UNARY_NEGATE) {
        slot->number = -slot->number;
        return true;
    }
    return put(slot, operator_unary(unary, *slot));
}

bool run_in_place(enum operation operation, struct value *left, struct value right)
{
    return put(left, operator_in_place(operation, *left, right));
}

bool run_augment(enum operation operation, struct value *slot, struct value right)
{
    if (operation == OPERATION_ADD && value_is(*slot, &str_type) && value_is(right, &str_type)) {
        struct str *sum = str_append(str_of(*slot), str_of(right));
        if (sum == NULL) {
            return false;
        }
        *slot = value_object(sum);
        return true;
    }
    struct value left = value_ref(*slot);
    struct value result = operator_in_place(operation, left, right);
    value_unref(left);
    return put(slot, result);
}
