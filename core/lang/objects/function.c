// Functions of the dialect, cells and bound methods. Native functions are in native.c.
#include "core/base/memory.h"
#include "core/lang/compile/code.h"
#include "core/lang/containers/dict.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/function.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/object.h"
#include "core/lang/run/interpret.h"
#include "core/lang/text/str.h"

// ---- cells

struct cell *cell_create(struct value value)
{
    struct cell *cell = type_allocate(&cell_type, 0);
    if (cell != NULL) {
        cell->value = value_ref(value);
    }
    return cell;
}

static void cell_finish(struct object *self)
{
    value_unref(((struct cell *)self)->value);
}

static void cell_visit(struct object *self, visit_fn *visit, void *context)
{
    visit(((struct cell *)self)->value, context);
}

static struct value cell_contents(struct value *args)
{
    struct value value = ((struct cell *)args[0].object)->value;
    return value_is_set(value) ? value_ref(value) : raise_value("Cell is empty");
}

static const struct native cell_methods[] = {
    {"cell_contents(self)", cell_contents, NATIVE_GETTER, NULL},
    {NULL, NULL, 0, NULL},
};

struct type cell_type = {
    .name = "cell",
    .size = sizeof(struct cell),
    .flags = TYPE_CONTAINER | TYPE_NO_CREATE,
    .methods = cell_methods,
    .finish = cell_finish,
    .visit = cell_visit,
};

// ---- functions

static struct function *of(struct value self)
{
    return (struct function *)self.object;
}

struct value function_create(struct code *code, struct dict *globals, struct tuple *closure,
                             const struct value *defaults)
{
    size_t count = code->signature.count;
    struct function *function = type_allocate(&function_type, 0);
    if (function == NULL) {
        return value_unset;
    }
    function->code = object_ref(code);
    function->globals = object_ref(globals);
    function->closure = object_ref(closure);
    function->name = object_ref(code->name);
    function->qualified = object_ref(code->qualified);
    function->doc = value_is_set(code->doc) ? value_ref(code->doc) : value_none;
    struct value *module = dict_find_name(globals, name_name);
    function->module = module != NULL ? value_ref(*module) : value_none;
    if (count > 0) {
        function->defaults = memory_alloc(count * sizeof *function->defaults);
        if (function->defaults == NULL) {
            object_unref(function);
            return raise_memory();
        }
    }
    for (size_t i = 0; i < count; i++) {
        function->defaults[i] = defaults != NULL ? value_ref(defaults[i]) : value_unset;
    }
    return value_object(function);
}

static void function_finish(struct object *self)
{
    struct function *function = (struct function *)self;
    size_t count = function->code->signature.count;
    for (size_t i = 0; function->defaults != NULL && i < count; i++) {
        value_unref(function->defaults[i]);
    }
    memory_free(function->defaults, function->defaults != NULL ? count * sizeof(struct value) : 0);
    object_unref(function->code);
    object_unref(function->globals);
    object_unref(function->closure);
    object_unref(function->name);
    object_unref(function->qualified);
    value_unref(function->doc);
    value_unref(function->module);
    object_unref(function->annotations);
}

static void function_visit(struct object *self, visit_fn *visit, void *context)
{
    struct function *function = (struct function *)self;
    for (size_t i = 0; function->defaults != NULL && i < function->code->signature.count; i++) {
        visit(function->defaults[i], context);
    }
    visit(value_object(function->code), context);
    visit(value_object(function->globals), context);
    visit(value_object(function->closure), context);
    visit(value_object(function->annotations), context);
}

static struct value function_call(struct value self, const struct arguments *arguments)
{
    return interpret_call(of(self), arguments);
}

static struct value function_repr(struct value self)
{
    return value_object(
        str_format("<function %s at %p>", of(self)->qualified->data, (void *)self.object));
}

static struct value function_get(struct value self, struct value instance, struct type *owner)
{
    (void)owner;
    return value_is_set(instance) ? method_create(self, instance) : value_ref(self);
}

static struct value get_name(struct value *args)
{
    return value_of(of(args[0])->name);
}

static struct value set_text(struct str **slot, struct value value, const char *what)
{
    if (!value_is(value, &str_type)) {
        return raise_type("%s must be set to a string object", what);
    }
    object_unref(*slot);
    *slot = object_ref(value.object);
    return value_none;
}

static struct value set_name(struct value *args)
{
    return set_text(&of(args[0])->name, args[1], "__name__");
}

static struct value get_qualname(struct value *args)
{
    return value_of(of(args[0])->qualified);
}

static struct value set_qualname(struct value *args)
{
    return set_text(&of(args[0])->qualified, args[1], "__qualname__");
}

static struct value get_doc(struct value *args)
{
    return value_ref(of(args[0])->doc);
}

static struct value set_doc(struct value *args)
{
    value_replace(&of(args[0])->doc, value_is_set(args[1]) ? value_ref(args[1]) : value_none);
    return value_none;
}

static struct value get_module(struct value *args)
{
    return value_ref(of(args[0])->module);
}

static struct value set_module(struct value *args)
{
    value_replace(&of(args[0])->module, value_is_set(args[1]) ? value_ref(args[1]) : value_none);
    return value_none;
}

static struct value get_code(struct value *args)
{
    return value_of(of(args[0])->code);
}

static struct value get_globals(struct value *args)
{
    return value_of(of(args[0])->globals);
}

static struct value get_closure(struct value *args)
{
    struct tuple *closure = of(args[0])->closure;
    return closure != NULL ? value_of(closure) : value_none;
}

static struct value get_defaults(struct value *args)
{
    struct function *function = of(args[0]);
    size_t positional = function->code->signature.positional, first = 0;
    while (first < positional && !value_is_set(function->defaults[first])) {
        first++;
    }
    return first == positional
               ? value_none
               : value_object(tuple_from(function->defaults + first, positional - first));
}

static struct value get_keyword_defaults(struct value *args)
{
    struct function *function = of(args[0]);
    const struct signature *signature = &function->code->signature;
    struct dict *defaults = NULL;
    for (size_t i = signature->positional; i < signature->count; i++) {
        if (value_is_set(function->defaults[i])) {
            defaults = defaults != NULL ? defaults : dict_create();
            if (defaults == NULL ||
                !dict_set_name(defaults, signature->names[i], function->defaults[i])) {
                object_unref(defaults);
                return value_unset;
            }
        }
    }
    return defaults != NULL ? value_object(defaults) : value_none;
}

static struct value get_annotations(struct value *args)
{
    struct function *function = of(args[0]);
    if (function->annotations == NULL) {
        function->annotations = dict_create();
    }
    return function->annotations != NULL ? value_of(function->annotations) : value_unset;
}

static struct value set_annotations(struct value *args)
{
    if (!value_is(args[1], &dict_type)) {
        return raise_type("__annotations__ must be set to a dict object");
    }
    object_unref(of(args[0])->annotations);
    of(args[0])->annotations = object_ref(args[1].object);
    return value_none;
}

static const struct native function_methods[] = {
    {"__name__(self)", get_name, NATIVE_GETTER, NULL},
    {"__name__(self, value)", set_name, NATIVE_SETTER, NULL},
    {"__qualname__(self)", get_qualname, NATIVE_GETTER, NULL},
    {"__qualname__(self, value)", set_qualname, NATIVE_SETTER, NULL},
    {"__doc__(self)", get_doc, NATIVE_GETTER, NULL},
    {"__doc__(self, value)", set_doc, NATIVE_SETTER, NULL},
    {"__module__(self)", get_module, NATIVE_GETTER, NULL},
    {"__module__(self, value)", set_module, NATIVE_SETTER, NULL},
    {"__annotations__(self)", get_annotations, NATIVE_GETTER, NULL},
    {"__annotations__(self, value)", set_annotations, NATIVE_SETTER, NULL},
    {"__code__(self)", get_code, NATIVE_GETTER, NULL},
    {"__globals__(self)", get_globals, NATIVE_GETTER | NATIVE_MEMBER, NULL},
    {"__closure__(self)", get_closure, NATIVE_GETTER | NATIVE_MEMBER, NULL},
    {"__defaults__(self)", get_defaults, NATIVE_GETTER, NULL},
    {"__kwdefaults__(self)", get_keyword_defaults, NATIVE_GETTER, NULL},
    {NULL, NULL, 0, NULL},
};

struct type function_type = {
    .name = "function",
    .size = sizeof(struct function),
    .attributes_at = offsetof(struct function, attributes),
    .flags = TYPE_CONTAINER | TYPE_NO_CREATE,
    .methods = function_methods,
    .finish = function_finish,
    .visit = function_visit,
    .call = function_call,
    .repr = function_repr,
    .descriptor_get = function_get,
};

// ---- bound methods

struct value method_create(struct value function, struct value self)
{
    struct type *type =
        value_is(function, &method_descriptor_type) || value_is(function, &native_function_type)
            ? &native_method_type
            : &method_type;
    struct method *method = type_allocate(type, 0);
    if (method != NULL) {
        method->function = value_ref(function);
        method->self = value_ref(self);
    }
    return value_object(method);
}

static struct method *method_of(struct value self)
{
    return (struct method *)self.object;
}

static struct value method_call(struct value self, const struct arguments *arguments)
{
    struct method *method = method_of(self);
    size_t count = arguments->count;
    size_t all = count + (arguments->names != NULL ? arguments->names->count : 0);
    struct value few[16], *values = few;
    if (all + 1 > 16) {
        values = memory_alloc((all + 1) * sizeof *values);
        if (values == NULL) {
            return raise_memory();
        }
    }
    values[0] = method->self;
    for (size_t i = 0; i < all; i++) {
        values[i + 1] = arguments->values[i];
    }
    struct arguments with_self = {values, count + 1, arguments->names};
    value_ref(self);
    struct value result = object_call(method->function, &with_self);
    value_unref(self);
    if (values != few) {
        memory_free(values, (all + 1) * sizeof *values);
    }
    return result;
}

static void method_finish(struct object *self)
{
    value_unref(((struct method *)self)->function);
    value_unref(((struct method *)self)->self);
}

static void method_visit(struct object *self, visit_fn *visit, void *context)
{
    visit(((struct method *)self)->function, context);
    visit(((struct method *)self)->self, context);
}

static struct value method_repr(struct value self)
{
    struct method *method = method_of(self);
    struct value name = object_get_if_there(method->function, name_qualname);
    struct str *owner = value_is_set(name) ? object_repr(method->self) : NULL;
    struct str *text = NULL;
    if (owner != NULL) {
        text = str_format("<bound method %s of %s>",
                          value_is(name, &str_type) ? str_of(name)->data : "?", owner->data);
    }
    value_unref(name);
    object_unref(owner);
    return value_object(text);
}

static struct value native_method_repr(struct value self)
{
    struct method *method = method_of(self);
    struct native_function *function = (struct native_function *)method->function.object;
    return value_object(
        str_format(function->slot != NULL ? "<method-wrapper '%s' of %s object at %p>"
                                          : "<built-in method %s of %s object at %p>",
                   function->name->data, type_name(method->self), (void *)method->self.object));
}

static struct value method_compare(enum comparison comparison, struct value self,
                                   struct value other)
{
    if (value_type(self) != value_type(other) ||
        (comparison != COMPARISON_EQUAL && comparison != COMPARISON_NOT_EQUAL)) {
        return value_ref(value_not_implemented);
    }
    struct method *left = method_of(self), *right = method_of(other);
    bool equal = value_same(left->function, right->function) && value_same(left->self, right->self);
    return value_bool(equal == (comparison == COMPARISON_EQUAL));
}

static bool method_hash(struct value self, int64_t *ret_hash)
{
    struct method *method = method_of(self);
    *ret_hash = (int64_t)((uintptr_t)method->function.object >> 4) ^
                (int64_t)((uintptr_t)method->self.object >> 4);
    return true;
}

static struct value method_self(struct value *args)
{
    return value_ref(method_of(args[0])->self);
}

static struct value method_function(struct value *args)
{
    return value_ref(method_of(args[0])->function);
}

// What a bound method has not itself is its function's: __name__, __doc__ and the learner's own.
static struct value method_get(struct value self, struct str *name)
{
    struct value own = name != name_doc ? object_get_if_there_generic(self, name) : value_unset;
    if (value_is_set(own) || raise_pending()) {
        return own;
    }
    if (value_is(self, &method_type)) {
        return object_get(method_of(self)->function, name);
    }
    struct value found = object_get_if_there(method_of(self)->function, name);
    return value_is_set(found) || raise_pending() ? found : object_no_attribute(self, name);
}

static const struct native method_methods[] = {
    {"__self__(self)", method_self, NATIVE_GETTER | NATIVE_MEMBER, NULL},
    {"__func__(self)", method_function, NATIVE_GETTER | NATIVE_MEMBER, NULL},
    {NULL, NULL, 0, NULL},
};

static struct value method_make(struct type *type, const struct arguments *arguments)
{
    (void)type;
    if (arguments->names != NULL) {
        return raise_type("method() takes no keyword arguments");
    }
    if (arguments->count != 2) {
        return raise_type("method expected 2 arguments, got %zu", arguments->count);
    }
    if (!object_is_callable(arguments->values[0])) {
        return raise_type("first argument must be callable");
    }
    if (value_is_none(arguments->values[1])) {
        return raise_type("instance must not be None");
    }
    return method_create(arguments->values[0], arguments->values[1]);
}

struct type method_type = {
    .name = "method",
    .size = sizeof(struct method),
    .flags = TYPE_CONTAINER,
    .create = method_make,
    .methods = method_methods,
    .finish = method_finish,
    .visit = method_visit,
    .call = method_call,
    .get = method_get,
    .repr = method_repr,
    .compare = method_compare,
    .hash = method_hash,
};

struct type native_method_type = {
    .name = "builtin_function_or_method",
    .size = sizeof(struct method),
    .flags = TYPE_CONTAINER | TYPE_NO_CREATE,
    .methods = method_methods,
    .finish = method_finish,
    .visit = method_visit,
    .call = method_call,
    .get = method_get,
    .repr = native_method_repr,
    .compare = method_compare,
    .hash = method_hash,
};
