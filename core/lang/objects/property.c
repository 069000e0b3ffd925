#include <string.h>

#include "core/lang/containers/dict.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/function.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/property.h"
#include "core/lang/run/interpret.h"
#include "core/lang/text/str.h"

// ---- property

struct property {
    struct container container;
    struct value getter, setter, deleter, doc; // value_none when missing
    struct str *name;                          // of the attribute, or NULL
};

static struct property *property_of(struct value self)
{
    return (struct property *)self.object;
}

static struct value property_new(struct type *type, const struct value parts[4])
{
    struct property *property = type_allocate(type, 0);
    if (property != NULL) {
        property->getter = value_ref(parts[0]);
        property->setter = value_ref(parts[1]);
        property->deleter = value_ref(parts[2]);
        property->doc = value_ref(parts[3]);
    }
    return value_object(property);
}

static struct value property_new_method(struct value *args)
{
    struct value doc = args[4];
    bool from_getter = value_is_none(doc) && !value_is_none(args[1]);
    if (from_getter && !(value_type(args[1])->flags & TYPE_HEAP) &&
        !value_is(args[1], &function_type)) {
        doc = value_unset; // asked when it is read: the text may be one that is refused
    } else if (from_getter) {
        doc = object_get_if_there(args[1], name_doc);
        if (!value_is_set(doc)) {
            raise_forget();
            doc = value_none;
        }
    }
    struct value parts[] = {args[1], args[2], args[3], doc};
    struct value property = property_new((struct type *)args[0].object, parts);
    if (from_getter) {
        value_unref(doc);
    }
    return property;
}

static struct value with(struct value *args, size_t part)
{
    struct property *property = property_of(args[0]);
    struct value parts[] = {property->getter, property->setter, property->deleter, property->doc};
    parts[part] = args[1];
    struct value changed = property_new(property->container.object.type, parts);
    if (value_is_set(changed)) {
        property_of(changed)->name = object_ref(property->name);
    }
    return changed;
}

static struct value property_getter(struct value *args)
{
    return with(args, 0);
}

static struct value property_setter(struct value *args)
{
    return with(args, 1);
}

static struct value property_deleter(struct value *args)
{
    return with(args, 2);
}

static struct value property_set_name(struct value *args)
{
    struct property *property = property_of(args[0]);
    if (value_is(args[2], &str_type) && property->name == NULL) {
        property->name = object_ref(args[2].object);
    }
    return value_none;
}

static struct value property_fget(struct value *args)
{
    return value_ref(property_of(args[0])->getter);
}

static struct value property_fset(struct value *args)
{
    return value_ref(property_of(args[0])->setter);
}

static struct value property_fdel(struct value *args)
{
    return value_ref(property_of(args[0])->deleter);
}

static struct value property_doc(struct value *args)
{
    struct property *property = property_of(args[0]);
    return value_is_set(property->doc) ? value_ref(property->doc)
                                       : object_get(property->getter, name_doc);
}

static struct value property_set_doc(struct value *args)
{
    value_replace(&property_of(args[0])->doc,
                  value_is_set(args[1]) ? value_ref(args[1]) : value_none);
    return value_none;
}

// Whether one of the functions is marked as an abstract method.
static struct value any_abstract(const struct value *functions, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct value mark = object_get_if_there(functions[i], name_isabstract);
        bool abstract = false;
        bool fine = value_is_set(mark) ? object_truth(mark, &abstract)
                                       : !raise_pending() || raise_is(&exception_attribute_error);
        value_unref(mark);
        if (!fine) {
            return value_unset;
        }
        raise_forget();
        if (abstract) {
            return value_true;
        }
    }
    return value_false;
}

static struct value property_is_abstract(struct value *args)
{
    struct property *property = property_of(args[0]);
    struct value parts[] = {property->getter, property->setter, property->deleter};
    return any_abstract(parts, 3);
}

static struct value no_accessor(struct value self, struct value instance, const char *what)
{
    struct property *property = property_of(self);
    struct type *type = value_type(instance);
    if (property->name == NULL) {
        return raise_error(&exception_attribute_error, "property of '%s' object has no %s",
                           type->qualified_text->data, what);
    }
    return raise_error(&exception_attribute_error, "property '%s' of '%s' object has no %s",
                       property->name->data, type->qualified_text->data, what);
}

static struct value property_get(struct value self, struct value instance, struct type *owner)
{
    (void)owner;
    if (!value_is_set(instance)) {
        return value_ref(self);
    }
    if (value_is_none(property_of(self)->getter)) {
        return no_accessor(self, instance, "getter");
    }
    struct value getter = value_ref(property_of(self)->getter);
    struct value result = object_call_values(getter, &instance, 1);
    value_unref(getter);
    return result;
}

static bool property_set(struct value self, struct value instance, struct value value)
{
    bool set = value_is_set(value);
    struct value function = set ? property_of(self)->setter : property_of(self)->deleter;
    if (value_is_none(function)) {
        no_accessor(self, instance, set ? "setter" : "deleter");
        return false;
    }
    struct value both[] = {instance, value};
    value_ref(function);
    struct value result = object_call_values(function, both, set ? 2 : 1);
    value_unref(function);
    value_unref(result);
    return value_is_set(result);
}

static void property_finish(struct object *self)
{
    struct property *property = (struct property *)self;
    value_unref(property->getter);
    value_unref(property->setter);
    value_unref(property->deleter);
    value_unref(property->doc);
    object_unref(property->name);
}

static void property_visit(struct object *self, visit_fn *visit, void *context)
{
    struct property *property = (struct property *)self;
    visit(property->getter, context);
    visit(property->setter, context);
    visit(property->deleter, context);
    visit(property->doc, context);
}

static const struct native property_methods[] = {
    {"__new__(cls, fget=None, fset=None, fdel=None, doc=None)", property_new_method, NATIVE_STATIC,
     NULL},
    {"getter(self, function, /)", property_getter, 0, NULL},
    {"setter(self, function, /)", property_setter, 0, NULL},
    {"deleter(self, function, /)", property_deleter, 0, NULL},
    {"__set_name__(self, owner, name, /)", property_set_name, 0, NULL},
    {"fget(self)", property_fget, NATIVE_GETTER | NATIVE_MEMBER, NULL},
    {"fset(self)", property_fset, NATIVE_GETTER | NATIVE_MEMBER, NULL},
    {"fdel(self)", property_fdel, NATIVE_GETTER | NATIVE_MEMBER, NULL},
    {"__doc__(self)", property_doc, NATIVE_GETTER, NULL},
    {"__doc__(self, value)", property_set_doc, NATIVE_SETTER, NULL},
    {"__isabstractmethod__(self)", property_is_abstract, NATIVE_GETTER, NULL},
    {NULL, NULL, 0, NULL},
};

struct type property_type = {
    .name = "property",
    .size = sizeof(struct property),
    .flags = TYPE_CONTAINER | TYPE_SUBCLASSABLE,
    .methods = property_methods,
    .finish = property_finish,
    .visit = property_visit,
    .descriptor_get = property_get,
    .descriptor_set = property_set,
};

// ---- classmethod and staticmethod

static struct value wrap(struct type *type, struct value function)
{
    struct wrapped *wrapped = type_allocate(type, 0);
    if (wrapped == NULL) {
        value_unref(function);
        return value_unset;
    }
    wrapped->function = function;
    return value_object(wrapped);
}

struct value classmethod_create(struct value function)
{
    return wrap(&classmethod_type, function);
}

struct value staticmethod_create(struct value function)
{
    return wrap(&staticmethod_type, function);
}

static struct value wrapped_new(struct type *type, const struct arguments *arguments)
{
    if (arguments->names != NULL) {
        return raise_type("%s() takes no keyword arguments", type->name);
    }
    if (arguments->count != 1) {
        return raise_type("%s expected 1 argument, got %zu", type->name, arguments->count);
    }
    return wrap(type, value_ref(arguments->values[0]));
}

static struct value wrapped_function(struct value self)
{
    return ((struct wrapped *)self.object)->function;
}

static struct value classmethod_get(struct value self, struct value instance, struct type *owner)
{
    (void)instance;
    struct value function = wrapped_function(self);
    struct type *type = value_type(function);
    return type->descriptor_get != NULL ? type->descriptor_get(function, value_object(owner), owner)
                                        : method_create(function, value_object(owner));
}

static struct value staticmethod_get(struct value self, struct value instance, struct type *owner)
{
    (void)instance;
    (void)owner;
    return value_ref(wrapped_function(self));
}

static struct value staticmethod_call(struct value self, const struct arguments *arguments)
{
    return object_call(wrapped_function(self), arguments);
}

static struct value wrapped_get(struct value *args)
{
    return value_ref(wrapped_function(args[0]));
}

static struct value wrapped_is_abstract(struct value *args)
{
    struct value function = wrapped_function(args[0]);
    return any_abstract(&function, 1);
}

static struct value wrapped_repr(struct value self)
{
    struct str *inner = object_repr(wrapped_function(self));
    struct str *text = inner != NULL ? str_format("<%s(%s)>", type_name(self), inner->data) : NULL;
    object_unref(inner);
    return value_object(text);
}

// __name__, __doc__ and the rest are the function's.
static struct value wrapped_attribute(struct value self, struct str *name)
{
    struct value own = object_get_if_there_generic(self, name);
    if (value_is_set(own) || raise_pending()) {
        return own;
    }
    return object_get(wrapped_function(self), name);
}

static void wrapped_finish(struct object *self)
{
    value_unref(((struct wrapped *)self)->function);
}

static void wrapped_visit(struct object *self, visit_fn *visit, void *context)
{
    visit(((struct wrapped *)self)->function, context);
}

static const struct native wrapped_methods[] = {
    {"__func__(self)", wrapped_get, NATIVE_GETTER, NULL},
    {"__wrapped__(self)", wrapped_get, NATIVE_GETTER, NULL},
    {"__isabstractmethod__(self)", wrapped_is_abstract, NATIVE_GETTER, NULL},
    {NULL, NULL, 0, NULL},
};

struct type classmethod_type = {
    .name = "classmethod",
    .size = sizeof(struct wrapped),
    .attributes_at = offsetof(struct wrapped, attributes),
    .flags = TYPE_CONTAINER | TYPE_SUBCLASSABLE,
    .methods = wrapped_methods,
    .finish = wrapped_finish,
    .visit = wrapped_visit,
    .create = wrapped_new,
    .get = wrapped_attribute,
    .repr = wrapped_repr,
    .descriptor_get = classmethod_get,
};

struct type staticmethod_type = {
    .name = "staticmethod",
    .size = sizeof(struct wrapped),
    .attributes_at = offsetof(struct wrapped, attributes),
    .flags = TYPE_CONTAINER | TYPE_SUBCLASSABLE,
    .methods = wrapped_methods,
    .finish = wrapped_finish,
    .visit = wrapped_visit,
    .create = wrapped_new,
    .call = staticmethod_call,
    .get = wrapped_attribute,
    .repr = wrapped_repr,
    .descriptor_get = staticmethod_get,
};

// ---- members of __slots__

struct member {
    struct container container;
    struct str *name;
    struct type *owner;
    size_t at; // in the instance; 0: among its attributes
};

struct value member_create(struct str *name, struct type *owner, size_t at)
{
    struct member *member = type_allocate(&member_type, 0);
    if (member != NULL) {
        member->name = object_ref(name);
        member->owner = object_ref(owner);
        member->at = at;
    }
    return value_object(member);
}

static struct value *member_slot(struct member *member, struct value instance)
{
    if (member->at != 0) {
        return (struct value *)(void *)((char *)instance.object + member->at);
    }
    struct dict *attributes = object_attributes(instance, false);
    return attributes != NULL ? dict_find_name(attributes, member->name) : NULL;
}

static bool applies(const struct str *name, const struct type *owner, struct value instance)
{
    return type_is_instance(instance, owner) ||
           raise_false(&exception_type_error,
                       "descriptor '%s' for '%s' objects doesn't apply to a '%s' object",
                       name->data, owner->name, type_name(instance));
}

static struct value member_get(struct value self, struct value instance, struct type *owner)
{
    struct member *member = (struct member *)self.object;
    (void)owner;
    if (!value_is_set(instance)) {
        return value_ref(self);
    }
    if (!applies(member->name, member->owner, instance)) {
        return value_unset;
    }
    struct value *slot = member_slot(member, instance);
    return slot != NULL && value_is_set(*slot) ? value_ref(*slot)
                                               : object_no_attribute(instance, member->name);
}

static bool member_set(struct value self, struct value instance, struct value value)
{
    struct member *member = (struct member *)self.object;
    if (!applies(member->name, member->owner, instance)) {
        return false;
    }
    struct value *slot = member_slot(member, instance);
    bool found = slot != NULL && value_is_set(*slot);
    if (!value_is_set(value) && !found) {
        return raise_false(&exception_attribute_error, "%s", member->name->data);
    }
    if (member->at != 0) {
        value_replace(slot, value_ref(value));
        return true;
    }
    struct dict *attributes = object_attributes(instance, true);
    if (attributes == NULL) {
        return false;
    }
    return value_is_set(value) ? dict_set_name(attributes, member->name, value)
                               : dict_delete(attributes, value_object(member->name), &found);
}

static struct value member_name(struct value *args)
{
    return value_of(((struct member *)args[0].object)->name);
}

static struct value member_owner(struct value *args)
{
    return value_of(((struct member *)args[0].object)->owner);
}

static struct value member_repr(struct value self)
{
    struct member *member = (struct member *)self.object;
    return value_object(
        str_format("<member '%s' of '%s' objects>", member->name->data, member->owner->name));
}

static void member_finish(struct object *self)
{
    object_unref(((struct member *)self)->name);
    object_unref(((struct member *)self)->owner);
}

static void member_visit(struct object *self, visit_fn *visit, void *context)
{
    visit(value_object(((struct member *)self)->owner), context);
}

static const struct native member_methods[] = {
    {"__name__(self)", member_name, NATIVE_GETTER, NULL},
    {"__objclass__(self)", member_owner, NATIVE_GETTER, NULL},
    {NULL, NULL, 0, NULL},
};

struct type member_type = {
    .name = "member_descriptor",
    .size = sizeof(struct member),
    .flags = TYPE_CONTAINER | TYPE_NO_CREATE,
    .methods = member_methods,
    .finish = member_finish,
    .visit = member_visit,
    .repr = member_repr,
    .descriptor_get = member_get,
    .descriptor_set = member_set,
};

// ---- computed attributes of native types

struct getset {
    struct container container;
    struct native_function *getter;
    const struct native *setter; // or NULL
    struct type *owner;
};

struct value getset_create(struct value getter, const struct native *setter, struct type *owner)
{
    struct getset *getset = type_allocate(&getset_type, 0);
    if (getset == NULL) {
        value_unref(getter);
        return value_unset;
    }
    getset->getter = (struct native_function *)getter.object;
    getset->setter = setter;
    getset->owner = object_ref(owner);
    return value_object(getset);
}

static struct value getset_get(struct value self, struct value instance, struct type *owner)
{
    struct getset *getset = (struct getset *)self.object;
    (void)owner;
    if (!value_is_set(instance)) {
        return value_ref(self);
    }
    return applies(getset->getter->name, getset->owner, instance)
               ? getset->getter->row->function(&instance)
               : value_unset;
}

static bool is_writable_in_cpython(const struct type *owner, const struct str *name)
{
    static const char *const attributes[][2] = {
        {"type", "__bases__"},         {"function", "__defaults__"}, {"function", "__kwdefaults__"},
        {"function", "__code__"},      {"cell", "cell_contents"},    {"generator", "__name__"},
        {"generator", "__qualname__"}, {"traceback", "tb_next"},
    };
    bool writable = (owner->flags & TYPE_EXCEPTION) != 0;
    for (size_t i = 0; !writable && i < sizeof attributes / sizeof *attributes; i++) {
        writable = strcmp(owner->name, attributes[i][0]) == 0 && str_is(name, attributes[i][1]);
    }
    return writable;
}

static bool getset_set(struct value self, struct value instance, struct value value)
{
    struct getset *getset = (struct getset *)self.object;
    struct str *name = getset->getter->name;
    if (!applies(name, getset->owner, instance)) {
        return false;
    }
    if (getset->setter == NULL && is_writable_in_cpython(getset->owner, name)) {
        return raise_refused("ranksh has no assignment to '%s.%s'", getset->owner->name,
                             name->data),
               false;
    }
    if (getset->setter == NULL && (getset->getter->row->flags & NATIVE_MEMBER)) {
        return raise_false(&exception_attribute_error, "readonly attribute");
    }
    if (getset->setter == NULL) {
        return raise_false(&exception_attribute_error,
                           "attribute '%s' of '%s' objects is not writable", name->data,
                           getset->owner->name);
    }
    struct value both[] = {instance, value};
    return value_is_set(getset->setter->function(both));
}

static struct value getset_repr(struct value self)
{
    struct getset *getset = (struct getset *)self.object;
    return value_object(str_format("<attribute '%s' of '%s' objects>", getset->getter->name->data,
                                   getset->owner->name));
}

static struct value getset_owner(struct value *args)
{
    return value_of(((struct getset *)args[0].object)->owner);
}

static struct value getset_name(struct value *args)
{
    return value_of(((struct getset *)args[0].object)->getter->name);
}

static void getset_finish(struct object *self)
{
    object_unref(((struct getset *)self)->getter);
    object_unref(((struct getset *)self)->owner);
}

static void getset_visit(struct object *self, visit_fn *visit, void *context)
{
    visit(value_object(((struct getset *)self)->getter), context);
    visit(value_object(((struct getset *)self)->owner), context);
}

static const struct native getset_methods[] = {
    {"__name__(self)", getset_name, NATIVE_GETTER, NULL},
    {"__objclass__(self)", getset_owner, NATIVE_GETTER, NULL},
    {NULL, NULL, 0, NULL},
};

struct type getset_type = {
    .name = "getset_descriptor",
    .size = sizeof(struct getset),
    .flags = TYPE_CONTAINER | TYPE_NO_CREATE,
    .methods = getset_methods,
    .finish = getset_finish,
    .visit = getset_visit,
    .repr = getset_repr,
    .descriptor_get = getset_get,
    .descriptor_set = getset_set,
};
