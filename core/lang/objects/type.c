// Types: making native ones ready, class statements, finding attributes in the order of classes.
// What the dialect asks of a type (its attributes, calling it) is in type_methods.c.
#include <string.h>

#include "core/base/memory.h"
#include "core/lang/containers/dict.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/float.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/box.h"
#include "core/lang/objects/collect.h"
#include "core/lang/objects/function.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/none.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/property.h"
#include "core/lang/objects/raise.h"
#include "core/lang/objects/slots.h"
#include "core/lang/objects/type.h"
#include "core/lang/text/bytes.h"
#include "core/lang/text/str.h"

// ---- attributes: found names are remembered by type version

enum { REMEMBERED = 1024 };

static struct remembered {
    uint32_t version;
    struct str *name; // owned
    struct value *slot;
} remembered[REMEMBERED];

static uint32_t versions; // the last number given out

void type_changed(struct type *type)
{
    type->version = ++versions;
    for (size_t i = 0; i < type->subclass_count; i++) {
        type_changed(type->subclasses[i]);
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
    type_changed(type);
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

static struct value *slots_of(struct object *self, const struct type *type)
{
    return (struct value *)(void *)((char *)self + type->slots_at);
}

void type_visit_slots(struct object *self, visit_fn *visit, void *context)
{
    for (const struct type *type = self->type; type != NULL; type = type->base) {
        for (size_t i = 0; i < type->slot_count; i++) {
            visit(slots_of(self, type)[i], context);
        }
    }
}

void type_drop_slots(struct object *self)
{
    for (const struct type *type = self->type; type != NULL; type = type->base) {
        for (size_t i = 0; i < type->slot_count; i++) {
            value_unref(slots_of(self, type)[i]);
        }
    }
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

// CPython has a text there.
static struct value no_doc(struct value *args)
{
    return raise_refused("ranksh has no '%s.__doc__'", type_name(args[0]));
}

static bool set_doc(struct type *type)
{
    struct str *doc = type->doc != NULL ? str_from(type->doc) : NULL;
    if (type == &none_type || type == &not_implemented_type || type == &ellipsis_type) {
        return dict_set_name(type->attributes, name_doc, value_none);
    }
    if (type->doc == NULL) {
        static const struct native rows[] = {{"__doc__(self)", no_doc, NATIVE_GETTER, NULL},
                                             {NULL, NULL, 0, NULL}};
        return add_native(type, rows);
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
    type_changed(type);
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
    if (fine && type->attributes_at != 0 && !(type->flags & TYPE_NO_DICT)) {
        fine = type_find(type, name_dict) != NULL || type_show_dict(type);
    }
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
    object_unref(type->long_text);
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
