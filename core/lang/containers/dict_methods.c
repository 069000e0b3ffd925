// What the dialect can do with dicts.
#include "core/base/memory.h"
#include "core/lang/containers/dict.h"
#include "core/lang/containers/dict_views.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/sequence.h"
#include "core/lang/containers/set.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/repr.h"

static void finish(struct object *self)
{
    struct dict *dict = (struct dict *)self;
    dict_clear(dict);
}

static void visit_entries(struct object *self, visit_fn *visit, void *context)
{
    struct dict *dict = (struct dict *)self;
    for (uint32_t i = 0; i < dict->used; i++) {
        visit(dict->entries[i].key, context);
        visit(dict->entries[i].value, context);
    }
}

static struct value create(struct type *type, const struct arguments *arguments)
{
    (void)arguments;
    return value_object(type_allocate(type, 0));
}

static bool update_from_dict(struct dict *dict, struct dict *other)
{
    struct dict_entry *entry;
    uint32_t position = 0, count = other->count;
    if (dict == other) {
        return true;
    }
    while ((entry = dict_next(other, &position)) != NULL) {
        if (!dict_set_hashed(dict, entry->key, entry->hash, entry->value)) {
            return false;
        }
        if (other->count != count) {
            return raise_false(&exception_runtime_error, "dict mutated during update");
        }
    }
    return true;
}

static bool update_from_keys(struct dict *dict, struct value mapping)
{
    struct value keys = object_call_method(mapping, "keys", NULL, 0);
    struct value iterator = value_is_set(keys) ? object_iterate(keys) : value_unset;
    struct value key;
    bool fine = value_is_set(iterator);
    while (fine && value_is_set(key = object_next(iterator))) {
        struct value value = object_get_item(mapping, key);
        fine = value_is_set(value) && dict_set(dict, key, value);
        value_unref(value);
        value_unref(key);
    }
    value_unref(iterator);
    value_unref(keys);
    return fine && !raise_pending();
}

static bool set_pair(struct dict *dict, struct value pair, size_t index)
{
    struct list *items = object_to_list(pair);
    if (items == NULL) {
        if (raise_is(&exception_type_error)) {
            raise_forget();
            raise_type("cannot convert dictionary update sequence element #%zu to a sequence",
                       index);
        }
        return false;
    }
    bool fine = items->count == 2 ? dict_set(dict, items->items[0], items->items[1])
                                  : raise_false(&exception_value_error,
                                                "dictionary update sequence element #%zu has "
                                                "length %zu; 2 is required",
                                                index, items->count);
    object_unref(items);
    return fine;
}

bool dict_update(struct dict *dict, struct value other)
{
    if (type_is_instance(other, &dict_type)) {
        return update_from_dict(dict, dict_of(other));
    }
    struct value keys = object_get_if_there(other, name_keys);
    if (value_is_set(keys)) {
        value_unref(keys);
        return update_from_keys(dict, other);
    }
    struct value iterator = raise_pending() ? value_unset : object_iterate(other);
    struct value pair;
    bool fine = value_is_set(iterator);
    for (size_t i = 0; fine && value_is_set(pair = object_next(iterator)); i++) {
        fine = set_pair(dict, pair, i);
        value_unref(pair);
    }
    value_unref(iterator);
    return fine && !raise_pending();
}

static bool update_from_arguments(struct dict *dict, const char *name,
                                  const struct arguments *arguments)
{
    if (arguments->count > 1) {
        return raise_false(&exception_type_error, "%s expected at most 1 argument, got %zu", name,
                           arguments->count);
    }
    if (arguments->count == 1 && !dict_update(dict, arguments->values[0])) {
        return false;
    }
    for (size_t i = 0; arguments->names != NULL && i < arguments->names->count; i++) {
        if (!dict_set(dict, arguments->names->items[i], arguments->values[arguments->count + i])) {
            return false;
        }
    }
    return true;
}

static bool init(struct value self, const struct arguments *arguments)
{
    return update_from_arguments(dict_of(self), "dict", arguments);
}

static struct value get_item(struct value self, struct value key)
{
    struct value *slot;
    if (!dict_find(dict_of(self), key, &slot)) {
        return value_unset;
    }
    if (slot != NULL) {
        return value_ref(*slot);
    }
    if (!value_is(self, &dict_type)) {
        struct value missing = object_find_special(self, name_missing);
        if (value_is_set(missing)) {
            struct value value = object_call_values(missing, &key, 1);
            value_unref(missing);
            return value;
        }
    }
    return raise_with(&exception_key_error, key);
}

static bool set_item(struct value self, struct value key, struct value value)
{
    bool found;
    if (value_is_set(value)) {
        return dict_set(dict_of(self), key, value);
    }
    if (!dict_delete(dict_of(self), key, &found)) {
        return false;
    }
    if (!found) {
        raise_with(&exception_key_error, key);
    }
    return found;
}

static bool length(struct value self, int64_t *ret_length)
{
    *ret_length = dict_of(self)->count;
    return true;
}

static bool contains(struct value self, struct value item, bool *ret_found)
{
    struct value *slot;
    if (!dict_find(dict_of(self), item, &slot)) {
        return false;
    }
    *ret_found = slot != NULL;
    return true;
}

static struct value iterate(struct value self)
{
    return dict_iterator_create(dict_of(self), DICT_KEYS, false);
}

static struct value repr(struct value self)
{
    struct dict *dict = dict_of(self);
    struct repr repr;
    struct dict_entry *entry;
    uint32_t position = 0;
    if (!repr_enter(&repr, self)) {
        return value_object(repr_cut("{", "}"));
    }
    text_add(&repr.text, "{");
    while (!repr.failed && (entry = dict_next(dict, &position)) != NULL) {
        struct value value = value_ref(entry->value);
        text_add(&repr.text, repr.text.length > 1 ? ", " : "");
        repr_add(&repr, entry->key);
        text_add(&repr.text, ": ");
        repr_add(&repr, value);
        value_unref(value);
    }
    text_add(&repr.text, "}");
    return value_object(repr_leave(&repr));
}

static struct value compare(enum comparison comparison, struct value self, struct value other)
{
    if (!type_is_instance(other, &dict_type) ||
        (comparison != COMPARISON_EQUAL && comparison != COMPARISON_NOT_EQUAL)) {
        return value_ref(value_not_implemented);
    }
    struct dict *left = dict_of(self), *right = dict_of(other);
    bool equal = left->count == right->count;
    struct dict_entry *entry;
    uint32_t position = 0;
    while (equal && (entry = dict_next(left, &position)) != NULL) {
        struct value *slot, value = value_ref(entry->value);
        bool fine = dict_find(right, entry->key, &slot);
        if (fine && slot != NULL) {
            struct value against = value_ref(*slot);
            fine = object_equal(value, against, &equal);
            value_unref(against);
        } else {
            equal = false;
        }
        value_unref(value);
        if (!fine) {
            return value_unset;
        }
    }
    return value_bool(equal == (comparison == COMPARISON_EQUAL));
}

static struct value binary(enum operation operation, struct value self, struct value other,
                           bool reflected)
{
    if (operation != OPERATION_OR || !type_is_instance(other, &dict_type)) {
        return value_ref(value_not_implemented);
    }
    struct value left = reflected ? other : self, right = reflected ? self : other;
    struct dict *merged = dict_copy(dict_of(left));
    if (merged != NULL && !dict_update(merged, right)) {
        object_unref(merged);
        return value_unset;
    }
    return value_object(merged);
}

static struct value in_place(enum operation operation, struct value self, struct value other)
{
    if (operation != OPERATION_OR) {
        return value_ref(value_not_implemented);
    }
    return dict_update(dict_of(self), other) ? value_ref(self) : value_unset;
}

// ---- methods

static struct value method_get(struct value *args)
{
    struct value *slot;
    if (!dict_find(dict_of(args[0]), args[1], &slot)) {
        return value_unset;
    }
    return value_ref(slot != NULL ? *slot : args[2]);
}

static struct value method_setdefault(struct value *args)
{
    struct value *slot = dict_slot(dict_of(args[0]), args[1]);
    if (slot == NULL) {
        return value_unset;
    }
    if (!value_is_set(*slot)) {
        *slot = value_ref(args[2]);
    }
    return value_ref(*slot);
}

static struct value method_pop(struct value *args)
{
    struct value *slot;
    bool found;
    if (!dict_find(dict_of(args[0]), args[1], &slot)) {
        return value_unset;
    }
    if (slot == NULL) {
        return value_is_set(args[2]) ? value_ref(args[2])
                                     : raise_with(&exception_key_error, args[1]);
    }
    struct value value = value_ref(*slot);
    if (!dict_delete(dict_of(args[0]), args[1], &found)) {
        value_unref(value);
        return value_unset;
    }
    return value;
}

static struct value method_popitem(struct value *args)
{
    struct dict *dict = dict_of(args[0]);
    for (uint32_t i = dict->used; i > 0; i--) {
        struct dict_entry *entry = &dict->entries[i - 1];
        if (value_is_set(entry->key)) {
            struct value item = dict_view_item(entry, DICT_ITEMS);
            if (value_is_set(item)) {
                dict->used = i; // less the holes behind it
                dict_delete_entry(dict, i - 1);
                dict->used = i - 1;
            }
            return item;
        }
    }
    return raise_error(&exception_key_error, "popitem(): dictionary is empty");
}

static struct value method_keys(struct value *args)
{
    return dict_view_create(dict_of(args[0]), DICT_KEYS);
}

static struct value method_values(struct value *args)
{
    return dict_view_create(dict_of(args[0]), DICT_VALUES);
}

static struct value method_items(struct value *args)
{
    return dict_view_create(dict_of(args[0]), DICT_ITEMS);
}

static struct value method_update(struct value *args)
{
    if (tuple_of(args[1])->count > 1) {
        return raise_type("update expected at most 1 argument, got %zu", tuple_of(args[1])->count);
    }
    if ((tuple_of(args[1])->count == 1 &&
         !dict_update(dict_of(args[0]), tuple_of(args[1])->items[0])) ||
        !dict_update(dict_of(args[0]), args[2])) {
        return value_unset;
    }
    return value_none;
}

static struct value method_clear(struct value *args)
{
    dict_clear(dict_of(args[0]));
    return value_none;
}

static struct value method_copy(struct value *args)
{
    return value_object(dict_copy(dict_of(args[0])));
}

// Keys that know their hashes are not asked again.
static bool fill_from_keys(struct dict *dict, struct value keys, struct value value)
{
    struct set_walk walk;
    struct value key;
    int64_t hash;
    bool fine = set_walk_begin(&walk, keys);
    while (fine && set_walk_next(&walk, &key, &hash)) {
        fine = dict_set_hashed(dict, key, hash, value);
        value_unref(key);
    }
    return set_walk_end(&walk) && fine;
}

static struct value method_fromkeys(struct value *args)
{
    struct value made = object_call_values(args[0], NULL, 0);
    if (value_is_set(made) && value_is(made, &dict_type) &&
        (value_is(args[1], &set_type) || value_is(args[1], &frozenset_type) ||
         value_is(args[1], &dict_type))) {
        if (!fill_from_keys(dict_of(made), args[1], args[2])) {
            value_clear(&made);
        }
        return made;
    }
    struct value iterator = value_is_set(made) ? object_iterate(args[1]) : value_unset;
    struct value key;
    bool fine = value_is_set(iterator);
    while (fine && value_is_set(key = object_next(iterator))) {
        fine = object_set_item(made, key, args[2]);
        value_unref(key);
    }
    value_unref(iterator);
    if (!fine || raise_pending()) {
        value_unref(made);
        return value_unset;
    }
    return made;
}

static struct value method_reversed(struct value *args)
{
    return dict_iterator_create(dict_of(args[0]), DICT_KEYS, true);
}

static const struct native methods[] = {
    {"get(self, key, default=None, /)", method_get, 0, NULL},
    {"setdefault(self, key, default=None, /)", method_setdefault, 0, NULL},
    {"pop(self, key, default=?, /)", method_pop, 0, NULL},
    {"popitem(self, /)", method_popitem, 0, NULL},
    {"keys(self, /)", method_keys, 0, NULL},
    {"values(self, /)", method_values, 0, NULL},
    {"items(self, /)", method_items, 0, NULL},
    {"update(self, /, *args, **kwargs)", method_update, 0, NULL},
    {"clear(self, /)", method_clear, 0, NULL},
    {"copy(self, /)", method_copy, 0, NULL},
    {"fromkeys(cls, iterable, value=None, /)", method_fromkeys, NATIVE_CLASS, NULL},
    {"__reversed__(self, /)", method_reversed, 0, NULL},
    {"__class_getitem__(cls, item, /)", sequence_class_item, NATIVE_CLASS, NULL},
    {NULL, NULL, 0, NULL},
};

struct type dict_type = {
    .name = "dict",
    .size = sizeof(struct dict),
    .flags = TYPE_CONTAINER | TYPE_SUBCLASSABLE,
    .signature = "dict(mapping_or_iterable=(), /, **kwargs)",
    .methods = methods,
    .size_of = dict_size_of,
    .finish = finish,
    .visit = visit_entries,
    .create = create,
    .init = init,
    .get_item = get_item,
    .set_item = set_item,
    .length = length,
    .contains = contains,
    .iterate = iterate,
    .repr = repr,
    .compare = compare,
    .binary = binary,
    .in_place = in_place,
    .operations = 1U << OPERATION_OR,
    .reflected_operations = 1U << OPERATION_OR,
    .in_place_operations = 1U << OPERATION_OR,
};
