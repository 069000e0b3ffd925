#include <string.h>

#include "core/lang/containers/list.h"
#include "core/lang/containers/sequence.h"
#include "core/lang/objects/alias.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/str.h"

bool sequence_one_argument(struct type *type, const char *name, const struct arguments *arguments)
{
    if (arguments->names != NULL && !(type->flags & TYPE_HEAP)) {
        return raise_false(&exception_type_error, "%s() takes no keyword arguments", name);
    }
    if (arguments->count > 1) {
        return raise_false(&exception_type_error, "%s expected at most 1 argument, got %zu", name,
                           arguments->count);
    }
    return true;
}

bool sequence_position(struct value key, const char *name, size_t count, size_t *ret_position)
{
    return sequence_position_for(key, name, "", count, ret_position);
}

bool sequence_position_for(struct value key, const char *name, const char *doing, size_t count,
                           size_t *ret_position)
{
    if (key.tag != VALUE_INT) {
        struct value index = object_index(key);
        if (!value_is_set(index)) {
            if (!object_has_index(key)) {
                raise_forget();
                raise_type("%s indices must be integers or slices, not %s", name, type_name(key));
            }
            return false;
        }
        if (index.tag != VALUE_INT) {
            value_unref(index);
            return raise_false(&exception_index_error,
                               "cannot fit 'int' into an index-sized integer");
        }
        key = index;
    }
    if (!list_position(key.integer, count, ret_position)) {
        return raise_false(&exception_index_error, "%s%s index out of range", name, doing);
    }
    return true;
}

bool sequence_find(struct value *const *items, const size_t *count, struct value item,
                   bool *ret_found, size_t *ret_position)
{
    for (size_t i = 0; i < *count; i++) {
        struct value candidate = value_ref((*items)[i]);
        bool equal;
        bool compared = object_equal(candidate, item, &equal);
        value_unref(candidate);
        if (!compared || (i % SEQUENCE_LOOK_UP == SEQUENCE_LOOK_UP - 1 && raise_if_interrupted())) {
            return false;
        }
        if (equal) {
            *ret_found = true;
            if (ret_position != NULL) {
                *ret_position = i;
            }
            return true;
        }
    }
    *ret_found = false;
    return true;
}

struct value sequence_compare(enum comparison comparison, struct value *const *left,
                              const size_t *left_count, struct value *const *right,
                              const size_t *right_count)
{
    bool by_equality = comparison == COMPARISON_EQUAL || comparison == COMPARISON_NOT_EQUAL;
    if (by_equality && *left_count != *right_count) {
        return value_bool(comparison == COMPARISON_NOT_EQUAL);
    }
    for (size_t i = 0; i < *left_count && i < *right_count; i++) {
        struct value a = value_ref((*left)[i]), b = value_ref((*right)[i]);
        bool equal;
        struct value result = value_none;
        if (!object_equal(a, b, &equal)) {
            result = value_unset;
        } else if (!equal) {
            result = by_equality ? value_bool(comparison == COMPARISON_NOT_EQUAL)
                                 : operator_compare(comparison, a, b);
        }
        value_unref(a);
        value_unref(b);
        if (!value_is_none(result)) {
            return result;
        }
        if (i % SEQUENCE_LOOK_UP == SEQUENCE_LOOK_UP - 1 && raise_if_interrupted()) {
            return value_unset;
        }
    }
    int sign = (*left_count > *right_count) - (*left_count < *right_count);
    return value_bool(comparison_holds(comparison, sign));
}

struct value sequence_count(struct value *const *items, const size_t *count, struct value item)
{
    int64_t found = 0;
    for (size_t i = 0; i < *count; i++) {
        struct value candidate = value_ref((*items)[i]);
        bool equal;
        bool compared = object_equal(candidate, item, &equal);
        value_unref(candidate);
        if (!compared || (i % SEQUENCE_LOOK_UP == SEQUENCE_LOOK_UP - 1 && raise_if_interrupted())) {
            return value_unset;
        }
        found += equal;
    }
    return value_int(found);
}

static bool bound(struct value given, size_t count, size_t *ret_position)
{
    int64_t position;
    if (!native_clipped(given, &position)) {
        if (raise_is(&exception_type_error)) {
            raise_forget();
            raise_type("slice indices must be integers or have an __index__ method");
        }
        return false;
    }
    if (position < 0) {
        position += (int64_t)count;
    }
    *ret_position = position < 0 ? 0 : (size_t)position;
    return true;
}

struct value sequence_index(struct value *const *items, const size_t *count,
                            struct value *arguments, const char *message)
{
    size_t start, stop;
    if (!bound(arguments[1], *count, &start) || !bound(arguments[2], *count, &stop)) {
        return value_unset;
    }
    for (size_t i = start; i < stop && i < *count; i++) {
        struct value candidate = value_ref((*items)[i]);
        bool equal;
        bool compared = object_equal(candidate, arguments[0], &equal);
        value_unref(candidate);
        if (!compared) {
            return value_unset;
        }
        if (equal) {
            return value_int((int64_t)i);
        }
    }
    if (strstr(message, "%R") != NULL) {
        struct str *text = object_repr(arguments[0]);
        if (text != NULL) {
            raise_value("%s is not in list", text->data);
            object_unref(text);
        }
        return value_unset;
    }
    return raise_value("%s", message);
}

struct value sequence_times(struct value times, size_t count, size_t *ret_times)
{
    *ret_times = SIZE_MAX;
    if (!object_has_index(times)) {
        return value_ref(value_not_implemented);
    }
    int64_t number;
    if (!native_int(times, &number)) {
        if (raise_is(&exception_overflow_error)) {
            raise_forget();
            return raise_error(&exception_overflow_error,
                               "cannot fit 'int' into an index-sized integer");
        }
        return value_unset;
    }
    size_t repeated = number > 0 ? (size_t)number : 0;
    if (count > 0 && repeated > SIZE_MAX / 32 / count) {
        return raise_memory();
    }
    *ret_times = repeated;
    return value_unset;
}

struct value sequence_class_item(struct value *args)
{
    return alias_create(args[0], args[1]);
}
