// Native functions as objects, and what their bodies ask of their arguments.
#include <string.h>

#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/bigint.h"
#include "core/lang/numbers/float.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/function.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/slots.h"
#include "core/lang/text/str.h"

static struct native_function *of(struct value self)
{
    return (struct native_function *)self.object;
}

static struct value create(struct type *type, const struct native *row, const struct slot *slot,
                           struct type *owner, struct str *name, struct str *module)
{
    struct native_function *function = name != NULL ? type_allocate(type, 0) : NULL;
    if (function == NULL) {
        object_unref(name);
        return value_unset;
    }
    function->row = row;
    function->slot = slot;
    function->owner = owner;
    function->name = name;
    function->module = object_ref(module);
    return value_object(function);
}

// Whether CPython's method of that name stands for a slot; the others are methods like any.
static bool is_wrapped(const char *name)
{
    static const char *const plain[] = {
        "__format__",   "__round__",       "__trunc__",
        "__floor__",    "__ceil__",        "__reversed__",
        "__dir__",      "__length_hint__", "__copy__",
        "__deepcopy__", "__contains__",    "__getitem__",
        "__missing__",  "__enter__",       "__exit__",
        "__setstate__", "__reduce__",      "__reduce_ex__",
        "__sizeof__",   "__getnewargs__",  "__complex__",
        "__bytes__",    "__set_name__",    "__new__",
        "__getstate__", "__getformat__",   "__isabstractmethod__",
    };
    size_t length = strlen(name);
    bool wrapped = length > 4 && strncmp(name, "__", 2) == 0 && name[length - 1] == '_';
    for (size_t i = 0; wrapped && i < sizeof plain / sizeof *plain; i++) {
        wrapped = strcmp(name, plain[i]) != 0;
    }
    return wrapped;
}

// How few values a call by position must pass, if that is all there is to it.
static size_t least_of(const struct native_function *function)
{
    const struct signature *signature = &function->signature;
    bool of_float = function->owner == &float_type && !(function->row->flags & NATIVE_CLASS);
    size_t least = 0;
    if ((function->row->flags & NATIVE_RAW) || function->name == name_new || of_float ||
        signature->rest || signature->options || signature->positional < signature->count) {
        return SIZE_MAX;
    }
    while (least < signature->count && signature_required(signature->defaults[least])) {
        least++;
    }
    return least;
}

// Hands the values over as they lie, or with the defaults behind them.
static inline struct value call_quickly(const struct native_function *function,
                                        const struct arguments *arguments)
{
    const struct signature *signature = &function->signature;
    struct value slots[NATIVE_MAX_PARAMETERS];
    if (arguments->count == signature->count) {
        return function->row->function((struct value *)(uintptr_t)arguments->values);
    }
    for (size_t i = 0; i < signature->count; i++) {
        slots[i] = i < arguments->count                   ? arguments->values[i]
                   : value_is_set(signature->defaults[i]) ? signature->defaults[i]
                                                          : value_unset;
    }
    return function->row->function(slots);
}

struct value native_function_create(const struct native *row, struct type *owner,
                                    struct str *module)
{
    bool method = owner != NULL && !(row->flags & NATIVE_STATIC);
    const char *text = row->signature;
    struct str *name = str_intern(str_create(text, __builtin_strcspn(text, "(")));
    struct value function = create(method ? &method_descriptor_type : &native_function_type, row,
                                   NULL, owner, name, module);
    if (!value_is_set(function)) {
        return function;
    }
    struct signature *signature = &of(function)->signature;
    if (!signature_parse(signature, text, method || (owner != NULL && name == name_new))) {
        value_unref(function);
        return value_unset;
    }
    signature->parsed = row->flags & NATIVE_PARSED;
    signature->wrapper = method && !(row->flags & NATIVE_CLASS) && is_wrapped(name->data);
    if (row->flags & NATIVE_PYTHON) {
        signature->words = SIGNATURE_PYTHON;
        signature->method = false;
    }
    of(function)->least = least_of(of(function));
    return function;
}

struct value native_function_create_slot(const struct slot *slot, struct type *owner)
{
    bool create_method = slot->name[2] == 'n' && slot->name[4] == 'w'; // __new__
    return create(create_method ? &native_function_type : &method_descriptor_type, NULL, slot,
                  owner, str_interned(slot->name), NULL);
}

// A method of float on an instance of a class below it: it gets the number.
static struct value call_with_number(struct native_function *function,
                                     const struct arguments *arguments)
{
    enum { FEW = 8 };
    struct value values[FEW];
    double number = 0;
    size_t all = arguments->count + (arguments->names != NULL ? arguments->names->count : 0);
    if (all > FEW || !float_of(arguments->values[0], &number)) {
        return raise_type("%s() got too many arguments", function->name->data);
    }
    values[0] = value_float(number);
    for (size_t i = 1; i < all; i++) {
        values[i] = arguments->values[i];
    }
    struct arguments with_number = {values, arguments->count, arguments->names};
    return native_function_call(function, &with_number);
}

// What CPython puts before the name of a module's function in some messages: "math.sqrt() takes …".
static const char *module_in_words(const struct native_function *function)
{
    bool hidden = function->module == NULL || str_is(function->module, "builtins");
    return hidden ? NULL : function->module->data;
}

// Whether a method may be called on `self`.
static bool fits(const struct native_function *function, struct value self)
{
    return function->row->flags & NATIVE_CLASS
               ? type_is_instance(self, &type_type) &&
                     type_is_subtype((struct type *)self.object, function->owner)
               : type_is_instance(self, function->owner);
}

struct value native_function_call(struct native_function *function,
                                  const struct arguments *arguments)
{
    if (function->slot != NULL) {
        return slots_call(function->slot, function->owner, arguments);
    }
    const struct signature *signature = &function->signature;
    bool method = function->container.object.type == &method_descriptor_type;
    if (arguments->names == NULL && arguments->count >= function->least &&
        arguments->count <= signature->count &&
        (!method || (arguments->count > 0 && fits(function, arguments->values[0])))) {
        return call_quickly(function, arguments);
    }
    if (method && (arguments->count == 0 || !fits(function, arguments->values[0]))) {
        if (signature->wrapper) {
            return slots_refuse_self(function->name->data, function->owner, arguments);
        }
        if (arguments->count == 0) {
            return raise_type("unbound method %s.%s() needs an argument", function->owner->name,
                              function->name->data);
        }
        return raise_type("descriptor '%s' for '%s' objects doesn't apply to a '%s' object",
                          function->name->data, function->owner->name,
                          type_name(arguments->values[0]));
    }
    bool creates = function->owner != NULL && function->name == name_new;
    if (creates &&
        (arguments->count == 0 || !slots_can_create(function->owner, arguments->values[0]))) {
        return raise_pending()
                   ? value_unset
                   : raise_type("%s.__new__(): not enough arguments", function->owner->name);
    }
    if (function->owner == &float_type && method && !(function->row->flags & NATIVE_CLASS) &&
        arguments->values[0].tag == VALUE_OBJECT) {
        return call_with_number(function, arguments);
    }
    if (function->row->flags & NATIVE_RAW) {
        native_raw_fn *raw = (native_raw_fn *)(void (*)(void))function->row->function;
        return raw(function->row, arguments);
    }
    struct value slots[NATIVE_MAX_PARAMETERS];
    const char *owner = method && signature->method ? function->owner->name_text->data
                        : function->owner == NULL   ? module_in_words(function)
                                                    : NULL;
    // a wrong call of T(...) names T, not the __new__ behind it
    const char *name =
        function->name == name_new ? function->owner->name_text->data : signature->name;
    if (!signature_bind(signature, signature->defaults, name, owner, arguments, slots)) {
        return value_unset;
    }
    struct value result = function->row->function(slots);
    native_release(signature, slots);
    return result;
}

bool native_bind(const struct signature *signature, const struct arguments *arguments,
                 struct value *slots)
{
    return signature_bind(signature, signature->defaults, signature->name, NULL, arguments, slots);
}

void native_release(const struct signature *signature, struct value *slots)
{
    for (size_t i = 0; i < signature_slots(signature); i++) {
        value_unref(slots[i]);
    }
}

static bool bind_keyword(const char *function, const char *const *names, size_t count,
                         size_t positional_only, struct str *name, struct value value,
                         struct value *slots)
{
    for (size_t i = positional_only; i < count; i++) {
        if (!str_is(name, names[i])) {
            continue;
        }
        if (value_is_set(slots[i])) {
            return raise_false(&exception_type_error,
                               "argument for %s() given by name ('%s') and position (%zu)",
                               function, names[i], i + 1);
        }
        slots[i] = value;
        return true;
    }
    raise_type("'%s' is an invalid keyword argument for %s()", name->data, function);
    raise_note_argument(name->data);
    return false;
}

bool native_bind_names(const char *function, const char *const *names, size_t count,
                       size_t positional_only, const struct arguments *arguments,
                       struct value *slots)
{
    size_t keywords = arguments->names != NULL ? arguments->names->count : 0;
    if (arguments->count + keywords > count) {
        return raise_false(&exception_type_error, "%s() takes at most %zu argument%s (%zu given)",
                           function, count, count == 1 ? "" : "s", arguments->count + keywords);
    }
    for (size_t i = 0; i < count; i++) {
        slots[i] = i < arguments->count ? arguments->values[i] : value_unset;
    }
    for (size_t i = 0; i < keywords; i++) {
        if (!bind_keyword(function, names, count, positional_only,
                          str_of(arguments->names->items[i]),
                          arguments->values[arguments->count + i], slots)) {
            return false;
        }
    }
    return true;
}

// ---- native functions as objects

static struct value call(struct value self, const struct arguments *arguments)
{
    return native_function_call(of(self), arguments);
}

static struct value repr(struct value self)
{
    struct native_function *function = of(self);
    if (function->owner != NULL && value_is(self, &native_function_type)) {
        return value_object(str_format("<built-in method %s of type object at %p>",
                                       function->name->data, (void *)function->owner));
    }
    if (function->owner == NULL) {
        if (function->row->flags & NATIVE_PYTHON) { // it passes for a function written in Python
            return value_object(
                str_format("<function %s at %p>", function->name->data, (void *)function));
        }
        return value_object(function->row->flags & NATIVE_RAW
                                ? str_format("<built-in method %s of type object at %p>",
                                             function->name->data, (void *)self.object)
                                : str_format("<built-in function %s>", function->name->data));
    }
    return value_object(str_format(function->slot != NULL ? "<slot wrapper '%s' of '%s' objects>"
                                                          : "<method '%s' of '%s' objects>",
                                   function->name->data, function->owner->name));
}

static void finish(struct object *self)
{
    struct native_function *function = (struct native_function *)self;
    signature_finish(&function->signature);
    object_unref(function->name);
    object_unref(function->module);
}

static struct value bind(struct value self, struct value instance, struct type *owner)
{
    (void)owner;
    return value_is_set(instance) ? method_create(self, instance) : value_ref(self);
}

static struct value get_name(struct value *args)
{
    return value_of(of(args[0])->name);
}

static struct value get_qualname(struct value *args)
{
    struct native_function *function = of(args[0]);
    return function->owner == NULL
               ? value_of(function->name)
               : value_object(str_format("%s.%s", function->owner->name, function->name->data));
}

static struct value get_doc(struct value *args)
{
    const struct native *row = of(args[0])->row;
    return row == NULL || row->doc == NULL
               ? raise_refused("ranksh has no '%s.__doc__'", of(args[0])->name->data)
               : value_object(str_from(row->doc));
}

static struct value get_module(struct value *args)
{
    struct native_function *function = of(args[0]);
    return function->module != NULL  ? value_of(function->module)
           : function->owner != NULL ? value_none
                                     : value_object(str_from("builtins"));
}

static const struct native methods[] = {
    {"__name__(self)", get_name, NATIVE_GETTER, NULL},
    {"__qualname__(self)", get_qualname, NATIVE_GETTER, NULL},
    {"__doc__(self)", get_doc, NATIVE_GETTER, NULL},
    {"__module__(self)", get_module, NATIVE_GETTER, NULL},
    {NULL, NULL, 0, NULL},
};

struct type native_function_type = {
    .name = "builtin_function_or_method",
    .size = sizeof(struct native_function),
    .flags = TYPE_CONTAINER | TYPE_NO_CREATE,
    .methods = methods,
    .finish = finish,
    .call = call,
    .repr = repr,
};

struct type method_descriptor_type = {
    .name = "method_descriptor",
    .size = sizeof(struct native_function),
    .flags = TYPE_CONTAINER | TYPE_NO_CREATE,
    .methods = methods,
    .finish = finish,
    .call = call,
    .repr = repr,
    .descriptor_get = bind,
};

// ---- arguments

bool native_int(struct value value, int64_t *ret_integer)
{
    if (int_is_small(value)) {
        *ret_integer = value.integer;
        return true;
    }
    struct value index = object_index(value);
    if (!value_is_set(index)) {
        return false;
    }
    bool fits = value_is_int(index);
    if (fits) {
        *ret_integer = index.integer;
    } else {
        raise_error(&exception_overflow_error, "Python int too large to convert to C ssize_t");
    }
    value_unref(index);
    return fits;
}

bool native_clipped(struct value value, int64_t *ret_integer)
{
    if (int_is_small(value)) {
        *ret_integer = value.integer;
        return true;
    }
    struct value index = object_index(value);
    if (!value_is_set(index)) {
        return false;
    }
    *ret_integer = value_is_int(index)                       ? index.integer
                   : bigint_compare(index, value_int(0)) > 0 ? INT64_MAX
                                                             : INT64_MIN;
    value_unref(index);
    return true;
}

bool native_float(struct value value, double *ret_number)
{
    if (float_of(value, ret_number)) {
        return true;
    }
    if (raise_pending()) {
        return false;
    }
    struct value method = object_find_special(value, name_float);
    bool as_index = false;
    if (!value_is_set(method) && !raise_pending()) {
        method = object_find_special(value, name_index);
        as_index = true;
    }
    if (!value_is_set(method)) {
        return !raise_pending() &&
               raise_false(&exception_type_error, "must be real number, not %s", type_name(value));
    }
    struct value number = object_call_values(method, NULL, 0);
    value_unref(method);
    bool right = as_index ? type_is_instance(number, &int_type) : value_is_float(number);
    bool fine = value_is_set(number) && right && float_of(number, ret_number);
    if (value_is_set(number) && !fine && !raise_pending() && as_index) {
        raise_type("__index__ returned non-int (type %s)", type_name(number));
    } else if (value_is_set(number) && !fine && !raise_pending()) {
        raise_type("%s.__float__ returned non-float (type %s)", type_name(value),
                   type_name(number));
    }
    value_unref(number);
    return fine;
}

bool native_truth(struct value value, bool *ret_truth)
{
    return object_truth(value, ret_truth);
}

bool native_text(struct value value, const char *what, const char **ret_text)
{
    if (!type_is_instance(value, &str_type)) {
        return raise_false(&exception_type_error, "%s must be str, not %s", what, type_name(value));
    }
    *ret_text = str_of(value)->data;
    return true;
}
