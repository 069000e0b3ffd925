// What the dialect can ask of types and of plain objects: `type` and `object` themselves.
#include <string.h>

#include "core/lang/containers/dict.h"
#include "core/lang/containers/dict_views.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/float.h"
#include "core/lang/objects/alias.h"
#include "core/lang/objects/box.h"
#include "core/lang/objects/function.h"
#include "core/lang/objects/instance.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/property.h"
#include "core/lang/objects/type.h"
#include "core/lang/text/format.h"
#include "core/lang/text/str.h"
#include "core/lang/text/str_methods.h"

static struct type *of(struct value self)
{
    return (struct type *)self.object;
}

// ---- calling a type

static struct value type_call(struct value self, const struct arguments *arguments)
{
    struct type *type = of(self);
    if (type == &type_type && arguments->count == 1 && arguments->names == NULL) {
        return value_of(value_type(arguments->values[0]));
    }
    if (type->create == NULL || (type->flags & TYPE_NO_CREATE)) {
        static const char *const callable[] = {"function",
                                               "cell",
                                               "code",
                                               "traceback",
                                               "module",
                                               "_deque_iterator",
                                               "_deque_reverse_iterator"};
        for (size_t i = 0; i < sizeof callable / sizeof *callable; i++) {
            if (strcmp(type->name, callable[i]) == 0) {
                return raise_refused("ranksh has no calls of type '%s'", type->name);
            }
        }
        return raise_type("cannot create '%s' instances", type->name);
    }
    struct value instance = type->create(type, arguments);
    if (box_is_needed(type) && box_makes_plain(type)) {
        instance = box_create(type, instance);
    }
    if (!value_is_set(instance) || !type_is_instance(instance, type)) {
        return instance;
    }
    struct type *actual = value_type(instance);
    if (actual->init != NULL && type != &type_type && !actual->init(instance, arguments)) {
        value_unref(instance);
        return value_unset;
    }
    return instance;
}

// type(name, bases, dict)
static struct value type_make(struct type *type, const struct arguments *arguments)
{
    const struct value *values = arguments->values;
    (void)type;
    if (arguments->count != 3) {
        return arguments->count == 1 ? raise_type("type() takes no keyword arguments")
                                     : raise_type("type() takes 1 or 3 arguments");
    }
    static struct type *const wanted[] = {&str_type, &tuple_type, &dict_type};
    for (size_t i = 0; i < 3; i++) {
        if (!type_is_instance(values[i], wanted[i])) {
            return raise_type("type.__new__() argument %zu must be %s, not %s", i + 1,
                              wanted[i]->name, type_name(values[i]));
        }
    }
    struct arguments keywords = {values + 3, 0, arguments->names};
    struct dict *body = dict_copy(dict_of(values[2]));
    struct value made = value_unset;
    if (body != NULL && (dict_find_name(body, name_module) != NULL ||
                         dict_set_name(body, name_module, value_object(name_main)))) {
        made = type_create(str_of(values[0]), tuple_of(values[1]), body, &keywords);
    }
    object_unref(body);
    return made;
}

// ---- attributes of types

static struct value through(struct value found, struct value instance, struct type *owner)
{
    struct value value = value_ref(found);
    struct type *kind = value_type(value);
    if (kind->descriptor_get == NULL) {
        return value;
    }
    struct value bound = kind->descriptor_get(value, instance, owner);
    value_unref(value);
    return bound;
}

static struct value type_get(struct value self, struct str *name)
{
    struct type *type = of(self);
    struct value *meta = type_find(&type_type, name);
    if (meta != NULL && value_type(*meta)->descriptor_set != NULL) {
        return through(*meta, self, &type_type);
    }
    struct value *found = type_find(type, name);
    if (found != NULL) {
        return through(*found, value_unset, type);
    }
    if (meta != NULL) {
        return through(*meta, self, &type_type);
    }
    if (object_refuses(type, name) || object_refuses(&type_type, name)) {
        return value_unset;
    }
    struct value own = instance_class_hook(self, name_class_getattr, value_object(name));
    if (value_is_set(own) || raise_pending()) {
        return own;
    }
    raise_error(&exception_attribute_error, "type object '%s' has no attribute '%s'", type->name,
                name->data);
    raise_note_attribute(self, name);
    return value_unset;
}

static bool type_set(struct value self, struct str *name, struct value value)
{
    struct type *type = of(self);
    if (!(type->flags & TYPE_HEAP)) {
        return raise_false(&exception_type_error,
                           "cannot set '%s' attribute of immutable type '%s'", name->data,
                           type->name);
    }
    struct value *meta = type_find(&type_type, name), *hook = type_find(type, name_class_set);
    if (hook != NULL && !(value_is_set(value) && value_is(value, &function_type))) {
        struct value function = value_ref(*hook);
        struct value arguments[] = {self, value_object(name), value};
        struct value refused = object_call_values(function, arguments, value_is_set(value) ? 3 : 2);
        value_unref(function);
        if (!value_is_set(refused)) {
            return false;
        }
        value_unref(refused);
    }
    if (meta != NULL && value_type(*meta)->descriptor_set != NULL && name != name_doc) {
        struct value descriptor = value_ref(*meta);
        bool fine = value_type(descriptor)->descriptor_set(descriptor, self, value);
        value_unref(descriptor);
        return fine;
    }
    return type_set_attribute(type, name, value);
}

static struct value get_name(struct value *args)
{
    return value_of(of(args[0])->name_text);
}

static struct value no_deletion(const struct type *type, const struct str *name)
{
    return raise_type("cannot delete '%s' attribute of immutable type '%s'", name->data,
                      type->name);
}

static struct value set_name(struct value *args)
{
    struct type *type = of(args[0]);
    if (!value_is_set(args[1])) {
        return no_deletion(type, name_name);
    }
    if (!value_is(args[1], &str_type)) {
        return raise_type("can only assign string to %s.__name__, not '%s'", type->name,
                          type_name(args[1]));
    }
    object_unref(type->name_text);
    type->name_text = object_ref(args[1].object);
    type->name = type->name_text->data;
    return value_none;
}

static struct value get_qualname(struct value *args)
{
    return value_of(of(args[0])->qualified_text);
}

static struct value set_qualname(struct value *args)
{
    struct type *type = of(args[0]);
    if (!value_is_set(args[1])) {
        return no_deletion(type, name_qualname);
    }
    if (!value_is(args[1], &str_type)) {
        return raise_type("can only assign string to %s.__qualname__, not '%s'", type->name,
                          type_name(args[1]));
    }
    object_unref(type->qualified_text);
    type->qualified_text = object_ref(args[1].object);
    return value_none;
}

static struct value get_module(struct value *args)
{
    struct type *type = of(args[0]);
    struct value *slot =
        type->flags & TYPE_HEAP ? dict_find_name(type->attributes, name_module) : NULL;
    return slot != NULL ? value_ref(*slot) : value_of(of(args[0])->module_text);
}

static struct value set_module(struct value *args)
{
    struct type *type = of(args[0]);
    if (!value_is_set(args[1])) {
        return no_deletion(type, name_module);
    }
    if (!type_set_attribute(type, name_module, args[1])) {
        return value_unset;
    }
    if (value_is(args[1], &str_type)) {
        object_unref(type->module_text);
        type->module_text = object_ref(args[1].object);
        type->module = type->module_text->data;
    }
    return value_none;
}

static struct value get_mro(struct value *args)
{
    return value_of(of(args[0])->mro);
}

static struct value get_bases(struct value *args)
{
    return value_of(of(args[0])->bases);
}

static struct value get_base(struct value *args)
{
    struct type *base = of(args[0])->base;
    return base != NULL ? value_of(base) : value_none;
}

static struct value get_dict(struct value *args)
{
    return mappingproxy_create(object_ref(of(args[0])->attributes));
}

static struct value method_mro(struct value *args)
{
    struct tuple *mro = of(args[0])->mro;
    return value_object(list_from(mro->items, mro->count));
}

static struct value method_subclasses(struct value *args)
{
    struct type *type = of(args[0]);
    if (!(type->flags & TYPE_HEAP)) {
        return raise_refused("ranksh has no '%s.__subclasses__'", type->name);
    }
    struct list *list = list_create(type->subclass_count);
    for (size_t i = 0; list != NULL && i < type->subclass_count; i++) {
        list_append(list, value_object(type->subclasses[i]));
    }
    return value_object(list);
}

static struct value get_annotations(struct value *args)
{
    struct type *type = of(args[0]);
    struct value *slot = dict_find_name(type->attributes, name_annotations);
    if (slot != NULL) {
        return value_ref(*slot);
    }
    struct dict *made = dict_create();
    if (made == NULL) {
        return value_unset;
    }
    if (type->flags & TYPE_HEAP) {
        type_set_attribute(type, name_annotations, value_object(made));
    }
    return value_object(made);
}

static struct value set_annotations(struct value *args)
{
    return type_set_attribute(of(args[0]), name_annotations, args[1]) ? value_none : value_unset;
}

static struct value get_doc(struct value *args)
{
    struct value *slot = type_find(of(args[0]), name_doc);
    if (slot != NULL && value_is(*slot, &getset_type)) {
        return raise_refused("ranksh has no '%s.__doc__'", of(args[0])->name);
    }
    return slot != NULL ? through(*slot, value_unset, of(args[0])) : value_none;
}

static struct value set_doc(struct value *args)
{
    return type_set_attribute(of(args[0]), name_doc, args[1]) ? value_none : value_unset;
}

static struct value type_repr(struct value self)
{
    struct value own = instance_class_hook(self, name_class_repr, value_unset);
    if (value_is_set(own) || raise_pending()) {
        return own;
    }
    struct str *name = type_full_name(of(self));
    struct str *text = name != NULL ? str_format("<class '%s'>", name->data) : NULL;
    object_unref(name);
    return value_object(text);
}

static struct value type_binary(enum operation operation, struct value self, struct value other,
                                bool reflected)
{
    if (operation != OPERATION_OR) {
        return value_ref(value_not_implemented);
    }
    return reflected ? alias_union(other, self) : alias_union(self, other);
}

static const struct native type_methods[] = {
    {"__name__(self)", get_name, NATIVE_GETTER, NULL},
    {"__name__(self, value)", set_name, NATIVE_SETTER, NULL},
    {"__qualname__(self)", get_qualname, NATIVE_GETTER, NULL},
    {"__qualname__(self, value)", set_qualname, NATIVE_SETTER, NULL},
    {"__module__(self)", get_module, NATIVE_GETTER, NULL},
    {"__module__(self, value)", set_module, NATIVE_SETTER, NULL},
    {"__doc__(self)", get_doc, NATIVE_GETTER, NULL},
    {"__doc__(self, value)", set_doc, NATIVE_SETTER, NULL},
    {"__mro__(self)", get_mro, NATIVE_GETTER, NULL},
    {"__bases__(self)", get_bases, NATIVE_GETTER, NULL},
    {"__base__(self)", get_base, NATIVE_GETTER, NULL},
    {"__dict__(self)", get_dict, NATIVE_GETTER, NULL},
    {"__annotations__(self)", get_annotations, NATIVE_GETTER, NULL},
    {"__annotations__(self, value)", set_annotations, NATIVE_SETTER, NULL},
    {"mro(self, /)", method_mro, 0, NULL},
    {"__subclasses__(self, /)", method_subclasses, 0, NULL},
    {NULL, NULL, 0, NULL},
};

struct type type_type = {
    .name = "type",
    .size = sizeof(struct type),
    .flags = TYPE_CONTAINER,
    .methods = type_methods,
    .finish = type_object_finish,
    .visit = type_object_visit,
    .create = type_make,
    .call = type_call,
    .get = type_get,
    .set = type_set,
    .repr = type_repr,
    .binary = type_binary,
    .operations = 1U << OPERATION_OR,
    .reflected_operations = 1U << OPERATION_OR,
};

// ---- object

static struct value object_create(struct type *type, const struct arguments *arguments)
{
    bool extra = arguments->count > 0 || arguments->names != NULL;
    if (extra && (type->init == object_type.init || type->create != object_create)) {
        if (type->create != object_create) {
            return raise_type("object.__new__() takes exactly one argument (the type to "
                              "instantiate)");
        }
        return raise_type("%s() takes no arguments", type->name);
    }
    return value_object(type_allocate(type, 0));
}

static bool object_init(struct value self, const struct arguments *arguments)
{
    struct type *type = value_type(self);
    bool extra = arguments->count > 0 || arguments->names != NULL;
    if (extra && type->init != object_init) {
        return raise_false(&exception_type_error,
                           "object.__init__() takes exactly one argument (the instance to "
                           "initialize)");
    }
    if (extra && type->create == object_create) {
        return raise_false(&exception_type_error, "%s() takes no arguments", type->name);
    }
    return true;
}

static struct value plain_repr(struct value self)
{
    struct str *name = type_full_name(value_type(self));
    struct str *text =
        name != NULL ? str_format("<%s object at %p>", name->data, (void *)self.object) : NULL;
    object_unref(name);
    return value_object(text);
}

static struct value plain_str(struct value self)
{
    return value_type(self)->repr(self);
}

static bool plain_hash(struct value self, int64_t *ret_hash)
{
    *ret_hash = (int64_t)((uintptr_t)self.object >> 4);
    return true;
}

static struct value plain_compare(enum comparison comparison, struct value self, struct value other)
{
    if (comparison == COMPARISON_EQUAL && value_same(self, other)) {
        return value_true;
    }
    if (comparison == COMPARISON_NOT_EQUAL) {
        struct value equal = value_type(self)->compare(COMPARISON_EQUAL, self, other);
        bool truth;
        if (!value_is_set(equal) || value_is_not_implemented(equal)) {
            return equal;
        }
        bool fine = object_truth(equal, &truth);
        value_unref(equal);
        return fine ? value_bool(!truth) : value_unset;
    }
    return value_ref(value_not_implemented);
}

static bool is_spec(struct value spec)
{
    return type_is_instance(spec, &str_type) ||
           raise_false(&exception_type_error, "__format__() argument must be str, not %s",
                       value_is_none(spec) ? "None" : type_name(spec));
}

// object's own: with nothing to say about the form.
static struct value plain_format(struct value *args)
{
    if (!is_spec(args[1])) {
        return value_unset;
    }
    if (str_of(args[1])->length > 0) {
        return raise_type("unsupported format string passed to %s.__format__", type_name(args[0]));
    }
    return value_object(object_str(args[0]));
}

struct value object_format_method(struct value *args)
{
    if (!is_spec(args[1])) {
        return value_unset;
    }
    if (str_of(args[1])->length == 0) {
        return value_object(object_str(args[0]));
    }
    if (type_is_instance(args[0], &float_type)) {
        double number;
        float_of(args[0], &number);
        return value_object(format_value(value_float(number), str_of(args[1])));
    }
    if (args[0].tag != VALUE_OBJECT || type_is_instance(args[0], &str_type) ||
        type_is_instance(args[0], value_inline_type[VALUE_INT])) {
        return value_object(format_value(args[0], str_of(args[1])));
    }
    if (str_of(args[1])->length > 0) {
        return raise_type("unsupported format string passed to %s.__format__", type_name(args[0]));
    }
    return value_object(object_str(args[0]));
}

static struct value method_dir(struct value *args)
{
    return value_object(object_dir_generic(args[0]));
}

static struct value method_init_subclass(struct value *args)
{
    if (dict_of(args[1])->count > 0) {
        return raise_type("%s.__init_subclass__() takes no keyword arguments",
                          of(args[0])->qualified_text->data);
    }
    return value_none;
}

static struct value get_class(struct value *args)
{
    return value_of(value_type(args[0]));
}

// The names of the slots, by class; what else there is was compared before.
static bool slots_alike(const struct type *left, const struct type *right)
{
    for (; left != right && (left->flags & right->flags & TYPE_SLOTTED);
         left = left->base, right = right->base) {
        struct value *names = dict_find_name(left->attributes, name_slots);
        struct value *others = dict_find_name(right->attributes, name_slots);
        bool equal = left->slot_count == right->slot_count;
        if (left->slot_count > 0 && (!equal || !object_equal(*names, *others, &equal) || !equal)) {
            raise_forget();
            return false;
        }
    }
    return true;
}

// Only between classes whose instances look alike.
static struct value set_class(struct value *args)
{
    struct type *old = value_type(args[0]);
    if (!type_is_instance(args[1], &type_type)) {
        return raise_type("__class__ must be set to a class, not '%s' object", type_name(args[1]));
    }
    struct type *new = of(args[1]);
    if (!(old->flags & TYPE_HEAP) || !(new->flags &TYPE_HEAP)) {
        return raise_type("__class__ assignment only supported for mutable types or ModuleType "
                          "subclasses");
    }
    if (old->size != new->size || old->finish != new->finish ||
        old->attributes_at != new->attributes_at || old->flags != new->flags ||
        !slots_alike(old, new)) {
        return raise_type("__class__ assignment: '%s' object layout differs from '%s'", new->name,
                          old->name);
    }
    args[0].object->type = object_ref(new);
    object_unref(old);
    return value_none;
}

static struct value get_instance_dict(struct value *args)
{
    struct dict *attributes =
        value_type(args[0])->flags & TYPE_NO_DICT ? NULL : object_attributes(args[0], true);
    if (attributes == NULL && !raise_pending()) {
        return object_no_attribute(args[0], name_dict);
    }
    return value_of(attributes);
}

static struct value set_instance_dict(struct value *args)
{
    struct dict *attributes = object_attributes(args[0], true);
    if (attributes == NULL || !value_is(args[1], &dict_type)) {
        return raise_pending() ? value_unset
                               : raise_type("__dict__ must be set to a dictionary, not a '%s'",
                                            type_name(args[1]));
    }
    struct dict *given = dict_copy(dict_of(args[1]));
    if (given == NULL) {
        return value_unset;
    }
    dict_clear(attributes);
    bool fine = dict_update(attributes, value_object(given));
    object_unref(given);
    return fine ? value_none : value_unset;
}

static struct value get_weakref(struct value *args)
{
    (void)args; // there are no weak references
    return value_none;
}

static const struct native shown[] = {
    {"__dict__(self)", get_instance_dict, NATIVE_GETTER, NULL},
    {"__dict__(self, value)", set_instance_dict, NATIVE_SETTER, NULL},
    {"__weakref__(self)", get_weakref, NATIVE_GETTER, NULL},
};

static bool show(struct type *type, struct str *name, const struct native *getter,
                 const struct native *setter)
{
    if (dict_find_name(type->attributes, name) != NULL) {
        return true;
    }
    struct value value = native_function_create(getter, &object_type, NULL);
    value = value_is_set(value) ? getset_create(value, setter, type) : value;
    bool fine = value_is_set(value) && dict_set_name(type->attributes, name, value);
    value_unref(value);
    return fine;
}

bool type_show_dict(struct type *type)
{
    return show(type, name_dict, &shown[0], &shown[1]);
}

bool type_show_weakref(struct type *type)
{
    return show(type, name_weakref, &shown[2], NULL);
}

static const struct native object_methods[] = {
    {"__class__(self)", get_class, NATIVE_GETTER, NULL},
    {"__class__(self, value)", set_class, NATIVE_SETTER, NULL},
    {"__format__(self, format_spec, /)", plain_format, 0, NULL},
    {"__dir__(self, /)", method_dir, 0, NULL},
    {"__init_subclass__(cls, /, **kwargs)", method_init_subclass, NATIVE_CLASS, NULL},
    {NULL, NULL, 0, NULL},
};

struct type object_type = {
    .name = "object",
    .size = sizeof(struct object),
    .flags = TYPE_SUBCLASSABLE,
    .methods = object_methods,
    .create = object_create,
    .init = object_init,
    .get = object_get_generic,
    .set = object_set_generic,
    .repr = plain_repr,
    .str = plain_str,
    .hash = plain_hash,
    .compare = plain_compare,
};
