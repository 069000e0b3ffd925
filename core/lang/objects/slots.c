// Order: functions shown as methods; methods used as functions; the table; keeping both in step.
#include <string.h>

#include "core/lang/containers/dict.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/set.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/builtin_numbers.h"
#include "core/lang/objects/box.h"
#include "core/lang/objects/function.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/slots.h"
#include "core/lang/text/bytes.h"
#include "core/lang/text/str.h"

// ---- shown as methods: arguments->values[0] is self

static const struct value *of(const struct arguments *arguments)
{
    return arguments->values;
}

static struct value done(bool fine)
{
    return fine ? value_none : value_unset;
}

#define SHOWN(name)                                                       \
    static struct value name(const struct slot *slot, struct type *owner, \
                             const struct arguments *arguments)

SHOWN(show_repr)
{
    (void)slot;
    return owner->repr(of(arguments)[0]);
}

SHOWN(show_str)
{
    (void)slot;
    return owner->str(of(arguments)[0]);
}

SHOWN(show_hash)
{
    int64_t hash;
    (void)slot;
    return owner->hash(of(arguments)[0], &hash) ? value_int(hash) : value_unset;
}

SHOWN(show_truth)
{
    bool truth;
    (void)slot;
    return owner->truth(of(arguments)[0], &truth) ? value_bool(truth) : value_unset;
}

SHOWN(show_length)
{
    int64_t length;
    (void)slot;
    return owner->length(of(arguments)[0], &length) ? value_int(length) : value_unset;
}

SHOWN(show_contains)
{
    bool found;
    (void)slot;
    return owner->contains(of(arguments)[0], of(arguments)[1], &found) ? value_bool(found)
                                                                       : value_unset;
}

SHOWN(show_iterate)
{
    (void)slot;
    return owner->iterate(of(arguments)[0]);
}

SHOWN(show_next)
{
    (void)slot;
    value_clear(&object_stop_result);
    struct value item = owner->next(of(arguments)[0]);
    if (!value_is_set(item) && !raise_pending()) {
        raise_with(&exception_stop_iteration, object_stop_result);
    }
    return item;
}

SHOWN(show_get_item)
{
    (void)slot;
    return owner->get_item(of(arguments)[0], of(arguments)[1]);
}

SHOWN(show_set_item)
{
    (void)slot;
    return done(owner->set_item(of(arguments)[0], of(arguments)[1], of(arguments)[2]));
}

SHOWN(show_delete_item)
{
    (void)slot;
    return done(owner->set_item(of(arguments)[0], of(arguments)[1], value_unset));
}

static struct str *attribute_name(struct value name)
{
    if (!type_is_instance(name, &str_type)) {
        raise_type("attribute name must be string, not '%s'", type_name(name));
        return NULL;
    }
    return str_intern(object_ref(name.object));
}

SHOWN(show_get)
{
    (void)slot;
    struct str *name = attribute_name(of(arguments)[1]);
    struct value value = name != NULL ? owner->get(of(arguments)[0], name) : value_unset;
    object_unref(name);
    return value;
}

static struct value set_attribute(struct type *owner, struct value self, struct value name,
                                  struct value value)
{
    struct str *text = attribute_name(name);
    bool fine = text != NULL && owner->set(self, text, value);
    object_unref(text);
    return done(fine);
}

SHOWN(show_set)
{
    (void)slot;
    return set_attribute(owner, of(arguments)[0], of(arguments)[1], of(arguments)[2]);
}

SHOWN(show_delete)
{
    (void)slot;
    return set_attribute(owner, of(arguments)[0], of(arguments)[1], value_unset);
}

SHOWN(show_compare)
{
    return owner->compare((enum comparison)slot->detail, of(arguments)[0], of(arguments)[1]);
}

// How often a sequence is repeated must be an int, said at once.
static bool can_repeat(const struct slot *slot, const struct type *owner, struct value times)
{
    bool sequence =
        owner == &list_type || owner == &tuple_type || owner == &str_type || owner == &bytes_type;
    return !sequence || slot->detail != OPERATION_MULTIPLY || object_has_index(times) ||
           raise_false(&exception_type_error, "'%s' object cannot be interpreted as an integer",
                       type_name(times));
}

SHOWN(show_binary)
{
    struct value self = of(arguments)[0], other = of(arguments)[1];
    if (arguments->count > 2 && !value_is_none(of(arguments)[2])) {
        return builtin_pow((struct value *)(uintptr_t)of(arguments));
    }
    if (!can_repeat(slot, owner, other)) {
        return value_unset;
    }
    struct value result = owner->binary((enum operation)slot->detail, self, other, false);
    // what a sequence cannot be joined with is said at once
    bool sequence =
        owner == &list_type || owner == &tuple_type || owner == &str_type || owner == &bytes_type;
    if (sequence && slot->detail == OPERATION_ADD && value_same(result, value_not_implemented)) {
        value_unref(result);
        return operator_binary(OPERATION_ADD, self, other);
    }
    return result;
}

SHOWN(show_reflected)
{
    if (!can_repeat(slot, owner, of(arguments)[1])) {
        return value_unset;
    }
    return owner->binary((enum operation)slot->detail, of(arguments)[0], of(arguments)[1], true);
}

SHOWN(show_in_place)
{
    if (!can_repeat(slot, owner, of(arguments)[1])) {
        return value_unset;
    }
    return owner->in_place((enum operation)slot->detail, of(arguments)[0], of(arguments)[1]);
}

SHOWN(show_unary)
{
    return owner->unary((enum unary)slot->detail, of(arguments)[0]);
}

SHOWN(show_descriptor_get)
{
    (void)slot;
    struct value instance = of(arguments)[1];
    struct value given = arguments->count > 2 ? of(arguments)[2] : value_none;
    struct type *type =
        type_is_instance(given, &type_type) ? (struct type *)given.object : value_type(instance);
    return owner->descriptor_get(of(arguments)[0], value_is_none(instance) ? value_unset : instance,
                                 type);
}

SHOWN(show_descriptor_set)
{
    (void)slot;
    return done(owner->descriptor_set(of(arguments)[0], of(arguments)[1], of(arguments)[2]));
}

SHOWN(show_descriptor_delete)
{
    (void)slot;
    return done(owner->descriptor_set(of(arguments)[0], of(arguments)[1], value_unset));
}

static struct arguments behind_self(const struct arguments *arguments)
{
    return (struct arguments){arguments->values + 1, arguments->count - 1, arguments->names};
}

SHOWN(show_call)
{
    struct arguments rest = behind_self(arguments);
    (void)slot;
    return owner->call(of(arguments)[0], &rest);
}

SHOWN(show_init)
{
    struct arguments rest = behind_self(arguments);
    (void)slot;
    return done(owner->init(of(arguments)[0], &rest));
}

bool slots_can_create(const struct type *owner, struct value given)
{
    if (!type_is_instance(given, &type_type)) {
        return raise_false(&exception_type_error, "%s.__new__(X): X is not a type object (%s)",
                           owner->name, type_name(given));
    }
    struct type *type = (struct type *)given.object, *native = type;
    if (!type_is_subtype(type, owner)) {
        return raise_false(&exception_type_error, "%s.__new__(%s): %s is not a subtype of %s",
                           owner->name, type->name, type->name, owner->name);
    }
    while (native->flags & TYPE_HEAP) {
        native = native->base;
    }
    struct value *own = dict_find_name(owner->attributes, name_new);
    return own == NULL || type_find(native, name_new) == own ||
           raise_false(&exception_type_error, "%s.__new__(%s) is not safe, use %s.__new__()",
                       owner->name, type->name, native->name);
}

SHOWN(show_create)
{
    struct arguments rest = behind_self(arguments);
    (void)slot;
    struct value given = of(arguments)[0];
    if (!slots_can_create(owner, given)) {
        return value_unset;
    }
    struct type *type = (struct type *)given.object;
    struct value made = owner->create(type, &rest);
    return box_is_needed(type) && box_makes_plain(owner) ? box_create(type, made) : made;
}

// ---- used as functions: look the method up and call it

// Calls the class's method; unset without an exception when there is none.
static struct value call_special(struct value self, struct str *name, const struct value *values,
                                 size_t count)
{
    struct value *found = type_find(value_type(self), name);
    if (found == NULL) {
        return value_unset;
    }
    struct value function = value_ref(*found), result;
    struct type *type = value_type(function);
    if (type == &function_type || type == &method_descriptor_type) {
        struct value all[4] = {self};
        for (size_t i = 0; i < count; i++) {
            all[i + 1] = values[i];
        }
        result = object_call_values(function, all, count + 1);
    } else {
        struct value bound = type->descriptor_get != NULL
                                 ? type->descriptor_get(function, self, value_type(self))
                                 : value_ref(function);
        result = value_is_set(bound) ? object_call_values(bound, values, count) : value_unset;
        value_unref(bound);
    }
    value_unref(function);
    return result;
}

static struct value must_be_str(struct value result, const char *name)
{
    if (value_is_set(result) && !type_is_instance(result, &str_type)) {
        raise_type("%s returned non-string (type %s)", name, type_name(result));
        value_unref(result);
        return value_unset;
    }
    return result;
}

static struct value dispatch_repr(struct value self)
{
    return must_be_str(call_special(self, name_repr, NULL, 0), "__repr__");
}

static struct value dispatch_str(struct value self)
{
    return must_be_str(call_special(self, name_str, NULL, 0), "__str__");
}

static bool dispatch_hash(struct value self, int64_t *ret_hash)
{
    struct value *found = type_find(value_type(self), name_hash);
    if (found == NULL || value_is_none(*found)) {
        return raise_false(&exception_type_error, "unhashable type: '%s'", type_name(self));
    }
    struct value result = call_special(self, name_hash, NULL, 0);
    if (!value_is_set(result)) {
        return false;
    }
    bool fine = type_is_instance(result, value_type(value_int(0)));
    if (!fine) {
        raise_type("__hash__ method should return an integer");
    } else if (!value_is_int(result)) {
        fine = object_hash(result, ret_hash);
    } else {
        *ret_hash = result.integer == -1 ? -2 : result.integer;
    }
    value_unref(result);
    return fine;
}

static bool dispatch_truth(struct value self, bool *ret_truth)
{
    struct value result = call_special(self, name_bool, NULL, 0);
    if (!value_is_set(result)) {
        return false;
    }
    if (!value_is_bool(result)) {
        raise_type("__bool__ should return bool, returned %s", type_name(result));
        value_unref(result);
        return false;
    }
    *ret_truth = result.integer;
    return true;
}

static bool dispatch_length(struct value self, int64_t *ret_length)
{
    struct value result = call_special(self, name_len, NULL, 0);
    if (!value_is_set(result)) {
        return false;
    }
    bool fine = native_int(result, ret_length);
    value_unref(result);
    if (fine && *ret_length < 0) {
        return raise_false(&exception_value_error, "__len__() should return >= 0");
    }
    return fine;
}

static bool dispatch_contains(struct value self, struct value item, bool *ret_found)
{
    struct value *found = type_find(value_type(self), name_contains);
    if (found != NULL && value_is_none(*found)) {
        return raise_false(&exception_type_error, "'%s' object is not a container",
                           type_name(self));
    }
    struct value result = call_special(self, name_contains, &item, 1);
    bool fine = value_is_set(result) && object_truth(result, ret_found);
    value_unref(result);
    return fine;
}

static struct value dispatch_iterate(struct value self)
{
    struct value *found = type_find(value_type(self), name_iter);
    if (found != NULL && value_is_none(*found)) {
        return raise_type("'%s' object is not iterable", type_name(self));
    }
    struct value iterator = call_special(self, name_iter, NULL, 0);
    if (value_is_set(iterator) && value_type(iterator)->next == NULL) {
        raise_type("iter() returned non-iterator of type '%s'", type_name(iterator));
        value_clear(&iterator);
    }
    return iterator;
}

static struct value dispatch_next(struct value self)
{
    struct value item = call_special(self, name_next, NULL, 0);
    if (!value_is_set(item) && raise_is(&exception_stop_iteration)) {
        struct tuple *arguments = ((struct exception *)raise_current().object)->arguments;
        value_replace(&object_stop_result,
                      arguments->count > 0 ? value_ref(arguments->items[0]) : value_unset);
        raise_forget();
    }
    return item;
}

static struct value dispatch_get_item(struct value self, struct value key)
{
    return call_special(self, name_getitem, &key, 1);
}

static bool finished(struct value result)
{
    value_unref(result);
    return value_is_set(result);
}

static bool dispatch_set_item(struct value self, struct value key, struct value value)
{
    struct value both[] = {key, value};
    bool set = value_is_set(value);
    struct value result = call_special(self, set ? name_setitem : name_delitem, both, set ? 2 : 1);
    if (!value_is_set(result) && !raise_pending()) {
        return raise_false(&exception_type_error, "'%s' object does not support item %s",
                           type_name(self), set ? "assignment" : "deletion");
    }
    return finished(result);
}

// __getattribute__ if it is the learner's, then __getattr__ for what was not found.
static struct value dispatch_get(struct value self, struct str *name)
{
    struct value *found = type_find(value_type(self), name_getattribute);
    struct value argument = value_object(name);
    struct value result;
    if (found != NULL && value_is(*found, &function_type)) {
        result = call_special(self, name_getattribute, &argument, 1);
    } else if (found != NULL && value_is(*found, &method_descriptor_type)) {
        result = ((struct native_function *)found->object)->owner->get(self, name);
    } else {
        result = object_get_generic(self, name);
    }
    if (value_is_set(result) || !raise_is(&exception_attribute_error) ||
        type_find(value_type(self), name_getattr) == NULL) {
        return result;
    }
    raise_forget();
    return call_special(self, name_getattr, &argument, 1);
}

static bool dispatch_set(struct value self, struct str *name, struct value value)
{
    struct value both[] = {value_object(name), value};
    bool set = value_is_set(value);
    return finished(call_special(self, set ? name_setattr : name_delattr, both, set ? 2 : 1));
}

static struct str *method_names[3][OPERATION_COUNT];
static struct str *unary_names[UNARY_COUNT];
static struct str *comparison_names[COMPARISON_COUNT];

static struct value or_not_implemented(struct value result)
{
    return value_is_set(result) || raise_pending() ? result : value_ref(value_not_implemented);
}

static struct value dispatch_compare(enum comparison comparison, struct value self,
                                     struct value other)
{
    return or_not_implemented(call_special(self, comparison_names[comparison], &other, 1));
}

static struct value dispatch_binary(enum operation operation, struct value self, struct value other,
                                    bool reflected)
{
    return or_not_implemented(call_special(self, method_names[reflected][operation], &other, 1));
}

static struct value dispatch_in_place(enum operation operation, struct value self,
                                      struct value other)
{
    return or_not_implemented(call_special(self, method_names[2][operation], &other, 1));
}

static struct value dispatch_unary(enum unary unary, struct value self)
{
    return or_not_implemented(call_special(self, unary_names[unary], NULL, 0));
}

static struct value dispatch_descriptor_get(struct value self, struct value instance,
                                            struct type *owner)
{
    struct value both[] = {value_is_set(instance) ? instance : value_none, value_object(owner)};
    struct value result = call_special(self, name_get, both, 2);
    return value_is_set(result) || raise_pending() ? result : value_ref(self);
}

static bool dispatch_descriptor_set(struct value self, struct value instance, struct value value)
{
    struct value both[] = {instance, value};
    bool set = value_is_set(value);
    struct value result = call_special(self, set ? name_set : name_delete, both, set ? 2 : 1);
    if (!value_is_set(result) && !raise_pending()) {
        return raise_false(&exception_attribute_error, "%s", set ? "__set__" : "__delete__");
    }
    return finished(result);
}

// `function(first, *arguments)`
static struct value call_with_first(struct value function, struct value first,
                                    const struct arguments *arguments)
{
    struct value method = method_create(function, first);
    struct value result = value_is_set(method) ? object_call(method, arguments) : value_unset;
    value_unref(method);
    return result;
}

static struct value dispatch_call(struct value self, const struct arguments *arguments)
{
    struct value bound = object_find_special(self, name_call);
    struct value result = value_is_set(bound) ? object_call(bound, arguments) : value_unset;
    value_unref(bound);
    return result;
}

static bool dispatch_init(struct value self, const struct arguments *arguments)
{
    struct value bound = object_find_special(self, name_init);
    struct value result = value_is_set(bound) ? object_call(bound, arguments) : value_unset;
    value_unref(bound);
    if (value_is_set(result) && !value_is_none(result)) {
        raise_type("__init__() should return None, not '%s'", type_name(result));
        value_unref(result);
        return false;
    }
    return value_is_set(result);
}

static struct value dispatch_create(struct type *type, const struct arguments *arguments)
{
    struct value function = *type_find(type, name_new);
    struct type *kind = value_type(function);
    function = kind->descriptor_get != NULL && kind != &function_type
                   ? kind->descriptor_get(function, value_unset, type)
                   : value_ref(function);
    struct value result = value_is_set(function)
                              ? call_with_first(function, value_object(type), arguments)
                              : value_unset;
    value_unref(function);
    return result;
}

// ---- the table

#define AT(member) offsetof(struct type, member)
#define AS(function) (slot_function *)(function)
#define BINARY(operation, name)                                                           \
    {"__" name "__", AT(binary), operation, 1, 1, show_binary, AS(dispatch_binary)},      \
    {                                                                                     \
        "__r" name "__", AT(binary), operation, 1, 1, show_reflected, AS(dispatch_binary) \
    }
#define IN_PLACE(operation, name)                                                 \
    {                                                                             \
        name, AT(in_place), operation, 1, 1, show_in_place, AS(dispatch_in_place) \
    }
#define COMPARE(comparison, name)                                               \
    {                                                                           \
        name, AT(compare), comparison, 1, 1, show_compare, AS(dispatch_compare) \
    }
#define UNARY(unary_, name)                                           \
    {                                                                 \
        name, AT(unary), unary_, 0, 0, show_unary, AS(dispatch_unary) \
    }

// Rows of one function stand together.
static const struct slot slots[] = {
    {"__repr__", AT(repr), 0, 0, 0, show_repr, AS(dispatch_repr)},
    {"__str__", AT(str), 0, 0, 0, show_str, AS(dispatch_str)},
    {"__hash__", AT(hash), 0, 0, 0, show_hash, AS(dispatch_hash)},
    {"__bool__", AT(truth), 0, 0, 0, show_truth, AS(dispatch_truth)},
    {"__len__", AT(length), 0, 0, 0, show_length, AS(dispatch_length)},
    {"__contains__", AT(contains), 0, 1, 1, show_contains, AS(dispatch_contains)},
    {"__iter__", AT(iterate), 0, 0, 0, show_iterate, AS(dispatch_iterate)},
    {"__next__", AT(next), 0, 0, 0, show_next, AS(dispatch_next)},
    {"__getitem__", AT(get_item), 0, 1, 1, show_get_item, AS(dispatch_get_item)},
    {"__setitem__", AT(set_item), 0, 2, 2, show_set_item, AS(dispatch_set_item)},
    {"__delitem__", AT(set_item), 0, 1, 1, show_delete_item, AS(dispatch_set_item)},
    {"__getattribute__", AT(get), 0, 1, 1, show_get, AS(dispatch_get)},
    {"__getattr__", AT(get), 0, 1, 1, NULL, AS(dispatch_get)},
    {"__setattr__", AT(set), 0, 2, 2, show_set, AS(dispatch_set)},
    {"__delattr__", AT(set), 0, 1, 1, show_delete, AS(dispatch_set)},
    {"__call__", AT(call), 0, 0, -1, show_call, AS(dispatch_call)},
    {"__init__", AT(init), 0, 0, -1, show_init, AS(dispatch_init)},
    {"__new__", AT(create), 0, 0, -1, show_create, AS(dispatch_create)},
    {"__get__", AT(descriptor_get), 0, 1, 2, show_descriptor_get, AS(dispatch_descriptor_get)},
    {"__set__", AT(descriptor_set), 0, 2, 2, show_descriptor_set, AS(dispatch_descriptor_set)},
    {"__delete__", AT(descriptor_set), 0, 1, 1, show_descriptor_delete,
     AS(dispatch_descriptor_set)},
    COMPARE(COMPARISON_LESS, "__lt__"),
    COMPARE(COMPARISON_LESS_EQUAL, "__le__"),
    COMPARE(COMPARISON_EQUAL, "__eq__"),
    COMPARE(COMPARISON_NOT_EQUAL, "__ne__"),
    COMPARE(COMPARISON_GREATER, "__gt__"),
    COMPARE(COMPARISON_GREATER_EQUAL, "__ge__"),
    UNARY(UNARY_NEGATE, "__neg__"),
    UNARY(UNARY_PLUS, "__pos__"),
    UNARY(UNARY_INVERT, "__invert__"),
    UNARY(UNARY_ABSOLUTE, "__abs__"),
    BINARY(OPERATION_ADD, "add"),
    BINARY(OPERATION_SUBTRACT, "sub"),
    BINARY(OPERATION_MULTIPLY, "mul"),
    BINARY(OPERATION_DIVIDE, "truediv"),
    BINARY(OPERATION_FLOOR_DIVIDE, "floordiv"),
    BINARY(OPERATION_MODULO, "mod"),
    {"__pow__", AT(binary), OPERATION_POWER, 1, 2, show_binary, AS(dispatch_binary)},
    {"__rpow__", AT(binary), OPERATION_POWER, 1, 2, show_reflected, AS(dispatch_binary)},
    BINARY(OPERATION_MATRIX_MULTIPLY, "matmul"),
    BINARY(OPERATION_AND, "and"),
    BINARY(OPERATION_OR, "or"),
    BINARY(OPERATION_XOR, "xor"),
    BINARY(OPERATION_SHIFT_LEFT, "lshift"),
    BINARY(OPERATION_SHIFT_RIGHT, "rshift"),
    BINARY(OPERATION_DIVMOD, "divmod"),
    IN_PLACE(OPERATION_ADD, "__iadd__"),
    IN_PLACE(OPERATION_SUBTRACT, "__isub__"),
    IN_PLACE(OPERATION_MULTIPLY, "__imul__"),
    IN_PLACE(OPERATION_DIVIDE, "__itruediv__"),
    IN_PLACE(OPERATION_FLOOR_DIVIDE, "__ifloordiv__"),
    IN_PLACE(OPERATION_MODULO, "__imod__"),
    IN_PLACE(OPERATION_POWER, "__ipow__"),
    IN_PLACE(OPERATION_MATRIX_MULTIPLY, "__imatmul__"),
    IN_PLACE(OPERATION_AND, "__iand__"),
    IN_PLACE(OPERATION_OR, "__ior__"),
    IN_PLACE(OPERATION_XOR, "__ixor__"),
    IN_PLACE(OPERATION_SHIFT_LEFT, "__ilshift__"),
    IN_PLACE(OPERATION_SHIFT_RIGHT, "__irshift__"),
};

enum { SLOTS = sizeof slots / sizeof slots[0] };

static struct str *slot_names[SLOTS];

bool slots_init(void)
{
    for (size_t i = 0; i < SLOTS; i++) {
        const struct slot *slot = &slots[i];
        struct str *name = str_interned(slot->name);
        if (name == NULL) {
            return false;
        }
        slot_names[i] = name;
        if (slot->offset == AT(binary)) {
            method_names[slot->shown == show_reflected][slot->detail] = name;
        } else if (slot->offset == AT(in_place)) {
            method_names[2][slot->detail] = name;
        } else if (slot->offset == AT(unary)) {
            unary_names[slot->detail] = name;
        } else if (slot->offset == AT(compare)) {
            comparison_names[slot->detail] = name;
        }
    }
    return true;
}

void slots_finish(void)
{
    for (size_t i = 0; i < SLOTS; i++) {
        object_unref(slot_names[i]);
        slot_names[i] = NULL;
    }
}

struct value slots_refuse_self(const char *name, const struct type *owner,
                               const struct arguments *arguments)
{
    return arguments->count == 0
               ? raise_type("descriptor '%s' of '%s' object needs an argument", name, owner->name)
               : raise_type("descriptor '%s' requires a '%s' object but received a '%s'", name,
                            owner->name, type_name(arguments->values[0]));
}

// Methods that CPython has beside the slot, with a method's words.
static bool is_method(const struct slot *slot, const struct type *owner)
{
    bool table = owner == &dict_type || owner == &set_type || owner == &frozenset_type;
    return (slot->offset == AT(contains) && table) ||
           (slot->offset == AT(get_item) && (owner == &list_type || owner == &dict_type));
}

// Wrappers that read their arguments by a format without a name: " expected 1 argument, got 2".
static bool is_nameless(const struct slot *slot, const struct type *owner)
{
    bool repeats = slot->detail == OPERATION_MULTIPLY && owner->operations != 0 &&
                   !(owner->operations & 1U << OPERATION_SUBTRACT);
    bool power = slot->detail == OPERATION_POWER;
    return ((slot->offset == AT(binary) || slot->offset == AT(in_place)) && (repeats || power)) ||
           slot->shown == show_set_item || slot->shown == show_set ||
           slot->shown == show_descriptor_get || slot->shown == show_descriptor_set;
}

static struct value refuse_count(const struct slot *slot, const struct type *owner, int given)
{
    if (is_method(slot, owner)) {
        return raise_type("%s.%s() takes exactly one argument (%d given)", owner->name, slot->name,
                          given);
    }
    if (slot->least != slot->most) {
        bool few = given < slot->least;
        return raise_type(" expected at %s %d argument%s, got %d", few ? "least" : "most",
                          few ? slot->least : slot->most,
                          (few ? slot->least : slot->most) == 1 ? "" : "s", given);
    }
    return raise_type("%sexpected %d argument%s, got %d", is_nameless(slot, owner) ? " " : "",
                      slot->least, slot->least == 1 ? "" : "s", given);
}

struct value slots_call(const struct slot *slot, struct type *owner,
                        const struct arguments *arguments)
{
    bool any = slot->most < 0, create = slot->offset == AT(create);
    if (arguments->count == 0 && create) {
        return raise_type("%s.__new__(): not enough arguments", owner->name);
    }
    if (arguments->count == 0 || (!create && !type_is_instance(arguments->values[0], owner))) {
        if (!is_method(slot, owner)) {
            return slots_refuse_self(slot->name, owner, arguments);
        }
        return arguments->count == 0
                   ? raise_type("unbound method %s.%s() needs an argument", owner->name, slot->name)
                   : raise_type("descriptor '%s' for '%s' objects doesn't apply to a '%s' object",
                                slot->name, owner->name, type_name(arguments->values[0]));
    }
    int given = (int)arguments->count - 1;
    if (!any && arguments->names != NULL) {
        return is_method(slot, owner)
                   ? raise_type("%s.%s() takes no keyword arguments", owner->name, slot->name)
                   : raise_type("wrapper %s() takes no keyword arguments", slot->name);
    }
    if (!any && (given < slot->least || given > slot->most)) {
        return refuse_count(slot, owner, given);
    }
    return slot->shown(slot, owner, arguments);
}

static slot_function **function_at(struct type *type, const struct slot *slot)
{
    return (slot_function **)(void *)((char *)type + slot->offset);
}

// Whether a type with that function really has this operator.
static bool has_operator(const struct type *type, const struct slot *slot)
{
    unsigned bit = 1U << slot->detail;
    if (slot->offset == AT(in_place)) {
        return type->in_place_operations == 0 || (type->in_place_operations & bit);
    }
    if (slot->offset == AT(unary) && slot->detail == UNARY_INVERT) { // who has ~ has &
        return type->operations == 0 || (type->operations & 1U << OPERATION_AND);
    }
    if (slot->offset != AT(binary) || type->operations == 0) {
        return true;
    }
    return ((slot->shown == show_reflected ? type->reflected_operations : type->operations) &
            bit) != 0;
}

bool slots_show(struct type *type)
{
    for (size_t i = 0; i < SLOTS; i++) {
        const struct slot *slot = &slots[i];
        if (*function_at(type, slot) == NULL || slot->shown == NULL || !has_operator(type, slot)) {
            continue;
        }
        if (dict_find_name(type->attributes, slot_names[i]) != NULL) {
            continue;
        }
        struct value function = native_function_create_slot(slot, type);
        bool fine =
            value_is_set(function) && dict_set_name(type->attributes, slot_names[i], function);
        value_unref(function);
        if (!fine) {
            return false;
        }
    }
    if (type->compare != NULL && dict_find_name(type->attributes, name_hash) == NULL) {
        return dict_set_name(type->attributes, name_hash, value_none);
    }
    return true;
}

// The native function of another type that a class attribute shows; NULL for anything else.
static struct native_function *shows(struct value attribute, const struct slot *slot)
{
    if (!value_is(attribute, &method_descriptor_type) &&
        !value_is(attribute, &native_function_type)) {
        return NULL;
    }
    struct native_function *function = (struct native_function *)attribute.object;
    // a native __getattr__ belongs to a type whose `get` does the same
    bool same = function->slot == slot || (slot->shown == NULL && function->slot == NULL);
    return same && function->owner != NULL ? function : NULL;
}

// What the rows [first, behind) of one function give.
static slot_function *function_for(struct type *type, size_t first, size_t behind)
{
    slot_function *inherited = NULL;
    for (size_t i = first; i < behind; i++) {
        struct value *found = type_find(type, slot_names[i]);
        if (found == NULL) {
            continue;
        }
        struct native_function *native = shows(*found, &slots[i]);
        if (native == NULL) {
            return slots[i].dispatcher;
        }
        if (inherited == NULL) {
            inherited = *function_at(native->owner, &slots[i]);
        }
    }
    return inherited;
}

// The first row behind `first` that is about another function.
static size_t next_function(size_t first)
{
    size_t behind = first + 1;
    while (behind < SLOTS && slots[behind].offset == slots[first].offset) {
        behind++;
    }
    return behind;
}

void slots_update(struct type *type, struct str *name)
{
    for (size_t first = 0, behind; first < SLOTS; first = behind) {
        bool wanted = name == NULL;
        behind = next_function(first);
        for (size_t i = first; i < behind && !wanted; i++) {
            wanted = slot_names[i] == name;
        }
        if (wanted) {
            *function_at(type, &slots[first]) = function_for(type, first, behind);
        }
    }
}

void slots_note_own(struct type *type)
{
    uint64_t bit = 1;
    type->own = 0;
    for (size_t first = 0; first < SLOTS; first = next_function(first), bit <<= 1) {
        type->own |= *function_at(type, &slots[first]) != NULL ? bit : 0;
    }
}

void slots_forget(struct type *type)
{
    uint64_t bit = 1;
    for (size_t first = 0; first < SLOTS; first = next_function(first), bit <<= 1) {
        if (!(type->own & bit)) {
            *function_at(type, &slots[first]) = NULL;
        }
    }
}
