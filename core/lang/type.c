// Types: making native ones ready, class statements, finding attributes in the order of classes.
// What the dialect asks of a type (its attributes, calling it) is in type_methods.c.
#include <string.h>

#include "core/base/memory.h"
#include "core/lang/box.h"
#include "core/lang/bytes.h"
#include "core/lang/collect.h"
#include "core/lang/dict.h"
#include "core/lang/float.h"
#include "core/lang/function.h"
#include "core/lang/int.h"
#include "core/lang/list.h"
#include "core/lang/names.h"
#include "core/lang/object.h"
#include "core/lang/property.h"
#include "core/lang/raise.h"
#include "core/lang/slots.h"
#include "core/lang/str.h"
#include "core/lang/tuple.h"
#include "core/lang/type.h"

// ---- attributes: found names are remembered by type version

enum { REMEMBERED = 1024 };

static struct remembered {
    uint32_t version;
    struct str *name; // owned
    struct value *slot;
} remembered[REMEMBERED];

static uint32_t versions; // the last number given out

static void version_changed(struct type *type)
{
    type->version = ++versions;
    for (size_t i = 0; i < type->subclass_count; i++) {
        version_changed(type->subclasses[i]);
    }
}

void type_forget_remembered(void)
{
    for (size_t i = 0; i < REMEMBERED; i++) {
        object_unref(remembered[i].name);
        remembered[i] = (struct remembered){0};
    }
}

static struct value *find_in(const struct tuple *mro, size_t from, struct str *name)
{
    for (size_t i = from; i < mro->count; i++) {
        struct type *type = (struct type *)mro->items[i].object;
        struct value *slot = dict_find_name(type->attributes, name);
        if (slot != NULL) {
            return slot;
        }
    }
    return NULL;
}

struct value *type_find(struct type *type, struct str *name)
{
    size_t at = ((uintptr_t)name / 16 + type->version * 31U) % REMEMBERED;
    struct remembered *memory = &remembered[at];
    if (memory->version == type->version && memory->name == name) {
        return memory->slot;
    }
    struct value *slot = find_in(type->mro, 0, name);
    if (name->object.mark & STR_INTERNED) {
        struct str *old = memory->name;
        *memory = (struct remembered){type->version, object_ref(name), slot};
        object_unref(old);
    }
    return slot;
}

struct value *type_find_after(struct type *type, const struct type *after, struct str *name)
{
    for (size_t i = 0; i < type->mro->count; i++) {
        if (type->mro->items[i].object == &after->container.object) {
            return find_in(type->mro, i + 1, name);
        }
    }
    return NULL;
}

bool type_is_subtype(const struct type *type, const struct type *of)
{
    if (type->mro == NULL) { // while the first types are made
        for (; type != NULL; type = type->base) {
            if (type == of) {
                return true;
            }
        }
        return false;
    }
    for (size_t i = 0; i < type->mro->count; i++) {
        if (type->mro->items[i].object == &of->container.object) {
            return true;
        }
    }
    return false;
}

static void update_subclasses(struct type *type, struct str *name)
{
    slots_update(type, name);
    for (size_t i = 0; i < type->subclass_count; i++) {
        update_subclasses(type->subclasses[i], name);
    }
}

bool type_set_attribute(struct type *type, struct str *name, struct value value)
{
    bool found = true, fine;
    if (value_is_set(value)) {
        fine = dict_set_name(type->attributes, name, value);
    } else {
        fine = dict_delete(type->attributes, value_object(name), &found);
    }
    version_changed(type);
    if (name->length > 4 && name->data[0] == '_' && name->data[1] == '_') {
        update_subclasses(type, name);
    }
    if (fine && !found) {
        raise_error(&exception_attribute_error, "type object '%s' has no attribute '%s'",
                    type->name, name->data);
        raise_note_attribute(value_object(type), name);
        return false;
    }
    return fine;
}

// ---- instances

void *type_allocate(struct type *type, size_t extra)
{
    struct object *object = memory_alloc(type->size + extra);
    if (object == NULL) {
        raise_memory();
        return NULL;
    }
    memset(object, 0, type->size + extra);
    object->refs = 1;
    object->type = type;
    if (type->flags & TYPE_HEAP) {
        object_ref(type);
    }
    if (type->flags & TYPE_CONTAINER) {
        collect_track((struct container *)object);
    }
    return object;
}

// ---- native types

static bool add_native(struct type *type, const struct native *row)
{
    if (row->flags & NATIVE_SETTER) {
        return true; // its getter took it
    }
    struct value value = native_function_create(row, type, NULL);
    if (value_is_set(value) && (row->flags & NATIVE_GETTER)) {
        const struct native *next = row + 1;
        bool pair = next->signature != NULL && (next->flags & NATIVE_SETTER);
        value = getset_create(value, pair ? next : NULL, type);
    } else if (value_is_set(value) && (row->flags & NATIVE_CLASS)) {
        value = classmethod_create(value);
    } else if (value_is_set(value) && (row->flags & NATIVE_STATIC)) {
        value = staticmethod_create(value);
    }
    const char *name = row->signature;
    struct str *key = str_intern(str_create(name, strcspn(name, "(")));
    bool fine = value_is_set(value) && key != NULL && dict_set_name(type->attributes, key, value);
    object_unref(key);
    value_unref(value);
    return fine;
}

static bool set_doc(struct type *type)
{
    struct str *doc = type->doc != NULL ? str_from(type->doc) : NULL;
    if (type->doc == NULL) {
        return dict_set_name(type->attributes, name_doc, value_none);
    }
    bool fine = doc != NULL && dict_set_name(type->attributes, name_doc, value_object(doc));
    object_unref(doc);
    return fine;
}

static struct tuple *native_mro(struct type *type)
{
    struct tuple *above = type->base != NULL ? type->base->mro : NULL;
    struct tuple *mro = tuple_create(1 + (above != NULL ? above->count : 0));
    if (mro != NULL) {
        mro->items[0] = value_of(type);
        for (size_t i = 1; i < mro->count; i++) {
            mro->items[i] = value_ref(above->items[i - 1]);
        }
    }
    return mro;
}

static void inherit(struct type *type)
{
    struct type *base = type->base;
    if (base == NULL) {
        return;
    }
    bool has_layout = type->size != 0;
    if (!has_layout) {
        type->size = base->size;
    }
    type->flags |= base->flags & (TYPE_CONTAINER | TYPE_EXCEPTION | TYPE_ITEMS_TUPLE);
    if (type->attributes_at == 0) {
        type->attributes_at = base->attributes_at;
    }
    if (type->finish == NULL) {
        type->finish = base->finish;
    }
    if (type->visit == NULL) {
        type->visit = base->visit;
    }
    if (type->size_of == NULL) {
        type->size_of = base->size_of;
    }
}

static struct type *ready_types; // native ones, the last first

bool type_ready(struct type *type)
{
    if (type->ready) {
        return true;
    }
    if (type != &object_type && type->base == NULL) {
        type->base = &object_type;
    }
    if (type->base != NULL && !type_ready(type->base)) {
        return false;
    }
    type->container.object.refs = 1U << 30; // never freed
    type->container.object.type = &type_type;
    type->ready = true;
    type->next_ready = ready_types;
    ready_types = type;
    version_changed(type);
    slots_note_own(type);
    inherit(type);
    type->attributes = dict_create();
    type->mro = native_mro(type);
    type->bases = type->base != NULL ? tuple_pack(1, value_object(type->base)) : tuple_create(0);
    const char *dot = strrchr(type->name, '.'); // "collections.deque", as CPython's C types
    type->name_text = str_interned(dot != NULL ? dot + 1 : type->name);
    type->qualified_text = object_ref(type->name_text);
    type->module_text = dot != NULL
                            ? str_intern(str_create(type->name, (size_t)(dot - type->name)))
                            : str_interned(type->module != NULL ? type->module : "builtins");
    bool fine = type->attributes != NULL && type->mro != NULL && type->bases != NULL &&
                type->name_text != NULL && type->module_text != NULL && set_doc(type);
    for (const struct native *row = type->methods; fine && row != NULL && row->signature != NULL;
         row++) {
        fine = add_native(type, row);
    }
    fine = fine && slots_show(type);
    if (fine) {
        slots_update(type, NULL);
    }
    return fine;
}

static void forget_subclasses(struct type *type)
{
    memory_free(type->subclasses, type->subclass_capacity * sizeof(struct type *));
    type->subclasses = NULL;
    type->subclass_count = type->subclass_capacity = 0;
}

void type_finish(struct type *type)
{
    if (!type->ready) {
        return;
    }
    slots_forget(type);
    type->ready = false;
    struct dict *attributes = type->attributes;
    struct tuple *mro = type->mro, *bases = type->bases;
    type->attributes = NULL;
    type->mro = type->bases = NULL;
    object_unref(attributes);
    object_unref(mro);
    object_unref(bases);
    object_unref(type->name_text);
    object_unref(type->qualified_text);
    object_unref(type->module_text);
    type->name_text = type->qualified_text = type->module_text = NULL;
    forget_subclasses(type);
}

void type_finish_all(void)
{
    while (ready_types != NULL) {
        struct type *type = ready_types;
        ready_types = type->next_ready;
        type_finish(type);
    }
}

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

// The native type whose layout an instance of `type` has.
static struct type *layout_of(struct type *type)
{
    while (type->flags & TYPE_HEAP) {
        type = type->base;
    }
    while (type->base != NULL && type->size == type->base->size &&
           type->finish == type->base->finish) {
        type = type->base;
    }
    return type;
}

// The base that decides what an instance looks like. NULL: raised.
static struct type *best_base(struct tuple *bases)
{
    struct type *best = NULL;
    for (size_t i = 0; i < bases->count; i++) {
        if (!type_is_instance(bases->items[i], &type_type)) {
            raise_type("ranksh has no metaclasses: a base must be a class, not '%s'",
                       type_name(bases->items[i]));
            return NULL;
        }
        struct type *base = (struct type *)bases->items[i].object;
        if (base == &type_type) {
            raise_refused("ranksh has no metaclasses: a class cannot inherit from type");
            return NULL;
        }
        if (!(base->flags & (TYPE_SUBCLASSABLE | TYPE_HEAP))) {
            if (base == &bytes_type) {
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

// Members for the names in __slots__; instances then have no others.
static bool add_slots(struct type *type)
{
    struct value *found = dict_find_name(type->attributes, name_slots);
    if (found == NULL) {
        return true;
    }
    struct list *names = value_is(*found, &str_type) ? list_from(found, 1) : object_to_list(*found);
    bool fine = names != NULL, with_dict = false;
    for (size_t i = 0; fine && i < names->count; i++) {
        if (!value_is(names->items[i], &str_type)) {
            fine = raise_false(&exception_type_error, "__slots__ items must be strings, not '%s'",
                               type_name(names->items[i]));
            break;
        }
        struct str *name = str_intern(object_ref(names->items[i].object));
        with_dict = with_dict || (name != NULL && name == name_dict);
        if (name != NULL && name != name_dict && name != name_weakref) {
            if (dict_find_name(type->attributes, name) != NULL) {
                fine = raise_false(&exception_value_error,
                                   "'%s' in __slots__ conflicts with class variable", name->data);
            } else {
                struct value member = member_create(name, type);
                fine = value_is_set(member) && dict_set_name(type->attributes, name, member);
                value_unref(member);
            }
        }
        fine = fine && name != NULL;
        object_unref(name);
    }
    object_unref(names);
    bool base_without = type->base == &object_type || (type->base->flags & TYPE_NO_DICT);
    type->flags |= !with_dict && base_without ? TYPE_NO_DICT : 0;
    return fine;
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
                  (base->flags & (TYPE_EXCEPTION | TYPE_ITEMS_TUPLE));
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
    version_changed(type);
    type->mro = type->bases != NULL ? merge_orders(type, type->bases) : NULL;
    bool fine = type->attributes != NULL && type->mro != NULL;
    if (fine && (fine = link_subclass(type))) {
        type->ready = true;
        type->qualified_text = text_attribute(body, name_qualname, name);
        type->module_text = text_attribute(body, name_module, name_builtins);
        type->module = type->module_text->data;
        fine = dict_delete(type->attributes, value_object(name_qualname), &found) &&
               dict_delete(type->attributes, value_object(name_classcell), &found) &&
               add_slots(type) && adapt_methods(type);
        version_changed(type);
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

// ---- types as objects

static void unlink_subclass(struct type *base, const struct type *type)
{
    for (size_t i = 0; i < base->subclass_count; i++) {
        if (base->subclasses[i] == type) {
            base->subclass_count--;
            memmove(base->subclasses + i, base->subclasses + i + 1,
                    (base->subclass_count - i) * sizeof(struct type *));
            return;
        }
    }
}

void type_object_finish(struct object *self)
{
    struct type *type = (struct type *)self;
    for (size_t i = 0; type->bases != NULL && i < type->bases->count; i++) {
        unlink_subclass((struct type *)type->bases->items[i].object, type);
    }
    forget_subclasses(type);
    object_unref(type->attributes);
    object_unref(type->mro);
    object_unref(type->bases);
    object_unref(type->name_text);
    object_unref(type->qualified_text);
    object_unref(type->module_text);
    object_unref(type->base);
}

void type_object_visit(struct object *self, visit_fn *visit, void *context)
{
    struct type *type = (struct type *)self;
    if (type->flags & TYPE_HEAP) {
        visit(value_object(type->attributes), context);
        visit(value_object(type->mro), context);
        visit(value_object(type->bases), context);
        visit(value_object(type->base), context);
    }
}

struct str *type_full_name(struct type *type)
{
    if (type->module_text == NULL || str_is(type->module_text, "builtins")) {
        return object_ref(type->qualified_text);
    }
    return str_format("%s.%s", type->module_text->data, type->qualified_text->data);
}
