// Attributes and calls of modules. Order: names, parts, reading, writing, calls.
#include "core/lang/containers/dict.h"
#include "core/lang/containers/set.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/function.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/object.h"
#include "core/lang/run/interpret.h"
#include "core/lang/text/str.h"
#include "core/torch/nn_module.h"
#include "core/torch/tensor_type.h"

struct module_object {
    struct container container;
    struct dict *attributes;
};

// ---- names

// What Module.__init__ sets, in its order: where it lies in __dict__ unless somebody deletes.
enum place {
    PLACE_PARAMETERS,
    PLACE_BUFFERS,
    PLACE_NOT_SAVED,
    PLACE_BACKWARD_PRE,
    PLACE_BACKWARD,
    PLACE_FORWARD,
    PLACE_FORWARD_PRE,
    PLACE_MODULES,
    PLACE_COUNT
};

static const struct {
    const char *name;
    uint32_t expected;
} places[] = {
    [PLACE_PARAMETERS] = {"_parameters", 1},
    [PLACE_BUFFERS] = {"_buffers", 2},
    [PLACE_NOT_SAVED] = {"_non_persistent_buffers_set", 3},
    [PLACE_BACKWARD_PRE] = {"_backward_pre_hooks", 4},
    [PLACE_BACKWARD] = {"_backward_hooks", 5},
    [PLACE_FORWARD] = {"_forward_hooks", 7},
    [PLACE_FORWARD_PRE] = {"_forward_pre_hooks", 10},
    [PLACE_MODULES] = {"_modules", 16},
};

static struct str *place_names[PLACE_COUNT];
static struct str *name_forward, *name_call_impl, *name_register_parameter;

// ---- parts

static struct module_object *of(struct value value)
{
    return (struct module_object *)value.object;
}

// What __dict__ holds at a place, borrowed; unset: nothing.
static inline struct value at_place(struct value self, enum place place)
{
    struct dict *attributes = of(self)->attributes;
    if (attributes == NULL) {
        return value_unset;
    }
    uint32_t expected = places[place].expected;
    if (expected < attributes->used) {
        const struct dict_entry *entry = &attributes->entries[expected];
        if (entry->key.tag == VALUE_OBJECT && entry->key.object == &place_names[place]->object) {
            return entry->value;
        }
    }
    struct value *slot = dict_find_name(attributes, place_names[place]);
    return slot != NULL ? *slot : value_unset;
}

static inline struct dict *dict_at(struct value self, enum place place)
{
    struct value value = at_place(self, place);
    return value_is_set(value) && type_is_instance(value, &dict_type) ? dict_of(value) : NULL;
}

struct dict *nn_parts(struct value module, enum nn_part part)
{
    static const enum place of_part[] = {[NN_PARAMETERS] = PLACE_PARAMETERS,
                                         [NN_BUFFERS] = PLACE_BUFFERS,
                                         [NN_MODULES] = PLACE_MODULES};
    return dict_at(module, of_part[part]);
}

struct value nn_parameter(struct value module, struct str *name)
{
    struct dict *parameters = dict_at(module, PLACE_PARAMETERS);
    struct value *slot = parameters != NULL ? dict_find_name(parameters, name) : NULL;
    return slot != NULL ? *slot : value_unset;
}

// ---- reading

// The part of that name, a new reference; unset without an exception: there is none.
static struct value find_part(struct value self, struct str *name)
{
    static const enum place order[] = {PLACE_PARAMETERS, PLACE_BUFFERS, PLACE_MODULES};
    for (int i = 0; i < 3; i++) {
        struct dict *parts = dict_at(self, order[i]);
        struct value *slot = parts != NULL ? dict_find_name(parts, name) : NULL;
        if (slot != NULL) {
            return value_ref(*slot);
        }
    }
    return value_unset;
}

static struct value no_attribute(struct value self, struct str *name)
{
    if (object_refuses(value_type(self), name)) {
        return value_unset;
    }
    return raise_error(&exception_attribute_error, "'%s' object has no attribute '%s'",
                       type_name(self), name->data);
}

static struct value get_part(struct value *args)
{
    const char *text;
    if (!native_text(args[1], "name", &text)) {
        return value_unset;
    }
    struct str *name = str_interned(text);
    struct value value = name != NULL ? find_part(args[0], name) : value_unset;
    if (!value_is_set(value) && name != NULL) {
        no_attribute(args[0], name);
    }
    object_unref(name);
    return value;
}

// Whether a class below has a __getattr__ of its own, which then decides.
static bool is_overridden(struct type *type)
{
    struct value *found = type_find(type, name_getattr);
    return found != NULL && !value_is(*found, &method_descriptor_type);
}

static struct value get(struct value self, struct str *name)
{
    struct value value = object_get_if_there_generic(self, name);
    if (value_is_set(value) || (raise_pending() && !raise_is(&exception_attribute_error))) {
        return value;
    }
    raise_forget(); // a property's own, after which __getattr__ has its turn
    if (!is_overridden(value_type(self))) {
        value = find_part(self, name);
    }
    return value_is_set(value) ? value : no_attribute(self, name);
}

// ---- writing

static bool take_from(struct dict *dict, struct str *name)
{
    bool found;
    return dict == NULL || dict_find_name(dict, name) == NULL ||
           dict_delete(dict, value_object(name), &found);
}

static bool forget_not_saved(struct value self, struct str *name)
{
    struct value set = at_place(self, PLACE_NOT_SAVED);
    bool found;
    return !value_is_set(set) || !value_is(set, &set_type) ||
           set_discard(set_of(set), value_object(name), &found);
}

static bool has(struct dict *dict, struct str *name)
{
    return dict != NULL && dict_find_name(dict, name) != NULL;
}

static const char *class_text(struct value value)
{
    return tensor_of(value) != NULL ? "torch.FloatTensor" : type_name(value);
}

static bool register_parameter(struct value self, struct str *name, struct value value)
{
    struct value method = object_get(self, name_register_parameter);
    if (!value_is_set(method)) {
        return false;
    }
    struct value both[] = {value_object(name), value};
    struct value done = object_call_values(method, both, 2);
    value_unref(method);
    value_unref(done);
    return value_is_set(done);
}

static bool set_parameter(struct value self, struct str *name, struct value value)
{
    if (dict_at(self, PLACE_PARAMETERS) == NULL) {
        return raise_false(&exception_attribute_error,
                           "cannot assign parameters before Module.__init__() call");
    }
    return take_from(of(self)->attributes, name) && take_from(dict_at(self, PLACE_BUFFERS), name) &&
           take_from(dict_at(self, PLACE_MODULES), name) && forget_not_saved(self, name) &&
           register_parameter(self, name, value);
}

static bool set_module(struct value self, struct str *name, struct value value)
{
    struct dict *modules = dict_at(self, PLACE_MODULES);
    if (modules == NULL) {
        return raise_false(&exception_attribute_error,
                           "cannot assign module before Module.__init__() call");
    }
    return take_from(of(self)->attributes, name) &&
           take_from(dict_at(self, PLACE_PARAMETERS), name) &&
           take_from(dict_at(self, PLACE_BUFFERS), name) && forget_not_saved(self, name) &&
           dict_set_name(modules, name, value);
}

// A name that is a part keeps being one: only its like or None may take the place.
static bool set_part(struct value self, enum place place, struct str *name, struct value value,
                     const char *what, const char *expected)
{
    if (!value_is_none(value) && !(place == PLACE_BUFFERS && tensor_of(value) != NULL)) {
        return raise_false(&exception_type_error, "cannot assign '%s' as %s '%s' (%s expected)",
                           class_text(value), what, name->data, expected);
    }
    return dict_set_name(dict_at(self, place), name, value);
}

static bool delete (struct value self, struct str *name)
{
    static const enum place order[] = {PLACE_PARAMETERS, PLACE_BUFFERS, PLACE_MODULES};
    for (int i = 0; i < 3; i++) {
        struct dict *parts = dict_at(self, order[i]);
        if (has(parts, name)) {
            return take_from(parts, name) &&
                   (order[i] != PLACE_BUFFERS || forget_not_saved(self, name));
        }
    }
    return object_set_generic(self, name, value_unset);
}

static bool set(struct value self, struct str *name, struct value value)
{
    if (!value_is_set(value)) {
        return delete (self, name);
    }
    if (value_is(value, &parameter_type)) {
        return set_parameter(self, name, value);
    }
    if (has(dict_at(self, PLACE_PARAMETERS), name)) {
        return set_part(self, PLACE_PARAMETERS, name, value, "parameter",
                        "torch.nn.Parameter or None");
    }
    if (nn_is_module(value)) {
        return set_module(self, name, value);
    }
    if (has(dict_at(self, PLACE_MODULES), name)) {
        return set_part(self, PLACE_MODULES, name, value, "child module",
                        "torch.nn.Module or None");
    }
    if (has(dict_at(self, PLACE_BUFFERS), name)) {
        return set_part(self, PLACE_BUFFERS, name, value, "buffer",
                        "torch.nn.Buffer, torch.Tensor or None");
    }
    return object_set_generic(self, name, value);
}

// ---- calls

static inline bool is_empty(struct value self, enum place place)
{
    struct value hooks = at_place(self, place);
    return value_is_set(hooks) && type_is_instance(hooks, &dict_type) && dict_of(hooks)->count == 0;
}

bool nn_is_plain(struct value module)
{
    return is_empty(module, PLACE_FORWARD) && is_empty(module, PLACE_FORWARD_PRE) &&
           is_empty(module, PLACE_BACKWARD) && is_empty(module, PLACE_BACKWARD_PRE);
}

enum { FEW_ARGUMENTS = 12 };

// forward of the class with self in front, when no instance attribute hides it.
static struct value call_forward(struct value self, const struct arguments *arguments)
{
    struct value *found = type_find(value_type(self), name_forward);
    size_t all = arguments->count + (arguments->names != NULL ? arguments->names->count : 0);
    struct type *kind = found != NULL ? value_type(*found) : NULL;
    bool direct = (kind == &function_type || kind == &method_descriptor_type) &&
                  all < FEW_ARGUMENTS && !(name_forward->object.mark & STR_INSTANCE_KEY);
    if (!direct) {
        struct value forward = object_get(self, name_forward);
        struct value result = value_is_set(forward) ? object_call(forward, arguments) : value_unset;
        value_unref(forward);
        return result;
    }
    struct value values[FEW_ARGUMENTS] = {self};
    for (size_t i = 0; i < all; i++) {
        values[i + 1] = arguments->values[i];
    }
    struct arguments with_self = {values, arguments->count + 1, arguments->names};
    struct value function = value_ref(*found);
    struct value result =
        kind == &function_type
            ? interpret_call((struct function *)function.object, &with_self)
            : native_function_call((struct native_function *)function.object, &with_self);
    value_unref(function);
    return result;
}

struct value nn_call(struct value module, const struct arguments *arguments)
{
    if (nn_is_plain(module)) {
        return call_forward(module, arguments);
    }
    struct value method = object_get(module, name_call_impl);
    struct value result = value_is_set(method) ? object_call(method, arguments) : value_unset;
    value_unref(method);
    return result;
}

// What PyTorch's Module has and this hasn't.
static const char *const refused[] = {"half", "bfloat16", "compile", "to_empty",
                                      "xpu",  "ipu",      "mtia",    "register_backward_hook",
                                      NULL};

static const struct native methods[] = {
    {"__getattr__(self, name)", get_part, 0, NULL},
    {0},
};

struct type nn_module_type = {
    .name = "Module",
    .module = "torch.nn.modules.module",
    .size = sizeof(struct module_object),
    .flags = TYPE_CONTAINER | TYPE_SUBCLASSABLE,
    .attributes_at = offsetof(struct module_object, attributes),
    .methods = methods,
    .refused = refused,
    .call = nn_call,
    .get = get,
    .set = set,
};

bool nn_module_init(void)
{
    for (int i = 0; i < PLACE_COUNT; i++) {
        place_names[i] = str_interned(places[i].name);
        if (place_names[i] == NULL) {
            return false;
        }
    }
    name_forward = str_interned("forward");
    name_call_impl = str_interned("_call_impl");
    name_register_parameter = str_interned("register_parameter");
    return name_forward != NULL && name_call_impl != NULL && name_register_parameter != NULL &&
           type_ready(&nn_module_type);
}

void nn_module_finish(void)
{
    for (int i = 0; i < PLACE_COUNT; i++) {
        object_unref(place_names[i]);
        place_names[i] = NULL;
    }
    object_unref(name_forward);
    object_unref(name_call_impl);
    object_unref(name_register_parameter);
    name_forward = name_call_impl = name_register_parameter = NULL;
}
