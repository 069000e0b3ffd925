// Class statements: the order of classes, what an instance looks like, the attributes.
#include <string.h>

#include "core/base/memory.h"
#include "core/lang/containers/dict.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/float.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/box.h"
#include "core/lang/objects/function.h"
#include "core/lang/objects/module.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/none.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/property.h"
#include "core/lang/objects/raise.h"
#include "core/lang/objects/slots.h"
#include "core/lang/objects/type.h"
#include "core/lang/text/str.h"
#include "core/lang/text/str_methods.h"

// ---- the order of classes (C3)

struct sequence { // what is left of one list of classes
    struct value *items;
    size_t count;
};

static bool is_in_tail(const struct sequence *sequences, size_t count, struct value candidate)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 1; j < sequences[i].count; j++) {
            if (value_same(sequences[i].items[j], candidate)) {
                return true;
            }
        }
    }
    return false;
}

// The next class in order: the first head that is in no tail. Unset: there is none.
static struct value next_class(const struct sequence *sequences, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (sequences[i].count > 0 && !is_in_tail(sequences, count, sequences[i].items[0])) {
            return sequences[i].items[0];
        }
    }
    return value_unset;
}

static void drop_heads(struct sequence *sequences, size_t count, struct value taken)
{
    for (size_t i = 0; i < count; i++) {
        if (sequences[i].count > 0 && value_same(sequences[i].items[0], taken)) {
            sequences[i].items++;
            sequences[i].count--;
        }
    }
}

static struct tuple *no_order(const struct sequence *sequences, size_t count)
{
    struct str *names[64];
    size_t named = 0;
    for (size_t i = 0; i < count; i++) {
        struct type *head =
            sequences[i].count > 0 ? (struct type *)sequences[i].items[0].object : NULL;
        bool known = head == NULL;
        for (size_t j = 0; j < named; j++) {
            known = known || names[j] == head->name_text;
        }
        if (!known && named < 64) {
            names[named++] = head->name_text;
        }
    }
    struct str *all = str_from("");
    for (size_t i = 0; i < named && all != NULL; i++) {
        struct str *more = str_format("%s%s%s", all->data, i > 0 ? ", " : "", names[i]->data);
        object_unref(all);
        all = more;
    }
    if (all != NULL) {
        raise_type("Cannot create a consistent method resolution\norder (MRO) for bases %s",
                   all->data);
    }
    object_unref(all);
    return NULL;
}

static struct tuple *merge_orders(struct type *type, struct tuple *bases)
{
    size_t count = bases->count + 1;
    struct sequence *sequences = memory_alloc(count * sizeof *sequences);
    struct list *order = list_create(bases->count + 2);
    struct tuple *mro = NULL;
    bool fine = sequences != NULL && order != NULL && list_append(order, value_object(type));
    for (size_t i = 0; fine && i < bases->count; i++) {
        struct tuple *of = ((struct type *)bases->items[i].object)->mro;
        sequences[i] = (struct sequence){of->items, of->count};
    }
    if (fine) {
        sequences[count - 1] = (struct sequence){bases->items, bases->count};
    }
    while (fine) {
        size_t left = 0;
        for (size_t i = 0; i < count; i++) {
            left += sequences[i].count;
        }
        if (left == 0) {
            mro = tuple_from(order->items, order->count);
            break;
        }
        struct value next = next_class(sequences, count);
        if (!value_is_set(next)) {
            mro = no_order(sequences, count);
            break;
        }
        fine = list_append(order, next);
        drop_heads(sequences, count, next);
    }
    if (sequences == NULL) {
        raise_memory();
    }
    memory_free(sequences, count * sizeof *sequences);
    object_unref(order);
    return mro;
}

// ---- class statements

// The native type, or the class with __slots__, whose layout an instance of `type` has.
static struct type *layout_of(struct type *type)
{
    while ((type->flags & TYPE_HEAP) && type->slot_count == 0) {
        type = type->base;
    }
    while (!(type->flags & TYPE_HEAP) && type->base != NULL && type->size == type->base->size &&
           type->finish == type->base->finish) {
        type = type->base;
    }
    return type;
}

// What CPython says when it calls the type of such a base with a name, bases and a dict.
static void no_class(struct value base)
{
    static const struct {
        struct type *type;
        const char *words;
    } known[] = {
        {&int_type, "int() takes at most 2 arguments (3 given)"},
        {&float_type, "float expected at most 1 argument, got 3"},
        {&str_type, "decoding str is not supported"},
        {&list_type, "list expected at most 1 argument, got 3"},
        {&none_type, "NoneType takes no arguments"},
        {&function_type, "function() argument 'code' must be code, not str"},
        {&module_type, "module() takes at most 2 arguments (3 given)"},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (value_is(base, known[i].type)) {
            raise_type("%s", known[i].words);
            return;
        }
    }
    raise_refused("ranksh has no metaclasses: a base must be a class, not '%s'", type_name(base));
}

// What CPython's classes may inherit from and ranksh's may not.
static bool is_base_in_cpython(const struct type *type)
{
    static const char *const names[] = {"bytes",     "zip",      "map",   "filter",
                                        "enumerate", "reversed", "super", "module"};
    bool found = false;
    for (size_t i = 0; !found && i < sizeof names / sizeof names[0]; i++) {
        found = strcmp(type->name, names[i]) == 0;
    }
    return found;
}

// The base that decides what an instance looks like. NULL: raised.
static struct type *best_base(struct tuple *bases)
{
    struct type *best = NULL;
    for (size_t i = 0; i < bases->count; i++) {
        if (!type_is_instance(bases->items[i], &type_type)) {
            no_class(bases->items[i]);
            return NULL;
        }
        struct type *base = (struct type *)bases->items[i].object;
        if (base == &type_type) {
            raise_refused("ranksh has no metaclasses: a class cannot inherit from type");
            return NULL;
        }
        if (!(base->flags & (TYPE_SUBCLASSABLE | TYPE_HEAP))) {
            if (is_base_in_cpython(base)) {
                raise_refused("ranksh has no subclasses of '%s'", base->name);
            } else {
                raise_type("type '%s' is not an acceptable base type", base->name);
            }
            return NULL;
        }
        for (size_t j = 0; j < i; j++) {
            if (value_same(bases->items[i], bases->items[j])) {
                raise_type("duplicate base class %s", base->name);
                return NULL;
            }
        }
        struct type *layout = layout_of(base);
        struct type *best_layout = best != NULL ? layout_of(best) : NULL;
        if (best == NULL || (layout != best_layout && type_is_subtype(layout, best_layout))) {
            best = base;
        } else if (!type_is_subtype(best_layout, layout)) {
            raise_type("multiple bases have instance lay-out conflict");
            return NULL;
        }
    }
    return best != NULL ? best : &object_type;
}

// ---- __slots__

// The name as the class sees it: __private ones with the class's name before.
static struct str *slot_name(const struct type *type, struct value given)
{
    if (!value_is(given, &str_type)) {
        raise_type("__slots__ items must be strings, not '%s'", type_name(given));
        return NULL;
    }
    const struct str *name = str_of(given);
    if (!value_same(str_isidentifier(&given), value_true)) {
        raise_type("__slots__ must be identifiers");
        return NULL;
    }
    const char *class_name = type->name + strspn(type->name, "_");
    bool private_name = strncmp(name->data, "__", 2) == 0 &&
                        (name->length < 4 || strcmp(name->data + name->length - 2, "__") != 0);
    return private_name && *class_name != '\0'
               ? str_intern(str_format("_%s%s", class_name, name->data))
               : str_intern(object_ref(given.object));
}

static bool has_room(const struct type *type)
{
    return type->size_of == NULL && !(type->flags & (TYPE_ITEMS_TUPLE | TYPE_BOXED));
}

static bool add_member(struct type *type, struct str *name)
{
    if (dict_find_name(type->attributes, name) != NULL) {
        return raise_false(&exception_value_error,
                           "'%s' in __slots__ conflicts with class variable", name->data);
    }
    size_t at = has_room(type) ? type->size : 0;
    struct value member = member_create(name, type, at);
    bool fine = value_is_set(member) && dict_set_name(type->attributes, name, member);
    value_unref(member);
    if (fine && at != 0) {
        type->size += sizeof(struct value);
        type->slot_count++;
        type->flags |= TYPE_SLOTTED;
    }
    return fine;
}

// Takes `special` out of the names; false: raised, because instances have it anyhow.
static bool take_special(struct list *names, struct str *special, bool there, const char *wrong,
                         bool *ret_taken)
{
    *ret_taken = false;
    for (size_t i = 0; i < names->count; i++) {
        if (names->items[i].object != &special->object) {
            continue;
        }
        if (there || *ret_taken) {
            return raise_false(&exception_type_error, "%s slot disallowed: %s", special->data,
                               wrong);
        }
        *ret_taken = true;
        value_unref(names->items[i]);
        memmove(names->items + i, names->items + i + 1,
                (--names->count - i) * sizeof *names->items);
        i--;
    }
    return true;
}

static struct list *slot_names(const struct type *type, struct value given)
{
    struct list *names =
        type_is_instance(given, &str_type) ? list_from(&given, 1) : object_to_list(given);
    const struct type *native = type;
    while (native->flags & TYPE_HEAP) {
        native = native->base;
    }
    bool fine = names != NULL;
    if (fine && names->count > 0 && (native == &int_type || native == &tuple_type)) {
        fine =
            raise_false(&exception_type_error,
                        "nonempty __slots__ not supported for subtype of '%s'", type->base->name);
    }
    for (size_t i = 0; fine && i < names->count; i++) {
        struct str *name = slot_name(type, names->items[i]);
        fine = name != NULL;
        if (fine) {
            value_replace(&names->items[i], value_object(name));
        }
    }
    if (!fine) {
        object_unref(names);
        return NULL;
    }
    return names;
}

// Members for the names in __slots__; instances then have no others unless a base's have.
static bool add_slots(struct type *type)
{
    struct value *found = dict_find_name(type->attributes, name_slots);
    bool dict = type_find(type->base, name_dict) == NULL;
    bool weakref = type_find(type->base, name_weakref) == NULL;
    bool other_dict = dict && type_find(type, name_dict) != NULL; // of another base
    bool other_weakref = weakref && type_find(type, name_weakref) != NULL;
    bool has_items = type_is_subtype(type, &int_type) || type_is_subtype(type, &tuple_type);
    if (found != NULL) {
        struct value given = value_ref(*found);
        struct list *names = slot_names(type, given);
        value_unref(given);
        bool fine = names != NULL &&
                    take_special(names, name_dict, !dict, "we already got one", &dict) &&
                    take_special(names, name_weakref, !weakref || has_items,
                                 "either we already got one, or __itemsize__ != 0", &weakref) &&
                    list_sort(names, value_none, false);
        type->size = (type->size + sizeof(void *) - 1) / sizeof(void *) * sizeof(void *);
        type->slots_at = type->size;
        for (size_t i = 0; fine && i < names->count; i++) {
            fine = add_member(type, str_of(names->items[i]));
        }
        object_unref(names);
        if (!fine) {
            return false;
        }
        dict = dict || other_dict;
        weakref = weakref || other_weakref;
        bool without = !dict && type_find(type, name_dict) == NULL;
        type->flags |= without ? TYPE_NO_DICT : 0;
    }
    return (!dict || type_show_dict(type)) && (!weakref || has_items || type_show_weakref(type));
}

struct instance { // of a class without native base
    struct container container;
    struct dict *attributes;
};

static void set_layout(struct type *type)
{
    struct type *base = type->base;
    bool boxed = type_is_subtype(base, &int_type) || type_is_subtype(base, &str_type);
    type->flags = TYPE_HEAP | (boxed ? TYPE_BOXED : TYPE_CONTAINER) |
                  (base->flags & (TYPE_EXCEPTION | TYPE_ITEMS_TUPLE | TYPE_SLOTTED));
    type->finish = base->finish;
    type->visit = base->visit;
    type->size_of = base->size_of;
    if (boxed) {
        type->size = base->size;
        type->size_of = box_size_of;
    } else if (base == &float_type) {
        type->size = sizeof(struct float_box);
        type->attributes_at = offsetof(struct float_box, attributes);
    } else if (base == &object_type) {
        type->size = sizeof(struct instance);
        type->attributes_at = offsetof(struct instance, attributes);
    } else if (base->attributes_at != 0 || type_is_subtype(base, &tuple_type)) {
        type->size = base->size;
        type->attributes_at = base->attributes_at;
        type->flags |= type_is_subtype(base, &tuple_type) ? TYPE_ITEMS_TUPLE : 0;
    } else {
        type->size = base->size + sizeof(struct dict *);
        type->attributes_at = base->size;
    }
}

static bool link_subclass(struct type *type)
{
    for (size_t i = 0; i < type->bases->count; i++) {
        struct type *base = (struct type *)type->bases->items[i].object;
        size_t room = base->subclass_capacity;
        if (base->subclass_count == room) {
            struct type **more =
                memory_resize(base->subclasses, room * sizeof *more, (room * 2 + 2) * sizeof *more);
            if (more == NULL) {
                raise_memory();
                return false;
            }
            base->subclasses = more;
            base->subclass_capacity = room * 2 + 2;
        }
        base->subclasses[base->subclass_count++] = type;
    }
    return true;
}

// Calls __set_name__ of the attributes that have it, in order.
static bool set_names(struct type *type, struct dict *body)
{
    struct dict_entry *entry;
    uint32_t position = 0;
    while ((entry = dict_next(body, &position)) != NULL) {
        struct value method = object_find_special(entry->value, name_set_name);
        struct value both[] = {value_object(type), entry->key};
        if (value_is_set(method)) {
            struct value result = object_call_values(method, both, 2);
            value_unref(method);
            value_unref(result);
            if (!value_is_set(result)) {
                return false;
            }
        } else if (raise_pending()) {
            return false;
        }
    }
    return true;
}

static bool init_subclass(struct type *type, const struct arguments *keywords)
{
    struct value *found = type_find_after(type, type, name_init_subclass);
    if (found == NULL) {
        return true;
    }
    struct value function = value_ref(*found);
    struct type *kind = value_type(function);
    struct value bound = kind->descriptor_get != NULL && kind != &function_type
                             ? kind->descriptor_get(function, value_unset, type)
                             : method_create(function, value_object(type));
    value_unref(function);
    struct value result = value_is_set(bound) ? object_call(bound, keywords) : value_unset;
    value_unref(bound);
    value_unref(result);
    return value_is_set(result);
}

// A function called __new__ is a static method, __init_subclass__ and __class_getitem__ are class
// methods, without being told so.
static bool adapt_methods(struct type *type)
{
    struct str *const names[] = {name_new, name_init_subclass, name_class_getitem};
    for (size_t i = 0; i < 3; i++) {
        struct value *slot = dict_find_name(type->attributes, names[i]);
        if (slot != NULL && value_is(*slot, &function_type)) {
            struct value wrapped = i == 0 ? staticmethod_create(value_ref(*slot))
                                          : classmethod_create(value_ref(*slot));
            bool fine = value_is_set(wrapped) && dict_set_name(type->attributes, names[i], wrapped);
            value_unref(wrapped);
            if (!fine) {
                return false;
            }
        }
    }
    if (dict_find_name(type->attributes, name_doc) == NULL &&
        !dict_set_name(type->attributes, name_doc, value_none)) {
        return false;
    }
    if (dict_find_name(type->attributes, name_eq) != NULL &&
        dict_find_name(type->attributes, name_hash) == NULL) {
        return dict_set_name(type->attributes, name_hash, value_none);
    }
    return true;
}

static struct str *text_attribute(struct dict *attributes, struct str *key, struct str *otherwise)
{
    struct value *slot = dict_find_name(attributes, key);
    return object_ref(slot != NULL && value_is(*slot, &str_type) ? str_of(*slot) : otherwise);
}

struct value type_create(struct str *name, struct tuple *bases, struct dict *body,
                         const struct arguments *keywords)
{
    struct type *base = best_base(bases);
    struct type *type = base != NULL ? type_allocate(&type_type, 0) : NULL;
    bool found;
    if (type == NULL) {
        return value_unset;
    }
    type->base = object_ref(base);
    type->name_text = object_ref(name);
    type->name = name->data;
    type->bases = bases->count > 0 ? object_ref(bases) : tuple_pack(1, value_object(base));
    set_layout(type);
    type->attributes = dict_copy(body);
    type_changed(type);
    type->mro = type->bases != NULL ? merge_orders(type, type->bases) : NULL;
    bool fine = type->attributes != NULL && type->mro != NULL;
    if (fine && (fine = link_subclass(type))) {
        type->ready = true;
        type->qualified_text = text_attribute(body, name_qualname, name);
        type->module_text = text_attribute(body, name_module, name_builtins);
        type->module = type->module_text->data;
        type->long_text = text_attribute(body, name_type_name, NULL);
        type->name = type->long_text != NULL ? type->long_text->data : type->name;
        fine = dict_delete(type->attributes, value_object(name_qualname), &found) &&
               dict_delete(type->attributes, value_object(name_type_name), &found) &&
               dict_delete(type->attributes, value_object(name_classcell), &found) &&
               add_slots(type) && adapt_methods(type);
        type_changed(type);
        slots_update(type, NULL);
    }
    struct value *cell = dict_find_name(body, name_classcell);
    if (fine && cell != NULL) {
        value_replace(&((struct cell *)cell->object)->value, value_of(type));
    }
    struct arguments none = {0};
    fine =
        fine && set_names(type, body) && init_subclass(type, keywords != NULL ? keywords : &none);
    if (!fine) {
        object_unref(type);
        return value_unset;
    }
    return value_object(type);
}
