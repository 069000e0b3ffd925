// Attributes, with what their sites remember: the type's version, and where the name was found.
#include "core/lang/objects/module.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/property.h"
#include "core/lang/objects/raise.h"
#include "core/lang/run/run.h"

static struct dict *attributes_of(struct object *object)
{
    size_t at = object->type->attributes_at;
    return at != 0 ? *(struct dict **)(void *)((char *)object + at) : NULL;
}

// The value at `index` of an instance's attributes, if the site's name is there.
static inline struct value *entry_at(struct dict *attributes, const struct site *site)
{
    if (attributes != NULL && site->index < attributes->used &&
        attributes->entries[site->index].key.tag == VALUE_OBJECT &&
        attributes->entries[site->index].key.object == &site->name->object) {
        return &attributes->entries[site->index].value;
    }
    return NULL;
}

// Whether no instance of the type can hide the class's attribute of that name.
static bool never_hidden(const struct type *type, const struct str *name)
{
    return type->attributes_at == 0 || !(name->object.mark & STR_INSTANCE_KEY);
}

// The value that the site remembers for this object, NULL if it does not.
static inline struct value *remembered(const struct site *site, struct value object)
{
    if (object.tag != VALUE_OBJECT || object.object->type->version != site->version) {
        return NULL;
    }
    if (site->kind == SITE_INSTANCE) {
        return entry_at(attributes_of(object.object), site);
    }
    if (site->kind == SITE_CLASS) {
        return never_hidden(object.object->type, site->name) ? site->slot : NULL;
    }
    if (site->kind == SITE_MODULE) {
        struct dict *attributes = module_of(object)->attributes;
        return attributes->layout == site->second ? &attributes->entries[site->index].value : NULL;
    }
    return NULL;
}

static uint32_t entry_of(const struct dict *dict, const struct value *slot)
{
    const char *entry = (const char *)slot - offsetof(struct dict_entry, value);
    return (uint32_t)((const struct dict_entry *)entry - dict->entries);
}

static void remember(struct site *site, struct value object)
{
    struct type *type = value_type(object);
    site->version = 0;
    if (object.tag != VALUE_OBJECT) {
        return;
    }
    if (type == &module_type) {
        struct dict *attributes = module_of(object)->attributes;
        struct value *slot = dict_find_name(attributes, site->name);
        if (slot != NULL) {
            site->kind = SITE_MODULE;
            site->version = type->version;
            site->second = attributes->layout;
            site->index = entry_of(attributes, slot);
        }
        return;
    }
    if (type->get != object_get_generic) {
        return;
    }
    struct value *found = type_find(type, site->name);
    if (found != NULL && value_type(*found)->descriptor_set != NULL) {
        return;
    }
    struct dict *attributes = attributes_of(object.object);
    struct value *slot = attributes != NULL ? dict_find_name(attributes, site->name) : NULL;
    if (slot != NULL) {
        site->kind = SITE_INSTANCE;
        site->version = type->version;
        site->index = entry_of(attributes, slot);
    } else if (found != NULL && value_type(*found)->descriptor_get == NULL) {
        site->kind = SITE_CLASS;
        site->version = type->version;
        site->slot = found;
    }
}

bool run_attribute(struct site *site, struct value *slot)
{
    struct value *known = remembered(site, *slot);
    if (known != NULL) {
        value_replace(slot, value_ref(*known));
        return true;
    }
    struct value value = object_get(*slot, site->name);
    if (!value_is_set(value)) {
        return false;
    }
    remember(site, *slot);
    value_replace(slot, value);
    return true;
}

bool run_store_attribute(struct site *site, struct value object, struct value value)
{
    struct type *type = value_type(object);
    if (type->version == site->version && object.tag == VALUE_OBJECT) {
        struct dict *attributes = attributes_of(object.object);
        struct value *slot = entry_at(attributes, site);
        if (slot != NULL) {
            value_replace(slot, value_ref(value));
            return true;
        }
        attributes = object_attributes(object, true);
        slot = attributes != NULL ? dict_find_name(attributes, site->name) : NULL;
        if (slot == NULL && attributes != NULL) {
            slot = dict_add_name(attributes, site->name);
            if (attributes->count > type->usual_attributes && attributes->count <= DICT_FEW_MOST) {
                type->usual_attributes = attributes->count;
            }
        }
        if (slot == NULL) {
            return false;
        }
        site->index = entry_of(attributes, slot);
        value_replace(slot, value_ref(value));
        return true;
    }
    if (!object_set(object, site->name, value)) {
        return false;
    }
    site->version = 0;
    if (type->set == object_set_generic && type->attributes_at != 0 &&
        !(type->flags & TYPE_NO_DICT)) {
        struct value *found = type_find(type, site->name);
        if (found == NULL || value_type(*found)->descriptor_set == NULL) {
            site->version = type->version;
            site->kind = SITE_STORE;
            site->index = UINT32_MAX;
        }
    }
    return true;
}

bool run_method(struct site *site, struct value *slots)
{
    struct value object = slots[0];
    struct type *type = value_type(object);
    if (type->version == site->version && site->kind == SITE_METHOD) {
        bool hidden = false;
        if (!never_hidden(type, site->name)) {
            struct dict *attributes = attributes_of(object.object);
            hidden = attributes != NULL && dict_find_name(attributes, site->name) != NULL;
        }
        if (!hidden) {
            slots[1] = object;
            slots[0] = value_ref(*site->slot);
            return true;
        }
    }
    if (type->get == object_get_generic) {
        struct value *found = type_find(type, site->name);
        struct type *kind = found != NULL ? value_type(*found) : NULL;
        struct dict *attributes = kind == &function_type || kind == &method_descriptor_type
                                      ? object_attributes(object, false)
                                      : NULL;
        if ((kind == &function_type || kind == &method_descriptor_type) &&
            (attributes == NULL || dict_find_name(attributes, site->name) == NULL)) {
            site->kind = SITE_METHOD;
            site->version = type->version;
            site->slot = found;
            slots[1] = object;
            slots[0] = value_ref(*found);
            return true;
        }
    }
    slots[1] = value_unset;
    return run_attribute(site, slots);
}

struct value run_super(struct frame *frame, uint32_t local)
{
    struct value class = ((struct cell *)frame->locals[local].object)->value;
    if (frame->code->signature.positional == 0) {
        return raise_error(&exception_runtime_error, "super(): no arguments");
    }
    struct value self = frame->locals[0];
    if (!value_is_set(class)) {
        return raise_error(&exception_runtime_error, "super(): empty __class__ cell");
    }
    if (value_is(self, &cell_type)) {
        self = ((struct cell *)self.object)->value;
    }
    if (!value_is_set(self)) {
        return raise_error(&exception_runtime_error, "super(): arg[0] deleted");
    }
    return super_create((struct type *)class.object, self);
}

struct function *run_plain_init(struct type *type)
{
    if (!(type->flags & TYPE_HEAP) || type->create != object_type.create) {
        return NULL;
    }
    struct value *init = type_find(type, name_init);
    return init != NULL && value_is(*init, &function_type) ? (struct function *)init->object : NULL;
}
